import type { IsoDate, IsoMonth, TableName } from './facts.js';
import type { FullPolicy, PolicyKey, Text } from './policy.js';

/** Name of a rule. */
export type RuleName = keyof Subjects;

/** How a duty stands. */
export type Verdict = 'compliant' | 'breach' | 'pending' | 'excused' | 'not_applicable' | 'undetermined';

/** How strictly the text binds. */
export type Force = 'mandatory' | 'in_principle' | 'advisory';

/** Why a verdict is what it is, where dates alone do not say it. */
export type Reason =
  | 'calendar_unknown'
  | 'record_precedes_session'
  | 'unknown_facts'
  | 'never_appointed'
  | 'before_term'
  | 'after_term'
  | 'revoked';

/** Whom or what the findings of each rule are about. The keys stand in the order that sorts them. */
export interface Subjects {
  supervision_frequency: { project: string; worker: string; month: IsoMonth };
  record_deadline: { session: string; worker: string };
  cycle_plan: { project: string; supervisor: string };
  monthly_plan: { project: string; supervisor: string; month: IsoMonth };
  mentor_eligibility: { mentor: string };
  mentor_term: { mentor: string; guided_on: IsoDate };
  annual_guidance: { mentor: string; appointed_on: IsoDate; year: number };
  mentor_inactivity: { mentor: string; appointed_on: IsoDate };
  annual_evaluation: { mentor: string; year: number };
  commendation: { mentor: string; year: number };
  revocation: { mentor: string; found_on: IsoDate };
}

/** A condition of M2 or M3. */
export type Condition = 'responsibility' | 'experience' | 'commitment' | 'category';

/** What every `detail` may have. */
interface Contested {
  /** The readings that alone flip the verdict, `full.dotted.key=value`; present iff the finding is contested. */
  contested_by?: string[];
}

/** The evidence of the findings of each rule; what does not apply is absent. */
export interface Details {
  supervision_frequency: { missing?: Array<{ form: 'individual' | 'group'; required: number; held: number }> };
  record_deadline: { reason?: 'calendar_unknown' | 'record_precedes_session' };
  cycle_plan: {};
  monthly_plan: {};
  mentor_eligibility: { reason?: 'unknown_facts'; failed?: Condition[]; unknown?: Condition[] };
  mentor_term: { reason?: 'never_appointed' | 'before_term' | 'after_term' | 'revoked' };
  annual_guidance: {};
  mentor_inactivity: { stretches?: Array<{ after: IsoDate; missed: IsoDate; resumed_on?: IsoDate }> };
  annual_evaluation: {};
  commendation: { reasons?: Array<'inactive' | 'revoked'> };
  revocation: {};
}

/** The smallest numbered unit of the text that the findings of each rule cite. */
export interface Clauses {
  supervision_frequency: 'S4';
  record_deadline: 'S6.2.1';
  cycle_plan: 'S2.1';
  monthly_plan: 'S2.2';
  mentor_eligibility: 'M2' | 'M3';
  mentor_term: 'M5';
  annual_guidance: 'M5';
  mentor_inactivity: 'M6';
  annual_evaluation: 'M6';
  commendation: 'M6';
  revocation: 'M7';
}

/** A finding of one rule: how one duty of one subject stands. */
export interface FindingOf<R extends RuleName> {
  rule: R;
  clause: Clauses[R];
  subject: Subjects[R];
  verdict: Verdict;
  force: Force;
  /** Last day on which the duty can be met. */
  due_on: IsoDate | null;
  /** Day of the event that met it, in time or late. */
  settled_on: IsoDate | null;
  /** `due_on` minus `settled_on` if met, else minus the day asked about; negative = days late. */
  margin_days: number | null;
  /** Last day for which the verdict stands if nothing new happens. */
  holds_until: IsoDate | null;
  /** Whether another admissible reading gives another verdict. */
  contested: boolean;
  /** Earliest and latest `due_on` over all admissible readings. */
  due_range: [earliest: IsoDate, latest: IsoDate] | null;
  detail: Details[R] & Contested;
  /** The finding in a sentence; present iff it was asked for. */
  message?: Text;
}

/** A finding. `rule` tells which subject and which detail it has. */
export type Finding = { [R in RuleName]: FindingOf<R> }[RuleName];

/** How many findings have which verdict. */
export type Counts = Record<Verdict | 'contested', number>;

/** How a mentor stands. */
export interface Standing {
  mentor: string;
  standing: 'revoked' | 'in_term' | 'expired' | 'not_yet' | 'never_appointed';
  first_day: IsoDate | null;
  last_day: IsoDate | null;
  commendable: boolean | null;
}

/** What looks odd. */
export type WarningCode =
  | 'repeated_row'
  | 'record_precedes_session'
  | 'session_of_unknown_engagement'
  | 'session_outside_engagement'
  | 'supervisor_is_worker'
  | 'guidance_before_appointment'
  | 'overlapping_appointments'
  | 'event_after_as_of'
  | 'engagements_inferred';

/** Something odd about a row, which is used all the same. */
export interface Warning {
  code: WarningCode;
  table: TableName;
  /** 0-based; null if the whole table is meant. */
  row: number | null;
  message: Text;
}

/** What is wrong with an input. */
export type FaultCode =
  | 'unknown_table'
  | 'unknown_column'
  | 'missing_table_column'
  | 'missing_value'
  | 'wrong_type'
  | 'bad_date'
  | 'ambiguous_date'
  | 'date_out_of_range'
  | 'bad_value'
  | 'end_before_start'
  | 'duplicate_key'
  | 'ambiguous_heading'
  | 'error_cell'
  | 'unreadable'
  | 'too_large';

/** A value as JSON has it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Where a person finds something in a file. */
export interface Source {
  file: string | null;
  sheet: string | null;
  /** Counted from 1. */
  row: number | null;
  /** Column letter. */
  column: string | null;
}

/** One fault of an input. */
export interface Fault {
  /** A table's name, or one that there is not; null where the whole input or an option is meant. */
  table: string | null;
  /** 0-based row within the table. */
  row: number | null;
  /** The column, or the option. The columns of a key are joined by commas. */
  column: string | null;
  /** The value as it was given. */
  value: Json;
  code: FaultCode;
  message: Text;
  /** Its place in a file, for what was read from files. */
  source?: Source;
}

/** One error of a policy. */
export interface PolicyError {
  /** The key's full name; null if it is no policy at all. */
  key: PolicyKey | (string & {}) | null;
  value: Json;
  code: 'unknown_key' | 'wrong_type' | 'bad_value' | 'bad_edition';
  message: Text;
}

/** A rule that could not be asked, and the tables that it lacks. */
export interface SkippedRule {
  rule: RuleName;
  missing: TableName[];
}

/** Who wrote a report. */
export interface Engine {
  name: 'hongyan';
  version: string;
  /** Version of these shapes. */
  schema: 1;
}

/** The answer: findings, summary, standings, deadlines, warnings. `JSON.stringify` gives the contract's bytes. */
export interface Report {
  engine: Engine;
  as_of: IsoDate;
  /** The policy in full. */
  policy: FullPolicy;
  /** Counts by rule; rules that were skipped or not asked are absent. */
  summary: { [R in RuleName]?: Counts };
  /** By rule, then by subject. */
  findings: Finding[];
  /** One per mentor named anywhere, by mentor. */
  standings: Standing[];
  /** All pending findings with a due date, by that date. */
  deadlines: Finding[];
  skipped: SkippedRule[];
  warnings: Warning[];
  /** The faults of rows that were left out; empty unless `onError` was `skip`. */
  faults: Fault[];
}

/** A subject with its rule, as explanations are asked for. */
export type SubjectOf<R extends RuleName> = { rule: R; subject: Subjects[R] };

/** A subject with its rule. A finding is one. */
export type SubjectRef = { [R in RuleName]: SubjectOf<R> }[RuleName];

/** Why a finding is what it is. */
export interface Explanation {
  finding: Finding;
  /** The rows that were looked at. */
  facts: Array<{ table: TableName; row: number; counted: boolean; why: Text }>;
  /** The arithmetic, in order. */
  steps: Array<{ code: string; from: IsoDate | null; to: IsoDate | null; params: { [name: string]: Json }; text: Text }>;
  /** The result under every admissible combination of readings, the policy's own first. */
  readings: Array<{ settings: { [K in PolicyKey]?: string }; verdict: Verdict | null; due_on: IsoDate | null }>;
  /** What would still make it compliant; null if it is, or if there is nothing to do. */
  remedy: { possible: boolean; by: IsoDate | null; text: Text } | null;
}

/** One statement of the notice, the supervision system or the mentor measure, in words of our own. */
export interface Clause {
  /** Id of the statement (`S4.2`). */
  id: string;
  /** The smallest unit that the text numbers itself (`S4`), which is what a finding cites. */
  article: string;
  instrument: 'notice' | 'supervision' | 'mentors';
  force: 'shall' | 'need' | 'ought' | 'principle' | 'statement' | 'may' | 'aim';
  text: Text;
  /** How it is covered: by rules, as a list of words, as data, or not, and why. */
  coverage: { rules: RuleName[] } | { vocabulary: Text } | { data: Text } | { not_computable: Text };
}

/** Both ends included. */
export interface Span {
  from: IsoDate;
  to: IsoDate;
}

/** What there is to draw of a mentor, as far as the day asked about sees it. */
export interface Office {
  mentor: string;
  /** Cut where they were revoked. */
  terms: Span[];
  guidance: IsoDate[];
  /** Stretches without guidance, from the missed deadline until guidance, the term's end or the day asked about. */
  missed: Span[];
  /** The days on which violations were found. */
  violations: IsoDate[];
  revocations: IsoDate[];
}
