/**
 * Two regulations of Shapingba District, Chongqing, as a rules engine: given what happened, and a day, how does each duty
 * stand, and why?
 *
 * In a browser call `await init()` once; after that every function is synchronous. In Node, Deno and Bun the functions
 * are ready on import. Nothing reads a clock, a file or the network, and no call leaves anything behind.
 *
 * @module
 */
import type { Columns, ColumnReport, Keep, RecordColumns, RecordStatus } from './columns.js';
import type { ContentSource, DateInput, Facts, Form, IsoDate, PlanKind } from './facts.js';
import type { KeyDescription, Policy } from './policy.js';
import type { Clause, Explanation, Fault, FaultCode, Finding, Office, PolicyError, Report, RuleName, SubjectRef, Verdict } from './report.js';

export type * from './columns.js';
export type * from './facts.js';
export type * from './policy.js';
export type * from './report.js';

/** Language of a sentence. */
export type Lang = 'zh' | 'en';

/** What is there where a program runs: a library of types may not have it. */
type There<Name extends string> = typeof globalThis extends { readonly [N in Name]: { readonly prototype: infer It } } ? It : never;
type CompiledModule = typeof globalThis extends { readonly WebAssembly: { readonly Module: { readonly prototype: infer It } } } ? It : never;

/** Where the WebAssembly comes from: an address, a response, bytes or a compiled module. */
export type WasmSource = string | There<'URL'> | There<'Response'> | ArrayBuffer | ArrayBufferView | CompiledModule;

/**
 * Loads the WebAssembly (half a megabyte). Call it once before anything else; further calls wait for the first. In Node
 * there is nothing left to do.
 *
 * @param wasm where the file `hongyan/core.wasm` is, if it does not lie beside the script: for bundlers that do not know
 * `new URL(…, import.meta.url)`, or for platforms that hand out compiled modules.
 */
export function init(wasm?: WasmSource | Promise<WasmSource>): Promise<void>;

/** An input that was refused, whole and with everything that is wrong with it. */
export class HongyanError extends Error {
  readonly name: 'HongyanError';
  /** The faults of the facts, of `asOf` and of other options. Of columns the first 1,000. */
  readonly faults: readonly Fault[];
  /** The errors of the policy. */
  readonly errors: readonly PolicyError[];
  /** How many faults there are of each code. */
  readonly counts: { readonly [C in FaultCode]?: number };
  constructor(
    message: string,
    options?: { faults?: readonly Fault[]; errors?: readonly PolicyError[]; counts?: { readonly [C in FaultCode]?: number }; cause?: unknown },
  );
}

/** A question: which rules, under which policy, on which day. */
export interface Question {
  /** The day on which the question is asked; later events are not seen. Always given: nothing reads a clock. */
  asOf: DateInput;
  /** Numbers and readings. Default: `plain`. */
  policy?: Policy | undefined;
  /** The rules that are asked. Default: all. */
  rules?: readonly RuleName[] | undefined;
  /** Whether an input with faults is refused, or used without its faulty rows; the report then lists their faults. */
  onError?: 'raise' | 'skip' | undefined;
  /** Language of the message of an error. Default `zh`. Faults carry both. */
  lang?: Lang | undefined;
}

/** A question about rows. */
export interface RowsQuestion extends Question {
  /**
   * Whether to infer engagements from sessions if there is no table of engagements; the report says so in its warnings.
   * Default false.
   */
  inferEngagements?: boolean | undefined;
}

/** What comes of a question about rows. */
export interface EvaluateOptions extends RowsQuestion {
  /** Whether every finding carries its `message` in both languages. Default false. */
  messages?: boolean | undefined;
  /** Which findings are kept; summary, standings and deadlines stay whole. Default: all. */
  keep?: Keep | undefined;
}

/**
 * Judges every duty of these facts.
 *
 * @example
 * const report = evaluate(
 *   { sessions: [{ session: 'D1', project: '磁器口', worker: '周敏', form: 'group', ended_on: '2024-09-24' }] },
 *   { asOf: '2024-10-05' },
 * );
 * report.findings[0].verdict; // 'breach'
 *
 * @throws {HongyanError} with every fault of the facts, the options and the policy
 */
export function evaluate(facts: Facts, options: EvaluateOptions): Report;

/** A question about columns. */
export interface CheckOptions extends Question {
  /** Which findings come out; summary, standings and deadlines stay whole. Default `problems`. */
  keep?: Keep | undefined;
  /** Whether the caller vouches that (`session`, `worker`) is unique. It is not checked then, and the report says so. */
  trustKeys?: boolean | undefined;
}

/**
 * Judges every duty of facts in columns: the same findings as {@link evaluate}, for millions of rows.
 *
 * @example
 * const report = check(
 *   {
 *     sessions: {
 *       session: Uint32Array.of(1, 2), project: Uint32Array.of(1, 1), worker: Uint32Array.of(7, 8),
 *       form: Uint8Array.of(0, 1), ended_on: Int32Array.of(19787, 19788),
 *       record_submitted_on: { values: Int32Array.of(19794, 0), valid: Uint8Array.of(1, 0) },
 *     },
 *   },
 *   { asOf: '2024-12-31', keep: 'breach' },
 * );
 * report.findings.due_on.values; // days since 1970-01-01
 *
 * @throws {HongyanError} with every fault of the columns, the options and the policy
 */
export function check(columns: Columns, options: CheckOptions): ColumnReport;

/** A question about the records of sessions. */
export interface RecordStatusOptions extends Omit<Question, 'rules'> {
  /** Whether the column `contested` is wanted. Default true; to leave it out saves time. */
  contested?: boolean | undefined;
}

/**
 * How the record of every session stands (S6.2.1), a row each and nothing but the answer, without regard to whose sessions
 * they are. Ids are not needed and not looked at, nor are keys. Whoever wants findings with subjects and clauses asks
 * {@link check}. With `onError: 'skip'` faulty rows have no verdict.
 *
 * @example
 * const { verdict, margin_days } = recordStatus(
 *   {
 *     form: Uint8Array.of(1, 0),
 *     ended_on: Int32Array.of(19787, 19787),
 *     record_submitted_on: { values: Int32Array.of(19796, 0), valid: Uint8Array.of(1, 0) },
 *   },
 *   { asOf: '2024-03-10' },
 * );
 * VERDICTS[verdict.values[0]]; // 'pending'
 * margin_days.values[0]; // 2
 *
 * @param sessions the table of sessions, as {@link check} takes it
 * @throws {HongyanError} with every fault of the columns, the options and the policy
 */
export function recordStatus(sessions: RecordColumns, options: RecordStatusOptions): RecordStatus;

/**
 * Why the finding of a subject is what it is: the rows that were looked at, the arithmetic, the other readings, and what
 * would still make it compliant.
 *
 * @param facts those that the report was made from
 * @param of a finding, or a rule and a subject
 * @returns null if the rules find nothing of this subject on that day
 */
export function explain(facts: Facts, of: Finding | SubjectRef, options: RowsQuestion): Explanation | null;

/** The same over columns. Ids of the subject are written as text, also where columns hold integers. */
export function explainColumns(columns: Columns, of: Finding | SubjectRef, options: Question & { trustKeys?: boolean | undefined }): Explanation | null;

/**
 * The findings that {@link evaluate} gives for the same facts and question as sentences, in their order and in `lang`.
 * For both languages and the findings beside them see {@link EvaluateOptions.messages}.
 */
export function messages(facts: Facts, options: RowsQuestion & { keep?: Keep | undefined }): string[];

/** What there is to draw of the offices of all mentors, by mentor; nothing without appointments. */
export function offices(facts: Facts, options: RowsQuestion): Office[];

/** Every key of a policy with its value, basis, admissible values, clause and meaning, in the order of the register. */
export function describePolicy(policy?: Policy, options?: { lang?: Lang | undefined }): KeyDescription[];

/** A policy in full: every key with the value in force. It can be given again. */
export function fullPolicy(policy?: Policy, options?: { lang?: Lang | undefined }): import('./policy.js').FullPolicy;

/** Every statement of the notice, the supervision system and the mentor measure, and how it is covered. */
export function clauses(): Clause[];

/** Options of the functions that compute one date. */
export interface DateOptions {
  /** Numbers and readings. Default: `plain`. */
  policy?: Policy | undefined;
  /** Language of the message of an error. Default `zh`. */
  lang?: Lang | undefined;
}

/** A last day. */
export interface DueDay {
  due_on: IsoDate;
  /** False if rolling looked at a day of a year whose rest days are not known; `due_on` then heeds weekends alone. */
  known: boolean;
}

/** The last day for the record of a session that ended on this day (S6.2.1). */
export function recordDue(endedOn: DateInput, options?: DateOptions): DueDay;

/** The last day for the cycle plan of a supervisor who starts on this day (S2.1). */
export function cyclePlanDue(start: DateInput, options?: DateOptions): IsoDate;

/** The last day for the plan of the month whose first engaged day under the supervisor is this one (S2.2). */
export function monthlyPlanDue(firstEngaged: DateInput, options?: DateOptions): IsoDate;

/**
 * The last day of the term of an appointment, were it not for a revocation (M5).
 *
 * @param options `endsOn`: what the certificate has printed on it, if anything
 */
export function termLastDay(appointedOn: DateInput, options?: DateOptions & { endsOn?: DateInput | null | undefined }): IsoDate;

/** The last day on which guidance still saves a mentor, by the days of the appointment and of the last guidance (M6). */
export function inactivityDeadline(appointedOn: DateInput, after: DateInput, options?: DateOptions): IsoDate;

/** The last day for the evaluation of a mentor's calendar year, by the mentor's first term day in it (M6). */
export function evaluationDue(firstTermDay: DateInput, options?: DateOptions): IsoDate;

/** The day itself if it is a workday, else the next one; `policy.rest_days` adds years. */
export function nextWorkday(day: DateInput, options?: DateOptions): DueDay;

/** Whether the day is a rest day; null if the arrangement of its year is not known. */
export function isRestDay(day: DateInput, options?: DateOptions): boolean | null;

/** Days since 1970-01-01, as columns hold them. */
export function dayNumber(day: DateInput, options?: { lang?: Lang | undefined }): number;

/** The date of a number of days since 1970-01-01. */
export function dayText(number: number, options?: { lang?: Lang | undefined }): IsoDate;

/** The names of the rules, in the order of reports. */
export const RULES: readonly RuleName[];

/** The verdicts, in the order of summaries. */
export const VERDICTS: readonly Verdict[];

/** The forms of supervision; a column of codes holds places in this list. */
export const FORMS: readonly Form[];

/** The kinds of plans; a column of codes holds places in this list. */
export const PLAN_KINDS: readonly PlanKind[];

/** The sources of content; a column of codes holds places in this list. */
export const CONTENT_SOURCES: readonly ContentSource[];

/** Version of the package. */
export const version: string;
