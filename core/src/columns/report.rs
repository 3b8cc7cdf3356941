use super::accumulate::{Settled, Told};
use super::door::Columns;
use super::faults::FaultTally;
use super::findings::{Collected, Collector, Findings};
use super::part::{Index, Part};
use super::space::{IdValue, Space};
use super::warnings::{About, Odd, warnings};
use super::{frequency, par, records};
use crate::calendar::Day;
use crate::facts::Table;
use crate::policy::Policy;
use crate::report::{Check, Summary, visit_grouped};
use crate::rules::{Rule, Source as _};
use crate::standing::{self, Status};
use crate::stop::{Stop, Stopped};

/// The answer over columns: findings as columns, rule by rule.
///
/// It borrows the columns, or, from an [`Accumulator`](super::Accumulator), owns all that it says.
///
/// ```
/// use hongyan::columns::{Array, Columns, Door, Frame, Frames};
/// use hongyan::facts::Table;
/// use hongyan::{Check, Day, Policy, Rule};
///
/// let ended_on = [Day::new(2024, 9, 24).unwrap().number()];
/// let frame = Frame::new(Table::Sessions)
///     .with("session", Array::from(&[7_i64][..]))
///     .with("project", Array::from(&[1_i64][..]))
///     .with("worker", Array::from(&[1_i64][..]))
///     .with("form", Array::from(&[1_u8][..]))
///     .with("ended_on", Array::from(&ended_on[..]));
/// let columns = Columns::check(Frames::from_iter([frame]), Door::new())?;
/// let policy = Policy::default();
/// let report = Check::new(&policy, Day::new(2024, 10, 5).unwrap()).columns(&columns);
/// let findings = report.of(Rule::RecordDeadline).unwrap();
/// assert_eq!((findings.len(), findings.clause(0)), (1, "S6.2.1"));
/// # Ok::<(), hongyan::columns::FaultTally>(())
/// ```
#[derive(Clone, Debug)]
pub struct Report<'c, 'a> {
    pub(super) about: Asked<'c, 'a>,
    pub(super) as_of: Day,
    pub(super) policy: Policy,
    pub(super) findings: Vec<Findings>,
    pub(super) deadlines: Vec<Findings>,
    pub(super) summary: Summary,
    pub(super) skipped: Vec<(Rule, Vec<Table>)>,
}

/// Where the ids, standings, faults and warnings of a report are.
#[derive(Clone, Debug)]
pub(super) enum Asked<'c, 'a> {
    Columns(&'c Columns<'a>, Index<'c, 'a>),
    Settled(Box<Settled>),
}

/// What rules come to.
pub(super) struct Answers {
    findings: Vec<Findings>,
    deadlines: Vec<Findings>,
    summary: Summary,
    skipped: Vec<(Rule, Vec<Table>)>,
}

impl Answers {
    /// Adds what the next rule comes to.
    pub(super) fn add(&mut self, Collected { findings, mut deadlines, summary }: Collected) {
        by_due_day(&mut deadlines);
        self.findings.push(findings);
        self.deadlines.push(deadlines);
        self.summary.add(&summary);
    }
}

impl Check<'_> {
    /// Asks it of columns.
    #[must_use]
    pub fn columns<'c, 'a>(&self, columns: &'c Columns<'a>) -> Report<'c, 'a> {
        let index = self.index(columns);
        let mut answers = self.unanswered(columns);
        for rule in self.served_by(columns) {
            answers.add(self.collect(rule, columns, &index));
        }
        self.report(Asked::Columns(columns, index), answers)
    }

    /// The same unless it is stopped from another thread: then it ends before the next rule. A rule over a hundred
    /// million rows takes seconds.
    ///
    /// # Errors
    /// If it was stopped.
    pub fn columns_unless<'c, 'a>(&self, columns: &'c Columns<'a>, stop: &Stop) -> Result<Report<'c, 'a>, Stopped> {
        stop.passed()?;
        let index = self.index(columns);
        let mut answers = self.unanswered(columns);
        for rule in self.served_by(columns) {
            stop.passed()?;
            answers.add(self.collect(rule, columns, &index));
        }
        stop.passed().map(|()| self.report(Asked::Columns(columns, index), answers))
    }

    /// The orders that its rules need.
    pub(super) fn index<'c, 'a>(&self, columns: &'c Columns<'a>) -> Index<'c, 'a> {
        let plans = self.asked().any(|rule| matches!(rule, Rule::CyclePlan | Rule::MonthlyPlan));
        let plans = plans && Rule::CyclePlan.needs().iter().all(|table| columns.has(*table));
        Index::of(columns, columns.names_mentors(), plans)
    }

    /// The rules that are asked and can be.
    pub(super) fn served_by(&self, columns: &Columns<'_>) -> impl Iterator<Item = Rule> {
        self.asked().filter(|rule| rule.is_served(|table| columns.has(table)))
    }

    /// No answer yet, and the rules that cannot be asked.
    pub(super) fn unanswered(&self, columns: &Columns<'_>) -> Answers {
        let absent = self.asked().filter(|rule| !rule.is_served(|table| columns.has(table)));
        Answers {
            findings: Vec::new(),
            deadlines: Vec::new(),
            summary: Summary::default(),
            skipped: absent.map(|rule| (rule, rule.missing(|table| columns.has(table)))).collect(),
        }
    }

    pub(super) fn report<'c, 'a>(&self, about: Asked<'c, 'a>, answers: Answers) -> Report<'c, 'a> {
        let Answers { findings, deadlines, summary, skipped } = answers;
        Report { about, as_of: self.as_of, policy: self.policy.clone(), findings, deadlines, summary, skipped }
    }

    /// How every mentor stands, and who may be commended.
    pub(super) fn standings(&self, columns: &Columns<'_>, index: &Index<'_, '_>) -> Vec<standing::Record> {
        let judged = Rule::Commendation.is_served(|table| columns.has(table));
        let of = |part: &Part<'_, '_, '_>| standing::standings(part, judged, self.policy, self.as_of);
        par::map(&index.by_mentor(), of).concat()
    }

    pub(super) fn collect(&self, rule: Rule, columns: &Columns<'_>, index: &Index<'_, '_>) -> Collected {
        let (policy, as_of, keep) = (self.policy, self.as_of, self.keep);
        let parts = match rule {
            Rule::SupervisionFrequency => return frequency::collect(columns, policy, as_of, keep),
            Rule::RecordDeadline => return records::collect(columns, policy, as_of, keep),
            Rule::CyclePlan | Rule::MonthlyPlan => index.by_project(),
            _ => index.by_mentor(),
        };
        let parts = par::map(&parts, |part| {
            let mut collector = Collector::new(rule, keep);
            visit_grouped(rule, part, policy, as_of, &mut collector);
            collector.finish()
        });
        Collected::join(rule, parts.into_iter())
    }
}

/// By due day, then in the order of the report.
fn by_due_day(deadlines: &mut Findings) {
    if deadlines.due_on.is_sorted() {
        return;
    }
    let mut order: Vec<u32> = (0..u32::try_from(deadlines.len()).unwrap_or(u32::MAX)).collect();
    order.sort_by_key(|at| deadlines.due_on.get(super::space::place(*at)).copied());
    deadlines.arrange(&order);
}

impl Columns<'_> {
    /// Whether any table of mentors is present.
    fn names_mentors(&self) -> bool {
        let tables = [Table::Mentors, Table::Appointments, Table::Guidance, Table::Evaluations, Table::Violations];
        tables.into_iter().any(|table| self.has(table))
    }
}

impl<'a> Report<'_, 'a> {
    /// The day that was asked about.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The policy that was used.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The findings that were kept of each rule that was asked and could be, in the order of the rules. Within a rule
    /// they stand in the order of their subjects' ids: integers by value, texts by code point.
    #[must_use]
    pub fn findings(&self) -> &[Findings] {
        &self.findings
    }

    /// The findings of one rule.
    #[must_use]
    pub fn of(&self, rule: Rule) -> Option<&Findings> {
        self.findings.iter().find(|findings| findings.rule() == rule)
    }

    /// All pending findings with a due date, whatever was kept, rule by rule: each by that date, then as above.
    #[must_use]
    pub fn deadlines(&self) -> &[Findings] {
        &self.deadlines
    }

    /// The deadlines of all rules by due day, then in the order of a report: places in [`Report::deadlines`], counted
    /// through all of its rules.
    #[must_use]
    pub fn deadlines_by_day(&self) -> Vec<usize> {
        let days: Vec<i32> = self.deadlines.iter().flat_map(|deadlines| &deadlines.due_on).copied().collect();
        let mut places: Vec<usize> = (0..days.len()).collect();
        places.sort_by_key(|at| days.get(*at).copied());
        places
    }

    /// How many findings of each rule have which verdict, whatever was kept.
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Every mentor named in any table, in order: the code, and how the mentor stands. Computed when asked for.
    #[must_use]
    pub fn statuses(&self) -> Vec<(u32, Status)> {
        let code = |one: &standing::Record| u32::try_from(one.mentor.index()).unwrap_or(u32::MAX);
        let index = match &self.about {
            Asked::Columns(_, index) => index,
            Asked::Settled(settled) => return settled.standings.iter().map(|one| (code(one), one.status)).collect(),
        };
        let terms = self.policy.mentor_term();
        let parts = par::map(&index.by_mentor(), |part| {
            let mut statuses = Vec::new();
            part.offices(|record| {
                let mentor = u32::try_from(record.mentor.index()).unwrap_or(u32::MAX);
                statuses.push((mentor, standing::status(record, terms.editions(), self.as_of).0));
            });
            statuses
        });
        parts.concat()
    }

    /// How every mentor stands, and who may be commended.
    pub(super) fn standings(&self) -> Vec<standing::Record> {
        match &self.about {
            Asked::Columns(columns, index) => Check::new(&self.policy, self.as_of).standings(columns, index),
            Asked::Settled(settled) => settled.standings.clone(),
        }
    }

    /// The rules that could not be asked, each with the tables that are absent.
    #[must_use]
    pub fn skipped(&self) -> &[(Rule, Vec<Table>)] {
        &self.skipped
    }

    /// The faults of rows that were left out on request.
    #[must_use]
    pub fn faults(&self) -> &FaultTally {
        match &self.about {
            Asked::Columns(columns, _) => columns.faults(),
            Asked::Settled(settled) => &settled.faults,
        }
    }

    /// Whether the keys of sessions were taken to be unique: the caller vouched for it, or they came to an accumulator
    /// in several batches, each of which was checked by itself.
    #[must_use]
    pub fn trusts_keys(&self) -> bool {
        match &self.about {
            Asked::Columns(columns, _) => columns.trusts_keys(),
            Asked::Settled(settled) => settled.trusts_keys,
        }
    }

    /// The projects, workers, supervisors and mentors.
    fn spaces(&self) -> [&Space<'a>; 4] {
        match &self.about {
            Asked::Columns(columns, _) => [&columns.projects, &columns.workers, &columns.supervisors, &columns.mentors],
            Asked::Settled(settled) => settled.spaces.each_ref(),
        }
    }

    pub(super) fn mentors(&self) -> &Space<'a> {
        let [.., mentors] = self.spaces();
        mentors
    }

    /// The first warnings.
    pub(super) fn odd(&self) -> Vec<Odd<'_>> {
        match &self.about {
            Asked::Columns(columns, _) => warnings(columns, &self.policy, self.as_of, About::Everything).first,
            Asked::Settled(settled) => settled.odd.iter().map(Told::odd).collect(),
        }
    }

    /// The space of the codes in the first key of a rule's findings; `None` for [`Rule::RecordDeadline`], whose first
    /// key is a row, or what stands for one: [`Report::session`] knows it.
    #[must_use]
    pub fn first_space(&self, rule: Rule) -> Option<&Space<'a>> {
        let [projects, _, _, mentors] = self.spaces();
        match rule {
            Rule::RecordDeadline => None,
            Rule::SupervisionFrequency | Rule::CyclePlan | Rule::MonthlyPlan => Some(projects),
            _ => Some(mentors),
        }
    }

    /// The space of the codes in the second key; `None` where it is a day, a year or nothing.
    #[must_use]
    pub fn second_space(&self, rule: Rule) -> Option<&Space<'a>> {
        let [_, workers, supervisors, _] = self.spaces();
        match rule {
            Rule::SupervisionFrequency | Rule::RecordDeadline => Some(workers),
            Rule::CyclePlan | Rule::MonthlyPlan => Some(supervisors),
            _ => None,
        }
    }

    /// The session that the first key of a finding of [`Rule::RecordDeadline`] stands for, as the column gives it.
    #[must_use]
    pub fn session(&self, row: u32) -> Option<IdValue<'_>> {
        match &self.about {
            Asked::Columns(columns, _) => {
                super::keys::id_of(&columns.sessions.as_ref()?.session, super::space::place(row))
            }
            Asked::Settled(settled) => settled.sessions.value(row),
        }
    }
}
