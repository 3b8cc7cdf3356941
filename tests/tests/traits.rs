//! What a program may do with the types of the crate: give them to threads, keep them, show them, tell them as errors.

use std::error::Error;
use std::fmt::Debug;
use std::hash::Hash;

use hongyan::columns::{Accumulator, FaultTally};
use hongyan::facts::{Facts, Fault, Faults};
use hongyan::finding::{Judgement, Verdict};
use hongyan::policy::PolicyErrors;
use hongyan::{Day, Keep, Policy, Report, Rule, calendar, intake, live, render, stop};

fn everywhere<T: Send + Sync + Unpin + Debug + 'static>() {}
fn kept<T: Clone + Debug>() {}
fn small<T: Copy + Eq + Hash + Debug>() {}
fn told<T: Error + Send + Sync + 'static>() {}

#[test]
fn types_can_be_shared_kept_and_told() {
    everywhere::<Facts>();
    everywhere::<Policy>();
    everywhere::<Report>();
    everywhere::<Judgement>();
    everywhere::<Accumulator>();
    everywhere::<live::Live>();
    everywhere::<intake::IntakeReport>();
    everywhere::<stop::Stop>();
    kept::<Facts>();
    kept::<Policy>();
    kept::<Report>();
    kept::<Fault>();
    kept::<Accumulator>();
    kept::<stop::Stop>();
    small::<Day>();
    small::<Verdict>();
    small::<Rule>();
    small::<Keep>();
    small::<calendar::Month>();
    told::<Faults>();
    told::<PolicyErrors>();
    told::<FaultTally>();
    told::<calendar::ParseError>();
    told::<render::Error>();
    told::<stop::Stopped>();
}
