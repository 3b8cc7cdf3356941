//! Kernels of the columnar path on a small nation, one at a time, for counting instructions: see
//! `tests/bench/instructions`. `columns_kernels list` prints their names.

use std::hint::black_box;

use hongyan::Rule;
use hongyan::columns::{Columns, RecordStatus};
use hongyan_tests::nation::frames::{MENTORING, Nulls, SUPERVISION, ask, check, frames, policies};
use hongyan_tests::nation::{Nation, Size};

const KERNELS: [&str; 9] = [
    "door",
    "frequency_sorted",
    "frequency_shuffled",
    "record_status",
    "record_status_contested",
    "record_findings",
    "mentor_term",
    "mentor_inactivity",
    "mentor_term_shuffled",
];

fn main() {
    let name = std::env::args().nth(1).expect("a kernel, or list");
    if name == "list" {
        println!("{}", KERNELS.join("\n"));
        return;
    }
    // the work stays on this thread, where instructions are counted
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().expect("the first pool");
    let mut nation = Nation::new(Size::Workers(10_000), 1);
    if name.ends_with("shuffled") {
        nation = nation.shuffled(1);
    }
    let nulls = Nulls::of(&nation);
    let (year, ever) = policies();
    let tables = if name.starts_with("mentor") { MENTORING } else { SUPERVISION };
    if name == "door" {
        kernel_under_measure(|| drop(black_box(check(frames(&nation, &nulls, &tables), false))));
        return;
    }
    let columns = check(frames(&nation, &nulls, &tables), true);
    let run = |policy, rule, columns: &Columns<'_>| {
        let asked = ask(policy, rule);
        kernel_under_measure(|| drop(black_box(asked.columns(columns))));
    };
    let rows = nation.sessions.ended_on.len();
    let (mut verdict, mut margin_days, mut contested) = (vec![0; rows], vec![0; rows], vec![false; rows]);
    match name.as_str() {
        "frequency_sorted" | "frequency_shuffled" => run(&year, Rule::SupervisionFrequency, &columns),
        "record_findings" => run(&ever, Rule::RecordDeadline, &columns),
        "mentor_term" | "mentor_term_shuffled" => run(&ever, Rule::MentorTerm, &columns),
        "mentor_inactivity" => run(&ever, Rule::MentorInactivity, &columns),
        name => {
            let asked = ask(&ever, Rule::RecordDeadline);
            let contested = if name == "record_status" { &mut [][..] } else { &mut contested };
            let into = RecordStatus { verdict: &mut verdict, margin_days: &mut margin_days, contested };
            kernel_under_measure(|| asked.record_status(&columns, into));
        }
    }
    black_box((&verdict, &margin_days, &contested));
}

#[inline(never)]
fn kernel_under_measure(kernel: impl FnOnce()) {
    kernel();
}
