//! A nation with more trouble in it than the one that is timed, asked under every reading of the rules whose columns
//! have paths of their own.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use fastrand::Rng;
use hongyan::calendar::Month;
use hongyan::columns::{Columns, Door, FaultTally, Frame};
use hongyan::facts::{self, Facts, Form, Table};
use hongyan::finding::{Detail, Tally, Verdict};
use hongyan::{Check, Day, Finding, Keep, Policy, Rule};
use serde_json::{Value, json};

use crate::nation::frames::{MENTORING, Nulls, SUPERVISION, frames};
use crate::nation::{AS_OF, NULL, Nation, Size};
use crate::random;

/// Added to ids, so that they order alike as numbers and as texts.
const IDS_FROM: i32 = 1_000_000;
const SESSIONS_FROM: i64 = 10_000_000_000_000;

/// A nation with excuses, sessions held twice, records before their sessions and overlapping engagements.
#[derive(Clone)]
pub struct Sample {
    nation: Nation,
    excuses: Excuses,
    /// The day asked about.
    pub as_of: Day,
}

#[derive(Clone, Default)]
struct Excuses {
    project: Vec<i32>,
    worker: Vec<i32>,
    month: Vec<i32>,
    reason: Vec<&'static str>,
}

/// A session as a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    worker: i32,
    ended_on: i32,
    session: i64,
    project: i32,
    form: u8,
    submitted_on: i32,
}

impl Sample {
    /// So many workers, `later` days after 2024.
    #[must_use]
    pub fn new(workers: i32, seed: u64, later: i32) -> Sample {
        let mut rng = Rng::with_seed(seed);
        let mut nation = Nation::new(Size::Workers(workers), seed);
        let shift = |days: &mut Vec<i32>| days.iter_mut().filter(|day| **day != NULL).for_each(|day| *day += later);
        shift(&mut nation.engagements.start);
        shift(&mut nation.engagements.end);
        shift(&mut nation.sessions.ended_on);
        shift(&mut nation.sessions.record_submitted_on);
        shift(&mut nation.appointments.appointed_on);
        shift(&mut nation.guidance.guided_on);
        let ids = |ids: &mut Vec<i32>| ids.iter_mut().for_each(|id| *id += IDS_FROM);
        ids(&mut nation.engagements.project);
        ids(&mut nation.engagements.worker);
        ids(&mut nation.engagements.supervisor);
        ids(&mut nation.sessions.project);
        ids(&mut nation.sessions.worker);
        ids(&mut nation.appointments.mentor);
        ids(&mut nation.guidance.mentor);
        let rows = sessions(&nation, &mut rng);
        nation.sessions.session = rows.iter().map(|row| row.session).collect();
        nation.sessions.project = rows.iter().map(|row| row.project).collect();
        nation.sessions.worker = rows.iter().map(|row| row.worker).collect();
        nation.sessions.form = rows.iter().map(|row| row.form).collect();
        nation.sessions.ended_on = rows.iter().map(|row| row.ended_on).collect();
        nation.sessions.record_submitted_on = rows.iter().map(|row| row.submitted_on).collect();
        let mut excuses = Excuses::default();
        let months: BTreeSet<(i32, i32, i32)> = rows
            .iter()
            .filter(|_| rng.u32(0..100) < 4)
            .map(|row| (row.project, row.worker, Day::from_number(row.ended_on + 31).month().number()))
            .collect();
        for (project, worker, month) in months {
            excuses.project.push(project);
            excuses.worker.push(worker);
            excuses.month.push(month);
            excuses.reason.push("病假");
        }
        Sample { nation, excuses, as_of: Day::from_number(AS_OF + later) }
    }

    /// The same rows in another order.
    #[must_use]
    pub fn shuffled(&self, seed: u64) -> Sample {
        let mut order: Vec<usize> = (0..self.excuses.project.len()).collect();
        Rng::with_seed(seed).shuffle(&mut order);
        let by = |column: &Vec<i32>| order.iter().map(|row| column[*row]).collect();
        let excuses = Excuses {
            project: by(&self.excuses.project),
            worker: by(&self.excuses.worker),
            month: by(&self.excuses.month),
            reason: self.excuses.reason.clone(),
        };
        Sample { nation: self.nation.shuffled(seed), excuses, as_of: self.as_of }
    }

    /// The same as facts.
    ///
    /// # Panics
    /// If they are refused.
    #[must_use]
    pub fn facts(&self) -> Facts {
        let Nation { engagements, sessions, appointments, guidance } = &self.nation;
        let engagement = |row: usize| facts::Engagement {
            end: given(engagements.end[row]),
            supervisor: Some(engagements.supervisor[row].to_string()),
            ..facts::Engagement::new(
                engagements.project[row].to_string(),
                engagements.worker[row].to_string(),
                date(engagements.start[row]),
            )
        };
        let session = |row: usize| facts::Session {
            record_submitted_on: given(sessions.record_submitted_on[row]),
            ..facts::Session::new(
                sessions.session[row].to_string(),
                sessions.project[row].to_string(),
                sessions.worker[row].to_string(),
                Form::from_code(sessions.form[row]).expect("a form"),
                date(sessions.ended_on[row]),
            )
        };
        let excuse = |row: usize| {
            facts::Excuse::new(
                self.excuses.project[row].to_string(),
                self.excuses.worker[row].to_string(),
                Month::from_number(self.excuses.month[row]),
                self.excuses.reason[row],
            )
        };
        let appointment = |row: usize| {
            facts::Appointment::new(appointments.mentor[row].to_string(), date(appointments.appointed_on[row]))
        };
        let guided = |row: usize| facts::Guidance::new(guidance.mentor[row].to_string(), date(guidance.guided_on[row]));
        let tables = facts::Tables {
            engagements: Some((0..engagements.worker.len()).map(engagement).collect()),
            sessions: Some((0..sessions.worker.len()).map(session).collect()),
            excuses: Some((0..self.excuses.worker.len()).map(excuse).collect()),
            appointments: Some((0..appointments.mentor.len()).map(appointment).collect()),
            guidance: Some((0..guidance.mentor.len()).map(guided).collect()),
            ..facts::Tables::default()
        };
        Facts::new(tables).unwrap_or_else(|faults| panic!("{faults}"))
    }

    /// Does something with the same as columns of integers.
    ///
    /// # Panics
    /// If they are refused.
    pub fn columns<T>(&self, then: impl FnOnce(&Columns<'_>) -> T) -> T {
        let nulls = Nulls::of(&self.nation);
        let excuses = Frame::new(Table::Excuses)
            .with("project", &self.excuses.project)
            .with("worker", &self.excuses.worker)
            .with("month", &self.excuses.month)
            .with("reason", &self.excuses.reason);
        let tables = [SUPERVISION, MENTORING].concat();
        let frames = frames(&self.nation, &nulls, &tables).with(excuses);
        then(&Columns::check(frames, Door::default()).unwrap_or_else(|faults| panic!("{faults}")))
    }
}

fn date(day: i32) -> NaiveDate {
    Day::from_number(day).into()
}

fn given(day: i32) -> Option<NaiveDate> {
    (day != NULL).then(|| date(day))
}

/// The sessions with more of them on one day, on the same project and on others, in all forms; by worker.
fn sessions(nation: &Nation, rng: &mut Rng) -> Vec<Row> {
    let sessions = &nation.sessions;
    let mut rows: Vec<Row> = (0..sessions.worker.len())
        .map(|row| Row {
            worker: sessions.worker[row],
            ended_on: sessions.ended_on[row],
            session: sessions.session[row] + SESSIONS_FROM,
            project: sessions.project[row],
            form: sessions.form[row],
            submitted_on: sessions.record_submitted_on[row],
        })
        .collect();
    let projects: Vec<i32> = nation.engagements.project.clone();
    let own: Vec<Row> = rows.clone();
    for (nth, row) in own.iter().enumerate() {
        for again in 0..*rng.choice(&[0, 0, 0, 0, 0, 0, 1, 1, 2, 4]).expect("one") {
            let session = SESSIONS_FROM + 2_000_000_000_000 + (nth * 10 + again) as i64;
            let project = if rng.u8(0..10) < 4 { *rng.choice(&projects).expect("one") } else { row.project };
            let form = if rng.u8(0..10) < 6 { row.form } else { rng.u8(0..6) };
            let ended_on = if rng.bool() { row.ended_on } else { row.ended_on + rng.i32(-3..4) };
            let submitted_on = if rng.u8(0..5) == 0 { NULL } else { ended_on + rng.i32(-1..14) };
            rows.push(Row { session, project, form, ended_on, submitted_on, ..*row });
        }
    }
    rows.sort_unstable();
    rows
}

/// Findings as a report writes them: it says nothing of a form that was held often enough.
fn as_written<'r>(findings: impl Iterator<Item = Finding<'r>>) -> Vec<Finding<'r>> {
    let enough = |tally: Tally| Tally { held: tally.held.min(tally.required), ..tally };
    let written = |mut finding: Finding<'r>| {
        if let Detail::Missing { individual, group } = finding.detail {
            finding.detail = Detail::Missing { individual: enough(individual), group: enough(group) };
        }
        finding
    };
    findings.map(written).collect()
}

/// What differs between the two answers to one question, the first of it.
#[must_use]
pub fn difference(check: &Check<'_>, facts: &Facts, columns: &Columns<'_>) -> Option<String> {
    let (scalar, columnar) = (check.run(facts), check.columns(columns));
    let report = columnar.to_report();
    if scalar.summary() != report.summary() {
        return Some(format!("summary\nfacts:   {:?}\ncolumns: {:?}", scalar.summary(), report.summary()));
    }
    for (name, one, other) in [
        ("findings", as_written(scalar.findings()), as_written(report.findings())),
        ("deadlines", as_written(scalar.deadlines()), as_written(report.deadlines())),
    ] {
        if let Some((one, other)) = one.iter().zip(&other).find(|(one, other)| one != other) {
            return Some(format!("{name}\nfacts:   {one:?}\ncolumns: {other:?}"));
        }
        if one.len() != other.len() {
            return Some(format!("{name}: {} of facts, {} of columns", one.len(), other.len()));
        }
    }
    // what columns say of single findings
    let mut listed = report.findings();
    for findings in columnar.findings() {
        for (at, subject) in columnar.subjects(findings).enumerate() {
            let Some(listed) = listed.next() else { return Some(format!("{subject} is not listed")) };
            let judgement = findings.judgement(at).expect("a judgement");
            let told = (judgement.verdict, judgement.due_on, judgement.settled_on, judgement.margin_days);
            if subject.to_string() != listed.subject.to_string()
                || told != (listed.verdict, listed.due_on, listed.settled_on, listed.margin_days)
                || findings.contest(at).map(|contest| contest.due_range) != Some(listed.due_range)
                || !findings.contested_by(at).eq(listed.contested_by())
            {
                return Some(format!("{subject}: {judgement:?}\nlisted: {listed:?}"));
            }
        }
    }
    if let Some(left) = listed.next() {
        return Some(format!("columns say nothing of {}", left.subject));
    }
    if !scalar.standings().eq(report.standings()) {
        return Some("standings".to_owned());
    }
    // a nation may have more than a columnar report keeps
    let warnings = scalar.warnings().take(FaultTally::KEPT);
    if warnings.len() != report.warnings().len() {
        return Some(format!("{} and {} warnings", warnings.len(), report.warnings().len()));
    }
    let mut both = warnings.zip(report.warnings());
    both.find(|(one, other)| one != other).map(|(one, other)| format!("warnings\nfacts:   {one:?}\ncolumns: {other:?}"))
}

/// Every keep that there is a word for.
#[must_use]
pub fn keeps() -> Vec<Keep> {
    let single = Verdict::ALL.map(|verdict| Keep::only(&[verdict]));
    [Keep::ALL, Keep::PROBLEMS].into_iter().chain(single).collect()
}

/// Every combination of readings of a rule, with its numbers where they have paths of their own.
///
/// # Panics
/// If the rule has none here.
#[must_use]
pub fn policies(rule: Rule) -> Vec<Value> {
    let mut policies = Vec::new();
    let two = |one: &'static str, other: &'static str| [one, other];
    match rule {
        Rule::SupervisionFrequency => {
            for (individual, group) in (0..=5).flat_map(|one| (0..=5).map(move |other| (one, other))) {
                for partial_month in two("whole_months_only", "every_month_touched") {
                    for scope in two("per_project", "per_worker") {
                        for peer in two("counts_for_nothing", "counts_as_group") {
                            policies.push(json!({"supervision": {"frequency": {
                                "individual_per_month": individual, "group_per_month": group,
                                "partial_month": partial_month, "scope": scope, "peer": peer,
                            }}}));
                        }
                    }
                }
            }
        }
        Rule::RecordDeadline => {
            for within_days in [1, 7, 30, 366] {
                for first_day in two("excluded", "included") {
                    for last_day in two("as_counted", "next_workday") {
                        for settled in [json!({}), json!({"supervision.record.first_day": "x"})] {
                            for forms in [json!(["individual", "group", "peer", "on_site"]), json!(["meeting"])] {
                                policies.push(json!({"settled": settled, "supervision": {"record": {
                                    "within_days": within_days, "first_day": first_day, "last_day": last_day,
                                    "forms": forms,
                                }}}));
                            }
                        }
                    }
                }
            }
        }
        Rule::MentorTerm => {
            for last_day in two("corresponding_day", "day_before") {
                for years in [1, 3] {
                    policies.push(json!({"mentor": {"term": {"last_day": last_day, "years": years}}}));
                }
            }
        }
        Rule::MentorInactivity => {
            for last_day in two("corresponding_day", "day_before") {
                for counting in two("rolling", "calendar_months") {
                    for months in [1, 6] {
                        policies.push(json!({"mentor": {
                            "term": {"last_day": last_day}, "inactivity": {"counting": counting, "months": months},
                        }}));
                    }
                }
            }
        }
        other => panic!("no readings of {other:?} here"),
    }
    policies
}

/// Pairs of these policies, one following the other on this day.
#[must_use]
pub fn editions(policies: &[Value], border: Day, seed: u64, count: usize) -> Vec<Value> {
    let mut rng = Rng::with_seed(seed);
    let mut pick = || rng.choice(policies).expect("a policy").clone();
    (0..count)
        .map(|_| {
            json!({"editions": [
                {"effective_from": "2023-07-25", "effective_to": border.previous().to_string(), "policy": pick()},
                {"effective_from": border.to_string(), "policy": pick()},
            ]})
        })
        .collect()
}

/// Holds columns against facts, sorted and shuffled, under every policy of each rule, or one in so many as of random
/// districts; how many questions were asked.
///
/// # Panics
/// At the first question with two answers.
#[must_use]
pub fn sweep(sample: &Sample, policies: impl Fn(Rule) -> Vec<Value>) -> usize {
    let keeps = keeps();
    let shuffled = sample.shuffled(7);
    let (sorted_facts, shuffled_facts) = (sample.facts(), shuffled.facts());
    let step = usize::try_from(random::one_in()).expect("a small number");
    let mut asked = 0;
    sample.columns(|sorted_columns| {
        shuffled.columns(|shuffled_columns| {
            let (sorted, shuffled) = ((&sorted_facts, sorted_columns), (&shuffled_facts, shuffled_columns));
            let rules = [Rule::SupervisionFrequency, Rule::RecordDeadline, Rule::MentorTerm, Rule::MentorInactivity];
            for rule in rules {
                let policies = policies(rule);
                let first = (step / 2).min(policies.len().saturating_sub(1));
                for (nth, text) in policies.iter().enumerate().skip(first).step_by(step) {
                    let policy = Policy::from_json(&text.to_string()).unwrap_or_else(|errors| panic!("{errors}"));
                    let keep = if nth % 2 == 0 { Keep::ALL } else { keeps[nth / 2 % keeps.len()] };
                    let check = Check::new(&policy, sample.as_of).rules([rule]).keep(keep);
                    for (facts, columns) in [sorted, shuffled] {
                        if let Some(difference) = difference(&check, facts, columns) {
                            panic!("{rule:?}, {keep:?}, {text}\n{difference}");
                        }
                        asked += 1;
                    }
                }
            }
        });
    });
    asked
}
