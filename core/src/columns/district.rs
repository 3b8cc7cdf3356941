//! What a columnar report kept, as the report that documents and messages are made from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::array::NO_DAY;
use super::findings::{Entry, Findings};
use super::report::Report;
use super::space::{IdValue, Space};
use super::warnings::Odd;
use crate::calendar::Day;
use crate::facts::{Id, Ids};
use crate::finding::{Detail, Stretch};
use crate::report::{self, Record};
use crate::rules::{Keys, Rule, Second};
use crate::{standing, warning};

/// The ids that a report names, in order.
struct Named<'a>(Vec<IdValue<'a>>);

impl<'a> Named<'a> {
    fn id(&self, value: Option<IdValue<'a>>) -> Option<Id> {
        self.0.binary_search(&value?).ok().and_then(Id::new)
    }

    fn ids(&self) -> Ids {
        let integers = self.0.partition_point(|value| matches!(value, IdValue::Integer(_)));
        Ids::ordered(self.0.iter().map(IdValue::to_string), integers)
    }
}

impl Report<'_, '_> {
    /// The same report as [`Check::run`](crate::Check::run) gives, of the findings that were kept: for documents,
    /// sentences and JSON. Faults and warnings beyond the first [`FaultTally::KEPT`](super::FaultTally::KEPT) are not
    /// in it. Integers are written as text and keep their order by value.
    ///
    /// ```
    /// # use hongyan::columns::{Columns, Door, Frame, Frames};
    /// # let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// # let ended_on = [day("2024-09-24").number(), day("2024-09-25").number()];
    /// # let sessions = Frame::new(hongyan::facts::Table::Sessions)
    /// #     .with("session", &["D0924", "D0925"])
    /// #     .with("project", &[1, 1])
    /// #     .with("worker", &[7, 8])
    /// #     .with("form", &[1_u8, 0])
    /// #     .with("ended_on", &ended_on);
    /// # let columns = Columns::check(Frames::new().with(sessions), Door::new())?;
    /// use hongyan::message::Lang;
    /// use hongyan::{Check, Policy};
    ///
    /// let policy = Policy::default();
    /// let columnar = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// let report = columnar.to_report();
    /// let sentence = report.findings().next().unwrap().message().text(Lang::En);
    /// assert_eq!(sentence, "7 has not handed in the record of D0924; it was due on 2024-10-01, 4 days ago");
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn to_report(&self) -> report::Report {
        self.told(&self.findings, &self.deadlines)
    }

    /// The same without findings and deadlines: policy, summary, standings, warnings and faults.
    ///
    /// ```
    /// # use hongyan::columns::{Columns, Door, Frame, Frames};
    /// # let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// # let ended_on = [day("2024-09-24").number(), day("2024-09-25").number()];
    /// # let sessions = Frame::new(hongyan::facts::Table::Sessions)
    /// #     .with("session", &["D0924", "D0925"])
    /// #     .with("project", &[1, 1])
    /// #     .with("worker", &[7, 8])
    /// #     .with("form", &[1_u8, 0])
    /// #     .with("ended_on", &ended_on);
    /// # let columns = Columns::check(Frames::new().with(sessions), Door::new())?;
    /// use hongyan::{Check, Policy};
    ///
    /// let policy = Policy::default();
    /// let columnar = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// let outline = columnar.outline();
    /// assert_eq!(outline.findings().len(), 0);
    /// assert_eq!(outline.summary(), columnar.summary());
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn outline(&self) -> report::Report {
        self.told(&[], &[])
    }

    fn told(&self, findings: &[Findings], due: &[Findings]) -> report::Report {
        let odd = self.odd();
        let mut named: BTreeSet<IdValue<'_>> = odd.iter().flat_map(|one| one.ids.iter().map(|(_, id)| *id)).collect();
        for findings in findings.iter().chain(due) {
            let keys = findings.first.iter().zip(&findings.second);
            for (first, second) in keys {
                named.extend(self.first(findings.rule(), *first));
                named.extend(self.second(findings.rule(), *second));
            }
        }
        let mentor =
            |one: &standing::Record| u32::try_from(one.mentor.index()).ok().and_then(|code| self.mentors().value(code));
        let standings = self.standings();
        named.extend(standings.iter().filter_map(mentor));
        let named = Named(named.into_iter().collect());
        let (mut records, mut deadlines, mut stretches) = (Vec::new(), Vec::new(), Vec::new());
        for findings in findings {
            self.records(findings, &named, &mut records, &mut stretches);
        }
        for findings in due {
            self.records(findings, &named, &mut deadlines, &mut Vec::new());
        }
        deadlines.sort_by_key(|record: &Record| record.judgement.due_on);
        let standings = standings.iter().filter_map(|one| Some(one.of(named.id(mentor(one))?)));
        report::Report {
            version: report::VERSION,
            as_of: self.as_of,
            policy: self.policy.clone(),
            records,
            stretches,
            deadlines,
            summary: self.summary.clone(),
            skipped: self.skipped.clone(),
            standings: standings.collect(),
            warnings: odd.iter().map(|one| warned(one, &named)).collect(),
            told: Vec::new(),
            faults: self.faults().first().to_vec(),
            ids: Arc::new(named.ids()),
        }
    }

    fn first(&self, rule: Rule, code: u32) -> Option<IdValue<'_>> {
        match self.first_space(rule) {
            Some(space) => space.value(code),
            None => self.session(code),
        }
    }

    fn second(&self, rule: Rule, code: u32) -> Option<IdValue<'_>> {
        self.second_space(rule).and_then(|space: &Space<'_>| space.value(code))
    }

    fn records(&self, findings: &Findings, named: &Named<'_>, records: &mut Vec<Record>, stretches: &mut Vec<Stretch>) {
        let rule = findings.rule();
        let mut missed = findings.stretches.iter();
        for at in 0..findings.len() {
            let keys = findings.first.get(at).zip(findings.second.get(at)).zip(findings.third.get(at));
            let (Some(((first, second), third)), Some(Entry { judgement, contest })) = (keys, findings.entry(at))
            else {
                continue;
            };
            let second = match self.second_space(rule) {
                Some(_) => named.id(self.second(rule, *second)).map(Second::Id),
                None => Some(Second::Number(second.cast_signed())),
            };
            let (Some(first), Some(second)) = (named.id(self.first(rule, *first)), second) else { continue };
            let from = u32::try_from(stretches.len()).unwrap_or(u32::MAX);
            if let Detail::Stretches(count) = judgement.detail {
                stretches.extend(missed.by_ref().take(super::space::place(count)).copied().map(missed_stretch));
            }
            let keys = Keys { first, second, third: *third };
            records.push(Record { rule, keys, judgement, contest, stretches: from });
        }
    }
}

/// A missed stretch as the columns hold it.
pub(super) fn missed_stretch([after, deadline, resumed_on]: [i32; 3]) -> Stretch {
    let resumed_on = Some(resumed_on).filter(|day| *day != NO_DAY).map(Day::from_number);
    Stretch { after: Day::from_number(after), deadline: Day::from_number(deadline), resumed_on, missed: true }
}

fn warned<'a>(odd: &Odd<'a>, named: &Named<'a>) -> warning::Record {
    let (table, row, code) = odd.at;
    let mut record =
        warning::Record { table, row: row.map(super::space::place), code, days: [None; 2], ids: [None; 2] };
    record.days.iter_mut().zip(&odd.days).for_each(|(slot, day)| *slot = Some(*day));
    for (slot, (name, id)) in record.ids.iter_mut().zip(&odd.ids) {
        *slot = named.id(Some(*id)).map(|id| (*name, id));
    }
    record
}
