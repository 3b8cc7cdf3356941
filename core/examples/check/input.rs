//! Where facts come from: the bundled sample, JSON, a folder of canonical CSV files, the files of an office.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use hongyan::Facts;
use hongyan::facts::{Builder, Fault, FaultCode, Faults, OnError, Source, Table};
use hongyan::intake::{self, IntakeReport, Mapping};
use hongyan::message::{Lang, Sentence};

use crate::table::{self, Places};
use crate::{note, words};

/// The day on which the records of the sample are looked at.
pub(crate) const SAMPLE_AS_OF: &str = include_str!("../../sample/as_of.txt");

/// The bundled sample, so that it is found from any working directory.
const SAMPLE: [(&str, &str); 9] = [
    ("engagements.csv", include_str!("../../sample/engagements.csv")),
    ("sessions.csv", include_str!("../../sample/sessions.csv")),
    ("excuses.csv", include_str!("../../sample/excuses.csv")),
    ("plans.csv", include_str!("../../sample/plans.csv")),
    ("mentors.csv", include_str!("../../sample/mentors.csv")),
    ("appointments.csv", include_str!("../../sample/appointments.csv")),
    ("guidance.csv", include_str!("../../sample/guidance.csv")),
    ("evaluations.csv", include_str!("../../sample/evaluations.csv")),
    ("violations.csv", include_str!("../../sample/violations.csv")),
];

/// Facts, and where a person finds their rows.
pub(crate) struct Input {
    pub(crate) facts: Facts,
    /// What was read, as a person would name it; `None` for the sample.
    pub(crate) path: Option<String>,
    /// How an office's files were understood, if they were not canonical.
    pub(crate) understood: Option<IntakeReport>,
    places: BTreeMap<Table, Places>,
}

impl Input {
    fn new(facts: Facts, path: Option<String>, places: BTreeMap<Table, Places>, reading: &Reading) -> Input {
        let facts = if reading.infer_engagements { facts.infer_engagements() } else { facts };
        Input { facts, path, understood: None, places }
    }

    /// The place of a row, where it came from a file that has rows.
    pub(crate) fn source(&self, table: Table, row: Option<usize>) -> Option<Source> {
        match &self.understood {
            Some(understood) => understood.source(table, row?),
            None => Some(self.places.get(&table)?.source(row, None)),
        }
    }
}

pub(crate) fn sample(reading: &Reading) -> Result<Input, Faults> {
    let mut tables = Tables::default();
    for (file, text) in SAMPLE {
        tables.read(file, text.as_bytes(), reading.on_error);
    }
    tables.build(None, reading)
}

/// How the input is to be read.
pub(crate) struct Reading {
    pub(crate) on_error: OnError,
    pub(crate) infer_engagements: bool,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) default_year: Option<i32>,
    pub(crate) lang: Lang,
}

/// Reads JSON facts, a folder of canonical CSV files, or whatever an office keeps.
///
/// Canonical files are read strictly: a heading that no table has is a fault. Everything else is recognised as well as
/// it can be, and what was understood is said on standard error.
pub(crate) fn read(path: &Path, reading: &Reading) -> Result<Input, Faults> {
    let shown = path.display().to_string();
    let names = if path.is_dir() { names(path, &shown)? } else { Vec::new() };
    if names.is_empty() && !path.is_dir() && has_extension(path, "json") && reading.mapping.is_none() {
        return json(path, &shown, reading);
    }
    let csv = |name: &&OsString| has_extension(Path::new(name), "csv");
    let canonical =
        |name: &OsString| stem(&name.to_string_lossy()).is_some_and(|stem| Table::from_name(stem).is_some());
    let tables: Vec<&OsString> = names.iter().filter(|name| is_read(Path::new(name))).collect();
    let strict = reading.mapping.is_none()
        && reading.default_year.is_none()
        && !tables.is_empty()
        && tables.iter().all(csv)
        && tables.iter().any(|name| canonical(name));
    let others: Vec<String> =
        names.iter().filter(|name| !is_read(Path::new(name))).map(|name| name.to_string_lossy().into_owned()).collect();
    if !others.is_empty() {
        note(&words::not_read(reading.lang, &others));
    }
    if strict {
        return folder(path, shown, &tables, reading);
    }
    office(path, shown, &tables, reading)
}

fn stem(file: &str) -> Option<&str> {
    file.rsplit_once('.').map(|(stem, _)| stem)
}

/// The files of a folder, by name; those whose name begins with a dot are not meant.
fn names(path: &Path, shown: &str) -> Result<Vec<OsString>, Faults> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| unreadable(shown, error.to_string()))? {
        let entry = entry.map_err(|error| unreadable(shown, error.to_string()))?;
        if !entry.path().is_dir() && !entry.file_name().to_string_lossy().starts_with('.') {
            names.push(entry.file_name());
        }
    }
    names.sort();
    if !names.iter().any(|name| is_read(Path::new(name))) {
        return Err(unreadable(shown, words::NO_TABLE));
    }
    Ok(names)
}

/// Whether files of this name are read.
fn is_read(path: &Path) -> bool {
    ["csv", "tsv", "xlsx", "xlsm", "xls", "xlsb", "ods", "zip", "json"].iter().any(|one| has_extension(path, one))
}

fn json(path: &Path, shown: &str, reading: &Reading) -> Result<Input, Faults> {
    let bytes = std::fs::read(path).map_err(|error| unreadable(shown, error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| unreadable(shown, error.utf8_error().to_string()))?;
    // that a file is no JSON is one fault, of the whole file
    let locate = |faults: Faults| match faults.iter().next().cloned() {
        Some(mut fault) => {
            fault.source = Some(in_file(shown));
            Faults::from(fault)
        }
        None => faults,
    };
    let facts = Builder::from_json(&text).map_err(locate)?.build(reading.on_error)?;
    Ok(Input::new(facts, Some(shown.to_owned()), BTreeMap::new(), reading))
}

/// A folder of canonical CSV files.
fn folder(path: &Path, shown: String, names: &[&OsString], reading: &Reading) -> Result<Input, Faults> {
    let mut tables = Tables::default();
    for name in names {
        let file = name.to_string_lossy();
        match std::fs::read(path.join(name)) {
            Ok(bytes) => tables.read(&file, &bytes, reading.on_error),
            Err(error) => tables.refuse(&file, Fault::unreadable(error.to_string())),
        }
    }
    tables.build(Some(shown), reading)
}

/// Workbooks, CSV of any layout, zips of these: one file, or the files of a folder.
fn office(path: &Path, shown: String, names: &[&OsString], reading: &Reading) -> Result<Input, Faults> {
    let paths: Vec<PathBuf> = match names {
        [] => vec![path.to_owned()],
        names => names.iter().map(|name| path.join(name)).collect(),
    };
    let mut files = Vec::with_capacity(paths.len());
    for file in paths {
        let bytes = std::fs::read(&file).map_err(|error| unreadable(&file.display().to_string(), error.to_string()))?;
        let name = file.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
        files.push((name, bytes));
    }
    let options = intake::Options {
        mapping: reading.mapping.clone().unwrap_or_default(),
        default_year: reading.default_year,
        infer_engagements: reading.infer_engagements,
        on_error: reading.on_error,
        ..intake::Options::default()
    };
    let (facts, report) = intake::inspect(&files, &options);
    // where no table was found, the report says what was seen instead; else the faults have their places
    if facts.is_ok() || report.sheets.iter().all(|sheet| sheet.tables.is_empty()) {
        note(report.text(reading.lang).trim_end());
    }
    let facts = facts?;
    Ok(Input { understood: Some(report), ..Input::new(facts, Some(shown), BTreeMap::new(), reading) })
}

/// Tables on their way to the door.
#[derive(Default)]
struct Tables {
    builder: Builder,
    places: BTreeMap<Table, Places>,
}

impl Tables {
    fn read(&mut self, file: &str, bytes: &[u8], on_error: OnError) {
        let name = stem(file).unwrap_or(file);
        match Table::from_name(name) {
            None => self.refuse(file, Fault::new(FaultCode::UnknownTable).in_table(name.to_owned())),
            Some(table) if self.places.contains_key(&table) => {
                self.refuse(file, Fault::new(FaultCode::DuplicateKey).in_table(name.to_owned()));
            }
            Some(table) => {
                let places = table::read(&mut self.builder, table, file, bytes, on_error);
                self.places.insert(table, places);
            }
        }
    }

    fn refuse(&mut self, file: &str, mut fault: Fault) {
        fault.source = Some(in_file(file));
        self.builder.fault(fault);
    }

    fn build(self, path: Option<String>, reading: &Reading) -> Result<Input, Faults> {
        let Tables { builder, places } = self;
        let facts = builder.build_located(reading.on_error, |fault| {
            let table = fault.table.as_deref().and_then(Table::from_name)?;
            Some(places.get(&table)?.source(fault.row, fault.column.as_deref()))
        })?;
        Ok(Input::new(facts, path, places, reading))
    }
}

fn has_extension(path: &Path, extension: &str) -> bool {
    let found = path.extension().and_then(|found| found.to_str());
    found.is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

fn in_file(file: &str) -> Source {
    Source { file: Some(file.to_owned()), ..Source::default() }
}

fn unreadable(file: &str, cause: impl Into<Sentence>) -> Faults {
    let mut fault = Fault::unreadable(cause);
    fault.source = Some(in_file(file));
    Faults::from(fault)
}
