//! Times an accumulator beside one big call: `accumulate_speed [WORKERS] [shuffled]`. Twelve batches, integer ids.

use std::ops::Range;
use std::time::Instant;

use hongyan::columns::{Accumulator, Array, Columns, Door, Frame, Frames, Validity};
use hongyan::facts::Table;
use hongyan::{Check, Day, Keep, Policy, Rule};
use hongyan_tests::nation::{AS_OF, NULL, Nation, Size};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const BATCHES: usize = 12;

/// The `nth` of so many parts of every table.
fn part<'a>(nation: &'a Nation, valid: &'a [Vec<u8>; 2], nth: usize, of: usize) -> Frames<'a> {
    let rows = |len: usize| -> Range<usize> { len * nth / of..len * (nth + 1) / of };
    let (e, s, a, g) = (&nation.engagements, &nation.sessions, &nation.appointments, &nation.guidance);
    let [ends, submitted] = valid;
    let with = |days: &'a [i32], valid: &'a [u8]| Array::from(days).with_validity(Validity::Bytes(valid));
    let (r, q, t, u) = (rows(e.worker.len()), rows(s.worker.len()), rows(a.mentor.len()), rows(g.mentor.len()));
    let engagements = Frame::new(Table::Engagements)
        .with("project", &e.project[r.clone()])
        .with("worker", &e.worker[r.clone()])
        .with("start", &e.start[r.clone()])
        .with("end", with(&e.end[r.clone()], &ends[r.clone()]))
        .with("supervisor", &e.supervisor[r]);
    let sessions = Frame::new(Table::Sessions)
        .with("session", &s.session[q.clone()])
        .with("project", &s.project[q.clone()])
        .with("worker", &s.worker[q.clone()])
        .with("form", &s.form[q.clone()])
        .with("ended_on", &s.ended_on[q.clone()])
        .with("record_submitted_on", with(&s.record_submitted_on[q.clone()], &submitted[q]));
    let appointments =
        Frame::new(Table::Appointments).with("mentor", &a.mentor[t.clone()]).with("appointed_on", &a.appointed_on[t]);
    let guidance = Frame::new(Table::Guidance).with("mentor", &g.mentor[u.clone()]).with("guided_on", &g.guided_on[u]);
    Frames::new().with(engagements).with(sessions).with(appointments).with(guidance)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let workers = arguments.next().map_or(10_000, |workers| workers.parse().expect("a number"));
    let mut nation = Nation::new(Size::Workers(workers), 4);
    if arguments.next().is_some_and(|order| order == "shuffled") {
        nation = nation.shuffled(5);
    }
    let valid = [&nation.engagements.end, &nation.sessions.record_submitted_on]
        .map(|days| days.iter().map(|day| u8::from(*day != NULL)).collect::<Vec<u8>>());
    let policy = Policy::default();
    for (name, rules) in [("all rules", Rule::ALL.to_vec()), ("frequency", vec![Rule::SupervisionFrequency])] {
        let check = Check::new(&policy, Day::from_number(AS_OF)).rules(rules).keep(Keep::PROBLEMS);
        for _ in 0..3 {
            let begun = Instant::now();
            let columns = Columns::check(part(&nation, &valid, 0, 1), Door::default()).expect("no faults");
            let door = begun.elapsed();
            let report = check.columns(&columns);
            let whole = begun.elapsed();

            MEMORY.reset_peak_usage();
            let before = MEMORY.current_usage();
            let begun = Instant::now();
            let mut all = Accumulator::new(&check, Door::default());
            for nth in 0..BATCHES {
                all.add(nth as u32, part(&nation, &valid, nth, BATCHES)).expect("no faults");
            }
            let added = begun.elapsed();
            let memory = all.memory();
            let same = all.finish().expect("no faults");
            let finished = begun.elapsed();
            assert_eq!(same.summary(), report.summary());
            let peak = MEMORY.peak_usage() - before;
            let begun = Instant::now();
            let saved = all.save();
            let save = begun.elapsed();
            let begun = Instant::now();
            Accumulator::load(&saved).expect("what was saved");
            println!(
                "{name}: {} sessions, one call {whole:?} (door {door:?}); added {added:?}, finished {finished:?}; \
                 {memory} bytes kept, {:.1} MB peak; saved {} bytes in {save:?}, loaded in {:?}",
                nation.sessions.worker.len(),
                peak as f64 / 1e6,
                saved.len(),
                begun.elapsed()
            );
        }
    }
}
