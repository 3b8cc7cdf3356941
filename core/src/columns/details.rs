//! The evidence of findings as JSON text, each different text once.

use std::ops::Range;

use hashbrown::HashMap;

use super::district::missed_stretch;
use super::findings::Findings;
use crate::contest::Flips;
use crate::finding::{Detail, Stretch};
use crate::report::Evidence;

/// The contract's `detail` of findings: a dictionary and, for each finding, its place in it.
///
/// See the example of [`Findings::details`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// The different texts.
    pub texts: Vec<String>,
    /// For each finding the place of its text.
    pub places: Vec<u32>,
}

/// What findings share that have the same evidence.
type Key = (u32, u8, bool);

impl Findings {
    /// The evidence of some findings as JSON text.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Details, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    /// use hongyan::{Check, Day, Keep, Policy, Rule};
    ///
    /// let mentors = Frame::new(Table::Mentors).with("mentor", &[3, 4]).with("experience", &[false, false]);
    /// let columns = Columns::check(Frames::new().with(mentors), Door::new())?;
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, Day::new(2024, 5, 1).unwrap()).keep(Keep::ALL).columns(&columns);
    /// let details: Details = report.of(Rule::MentorEligibility).unwrap().details(0..2);
    /// assert_eq!(details.places, [0, 0]);
    /// assert!(details.texts[0].starts_with(r#"{"failed":["experience"],"unknown":["responsibility","#));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn details(&self, findings: Range<usize>) -> Details {
        let mut details = Details { places: Vec::with_capacity(findings.len()), ..Details::default() };
        let mut known: HashMap<Key, u32> = HashMap::new();
        // few are different, and these are mostly found without hashing
        let mut recent: [Option<(Key, u32)>; 16] = [None; 16];
        let count = |at: usize| match self.detail(at) {
            Detail::Stretches(count) => super::space::place(count),
            _ => 0,
        };
        let before =
            if self.stretches.is_empty() { 0 } else { (0..findings.start).map(count).fold(0, usize::saturating_add) };
        let mut missed = self.stretches.iter().skip(before).copied().map(missed_stretch);
        let rows = self.detail.iter().zip(&self.flips).zip(&self.contested).enumerate();
        for (at, ((bits, flips), contested)) in rows.skip(findings.start).take(findings.len()) {
            let key = (*bits, *flips, *contested);
            let nearby = super::space::place((bits ^ u32::from(*flips)).wrapping_mul(0x9e37_79b1) >> 28);
            if let Some(Some((known, place))) = recent.get(nearby)
                && *known == key
            {
                details.places.push(*place);
                continue;
            }
            let detail = self.detail(at);
            let mut write = |stretches: &[Stretch]| {
                let flips = contested.then(|| Flips::from_bits(*flips));
                let evidence = Evidence { rule: self.rule(), detail, stretches, flips };
                details.texts.push(serde_json::to_string(&evidence).unwrap_or_default());
                u32::try_from(details.texts.len()).unwrap_or(u32::MAX).saturating_sub(1)
            };
            let place = if let Detail::Stretches(_) = detail {
                write(&missed.by_ref().take(count(at)).collect::<Vec<_>>())
            } else {
                let place = *known.entry(key).or_insert_with(|| write(&[]));
                recent.get_mut(nearby).into_iter().for_each(|slot| *slot = Some((key, place)));
                place
            };
            details.places.push(place);
        }
        details
    }
}
