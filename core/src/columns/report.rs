use super::accumulate::{Settled, Told};
use super::door::Columns;
use super::faults::FaultTally;
use super::findings::{Collected, Collector, Findings};
use super::part::{Index, Part};
use super::space::{IdValue, Space};
use super::typed::Rows;
use super::warnings::{About, Odd, warnings};
use super::{frequency, par, records};
use crate::calendar::Day;
use crate::facts::Table;
use crate::policy::Policy;
use crate::report::{Check, Summary, visit_grouped};
use crate::rules::Rule;
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
    /// Rows of sessions that may lie outside of engagements, if a rule has seen them; no others do.
    outside: Option<Rows>,
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
    outside: Option<Rows>,
}

impl Answers {
    /// Adds what the next rule comes to.
    pub(super) fn add(&mut self, Collected { findings, mut deadlines, summary, outside }: Collected) {
        by_due_day(&mut deadlines);
        self.findings.push(findings);
        self.deadlines.push(deadlines);
        self.summary.add(&summary);
        self.outside = outside.or(self.outside.take());
    }
}

impl Check<'_> {
    /// Asks it of columns: the same answer as [`Check::run`] gives of facts, with the findings as columns. It keeps what
    /// [`Check::keep`] says, every finding if nothing was said: of millions of rows [`Keep::PROBLEMS`](crate::Keep) is what
    /// one looks at, and the summary counts all of them anyway.
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
    /// use hongyan::{Check, Keep, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).keep(Keep::PROBLEMS).columns(&columns);
    /// let findings = report.of(Rule::RecordDeadline).unwrap();
    /// assert_eq!(findings.due_on, [day("2024-10-01").number(), day("2024-10-02").number()]);
    /// assert_eq!(findings.contested, [true, true]); // over National Day
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
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
    /// use hongyan::stop::{Stop, Stopped};
    /// use hongyan::{Check, Policy};
    ///
    /// let (policy, stop) = (Policy::default(), Stop::new());
    /// let check = Check::new(&policy, day("2024-10-05"));
    /// assert!(check.columns_unless(&columns, &stop).is_ok());
    /// stop.stop();
    /// assert_eq!(check.columns_unless(&columns, &stop).err(), Some(Stopped));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
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
            outside: None,
        }
    }

    pub(super) fn report<'c, 'a>(&self, about: Asked<'c, 'a>, answers: Answers) -> Report<'c, 'a> {
        let Answers { findings, deadlines, summary, skipped, outside } = answers;
        Report { about, as_of: self.as_of, policy: self.policy.clone(), findings, deadlines, summary, skipped, outside }
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
            collector
        });
        Collector::join(rule, parts)
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
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// assert_eq!(report.as_of(), day("2024-10-05"));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The policy that was used.
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
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// assert_eq!(report.policy(), &policy);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The findings that were kept of each rule that was asked and could be, in the order of the rules. Within a rule
    /// they stand in the order of their subjects' ids: integers by value, texts by code point.
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
    /// use hongyan::finding::Verdict;
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// for findings in report.findings() {
    ///     assert_eq!(findings.rule(), Rule::RecordDeadline); // these facts have sessions alone
    ///     assert_eq!(findings.verdict, [Verdict::Breach as u8; 2]);
    ///     assert_eq!(findings.margin_days, [-4, -3]);
    /// }
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn findings(&self) -> &[Findings] {
        &self.findings
    }

    /// The findings of one rule.
    ///
    /// `None` if it was not asked, or could not be. See the example of [`Report`].
    #[must_use]
    pub fn of(&self, rule: Rule) -> Option<&Findings> {
        self.findings.iter().find(|findings| findings.rule() == rule)
    }

    /// All pending findings with a due date, whatever was kept, rule by rule: each by that date, then as above.
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
    /// use hongyan::{Check, Keep, Policy};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-09-28")).keep(Keep::PROBLEMS).columns(&columns);
    /// let due_on = &report.deadlines()[0].due_on;
    /// assert_eq!(due_on, &[day("2024-10-01").number(), day("2024-10-02").number()]);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn deadlines(&self) -> &[Findings] {
        &self.deadlines
    }

    /// The deadlines of all rules by due day, then in the order of a report: places in [`Report::deadlines`], counted
    /// through all of its rules.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    /// use hongyan::{Check, Day, Policy, Rule};
    ///
    /// let day = |text: &str| text.parse::<Day>().unwrap().number();
    /// let (ended_on, found_on) = ([day("2024-03-08")], [day("2024-03-01")]);
    /// let sessions = Frame::new(Table::Sessions)
    ///     .with("session", &[1])
    ///     .with("project", &[1])
    ///     .with("worker", &[7])
    ///     .with("form", &[0_u8])
    ///     .with("ended_on", &ended_on);
    /// let engagements = Frame::new(Table::Engagements)
    ///     .with("project", &[1])
    ///     .with("worker", &[7])
    ///     .with("supervisor", &[9])
    ///     .with("start", &found_on);
    /// let plans = Frame::new(Table::Plans);
    /// let columns = Columns::check(Frames::new().with(sessions).with(engagements).with(plans), Door::new())?;
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, Day::new(2024, 3, 9).unwrap()).columns(&columns);
    /// let by_rule: Vec<(i32, Rule)> = report
    ///     .deadlines()
    ///     .iter()
    ///     .flat_map(|deadlines| deadlines.due_on.iter().map(|due_on| (*due_on, deadlines.rule())))
    ///     .collect();
    /// let by_day: Vec<Rule> = report.deadlines_by_day().into_iter().map(|place| by_rule[place].1).collect();
    /// assert_eq!(by_day, [Rule::MonthlyPlan, Rule::RecordDeadline, Rule::SupervisionFrequency, Rule::CyclePlan]);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn deadlines_by_day(&self) -> Vec<usize> {
        let days: Vec<i32> = self.deadlines.iter().flat_map(|deadlines| &deadlines.due_on).copied().collect();
        let mut places: Vec<usize> = (0..days.len()).collect();
        places.sort_by_key(|at| days.get(*at).copied());
        places
    }

    /// How many findings of each rule have which verdict, whatever was kept.
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
    /// use hongyan::{Check, Keep, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).keep(Keep::only(&[])).columns(&columns);
    /// let counts = report.summary().get(Rule::RecordDeadline).unwrap();
    /// assert_eq!((counts.breach, counts.contested), (2, 2)); // counted, whatever is kept
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    /// Every mentor named in any table, in order: the code, and how the mentor stands. Computed when asked for.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames, IdValue};
    /// use hongyan::facts::Table;
    /// use hongyan::standing::Status;
    /// use hongyan::{Check, Day, Policy, Rule};
    ///
    /// let appointments =
    ///     Frame::new(Table::Appointments).with("mentor", &["何静"]).with("appointed_on", &["2024-01-15"]);
    /// let guidance = Frame::new(Table::Guidance).with("mentor", &["李导师"]).with("guided_on", &["2024-03-05"]);
    /// let columns = Columns::check(Frames::new().with(appointments).with(guidance), Door::new())?;
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).columns(&columns);
    /// let mentors = report.first_space(Rule::MentorTerm).unwrap();
    /// let named: Vec<_> =
    ///     report.statuses().into_iter().map(|(code, status)| (mentors.value(code).unwrap(), status)).collect();
    /// let expected = [("何静", Status::InTerm), ("李导师", Status::NeverAppointed)];
    /// assert_eq!(named, expected.map(|(mentor, status)| (IdValue::Text(mentor), status)));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
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
            part.records(false, |record| {
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
    /// use hongyan::facts::Table;
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).rules([Rule::SupervisionFrequency]).columns(&columns);
    /// assert_eq!(report.skipped(), [(Rule::SupervisionFrequency, vec![Table::Engagements])]);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn skipped(&self) -> &[(Rule, Vec<Table>)] {
        &self.skipped
    }

    /// The faults of rows that were left out on request.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let guidance = Frame::new(Table::Guidance).with("mentor", &["何静", ""]).with("guided_on", &[19_800, 19_801]);
    /// let columns = Columns::check(Frames::new().with(guidance), Door::new().skipping_faults())?;
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).columns(&columns);
    /// assert_eq!(report.faults().total(), 1);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn faults(&self) -> &FaultTally {
        match &self.about {
            Asked::Columns(columns, _) => columns.faults(),
            Asked::Settled(settled) => &settled.faults,
        }
    }

    /// Whether the keys of sessions were taken to be unique: the caller vouched for it, or they came to an accumulator
    /// in several batches, each of which was checked by itself.
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
    /// assert!(!Check::new(&policy, day("2024-10-05")).columns(&columns).trusts_keys()); // they were checked
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
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

    /// The sessions outside of engagements, if a rule has seen them.
    #[cfg(test)]
    pub(super) fn outside(&self) -> Option<&Rows> {
        self.outside.as_ref()
    }

    /// The first warnings.
    pub(super) fn odd(&self) -> Vec<Odd<'_>> {
        match &self.about {
            Asked::Columns(columns, _) => {
                warnings(columns, &self.policy, self.as_of, About::Everything, self.outside.as_ref()).first
            }
            Asked::Settled(settled) => settled.odd.iter().map(Told::odd).collect(),
        }
    }

    /// The space of the codes in the first key of a rule's findings; `None` for [`Rule::RecordDeadline`], whose first
    /// key is a row, or what stands for one: [`Report::session`] knows it.
    ///
    /// See the example of [`Report::statuses`].
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
    /// use hongyan::columns::IdValue;
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// let findings = report.of(Rule::RecordDeadline).unwrap();
    /// let workers = report.second_space(Rule::RecordDeadline).unwrap();
    /// assert_eq!(workers.value(findings.second[0]), Some(IdValue::Integer(7)));
    /// assert!(report.second_space(Rule::MentorTerm).is_none()); // there it is a day
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
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
    /// use hongyan::columns::IdValue;
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// let findings = report.of(Rule::RecordDeadline).unwrap();
    /// assert_eq!(report.session(findings.first[0]), Some(IdValue::Text("D0924")));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
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
