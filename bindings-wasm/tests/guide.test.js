// Every block of JavaScript in the guide, as the module that it is.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { here, root } from './support.js';

const text = readFileSync(join(root, 'core', 'guide', 'browser.md'), 'utf8');
const blocks = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);

test('the guide has blocks', () => assert.ok(blocks.length >= 3));
for (const [at, code] of blocks.entries()) {
  test(`block ${at + 1} of the guide`, () => {
    execFileSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: here, stdio: ['ignore', 'ignore', 'pipe'] });
  });
}
