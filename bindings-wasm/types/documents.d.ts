/**
 * Workbooks in, documents out: `hongyan/documents`, a second WebAssembly file that is loaded on demand.
 *
 * In a browser: `const documents = await import('hongyan/documents'); await documents.init();`
 *
 * @module
 */
import type { Facts, IsoDate, TableName } from './facts.js';
import type { Policy, Text } from './policy.js';
import type { Fault, Force, Report, RuleName, Source, Verdict, Warning } from './report.js';
import type { Lang, Question, WasmSource } from './index.js';

export { HongyanError } from './index.js';

/**
 * Loads the WebAssembly of this part (`hongyan/documents.wasm`, several hundred kB). Call it once before the others;
 * further calls wait for the first. In Node there is nothing left to do.
 */
export function init(wasm?: WasmSource | Promise<WasmSource>): Promise<void>;

/** What headings and values mean that are not recognised; plain data, to be kept as JSON. */
export interface Mapping {
  /** Name of a sheet or file, or `FILE/SHEET` -> name of a table, or `ignore`. */
  sheets?: { [name: string]: string } | undefined;
  /** Heading -> column of the facts (`worker`, or `sessions.worker` for one table), or `ignore`. */
  headings?: { [heading: string]: string } | undefined;
  /** Column of the facts -> text of a cell -> value; an empty value means that nothing is entered. */
  values?: { [column: string]: { [text: string]: string } } | undefined;
}

/** A mapping with all its parts. */
export type FoundMapping = { [Part in keyof Mapping]-?: NonNullable<Mapping[Part]> };

/** How much an input may ask for; see the documentation of the core. */
export interface Limits {
  files?: number | undefined;
  uncompressed_bytes?: number | undefined;
  compression_ratio?: number | undefined;
  sheets?: number | undefined;
  cells?: number | undefined;
  rows?: number | undefined;
  faults?: number | undefined;
  columns?: number | undefined;
  cell_bytes?: number | undefined;
}

/** How files are read. */
export interface ReadOptions {
  mapping?: Mapping | undefined;
  /** The year of dates that name a month and a day only; without one they are faults. */
  defaultYear?: number | undefined;
  /**
   * Whether to infer engagements from sessions if there is no table of engagements. Facts do not say that theirs were: a
   * report does whose `evaluate` infers them, by its option of this name.
   */
  inferEngagements?: boolean | undefined;
  onError?: 'raise' | 'skip' | undefined;
  limits?: Limits | undefined;
  /** Language of the message of an error. Default `zh`. */
  lang?: Lang | undefined;
}

/** A file: a workbook (xlsx, xls, ods), CSV in any encoding, JSON facts, or a zip of these. */
export interface NamedFile {
  /** Its name, for the format and for messages. */
  name: string;
  bytes: Uint8Array | ArrayBuffer;
}

/** What was understood. Messages stand in both languages. */
export interface IntakeReport {
  engagements_inferred: boolean;
  files: Array<{ file: string; format: string | null; encoding: string | null; delimiter: string | null }>;
  sheets: Array<{
    file: string;
    /** Null for CSV. */
    sheet: string | null;
    tables: Array<keyof Facts>;
    why: Text[];
    /** First and last row of the headings, counted from 1. */
    header_rows: [number, number] | null;
    columns: Array<{ column: string; heading: string; field: string | null; why: Text | null }>;
    rows_read: number;
    rows_given: number;
    skipped: Array<{ why: Text; rows: number[]; text: string }>;
    readings: Array<{
      column: string;
      field: string;
      text: string;
      understood: string;
      count: number;
      first_row: number;
      why: Text;
    }>;
  }>;
}

/** Rows of the facts that stand one below another in a sheet: so many from `row` on, the first of them at `source`. */
export type RowSources = ReadonlyArray<{ readonly table: TableName; readonly row: number; readonly rows: number; readonly source: Readonly<Source> }>;

/** Facts, and how they were understood. */
export interface Intake {
  facts: Facts;
  report: IntakeReport;
  /** The mapping that was found; given again, it has the same meaning. */
  mapping: FoundMapping;
  /** Where the rows of `facts` stand in the files, for {@link warnings} and {@link render}; plain data. */
  sources: RowSources;
  /** The faults of rows that were left out, each with its place in the files. */
  faults: Fault[];
}

/**
 * Reads one file, or several.
 *
 * @throws {HongyanError} with every fault and its place in the files
 */
export function read(bytes: Uint8Array | ArrayBuffer, options: ReadOptions & { name: string }): Intake;
export function read(files: readonly NamedFile[], options?: ReadOptions): Intake;

/** Reads like {@link read}, but tells of faults instead of throwing: `facts` is null if the input is refused. */
export function inspect(files: readonly NamedFile[], options?: ReadOptions): Omit<Intake, 'facts'> & { facts: Facts | null };

/** Language of a document. */
export type DocumentLang = 'zh' | 'en' | 'both';

/** How a document is written. */
export interface RenderOptions {
  /** Default `zh`. */
  lang?: DocumentLang | undefined;
  /** The facts that the report was made from: without them pages have no timelines and records no projects. */
  facts?: Facts | undefined;
  /** Where the rows of the facts stand in files, as {@link read} told it: documents name these places beside warnings. */
  sources?: RowSources | undefined;
  /** Names of other documents of this report in the same folder, for the page to link to. */
  beside?: { xlsx?: string | undefined; csv?: string | undefined } | undefined;
  /** Whether CSV begins with the mark by which Excel knows UTF-8. Default true. */
  bom?: boolean | undefined;
}

/** A report as one page, a workbook, a calendar of the deadlines, or a table. The same report gives the same bytes. */
export function render(report: Report, format: 'html' | 'xlsx' | 'ics' | 'csv', options?: RenderOptions): Uint8Array<ArrayBuffer>;

/** A warning with the place of its row in a file; the message names that place. */
export interface LocatedWarning extends Warning {
  source?: Source;
}

/**
 * The warnings of a report on facts that were read from files, each with the place of its row. Where it is not known the
 * message counts rows of the table from 1.
 */
export function warnings(report: Report, options?: { sources?: RowSources | undefined; lang?: Lang | undefined }): LocatedWarning[];

/** A workbook to fill in, with lists of admissible values. */
export function template(options?: { lang?: DocumentLang | undefined }): Uint8Array<ArrayBuffer>;

/** What rules, verdicts, tables and codes are called. */
export interface Words {
  rules: Record<RuleName, Text>;
  verdicts: Record<Verdict, Text>;
  forces: Record<Force, Text>;
  tables: Record<TableName, { name: Text; columns: { [column: string]: Text } }>;
  /** Of columns that hold codes: column -> code -> word. */
  values: { [column: string]: { [value: string]: Text } };
}

/** The words of this library for what has a name in its interface. */
export function words(): Words;

/** A policy from TOML text, in full. */
export function policyFromToml(text: string, options?: { lang?: Lang | undefined }): import('./policy.js').FullPolicy;

export type { Facts, Fault, IsoDate, Policy, Question, Report };
