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

mod change;
mod row;
mod unit;
mod watch;

use std::collections::{BTreeSet, HashMap};

use change::Changes;
pub use change::{Change, State};
use row::Given;
pub use row::{Row, RowKey};
use unit::{Unit, earlier};
use watch::Watch;

use crate::calendar::Day;
use crate::facts::{Facts, Fault, FaultCode, Faults, Kept, Slate, Table};
use crate::message::words;
use crate::policy::Policy;
use crate::report::{Check, Report, within};
use crate::rules::{Rule, Subject};

/// Facts, a policy and a day, with what changes when one of them does.
///
/// It holds what the tables hold; a row equal to another in every column is one row. Texts that no row names any more
/// stay in memory until it is built anew.
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

/// The rows of a unit, by table and in the order of the table.
#[derive(Clone, Debug, Default)]
struct Held {
    rows: Vec<Kept>,
    /// Its day in the queue.
    next: Option<Day>,
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
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    /// The policy that is used.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Takes a new row. One that is there already, equal in every column, changes nothing.
    ///
    /// # Errors
    /// What the facts' door says of the row; another row with its key; a table that is absent. Nothing is changed then.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use hongyan::facts::{Facts, FaultCode, Form, Session, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let facts = Facts::new(Tables { sessions: Some(vec![]), ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 10).unwrap(), Rule::ALL);
    /// let held_on = NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
    /// let session = Session::new("D1", "磁器口", "周敏", Form::Group, held_on);
    /// assert_eq!(live.insert(session.clone())?.len(), 1);
    /// assert_eq!(live.insert(session.clone())?.len(), 0);
    /// let faults = live.insert(Session { form: Form::Peer, ..session }).unwrap_err();
    /// assert_eq!(faults.as_slice()[0].code, FaultCode::DuplicateKey);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn insert(&mut self, row: impl Into<Row>) -> Result<Vec<Change>, Faults> {
        let given = self.door(row.into())?;
        match self.like(&given) {
            Some(like) if given.is(&like) => Ok(Vec::new()),
            Some(_) => Err(given.fault(Fault::new(FaultCode::DuplicateKey))),
            None => {
                let row = given.keep(&mut self.slate)?;
                Ok(self.amend(None, Some(row)))
            }
        }
    }

    /// Puts a row in the place of the one with the same key. For rows without a key there is [`Live::replace`].
    ///
    /// # Errors
    /// What the facts' door says of the row; no row with its key, or no key. Nothing is changed then.
    pub fn correct(&mut self, row: impl Into<Row>) -> Result<Vec<Change>, Faults> {
        let given = self.door(row.into())?;
        if given.table.key().is_empty() {
            return Err(given.refuse(FaultCode::BadValue, words::NO_KEY));
        }
        let Some(old) = self.like(&given) else {
            return Err(given.refuse(FaultCode::BadValue, words::NO_SUCH_ROW));
        };
        let row = given.keep(&mut self.slate)?;
        Ok(self.amend(Some(old), Some(row)))
    }

    /// Puts one row in the place of another, with or without a key.
    ///
    /// # Errors
    /// What the facts' door says of either; no row equal to the old one in every column; a third row with the key of
    /// the new one. Nothing is changed then.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use hongyan::facts::{Appointment, Facts, Guidance, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let date = |m, d| NaiveDate::from_ymd_opt(2024, m, d).unwrap();
    /// let wrong = Guidance::new("李导师", date(1, 5));
    /// let facts = Facts::new(Tables {
    ///     appointments: Some(vec![Appointment::new("李导师", date(1, 15))]),
    ///     guidance: Some(vec![wrong.clone()]),
    ///     ..Tables::default()
    /// })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), [Rule::MentorTerm]);
    /// // one finding goes, another comes
    /// assert_eq!(live.replace(wrong, Guidance::new("李导师", date(2, 5)))?.len(), 2);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn replace(&mut self, old: impl Into<Row>, new: impl Into<Row>) -> Result<Vec<Change>, Faults> {
        let (old, new) = match (self.door(old.into()), self.door(new.into())) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(Faults(mut faults)), Err(Faults(others))) => {
                faults.extend(others);
                return Err(Faults(faults));
            }
            (Err(faults), _) | (_, Err(faults)) => return Err(faults),
        };
        let there = self.equal(&old)?;
        match self.like(&new) {
            Some(like) if new.is(&like) && old.is(&like) => Ok(Vec::new()),
            // what it becomes is there already
            Some(like) if new.is(&like) => Ok(self.amend(Some(there), None)),
            Some(like) if !old.is(&like) => Err(new.fault(Fault::new(FaultCode::DuplicateKey))),
            _ => {
                let row = new.keep(&mut self.slate)?;
                Ok(self.amend(Some(there), Some(row)))
            }
        }
    }

    /// Takes a row out.
    ///
    /// # Errors
    /// What the facts' door says of the row; no row equal to it in every column. Nothing is changed then.
    pub fn withdraw(&mut self, row: impl Into<Row>) -> Result<Vec<Change>, Faults> {
        let given = self.door(row.into())?;
        let there = self.equal(&given)?;
        Ok(self.amend(Some(there), None))
    }

    /// Takes out the row with this key.
    ///
    /// # Errors
    /// No row with this key, or no such table. Nothing is changed then.
    pub fn withdraw_key(&mut self, key: RowKey<'_>) -> Result<Vec<Change>, Faults> {
        let given = self.present(Given::key(key, &self.slate))?;
        let Some(there) = self.like(&given) else {
            return Err(given.refuse(FaultCode::BadValue, words::NO_SUCH_ROW));
        };
        Ok(self.amend(Some(there), None))
    }

    /// Makes an absent table present, without rows. Rules that needed it are asked from then on, of every unit: this
    /// takes time in proportion to the facts.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use hongyan::facts::{Engagement, Excuse, Facts, Table, Tables};
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
    #[must_use]
    pub fn next_change_day(&self) -> Option<Day> {
        self.queue.first().map(|(day, _)| *day)
    }

    /// How a subject stands; `None` if there is no such subject. Only its unit is looked at.
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

    /// Checks a row, and that its table is present.
    fn door(&self, row: Row) -> Result<Given, Faults> {
        self.present(Given::row(row, &self.slate)?)
    }

    fn present(&self, given: Given) -> Result<Given, Faults> {
        if self.tables & bit(given.table) == 0 {
            return Err(given.refuse(FaultCode::UnknownTable, words::ABSENT_TABLE));
        }
        Ok(given)
    }

    /// The row with the same key; where rows have no key, the row that is equal.
    fn like(&self, given: &Given) -> Option<Kept> {
        let (table, cells) = (given.table, &given.known);
        let rows = &self.units.get(&Unit::of(table, cells).next()?)?.rows;
        let at = if table.key().is_empty() {
            rows.binary_search_by(|row| row.compare(table, cells))
        } else {
            rows.binary_search_by(|row| row.compare_key(table, cells))
        };
        rows.get(at.ok()?).copied()
    }

    fn equal(&self, given: &Given) -> Result<Kept, Faults> {
        let there = self.like(given).filter(|like| given.is(like));
        there.ok_or_else(|| given.refuse(FaultCode::BadValue, words::NO_SUCH_ROW))
    }

    /// Takes one row out and another in, and gives what changes.
    fn amend(&mut self, out: Option<Kept>, into: Option<Kept>) -> Vec<Change> {
        let units = |row: &Option<Kept>| row.iter().flat_map(|row| Unit::of(row.table(), &row.cells())).collect();
        let (from, to): (Vec<Unit>, Vec<Unit>) = (units(&out), units(&into));
        let mut touched: Vec<Unit> = from.iter().chain(&to).copied().collect();
        touched.sort_unstable();
        touched.dedup();
        let rules = self.rules(self.tables);
        let mut changes = Changes::default();
        for unit in touched {
            let held = self.units.entry(unit).or_default();
            let before = Watch::of(unit, self.slate.write(&held.rows), &self.policy, rules, self.as_of);
            if let Some(row) = out.filter(|_| from.contains(&unit)) {
                held.remove(row);
            }
            if let Some(row) = into.filter(|_| to.contains(&unit)) {
                held.insert(row);
            }
            let after = Watch::of(unit, self.slate.write(&held.rows), &self.policy, rules, self.as_of);
            changes.compare(self.as_of, &before.stands, &after.stands);
            held.schedule(unit, &after, &self.policy, self.as_of, &mut self.queue);
            if held.rows.is_empty() {
                self.units.remove(&unit);
            }
        }
        changes.finish(self.slate.ids())
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

impl Held {
    fn insert(&mut self, row: Kept) {
        let (table, cells) = (row.table(), row.cells());
        if let Err(at) = self.rows.binary_search_by(|one| one.compare(table, &cells)) {
            self.rows.insert(at, row);
        }
    }

    fn remove(&mut self, row: Kept) {
        let (table, cells) = (row.table(), row.cells());
        if let Ok(at) = self.rows.binary_search_by(|one| one.compare(table, &cells)) {
            self.rows.remove(at);
        }
    }

    /// Puts the unit into the queue for its next day, in the place of the one it has there.
    fn schedule(&mut self, unit: Unit, watch: &Watch, policy: &Policy, as_of: Day, queue: &mut BTreeSet<(Day, Unit)>) {
        let mut next = unit.next_date(policy, &self.rows, as_of);
        if let Some(day) = watch.next {
            earlier(&mut next, day, as_of);
        }
        let before = std::mem::replace(&mut self.next, next);
        if before != next {
            if let Some(day) = before {
                queue.remove(&(day, unit));
            }
            queue.extend(next.map(|day| (day, unit)));
        }
    }
}

fn bit(table: Table) -> u16 {
    1 << table as u16
}
