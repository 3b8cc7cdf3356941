// Compiled, never run: what the types admit and what they refuse.
import {
  check, clauses, describePolicy, dayNumber, evaluate, explain, HongyanError, init, messages, recordDue, recordStatus, termLastDay,
} from 'hongyan';
import type { ColumnReport, Facts, Finding, FindingOf, Policy, Report, SubjectRef, Verdict } from 'hongyan';
import * as documents from 'hongyan/documents';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>) => {};

const facts: Facts = {
  sessions: [{ session: 'a', project: 'p', worker: 'w', form: 'group', ended_on: '2024-09-24', minutes: null }],
  mentors: [{ mentor: 'm', category: 'retired miner', experience: true }],
};
// @ts-expect-error no such form
const badForm: Facts = { sessions: [{ session: 'a', project: 'p', worker: 'w', form: 'talk', ended_on: '2024-09-24' }] };
// @ts-expect-error no such table
const badTable: Facts = { people: [] };
// @ts-expect-error an instant is no date
const badDate: Facts = { guidance: [{ mentor: 'm', guided_on: new Date() }] };

const report = evaluate(facts, { asOf: '2024-12-31', policy: 'civil_code', rules: ['record_deadline'], lang: 'en' });
same<typeof report, Report>(true);
// @ts-expect-error the day is always given
evaluate(facts, {});
// @ts-expect-error an instant is no date
evaluate(facts, { asOf: new Date() });
// @ts-expect-error no such rule
evaluate(facts, { asOf: '2024-12-31', rules: ['deadline'] });
// @ts-expect-error no such option
evaluate(facts, { asOf: '2024-12-31', trustKeys: true });

for (const finding of report.findings) {
  same<typeof finding.verdict, Verdict>(true);
  switch (finding.rule) {
    case 'record_deadline':
      same<typeof finding, FindingOf<'record_deadline'>>(true);
      same<typeof finding.subject, { session: string; worker: string }>(true);
      same<typeof finding.clause, 'S6.2.1'>(true);
      // @ts-expect-error records have no month
      finding.subject.month;
      break;
    case 'mentor_inactivity':
      same<(typeof finding.detail)['stretches'], Array<{ after: string; missed: string; resumed_on?: string }> | undefined>(true);
      break;
    case 'supervision_frequency':
      finding.detail.missing?.map(({ form, held, required }) => `${form} ${held}/${required}`);
      finding.detail.contested_by?.join();
      break;
    default:
      // @ts-expect-error the other rules have no sessions in their subjects
      finding.subject.session;
  }
}
// @ts-expect-error no such verdict
report.findings.filter((finding) => finding.verdict === 'late');
same<NonNullable<Report['summary']['cycle_plan']>['contested'], number>(true);

const policy: Policy = { supervision: { record: { last_day: 'next_workday', forms: ['group'] } }, settled: { 'mentor.term.last_day': 'x' } };
const editions: Policy = { editions: [{ effective_from: '2023-07-25', policy }] };
const again: Policy = report.policy;
// @ts-expect-error no such value
const badValue: Policy = { supervision: { record: { last_day: 'whenever' } } };
// @ts-expect-error no such key
const badKey: Policy = { mentor: { term: { yaers: 3 } } };
// @ts-expect-error only a reading can be settled
const badSettled: Policy = { settled: { 'mentor.term.years': 'x' } };

const columns: ColumnReport = check(
  {
    sessions: {
      session: Uint32Array.of(1), project: ['p', null], worker: BigInt64Array.of(1n), form: Uint8Array.of(0),
      ended_on: Int32Array.of(19_787), record_submitted_on: { values: Int32Array.of(0), valid: Uint8Array.of(0) },
    },
  },
  { asOf: '2024-12-31', keep: ['breach', 'pending'], trustKeys: true },
);
same<(typeof columns.findings.verdict)[number], Verdict>(true);
same<typeof columns.findings.due_on.values, Int32Array>(true);
// @ts-expect-error a table needs its columns
check({ guidance: { mentor: ['m'] } }, { asOf: '2024-12-31' });
check({ guidance: { mentor: ['m'], guided_on: [19_787] } }, { asOf: '2024-12-31' });
// @ts-expect-error days are no floats
check({ guidance: { mentor: ['m'], guided_on: Float64Array.of(1) } }, { asOf: '2024-12-31' });

const status = recordStatus({ form: Uint8Array.of(0), ended_on: Int32Array.of(19_787) }, { asOf: '2024-12-31', contested: false });
same<typeof status.verdict.values, Uint8Array>(true);
same<typeof status.margin_days.values, Int32Array>(true);
same<typeof status.contested, Uint8Array | undefined>(true);
recordStatus({ form: ['group', null], ended_on: ['2024-03-05', null], session: ['a', 'b'] }, { asOf: '2024-12-31', onError: 'skip' });
// @ts-expect-error a form is needed
recordStatus({ ended_on: Int32Array.of(19_787) }, { asOf: '2024-12-31' });
// @ts-expect-error one rule is asked
recordStatus({ form: ['group'], ended_on: ['2024-03-05'] }, { asOf: '2024-12-31', rules: [] });

const subject: SubjectRef = { rule: 'commendation', subject: { mentor: 'm', year: 2024 } };
// @ts-expect-error a year is a number
const badSubject: SubjectRef = { rule: 'commendation', subject: { mentor: 'm', year: '2024' } };
same<ReturnType<typeof explain>, import('hongyan').Explanation | null>(true);
explain(facts, subject, { asOf: '2024-12-31' })?.remedy?.by;
explain(facts, report.findings[0] as Finding, { asOf: '2024-12-31' });
messages(facts, { asOf: '2024-12-31', lang: 'en' }).join();
describePolicy(editions).map((one) => (one.basis === 'reading' ? one.meaning.zh : one.key));
clauses().map((clause) => ('rules' in clause.coverage ? clause.coverage.rules : []));
same<ReturnType<typeof recordDue>["due_on"], string>(true);
recordDue('2024-09-24', { policy }).known satisfies boolean;
termLastDay('2024-09-24', { endsOn: null }).length;
dayNumber('2024-09-24').toFixed();

try {
  documents.read(new Uint8Array(), { name: 'a.xlsx', mapping: { headings: { 辅导老师: 'supervisor' } } }).facts.sessions;
  documents.read([{ name: 'a.csv', bytes: new ArrayBuffer(0) }]).report.sheets[0]?.columns;
  documents.inspect([]).facts?.mentors;
  same<ReturnType<typeof documents.render>, Uint8Array<ArrayBuffer>>(true);
  documents.render(report, 'xlsx', { lang: 'both', facts });
  // @ts-expect-error no such format
  documents.render(report, 'pdf');
  // @ts-expect-error a name is needed
  documents.read(new Uint8Array(), {});
} catch (error) {
  if (error instanceof HongyanError) error.faults.map((fault) => [fault.code, fault.source?.sheet, fault.message.en]);
}
await init();
await init(new URL('https://example.org/core.wasm'));
await documents.init(fetch('/documents.wasm'));
export { badDate, badForm, badKey, badSettled, badSubject, badTable, badValue, again };
