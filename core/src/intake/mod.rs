//! Messy workbooks and CSV in, checked facts out: bytes to [`Facts`], with a report of what was
//! understood and how.
//!
//! Sheets are recognised by their names and headings, Chinese or English; titles, totals, repeated headings and
//! signatures are no rows; dates are read as offices write them, and what could be read in two ways is a fault with
//! its place, never a guess. Files are given as bytes: this module reads no file, and no clock.
//!
//! ```
//! use hongyan::facts::Table;
//! use hongyan::intake::{self, Options};
//!
//! let csv = "督导记录台账,,,,\n项目名称,社工姓名,督导形式,督导日期,提交日期\n磁器口,周 敏,个督,2024年3月5日(周二),未交\n";
//! let read = intake::read(&[("台账.csv", csv.as_bytes())], &Options::default())?;
//! assert_eq!(read.facts.len(Table::Sessions), Some(1));
//! assert_eq!(read.report.sheets[0].tables, [Table::Sessions]);
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```

mod aliases;
mod assign;
mod canonical;
mod columns;
mod compound;
mod date;
mod delimited;
mod emit;
mod encoding;
mod extent;
mod files;
mod forms;
mod headings;
mod hints;
mod layout;
mod lengths;
mod limits;
mod lines;
mod mapping;
mod names;
mod recognise;
mod references;
mod refused;
mod report;
mod rows;
mod sample;
mod shared_texts;
mod sheet;
mod sheets;
mod sources;
mod text;
mod value;
mod vocabulary;
mod workbook;
mod zipped;

pub use limits::Limits;
pub use mapping::Mapping;
pub use report::{ColumnReport, FileReport, IntakeReport, Reading, SheetReport, Skipped};
pub use sample::{SAMPLE, SAMPLE_AS_OF};
pub use sources::RowSources;

use crate::facts::{Bounds, Builder, Facts, Fault, FaultCode, Faults, OnError};
#[cfg(feature = "columns")]
use crate::facts::{Placed, Table};
use crate::message::Message;

/// How to read.
///
/// ```
/// use hongyan::facts::Table;
/// use hongyan::intake::{Options, read};
///
/// let csv = "项目名称,社工姓名,督导形式,督导日期\n磁器口,周敏,个督,3月5日\n";
/// let files = [("督导记录.csv", csv)];
/// assert!(read(&files, &Options::default()).is_err()); // of which year?
/// let options = Options { default_year: Some(2024), infer_engagements: true, ..Options::default() };
/// let facts = read(&files, &options)?.facts;
/// assert_eq!((facts.len(Table::Sessions), facts.len(Table::Engagements)), (Some(1), Some(1)));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Headings and values that are not recognised otherwise.
    pub mapping: Mapping,
    /// The year of dates that name a month and a day only; without one they are faults.
    pub default_year: Option<i32>,
    /// Whether to infer engagements from sessions if there is no table of engagements.
    pub infer_engagements: bool,
    /// What to do with faults.
    pub on_error: OnError,
    /// How much an input may ask for.
    pub limits: Limits,
}

/// Facts, and how they were understood.
///
/// ```
/// use hongyan::intake::{Intake, Options, read};
/// use hongyan::{Day, Policy, check};
///
/// let csv = "项目名称,社工姓名,督导形式,督导日期\n磁器口,周敏,个督,2024-03-05\n";
/// let Intake { facts, report, .. } = read(&[("督导记录.csv", csv)], &Options::default())?;
/// assert_eq!(report.sheets[0].rows_read, 1);
/// assert_eq!(check(&facts, &Policy::default(), Day::new(2024, 3, 20).unwrap()).findings().len(), 1);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Intake {
    /// The checked facts.
    pub facts: Facts,
    /// What was understood.
    pub report: IntakeReport,
}

/// Reads files: workbooks, CSV, JSON facts, or zips of these, each with its name.
///
/// ```
/// use hongyan::intake::{Options, read};
///
/// let csv = "项目名称,社工姓名,督导形式,督导日期,提交日期\n磁器口,周敏,个督,2024-03-05,2024-03-08\n";
/// let intake = read(&[("督导记录.csv", csv)], &Options::default())?;
/// assert_eq!(intake.facts.len(hongyan::facts::Table::Sessions), Some(1));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
///
/// # Errors
/// Every fault found, with its place in the files. With [`OnError::Skip`] faulty rows are left out instead; what
/// cannot be read at all is an error still if nothing else could be read.
pub fn read<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)], options: &Options) -> Result<Intake, Faults> {
    let (facts, report) = inspect(files, options);
    Ok(Intake { facts: facts?, report })
}

/// Reads files like [`read`], and reports on what was understood even if the input is refused.
///
/// ```
/// use hongyan::intake::{Options, inspect};
///
/// let csv = "项目名称,社工姓名,督导形式,督导日期\n磁器口,周敏,个督,2024-02-30\n";
/// let (facts, report) = inspect(&[("督导记录.csv", csv)], &Options::default());
/// assert_eq!(facts.unwrap_err().len(), 1);
/// assert_eq!(report.files.len(), 1);
/// ```
pub fn inspect<N: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(N, B)],
    options: &Options,
) -> (Result<Facts, Faults>, IntakeReport) {
    let taken = match take_in(files, options) {
        Ok(taken) => taken,
        Err(faults) => return (Err(refused(faults)), IntakeReport::default()),
    };
    let Taken { builder, mut report, any } = taken;
    let on_error = if any { options.on_error } else { OnError::Raise };
    let facts = builder.build_located(on_error, |fault| report.origins.locate(fault));
    let facts = facts.map(|facts| if options.infer_engagements { facts.infer_engagements() } else { facts });
    report.engagements_inferred = facts.as_ref().is_ok_and(Facts::engagements_inferred);
    (facts, report)
}

/// What files gave before it passed the door as a whole.
struct Taken {
    builder: Builder,
    report: IntakeReport,
    /// Whether any table was found.
    any: bool,
}

fn take_in<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)], options: &Options) -> Result<Taken, Vec<Fault>> {
    let known = mapping::Known::new(&options.mapping)?;
    let Limits { rows, faults, .. } = options.limits;
    let mut builder = Builder::within(Bounds { rows, faults });
    let mut run = files::Run {
        options,
        known: &known,
        output: emit::Output::new(&mut builder),
        report: IntakeReport::default(),
        files: 0,
        any: false,
        faults: 0,
    };
    for (name, bytes) in files {
        run.file(name.as_ref(), bytes.as_ref(), 0);
    }
    if !run.any && run.faults == 0 {
        run.fault(Fault::with_reason(FaultCode::Unreadable, Message::reading("intake.nothing").both()));
    }
    let any = run.any;
    let mut report = run.report;
    report.origins = run.output.finish();
    Ok(Taken { builder, report, any })
}

/// Reads one table of files like [`read`], for the door of columns: every row has its place, those with faults and those
/// equal to an earlier one among them.
///
/// ```
/// use hongyan::facts::{Cell, Table};
/// use hongyan::intake::{Options, read_placed};
///
/// let csv = "mentor,guided_on\n何静,2024-02-30\n何静,2024-03-05\n";
/// let (rows, report) = read_placed(&[("guidance.csv", csv)], Table::Guidance, &Options::default())?;
/// assert_eq!((rows.rows(), rows.faults().len()), (2, 1));
/// assert_eq!(report.source(Table::Guidance, 1).and_then(|source| source.row), Some(3));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
///
/// # Errors
/// What keeps the files from being read at all.
#[cfg(feature = "columns")]
pub fn read_placed<N: AsRef<str>, B: AsRef<[u8]>>(
    files: &[(N, B)],
    table: Table,
    options: &Options,
) -> Result<(Placed, IntakeReport), Faults> {
    let Taken { builder, report, any } = take_in(files, options).map_err(refused)?;
    if !any {
        return Err(builder.refused(|fault| report.locate(fault)));
    }
    Ok((builder.placed(table, |fault| report.locate(fault))?, report))
}

/// Whether files of this name are read where they lie among others in a folder.
///
/// ```
/// use hongyan::intake;
/// assert!(intake::is_read("督导记录.XLSX") && !intake::is_read("README.md"));
/// ```
#[must_use]
pub fn is_read(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    let known = ["csv", "tsv", "xlsx", "xlsm", "xls", "xlsb", "ods", "zip", "json"];
    ending.is_some_and(|ending| known.iter().any(|one| ending.eq_ignore_ascii_case(one)))
}

/// Whether files have the facts' own shape by their names, and [`read_canonical`] reads them: one file of JSON, or CSV
/// alone, of which one is named like a table.
///
/// ```
/// use hongyan::intake;
/// assert!(intake::is_canonical(&["sessions.csv", "engagements.csv"]));
/// assert!(intake::is_canonical(&["facts.json"]));
/// assert!(!intake::is_canonical(&["sessions.csv", "督导记录.xlsx"]));
/// ```
#[must_use]
pub fn is_canonical<N: AsRef<str>>(names: &[N]) -> bool {
    canonical::is_canonical(names.iter().map(AsRef::as_ref))
}

/// Reads files in the facts' own shape, strictly: a heading that no table has is a fault. The mapping, the year and the
/// limits are not asked.
///
/// ```
/// use hongyan::intake::{Options, read_canonical};
///
/// let csv = "mentor,guided_on\n何静,2024-03-05\n";
/// let intake = read_canonical(&[("guidance.csv", csv)], &Options::default())?;
/// assert_eq!(intake.facts.len(hongyan::facts::Table::Guidance), Some(1));
/// let misspelt = "mentor,guided\n何静,2024-03-05\n";
/// assert!(read_canonical(&[("guidance.csv", misspelt)], &Options::default()).is_err());
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
///
/// # Errors
/// Every fault found, with its place in the files. With [`OnError::Skip`] faulty rows are left out instead.
pub fn read_canonical<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)], options: &Options) -> Result<Intake, Faults> {
    let mut tables = canonical::Tables::new(options.on_error);
    let mut report = IntakeReport::default();
    for (name, bytes) in files {
        tables.read(name.as_ref(), bytes.as_ref());
        report.files.push(FileReport { file: name.as_ref().to_owned(), ..FileReport::default() });
    }
    let (facts, places) = tables.build();
    let facts = facts.map(|facts| if options.infer_engagements { facts.infer_engagements() } else { facts })?;
    report.places = places;
    report.engagements_inferred = facts.engagements_inferred();
    Ok(Intake { facts, report })
}

/// Faults of what was to be read, in order.
fn refused(mut faults: Vec<Fault>) -> Faults {
    faults.sort_by_cached_key(Fault::order);
    Faults(faults)
}
