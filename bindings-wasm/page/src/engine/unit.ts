// The rows that a finding can depend on: the core judges workers, projects and mentors each without the others (see
// "Live" in DESIGN.md), so an explanation needs no more, and a large ledger need not be handed over for it.
import type { Facts, Finding } from 'hongyan';

function keyOf(finding: Finding): [column: string, value: string] {
  switch (finding.rule) {
    case 'supervision_frequency':
    case 'record_deadline':
      return ['worker', finding.subject.worker];
    case 'cycle_plan':
    case 'monthly_plan':
      return ['project', finding.subject.project];
    default:
      return ['mentor', finding.subject.mentor];
  }
}

/** Facts with the rows of the finding's unit alone; tables that are present stay so. */
export function unitOf(facts: Facts, finding: Finding): Facts {
  const [column, value] = keyOf(finding);
  const own = (rows: ReadonlyArray<object>) => rows.filter((row) => (row as Record<string, unknown>)[column] === value);
  return Object.fromEntries(Object.entries(facts).map(([table, rows]) => [table, own(rows)]));
}
