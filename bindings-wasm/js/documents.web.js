import { documents } from './documents.js';
import * as glue from './documents.glue.js';
import { Host } from './host.js';

const host = /* @__PURE__ */ new Host(glue, 'hongyan/documents');

export function init(wasm = new URL('../documents.wasm', import.meta.url)) {
  return host.load(wasm);
}

export { HongyanError } from './error.js';
export const { read, inspect, render, warnings, words, template, policyFromToml } = /* @__PURE__ */ documents(host);
