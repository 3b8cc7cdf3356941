//! Checks records against the two regulations and says who must do what by when.
//!
//! `cargo run --release --example check` checks the bundled sample; `-- --help` lists the options.

mod ask;
mod cli;
mod documents;
mod input;
mod layout;
mod output;
mod people;
mod policy;
mod summary;
mod words;

use std::io::Write;
use std::process::ExitCode;

use hongyan::message::Lang;
use hongyan::render::Beside;

use crate::ask::Question;
use crate::cli::Cli;
use crate::documents::Documents;
use crate::output::Output;

/// Exit status where `--fail-on` is met.
const MET: u8 = 1;
/// Exit status of invalid input or usage.
const INVALID: u8 = 2;

/// Why nothing was asked: lines for standard error.
#[derive(Debug, Default)]
pub(crate) struct Refusal(pub(crate) Vec<String>);

impl From<String> for Refusal {
    fn from(line: String) -> Refusal {
        Refusal(vec![line])
    }
}

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args_os().collect();
    let lang = cli::language(&args);
    let code = match Cli::read(args, lang) {
        Ok(cli) => run(&cli, lang).unwrap_or_else(|refusal| {
            refusal.0.iter().for_each(|line| note(line));
            INVALID
        }),
        Err(error) => {
            // help asked for is no error and has status 0; nobody is left to hear of a failed print
            let _ = error.print();
            u8::try_from(error.exit_code()).unwrap_or(INVALID)
        }
    };
    ExitCode::from(code)
}

fn run(cli: &Cli, lang: Lang) -> Result<u8, Refusal> {
    cli.check(lang)?;
    let question = Question::read(cli, lang)?;
    let answer = question.ask()?;
    let mut output = Output::new(lang);
    if let Some(to) = &cli.json {
        let json = match &answer.explanation {
            Some(explanation) => serde_json::to_string(explanation),
            None => answer.report.to_json(),
        };
        let json = json.map_err(|error| Refusal::from(error.to_string()))?;
        output.write(to, format!("{json}\n").as_bytes())?;
    }
    let documents = Documents::new(&question, &answer.report, lang);
    documents.write(cli, &mut output)?;
    if let (Some(to), Some(understood)) = (&cli.save_map, question.input.understood()) {
        output.write(to, format!("{}\n", understood.mapping().to_json()).as_bytes())?;
    }
    if let Some(to) = &cli.facts {
        let facts = output::understood(&question.input.facts, &answer.report);
        let facts = facts.map_err(|error| Refusal::from(error.to_string()))?;
        output.write(to, format!("{facts}\n").as_bytes())?;
    }
    if !output.took_stdout() {
        let text = match &answer.explanation {
            Some(explanation) => format!("{}\n", layout::printable(explanation.text(lang).trim_end())),
            None => summary::page(&question, &answer.report, lang),
        };
        output.print(&text)?;
        if cli.asks_for_nothing() {
            // the sample is there to be looked at
            let to = std::env::temp_dir().join("hongyan-sample.html");
            output.write(&to, documents.html(Beside::default()).as_bytes())?;
            output.print(&format!("{}\n", words::sample_page(lang, &to)))?;
        }
    } else if !answer.report.faults().is_empty() {
        note(&words::left_out(lang, answer.report.faults().len()));
    }
    let met = cli.fail_on.is_some_and(|verdict| answer.report.summary().total(verdict) > 0);
    Ok(if met { MET } else { 0 })
}

/// A line for standard error.
pub(crate) fn note(line: &str) {
    // if standard error is closed, nobody is left to hear of it
    let _ = writeln!(anstream::stderr(), "{}", layout::printable(line));
}
