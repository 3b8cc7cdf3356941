use super::change::{Change, Changes};
use super::row::{Given, Row, RowKey};
use super::unit::Unit;
use super::watch::Watch;
use super::{Live, bit};
use crate::facts::{Fault, FaultCode, Faults, Kept};
use crate::message::words;

/// What arrives, is corrected or withdrawn. Each gives the findings that it changes, by rule and subject.
impl Live {
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
    ///
    /// ```
    /// use hongyan::facts::{Facts, Mentor, Tables};
    /// use hongyan::finding::Verdict;
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let mentors = Some(vec![Mentor::new("李导师")]);
    /// let facts = Facts::new(Tables { mentors, ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// let changes = live.correct(Mentor { experience: Some(false), ..Mentor::new("李导师") })?;
    /// assert_eq!(changes[0].from.unwrap().verdict, Verdict::Undetermined);
    /// assert_eq!(changes[0].to.unwrap().verdict, Verdict::Breach);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
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
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use hongyan::facts::{Evaluation, Facts, Tables};
    /// use hongyan::live::Live;
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let evaluated_on = NaiveDate::from_ymd_opt(2024, 2, 1).unwrap();
    /// let row = Evaluation::new("李导师", 2023, evaluated_on); // such rows have no key
    /// let facts = Facts::new(Tables { evaluations: Some(vec![row.clone()]), ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// assert!(live.withdraw(row.clone())?.is_empty()); // nobody was appointed: no finding rests on it
    /// let faults = live.withdraw(row).unwrap_err();
    /// assert!(faults.to_string().ends_with("there is no such row"));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn withdraw(&mut self, row: impl Into<Row>) -> Result<Vec<Change>, Faults> {
        let given = self.door(row.into())?;
        let there = self.equal(&given)?;
        Ok(self.amend(Some(there), None))
    }

    /// Takes out the row with this key.
    ///
    /// # Errors
    /// No row with this key, or no such table. Nothing is changed then.
    ///
    /// ```
    /// use hongyan::facts::{Facts, Mentor, Tables};
    /// use hongyan::live::{Live, RowKey};
    /// use hongyan::{Day, Policy, Rule};
    ///
    /// let mentors = Some(vec![Mentor::new("李导师")]);
    /// let facts = Facts::new(Tables { mentors, ..Tables::default() })?;
    /// let mut live = Live::new(&facts, &Policy::default(), Day::new(2024, 3, 1).unwrap(), Rule::ALL);
    /// assert_eq!(live.withdraw_key(RowKey::Mentor { mentor: "李导师" })?[0].to, None);
    /// let faults = live.withdraw_key(RowKey::Mentor { mentor: "李导师" }).unwrap_err();
    /// assert_eq!(faults.to_string(), "mentors, mentor: `李导师`: there is no such row");
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    pub fn withdraw_key(&mut self, key: RowKey<'_>) -> Result<Vec<Change>, Faults> {
        let given = self.present(Given::key(key, &self.slate))?;
        let Some(there) = self.like(&given) else {
            return Err(given.refuse(FaultCode::BadValue, words::NO_SUCH_ROW));
        };
        Ok(self.amend(Some(there), None))
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
}
