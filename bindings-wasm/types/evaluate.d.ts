/**
 * Evaluation alone: `hongyan/evaluate`, a smaller WebAssembly file for pages that judge rows and nothing else. The
 * functions are those of `hongyan`.
 *
 * @module
 */
import type { WasmSource } from './index.js';

export {
  CONTENT_SOURCES, FORMS, HongyanError, PLAN_KINDS, RULES, VERDICTS, cyclePlanDue, dayNumber, dayText, describePolicy, evaluate,
  evaluationDue, fullPolicy, inactivityDeadline, isRestDay, monthlyPlanDue, nextWorkday, recordDue, termLastDay, version,
} from './index.js';

/** Loads `hongyan/evaluate.wasm`. Call it once before anything else; in Node there is nothing left to do. */
export function init(wasm?: WasmSource | Promise<WasmSource>): Promise<void>;
