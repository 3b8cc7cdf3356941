import type { IsoDate } from './facts.js';
import type { FullPolicy } from './policy.js';
import type { Counts, Engine, Fault, FaultCode, Force, Reason, RuleName, SkippedRule, Standing, Verdict, Warning } from './report.js';

/** Values with nulls among them. The value of a null is not looked at. */
export interface Nullable<Values> {
  values: Values;
  /** One byte or flag a row, 0 or `false` = null. */
  valid: Uint8Array | readonly boolean[];
}

type MaybeNull<Values> = Values | Nullable<Values>;

/** Whole numbers. A `Float64Array` or a list of numbers must hold nothing else; `NaN` is a fault. */
export type IntegerArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | Float64Array
  | readonly number[]
  | readonly bigint[];

/** Texts; `null` and `undefined` are nulls. */
export type TextArray = ReadonlyArray<string | null | undefined>;

/** Ids: integers, which stay integers and order by value, or texts. Tables must agree on which. */
export type IdColumn = MaybeNull<IntegerArray> | MaybeNull<TextArray>;

/** Days since 1970-01-01, or texts `YYYY-MM-DD`. */
export type DayColumn = MaybeNull<Int32Array> | MaybeNull<readonly number[]> | MaybeNull<TextArray>;

/** Months as 12 times the year, plus the month's place in it from 0 (2024-03 is 24290), or texts `YYYY-MM`. */
export type MonthColumn = MaybeNull<Int32Array> | MaybeNull<readonly number[]> | MaybeNull<TextArray>;

/** Codes (places in a list such as {@link FORMS}), or names. */
export type CodeColumn = MaybeNull<Uint8Array> | MaybeNull<readonly number[]> | MaybeNull<TextArray>;

/** Flags, or 0 and 1. */
export type FlagColumn = MaybeNull<Uint8Array> | MaybeNull<readonly number[]> | ReadonlyArray<boolean | null | undefined> | Nullable<readonly boolean[]>;

/** Whole numbers. */
export type NumberColumn = MaybeNull<IntegerArray>;

/** Any texts. */
export type TextColumn = MaybeNull<TextArray>;

/** What happened, as columns: each table optional, all columns of a table equally long. */
export interface Columns {
  engagements?: { project: IdColumn; worker: IdColumn; start: DayColumn; end?: DayColumn | undefined; supervisor?: IdColumn | undefined } | undefined;
  sessions?: {
    session: IdColumn;
    project: IdColumn;
    worker: IdColumn;
    form: CodeColumn;
    ended_on: DayColumn;
    record_submitted_on?: DayColumn | undefined;
    supervisor?: IdColumn | undefined;
    minutes?: NumberColumn | undefined;
    venue?: TextColumn | undefined;
    content_source?: CodeColumn | undefined;
  } | undefined;
  excuses?: { project: IdColumn; worker: IdColumn; month: MonthColumn; reason: TextColumn } | undefined;
  plans?: { project: IdColumn; supervisor: IdColumn; kind: CodeColumn; month?: MonthColumn | undefined; made_on: DayColumn } | undefined;
  mentors?: {
    mentor: IdColumn;
    category?: TextColumn | undefined;
    responsibility?: FlagColumn | undefined;
    experience?: FlagColumn | undefined;
    commitment?: FlagColumn | undefined;
  } | undefined;
  appointments?: { mentor: IdColumn; appointed_on: DayColumn; ends_on?: DayColumn | undefined; issued_by?: TextColumn | undefined } | undefined;
  guidance?: { mentor: IdColumn; guided_on: DayColumn; student?: TextColumn | undefined } | undefined;
  evaluations?: { mentor: IdColumn; year: NumberColumn; evaluated_on: DayColumn } | undefined;
  violations?: { mentor: IdColumn; found_on: DayColumn; revoked_on?: DayColumn | undefined } | undefined;
}

/** Ids as they were given: texts, or integers (`Int32Array` where they fit, else `BigInt64Array`). */
export type IdsOut = Array<string | null> | { values: Int32Array; valid: Uint8Array } | { values: BigInt64Array; valid: Uint8Array };

/** Days since 1970-01-01; one byte a row, 0 = null. */
export interface DaysOut {
  values: Int32Array;
  valid: Uint8Array;
}

/** Findings as columns, all equally long: by rule, then by subject. A column is made when it is first looked at. */
export interface FindingColumns {
  rule: RuleName[];
  clause: string[];
  /** Null where the rule's subject has no such key; likewise the next seven. */
  project: IdsOut;
  worker: IdsOut;
  session: IdsOut;
  /** `YYYY-MM`. */
  month: Array<string | null>;
  supervisor: IdsOut;
  mentor: IdsOut;
  appointed_on: DaysOut;
  guided_on: DaysOut;
  found_on: DaysOut;
  year: { values: Int32Array; valid: Uint8Array };
  verdict: Verdict[];
  force: Force[];
  due_on: DaysOut;
  settled_on: DaysOut;
  margin_days: { values: Int32Array; valid: Uint8Array };
  holds_until: DaysOut;
  /** 0 or 1. */
  contested: Uint8Array;
  due_earliest: DaysOut;
  due_latest: DaysOut;
  reason: Array<Reason | null>;
  /** The evidence as JSON text. */
  detail: string[];
}

/** The answer over columns. It holds no more than plain objects, arrays and typed arrays and can be posted to another thread. */
export interface ColumnReport {
  engine: Engine;
  as_of: IsoDate;
  policy: FullPolicy;
  summary: { [R in RuleName]?: Counts };
  findings: FindingColumns;
  standings: Standing[];
  /** All pending findings with a due date, by that date, whatever was kept. */
  deadlines: FindingColumns;
  skipped: SkippedRule[];
  /** The first 1,000. */
  warnings: Warning[];
  /** The first 1,000 faults of rows that were left out. */
  faults: Fault[];
  /** How many faults there are of each code. */
  fault_counts: { [C in FaultCode]?: number };
  /** Whether the caller vouched that keys are unique. */
  trusted_keys: boolean;
}

/** What `recordStatus` looks at. Other columns of the table may be there; ids are not looked at. */
export type RecordColumns = Pick<NonNullable<Columns['sessions']>, 'form' | 'ended_on' | 'record_submitted_on'> &
  Partial<NonNullable<Columns['sessions']>>;

/** How the record of every session stands: columns with a row for each session, in their order. */
export interface RecordStatus {
  /** Places in `VERDICTS`; null where no record is owed yet, or the row was left out. */
  verdict: { values: Uint8Array; valid: Uint8Array };
  /** Days left on submission or, without one, on the day asked about; negative when late. */
  margin_days: { values: Int32Array; valid: Uint8Array };
  /** 0 or 1: whether another admissible reading gives another verdict. Only there if it was asked for. */
  contested?: Uint8Array;
}

/** Which findings are kept: what needs a person (`breach`, `undetermined` or contested), all, or some verdicts. */
export type Keep = 'problems' | 'all' | Verdict | readonly Verdict[];
