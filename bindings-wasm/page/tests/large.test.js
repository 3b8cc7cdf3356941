// A hundred thousand findings: the page stays smooth, and whoever does not want to wait cancels.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { stage } from './harness.js';

const ROWS = 100_000;
/** A frame that is late by more than this is felt; a busy machine is given some room. */
const LONGEST = Number(process.env.LONGEST_TASK_MS ?? 250);

let here;
before(async () => (here = await stage()));
after(() => here.end());

/** Sessions of four thousand workers, some recorded late, some not at all. */
function ledger() {
  const lines = ['session,project,worker,form,ended_on,record_submitted_on'];
  const start = Date.UTC(2024, 0, 1);
  const day = (number) => new Date(start + number * 86_400_000).toISOString().slice(0, 10);
  for (let row = 0; row < ROWS; row += 1) {
    const worker = row % 4000;
    const held = (row * 7) % 600;
    const record = row % 17 === 0 ? '' : day(held + (row % 11));
    lines.push(`D${row},项目${worker % 40},社工${worker},${row % 2 ? 'group' : 'individual'},${day(held)},${record}`);
  }
  return { name: 'sessions.csv', mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) };
}

const file = ledger();

/** Watches how long the page's own thread is held up. */
const watch = (tab) =>
  tab.evaluate(() => {
    globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    }).observe({ type: 'longtask' });
  });

const longest = (tab) => tab.evaluate(() => globalThis.longest);

test('reading, judging, scrolling, sorting and finding hold nothing up', async (context) => {
  const { tab, by, problems, context: visitor } = await here.visit();
  await tab.locator('.foot .num').waitFor();
  await watch(tab);
  await by('as-of').fill('2025-12-31');
  await by('infer').count();
  const times = {};
  let start = performance.now();
  const lap = (name) => {
    times[name] = Math.round(performance.now() - start);
    start = performance.now();
  };
  await by('file-input').setInputFiles(file);
  await by('summary').waitFor({ timeout: 120_000 });
  lap('read and judged');
  const grid = by('findings').locator('[role=grid]');
  assert.equal(Number(await grid.getAttribute('aria-rowcount')), ROWS + 1);
  assert.ok((await grid.locator('[role=row]').count()) < 100, 'only rows in sight are drawn');

  for (const share of [0.1, 0.35, 0.5, 0.9, 1]) {
    await grid.evaluate((box, share) => (box.scrollTop = share * box.scrollHeight), share);
    await tab.waitForFunction(() => document.querySelector('.grid .line:not(.head)[aria-busy=false] .c-what span')?.textContent);
  }
  lap('scrolled');
  await tab.getByRole('columnheader', { name: '对象' }).getByRole('button').click();
  await tab.locator('[role=columnheader][aria-sort=ascending]').waitFor();
  await grid.locator('.line', { hasText: '社工0' }).first().waitFor();
  lap('sorted');
  await by('search').fill('社工123 项目');
  await by('search').fill('D77');
  await tab.locator('.shown', { hasText: '1,111' }).waitFor();
  lap('found');
  await grid.locator('.line:not(.head)').first().click();
  await by('explanation').waitFor();
  lap('explained');
  await tab.keyboard.press('Escape');
  const held = await longest(tab);
  context.diagnostic(`${ROWS} findings: ${Object.entries(times).map(([name, ms]) => `${name} ${ms} ms`).join(', ')}; longest task ${Math.round(held)} ms`);
  assert.ok(held <= LONGEST, `the page was held up for ${held} ms`);
  assert.deepEqual(problems, []);
  await visitor.close();
});

test('cancelling leaves what was there', async () => {
  const { tab, by, problems, context } = await here.visit();
  await by('sample').click();
  await by('summary').waitFor();
  const before = await by('summary').innerText();
  await by('file-input').setInputFiles(file);
  await by('cancel').click();
  await by('cancel').waitFor({ state: 'detached' });
  assert.equal(await by('summary').innerText(), before);
  // and the page goes on
  await by('as-of').fill('2025-06-30');
  await tab.getByText('截至 2025-06-30').waitFor();
  await by('file-input').setInputFiles(file);
  await tab.locator('.names', { hasText: 'sessions.csv' }).waitFor({ timeout: 120_000 });
  // a question that takes long is cancelled: the answer before comes back
  await by('as-of').fill('2025-12-31');
  await by('cancel').click();
  await tab.waitForFunction(() => document.querySelector('[data-testid=as-of]').value === '2025-06-30');
  await tab.getByText('截至 2025-06-30').waitFor({ timeout: 120_000 });
  assert.deepEqual(problems, []);
  await context.close();
});

test('cancelling the first files goes back to the beginning', async () => {
  const { tab, by, problems, context } = await here.visit();
  await tab.locator('.foot .num').waitFor();
  await by('file-input').setInputFiles(file);
  await by('cancel').click();
  await by('sample').click();
  await by('summary').waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});
