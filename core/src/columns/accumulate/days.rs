//! What rule 1 needs of sessions: for each worker, project and month the days on which a form was held. It depends on
//! no engagement, so that these may come before or after.

use super::runs::{Merged, unite};
use crate::calendar::{Day, Month, Period};
use crate::columns::door::Columns;
use crate::columns::par;
use crate::columns::typed::Sessions;

/// The forms that may count, by their codes.
pub(super) const FORMS: usize = 3;

/// The days of one month on which a worker attended on a project, a set for each form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attendance {
    pub(super) worker: u32,
    pub(super) project: u32,
    /// [`Month::number`].
    pub(super) month: i32,
    pub(super) held: [u32; FORMS],
}

/// Further sessions of one form on one day: they matter where a month asks for more than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Again {
    pub(super) worker: u32,
    pub(super) project: u32,
    pub(super) month: i32,
    pub(super) form: u8,
    /// From 0.
    pub(super) day: u8,
    /// At most [`Again::MOST`].
    pub(super) times: u8,
}

impl Again {
    /// No policy asks for more in a month.
    pub(super) const MOST: u8 = 31;
}

impl Merged for Attendance {
    type Key = (u32, u32, i32);
    type Spill = Again;

    #[inline]
    fn key(&self) -> (u32, u32, i32) {
        (self.worker, self.project, self.month)
    }

    #[inline]
    fn join(mut self, other: Attendance, spill: &mut impl FnMut(Again)) -> Attendance {
        let Attendance { worker, project, month, .. } = self;
        for ((own, other), form) in self.held.iter_mut().zip(other.held).zip(0..) {
            let mut twice = *own & other;
            while twice != 0 {
                let day = u8::try_from(twice.trailing_zeros()).unwrap_or_default();
                twice &= twice.wrapping_sub(1);
                spill(Again { worker, project, month, form, day, times: 1 });
            }
            *own |= other;
        }
        self
    }
}

impl Merged for Again {
    type Key = (u32, u32, i32, u8, u8);
    type Spill = ();

    fn key(&self) -> (u32, u32, i32, u8, u8) {
        (self.worker, self.project, self.month, self.form, self.day)
    }

    fn join(self, other: Again, _: &mut impl FnMut(())) -> Again {
        Again { times: self.times.saturating_add(other.times).min(Again::MOST), ..self }
    }
}

/// The attendance that sessions on these days tell of, as runs under the codes of the batch. `counts` = it matters how
/// many sessions of a form a day has.
pub(super) fn attendance(columns: &Columns<'_>, within: Period, counts: bool) -> (Vec<Vec<Attendance>>, Vec<Again>) {
    let Some((sessions, days)) = columns.sessions.as_ref().and_then(|sessions| Some((sessions, sessions.between?)))
    else {
        return Default::default();
    };
    let days = Days::of(days.and(within));
    let parts = par::ranges(sessions.rows, 1 << 16, 64);
    let parts = par::map(&parts, |rows| part(sessions, rows.clone(), &days, counts));
    let mut again = Vec::new();
    let runs = parts.into_iter().map(|(run, more)| {
        again.extend(more);
        run
    });
    (runs.collect(), again)
}

/// Days by their month and as sets.
struct Days {
    first: i32,
    of: Vec<(i32, u32)>,
}

impl Days {
    fn of(period: Period) -> Days {
        let first = period.from.number();
        let of = (first..=period.to.number()).map(|number| {
            let day = Day::from_number(number);
            let month = day.month();
            let ahead = u32::try_from(day.days_since(month.first_day())).unwrap_or_default();
            (month.number(), 1_u32.wrapping_shl(ahead))
        });
        Days { first, of: of.collect() }
    }

    #[inline]
    fn get(&self, day: i32) -> Option<(i32, u32)> {
        self.of.get(usize::try_from(day.wrapping_sub(self.first)).ok()?).copied()
    }
}

fn part(
    sessions: &Sessions<'_>,
    rows: std::ops::Range<usize>,
    days: &Days,
    counts: bool,
) -> (Vec<Attendance>, Vec<Again>) {
    let (mut run, mut again): (Vec<Attendance>, Vec<Again>) = Default::default();
    let mut spill = |one| {
        if counts {
            again.push(one);
        }
    };
    let (mut workers, mut projects, mut forms, mut ended_on) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for block in par::blocks(rows) {
        let workers = sessions.worker.block(block.clone(), &mut workers);
        let projects = sessions.project.block(block.clone(), &mut projects);
        let forms = sessions.forms(block.clone(), &mut forms);
        let ended_on = sessions.ended_on.block(block, &mut ended_on);
        for (((worker, project), form), day) in workers.iter().zip(projects).zip(forms).zip(ended_on) {
            let Some((month, bit)) = days.get(*day) else { continue };
            let mut held = [0; FORMS];
            // a row that is left out, be it for want of an id, has no form
            let Some(slot) = held.get_mut(usize::from(*form)) else { continue };
            *slot = bit;
            let one = Attendance { worker: *worker, project: *project, month, held };
            match run.last_mut() {
                // the sessions of a worker often stand together
                Some(last) if last.key() == one.key() => *last = last.join(one, &mut spill),
                _ => run.push(one),
            }
        }
    }
    unite(&mut run, &mut spill);
    (run, again)
}

/// From the first day of the first to the last day of the last month.
pub(super) fn between(attendance: &[Attendance]) -> Option<Period> {
    let months = attendance.iter().map(|one| one.month);
    let (first, last) = (months.clone().min()?, months.max()?);
    Some(Period { from: Month::from_number(first).first_day(), to: Month::from_number(last).last_day() })
}

#[cfg(test)]
mod tests;
