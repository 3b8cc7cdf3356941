use std::borrow::Cow;

use crate::message::{Lang, Message, Text};

/// The language of a document.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::render::{Language, html};
///
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
/// let page = |language: Language| html(&report, &facts, language);
/// assert!(page(Language::Zh).contains("督导记录提交") && !page(Language::Zh).contains("Record within a week"));
/// let both = page(Language::Both);
/// assert!(both.contains("督导记录提交") && both.contains("Record within a week"));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
    /// Chinese, and English beside it.
    Both,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Language {
        match lang {
            Lang::Zh => Language::Zh,
            Lang::En => Language::En,
        }
    }
}

impl Language {
    /// The language with this name: `zh`, `en` or `both`.
    ///
    /// ```
    /// use hongyan::render::Language;
    ///
    /// assert_eq!(Language::from_name("both"), Some(Language::Both));
    /// assert_eq!(Language::from_name("de"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Language> {
        match name {
            "both" => Some(Language::Both),
            name => Lang::from_name(name).map(Language::from),
        }
    }

    /// The language of names and numbers, and of the document as a whole.
    pub(crate) fn first(self) -> Lang {
        match self {
            Language::Zh | Language::Both => Lang::Zh,
            Language::En => Lang::En,
        }
    }

    /// The second language, if there is one.
    pub(crate) fn second(self) -> Option<Lang> {
        (self == Language::Both).then_some(Lang::En)
    }

    /// A fixed text in one line.
    pub(crate) fn say(self, text: Text) -> Cow<'static, str> {
        match self.second() {
            Some(second) => Cow::Owned(format!("{} {}", text.get(self.first()), text.get(second))),
            None => Cow::Borrowed(text.get(self.first())),
        }
    }

    /// A sentence; in two languages it has two lines.
    pub(crate) fn tell(self, message: &Message) -> String {
        match self.second() {
            Some(second) => format!("{}\n{}", message.text(self.first()), message.text(second)),
            None => message.text(self.first()),
        }
    }
}
