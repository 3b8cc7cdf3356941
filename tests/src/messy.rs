//! Canonical facts laid out as messy workbooks and CSV, by a seed. Reading them again must give the same facts.

mod cells;
mod lay;
pub mod page;
pub mod sample;
pub mod words;

pub use lay::lay;
