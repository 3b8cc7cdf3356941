//! Facts that change while they are watched: each change tells which findings it changed, and so does each day.
//!
//! A [`Live`] holds the rows in units that are judged without each other: a worker, a project, a mentor. What arrives,
//! is corrected or withdrawn has only its own units judged again, so that it costs the same in a team and in a nation.
//! For every unit the next day is kept on which time alone may change something; [`Live::advance`] looks at these days
//! and nothing else.
//!
//! ```
//! use chrono::NaiveDate;
//! use hongyan::facts::{Facts, Form, Session, Tables};
//! use hongyan::finding::Verdict;
//! use hongyan::live::{Live, RowKey};
//! use hongyan::{Day, Policy, Rule, Subject};
//!
//! let date = |d| NaiveDate::from_ymd_opt(2024, 3, d).unwrap();
//! let day = |d| Day::new(2024, 3, d).unwrap();
//! let session = Session::new("D2024-0305", "磁器口", "周敏", Form::Individual, date(5));
//! let facts = Facts::new(Tables { sessions: Some(vec![session.clone()]), ..Tables::default() })?;
//! let mut live = Live::new(&facts, &Policy::default(), day(6), Rule::ALL);
//!
//! // a week passes without the record
//! assert_eq!(live.next_change_day(), Some(day(13)));
//! let changes = live.advance(day(20));
//! assert_eq!(changes[0].subject(), Subject::RecordDeadline { session: "D2024-0305", worker: "周敏" });
//! assert_eq!(changes[0].on, day(13));
//! assert_eq!(changes[0].from.unwrap().verdict, Verdict::Pending);
//! assert_eq!(changes[0].to.unwrap().verdict, Verdict::Breach);
//!
//! // it turns out that it had been handed in
//! let changes = live.correct(Session { record_submitted_on: Some(date(12)), ..session })?;
//! assert_eq!(changes[0].to.unwrap().verdict, Verdict::Compliant);
//!
//! // and then that there was no such session
//! let changes = live.withdraw_key(RowKey::Session { session: "D2024-0305", worker: "周敏" })?;
//! assert_eq!(changes[0].to, None);
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```

mod amend;
mod change;
mod held;
mod row;
mod unit;
mod watch;

use std::collections::{BTreeSet, HashMap};

use change::Changes;
pub use change::{Change, State};
use held::Held;
pub use row::{Row, RowKey};
use unit::Unit;
use watch::Watch;

use crate::calendar::Day;
use crate::facts::{Facts, Fault, Kept, Slate, Table};
use crate::policy::Policy;
use crate::report::{Check, Report, within};
use crate::rules::{Rule, Subject};

/// Facts, a policy and a day, with what changes when one of them does.
///
/// It holds what the tables hold; a row equal to another in every column is one row. Texts that no row names any more
/// stay in memory until it is built anew.
///
/// See the example of [this module](self).
#[derive(Clone, Debug)]
pub struct Live {
    policy: Policy,
    as_of: Day,
    /// The rules chosen and the tables present, bit by place.
    chosen: u16,
    tables: u16,
    slate: Slate,
    units: HashMap<Unit, Held>,
    /// The next day on which a unit may change by itself, one for each that has any.
    queue: BTreeSet<(Day, Unit)>,
    inferred: bool,
    faults: Vec<Fault>,
}

impl Live {
    /// Takes over checked facts; rules that need a table which they do not have are skipped, as in a report. For an
    /// empty start, tables without rows are present.
    ///
    /// `as_of` is taken as by [`Check::new`].
    ///
    /// ```
    /// use hongyan::facts::{Facts, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let empty = Tables { sessions: Some(vec![]), engagements: Some(vec![]), ..Tables::default() };
    /// let live = Live::new(&Facts::new(empty)?, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// assert_eq!(live.next_change_day(), None);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn new(facts: &Facts, policy: &Policy, as_of: impl Into<Day>, rules: impl IntoIterator<Item = Rule>) -> Live {
        let mut live = Live {
            policy: policy.clone(),
            as_of: within(as_of.into()),
            chosen: rules.into_iter().fold(0, |set, rule| set | 1 << rule as u16),
            tables: Table::ALL.into_iter().filter(|table| facts.has(*table)).fold(0, |set, table| set | bit(table)),
            slate: Slate::new(facts),
            units: HashMap::new(),
            queue: BTreeSet::new(),
            inferred: facts.engagements_inferred(),
            faults: facts.faults().to_vec(),
        };
        // tables and their rows come in the order in which a unit keeps them
        for table in Table::ALL {
            facts.each_row(table, |_, cells| {
                if let Some(row) = Kept::read(table, cells) {
                    for unit in Unit::of(table, cells) {
                        live.units.entry(unit).or_default().rows.push(row);
                    }
                }
            });
        }
        let rules = live.rules(live.tables);
        for (unit, held) in &mut live.units {
            held.rows.shrink_to_fit();
            let watch = Watch::of(*unit, live.slate.write(&held.rows), policy, rules, live.as_of);
            held.schedule(*unit, &watch, policy, live.as_of, &mut live.queue);
        }
        live
    }

    /// The day that is asked about.
    ///
    /// See [`Live::advance`], which moves it.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let facts = Facts::new(Tables { sessions: Some(vec![]), ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// live.advance(Day::new(2024, 3, 2).unwrap());
    /// assert_eq!(live.as_of(), Day::new(2024, 3, 2).unwrap());
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The policy that is used.
    ///
    /// It is the one that it was made with. Under another policy every subject has to be judged anew: make another
    /// [`Live`] of [`Live::facts`].
    ///
    /// ```
    /// use hongyan::facts::{Facts, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::policy::Profile;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let facts = Facts::new(Tables { sessions: Some(vec![]), ..Tables::default() })?;
    /// let live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// let other = Live::new(&live.facts(), &Policy::from(Profile::CivilCode), live.as_of(), Rule::ALL);
    /// assert_ne!(live.policy(), other.policy());
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Makes an absent table present, without rows. Rules that needed it are asked from then on, of every unit: this
    /// takes time in proportion to the facts.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use hongyan::facts::{Engagement, Facts, Table, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let start = NaiveDate::from_ymd_opt(2024, 3, 1).unwrap();
    /// let engagements = Some(vec![Engagement::new("磁器口", "周敏", start)]);
    /// let facts = Facts::new(Tables { engagements, ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 4, 1).unwrap(), Rule::ALL);
    /// let changes = live.add_table(Table::Sessions);
    /// assert_eq!(changes.len(), 2); // March and April, without any supervision
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn add_table(&mut self, table: Table) -> Vec<Change> {
        self.look_again(self.as_of, self.tables | bit(table))
    }

    /// Moves the day asked about and gives what changes by itself on the way, each on its day, by day, rule and subject.
    ///
    /// Only units whose day has come are looked at. Going back is allowed, but everything is looked at again then, in
    /// time proportional to the facts, and every change carries the day `to`.
    ///
    /// `to` is taken as by [`Check::new`].
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use hongyan::facts::{Appointment, Facts, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let appointed_on = NaiveDate::from_ymd_opt(2024, 1, 15).unwrap();
    /// let facts = Facts::new(Tables {
    ///     appointments: Some(vec![Appointment::new("李导师", appointed_on)]),
    ///     guidance: Some(vec![]),
    ///     ..Tables::default()
    /// })?;
    /// let mut live = Live::new(&facts, &Policy::default(), appointed_on, [Rule::MentorInactivity]);
    /// let changes = live.advance(Day::new(2024, 8, 1).unwrap());
    /// // six months from the certificate; whole calendar months would end on the 31st
    /// let days: Vec<String> = changes.iter().map(|change| change.on.to_string()).collect();
    /// assert_eq!(days, ["2024-07-16", "2024-08-01"]);
    /// assert!(changes[0].to.unwrap().contested && !changes[1].to.unwrap().contested);
    /// assert_eq!(live.advance(appointed_on).len(), 1); // pending again
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn advance(&mut self, to: impl Into<Day>) -> Vec<Change> {
        let to = within(to.into());
        if to < self.as_of {
            return self.look_again(to, self.tables);
        }
        let rules = self.rules(self.tables);
        let mut changes = Changes::default();
        while let Some((day, unit)) = self.queue.pop_first() {
            if day > to {
                self.queue.insert((day, unit));
                break;
            }
            let Some(held) = self.units.get_mut(&unit) else { continue };
            let facts = self.slate.write(&held.rows);
            // nothing of it has changed since it was last looked at
            let before = Watch::of(unit, facts, &self.policy, rules, day.previous());
            let after = Watch::of(unit, facts, &self.policy, rules, day);
            changes.compare(day, &before.stands, &after.stands);
            held.next = None;
            held.schedule(unit, &after, &self.policy, day, &mut self.queue);
        }
        self.as_of = to;
        changes.finish(self.slate.ids())
    }

    /// The earliest day after [`Live::as_of`] on which a finding may change by itself; none changes before it.
    ///
    /// `None` if none ever does. On the day itself nothing may change after all: a day too many costs one look.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Form, Session, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let day = |month, day| Day::new(2024, month, day).unwrap();
    /// let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), day(9, 24), Rule::ALL);
    /// // a timer may sleep until the week is over; rolled over National Day there would be time until the 8th
    /// assert_eq!(live.next_change_day(), Some(day(10, 2)));
    /// live.advance(day(10, 2));
    /// assert_eq!(live.next_change_day(), Some(day(10, 9)));
    /// live.advance(day(10, 9));
    /// assert_eq!(live.next_change_day(), None);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn next_change_day(&self) -> Option<Day> {
        self.queue.first().map(|(day, _)| *day)
    }

    /// How a subject stands; `None` if there is no such subject. Only its unit is looked at.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Mentor, Tables};
    /// use hongyan::finding::Verdict;
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule, Subject};
    ///
    /// let mentors = Some(vec![Mentor::new("李导师")]);
    /// let facts = Facts::new(Tables { mentors, ..Tables::default() })?;
    /// let live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// let state = live.state(Subject::MentorEligibility { mentor: "李导师" }).unwrap();
    /// assert_eq!(state.verdict, Verdict::Undetermined); // nothing is known of the conditions
    /// assert_eq!(live.state(Subject::MentorEligibility { mentor: "王导师" }), None);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn state(&self, subject: Subject<'_>) -> Option<State> {
        let unit = Unit::having(subject, |text| self.slate.find(text))?;
        let facts = self.slate.copy(&self.units.get(&unit)?.rows);
        let watch = Watch::of(unit, &facts, &self.policy, self.rules(self.tables), self.as_of);
        let mut stands = watch.stands.iter();
        let found = stands.find(|stand| stand.keys.subject(stand.rule, self.slate.ids()) == subject);
        found.map(|stand| stand.state)
    }

    /// The facts as they are. A row's number is its place in its table, in the order of its key or else its columns.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Mentor, Table, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let facts = Facts::new(Tables { mentors: Some(vec![]), ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// live.insert(Mentor::new("李导师"))?;
    /// assert_eq!(live.facts().len(Table::Mentors), Some(1)); // to be saved, or asked under another policy
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn facts(&self) -> Facts {
        let tables = Table::ALL.into_iter().filter(|table| self.tables & bit(*table) != 0);
        // engagements stand with their project as well
        let rows = self.units.iter().flat_map(|(unit, held)| {
            let all = held.rows.iter();
            all.filter(move |row| !matches!((unit, row), (Unit::Project(_), Kept::Engagement(_))))
        });
        self.slate.facts(tables, rows, self.inferred, &self.faults)
    }

    /// The whole report of the day, with every finding.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let facts = Facts::new(Tables { sessions: Some(vec![]), ..Tables::default() })?;
    /// let live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), [Rule::RecordDeadline]);
    /// assert_eq!(live.report().findings().len(), 0);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn report(&self) -> Report {
        let rules = Rule::ALL.into_iter().filter(|rule| self.chosen & (1 << *rule as u16) != 0);
        Check::new(&self.policy, self.as_of).rules(rules).run(&self.facts())
    }

    /// The rules that are chosen and can be asked of these tables, bit by place.
    fn rules(&self, tables: u16) -> u16 {
        let asked = Rule::ALL.into_iter().filter(|rule| rule.needs().iter().all(|table| tables & bit(*table) != 0));
        asked.fold(0, |set, rule| set | 1 << rule as u16) & self.chosen
    }

    /// Looks at every unit on another day, or with other tables present.
    fn look_again(&mut self, as_of: Day, tables: u16) -> Vec<Change> {
        let (old, new) = (self.rules(self.tables), self.rules(tables));
        let mut changes = Changes::default();
        for (unit, held) in &mut self.units {
            let facts = self.slate.write(&held.rows);
            let before = Watch::of(*unit, facts, &self.policy, old, self.as_of);
            let after = Watch::of(*unit, facts, &self.policy, new, as_of);
            changes.compare(as_of, &before.stands, &after.stands);
            held.schedule(*unit, &after, &self.policy, as_of, &mut self.queue);
        }
        (self.as_of, self.tables) = (as_of, tables);
        changes.finish(self.slate.ids())
    }
}

fn bit(table: Table) -> u16 {
    1 << table as u16
}
