import { readFileSync } from 'node:fs';

import { documents } from './documents.js';
import * as glue from './documents.glue.js';
import { Host } from './host.js';

const host = /* @__PURE__ */ new Host(glue, 'hongyan/documents', () =>
  readFileSync(new URL('../documents.wasm', import.meta.url)),
);

/** There is nothing to wait for; another file may be given all the same. */
export function init(wasm) {
  return wasm === undefined ? Promise.resolve() : host.load(wasm);
}

export { HongyanError } from './error.js';
export const { read, inspect, render, warnings, words, template, policyFromToml } = /* @__PURE__ */ documents(host);
