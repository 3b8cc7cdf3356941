// What JSON would swallow (instants, NaN, integers of 64 bits) is written as an object of its own, which no column
// takes, so that the door of the facts finds it and names its place.

/** Whether a text has no half of a pair of units, such as a sign that was cut. Engines that cannot tell are older. */
const whole = (text) => text.isWellFormed?.() ?? true;

/** Whether a value is written by JSON as it is. */
function plain(value) {
  switch (typeof value) {
    case 'string':
      return whole(value);
    case 'boolean':
    case 'undefined':
      return true;
    case 'number':
      return Number.isFinite(value);
    default:
      return value === null;
  }
}

/** A value that is not plain as one that JSON can write. */
export function told(value) {
  switch (typeof value) {
    case 'string':
      return whole(value) ? value : { text: value.toWellFormed() };
    case 'number':
      return { number: String(value) };
    case 'bigint':
      return { bigint: String(value) };
    case 'function':
    case 'symbol':
      return { [typeof value]: String(value.name ?? value.description ?? '') };
    default:
  }
  if (value instanceof Date) return { Date: Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString() };
  const kind = value[Symbol.toStringTag];
  if (kind === 'Temporal.PlainDate' || kind === 'Temporal.PlainYearMonth') return civil(value, kind);
  if (typeof kind === 'string' && kind.startsWith('Temporal.')) return { [kind]: String(value) };
  return value;
}

/** A civil date or month in the ISO calendar. */
function civil(value, kind) {
  const day = value.calendarId === undefined || value.calendarId === 'iso8601' ? value : value.withCalendar?.('iso8601');
  const text = String((day ?? value).toString({ calendarName: 'never' }));
  // a month of another calendar is no month of this one, and its text is a whole date
  return kind === 'Temporal.PlainYearMonth' && text.length > 7 ? { [kind]: text } : text;
}

/** Any value as JSON; functions and the like become objects that say so. */
export function json(value) {
  return JSON.stringify(value, function (key, written) {
    // `toJSON` has been called on what stands in `written`
    const given = this[key];
    return plain(given) ? given : told(given);
  }) ?? 'null';
}

/** Facts as JSON. Rows that are plain, which nearly all are, are written as they are. */
export function factsJson(facts) {
  if (facts === null || typeof facts !== 'object') return json(facts);
  // a list, a map, a set: no tables by name
  if (typeof facts[Symbol.iterator] === 'function') return json([...facts]);
  const tables = {};
  for (const [table, rows] of Object.entries(facts)) {
    if (rows !== undefined) tables[table] = Array.isArray(rows) ? tidy(rows) : JSON.parse(json(rows));
  }
  return JSON.stringify(tables);
}

function tidy(rows) {
  let tidied;
  for (let row = 0; row < rows.length; row += 1) {
    const given = rows[row];
    if (isPlainRow(given)) continue;
    tidied ??= rows.slice();
    tidied[row] = given === undefined ? null : JSON.parse(json(given));
  }
  return tidied ?? rows;
}

function isPlainRow(row) {
  if (row === null || typeof row !== 'object' || Array.isArray(row) || typeof row.toJSON === 'function') return false;
  for (const name in row) if (!plain(row[name])) return false;
  return true;
}

const NAMES = { asOf: 'as_of', onError: 'on_error', trustKeys: 'trust_keys', inferEngagements: 'infer_engagements' };

/** Options as the binding names them, without the policy. */
export function optionsJson({ policy: _, ...options }) {
  return json(Object.fromEntries(Object.entries(options).map(([name, value]) => [NAMES[name] ?? name, value])));
}

/** A policy as JSON, a profile's name included; undefined for the default. */
export function policyJson(policy) {
  if (policy === undefined || policy === null) return undefined;
  return json(typeof policy === 'string' ? { profile: policy } : policy);
}
