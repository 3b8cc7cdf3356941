// What the page and its worker say to each other. The worker keeps facts and findings; the page gets what it shows.
import type {
  Clause, Counts, Explanation, Fault, Finding, Force, FullPolicy, IsoDate, KeyDescription, Policy, PolicyError, RuleName,
  SkippedRule, TableName, Verdict,
} from 'hongyan';
import type { AnyFile } from '../files';
import type { Given } from '../policy';
import type { FoundMapping, IntakeReport, LocatedWarning, Mapping, Words } from 'hongyan/documents';

export type Lang = 'zh' | 'en';
export type DocumentFormat = 'html' | 'xlsx' | 'ics' | 'csv' | 'json' | 'policy' | 'template' | 'mapping';

/** How files are read. */
export interface Reading {
  mapping: Mapping;
  /** Rows with faults are left out, and said so; otherwise one fault refuses the input. */
  skip: boolean;
  inferEngagements: boolean;
  /** Year of dates that name a month and a day only. */
  defaultYear: number | null;
}

/** What is asked. */
export interface Question {
  asOf: IsoDate;
  policy: Policy;
}

/** What was understood of the files. */
export interface Understood {
  report: IntakeReport;
  mapping: FoundMapping;
  faults: Fault[];
  /** How many there are; the list is cut. */
  faultCount: number;
  /** Whether there are facts that can be judged. */
  usable: boolean;
  rows: Array<{ table: TableName; count: number }>;
}

/** A line of the table of findings. */
export interface Row {
  /** Its place in the report. */
  at: number;
  rule: RuleName;
  clause: string;
  verdict: Verdict;
  force: Force;
  who: string;
  about: string;
  due: IsoDate | null;
  settled: IsoDate | null;
  margin: number | null;
  contested: boolean;
  sentence: string;
}

/** How many findings went from one verdict to another since the last question; null = no such subject. */
export interface Transition {
  from: Verdict | null;
  to: Verdict | null;
  count: number;
}

/** What changed against the last question. */
export interface Changes {
  transitions: Transition[];
  count: number;
}

/** Supervision month by month. Cells are bytes: 0 nothing, else 1 + the verdict's place; 16 is added where contested. */
export interface Heat {
  months: string[];
  rows: Array<{ project: string; worker: string; breaches: number }>;
  cells: Uint8Array;
  /** Places of the findings, one for each cell. */
  at: Int32Array;
}

/** A mentor's office as days since 1970-01-01. */
export interface MentorLine {
  mentor: string;
  terms: Array<[number, number]>;
  guidance: number[];
  missed: Array<[number, number]>;
  violations: number[];
  revocations: number[];
  /** Place of the finding that tells most of the line. */
  at: number;
}

/** What is next, by how near it is: the first rows of each group with the days that are left, and how many it has. */
export interface Deadlines {
  groups: Array<{ near: 'withinWeek' | 'withinMonth' | 'later'; rows: Row[]; left: number[]; total: number }>;
  total: number;
}

/** An answer, as far as the page shows it. */
export interface Judged {
  asOf: IsoDate;
  day: number;
  policy: FullPolicy;
  keys: KeyDescription[];
  summary: { [R in RuleName]?: Counts };
  total: number;
  /** How many verdicts each single reading would flip, by `key=value`. */
  flips: { [setting: string]: number };
  changes: Changes | null;
  deadlines: Deadlines;
  heat: Heat;
  mentors: MentorLine[];
  skipped: SkippedRule[];
  /** With their places in the files. */
  warnings: LocatedWarning[];
  warningCount: number;
  /** How long the engine took, in milliseconds. */
  took: number;
}

export type SortKey = 'urgency' | 'due' | 'rule' | 'who' | 'verdict' | 'margin';

/** Which findings, in which order. */
export interface Query {
  verdicts: Verdict[];
  rules: RuleName[];
  contested: boolean;
  changed: boolean;
  text: string;
  sort: SortKey;
  descending: boolean;
}

/** Why a finding is what it is, with the rows themselves. */
export interface Explained {
  row: Row;
  finding: Finding;
  explanation: Explanation | null;
  rows: Array<{ [column: string]: unknown }>;
  /** Its place in the table; -1 if the filter leaves it out. */
  place: number;
}

/** What the page needs before anything is read. */
export interface Started {
  words: Words;
  profiles: { plain: KeyDescription[]; civil_code: KeyDescription[] };
  clauses: Clause[];
  version: string;
}

/** What the worker can be asked for. */
export interface Calls {
  start(modules: { core: WebAssembly.Module; documents: WebAssembly.Module }): Started;
  read(source: { files: AnyFile[]; reading: Reading }): Understood;
  reread(reading: Reading): Understood;
  judge(question: Question & { lang: Lang }): Judged;
  query(query: Query): { count: number };
  rows(range: { from: number; to: number; lang: Lang }): Row[];
  deadlines(range: { lang: Lang }): Deadlines;
  explain(which: { at: number; lang: Lang }): Explained;
  /** Place in the report of the finding at a place of the table. */
  at(which: { place: number }): number;
  /** A document, and the day that the report in it was asked about. */
  document(which: { format: DocumentFormat; lang: Lang }): { blob: Blob; asOf: IsoDate | null };
  describe(question: { policy: Policy; lang: Lang }): KeyDescription[];
  /** Lets go of everything that was read. */
  forget(nothing: null): null;
  /** A policy from JSON or TOML, without what is the default anyway. */
  policyFrom(file: { name: string; text: string; lang: Lang }): Given;
}

export interface Stage {
  stage: 'engine' | 'bytes' | 'reading' | 'judging' | 'arranging' | 'writing';
  /** Of the whole, between 0 and 1. */
  fraction: number;
  file?: string;
}

/** Why something was refused. */
export interface Refusal {
  message: string;
  faults: Fault[];
  errors: PolicyError[];
}

export type Asked = { [C in keyof Calls]: { id: number; call: C; argument: Parameters<Calls[C]>[0] } }[keyof Calls];

export type Said =
  | { id: number; stage: Stage }
  | { id: number; value: unknown }
  | { id: number; refusal: Refusal }
  | { id: number; broken: string; unread: boolean };

