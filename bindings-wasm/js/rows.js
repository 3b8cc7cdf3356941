import { factsJson, json, optionsJson, policyJson } from './wire.js';

export { HongyanError } from './error.js';

export const version = '__VERSION__';

export const RULES = Object.freeze([
  'supervision_frequency', 'record_deadline', 'cycle_plan', 'monthly_plan', 'mentor_eligibility', 'mentor_term',
  'annual_guidance', 'mentor_inactivity', 'annual_evaluation', 'commendation', 'revocation',
]);
export const VERDICTS = Object.freeze(['compliant', 'breach', 'pending', 'excused', 'not_applicable', 'undetermined']);
export const FORMS = Object.freeze(['individual', 'group', 'peer', 'on_site', 'meeting', 'training']);
export const PLAN_KINDS = Object.freeze(['cycle', 'monthly']);
export const CONTENT_SOURCES = Object.freeze(['record_form', 'supervisor']);

const lang = (options) => options?.lang ?? 'zh';

/** The functions of `hongyan/evaluate` over a host. */
export function rows(host) {
  const date = (name, days, options) => JSON.parse(host.call('date', name, json(days), policyJson(options?.policy), lang(options)));
  return {
    evaluate(facts, options) {
      return JSON.parse(host.call('evaluate', factsJson(facts), optionsJson(options), policyJson(options?.policy)));
    },
    describePolicy: (policy, options) => JSON.parse(host.call('describe_policy', policyJson(policy), lang(options))),
    fullPolicy: (policy, options) => JSON.parse(host.call('full_policy', policyJson(policy), lang(options))),
    recordDue: (endedOn, options) => date('record_due', [endedOn], options),
    cyclePlanDue: (start, options) => date('cycle_plan_due', [start], options),
    monthlyPlanDue: (firstEngaged, options) => date('monthly_plan_due', [firstEngaged], options),
    termLastDay: (appointedOn, options) =>
      date('term_last_day', options?.endsOn == null ? [appointedOn] : [appointedOn, options.endsOn], options),
    inactivityDeadline: (appointedOn, after, options) => date('inactivity_deadline', [appointedOn, after], options),
    evaluationDue: (firstTermDay, options) => date('evaluation_due', [firstTermDay], options),
    nextWorkday: (day, options) => date('next_workday', [day], options),
    isRestDay: (day, options) => date('is_rest_day', [day], options),
    dayNumber: (day, options) => date('day_number', [day], { lang: options?.lang }),
    dayText: (number, options) => host.call('day_text', Number(number), lang(options)),
  };
}
