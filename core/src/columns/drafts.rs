//! Findings of which many say the same, on their way into columns: whom each is about, and the place of what it says in
//! a list. They are brought into order while they are short, and each column is written once.

use hashbrown::HashMap;

use super::findings::{Collected, Findings, Row, Written};
use super::order;
use super::par;
use super::space::{Codes, place};
use crate::finding::Verdict;
use crate::report::{Keep, Summary};
use crate::rules::Rule;

/// Whom a finding is about, by two keys, and the place of what it says.
#[derive(Clone, Copy, Debug, Default)]
struct Draft {
    first: u32,
    second: u32,
    says: u32,
}

/// What findings say, the third key included, and where they go.
struct Said {
    row: Row,
    is_kept: bool,
    is_due: bool,
}

/// What a part of a rule's subjects comes to.
pub(super) struct Drafts {
    rule: Rule,
    keep: Keep,
    said: Vec<Said>,
    places: HashMap<Row, u32>,
    findings: Vec<Draft>,
    deadlines: Vec<Draft>,
    summary: Summary,
}

impl Drafts {
    pub(super) fn new(rule: Rule, keep: Keep) -> Drafts {
        let mut summary = Summary::default();
        summary.begin(rule);
        let (said, places) = (Vec::new(), HashMap::new());
        Drafts { rule, keep, said, places, findings: Vec::new(), deadlines: Vec::new(), summary }
    }

    /// Whether a finding has to be written.
    #[inline]
    pub(super) fn wants(&self, verdict: Verdict, contested: bool) -> bool {
        self.keep.writes(verdict, contested)
    }

    #[inline]
    pub(super) fn count(&mut self, verdict: Verdict, contested: bool, findings: u64) {
        self.summary.count(self.rule, verdict, contested, findings);
    }

    /// The place of what a finding with this third key says, if that was not asked before.
    pub(super) fn say(&mut self, third: i32, written: &Written) -> u32 {
        let (is_kept, is_due) = written.goes(self.keep);
        let place = u32::try_from(self.said.len()).unwrap_or(u32::MAX);
        self.said.push(Said { row: written.of((0, 0, third)), is_kept, is_due });
        place
    }

    /// The same if it may have been.
    pub(super) fn say_again(&mut self, third: i32, written: &Written) -> u32 {
        let row = written.of((0, 0, third));
        if let Some(place) = self.places.get(&row) {
            return *place;
        }
        let place = self.say(third, written);
        self.places.insert(row, place);
        place
    }

    /// Writes a finding that has been counted and says what stands at a place.
    #[inline]
    pub(super) fn write(&mut self, first: u32, second: u32, says: u32) {
        let Some(Said { is_kept, is_due, .. }) = self.said.get(place(says)) else { return };
        let draft = Draft { first, second, says };
        if *is_kept {
            self.findings.push(draft);
        }
        if *is_due {
            self.deadlines.push(draft);
        }
    }

    /// The findings of all parts by first key, those of one by second, others as they come. There are so many codes of
    /// each key.
    pub(super) fn join(rule: Rule, parts: Vec<Drafts>, codes: [usize; 2]) -> Collected {
        let mut summary = Summary::default();
        summary.begin(rule);
        let (mut said, mut findings, mut deadlines) = (Vec::new(), Vec::new(), Vec::new());
        for part in parts {
            summary.add(&part.summary);
            let before = u32::try_from(said.len()).unwrap_or(u32::MAX);
            said.extend(part.said.iter().map(|said| said.row));
            findings.push((before, part.findings));
            deadlines.push((before, part.deadlines));
        }
        let [findings, deadlines] = [findings, deadlines].map(|parts| {
            let drafts = in_order(parts, codes);
            Findings::written(rule, drafts.len(), |at| {
                let Draft { first, second, says } = drafts.get(at).copied().unwrap_or_default();
                said.get(place(says)).copied().unwrap_or_default().about(first, second)
            })
        });
        Collected::new(findings, deadlines, summary)
    }
}

/// All drafts by their keys. What those of a part say stands so far behind in the list of all.
fn in_order(parts: Vec<(u32, Vec<Draft>)>, [firsts, seconds]: [usize; 2]) -> Vec<Draft> {
    let total = parts.iter().map(|(_, part)| part.len()).fold(0, usize::saturating_add);
    let mut all = vec![Draft::default(); total];
    let mut rest = all.as_mut_slice();
    let parts = parts.into_iter().map(|(before, part)| (par::cut(&mut rest, part.len()), before, part)).collect();
    par::each(parts, |(slots, before, part)| {
        for (slot, draft) in slots.iter_mut().zip(part) {
            *slot = Draft { says: draft.says.saturating_add(before), ..draft };
        }
    });
    // stable sorts by the second key and then by the first
    let all = by(all, |draft| draft.second, seconds);
    by(all, |draft| draft.first, firsts)
}

fn by(drafts: Vec<Draft>, key: impl Fn(&Draft) -> u32, codes: usize) -> Vec<Draft> {
    if drafts.is_sorted_by_key(&key) {
        return drafts;
    }
    let keys = Codes::Own(drafts.iter().map(key).collect());
    let some = |rows: std::ops::Range<usize>, room: &mut Vec<Draft>| {
        room.extend_from_slice(drafts.get(rows).unwrap_or_default());
    };
    order::group(&keys, drafts.len(), codes, some).0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::columns::findings::Collector;
    use crate::contest::Contest;
    use crate::finding::{Force, Judgement};

    fn said(nth: u32) -> (Judgement, Contest) {
        let verdict = [Verdict::Breach, Verdict::Pending, Verdict::Compliant][place(nth % 3)];
        let due_on = nth.is_multiple_of(2).then(|| Day::from_number(20_000 + (nth % 6).cast_signed()));
        let judgement = Judgement { due_on, ..Judgement::bare(verdict, Force::Mandatory) };
        (judgement, Contest { contested: nth.is_multiple_of(7), ..Contest::default() })
    }

    /// Drafts of several parts come out as what is written one by one in the order of the subjects.
    #[test]
    fn drafts_are_as_findings_in_order() {
        let rows = if cfg!(miri) { 60 } else { 5_000_u32 };
        let rule = Rule::SupervisionFrequency;
        for keep in [Keep::ALL, Keep::only(&[Verdict::Breach]), Keep::only(&[]).or_contested()] {
            for parts in [1, 2, 7] {
                let mut list = Vec::new();
                let mut drafts: Vec<Drafts> = (0..parts).map(|_| Drafts::new(rule, keep)).collect();
                for nth in 0..rows {
                    let keys = (nth.wrapping_mul(2_654_435_761) >> 27, nth.wrapping_mul(40_503) >> 5 & 15, 3);
                    let (judgement, contest) = said(nth);
                    let of = place(nth).saturating_mul(parts) / place(rows);
                    let own = &mut drafts[of];
                    own.count(judgement.verdict, contest.contested, 1);
                    let says = own.say_again(keys.2, &Written::new(&judgement, &contest));
                    own.write(keys.0, keys.1, says);
                    list.push((keys, judgement, contest));
                }
                assert!(drafts.iter().all(|part| part.said.len() <= 42), "what is alike is said once");
                list.sort_by_key(|(keys, ..)| *keys);
                let mut expected = Collector::new(rule, keep);
                for (keys, judgement, contest) in list {
                    expected.count(judgement.verdict, contest.contested, 1);
                    expected.write(keys, &judgement, &contest);
                }
                let (all, expected) = (Drafts::join(rule, drafts, [32, 16]), expected.finish());
                assert_eq!(all.findings, expected.findings);
                assert_eq!(all.deadlines, expected.deadlines);
                assert_eq!(all.summary, expected.summary);
            }
        }
    }
}
