use serde::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

use super::{Finding, Report, flipped_by};
use crate::calendar::{Day, Period};
use crate::contest::Flips;
use crate::facts::Table;
use crate::finding::{Detail, Stretch, Tally};
use crate::rules::{Rule, Subject};

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self, serializer, Messages::Without)
    }
}

/// A report whose findings are written with their messages.
///
/// See the example of [`Report::with_messages`].
#[derive(Clone, Copy, Debug)]
pub struct WithMessages<'r>(pub(super) &'r Report);

impl Serialize for WithMessages<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, serializer, Messages::With)
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Messages {
    With,
    Without,
}

#[derive(Serialize)]
struct Engine<'r> {
    name: &'static str,
    version: &'r str,
    schema: u32,
}

fn write<S: Serializer>(report: &Report, serializer: S, messages: Messages) -> Result<S::Ok, S::Error> {
    let engine = Engine { name: env!("CARGO_PKG_NAME"), version: &report.version, schema: crate::SCHEMA };
    let written = |finding| Written { finding, messages };
    let skipped = report.skipped.iter().map(|(rule, missing)| Skipped { rule: *rule, missing });
    let mut map = serializer.serialize_map(Some(10))?;
    map.serialize_entry("engine", &engine)?;
    map.serialize_entry("as_of", &report.as_of)?;
    map.serialize_entry("policy", &report.policy)?;
    map.serialize_entry("summary", &report.summary)?;
    map.serialize_entry("findings", &List(report.findings().map(written)))?;
    map.serialize_entry("standings", &List(report.standings()))?;
    map.serialize_entry("deadlines", &List(report.deadlines().map(written)))?;
    map.serialize_entry("skipped", &List(skipped))?;
    map.serialize_entry("warnings", &List(report.warnings()))?;
    map.serialize_entry("faults", report.faults())?;
    map.end()
}

/// A list that is written as it is walked.
struct List<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for List<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        self.0.clone().try_for_each(|item| list.serialize_element(&item))?;
        list.end()
    }
}

#[derive(Serialize)]
struct Skipped<'r> {
    rule: Rule,
    missing: &'r [Table],
}

/// A finding is written with all its keys, null where it has none.
impl Serialize for Finding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { finding: *self, messages: Messages::Without }.serialize(serializer)
    }
}

#[cfg(feature = "json")]
impl Finding<'_> {
    /// The contract's `detail` as JSON text, always an object.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(10, 5));
    /// assert_eq!(
    ///     report.findings().next().unwrap().detail_json(),
    ///     r#"{"contested_by":["supervision.record.last_day=next_workday"]}"#
    /// );
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn detail_json(&self) -> String {
        // every value has a JSON form, so the fallback is never taken
        serde_json::to_string(&self.evidence()).unwrap_or_default()
    }
}

struct Written<'r> {
    finding: Finding<'r>,
    messages: Messages,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (finding, with_message) = (&self.finding, self.messages == Messages::With);
        let mut fields = serializer.serialize_struct("Finding", 12_usize.saturating_add(usize::from(with_message)))?;
        fields.serialize_field("rule", &finding.rule)?;
        fields.serialize_field("clause", finding.clause)?;
        fields.serialize_field("subject", &finding.subject)?;
        fields.serialize_field("verdict", &finding.verdict)?;
        fields.serialize_field("force", &finding.force)?;
        fields.serialize_field("due_on", &finding.due_on)?;
        fields.serialize_field("settled_on", &finding.settled_on)?;
        fields.serialize_field("margin_days", &finding.margin_days)?;
        fields.serialize_field("holds_until", &finding.holds_until)?;
        fields.serialize_field("contested", &finding.contested)?;
        fields.serialize_field("due_range", &finding.due_range.map(|Period { from, to }| [from, to]))?;
        fields.serialize_field("detail", &finding.evidence())?;
        if with_message {
            fields.serialize_field("message", &finding.message())?;
        }
        fields.end()
    }
}

impl Serialize for Subject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use crate::rules::Key;
        let mut fields = serializer.serialize_struct("Subject", self.keys().count())?;
        for (name, key) in self.keys() {
            match key {
                Key::Id(id) => fields.serialize_field(name, id)?,
                Key::Day(day) => fields.serialize_field(name, &day)?,
                Key::Month(month) => fields.serialize_field(name, &month)?,
                Key::Year(year) => fields.serialize_field(name, &year)?,
            }
        }
        fields.end()
    }
}

/// The `detail` of a finding: always an object, its keys as the rule has them.
pub(crate) struct Evidence<'r> {
    pub(crate) rule: Rule,
    pub(crate) detail: Detail,
    pub(crate) stretches: &'r [Stretch],
    /// The readings that alone flip the verdict; `None` if it is not contested.
    pub(crate) flips: Option<Flips>,
}

#[derive(Serialize)]
struct MissingForm {
    form: &'static str,
    required: u32,
    held: u32,
}

#[derive(Serialize)]
struct MissedStretch {
    after: Day,
    missed: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    resumed_on: Option<Day>,
}

impl From<&Stretch> for MissedStretch {
    fn from(stretch: &Stretch) -> MissedStretch {
        MissedStretch { after: stretch.after, missed: stretch.deadline, resumed_on: stretch.resumed_on }
    }
}

impl Serialize for Evidence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.detail {
            Detail::None | Detail::Because(_) => {}
            Detail::Missing { individual, group } => {
                let missing = |form, tally: Tally| {
                    let Tally { required, held } = tally;
                    (!tally.is_met()).then_some(MissingForm { form, required, held })
                };
                let both = [missing("individual", individual), missing("group", group)];
                map.serialize_entry("missing", &both.into_iter().flatten().collect::<Vec<_>>())?;
            }
            Detail::Conditions { failed, unknown } => {
                for (name, conditions) in [("failed", failed), ("unknown", unknown)] {
                    if !conditions.is_empty() {
                        map.serialize_entry(name, &conditions.names().collect::<Vec<_>>())?;
                    }
                }
            }
            Detail::Stretches(_) => {
                map.serialize_entry("stretches", &List(self.stretches.iter().map(MissedStretch::from)))?;
            }
            Detail::Lost { inactive, revoked } => {
                let reasons = [inactive.then_some("inactive"), revoked.then_some("revoked")];
                map.serialize_entry("reasons", &reasons.into_iter().flatten().collect::<Vec<_>>())?;
            }
        }
        if let Some(reason) = self.detail.reason() {
            map.serialize_entry("reason", &reason)?;
        }
        if let Some(flips) = self.flips {
            let names: Vec<String> =
                flipped_by(self.rule, flips).map(|(key, value)| format!("{key}={value}")).collect();
            map.serialize_entry("contested_by", &names)?;
        }
        map.end()
    }
}
