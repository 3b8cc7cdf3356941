import { give, take } from './columns.js';
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

/** The functions of the package over a loaded host. */
export function api(host) {
  const lang = (options) => options?.lang ?? 'zh';
  const date = (name, days, options) => JSON.parse(host.call(name, json(days), policyJson(options?.policy), lang(options)));
  const columns = (given, then) =>
    host.run((glue) => {
      const tables = new glue.Tables();
      try {
        give(tables, given);
        return then(tables);
      } finally {
        tables.free();
      }
    });
  return {
    evaluate(facts, options) {
      return JSON.parse(host.call('evaluate', factsJson(facts), optionsJson(options), policyJson(options?.policy)));
    },
    check(given, options) {
      return columns(given, (tables) => {
        const answer = tables.check(optionsJson(options), policyJson(options?.policy));
        try {
          return take(answer);
        } finally {
          answer.free();
        }
      });
    },
    explain(facts, of, options) {
      const subject = json({ rule: of?.rule, subject: of?.subject });
      return JSON.parse(host.call('explain', factsJson(facts), subject, optionsJson(options), policyJson(options?.policy)));
    },
    describePolicy: (policy, options) => JSON.parse(host.call('describe_policy', policyJson(policy), lang(options))),
    fullPolicy: (policy, options) => JSON.parse(host.call('full_policy', policyJson(policy), lang(options))),
    clauses: () => JSON.parse(host.call('clauses')),
    recordDue: (endedOn, options) => date('record_due', [endedOn], options),
    cyclePlanDue: (start, options) => date('cycle_plan_due', [start], options),
    monthlyPlanDue: (firstEngaged, options) => date('monthly_plan_due', [firstEngaged], options),
    termLastDay: (appointedOn, options) =>
      date('term_last_day', options?.endsOn == null ? [appointedOn] : [appointedOn, options.endsOn], options),
    inactivityDeadline: (appointedOn, after, options) => date('inactivity_deadline', [appointedOn, after], options),
    evaluationDue: (firstTermDay, options) => date('evaluation_due', [firstTermDay], options),
    nextWorkday: (day, options) => date('next_workday', [day], options),
    isRestDay: (day, options) => date('is_rest_day', [day], options),
    dayNumber: (day, options) => JSON.parse(host.call('day_number', json([day]), lang(options))),
    dayText: (number, options) => host.call('day_text', Number(number), lang(options)),
  };
}
