#![no_main]
//! Rows that come, are corrected and go, and days that pass: what the changes add up to is a report made anew.

use std::collections::BTreeMap;

use hongyan::facts::{Facts, Tables};
use hongyan::live::{Change, Live, Row};
use hongyan::{Day, Policy, Report, Rule, check};
use hongyan_fuzz::rows::{self, Input, When};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

#[derive(Debug, Arbitrary)]
enum Step {
    Insert(rows::Row),
    Correct(rows::Row),
    Withdraw(u8),
    Replace(u8, rows::Row),
    Advance(u8),
    Back(When),
}

#[derive(Debug, Arbitrary)]
struct Watched {
    input: Input,
    strict: bool,
    steps: Vec<Step>,
}

macro_rules! each_table {
    ($then:ident) => {
        $then!(
            Engagement = engagements,
            Session = sessions,
            Excuse = excuses,
            Plan = plans,
            Mentor = mentors,
            Appointment = appointments,
            Guidance = guidance,
            Evaluation = evaluations,
            Violation = violations
        )
    };
}

/// The rows of tables, one after another.
fn listed(tables: Tables) -> Vec<Row> {
    let mut rows = Vec::new();
    macro_rules! list {
        ($($type:ident = $field:ident),+) => {
            $(rows.extend(tables.$field.into_iter().flatten().map(Row::from));)+
        };
    }
    each_table!(list);
    rows
}

/// Every table, with these rows.
fn laid(rows: &[Row]) -> Tables {
    let mut tables = Tables::default();
    macro_rules! lay {
        ($($type:ident = $field:ident),+) => {
            $(tables.$field = Some(Vec::new());)+
            for row in rows {
                match row {
                    $(Row::$type(row) => tables.$field.get_or_insert_default().push(row.clone()),)+
                    _ => unreachable!("there is no other table"),
                }
            }
        };
    }
    each_table!(lay);
    tables
}

type States = BTreeMap<(String, String), Value>;

fn states(report: &Report) -> States {
    let state = |finding: hongyan::Finding<'_>| {
        let mut state = json!({"verdict": finding.verdict, "contested": finding.contested});
        if finding.contested {
            state["contested_by"] = finding.contested_by().map(|(key, value)| format!("{key}={value}")).collect();
        }
        ((finding.rule.name().to_owned(), json!(finding.subject).to_string()), state)
    };
    report.findings().map(state).collect()
}

/// Carries changes over to the states that were.
fn changed(states: &mut States, changes: &[Change]) {
    for change in changes {
        let key = (change.rule().name().to_owned(), json!(change.subject()).to_string());
        assert_eq!(states.get(&key).cloned(), change.from.map(|from| json!(from)), "{key:?} was something else");
        match change.to {
            Some(to) => states.insert(key, json!(to)),
            None => states.remove(&key),
        };
    }
}

/// Whether the door takes rows; two with the same key that differ are refused.
fn taken(rows: &[Row]) -> Option<Facts> {
    Facts::new(laid(rows)).ok()
}

fuzz_target!(|watched: Watched| {
    let Watched { input, strict, steps } = watched;
    let policy = if strict {
        Policy::from_json(r#"{"profile": "civil_code", "mentor": {"term": {"years": 1}, "inactivity": {"months": 2}}}"#)
            .expect("a policy")
    } else {
        Policy::default()
    };
    let mut rows: Vec<Row> = Vec::new();
    for row in listed(input.tables()) {
        rows.push(row);
        if taken(&rows).is_none() || rows[..rows.len() - 1].contains(&rows[rows.len() - 1]) {
            rows.pop();
        }
    }
    let mut as_of = Day::from(input.as_of.day());
    let facts = taken(&rows).expect("each was taken");
    let mut live = Live::new(&facts, &policy, as_of, Rule::ALL);
    let mut known = states(&check(&facts, &policy, as_of));
    for step in steps.iter().take(24) {
        let mut next = rows.clone();
        let one = |row: &rows::Row| listed(input.tables_of(std::slice::from_ref(row))).pop().expect("a row");
        let done = match step {
            Step::Insert(row) => {
                let row = one(row);
                if !next.contains(&row) {
                    next.push(row.clone());
                }
                live.insert(row)
            }
            Step::Correct(row) => {
                let row = one(row);
                if row.table().key().is_empty() {
                    assert!(live.correct(row).is_err());
                    continue;
                }
                let key = |row: &Row| {
                    let columns = serde_json::to_value(Facts::new(laid(std::slice::from_ref(row))).ok()?).ok()?;
                    let columns = &columns[row.table().name()][0];
                    let names = row.table().key().iter().map(|at| row.table().columns()[*at].name);
                    Some((row.table(), names.map(|name| columns[name].to_string()).collect::<Vec<_>>()))
                };
                let same = next.iter().position(|old| key(&row).is_some() && key(old) == key(&row));
                match (same, live.correct(row.clone())) {
                    (Some(at), done) => {
                        next[at] = row;
                        done
                    }
                    (None, done) => {
                        assert!(done.is_err(), "there is no such row");
                        continue;
                    }
                }
            }
            Step::Withdraw(place) => {
                if next.is_empty() {
                    continue;
                }
                let row = next.remove(usize::from(*place) % next.len());
                live.withdraw(row)
            }
            Step::Replace(place, row) => {
                if next.is_empty() {
                    continue;
                }
                let (at, row) = (usize::from(*place) % next.len(), one(row));
                let old = std::mem::replace(&mut next[at], row.clone());
                let again = next.iter().filter(|one| **one == row).count() > 1;
                let done = live.replace(old, row);
                if again {
                    // a row that is there already stays once
                    next.remove(at);
                }
                done
            }
            Step::Advance(days) => {
                as_of = as_of.plus_days(i32::from(*days)).min(Day::LAST);
                Ok(live.advance(as_of))
            }
            Step::Back(to) => {
                as_of = Day::from(to.day());
                Ok(live.advance(as_of))
            }
        };
        match (taken(&next), done) {
            (Some(facts), Ok(changes)) => {
                let report = check(&facts, &policy, as_of);
                changed(&mut known, &changes);
                assert_eq!(known, states(&report), "after {step:?}");
                rows = next;
            }
            (None, Err(faults)) => hongyan_fuzz::explained(&faults),
            (facts, done) => panic!("{step:?}: anew {:?}, live {done:?}", facts.is_some()),
        }
    }
});
