import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { here } from './support.js';

/** Bytes after gzip: the aims for evaluation and documents; for core what is there, with a little room, so that growth is noticed. */
const BUDGETS = { 'evaluate.wasm': 120_000, 'core.wasm': 557_000, 'documents.wasm': 900_000 };

for (const [name, most] of Object.entries(BUDGETS)) {
  test(`${name} has at most ${most} bytes after gzip`, () => {
    const { length } = gzipSync(readFileSync(join(here, 'dist', name)), { level: 9 });
    assert.ok(length <= most, `${length} bytes`);
  });
}
