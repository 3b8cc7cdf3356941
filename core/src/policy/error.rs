use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::message::{Lang, Message, Param, Sentence, Text};
use crate::value::Value;

/// What is wrong with a policy.
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

/// What an error expects instead: words in both languages, or signs that need no language.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Expected(Sentence);

impl Default for Expected {
    fn default() -> Expected {
        Expected::from(String::new())
    }
}

impl From<String> for Expected {
    fn from(signs: String) -> Expected {
        Expected(Sentence { zh: signs.clone(), en: signs })
    }
}

impl From<&str> for Expected {
    fn from(signs: &str) -> Expected {
        Expected::from(signs.to_owned())
    }
}

impl From<Text> for Expected {
    fn from(words: Text) -> Expected {
        Expected(Sentence { zh: words.zh.to_owned(), en: words.en.to_owned() })
    }
}

/// One error of a policy.
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
    pub(super) expected: Expected,
}

impl PolicyError {
    pub(super) fn new(key: impl Into<String>, value: Value, code: PolicyErrorCode) -> PolicyError {
        PolicyError { key: Some(key.into()), value, code, expected: Expected::default() }
    }

    pub(super) fn expecting(self, expected: impl Into<Expected>) -> PolicyError {
        PolicyError { expected: expected.into(), ..self }
    }

    #[cfg(any(feature = "json", feature = "toml"))]
    pub(super) fn unreadable(cause: &impl fmt::Display) -> PolicyErrors {
        let value = Value::Text(cause.to_string());
        let code = PolicyErrorCode::WrongType;
        PolicyErrors(vec![PolicyError { key: None, value, code, expected: Expected::default() }])
    }

    /// Key, value and what is wrong, as a code with parameters.
    #[must_use]
    pub fn message(&self) -> Message {
        let Some(key) = &self.key else {
            return Message::new("policy.unreadable").with("value", Param::Text(self.value.to_string()));
        };
        Message::new(match self.code {
            PolicyErrorCode::UnknownKey => "policy.unknown_key",
            PolicyErrorCode::WrongType => "policy.wrong_type",
            PolicyErrorCode::BadValue => "policy.bad_value",
            PolicyErrorCode::BadEdition => "policy.bad_edition",
        })
        .with("key", Param::Text(key.clone()))
        .with("value", Param::Text(self.value.to_string()))
        .with("expected", Param::Sentence(self.expected.0.clone()))
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
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[error("{}", self.text(Lang::En))]
#[serde(transparent)]
pub struct PolicyErrors(pub(super) Vec<PolicyError>);

impl PolicyErrors {
    /// The errors, in the order of the policy.
    #[must_use]
    pub fn as_slice(&self) -> &[PolicyError] {
        &self.0
    }

    /// The errors, in the order of the policy.
    pub fn iter(&self) -> std::slice::Iter<'_, PolicyError> {
        self.0.iter()
    }

    /// All of them in one language, one a line.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        self.0.iter().map(|error| error.message().text(lang)).collect::<Vec<_>>().join("\n")
    }
}

impl<'a> IntoIterator for &'a PolicyErrors {
    type Item = &'a PolicyError;
    type IntoIter = std::slice::Iter<'a, PolicyError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
