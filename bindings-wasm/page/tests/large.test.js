// A hundred thousand findings: the page stays smooth, and whoever does not want to wait cancels.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { stage } from './harness.js';

const ROWS = 100_000;
/** A frame that is late by more than this is felt; a busy machine is given some room. */
const LONGEST = Number(process.env.LONGEST_TASK_MS ?? 250);

let here;
before(async () => (here = await stage()));
after(async () => {
  rmSync(folder, { recursive: true });
  await here.end();
});

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
  return `${lines.join('\n')}\n`;
}

// a file, as a clerk has it: bytes that are handed over would hold up the page by themselves
const folder = mkdtempSync(join(tmpdir(), 'hongyan-'));
const file = join(folder, 'sessions.csv');
writeFileSync(file, ledger());

/** Watches how long the page's own thread is held up. */
const watch = (tab) =>
  tab.evaluate(() => {
    globalThis.held = [];
    new PerformanceObserver((list) => globalThis.held.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  });

/** The longest since the last look. */
const longest = (tab) => tab.evaluate(() => Math.round(Math.max(0, ...globalThis.held.splice(0))));

test('reading, judging, scrolling, sorting and finding hold nothing up', async (context) => {
  const { tab, by, problems, context: visitor } = await here.visit();
  await tab.locator('.foot .num').waitFor();
  await watch(tab);
  await by('as-of').fill('2025-12-31');
  const times = {};
  let start = performance.now();
  let worst = 0;
  const lap = async (name) => {
    const held = await longest(tab);
    worst = Math.max(worst, held);
    times[name] = `${Math.round(performance.now() - start)} ms (held up ${held} ms)`;
    start = performance.now();
  };
  await by('file-input').setInputFiles(file);
  await by('summary').waitFor({ timeout: 120_000 });
  await lap('read and judged');
  const grid = by('findings').locator('[role=grid]');
  assert.equal(Number(await grid.getAttribute('aria-rowcount')), ROWS + 1);
  assert.ok((await grid.locator('[role=row]').count()) < 100, 'only rows in sight are drawn');

  for (const share of [0.1, 0.35, 0.5, 0.9, 1]) {
    await grid.evaluate((box, share) => (box.scrollTop = share * box.scrollHeight), share);
    await tab.waitForFunction(() => document.querySelector('.grid .line:not(.head)[aria-busy=false] .c-what span')?.textContent);
  }
  await lap('scrolled');
  await tab.getByRole('columnheader', { name: '对象' }).getByRole('button').click();
  await tab.locator('[role=columnheader][aria-sort=ascending]').waitFor();
  await grid.locator('.line', { hasText: '社工0' }).first().waitFor();
  await lap('sorted');
  await by('search').fill('社工123 项目');
  await by('search').fill('D77');
  await tab.locator('.shown', { hasText: '1,111' }).waitFor();
  await lap('found');
  await grid.locator('.line:not(.head)').first().click();
  await by('explanation').waitFor();
  await lap('explained');
  await tab.keyboard.press('Escape');
  context.diagnostic(`${ROWS} findings: ${Object.entries(times).map(([name, time]) => `${name} ${time}`).join(', ')}`);
  assert.ok(worst <= LONGEST, `the page was held up for ${worst} ms`);
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
