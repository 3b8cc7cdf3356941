//! How much an input may ask for.

use serde::{Deserialize, Serialize};

/// Limits on what is read. What exceeds one is refused with the fault `too_large`; memory stays below about four times
/// `uncompressed_bytes` whatever the files say.
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
    /// Cells that hold anything, per sheet.
    pub cells: usize,
    /// Rows that hold anything, per sheet.
    pub rows: usize,
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
            columns: 16_384,
            cell_bytes: 1 << 20,
        }
    }
}
