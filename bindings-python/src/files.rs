//! Tables from files: Parquet as it is, everything else through core's intake.

use std::path::{Path, PathBuf};

use hongyan::facts::{Facts, Fault, Faults, Table};
use hongyan::intake::{self, Intake, Mapping, Options};
use hongyan::message::Lang;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::column::Held;
use crate::frame::failed;
use crate::parquet::Parquet;
use crate::tables::{Given, Reading};
use crate::{error, lists};

/// A path, if the object is one.
pub(crate) fn path(object: &Bound<'_, PyAny>) -> PyResult<Option<PathBuf>> {
    if object.is_instance_of::<PyString>() || object.hasattr("__fspath__")? {
        object.extract().map(Some)
    } else {
        Ok(None)
    }
}

/// What the system says of a file, with its name.
pub(crate) fn unread(path: &Path, error: std::io::Error) -> PyErr {
    // an error of the system keeps its class (FileNotFoundError, ...)
    match error.raw_os_error() {
        Some(number) => {
            PyOSError::new_err((number, std::io::Error::from_raw_os_error(number).to_string(), path.to_path_buf()))
        }
        None => PyOSError::new_err(format!("{}: {error}", path.display())),
    }
}

fn ending(path: &Path) -> Option<String> {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase())
}

/// Whether a file is Parquet by its name.
pub(crate) fn is_parquet(path: &Path) -> bool {
    matches!(ending(path).as_deref(), Some("parquet" | "pq" | "parq"))
}

/// One table from its file.
pub(crate) fn read(py: Python<'_>, table: Table, path: &Path, reading: Reading) -> PyResult<Given> {
    if is_parquet(path) {
        return py.detach(|| Parquet::open(table, path, reading)?.read());
    }
    let ending = ending(path);
    let ending = ending.as_deref();
    let mut options = Options { on_error: reading.on_error, ..Options::default() };
    let is_plain = matches!(ending, Some("csv" | "tsv"));
    if is_plain {
        let name = name(path);
        options.mapping.sheets.insert(name, table.name().to_owned());
    }
    let found = py.detach(|| take_in(path, &options));
    let Intake { facts, report, .. } = found?.map_err(|faults| error::faults(py, &faults, Lang::En))?;
    if !facts.has(table) {
        let fault = Fault::unreadable(report.text(Lang::En)).in_table(table.name());
        return Err(error::faults(py, &fault.into(), Lang::En));
    }
    let mut given = of_facts(table, &facts)?;
    // a heading that a workbook has beside others is its own affair, one in a table of ours is a misspelt one
    for column in
        report.sheets.iter().flat_map(|sheet| &sheet.columns).filter(|column| is_plain && column.field.is_none())
    {
        given.columns.push((column.heading.clone(), Held::null(facts.len(table).unwrap_or_default())));
    }
    Ok(given)
}

/// Reads a file of facts or a folder of canonical CSV strictly, everything else as an office keeps it.
pub(crate) fn take_in(path: &Path, options: &Options) -> PyResult<Result<Intake, Faults>> {
    let mut paths = Vec::new();
    let is_folder = path.is_dir();
    if is_folder {
        for entry in std::fs::read_dir(path).map_err(|error| unread(path, error))? {
            let entry = entry.map_err(|error| unread(path, error))?.path();
            let name = name(&entry);
            if entry.is_file() && !name.starts_with('.') && intake::is_read(&name) {
                paths.push(entry);
            }
        }
        paths.sort();
    } else {
        paths.push(path.to_path_buf());
    }
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let bytes = std::fs::read(&path).map_err(|error| unread(&path, error))?;
        files.push((name(&path), bytes));
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let is_told = options.mapping != Mapping::default() || options.default_year.is_some();
    // a single file of CSV may be named like a table and still be laid out in any way
    let is_whole = is_folder || path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    if is_whole && !is_told && intake::is_canonical(&names) {
        return Ok(intake::read_canonical(&files, options));
    }
    Ok(intake::read(&files, options))
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A table of facts as columns.
pub(crate) fn of_facts(table: Table, facts: &Facts) -> PyResult<Given> {
    let written = serde_json::to_value(facts).map_err(|error| failed(&error))?;
    let rows = written.get(table.name()).and_then(serde_json::Value::as_array);
    Ok(lists::json(table, rows.map(Vec::as_slice).unwrap_or_default()))
}
