import { json, told } from './wire.js';

/**
 * Hands over every column. Values are copied once. A column that is no array that it may be is told of as a whole, a
 * value of another kind than its column's by its row. Of ids that are of no interest only their number is told.
 */
export function give(tables, columns, idsMatter = true) {
  if (columns === null || typeof columns !== 'object') return tables.odd(undefined, undefined, undefined, json(columns));
  // a list, a map, a set: no tables by name
  if (typeof columns[Symbol.iterator] === 'function') return tables.odd(undefined, undefined, undefined, json([...columns]));
  for (const [table, given] of Object.entries(columns)) {
    if (given === undefined) continue;
    tables.table(table);
    if (given === null || typeof given !== 'object') {
      tables.odd(table, undefined, undefined, json(given));
      continue;
    }
    for (const [name, column] of Object.entries(given)) {
      if (column === undefined || column === null) continue;
      if (idsMatter || !IDS.includes(name)) one(tables, table, name, column);
      else tables.null(table, name, (isList(column) ? column.length : column.values?.length) ?? 0);
    }
  }
}

function one(tables, table, name, column) {
  let values = column;
  let valid;
  if (!isList(column)) {
    if (typeof column !== 'object' || !isList(column.values)) return tables.odd_array(table, name, kindOf(column));
    ({ values, valid } = column);
  }
  const array = Array.isArray(values) ? listOf(values, valid) : kindOf(values);
  // of a list without a value nobody knows of what it would be
  if (array === undefined) return tables.null(table, name, values.length);
  if (!tables.takes(table, name, array)) return tables.odd_array(table, name, array);
  if (isDetached(values)) return tables.detached(table, name, array);
  valid = flagsOf(valid, values.length);
  if (typeof valid === 'string') return tables.odd_valid(table, name, valid);
  const odd = (row, value) => tables.odd(table, name, row, json(value));
  switch (array) {
    case 'string[]':
      return texts(tables, table, name, values.some(isObject) ? values.map((value) => (isObject(value) ? told(value) : value)) : values, valid, odd);
    case 'boolean[]':
      return flags(tables, table, name, values, valid, odd);
    case 'Int32Array':
      return tables.i32(table, name, values, valid);
    case 'Uint32Array':
      return tables.u32(table, name, values, valid);
    case 'BigInt64Array':
      return tables.i64(table, name, values, valid);
    case 'Uint8Array':
      return tables.u8(table, name, values, valid);
    case 'Int8Array':
    case 'Int16Array':
    case 'Uint16Array':
      return tables.i32(table, name, Int32Array.from(values), valid);
    default:
      return numbers(tables, table, name, values, valid, odd);
  }
}

const isObject = (value) => value !== null && typeof value === 'object';

function isList(value) {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

/** What something is, as JavaScript calls it; an array of another window is none the less one. */
function kindOf(value) {
  return isObject(value) ? Object.prototype.toString.call(value).slice(8, -1) : typeof value;
}

/** What a list is of: its first value that is not null says it. Dates of `Temporal` are texts; of instants each is told. */
function listOf(values, valid) {
  const first = values.find((value, row) => value !== null && value !== undefined && (valid?.[row] ?? 1));
  if (first === undefined) return undefined;
  const dated = isObject(first) && (first instanceof Date || typeof told(first) === 'string');
  return `${dated ? 'string' : kindOf(first)}[]`;
}

/** A buffer that was transferred can no longer be looked at; an array over it seems to be empty. */
function isDetached(values) {
  if (Array.isArray(values) || values.length > 0) return false;
  try {
    values.buffer.slice(0, 0);
    return false;
  } catch {
    return true;
  }
}

/** One byte a value; undefined if all hold something; what it is instead, as a text. */
function flagsOf(valid, rows) {
  if (valid === undefined || valid === null) return undefined;
  if (!Array.isArray(valid) && kindOf(valid) !== 'Uint8Array') return kindOf(valid);
  if (isDetached(valid) && rows > 0) return 'Uint8Array (transferred)';
  if (valid.length !== rows) return `${valid.length} flags, ${rows} values`;
  return Array.isArray(valid) ? Uint8Array.from(valid, (one) => (one ? 1 : 0)) : valid;
}

/** The rows that hold something; `good` tells whether it fits. Undefined if something does not. */
function validity(values, valid, good, odd) {
  let own = valid;
  let fits = true;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row];
    if (value === null || value === undefined) {
      if (own === valid) own = valid === undefined ? new Uint8Array(values.length).fill(1) : valid.slice();
      own[row] = 0;
    } else if (!good(value) && (valid === undefined || valid[row] !== 0)) {
      odd(row, value);
      fits = false;
    }
  }
  return fits ? { valid: own } : undefined;
}

function texts(tables, table, name, values, valid, odd) {
  const checked = validity(values, valid, (value) => typeof value === 'string', odd);
  if (checked === undefined) return;
  let given = values;
  // of nulls nothing is asked
  if (checked.valid !== undefined) given = values.map((value, row) => (checked.valid[row] === 0 ? '' : value));
  const joined = given.join('\0');
  if (joined.isWellFormed?.() === false) {
    given.forEach((value, row) => {
      if (!value.isWellFormed()) odd(row, { 'text with half of a surrogate pair': value.toWellFormed() });
    });
    return;
  }
  if (!tables.texts(table, name, joined, given.length, checked.valid)) {
    tables.json_texts(table, name, JSON.stringify(given), checked.valid);
  }
}

function flags(tables, table, name, values, valid, odd) {
  const checked = validity(values, valid, (value) => typeof value === 'boolean', odd);
  if (checked !== undefined) tables.flags(table, name, Uint8Array.from(values, (value) => (value === true ? 1 : 0)), checked.valid);
}

const LEAST = -(2n ** 63n);
const MOST = 2n ** 63n - 1n;

/** Whole numbers of any size that fits into 64 bits. */
function whole(value) {
  return typeof value === 'bigint' ? value >= LEAST && value <= MOST : Number.isSafeInteger(value);
}

function numbers(tables, table, name, values, valid, odd) {
  const checked = validity(values, valid, whole, odd);
  if (checked === undefined) return;
  const own = checked.valid;
  const number = (value, row) => (own !== undefined && own[row] === 0 ? 0 : Number(value));
  const narrow = Int32Array.from(values, number);
  // a value that does not fit has been cut
  if (narrow.every((value, row) => value === number(values[row], row))) return tables.i32(table, name, narrow, own);
  tables.i64(table, name, BigInt64Array.from(values, (value, row) => (own !== undefined && own[row] === 0 ? 0n : BigInt(value))), own);
}

const IDS = ['project', 'worker', 'session', 'supervisor', 'mentor'];
const DATED = ['appointed_on', 'guided_on', 'found_on', 'year'];
/** What stands where there is no day. */
const NO_DAY = -(2 ** 31);
const ORDER = [
  'rule', 'clause', 'project', 'worker', 'session', 'month', 'supervisor', 'mentor', 'appointed_on', 'guided_on', 'found_on',
  'year', 'verdict', 'force', 'due_on', 'settled_on', 'margin_days', 'holds_until', 'contested', 'due_earliest', 'due_latest',
  'reason', 'detail',
];

/** Takes the state of records apart. */
export function states(answer) {
  const [judged, dated, contested] = [answer.judged(), answer.dated(), answer.contested()];
  const status = {
    verdict: { values: answer.verdict(), valid: judged },
    margin_days: { values: answer.margin_days(), valid: dated },
  };
  return contested === undefined ? status : { ...status, contested };
}

/** Takes a report over columns apart. */
export function take(answer) {
  const [report, counts, trusted] = JSON.parse(answer.report());
  report.findings = findings(answer, false);
  report.deadlines = findings(answer, true);
  report.fault_counts = counts;
  report.trusted_keys = trusted;
  return report;
}

/** Columns are taken out together, and each is made when somebody first looks at it. */
function findings(answer, deadlines) {
  const [rows, places] = JSON.parse(answer.columns(deadlines));
  const [numbers, flags] = [answer.numbers(deadlines), answer.flags(deadlines)];
  const flagsFrom = (at) => flags.slice(at, at + rows);
  const make = (name, { at, wide, flags: valid, words, each }) => {
    if (name === 'contested') return flagsFrom(valid);
    if (words !== undefined) return each === undefined ? spelled(numbers.subarray(at, at + rows), words) : new Array(rows).fill(words[each] ?? null);
    if (each !== undefined) return { values: new Int32Array(rows).fill(each), valid: new Uint8Array(rows).fill(each === NO_DAY ? 0 : 1) };
    const values = wide ? new BigInt64Array(numbers.slice(at, at + 2 * rows).buffer) : numbers.slice(at, at + rows);
    return { values, valid: valid === undefined ? new Uint8Array(rows).fill(1) : flagsFrom(valid) };
  };
  const nothing = (name) => (DATED.includes(name) ? make(name, { each: NO_DAY }) : new Array(rows).fill(null));
  const columns = {};
  for (const name of ORDER) later(columns, name, () => (name in places ? make(name, places[name]) : nothing(name)));
  return columns;
}

/** A column that is made when somebody first looks at it, and then is one like any other. */
function later(columns, name, make) {
  const keep = (value) => Object.defineProperty(columns, name, { value, writable: true, enumerable: true, configurable: true });
  const get = () => {
    keep(make());
    return columns[name];
  };
  Object.defineProperty(columns, name, { get, set: keep, enumerable: true, configurable: true });
}

/** For each row the word at its place; there is none at a place below 0. */
function spelled(places, words) {
  const out = new Array(places.length);
  for (let row = 0; row < places.length; row += 1) {
    const place = places[row];
    out[row] = place < 0 ? null : words[place];
  }
  return out;
}
