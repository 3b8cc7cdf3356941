//! A report as it was written, taken up again.

mod detail;
mod error;
mod names;
mod wire;

use std::borrow::Cow;
use std::sync::Arc;

pub use error::ReadError;
use names::Names;
use wire::{Document, Engine};
#[cfg(feature = "schema")]
pub(crate) use wire::{WrittenPolicy, document_schema};

use super::finding::{flipped_by, flips};
use super::{Record, Report, Summary};
use crate::calendar::{Day, Period};
use crate::contest::Contest;
use crate::facts::{Context, Fault};
use crate::finding::{Judgement, Stretch, Verdict};
use crate::message::{Param, Text, Told, words};
use crate::policy::Policy;
use crate::rules::{Rule, Subject};
use crate::{standing, warning};

impl Report {
    /// Reads a report that was written as JSON, with or without messages. Written again it has the same bytes, and what
    /// is made from a report (documents, rates, a comparison with a later one) can be made from it. Only what needs the
    /// facts is not in it: [`Report::explain`] takes them still.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Form, Session, Tables};
    /// use hongyan::{Day, Policy, Report, check};
    ///
    /// let day = |day| chrono::NaiveDate::from_ymd_opt(2024, 3, day).unwrap();
    /// let session = Session::new("D2024-0312", "磁器口", "周敏", Form::Group, day(5));
    /// let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let saved = check(&facts, &Policy::default(), day(20)).to_json()?;
    ///
    /// let report = Report::from_json(&saved)?;
    /// assert_eq!(report.as_of(), Day::from(day(20)));
    /// assert_eq!(report.to_json()?, saved);
    /// assert!(Report::from_json(&saved.replace("S6.2.1", "S4")).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// The first thing that no report of this engine says: another shape, an unknown name, parts that do not fit
    /// together. That the verdicts are right can be told by judging the facts again, and by nothing else.
    pub fn from_json(text: &str) -> Result<Report, ReadError> {
        let document: Document = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))?;
        document.report()
    }
}

impl Document {
    fn report(self) -> Result<Report, ReadError> {
        let Engine { name, version, schema } = self.engine;
        if name != env!("CARGO_PKG_NAME") || schema != crate::SCHEMA {
            return Err(ReadError::foreign(name, schema));
        }
        if self.as_of < Day::FIRST || self.as_of > Day::LAST {
            return Err(ReadError::unfit("as_of", words::OUT_OF_YEARS));
        }
        let policy = Policy::from_value(&self.policy).map_err(ReadError::policy)?;
        let mut summary = Summary::default();
        for (rule, counts) in self.summary.0 {
            if !summary.set(rule, counts) {
                return Err(ReadError::unfit(format!("summary.{rule}"), words::REPEATED_NAME));
            }
        }
        let subjects = |list: &'static str, findings: &'_ [wire::Finding]| -> Result<Vec<Pairs>, ReadError> {
            let pairs = findings.iter().enumerate();
            pairs.map(|(at, one)| one.pairs().ok_or_else(|| unfit(list, at, words::BAD_SUBJECT))).collect()
        };
        let pairs = (subjects("findings", &self.findings)?, subjects("deadlines", &self.deadlines)?);
        let found = read_subjects("findings", &self.findings, &pairs.0)?;
        let due = read_subjects("deadlines", &self.deadlines, &pairs.1)?;
        let due_days = self.deadlines.iter().map(|one| one.due_on);
        let mentors: Vec<&str> = self.standings.iter().map(|one| one.mentor.as_str()).collect();
        let names = Names::of(&found, due.iter().copied().zip(due_days), &mentors);

        let (mut records, mut deadlines, mut stretches) = (Vec::new(), Vec::new(), Vec::new());
        for (at, (finding, subject)) in self.findings.iter().zip(found).enumerate() {
            let record = finding.record(subject, &names, &mut stretches).map_err(|why| unfit("findings", at, why))?;
            records.push(record);
        }
        for (at, (finding, subject)) in self.deadlines.iter().zip(due).enumerate() {
            let record = finding.record(subject, &names, &mut Vec::new()).map_err(|why| unfit("deadlines", at, why))?;
            if record.judgement.verdict != Verdict::Pending || record.judgement.due_on.is_none() {
                return Err(unfit("deadlines", at, words::NO_DEADLINE));
            }
            deadlines.push(record);
        }
        let pairs = records.iter().zip(records.iter().skip(1)).zip(1..);
        for ((one, next), at) in pairs {
            if (one.rule, one.keys) >= (next.rule, next.keys) {
                return Err(unfit("findings", at, words::OUT_OF_ORDER));
            }
        }
        counted(&records, &summary)?;
        let standings = self.standings.iter().enumerate().map(|(at, one)| {
            let days = match (one.first_day, one.last_day) {
                (Some(from), Some(to)) => Some(Period { from, to }),
                (None, None) => None,
                _ => return Err(unfit("standings", at, words::HALF_A_TERM)),
            };
            let mentor = names.mentor(&one.mentor).ok_or_else(|| unfit("standings", at, words::TOO_MANY))?;
            Ok(standing::Record::told(mentor, one.standing, days, one.commendable))
        });
        let standings = standings.collect::<Result<Vec<_>, _>>()?;
        let (warnings, told) = self.warnings.into_iter().map(wire::Warning::apart).unzip();
        Ok(Report {
            version: Cow::Owned(version),
            as_of: self.as_of,
            policy,
            ids: Arc::new(names.ids()),
            records,
            stretches,
            deadlines,
            summary,
            skipped: self.skipped.into_iter().map(|one| (one.rule, one.missing)).collect(),
            standings,
            warnings,
            told,
            faults: self.faults.into_iter().map(Fault::from).collect(),
        })
    }
}

/// Names and values of the keys of a subject.
type Pairs = Vec<(String, String)>;

fn unfit(list: &str, at: usize, why: Text) -> ReadError {
    ReadError::unfit(format!("{list}[{at}]"), why)
}

fn read_subjects<'p>(
    list: &str,
    findings: &[wire::Finding],
    pairs: &'p [Pairs],
) -> Result<Vec<Subject<'p>>, ReadError> {
    let subjects = findings.iter().zip(pairs).enumerate();
    let read = subjects.map(|(at, (finding, pairs))| {
        let subject = Subject::from_pairs(finding.rule, pairs);
        subject.map_err(|_| unfit(list, at, words::BAD_SUBJECT))
    });
    read.collect()
}

/// No more findings than the summary has counted.
fn counted(records: &[Record], summary: &Summary) -> Result<(), ReadError> {
    let mut held = Summary::default();
    for record in records {
        held.count(record.rule, record.judgement.verdict, record.contest.contested, 1);
    }
    let fits = |(rule, held): (Rule, &super::Counts)| {
        summary.get(rule).is_some_and(|counts| {
            held.contested <= counts.contested && Verdict::ALL.iter().all(|one| held.of(*one) <= counts.of(*one))
        })
    };
    match held.iter().find(|counts| !fits(*counts)) {
        Some((rule, _)) => Err(ReadError::unfit(format!("summary.{rule}"), words::MISCOUNTED)),
        None => Ok(()),
    }
}

impl wire::Finding {
    /// The record of a finding, or what about it does not fit.
    fn record(&self, subject: Subject<'_>, names: &Names<'_>, stretches: &mut Vec<Stretch>) -> Result<Record, Text> {
        let rule = self.rule;
        let detail = self.detail.read(rule).ok_or(words::BAD_DETAIL)?;
        if self.clause != rule.clause(detail) {
            return Err(words::OTHER_CLAUSE);
        }
        let flips = match &self.detail.contested_by {
            Some(readings) if self.contested => {
                let flips = flips(rule, readings).ok_or(words::BAD_READINGS)?;
                let written = flipped_by(rule, flips).map(|(key, value)| format!("{key}={value}"));
                Some(flips).filter(|_| written.eq(readings.iter().map(String::as_str))).ok_or(words::BAD_READINGS)?
            }
            None if !self.contested => Default::default(),
            _ => return Err(words::BAD_READINGS),
        };
        let due_range = match (self.due_range, self.due_on) {
            (Some([from, to]), Some(due_on)) if from <= due_on && due_on <= to => Some(Period { from, to }),
            (None, None) => None,
            _ => return Err(words::BAD_RANGE),
        };
        let from = u32::try_from(stretches.len()).unwrap_or(u32::MAX);
        stretches.extend(self.detail.missed());
        Ok(Record {
            rule,
            keys: names.keys(subject).ok_or(words::TOO_MANY)?,
            judgement: Judgement {
                verdict: self.verdict,
                force: self.force,
                due_on: self.due_on,
                settled_on: self.settled_on,
                margin_days: self.margin_days,
                holds_until: self.holds_until,
                detail,
            },
            contest: Contest { contested: self.contested, by: flips, due_range },
            stretches: from,
        })
    }
}

impl wire::Warning {
    fn apart(self) -> (warning::Record, Told) {
        let wire::Warning { code, table, row, message } = self;
        let place = Param::Place { table: Some(table.name().to_owned()), row, column: None };
        let record = warning::Record { table, row, code, days: [None; 2], ids: [None; 2] };
        (record, Told::after(&place, message))
    }
}

impl From<wire::Fault> for Fault {
    fn from(fault: wire::Fault) -> Fault {
        let wire::Fault { table, row, column, value, code, message, source } = fault;
        let fault = Fault {
            table: table.map(Cow::Owned),
            row,
            column: column.map(Cow::Owned),
            value,
            source,
            ..Fault::new(code)
        };
        let told = Told::after(&fault.place(), message);
        fault.because(Context::Told(told))
    }
}
