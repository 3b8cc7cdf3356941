// Everyone can use it: axe-core, the keyboard alone, large targets, narrow screens, little motion.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';

import { DAY, drop, ready, SAMPLE, stage } from './harness.js';

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

test('a number or a day out of range says so beside its field, and is not used', async () => {
  const { tab, by, context } = await here.visit();
  await ready(tab);
  await by('lang').click();
  await drop(tab, SAMPLE);
  await tab.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
  const before = await by('summary').innerText();
  /** What is read out with the field that has the focus. */
  const described = () => tab.evaluate(() => {
    const { activeElement: field } = document;
    const told = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
    return [field.getAttribute('aria-invalid'), field.value, told.join()];
  });
  const fields = [
    [tab.locator('.value input[type=number]').first(), '9999', '2', /whole number from 0 to \d+ is expected/],
    [tab.locator('.value input[type=date]').first(), '1850-01-01', '2023-07-25', /date from 1900-01-01 to 2200-12-31 is expected/],
    [tab.locator('.typed-year input'), '18', '2024', /whole number from 1900 to 2200 is expected/],
    [by('as-of'), '1850-01-01', DAY, /date from 1900-01-01 to 2200-12-31 is expected/],
  ];
  for (const [field, bad, good, told] of fields) {
    await field.fill(bad);
    await field.evaluate((one) => one.dispatchEvent(new Event('change', { bubbles: true })));
    await field.focus();
    const [invalid, value, description] = await described();
    assert.deepEqual([invalid, value], ['true', bad]);
    assert.match(description, told);
    if (bad === '9999') await audit(tab, 'out of range');
    await field.fill(good);
    await field.evaluate((one) => one.dispatchEvent(new Event('change', { bubbles: true })));
    await field.focus();
    await tab.waitForFunction(() => document.activeElement.getAttribute('aria-invalid') === 'false');
    assert.doesNotMatch((await described())[2], told);
  }
  assert.match(before, /contested/i);
  await context.close();
});

test('where the system gives the colours, verdicts are told by signs and borders, and lines by strokes', async () => {
  const { tab, by, context } = await here.visit({ forcedColors: 'active', reducedMotion: 'reduce' });
  await drop(tab, SAMPLE);
  const seen = await by('heat').locator('.legend .cell').evaluateAll((cells) => cells.map((cell) => {
    const style = getComputedStyle(cell);
    const [before, after] = ['::before', '::after'].map((part) => getComputedStyle(cell, part));
    const sign = cell.textContent + (before.content === 'none' ? '' : before.content);
    const corner = after.content === 'none' ? '' : [after.borderTopColor, after.borderLeftColor].join();
    return {
      sign, corner, colours: [style.color, style.backgroundColor, style.borderTopColor], readable: style.color !== style.backgroundColor,
      border: [style.borderTopStyle, style.borderTopWidth].join(' '), reverse: style.backgroundColor === getComputedStyle(document.body).color,
    };
  }));
  assert.equal(seen.length, 7);
  assert.equal(new Set(seen.map(({ sign, corner }) => sign + corner)).size, 7, JSON.stringify(seen));
  assert.equal(new Set(seen.slice(0, 6).map(({ border, reverse }) => `${border} ${reverse}`)).size, 6, JSON.stringify(seen));
  assert.ok(seen.every(({ sign, readable }) => sign !== '' && readable));
  // the corner of what is contested is a corner, not a square
  const [top, left] = seen[6].corner.split(/,(?=rgb)/);
  assert.ok(top !== left && /, 0\)$/.test(left), seen[6].corner);
  const lines = await by('timeline').locator('.legend svg > *').evaluateAll((shapes) => shapes.map((shape) => {
    const { fill, stroke, strokeDasharray } = getComputedStyle(shape);
    return [shape.tagName, fill, stroke, strokeDasharray].join(' ');
  }));
  assert.equal(lines.length, 6);
  assert.equal(new Set(lines).size, 6, lines.join('\n'));
  const system = await tab.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('p'));
    const colours = ['Canvas', 'CanvasText', 'Highlight', 'GrayText'].map((name) => {
      probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    return colours;
  });
  const used = [...lines.flatMap((line) => line.match(/rgba?\([^)]*\)/g) ?? []), ...seen.flatMap(({ colours }) => colours)];
  const others = used.filter((colour) => !system.includes(colour) && colour !== 'rgb(0, 0, 0)');
  assert.deepEqual(others, [], 'every colour is one of the system');
  await context.close();
});

test('in English on a phone nothing is cut off or wider than the screen', async () => {
  const { tab, by, context } = await here.visit({ viewport: { width: 360, height: 740 }, hasTouch: true, reducedMotion: 'reduce' });
  await by('lang').click();
  await ready(tab);
  const look = async (what) => {
    assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0, what);
    const cut = await tab.evaluate(() => {
      const scrolls = (one) => one && (/auto|scroll/.test(getComputedStyle(one).overflowX) ? one : scrolls(one.parentElement));
      return [...document.querySelectorAll('button, select, summary, label, h1, h2, h3, legend, .tag, .chip, .note')]
        .filter((one) => one.checkVisibility() && !one.closest('.unseen, .heads, .grid, .heat, .time-box'))
        .filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          const outside = width > 0 && !scrolls(one.parentElement) && (left < -0.5 || right > innerWidth + 0.5);
          // a list of choices cuts its own words; it must be as wide as it can be then
          const inside = one.scrollWidth > one.clientWidth + 1 && !['inline', 'contents'].includes(getComputedStyle(one).display) && one.tagName !== 'SELECT';
          return !one.classList.contains('skip') && (outside || inside);
        })
        .map((one) => `${one.tagName}.${one.className} ${one.textContent.slice(0, 40)}`);
    });
    assert.deepEqual(cut, [], what);
    const broken = await tab.evaluate(() => {
      const pen = document.createElement('canvas').getContext('2d');
      return [...document.querySelectorAll('.top-tools :is(select, button), .filter select')].filter((one) => one.checkVisibility()).filter((one) => {
        const { font, paddingLeft, paddingRight, lineHeight } = getComputedStyle(one);
        if (one.tagName === 'BUTTON') return one.clientHeight > 2 * (Number.parseFloat(lineHeight) || 20);
        pen.font = font;
        // the arrow takes a letter's width and a little
        const room = one.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight) - 16;
        return pen.measureText(one.selectedOptions[0].textContent).width > room;
      }).map((one) => `${one.tagName}.${one.className} ${one.value} ${one.clientWidth}`);
    });
    assert.deepEqual(broken, [], `${what}: words that are cut or broken`);
  };
  await look('start');
  await drop(tab, SAMPLE);
  await unfold(tab);
  await look('result');
  await by('findings').locator('.line:not(.head)').first().click();
  await by('explanation').waitFor();
  await look('explanation');
  await tab.keyboard.press('Escape');
  const bad = 'session,project,worker,form,ended_on\nD1,磁器口,周敏,散步,2025-13-40\n';
  await by('file-input').setInputFiles({ name: 'sessions.csv', mimeType: 'text/csv', buffer: Buffer.from(bad) });
  await by('faults').waitFor();
  await look('faults');
  await context.close();
});

test('after files are opened the focus is on the result, and what happened is read out', async () => {
  const { tab, by, context } = await here.visit({ reducedMotion: 'reduce' });
  await ready(tab);
  const focus = () => tab.evaluate(() => [document.activeElement.id, document.activeElement.tabIndex]);
  const said = tab.locator('.unseen[role=status][aria-live=polite]').first();
  await drop(tab, SAMPLE);
  await tab.waitForFunction(() => document.activeElement.id === 'result-title');
  assert.deepEqual(await focus(), ['result-title', -1]);
  assert.match(await said.innerText(), /^已读取 3 个文件，得出 [\d,]+ 条结论，其中违规 \d+ 条。$/);
  // a question that changes leaves the focus where it is
  await by('as-of').fill('2025-01-01');
  await tab.locator('.result-head .day', { hasText: '2025-01-01' }).waitFor();
  assert.deepEqual(await focus(), ['day', 0]);
  assert.match(await said.innerText(), /^已完成/);
  const bad = 'session,project,worker,form,ended_on\nD1,磁器口,周敏,group,2025-02-30\n';
  await by('file-input').setInputFiles({ name: 'sessions.csv', mimeType: 'text/csv', buffer: Buffer.from(bad) });
  await by('faults').waitFor();
  await tab.waitForFunction(() => document.activeElement.id === 'understood-title');
  assert.equal(await said.innerText(), '已读取 1 个文件，但不能判定：有 1 处错误。');
  await context.close();
});
