use hongyan::Report;
use hongyan::facts::{Facts, Fault, Faults, OnError};
use hongyan::intake::{self, IntakeReport, Limits, Mapping, Options};
use hongyan::message::Lang;
use hongyan::policy::Policy;
use hongyan::render::{self, Beside, Bom, Language};
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
        let options = Options {
            mapping: reading.mapping,
            default_year: reading.default_year,
            infer_engagements: reading.infer_engagements,
            on_error: if matches!(reading.on_error, OnFault::Skip) { OnError::Skip } else { OnError::Raise },
            limits: reading.limits,
        };
        let (facts, report) = intake::inspect(&self.0, &options);
        let read = |facts, faults| Read { facts, report: &report, mapping: report.mapping(), faults };
        match facts {
            Ok(facts) => Ok(json(&read(Some(&facts), facts.faults()))),
            Err(faults) if strict => Err(refused(faults, reading.lang.as_deref())),
            Err(faults) => Ok(json(&read(None, faults.as_slice()))),
        }
    }
}

fn refused(faults: Faults, lang: Option<&str>) -> String {
    let mut refusal = Refusal::in_lang(lang.and_then(Lang::from_name).unwrap_or_default());
    refusal.faults(faults);
    refusal.json()
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
pub fn render(report: &str, facts: Option<String>, writing: &str) -> Result<Vec<u8>, String> {
    let mut refusal = Refusal::default();
    let writing = read_writing(writing, &mut refusal);
    let report = read_report(report, &mut refusal);
    // rows that the report leaves out may be among them
    let facts = facts.map_or_else(|| Some(Facts::default()), |facts| read_facts(&facts, OnError::Skip, &mut refusal));
    let (Some(report), Some(facts), Some(writing), true) = (report, facts, writing, refusal.is_empty()) else {
        return Err(refusal.json());
    };
    let report = report.over(&facts);
    let language = writing.lang.as_deref().and_then(Language::from_name).unwrap_or_default();
    let beside = Beside { xlsx: writing.xlsx.as_deref(), csv: writing.csv.as_deref() };
    let options = render::Options { language, beside, ..render::Options::default() };
    let bytes = match writing.format.as_str() {
        "html" => Ok(render::html(&report, &facts, options).into_bytes()),
        "ics" => Ok(render::ics(&report, language).into_bytes()),
        "csv" => render::csv(&report, if writing.bom == Some(false) { Bom::Without } else { Bom::With }),
        _ => render::xlsx(&report, &facts, options),
    };
    bytes.map_err(|error| unwritten(&error, &mut refusal))
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
    Policy::from_toml(text).map(|policy| json(&policy)).map_err(|errors| {
        let mut refusal = Refusal::in_lang(Lang::from_name(lang).unwrap_or_default());
        refusal.errors(errors);
        refusal.json()
    })
}

/// What rules, verdicts, tables and codes are called.
#[wasm_bindgen]
#[must_use]
pub fn words() -> String {
    json(&render::words())
}
