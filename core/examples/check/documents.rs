//! The report as documents.

use hongyan::message::Lang;
use hongyan::render::{self, Bom, Language, Options, Trend};
use hongyan::{Facts, Report};

use crate::Refusal;
use crate::ask::Question;
use crate::cli::Cli;
use crate::output::Output;

/// How many month ends the trend looks back.
const MONTHS: u32 = 12;

fn language(lang: Lang) -> Language {
    match lang {
        Lang::Zh => Language::Zh,
        Lang::En => Language::En,
    }
}

fn trend(question: &Question) -> Trend {
    let reports = render::month_ends(question.as_of, MONTHS).map(|day| question.report(day));
    render::trend(reports, &question.input.facts)
}

/// The report as one page to read and to print.
pub(crate) fn html(question: &Question, report: &Report, lang: Lang) -> String {
    let trend = trend(question);
    let options = Options { language: language(lang), trend: Some(&trend) };
    render::html(report, &question.input.facts, options)
}

fn xlsx(question: &Question, report: &Report, facts: &Facts, lang: Lang) -> Result<Vec<u8>, Refusal> {
    let trend = trend(question);
    let options = Options { language: language(lang), trend: Some(&trend) };
    render::xlsx(report, facts, options).map_err(|error| Refusal::from(error.text(lang)))
}

/// Every document that was asked for.
pub(crate) fn write(
    cli: &Cli,
    question: &Question,
    report: &Report,
    output: &mut Output,
    lang: Lang,
) -> Result<(), Refusal> {
    if let Some(to) = &cli.html {
        output.write(to, html(question, report, lang).as_bytes())?;
    }
    if let Some(to) = &cli.xlsx {
        output.write(to, &xlsx(question, report, &question.input.facts, lang)?)?;
    }
    if let Some(to) = &cli.ics {
        output.write(to, render::ics(report, language(lang)).as_bytes())?;
    }
    if let Some(to) = &cli.csv {
        let csv = render::csv(report, Bom::Without).map_err(|error| Refusal::from(error.text(lang)))?;
        output.write(to, &csv)?;
    }
    Ok(())
}
