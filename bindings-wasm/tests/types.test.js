import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { here } from './support.js';

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** Compiles with every strictness there is. */
function compile(files, module, moduleResolution, lib = 'es2022,dom') {
  const given = [
    '--noEmit', '--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--target', 'es2022', '--lib', lib,
    '--types', '', '--ignoreConfig', '--module', module, '--moduleResolution', moduleResolution,
  ];
  try {
    execFileSync(process.execPath, [tsc, ...given, ...files.map((file) => join(here, 'tests', file))], { cwd: here, encoding: 'utf8' });
  } catch (error) {
    throw new Error(error.stdout || error.message);
  }
}

test('the types, as bundlers resolve them', () => compile(['types.ts'], 'esnext', 'bundler'));
test('the types, as Node resolves them', () => compile(['types.ts', 'types.cts'], 'nodenext', 'nodenext'));
test('the types without those of a browser', () => {
  for (const [module, resolution] of [['esnext', 'bundler'], ['nodenext', 'nodenext']]) compile(['types.es.ts'], module, resolution, 'es2022');
});
