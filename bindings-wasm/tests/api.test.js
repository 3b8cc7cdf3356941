import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';

import * as hongyan from 'hongyan';
import * as documents from 'hongyan/documents';

import { root } from './support.js';

const { HongyanError, check, evaluate } = hongyan;
const require = createRequire(import.meta.url);

const SESSION = { session: 'D2024-0924', project: '磁器口', worker: '周敏', form: 'group', ended_on: '2024-09-24' };
const FACTS = { sessions: [{ ...SESSION, record_submitted_on: '2024-10-08' }] };

function refused(call) {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof HongyanError, String(error.stack));
    return error;
  }
  return assert.fail('not refused');
}

const codes = (error) => error.faults.map((fault) => [fault.table, fault.row, fault.column, fault.code].join(' '));

test('a late record', () => {
  const report = evaluate(FACTS, { asOf: '2024-10-12' });
  const [finding] = report.findings;
  assert.equal(finding.verdict, 'breach');
  assert.equal(finding.margin_days, -7);
  assert.deepEqual(finding.detail.contested_by, ['supervision.record.last_day=next_workday']);
  assert.equal(evaluate(FACTS, { asOf: '2024-10-12', policy: 'civil_code' }).findings[0].verdict, 'compliant');
  assert.equal('message' in finding, false);
  const [{ message: told, ...besides }] = evaluate(FACTS, { asOf: '2024-10-12', messages: true }).findings;
  assert.equal(JSON.stringify(besides), JSON.stringify(finding));
  const said = (lang) => hongyan.messages(FACTS, { asOf: '2024-10-12', lang });
  assert.deepEqual([said('zh'), said('en')], [[told.zh], [told.en]]);
});

test('explanations', () => {
  const report = evaluate(FACTS, { asOf: '2024-10-12' });
  const explanation = hongyan.explain(FACTS, report.findings[0], { asOf: '2024-10-12' });
  assert.deepEqual(explanation.finding, report.findings[0]);
  assert.equal(explanation.readings.length, 2);
  const nobody = { rule: 'record_deadline', subject: { session: 'x', worker: 'y' } };
  assert.equal(hongyan.explain(FACTS, nobody, { asOf: '2024-10-12' }), null);
  const unknown = refused(() => hongyan.explain(FACTS, { rule: 'record_deadline', subject: { mentor: 'y' } }, { asOf: '2024-10-12' }));
  assert.deepEqual(codes(unknown), ['  subject.mentor unknown_column']);
  assert.deepEqual(codes(refused(() => hongyan.explain(FACTS, { rule: 'deadline' }, { asOf: '2024-10-12' }))), ['  rule bad_value']);
});

test('the register of clauses and the policy', () => {
  assert.ok(hongyan.clauses().some((clause) => clause.id === 'S6.2.1'));
  const described = hongyan.describePolicy({ supervision: { record: { within_days: 5 } } });
  assert.equal(described.find((one) => one.key === 'supervision.record.within_days').value, '5');
  const full = hongyan.fullPolicy('civil_code');
  assert.equal(full.supervision.record.last_day, 'next_workday');
  assert.deepEqual(hongyan.fullPolicy(full), full);
  const error = refused(() => hongyan.fullPolicy({ mentor: { term: { yaers: 3 } } }));
  assert.deepEqual(error.errors.map((one) => [one.key, one.code]), [['mentor.term.yaers', 'unknown_key']]);
  assert.equal(refused(() => hongyan.fullPolicy('strict')).errors[0].key, 'profile');
});

test('dates for a single event', () => {
  assert.deepEqual(hongyan.recordDue('2024-09-24'), { due_on: '2024-10-01', known: true });
  assert.deepEqual(hongyan.recordDue('2024-09-24', { policy: 'civil_code' }), { due_on: '2024-10-08', known: true });
  assert.equal(hongyan.cyclePlanDue('2024-01-31'), '2024-02-29');
  assert.equal(hongyan.monthlyPlanDue('2024-02-25'), '2024-02-29');
  assert.equal(hongyan.termLastDay('2024-02-29'), '2027-02-28');
  assert.equal(hongyan.termLastDay('2024-02-29', { endsOn: '2025-12-31' }), '2025-12-31');
  assert.equal(hongyan.inactivityDeadline('2024-01-01', '2024-08-31'), '2025-02-28');
  assert.equal(hongyan.evaluationDue('2024-01-01'), '2025-03-31');
  assert.deepEqual(hongyan.nextWorkday('2027-01-02'), { due_on: '2027-01-04', known: false });
  assert.deepEqual(['2024-10-01', '2024-09-29', '2027-01-01'].map((day) => hongyan.isRestDay(day)), [true, false, null]);
  assert.equal(hongyan.dayText(hongyan.dayNumber('2024-02-29')), '2024-02-29');
  assert.deepEqual(codes(refused(() => hongyan.dayText(1e9))), ['  number date_out_of_range']);
  assert.deepEqual(codes(refused(() => hongyan.dayText(0.5))), ['  number wrong_type']);
  assert.deepEqual(codes(refused(() => hongyan.recordDue())), ['  ended_on missing_value']);
  assert.deepEqual(codes(refused(() => hongyan.termLastDay('2024-13-01', { endsOn: 'x' }))), ['  appointed_on bad_date', '  ends_on bad_date']);
});

test('an instant is no date', () => {
  const instant = new Date('2024-09-24T00:00:00+08:00');
  const error = refused(() => evaluate({ sessions: [{ ...SESSION, ended_on: instant }] }, { asOf: instant, lang: 'en' }));
  assert.deepEqual(codes(error), ['  as_of wrong_type', 'sessions 0 ended_on wrong_type']);
  assert.match(error.message, /time zone/);
  assert.match(error.faults[1].message.zh, /时区/);
  const columns = { sessions: Object.fromEntries(Object.entries(SESSION).map(([name, value]) => [name, [value]])) };
  columns.sessions.ended_on = [instant];
  assert.deepEqual(codes(refused(() => check(columns, { asOf: '2024-12-31' }))), ['sessions 0 ended_on wrong_type']);
});

test('dates of Temporal', () => {
  const plain = (text, kind = 'PlainDate') => ({ [Symbol.toStringTag]: `Temporal.${kind}`, calendarId: 'iso8601', toString: () => text });
  const facts = { sessions: [{ ...SESSION, ended_on: plain('2024-09-24') }] };
  const expected = evaluate({ sessions: [SESSION] }, { asOf: '2024-10-12' });
  assert.deepEqual(evaluate(facts, { asOf: plain('2024-10-12') }), expected);
  assert.deepEqual(hongyan.recordDue(plain('2024-09-24')).due_on, '2024-10-01');
  const zoned = plain('2024-09-24T00:00+08:00[Asia/Shanghai]', 'ZonedDateTime');
  assert.deepEqual(codes(refused(() => hongyan.recordDue(zoned))), ['  ended_on wrong_type']);
});

test('everything that is wrong is told at once, in both languages', () => {
  const error = refused(() =>
    evaluate(
      { sessions: [{ ...SESSION, worker: '', form: 'talk' }, { ...SESSION, minutes: NaN, supervisor: 7n }], people: [] },
      { asOf: '2024-02-30', rules: ['deadlines'], onError: 'ignore', keep: 'some', colour: 1, policy: { mentr: 1 } },
    ),
  );
  assert.deepEqual(codes(error), [
    '  colour unknown_column', '  as_of bad_date', '  rules bad_value', '  on_error bad_value', '  keep bad_value',
    'people   unknown_table', 'sessions 0 worker bad_value', 'sessions 0 form bad_value', 'sessions 1 supervisor wrong_type',
    'sessions 1 minutes wrong_type',
  ]);
  assert.equal(error.errors.length, 1);
  assert.equal(error.counts.bad_value, 5);
  assert.ok(error.faults.every((fault) => fault.message.zh && fault.message.en));
});

test('faulty rows can be left out', () => {
  const facts = { sessions: [SESSION, { ...SESSION, session: 'x', ended_on: 'soon' }] };
  const report = evaluate(facts, { asOf: '2024-12-31', onError: 'skip' });
  assert.deepEqual([report.findings.length, report.faults.length], [1, 1]);
  const columns = { sessions: { session: ['a', 'x'], project: ['p', 'p'], worker: ['w', 'w'], form: ['group', 'peer'], ended_on: ['2024-09-24', 'soon'] } };
  const told = check(columns, { asOf: '2024-12-31', onError: 'skip' });
  assert.deepEqual([told.findings.rule.length, told.faults.length, told.fault_counts], [1, 1, { bad_date: 1 }]);
});

const COLUMNS = {
  sessions: {
    session: Uint32Array.of(4_000_000_000, 2),
    project: BigInt64Array.of(2n ** 60n, 1n),
    worker: Int32Array.of(7, 8),
    form: Uint8Array.of(0, 1),
    ended_on: Int32Array.of(19_787, 19_788),
    record_submitted_on: { values: Int32Array.of(19_794, 0), valid: Uint8Array.of(1, 0) },
  },
};

test('columns', () => {
  const { findings, trusted_keys } = check(COLUMNS, { asOf: '2024-12-31', keep: 'all', trustKeys: true });
  assert.deepEqual(findings.verdict, ['breach', 'compliant']);
  assert.deepEqual(findings.session, { values: BigInt64Array.of(2n, 4_000_000_000n), valid: Uint8Array.of(1, 1) });
  assert.deepEqual(findings.worker, { values: Int32Array.of(8, 7), valid: Uint8Array.of(1, 1) });
  assert.deepEqual(findings.due_on.values, Int32Array.of(19_795, 19_794));
  assert.deepEqual([...findings.settled_on.valid], [0, 1]);
  assert.equal(trusted_keys, true);
  assert.deepEqual(structuredClone(findings), findings);
  assert.equal(check(COLUMNS, { asOf: '2024-12-31' }).findings.rule.length, 1);
  assert.equal(check(COLUMNS, { asOf: '2024-12-31', keep: ['pending', 'excused'] }).findings.rule.length, 0);
});

test('explanations over columns', () => {
  const of = { rule: 'record_deadline', subject: { session: '2', worker: '8' } };
  const { finding } = hongyan.explainColumns(COLUMNS, of, { asOf: '2024-12-31' });
  assert.deepEqual([finding.subject, finding.verdict, finding.due_on], [of.subject, 'breach', '2024-03-13']);
  assert.equal(hongyan.explainColumns(COLUMNS, { ...of, subject: { session: '3', worker: '8' } }, { asOf: '2024-12-31' }), null);
  assert.deepEqual(codes(refused(() => hongyan.explainColumns(COLUMNS, {}, {}))), ['  as_of missing_value', '  rule missing_value']);
});

test('ids of all kinds', () => {
  const ids = [[1, 2], [1n, 2n], Float64Array.of(1, 2), Int16Array.of(1, 2), Uint8Array.of(1, 2), BigUint64Array.of(1n, 2n)];
  for (const worker of ids) {
    const { findings } = check({ sessions: { ...COLUMNS.sessions, worker } }, { asOf: '2024-12-31', keep: 'all' });
    assert.deepEqual([...findings.worker.values], [2, 1]);
  }
  const odd = ['a\0b', '𠮷'];
  const { findings } = check({ sessions: { ...COLUMNS.sessions, worker: odd } }, { asOf: '2024-12-31', keep: 'all' });
  assert.deepEqual(findings.worker, ['𠮷', 'a\0b']);
});

/** Every function that takes options, called with these. */
const ASKED = {
  evaluate: (options) => evaluate(FACTS, options),
  check: (options) => check(COLUMNS, options),
  recordStatus: (options) => hongyan.recordStatus(COLUMNS.sessions, options),
  explain: (options) => hongyan.explain(FACTS, SUBJECT, options),
  explainColumns: (options) => hongyan.explainColumns(COLUMNS, SUBJECT, options),
  offices: (options) => hongyan.offices(FACTS, options),
  messages: (options) => hongyan.messages(FACTS, options),
  describePolicy: (options) => hongyan.describePolicy('plain', options),
  fullPolicy: (options) => hongyan.fullPolicy('plain', options),
  recordDue: (options) => hongyan.recordDue('2024-09-24', options),
  cyclePlanDue: (options) => hongyan.cyclePlanDue('2024-09-24', options),
  monthlyPlanDue: (options) => hongyan.monthlyPlanDue('2024-09-24', options),
  termLastDay: (options) => hongyan.termLastDay('2024-09-24', options),
  inactivityDeadline: (options) => hongyan.inactivityDeadline('2024-09-24', '2024-09-24', options),
  evaluationDue: (options) => hongyan.evaluationDue('2024-09-24', options),
  nextWorkday: (options) => hongyan.nextWorkday('2024-09-24', options),
  isRestDay: (options) => hongyan.isRestDay('2024-09-24', options),
  dayNumber: (options) => hongyan.dayNumber('2024-09-24', options),
  dayText: (options) => hongyan.dayText(5, options),
  read: (options) => documents.read(LINES, options),
  inspect: (options) => documents.inspect([{ name: 'sessions.csv', bytes: LINES }], options),
  render: (options) => documents.render(evaluate(FACTS, { asOf: '2024-10-12' }), 'csv', options),
  warnings: (options) => documents.warnings(evaluate(FACTS, { asOf: '2024-10-12' }), options),
  template: (options) => documents.template(options),
  policyFromToml: (options) => documents.policyFromToml('', options),
};
const SUBJECT = { rule: 'record_deadline', subject: { session: '2', worker: '8' } };
const LINES = new TextEncoder().encode('session,project,worker,form,ended_on\nD1,p,w,group,2024-09-24\n');
const NEEDED = { read: { name: 'sessions.csv' } };
for (const name of ['evaluate', 'check', 'recordStatus', 'explain', 'explainColumns', 'offices', 'messages']) NEEDED[name] = { asOf: '2024-10-12' };

test('every function that takes options is asked about them below', () => {
  const without = ['HongyanError', 'RULES', 'VERDICTS', 'FORMS', 'PLAN_KINDS', 'CONTENT_SOURCES', 'version', 'init', 'clauses', 'words'];
  const all = new Set([...Object.keys(hongyan), ...Object.keys(documents)].filter((name) => !without.includes(name)));
  assert.deepEqual(Object.keys(ASKED).sort(), [...all].sort());
});

for (const [name, call] of Object.entries(ASKED)) {
  test(`${name} refuses options that it does not have, and what is no options at all`, () => {
    const needed = NEEDED[name] ?? {};
    call({ ...needed, polcy: undefined, lang: name === 'render' ? 'both' : 'en' });
    const error = refused(() => call({ ...needed, polcy: 'plain', lang: 'en' }));
    assert.deepEqual(codes(error), ['  polcy unknown_column']);
    assert.deepEqual(error.counts, { unknown_column: 1 });
    // the function, the name, and the names that there are
    assert.match(error.message, new RegExp(`^${name} has no option \`polcy\`; it takes: .*\\blang\\b`));
    assert.match(error.faults[0].message.zh, new RegExp(`^${name} 没有 polcy 这个选项`));
    for (const odd of ['plain', ['2024-10-12'], 5, true, new Map([['lang', 'en']]), new Date(0), () => {}]) {
      const { faults: [fault], message } = refused(() => call(odd));
      assert.deepEqual([fault.code, fault.column], ['wrong_type', null]);
      assert.match(message, new RegExp(`不是 ${name} 的选项`));
      assert.match(fault.message.en, new RegExp(`no object of options for ${name}, which takes: .*\\blang\\b`));
    }
    if (name !== 'render') assert.deepEqual(codes(refused(() => call({ ...needed, lang: 'fr' }))), ['  lang bad_value']);
    const trap = { ...needed, get lang() { throw new Error('not today'); } };
    const { message, cause } = refused(() => call(trap));
    assert.deepEqual([message, cause.message], ['hongyan: the input cannot be read: not today', 'not today']);
    call(needed);
  });
}

test('misspelt options are told with all else that is wrong', () => {
  const error = refused(() => hongyan.nextWorkday('2024-02-30', { policy: { mentr: 1 }, langs: 'en', lang: 'en' }));
  assert.deepEqual(codes(error), ['  langs unknown_column', '  day bad_date']);
  assert.equal(error.errors.length, 1);
  assert.match(error.message, /^nextWorkday has no option[^]*2024-02-30[^]*mentr/);
  const beside = refused(() => documents.render(evaluate(FACTS, { asOf: '2024-10-12' }), 'html', { beside: { xslx: 'a.xlsx' } }));
  assert.deepEqual(codes(beside), ['  xslx unknown_column']);
  assert.deepEqual(codes(refused(() => documents.read([{ name: 'sessions.csv', bytes: LINES }], { name: 'x' }))), ['  name unknown_column']);
});

test('a column of another type of array is one fault, with the types that are taken', () => {
  const wrong = (columns) => {
    const { faults, message } = refused(() => check({ sessions: { ...COLUMNS.sessions, ...columns } }, { asOf: '2024-12-31', lang: 'en' }));
    assert.equal(faults.length, 1, message);
    assert.deepEqual([faults[0].table, faults[0].row, faults[0].code], ['sessions', null, 'wrong_type']);
    assert.equal(message, faults[0].message.en);
    return message;
  };
  const days = (array) => `sessions, ended_on: \`${array}\` has the wrong type; expected: Int32Array | number[] | string[]`;
  assert.equal(wrong({ ended_on: Float64Array.of(19_787, 19_788) }), days('Float64Array'));
  assert.equal(wrong({ ended_on: Int16Array.of(19_787, 19_788) }), days('Int16Array'));
  assert.equal(wrong({ ended_on: BigInt64Array.of(19_787n, 19_788n) }), days('BigInt64Array'));
  assert.equal(wrong({ ended_on: [true, false] }), days('boolean[]'));
  assert.equal(wrong({ ended_on: new Map() }), days('Map'));
  assert.equal(wrong({ ended_on: '2024-03-05' }), days('string'));
  assert.equal(wrong({ ended_on: new DataView(new ArrayBuffer(8)) }), days('DataView'));
  const codes = (array) => `sessions, form: \`${array}\` has the wrong type; expected: Uint8Array | number[] | string[]`;
  assert.equal(wrong({ form: Int8Array.of(0, 1) }), codes('Int8Array'));
  assert.equal(wrong({ form: [false, true] }), codes('boolean[]'));
  assert.match(wrong({ minutes: ['60', '90'] }), /minutes: `string\[\]` has the wrong type; expected: .*Int32Array.*number\[\]/);
  assert.match(wrong({ venue: Int32Array.of(1, 2) }), /venue: `Int32Array` has the wrong type; expected: string\[\]$/);
  assert.match(wrong({ worker: Float32Array.of(1, 2) }), /worker: `Float32Array` has the wrong type; expected: Int8Array \| .* \| string\[\]$/);
  assert.match(wrong({ worker: [{}, {}] }), /worker: `Object\[\]` has the wrong type/);
  const flags = { mentors: { mentor: ['m'], experience: Int32Array.of(1) } };
  assert.match(refused(() => check(flags, { asOf: '2024-12-31' })).faults[0].message.zh, /`Int32Array` 的类型不对，应为：Uint8Array \| number\[\] \| boolean\[\]/);
  // each column has its own
  const both = refused(() => check({ sessions: { ...COLUMNS.sessions, form: Int8Array.of(0, 1), ended_on: Float64Array.of(1, 2) } }, { asOf: '2024-12-31' }));
  assert.deepEqual(both.faults.map((fault) => fault.column), ['form', 'ended_on']);
  const status = refused(() => hongyan.recordStatus({ ...COLUMNS.sessions, ended_on: Float64Array.of(1, 2) }, { asOf: '2024-12-31' }));
  assert.equal(status.faults.length, 1);
});

test('lists of numbers are days, codes and flags where they fit', () => {
  const columns = { ...COLUMNS.sessions, form: [0, 1], ended_on: [19_787, 19_788], record_submitted_on: { values: [19_794, null], valid: [true, false] } };
  const asked = { asOf: '2024-12-31', keep: 'all' };
  assert.deepEqual(check({ sessions: columns }, asked), check(COLUMNS, asked));
  const mentors = (experience) => check({ mentors: { mentor: ['a', 'b'], experience } }, asked).findings.verdict;
  assert.deepEqual(mentors([0, 1]), mentors([false, true]));
  const wrong = (columns) => refused(() => check({ sessions: { ...COLUMNS.sessions, ...columns } }, asked)).faults.map(({ row, column }) => `${row} ${column}`);
  assert.deepEqual(wrong({ ended_on: [19_787, 0.5] }), ['1 ended_on']);
  assert.deepEqual(wrong({ form: [0, 9] }), ['1 form']);
  assert.deepEqual(wrong({ form: [300, 0] })[0], '0 form');
});

test('arrays whose memory has gone, flags and lengths that do not fit', () => {
  const gone = Int32Array.of(19_787, 19_788);
  structuredClone(gone.buffer, { transfer: [gone.buffer] });
  const wrong = (columns) => refused(() => check({ sessions: { ...COLUMNS.sessions, ...columns } }, { asOf: '2024-12-31', lang: 'en' })).message;
  assert.equal(wrong({ ended_on: gone }), 'sessions, ended_on: `Int32Array` has the wrong type; expected: an array whose buffer was not transferred');
  const flags = Uint8Array.of(1, 1);
  structuredClone(flags.buffer, { transfer: [flags.buffer] });
  const values = Int32Array.of(19_787, 19_788);
  const fit = 'expected: valid as Uint8Array | boolean[], with one flag for each value';
  assert.equal(wrong({ ended_on: { values, valid: flags } }), `sessions, ended_on: \`Uint8Array (transferred)\` has the wrong type; ${fit}`);
  assert.equal(wrong({ ended_on: { values, valid: Uint8Array.of(1) } }), `sessions, ended_on: \`1 flags, 2 values\` has the wrong type; ${fit}`);
  assert.equal(wrong({ ended_on: { values, valid: Float64Array.of(1, 1) } }), `sessions, ended_on: \`Float64Array\` has the wrong type; ${fit}`);
  assert.match(wrong({ ended_on: Int32Array.of(19_787) }), /sessions, ended_on: .*2 rows, as in the other columns/);
  // all columns gone are no district without sessions
  const all = Object.fromEntries(['session', 'project', 'worker', 'ended_on'].map((name) => [name, gone]));
  assert.equal(refused(() => check({ sessions: { ...all, form: [] } }, { asOf: '2024-12-31' })).faults.length, 4);
  assert.equal(check({ sessions: { ...all, session: [], project: [], worker: [], form: [], ended_on: new Int32Array(0) } }, { asOf: '2024-12-31' }).findings.rule.length, 0);
  assert.equal(check(COLUMNS, { asOf: '2024-12-31', keep: 'all' }).findings.rule.length, 2);
});

test('what throws when it is read is an error of the package, and the next call is as ever', () => {
  const throwing = (thrown) => Object.defineProperty({}, 'ended_on', { enumerable: true, get() { throw thrown; } });
  const calls = [
    (thrown) => check({ sessions: { ...COLUMNS.sessions, get ended_on() { throw thrown; } } }, { asOf: '2024-12-31' }),
    (thrown) => check({ get sessions() { throw thrown; } }, { asOf: '2024-12-31' }),
    (thrown) => evaluate({ sessions: [throwing(thrown)] }, { asOf: '2024-12-31' }),
    (thrown) => hongyan.recordDue({ toJSON() { throw thrown; } }),
    (thrown) => documents.read([{ name: 'a', get bytes() { throw thrown; } }]),
  ];
  for (const call of calls) {
    for (const thrown of [new Error('mine'), new RangeError('mine'), 'mine', '{"mine":1}', null, Symbol('mine'), { message: 'mine' }]) {
      const { cause } = refused(() => call(thrown));
      assert.equal(cause, thrown);
      assert.equal(check(COLUMNS, { asOf: '2024-12-31', keep: 'all' }).findings.rule.length, 2);
    }
  }
  const circle = {};
  circle.of = circle;
  assert.match(refused(() => evaluate({ sessions: [circle] }, { asOf: '2024-12-31' })).message, /cannot be read: .*circular/);
});

test('columns that hold something else', () => {
  const wrong = (columns) => codes(refused(() => check({ sessions: { ...COLUMNS.sessions, ...columns } }, { asOf: '2024-12-31' })));
  assert.deepEqual(wrong({ worker: Float64Array.of(1.5, NaN) }), ['sessions 0 worker wrong_type', 'sessions 1 worker wrong_type']);
  assert.deepEqual(wrong({ worker: ['a', 3] }), ['sessions 1 worker wrong_type']);
  assert.deepEqual(wrong({ worker: [2n ** 70n, 1n] }), ['sessions 0 worker wrong_type']);
  assert.deepEqual(wrong({ worker: ['a', '\ud800'] }), ['sessions 1 worker wrong_type']);
  assert.deepEqual(wrong({ worker: Int32Array.of(1) }), ['sessions  worker wrong_type']);
  assert.deepEqual(wrong({ worker: { values: Int32Array.of(1, 2), valid: Uint8Array.of(1) } }), ['sessions  worker wrong_type']);
  assert.deepEqual(wrong({ form: Uint8Array.of(0, 6) }), ['sessions 1 form bad_value']);
  assert.deepEqual(wrong({ ended_on: Int32Array.of(19_787, 90_000) }), ['sessions 1 ended_on date_out_of_range']);
  assert.deepEqual(wrong({ mood: ['good', 'bad'] }), ['sessions  mood unknown_column']);
  assert.deepEqual(codes(refused(() => check({ people: {} }, { asOf: '2024-12-31' }))), ['people   unknown_table']);
  assert.deepEqual(codes(refused(() => check({ sessions: 5 }, { asOf: '2024-12-31' }))), ['sessions   wrong_type']);
});

test('half of a sign, and what has no tables by name, are told as faults', () => {
  const cut = { ...SESSION, worker: 'a\ud83d' };
  const { faults: [fault] } = refused(() => evaluate({ sessions: [SESSION, cut] }, { asOf: '2024-10-12' }));
  assert.deepEqual([fault.table, fault.row, fault.column], ['sessions', 1, 'worker']);
  const skipped = evaluate({ sessions: [SESSION, cut] }, { asOf: '2024-10-12', onError: 'skip' });
  assert.deepEqual([skipped.findings.length, skipped.faults.length], [1, 1]);
  for (const odd of [new Map([['sessions', []]]), new Set(), []]) {
    assert.equal(refused(() => evaluate(odd, { asOf: '2024-10-12' })).faults.length, 1);
    assert.equal(refused(() => check(odd, { asOf: '2024-10-12' })).faults.length, 1);
  }
});

test('what has no bytes is not taken for a broken file', () => {
  const said = (bytes) => refused(() => documents.read(bytes, { name: 'a.csv' })).message;
  assert.match(said(new File(['x'], 'a.csv')), /`a\.csv`.*not File: `await file\.arrayBuffer\(\)`/);
  for (const odd of [null, undefined, 'a,b', {}, Promise.resolve()]) assert.match(said(odd), /bytes of `a\.csv` are expected/);
  assert.match(refused(() => documents.inspect([{ name: 'a.csv' }])).message, /`a\.csv`.*not Undefined/);
  const bytes = new TextEncoder().encode('session,project,worker,form,ended_on\nD1,p,w,group,2024-09-24\n');
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  for (const given of [bytes, bytes.buffer, new DataView(bytes.buffer), shared, shared.buffer]) {
    assert.equal(documents.read(given, { name: 'sessions.csv' }).facts.sessions.length, 1);
  }
});

test('a thousand bad inputs do not spoil the next good one', () => {
  const bad = [
    () => evaluate(),
    () => evaluate(null, null),
    () => evaluate(5, { asOf: 5 }),
    () => evaluate('[', { asOf: [] }),
    () => evaluate({ sessions: 5 }, { asOf: '2024-01-01' }),
    () => evaluate({ sessions: [null, [], 5] }, { asOf: '2024-01-01' }),
    () => evaluate(FACTS, { asOf: '2024-01-01', policy: { editions: [] } }),
    () => evaluate(FACTS, { asOf: '2024-01-01', policy: 5n }),
    () => check({ sessions: { session: new Float64Array(3).fill(NaN) } }, { asOf: '2024-01-01' }),
    () => check(COLUMNS, {}),
    () => check({ sessions: { session: [Symbol('x')] } }, { asOf: '2024-01-01' }),
    () => hongyan.explain(FACTS, undefined, { asOf: '2024-01-01' }),
    () => hongyan.messages({}),
    () => hongyan.recordDue({}),
    () => hongyan.dayText('x'),
    () => documents.read(Uint8Array.of(1, 2, 3), { name: 'x.xlsx' }),
    () => documents.render({}, 'html'),
    () => documents.policyFromToml('a = '),
  ];
  for (let time = 0; time < 1_000; time += 1) refused(bad[time % bad.length]);
  assert.equal(evaluate(FACTS, { asOf: '2024-10-12' }).findings[0].verdict, 'breach');
});

test('a trap does not spoil the next call', () => {
  // more rows than memory has room for
  const columns = { sessions: { ...COLUMNS.sessions, session: new Float64Array(0) } };
  Object.defineProperty(columns.sessions, 'worker', { enumerable: true, get: () => { throw new WebAssembly.RuntimeError('unreachable'); } });
  assert.match(refused(() => check(columns, { asOf: '2024-12-31' })).message, /unreachable/);
  assert.equal(evaluate(FACTS, { asOf: '2024-10-12' }).findings[0].verdict, 'breach');
});

test('memory returns to its level', () => {
  const rows = 100_000;
  const columns = {
    sessions: {
      session: Int32Array.from({ length: rows }, (_, row) => row),
      project: new Int32Array(rows).fill(1),
      worker: Int32Array.from({ length: rows }, (_, row) => row % 5_000),
      form: new Uint8Array(rows),
      ended_on: Int32Array.from({ length: rows }, (_, row) => 19_700 + (row % 365)),
    },
  };
  const used = () => {
    check(columns, { asOf: '2025-12-31', keep: 'all' });
    return process.memoryUsage().arrayBuffers + process.memoryUsage().external;
  };
  for (let time = 0; time < 5; time += 1) used();
  globalThis.gc?.();
  const before = used();
  for (let time = 0; time < 100; time += 1) used();
  globalThis.gc?.();
  assert.ok(used() < before * 1.5 + 50e6, `${before} bytes became ${used()}`);
});

test('the messy sample is read, judged and written', () => {
  const folder = join(root, 'core', 'sample-messy');
  const names = ['社工督导台账.xlsx', '创业导师名册.csv', 'supervision-plans.csv'];
  const files = names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  const asOf = readFileSync(join(folder, 'as_of.txt'), 'utf8').trim();
  const { facts, report: intake, mapping } = documents.read(files, { onError: 'skip' });
  assert.ok(intake.sheets.length > 2 && Object.keys(mapping.headings).length > 5);
  const report = evaluate(facts, { asOf, onError: 'skip' });
  assert.ok(report.findings.length > 1_000);
  assert.ok(new TextDecoder().decode(documents.render(report, 'html', { facts })).includes('</html>'));
  assert.deepEqual([...documents.render(report, 'xlsx', { facts, lang: 'both' }).slice(0, 2)], [0x50, 0x4b]);
  assert.match(new TextDecoder().decode(documents.render(report, 'ics')), /^BEGIN:VCALENDAR/);
  assert.ok(documents.render(report, 'csv').length > documents.render(report, 'csv', { bom: false }).length);
  assert.deepEqual([...documents.template({ lang: 'en' }).slice(0, 2)], [0x50, 0x4b]);
  const again = documents.read(documents.render(report, 'csv'), { name: 'x.csv', onError: 'skip' });
  assert.ok(again.report.sheets.length === 1);
  const told = documents.inspect([{ name: 'x.xlsx', bytes: Uint8Array.of(1, 2, 3) }]);
  assert.equal(told.facts, null);
  assert.equal(told.faults[0].code, 'unreadable');
  assert.equal(documents.policyFromToml('profile = "civil_code"').supervision.record.last_day, 'next_workday');
  assert.deepEqual(codes(refused(() => documents.render(report, 'pdf'))), ['  format bad_value']);
});

test('warnings and documents name the places of rows in files, also where rows were left out', () => {
  const text = ['session,project,worker,form,ended_on,record_submitted_on', 'D0,p,w,group,2024-02-30,', 'D1,p,w,group,2024-03-05,2024-03-04', 'D2,p,w,group,2024-03-06,2024-03-01', ''];
  const files = ['a.csv', 'b.csv'].map((name, place) => ({ name: `${place}月/sessions-${name}`, bytes: new TextEncoder().encode(text.join('\n').replaceAll(',p,', `,p${place},`).replaceAll(/^D/gm, `D${place}`)) }));
  const { facts, faults, sources } = documents.read(files, { onError: 'skip', mapping: { sheets: { '0月/sessions-a.csv': 'sessions', '1月/sessions-b.csv': 'sessions' } } });
  assert.equal(faults.length, 2);
  assert.deepEqual(sources.map(({ table, row, rows, source }) => [table, row, rows, source.file, source.row]), [
    ['sessions', 0, 2, '0月/sessions-a.csv', 3], ['sessions', 2, 2, '1月/sessions-b.csv', 3],
  ]);
  const report = evaluate(facts, { asOf: '2024-04-01' });
  const told = documents.warnings(report, { sources });
  const odd = told.filter(({ code }) => code === 'record_precedes_session');
  assert.deepEqual(odd.map(({ row, source }) => [row, source.file, source.sheet, source.row]), [
    [0, '0月/sessions-a.csv', null, 3], [1, '0月/sessions-a.csv', null, 4], [2, '1月/sessions-b.csv', null, 3], [3, '1月/sessions-b.csv', null, 4],
  ]);
  assert.match(odd[1].message.zh, /^0月\/sessions-a\.csv，第 4 行：/);
  assert.match(odd[1].message.en, /^0月\/sessions-a\.csv, row 4: /);
  assert.deepEqual(told.map(({ code, table, row }) => [code, table, row]), report.warnings.map(({ code, table, row }) => [code, table, row]));
  // without them rows are counted as a person counts them
  assert.match(documents.warnings(report).find(({ code }) => code === odd[1].code).message.en, /^sessions, row 1: /);
  const page = (options) => new TextDecoder().decode(documents.render(report, 'html', { facts, ...options }));
  assert.ok(page({ sources }).includes('1月/sessions-b.csv，第 4 行'));
  assert.ok(!page({}).includes('sessions-b.csv'));
  assert.deepEqual(codes(refused(() => documents.warnings(report, { sources: [{ table: 'sessions' }] }))), ['  sources unreadable']);
  assert.deepEqual(codes(refused(() => documents.warnings({}))), ['  report unreadable']);
});

test('what reading did is told by the report: repeated rows and inferred engagements', () => {
  const lines = ['session,project,worker,form,ended_on', 'D1,p,w,group,2024-03-05', 'D2,p,w,group,2024-02-30', 'D1,p,w,group,2024-03-05', 'D3,p,w,individual,2024-03-06', ''];
  const files = [{ name: 'sessions.csv', bytes: new TextEncoder().encode(lines.join('\n')) }];
  const { facts, report: intake, sources } = documents.read(files, { onError: 'skip', inferEngagements: true });
  assert.equal(intake.engagements_inferred, true);
  assert.deepEqual(facts.sessions.map(({ session }) => session), ['D1', 'D1', 'D3']);
  const { engagements, ...given } = facts;
  const report = evaluate(given, { asOf: '2024-04-01', inferEngagements: true });
  assert.deepEqual(report.findings, evaluate(facts, { asOf: '2024-04-01' }).findings);
  assert.equal(engagements.length, 1);
  assert.deepEqual(documents.warnings(report, { sources }).map(({ code, row, source }) => [code, row, source?.row]), [
    ['engagements_inferred', null, undefined], ['repeated_row', 1, 4],
  ]);
  // who has a table of them is asked about that
  assert.deepEqual(evaluate(facts, { asOf: '2024-04-01', inferEngagements: true }), evaluate(facts, { asOf: '2024-04-01' }));
  const subject = { rule: 'supervision_frequency', subject: { project: 'p', worker: 'w', month: '2024-03' } };
  assert.equal(hongyan.explain(given, subject, { asOf: '2024-04-01' }), null);
  assert.equal(hongyan.explain(given, subject, { asOf: '2024-04-01', inferEngagements: true }).finding.verdict, 'compliant');
  assert.deepEqual(codes(refused(() => evaluate(facts, { asOf: '2024-04-01', inferEngagements: 'yes' }))), ['  infer_engagements bad_value']);
});

test('the lists of names are those of the core', () => {
  const glue = require('../dist/cjs/core.glue.js');
  glue.initSync({ module: readFileSync(new URL('../dist/core.wasm', import.meta.url)) });
  const lists = [hongyan.RULES, hongyan.VERDICTS, hongyan.FORMS, hongyan.PLAN_KINDS, hongyan.CONTENT_SOURCES];
  assert.deepEqual(JSON.parse(glue.names()), lists);
});

test('required, it is the same', () => {
  const common = require('hongyan');
  assert.deepEqual(Object.keys(common).sort(), Object.keys(hongyan).sort());
  assert.deepEqual(common.evaluate(FACTS, { asOf: '2024-10-12' }), evaluate(FACTS, { asOf: '2024-10-12' }));
  assert.equal(require('hongyan/documents').HongyanError, common.HongyanError);
});

test('no function is made from text', () => {
  for (const name of ['core', 'documents']) {
    const glue = readFileSync(new URL(`../dist/esm/${name}.glue.js`, import.meta.url), 'utf8');
    assert.doesNotMatch(glue, /\beval\b|new Function|Function\(/);
  }
});
