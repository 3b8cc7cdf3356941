//! A nation's columns as frames.

use hongyan::columns::{Array, Columns, Door, Frame, Frames, Validity};
use hongyan::facts::Table;
use hongyan::policy::Values;
use hongyan::rules::supervision_frequency::PartialMonth;
use hongyan::{Check, Day, Keep, Policy, Rule};

use super::{AS_OF, FIRST, LAST, NULL, Nation};
use hongyan::finding::Verdict;

/// The tables of the supervision system.
pub const SUPERVISION: [Table; 2] = [Table::Engagements, Table::Sessions];
/// The tables of the mentor measure.
pub const MENTORING: [Table; 2] = [Table::Appointments, Table::Guidance];

/// Which days are given, a bit each.
pub struct Bits(Vec<u8>);

impl Bits {
    fn of(days: &[i32]) -> Bits {
        let byte = |days: &[i32]| days.iter().rev().fold(0, |byte, day| byte << 1 | u8::from(*day != NULL));
        Bits(days.chunks(8).map(byte).collect())
    }

    pub fn validity(&self) -> Validity<'_> {
        Validity::Bits(&self.0, 0)
    }
}

/// The columns that may be null.
pub struct Nulls {
    pub end: Bits,
    pub submitted: Bits,
}

impl Nulls {
    pub fn of(nation: &Nation) -> Nulls {
        Nulls { end: Bits::of(&nation.engagements.end), submitted: Bits::of(&nation.sessions.record_submitted_on) }
    }
}

/// These tables.
pub fn frames<'a>(nation: &'a Nation, nulls: &'a Nulls, tables: &[Table]) -> Frames<'a> {
    let with = |days: &'a [i32], bits: &'a Bits| Array::from(days).with_validity(bits.validity());
    let frame = |table: &Table| {
        let frame = Frame::new(*table);
        match table {
            Table::Engagements => frame
                .with("project", &nation.engagements.project)
                .with("worker", &nation.engagements.worker)
                .with("start", &nation.engagements.start)
                .with("end", with(&nation.engagements.end, &nulls.end)),
            Table::Sessions => frame
                .with("session", &nation.sessions.session)
                .with("project", &nation.sessions.project)
                .with("worker", &nation.sessions.worker)
                .with("form", &nation.sessions.form)
                .with("ended_on", &nation.sessions.ended_on)
                .with("record_submitted_on", with(&nation.sessions.record_submitted_on, &nulls.submitted)),
            Table::Appointments => frame
                .with("mentor", &nation.appointments.mentor)
                .with("appointed_on", &nation.appointments.appointed_on),
            _ => frame.with("mentor", &nation.guidance.mentor).with("guided_on", &nation.guidance.guided_on),
        }
    };
    tables.iter().map(frame).collect()
}

/// Checks frames without a fault.
pub fn check(frames: Frames<'_>, trust_keys: bool) -> Columns<'_> {
    let mut door = Door::default();
    door.trust_keys = trust_keys;
    Columns::check(frames, door).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The policies that make the rules the questions that the peers answer: the year alone with its months touched, and
/// everything since 1900.
pub fn policies() -> (Policy, Policy) {
    let mut year = Values::default();
    year.supervision.effective_from = Day::from_number(FIRST);
    year.supervision.effective_to = Some(Day::from_number(LAST));
    year.supervision.frequency.partial_month = PartialMonth::EveryMonthTouched;
    let mut ever = Values::default();
    ever.supervision.effective_from = Day::FIRST;
    ever.mentor.effective_from = Day::FIRST;
    (Policy::new(year).expect("admitted values"), Policy::new(ever).expect("admitted values"))
}

/// One rule, its breaches alone.
pub fn ask(policy: &Policy, rule: Rule) -> Check<'_> {
    Check::new(policy, Day::from_number(AS_OF)).rules([rule]).keep(Keep::only(&[Verdict::Breach]))
}
