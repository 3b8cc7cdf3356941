use hongyan::Report;
use hongyan::facts::{Facts, Fault, OnError, Source, Table};
use hongyan::intake::{self, IntakeReport, Limits, Mapping, Options, RowSources};
use hongyan::message::{Lang, Sentence};
use hongyan::policy::Policy;
use hongyan::render::{self, Beside, Bom, Language, Sources};
use hongyan::warning::WarningCode;
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::refusal::Refusal;
use crate::wire::{json, read_facts};

/// Files on their way in.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files(Vec<(String, Vec<u8>)>);

/// How files are read, as the package writes it.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Reading {
    mapping: Mapping,
    default_year: Option<i32>,
    infer_engagements: bool,
    on_error: OnFault,
    limits: Limits,
    lang: Option<String>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OnFault {
    #[default]
    Raise,
    Skip,
}

/// What was read, as the package gives it.
#[derive(Serialize)]
struct Read<'r> {
    facts: Option<&'r Facts>,
    report: &'r IntakeReport,
    mapping: Mapping,
    sources: RowSources,
    faults: &'r [Fault],
}

#[wasm_bindgen]
impl Files {
    /// No file yet.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Files {
        Files::default()
    }

    /// Adds a file.
    pub fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.0.push((name, bytes));
    }

    /// Reads the files. If they are refused, `strict` gives the refusal, else a report with its faults.
    ///
    /// # Errors
    /// A refusal as JSON.
    pub fn read(&self, options: &str, strict: bool) -> Result<String, String> {
        let reading: Reading = serde_json::from_str(options).map_err(|error| {
            let mut refusal = Refusal::default();
            refusal.fault(Fault::unreadable(error.to_string()).in_column("options"));
            refusal.json()
        })?;
        let mut refusal = Refusal::named(reading.lang.as_deref().unwrap_or(Lang::Zh.name()));
        if !refusal.is_empty() {
            return Err(refusal.json());
        }
        let options = Options {
            mapping: reading.mapping,
            default_year: reading.default_year,
            infer_engagements: reading.infer_engagements,
            on_error: if matches!(reading.on_error, OnFault::Skip) { OnError::Skip } else { OnError::Raise },
            limits: reading.limits,
        };
        let (facts, report) = intake::inspect(&self.0, &options);
        let read = |facts: Option<&Facts>, faults| {
            let sources = facts.map(|facts| report.row_sources(facts)).unwrap_or_default();
            json(&Read { facts, report: &report, mapping: report.mapping(), sources, faults })
        };
        match facts {
            Ok(facts) => Ok(read(Some(&facts), facts.faults())),
            Err(faults) if strict => {
                refusal.faults(faults);
                Err(refusal.json())
            }
            Err(faults) => Ok(read(None, faults.as_slice())),
        }
    }
}

/// How a document is written, as the package writes it.
#[derive(Deserialize)]
struct Writing {
    format: String,
    lang: Option<String>,
    xlsx: Option<String>,
    csv: Option<String>,
    bom: Option<bool>,
}

/// A report, as it was written, as a document. Without its facts some parts of it are left out.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn render(report: &str, facts: Option<String>, sources: Option<String>, writing: &str) -> Result<Vec<u8>, String> {
    let mut refusal = Refusal::default();
    let writing = read_writing(writing, &mut refusal);
    let report = read_report(report, &mut refusal);
    // rows that the report leaves out may be among them
    let facts = facts.map_or_else(|| Some(Facts::default()), |facts| read_facts(&facts, OnError::Skip, &mut refusal));
    let sources = read_sources(sources.as_deref(), &mut refusal);
    let (Some(report), Some(facts), Some(writing), true) = (report, facts, writing, refusal.is_empty()) else {
        return Err(refusal.json());
    };
    let report = report.over(&facts);
    let language = writing.lang.as_deref().and_then(Language::from_name).unwrap_or_default();
    let beside = Beside { xlsx: writing.xlsx.as_deref(), csv: writing.csv.as_deref() };
    let find = |table, row| sources.source(table, row);
    let options =
        render::Options { language, beside, sources: Some(Sources::new(&find)), ..render::Options::default() };
    let bytes = match writing.format.as_str() {
        "html" => Ok(render::html(&report, &facts, options).into_bytes()),
        "ics" => Ok(render::ics(&report, language).into_bytes()),
        "csv" => render::csv(&report, if writing.bom == Some(false) { Bom::Without } else { Bom::With }),
        _ => render::xlsx(&report, &facts, options),
    };
    bytes.map_err(|error| unwritten(&error, &mut refusal))
}

/// A warning with its place in a file.
#[derive(Serialize)]
struct Located {
    code: WarningCode,
    table: Table,
    row: Option<usize>,
    message: Sentence,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
}

/// The warnings of a report, as it was written, with their places in the files that its facts were read from.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn warnings(report: &str, sources: Option<String>, lang: &str) -> Result<String, String> {
    let mut refusal = Refusal::named(lang);
    let report = read_report(report, &mut refusal);
    let sources = read_sources(sources.as_deref(), &mut refusal);
    let Some(report) = report.filter(|_| refusal.is_empty()) else { return Err(refusal.json()) };
    let located = report.warnings().map(|warning| {
        let source = warning.row.and_then(|row| sources.source(warning.table, row));
        let message = warning.message_at(source.as_ref()).both();
        Located { code: warning.code, table: warning.table, row: warning.row, message, source }
    });
    Ok(json(&located.collect::<Vec<_>>()))
}

/// Where the rows of facts stand, as reading told it; nowhere if nothing is given.
fn read_sources(text: Option<&str>, refusal: &mut Refusal) -> RowSources {
    text.map_or_else(RowSources::default, |text| {
        serde_json::from_str(text).unwrap_or_else(|error| {
            refusal.fault(Fault::unreadable(error.to_string()).in_column("sources"));
            RowSources::default()
        })
    })
}

/// A report as it was written.
fn read_report(text: &str, refusal: &mut Refusal) -> Option<Report> {
    match Report::from_json(text) {
        Ok(report) => Some(report),
        Err(error) => {
            refusal.fault(Fault::unreadable(error.message().both()).in_column("report"));
            None
        }
    }
}

const FORMATS: [&str; 4] = ["html", "xlsx", "ics", "csv"];

fn read_writing(writing: &str, refusal: &mut Refusal) -> Option<Writing> {
    let writing: Writing = match serde_json::from_str(writing) {
        Ok(writing) => writing,
        Err(error) => {
            refusal.fault(Fault::unreadable(error.to_string()).in_column("options"));
            return None;
        }
    };
    refusal.lang = if writing.lang.as_deref() == Some("en") { Lang::En } else { Lang::Zh };
    if !FORMATS.contains(&writing.format.as_str()) {
        refusal.fault(Fault::option("format", writing.format.clone(), FORMATS));
    }
    if let Some(lang) = writing.lang.as_ref().filter(|lang| Language::from_name(lang).is_none()) {
        refusal.fault(Fault::option("lang", lang.clone(), ["zh", "en", "both"]));
    }
    Some(writing)
}

fn unwritten(error: &render::Error, refusal: &mut Refusal) -> String {
    refusal.fault(Fault::unreadable(error.both()));
    refusal.json()
}

/// A workbook to fill in.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn template(lang: &str) -> Result<Vec<u8>, String> {
    let mut refusal = Refusal::default();
    let Some(language) = Language::from_name(lang) else {
        refusal.fault(Fault::option("lang", lang.to_owned(), ["zh", "en", "both"]));
        return Err(refusal.json());
    };
    render::template(language).map_err(|error| unwritten(&error, &mut refusal))
}

/// A policy from TOML, in full.
///
/// # Errors
/// A refusal as JSON.
#[wasm_bindgen]
pub fn policy_from_toml(text: &str, lang: &str) -> Result<String, String> {
    let mut refusal = Refusal::named(lang);
    match Policy::from_toml(text) {
        Ok(policy) if refusal.is_empty() => return Ok(json(&policy)),
        Ok(_) => {}
        Err(errors) => refusal.errors(errors),
    }
    Err(refusal.json())
}

/// What rules, verdicts, tables and codes are called.
#[wasm_bindgen]
#[must_use]
pub fn words() -> String {
    json(&render::words())
}
