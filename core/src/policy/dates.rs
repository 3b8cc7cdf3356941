use super::Policy;
use crate::calendar::{Day, DueDay};
use crate::rules::mentors::term::Appointment;

/// The regulation's dates for a single event, each under the edition that the duty is judged under.
///
/// They are what the rules themselves ask; whether the duty exists at all, a rule alone decides.
impl Policy {
    /// S6.2.1: the last day for the record of a session that ended on this day.
    ///
    /// ```
    /// use hongyan::policy::Profile;
    /// use hongyan::{Day, Policy};
    ///
    /// let ended_on: Day = "2024-09-24".parse()?;
    /// assert_eq!(Policy::default().record_due(ended_on).on.to_string(), "2024-10-01");
    /// let due = Policy::from(Profile::CivilCode).record_due(ended_on);
    /// assert_eq!((due.on.to_string(), due.known), ("2024-10-08".to_owned(), true)); // over National Day
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    pub fn record_due(&self, ended_on: Day) -> DueDay {
        self.edition_on(ended_on).record_deadline(self.supervision_effective()).due(ended_on)
    }

    /// S2.1: the last day for the cycle plan of a supervisor who starts on this day.
    ///
    /// ```
    /// let start: hongyan::Day = "2024-01-31".parse()?;
    /// assert_eq!(hongyan::Policy::default().cycle_plan_due(start).to_string(), "2024-02-29");
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    pub fn cycle_plan_due(&self, start: Day) -> Day {
        self.edition_on(start).cycle_plan(self.supervision_effective()).due_on(start)
    }

    /// S2.2: the last day for the plan of the month whose first engaged day under the supervisor is this one.
    ///
    /// ```
    /// let due = |text: &str| hongyan::Policy::default().monthly_plan_due(text.parse().unwrap()).to_string();
    /// assert_eq!(due("2024-02-01"), "2024-02-10");
    /// assert_eq!(due("2024-02-25"), "2024-02-29"); // at most the month's last day
    /// ```
    #[must_use]
    pub fn monthly_plan_due(&self, first_engaged: Day) -> Day {
        self.edition_on(first_engaged).monthly_plan(self.supervision_effective()).due_on(first_engaged)
    }

    /// M5: the last day of an appointment's term, were it not for a revocation. `ends_on` is what the certificate has
    /// printed on it, if anything.
    ///
    /// ```
    /// use hongyan::{Day, Policy};
    ///
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let policy = Policy::default();
    /// assert_eq!(policy.term_last_day(day("2024-02-29"), None), day("2027-02-28"));
    /// assert_eq!(policy.term_last_day(day("2024-02-29"), Some(day("2025-12-31"))), day("2025-12-31"));
    /// ```
    #[must_use]
    pub fn term_last_day(&self, appointed_on: Day, ends_on: Option<Day>) -> Day {
        let appointment = Appointment { ends_on, ..Appointment::new(appointed_on) };
        appointment.last_day(self.edition_on(appointed_on).term())
    }

    /// M6: the last day on which guidance still saves a mentor, appointed on one day, whose last guidance was on
    /// another.
    ///
    /// ```
    /// use hongyan::{Day, Policy};
    ///
    /// let [appointed_on, guided_on] = ["2024-01-01", "2024-08-31"].map(|text| text.parse::<Day>().unwrap());
    /// assert_eq!(Policy::default().inactivity_deadline(appointed_on, guided_on).to_string(), "2025-02-28");
    /// ```
    #[must_use]
    pub fn inactivity_deadline(&self, appointed_on: Day, after: Day) -> Day {
        self.edition_on(appointed_on).stretch().deadline(after)
    }

    /// M6: the last day for the evaluation of a mentor's calendar year, by the mentor's first term day in it.
    ///
    /// ```
    /// let first_term_day: hongyan::Day = "2024-01-01".parse()?;
    /// assert_eq!(hongyan::Policy::default().evaluation_due(first_term_day).to_string(), "2025-03-31");
    /// # Ok::<(), hongyan::calendar::ParseError>(())
    /// ```
    #[must_use]
    pub fn evaluation_due(&self, first_term_day: Day) -> Day {
        self.edition_on(first_term_day).annual_evaluation().due_on(first_term_day)
    }

    /// The day itself if it is worked, else the first workday after it, by the calendar of the day's edition.
    ///
    /// ```
    /// use hongyan::{Day, Policy};
    ///
    /// let due = Policy::default().next_workday(Day::new(2100, 1, 2).unwrap()); // a Saturday
    /// assert_eq!(due.on, Day::new(2100, 1, 4).unwrap());
    /// assert!(!due.known); // of that year no arrangement is known
    /// ```
    #[must_use]
    pub fn next_workday(&self, day: Day) -> DueDay {
        self.edition_on(day).rest_days.next_workday(day)
    }

    /// Whether the day is a rest day; `None` if the arrangement of its year is not known.
    ///
    /// ```
    /// use hongyan::{Day, Policy};
    ///
    /// let rests = |year, month, day| Policy::default().is_rest_day(Day::new(year, month, day).unwrap());
    /// assert_eq!(rests(2024, 10, 1), Some(true));
    /// assert_eq!(rests(2024, 9, 29), Some(false)); // a Sunday that is worked
    /// assert_eq!(rests(2100, 1, 1), None);
    /// ```
    #[must_use]
    pub fn is_rest_day(&self, day: Day) -> Option<bool> {
        let rest_days = &self.edition_on(day).rest_days;
        rest_days.knows(day).then(|| rest_days.rests(day))
    }
}
