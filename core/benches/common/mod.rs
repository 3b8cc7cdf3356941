//! The data of the benchmarks, the same on every machine.

use chrono::{Days, Months, NaiveDate};
use hongyan::Day;
use hongyan::facts::{Engagement, Facts, Form, Session, Tables};
use hongyan::rules::record_deadline;

/// A small linear congruential generator: the data need variety, not randomness.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new() -> Dice {
        Dice(20_240_101)
    }

    pub(crate) fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as u32).checked_rem(sides).unwrap_or(0)
    }
}

pub(crate) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The day asked about.
pub(crate) fn as_of() -> NaiveDate {
    date(2025, 1, 15)
}

/// Sessions of 2024, as a rule and as a hand-written loop take them.
pub(crate) fn sessions(count: u32) -> (Vec<record_deadline::Session>, Vec<(NaiveDate, Option<NaiveDate>)>) {
    let mut dice = Dice::new();
    let plain: Vec<_> = (0..count)
        .map(|_| {
            let ended_on = date(2024, 1, 1) + Days::new(u64::from(dice.roll(366)));
            let submitted_on = (dice.roll(25) > 0).then(|| ended_on + Days::new(u64::from(dice.roll(11))));
            (ended_on, submitted_on)
        })
        .collect();
    let typed = plain
        .iter()
        .map(|(ended_on, submitted_on)| record_deadline::Session::new((*ended_on).into(), submitted_on.map(Day::from)));
    (typed.collect(), plain)
}

/// What a developer would write with chrono: due date, lateness, verdict of one record.
pub(crate) fn by_hand(ended_on: NaiveDate, submitted_on: Option<NaiveDate>, as_of: NaiveDate) -> (u8, NaiveDate, i64) {
    let due_on = ended_on + Days::new(7);
    let seen = submitted_on.filter(|day| *day <= as_of);
    let margin = (due_on - seen.unwrap_or(as_of)).num_days();
    let verdict = match (seen, margin >= 0) {
        (Some(_), true) => 0,
        (None, true) => 2,
        (_, false) => 1,
    };
    (verdict, due_on, margin)
}

/// 10,000 workers x 12 months, 2.5 sessions a worker and month: 300,000 sessions.
pub(crate) fn district(workers: u32) -> Tables {
    let mut dice = Dice::new();
    let (mut engagements, mut sessions) = (Vec::new(), Vec::new());
    for worker in 0..workers {
        let project = format!("P{:05}", worker.checked_div(25).unwrap_or(0));
        let name = format!("W{worker:07}");
        engagements.push(Engagement::new(project.clone(), name.clone(), date(2023, 9, 1)));
        for month in 0..12 {
            let first = date(2024, 1, 1) + Months::new(month);
            let held = [Some(Form::Individual), Some(Form::Group), (month % 2 == 0).then_some(Form::Peer)];
            for form in held.into_iter().flatten() {
                let ended_on = first + Days::new(u64::from(dice.roll(28)));
                let id = format!("S{:08}", sessions.len());
                let mut session = Session::new(id, project.clone(), name.clone(), form, ended_on);
                if dice.roll(25) > 0 {
                    session.record_submitted_on = Some(ended_on + Days::new(u64::from(dice.roll(9))));
                }
                sessions.push(session);
            }
        }
    }
    Tables { engagements: Some(engagements), sessions: Some(sessions), ..Tables::default() }
}

/// The same, past the door.
pub(crate) fn facts(workers: u32) -> Facts {
    Facts::new(district(workers)).unwrap_or_default()
}
