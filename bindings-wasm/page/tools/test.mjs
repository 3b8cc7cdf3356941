// Tests of the page as people use it: `npm run test:page [-- NAME...] [--update] [--no-build]`.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const page = dirname(dirname(fileURLToPath(import.meta.url)));
const all = readdirSync(join(page, 'tests')).filter((name) => name.endsWith('.test.js')).map((name) => name.replace('.test.js', ''));

let given;
try {
  given = parseArgs({ allowPositionals: true, options: { update: { type: 'boolean' }, 'no-build': { type: 'boolean' } } });
  for (const name of given.positionals) if (!all.includes(name)) throw new Error(`there is no test \`${name}\``);
} catch (error) {
  console.error(`${error.message}\nusage: npm run test:page [-- ${all.join('|')}] [--update] [--no-build]`);
  process.exit(2);
}
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(chromium)) {
  console.error(`${chromium} is missing: install Chromium with a Chinese font, or name another one in CHROMIUM`);
  process.exit(2);
}

function run(...command) {
  const env = given.values.update ? { ...process.env, UPDATE_PICTURES: '1' } : process.env;
  const { status } = spawnSync(process.execPath, command, { cwd: page, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

if (!given.values['no-build']) run('tools/serve.mjs', '--build-only');
const files = (given.positionals.length > 0 ? given.positionals : all).map((name) => `tests/${name}.test.js`);
// one after another: they measure and look
run('--test', '--test-concurrency=1', '--test-timeout=300000', ...files);
