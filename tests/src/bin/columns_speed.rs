//! Times the columnar path: `columns_speed --dir DIR --runs N [--only CHECK,...]` prints one line of JSON.
//! See `tests/bench/columns/run`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use hongyan::Rule;
use hongyan::calendar::Month;
use hongyan::columns::{
    Array, Columns, Door, Findings, Frame, Frames, IdValue, NO_DAY, RecordStatus, Records, Report, Texts, Validity,
};
use hongyan::facts::Table;
use hongyan::finding::{Detail, Verdict};
use hongyan::standing::Status;
use hongyan_tests::nation::frames::{MENTORING, Nulls, SUPERVISION, ask, check, frames, policies};
use hongyan_tests::nation::{self, NULL, Nation};
use peak_alloc::PeakAlloc;
use serde_json::{Value, json};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn of<'r>(report: &'r Report<'_, '_>, rule: Rule) -> &'r Findings {
    report.of(rule).expect("the rule was asked")
}

/// What a check counts, and the bytes of its output.
type Counted = (Value, usize);

fn frequency(report: &Report<'_, '_>, number: impl Fn(IdValue<'_>) -> i64) -> Counted {
    let rule = Rule::SupervisionFrequency;
    let findings = of(report, rule);
    let workers = report.second_space(rule).expect("workers are ids");
    let (mut individual_missing, mut group_missing, mut chk) = (0, 0, 0);
    for at in 0..findings.len() {
        let Detail::Missing { individual, group } = findings.detail(at) else {
            panic!("a breach without a form missing")
        };
        individual_missing += i64::from(!individual.is_met());
        group_missing += i64::from(!group.is_met());
        let worker = number(workers.value(findings.second[at]).expect("a worker"));
        let month = Month::from_number(findings.third[at]);
        chk += worker * 13 + i64::from(month.number() - month.year() * 12 + 1);
    }
    let counts = json!({"rows": findings.len(), "missing_individual": individual_missing, "missing_group": group_missing, "chk": chk});
    (counts, findings.memory())
}

fn records(verdict: &[u8], margin: &[i32], submitted: &[i32]) -> Counted {
    let code = |verdict: Verdict| Verdict::ALL.iter().position(|one| *one == verdict).expect("a verdict") as u8;
    let (compliant, breach) = (code(Verdict::Compliant), code(Verdict::Breach));
    let (mut on_time, mut late, mut overdue, mut pending, mut days_late) = (0_u64, 0_u64, 0_u64, 0_u64, 0_i64);
    for ((verdict, margin), submitted) in verdict.iter().zip(margin).zip(submitted) {
        if *verdict == compliant {
            on_time += 1;
        } else if *verdict != breach {
            pending += 1;
        } else if *submitted == NULL {
            overdue += 1;
        } else {
            late += 1;
            days_late -= i64::from(*margin);
        }
    }
    let counts =
        json!({"on_time": on_time, "late": late, "overdue": overdue, "pending": pending, "days_late": days_late});
    (counts, verdict.len() * 5)
}

fn term((report, statuses): &(Report<'_, '_>, Vec<(u32, Status)>)) -> Counted {
    let findings = of(report, Rule::MentorTerm);
    let chk: i64 = findings.second.iter().map(|day| i64::from(day.cast_signed())).sum();
    let active = statuses.iter().filter(|(_, status)| *status == Status::InTerm).count();
    (json!({"outside": findings.len(), "active": active, "chk": chk}), findings.memory())
}

fn inactivity(report: &Report<'_, '_>) -> Counted {
    let findings = of(report, Rule::MentorInactivity);
    let mut stretches = findings.stretches.iter();
    let mut chk = 0;
    for at in 0..findings.len() {
        let Detail::Stretches(count) = findings.detail(at) else { panic!("a breach without a stretch") };
        for [_, missed, _] in stretches.by_ref().take(count as usize) {
            chk += i64::from(findings.first[at]) * 7 + i64::from(*missed);
        }
    }
    (json!({"rows": findings.stretches.len(), "chk": chk}), findings.memory())
}

/// Ids as text: `W0000123`, `P00012`.
struct Named {
    texts: [(String, Vec<i32>); 4],
}

impl Named {
    fn of(nation: &Nation) -> Named {
        let text = |codes: &[i32], letter: char, width: usize| {
            let mut all = String::with_capacity(codes.len() * (width + 1));
            let mut ends = Vec::with_capacity(codes.len() + 1);
            ends.push(0);
            for code in codes {
                use std::fmt::Write;
                write!(all, "{letter}{code:0width$}").expect("a string takes everything");
                ends.push(all.len() as i32);
            }
            (all, ends)
        };
        let texts = [
            text(&nation.engagements.project, 'P', 5),
            text(&nation.engagements.worker, 'W', 7),
            text(&nation.sessions.project, 'P', 5),
            text(&nation.sessions.worker, 'W', 7),
        ];
        Named { texts }
    }

    fn frames<'a>(&'a self, nation: &'a Nation, nulls: &'a Nulls) -> Frames<'a> {
        let [p, w, q, v] =
            self.texts.each_ref().map(|(all, ends)| Array::Text(Texts::Offsets(ends, all), Validity::All));
        let end = Array::from(&nation.engagements.end).with_validity(nulls.end.validity());
        let submitted = Array::from(&nation.sessions.record_submitted_on).with_validity(nulls.submitted.validity());
        let engagements = Frame::new(Table::Engagements)
            .with("project", p)
            .with("worker", w)
            .with("start", &nation.engagements.start)
            .with("end", end);
        let sessions = Frame::new(Table::Sessions)
            .with("session", &nation.sessions.session)
            .with("project", q)
            .with("worker", v)
            .with("form", &nation.sessions.form)
            .with("ended_on", &nation.sessions.ended_on)
            .with("record_submitted_on", submitted);
        Frames::new().with(engagements).with(sessions)
    }
}

struct Bench {
    runs: usize,
    only: Option<Vec<String>>,
    checks: BTreeMap<&'static str, Value>,
}

impl Bench {
    /// Times an answer, after a run whose counts and memory are taken.
    fn time<T>(&mut self, check: &'static str, mut answer: impl FnMut() -> T, count: impl Fn(&T) -> Counted) {
        if self.only.as_ref().is_some_and(|only| !only.iter().any(|one| one == check)) {
            return;
        }
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let first = answer();
        let peak = MEMORY.peak_usage();
        let (counts, output) = count(&first);
        drop(first);
        let mut times: Vec<f64> = (0..self.runs)
            .map(|_| {
                let begun = Instant::now();
                let result = answer();
                let took = begun.elapsed().as_secs_f64() * 1e3;
                drop(result);
                took
            })
            .collect();
        times.sort_by(f64::total_cmp);
        let extra = peak.saturating_sub(before).saturating_sub(output);
        self.checks.insert(
            check,
            json!({"median_ms": times[times.len() / 2], "min_ms": times[0], "counts": counts, "extra_mb": extra as f64 / 1e6}),
        );
    }
}

fn main() {
    let (mut dir, mut runs, mut only) = (PathBuf::new(), 3, None);
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        match name.as_str() {
            "--dir" => dir = PathBuf::from(value),
            "--runs" => runs = value.parse().expect("a number"),
            "--only" => only = Some(value.split(',').map(str::to_owned).collect()),
            _ => panic!("columns_speed --dir DIR --runs N [--only CHECK,...]"),
        }
    }
    let mut bench = Bench { runs, only, checks: BTreeMap::new() };
    measure(&dir, &mut bench);
    println!("{}", json!({"engine": "hongyan", "version": env!("CARGO_PKG_VERSION"), "checks": bench.checks}));
}

fn measure(dir: &Path, bench: &mut Bench) {
    let nation = nation::read(dir).expect("columns that `nation` wrote");
    let nulls = Nulls::of(&nation);
    let (year, ever) = policies();
    let none = |_: &Columns<'_>| (json!({}), 0);
    let everything = [Table::Engagements, Table::Sessions, Table::Appointments, Table::Guidance];
    bench.time("door", || check(frames(&nation, &nulls, &everything), false), none);
    bench.time("door_trusted", || check(frames(&nation, &nulls, &everything), true), none);

    let columns = check(frames(&nation, &nulls, &SUPERVISION), true);
    let integer = |id: IdValue<'_>| match id {
        IdValue::Integer(number) => number,
        IdValue::Text(text) => text[1..].parse().expect("a number"),
    };
    let asked = ask(&year, Rule::SupervisionFrequency);
    bench.time("F1", || asked.columns(&columns), |report| frequency(report, integer));
    let asked = ask(&ever, Rule::RecordDeadline);
    let submitted = &nation.sessions.record_submitted_on;
    let rows = submitted.len();
    let status = |verdict: &mut [u8], margin_days: &mut [i32], contested: &mut [bool]| {
        asked.record_status(&columns, RecordStatus { verdict, margin_days, contested });
    };
    let fresh = || {
        let (mut verdict, mut margin) = (vec![0; rows], vec![0; rows]);
        status(&mut verdict, &mut margin, &mut []);
        (verdict, margin)
    };
    bench.time("F2col", fresh, |(verdict, margin)| records(verdict, margin, submitted));
    let (mut verdict, mut margin, mut contested) = (vec![0; rows], vec![NO_DAY; rows], vec![false; rows]);
    {
        let buffers = std::cell::RefCell::new((&mut verdict, &mut margin));
        let again = || {
            let (verdict, margin) = &mut *buffers.borrow_mut();
            status(verdict, margin, &mut []);
        };
        let counted = |(): &()| {
            let (verdict, margin) = &*buffers.borrow();
            (records(verdict, margin, submitted).0, 0)
        };
        bench.time("F2col_reused", again, counted);
    }
    {
        let buffers = std::cell::RefCell::new((&mut verdict, &mut margin, &mut contested));
        let again = || {
            let (verdict, margin, contested) = &mut *buffers.borrow_mut();
            status(verdict, margin, contested);
        };
        let counted = |(): &()| {
            let (verdict, margin, _) = &*buffers.borrow();
            (records(verdict, margin, submitted).0, 0)
        };
        bench.time("F2col_contested", again, counted);
    }
    // the door and the answer of one who has no ids
    let alone = || {
        let sessions = frames(&nation, &nulls, &[Table::Sessions]).get(Table::Sessions).expect("it was given").clone();
        let records = Records::check(sessions, Door::new()).unwrap_or_else(|faults| panic!("{faults}"));
        let (mut verdict, mut margin_days) = (vec![0; rows], vec![NO_DAY; rows]);
        let mut contested = vec![false; rows];
        let into = RecordStatus { verdict: &mut verdict, margin_days: &mut margin_days, contested: &mut contested };
        asked.records(&records, into);
        (verdict, margin_days, contested)
    };
    bench.time("records", alone, |(verdict, margin, contested)| {
        let (counts, memory) = records(verdict, margin, submitted);
        (counts, memory + contested.len())
    });
    bench.time(
        "F2findings",
        || asked.columns(&columns),
        |report| (json!({}), of(report, Rule::RecordDeadline).memory()),
    );
    drop(columns);
    drop((verdict, margin, contested));

    let columns = check(frames(&nation, &nulls, &MENTORING), true);
    let asked = ask(&ever, Rule::MentorTerm);
    // who is in term belongs to the question
    let answer = || {
        let report = asked.columns(&columns);
        let statuses = report.statuses();
        (report, statuses)
    };
    bench.time("F3", answer, term);
    let asked = ask(&ever, Rule::MentorInactivity);
    bench.time("F4", || asked.columns(&columns), inactivity);
    drop(columns);

    if bench.only.as_ref().is_none_or(|only| only.iter().any(|one| one == "F1str")) {
        // interning belongs to the question: peers join on the texts themselves
        let named = Named::of(&nation);
        let asked = ask(&year, Rule::SupervisionFrequency);
        // the columns live no longer than their answer, so it is counted here, the first time
        let counted = std::cell::OnceCell::new();
        let answer = || {
            let columns = check(named.frames(&nation, &nulls), true);
            let report = asked.columns(&columns);
            counted.get_or_init(|| frequency(&report, integer));
        };
        bench.time("F1str", answer, |()| counted.get().cloned().expect("an answer before"));
    }
}
