import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as hongyan from 'hongyan';

import { disagreements } from './agree.js';
import { browser, here, questions, serve } from './support.js';

const COUNT = Number(process.env.DISTRICTS ?? 300);
const all = [...questions('vectors'), ...questions('random', 6_000, COUNT)];

function isRight({ asked, differing }) {
  assert.deepEqual(differing.slice(0, 5), []);
  assert.equal(asked.evaluate, all.length);
  assert.ok(asked.check > all.length, `${asked.check} questions to columns`);
}

test('every vector and random districts in Node, byte for byte', () => {
  isRight(disagreements(hongyan, all));
});

test('every vector and random districts in Chromium, byte for byte', async () => {
  const chromium = await browser();
  const server = await serve(here, {
    '/page.html': '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>',
    '/page.js': `
      import * as hongyan from '/dist/esm/web.js';
      import { disagreements } from '/tests/agree.js';
      await hongyan.init();
      window.ask = async () => disagreements(hongyan, await (await fetch('/questions.json')).json());`,
    '/questions.json': JSON.stringify(all),
  });
  try {
    const page = await chromium.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${server.url}/page.html`);
    await page.waitForFunction(() => 'ask' in window);
    isRight(await page.evaluate(() => window.ask()));
    assert.deepEqual(errors.filter((error) => !error.includes('favicon') && !error.includes('404')), []);
  } finally {
    await chromium.close();
    await server.close();
  }
});
