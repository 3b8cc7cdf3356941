// A built page on a server of its own, and a browser that sees it as a clerk does.
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

export const page = dirname(dirname(fileURLToPath(import.meta.url)));
export const root = dirname(dirname(page));
export const messy = join(root, 'core', 'sample-messy');
export const SAMPLE = ['社工督导台账.xlsx', '创业导师名册.csv', 'supervision-plans.csv'].map((name) => join(messy, name));
export const DAY = (await readFile(join(messy, 'as_of.txt'), 'utf8')).trim();

const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--force-color-profile=srgb',
];

const TYPES = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.wasm': 'application/wasm', '.webmanifest': 'application/manifest+json', '.csv': 'text/csv',
};

/** Any static server will do; this one puts the page below a path, and says `Vary` as many do. */
async function serve(folder, path) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://127.0.0.1');
    const name = pathname.startsWith(path) ? normalize(decodeURIComponent(pathname.slice(path.length)) || 'index.html') : '';
    try {
      const body = await readFile(join(folder, name));
      response.writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream', vary: 'Origin' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}${path}` };
}

/** The page, the browser, and what must not happen to them. */
export async function stage() {
  if (!existsSync(join(page, 'dist', 'index.html'))) throw new Error('the page is not built: npm run page -- --build-only');
  const { server, address } = await serve(join(page, 'dist'), '/any/path/');
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
  /** A fresh visitor. What goes to the console as an error, or is thrown, is collected. A script runs before the page's. */
  const visit = async (options = {}, fragment = '', script = undefined) => {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, locale: 'zh-CN', acceptDownloads: true, ...options });
    const tab = await context.newPage();
    const problems = [];
    const requests = [];
    tab.on('pageerror', (error) => problems.push(error.message));
    tab.on('console', (line) => ['error', 'warning'].includes(line.type()) && problems.push(line.text()));
    context.on('request', (request) => {
      if (!/^(blob|data):/.test(request.url())) requests.push(request.url());
    });
    if (script) await tab.addInitScript(script);
    await tab.goto(address + fragment, { waitUntil: 'load' });
    return { context, tab, problems, requests, by: (id) => tab.getByTestId(id) };
  };
  return {
    address,
    browser,
    visit,
    /** Nobody answers any more. */
    unplug: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
    end: async () => {
      await browser.close();
      server.close();
    },
  };
}

/** Waits until the engine is there. */
export const ready = (tab) => tab.locator('.foot .num').waitFor();

/** Drops files on the file input and waits for the result of that day, which is settled when its field is left. */
export async function drop(tab, files, day = DAY) {
  await tab.getByTestId('as-of').fill(day);
  await tab.getByTestId('as-of').blur();
  await tab.getByTestId('file-input').setInputFiles(files);
  await tab.locator('.result-head .day', { hasText: day }).waitFor({ timeout: 60_000 });
}

/** Saves what a button gives; its bytes and its name. */
export async function download(tab, id) {
  const [saved] = await Promise.all([tab.waitForEvent('download'), tab.getByTestId(id).click()]);
  return { name: saved.suggestedFilename(), bytes: await readFile(await saved.path()) };
}

/** The number in a cell of the summary's table. */
export async function counted(tab, rule, column) {
  const heads = await tab.locator('.by-rule thead th').allTextContents();
  const cells = await tab.locator('.by-rule tbody tr', { has: tab.locator('th', { hasText: rule }) }).locator('th, td').allTextContents();
  return Number(cells[heads.indexOf(column)].replaceAll(',', ''));
}
