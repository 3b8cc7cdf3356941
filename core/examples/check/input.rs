//! Where facts come from: the bundled sample, JSON, a folder of canonical CSV files, the files of an office.

use std::ffi::OsString;
use std::path::Path;

use hongyan::Facts;
use hongyan::facts::{Fault, Faults, OnError, Source, Table};
use hongyan::intake::{self, Intake, IntakeReport, Mapping};
use hongyan::message::{Lang, Sentence};

use crate::{note, words};

/// Facts, and where a person finds their rows.
pub(crate) struct Input {
    pub(crate) facts: Facts,
    /// What was read, as a person would name it; `None` for the sample.
    pub(crate) path: Option<String>,
    report: IntakeReport,
    is_canonical: bool,
}

impl Input {
    /// The place of a row, where it came from a file that has rows.
    pub(crate) fn source(&self, table: Table, row: Option<usize>) -> Option<Source> {
        self.report.source(table, row?)
    }

    /// How an office's files were understood; none if they were canonical.
    pub(crate) fn understood(&self) -> Option<&IntakeReport> {
        (!self.is_canonical).then_some(&self.report)
    }
}

/// Files in the facts' own shape, each with its name.
fn canonical<N: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(N, B)],
    path: Option<String>,
    reading: &Reading,
) -> Result<Input, Faults> {
    let Intake { facts, report, .. } = intake::read_canonical(files, &reading.options())?;
    Ok(Input { facts, path, report, is_canonical: true })
}

pub(crate) fn sample(reading: &Reading) -> Result<Input, Faults> {
    canonical(&intake::SAMPLE, None, reading)
}

/// How the input is to be read.
pub(crate) struct Reading {
    pub(crate) on_error: OnError,
    pub(crate) infer_engagements: bool,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) default_year: Option<i32>,
    pub(crate) lang: Lang,
}

impl Reading {
    fn options(&self) -> intake::Options {
        let Reading { default_year, infer_engagements, on_error, .. } = *self;
        let mapping = self.mapping.clone().unwrap_or_default();
        intake::Options { mapping, default_year, infer_engagements, on_error, ..intake::Options::default() }
    }
}

/// Reads JSON facts, a folder of canonical CSV files, or whatever an office keeps.
///
/// Canonical files are read strictly: a heading that no table has is a fault. Everything else is recognised as well as
/// it can be, and what was understood is said on standard error.
pub(crate) fn read(path: &Path, reading: &Reading) -> Result<Input, Faults> {
    let shown = path.display().to_string();
    if !path.is_dir() {
        // only a file of facts says by its name alone what it is
        let is_json = has_extension(path, "json") && reading.mapping.is_none();
        let name = path.file_name().map_or_else(|| shown.clone(), |name| name.to_string_lossy().into_owned());
        let files = [(if is_json { shown.clone() } else { name }, bytes(path)?)];
        return if is_json { canonical(&files, Some(shown), reading) } else { office(&files, shown, reading) };
    }
    let (tables, others): (Vec<OsString>, Vec<OsString>) =
        names(path, &shown)?.into_iter().partition(|name| intake::is_read(&name.to_string_lossy()));
    let lossy = |names: &[OsString]| names.iter().map(|name| name.to_string_lossy().into_owned()).collect::<Vec<_>>();
    if !others.is_empty() {
        note(&words::not_read(reading.lang, &lossy(&others)));
    }
    let names = lossy(&tables);
    let is_strict = reading.mapping.is_none() && reading.default_year.is_none() && intake::is_canonical(&names);
    let mut files = Vec::with_capacity(names.len());
    for (name, file) in names.into_iter().zip(&tables) {
        files.push((name, bytes(&path.join(file))?));
    }
    if is_strict { canonical(&files, Some(shown), reading) } else { office(&files, shown, reading) }
}

fn bytes(file: &Path) -> Result<Vec<u8>, Faults> {
    std::fs::read(file).map_err(|error| unreadable(&file.display().to_string(), error.to_string()))
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
    if !names.iter().any(|name| intake::is_read(&name.to_string_lossy())) {
        return Err(unreadable(shown, words::NO_TABLE));
    }
    Ok(names)
}

/// Workbooks, CSV of any layout, zips of these.
fn office(files: &[(String, Vec<u8>)], shown: String, reading: &Reading) -> Result<Input, Faults> {
    let (facts, report) = intake::inspect(files, &reading.options());
    // where no table was found, the report says what was seen instead; else the faults have their places
    if facts.is_ok() || report.sheets.iter().all(|sheet| sheet.tables.is_empty()) {
        note(report.text(reading.lang).trim_end());
    }
    Ok(Input { facts: facts?, path: Some(shown), report, is_canonical: false })
}

fn has_extension(path: &Path, extension: &str) -> bool {
    let found = path.extension().and_then(|found| found.to_str());
    found.is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

fn unreadable(file: &str, cause: impl Into<Sentence>) -> Faults {
    let mut fault = Fault::unreadable(cause);
    fault.source = Some(Source { file: Some(file.to_owned()), ..Source::default() });
    Faults::from(fault)
}
