// The same questions put to the package and to plain JavaScript. Runs in Node and in browsers.

const FROM = 19_723; // 2024-01-01
const DAYS = 366;
const AS_OF = '2025-06-30';
const AS_OF_NUMBER = 20_269;

/** A small generator of numbers: the same seed gives the same data everywhere. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const STARTS = Array.from({ length: 13 }, (_, month) => Date.UTC(2024, month, 1) / 86_400_000);

/** A nation: workers with an individual and a group session a month, of which some are missing, and one more. */
export function nation(rows) {
  const roll = dice(7);
  const workers = Math.ceil(rows / 25);
  const sessions = {
    session: new Int32Array(rows),
    project: new Int32Array(rows),
    worker: new Int32Array(rows),
    form: new Uint8Array(rows),
    ended_on: new Int32Array(rows),
    record_submitted_on: { values: new Int32Array(rows), valid: new Uint8Array(rows) },
  };
  for (let row = 0; row < rows; row += 1) {
    const worker = row % workers;
    const nth = Math.floor(row / workers);
    const month = nth < 24 ? nth >> 1 : roll(12);
    sessions.session[row] = row;
    sessions.worker[row] = worker;
    sessions.project[row] = worker >> 3;
    sessions.form[row] = nth < 24 && roll(25) > 0 ? nth & 1 : 2;
    sessions.ended_on[row] = STARTS[month] + roll(STARTS[month + 1] - STARTS[month]);
    const given = roll(20) > 0;
    sessions.record_submitted_on.valid[row] = given ? 1 : 0;
    sessions.record_submitted_on.values[row] = given ? sessions.ended_on[row] + roll(9) : 0;
  }
  const engagements = {
    project: Int32Array.from({ length: workers }, (_, worker) => worker >> 3),
    worker: Int32Array.from({ length: workers }, (_, worker) => worker),
    start: new Int32Array(workers).fill(FROM),
    end: new Int32Array(workers).fill(FROM + DAYS - 1),
  };
  return { engagements, sessions };
}

const MONTH = Uint8Array.from({ length: DAYS }, (_, day) => new Date((FROM + day) * 86_400_000).getUTCMonth());

/** The rows of the same nation as objects, as idiomatic code has them. */
export function rowsOf({ engagements, sessions }) {
  const rows = Array.from(sessions.session, (session, row) => ({
    session,
    project: sessions.project[row],
    worker: sessions.worker[row],
    form: ['individual', 'group', 'peer'][sessions.form[row]],
    endedOn: sessions.ended_on[row],
    submittedOn: sessions.record_submitted_on.valid[row] ? sessions.record_submitted_on.values[row] : null,
  }));
  const engaged = Array.from(engagements.worker, (worker, row) => ({
    project: engagements.project[row],
    worker,
    start: engagements.start[row],
    end: engagements.end[row],
  }));
  return { engaged, rows };
}

/** Frequency with Maps: what one would write. One reading, no due range, no explanation. */
function frequencyWithMaps({ engaged, rows }) {
  const held = new Map();
  for (const { project, worker, form, endedOn } of rows) {
    const key = `${project}/${worker}/${MONTH[endedOn - FROM]}`;
    let counts = held.get(key);
    if (counts === undefined) held.set(key, (counts = { individual: 0, group: 0, peer: 0 }));
    counts[form] += 1;
  }
  const breaches = [];
  for (const { project, worker, start, end } of engaged) {
    for (let month = MONTH[start - FROM]; month <= MONTH[end - FROM]; month += 1) {
      const counts = held.get(`${project}/${worker}/${month}`);
      if (!counts?.individual || !counts?.group) breaches.push({ project, worker, month });
    }
  }
  return breaches.length;
}

/** Frequency over typed arrays, tuned by hand: bits of months in an array by worker. */
function frequencyTyped({ engagements, sessions }) {
  const count = engagements.worker.length;
  const individual = new Int32Array(count);
  const group = new Int32Array(count);
  const at = new Int32Array(count).fill(-1);
  for (let row = 0; row < count; row += 1) at[engagements.worker[row]] = row;
  const { worker, project, form, ended_on: ended } = sessions;
  for (let row = 0; row < worker.length; row += 1) {
    const own = at[worker[row]];
    const day = ended[row];
    if (own < 0 || engagements.project[own] !== project[row] || day < engagements.start[own] || day > engagements.end[own]) continue;
    if (form[row] === 0) individual[own] |= 1 << MONTH[day - FROM];
    else if (form[row] === 1) group[own] |= 1 << MONTH[day - FROM];
  }
  const out = { project: [], worker: [], month: [] };
  for (let own = 0; own < count; own += 1) {
    for (let month = MONTH[engagements.start[own] - FROM]; month <= MONTH[engagements.end[own] - FROM]; month += 1) {
      if (((individual[own] & group[own]) >> month) & 1) continue;
      out.project.push(engagements.project[own]);
      out.worker.push(engagements.worker[own]);
      out.month.push(month);
    }
  }
  return Int32Array.from(out.project).length + 0 * (Int32Array.from(out.worker).length + Int32Array.from(out.month).length);
}

function recordsWithMaps({ rows }) {
  const breaches = [];
  for (const { session, worker, endedOn, submittedOn } of rows) {
    const due = endedOn + 7;
    if (submittedOn === null ? AS_OF_NUMBER > due : submittedOn > due) breaches.push({ session, worker, due, margin: due - (submittedOn ?? AS_OF_NUMBER) });
  }
  return breaches.length;
}

function recordsTyped({ sessions }) {
  const { ended_on: ended, record_submitted_on: { values, valid } } = sessions;
  const rows = new Int32Array(ended.length);
  const due = new Int32Array(ended.length);
  const margin = new Int32Array(ended.length);
  let count = 0;
  for (let row = 0; row < ended.length; row += 1) {
    const last = ended[row] + 7;
    const on = valid[row] === 0 ? AS_OF_NUMBER : values[row];
    if (on <= last) continue;
    rows[count] = row;
    due[count] = last;
    margin[count] = last - on;
    count += 1;
  }
  return rows.slice(0, count).length + 0 * (due.slice(0, count).length + margin.slice(0, count).length);
}

const [COMPLIANT, BREACH, PENDING] = [0, 1, 2];
const FIRST_EFFECTIVE = 19_563; // 2023-07-25
const OWING = Uint8Array.of(1, 1, 1, 1, 1, 1);

/** The state of every record, tuned by hand: what `recordStatus` gives but for other readings. */
function statusTyped({ sessions }) {
  const { form, ended_on: ended, record_submitted_on: { values, valid } } = sessions;
  const verdict = new Uint8Array(ended.length);
  const judged = new Uint8Array(ended.length);
  const margin = new Int32Array(ended.length);
  const dated = new Uint8Array(ended.length);
  for (let row = 0; row < ended.length; row += 1) {
    const day = ended[row];
    if (day < FIRST_EFFECTIVE || day > AS_OF_NUMBER || OWING[form[row]] !== 1) continue;
    const due = day + 7;
    const given = valid[row] !== 0 && values[row] <= AS_OF_NUMBER;
    const on = given ? values[row] : AS_OF_NUMBER;
    verdict[row] = on > due ? BREACH : given ? COMPLIANT : PENDING;
    judged[row] = 1;
    margin[row] = due - on;
    dated[row] = 1;
  }
  return { verdict: { values: verdict, valid: judged }, margin_days: { values: margin, valid: dated } };
}

const same = (a, b) => a.length === b.length && a.every((value, at) => value === b[at]);

/** Whether two states of records are alike, row by row. */
function alike(a, b) {
  return ['verdict', 'margin_days'].every((name) => same(a[name].values, b[name].values) && same(a[name].valid, b[name].valid));
}

/** A worker's year as rows. */
export function year() {
  const day = (number) => new Date((FROM + number) * 86_400_000).toISOString().slice(0, 10);
  const sessions = Array.from({ length: 24 }, (_, at) => ({
    session: `D${at}`,
    project: '磁器口',
    worker: '周敏',
    form: at % 2 ? 'group' : 'individual',
    ended_on: day(at * 15),
    record_submitted_on: day(at * 15 + (at % 9)),
  }));
  return { engagements: [{ project: '磁器口', worker: '周敏', start: '2024-01-01', end: '2024-12-31' }], sessions };
}

/** The median of some calls in milliseconds; the first does not count. */
function median(calls, call) {
  call();
  const times = Array.from({ length: calls }, () => {
    const from = performance.now();
    call();
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b)[calls >> 1];
}

/** The first call, and a call once its code is compiled well, which engines do after some thousand; in milliseconds. */
function firstAndLater(call) {
  const from = performance.now();
  call();
  const first = performance.now() - from;
  const many = 500;
  const round = () => { for (let time = 0; time < many; time += 1) call(); };
  for (let time = 0; time < 5; time += 1) round();
  return [first, median(5, round) / many];
}

/** Everything measured, in milliseconds; `small` is the file without columns. */
export function measure(hongyan, small, rows, calls) {
  const facts = year();
  const [evaluateFirst, evaluateLater] = firstAndLater(() => hongyan.evaluate(facts, { asOf: AS_OF }));
  const [smallFirst, smallLater] = firstAndLater(() => small.evaluate(facts, { asOf: AS_OF }));
  const columns = nation(rows);
  // what the hand-written code gives out is looked at
  const LOOKED_AT = {
    supervision_frequency: ['project', 'worker', 'month'],
    record_deadline: ['session', 'worker', 'due_on', 'margin_days'],
  };
  const ask = (rules, options) => () => {
    const { findings } = hongyan.check(columns, { asOf: AS_OF, keep: 'breach', rules, ...options });
    const looked = rules.flatMap((rule) => LOOKED_AT[rule]).map((name) => findings[name]);
    if (looked.some((column) => column === undefined)) throw new Error('a column is missing');
    return findings.contested.length;
  };
  const frequency = ['supervision_frequency'];
  const records = ['record_deadline'];
  const status = (contested) => () => hongyan.recordStatus(columns.sessions, { asOf: AS_OF, contested });
  if (!alike(status(false)(), statusTyped(columns))) throw new Error('the states of records differ');
  // an engine that looks through millions of objects for what can go is slower at anything, so these come last
  const overColumns = {
    'check, both rules, keys checked': median(calls, ask([...frequency, ...records])),
    'check, both rules, keys trusted': median(calls, ask([...frequency, ...records], { trustKeys: true })),
    'frequency: check': median(calls, ask(frequency, { trustKeys: true })),
    'frequency: typed arrays by hand': median(calls, () => frequencyTyped(columns)),
    'record deadline: check': median(calls, ask(records, { trustKeys: true })),
    'record deadline: typed arrays by hand': median(calls, () => recordsTyped(columns)),
    'record status: recordStatus, contested too': median(calls, status(true)),
    'record status: recordStatus': median(calls, status(false)),
    'record status: typed arrays by hand': median(calls, () => statusTyped(columns)),
  };
  const objects = rowsOf(columns);
  // the same question has the same answer
  const found = [ask(frequency)(), frequencyWithMaps(objects), frequencyTyped(columns)];
  const late = [ask(records)(), recordsWithMaps(objects), recordsTyped(columns)];
  if (new Set(found).size > 1 || new Set(late).size > 1) throw new Error(`${found} ${late}`);
  return {
    ...overColumns,
    'frequency: Maps and objects': median(calls, () => frequencyWithMaps(objects)),
    'record deadline: objects': median(calls, () => recordsWithMaps(objects)),
    "evaluate: one worker's year": evaluateLater,
    'the same, the first call': evaluateFirst,
    'the same of hongyan/evaluate': smallLater,
    'the same of hongyan/evaluate, the first call': smallFirst,
    breaches: found[0] + late[0],
  };
}
