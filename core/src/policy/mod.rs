//! The regulation's numbers and readings as data: one policy, or dated editions of it.
//!
//! Every key has a basis: the text gives its number, the text admits several readings, or a number is assumed because
//! one is needed. [`Policy::describe`] lists them all.
//!
//! ```
//! # #[cfg(feature = "json")] {
//! use hongyan::Policy;
//!
//! let policy = Policy::from_json(r#"{"supervision": {"record": {"last_day": "next_workday"}}}"#)?;
//! let errors = Policy::from_json(r#"{"mentor": {"term": {"yaers": 3}}}"#).unwrap_err();
//! assert_eq!(errors.to_string(), "mentor.term.yaers: there is no such key");
//! # }
//! # Ok::<(), hongyan::policy::PolicyErrors>(())
//! ```

mod dates;
mod describe;
mod editions;
mod error;
mod keys;
mod parse;
mod terms;
mod values;
mod write;

use std::collections::BTreeMap;

pub use describe::{Choice, Description, KeyDescription};
pub use editions::DatedDraft;
pub use error::{PolicyError, PolicyErrorCode, PolicyErrors};
pub use keys::Basis;
#[cfg(feature = "schema")]
pub(crate) use keys::{Dates, key_schemas, readings};
use keys::{KEYS, key};
pub use terms::Dated;
pub use values::{
    AnnualGuidance, Commendation, CyclePlan, Evaluation, Frequency, Inactivity, Mentor, MonthlyPlan, Record,
    Supervision, Term, Values,
};

use crate::calendar::{Day, Period, RestDays, RestYear};
use crate::message::Text;
use crate::names::named;
use crate::sorted::Sorted;
use crate::value::Value;

/// A named set of values that a policy starts from.
///
/// ```
/// use hongyan::Policy;
/// use hongyan::policy::Profile;
///
/// let profile: Profile = "civil_code".parse()?;
/// let policy = Policy::from(profile);
/// assert!(policy.citations().any(|settled| settled == ("mentor.inactivity.counting", "Civil Code art. 202")));
/// # Ok::<(), hongyan::names::UnknownName>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// The defaults.
    #[default]
    Plain,
    /// Counting by the Civil Code, with its articles cited.
    CivilCode,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Profile; 2] = [Profile::Plain, Profile::CivilCode];

    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::policy::Profile;
    ///
    /// assert_eq!(Profile::ALL.map(Profile::name), ["plain", "civil_code"]);
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Profile::Plain => "plain",
            Profile::CivilCode => "civil_code",
        }
    }

    /// The profile with this name on the wire.
    ///
    /// ```
    /// use hongyan::policy::Profile;
    ///
    /// assert_eq!(Profile::from_name("civil_code"), Some(Profile::CivilCode));
    /// assert_eq!(Profile::from_name("strict"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Profile> {
        Profile::ALL.into_iter().find(|profile| profile.name() == name)
    }

    /// Its values: the defaults, and what it reads otherwise.
    ///
    /// ```
    /// use hongyan::policy::Profile;
    /// use hongyan::rules::record_deadline::LastDay;
    ///
    /// assert_eq!(Profile::CivilCode.values().supervision.record.last_day, LastDay::NextWorkday);
    /// ```
    #[must_use]
    pub fn values(self) -> Values {
        let mut values = Values::default();
        if self == Profile::CivilCode {
            values.supervision.record.last_day = crate::rules::record_deadline::LastDay::NextWorkday;
        }
        values
    }

    /// The readings it holds settled, each with its citation.
    ///
    /// ```
    /// use hongyan::policy::Profile;
    ///
    /// let settled: Vec<_> = Profile::Plain.citations().to_vec();
    /// assert_eq!(settled, [("supervision.record.first_day", "Civil Code art. 201(1)")]);
    /// ```
    #[must_use]
    pub const fn citations(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Profile::Plain => &[("supervision.record.first_day", "Civil Code art. 201(1)")],
            Profile::CivilCode => &[
                ("supervision.record.first_day", "Civil Code art. 201(1)"),
                ("supervision.record.last_day", "Civil Code art. 203(1)"),
                ("mentor.term.last_day", "Civil Code art. 202"),
                ("mentor.inactivity.counting", "Civil Code art. 202"),
            ],
        }
    }
}

named!(Profile, "profile");

/// A policy before its door: values, and what is said about them.
///
/// ```
/// use std::collections::BTreeMap;
///
/// use hongyan::Policy;
/// use hongyan::policy::Draft;
///
/// // the office has answered (M8) how six months are counted: verdicts are not contested by it any more
/// let citation = ("mentor.inactivity.counting".to_owned(), "答复〔2024〕3号".to_owned());
/// let draft = Draft { settled: Some(BTreeMap::from([citation])), ..Draft::default() };
/// let policy = Policy::new(draft)?;
/// assert_eq!(policy.citations().collect::<Vec<_>>(), [("mentor.inactivity.counting", "答复〔2024〕3号")]);
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// Where absent values and citations come from.
    pub profile: Profile,
    /// The numbers and readings.
    pub values: Values,
    /// Settled readings by full dotted key, each with its citation. `None` = those of the profile, as far as the
    /// values are still its own.
    pub settled: Option<BTreeMap<String, String>>,
    /// Rest days of years that are added or replaced.
    pub rest_days: BTreeMap<i32, RestYear>,
}

impl From<Profile> for Draft {
    fn from(profile: Profile) -> Draft {
        Draft { profile, values: profile.values(), ..Draft::default() }
    }
}

impl From<Values> for Draft {
    fn from(values: Values) -> Draft {
        Draft { values, ..Draft::default() }
    }
}

/// A draft as a policy takes it, its maps as sorted lists.
struct Listed {
    profile: Profile,
    values: Values,
    settled: Option<Sorted<String, String>>,
    rest_days: Sorted<i32, RestYear>,
}

impl From<Profile> for Listed {
    fn from(profile: Profile) -> Listed {
        Listed { profile, values: profile.values(), settled: None, rest_days: Sorted::new() }
    }
}

impl From<Draft> for Listed {
    fn from(draft: Draft) -> Listed {
        let Draft { profile, values, settled, rest_days } = draft;
        Listed { profile, values, settled: settled.map(Sorted::from), rest_days: rest_days.into() }
    }
}

/// A checked policy of one time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Edition {
    /// First day; an edition that stands alone has always applied.
    pub(crate) from: Day,
    pub(crate) values: Values,
    pub(crate) settled: Sorted<&'static str, String>,
    pub(crate) rest_years: Sorted<i32, RestYear>,
    pub(crate) rest_days: RestDays,
}

/// A policy, or dated editions of it, past its door.
///
/// ```
/// use hongyan::Policy;
/// use hongyan::policy::{Draft, Profile};
///
/// let mut draft = Draft::from(Profile::CivilCode);
/// draft.values.supervision.record.within_days = 5;
/// let policy = Policy::new(draft)?;
/// assert_eq!(policy.record_due("2024-09-24".parse().unwrap()).on.to_string(), "2024-09-29");
/// # Ok::<(), hongyan::policy::PolicyErrors>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    first: Edition,
    later: Vec<Edition>,
    /// Whether it was given as a list, and when that list begins and ends.
    listed: Option<Period>,
}

/// The full dotted names of all keys, in the order of the contract.
///
/// ```
/// let keys: Vec<_> = hongyan::policy::keys().collect();
/// assert_eq!(keys[0], "supervision.effective_from");
/// ```
pub fn keys() -> impl ExactSizeIterator<Item = &'static str> {
    KEYS.iter().map(|key| key.name)
}

impl Default for Policy {
    fn default() -> Policy {
        Policy::from(Profile::Plain)
    }
}

impl From<Profile> for Policy {
    fn from(profile: Profile) -> Policy {
        let values = profile.values();
        Policy::alone(Edition {
            from: Day::MIN,
            settled: inherited(profile, &values),
            values,
            rest_years: Sorted::new(),
            rest_days: crate::calendar::rest_days::MAINLAND_CHINA.clone(),
        })
    }
}

impl Policy {
    /// Checks values, or a draft with settled readings and rest days.
    ///
    /// # Errors
    /// Every key whose value is not admitted.
    ///
    /// ```
    /// use hongyan::Policy;
    /// use hongyan::policy::Values;
    ///
    /// let mut values = Values::default();
    /// values.supervision.frequency.group_per_month = 2;
    /// assert!(Policy::new(values.clone()).is_ok());
    /// values.supervision.frequency.group_per_month = 32; // more than a month has days
    /// let errors = Policy::new(values).unwrap_err();
    /// assert_eq!(errors.as_slice()[0].key.as_deref(), Some("supervision.frequency.group_per_month"));
    /// ```
    pub fn new(draft: impl Into<Draft>) -> Result<Policy, PolicyErrors> {
        Policy::alone_or(draft.into().into(), Vec::new())
    }

    fn alone_or(draft: Listed, mut errors: Vec<PolicyError>) -> Result<Policy, PolicyErrors> {
        let edition = check(draft, "", &mut errors);
        if errors.is_empty() { Ok(Policy::alone(edition)) } else { Err(PolicyErrors(errors)) }
    }

    const fn alone(edition: Edition) -> Policy {
        Policy { first: edition, later: Vec::new(), listed: None }
    }

    /// Its editions in order; one if it is not a list.
    pub(crate) fn editions(&self) -> impl Iterator<Item = &Edition> {
        std::iter::once(&self.first).chain(&self.later)
    }

    /// When the supervision system applies, both ends included; open without a last day, to [`Day::MAX`].
    ///
    /// In a list of editions it is that of the whole list.
    ///
    /// ```
    /// use hongyan::Day;
    ///
    /// let effective = hongyan::Policy::default().supervision_effective();
    /// assert_eq!((effective.from, effective.to), (Day::new(2023, 7, 25).unwrap(), Day::MAX)); // the notice's day
    /// ```
    #[must_use]
    pub fn supervision_effective(&self) -> Period {
        self.listed.unwrap_or_else(|| self.first.values.supervision.effective())
    }

    /// When the mentor measure applies, both ends included; open without a last day, to [`Day::MAX`].
    ///
    /// In a list of editions it is that of the whole list.
    ///
    /// ```
    /// use hongyan::Day;
    ///
    /// let effective = hongyan::Policy::default().mentor_effective();
    /// assert_eq!((effective.from, effective.to), (Day::new(2023, 6, 30).unwrap(), Day::MAX)); // M9
    /// ```
    #[must_use]
    pub fn mentor_effective(&self) -> Period {
        self.listed.unwrap_or_else(|| self.first.values.mentor.effective())
    }

    /// The numbers and readings that apply on this day.
    ///
    /// In a list of editions a day before the first takes the first, and one after the last takes the last.
    ///
    /// ```
    /// use hongyan::{Day, Policy};
    ///
    /// let values = Policy::default().values_on(Day::new(2024, 3, 1).unwrap()).clone();
    /// assert_eq!((values.supervision.record.within_days, values.mentor.term.years), (7, 3));
    /// ```
    #[must_use]
    pub fn values_on(&self, day: Day) -> &Values {
        &self.edition_on(day).values
    }

    pub(crate) fn edition_on(&self, day: Day) -> &Edition {
        self.later.iter().rev().find(|edition| edition.from <= day).unwrap_or(&self.first)
    }

    /// The settled readings of any edition, each with its citation.
    ///
    /// ```
    /// use hongyan::Policy;
    /// use hongyan::policy::Profile;
    ///
    /// let policy = Policy::from(Profile::CivilCode);
    /// assert_eq!(policy.citations().next().unwrap(), ("mentor.inactivity.counting", "Civil Code art. 202"));
    /// ```
    pub fn citations(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.editions()
            .flat_map(|edition| edition.settled.as_slice().iter().map(|(key, citation)| (*key, citation.as_str())))
    }
}

/// The door of one policy; `place` precedes every key that an error names.
fn check(draft: Listed, place: &str, errors: &mut Vec<PolicyError>) -> Edition {
    let Listed { profile, values, settled, rest_days } = draft;
    for key in KEYS {
        let setting = (key.get)(&values);
        if key.admits.check(setting).is_err() {
            let value = key.admits.write(setting);
            let error = PolicyError::new(format!("{place}{}", key.name), value, PolicyErrorCode::BadValue);
            errors.push(error.expecting(key.admits.describe()));
        }
    }
    let periods = [
        ("supervision", values.supervision.effective_from, values.supervision.effective_to),
        ("mentor", values.mentor.effective_from, values.mentor.effective_to),
    ];
    for (instrument, from, to) in periods {
        let [from_key, to_key] = ["from", "to"].map(|end| format!("{place}{instrument}.effective_{end}"));
        // a date that could not be read is not held against the other
        let readable =
            !errors.iter().any(|error| error.key.as_ref().is_some_and(|key| [&from_key, &to_key].contains(&key)));
        if let Some(to) = to.filter(|to| readable && *to < from) {
            let error = PolicyError::new(to_key, Value::Text(to.to_string()), PolicyErrorCode::BadValue);
            errors.push(error.expecting(format!(">= {from}")));
        }
    }
    let settled = match settled {
        Some(given) => cited(given, place, errors),
        None => inherited(profile, &values),
    };
    check_rest_days(rest_days.as_slice(), place, errors);
    let calendar = if errors.is_empty() { RestDays::with_sorted(&rest_days) } else { RestDays::default() };
    Edition { from: Day::MIN, values, settled, rest_years: rest_days, rest_days: calendar }
}

/// A profile's citations speak of its own values; a value that was changed is not settled by them.
fn inherited(profile: Profile, values: &Values) -> Sorted<&'static str, String> {
    let own = profile.values();
    let mut settled = Sorted::new();
    for (name, citation) in profile.citations() {
        if key(name).is_some_and(|key| (key.get)(values) == (key.get)(&own)) {
            settled.insert(*name, (*citation).to_owned());
        }
    }
    settled
}

fn cited(given: Sorted<String, String>, place: &str, errors: &mut Vec<PolicyError>) -> Sorted<&'static str, String> {
    let mut settled = Sorted::new();
    for (name, citation) in given {
        let at = format!("{place}settled.{name}");
        match key(&name) {
            None => errors.push(PolicyError::new(at, Value::Text(citation), PolicyErrorCode::UnknownKey)),
            Some(key) if key.basis != Basis::Reading => {
                let error = PolicyError::new(at, Value::Text(citation), PolicyErrorCode::BadValue);
                errors.push(error.expecting(Text::new("来由为读法（reading）的键", "a key whose basis is reading")));
            }
            Some(_) if citation.trim().is_empty() => {
                let error = PolicyError::new(at, Value::Text(citation), PolicyErrorCode::BadValue);
                errors.push(error.expecting(Text::new("依据", "a citation")));
            }
            Some(key) => {
                settled.insert(key.name, citation);
            }
        }
    }
    settled
}

fn check_rest_days(years: &[(i32, RestYear)], place: &str, errors: &mut Vec<PolicyError>) {
    for (year, days) in years {
        let at = format!("{place}rest_days.{year}");
        if !crate::calendar::YEARS.contains(year) {
            let error = PolicyError::new(at, Value::Number(i128::from(*year)), PolicyErrorCode::BadValue);
            errors.push(error.expecting("1900..2200"));
            continue;
        }
        for (name, list) in [("holidays", &days.holidays), ("makeup_workdays", &days.makeup_workdays)] {
            for (index, day) in list.iter().enumerate().filter(|(_, day)| day.year() != *year) {
                let at = format!("{at}.{name}[{index}]");
                let error = PolicyError::new(at, Value::Text(day.to_string()), PolicyErrorCode::BadValue);
                errors.push(error.expecting(format!("{year}-MM-DD")));
            }
        }
    }
}
