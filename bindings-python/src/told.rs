//! What a report and a policy say besides findings, as tables.

use hongyan::facts::{Fault, Source, Table};
use hongyan::finding::Verdict;
use hongyan::message::{Lang, Message};
use hongyan::policy::Description;
use hongyan::render::Rate;
use hongyan::report::Summary;
use hongyan::standing::Standing;
use hongyan::value::Value;
use hongyan::warning::Warning;
use pyo3::prelude::*;

use crate::cells::{batch, counts, days, flags, integers, small_integers, texts};
use crate::frame::Frame;

fn number(value: Option<usize>) -> Option<i64> {
    value.and_then(|value| i64::try_from(value).ok())
}

impl Frame {
    /// Faults, each in both languages, with its place as facts and as files count.
    pub(crate) fn faults(faults: &[Fault]) -> PyResult<Frame> {
        Frame::faults_in(faults, Fault::message)
    }

    /// The same in sentences without rows.
    pub(crate) fn faults_without_rows(faults: &[Fault]) -> PyResult<Frame> {
        Frame::faults_in(faults, |fault| {
            let mut fault = fault.clone();
            fault.row = None;
            fault.message()
        })
    }

    fn faults_in(faults: &[Fault], message: impl Fn(&Fault) -> Message) -> PyResult<Frame> {
        let all = || faults.iter();
        let source = || faults.iter().map(|fault| fault.source.as_ref());
        let shown = |value: &Value| if *value == Value::Null { None } else { Some(value.to_string()) };
        let told: Vec<_> = all().map(|fault| message(fault).both()).collect();
        batch(vec![
            ("table", texts(all().map(|fault| fault.table.as_deref()))),
            ("row", integers(all().map(|fault| number(fault.row)))),
            ("column", texts(all().map(|fault| fault.column.as_deref()))),
            ("value", texts(all().map(|fault| shown(&fault.value)))),
            ("code", texts(all().map(|fault| Some(fault.code.name())))),
            ("message_zh", texts(told.iter().map(|message| Some(&message.zh)))),
            ("message_en", texts(told.iter().map(|message| Some(&message.en)))),
            ("source_file", texts(source().map(|source| source?.file.as_deref()))),
            ("source_sheet", texts(source().map(|source| source?.sheet.as_deref()))),
            ("source_row", integers(source().map(|source| number(source?.row)))),
            ("source_column", texts(source().map(|source| source?.column.as_deref()))),
        ])
        .map(Frame::new)
    }

    /// Warnings, each in both languages.
    pub(crate) fn warnings<'r>(
        warnings: impl ExactSizeIterator<Item = Warning<'r>> + Clone,
        found: &dyn Fn(Table, usize) -> Option<Source>,
    ) -> PyResult<Frame> {
        Frame::warnings_in(warnings, found, |warning, source| match source {
            Some(source) => warning.message_at(Some(source)),
            None => warning.message(),
        })
    }

    /// The same in sentences without rows.
    pub(crate) fn warnings_without_rows<'r>(
        warnings: impl ExactSizeIterator<Item = Warning<'r>> + Clone,
    ) -> PyResult<Frame> {
        Frame::warnings_in(warnings, &|_, _| None, |mut warning, _| {
            warning.row = None;
            warning.message()
        })
    }

    fn warnings_in<'r>(
        warnings: impl ExactSizeIterator<Item = Warning<'r>> + Clone,
        found: &dyn Fn(Table, usize) -> Option<Source>,
        message: impl Fn(Warning<'r>, Option<&Source>) -> Message,
    ) -> PyResult<Frame> {
        let sources: Vec<_> = warnings.clone().map(|warning| found(warning.table, warning.row?)).collect();
        let source = || sources.iter().map(Option::as_ref);
        let told: Vec<_> =
            warnings.clone().zip(source()).map(|(warning, source)| message(warning, source).both()).collect();
        batch(vec![
            ("code", texts(warnings.clone().map(|warning| Some(warning.code.name())))),
            ("table", texts(warnings.clone().map(|warning| Some(warning.table.name())))),
            ("row", integers(warnings.map(|warning| number(warning.row)))),
            ("message_zh", texts(told.iter().map(|message| Some(&message.zh)))),
            ("message_en", texts(told.iter().map(|message| Some(&message.en)))),
            ("source_file", texts(source().map(|source| source?.file.as_deref()))),
            ("source_sheet", texts(source().map(|source| source?.sheet.as_deref()))),
            ("source_row", integers(source().map(|source| number(source?.row)))),
        ])
        .map(Frame::new)
    }

    /// How mentors stand.
    pub(crate) fn standings<'r>(
        standings: impl ExactSizeIterator<Item = Standing<'r>> + Clone,
        integers: bool,
    ) -> PyResult<Frame> {
        let named = standings.clone().map(|one| one.mentor);
        let mentors = if integers { self::integers(named.map(|id| id.parse().ok())) } else { texts(named.map(Some)) };
        batch(vec![
            ("mentor", mentors),
            ("standing", texts(standings.clone().map(|one| Some(one.status.name())))),
            ("first_day", days(standings.clone().map(|one| one.first_day))),
            ("last_day", days(standings.clone().map(|one| one.last_day))),
            ("commendable", flags(standings.map(|one| one.commendable))),
        ])
        .map(Frame::new)
    }

    /// Counts by rule.
    pub(crate) fn summary(summary: &Summary) -> PyResult<Frame> {
        let all = || summary.iter();
        let mut columns = vec![("rule", texts(all().map(|(rule, _)| Some(rule.name()))))];
        for verdict in Verdict::ALL {
            columns.push((verdict.name(), counts(all().map(|(_, of)| of.of(verdict)))));
        }
        columns.push(("contested", counts(all().map(|(_, of)| of.contested))));
        batch(columns).map(Frame::new)
    }

    /// How many duties were met in time, late or not at all.
    pub(crate) fn rates(name: &'static str, rates: &[Rate]) -> PyResult<Frame> {
        let all = || rates.iter().map(|rate| &rate.tally);
        batch(vec![
            (name, texts(rates.iter().map(|rate| Some(&rate.name)))),
            ("in_time", counts(all().map(|tally| tally.in_time))),
            ("late", counts(all().map(|tally| tally.late))),
            ("missed", counts(all().map(|tally| tally.missed))),
            ("pending", counts(all().map(|tally| tally.pending))),
            ("excused", counts(all().map(|tally| tally.excused))),
            ("not_applicable", counts(all().map(|tally| tally.not_applicable))),
            ("undetermined", counts(all().map(|tally| tally.undetermined))),
            ("contested", counts(all().map(|tally| tally.contested))),
            (
                "per_mille",
                small_integers(all().map(|tally| tally.per_mille().and_then(|rate| i32::try_from(rate).ok()))),
            ),
        ])
        .map(Frame::new)
    }

    /// The keys of a policy.
    pub(crate) fn described(description: &Description, lang: Lang) -> PyResult<Frame> {
        let all = || description.iter();
        batch(vec![
            ("edition", integers(all().map(|one| number(one.edition)))),
            ("key", texts(all().map(|one| Some(one.key)))),
            ("value", texts(all().map(|one| Some(&one.value)))),
            ("default", texts(all().map(|one| Some(&one.default)))),
            ("basis", texts(all().map(|one| Some(one.basis.name())))),
            ("admissible", texts(all().map(|one| Some(&one.admissible)))),
            ("clause", texts(all().map(|one| Some(one.clause)))),
            ("settled", texts(all().map(|one| one.settled.as_ref()))),
            ("meaning", texts(all().map(|one| Some(one.meaning.get(lang))))),
        ])
        .map(Frame::new)
    }
}
