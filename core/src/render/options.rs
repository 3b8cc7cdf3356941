use super::{Language, Trend};

/// How a document is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Its language.
    pub language: Language,
    /// The counts over several days, if they are to be shown.
    pub trend: Option<&'a Trend>,
}

impl From<Language> for Options<'_> {
    fn from(language: Language) -> Self {
        Options { language, trend: None }
    }
}
