import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { FILE, currentInterface } from './interface.js';

test('exports and types are those of interface.txt', async () => {
  const current = await currentInterface();
  assert.equal(
    current,
    readFileSync(FILE, 'utf8'),
    'the interface has changed: if that is meant, run `npm run interface` and look at CONTRIBUTING.md, "Changing the interface"',
  );
});
