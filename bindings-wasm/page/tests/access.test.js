// Everyone can use it: axe-core, the keyboard alone, large targets, narrow screens, little motion.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { drop, ready, SAMPLE, stage } from './harness.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let here;
before(async () => (here = await stage()));
after(() => here.end());

async function audit(tab, what) {
  // the page's own policy would refuse a script that is put into it
  await tab.evaluate(axe);
  const { violations, passes } = await tab.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values }, rules: { 'target-size': { enabled: true } } }),
    TAGS,
  );
  const told = violations.map((one) => `${what}: ${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(' | ')}`);
  assert.deepEqual(told, []);
  const tried = passes.map((one) => one.id);
  for (const rule of ['color-contrast', 'target-size']) assert.ok(tried.includes(rule), `${what}: ${rule} was not tried`);
}

/** What is folded is looked at, too; of the sheets, which are alike, one. */
const unfold = async (tab) => {
  await tab.evaluate(() => document.querySelectorAll('details:not(.sheet), .sheet:first-of-type').forEach((one) => (one.open = true)));
  await tab.locator('.sheet-body').first().waitFor();
  await tab.evaluate(() => document.querySelectorAll('.sheet-body details').forEach((one) => (one.open = true)));
};

for (const colorScheme of ['light', 'dark']) {
  for (const lang of ['zh', 'en']) {
    test(`axe-core finds nothing: ${colorScheme}, ${lang}`, async () => {
      const { tab, by, context } = await here.visit({ colorScheme, reducedMotion: 'reduce' });
      if (lang === 'en') await by('lang').click();
      await ready(tab);
      await audit(tab, 'start');
      await drop(tab, SAMPLE);
      await unfold(tab);
      await audit(tab, 'result');
      await by('findings').locator('.line:not(.head)').first().click();
      await by('explanation').waitFor();
      await audit(tab, 'explanation');
      await tab.keyboard.press('Escape');
      const bad = 'session,project,worker,form,ended_on\nD1,磁器口,周敏,散步,2025-13-40\n';
      await by('file-input').setInputFiles({ name: 'sessions.csv', mimeType: 'text/csv', buffer: Buffer.from(bad) });
      await by('faults').waitFor();
      await audit(tab, 'faults');
      await context.close();
    });
  }
}

test('with the keyboard alone, from the sample to the reason of a finding', async () => {
  const { tab, by, context } = await here.visit({ reducedMotion: 'reduce' });
  await ready(tab);
  const focused = () => tab.evaluate(() => document.activeElement?.dataset.testid ?? document.activeElement?.className ?? '');
  /** Tab until the focus is there; what has it must show it. */
  const reach = async (test, name, limit = 200) => {
    for (let presses = 0; presses < limit; presses += 1) {
      await tab.keyboard.press('Tab');
      if (await tab.evaluate(test)) {
        const shown = await tab.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== 'none');
        assert.ok(shown, `${name} does not show that it has the focus`);
        return;
      }
    }
    assert.fail(`${name} is not reached; focus on ${await focused()}`);
  };
  await tab.keyboard.press('Tab');
  assert.equal(await focused(), 'skip');
  await reach(() => document.activeElement.dataset.testid === 'sample', 'the sample');
  await tab.keyboard.press('Enter');
  await by('summary').waitFor();

  await reach(() => document.activeElement.dataset.place === '0', 'the table');
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('PageDown');
  await tab.keyboard.press('End');
  const last = await tab.evaluate(() => Number(document.activeElement.ariaRowIndex));
  const all = Number(await by('findings').locator('[role=grid]').getAttribute('aria-rowcount'));
  assert.equal(last, all);
  await tab.keyboard.press('Home');
  await tab.keyboard.press('ArrowDown');
  assert.equal(await tab.evaluate(() => document.activeElement.dataset.place), '1');
  const quickly = await tab.evaluate(async () => {
    for (const key of ['End', 'Home', 'ArrowDown']) {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await null;
    }
    return document.activeElement.dataset.place;
  });
  assert.equal(quickly, '1', 'the focus is there before the next key comes');
  await tab.keyboard.press('Enter');
  await by('explanation').waitFor();
  await tab.keyboard.press('Escape');
  await by('explanation').waitFor({ state: 'hidden' });
  assert.equal(await tab.evaluate(() => document.activeElement.dataset.place), '1', 'the focus goes back to the row');

  await reach(() => document.activeElement.dataset.cell !== undefined, 'the squares');
  const before = await tab.evaluate(() => document.activeElement.ariaLabel);
  await tab.keyboard.press('ArrowDown');
  assert.notEqual(await tab.evaluate(() => document.activeElement.ariaLabel), before);
  await tab.keyboard.press('ArrowUp');
  await tab.keyboard.press('ArrowLeft');
  await tab.keyboard.press('Enter');
  await by('explanation').waitFor();
  await tab.keyboard.press('Escape');

  await reach(() => document.activeElement.dataset.line !== undefined, 'the mentors');
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('ArrowRight');
  await tab.keyboard.press('ArrowRight');
  assert.match(await by('timeline').locator('.readout').innerText(), /\d{4}-\d{2}-\d{2}/);
  await tab.keyboard.press('Enter');
  await by('explanation').waitFor();
  await context.close();
});

test('nothing is wider than a phone, and what is pressed is large enough', async () => {
  const { tab, context } = await here.visit({ viewport: { width: 320, height: 640 }, hasTouch: true });
  const wide = () => tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await ready(tab);
  assert.equal(await wide(), 0, 'start');
  await drop(tab, SAMPLE);
  await unfold(tab);
  assert.equal(await wide(), 0, 'result');
  const small = await tab.evaluate(() =>
    [...document.querySelectorAll('button, select, summary, input:not(.unseen), label.choice')]
      .filter((one) => one.checkVisibility() && !one.closest('label.choice, .unseen, .heads'))
      .map((one) => [one, one.getBoundingClientRect()])
      .filter(([, { width, height }]) => width > 0 && (width < 24 || height < 24))
      .map(([one, { width, height }]) => `${one.tagName}.${one.className} ${Math.round(width)}x${Math.round(height)}`));
  assert.deepEqual(small, []);
  await context.close();
});

test('who wants little motion gets none', async () => {
  const { tab, context } = await here.visit({ reducedMotion: 'reduce' });
  await drop(tab, SAMPLE);
  const moving = await tab.evaluate(() =>
    [...document.querySelectorAll('*')].filter((one) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one);
      return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior === 'smooth';
    }).length);
  assert.equal(moving, 0);
  await context.close();
});
