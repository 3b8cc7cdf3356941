//! The evidence of findings as JSON text, each different text once.

use std::collections::HashMap;

use super::district::missed_stretch;
use super::findings::Findings;
use crate::contest::Flips;
use crate::finding::{Detail, Stretch};
use crate::report::Evidence;

/// The contract's `detail` of findings: a dictionary and, for each finding, its place in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The different texts.
    pub texts: Vec<String>,
    /// For each finding the place of its text.
    pub places: Vec<u32>,
}

impl Findings {
    /// The evidence of all findings as JSON text.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    /// use hongyan::{Check, Day, Keep, Policy, Rule};
    ///
    /// let mentors = Frame::new(Table::Mentors).with("mentor", &[3, 4]).with("experience", &[false, false]);
    /// let columns = Columns::check(Frames::new().with(mentors), Door::new())?;
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, Day::new(2024, 5, 1).unwrap()).keep(Keep::ALL).columns(&columns);
    /// let details = report.of(Rule::MentorEligibility).unwrap().details();
    /// assert_eq!(details.places, [0, 0]);
    /// assert!(details.texts[0].starts_with(r#"{"failed":["experience"],"unknown":["responsibility","#));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn details(&self) -> Details {
        let mut details = Details { places: Vec::with_capacity(self.len()), ..Details::default() };
        let mut known: HashMap<(u32, u8, bool), u32> = HashMap::new();
        let (mut last, mut place) = (None, 0);
        let mut missed = self.stretches.iter().copied().map(missed_stretch);
        let rows = self.detail.iter().zip(&self.flips).zip(&self.contested);
        for (at, ((bits, flips), contested)) in rows.enumerate() {
            let key = (*bits, *flips, *contested);
            let detail = self.detail(at);
            let mut write = |stretches: &[Stretch]| {
                let flips = contested.then(|| Flips::from_bits(*flips));
                let evidence = Evidence { rule: self.rule(), detail, stretches, flips };
                details.texts.push(serde_json::to_string(&evidence).unwrap_or_default());
                u32::try_from(details.texts.len()).unwrap_or(u32::MAX).saturating_sub(1)
            };
            // equal evidence mostly stands together
            if let Detail::Stretches(count) = detail {
                let own: Vec<Stretch> = missed.by_ref().take(super::space::place(count)).collect();
                (place, last) = (write(&own), None);
            } else if last != Some(key) {
                place = *known.entry(key).or_insert_with(|| write(&[]));
                last = Some(key);
            }
            details.places.push(place);
        }
        details
    }
}
