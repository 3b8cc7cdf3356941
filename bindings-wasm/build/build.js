// Builds the package into `dist`: `npm run build`. Needs Rust and Node; gets the rest itself.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transformSync } from 'esbuild';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const root = dirname(here);
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const dist = join(here, 'dist');
const TRIPLE = 'wasm32-unknown-unknown';

/** Columns are judged by the million, so that file is compiled for speed; the others for size. */
const LEVELS = { evaluate: 'z', core: '3', documents: 'z' };

/**
 * After gzip `-O1` leaves less than `-Os` or `-Oz`: these inline functions and fold expressions, which is shorter and
 * repeats itself less. `--rse` leaves out what sets a variable to the value that it has, which `-O1` does not. The lowest
 * bytes of memory are the end of the stack, so no value lies there: an address plus a small offset needs no addition of
 * its own.
 */
const SMALL = ['--rse', '-O1', '--low-memory-unused'];

/** Optimised as one program with what they depend on: smaller and quicker. `core` would be 26 kB larger after gzip. */
const WHOLE = { evaluate: true, documents: true };

/**
 * A function that is called from one place only stays one if it is long: engines have registers enough for it, and run out
 * of them in a function of ten thousand lines. The file is smaller, too.
 */
const QUICK = ['-O3', '--one-caller-inline-max-function-size=100'];

/** Functions of like names are alike and then stand together: gzip looks back no further than 32 kB. */
const ORDER = '--reorder-functions-by-name';

/** Their loops become vectors of 128 bits. */
const VECTORS = { core: true };

/**
 * A little more is inlined, and what is generic is compiled where it is used: after gzip that costs 4 of 116 kB, and a call
 * takes two thirds of its time.
 */
const QUICKER = { evaluate: { stable: ['-Cllvm-args=-inline-threshold=50'], unstable: ['-Zshare-generics=no'] } };

function run(program, given, options = {}) {
  execFileSync(program, given, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
}

function has(program) {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether the source of the standard library is there, or can be had. With it the library is compiled for size and
 * panics end at once instead of writing a message that nobody would see: a fifth of each file. Cargo calls that
 * unstable, hence `RUSTC_BOOTSTRAP`; the toolchain stays the pinned one.
 */
function hasSource() {
  const source = () => {
    const sysroot = execFileSync('rustc', ['--print', 'sysroot'], { cwd: root, encoding: 'utf8' }).trim();
    return existsSync(join(sysroot, 'lib', 'rustlib', 'src', 'rust', 'library', 'Cargo.lock'));
  };
  if (!source() && has('rustup')) {
    try {
      run('rustup', ['component', 'add', 'rust-src']);
    } catch {
      // said below
    }
  }
  if (!source()) console.warn('the source of the standard library is missing (rust-src): the files will be a fifth larger');
  return source();
}

/** One WebAssembly file and its glue. */
function wasm(name, small) {
  // the tests want a library for Rust, too, but then Cargo optimises no file as one program
  const given = [
    'rustc', '--locked', '--package', 'hongyan-wasm', '--lib', '--crate-type', 'cdylib', '--profile', 'wasm',
    '--target', TRIPLE, '--no-default-features', '--features', name,
  ];
  const quicker = QUICKER[name] ?? { stable: [], unstable: [] };
  const flags = [...(VECTORS[name] ? ['-Ctarget-feature=+simd128'] : []), ...quicker.stable];
  if (small) flags.push('-Zunstable-options', '-Cpanic=immediate-abort', ...quicker.unstable);
  const env = {
    ...process.env,
    CARGO_PROFILE_WASM_OPT_LEVEL: LEVELS[name],
    CARGO_PROFILE_WASM_LTO: WHOLE[name] ? 'fat' : 'off',
    RUSTFLAGS: flags.join(' '),
  };
  if (small) {
    env.RUSTC_BOOTSTRAP = '1';
    given.push('-Zbuild-std=std,panic_abort', `-Zbuild-std-features=${LEVELS[name] === '3' ? '' : 'optimize_for_size'}`);
  }
  try {
    run('cargo', given, { env });
  } catch (failure) {
    if (!small) throw failure;
    console.warn(`${name}: the standard library could not be compiled anew; it is taken as it comes, the file will be larger`);
    return wasm(name, false);
  }
  const built = join(target, TRIPLE, 'wasm', 'hongyan_wasm.wasm');
  const bound = join(target, 'hongyan-npm', name);
  const manifest = join(here, 'build', 'bindgen', 'Cargo.toml');
  run('cargo', [
    'run', '--locked', '--quiet', '--release', '--manifest-path', manifest, '--target-dir', join(target, 'bindgen'), '--',
    built, bound, name,
  ]);
  const optimiser = join(dirname(createRequire(import.meta.url).resolve('binaryen/package.json')), 'bin', 'wasm-opt');
  const enabled = [
    '--enable-bulk-memory', '--enable-mutable-globals', '--enable-nontrapping-float-to-int', '--enable-reference-types',
    '--enable-sign-ext', '--enable-multivalue', ...(VECTORS[name] ? ['--enable-simd'] : []),
  ];
  run(process.execPath, [
    optimiser, ORDER, ...(LEVELS[name] === 'z' ? SMALL : QUICK), ...enabled, '--strip-debug', '--strip-producers', '--strip-target-features',
    join(bound, `${name}_bg.wasm`), '-o', join(dist, `${name}.wasm`),
  ]);
  cpSync(join(bound, `${name}.js`), join(dist, 'esm', `${name}.glue.js`));
}

function scripts() {
  const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  for (const name of readdirSync(join(here, 'js'))) {
    const text = readFileSync(join(here, 'js', name), 'utf8').replaceAll('__VERSION__', version);
    writeFileSync(join(dist, 'esm', name), text);
  }
  writeFileSync(join(dist, 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
  for (const name of readdirSync(join(dist, 'esm')).filter((name) => !name.includes('web'))) {
    const { code } = transformSync(readFileSync(join(dist, 'esm', name), 'utf8'), {
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      define: { 'import.meta.url': '__here' },
    });
    const url = code.includes('__here') ? "const __here = require('node:url').pathToFileURL(__filename).href;\n" : '';
    writeFileSync(join(dist, 'cjs', name), url + code);
  }
}

/** The types, and once more for `require`. */
function types() {
  for (const name of readdirSync(join(here, 'types')).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(join(here, 'types', name), 'utf8');
    writeFileSync(join(dist, 'types', name), text);
    writeFileSync(join(dist, 'types', name.replace('.d.ts', '.d.cts')), text.replaceAll(/(from '\.\/\w+|import\('\.\/\w+)\.js'/g, "$1.cjs'"));
  }
}

if (!has('cargo')) throw new Error('Rust is missing: https://rustup.rs');
if (has('rustup')) run('rustup', ['target', 'add', TRIPLE]);
// `node build/build.js core` builds that file alone and leaves the others as they are
const parts = process.argv.length > 2 ? process.argv.slice(2) : ['evaluate', 'core', 'documents'];
if (parts.length > 1) rmSync(dist, { recursive: true, force: true });
for (const folder of ['esm', 'cjs', 'types']) mkdirSync(join(dist, folder), { recursive: true });
const small = hasSource();
for (const name of ['evaluate', 'core', 'documents']) if (parts.includes(name)) wasm(name, small);
scripts();
types();
