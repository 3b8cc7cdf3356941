// What a clerk does, from dropping last month's tables to sending the workbook on.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { evaluate, explain, RULES } from 'hongyan';
import { read } from 'hongyan/documents';

import { counted, DAY, download, drop, root, SAMPLE, stage } from './harness.js';

let here;
before(async () => (here = await stage()));
after(() => here.end());

/** What the engine itself says of the sample, in this process. */
async function expected(policy) {
  const files = await Promise.all(SAMPLE.map(async (path) => ({ name: path.split('/').at(-1), bytes: await readFile(path) })));
  return evaluate(read(files).facts, { asOf: DAY, policy });
}

const totals = (report, verdict) => Object.values(report.summary).reduce((sum, counts) => sum + counts[verdict], 0);

test('the messy sample: summary, table, reason, documents, and the workbook opened again', async () => {
  const { tab, by, problems, context } = await here.visit();
  await drop(tab, SAMPLE);
  const report = await expected();

  // the summary says what the engine says
  const text = await by('summary').innerText();
  assert.match(text, /违规/);
  assert.equal(await counted(tab, '督导频次', '违规'), report.summary.supervision_frequency.breach);
  assert.equal(await counted(tab, '督导记录提交', '合规'), report.summary.record_deadline.compliant);
  assert.equal(await tab.locator('.figure.breach .figure-value').innerText(), String(totals(report, 'breach')));

  // a worker is found, and why is told
  const one = report.findings.find((finding) => finding.rule === 'supervision_frequency' && finding.verdict === 'breach');
  await by('search').fill(`${one.subject.worker} ${one.subject.month}`);
  await by('findings').locator('.line:not(.head)', { hasText: one.subject.month }).first().click();
  const why = by('explanation');
  await why.waitFor();
  const told = await why.innerText();
  for (const part of [one.subject.worker, '条款大意', '怎样算出', '看了哪些记录']) assert.ok(told.includes(part), part);
  await tab.keyboard.press('Escape');
  await why.waitFor({ state: 'hidden' });

  // every document
  const json = await download(tab, 'download-json');
  assert.deepEqual(JSON.parse(json.bytes.toString()), report);
  assert.equal(json.name, `履职检查-${DAY}.json`);
  const html = (await download(tab, 'download-html')).bytes.toString();
  assert.ok(html.startsWith('<!DOCTYPE html>') && html.includes(one.subject.worker));
  assert.ok(html.includes('<svg class="time"'), 'with the pictures that facts allow');
  const calendar = (await download(tab, 'download-ics')).bytes.toString();
  assert.equal(calendar.match(/BEGIN:VEVENT/g).length, report.deadlines.length);
  const csv = (await download(tab, 'download-csv')).bytes.toString();
  assert.equal(csv.trimEnd().split('\r\n').length, report.findings.length + 1);
  const policy = JSON.parse((await download(tab, 'download-policy')).bytes.toString());
  assert.deepEqual(policy, report.policy);

  // the workbook goes back in: a clerk who drops it by mistake is told, and nothing breaks
  const xlsx = await download(tab, 'download-xlsx');
  assert.equal(xlsx.bytes.subarray(0, 2).toString(), 'PK');
  await tab.getByTestId('file-input').setInputFiles({ name: xlsx.name, mimeType: '', buffer: xlsx.bytes });
  await by('understood').waitFor();
  await tab.locator('.sheet').first().waitFor();
  assert.deepEqual(problems, []);
  await context.close();
});

test('the reason of a finding of every duty is the engine’s own', async () => {
  const { tab, by, problems, context } = await here.visit();
  await drop(tab, SAMPLE);
  const files = await Promise.all(SAMPLE.map(async (path) => ({ name: path.split('/').at(-1), bytes: await readFile(path) })));
  const { facts } = read(files);
  const report = evaluate(facts, { asOf: DAY, messages: true });
  for (const [place, rule] of RULES.entries()) {
    await by('findings').getByLabel('职责').first().selectOption(rule);
    // the worst, a contested one, whatever comes first
    const contested = report.findings.some((one) => one.rule === rule && one.contested);
    const only = tab.getByRole('button', { name: '只看有争议' });
    if (contested && (await only.getAttribute('aria-pressed')) === 'false') await only.click();
    if (!contested && (await only.getAttribute('aria-pressed')) === 'true') await only.click();
    await tab.waitForFunction((count) => document.querySelector('.shown').textContent.startsWith(`${count} 条`),
      report.findings.filter((one) => one.rule === rule && (!contested || one.contested)).length.toLocaleString('zh-CN'));
    await by('findings').locator('.line:not(.head)[aria-busy=false]').first().click();
    const why = by('explanation');
    await why.waitFor();
    const told = await why.innerText();
    const finding = report.findings.find((one) => one.rule === rule && told.includes(one.message.zh));
    assert.ok(finding, `${rule} (${place}): ${told.slice(0, 200)}`);
    const { steps, facts: seen, remedy, readings } = explain(facts, finding, { asOf: DAY });
    for (const text of [...steps.map((one) => one.text.zh), ...seen.map((one) => one.why.zh), ...(remedy ? [remedy.text.zh] : [])]) {
      assert.ok(told.includes(text), `${rule}: ${text}`);
    }
    assert.equal(await why.locator('.seen > li').count(), seen.length, rule);
    assert.equal(await why.locator('.readings tr').count(), readings.length > 1 ? readings.length : 0, rule);
    await tab.keyboard.press('Escape');
    await why.waitFor({ state: 'hidden' });
  }
  assert.deepEqual(problems, []);
  await context.close();
});

test('another reading shows at once what changes, and a link holds it', async () => {
  const { tab, by, problems, context } = await here.visit();
  await drop(tab, SAMPLE);
  const before = await expected();
  const after = await expected({ supervision: { record: { last_day: 'next_workday' } } });
  const changed = before.findings.filter((finding, place) => finding.verdict !== after.findings[place].verdict).length;
  assert.ok(changed > 0);
  await tab.getByLabel('末日遇休息日顺延至下一工作日').check();
  await by('changes').filter({ hasText: String(changed) }).waitFor();
  assert.equal(await counted(tab, '督导记录提交', '违规'), after.summary.record_deadline.breach);

  // the link opens with the policy and without the records
  const link = await tab.evaluate(() => location.href);
  assert.match(link, /#policy=[\w-]+$/);
  assert.ok(link.length < 200, link);
  const other = await here.visit({}, new URL(link).hash);
  await drop(other.tab, SAMPLE);
  assert.equal(await counted(other.tab, '督导记录提交', '违规'), after.summary.record_deadline.breach);

  // and back
  await tab.getByRole('button', { name: '全部恢复默认' }).click();
  await by('summary').locator('td.breach', { hasText: String(before.summary.record_deadline.breach) }).waitFor();
  assert.equal(await counted(tab, '督导记录提交', '违规'), before.summary.record_deadline.breach);
  assert.deepEqual([...problems, ...other.problems], []);
  await context.close();
  await other.context.close();
});

test('another day', async () => {
  const { tab, by, problems, context } = await here.visit();
  await drop(tab, SAMPLE);
  await by('as-of').fill('2024-06-30');
  await tab.getByText('截至 2024-06-30').waitFor();
  const json = JSON.parse((await download(tab, 'download-json')).bytes.toString());
  assert.equal(json.as_of, '2024-06-30');
  assert.deepEqual(problems, []);
  await context.close();
});

test('the sample of the page, in English', async () => {
  const { tab, by, problems, context } = await here.visit();
  await by('lang').click();
  await by('sample').click();
  await by('summary').waitFor();
  assert.match(await by('summary').innerText(), /breach/);
  assert.equal(await by('as-of').inputValue(), DAY);
  assert.equal(await tab.evaluate(() => document.documentElement.lang), 'en');
  // no Chinese in the page's own words; names stay as they are
  const own = await tab.locator('.top, .conditions h3, .downloads, .by-rule thead').allInnerTexts();
  assert.doesNotMatch(own.join(' ').replace('中文', ''), /[\u4e00-\u9fff]/);
  await tab.reload();
  assert.equal(await by('lang').innerText(), '中文');
  assert.deepEqual(problems, []);
  await context.close();
});

test('a mapping by hand: a heading and a value that nobody could guess', async () => {
  const { tab, by, problems, context } = await here.visit();
  const sheet = '项目,某某,督导形式,督导日期,交表\n磁器口,周敏,面谈会,2025-03-04,2025-03-06\n磁器口,周敏,团体,2025-03-11,2025-03-12\n';
  await by('as-of').fill('2025-04-30');
  await by('file-input').setInputFiles({ name: '三月.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) });
  await by('faults').waitFor();
  assert.equal(await by('summary').count(), 0);
  await tab.locator('.sheet').first().evaluate((sheet) => (sheet.open = true));
  await tab.locator('.sheet-body .inline select').selectOption('sessions');
  await tab.getByLabel('某某：对应').selectOption('sessions.worker');
  await tab.getByLabel('交表：对应').selectOption('sessions.record_submitted_on');
  await tab.getByLabel('“面谈会”作为').selectOption('individual');
  await by('summary').waitFor();
  assert.equal(await counted(tab, '督导记录提交', '合规'), 2);
  assert.deepEqual(problems, []);
  await context.close();
});

test('a folder of canonical tables, chosen and dropped: the same district', async () => {
  const { tab, by, problems, context } = await here.visit();
  const report = await expected();
  await by('as-of').fill(DAY);
  await tab.locator('input[webkitdirectory]').setInputFiles(join(root, 'core', 'sample'));
  await by('summary').waitFor();
  assert.equal(await counted(tab, '督导记录提交', '违规'), report.summary.record_deadline.breach);
  // what is no table is named and left out
  assert.match(await by('understood').innerText(), /generate\.py/);

  const text = await readFile(join(root, 'core', 'sample', 'mentors.csv'), 'utf8');
  await tab.evaluate((mentors) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([mentors], 'mentors.csv', { type: 'text/csv' }));
    for (const type of ['dragenter', 'dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
  }, text);
  await tab.locator('.names', { hasText: 'mentors.csv' }).waitFor();
  await by('summary').waitFor();
  assert.equal(await tab.locator('.by-rule tbody tr').count(), 1);
  assert.deepEqual(problems, []);
  await context.close();
});

test('a policy goes out as a file and comes back, from TOML too', async () => {
  const { tab, by, problems, context } = await here.visit();
  const policy = { supervision: { record: { within_days: 10 } } };
  const report = await expected(policy);
  await drop(tab, SAMPLE);
  await tab.locator('.conditions details').nth(1).evaluate((one) => (one.open = true));
  await tab.getByLabel('督导记录提交天数').fill('10');
  await tab.getByLabel('督导记录提交天数').press('Enter');
  await by('changes').waitFor();
  assert.equal(await counted(tab, '督导记录提交', '违规'), report.summary.record_deadline.breach);
  const saved = await download(tab, 'download-policy');
  for (const [name, buffer] of [['口径.json', saved.bytes], ['口径.toml', Buffer.from('[supervision.record]\nwithin_days = 10\n')]]) {
    const other = await here.visit();
    await drop(other.tab, SAMPLE);
    await other.tab.locator('input[accept=".json,.toml"]').setInputFiles({ name, mimeType: '', buffer });
    await other.by('changes').waitFor();
    assert.equal(await counted(other.tab, '督导记录提交', '违规'), report.summary.record_deadline.breach, name);
    // only what differs is in the link
    const given = new URL(await other.tab.evaluate(() => location.href)).hash.replace('#policy=', '');
    assert.deepEqual(JSON.parse(Buffer.from(given, 'base64url').toString()), policy, name);
    await other.tab.locator('input[accept=".json,.toml"]').setInputFiles({ name, mimeType: '', buffer: Buffer.from('{"supervision": 7') });
    await other.tab.locator('.banner.bad').waitFor();
    assert.deepEqual(other.problems, []);
    await other.context.close();
  }
  assert.deepEqual(problems, []);
  await context.close();
});

test('paper has the first findings, not only those in sight', async () => {
  const { tab, by, context } = await here.visit();
  await drop(tab, SAMPLE);
  await by('findings').locator('.line:not(.head)[aria-busy=false]').first().waitFor();
  await tab.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await tab.waitForFunction(() => document.querySelectorAll('.grid .line:not(.head)[aria-busy=false]').length >= 200);
  await tab.evaluate(() => dispatchEvent(new Event('afterprint')));
  await tab.waitForFunction(() => document.querySelectorAll('.grid .line:not(.head)').length < 100);
  await context.close();
});
