//! Every sentence a person reads, in Chinese and English, rendered from a code and parameters.
//!
//! ```
//! # use hongyan::facts::{Facts, Form, Session, Tables};
//! # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
//! # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
//! # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
//! use hongyan::message::Lang;
//!
//! let report = hongyan::check(&facts, &hongyan::Policy::default(), day(9, 28));
//! let message = report.findings().next().unwrap().message();
//! assert_eq!(message.text(Lang::Zh), "周敏 最迟须于 2024-10-01 提交 D2024-0924 的督导记录");
//! assert_eq!(message.text(Lang::En), "周敏 has until 2024-10-01 to hand in the record of D2024-0924");
//! # Ok::<(), hongyan::facts::Faults>(())
//! ```

mod catalog;
mod catalog_diff;
mod catalog_explain;
#[cfg(feature = "render")]
pub(crate) mod document;
mod finding;
#[cfg(feature = "intake")]
mod intake;
pub(crate) mod readings;
mod told;
pub(crate) mod words;

use std::fmt;

use catalog::Templates;
pub(crate) use told::Told;
pub(crate) use words::condition;

use serde::{Deserialize, Serialize, Serializer};

use crate::calendar::{Day, Month};
use crate::names::named;

/// A language of messages.
///
/// ```
/// use hongyan::message::Lang;
///
/// let lang: Lang = "en".parse()?;
/// assert_eq!(lang, Lang::En);
/// assert_eq!(Lang::default(), Lang::Zh);
/// # Ok::<(), hongyan::names::UnknownName>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

named!(Lang, "language");

impl Lang {
    /// Both.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];

    /// Its name, `zh` or `en`.
    ///
    /// ```
    /// use hongyan::message::Lang;
    ///
    /// assert_eq!(Lang::ALL.map(Lang::name), ["zh", "en"]);
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// The language with this name, `zh` or `en`.
    ///
    /// ```
    /// use hongyan::message::Lang;
    ///
    /// assert_eq!(Lang::from_name("zh"), Some(Lang::Zh));
    /// assert_eq!(Lang::from_name("zh-CN"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.name() == name)
    }
}

/// A fixed text in both languages.
///
/// ```
/// use hongyan::message::{Lang, Text};
///
/// let text = Text::new("任期", "term");
/// assert_eq!(text.get(Lang::En), "term");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Text {
    /// In Chinese.
    pub zh: &'static str,
    /// In English.
    pub en: &'static str,
}

impl Text {
    /// A text in Chinese and English.
    ///
    /// See the example of [`Text`].
    #[must_use]
    pub const fn new(zh: &'static str, en: &'static str) -> Text {
        Text { zh, en }
    }

    /// The text in one language.
    ///
    /// See the example of [`Text`].
    #[must_use]
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A rendered sentence in both languages.
///
/// A text from elsewhere, such as another library's error, is the same in both.
///
/// ```
/// use hongyan::message::{Sentence, Text};
///
/// assert_eq!(Sentence::from(Text::new("任期", "term")).en, "term");
/// assert_eq!(Sentence::from("unexpected end of file").zh, "unexpected end of file");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl From<String> for Sentence {
    /// The same words in both languages, as for a text that comes from elsewhere.
    fn from(words: String) -> Sentence {
        Sentence { zh: words.clone(), en: words }
    }
}

impl From<&str> for Sentence {
    fn from(words: &str) -> Sentence {
        Sentence::from(words.to_owned())
    }
}

impl From<Text> for Sentence {
    fn from(words: Text) -> Sentence {
        Sentence { zh: words.zh.to_owned(), en: words.en.to_owned() }
    }
}

/// The value of a parameter.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::message::Param;
///
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
/// let message = report.findings().next().unwrap().message();
/// let due_on = Param::Day(day(10, 1).into());
/// assert!(message.params().iter().any(|(_, param)| *param == due_on));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Param {
    /// A text of the caller's.
    Text(String),
    /// A date.
    Day(Day),
    /// A month.
    Month(Month),
    /// A number.
    Number(i64),
    /// A number of days, written with its unit.
    Days(i64),
    /// A number of months, written with its unit.
    Months(i64),
    /// A year of a term: the first, the second, or a calendar year.
    Year(i32),
    /// A word of the vocabulary.
    Word(Text),
    /// A part of the sentence that is rendered already.
    Sentence(Sentence),
    /// Several of them.
    Words(Vec<Text>),
    /// Sentences joined to a list.
    List(Vec<Message>),
    /// A place in the tables.
    Place {
        /// The table.
        table: Option<String>,
        /// The row, counted from 0.
        row: Option<usize>,
        /// The column.
        column: Option<String>,
    },
}

/// What a part of a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Words,
    Date,
}

/// A sentence as data: its code and this case's own parameters.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// # let report = hongyan::check(&facts, &hongyan::Policy::default(), chrono::NaiveDate::from_ymd_opt(2024, 10, 5).unwrap());
/// use hongyan::message::Lang;
///
/// let message = report.findings().next().unwrap().message();
/// assert!(message.text(Lang::En).contains("2024-10-01"));
/// assert!(message.text(Lang::Zh).contains("2024-10-01"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    code: &'static str,
    template: Text,
    params: Vec<(&'static str, Param)>,
}

// Each kind has a catalogue of its own: what explains nothing does not carry the sentences of explanations.
impl Message {
    pub(crate) fn new(code: &'static str) -> Message {
        Message::among(catalog::TEMPLATES, code)
    }

    pub(crate) fn explaining(code: &'static str) -> Message {
        Message::among(catalog_explain::TEMPLATES, code)
    }

    pub(crate) fn comparing(code: &'static str) -> Message {
        Message::among(catalog_diff::TEMPLATES, code)
    }

    #[cfg(feature = "intake")]
    pub(crate) fn reading(code: &'static str) -> Message {
        Message::among(intake::TEMPLATES, code)
    }

    fn among(templates: &Templates, code: &'static str) -> Message {
        Message { code, template: catalog::template(templates, code), params: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, param: Param) -> Message {
        self.params.push((name, param));
        self
    }

    /// The code that names the sentence.
    ///
    /// ```
    /// use hongyan::facts::Fault;
    /// use hongyan::policy::{Draft, Policy};
    ///
    /// // a code does not change when its sentence is reworded
    /// let mut draft = Draft::default();
    /// draft.values.mentor.term.years = 0;
    /// let errors = Policy::new(draft).unwrap_err();
    /// assert_eq!(errors.as_slice()[0].message().code(), "policy.bad_value");
    /// assert_eq!(Fault::unreadable("not a workbook").message().code(), "fault.unreadable");
    /// ```
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The parameters by the names that the sentence has for them.
    ///
    /// See the example of [`Param`].
    #[must_use]
    pub fn params(&self) -> &[(&'static str, Param)] {
        &self.params
    }

    /// The sentence in one language.
    ///
    /// See the example of [this module](self).
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let mut sentence = String::with_capacity(128);
        self.parts(lang, &mut |part, _| sentence.push_str(part));
        sentence
    }

    /// The sentence in one language, its days and months apart from the rest.
    pub(crate) fn parts(&self, lang: Lang, to: &mut dyn FnMut(&str, Part)) {
        let mut rest = self.template.get(lang);
        while let Some((before, after)) = rest.split_once('{') {
            to(before, Part::Words);
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            if let Some((_, param)) = self.params.iter().find(|(known, _)| *known == name) {
                param.parts(lang, to);
            }
            rest = after;
        }
        to(rest, Part::Words);
    }

    /// The sentence in both languages.
    ///
    /// ```
    /// use hongyan::facts::{Fault, FaultCode};
    ///
    /// let sentence = Fault::new(FaultCode::MissingValue).in_column("worker").message().both();
    /// assert_eq!(sentence.en, "worker: a value is required");
    /// assert!(sentence.zh.starts_with("worker："));
    /// ```
    #[must_use]
    pub fn both(&self) -> Sentence {
        Sentence { zh: self.text(Lang::Zh), en: self.text(Lang::En) }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::En))
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.both().serialize(serializer)
    }
}

impl Param {
    fn parts(&self, lang: Lang, to: &mut dyn FnMut(&str, Part)) {
        match self {
            Param::Day(_) | Param::Month(_) => to(&self.text(lang), Part::Date),
            Param::List(messages) => {
                for (place, message) in messages.iter().enumerate() {
                    if place > 0 {
                        to(comma(lang), Part::Words);
                    }
                    message.parts(lang, to);
                }
            }
            _ => to(&self.text(lang), Part::Words),
        }
    }

    /// The value in one language.
    ///
    /// ```
    /// use hongyan::message::{Lang, Param};
    ///
    /// assert_eq!(Param::Days(1).text(Lang::En), "1 day");
    /// assert_eq!(Param::Months(6).text(Lang::Zh), "6 个月");
    /// assert_eq!(Param::Year(2).text(Lang::En), "term year 2");
    /// assert_eq!(Param::Year(2024).text(Lang::En), "2024");
    /// ```
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let counted = |number: i64, zh: &str, one: &str, many: &str| match lang {
            Lang::Zh => format!("{number} {zh}"),
            Lang::En if number == 1 => format!("{number} {one}"),
            Lang::En => format!("{number} {many}"),
        };
        match self {
            Param::Text(text) => text.clone(),
            Param::Day(day) => day.to_string(),
            Param::Month(month) => month.to_string(),
            Param::Number(number) => number.to_string(),
            Param::Days(days) => counted(*days, "天", "day", "days"),
            Param::Months(months) => counted(*months, "个月", "month", "months"),
            // no term has a thousand years
            Param::Year(year) => match (lang, *year < 1_000) {
                (Lang::Zh, true) => format!("第 {year} 年度"),
                (Lang::Zh, false) => format!("{year} 年度"),
                (Lang::En, true) => format!("term year {year}"),
                (Lang::En, false) => year.to_string(),
            },
            Param::Word(word) => word.get(lang).to_owned(),
            Param::Sentence(Sentence { zh, en }) => if lang == Lang::Zh { zh } else { en }.clone(),
            Param::Words(words) => words.iter().map(|word| word.get(lang)).collect::<Vec<_>>().join(comma(lang)),
            Param::List(_) => {
                let mut list = String::new();
                self.parts(lang, &mut |part, _| list.push_str(part));
                list
            }
            Param::Place { table, row, column } => {
                let mut parts: Vec<String> = Vec::new();
                parts.extend(table.clone());
                parts.extend(row.map(|row| match lang {
                    Lang::Zh => format!("第 {row} 行"),
                    Lang::En => format!("row {row}"),
                }));
                parts.extend(column.clone());
                match (parts.is_empty(), lang) {
                    (true, _) => String::new(),
                    (false, Lang::Zh) => format!("{}：", parts.join("，")),
                    (false, Lang::En) => format!("{}: ", parts.join(", ")),
                }
            }
        }
    }
}

/// What stands between the items of a list.
const fn comma(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "、",
        Lang::En => ", ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_its_own_numbers() {
        let message = Message::new("record.late")
            .with("worker", Param::Text("周敏".to_owned()))
            .with("session", Param::Text("a{worker}".to_owned()))
            .with("settled_on", Param::Day(Day::new(2024, 3, 13).unwrap()))
            .with("due_on", Param::Day(Day::new(2024, 3, 12).unwrap()))
            .with("late", Param::Days(1));
        let both = message.both();
        assert!(both.en.contains("1 day late") && both.en.contains("a{worker}"), "{}", both.en);
        assert!(both.zh.contains("1 天") && both.zh.contains("2024-03-12"), "{}", both.zh);
    }
}
