// Builds the page into `dist` and serves it on this machine: `npm run page -- --port N`.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const page = dirname(dirname(fileURLToPath(import.meta.url)));
const bindings = dirname(page);

function fail(message) {
  console.error(message);
  process.exit(2);
}

function run(folder, ...command) {
  const { status, error } = spawnSync('npm', command, { cwd: folder, stdio: 'inherit' });
  if (error) fail(`npm could not be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

let values;
try {
  ({ values } = parseArgs({ options: { port: { type: 'string', default: '4173' }, 'build-only': { type: 'boolean', default: false } } }));
} catch (error) {
  fail(`${error.message}\nusage: npm run page -- [--port N] [--build-only]`);
}
const port = Number(values.port);
if (!Number.isInteger(port) || port < 1 || port > 65535) fail(`--port: \`${values.port}\` is not a port`);

/** Installs what a lock file names, unless that has been done since it changed. */
function install(folder) {
  const done = join(folder, 'node_modules', '.package-lock.json');
  if (existsSync(done) && statSync(done).mtimeMs >= statSync(join(folder, 'package-lock.json')).mtimeMs) return;
  run(folder, 'ci', '--no-audit', '--no-fund', '--loglevel=error');
}

// the page's own packages stay out of the package's installation
install(page);
if (!existsSync(join(bindings, 'dist', 'documents.wasm')) || !existsSync(join(bindings, 'dist', 'core.wasm'))) {
  install(bindings);
  run(bindings, 'run', 'build');
}
run(page, 'run', 'build');
if (!values['build-only']) {
  process.chdir(page);
  const { preview } = await import(join(page, 'node_modules', 'vite', 'dist', 'node', 'index.js'));
  const server = await preview({ root: page, preview: { port, host: '127.0.0.1', strictPort: true } });
  server.printUrls();
}
