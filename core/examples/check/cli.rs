//! The options.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use clap::{CommandFactory, FromArgMatches, Parser};
use hongyan::facts::OnError;
use hongyan::finding::Verdict;
use hongyan::intake::Mapping;
use hongyan::message::Lang;

use crate::input::Reading;
use crate::{Refusal, words};

// the help of every option is in `words::option`, in both languages
#[derive(Debug, Parser)]
#[command(name = "check", version, disable_help_subcommand = true)]
pub(crate) struct Cli {
    pub(crate) path: Option<PathBuf>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub(crate) as_of: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    #[arg(long = "rule", value_name = "NAME")]
    pub(crate) rules: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) ics: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) xlsx: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) csv: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) facts: Option<PathBuf>,
    #[arg(long, value_name = "raise|skip", default_value = "raise", hide_default_value = true, hide_possible_values = true,
          value_parser = PossibleValuesParser::new(["raise", "skip"]).map(|name| on_error(&name)))]
    pub(crate) on_error: OnError,
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub(crate) save_map: Option<PathBuf>,
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1900..=2200))]
    pub(crate) default_year: Option<i32>,
    #[arg(long)]
    pub(crate) infer_engagements: bool,
    #[arg(long, value_name = "zh|en", hide_possible_values = true,
          value_parser = PossibleValuesParser::new(["zh", "en"]))]
    pub(crate) lang: Option<String>,
    #[arg(long, value_name = "RULE?KEY=VALUE&...")]
    pub(crate) explain: Option<String>,
    #[arg(long, value_name = "VERDICT", hide_possible_values = true,
          value_parser = PossibleValuesParser::new(Verdict::ALL.map(Verdict::name)).try_map(|name| verdict(&name)))]
    pub(crate) fail_on: Option<Verdict>,
}

fn on_error(name: &str) -> OnError {
    if name == "skip" { OnError::Skip } else { OnError::Raise }
}

fn verdict(name: &str) -> Result<Verdict, String> {
    Verdict::from_name(name).ok_or_else(|| name.to_owned())
}

/// The language asked for, else that of the locale. It is looked for before the options are read, because what is wrong
/// with them is said in it.
pub(crate) fn language(args: &[OsString]) -> Lang {
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    let mut asked = None;
    while let Some(arg) = args.next() {
        let name = match arg.strip_prefix("--lang") {
            Some("") => args.next(),
            Some(rest) => rest.strip_prefix('='),
            None => None,
        };
        asked = name.and_then(Lang::from_name).or(asked);
    }
    asked.unwrap_or_else(|| match sys_locale::get_locale() {
        Some(locale) if locale.to_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    })
}

impl Cli {
    /// Reads the arguments; the error is also what `--help` prints.
    pub(crate) fn read(args: Vec<OsString>, lang: Lang) -> Result<Cli, clap::Error> {
        let mut command = Cli::command()
            .about(words::ABOUT.get(lang))
            .help_template(words::HELP_TEMPLATE.get(lang))
            .after_help(words::AFTER_HELP.get(lang));
        // so that `--help` and `--version` are there to be described
        command.build();
        let command = command.mut_args(|arg| match words::option(arg.get_id().as_str()) {
            Some(help) => arg.help(help.get(lang)),
            None => arg,
        });
        Cli::from_arg_matches(&command.try_get_matches_from(args)?)
    }

    fn outputs(&self) -> [&Option<PathBuf>; 7] {
        [&self.json, &self.html, &self.ics, &self.xlsx, &self.csv, &self.facts, &self.save_map]
    }

    /// How the input is to be read.
    pub(crate) fn reading(&self, lang: Lang) -> Result<Reading, Refusal> {
        let Cli { on_error, infer_engagements, default_year, .. } = *self;
        let mapping = self.map.as_deref().map(|file| mapping(file, lang)).transpose()?;
        Ok(Reading { on_error, infer_engagements, mapping, default_year, lang })
    }

    /// Whether the sample is checked and no output, explanation or status is asked for.
    pub(crate) fn asks_for_nothing(&self) -> bool {
        let asked = self.explain.is_some() || self.fail_on.is_some() || self.outputs().into_iter().any(Option::is_some);
        self.path.is_none() && !asked
    }

    /// What no single option can know.
    pub(crate) fn check(&self, lang: Lang) -> Result<(), Refusal> {
        if self.outputs().into_iter().flatten().filter(|to| is_stdout(to)).count() > 1 {
            return Err(Refusal::from(words::TWO_TO_STDOUT.get(lang).to_owned()));
        }
        if self.path.is_some() && self.as_of.is_none() {
            return Err(Refusal::from(words::AS_OF_NEEDED.get(lang).to_owned()));
        }
        Ok(())
    }
}

/// Headings and values that are not recognised otherwise, from TOML or JSON.
fn mapping(file: &Path, lang: Lang) -> Result<Mapping, Refusal> {
    let text = std::fs::read_to_string(file).map_err(|error| words::unreadable(lang, &file.display(), &error))?;
    let mapping = if file.extension().is_some_and(|extension| extension == "json") {
        Mapping::from_json(&text)
    } else {
        Mapping::from_toml(&text)
    };
    mapping.map_err(|faults| words::faults(lang, &faults))
}

/// Whether a FILE stands for standard output.
pub(crate) fn is_stdout(file: &Path) -> bool {
    file.as_os_str() == "-"
}
