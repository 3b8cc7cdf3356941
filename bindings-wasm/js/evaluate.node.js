import { readFileSync } from 'node:fs';

import * as glue from './evaluate.glue.js';
import { Host } from './host.js';
import { rows } from './rows.js';

const host = /* @__PURE__ */ new Host(glue, 'hongyan/evaluate', () => readFileSync(new URL('../evaluate.wasm', import.meta.url)));

/** There is nothing to wait for; another file may be given all the same. */
export function init(wasm) {
  return wasm === undefined ? Promise.resolve() : host.load(wasm);
}

export { CONTENT_SOURCES, FORMS, HongyanError, PLAN_KINDS, RULES, VERDICTS, version } from './rows.js';
export const {
  evaluate, describePolicy, fullPolicy, recordDue, cyclePlanDue, monthlyPlanDue, termLastDay,
  inactivityDeadline, evaluationDue, nextWorkday, isRestDay, dayNumber, dayText,
} = /* @__PURE__ */ rows(host);
