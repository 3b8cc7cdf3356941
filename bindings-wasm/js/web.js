import { api } from './api.js';
import * as glue from './core.glue.js';
import { Host } from './host.js';

const host = /* @__PURE__ */ new Host(glue, 'hongyan');

export function init(wasm = new URL('../core.wasm', import.meta.url)) {
  return host.load(wasm);
}

export { CONTENT_SOURCES, FORMS, HongyanError, PLAN_KINDS, RULES, VERDICTS, version } from './rows.js';
export const {
  evaluate, check, recordStatus, explain, explainColumns, messages, offices, describePolicy, fullPolicy, clauses, recordDue, cyclePlanDue, monthlyPlanDue, termLastDay,
  inactivityDeadline, evaluationDue, nextWorkday, isRestDay, dayNumber, dayText,
} = /* @__PURE__ */ api(host);
