use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::message::{Lang, Message, Param, Sentence};
use crate::value::Value;

/// What is wrong with a policy.
///
/// See the example of [`PolicyError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PolicyErrorCode {
    /// No such key.
    UnknownKey,
    /// A text where a number belongs, or the like; or no policy at all.
    WrongType,
    /// A value that the key does not admit.
    BadValue,
    /// A list of editions that does not fit together.
    BadEdition,
}

impl PolicyErrorCode {
    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::policy::PolicyErrorCode;
    ///
    /// assert_eq!(PolicyErrorCode::BadEdition.name(), "bad_edition");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            PolicyErrorCode::UnknownKey => "unknown_key",
            PolicyErrorCode::WrongType => "wrong_type",
            PolicyErrorCode::BadValue => "bad_value",
            PolicyErrorCode::BadEdition => "bad_edition",
        }
    }
}

/// One error of a policy.
///
/// ```
/// use hongyan::policy::{Draft, Policy, PolicyErrorCode};
/// use hongyan::value::Value;
///
/// let mut draft = Draft::default();
/// draft.values.mentor.inactivity.months = 0;
/// let errors = Policy::new(draft).unwrap_err();
/// let error = &errors.as_slice()[0];
/// assert_eq!(error.key.as_deref(), Some("mentor.inactivity.months"));
/// assert_eq!((error.code, &error.value), (PolicyErrorCode::BadValue, &Value::Number(0)));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PolicyError {
    /// The full dotted key; `None` if the policy cannot be read at all.
    pub key: Option<String>,
    /// The value as it was given.
    pub value: Value,
    /// What is wrong.
    pub code: PolicyErrorCode,
    /// What is expected instead, in both languages.
    pub(super) expected: Sentence,
}

impl PolicyError {
    pub(super) fn new(key: impl Into<String>, value: Value, code: PolicyErrorCode) -> PolicyError {
        PolicyError { key: Some(key.into()), value, code, expected: Sentence::from("") }
    }

    pub(super) fn expecting(self, expected: impl Into<Sentence>) -> PolicyError {
        PolicyError { expected: expected.into(), ..self }
    }

    /// Key, value and what is wrong, as a code with parameters.
    ///
    /// ```
    /// use hongyan::message::Lang;
    /// use hongyan::policy::{Draft, Policy};
    ///
    /// let mut draft = Draft::default();
    /// draft.values.mentor.inactivity.months = 0;
    /// let message = Policy::new(draft).unwrap_err().as_slice()[0].message();
    /// assert!(message.text(Lang::En).starts_with("mentor.inactivity.months: `0`"));
    /// ```
    #[must_use]
    pub fn message(&self) -> Message {
        let Some(key) = &self.key else {
            let code = if self.expected.en.is_empty() { "policy.unreadable" } else { "policy.wrong_shape" };
            let value = Param::Text(self.value.to_string());
            return Message::new(code).with("value", value).with("expected", Param::Sentence(self.expected.clone()));
        };
        Message::new(match self.code {
            PolicyErrorCode::UnknownKey => "policy.unknown_key",
            PolicyErrorCode::WrongType => "policy.wrong_type",
            PolicyErrorCode::BadValue => "policy.bad_value",
            PolicyErrorCode::BadEdition if self.value == Value::Null => "policy.edition_lacks",
            PolicyErrorCode::BadEdition => "policy.bad_edition",
        })
        .with("key", Param::Text(key.clone()))
        .with("value", Param::Text(self.value.to_string()))
        .with("expected", Param::Sentence(self.expected.clone()))
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl Serialize for PolicyError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("key", &self.key)?;
        map.serialize_entry("value", &self.value)?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("message", &self.message().both())?;
        map.end()
    }
}

/// Every error of a policy that was refused. Never empty.
///
/// ```
/// use hongyan::policy::{Draft, Policy};
///
/// let mut draft = Draft::default();
/// draft.values.mentor.term.years = 0;
/// draft.values.supervision.record.within_days = 1_000;
/// let errors = Policy::new(draft).unwrap_err();
/// assert_eq!(errors.iter().count(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[error("{}", self.summary(Lang::En))]
#[serde(transparent)]
pub struct PolicyErrors(pub(super) Vec<PolicyError>);

impl PolicyErrors {
    /// A policy that cannot be read at all, and why.
    ///
    /// ```
    /// let errors = hongyan::policy::PolicyErrors::unreadable("unexpected end of file");
    /// assert_eq!(errors.to_string(), "cannot be read: unexpected end of file");
    /// ```
    #[must_use]
    pub fn unreadable(cause: impl Into<String>) -> PolicyErrors {
        let (value, code) = (Value::Text(cause.into()), PolicyErrorCode::WrongType);
        PolicyErrors(vec![PolicyError { key: None, value, code, expected: Sentence::from("") }])
    }

    /// The errors, in the order of the policy.
    ///
    /// See the example of [`PolicyError`].
    #[must_use]
    pub fn as_slice(&self) -> &[PolicyError] {
        &self.0
    }

    /// The errors, in the order of the policy.
    ///
    /// See the example of [`PolicyErrors`].
    pub fn iter(&self) -> std::slice::Iter<'_, PolicyError> {
        self.0.iter()
    }

    /// All of them in one language, one a line.
    ///
    /// ```
    /// use hongyan::message::Lang;
    /// use hongyan::policy::{Draft, Policy};
    ///
    /// let mut draft = Draft::default();
    /// draft.values.mentor.term.years = 0;
    /// draft.values.supervision.record.within_days = 1_000;
    /// let errors = Policy::new(draft).unwrap_err();
    /// let lines: Vec<String> = errors.summary(Lang::En).lines().map(str::to_owned).collect();
    /// assert!(lines[0].starts_with("supervision.record.within_days: "));
    /// assert!(lines[1].starts_with("mentor.term.years: "));
    /// ```
    #[must_use]
    pub fn summary(&self, lang: Lang) -> String {
        self.0.iter().map(|error| error.message().text(lang)).collect::<Vec<_>>().join("\n")
    }
}

impl IntoIterator for PolicyErrors {
    type Item = PolicyError;
    type IntoIter = std::vec::IntoIter<PolicyError>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a PolicyErrors {
    type Item = &'a PolicyError;
    type IntoIter = std::slice::Iter<'a, PolicyError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
