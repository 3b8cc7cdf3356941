//! What was understood: which sheet became which table, which heading which column, what was left out and why.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::Mapping;
use super::canonical::Places;
use super::emit::Origins;
use super::text::folded;
use crate::facts::{Fault, Source, Table};
use crate::message::{Lang, Message, Param};

/// The intake report, as data and as text.
///
/// ```
/// # let csv = "项目名称,社工姓名,督导形式,督导日期,天气
/// # 磁器口,周敏,个督,2024-03-05,晴
/// # 磁器口,陈勇,个督,2024-03-06,雨
/// # 合计,2,,,
/// # ";
/// use hongyan::intake::{Options, inspect};
///
/// let (_, report) = inspect(&[("督导记录.csv", csv)], &Options::default());
/// assert_eq!((report.files.len(), report.sheets.len(), report.rows_given()), (1, 1, 2));
/// ```
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct IntakeReport {
    /// Whether engagements were inferred from sessions, on request.
    pub engagements_inferred: bool,
    /// The files, in order.
    pub files: Vec<FileReport>,
    /// The sheets, in order; a CSV file is one.
    pub sheets: Vec<SheetReport>,
    #[serde(skip)]
    pub(super) origins: Origins,
    /// Of canonical files.
    #[serde(skip)]
    pub(super) places: BTreeMap<Table, Places>,
}

/// How a file was read.
///
/// ```
/// use hongyan::intake::{FileReport, Options, inspect};
///
/// let csv = "项目名称;社工姓名;督导形式;督导日期\n磁器口;周敏;个督;2024-03-05\n";
/// let (_, report) = inspect(&[("督导记录.csv", csv)], &Options::default());
/// let file: &FileReport = &report.files[0];
/// assert_eq!((file.format, file.encoding, file.delimiter), (Some("csv"), Some("UTF-8"), Some(';')));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FileReport {
    /// Its name.
    pub file: String,
    /// `xlsx`, `xls`, `ods`, `csv`, `json`, `zip`; none if it was not read.
    pub format: Option<&'static str>,
    /// The encoding of a text.
    pub encoding: Option<&'static str>,
    /// The sign between the columns of a text.
    pub delimiter: Option<char>,
}

/// What became of a sheet.
///
/// ```
/// # let csv = "项目名称,社工姓名,督导形式,督导日期,天气
/// # 磁器口,周敏,个督,2024-03-05,晴
/// # 磁器口,陈勇,个督,2024-03-06,雨
/// # 合计,2,,,
/// # ";
/// use hongyan::facts::Table;
/// use hongyan::intake::{Options, SheetReport, inspect};
///
/// let (_, report) = inspect(&[("督导记录.csv", csv)], &Options::default());
/// let sheet: &SheetReport = &report.sheets[0];
/// assert_eq!(sheet.tables, [Table::Sessions]);
/// assert_eq!(sheet.header_rows, Some((1, 1)));
/// assert_eq!(sheet.rows_read, 2);
/// ```
#[derive(Clone, Debug, Default, Serialize)]
#[non_exhaustive]
pub struct SheetReport {
    /// The file.
    pub file: String,
    /// The sheet; none for CSV.
    pub sheet: Option<String>,
    /// The tables that it gives; none if it gives none.
    pub tables: Vec<Table>,
    /// Why it was taken for these, or for none.
    pub why: Vec<Message>,
    /// Headings, first and last row, counted from 1.
    pub header_rows: Option<(usize, usize)>,
    /// Its columns.
    pub columns: Vec<ColumnReport>,
    /// Rows that were read as data.
    pub rows_read: usize,
    /// Rows of facts that they gave, faulty ones included.
    pub rows_given: usize,
    /// Rows that were left out.
    pub skipped: Vec<Skipped>,
    /// Cells that say something else than they show.
    pub readings: Vec<Reading>,
}

/// What became of a column.
///
/// ```
/// # let csv = "项目名称,社工姓名,督导形式,督导日期,天气
/// # 磁器口,周敏,个督,2024-03-05,晴
/// # 磁器口,陈勇,个督,2024-03-06,雨
/// # 合计,2,,,
/// # ";
/// use hongyan::intake::{ColumnReport, Options, inspect};
///
/// let (_, report) = inspect(&[("督导记录.csv", csv)], &Options::default());
/// let columns: &[ColumnReport] = &report.sheets[0].columns;
/// let read_as: Vec<_> = columns.iter().map(|one| (one.heading.as_str(), one.field)).collect();
/// assert_eq!(read_as[2], ("督导形式", Some("form")));
/// assert_eq!(read_as[4], ("天气", None)); // ignored, and why is said
/// assert!(columns[4].why.is_some());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ColumnReport {
    /// Its letter.
    pub column: String,
    /// Its heading.
    pub heading: String,
    /// What it was read as; none if it was ignored.
    pub field: Option<&'static str>,
    /// Why it was ignored, or what is to be known of it.
    pub why: Option<Message>,
}

/// Rows that were left out for the same reason.
///
/// ```
/// # let csv = "项目名称,社工姓名,督导形式,督导日期,天气
/// # 磁器口,周敏,个督,2024-03-05,晴
/// # 磁器口,陈勇,个督,2024-03-06,雨
/// # 合计,2,,,
/// # ";
/// use hongyan::intake::{Options, Skipped, inspect};
///
/// let (_, report) = inspect(&[("督导记录.csv", csv)], &Options::default());
/// let skipped: &Skipped = &report.sheets[0].skipped[0];
/// assert_eq!((skipped.rows.as_slice(), skipped.text.contains("合计")), (&[4][..], true));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Skipped {
    /// The reason.
    pub why: Message,
    /// The rows, counted from 1.
    pub rows: Vec<usize>,
    /// What the first of them shows.
    pub text: String,
}

/// Cells of a column that were understood alike.
///
/// ```
/// # let csv = "项目名称,社工姓名,督导形式,督导日期,天气
/// # 磁器口,周敏,个督,2024-03-05,晴
/// # 磁器口,陈勇,个督,2024-03-06,雨
/// # 合计,2,,,
/// # ";
/// use hongyan::intake::{Options, Reading, inspect};
///
/// let (_, report) = inspect(&[("督导记录.csv", csv)], &Options::default());
/// let readings: &[Reading] = &report.sheets[0].readings;
/// let form = readings.iter().find(|reading| reading.field == "form").unwrap();
/// assert_eq!((form.text.as_str(), form.understood.as_str(), form.count), ("个督", "individual", 2));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// The column's letter.
    pub column: String,
    /// The column of the facts.
    pub field: &'static str,
    /// The cell's text; the first one, where many texts are read in the same way.
    pub text: String,
    /// What it was understood as; empty if as nothing.
    pub understood: String,
    /// How many cells.
    pub count: usize,
    /// The first of their rows, counted from 1.
    pub first_row: usize,
    /// Why.
    pub why: Message,
}

/// Collects readings; beyond so many different texts of a column the rest is only counted.
const DISTINCT: usize = 500;

/// Gathers what a sheet's rows say for its report.
#[derive(Debug, Default)]
pub(super) struct Log {
    skipped: Vec<(&'static str, Skipped)>,
    readings: Vec<Reading>,
    // per column and reason: the place of a text's reading
    by_text: Vec<(u32, &'static str, HashMap<String, usize>)>,
    // readings that stand for all of their column and reason
    grouped: Vec<(u32, &'static str, usize)>,
}

impl Log {
    pub(super) fn skip(&mut self, code: &'static str, row: u32, text: impl FnOnce() -> String) {
        let row = one_based(row);
        if let Some((_, skipped)) = self.skipped.iter_mut().find(|(known, _)| *known == code) {
            skipped.rows.push(row);
        } else {
            let skipped = Skipped { why: Message::reading(code), rows: vec![row], text: text() };
            self.skipped.push((code, skipped));
        }
    }

    /// Notes a reading. `each` keeps every text apart; otherwise the first stands for all with this reason.
    pub(super) fn reading(
        &mut self,
        code: &'static str,
        (row, column): (u32, u32),
        field: &'static str,
        text: &str,
        understood: impl FnOnce() -> String,
        each: bool,
    ) {
        let same = |(of, why, _): &&(u32, &str, usize)| *of == column && *why == code;
        if !each && let Some((.., at)) = self.grouped.iter().find(same) {
            if let Some(reading) = self.readings.get_mut(*at) {
                reading.count = reading.count.saturating_add(1);
            }
            return;
        }
        if !each {
            self.grouped.push((column, code, self.readings.len()));
        }
        let known = self.by_text.iter().position(|(of, why, _)| *of == column && *why == code);
        let known = known.unwrap_or_else(|| {
            self.by_text.push((column, code, HashMap::new()));
            self.by_text.len().saturating_sub(1)
        });
        let Some((.., texts)) = self.by_text.get_mut(known) else { return };
        let mut found = texts.get(text).filter(|_| each).copied();
        let key = if each && (found.is_some() || texts.len() < DISTINCT) { text } else { "" };
        if key.is_empty() {
            found = texts.get(key).copied();
        }
        if let Some(reading) = found.and_then(|at| self.readings.get_mut(at)) {
            reading.count = reading.count.saturating_add(1);
            return;
        }
        texts.insert(key.to_owned(), self.readings.len());
        self.readings.push(Reading {
            column: super::sheet::letters(column),
            field,
            text: text.chars().take(200).collect(),
            understood: understood(),
            count: 1,
            first_row: one_based(row),
            why: Message::reading(code),
        });
    }

    pub(super) fn finish(self, report: &mut SheetReport) {
        report.skipped.extend(self.skipped.into_iter().map(|(_, skipped)| skipped));
        report.readings.extend(self.readings);
    }
}

/// A row as a person counts it.
pub(super) fn one_based(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX).saturating_add(1)
}

impl IntakeReport {
    /// Rows of facts that were given, faulty ones included.
    ///
    /// See the example of [`IntakeReport`].
    #[must_use]
    pub fn rows_given(&self) -> usize {
        self.sheets.iter().map(|sheet| sheet.rows_given).fold(0, usize::saturating_add)
    }

    /// Where a person finds a row of the facts, which is counted from 0. Inferred rows stand nowhere.
    ///
    /// ```
    /// # let csv = "项目名称,社工姓名,督导形式,督导日期,天气
    /// # 磁器口,周敏,个督,2024-03-05,晴
    /// # 磁器口,陈勇,个督,2024-03-06,雨
    /// # 合计,2,,,
    /// # ";
    /// use hongyan::facts::Table;
    /// use hongyan::intake::{Options, read};
    ///
    /// let intake = read(&[("督导记录.csv", csv)], &Options::default())?;
    /// let source = intake.report.source(Table::Sessions, 1).unwrap();
    /// assert_eq!((source.file.as_deref(), source.row), (Some("督导记录.csv"), Some(3)));
    /// assert_eq!(intake.report.source(Table::Sessions, 2), None);
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn source(&self, table: Table, row: usize) -> Option<Source> {
        let place = || self.places.get(&table).map(|places| places.source(Some(row), None));
        self.origins
            .source(table, row)
            .or_else(place)
            .filter(|_| !(self.engagements_inferred && table == Table::Engagements))
    }

    /// Where a person finds the place of a fault that was found later.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    /// use hongyan::intake::{Options, read};
    ///
    /// let read = read(&[("guidance.csv", "mentor,guided_on\n何静,2024-03-05\n")], &Options::default())?;
    /// let fault = Fault::new(FaultCode::BadValue).in_table("guidance").in_row(0).in_column("guided_on");
    /// let source = read.report.locate(&fault).unwrap();
    /// assert_eq!((source.row, source.column.as_deref()), (Some(2), Some("B")));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn locate(&self, fault: &Fault) -> Option<Source> {
        self.origins.locate(fault)
    }

    /// The mapping that was found; given again, it has the same meaning.
    ///
    /// ```
    /// # let csv = "项目名称,社工姓名,督导形式,督导日期,天气
    /// # 磁器口,周敏,个督,2024-03-05,晴
    /// # 磁器口,陈勇,个督,2024-03-06,雨
    /// # 合计,2,,,
    /// # ";
    /// use hongyan::intake::{Options, inspect};
    ///
    /// let (_, report) = inspect(&[("督导记录.csv", csv)], &Options::default());
    /// let mapping = report.mapping(); // to be looked at, corrected and given with the next file
    /// assert_eq!(mapping.headings["督导日期"], "sessions.ended_on");
    /// assert_eq!(mapping.values["form"]["个督"], "individual");
    /// ```
    #[must_use]
    pub fn mapping(&self) -> Mapping {
        let mut mapping = Mapping::default();
        for sheet in &self.sheets {
            if let [table] = sheet.tables.as_slice() {
                mapping.sheets.insert(self.name_of(sheet), table.name().to_owned());
                for column in &sheet.columns {
                    let field = column.field.unwrap_or("ignore");
                    if !column.heading.is_empty() {
                        let to = if field == "ignore" { field.to_owned() } else { format!("{table}.{field}") };
                        // the same heading may mean two things in two tables: the more telling one stays
                        let known = mapping.headings.entry(column.heading.clone()).or_insert_with(|| to.clone());
                        if known == "ignore" {
                            *known = to;
                        }
                    }
                }
            }
            for reading in &sheet.readings {
                if matches!(reading.why.code(), "intake.reading.word" | "intake.reading.mapped") {
                    let values = mapping.values.entry(reading.field.to_owned()).or_default();
                    values.insert(reading.text.clone(), reading.understood.clone());
                }
            }
        }
        mapping
    }

    /// The name by which a mapping knows a sheet. Many workbooks have a sheet of the same name, such as `Sheet1`: one that
    /// is something else in another file is named by its file, too.
    fn name_of(&self, sheet: &SheetReport) -> String {
        let Some(name) = &sheet.sheet else { return sheet.file.clone() };
        let namesake = |other: &SheetReport| other.sheet.as_ref().is_some_and(|other| folded(other) == folded(name));
        let differs = |other: &SheetReport| namesake(other) && other.tables != sheet.tables;
        if self.sheets.iter().any(differs) { format!("{}/{name}", sheet.file) } else { name.clone() }
    }

    /// The report as lines of text.
    ///
    /// ```
    /// # let csv = "项目名称,社工姓名,督导形式,督导日期,天气
    /// # 磁器口,周敏,个督,2024-03-05,晴
    /// # 磁器口,陈勇,个督,2024-03-06,雨
    /// # 合计,2,,,
    /// # ";
    /// use hongyan::intake::{Options, inspect};
    /// use hongyan::message::Lang;
    ///
    /// let (_, report) = inspect(&[("督导记录.csv", csv)], &Options::default());
    /// let text = report.text(Lang::Zh);
    /// assert!(text.contains("督导记录.csv") && text.contains("合计"));
    /// ```
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let mut lines: Vec<String> = Vec::new();
        let mut say = |indent: usize, message: &Message| {
            lines.push(format!("{}{}", "  ".repeat(indent), message.text(lang).trim_end()));
        };
        let text = |text: &str| Param::Text(text.to_owned());
        let number = |number: usize| Param::Number(i64::try_from(number).unwrap_or(i64::MAX));
        if self.engagements_inferred {
            say(0, &Message::new("warning.engagements_inferred").with("place", text("")));
        }
        for file in &self.files {
            let parts: Vec<String> = [file.format, file.encoding].into_iter().flatten().map(str::to_owned).collect();
            let message = Message::reading("intake.report.file").with("file", text(&file.file));
            say(0, &message.with("format", text(&parts.join(", "))));
        }
        for sheet in &self.sheets {
            let tables: Vec<&str> = sheet.tables.iter().map(|table| table.name()).collect();
            let place = [Some(sheet.file.as_str()), sheet.sheet.as_deref()];
            let place: Vec<&str> = place.into_iter().flatten().collect();
            let code = if tables.is_empty() { "intake.report.sheet_ignored" } else { "intake.report.sheet" };
            let message = Message::reading(code).with("place", text(&place.join(" / ")));
            let message = message.with("tables", text(&tables.join(", ")));
            let message = message.with("read", number(sheet.rows_read));
            say(0, &message.with("given", number(sheet.rows_given)));
            for why in &sheet.why {
                say(1, why);
            }
            for column in &sheet.columns {
                let code = if column.field.is_some() { "intake.report.column" } else { "intake.report.column_ignored" };
                let message =
                    Message::reading(code).with("column", text(&column.column)).with("heading", text(&column.heading));
                let why = column.why.iter().cloned().collect();
                let message = message.with("field", text(column.field.unwrap_or_default()));
                say(1, &message.with("why", Param::List(why)));
            }
            for skipped in &sheet.skipped {
                let message = Message::reading("intake.report.skipped").with("count", number(skipped.rows.len()));
                let message = message.with("rows", text(&runs(&skipped.rows))).with("text", text(&skipped.text));
                say(1, &message.with("why", Param::List(vec![skipped.why.clone()])));
            }
            for reading in &sheet.readings {
                let message = Message::reading("intake.report.reading").with("column", text(&reading.column));
                let message = message.with("text", text(&reading.text)).with("understood", text(&reading.understood));
                let message = message.with("count", number(reading.count)).with("row", number(reading.first_row));
                let message = message.with("field", text(reading.field));
                say(1, &message.with("why", Param::List(vec![reading.why.clone()])));
            }
        }
        lines.join("\n")
    }
}

/// Row numbers as runs: 3, 5-9, ...
fn runs(rows: &[usize]) -> String {
    const SHOWN: usize = 20;
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for row in rows {
        match runs.last_mut() {
            Some((_, to)) if to.saturating_add(1) == *row => *to = *row,
            _ => runs.push((*row, *row)),
        }
    }
    let shown: Vec<String> = runs
        .iter()
        .take(SHOWN)
        .map(|(from, to)| if from == to { from.to_string() } else { format!("{from}-{to}") })
        .collect();
    let more = if runs.len() > SHOWN { ", ..." } else { "" };
    format!("{}{more}", shown.join(", "))
}
