import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

export const here = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(here);

/** Questions with the core's answers. */
export function questions(...given) {
  const command = ['run', '--quiet', '--locked', '--package', 'hongyan-tests', '--bin', 'reports', '--', ...given.map(String)];
  const lines = execFileSync('cargo', command, { cwd: root, maxBuffer: 2 ** 30, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return lines.trimEnd().split('\n').map((line) => JSON.parse(line));
}

/** The browser: `CHROMIUM`, or where Debian has it. */
export function browser() {
  const executablePath = process.env.CHROMIUM ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (executablePath === undefined) throw new Error('no Chromium: install it, or name it in CHROMIUM');
  return chromium.launch({
    executablePath,
    args: [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}

const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html; charset=utf-8', '.json': 'application/json', '.css': 'text/css' };

/** The strictest policy under which the package runs. */
export const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";

/** Serves a folder, and pages that are given as text. */
export async function serve(folder, pages = {}, headers = { 'content-security-policy': CSP }) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const answer = (status, type, body) => response.writeHead(status, { 'content-type': type, ...headers }).end(body);
    if (path in pages) return answer(200, TYPES[extname(path)] ?? TYPES['.html'], pages[path]);
    const file = join(folder, normalize(path));
    if (!file.startsWith(folder) || !existsSync(file)) return answer(404, 'text/plain', 'not found');
    return answer(200, TYPES[extname(file)] ?? 'application/octet-stream', readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => server.close(done)) };
}

/** What a browser answers to these questions, as `disagreements` or another function of `agree.js` tells it. */
export async function inChromium(all, told = 'disagreements') {
  const chromium = await browser();
  const server = await serve(here, {
    '/page.html': '<!doctype html><meta charset="utf-8"><script type="module" src="/page.js"></script>',
    '/page.js': `
      import * as hongyan from '/dist/esm/web.js';
      import { ${told} as told } from '/tests/agree.js';
      await hongyan.init();
      window.ask = async () => told(hongyan, await (await fetch('/questions.json')).json());`,
    '/questions.json': JSON.stringify(all),
  });
  try {
    const page = await chromium.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${server.url}/page.html`);
    await page.waitForFunction(() => 'ask' in window);
    const answer = await page.evaluate(() => window.ask());
    const serious = errors.filter((error) => !error.includes('favicon') && !error.includes('404'));
    if (serious.length > 0) throw new Error(serious.join('\n'));
    return answer;
  } finally {
    await chromium.close();
    await server.close();
  }
}
