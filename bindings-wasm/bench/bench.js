// `npm run bench [-- ROWS]`: sizes and times in Node and in Chromium, written to results.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import * as hongyan from 'hongyan';
import * as small from 'hongyan/evaluate';

import { browser, here, serve } from '../tests/support.js';
import { measure } from './work.js';

const rows = Number(process.argv[2] ?? 1_000_000);
const CALLS = 15;

function sizes() {
  const size = (...names) => {
    const all = names.map((name) => readFileSync(join(here, 'dist', name)));
    const sum = (of) => all.map(of).reduce((a, b) => a + b);
    return [sum((one) => one.length), sum((one) => gzipSync(one, { level: 9 }).length)];
  };
  const scripts = (entry, part) => [entry, 'api.js', 'columns.js', 'error.js', 'host.js', 'rows.js', 'wire.js', `${part}.glue.js`].map((name) => `esm/${name}`);
  return {
    'evaluate.wasm': size('evaluate.wasm'),
    'core.wasm': size('core.wasm'),
    'its scripts, not minified': size(...scripts('web.js', 'core')),
    'documents.wasm': size('documents.wasm'),
    'its scripts, not minified ': size('esm/documents.web.js', 'esm/documents.js', 'esm/documents.glue.js'),
  };
}

async function inChromium() {
  const chromium = await browser();
  const server = await serve(here, {
    '/page.html': '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>',
    '/page.js': `
      import * as hongyan from '/dist/esm/web.js';
      import * as small from '/dist/esm/evaluate.web.js';
      import { measure } from '/bench/work.js';
      const bytes = await (await fetch('/dist/core.wasm')).arrayBuffer();
      const from = performance.now();
      await hongyan.init(bytes);
      const instantiate = performance.now() - from;
      await small.init();
      window.run = () => ({ instantiate, ...measure(hongyan, small, ${rows}, ${CALLS}) });`,
  });
  try {
    const page = await chromium.newPage();
    page.setDefaultTimeout(300_000);
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`${server.url}/page.html`);
    await page.waitForFunction(() => 'run' in window);
    return { version: chromium.version(), times: await page.evaluate(() => window.run()) };
  } finally {
    await chromium.close();
    await server.close();
  }
}

const { version, times: there } = await inChromium();
const from = performance.now();
hongyan.dayNumber('2024-01-01');
const instantiate = performance.now() - from;
small.dayNumber('2024-01-01');
const own = { instantiate, ...measure(hongyan, small, rows, CALLS) };
const ms = (time) => (time < 1 ? `${(time * 1000).toFixed(0)} us` : `${time.toFixed(1)} ms`);
const ratio = (times, a, b) => (times[a] / times[b]).toFixed(2);
const ratios = [
  ['frequency: Maps and objects', 'frequency: check', 3, 'at least'],
  ['frequency: typed arrays by hand', 'frequency: check', 1, 'at least'],
  ['record status: recordStatus', 'record status: typed arrays by hand', 2, 'at most'],
];
const lines = [
  '# Sizes and times of the npm package',
  '',
  '`npm run bench` writes this file. Plain JavaScript answers less: one reading, no due range, no contest, no evidence.',
  '',
  '| file | bytes | after gzip |', '|---|--:|--:|',
  ...Object.entries(sizes()).map(([name, [raw, packed]]) => `| ${name.trim()} | ${raw.toLocaleString('en')} | ${packed.toLocaleString('en')} |`),
  '',
  `${rows.toLocaleString('en')} rows of sessions, ${there.breaches.toLocaleString('en')} breaches, copies and output included; medians of ${CALLS} calls.`,
  '',
  `| what | Chromium ${version.split('.')[0]} | Node ${process.versions.node.split('.')[0]} |`, '|---|--:|--:|',
  ...Object.keys(there).filter((name) => name !== 'breaches').map((name) => `| ${name} | ${ms(there[name])} | ${ms(own[name])} |`),
  '',
  '| ratio | wanted | Chromium | Node |', '|---|---|--:|--:|',
  ...ratios.map(([a, b, limit, sense]) => `| ${a} / ${b} | ${sense} ${limit} | ${ratio(there, a, b)} | ${ratio(own, a, b)} |`),
  '',
  `Measured on ${cpus().length} x ${cpus()[0].model.trim()} (${arch()}).`,
  '',
];
writeFileSync(join(here, 'bench', 'results.md'), lines.join('\n'));
console.log(lines.join('\n'));
