//! The report as documents.

use std::cell::OnceCell;
use std::path::Path;

use hongyan::message::Lang;
use hongyan::render::{self, Beside, Bom, Language, Options, Sources, Trend};
use hongyan::{Facts, Report};

use crate::Refusal;
use crate::ask::Question;
use crate::cli::{Cli, is_stdout};
use crate::output::Output;

/// How many month ends the trend looks back.
const MONTHS: u32 = 12;

fn language(lang: Lang) -> Language {
    match lang {
        Lang::Zh => Language::Zh,
        Lang::En => Language::En,
    }
}

/// What documents of one run share: the counts over the months, counted once, and where rows and documents are found.
pub(crate) struct Documents<'q> {
    question: &'q Question,
    report: &'q Report,
    lang: Lang,
    trend: OnceCell<Trend>,
}

impl<'q> Documents<'q> {
    pub(crate) fn new(question: &'q Question, report: &'q Report, lang: Lang) -> Documents<'q> {
        Documents { question, report, lang, trend: OnceCell::new() }
    }

    fn trend(&self) -> &Trend {
        self.trend.get_or_init(|| {
            let reports = render::month_ends(self.question.as_of, MONTHS).map(|day| self.question.report(day));
            render::trend(reports, &self.question.input.facts)
        })
    }

    fn with<D>(&self, beside: Beside<'_>, write: impl FnOnce(&Facts, Options<'_>) -> D) -> D {
        let input = &self.question.input;
        let source = |table, row| input.source(table, Some(row));
        let sources = Some(Sources::new(&source));
        let options = Options { language: language(self.lang), trend: Some(self.trend()), sources, beside };
        write(&input.facts, options)
    }

    /// The report as one page to read and to print.
    pub(crate) fn html(&self, beside: Beside<'_>) -> String {
        self.with(beside, |facts, options| render::html(self.report, facts, options))
    }

    fn xlsx(&self) -> Result<Vec<u8>, Refusal> {
        let written = self.with(Beside::default(), |facts, options| render::xlsx(self.report, facts, options));
        written.map_err(|error| Refusal::from(error.text(self.lang)))
    }

    /// Every document that was asked for.
    pub(crate) fn write(&self, cli: &Cli, output: &mut Output) -> Result<(), Refusal> {
        if let Some(to) = &cli.html {
            let beside = Beside { xlsx: beside(to, cli.xlsx.as_deref()), csv: beside(to, cli.csv.as_deref()) };
            output.write(to, self.html(beside).as_bytes())?;
        }
        if let Some(to) = &cli.xlsx {
            output.write(to, &self.xlsx()?)?;
        }
        if let Some(to) = &cli.ics {
            output.write(to, render::ics(self.report, language(self.lang)).as_bytes())?;
        }
        if let Some(to) = &cli.csv {
            let csv = render::csv(self.report, Bom::Without);
            output.write(to, &csv.map_err(|error| Refusal::from(error.text(self.lang)))?)?;
        }
        Ok(())
    }
}

/// The name of a document that is written into the folder of the page.
fn beside<'f>(page: &Path, other: Option<&'f Path>) -> Option<&'f str> {
    let other = other.filter(|other| !is_stdout(page) && !is_stdout(other) && other.parent() == page.parent())?;
    other.file_name()?.to_str()
}
