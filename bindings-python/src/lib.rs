//! The Python package `hongyan`: it takes objects in, releases the interpreter, calls core and gives objects out.
//! What is decided, computed or said stands in core.

mod answer;
mod ask;
mod batches;
mod cells;
mod check;
mod column;
mod dates;
mod day;
mod documents;
mod error;
mod evaluate;
mod files;
mod findings;
mod frame;
mod frames;
mod given;
mod held;
mod judged;
mod listen;
mod lists;
mod parquet;
mod policy;
mod python;
mod read;
mod registers;
mod report;
mod saved;
mod scalars;
mod status;
mod tables;
mod taken;
mod told;
mod zone;

use pyo3::prelude::*;

/// The compiled part of the package.
#[pymodule(gil_used = false)]
mod _hongyan {
    #[pymodule_export]
    #[expect(non_upper_case_globals, reason = "Python's name of it")]
    const __version__: &str = env!("CARGO_PKG_VERSION");
    #[pymodule_export]
    use super::batches::{accumulate, finish, merge};
    #[pymodule_export]
    use super::check::check;
    #[pymodule_export]
    use super::dates::{
        cycle_plan_due, dates, day_numbers, evaluation_due, inactivity_deadline, monthly_plan_due, next_workday,
        record_due, term_last_day,
    };
    #[pymodule_export]
    use super::documents::load_report;
    #[pymodule_export]
    use super::error::_list;
    #[pymodule_export]
    use super::evaluate::evaluate;
    #[pymodule_export]
    use super::frame::Frame;
    #[pymodule_export]
    use super::policy::Policy;
    #[pymodule_export]
    use super::read::{_mapping, Facts, read, sample};
    #[pymodule_export]
    use super::registers::{clauses, rules};
    #[pymodule_export]
    use super::report::Report;
    #[pymodule_export]
    use super::status::record_status;
}
