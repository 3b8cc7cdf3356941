import { give, states, take } from './columns.js';
import { used } from './host.js';
import { QUESTION, QUESTION_ON_ROWS, rows } from './rows.js';
import { factsJson, json, optionsJson, policyJson } from './wire.js';

const CONTESTED = ['asOf', 'policy', 'onError', 'contested', 'lang'];

/** A finding, or a rule and a subject. */
const subject = (of) => json({ rule: of?.rule, subject: of?.subject });

/** The functions of the package over a host. */
export function api(host) {
  const overRows = (name, takes, options, then) =>
    JSON.parse(host.asked(name, takes, options, (glue, options) => then(glue, optionsJson(options), policyJson(options.policy))));
  const overColumns = (name, takes, options, given, then) =>
    host.asked(name, takes, options, (glue, options) =>
      used(new glue.Tables(), (tables) => {
        give(tables, ...given);
        return then(tables, optionsJson(options), policyJson(options.policy));
      }),
    );
  return {
    ...rows(host),
    check: (columns, options) =>
      overColumns('check', [...QUESTION, 'keep', 'trustKeys'], options, [columns], (tables, question, policy) =>
        used(tables.check(question, policy), take)),
    recordStatus: (sessions, options) =>
      overColumns('recordStatus', CONTESTED, options, [{ sessions: sessions ?? null }, false], (tables, question, policy) =>
        used(tables.record_status(question, policy), states)),
    explain: (facts, of, options) =>
      overRows('explain', QUESTION_ON_ROWS, options, (glue, question, policy) => glue.explain(factsJson(facts), subject(of), question, policy)),
    explainColumns: (columns, of, options) =>
      overColumns('explainColumns', [...QUESTION, 'trustKeys'], options, [columns], (tables, question, policy) =>
        JSON.parse(tables.explain(subject(of), question, policy))),
    offices: (facts, options) =>
      overRows('offices', QUESTION_ON_ROWS, options, (glue, question, policy) => glue.offices(factsJson(facts), question, policy)),
    messages: (facts, options) =>
      overRows('messages', [...QUESTION_ON_ROWS, 'keep'], options, (glue, question, policy) => glue.messages(factsJson(facts), question, policy)),
    clauses: () => JSON.parse(host.call('clauses')),
  };
}
