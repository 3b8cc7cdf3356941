// How it looks, held against pictures that people looked at: `npm run test:page -- pictures --update` takes new ones.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

import { drop, page, ready, SAMPLE, stage } from './harness.js';

const KEPT = join(page, 'tests', 'pictures');
const SEEN = join(page, 'tests', 'seen');
/** Fonts and browsers differ a little from one release to the next; a layout that moves differs by more. */
const TOLERANCE = 0.02;

let here;
before(async () => {
  here = await stage();
  mkdirSync(KEPT, { recursive: true });
  rmSync(SEEN, { recursive: true, force: true });
});
after(() => here.end());

/** With fifty-two steps of each colour a picture is smaller, and nobody sees it. */
function small(bytes) {
  const picture = PNG.sync.read(bytes);
  picture.data.forEach((value, place) => {
    picture.data[place] = Math.round(value / 5) * 5;
  });
  return PNG.sync.write(picture, { deflateLevel: 9, colorType: 2, filterType: -1 });
}

function compare(name, bytes) {
  const path = join(KEPT, `${name}.png`);
  if (process.env.UPDATE_PICTURES) return writeFileSync(path, small(bytes));
  assert.ok(existsSync(path), `there is no picture ${name}: take it with --update and look at it`);
  const [kept, seen] = [PNG.sync.read(readFileSync(path)), PNG.sync.read(bytes)];
  const keep = (difference) => {
    mkdirSync(SEEN, { recursive: true });
    writeFileSync(join(SEEN, `${name}.png`), bytes);
    if (difference) writeFileSync(join(SEEN, `${name}-difference.png`), PNG.sync.write(difference));
  };
  if (kept.width !== seen.width || kept.height !== seen.height) keep(null);
  assert.deepEqual([seen.width, seen.height], [kept.width, kept.height], name);
  const difference = new PNG({ width: kept.width, height: kept.height });
  const differ = pixelmatch(kept.data, seen.data, difference.data, kept.width, kept.height, { threshold: 0.2 });
  const share = differ / (kept.width * kept.height);
  if (share > TOLERANCE) keep(difference);
  assert.ok(share <= TOLERANCE, `${name}: ${(100 * share).toFixed(1)} % of the picture differs, see tests/seen`);
}

/** A visitor on a day that does not move. */
async function visit(options) {
  const visitor = await here.visit({ reducedMotion: 'reduce', viewport: { width: 1200, height: 800 }, ...options });
  await visitor.tab.clock.setFixedTime(new Date('2025-12-24T10:00:00'));
  await visitor.tab.reload();
  await ready(visitor.tab);
  return visitor;
}

const still = async (tab) => {
  // nothing has the focus, no row is on its way
  await tab.evaluate(() => document.activeElement?.blur());
  await tab.mouse.move(0, 0);
  await tab.locator('.line[aria-busy=true]').waitFor({ state: 'detached' });
  await tab.waitForTimeout(300);
};

const shot = async (tab, name) => {
  await still(tab);
  compare(name, await tab.screenshot({ caret: 'hide', animations: 'disabled' }));
};

const to = (tab, selector) => tab.locator(selector).first().evaluate((one) => one.scrollIntoView({ block: 'start' }));

for (const colorScheme of ['light', 'dark']) {
  test(`desk, ${colorScheme}`, async () => {
    const { tab, by, context } = await visit({ colorScheme });
    if (colorScheme === 'light') await shot(tab, 'light-start');
    await drop(tab, SAMPLE);
    await shot(tab, `${colorScheme}-summary`);
    await to(tab, '#findings');
    if (colorScheme === 'light') await shot(tab, 'light-findings');
    await to(tab, '#pictures');
    await shot(tab, `${colorScheme}-pictures`);
    await to(tab, '#findings');
    await by('findings').locator('.line:not(.head)').nth(1).click();
    await by('explanation').waitFor();
    await shot(tab, `${colorScheme}-explanation`);
    await context.close();
  });
}

test('desk, English, with faults', async () => {
  const { tab, by, context } = await visit({});
  await by('lang').click();
  const bad = 'session,project,worker,form,ended_on\nD1,磁器口,周敏,散步,2025-03-04\nD2,磁器口,周敏,group,2025-02-30\n';
  await by('file-input').setInputFiles({ name: 'sessions.csv', mimeType: 'text/csv', buffer: Buffer.from(bad) });
  await by('faults').waitFor();
  await shot(tab, 'english-faults');
  await context.close();
});

test('phone', async () => {
  const { tab, by, context } = await visit({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await shot(tab, 'phone-start');
  await drop(tab, SAMPLE);
  await to(tab, '#summary');
  await shot(tab, 'phone-summary');
  await to(tab, '#findings');
  await shot(tab, 'phone-findings');
  await by('findings').locator('.line:not(.head)').nth(1).click();
  await by('explanation').waitFor();
  await shot(tab, 'phone-explanation');
  await context.close();
});

test('narrow phone, English', async () => {
  const { tab, by, context } = await visit({ viewport: { width: 360, height: 740 }, hasTouch: true });
  await by('lang').click();
  await shot(tab, 'english-phone-start');
  await context.close();
});

test('colours of the system', async () => {
  const { tab, context } = await visit({ forcedColors: 'active' });
  await drop(tab, SAMPLE);
  await to(tab, '#pictures');
  await shot(tab, 'forced-pictures');
  await context.close();
});

test('print', async () => {
  // the width that A4 has between the margins
  const { tab, context } = await visit({ viewport: { width: 703, height: 1000 } });
  await drop(tab, SAMPLE);
  await tab.emulateMedia({ media: 'print' });
  await tab.evaluate(() => scrollTo(0, 0));
  await shot(tab, 'print');
  await context.close();
});
