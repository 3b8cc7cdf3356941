//! Where facts come from: the bundled sample, a JSON file, a folder of CSV files.

use std::collections::BTreeMap;
use std::path::Path;

use hongyan::Facts;
use hongyan::facts::{Builder, Fault, FaultCode, Faults, OnError, Source, Table};
use hongyan::message::Lang;

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
    places: BTreeMap<Table, Places>,
}

impl Input {
    /// The place of a row, where it came from a file that has rows.
    pub(crate) fn source(&self, table: Table, row: Option<usize>) -> Option<Source> {
        Some(self.places.get(&table)?.source(row, None))
    }
}

pub(crate) fn sample(on_error: OnError) -> Result<Input, Faults> {
    let mut tables = Tables::default();
    for (file, text) in SAMPLE {
        tables.read(file, text.as_bytes(), on_error);
    }
    tables.build(None, on_error)
}

/// Reads a `.json` file or a folder.
pub(crate) fn read(path: &Path, on_error: OnError, lang: Lang) -> Result<Input, Faults> {
    let shown = path.display().to_string();
    let metadata = std::fs::metadata(path).map_err(|error| unreadable(&shown, &error))?;
    if metadata.is_dir() {
        return folder(path, on_error, lang);
    }
    if !has_extension(path, "json") {
        return Err(unreadable(&shown, &words::NO_SUCH_INPUT));
    }
    let bytes = std::fs::read(path).map_err(|error| unreadable(&shown, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| unreadable(&shown, &error.utf8_error()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    // that a file is no JSON is one fault, of the whole file
    let locate = |faults: Faults| match faults.iter().next().cloned() {
        Some(mut fault) => {
            fault.source = Some(in_file(&shown));
            Faults::from(fault)
        }
        None => faults,
    };
    let facts = Builder::from_json(text).map_err(locate)?.build(on_error)?;
    Ok(Input { facts, path: Some(shown), places: BTreeMap::new() })
}

/// Reads every CSV file of a folder and says which other files it left alone.
fn folder(path: &Path, on_error: OnError, lang: Lang) -> Result<Input, Faults> {
    let shown = path.display().to_string();
    let mut names = Vec::new();
    let mut others = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|error| unreadable(&shown, &error))? {
        let entry = entry.map_err(|error| unreadable(&shown, &error))?;
        let name = entry.file_name();
        if has_extension(Path::new(&name), "csv") && !entry.path().is_dir() {
            names.push(name);
        } else {
            others.push(name.to_string_lossy().into_owned());
        }
    }
    if names.is_empty() {
        return Err(unreadable(&shown, &words::NO_TABLE));
    }
    if !others.is_empty() {
        others.sort();
        note(&words::not_read(lang, &others));
    }
    names.sort();
    let mut tables = Tables::default();
    for name in names {
        let file = name.to_string_lossy();
        match std::fs::read(path.join(&name)) {
            Ok(bytes) => tables.read(&file, &bytes, on_error),
            Err(error) => tables.refuse(&file, Fault::unreadable(error.to_string())),
        }
    }
    tables.build(Some(shown), on_error)
}

/// Tables on their way to the door.
#[derive(Default)]
struct Tables {
    builder: Builder,
    places: BTreeMap<Table, Places>,
}

impl Tables {
    fn read(&mut self, file: &str, bytes: &[u8], on_error: OnError) {
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
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

    fn build(self, path: Option<String>, on_error: OnError) -> Result<Input, Faults> {
        let Tables { builder, places } = self;
        let facts = builder.build_located(on_error, |fault| {
            let table = fault.table.as_deref().and_then(Table::from_name)?;
            Some(places.get(&table)?.source(fault.row, fault.column.as_deref()))
        })?;
        Ok(Input { facts, path, places })
    }
}

fn has_extension(path: &Path, extension: &str) -> bool {
    let found = path.extension().and_then(|found| found.to_str());
    found.is_some_and(|found| found.eq_ignore_ascii_case(extension))
}

fn in_file(file: &str) -> Source {
    Source { file: Some(file.to_owned()), ..Source::default() }
}

fn unreadable(file: &str, cause: &impl ToString) -> Faults {
    let mut fault = Fault::unreadable(cause.to_string());
    fault.source = Some(in_file(file));
    Faults::from(fault)
}
