import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { here } from './support.js';

/**
 * Bytes after gzip: what is there, with a little room, so that growth is noticed. The aims are 120,000 for evaluation,
 * which GNU gzip reaches and the zlib of Node misses by a hundredth, and 900,000 for documents.
 */
const BUDGETS = { 'evaluate.wasm': 122_000, 'core.wasm': 535_000, 'documents.wasm': 1_020_000 };

for (const [name, most] of Object.entries(BUDGETS)) {
  test(`${name} has at most ${most} bytes after gzip`, () => {
    const { length } = gzipSync(readFileSync(join(here, 'dist', name)), { level: 9 });
    assert.ok(length <= most, `${length} bytes`);
  });
}
