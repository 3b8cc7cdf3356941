//! Columns as raw little-endian files, one a column: `sessions.worker.i32`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Column, Nation};

/// Writes every column into a folder.
pub fn write(nation: &mut Nation, folder: &Path) -> io::Result<()> {
    each(nation, folder, |path, column| match column {
        Column::U8(values) => std::fs::write(path, values),
        Column::I32(values) => save(&path, values, |value| value.to_le_bytes()),
        Column::I64(values) => save(&path, values, |value| value.to_le_bytes()),
    })
}

/// Reads what `write` wrote.
pub fn read(folder: &Path) -> io::Result<Nation> {
    let mut nation = Nation::default();
    each(&mut nation, folder, |path, column| {
        let bytes = std::fs::read(path)?;
        match column {
            Column::U8(values) => *values = bytes,
            Column::I32(values) => {
                *values = bytes.as_chunks().0.iter().map(|bytes| i32::from_le_bytes(*bytes)).collect()
            }
            Column::I64(values) => {
                *values = bytes.as_chunks().0.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect()
            }
        }
        Ok(())
    })?;
    Ok(nation)
}

fn each(
    nation: &mut Nation,
    folder: &Path,
    mut visit: impl FnMut(PathBuf, Column<'_>) -> io::Result<()>,
) -> io::Result<()> {
    for (table, columns) in nation.tables() {
        for (name, column) in columns {
            let kind = match column {
                Column::U8(_) => "u8",
                Column::I32(_) => "i32",
                Column::I64(_) => "i64",
            };
            visit(folder.join(format!("{table}.{name}.{kind}")), column)?;
        }
    }
    Ok(())
}

fn save<T: Copy, const N: usize>(path: &Path, values: &[T], bytes: impl Fn(T) -> [u8; N]) -> io::Result<()> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    for value in values {
        file.write_all(&bytes(*value))?;
    }
    file.flush()
}
