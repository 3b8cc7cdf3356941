import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { here } from './support.js';

/**
 * Bytes after gzip: what is there, with a little room, so that growth is noticed. The aim is 900,000 for documents.
 */
const BUDGETS = { 'evaluate.wasm': 120_000, 'core.wasm': 575_000, 'documents.wasm': 1_100_000 };

for (const [name, most] of Object.entries(BUDGETS)) {
  test(`${name} has at most ${most} bytes after gzip`, () => {
    const { length } = gzipSync(readFileSync(join(here, 'dist', name)), { level: 9 });
    assert.ok(length <= most, `${length} bytes`);
  });
}
