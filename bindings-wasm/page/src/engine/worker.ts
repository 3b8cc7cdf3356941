// The engine in a thread of its own: it holds facts and findings, and answers what the page shows of them.
import * as engine from 'hongyan';
import type { Facts, Fault, Finding, Report, TableName } from 'hongyan';
import * as documents from 'hongyan/documents';
import type { NamedFile, RowSources } from 'hongyan/documents';
import { type AnyFile, pathOf } from '../files';
import type { Given } from '../policy';
import { heat, lines } from './pictures';
import type { Asked, Calls, Judged, Lang, Question, Reading, Refusal, Said, Stage, Understood } from './protocol';
import { Table } from './table';
import { unitOf } from './unit';

const MOST_FAULTS = 500;
const MOST_WARNINGS = 500;
/** Deadlines by the days that are left, and how many of each group are shown: the table has them all. */
const NEAR = [['withinWeek', 0, 7], ['withinMonth', 8, 30], ['later', 31, Infinity]] as const;
const FIRST_DEADLINES = 6;

/** Documents in the language of the page. */
const TYPES = {
  html: 'text/html;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ics: 'text/calendar;charset=utf-8',
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
  policy: 'application/json',
  template: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  mapping: 'application/json',
};

let files: NamedFile[] = [];
let facts: Facts | null = null;
let inferred = false;
/** Of rows that were left out. */
let faults: Fault[] = [];
/** Where the rows of the facts stand in the files. */
let sources: RowSources = [];
let mapping: Understood['mapping'] | null = null;
let asked: Question | null = null;
let report: Report | null = null;
let table: Table | null = null;
let tell: (stage: Stage) => void = () => {};

/** Asks for what must be there; the page never asks before it is. */
function need<T>(value: T | null): T {
  if (value === null) throw new Error('nothing has been read yet');
  return value;
}

/** A file that the browser does not give: moved, changed or locked since it was chosen. */
class Unread extends Error {}

async function bytesOf(given: AnyFile[]): Promise<NamedFile[]> {
  const all: NamedFile[] = [];
  for (const [place, file] of given.entries()) {
    tell({ stage: 'bytes', fraction: (0.3 * place) / given.length, file: file.name });
    if ('bytes' in file && !(file instanceof File)) all.push(file);
    else {
      const bytes = ('file' in file ? file.file : file).arrayBuffer();
      all.push({ name: pathOf(file), bytes: await bytes.catch((error: Error) => Promise.reject(new Unread(`${pathOf(file)}: ${error.message}`))) });
    }
  }
  return all;
}

function understand(reading: Reading): Understood {
  tell({ stage: 'reading', fraction: 0.3 });
  const read = documents.inspect(files, {
    mapping: reading.mapping,
    onError: reading.skip ? 'skip' : 'raise',
    inferEngagements: reading.inferEngagements,
    ...(reading.defaultYear === null ? {} : { defaultYear: reading.defaultYear }),
  });
  facts = read.facts;
  inferred = read.report.engagements_inferred;
  faults = read.facts ? read.faults : [];
  sources = read.sources;
  mapping = read.mapping;
  report = null;
  table = null;
  const rows = Object.entries(read.facts ?? {}).map(([name, all]) => ({ table: name as TableName, count: all.length }));
  return {
    report: read.report,
    mapping: read.mapping,
    faults: read.faults.slice(0, MOST_FAULTS),
    faultCount: read.faults.length,
    usable: facts !== null,
    rows,
  };
}

/** How many verdicts each single reading would flip. */
function flips(findings: readonly Finding[]): Judged['flips'] {
  const counts: { [setting: string]: number } = {};
  for (const finding of findings) {
    for (const setting of finding.detail.contested_by ?? []) counts[setting] = (counts[setting] ?? 0) + 1;
  }
  return counts;
}

/** Engagements that were inferred are inferred once more, so that the report says so, and every document of it. */
function evaluated(options: engine.EvaluateOptions): Report {
  if (!inferred) return engine.evaluate(need(facts), options);
  const { engagements: _, ...given } = need(facts);
  return engine.evaluate(given, { ...options, inferEngagements: true });
}

function judge({ lang, ...question }: Question & { lang: Lang }): Judged {
  tell({ stage: 'judging', fraction: 0.6 });
  const start = performance.now();
  // what the reader left out belongs to the report, and to every document
  const made: Report = { ...evaluated({ ...question, lang, messages: true }), faults };
  const took = performance.now() - start;
  tell({ stage: 'arranging', fraction: 0.9 });
  const before = table;
  asked = question;
  report = made;
  table = new Table(made.findings);
  const changes = before && table.changesFrom(before);
  return {
    asOf: made.as_of,
    day: engine.dayNumber(made.as_of),
    policy: made.policy,
    keys: engine.describePolicy(question.policy, { lang }),
    summary: made.summary,
    total: made.findings.length,
    flips: flips(made.findings),
    changes,
    deadlines: deadlines(lang),
    heat: heat(made.findings),
    // facts are handed over once more only if there is something to draw
    mentors: facts?.appointments ? lines(engine.offices(facts, question), table) : [],
    skipped: made.skipped,
    warnings: documents.warnings({ ...made, warnings: made.warnings.slice(0, MOST_WARNINGS) }, { sources }),
    warningCount: made.warnings.length,
    took,
  };
}

function deadlines(lang: Lang): Judged['deadlines'] {
  const { as_of, deadlines: all } = need(report);
  const today = engine.dayNumber(as_of);
  const due = all.map((finding) => ({ finding, left: engine.dayNumber(finding.due_on ?? as_of) - today }));
  const groups = NEAR.map(([near, from, to]) => {
    const here = due.filter(({ left }) => left >= from && left <= to);
    const first = here.slice(0, FIRST_DEADLINES);
    const rows = need(table).rowsOf(first.map(({ finding }) => finding), lang);
    return { near, rows, left: first.map(({ left }) => left), total: here.length };
  });
  return { groups: groups.filter(({ total }) => total > 0), total: all.length };
}

/** The report as it is without the sentences that the page shows. */
function plain(report: Report): Report {
  const without = ({ message: _, ...finding }: Finding) => finding as Finding;
  return { ...report, findings: report.findings.map(without), deadlines: report.deadlines.map(without) };
}

const UTF8 = new TextEncoder();

function written(format: keyof typeof TYPES, lang: Lang): Uint8Array<ArrayBuffer> {
  switch (format) {
    case 'template':
      return documents.template({ lang });
    case 'mapping':
      return UTF8.encode(`${JSON.stringify(need(mapping), null, 2)}\n`);
    case 'json':
      return UTF8.encode(JSON.stringify(plain(need(report))));
    case 'policy':
      return UTF8.encode(`${JSON.stringify(need(report).policy, null, 2)}\n`);
    default:
      return documents.render(plain(need(report)), format, { lang, facts: need(facts), sources });
  }
}

/** What differs from the default; editions are kept whole. */
function difference(full: object, base: object): Given {
  const other = base as Record<string, unknown>;
  const different = Object.entries(full).flatMap(([key, value]) => {
    const against = other[key];
    if (JSON.stringify(value) === JSON.stringify(against)) return [];
    // a year of rest days is one value
    const inside = !/^\d+$/.test(key) && [value, against].every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
    return [[key, inside ? difference(value as object, against as object) : value] as const];
  });
  return Object.fromEntries(different);
}

type Answers = { [C in keyof Calls]: (argument: Parameters<Calls[C]>[0]) => ReturnType<Calls[C]> | Promise<ReturnType<Calls[C]>> };

const answers: Answers = {
  async start(modules) {
    await Promise.all([engine.init(modules.core), documents.init(modules.documents)]);
    const profiles = { plain: engine.describePolicy('plain'), civil_code: engine.describePolicy('civil_code') };
    return { words: documents.words(), profiles, clauses: engine.clauses(), version: engine.version };
  },
  async read({ files: given, reading }) {
    files = await bytesOf(given);
    return understand(reading);
  },
  reread: understand,
  judge,
  query: (query) => ({ count: need(table).arrange(query) }),
  rows: ({ from, to, lang }) => need(table).rows(from, to, lang),
  deadlines: ({ lang }) => deadlines(lang),
  explain({ at, lang }) {
    const finding = need(table).finding(at);
    const question = need(asked);
    const unit = unitOf(need(facts), finding);
    const explanation = engine.explain(unit, finding, question);
    const rows = (explanation?.facts ?? []).map(({ table: name, row }) => ({ ...unit[name]?.[row] }));
    const [row] = need(table).rowsOf([finding], lang);
    return { row: need(row ?? null), finding, explanation, rows, place: need(table).place(at) };
  },
  at: ({ place }) => need(table).at(place),
  document({ format, lang }) {
    tell({ stage: 'writing', fraction: 0.5 });
    const blob = new Blob([written(format, lang)], { type: TYPES[format] });
    return { blob, asOf: format === 'template' || format === 'mapping' ? null : (report?.as_of ?? null) };
  },
  describe: ({ policy, lang }) => engine.describePolicy(policy, { lang }),
  forget() {
    files = [];
    [facts, mapping, asked, report, table] = [null, null, null, null, null];
    [faults, sources, inferred] = [[], [], false];
    return null;
  },
  policyFrom({ name, text, lang }) {
    if (/\.toml$/i.test(name)) return difference(documents.policyFromToml(text, { lang }), engine.fullPolicy());
    const given = JSON.parse(text) as Question['policy'];
    return difference(engine.fullPolicy(given, { lang }), engine.fullPolicy());
  },
};

function refusal(error: engine.HongyanError): Refusal {
  return { message: error.message, faults: error.faults.slice(0, MOST_FAULTS), errors: [...error.errors] };
}

async function answer(id: number, call: Asked['call'], argument: unknown): Promise<Said> {
  tell = (stage) => postMessage({ id, stage } satisfies Said);
  try {
    const run = answers[call] as (argument: unknown) => unknown;
    return { id, value: await run(argument) };
  } catch (error) {
    if (error instanceof engine.HongyanError) return { id, refusal: refusal(error) };
    return { id, broken: error instanceof Error ? error.message : String(error), unread: error instanceof Unread };
  }
}

// one after another: a call sees the facts that the one before has read
let last: Promise<unknown> = Promise.resolve();

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  last = last.then(async () => postMessage(await answer(data.id, data.call, data.argument)));
});
