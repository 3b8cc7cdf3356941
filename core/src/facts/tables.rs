use chrono::NaiveDate;

use super::{Builder, Cell, ContentSource, Form, PlanKind, Table};
use crate::calendar::Month;

/// The tables as typed rows. `None` = the table is absent, and rules that need it are skipped.
///
/// ```
/// use hongyan::facts::{Engagement, Facts, Tables};
///
/// let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// let engagement = Engagement {
///     end: Some(day(12, 31)),
///     supervisor: Some("何静".to_owned()),
///     ..Engagement::new("磁器口", "周敏", day(9, 1))
/// };
/// let tables = Tables { engagements: Some(vec![engagement]), ..Tables::default() };
/// assert!(Facts::new(tables).is_ok());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables {
    /// Who works on which project, and under whom.
    pub engagements: Option<Vec<Engagement>>,
    /// Supervision sessions, one row per worker attending.
    pub sessions: Option<Vec<Session>>,
    /// Recorded reasons for a month's shortfall.
    pub excuses: Option<Vec<Excuse>>,
    /// Supervision plans.
    pub plans: Option<Vec<Plan>>,
    /// Mentors.
    pub mentors: Option<Vec<Mentor>>,
    /// Certificates.
    pub appointments: Option<Vec<Appointment>>,
    /// Guidance given.
    pub guidance: Option<Vec<Guidance>>,
    /// Yearly evaluations.
    pub evaluations: Option<Vec<Evaluation>>,
    /// Violations and their decisions.
    pub violations: Option<Vec<Violation>>,
}

/// Declares a typed row: its required columns make up `new`, the optional ones start out empty.
macro_rules! row {
    ($(#[$doc:meta])* $type:ident {
        $($(#[$needed_doc:meta])* $needed:ident: $needed_type:ty,)+
        ?
        $($(#[$optional_doc:meta])* $optional:ident: $optional_type:ty,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $type {
            $($(#[$needed_doc])* pub $needed: $needed_type,)+
            $($(#[$optional_doc])* pub $optional: Option<$optional_type>,)*
        }

        impl $type {
            /// A row with its required columns; the optional ones are empty. See the example of [the type](Self).
            #[must_use]
            pub fn new($($needed: impl Into<$needed_type>),+) -> $type {
                $type { $($needed: $needed.into(),)+ $($optional: None,)* }
            }

            fn cells(&self) -> impl Iterator<Item = (&'static str, Cell<'_>)> {
                let needed = [$((stringify!($needed), Cell::from(&self.$needed))),+];
                let optional: [(&'static str, Option<Cell<'_>>); _] =
                    [$((stringify!($optional), self.$optional.as_ref().map(Cell::from))),*];
                needed.into_iter().chain(optional.into_iter().map(|(name, cell)| (name, cell.unwrap_or(Cell::Null))))
            }
        }
    };
}

row! {
    /// A worker's time on a project. Rows of the same project and worker are merged.
    ///
    /// ```
    /// use hongyan::facts::Engagement;
    ///
    /// let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// let engagement = Engagement { end: Some(day(12, 31)), ..Engagement::new("磁器口", "周敏", day(9, 1)) };
    /// assert_eq!(engagement.supervisor, None); // not recorded: nobody owes plans for it
    /// ```
    Engagement {
        /// The project.
        project: String,
        /// The worker.
        worker: String,
        /// First day.
        start: NaiveDate,
        ?
        /// Last day, included; none = still engaged.
        end: NaiveDate,
        /// The supervisor of this time.
        supervisor: String,
    }
}

row! {
    /// A session as one worker attended it. `session` and `worker` together are the key.
    ///
    /// ```
    /// use hongyan::facts::{Facts, FaultCode, Form, Session, Tables};
    ///
    /// let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 3, d).unwrap();
    /// let attended = |worker| Session::new("D2024-0305", "磁器口", worker, Form::Group, day(5));
    /// let both = Some(vec![attended("周敏"), attended("陈勇")]);
    /// assert!(Facts::new(Tables { sessions: both, ..Tables::default() }).is_ok());
    /// let handed_in = Session { record_submitted_on: Some(day(8)), ..attended("周敏") };
    /// let sessions = Some(vec![attended("周敏"), handed_in]); // one of them must be wrong
    /// let faults = Facts::new(Tables { sessions, ..Tables::default() }).unwrap_err();
    /// assert_eq!(faults.as_slice()[0].code, FaultCode::DuplicateKey);
    /// ```
    Session {
        /// The session's number or name.
        session: String,
        /// The project it was held on.
        project: String,
        /// The worker who received it.
        worker: String,
        /// Its form.
        form: Form,
        /// The day it ended.
        ended_on: NaiveDate,
        ?
        /// The day the worker handed in the record; none = not yet.
        record_submitted_on: NaiveDate,
        /// Who held it.
        supervisor: String,
        /// How long it took.
        minutes: u32,
        /// Where it was held.
        venue: String,
        /// Where its content came from.
        content_source: ContentSource,
    }
}

row! {
    /// A recorded reason why a month's supervision was not held. The first three columns are the key.
    ///
    /// ```
    /// use hongyan::calendar::Month;
    /// use hongyan::facts::Excuse;
    ///
    /// let excuse = Excuse::new("磁器口", "周敏", Month::new(2024, 3).unwrap(), "病假");
    /// assert_eq!(excuse.month.to_string(), "2024-03");
    /// ```
    Excuse {
        /// The project.
        project: String,
        /// The worker.
        worker: String,
        /// The month.
        month: Month,
        /// The reason.
        reason: String,
        ?
    }
}

row! {
    /// A supervision plan. Of several the earliest counts.
    ///
    /// ```
    /// use hongyan::calendar::Month;
    /// use hongyan::facts::{Facts, FaultCode, Plan, PlanKind, Tables};
    ///
    /// let made_on = chrono::NaiveDate::from_ymd_opt(2024, 3, 4).unwrap();
    /// let monthly = Plan::new("磁器口", "何静", PlanKind::Monthly, made_on);
    /// let march = Plan { month: Month::new(2024, 3), ..monthly.clone() };
    /// assert!(Facts::new(Tables { plans: Some(vec![march]), ..Tables::default() }).is_ok());
    /// let faults = Facts::new(Tables { plans: Some(vec![monthly]), ..Tables::default() }).unwrap_err();
    /// assert_eq!(faults.as_slice()[0].code, FaultCode::MissingValue); // of which month?
    /// ```
    Plan {
        /// The project.
        project: String,
        /// Who made it.
        supervisor: String,
        /// What it covers.
        kind: PlanKind,
        /// The day it was made.
        made_on: NaiveDate,
        ?
        /// The month that it plans; a monthly plan needs it.
        month: Month,
    }
}

row! {
    /// A mentor and what is known of M2's and M3's conditions; none = not known. `mentor` is the key.
    ///
    /// ```
    /// use hongyan::facts::Mentor;
    ///
    /// let mentor = Mentor { category: Some("expert".to_owned()), experience: Some(true), ..Mentor::new("何静") };
    /// assert_eq!(mentor.commitment, None); // not known, which is neither yes nor no
    /// ```
    Mentor {
        /// The mentor.
        mentor: String,
        ?
        /// M3's group: `expert`, `talent`, `cppcc_member`, `university_teacher` or any other text.
        category: String,
        /// M2(1).
        responsibility: bool,
        /// M2(2).
        experience: bool,
        /// M2(3).
        commitment: bool,
    }
}

row! {
    /// A certificate. `mentor` and `appointed_on` together are the key.
    ///
    /// ```
    /// use hongyan::facts::Appointment;
    ///
    /// let day = |year| chrono::NaiveDate::from_ymd_opt(year, 3, 1).unwrap();
    /// let printed = Appointment { ends_on: Some(day(2026)), ..Appointment::new("何静", day(2024)) };
    /// assert_eq!(printed.ends_on, Some(day(2026))); // two years, whatever the policy's term is
    /// ```
    Appointment {
        /// The mentor.
        mentor: String,
        /// The certificate's date.
        appointed_on: NaiveDate,
        ?
        /// The last day, if printed on it.
        ends_on: NaiveDate,
        /// Who issued it.
        issued_by: String,
    }
}

row! {
    /// Guidance that a mentor gave.
    ///
    /// ```
    /// use hongyan::facts::Guidance;
    ///
    /// let guided_on = chrono::NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
    /// let guidance = Guidance { student: Some("王同学".to_owned()), ..Guidance::new("何静", guided_on) };
    /// assert!(guidance.student.is_some()); // recorded, and never judged
    /// ```
    Guidance {
        /// The mentor.
        mentor: String,
        /// The day.
        guided_on: NaiveDate,
        ?
        /// Whom.
        student: String,
    }
}

row! {
    /// A yearly evaluation. Of several the earliest counts.
    ///
    /// ```
    /// use hongyan::facts::Evaluation;
    ///
    /// // of 2023, done in the year after
    /// let evaluated_on = chrono::NaiveDate::from_ymd_opt(2024, 2, 1).unwrap();
    /// assert_eq!(Evaluation::new("何静", 2023, evaluated_on).year, 2023);
    /// ```
    Evaluation {
        /// The mentor.
        mentor: String,
        /// The year evaluated.
        year: i32,
        /// The day it was done.
        evaluated_on: NaiveDate,
        ?
    }
}

row! {
    /// A violation of the law and its decision. `mentor` and `found_on` together are the key.
    ///
    /// ```
    /// use hongyan::facts::Violation;
    ///
    /// let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// let decided = Violation { revoked_on: Some(day(5, 20)), ..Violation::new("何静", day(5, 6)) };
    /// assert!(decided.revoked_on > Some(decided.found_on));
    /// ```
    Violation {
        /// The mentor.
        mentor: String,
        /// The day it was found.
        found_on: NaiveDate,
        ?
        /// The day of the decision.
        revoked_on: NaiveDate,
    }
}

macro_rules! cell_from {
    ($($type:ty: $value:ident => $cell:expr),+ $(,)?) => {$(
        impl<'a> From<&'a $type> for Cell<'a> {
            fn from($value: &'a $type) -> Cell<'a> {
                $cell
            }
        }
    )+};
}

cell_from! {
    String: text => Cell::text(text.as_str()),
    NaiveDate: date => Cell::Day((*date).into()),
    Month: month => Cell::Month(*month),
    bool: flag => Cell::Flag(*flag),
    i32: number => Cell::Number(i128::from(*number)),
    u32: number => Cell::Number(i128::from(*number)),
    Form: form => Cell::text(form.name()),
    PlanKind: kind => Cell::text(kind.name()),
    ContentSource: source => Cell::text(source.name()),
}

impl From<&Tables> for Builder {
    fn from(tables: &Tables) -> Builder {
        let mut builder = Builder::new();
        macro_rules! add {
            ($($field:ident: $table:ident),+) => {$(
                if let Some(rows) = &tables.$field {
                    builder.table(Table::$table);
                    for row in rows {
                        builder.row(Table::$table, row.cells());
                    }
                }
            )+};
        }
        add!(engagements: Engagements, sessions: Sessions, excuses: Excuses, plans: Plans, mentors: Mentors,
            appointments: Appointments, guidance: Guidance, evaluations: Evaluations, violations: Violations);
        builder
    }
}
