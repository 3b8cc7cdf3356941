use std::borrow::Cow;

use crate::message::{Lang, Message, Text};

/// The language of a document.
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
