// What a page needs to draw and to name: offices of mentors, words, the reasons of readings.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as hongyan from 'hongyan';
import * as documents from 'hongyan/documents';

const FACTS = {
  appointments: [{ mentor: '何静', appointed_on: '2023-07-01' }],
  guidance: [
    { mentor: '何静', guided_on: '2024-03-01' },
    { mentor: '何静', guided_on: '2024-12-01' },
  ],
  excuses: [{ project: '磁器口', worker: '周敏', month: '2024-03', reason: '病假' }],
};

test('an office: terms, guidance that is seen, and stretches without it', () => {
  const [office, ...others] = hongyan.offices(FACTS, { asOf: '2024-10-01' });
  assert.deepEqual(others, []);
  assert.deepEqual(office, {
    mentor: '何静',
    terms: [{ from: '2023-07-01', to: '2026-07-01' }],
    guidance: ['2024-03-01'],
    missed: [
      { from: '2024-01-01', to: '2024-03-01' },
      { from: '2024-09-01', to: '2024-10-01' },
    ],
    violations: [],
    revocations: [],
  });
  assert.deepEqual(hongyan.offices({}, { asOf: '2024-10-01' }), []);
  assert.throws(() => hongyan.offices(FACTS, {}), hongyan.HongyanError);
});

test('the term follows the policy', () => {
  const [office] = hongyan.offices(FACTS, { asOf: '2024-10-01', policy: { mentor: { term: { last_day: 'day_before' } } } });
  assert.equal(office.terms[0].to, '2026-06-30');
});

test('there is a word for everything that has a name', () => {
  const words = documents.words();
  assert.deepEqual(Object.keys(words.rules), [...hongyan.RULES]);
  assert.deepEqual(Object.keys(words.verdicts), [...hongyan.VERDICTS]);
  assert.deepEqual(Object.keys(words.values.form), [...hongyan.FORMS]);
  assert.deepEqual(words.tables.sessions.columns.worker, { zh: '社工姓名', en: 'Worker' });
});

test('a reading says why it is open and what its values mean', () => {
  for (const key of hongyan.describePolicy()) {
    const reading = key.basis === 'reading';
    assert.equal(key.why !== null, reading, key.key);
    assert.deepEqual(key.choices.map(({ value }) => value), reading ? key.admissible.split(' | ') : [], key.key);
  }
});

test('the page of a report has the pictures that its facts allow', () => {
  const page = (facts) => {
    const report = hongyan.evaluate(FACTS, { asOf: '2024-10-01' });
    return new TextDecoder().decode(documents.render(report, 'html', { facts }));
  };
  const drawn = /<svg class="time"/;
  assert.match(page(FACTS), drawn);
  assert.doesNotMatch(page(undefined), drawn);
});
