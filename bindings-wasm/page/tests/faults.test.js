// Bad files and bad questions: what is wrong is said, at its cell, and nothing breaks.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { counted, download, drop, ready, SAMPLE, stage } from './harness.js';

let here;
before(async () => (here = await stage()));
after(() => here.end());

const csv = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const workbook = await readFile(SAMPLE[0]);

const BAD = [
  ['an empty file', { name: '空.xlsx', mimeType: '', buffer: Buffer.alloc(0) }, /空\.xlsx/],
  ['a workbook that was cut off', { name: '断.xlsx', mimeType: '', buffer: workbook.subarray(0, workbook.length / 2) }, /断\.xlsx/],
  ['a picture', { name: '图.xlsx', mimeType: 'image/png', buffer: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex') }, /图\.xlsx/],
  ['a text that is no table', csv('说明.csv', '本月没有督导。'), /说明\.csv/],
  ['a date that does not exist', csv('sessions.csv', 'session,project,worker,form,ended_on\nD1,磁器口,周敏,group,2024-02-30\n'), /E2[\s\S]*2024-02-30/],
  ['a form that nobody knows', csv('sessions.csv', 'session,project,worker,form,ended_on\nD1,磁器口,周敏,散步,2024-02-20\n'), /D2[\s\S]*散步/],
];

for (const [what, file, told] of BAD) {
  test(`${what} is refused with its place`, async () => {
    const { tab, by, problems, context } = await here.visit();
    await by('file-input').setInputFiles(file);
    await by('faults').waitFor();
    assert.match(await by('understood').innerText(), told);
    assert.equal(await by('summary').count(), 0, 'nothing is judged');
    // the page goes on: good files are judged
    await drop(tab, SAMPLE);
    assert.ok((await counted(tab, '督导频次', '违规')) > 0);
    assert.deepEqual(problems, []);
    await context.close();
  });
}

test('faulty rows are left out if that is wanted, and said to be', async () => {
  const { tab, by, context } = await here.visit();
  const rows = 'session,project,worker,form,ended_on,record_submitted_on\nD1,磁器口,周敏,group,2024-02-30,\nD2,磁器口,周敏,group,2024-03-01,2024-03-02\n';
  await by('as-of').fill('2024-04-01');
  await by('file-input').setInputFiles(csv('sessions.csv', rows));
  await by('faults').waitFor();
  await by('skip').check();
  await by('summary').waitFor();
  assert.equal(await counted(tab, '督导记录提交', '合规'), 1);
  assert.match(await by('understood').innerText(), /2024-02-30/);
  // at the head of the result, and in what is taken away
  assert.match(await by('left-out').innerText(), /1 处错误/);
  const told = JSON.parse((await download(tab, 'download-json')).bytes.toString());
  assert.deepEqual(told.faults.map(({ row, column }) => [row, column]), [[0, 'ended_on']]);
  assert.match((await download(tab, 'download-html')).bytes.toString(), /2024-02-30/);
  assert.match(await by('summary').innerText(), /缺少数据表/);
  await by('infer').check();
  await tab.locator('.by-rule th', { hasText: '督导频次' }).waitFor();
  // who reads the document sees on what it rests
  assert.match((await download(tab, 'download-html')).bytes.toString(), /任职记录由督导记录推定/);
  await context.close();
});

test('a column of submissions that was not recognised is told above the result', async () => {
  const { tab, by, context } = await here.visit();
  await by('as-of').fill('2024-04-01');
  await by('file-input').setInputFiles(csv('督导.csv', '项目名称,社工姓名,督导形式,督导日期,上交表格的日子\n磁器口,周敏,小组督导,2024-03-01,2024-03-02\n'));
  await by('summary').waitFor();
  assert.match(await by('left-out').innerText(), /督导\.csv.*没有认出/);
  await drop(tab, SAMPLE);
  await by('left-out').waitFor({ state: 'detached' });
  await context.close();
});

test('a folder that is dropped keeps the files of its folders apart', async () => {
  const { tab, by, problems, context } = await here.visit();
  const folder = await mkdtemp(join(tmpdir(), 'hongyan-'));
  for (const [month, session] of [['1月', 'D1'], ['2月', 'D2']]) {
    await mkdir(join(folder, month));
    await writeFile(join(folder, month, 'sessions.csv'), `session,project,worker,form,ended_on\n${session},磁器口,周敏,group,2024-03-0${session.at(-1)}\n`);
  }
  await ready(tab);
  await by('as-of').fill('2024-04-01');
  // as the browser does when a folder falls from the desktop
  const devtools = await context.newCDPSession(tab);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop']) await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  await by('summary').waitFor();
  assert.equal(await counted(tab, '督导记录提交', '违规'), 2);
  const understood = await by('understood').innerText();
  assert.match(understood, /1月\/sessions\.csv/);
  assert.match(understood, /2月\/sessions\.csv/);
  assert.deepEqual(problems, []);
  await context.close();
});

test('a mapping that is none leaves everything as it was', async () => {
  const { tab, by, context } = await here.visit();
  await drop(tab, SAMPLE);
  const before = await by('summary').innerText();
  await by('understood').locator('input[type=file]').setInputFiles({ name: 'm.json', mimeType: 'application/json', buffer: Buffer.from('{"foo":1}') });
  await tab.locator('.banner.bad', { hasText: 'foo' }).waitFor();
  await by('infer').check();
  await tab.locator('.banner.bad', { hasText: 'foo' }).waitFor({ state: 'detached' });
  assert.equal(await by('summary').innerText(), before);
  await context.close();
});

test('a name without a break does not widen the page', async () => {
  const { tab, by, context } = await here.visit({ viewport: { width: 360, height: 740 } });
  await by('as-of').fill('2024-04-01');
  await by('file-input').setInputFiles(csv(`${'x'.repeat(180)}.csv`, 'session,project,worker,form,ended_on\nD1,p,w,group,2024-03-01\n'));
  await by('understood').waitFor();
  assert.ok((await tab.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  await context.close();
});

/** The second thread of the page begins three seconds late, as on a slow computer. */
function lateSecondThread() {
  const Plain = window.Worker;
  let threads = 0;
  window.Worker = class extends Plain {
    #late = (threads += 1) === 2;

    postMessage(...message) {
      if (this.#late) setTimeout(() => super.postMessage(...message), 3000);
      else super.postMessage(...message);
    }
  };
}

test('files that come before the page is wholly there are kept', async () => {
  const { tab, by, context } = await here.visit({}, '', lateSecondThread);
  await by('as-of').fill('2024-04-01');
  await by('file-input').setInputFiles(csv('sessions.csv', 'session,project,worker,form,ended_on\nD1,磁器口,周敏,group,2024-02-30\nD2,磁器口,周敏,group,2024-03-01\n'));
  await by('faults').waitFor();
  await tab.waitForTimeout(4000);
  await by('skip').check();
  await by('summary').waitFor();
  await context.close();
});

test('names that try to be something else stay names', async () => {
  const { tab, by, problems, context } = await here.visit();
  const name = '<img src=x onerror=alert(1)>';
  await by('as-of').fill('2024-04-01');
  await by('file-input').setInputFiles(csv('sessions.csv', `session,project,worker,form,ended_on\nD1,"${name}","${name}",group,2024-03-01\n`));
  await by('findings').locator('.line:not(.head)', { hasText: name }).waitFor();
  assert.equal(await tab.locator('img').count(), 0);
  assert.deepEqual(problems, []);
  await context.close();
});

test('a link whose policy cannot be used says why, and the defaults hold', async () => {
  const link = (policy) => `#policy=${Buffer.from(JSON.stringify(policy)).toString('base64url')}`;
  for (const [fragment, told] of [
    [link({ supervision: { record: { last_day: 'whenever' } } }), /last_day/],
    [link({ supervision: { record: { colour: 'red' } } }), /colour/],
    ['#policy=%%%', /链接/],
  ]) {
    const { tab, problems, context } = await here.visit({}, fragment);
    const banner = tab.locator('.banner.bad');
    await banner.waitFor();
    assert.match(await banner.innerText(), told);
    await drop(tab, SAMPLE);
    assert.deepEqual(problems, []);
    await context.close();
  }
});

test('a day that is no day is not asked about; one out of range is refused', async () => {
  const { tab, by, context } = await here.visit();
  await ready(tab);
  await drop(tab, SAMPLE);
  await by('as-of').fill('');
  await tab.getByText('请给出日期。').waitFor();
  await by('summary').waitFor({ state: 'detached' });
  await by('as-of').fill('1850-01-01');
  await tab.locator('.banner.bad', { hasText: '1900' }).waitFor();
  await by('as-of').fill('2025-01-01');
  await by('summary').waitFor();
  await context.close();
});

test('warnings name file, sheet and row', async () => {
  const { tab, by, context } = await here.visit();
  await by('as-of').fill('2024-04-01');
  const head = 'session,project,worker,form,ended_on,record_submitted_on\n';
  const rows = 'D0,磁器口,周敏,group,2024-02-30,\nD1,磁器口,周敏,group,2024-03-05,2024-03-04\n';
  await by('file-input').setInputFiles([csv('1月/sessions.csv', `${head}D9,p,w,group,2024-01-05,2024-01-06\n`), csv('sessions.csv', head + rows)]);
  await by('faults').waitFor();
  await by('skip').check();
  await by('summary').waitFor();
  const told = tab.locator('.fold .lines');
  const unfold = () => tab.locator('.fold').evaluate((one) => (one.open = true));
  await unfold();
  // the row above it was left out; in the file it is the third all the same
  assert.match(await told.innerText(), /^sessions\.csv，第 3 行：/m);
  assert.match((await download(tab, 'download-html')).bytes.toString(), /sessions\.csv，第 3 行/);
  await by('lang').click();
  assert.match(await told.innerText(), /^sessions\.csv, row 3: /m);
  await drop(tab, SAMPLE);
  await told.filter({ hasText: 'xlsx' }).waitFor({ state: 'attached' });
  await unfold();
  assert.match(await told.innerText(), /^社工督导台账\.xlsx \/ \S+, row \d+: /m);
  await context.close();
});

/** What a thread of the page answers when it is asked for something, instead of what it would. */
const answering = (call, said) => `
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    postMessage(asked, ...others) {
      if (asked.call !== '${call}') return super.postMessage(asked, ...others);
      setTimeout(() => this.onmessage({ data: { id: asked.id, ...${JSON.stringify(said)} } }), 50);
    }
  };`;

const BROKEN = [
  ['an engine that has no memory left', { refusal: { message: 'hongyan: out of memory', faults: [], errors: [] } }, '出错了：hongyan: out of memory', 'Something went wrong: hongyan: out of memory'],
  ['something unforeseen', { broken: 'x is not a function', unread: false }, '出错了：x is not a function', 'Something went wrong: x is not a function'],
];

for (const [what, said, zh, en] of BROKEN) {
  test(`${what} is told in the language of the page`, async () => {
    const { tab, by, problems, context } = await here.visit({}, '', answering('read', said));
    await ready(tab);
    await by('file-input').setInputFiles(csv('a.csv', 'a,b\n'));
    const banner = tab.locator('.banner.bad p');
    assert.equal(await banner.innerText(), zh);
    await by('lang').click();
    await tab.locator('.banner.bad', { hasText: en }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
}

test('a finding that cannot be found is told, and the page goes on', async () => {
  const { tab, by, problems, context } = await here.visit({}, '', answering('at', { broken: 'gone', unread: false }));
  await drop(tab, SAMPLE);
  await by('findings').locator('.line:not(.head)').first().click();
  const banner = tab.locator('.banner.bad', { hasText: '出错了：gone' });
  await banner.waitFor();
  await banner.getByRole('button').click();
  await banner.waitFor({ state: 'detached' });
  assert.deepEqual(problems, []);
  await context.close();
});

/** Files are read a while after they were chosen. */
function lateReading() {
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    postMessage(asked, ...others) {
      if (asked.call === 'read') setTimeout(() => super.postMessage(asked, ...others), 2000);
      else super.postMessage(asked, ...others);
    }
  };
}

test('a file that went away after it was chosen is named, in the language of the page', async () => {
  const { tab, by, problems, context } = await here.visit({}, '', lateReading);
  const path = join(await mkdtemp(join(tmpdir(), 'hongyan-')), '台账.csv');
  await writeFile(path, 'session,project,worker,form,ended_on\n');
  await ready(tab);
  await by('file-input').setInputFiles(path);
  await rm(path);
  const banner = tab.locator('.banner.bad p');
  assert.match(await banner.innerText({ timeout: 10_000 }), /^文件读不出来，.*：台账\.csv: /);
  await by('lang').click();
  await tab.locator('.banner.bad', { hasText: 'A file cannot be read' }).waitFor();
  await drop(tab, SAMPLE);
  assert.deepEqual(problems, []);
  await context.close();
});

test('policies and mappings that are none are told in the language of the page', async () => {
  const { tab, by, context } = await here.visit();
  await drop(tab, SAMPLE);
  const policy = tab.locator('input[type=file][accept=".json,.toml"]');
  const banner = tab.locator('.banner.bad');
  for (const [file, zh, en] of [
    [['p.json', '{'], /^口径不能用：.*JSON/, /^The policy cannot be used: .*JSON/],
    [['p.toml', 'profile = 5'], /^口径不能用：profile：/, /^The policy cannot be used: profile: /],
    [['p.json', '{"mentor":{"term":{"yaers":3}}}'], /^口径不能用：mentor\.term\.yaers：没有/, /^The policy cannot be used: mentor\.term\.yaers: there/],
  ]) {
    await policy.setInputFiles({ name: file[0], mimeType: '', buffer: Buffer.from(file[1]) });
    await banner.filter({ hasText: zh }).waitFor();
    await by('lang').click();
    await banner.filter({ hasText: en }).waitFor();
    await by('lang').click();
    await policy.setInputFiles({ name: 'p.json', mimeType: '', buffer: Buffer.from('{}') });
    await banner.waitFor({ state: 'detached' });
  }
  const mapping = by('understood').locator('input[type=file]');
  await mapping.setInputFiles({ name: 'm.json', mimeType: '', buffer: Buffer.from('{') });
  await banner.filter({ hasText: /^对应关系文件不能用：/ }).waitFor();
  await by('lang').click();
  await banner.filter({ hasText: /^The mapping file cannot be used: / }).waitFor();
  await context.close();
});
