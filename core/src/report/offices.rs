//! What there is to draw of a mentor's office.

use serde::Serialize;

use super::Report;
use crate::calendar::{Day, Period};
use crate::facts::{Facts, Table};
use crate::finding::Stretch;
use crate::rules::Source as _;
use crate::rules::{Rule, Subject};

/// A mentor's terms, guidance, stretches without it, violations and revocations, as far as the report's day sees them.
///
/// See the example of [`Report::offices`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Office<'f> {
    /// The mentor.
    pub mentor: &'f str,
    /// The terms, both ends included, cut where they were revoked.
    pub terms: Vec<Period>,
    /// The days of guidance.
    pub guidance: Vec<Day>,
    /// Stretches without guidance, from the missed deadline until guidance, the term's end or the day asked about.
    pub missed: Vec<Period>,
    /// The days on which violations were found.
    pub violations: Vec<Day>,
    /// The days of revocations.
    pub revocations: Vec<Day>,
}

impl Report {
    /// The offices of all mentors, by mentor, for a picture of them. None if the report was made from other facts, or
    /// if there are no appointments.
    ///
    /// ```
    /// use hongyan::calendar::Period;
    /// use hongyan::facts::{Appointment, Facts, Guidance, Tables};
    /// use hongyan::report::Office;
    /// use hongyan::{Day, Policy, check};
    ///
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let facts = Facts::new(Tables {
    ///     appointments: Some(vec![Appointment::new("何静", day("2024-01-15"))]),
    ///     guidance: Some(vec![Guidance::new("何静", day("2024-08-20"))]),
    ///     ..Tables::default()
    /// })?;
    /// let report = check(&facts, &Policy::default(), day("2024-09-01"));
    /// let offices: Vec<Office<'_>> = report.offices(&facts);
    /// assert_eq!(offices[0].terms, [Period { from: day("2024-01-15"), to: day("2027-01-15") }]);
    /// assert_eq!(offices[0].missed, [Period { from: day("2024-07-15"), to: day("2024-08-20") }]);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn offices<'f>(&self, facts: &'f Facts) -> Vec<Office<'f>> {
        let as_of = self.as_of();
        if !self.is_of(facts) || !facts.has(Table::Appointments) {
            return Vec::new();
        }
        let terms = self.policy().mentor_term();
        let mut offices = Vec::new();
        facts.offices(|record| {
            let violations = facts.violations_of(record.mentor).iter().map(|one| one.found_on);
            let seen = |day: &Day| *day <= as_of;
            let appointments = record.appointments.iter().filter(|one| one.appointed_on <= as_of);
            let spans = appointments.map(|one| one.term(terms.editions().on(one.appointed_on), as_of).days);
            offices.push(Office {
                mentor: facts.ids().text(record.mentor),
                terms: spans.filter(|days| !days.is_empty()).collect(),
                guidance: record.guidance.iter().copied().filter(seen).collect(),
                violations: violations.filter(seen).collect(),
                revocations: record.revocations.iter().copied().filter(seen).collect(),
                missed: Vec::new(),
            });
        });
        // offices and findings are both in the order of mentors
        let mut place = 0;
        for finding in self.findings().filter(|finding| finding.rule == Rule::MentorInactivity) {
            let Subject::MentorInactivity { mentor, .. } = finding.subject else {
                continue;
            };
            while offices.get(place).is_some_and(|office| office.mentor < mentor) {
                place = place.saturating_add(1);
            }
            if let Some(office) = offices.get_mut(place).filter(|office| office.mentor == mentor) {
                let last = office.terms.iter().map(|term| term.to).max().unwrap_or(as_of);
                let until = |stretch: &Stretch| stretch.resumed_on.unwrap_or(as_of.min(last));
                let missed =
                    finding.stretches.iter().map(|stretch| Period { from: stretch.deadline, to: until(stretch) });
                office.missed.extend(missed);
            }
        }
        offices
    }
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use super::*;
    use crate::{Policy, check};

    #[test]
    fn a_stretch_ends_with_guidance_and_the_unseen_is_not_drawn() {
        let facts = Facts::from_json(
            r#"{"appointments": [{"mentor": "何静", "appointed_on": "2023-07-01"}, {"mentor": "丁", "appointed_on": "2023-07-01"}],
            "guidance": [{"mentor": "何静", "guided_on": "2024-03-01"}, {"mentor": "何静", "guided_on": "2025-01-01"}],
            "excuses": [{"project": "磁器口", "worker": "周敏", "month": "2024-03", "reason": "病假"}]}"#,
        );
        let facts = facts.unwrap();
        let report = check(&facts, &Policy::default(), Day::new(2024, 4, 1).unwrap());
        let offices = report.offices(&facts);
        let names: Vec<&str> = offices.iter().map(|office| office.mentor).collect();
        assert_eq!(names, ["丁", "何静"]);
        let day = |y, m, d| Day::new(y, m, d).unwrap();
        let last = offices.last().unwrap();
        assert_eq!(last.guidance, [day(2024, 3, 1)]);
        assert_eq!(last.missed, [Period { from: day(2024, 1, 1), to: day(2024, 3, 1) }]);
        assert_eq!(last.terms, [Period { from: day(2023, 7, 1), to: day(2026, 7, 1) }]);
        // a report that was read is of no facts until it is told so
        let read = Report::from_json(&report.to_json().unwrap()).unwrap();
        assert!(read.offices(&facts).is_empty());
        let other = Facts::from_json(r#"{"appointments": [{"mentor": "丁", "appointed_on": "2023-07-01"}]}"#).unwrap();
        assert!(read.clone().over(&other).offices(&other).is_empty());
        let read = read.over(&facts);
        assert_eq!(read.offices(&facts), offices);
        assert_eq!(read.to_json().unwrap(), report.to_json().unwrap());
        // without guidance until the day asked about
        assert_eq!(offices[0].missed, [Period { from: day(2024, 1, 1), to: day(2024, 4, 1) }]);
    }
}
