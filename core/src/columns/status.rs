//! The state of every row of the sessions under rule 2: no findings, no order, nothing but the answer.

use super::array::NO_DAY;
use super::door::{Columns, Door};
use super::faults::FaultTally;
use super::frame::Frame;
use super::par::{self, cut};
use super::records::{Room, Tables};
use super::space::Codes;
use super::typed::{Rows, Sessions};
use crate::calendar::Day;
use crate::facts::{Fault, FaultCode, OnError, Table};
use crate::policy::Policy;
use crate::report::Check;

/// A verdict code for a row that is not judged: its session has not ended yet, or not while the system applies, or
/// the row is left out.
pub const NOT_JUDGED: u8 = u8::MAX;

/// Where the answers for rows of sessions go, a place for each row. Buffers may be used again; one that is shorter than
/// the table is filled as far as it reaches, so that an empty one asks for nothing.
///
/// See the example of [`Records`].
#[derive(Debug, Default)]
pub struct RecordStatus<'b> {
    /// Places in [`Verdict::ALL`](crate::finding::Verdict::ALL), or [`NOT_JUDGED`].
    pub verdict: &'b mut [u8],
    /// `due_on` minus the day of submission, or of the question; [`NO_DAY`] where there is none.
    pub margin_days: &'b mut [i32],
    /// Whether another admissible reading gives another verdict.
    pub contested: &'b mut [bool],
}

/// Sessions past a door that asks for no ids: all that [`Check::records`] needs, which is a form and two days a row.
///
/// ```
/// use hongyan::columns::{Door, Frame, RecordStatus, Records};
/// use hongyan::facts::Table;
/// use hongyan::finding::Verdict;
/// use hongyan::{Check, Day, Policy};
///
/// let ended_on = [5, 20].map(|day| Day::new(2024, 3, day).unwrap().number());
/// let submitted_on = [14, 22].map(|day| Day::new(2024, 3, day).unwrap().number());
/// let sessions = Frame::new(Table::Sessions)
///     .with("form", &[0_u8, 1])
///     .with("ended_on", &ended_on)
///     .with("record_submitted_on", &submitted_on);
/// let records = Records::check(sessions, Door::new())?;
///
/// let (mut verdict, mut margin_days) = ([0; 2], [0; 2]);
/// let policy = Policy::default();
/// let into = RecordStatus { verdict: &mut verdict, margin_days: &mut margin_days, ..RecordStatus::default() };
/// Check::new(&policy, Day::new(2024, 4, 1).unwrap()).records(&records, into);
/// assert_eq!(verdict.map(|code| Verdict::ALL[usize::from(code)]), [Verdict::Breach, Verdict::Compliant]);
/// assert_eq!(margin_days, [-2, 5]);
/// # Ok::<(), hongyan::columns::FaultTally>(())
/// ```
#[derive(Clone, Debug)]
pub struct Records<'a> {
    sessions: Sessions<'a>,
    faults: FaultTally,
}

impl<'a> Records<'a> {
    /// Checks the table of sessions but for its ids, which may be absent and are not looked at; nor are keys.
    ///
    /// # Errors
    /// As [`Columns::check`]. A frame of another table is at fault as a whole, under any [`OnError`]: it is a mistake of
    /// the program.
    ///
    /// ```
    /// use hongyan::columns::{Door, Frame, Records};
    /// use hongyan::facts::Table;
    ///
    /// let sessions =
    ///     || Frame::new(Table::Sessions).with("form", &["group", "lunch"]).with("ended_on", &[19_800, 19_801]);
    /// let faults = Records::check(sessions(), Door::new()).unwrap_err();
    /// assert!(faults.to_string().starts_with("sessions, row 1, form: `lunch`"));
    /// let records = Records::check(sessions(), Door::new().skipping_faults())?;
    /// assert_eq!((records.rows(), records.faults().total()), (2, 1));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    pub fn check(sessions: Frame<'a>, door: Door) -> Result<Records<'a>, FaultTally> {
        let sessions = sessions.without_ids();
        let (mut faults, mut left_out) = (FaultTally::default(), Rows::default());
        if sessions.table() != Table::Sessions {
            faults.push(Fault::new(FaultCode::UnknownTable).in_table(sessions.table().name()));
            return Err(faults);
        }
        sessions.structure(&mut faults, &mut left_out);
        super::door::rows(&sessions, &mut faults, &mut left_out);
        faults.settle();
        faults.locate(|fault| sessions.locate(fault));
        if door.on_error == OnError::Raise && !faults.is_empty() {
            return Err(faults);
        }
        Ok(Records { sessions: Sessions::of(&sessions, Codes::Nobody, Codes::Nobody, left_out), faults })
    }

    /// The number of rows.
    ///
    /// See the example of [`Records::check`].
    #[must_use]
    pub fn rows(&self) -> usize {
        self.sessions.rows
    }

    /// The faults whose rows were left out; empty unless that was asked for.
    ///
    /// See the example of [`Records::check`].
    #[must_use]
    pub fn faults(&self) -> &FaultTally {
        &self.faults
    }
}

impl Check<'_> {
    /// The state of each row of the sessions under rule 2: no findings, no order, nothing but the answer.
    ///
    /// A buffer that is shorter than the table is filled as far as it reaches; places beyond the table's rows are left
    /// as they are. A row that is not judged, or was left out at the door, has [`NOT_JUDGED`].
    ///
    /// ```
    /// # use hongyan::columns::{Columns, Door, Frame, Frames};
    /// # let day = |text: &str| text.parse::<hongyan::Day>().unwrap();
    /// # let ended_on = [day("2024-09-24").number(), day("2024-09-25").number()];
    /// # let sessions = Frame::new(hongyan::facts::Table::Sessions)
    /// #     .with("session", &["D0924", "D0925"])
    /// #     .with("project", &[1, 1])
    /// #     .with("worker", &[7, 8])
    /// #     .with("form", &[1_u8, 0])
    /// #     .with("ended_on", &ended_on);
    /// # let columns = Columns::check(Frames::new().with(sessions), Door::new())?;
    /// use hongyan::columns::{NOT_JUDGED, RecordStatus};
    /// use hongyan::finding::Verdict;
    /// use hongyan::{Check, Policy};
    ///
    /// let (mut verdict, mut contested) = ([0; 2], [false; 2]);
    /// let into = RecordStatus { verdict: &mut verdict, contested: &mut contested, ..RecordStatus::default() };
    /// let policy = Policy::default();
    /// // the second session has not ended yet
    /// Check::new(&policy, day("2024-09-24")).record_status(&columns, into);
    /// assert_eq!(verdict, [Verdict::Pending as u8, NOT_JUDGED]);
    /// assert_eq!(contested, [false; 2]);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    pub fn record_status(&self, columns: &Columns<'_>, into: RecordStatus<'_>) {
        if let Some(sessions) = &columns.sessions {
            status(sessions, self.policy, self.as_of, into);
        }
    }

    /// The same of sessions without ids: a form and two days a row are enough.
    ///
    /// ```
    /// use hongyan::columns::{Door, Frame, RecordStatus, Records};
    /// use hongyan::facts::Table;
    /// use hongyan::{Check, Day, Policy};
    ///
    /// let day = |text: &str| text.parse::<Day>().unwrap();
    /// let ended_on = [day("2024-09-24").number()];
    /// let sessions = Frame::new(Table::Sessions).with("form", &[1_u8]).with("ended_on", &ended_on);
    /// let records = Records::check(sessions, Door::new())?;
    /// let (mut margin_days, mut contested) = ([0], [false]);
    /// let into = RecordStatus { margin_days: &mut margin_days, contested: &mut contested, ..RecordStatus::default() };
    /// let policy = Policy::default();
    /// Check::new(&policy, day("2024-10-05")).records(&records, into);
    /// assert_eq!((margin_days, contested), ([-4], [true])); // over National Day there was time until the 8th
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    pub fn records(&self, records: &Records<'_>, into: RecordStatus<'_>) {
        status(&records.sessions, self.policy, self.as_of, into);
    }
}

/// The state of every row: verdict, margin and, on request, whether it is contested.
pub(super) fn status(sessions: &Sessions<'_>, policy: &Policy, as_of: Day, into: RecordStatus<'_>) {
    let terms = policy.record_deadline();
    let tables = Tables::of(terms.editions(), sessions, as_of);
    let RecordStatus { mut verdict, mut margin_days, mut contested } = into;
    let mut parts = Vec::new();
    for rows in par::ranges(sessions.rows, 1 << 15, 64) {
        let len = rows.len();
        parts.push((rows, cut(&mut verdict, len), cut(&mut margin_days, len), cut(&mut contested, len)));
    }
    par::each(parts, |(rows, mut verdict, mut margin_days, mut contested)| {
        let mut room = Room::default();
        for rows in par::blocks(rows) {
            let len = rows.len();
            let (mut verdict, mut margin_days) = (cut(&mut verdict, len), cut(&mut margin_days, len));
            let contested = cut(&mut contested, len);
            if verdict.is_empty() && margin_days.is_empty() && contested.is_empty() {
                break;
            }
            let block = room.block(sessions, rows);
            let (mut verdicts, mut margins) = ([NOT_JUDGED; par::BLOCK], [NO_DAY; par::BLOCK]);
            let whole = verdict.len() == len && margin_days.len() == len;
            if !whole {
                // somebody wants less than all of both
                let short = (std::mem::take(&mut verdict), std::mem::take(&mut margin_days));
                verdict = verdicts.get_mut(..len).unwrap_or_default();
                margin_days = margins.get_mut(..len).unwrap_or_default();
                tables.fill(&block, verdict, margin_days);
                short.0.iter_mut().zip(verdict.iter()).for_each(|(slot, verdict)| *slot = *verdict);
                short.1.iter_mut().zip(margin_days.iter()).for_each(|(slot, margin)| *slot = *margin);
            } else {
                tables.fill(&block, verdict, margin_days);
            }
            if !contested.is_empty() {
                tables.contested(&block, verdict, contested);
            }
        }
    });
}
