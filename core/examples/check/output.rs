//! Bytes to files and to standard output.

use std::io::{ErrorKind, Write};
use std::path::Path;

use hongyan::Report;
use hongyan::facts::{Facts, Fault};
use hongyan::message::Lang;
use hongyan::warning::Warning;
use serde::Serialize;

use crate::cli::is_stdout;
use crate::{Refusal, words};

/// Where the run has written.
pub(crate) struct Output {
    lang: Lang,
    stdout: bool,
}

impl Output {
    pub(crate) fn new(lang: Lang) -> Output {
        Output { lang, stdout: false }
    }

    /// Whether standard output belongs to a FILE `-`.
    pub(crate) fn took_stdout(&self) -> bool {
        self.stdout
    }

    /// Writes a file, or standard output as it is.
    pub(crate) fn write(&mut self, to: &Path, bytes: &[u8]) -> Result<(), Refusal> {
        let written = if is_stdout(to) {
            self.stdout = true;
            quiet(std::io::stdout().lock(), bytes)
        } else {
            std::fs::write(to, bytes)
        };
        written.map_err(|error| words::unwritable(self.lang, &to.display(), &error))
    }

    /// Prints a text, its colours only on a terminal.
    pub(crate) fn print(&self, text: &str) -> Result<(), Refusal> {
        let written = quiet(anstream::stdout().lock(), text.as_bytes());
        written.map_err(|error| words::unwritable(self.lang, &"-", &error))
    }
}

/// Whoever closes the pipe has read enough.
fn quiet(mut to: impl Write, bytes: &[u8]) -> std::io::Result<()> {
    match to.write_all(bytes).and_then(|()| to.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

#[derive(Serialize)]
struct Understood<'r> {
    facts: &'r Facts,
    faults: &'r [Fault],
    warnings: Vec<Warning<'r>>,
}

/// What was understood of the input.
pub(crate) fn understood(facts: &Facts, report: &Report) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Understood { facts, faults: report.faults(), warnings: report.warnings().collect() })
}
