//! Tables from files: Parquet as it is, everything else through core's intake.

use std::path::{Path, PathBuf};

use hongyan::facts::{Facts, Fault, Faults, Source, Table};
use hongyan::intake::{self, Intake, Mapping, Options};
use hongyan::message::{Lang, Sentence, Text};
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::column::Held;
use crate::frame::failed;
use crate::parquet::Parquet;
use crate::tables::{Given, Located, Reading};
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
    // an error of the system keeps its class (FileNotFoundError, ...), and its words are Python's
    let Some(number) = error.raw_os_error() else {
        return PyOSError::new_err(format!("{}: {error}", path.display()));
    };
    let path = path.display().to_string();
    Python::attach(|py| {
        let said = py.import("os").and_then(|os| os.call_method1("strerror", (number,))?.extract::<String>());
        PyOSError::new_err((number, said.unwrap_or_else(|_| error.to_string()), path))
    })
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
    if path.is_dir() {
        return Err(unreadable(table, path, FOLDER, reading.lang));
    }
    if is_parquet(path) {
        return py.detach(|| Parquet::open(table, path, reading)?.read());
    }
    let mut options = Options { on_error: reading.on_error, ..Options::default() };
    let is_plain = matches!(ending(path).as_deref(), Some("csv" | "tsv"));
    if is_plain {
        options.mapping.sheets.insert(name(path), table.name().to_owned());
    }
    let placed = py.detach(|| {
        let bytes = std::fs::read(path).map_err(|error| unread(path, error))?;
        PyResult::Ok(intake::read_placed(&[(name(path), bytes)], table, &options))
    });
    let (rows, report) = placed?.map_err(|faults| error::faults(py, &faults, reading.lang))?;
    if !rows.is_present() {
        let absent = Fault::unreadable(report.text(reading.lang)).in_table(table.name());
        let faults: Vec<Fault> = rows.faults().iter().cloned().chain([absent]).collect();
        return Err(error::listed(py, &faults, reading.lang));
    }
    let mut given = lists::placed(table, &rows);
    // a heading that a workbook has beside others is its own affair, one in a table of ours is a misspelt one
    let unknown = report.sheets.iter().flat_map(|sheet| &sheet.columns);
    for column in unknown.filter(|column| is_plain && column.field.is_none()) {
        given.columns.push((column.heading.clone(), Held::null(rows.rows())));
    }
    given.located = Some(Located(Box::new(move |fault| report.locate(fault))));
    Ok(given)
}

const FOLDER: Text = Text::new(
    "这是文件夹，不是一个表；hongyan.read 可读取文件夹，Parquet 文件须逐表给出",
    "it is a folder and no table; hongyan.read reads folders, Parquet files are given one by one",
);

/// A file that cannot be read as a table, and why.
pub(crate) fn unreadable(table: Table, path: &Path, cause: impl Into<Sentence>, lang: Lang) -> PyErr {
    let source = Source { file: Some(path.display().to_string()), ..Source::default() };
    let mut fault = Fault::unreadable(cause).in_table(table.name());
    fault.source = Some(source);
    Python::attach(|py| error::listed(py, &[fault], lang))
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
