import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { here } from './support.js';

/** Bytes after gzip: what is stated in bench/results.md, with a little room. */
const BUDGETS = { 'core.wasm': 120_000, 'documents.wasm': 900_000 };

for (const [name, most] of Object.entries(BUDGETS)) {
  test(`${name} has at most ${most} bytes after gzip`, () => {
    const { length } = gzipSync(readFileSync(join(here, 'dist', name)), { level: 9 });
    assert.ok(length <= most, `${length} bytes`);
  });
}
