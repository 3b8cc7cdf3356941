//! Files: what they are is told by their bytes, and only where these leave it open by their names.

use super::emit::{Output, Place};
use super::mapping::Known;
use super::refused::Refused;
use super::report::{FileReport, IntakeReport, SheetReport};
use super::sheet::Sheet;
use super::zipped::{self, Content};
use super::{Options, compound, delimited, encoding, sheets, workbook};
use crate::facts::Fault;
use crate::message::Message;

/// One reading of all files.
pub(super) struct Run<'r> {
    pub(super) options: &'r Options,
    pub(super) known: &'r Known,
    pub(super) output: Output<'r>,
    pub(super) report: IntakeReport,
    pub(super) files: usize,
    /// Whether any table was found.
    pub(super) any: bool,
    /// How many faults concern files and sheets.
    pub(super) faults: usize,
}

/// Endings of names whose text is read; others are passed over, and said.
const TEXTS: [&str; 4] = ["csv", "tsv", "txt", "json"];

impl Run<'_> {
    /// Adds a fault of a file or a sheet.
    pub(super) fn fault(&mut self, fault: Fault) {
        self.faults = self.faults.saturating_add(1);
        self.output.builder.fault(fault);
    }

    fn refuse(&mut self, file: &str, sheet: Option<&str>, refused: Refused) {
        let fault = refused.fault(file, sheet);
        self.fault(fault);
    }

    /// Reads one file, whatever it is.
    pub(super) fn file(&mut self, name: &str, bytes: &[u8], depth: usize) {
        self.files = self.files.saturating_add(1);
        let place = self.report.files.len();
        self.report.files.push(FileReport { file: name.to_owned(), ..FileReport::default() });
        if self.files > self.options.limits.files {
            return self.refuse(name, None, Refused::TooLarge("files"));
        }
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > self.options.limits.uncompressed_bytes {
            return self.refuse(name, None, Refused::TooLarge("uncompressed_bytes"));
        }
        let format = match bytes {
            [b'P', b'K', 3 | 5, 4 | 6, ..] => self.container(name, bytes, depth),
            [0xd0, 0xcf, 0x11, 0xe0, ..] => self.old_workbook(name, bytes),
            _ => self.text(name, bytes, place),
        };
        match format {
            Ok(format) => {
                if let Some(report) = self.report.files.get_mut(place) {
                    report.format = format;
                }
            }
            Err(refused) => self.refuse(name, None, refused),
        }
    }

    fn container(&mut self, name: &str, bytes: &[u8], depth: usize) -> Result<Option<&'static str>, Refused> {
        let limits = &self.options.limits;
        let census = zipped::census(bytes, limits)?;
        let each = &mut |sheet: &str, read: Result<Sheet, Refused>| self.sheet_of(name, sheet, read);
        let format = match census.content {
            Content::Xlsx => workbook::xlsx(bytes, census.may_merge, limits, each).map(|()| "xlsx"),
            Content::Xlsb => workbook::xlsb(bytes, limits, each).map(|()| "xlsb"),
            Content::Ods => workbook::ods(bytes, census.merges, limits, each).map(|()| "ods"),
            Content::Files if depth > 0 => return Err(Refused::Because("intake.nested")),
            Content::Files => {
                for (inner, content) in zipped::files(bytes, limits)? {
                    self.file(&format!("{name}/{inner}"), &content, depth.saturating_add(1));
                }
                Ok("zip")
            }
        };
        format.map(Some)
    }

    fn old_workbook(&mut self, name: &str, bytes: &[u8]) -> Result<Option<&'static str>, Refused> {
        let limits = &self.options.limits;
        compound::check(bytes, limits)?;
        match workbook::xls(bytes, limits, &mut |sheet, read| self.sheet_of(name, sheet, read)) {
            Ok(()) => Ok(Some("xls")),
            // a workbook with a password is kept in the old container
            Err(refused) => Err(match workbook::xlsx(bytes, false, limits, &mut |_, _| {}) {
                Err(password @ Refused::Because("intake.password")) => password,
                _ => refused,
            }),
        }
    }

    fn sheet_of(&mut self, file: &str, name: &str, read: Result<Sheet, Refused>) {
        match read {
            Ok(sheet) => self.sheet(file, &sheet),
            Err(refused) => self.refuse(file, Some(name), refused),
        }
    }

    fn text(&mut self, name: &str, bytes: &[u8], place: usize) -> Result<Option<&'static str>, Refused> {
        let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let ending = last.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
        if ending.as_deref().is_some_and(|ending| !TEXTS.contains(&ending)) {
            if ending.as_deref().is_some_and(|ending| ["xlsx", "xls", "ods", "xlsm", "xlsb", "zip"].contains(&ending)) {
                return Err(Refused::Because("intake.broken"));
            }
            self.ignored(name, "intake.file.other");
            return Ok(None);
        }
        if bytes.is_empty() {
            return Err(Refused::Because("intake.empty"));
        }
        let (text, encoding) = encoding::decode(bytes).ok_or(Refused::Because("intake.encoding"))?;
        if let Some(report) = self.report.files.get_mut(place) {
            report.encoding = Some(encoding);
        }
        if ending.as_deref() == Some("json") {
            return self.json(name, &text).map(|()| Some("json"));
        }
        if text.contains('\0') {
            return Err(Refused::Because("intake.binary"));
        }
        let (sheet, delimiter) = delimited::read(&text, &self.options.limits)?;
        if let Some(report) = self.report.files.get_mut(place) {
            report.delimiter = Some(delimiter);
        }
        drop(text);
        self.sheet(name, &sheet);
        Ok(Some("csv"))
    }

    fn json(&mut self, name: &str, text: &str) -> Result<(), Refused> {
        // each of these begins a value or comes before one
        let values = text.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count();
        if values > self.options.limits.cells {
            return Err(Refused::TooLarge("cells"));
        }
        let read = self.output.builder.add_json(text);
        let place = self.output.place(Place { file: name.to_owned(), sheet: None, header: None, letters: Vec::new() });
        self.output.catch_up(place);
        self.any |= read.is_ok();
        read.map_err(|faults| Refused::Unreadable(faults.to_string()))
    }

    fn ignored(&mut self, file: &str, why: &'static str) {
        self.report.sheets.push(SheetReport {
            file: file.to_owned(),
            why: vec![Message::reading(why)],
            ..SheetReport::default()
        });
    }

    fn sheet(&mut self, file: &str, sheet: &Sheet) {
        if self.output.builder.is_beyond() {
            return;
        }
        sheets::read(self, file, sheet);
    }
}
