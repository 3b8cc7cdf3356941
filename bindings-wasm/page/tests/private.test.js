// Nothing leaves the machine, and after the first visit nothing need come.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { DAY, download, drop, ready, SAMPLE, stage } from './harness.js';

let here;
before(async () => (here = await stage()));
after(() => here.end());

/** Until the page has loaded all that it is made of. */
async function settled(visit) {
  await ready(visit.tab);
  await visit.tab.evaluate(() => navigator.serviceWorker.ready);
  await visit.tab.waitForLoadState('networkidle');
}

test('no request after load, whatever a clerk does', async () => {
  const visit = await here.visit();
  const { tab, by, requests, problems, context } = visit;
  await settled(visit);
  assert.ok(requests.length > 5);
  for (const address of requests) assert.ok(address.startsWith(here.address), address);
  requests.length = 0;

  await drop(tab, SAMPLE);
  await by('findings').locator('.line:not(.head)').first().click();
  await by('explanation').waitFor();
  await tab.keyboard.press('Escape');
  await tab.getByLabel('末日遇休息日顺延至下一工作日').check();
  await by('changes').waitFor();
  for (const id of ['html', 'xlsx', 'ics', 'csv', 'json', 'policy']) await download(tab, `download-${id}`);
  // other files: a second thread, which was there already
  await drop(tab, SAMPLE.slice(1), '2025-06-30');
  await drop(tab, SAMPLE);
  await by('lang').click();
  assert.deepEqual(requests, []);
  assert.deepEqual(problems, []);
  await context.close();
});

test('the policy of the page forbids what it does not need', async () => {
  const { tab, context } = await here.visit();
  const policy = await tab.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  for (const part of ["default-src 'self'", "connect-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "object-src 'none'"]) {
    assert.ok(policy.includes(part), part);
  }
  assert.ok(!policy.includes('unsafe-inline') && !policy.includes("'unsafe-eval'"));
  const refused = await tab.evaluate(() => fetch('https://example.org/').then(() => 'sent', () => 'refused'));
  assert.equal(refused, 'refused');
  await context.close();
});

test('only language and appearance are kept', async () => {
  const { tab, by, context } = await here.visit();
  await drop(tab, SAMPLE);
  await by('lang').click();
  await tab.getByLabel('Appearance').selectOption('dark');
  const kept = await tab.evaluate(async () => ({
    local: { ...localStorage },
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    cookies: document.cookie,
    cached: (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat(),
  }));
  assert.deepEqual(kept.local, { 'hongyan.lang': 'en', 'hongyan.theme': 'dark' });
  assert.deepEqual([kept.session, kept.databases, kept.cookies], [0, 0, '']);
  for (const address of kept.cached) assert.ok(address.startsWith(here.address), address);
  await context.close();
});

// the last one: it takes the server away
test('the page opens and works without a network after the first visit', async () => {
  const visit = await here.visit();
  const { tab, by, problems, context } = visit;
  await settled(visit);
  await here.unplug();
  await tab.reload();
  await drop(tab, SAMPLE);
  await download(tab, 'download-xlsx');
  await by('as-of').fill('2024-12-31');
  await tab.getByText('截至 2024-12-31').waitFor();
  // a new tab, too
  const second = await context.newPage();
  await second.goto(here.address);
  await second.getByTestId('sample').click();
  await second.getByTestId('summary').waitFor();
  assert.equal(await second.getByTestId('as-of').inputValue(), DAY);
  assert.deepEqual(problems, []);
  await context.close();
});
