// The interface of the package as one text: what its three entries export when they run, and its types without comments.
// `npm run interface` writes it to `interface.txt`, against which `interface.test.js` holds it.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { here } from './support.js';

const ENTRIES = ['hongyan', 'hongyan/evaluate', 'hongyan/documents'];
const COMMENT_OR_TEXT = /('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;

/** Without comments and without the empty lines that they leave. */
function bare(text) {
  const left = text.replace(COMMENT_OR_TEXT, (_, quoted) => quoted ?? '');
  return left.split('\n').map((line) => line.trimEnd()).filter((line) => line !== '').join('\n');
}

export const FILE = join(here, 'interface.txt');

export async function currentInterface() {
  const parts = [];
  for (const entry of ENTRIES) {
    const names = Object.keys(await import(entry)).sort();
    parts.push(`# ${entry}\n${names.join('\n')}`);
  }
  for (const name of readdirSync(join(here, 'types')).filter((name) => name.endsWith('.d.ts')).sort()) {
    parts.push(`# ${name}\n${bare(readFileSync(join(here, 'types', name), 'utf8'))}`);
  }
  return `${parts.join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(FILE, await currentInterface());
