#![no_main]
//! Any bytes as a workbook or a container. What a file is, is told by its bytes; its name counts for little.

use hongyan_fuzz::{let_libraries_unwind, taken_in};
use libfuzzer_sys::fuzz_target;

fuzz_target!(
    init: let_libraries_unwind(),
    |bytes: &[u8]| {
        let names = ["x.xlsx", "x.xls", "x.ods", "x.zip"];
        taken_in(names[bytes.len() % names.len()], bytes);
    }
);
