import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as hongyan from 'hongyan';

import { statusDisagreements } from './agree.js';
import { inChromium, questions } from './support.js';

const { HongyanError, VERDICTS, recordStatus } = hongyan;
const SESSIONS = {
  form: ['group', 'individual'],
  ended_on: ['2024-03-05', '2024-03-05'],
  record_submitted_on: ['2024-03-14', null],
};
const ROWS = { form: ['group', 'lunch'], ended_on: ['2024-03-05', '2024-03-05'] };

/** Rows of `[verdict, margin, contested]`. */
function rows({ verdict, margin_days: margin, contested }) {
  return Array.from(verdict.values, (code, row) => [
    verdict.valid[row] ? VERDICTS[code] : null,
    margin.valid[row] ? margin.values[row] : null,
    ...(contested === undefined ? [] : [contested[row]]),
  ]);
}

/** The faults of a call that is refused, as `table row column code`. */
function faults(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof HongyanError, String(error.stack));
    return error.faults.map((fault) => [fault.table, fault.row, fault.column, fault.code].join(' '));
  }
  return assert.fail('not refused');
}

test('a record that is open, late, or not owed yet', () => {
  assert.deepEqual(rows(recordStatus(SESSIONS, { asOf: '2024-03-10' })), [['pending', 2, 0], ['pending', 2, 0]]);
  assert.deepEqual(rows(recordStatus(SESSIONS, { asOf: '2024-03-14' })), [['breach', -2, 0], ['breach', -2, 0]]);
  assert.deepEqual(rows(recordStatus(SESSIONS, { asOf: '2024-03-04' })), [[null, null, 0], [null, null, 0]]);
  const policy = { supervision: { record: { within_days: 9, forms: ['individual'] } } };
  assert.deepEqual(rows(recordStatus(SESSIONS, { asOf: '2024-03-15', policy })), [['not_applicable', null, 0], ['breach', -1, 0]]);
});

test('contested over National Day, if that is asked for', () => {
  const sessions = { form: Uint8Array.of(1, 1), ended_on: Int32Array.of(19_990, 19_980) };
  const asked = (contested) => recordStatus(sessions, { asOf: '2024-10-05', contested });
  assert.deepEqual(rows(asked()), [['breach', -4, 1], ['breach', -14, 0]]);
  assert.deepEqual(asked(true), asked());
  assert.deepEqual(Object.keys(asked(false)), ['verdict', 'margin_days']);
  assert.deepEqual(rows(asked(false)), [['breach', -4], ['breach', -14]]);
  assert.ok(asked().contested instanceof Uint8Array && asked().verdict.values instanceof Uint8Array);
  assert.ok(asked().margin_days.values instanceof Int32Array);
});

test('nulls in every layout', () => {
  const form = Uint8Array.of(1, 0, 1);
  const ended_on = Int32Array.of(19_787, 19_787, 19_787);
  const expected = [['breach', -2, 0], ['breach', -3, 0], ['compliant', 7, 0]];
  for (const valid of [Uint8Array.of(1, 0, 1), [true, false, true]]) {
    const record_submitted_on = { values: Int32Array.of(19_796, -5_000_000, 19_787), valid };
    assert.deepEqual(rows(recordStatus({ form, ended_on, record_submitted_on }, { asOf: '2024-03-15' })), expected);
  }
  const bare = [['breach', -3, 0], ['breach', -3, 0], ['breach', -3, 0]];
  for (const record_submitted_on of [undefined, null, [null, null, null]]) {
    assert.deepEqual(rows(recordStatus({ form, ended_on, record_submitted_on }, { asOf: '2024-03-15' })), bare);
  }
});

test('no session', () => {
  const nothing = { verdict: { values: new Uint8Array(), valid: new Uint8Array() }, margin_days: { values: new Int32Array(), valid: new Uint8Array() } };
  const empty = { form: new Uint8Array(), ended_on: new Int32Array() };
  assert.deepEqual(recordStatus(empty, { asOf: '2024-03-15', contested: false }), nothing);
  assert.deepEqual(recordStatus({}, { asOf: '2024-03-15' }), { ...nothing, contested: new Uint8Array() });
});

test('ids are not looked at, but count rows', () => {
  const sessions = { ...SESSIONS, session: [1, 1], project: 'p', worker: [null, 2.5] };
  assert.deepEqual(recordStatus(sessions, { asOf: '2024-03-10' }), recordStatus(SESSIONS, { asOf: '2024-03-10' }));
  assert.ok(faults(() => hongyan.check({ sessions }, { asOf: '2024-03-10' })).includes('sessions 1 worker wrong_type'));
  const nothing = { session: Int32Array.of(1, 2) };
  assert.deepEqual(faults(() => recordStatus(nothing, { asOf: '2024-03-20' })), ['sessions  form missing_table_column', 'sessions  ended_on missing_table_column']);
  assert.deepEqual(rows(recordStatus(nothing, { asOf: '2024-03-20', onError: 'skip' })), [[null, null, 0], [null, null, 0]]);
});

test('faults', () => {
  assert.deepEqual(faults(() => recordStatus(ROWS, { asOf: '2024-03-20' })), ['sessions 1 form bad_value']);
  assert.deepEqual(rows(recordStatus(ROWS, { asOf: '2024-03-20', onError: 'skip' })), [['breach', -8, 0], [null, null, 0]]);
  assert.deepEqual(faults(() => recordStatus({ ...ROWS, hall: ['x', 'x'], form: [1.5, 2] }, { contested: 1 })), [
    '  contested bad_value', '  as_of missing_value', 'sessions 0 form wrong_type', 'sessions  hall unknown_column',
  ]);
  for (const nothing of [undefined, null, 7]) assert.deepEqual(faults(() => recordStatus(nothing, { asOf: '2024-03-20' })), ['sessions   wrong_type']);
  assert.deepEqual(faults(() => recordStatus({ form: ['group'], ended_on: [new Date(0)] }, { asOf: '2024-03-20' })), ['sessions 0 ended_on wrong_type']);
});

const all = [...questions('vectors'), ...questions('random', 7_000, 100)];

function isRight({ asked, differing }) {
  assert.deepEqual(differing.slice(0, 5), []);
  assert.ok(asked > 200, `${asked} questions`);
}

test('it is what the findings say, in Node', () => {
  isRight(statusDisagreements(hongyan, all));
});

test('it is what the findings say, in Chromium', async () => {
  isRight(await inChromium(all, 'statusDisagreements'));
});
