//! The evidence of a written finding.

use super::wire::{Detail as Written, Missed, MissingForm};
use crate::facts::Form;
use crate::finding::{Conditions, Detail, Stretch, Tally};
use crate::rules::Rule;

impl Written {
    /// The evidence, if a finding of this rule can have it.
    pub(super) fn read(&self, rule: Rule) -> Option<Detail> {
        let Written { missing, failed, unknown, stretches, reasons, reason, contested_by: _ } = self;
        let none = (missing.is_none(), failed.is_none() && unknown.is_none(), stretches.is_none(), reasons.is_none());
        let detail = match (rule, none) {
            (Rule::SupervisionFrequency, (false, true, true, true)) => forms(missing.as_deref()?)?,
            (Rule::MentorEligibility, (true, false, true, true)) => {
                Detail::Conditions { failed: conditions(failed.as_deref())?, unknown: conditions(unknown.as_deref())? }
            }
            (Rule::MentorInactivity, (true, true, false, true)) => {
                let missed = u32::try_from(stretches.as_ref()?.len()).ok();
                Detail::Stretches(missed.filter(|missed| *missed > 0)?)
            }
            (Rule::Commendation, (true, true, true, false)) => lost(reasons.as_deref()?)?,
            (Rule::RecordDeadline | Rule::MentorTerm, (true, true, true, true)) => {
                reason.map_or(Detail::None, Detail::Because)
            }
            (_, (true, true, true, true)) => Detail::None,
            _ => return None,
        };
        (detail.reason() == *reason).then_some(detail)
    }

    /// The missed stretches.
    pub(super) fn missed(&self) -> impl Iterator<Item = Stretch> {
        self.stretches.iter().flatten().map(|one| {
            let Missed { after, missed, resumed_on } = *one;
            Stretch { after, deadline: missed, resumed_on, missed: true }
        })
    }
}

/// What a month lacks. A form that is not listed has its number, whatever that is.
fn forms(missing: &[MissingForm]) -> Option<Detail> {
    let (mut individual, mut group) = (Tally { required: 0, held: 0 }, Tally { required: 0, held: 0 });
    let mut before = None;
    for one in missing {
        let tally = match one.form {
            Form::Individual => &mut individual,
            Form::Group => &mut group,
            _ => return None,
        };
        *tally = Tally { required: one.required, held: one.held };
        if tally.is_met() || before.replace(one.form).is_some_and(|before| before >= one.form) {
            return None;
        }
    }
    before.map(|_| Detail::Missing { individual, group })
}

/// The conditions with these names, in the order of the text; none if there is no list.
fn conditions(names: Option<&[String]>) -> Option<Conditions> {
    let Some(names) = names else { return Some(Conditions::default()) };
    let has = |name: &str| names.iter().any(|one| one == name);
    let conditions = Conditions {
        responsibility: has("responsibility"),
        experience: has("experience"),
        commitment: has("commitment"),
        category: has("category"),
    };
    let same = conditions.names().eq(names.iter().map(String::as_str));
    Some(conditions).filter(|conditions| same && !conditions.is_empty())
}

fn lost(reasons: &[String]) -> Option<Detail> {
    let reasons: Vec<&str> = reasons.iter().map(String::as_str).collect();
    match *reasons {
        ["inactive"] => Some(Detail::Lost { inactive: true, revoked: false }),
        ["revoked"] => Some(Detail::Lost { inactive: false, revoked: true }),
        ["inactive", "revoked"] => Some(Detail::Lost { inactive: true, revoked: true }),
        _ => None,
    }
}
