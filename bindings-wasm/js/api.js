import { give, states, take } from './columns.js';
import { used } from './host.js';
import { rows } from './rows.js';
import { factsJson, json, optionsJson, policyJson } from './wire.js';

/** A finding, or a rule and a subject. */
const subject = (of) => json({ rule: of?.rule, subject: of?.subject });

/** The functions of the package over a host. */
export function api(host) {
  return {
    ...rows(host),
    check(columns, options) {
      return host.run((glue) =>
        used(new glue.Tables(), (tables) => {
          give(tables, columns);
          return used(tables.check(optionsJson(options), policyJson(options?.policy)), take);
        }),
      );
    },
    recordStatus(sessions, options) {
      return host.run((glue) =>
        used(new glue.Tables(), (tables) => {
          give(tables, { sessions: sessions ?? null }, false);
          return used(tables.record_status(optionsJson(options), policyJson(options?.policy)), states);
        }),
      );
    },
    explain(facts, of, options) {
      return JSON.parse(host.call('explain', factsJson(facts), subject(of), optionsJson(options), policyJson(options?.policy)));
    },
    explainColumns(columns, of, options) {
      return host.run((glue) =>
        used(new glue.Tables(), (tables) => {
          give(tables, columns);
          return JSON.parse(tables.explain(subject(of), optionsJson(options), policyJson(options?.policy)));
        }),
      );
    },
    offices: (facts, options) =>
      JSON.parse(host.call('offices', factsJson(facts), optionsJson(options), policyJson(options?.policy))),
    messages(facts, options) {
      return JSON.parse(host.call('messages', factsJson(facts), optionsJson(options), policyJson(options?.policy)));
    },
    clauses: () => JSON.parse(host.call('clauses')),
  };
}
