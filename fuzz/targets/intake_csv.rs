#![no_main]
//! Any bytes as a CSV file.

use hongyan_fuzz::taken_in;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| taken_in("x.csv", bytes));
