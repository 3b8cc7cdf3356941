//! What a judgement says: verdict, dates, evidence, and the pattern that most duties follow.

use serde::Serialize;

use crate::calendar::{Day, Period};
use crate::names::named;

/// How a duty stands on the day that is asked about.
///
/// ```
/// use hongyan::finding::Verdict;
///
/// assert_eq!(Verdict::NotApplicable.name(), "not_applicable");
/// assert_eq!(Verdict::from_name("breach"), Some(Verdict::Breach));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// Met, in time.
    Compliant,
    /// Met late, or not met and no longer possible in time.
    Breach,
    /// Not met, still can be.
    Pending,
    /// Not met, with a recorded reason that the clause admits.
    Excused,
    /// The duty does not exist here.
    NotApplicable,
    /// The facts do not decide it; [`Detail`] gives the [`Reason`].
    Undetermined,
}

impl Verdict {
    /// All verdicts, in the order of a summary.
    pub const ALL: [Verdict; 6] = [
        Verdict::Compliant,
        Verdict::Breach,
        Verdict::Pending,
        Verdict::Excused,
        Verdict::NotApplicable,
        Verdict::Undetermined,
    ];

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Compliant => "compliant",
            Verdict::Breach => "breach",
            Verdict::Pending => "pending",
            Verdict::Excused => "excused",
            Verdict::NotApplicable => "not_applicable",
            Verdict::Undetermined => "undetermined",
        }
    }

    /// The verdict with this name on the wire.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// How strictly the text binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Force {
    /// The clause lays a duty and gives its number.
    Mandatory,
    /// The clause says "in principle" (原则上) of itself.
    InPrinciple,
    /// The duty is real, but its number is assumed or the text does not forbid in so many words.
    Advisory,
}

impl Force {
    /// All of them.
    pub const ALL: [Force; 3] = [Force::Mandatory, Force::InPrinciple, Force::Advisory];

    /// The force with this name on the wire.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Force> {
        Force::ALL.into_iter().find(|force| force.name() == name)
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Force::Mandatory => "mandatory",
            Force::InPrinciple => "in_principle",
            Force::Advisory => "advisory",
        }
    }
}

/// Why a verdict is what it is, where dates alone do not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// Rolling looked at a year whose rest days are not known.
    CalendarUnknown,
    /// The record is dated before its session.
    RecordPrecedesSession,
    /// A condition that decides is not recorded.
    UnknownFacts,
    /// The mentor has no appointment.
    NeverAppointed,
    /// No appointment on or before that day.
    BeforeTerm,
    /// The term was over.
    AfterTerm,
    /// The term had been cut by a revocation.
    Revoked,
}

impl Reason {
    /// All of them.
    pub const ALL: [Reason; 7] = [
        Reason::CalendarUnknown,
        Reason::RecordPrecedesSession,
        Reason::UnknownFacts,
        Reason::NeverAppointed,
        Reason::BeforeTerm,
        Reason::AfterTerm,
        Reason::Revoked,
    ];

    /// The reason with this name on the wire.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Reason::CalendarUnknown => "calendar_unknown",
            Reason::RecordPrecedesSession => "record_precedes_session",
            Reason::UnknownFacts => "unknown_facts",
            Reason::NeverAppointed => "never_appointed",
            Reason::BeforeTerm => "before_term",
            Reason::AfterTerm => "after_term",
            Reason::Revoked => "revoked",
        }
    }
}

named!(Verdict, "verdict", de);
named!(Force, "force", de);
named!(Reason, "reason", de);

/// How many sessions of a form are asked for and were held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Tally {
    /// Number that the policy asks for.
    pub required: u32,
    /// Number held on days that count.
    pub held: u32,
}

impl Tally {
    /// Whether the number is reached.
    #[must_use]
    pub const fn is_met(self) -> bool {
        self.held >= self.required
    }
}

/// The conditions of M2 and M3, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Conditions {
    /// M2(1), sense of responsibility.
    pub responsibility: bool,
    /// M2(2), experience in guiding.
    pub experience: bool,
    /// M2(3), commitment to the programme.
    pub commitment: bool,
    /// M3, one of the four groups.
    pub category: bool,
}

impl Conditions {
    /// The members by name, in the order of the text.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let all = [
            (self.responsibility, "responsibility"),
            (self.experience, "experience"),
            (self.commitment, "commitment"),
            (self.category, "category"),
        ];
        all.into_iter().filter(|(member, _)| *member).map(|(_, name)| name)
    }

    /// Whether it has no member.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        !(self.responsibility || self.experience || self.commitment || self.category)
    }

    /// Whether the category is its only member.
    #[must_use]
    pub const fn is_category_alone(self) -> bool {
        self.category && !(self.responsibility || self.experience || self.commitment)
    }
}

/// The evidence of one judgement. What it holds depends on the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Detail {
    /// The dates say it all.
    #[default]
    None,
    /// A reason.
    Because(Reason),
    /// Supervision that a month lacks; a form whose number is reached is not listed.
    Missing {
        /// Individual supervision.
        individual: Tally,
        /// Group supervision.
        group: Tally,
    },
    /// Conditions of eligibility that are not met or not known.
    Conditions {
        /// Known not to hold.
        failed: Conditions,
        /// Not recorded.
        unknown: Conditions,
    },
    /// Stretches without guidance that reached their deadline: how many. The finding lists them.
    Stretches(u32),
    /// Why a year's commendation is lost.
    Lost {
        /// By a stretch without guidance.
        inactive: bool,
        /// By a revocation in that year.
        revoked: bool,
    },
}

impl Detail {
    /// The reason, where there is one.
    #[must_use]
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Detail::Because(reason) => Some(reason),
            Detail::Conditions { failed, .. } if failed.is_empty() => Some(Reason::UnknownFacts),
            _ => None,
        }
    }
}

/// What a rule's `judge` returns: how one duty of one subject stands.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::{Force, Judgement, Verdict};
///
/// let day = |d| Day::new(2024, 10, d).unwrap();
/// // due on the 1st: met on the day, asked on the day, and a day late
/// let met = Judgement::by_deadline(Force::Mandatory, day(1), Some(day(1)), day(5));
/// let open = Judgement::by_deadline(Force::Mandatory, day(1), None, day(1));
/// let late = Judgement::by_deadline(Force::Mandatory, day(1), Some(day(2)), day(5));
/// assert_eq!([met, open, late].map(|one| one.verdict), [Verdict::Compliant, Verdict::Pending, Verdict::Breach]);
/// assert_eq!(open.holds_until, Some(day(1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Judgement {
    /// How the duty stands.
    pub verdict: Verdict,
    /// How strictly the clause binds.
    pub force: Force,
    /// Last day on which the duty can be met.
    pub due_on: Option<Day>,
    /// Day of the event that met it, in time or late.
    pub settled_on: Option<Day>,
    /// `due_on` minus `settled_on` if met, else minus the day asked about; negative = days late.
    pub margin_days: Option<i32>,
    /// Last day for which the verdict stands if no new fact arrives.
    pub holds_until: Option<Day>,
    /// The evidence.
    pub detail: Detail,
}

impl Judgement {
    /// A verdict without any date.
    #[must_use]
    #[inline]
    pub const fn bare(verdict: Verdict, force: Force) -> Judgement {
        Judgement {
            verdict,
            force,
            due_on: None,
            settled_on: None,
            margin_days: None,
            holds_until: None,
            detail: Detail::None,
        }
    }

    /// The duty does not exist here.
    #[must_use]
    #[inline]
    pub const fn not_applicable(force: Force) -> Judgement {
        Judgement::bare(Verdict::NotApplicable, force)
    }

    /// The deadline pattern: met by `due_on` or late; unmet and still possible through `due_on`, or over.
    #[must_use]
    #[inline]
    pub const fn by_deadline(force: Force, due_on: Day, settled_on: Option<Day>, as_of: Day) -> Judgement {
        let seen = match settled_on {
            Some(day) => day,
            None => as_of,
        };
        let margin_days = due_on.days_since(seen);
        let verdict = match (settled_on, margin_days >= 0) {
            (Some(_), true) => Verdict::Compliant,
            (None, true) => Verdict::Pending,
            (_, false) => Verdict::Breach,
        };
        Judgement {
            verdict,
            force,
            due_on: Some(due_on),
            settled_on,
            margin_days: Some(margin_days),
            holds_until: if matches!(verdict, Verdict::Pending) { Some(due_on) } else { None },
            detail: Detail::None,
        }
    }

    /// The same with this evidence.
    #[must_use]
    #[inline]
    pub const fn with_detail(self, detail: Detail) -> Judgement {
        Judgement { detail, ..self }
    }
}

/// A stretch between two guidance days (M6), as long as it is relevant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Stretch {
    /// The day from which the months are counted.
    pub after: Day,
    /// Its deadline: guidance on this day still saves the mentor.
    pub deadline: Day,
    /// The next guidance day in the term, if there is one.
    pub resumed_on: Option<Day>,
    /// Whether the deadline passed without guidance.
    pub missed: bool,
}

/// The earliest and the latest of the days given so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Range(Option<Period>);

impl Range {
    #[inline]
    pub(crate) fn add(&mut self, day: Option<Day>) {
        if let Some(day) = day {
            let span = self.0.unwrap_or(Period { from: day, to: day });
            self.0 = Some(Period { from: span.from.min(day), to: span.to.max(day) });
        }
    }

    pub(crate) fn get(self) -> Option<Period> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deadline_pattern_around_its_day() {
        let due = Day::new(2024, 3, 12).unwrap();
        let met = |on: Day| Judgement::by_deadline(Force::Mandatory, due, Some(on), Day::MAX);
        let unmet = |as_of: Day| Judgement::by_deadline(Force::Mandatory, due, None, as_of);
        assert_eq!((met(due.previous()).verdict, met(due.previous()).margin_days), (Verdict::Compliant, Some(1)));
        assert_eq!((met(due).verdict, met(due).margin_days), (Verdict::Compliant, Some(0)));
        assert_eq!((met(due.next()).verdict, met(due.next()).margin_days), (Verdict::Breach, Some(-1)));
        assert_eq!((unmet(due).verdict, unmet(due).holds_until), (Verdict::Pending, Some(due)));
        assert_eq!((unmet(due.next()).verdict, unmet(due.next()).holds_until), (Verdict::Breach, None));
    }

    #[test]
    fn names_are_those_of_serde() {
        for verdict in Verdict::ALL {
            assert_eq!(Verdict::from_name(verdict.name()), Some(verdict));
            assert_eq!(serde_json::to_value(verdict).unwrap(), verdict.name());
        }
        for reason in [Reason::CalendarUnknown, Reason::RecordPrecedesSession, Reason::UnknownFacts, Reason::Revoked] {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
    }
}
