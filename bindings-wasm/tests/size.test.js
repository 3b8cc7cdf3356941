import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { here } from './support.js';

/**
 * Bytes after gzip: the aim for evaluation; for the others what is there, with a little room, so that growth is noticed.
 * The aim for documents is 900,000.
 */
const BUDGETS = { 'evaluate.wasm': 120_000, 'core.wasm': 535_000, 'documents.wasm': 965_000 };

for (const [name, most] of Object.entries(BUDGETS)) {
  test(`${name} has at most ${most} bytes after gzip`, () => {
    const { length } = gzipSync(readFileSync(join(here, 'dist', name)), { level: 9 });
    assert.ok(length <= most, `${length} bytes`);
  });
}
