// Every question through `evaluate` and `check`, held against the core's own answer. Runs in Node and in browsers.

const KEYS = {
  supervision_frequency: ['project', 'worker', 'month'],
  record_deadline: ['session', 'worker'],
  cycle_plan: ['project', 'supervisor'],
  monthly_plan: ['project', 'supervisor', 'month'],
  mentor_eligibility: ['mentor'],
  mentor_term: ['mentor', 'guided_on'],
  annual_guidance: ['mentor', 'appointed_on', 'year'],
  mentor_inactivity: ['mentor', 'appointed_on'],
  annual_evaluation: ['mentor', 'year'],
  commendation: ['mentor', 'year'],
  revocation: ['mentor', 'found_on'],
};
const DATES = ['start', 'end', 'ended_on', 'record_submitted_on', 'made_on', 'appointed_on', 'ends_on', 'guided_on', 'evaluated_on', 'found_on', 'revoked_on'];
const FLAGS = ['responsibility', 'experience', 'commitment'];
const FORMS = ['individual', 'group', 'peer', 'on_site', 'meeting', 'training'];
const KINDS = ['cycle', 'monthly'];
const IDS = ['project', 'worker', 'session', 'supervisor', 'mentor'];

/** The number of an ISO date that exists; undefined for anything else. */
function dayNumber(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const instant = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== text ? undefined : instant / 86_400_000;
}

const isoDay = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);

function column(name, cells, style) {
  const known = (cell) => cell !== null && cell !== undefined;
  const packed = (Kind, of) => {
    const values = cells.map((cell) => (known(cell) ? of(cell) : 77));
    if (values.some((value) => value === undefined)) return undefined;
    if (cells.every(known) && style % 2 === 0) return Kind.from(values);
    return { values: Kind.from(values), valid: style % 3 === 0 ? cells.map(known) : Uint8Array.from(cells, (cell) => (known(cell) ? 1 : 0)) };
  };
  const place = (list) => (cell) => {
    const found = list.indexOf(cell);
    return found < 0 ? undefined : found;
  };
  let typed;
  if (style > 0) {
    if (DATES.includes(name)) typed = packed(Int32Array, dayNumber);
    else if (name === 'month') {
      typed = packed(Int32Array, (text) => (/^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? Number(text.slice(0, 4)) * 12 + Number(text.slice(5)) - 1 : undefined));
    } else if (name === 'form') typed = packed(Uint8Array, place(FORMS));
    else if (name === 'kind') typed = packed(Uint8Array, place(KINDS));
    else if (FLAGS.includes(name)) typed = packed(Uint8Array, (flag) => (typeof flag === 'boolean' ? Number(flag) : undefined));
    else if (name === 'year' || name === 'minutes') typed = packed([Int32Array, Float64Array, Int16Array][style % 3], (number) => number);
  }
  return typed ?? cells.map((cell) => cell ?? null);
}

/** Rows as columns; `style` varies how. Texts of ids stay texts. */
export function columnsOf(facts, style) {
  const tables = {};
  for (const [table, rows] of Object.entries(facts)) {
    const names = [...new Set(rows.flatMap(Object.keys))];
    tables[table] = Object.fromEntries(names.map((name, at) => [name, column(name, rows.map((row) => row[name]), style === 0 ? 0 : style + at)]));
  }
  return tables;
}

/** Findings in columns as rows, their keys in the order of the contract. */
export function findingsOf(columns) {
  const cell = (name, row) => {
    const from = columns[name];
    if (Array.isArray(from)) return from[row];
    return from.valid[row] === 0 ? null : from.values[row];
  };
  const day = (name, row) => {
    const number = cell(name, row);
    return number === null ? null : isoDay(number);
  };
  return Array.from(columns.rule, (rule, row) => {
    const key = (name) => {
      if (name.endsWith('_on')) return day(name, row);
      return IDS.includes(name) ? String(cell(name, row)) : cell(name, row);
    };
    const earliest = day('due_earliest', row);
    return {
      rule,
      clause: columns.clause[row],
      subject: Object.fromEntries(KEYS[rule].map((name) => [name, key(name)])),
      verdict: columns.verdict[row],
      force: columns.force[row],
      due_on: day('due_on', row),
      settled_on: day('settled_on', row),
      margin_days: cell('margin_days', row),
      holds_until: day('holds_until', row),
      contested: columns.contested[row] === 1,
      due_range: earliest === null ? null : [earliest, day('due_latest', row)],
      detail: JSON.parse(columns.detail[row]),
    };
  });
}

function difference(ours, theirs) {
  if (ours === theirs) return undefined;
  let at = 0;
  while (ours[at] === theirs[at]) at += 1;
  return `…${ours.slice(Math.max(0, at - 60), at + 80)}\n  not …${theirs.slice(Math.max(0, at - 60), at + 80)}`;
}

/**
 * What differs, question by question: `{asked, refused, differing}`, the first two as numbers of questions by surface,
 * the last as a list of `{name, surface, what}`. Columns are asked in two styles, of what columns can hold.
 */
export function disagreements(hongyan, questions) {
  const differing = [];
  const asked = { evaluate: 0, check: 0 };
  const refused = { evaluate: 0, check: 0 };
  for (const [at, question] of questions.entries()) {
    const { name, as_of: asOf, policy, rules, on_error: onError, facts, report, faults } = question;
    const options = { asOf, policy, rules, onError };
    const note = (surface, what) => {
      if (what !== undefined) differing.push({ name, surface, what });
    };
    const answer = (ask) => {
      try {
        return ask();
      } catch (error) {
        if (!(error instanceof hongyan.HongyanError)) throw error;
        return error;
      }
    };
    const said = answer(() => hongyan.evaluate(facts, options));
    asked.evaluate += 1;
    refused.evaluate += said instanceof Error ? 1 : 0;
    if (faults !== undefined) note('evaluate', difference(JSON.stringify(said.faults), faults));
    else note('evaluate', said instanceof Error ? said.message : difference(JSON.stringify(said), report));
    // a table without any column has no rows either
    const hasColumns = (rows) => rows.length === 0 || rows.some((row) => Object.keys(row).length > 0);
    if (!question.columns || !Object.values(facts).every(hasColumns)) continue;
    asked.check += 1;
    refused.check += faults === undefined ? 0 : 1;
    for (const style of [0, 1 + (at % 5)]) {
      const told = answer(() => hongyan.check(columnsOf(facts, style), { ...options, keep: 'all' }));
      if (faults !== undefined) {
        note('check', difference(JSON.stringify(told.faults), faults));
        continue;
      }
      if (told instanceof Error) {
        note('check', told.message);
        continue;
      }
      const expected = JSON.parse(report);
      for (const list of ['findings', 'deadlines']) {
        note('check', difference(JSON.stringify(findingsOf(told[list])), JSON.stringify(expected[list])));
      }
      const { findings: _f, deadlines: _d, fault_counts: _c, trusted_keys: _t, ...rest } = told;
      const { findings: _g, deadlines: _e, ...whole } = expected;
      note('check', difference(JSON.stringify(rest), JSON.stringify(whole)));
    }
  }
  return { asked, refused, differing };
}

/**
 * Where the state of records is not what the core's findings say: `{asked, differing}`, a number and a list of
 * `{name, what}`. Asked of sessions without a fault, in two layouts.
 */
export function statusDisagreements(hongyan, questions) {
  const differing = [];
  let asked = 0;
  for (const [at, { name, as_of: asOf, policy, facts, columns, report, faults }] of questions.entries()) {
    const found = report === undefined ? undefined : JSON.parse(report);
    const sessions = facts?.sessions;
    if (!columns || faults !== undefined || !sessions?.length || !found.summary.record_deadline || found.faults.length > 0) continue;
    asked += 1;
    const by = new Map(
      found.findings.filter(({ rule }) => rule === 'record_deadline').map((one) => [JSON.stringify(one.subject), one]),
    );
    const expected = sessions.map(({ session, worker }) => {
      const finding = by.get(JSON.stringify({ session: String(session), worker: String(worker) }));
      return [finding?.verdict ?? null, finding?.margin_days ?? null, finding?.contested ?? false];
    });
    for (const style of [0, 1 + (at % 5)]) {
      const told = hongyan.recordStatus(columnsOf({ sessions }, style).sessions, { asOf, policy });
      const rows = sessions.map((_, row) => [
        told.verdict.valid[row] ? hongyan.VERDICTS[told.verdict.values[row]] : null,
        told.margin_days.valid[row] ? told.margin_days.values[row] : null,
        told.contested[row] === 1,
      ]);
      const what = difference(JSON.stringify(rows), JSON.stringify(expected));
      if (what !== undefined) differing.push({ name, what });
    }
  }
  return { asked, differing };
}
