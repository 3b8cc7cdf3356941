import * as glue from './evaluate.glue.js';
import { Host } from './host.js';
import { rows } from './rows.js';

const host = /* @__PURE__ */ new Host(glue, 'hongyan/evaluate');

export function init(wasm = new URL('../evaluate.wasm', import.meta.url)) {
  return host.load(wasm);
}

export { CONTENT_SOURCES, FORMS, HongyanError, PLAN_KINDS, RULES, VERDICTS, version } from './rows.js';
export const {
  evaluate, describePolicy, fullPolicy, recordDue, cyclePlanDue, monthlyPlanDue, termLastDay,
  inactivityDeadline, evaluationDue, nextWorkday, isRestDay, dayNumber, dayText,
} = /* @__PURE__ */ rows(host);
