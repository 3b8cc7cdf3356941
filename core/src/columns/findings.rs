use super::array::{NO_DAY, number};
use super::growing::Growing;
use super::typed::Rows;
use crate::calendar::{Day, Period};
use crate::contest::{Contest, Flips, Terms};
use crate::finding::{Conditions, Detail, Force, Judgement, Reason, Stretch, Tally, Verdict};
use crate::report::Keep;
use crate::report::Summary;
use crate::rules::{Keys, Rule, Second, Visitor};

macro_rules! findings {
    ($($(#[$doc:meta])* $column:ident: $type:ty,)+) => {
        /// Findings of one rule, a column for each of their fields. All columns are equally long.
        ///
        /// [`Findings::judgement`] and [`Findings::contest`] read one of them,
        /// [`Report::subject`](super::Report::subject) says whom it is about.
        ///
        /// ```
        /// use hongyan::columns::{Columns, Door, Findings, Frame, Frames};
        /// use hongyan::facts::Table;
        /// use hongyan::finding::Verdict;
        /// use hongyan::{Check, Day, Keep, Policy, Rule};
        ///
        /// let violations = Frame::new(Table::Violations)
        ///     .with("mentor", &["何静", "李导师"])
        ///     .with("found_on", &["2024-03-01", "2024-04-01"]);
        /// let columns = Columns::check(Frames::new().with(violations), Door::new())?;
        /// let policy = Policy::default();
        /// let check = Check::new(&policy, Day::new(2024, 6, 1).unwrap());
        /// let report = check.columns(&columns);
        /// let undecided: &Findings = report.of(Rule::Revocation).unwrap();
        /// assert_eq!(undecided.verdict, [Verdict::Pending as u8; 2]);
        /// let kept = check.keep(Keep::PROBLEMS).columns(&columns);
        /// assert!(kept.of(Rule::Revocation).unwrap().memory() < undecided.memory()); // it has none
        /// # Ok::<(), hongyan::columns::FaultTally>(())
        /// ```
        #[derive(Clone, Debug, PartialEq)]
        pub struct Findings {
            rule: Rule,
            $($(#[$doc])* pub $column: Vec<$type>,)+
            /// The missed stretches of [`Rule::MentorInactivity`], finding after finding: the day they follow, the
            /// deadline, the day on which guidance resumed or [`NO_DAY`]. A finding's `detail` says how many are its.
            pub stretches: Vec<[i32; 3]>,
        }

        /// A part of the columns, to be filled.
        struct Slots<'f> {
            $($column: &'f mut [$type],)+
        }

        impl<'f> Slots<'f> {
            /// Takes so many places off the front.
            fn cut(&mut self, places: usize) -> Slots<'f> {
                Slots { $($column: super::par::cut(&mut self.$column, places),)+ }
            }

            /// Takes over as many rows as there are places, column by column.
            fn fill(self, rows: &[Row]) {
                $(self.$column.iter_mut().zip(rows).for_each(|(slot, row)| *slot = row.$column);)+
            }
        }

        /// Columns that are being written.
        #[derive(Default)]
        struct Grown {
            $($column: Growing<$type>,)+
            stretches: Vec<[i32; 3]>,
        }

        impl Grown {
            /// Takes over rows, column by column.
            fn extend(&mut self, rows: &[Row]) {
                $(self.$column.extend(rows.iter().map(|row| row.$column));)+
            }

            /// Takes over the same row under many keys.
            fn repeat(&mut self, row: &Row, keys: &[Keyed]) {
                $(self.$column.repeat(row.$column, keys.len());)+
                self.first.end_with(keys.iter().map(|keys| keys.0));
                self.second.end_with(keys.iter().map(|keys| keys.1));
                self.third.end_with(keys.iter().map(|keys| keys.2));
            }

            /// Parts of a rule's findings, one after another. It goes column by column, so that few columns are in memory
            /// twice.
            fn join(rule: Rule, mut parts: Vec<Grown>) -> Findings {
                let mut all = Findings::new(rule);
                let mut columns: Vec<Box<dyn FnOnce() + Send + '_>> = Vec::new();
                $({
                    let parts = parts.iter_mut().map(|part| std::mem::take(&mut part.$column)).collect();
                    let column = &mut all.$column;
                    columns.push(Box::new(move || *column = Growing::join(parts)));
                })+
                super::par::each(columns, |column| column());
                parts.iter_mut().for_each(|part| all.stretches.append(&mut part.stretches));
                all
            }
        }

        /// A finding on its way into the columns.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub(super) struct Row {
            $($column: $type,)+
        }

        impl Findings {
            pub(super) fn new(rule: Rule) -> Findings {
                Findings { rule, $($column: Vec::new(),)+ stretches: Vec::new() }
            }

            /// Takes over others, which come after these.
            pub(super) fn append(&mut self, mut others: Findings) {
                $(self.$column.append(&mut others.$column);)+
                self.stretches.append(&mut others.stretches);
            }

            /// Whether all columns are equally long.
            pub(super) fn is_even(&self) -> bool {
                [$(self.$column.len()),+].iter().all(|len| *len == self.verdict.len())
            }

            /// Room for so many findings.
            fn with_room(rule: Rule, len: usize) -> Findings {
                Findings { rule, $($column: vec![<$type>::default(); len],)+ stretches: Vec::new() }
            }

            fn slots(&mut self) -> Slots<'_> {
                Slots { $($column: &mut self.$column,)+ }
            }

            /// Brings them in this order of their places. Not for findings with stretches.
            pub(super) fn arrange(&mut self, order: &[u32]) {
                if order.len() == self.len() && order.iter().zip(0..).all(|(at, place)| *at == place) {
                    return;
                }
                $(self.$column = taken(&self.$column, order);)+
            }

            /// Bytes that they occupy: see the example of [`Findings`].
            #[must_use]
            pub fn memory(&self) -> usize {
                let columns = [$(self.$column.capacity().saturating_mul(size_of::<$type>())),+];
                let stretches = self.stretches.capacity().saturating_mul(size_of::<[i32; 3]>());
                columns.into_iter().fold(stretches, usize::saturating_add)
            }
        }
    };
}

findings! {
    /// The first key of the subject as a code of its [`Space`](super::Space): the project, the mentor, or, for
    /// [`Rule::RecordDeadline`], the row of the session, which [`Report::session`](super::Report::session) takes.
    first: u32,
    /// The second key: a code (worker, supervisor), or the bits of a day or year as `i32`; 0 where there is none.
    second: u32,
    /// The third key: [`Month::number`](crate::calendar::Month::number) or a year; 0 where there is none.
    third: i32,
    /// Its place in [`Verdict::ALL`].
    verdict: u8,
    /// Its place in [`Force::ALL`].
    force: u8,
    /// Days since 1970-01-01, [`NO_DAY`] where there is none; likewise below.
    due_on: i32,
    /// Day of the event that met the duty.
    settled_on: i32,
    /// Days; [`NO_DAY`] where there is no margin.
    margin_days: i32,
    /// Last day for which the verdict stands if nothing new happens.
    holds_until: i32,
    /// Whether another admissible reading gives another verdict.
    contested: bool,
    /// The readings that alone do so, as bits.
    flips: u8,
    /// The earliest `due_on` over all admissible readings.
    due_earliest: i32,
    /// The latest.
    due_latest: i32,
    /// The evidence, packed; [`Findings::detail`] reads it.
    detail: u32,
}

fn taken<T: Copy + Default + Send + Sync>(column: &[T], order: &[u32]) -> Vec<T> {
    let mut taken = vec![T::default(); order.len()];
    let size = order.len().div_ceil(16).max(1 << 14);
    let parts: Vec<_> = taken.chunks_mut(size).zip(order.chunks(size)).collect();
    super::par::each(parts, |(slots, order)| {
        for (slot, at) in slots.iter_mut().zip(order) {
            *slot = column.get(super::space::place(*at)).copied().unwrap_or_default();
        }
    });
    taken
}

/// One finding, as its judge and the contest left it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) judgement: Judgement,
    pub(super) contest: Contest,
}

impl Findings {
    /// The rule.
    ///
    /// See the example of [`Report::findings`](super::Report::findings).
    #[must_use]
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// How many there are.
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
    /// use hongyan::{Check, Keep, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).keep(Keep::only(&[])).columns(&columns);
    /// let findings = report.of(Rule::RecordDeadline).unwrap();
    /// assert_eq!((findings.len(), findings.is_empty()), (0, true)); // none was kept
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn len(&self) -> usize {
        self.verdict.len()
    }

    /// Whether there is none.
    ///
    /// See the example of [`Findings::len`].
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.verdict.is_empty()
    }

    /// The evidence of a finding. Of a form that was held often enough the count may stop at what is enough.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    /// use hongyan::finding::{Detail, Reason};
    /// use hongyan::{Check, Day, Policy, Rule};
    ///
    /// let guidance = Frame::new(Table::Guidance).with("mentor", &[3]).with("guided_on", &[19_800]);
    /// let frames = Frames::new().with(guidance).with(Frame::new(Table::Appointments));
    /// let columns = Columns::check(frames, Door::new())?;
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).columns(&columns);
    /// let detail = report.of(Rule::MentorTerm).unwrap().detail(0);
    /// assert_eq!(detail, Detail::Because(Reason::NeverAppointed));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn detail(&self, at: usize) -> Detail {
        self.detail.get(at).map_or(Detail::None, |bits| unpack(*bits))
    }

    /// The clause that a finding cites.
    ///
    /// ```
    /// use hongyan::columns::{Columns, Door, Frame, Frames};
    /// use hongyan::facts::Table;
    /// use hongyan::{Check, Day, Policy, Rule};
    ///
    /// let met = [true; 2];
    /// let mentors = Frame::new(Table::Mentors)
    ///     .with("mentor", &[3, 4])
    ///     .with("category", &["expert", "other"])
    ///     .with("responsibility", &met)
    ///     .with("experience", &met)
    ///     .with("commitment", &met);
    /// let columns = Columns::check(Frames::new().with(mentors), Door::new())?;
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, Day::new(2024, 6, 1).unwrap()).columns(&columns);
    /// let findings = report.of(Rule::MentorEligibility).unwrap();
    /// assert_eq!([findings.clause(0), findings.clause(1)], ["M2", "M3"]); // the group alone decides of the second
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn clause(&self, at: usize) -> &'static str {
        self.rule().clause(self.detail(at))
    }

    /// Verdict, dates and evidence of a finding, typed.
    ///
    /// `None` beyond the last.
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
    /// use hongyan::finding::Verdict;
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// let findings = report.of(Rule::RecordDeadline).unwrap();
    /// let judgement = findings.judgement(0).unwrap();
    /// assert_eq!((judgement.verdict, judgement.due_on), (Verdict::Breach, Some(day("2024-10-01"))));
    /// assert_eq!(findings.judgement(2), None);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn judgement(&self, at: usize) -> Option<Judgement> {
        self.entry(at).map(|entry| entry.judgement)
    }

    /// What other admissible readings say of a finding.
    ///
    /// `None` beyond the last.
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
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// let contest = report.of(Rule::RecordDeadline).unwrap().contest(0).unwrap();
    /// assert!(contest.contested); // over National Day
    /// assert_eq!(contest.due_range.unwrap().to, day("2024-10-08"));
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    #[must_use]
    pub fn contest(&self, at: usize) -> Option<Contest> {
        self.entry(at).map(|entry| entry.contest)
    }

    /// The readings that alone flip a finding's verdict, key and value, sorted.
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
    /// use hongyan::{Check, Policy, Rule};
    ///
    /// let policy = Policy::default();
    /// let report = Check::new(&policy, day("2024-10-05")).columns(&columns);
    /// let flips: Vec<_> = report.of(Rule::RecordDeadline).unwrap().contested_by(0).collect();
    /// assert_eq!(flips, [("supervision.record.last_day", "next_workday")]);
    /// # Ok::<(), hongyan::columns::FaultTally>(())
    /// ```
    pub fn contested_by(&self, at: usize) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let flips = Flips::from_bits(self.flips.get(at).copied().unwrap_or_default());
        crate::report::flipped_by(self.rule, flips)
    }

    /// Findings without stretches, of which it is known how many there are and what the one at each place says. Nothing is
    /// in memory twice.
    pub(super) fn written(rule: Rule, len: usize, write: impl Fn(usize) -> Row + Send + Sync) -> Findings {
        let mut all = Findings::with_room(rule, len);
        let mut rest = all.slots();
        let ranges = super::par::ranges(len, 1 << 12, 64).into_iter();
        let parts = ranges.map(|places| (rest.cut(places.len()), places)).collect();
        super::par::each(parts, |(mut slots, places)| {
            let mut rows: Vec<Row> = Vec::with_capacity(Waiting::ROWS.min(places.len()));
            for places in super::par::pieces(places, Waiting::ROWS) {
                rows.clear();
                rows.extend(places.map(&write));
                slots.cut(rows.len()).fill(&rows);
            }
        });
        all
    }

    /// Their places in the order of their subjects; of findings alike in subject, in that of what they say.
    pub(super) fn by_subject(&self) -> Vec<u32> {
        let said = |at: usize| {
            let days = [&self.due_on, &self.settled_on, &self.margin_days, &self.holds_until]
                .map(|column| column.get(at).copied());
            let range = [&self.due_earliest, &self.due_latest].map(|column| column.get(at).copied());
            let bytes = [&self.verdict, &self.force, &self.flips].map(|column| column.get(at).copied());
            (days, range, bytes, self.detail.get(at).copied(), self.contested.get(at).copied())
        };
        let subject = |at: usize| {
            let third = self.third.get(at).copied();
            (self.first.get(at).copied(), self.second.get(at).copied(), third)
        };
        let mut order: Vec<u32> = (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).collect();
        if (1..self.len()).all(|at| subject(at.saturating_sub(1)) < subject(at)) {
            return order;
        }
        order.sort_unstable_by(|one, other| {
            let (one, other) = (super::space::place(*one), super::space::place(*other));
            subject(one).cmp(&subject(other)).then_with(|| said(one).cmp(&said(other)))
        });
        order
    }

    /// A finding as its judge and the contest left it.
    pub(super) fn entry(&self, at: usize) -> Option<Entry> {
        let day = |column: &[i32]| column.get(at).filter(|day| **day != NO_DAY).map(|day| Day::from_number(*day));
        let judgement = Judgement {
            verdict: *Verdict::ALL.get(usize::from(*self.verdict.get(at)?))?,
            force: *Force::ALL.get(usize::from(*self.force.get(at)?))?,
            due_on: day(&self.due_on),
            settled_on: day(&self.settled_on),
            margin_days: self.margin_days.get(at).copied().filter(|margin| *margin != NO_DAY),
            holds_until: day(&self.holds_until),
            detail: self.detail(at),
        };
        let due_range = day(&self.due_earliest).zip(day(&self.due_latest)).map(|(from, to)| Period { from, to });
        let by = Flips::from_bits(*self.flips.get(at)?);
        Some(Entry { judgement, contest: Contest { contested: *self.contested.get(at)?, by, due_range } })
    }
}

const NONE: u32 = 0;
const BECAUSE: u32 = 1;
const MISSING: u32 = 2;
const CONDITIONS: u32 = 3;
const STRETCHES: u32 = 4;
const LOST: u32 = 5;

fn pack(detail: Detail) -> u32 {
    let conditions = |set: Conditions| {
        u32::from(set.responsibility)
            | u32::from(set.experience) << 1
            | u32::from(set.commitment) << 2
            | u32::from(set.category) << 3
    };
    // what is missing is less than 31
    let tally = |tally: Tally| tally.required.min(31) | tally.held.min(tally.required).min(31) << 5;
    match detail {
        Detail::None => NONE,
        Detail::Because(reason) => BECAUSE | (reason as u32) << 3,
        Detail::Missing { individual, group } => MISSING | tally(individual) << 3 | tally(group) << 13,
        Detail::Conditions { failed, unknown } => CONDITIONS | conditions(failed) << 3 | conditions(unknown) << 7,
        Detail::Stretches(count) => STRETCHES | count.min(u32::MAX >> 3) << 3,
        Detail::Lost { inactive, revoked } => LOST | u32::from(inactive) << 3 | u32::from(revoked) << 4,
    }
}

fn unpack(bits: u32) -> Detail {
    let flag = |bit: u32| bits >> bit & 1 != 0;
    let conditions = |from: u32| Conditions {
        responsibility: flag(from),
        experience: flag(from.saturating_add(1)),
        commitment: flag(from.saturating_add(2)),
        category: flag(from.saturating_add(3)),
    };
    let tally = |from: u32| Tally { required: bits >> from & 31, held: bits >> from.saturating_add(5) & 31 };
    match bits & 7 {
        BECAUSE => {
            let place = usize::try_from(bits >> 3).unwrap_or(usize::MAX);
            Reason::ALL.get(place).copied().map_or(Detail::None, Detail::Because)
        }
        MISSING => Detail::Missing { individual: tally(3), group: tally(13) },
        CONDITIONS => Detail::Conditions { failed: conditions(3), unknown: conditions(7) },
        STRETCHES => Detail::Stretches(bits >> 3),
        LOST => Detail::Lost { inactive: flag(3), revoked: flag(4) },
        _ => Detail::None,
    }
}

/// The three keys of a subject as columns hold them.
pub(super) type Keyed = (u32, u32, i32);

/// A finding as it is written, whomever it is about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    row: Row,
    verdict: Verdict,
    has_stretches: bool,
}

impl Written {
    #[inline(always)]
    pub(super) fn new(judgement: &Judgement, contest: &Contest) -> Written {
        let row = Row {
            first: 0,
            second: 0,
            third: 0,
            verdict: judgement.verdict as u8,
            force: judgement.force as u8,
            due_on: number(judgement.due_on),
            settled_on: number(judgement.settled_on),
            margin_days: judgement.margin_days.unwrap_or(NO_DAY),
            holds_until: number(judgement.holds_until),
            contested: contest.contested,
            flips: contest.by.bits(),
            due_earliest: number(contest.due_range.map(|range| range.from)),
            due_latest: number(contest.due_range.map(|range| range.to)),
            detail: pack(judgement.detail),
        };
        Written { row, verdict: judgement.verdict, has_stretches: matches!(judgement.detail, Detail::Stretches(_)) }
    }

    /// The row of a finding about this subject.
    #[inline]
    pub(super) fn of(&self, keys: Keyed) -> Row {
        self.row.under(keys)
    }

    /// Whether another reading gives another verdict.
    #[inline]
    pub(super) fn is_contested(&self) -> bool {
        self.row.contested
    }

    /// Whether a finding is among those that a report keeps, and among its deadlines.
    #[inline]
    pub(super) fn goes(&self, keep: Keep) -> (bool, bool) {
        let is_due = self.verdict == Verdict::Pending && self.row.due_on != NO_DAY;
        (keep.has(self.verdict, self.row.contested), is_due)
    }
}

impl Row {
    #[inline]
    fn under(self, (first, second, third): Keyed) -> Row {
        Row { first, second, third, ..self }
    }

    /// The same about another subject, whose third key is the same.
    #[inline]
    pub(super) fn about(self, first: u32, second: u32) -> Row {
        Row { first, second, ..self }
    }
}

/// Rows that wait until there are enough of them: columns are filled faster one after another than side by side.
#[derive(Default)]
struct Waiting {
    findings: Grown,
    rows: Vec<Row>,
    keys: Vec<Keyed>,
}

impl Waiting {
    const ROWS: usize = 512;
    /// So few go through the rows that wait.
    const FEW: usize = 24;

    #[inline]
    fn push(&mut self, row: Row) {
        self.rows.push(row);
        if self.rows.len() >= Waiting::ROWS {
            self.flush();
        }
    }

    fn repeat(&mut self, row: &Row, keys: impl ExactSizeIterator<Item = Keyed>) {
        if keys.len() < Waiting::FEW {
            keys.for_each(|keys| self.push(row.under(keys)));
        } else {
            self.flush();
            self.keys.clear();
            self.keys.extend(keys);
            self.findings.repeat(row, &self.keys);
        }
    }

    #[cold]
    #[inline(never)]
    fn flush(&mut self) {
        self.findings.extend(&self.rows);
        self.rows.clear();
    }

    fn finish(mut self) -> Grown {
        self.flush();
        self.findings
    }
}

/// Judges and contests subjects and keeps what is asked for, as columns.
pub(super) struct Collector {
    rule: Rule,
    keep: Keep,
    findings: Waiting,
    deadlines: Waiting,
    summary: Summary,
    wants_stretches: bool,
}

/// What a rule, or a part of its subjects, comes to.
#[derive(Clone, Debug)]
pub(super) struct Collected {
    pub(super) findings: Findings,
    pub(super) deadlines: Findings,
    pub(super) summary: Summary,
    /// Rows of sessions that may lie outside of engagements, if they were seen on the way; no others do.
    pub(super) outside: Option<Rows>,
}

impl Collector {
    pub(super) fn new(rule: Rule, keep: Keep) -> Collector {
        let mut summary = Summary::default();
        summary.begin(rule);
        let (findings, deadlines) = Default::default();
        Collector { rule, keep, findings, deadlines, summary, wants_stretches: false }
    }

    pub(super) fn finish(self) -> Collected {
        Collector::join(self.rule, vec![self])
    }

    /// The parts of a rule, in the order of their subjects.
    pub(super) fn join(rule: Rule, parts: Vec<Collector>) -> Collected {
        let mut summary = Summary::default();
        summary.begin(rule);
        let (mut findings, mut deadlines) = (Vec::new(), Vec::new());
        for part in parts {
            summary.add(&part.summary);
            findings.push(part.findings.finish());
            deadlines.push(part.deadlines.finish());
        }
        Collected::new(Grown::join(rule, findings), Grown::join(rule, deadlines), summary)
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

    /// Writes a finding that has been counted.
    pub(super) fn write(&mut self, keys: Keyed, judgement: &Judgement, contest: &Contest) {
        let written = Written::new(judgement, contest);
        let (row, (is_kept, is_due)) = (written.of(keys), written.goes(self.keep));
        if is_due {
            self.deadlines.push(row);
        }
        if is_kept {
            self.findings.push(row);
            self.wants_stretches = written.has_stretches;
        }
    }

    /// Writes a judgement that names no day under many keys.
    fn repeat(&mut self, keys: impl ExactSizeIterator<Item = Keyed>, written: &Written) {
        if written.goes(self.keep).0 {
            self.findings.repeat(&written.row, keys);
            self.wants_stretches = written.has_stretches;
        }
    }
}

/// Keys as columns hold them.
pub(super) fn flat(keys: Keys) -> Keyed {
    let code = |id: crate::facts::Id| u32::try_from(id.index()).unwrap_or(u32::MAX);
    let second = match keys.second {
        Second::Id(id) => code(id),
        Second::Number(number) => number.cast_unsigned(),
    };
    (code(keys.first), second, keys.third)
}

impl Visitor for Collector {
    fn subject<T: Terms>(&mut self, keys: Keys, terms: T, judge: impl Fn(T) -> Option<Judgement>) {
        self.wants_stretches = false;
        let Some((judgement, contest)) = crate::contest::contested(terms, judge) else { return };
        self.count(judgement.verdict, contest.contested, 1);
        self.write(flat(keys), &judgement, &contest);
    }

    fn alike<T: Terms>(
        &mut self,
        subjects: usize,
        disputed: bool,
        keys: impl Fn(usize) -> Keys,
        terms: T,
        judge: impl Fn(usize, T) -> Option<Judgement>,
    ) {
        let Some(first) = judge(0, terms) else { return };
        let contest =
            if disputed { crate::contest::contest(terms, &first, |terms| judge(0, terms)) } else { Contest::default() };
        self.count(first.verdict, contest.contested, u64::try_from(subjects).unwrap_or(u64::MAX));
        if !self.wants(first.verdict, contest.contested) {
            return;
        }
        if !first.names_days() {
            let own = (0..subjects).map(|subject| flat(keys(subject)));
            self.repeat(own, &Written::new(&first, &contest));
            return;
        }
        for subject in 0..subjects {
            if let Some(judgement) = judge(subject, terms) {
                let contest = match contest.due_range {
                    // a range is the subject's own
                    Some(_) => crate::contest::contest(terms, &judgement, |terms| judge(subject, terms)),
                    None => contest,
                };
                self.write(flat(keys(subject)), &judgement, &contest);
            }
        }
    }

    fn stretches(&mut self, stretches: impl Iterator<Item = Stretch>) {
        if self.wants_stretches {
            let missed = stretches.filter(|stretch| stretch.missed);
            let days = missed.map(|one| [one.after.number(), one.deadline.number(), number(one.resumed_on)]);
            self.findings.findings.stretches.extend(days);
        }
    }
}

impl Collected {
    pub(super) fn new(findings: Findings, deadlines: Findings, summary: Summary) -> Collected {
        Collected { findings, deadlines, summary, outside: None }
    }
}

#[cfg(test)]
mod tests;
