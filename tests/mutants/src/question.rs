//! Which mutant this process is: the number in `HONGYAN_MUTANT`, 0 for none of them. Without it, nothing is asked for.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether this is the mutant with this number.
pub(crate) const fn is(number: usize) -> bool {
    core::intrinsics::const_eval_select((number,), compiled, asked)
}

/// What the compiler computes is asked while it is compiled.
const fn compiled(number: usize) -> bool {
    number == COMPILED
}

const COMPILED: usize = match option_env!("HONGYAN_COMPILED") {
    Some(number) => match usize::from_str_radix(number, 10) {
        Ok(number) => number,
        Err(_) => panic!("`HONGYAN_COMPILED` is a number"),
    },
    None => 0,
};

fn asked(number: usize) -> bool {
    static RUN: OnceLock<Run> = OnceLock::new();
    let run = RUN.get_or_init(Run::begin);
    if let Some(reached) = &run.reached {
        reached.note(number);
    }
    run.mutant == number
}

struct Run {
    mutant: usize,
    reached: Option<Reached>,
}

impl Run {
    fn begin() -> Run {
        let mutant = std::env::var("HONGYAN_MUTANT").ok().and_then(|number| number.parse().ok());
        if mutant.is_some() {
            // the first failure is enough: nothing is shrunk, no other test waits
            std::panic::set_hook(Box::new(|why| {
                eprintln!("{why}");
                std::process::exit(101)
            }));
        }
        Run { mutant: mutant.unwrap_or(0), reached: std::env::var("HONGYAN_REACHED").ok().map(Reached::into_file) }
    }
}

/// The mutants whose question was asked, each written down once.
struct Reached {
    file: File,
    seen: Vec<AtomicBool>,
}

impl Reached {
    fn into_file(path: String) -> Reached {
        let file = OpenOptions::new().append(true).create(true).open(path).expect("a file");
        Reached { file, seen: (0..1 << 16).map(|_| AtomicBool::new(false)).collect() }
    }

    fn note(&self, number: usize) {
        if !self.seen[number].swap(true, Ordering::Relaxed) {
            // a short line is appended in one piece
            (&self.file).write_all(format!("{number}\n").as_bytes()).expect("written");
        }
    }
}

/// One of two iterators, where a function does not say which type it gives.
pub(crate) enum Either<L, R> {
    Left(L),
    Right(R),
}

impl<T, L: Iterator<Item = T>, R: Iterator<Item = T>> Iterator for Either<L, R> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match self {
            Either::Left(left) => left.next(),
            Either::Right(right) => right.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Either::Left(left) => left.size_hint(),
            Either::Right(right) => right.size_hint(),
        }
    }
}
