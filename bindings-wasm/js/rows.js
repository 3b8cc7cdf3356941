import { lang } from './options.js';
import { report } from './report.js';
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

/** What functions take by name. */
export const QUESTION = ['asOf', 'policy', 'rules', 'onError', 'lang'];
/** The same of functions on rows. */
export const QUESTION_ON_ROWS = [...QUESTION, 'inferEngagements'];
const DATE = ['policy', 'lang'];
const SPOKEN = ['lang'];

/** The functions of `hongyan/evaluate` over a host. */
export function rows(host) {
  const asked = (name, takes, options, then) => JSON.parse(host.asked(name, takes, options, then));
  const about = (name, policy, options) =>
    asked(name, SPOKEN, options, (glue, options) => glue[snake(name)](policyJson(policy), lang(options)));
  const date = (name, days, options, takes = DATE, more = () => days) =>
    asked(name, takes, options, (glue, options) =>
      glue.date(snake(name), json(more(options)), policyJson(options.policy), lang(options)));
  return {
    evaluate: (facts, options) =>
      report(asked('evaluate', [...QUESTION_ON_ROWS, 'messages', 'keep'], options, (glue, options) =>
        glue.evaluate(factsJson(facts), optionsJson(options), policyJson(options.policy)))),
    describePolicy: (policy, options) => about('describePolicy', policy, options),
    fullPolicy: (policy, options) => about('fullPolicy', policy, options),
    recordDue: (endedOn, options) => date('recordDue', [endedOn], options),
    cyclePlanDue: (start, options) => date('cyclePlanDue', [start], options),
    monthlyPlanDue: (firstEngaged, options) => date('monthlyPlanDue', [firstEngaged], options),
    termLastDay: (appointedOn, options) =>
      date('termLastDay', [appointedOn], options, [...DATE, 'endsOn'], ({ endsOn }) => (endsOn == null ? [appointedOn] : [appointedOn, endsOn])),
    inactivityDeadline: (appointedOn, after, options) => date('inactivityDeadline', [appointedOn, after], options),
    evaluationDue: (firstTermDay, options) => date('evaluationDue', [firstTermDay], options),
    nextWorkday: (day, options) => date('nextWorkday', [day], options),
    isRestDay: (day, options) => date('isRestDay', [day], options),
    dayNumber: (day, options) => date('dayNumber', [day], options, SPOKEN),
    dayText: (number, options) => host.asked('dayText', SPOKEN, options, (glue, options) => glue.day_text(Number(number), lang(options))),
  };
}

/** The name that a function has in the file. */
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
