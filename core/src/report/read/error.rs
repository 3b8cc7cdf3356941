use std::fmt;

use crate::message::{Message, Param, Sentence, Text};
use crate::policy::PolicyErrors;

/// Why a text is no report that this engine can take up.
///
/// ```
/// use hongyan::Report;
/// use hongyan::report::ReadError;
///
/// let error: ReadError = Report::from_json("{}").unwrap_err();
/// assert!(error.to_string().contains("missing field `engine`"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ReadError(Cause);

#[derive(Clone, Debug, PartialEq)]
enum Cause {
    Json(String),
    Foreign { name: String, schema: u32 },
    Policy(PolicyErrors),
    Unfit { at: String, why: Text },
}

impl ReadError {
    pub(super) fn foreign(name: String, schema: u32) -> ReadError {
        ReadError(Cause::Foreign { name, schema })
    }

    pub(super) fn policy(errors: PolicyErrors) -> ReadError {
        ReadError(Cause::Policy(errors))
    }

    pub(super) fn unfit(at: impl Into<String>, why: Text) -> ReadError {
        ReadError(Cause::Unfit { at: at.into(), why })
    }

    /// What is wrong, and where, in both languages.
    ///
    /// ```
    /// use hongyan::Report;
    /// use hongyan::message::Lang;
    ///
    /// let message = Report::from_json("").unwrap_err().message();
    /// assert_eq!(message.code(), "report.unreadable");
    /// assert!(message.text(Lang::Zh).contains("EOF"));
    /// ```
    #[must_use]
    pub fn message(&self) -> Message {
        match &self.0 {
            Cause::Json(cause) => {
                Message::new("report.unreadable").with("cause", Param::Sentence(Sentence::from(cause.as_str())))
            }
            Cause::Foreign { name, schema } => Message::new("report.foreign")
                .with("name", Param::Text(name.clone()))
                .with("schema", Param::Number(i64::from(*schema))),
            Cause::Policy(errors) => {
                let [zh, en] = crate::message::Lang::ALL.map(|lang| errors.summary(lang));
                Message::new("report.policy").with("cause", Param::Sentence(Sentence { zh, en }))
            }
            Cause::Unfit { at, why } => Message::new("report.unfit")
                .with("place", Param::Place { table: Some(at.clone()), row: None, column: None })
                .with("cause", Param::Word(*why)),
        }
    }
}

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> ReadError {
        ReadError(Cause::Json(error.to_string()))
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for ReadError {}
