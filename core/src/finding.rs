//! What a judgement says: verdict, dates, evidence, and the pattern that most duties follow.
//!
//! ```
//! use hongyan::Day;
//! use hongyan::finding::{Detail, Reason, Verdict};
//! use hongyan::rules::record_deadline::{Session, Terms, judge};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! // the record is dated before its session: the facts cannot be right, and nothing is held against anyone
//! let session = Session::new(day("2024-03-05"), Some(day("2024-03-04")));
//! let judgement = judge(&Terms::default(), session, day("2024-04-01")).unwrap();
//! assert_eq!(judgement.verdict, Verdict::Undetermined);
//! assert_eq!(judgement.detail, Detail::Because(Reason::RecordPrecedesSession));
//! ```

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
    ///
    /// ```
    /// use hongyan::finding::Verdict;
    ///
    /// let names = Verdict::ALL.map(Verdict::name);
    /// assert_eq!(names, ["compliant", "breach", "pending", "excused", "not_applicable", "undetermined"]);
    /// ```
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
    ///
    /// ```
    /// use hongyan::finding::Verdict;
    ///
    /// assert_eq!(Verdict::from_name("excused"), Some(Verdict::Excused));
    /// assert_eq!(Verdict::from_name("ok"), None);
    /// // where the name comes from a user, `parse` says what is wrong
    /// assert_eq!("ok".parse::<Verdict>().unwrap_err().to_string(), "there is no verdict `ok`");
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// How strictly the text binds.
///
/// It belongs to a judgement, not to a rule: a reading may bring another force.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Force;
/// use hongyan::rules::monthly_plan::{Due, Month, Terms, judge};
///
/// let month = Month { first_engaged: Day::new(2024, 3, 1).unwrap(), made_on: None };
/// let force = |due| judge(&Terms { due, ..Terms::default() }, month, Day::new(2024, 4, 5).unwrap()).unwrap().force;
/// assert_eq!(force(Due::MonthStart), Force::Advisory); // how long a beginning lasts is assumed
/// assert_eq!(force(Due::MonthEnd), Force::Mandatory);
/// ```
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
    ///
    /// ```
    /// use hongyan::finding::Force;
    ///
    /// assert_eq!(Force::from_name("in_principle"), Some(Force::InPrinciple));
    /// assert_eq!(Force::from_name("strict"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Force> {
        Force::ALL.into_iter().find(|force| force.name() == name)
    }

    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::finding::Force;
    ///
    /// assert_eq!(Force::ALL.map(Force::name), ["mandatory", "in_principle", "advisory"]);
    /// ```
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
///
/// A judgement has it in its [`Detail`]: see [`Detail::reason`].
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::{Detail, Reason};
/// use hongyan::rules::mentor_term::{Guidance, Terms, judge};
///
/// let guided_on = Day::new(2024, 3, 1).unwrap();
/// let guidance = Guidance { guided_on, appointments: &[] };
/// let judgement = judge(&Terms::default(), guidance, guided_on).unwrap();
/// assert_eq!(judgement.detail, Detail::Because(Reason::NeverAppointed));
/// ```
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
    ///
    /// ```
    /// use hongyan::finding::Reason;
    ///
    /// assert_eq!(Reason::from_name("after_term"), Some(Reason::AfterTerm));
    /// assert_eq!(Reason::from_name("late"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::finding::Reason;
    ///
    /// assert_eq!(Reason::CalendarUnknown.name(), "calendar_unknown");
    /// ```
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
///
/// ```
/// use hongyan::finding::{Detail, Tally};
/// use hongyan::rules::supervision_frequency::{Terms, WorkerMonth, judge};
///
/// let march: hongyan::calendar::Month = "2024-03".parse()?;
/// let judgement = judge(&Terms::default(), WorkerMonth::whole(march, &[]), march.last_day()).unwrap();
/// let none = Tally { required: 1, held: 0 };
/// assert_eq!(judgement.detail, Detail::Missing { individual: none, group: none });
/// # Ok::<(), hongyan::calendar::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Tally {
    /// Number that the policy asks for.
    pub required: u32,
    /// Number held on days that count.
    pub held: u32,
}

impl Tally {
    /// Whether the number is reached.
    ///
    /// ```
    /// use hongyan::finding::Tally;
    ///
    /// assert!(Tally { required: 1, held: 2 }.is_met());
    /// assert!(!Tally { required: 2, held: 1 }.is_met());
    /// assert!(Tally { required: 0, held: 0 }.is_met()); // nothing is asked for
    /// ```
    #[must_use]
    pub const fn is_met(self) -> bool {
        self.held >= self.required
    }
}

/// The conditions of M2 and M3, as a set.
///
/// ```
/// use hongyan::facts::Category;
/// use hongyan::finding::Detail;
/// use hongyan::rules::mentor_eligibility::{Applicant, Terms, judge};
///
/// let mentor = Applicant { category: Some(Category::Other), experience: Some(false), ..Applicant::default() };
/// let detail = judge(&Terms::default(), mentor).unwrap().detail;
/// let Detail::Conditions { failed, unknown } = detail else { unreachable!() };
/// assert_eq!(failed.names().collect::<Vec<_>>(), ["experience", "category"]);
/// assert_eq!(unknown.names().collect::<Vec<_>>(), ["responsibility", "commitment"]);
/// ```
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
    ///
    /// See the example of [`Conditions`].
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
    ///
    /// ```
    /// use hongyan::facts::Category;
    /// use hongyan::finding::Detail;
    /// use hongyan::rules::mentor_eligibility::{Applicant, Terms, judge};
    ///
    /// // nothing fails, but the experience is not recorded
    /// let mentor = Applicant { responsibility: Some(true), commitment: Some(true), ..Applicant::default() };
    /// let mentor = Applicant { category: Some(Category::Talent), ..mentor };
    /// let detail = judge(&Terms::default(), mentor).unwrap().detail;
    /// let Detail::Conditions { failed, unknown } = detail else { unreachable!() };
    /// assert!(failed.is_empty() && !unknown.is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(self) -> bool {
        !(self.responsibility || self.experience || self.commitment || self.category)
    }

    /// Whether the category is its only member.
    ///
    /// Then M3 is the clause, else M2: see [`mentor_eligibility::clause`](crate::rules::mentor_eligibility::clause).
    ///
    /// ```
    /// use hongyan::facts::Category;
    /// use hongyan::finding::Detail;
    /// use hongyan::rules::mentor_eligibility::{Applicant, Terms, clause, judge};
    ///
    /// let met = Some(true);
    /// let mentor =
    ///     Applicant { category: Some(Category::Other), responsibility: met, experience: met, commitment: met };
    /// let detail = judge(&Terms::default(), mentor).unwrap().detail;
    /// let Detail::Conditions { failed, .. } = detail else { unreachable!() };
    /// assert!(failed.is_category_alone());
    /// assert_eq!(clause(detail), "M3");
    /// ```
    #[must_use]
    pub const fn is_category_alone(self) -> bool {
        self.category && !(self.responsibility || self.experience || self.commitment)
    }
}

/// The evidence of one judgement. What it holds depends on the rule.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Detail;
/// use hongyan::rules::commendation::{MentorYear, Terms, judge};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// // six months without guidance, and a revocation in the same year
/// let appointments = [Appointment { revoked_on: Some(day("2024-11-05")), ..Appointment::new(day("2024-01-15")) }];
/// let revocations = [day("2024-11-05")];
/// let year = MentorYear { appointments: &appointments, guidance: &[], revocations: &revocations, year: 2024 };
/// let judgement = judge(&Terms::default(), year, day("2024-12-31")).unwrap();
/// assert_eq!(judgement.detail, Detail::Lost { inactive: true, revoked: true });
/// ```
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
    ///
    /// Conditions that are not recorded are [`Reason::UnknownFacts`], unless one is known to fail.
    ///
    /// ```
    /// use hongyan::finding::{Detail, Reason};
    /// use hongyan::rules::mentor_eligibility::{Applicant, Terms, judge};
    ///
    /// let nothing_known = judge(&Terms::default(), Applicant::default()).unwrap();
    /// assert_eq!(nothing_known.detail.reason(), Some(Reason::UnknownFacts));
    /// assert_eq!(Detail::None.reason(), None);
    /// ```
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
    ///
    /// ```
    /// use hongyan::finding::{Detail, Force, Judgement, Verdict};
    ///
    /// let open = Judgement::bare(Verdict::Pending, Force::Mandatory);
    /// assert_eq!((open.due_on, open.margin_days, open.detail), (None, None, Detail::None));
    /// ```
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

    /// Whether any day, or number of days, is told.
    #[cfg(feature = "columns")]
    pub(crate) const fn names_days(&self) -> bool {
        self.due_on.is_some() || self.settled_on.is_some() || self.margin_days.is_some() || self.holds_until.is_some()
    }

    /// The duty does not exist here.
    ///
    /// ```
    /// use hongyan::finding::{Force, Judgement};
    /// use hongyan::rules::supervision_frequency::{Terms, WorkerMonth, judge};
    ///
    /// let march: hongyan::calendar::Month = "2024-03".parse()?;
    /// // engaged from the 11th: whole months alone are judged by S4, unless the policy reads it otherwise
    /// let from_the_11th = march.first_day().plus_days(10);
    /// let month = WorkerMonth { first_engaged: from_the_11th, whole: false, ..WorkerMonth::whole(march, &[]) };
    /// let judgement = judge(&Terms::default(), month, march.last_day()).unwrap();
    /// assert_eq!(judgement, Judgement::not_applicable(Force::InPrinciple));
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    #[inline]
    pub const fn not_applicable(force: Force) -> Judgement {
        Judgement::bare(Verdict::NotApplicable, force)
    }

    /// The deadline pattern: met by `due_on` or late; unmet and still possible through `due_on`, or over.
    ///
    /// An event after `as_of` has not happened: the caller leaves it out of `settled_on`.
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::finding::{Force, Judgement, Verdict};
    ///
    /// let day = |d| Day::new(2024, 3, d).unwrap();
    /// // due on the 12th, handed in on the 15th
    /// let late = Judgement::by_deadline(Force::Mandatory, day(12), Some(day(15)), day(31));
    /// assert_eq!((late.verdict, late.margin_days), (Verdict::Breach, Some(-3)));
    /// // not handed in: open through the 12th, over on the 13th
    /// let unmet = |as_of| Judgement::by_deadline(Force::Mandatory, day(12), None, as_of);
    /// assert_eq!((unmet(day(12)).verdict, unmet(day(12)).holds_until), (Verdict::Pending, Some(day(12))));
    /// assert_eq!((unmet(day(13)).verdict, unmet(day(13)).holds_until), (Verdict::Breach, None));
    /// ```
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
    ///
    /// ```
    /// use hongyan::finding::{Detail, Force, Judgement, Reason, Verdict};
    ///
    /// let outside = Judgement::bare(Verdict::Breach, Force::Advisory).with_detail(Detail::Because(Reason::AfterTerm));
    /// assert_eq!(outside.detail.reason(), Some(Reason::AfterTerm));
    /// ```
    #[must_use]
    #[inline]
    pub const fn with_detail(self, detail: Detail) -> Judgement {
        Judgement { detail, ..self }
    }
}

/// A stretch between two guidance days (M6), as long as it is relevant.
///
/// A finding lists the missed ones: see [`Finding::stretches`](crate::Finding::stretches).
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::Stretch;
/// use hongyan::rules::mentor_inactivity::{Mentor, Terms, stretches_of};
/// use hongyan::rules::mentors::term::Appointment;
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let guidance = [day("2024-07-16")];
/// let mentor = Mentor { appointment: Appointment::new(day("2024-01-15")), guidance: &guidance };
/// let first: Stretch = stretches_of(&Terms::default(), mentor, day("2024-08-01")).next().unwrap();
/// assert_eq!((first.after, first.deadline), (day("2024-01-15"), day("2024-07-15")));
/// assert!(first.missed); // resumed a day too late
/// assert_eq!(first.resumed_on, Some(day("2024-07-16")));
/// ```
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
