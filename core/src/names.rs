//! Enums that have a name on the wire: shown by it, read from it by `parse`.
//!
//! ```
//! use hongyan::Rule;
//!
//! let rule: Rule = "record_deadline".parse()?;
//! assert_eq!(rule, Rule::RecordDeadline);
//! assert_eq!(format!("{rule}"), "record_deadline");
//! # Ok::<(), hongyan::names::UnknownName>(())
//! ```

/// A name that none of the values has.
///
/// The error of `parse` for all of them.
///
/// ```
/// use hongyan::Rule;
/// use hongyan::names::UnknownName;
///
/// let error: UnknownName = "record_dedline".parse::<Rule>().unwrap_err();
/// assert_eq!(error.to_string(), "there is no rule `record_dedline`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no {what} `{name}`")]
pub struct UnknownName {
    pub(crate) what: &'static str,
    pub(crate) name: String,
}

/// `Display` and `FromStr` by `name` and `from_name`, and with `de` also `Deserialize`.
macro_rules! named {
    ($type:ty, $what:literal) => {
        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = $crate::names::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                <$type>::from_name(name)
                    .ok_or_else(|| $crate::names::UnknownName { what: $what, name: name.to_owned() })
            }
        }
    };
    ($type:ty, $what:literal, de) => {
        $crate::names::named!($type, $what);

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                name.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use named;

#[cfg(test)]
mod tests {
    use crate::facts::{Form, Table};
    use crate::finding::{Force, Reason, Verdict};
    use crate::message::Lang;
    use crate::policy::Profile;
    use crate::rules::Rule;

    #[test]
    fn every_name_reads_back() {
        macro_rules! all {
            ($($type:ty),+) => {$(
                for one in <$type>::ALL.iter().copied() {
                    assert_eq!(one.to_string().parse(), Ok(one));
                }
                let error = "none".parse::<$type>().unwrap_err();
                assert!(error.to_string().ends_with("`none`"));
            )+};
        }
        all!(Verdict, Force, Reason, Rule, Table, Form, Lang, Profile);
        assert_eq!(serde_json::from_str::<Verdict>("\"not_applicable\"").unwrap(), Verdict::NotApplicable);
        assert_eq!(format!("{:>9}", Verdict::Breach), "   breach");
    }
}
