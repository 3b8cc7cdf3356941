//! A worker hands in the record form within one week after each supervision session.
//!
//! Clause S6.2.1 (1周之内).
//!
//! ```
//! use hongyan::calendar::Day;
//! use hongyan::rules::record_deadline::{LastDay, Terms};
//!
//! let day = |text: &str| text.parse::<Day>().unwrap();
//! let terms = Terms { last_day: LastDay::NextWorkday, ..Terms::default() };
//! assert_eq!(terms.due(day("2024-09-24")).on, day("2024-10-08")); // over National Day
//! ```

use crate::calendar::rest_days::{DueDay, MAINLAND_CHINA, RestDays};
use crate::calendar::{Day, Period};
use crate::contest::{self, Reading, Settled, Slot};
use crate::facts::{Facts, Form, Forms};
use crate::finding::{Detail, Force, Judgement, Reason, Verdict};
use crate::rules::{Editions, Keys, Visitor};

/// Force of the clause.
pub const FORCE: Force = Force::Mandatory;

/// How long after an uncertain due day the verdict stays open: no arrangement joins more rest days than this.
pub const UNCERTAIN_DAYS: i32 = 31;

/// Whether the day of the session is the first of the days counted.
///
/// ```
/// use hongyan::rules::record_deadline::{FirstDay, Terms};
///
/// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
/// let terms = |first_day| Terms { first_day, ..Terms::default() };
/// assert_eq!(terms(FirstDay::Excluded).due(day("2024-03-05")).on, day("2024-03-12"));
/// assert_eq!(terms(FirstDay::Included).due(day("2024-03-05")).on, day("2024-03-11"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FirstDay {
    /// Counting begins on the day after (Civil Code art. 201(1)).
    #[default]
    Excluded,
    /// The session's day is day one.
    Included,
}

impl Reading for FirstDay {
    const SLOT: Slot = Slot { key: "supervision.record.first_day", values: &["excluded", "included"] };
    const ALL: &'static [Self] = &[FirstDay::Excluded, FirstDay::Included];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// What happens when the last day is a rest day.
///
/// See the example of [this module](self).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum LastDay {
    /// Nothing.
    #[default]
    AsCounted,
    /// The next workday takes its place (Civil Code art. 203(1)).
    NextWorkday,
}

impl Reading for LastDay {
    const SLOT: Slot = Slot { key: "supervision.record.last_day", values: &["as_counted", "next_workday"] };
    const ALL: &'static [Self] = &[LastDay::AsCounted, LastDay::NextWorkday];

    #[inline]
    fn index(self) -> usize {
        self as usize
    }
}

/// The number and readings of S6.2.1.
///
/// ```
/// use hongyan::Day;
/// use hongyan::facts::{Form, Forms};
/// use hongyan::finding::Verdict;
/// use hongyan::rules::record_deadline::{Session, Terms, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// // trainings owe a record, too, and within five days
/// let forms = Terms::default().forms.with(Form::Training);
/// let terms = Terms { within_days: 5, forms, ..Terms::default() };
/// let training = Session { form: Form::Training, ..Session::new(day("2024-03-05"), None) };
/// assert_eq!(judge(&terms, training, day("2024-03-11")).unwrap().verdict, Verdict::Breach);
/// assert_eq!(judge(&Terms::default(), training, day("2024-03-11")).unwrap().verdict, Verdict::NotApplicable);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Days, 1 to 366 (text: one week).
    pub within_days: u32,
    /// Reading.
    pub first_day: FirstDay,
    /// Reading.
    pub last_day: LastDay,
    /// Forms of supervision that owe a record (assumed).
    pub forms: Forms,
    /// Which of the two readings are settled, in this order.
    pub settled: Settled,
    /// When the supervision system applies (assumed).
    pub effective: Period,
    /// The rest days to roll over.
    pub rest_days: &'a RestDays,
}

impl Default for Terms<'_> {
    fn default() -> Self {
        Terms {
            within_days: 7,
            first_day: FirstDay::default(),
            last_day: LastDay::default(),
            forms: Forms::of(&[Form::Individual, Form::Group, Form::Peer, Form::OnSite]),
            settled: Settled::NONE.with(0),
            effective: super::EFFECTIVE,
            rest_days: &MAINLAND_CHINA,
        }
    }
}

impl Terms<'_> {
    /// The last day by counting alone, before any rolling.
    ///
    /// ```
    /// use hongyan::rules::record_deadline::{LastDay, Terms};
    ///
    /// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// let terms = Terms { last_day: LastDay::NextWorkday, ..Terms::default() };
    /// assert_eq!(terms.as_counted(day("2024-09-24")), day("2024-10-01")); // National Day
    /// assert_eq!(terms.due(day("2024-09-24")).on, day("2024-10-08"));
    /// let for_ever = Terms { within_days: u32::MAX, ..Terms::default() };
    /// assert_eq!(for_ever.as_counted(day("2024-09-24")), hongyan::Day::MAX);
    /// ```
    #[must_use]
    #[inline]
    pub const fn as_counted(&self, ended_on: Day) -> Day {
        let days = match self.first_day {
            FirstDay::Excluded => self.within_days,
            FirstDay::Included => self.within_days.saturating_sub(1),
        };
        ended_on.later(days)
    }

    /// The last day for the record of a session that ended on this day.
    ///
    /// It is not known for sure where rolling looks at a year without an arrangement of rest days.
    ///
    /// ```
    /// use hongyan::rules::record_deadline::{LastDay, Terms};
    ///
    /// let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// assert_eq!(Terms::default().due(day("2024-09-24")).on, day("2024-10-01"));
    /// let rolled = Terms { last_day: LastDay::NextWorkday, ..Terms::default() };
    /// assert!(rolled.due(day("2024-09-24")).known);
    /// assert!(!rolled.due(day("2099-12-30")).known); // in the first days of 2100
    /// ```
    #[must_use]
    #[inline]
    pub fn due(&self, ended_on: Day) -> DueDay {
        let counted = self.as_counted(ended_on);
        match self.last_day {
            LastDay::AsCounted => DueDay { on: counted, known: true },
            LastDay::NextWorkday => self.rest_days.next_workday(counted),
        }
    }
}

impl contest::Terms for Terms<'_> {
    const SLOTS: &'static [Slot] = &[FirstDay::SLOT, LastDay::SLOT];

    #[inline]
    fn is_settled(&self, slot: usize) -> bool {
        self.settled.has(slot)
    }

    #[inline]
    fn value(&self, slot: usize) -> Option<usize> {
        Some(if slot == 0 { self.first_day.index() } else { self.last_day.index() })
    }

    #[inline]
    fn with(mut self, slot: usize, value: usize) -> Self {
        if slot == 0 {
            self.first_day = FirstDay::at(value).unwrap_or_default();
        } else {
            self.last_day = LastDay::at(value).unwrap_or_default();
        }
        self
    }
}

/// A session as one worker attended it.
///
/// See the example of [`Terms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its form.
    pub form: Form,
    /// The day it ended.
    pub ended_on: Day,
    /// The day the worker handed in the record, if it was.
    pub record_submitted_on: Option<Day>,
}

impl Session {
    /// An individual supervision.
    ///
    /// ```
    /// use hongyan::facts::Form;
    /// use hongyan::rules::record_deadline::Session;
    ///
    /// let ended_on: hongyan::Day = "2024-03-05".parse()?;
    /// let session = Session::new(ended_on, None);
    /// assert_eq!(session.form, Form::Individual);
    /// assert_eq!(Session { form: Form::Group, ..session }.ended_on, ended_on);
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    pub const fn new(ended_on: Day, record_submitted_on: Option<Day>) -> Session {
        Session { form: Form::Individual, ended_on, record_submitted_on }
    }
}

/// Judges one worker's record of one session. `None` before it ended and outside the effective period.
///
/// ```
/// use hongyan::Day;
/// use hongyan::finding::{Reason, Verdict};
/// use hongyan::rules::record_deadline::{Session, Terms, judge};
///
/// let day = |text: &str| text.parse::<Day>().unwrap();
/// let judged = |handed_in: Option<&str>| {
///     judge(&Terms::default(), Session::new(day("2024-03-05"), handed_in.map(day)), day("2024-03-13")).unwrap()
/// };
/// assert_eq!(judged(Some("2024-03-12")).verdict, Verdict::Compliant); // the seventh day counts
/// assert_eq!(judged(None).margin_days, Some(-1));
/// assert_eq!(judged(Some("2024-03-04")).detail.reason(), Some(Reason::RecordPrecedesSession));
/// ```
#[must_use]
#[inline]
pub fn judge(terms: &Terms<'_>, session: Session, as_of: Day) -> Option<Judgement> {
    judge_due(terms, session, || terms.due(session.ended_on), as_of)
}

/// The same where the last day under these terms is known already, as many sessions end on one day.
#[inline(always)]
pub(crate) fn judge_due(
    terms: &Terms<'_>,
    session: Session,
    due: impl FnOnce() -> DueDay,
    as_of: Day,
) -> Option<Judgement> {
    if session.ended_on > as_of || !terms.effective.contains(session.ended_on) {
        return None;
    }
    if !terms.forms.contains(session.form) {
        return Some(Judgement::not_applicable(FORCE));
    }
    let due = due();
    if session.record_submitted_on.is_some_and(|day| day < session.ended_on) {
        let undetermined = Judgement::bare(Verdict::Undetermined, FORCE);
        let detail = Detail::Because(Reason::RecordPrecedesSession);
        return Some(Judgement { due_on: Some(due.on), detail, ..undetermined });
    }
    let judgement = by_due(due.on, session.record_submitted_on, as_of);
    let settled_on = judgement.settled_on;
    if due.known {
        return Some(judgement);
    }
    let last_certain = due.on.plus_days(UNCERTAIN_DAYS);
    let certain = match settled_on {
        Some(day) => day <= terms.as_counted(session.ended_on) || day > last_certain,
        None => as_of <= due.on || as_of > last_certain,
    };
    if certain {
        return Some(judgement);
    }
    Some(Judgement {
        verdict: Verdict::Undetermined,
        holds_until: settled_on.is_none().then_some(last_certain),
        detail: Detail::Because(Reason::CalendarUnknown),
        ..judgement
    })
}

/// The judgement where a record is owed, not dated before its session, and its last day is known: the usual case.
#[inline(always)]
pub(crate) fn by_due(due_on: Day, record_submitted_on: Option<Day>, as_of: Day) -> Judgement {
    Judgement::by_deadline(FORCE, due_on, record_submitted_on.filter(|day| *day <= as_of), as_of)
}

pub(crate) fn visit(facts: &Facts, terms: Editions<'_, Terms<'_>>, as_of: Day, visitor: &mut impl Visitor) {
    for session in facts.sessions() {
        let row = Session {
            form: session.form,
            ended_on: session.ended_on,
            record_submitted_on: session.record_submitted_on,
        };
        let keys = Keys::ids(session.session, session.worker);
        visitor.subject(keys, terms.on(session.ended_on), |terms| judge(&terms, row, as_of));
    }
}
