//! Facts that change while they are watched, held against reports made anew.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use fastrand::Rng;
use hongyan::facts::{Appointment, Excuse, Facts, Faults, Mentor, Session, Table, Tables, Violation};
use hongyan::live::{Change, Live, Row, RowKey};
use hongyan::{Check, Day, Policy, Report, Rule};
use serde_json::{Map, Value, json};

use crate::ask::json as to_json;
use crate::random::{District, district};
use crate::{ask, typed};

type Law = Result<(), String>;

fn same(what: &str, ours: &Value, theirs: &Value) -> Law {
    if ours == theirs { Ok(()) } else { Err(format!("{what}: live {ours:#}\nanew {theirs:#}")) }
}

/// The facts of a district as a list of rows, each once, and all that is asked of them.
struct Ledger {
    rows: Vec<Row>,
    tables: Vec<Table>,
    policy: Policy,
    rules: Vec<Rule>,
    as_of: Day,
}

impl Ledger {
    fn of(district: &District, rules: Vec<Rule>) -> Ledger {
        let tables = Table::ALL.into_iter().filter(|table| district.facts.get(table.name()).is_some());
        Ledger {
            rows: Vec::new(),
            tables: tables.collect(),
            policy: ask::policy(&district.policy),
            rules,
            as_of: ask::day(&district.as_of),
        }
    }

    fn facts(&self) -> Facts {
        let mut tables = Tables::default();
        macro_rules! lay {
            ($($type:ident: $table:ident = $field:ident),+) => {
                $(if self.tables.contains(&Table::$table) { tables.$field = Some(Vec::new()); })+
                for row in &self.rows {
                    match row {
                        $(Row::$type(row) => tables.$field.as_mut().expect("a table").push(row.clone()),)+
                        _ => unreachable!("a row of another table"),
                    }
                }
            };
        }
        lay!(Engagement: Engagements = engagements, Session: Sessions = sessions, Excuse: Excuses = excuses,
            Plan: Plans = plans, Mentor: Mentors = mentors, Appointment: Appointments = appointments,
            Guidance: Guidance = guidance, Evaluation: Evaluations = evaluations, Violation: Violations = violations);
        Facts::new(tables).unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn report_on(&self, facts: &Facts, as_of: Day) -> Report {
        Check::new(&self.policy, as_of).rules(self.rules.clone()).run(facts)
    }

    fn report(&self) -> Report {
        self.report_on(&self.facts(), self.as_of)
    }

    fn live(&self) -> Live {
        Live::new(&self.facts(), &self.policy, self.as_of, self.rules.clone())
    }
}

/// Mostly all rules, sometimes a few.
fn some_rules(rng: &mut Rng) -> Vec<Rule> {
    let mut rules = Rule::ALL.to_vec();
    if rng.u8(0..4) == 0 {
        rules.retain(|_| rng.bool());
    }
    rules
}

/// The rows of a district, each once.
fn rows(district: &District) -> Vec<Row> {
    fn all<T: Into<Row>>(rows: Option<Vec<T>>) -> impl Iterator<Item = Row> {
        rows.into_iter().flatten().map(T::into)
    }
    let tables = typed::tables(&district.facts);
    let rows = all(tables.engagements)
        .chain(all(tables.sessions))
        .chain(all(tables.excuses))
        .chain(all(tables.plans))
        .chain(all(tables.mentors))
        .chain(all(tables.appointments))
        .chain(all(tables.guidance))
        .chain(all(tables.evaluations))
        .chain(all(tables.violations));
    let mut each: Vec<Row> = Vec::new();
    for row in rows {
        if !each.contains(&row) {
            each.push(row);
        }
    }
    each
}

/// Verdict, contested and contested_by of every finding, as a change writes them.
fn states(report: &Report) -> BTreeMap<(Rule, hongyan::Subject<'_>), Value> {
    let state = |finding: hongyan::Finding<'_>| {
        let mut state = json!({"verdict": finding.verdict, "contested": finding.contested});
        if finding.contested {
            let names = finding.contested_by().map(|(key, value)| format!("{key}={value}"));
            state["contested_by"] = names.collect();
        }
        state
    };
    report.findings().map(|finding| ((finding.rule, finding.subject), state(finding))).collect()
}

/// What differs between two reports, as changes are written.
fn difference(on: Day, before: &Report, after: &Report) -> Vec<Value> {
    let quiet = before.findings().len() == after.findings().len()
        && before.findings().zip(after.findings()).all(|(one, other)| {
            (one.subject, one.verdict, one.contested) == (other.subject, other.verdict, other.contested)
                && (!one.contested || one.contested_by().eq(other.contested_by()))
        });
    if quiet {
        return Vec::new();
    }
    let (before, after) = (states(before), states(after));
    let mut keys: Vec<_> = before.keys().chain(after.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let differing = keys.into_iter().filter(|key| before.get(key) != after.get(key));
    differing
        .map(|key| {
            let (from, to) = (before.get(key), after.get(key));
            json!({"on": on, "rule": key.0, "subject": key.1, "from": from, "to": to})
        })
        .collect()
}

/// The whole state is that of a report made anew; warnings by kind alone, for rows have other numbers.
fn in_step(live: &Live, anew: &Report) -> Law {
    let (ours, theirs) = (to_json(&live.report()), to_json(anew));
    for key in ["as_of", "policy", "findings", "summary", "standings", "deadlines", "skipped", "faults"] {
        same(key, &ours[key], &theirs[key])?;
    }
    let kinds = |report: &Value| {
        let warnings = ask::list(&report["warnings"]).iter();
        let mut kinds: Vec<String> = warnings.map(|one| format!("{} {}", one["table"], one["code"])).collect();
        kinds.sort_unstable();
        json!(kinds)
    };
    same("warnings", &kinds(&ours), &kinds(&theirs))
}

fn key(row: &Row) -> Option<RowKey<'_>> {
    Some(match row {
        Row::Session(Session { session, worker, .. }) => RowKey::Session { session, worker },
        Row::Excuse(Excuse { project, worker, month, .. }) => RowKey::Excuse { project, worker, month: *month },
        Row::Mentor(Mentor { mentor, .. }) => RowKey::Mentor { mentor },
        Row::Appointment(Appointment { mentor, appointed_on, .. }) => {
            RowKey::Appointment { mentor, appointed_on: (*appointed_on).into() }
        }
        Row::Violation(Violation { mentor, found_on, .. }) => {
            RowKey::Violation { mentor, found_on: (*found_on).into() }
        }
        _ => return None,
    })
}

/// What a row is corrected to: its key, with the other columns of another.
fn corrected(row: &Row, other: &Row) -> Row {
    match (row.clone(), other.clone()) {
        (Row::Session(row), Row::Session(other)) => {
            Session { session: row.session, worker: row.worker, ..other }.into()
        }
        (Row::Excuse(row), Row::Excuse(other)) => Excuse { reason: other.reason, ..row }.into(),
        (Row::Mentor(row), Row::Mentor(other)) => Mentor { mentor: row.mentor, ..other }.into(),
        (Row::Appointment(row), Row::Appointment(other)) => {
            let ends_on = other.ends_on.filter(|day| *day >= row.appointed_on);
            Appointment { ends_on, issued_by: other.issued_by, ..row }.into()
        }
        (Row::Violation(row), Row::Violation(other)) => Violation { revoked_on: other.revoked_on, ..row }.into(),
        (row, _) => row,
    }
}

/// One step in the life of a ledger.
#[derive(Debug)]
enum Step {
    Insert(Row),
    Correct(Row),
    Replace(Row, Row),
    Withdraw(Row),
    WithdrawKey(Row),
    Advance(Day),
    AddTable(Table),
}

impl Step {
    fn random(ledger: &Ledger, pool: &[Row], rng: &mut Rng) -> Step {
        let from_pool = |rng: &mut Rng| rng.choice(pool).cloned();
        let held = |rng: &mut Rng| rng.choice(&ledger.rows).cloned();
        // mostly a row that is there, sometimes one that may not be
        let some = |rng: &mut Rng| if rng.u8(0..8) == 0 { from_pool(rng) } else { held(rng) };
        loop {
            let step = match rng.u8(0..20) {
                0..6 => from_pool(rng).map(Step::Insert),
                6..10 => some(rng).map(|row| {
                    let alike: Vec<&Row> = pool.iter().filter(|one| one.table() == row.table()).collect();
                    Step::Correct(rng.choice(alike).map_or(row.clone(), |other| corrected(&row, other)))
                }),
                10..13 => {
                    let old = some(rng);
                    let new = if rng.bool() { some(rng) } else { from_pool(rng) };
                    old.zip(new).map(|(old, new)| Step::Replace(old, new))
                }
                13..15 => some(rng).map(Step::Withdraw),
                15 => some(rng).map(Step::WithdrawKey),
                16..19 => Some(Step::Advance(ledger.as_of.plus_days(rng.i32(-20..120)))),
                _ => rng.choice(Table::ALL).filter(|_| rng.u8(0..4) == 0).map(Step::AddTable),
            };
            if let Some(step) = step {
                return step;
            }
        }
    }

    /// What it means for a list of rows; false if it is refused.
    fn done_to(&self, ledger: &mut Ledger) -> bool {
        let Ledger { rows, tables, as_of, .. } = ledger;
        let at = |rows: &[Row], row: &Row| rows.iter().position(|one| one == row);
        let at_key =
            |rows: &[Row], row: &Row| key(row).and_then(|named| rows.iter().position(|one| key(one) == Some(named)));
        let present = |row: &Row| tables.contains(&row.table());
        match self {
            Step::Insert(row) => {
                if !present(row) {
                    return false;
                }
                if at(rows, row).is_none() {
                    if at_key(rows, row).is_some() {
                        return false;
                    }
                    rows.push(row.clone());
                }
            }
            Step::Correct(row) => match at_key(rows, row) {
                Some(place) => rows[place] = row.clone(),
                None => return false,
            },
            Step::Replace(old, new) => {
                let (Some(place), true) = (at(rows, old), present(new)) else { return false };
                if old != new {
                    let taken = rows.remove(place);
                    if at(rows, new).is_none() {
                        if at_key(rows, new).is_some() {
                            rows.push(taken);
                            return false;
                        }
                        rows.push(new.clone());
                    }
                }
            }
            Step::Withdraw(row) => match at(rows, row) {
                Some(place) => drop(rows.remove(place)),
                None => return false,
            },
            Step::WithdrawKey(row) => match at_key(rows, row) {
                Some(place) => drop(rows.remove(place)),
                None => return false,
            },
            Step::Advance(to) => *as_of = *to,
            Step::AddTable(table) => {
                if !tables.contains(table) {
                    tables.push(*table);
                }
            }
        }
        true
    }

    /// `None` for what cannot be said: a key that rows of the table do not have.
    fn done_live(&self, live: &mut Live) -> Option<Result<Vec<Change>, Faults>> {
        Some(match self {
            Step::Insert(row) => live.insert(row.clone()),
            Step::Correct(row) => live.correct(row.clone()),
            Step::Replace(old, new) => live.replace(old.clone(), new.clone()),
            Step::Withdraw(row) => live.withdraw(row.clone()),
            Step::WithdrawKey(row) => live.withdraw_key(key(row)?),
            Step::Advance(to) => Ok(live.advance(*to)),
            Step::AddTable(table) => Ok(live.add_table(*table)),
        })
    }
}

/// Rows come, are corrected and go in random order, from an empty start or a full one: after every step the state is
/// that of a report made anew, and the changes are what differs from the one before. What is refused changes nothing.
///
/// # Errors
/// Says what differs.
pub fn amended(seed: u64, steps: usize) -> Law {
    let rng = &mut Rng::with_seed(seed);
    let district = district(seed);
    let mut ledger = Ledger::of(&district, some_rules(rng));
    let mut pool = rows(&district);
    if rng.bool() {
        ledger.rows.clone_from(&pool);
    }
    // rows of another district with the same names, as far as its tables go
    pool.extend(rows(&crate::random::district(seed + 3 * rng.u64(1..1000))));
    if pool.is_empty() {
        return Ok(());
    }
    let mut live = ledger.live();
    let mut before = ledger.report();
    in_step(&live, &before)?;
    for number in 0..steps {
        let step = Step::random(&ledger, &pool, rng);
        let told = |why: String| format!("district {seed}, step {number}, {step:?}\n{why}");
        let since = ledger.as_of;
        let taken = step.done_to(&mut ledger);
        let Some(done) = step.done_live(&mut live) else { continue };
        let after = ledger.report();
        match done {
            Ok(changes) if taken => {
                let expected = match &step {
                    // each change on its own day
                    Step::Advance(to) if *to > since => days(&ledger, since, *to),
                    _ => difference(ledger.as_of, &before, &after),
                };
                same("changes", &to_json(&changes), &json!(expected)).map_err(told)?;
            }
            Err(faults) if !taken && !faults.is_empty() => {}
            other => return Err(told(format!("taken: {taken}, but {other:?}"))),
        }
        in_step(&live, &after).map_err(told)?;
        for (named, state) in states(&after).iter().take(3) {
            same("state", &to_json(&live.state(named.1)), state).map_err(told)?;
        }
        before = after;
    }
    Ok(())
}

/// The changes of every day after one and up to another, from reports made anew on each.
fn days(ledger: &Ledger, since: Day, to: Day) -> Vec<Value> {
    let facts = ledger.facts();
    let mut before = ledger.report_on(&facts, since);
    let mut changes = Vec::new();
    let mut on = since;
    while on < to {
        on = on.next();
        let after = ledger.report_on(&facts, on);
        changes.extend(difference(on, &before, &after));
        before = after;
    }
    changes
}

/// The law of [`advancing`] for a random district, asked from its day or from one on which events are still to come.
///
/// # Errors
/// Says what differs.
pub fn advanced(seed: u64, span: i32) -> Law {
    let rng = &mut Rng::with_seed(seed);
    let mut district = district(seed);
    let rules = some_rules(rng);
    if rng.bool() {
        let first = NaiveDate::from_ymd_opt(2022, 6, 1).expect("a day");
        district.as_of = (first + Days::new(rng.u64(0..1200))).to_string();
    }
    let law = advancing(&district, rules, span, rng);
    law.map_err(|why| format!("district {seed} from {}\n{why}", district.as_of))
}

/// Time alone changes what reports made anew on every day say, asked day by day, in random leaps, or in one leap; and
/// nothing changes before the day that is announced.
///
/// # Errors
/// Says what differs.
pub fn advancing(district: &District, rules: Vec<Rule>, span: i32, rng: &mut Rng) -> Law {
    let mut ledger = Ledger::of(district, rules);
    ledger.rows = rows(district);
    let (since, to) = (ledger.as_of, ledger.as_of.plus_days(span));
    let expected = days(&ledger, since, to);

    let start = ledger.live();
    let mut leap = start.clone();
    same("in one leap", &to_json(&leap.advance(to)), &json!(expected))?;

    let (mut steps, mut changes) = (start.clone(), Vec::new());
    let mut on = since;
    while on < to {
        on = on.next();
        let announced = steps.next_change_day();
        let found = steps.advance(on);
        if !found.is_empty() && announced != Some(on) {
            return Err(format!("changes on {on}, announced {announced:?}"));
        }
        changes.extend(found);
    }
    same("day by day", &to_json(&changes), &json!(expected))?;

    let (mut leaps, mut changes) = (start, Vec::new());
    while leaps.as_of() < to {
        changes.extend(leaps.advance(leaps.as_of().plus_days(rng.i32(1..90)).min(to)));
    }
    same("in leaps", &to_json(&changes), &json!(expected))?;

    ledger.as_of = to;
    in_step(&leap, &ledger.report())?;
    // and back again
    let back = leap.advance(since);
    let end = ledger.report();
    ledger.as_of = since;
    let expected = difference(since, &end, &ledger.report());
    same("back", &to_json(&back), &json!(expected))?;
    in_step(&leap, &ledger.report())
}

/// Everything that can be seen of it.
#[must_use]
pub fn seen(live: &Live) -> Value {
    let mut seen = Map::new();
    seen.insert("report".to_owned(), to_json(&live.report()));
    seen.insert("facts".to_owned(), to_json(&live.facts()));
    seen.insert("next".to_owned(), to_json(&live.next_change_day()));
    Value::Object(seen)
}
