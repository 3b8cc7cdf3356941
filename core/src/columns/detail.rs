//! The evidence of findings over columns as the contract writes it.

use std::ops::Range;

use super::array::NO_DAY;
use super::findings::{Entry, Findings};
use crate::calendar::Day;
use crate::facts::{Id, Ids};
use crate::finding::{Detail, Stretch};
use crate::report::Record;
use crate::rules::{Keys, Second};

impl Findings {
    /// The clause that a finding cites.
    #[must_use]
    pub fn clause(&self, at: usize) -> &'static str {
        self.rule().clause(self.detail(at))
    }

    /// The contract's `detail` of some findings as JSON texts, each an object.
    #[cfg(feature = "json")]
    pub fn details_json(&self, findings: Range<usize>) -> impl Iterator<Item = String> {
        let before = if self.stretches.is_empty() { 0 } else { (0..findings.start).map(|at| self.missed(at)).sum() };
        let mut stretches = self.stretches.iter().skip(before);
        let ids = Ids::default();
        findings.filter_map(move |at| {
            let Entry { judgement, contest } = self.entry(at)?;
            let own: Vec<Stretch> = stretches.by_ref().take(self.missed(at)).map(stretch).collect();
            // whom it is about does not show in it
            let keys = Keys { first: Id::new(0)?, second: Second::Number(0), third: 0 };
            let record = Record { rule: self.rule(), keys, judgement, contest, stretches: 0 };
            Some(record.view(&ids, &own).detail_json())
        })
    }

    /// How many missed stretches are those of a finding.
    fn missed(&self, at: usize) -> usize {
        match self.detail(at) {
            Detail::Stretches(count) => super::space::place(count),
            _ => 0,
        }
    }
}

/// A missed stretch as a column holds it.
pub(super) fn stretch([after, deadline, resumed_on]: &[i32; 3]) -> Stretch {
    let resumed_on = Some(*resumed_on).filter(|day| *day != NO_DAY).map(Day::from_number);
    let (after, deadline) = (Day::from_number(*after), Day::from_number(*deadline));
    Stretch { after, deadline, resumed_on, missed: true }
}
