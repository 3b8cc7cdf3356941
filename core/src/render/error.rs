use crate::message::{Lang, Sentence, document};

/// A document that could not be written.
///
/// ```
/// use hongyan::render::Error;
///
/// let error = Error::from(std::io::Error::other("no space left"));
/// assert_eq!(error.to_string(), "the document could not be written: no space left");
/// ```
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", document::NOT_WRITTEN.en)]
pub struct Error {
    cause: String,
}

impl Error {
    /// Something that the libraries behind the documents have always done is no longer so.
    pub(super) fn of(cause: &str) -> Error {
        Error { cause: cause.to_owned() }
    }

    /// What happened, in one language.
    ///
    /// ```
    /// use hongyan::message::Lang;
    /// use hongyan::render::Error;
    ///
    /// let error = Error::from(std::io::Error::other("no space left"));
    /// assert_eq!(error.text(Lang::En), error.to_string());
    /// assert!(error.text(Lang::Zh).ends_with("：no space left"));
    /// ```
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let Sentence { zh, en } = self.both();
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// What happened, in both languages.
    ///
    /// ```
    /// use hongyan::render::Error;
    ///
    /// let sentence = Error::from(std::io::Error::other("no space left")).both();
    /// assert!(sentence.zh.ends_with("no space left") && sentence.en.ends_with("no space left"));
    /// ```
    #[must_use]
    pub fn both(&self) -> Sentence {
        Sentence { zh: format!("{}：{}", document::NOT_WRITTEN.zh, self.cause), en: self.to_string() }
    }
}

impl From<rust_xlsxwriter::XlsxError> for Error {
    fn from(error: rust_xlsxwriter::XlsxError) -> Error {
        Error { cause: error.to_string() }
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Error {
        Error { cause: error.to_string() }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Error {
        Error { cause: error.to_string() }
    }
}

impl From<zip::result::ZipError> for Error {
    fn from(error: zip::result::ZipError) -> Error {
        Error { cause: error.to_string() }
    }
}
