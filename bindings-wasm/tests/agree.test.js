import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as hongyan from 'hongyan';

import { disagreements } from './agree.js';
import { inChromium, questions } from './support.js';

const COUNT = Number(process.env.DISTRICTS ?? 300);
const all = [...questions('vectors'), ...questions('random', 6_000, COUNT)];

function isRight({ asked, refused, differing }) {
  assert.deepEqual(differing.slice(0, 5), []);
  assert.equal(asked.evaluate, all.length);
  assert.ok(asked.check > 1_000 && refused.check > 40, `${asked.check} questions to columns, ${refused.check} refused`);
}

test('every vector and random districts in Node, byte for byte', () => {
  isRight(disagreements(hongyan, all));
});

test('every vector and random districts in Chromium, byte for byte', async () => {
  isRight(await inChromium(all));
});
