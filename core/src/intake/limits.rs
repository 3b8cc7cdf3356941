//! How much an input may ask for.

use serde::{Deserialize, Serialize};

/// Limits on what is read. What exceeds one is refused with the fault `too_large`.
///
/// Whatever the files say, reading them takes no more memory than six times `uncompressed_bytes`, 1,000 bytes for each
/// of `rows` and `faults`, and 100 bytes for each of `cells`, besides the files' own bytes.
///
/// ```
/// use hongyan::intake::{Limits, Options, read};
///
/// let options = Options { limits: Limits { rows: 1, ..Limits::default() }, ..Options::default() };
/// let csv = "mentor,guided_on\n何静,2024-03-05\n何静,2024-04-05\n";
/// assert!(read(&[("guidance.csv", csv)], &options).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Number of files, those inside zips included.
    pub files: usize,
    /// Bytes of one file after unpacking: all parts of a workbook together, or a text.
    pub uncompressed_bytes: u64,
    /// How many times its packed size a part of a zip may unpack to, beyond its first megabyte.
    pub compression_ratio: u64,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Cells that hold anything, per sheet; values, per JSON file.
    pub cells: usize,
    /// Rows that hold anything, per sheet; rows of facts in all.
    pub rows: usize,
    /// Faults in all. Beyond it the input is refused whole, even where faulty rows are to be skipped.
    pub faults: usize,
    /// Columns.
    pub columns: u32,
    /// Bytes of one cell.
    pub cell_bytes: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            files: 1_000,
            uncompressed_bytes: 1 << 30,
            compression_ratio: 300,
            sheets: 1_000,
            cells: 30_000_000,
            rows: 2_000_000,
            faults: 1_000_000,
            columns: 16_384,
            cell_bytes: 1 << 20,
        }
    }
}
