// The packed tarball in fresh projects: `npm run test:bundlers`. Slow, for it installs bundlers.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { browser, here, serve } from '../support.js';

const TOOLS = ['vite@8.3.8', 'webpack@5.112.2', 'webpack-cli@7.3.1', 'esbuild@0.28.2'];
let folder;
let chromium;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hongyan-'));
  const run = (...given) => execFileSync('npm', given, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const [{ filename }] = JSON.parse(run('pack', here, '--json', '--silent'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  run('install', '--no-audit', '--no-fund', `./${filename}`, ...TOOLS);
  chromium = await browser();
});

after(async () => {
  await chromium?.close();
  rmSync(folder, { recursive: true, force: true });
});

const QUESTION = `
  const facts = { sessions: [{ session: 'a', project: 'p', worker: 'w', form: 'group', ended_on: '2024-09-24' }] };
  const answer = () => {
    const report = evaluate(facts, { asOf: '2024-10-12' });
    const csv = new TextDecoder().decode(render(report, 'csv', { bom: false }));
    const { facts: read } = documents.read(new TextEncoder().encode('项目名称,社工姓名,督导形式,督导日期,提交日期\\n磁器口,周敏,个督,2024-03-05,\\n'), { name: '督导记录.csv' });
    return [report.findings[0].verdict, csv.split(',')[0], read.sessions.length].join();
  };`;
const EXPECTED = 'breach,rule,1';
const LOADED = `
  import { evaluate, init } from 'hongyan';
  import * as documents from 'hongyan/documents';
  const { render } = documents;
  ${QUESTION}`;
const PAGE = '<!doctype html><meta charset="utf-8"><title>waiting</title><script type="module" src="/app.js"></script>';

/** Writes the files of a project. */
function project(name, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, name, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
  return join(folder, name);
}

const run = (program, given, cwd) => execFileSync(program, given, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const tool = (name) => join(folder, 'node_modules', '.bin', name);

/** Opens a page under the strictest policy and waits for its title. */
async function opened(root, path = '/index.html', pages = {}) {
  const server = await serve(root, pages);
  const page = await chromium.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  try {
    await page.goto(server.url + path);
    await page.waitForFunction(() => document.title !== 'waiting', undefined, { timeout: 20_000 }).catch(() => {});
    return [await page.title(), errors.filter((error) => !/404|favicon/.test(error))];
  } finally {
    await page.close();
    await server.close();
  }
}

const TELL = 'Promise.all([init(), documents.init()]).then(() => { document.title = answer(); }, (error) => { document.title = String(error); });';

test('Node, as ES module', () => {
  const at = project('esm', { 'app.mjs': `${LOADED} console.log(answer());` });
  assert.equal(run(process.execPath, ['app.mjs'], at).trim(), EXPECTED);
});

test('Node, with require', () => {
  const at = project('cjs', {
    'app.cjs': `const { evaluate } = require('hongyan'); const documents = require('hongyan/documents'); const { render } = documents; ${QUESTION} console.log(answer());`,
  });
  assert.equal(run(process.execPath, ['app.cjs'], at).trim(), EXPECTED);
});

test('a plain page', async () => {
  const web = (text) => text.replace("'hongyan'", "'/node_modules/hongyan/dist/esm/web.js'").replace("'hongyan/documents'", "'/node_modules/hongyan/dist/esm/documents.web.js'");
  assert.deepEqual(await opened(folder, '/index.html', { '/index.html': PAGE, '/app.js': web(LOADED) + TELL }), [EXPECTED, []]);
});

test('a worker of a plain page', async () => {
  const web = (text) => text.replace("'hongyan'", "'/node_modules/hongyan/dist/esm/web.js'").replace("'hongyan/documents'", "'/node_modules/hongyan/dist/esm/documents.web.js'");
  assert.deepEqual(
    await opened(folder, '/index.html', {
      '/index.html': PAGE,
      '/app.js': "new Worker('/worker.js', { type: 'module' }).onmessage = ({ data }) => { document.title = data; };",
      '/worker.js': `${web(LOADED)} Promise.all([init(), documents.init()]).then(() => postMessage(answer()), (error) => postMessage(String(error)));`,
    }),
    [EXPECTED, []],
  );
});

test('a service worker', async () => {
  const web = (text) => text.replace("'hongyan'", "'/node_modules/hongyan/dist/esm/web.js'").replace("'hongyan/documents'", "'/node_modules/hongyan/dist/esm/documents.web.js'");
  assert.deepEqual(
    await opened(folder, '/index.html', {
      '/index.html': PAGE,
      '/app.js': `navigator.serviceWorker.onmessage = ({ data }) => { document.title = data; };
        navigator.serviceWorker.register('/sw.js', { type: 'module' }).then(() => navigator.serviceWorker.ready).then(({ active }) => active.postMessage('ask'));`,
      '/sw.js': `${web(LOADED)} addEventListener('message', ({ source }) => Promise.all([init(), documents.init()]).then(() => source.postMessage(answer()), (error) => source.postMessage(String(error))));`,
    }),
    [EXPECTED, []],
  );
});

test('Vite', async () => {
  const at = project('vite', { 'index.html': PAGE.replace('/app.js', './app.js'), 'app.js': LOADED + TELL });
  run(tool('vite'), ['build', '--logLevel', 'warn'], at);
  assert.deepEqual(await opened(join(at, 'dist')), [EXPECTED, []]);
});

test('webpack', async () => {
  const at = project('webpack', { 'app.js': LOADED + TELL });
  run(tool('webpack'), ['--mode', 'production', '--entry', './app.js', '--output-path', './dist', '--output-filename', 'app.js'], at);
  assert.deepEqual(await opened(join(at, 'dist'), '/index.html', { '/index.html': PAGE }), [EXPECTED, []]);
});

test('esbuild', async () => {
  const files = "import core from 'hongyan/core.wasm'; import more from 'hongyan/documents.wasm';";
  const at = project('esbuild', { 'app.js': files + LOADED + TELL.replace('init(),', 'init(core),').replace('documents.init()', 'documents.init(more)') });
  run(tool('esbuild'), ['app.js', '--bundle', '--format=esm', '--outdir=dist', '--loader:.wasm=file', '--public-path=/'], at);
  assert.deepEqual(await opened(join(at, 'dist'), '/index.html', { '/index.html': PAGE }), [EXPECTED, []]);
});
