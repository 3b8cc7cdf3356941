//! Appointments and guidance.

use fastrand::Rng;

use super::{AS_OF, Appointments, Guidance, Size, chance};

/// 2018-01-01, the first day on which one is appointed.
const APPOINTED_FROM: i32 = 17_532;
/// 2020-02-29 and 2024-02-29.
const LEAP_DAYS: [i32; 2] = [18_321, 19_782];
/// Three years from any day, give or take one.
const TERM: i32 = 1_096;

pub(super) fn tables(size: Size, rng: &mut Rng) -> (Appointments, Guidance) {
    let (mut appointments, mut guidance) = (Appointments::default(), Guidance::default());
    for mentor in 0..size.mentors() {
        let terms = appointed(rng);
        for appointed_on in &terms {
            appointments.mentor.push(mentor);
            appointments.appointed_on.push(*appointed_on);
        }
        guided(&terms, rng, |guided_on| {
            guidance.mentor.push(mentor);
            guidance.guided_on.push(guided_on);
        });
    }
    (appointments, guidance)
}

/// One to three days; the later ones about when the term before them ends, so that terms overlap or leave a gap.
fn appointed(rng: &mut Rng) -> Vec<i32> {
    let first = if chance(rng, 5) { LEAP_DAYS[rng.usize(0..2)] } else { rng.i32(APPOINTED_FROM..=super::LAST) };
    let mut days = vec![first];
    for permille in [600, 400] {
        let again = days[days.len() - 1] + TERM + rng.i32(-30..=200);
        // some appointments are known before their day
        if !chance(rng, permille) || again > AS_OF + 20 {
            break;
        }
        days.push(again);
    }
    days
}

/// About once a month from shortly before the first appointment on; some gaps are long, some days count twice.
fn guided(appointed: &[i32], rng: &mut Rng, mut push: impl FnMut(i32)) {
    let first = appointed[0];
    // some stop about when their first term ends, the others go on, in a term or not
    let last = if chance(rng, 150) { first + TERM + rng.i32(-200..=60) } else { AS_OF };
    let mut day = first - rng.i32(-20..=30);
    while day <= last.min(AS_OF) {
        push(day);
        // twice only where it is surely within a term: days outside are counted in rows
        if chance(rng, 3) && appointed.iter().any(|from| (*from..from + TERM - 2).contains(&day)) {
            push(day);
        }
        day += if chance(rng, 12) { rng.i32(150..330) } else { rng.i32(18..44) };
    }
}
