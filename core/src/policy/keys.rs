use serde::Serialize;

use super::Values;
use crate::calendar::{Day, YEARS};
use crate::contest::Reading;
use crate::facts::{Form, Forms};
use crate::message::Text;
use crate::rules::mentors::stretch::Counting;
use crate::rules::mentors::term;
use crate::rules::{
    annual_guidance, commendation, cycle_plan, mentor_eligibility, monthly_plan, record_deadline, supervision_frequency,
};
use crate::value::Value;

/// Where the value of a policy key comes from.
///
/// ```
/// use hongyan::policy::Basis;
///
/// // the numbers that somebody had to assume
/// let description = hongyan::Policy::default().describe();
/// let assumed: Vec<_> = description.iter().filter(|one| one.basis == Basis::Assumed).map(|one| one.key).collect();
/// assert!(assumed.contains(&"mentor.evaluation.within_months"));
/// assert!(!assumed.contains(&"mentor.term.years"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Basis {
    /// The clause gives the number.
    Text,
    /// The clause admits several meanings.
    Reading,
    /// The clause gives no number and one is needed.
    Assumed,
}

impl Basis {
    /// The name on the wire.
    ///
    /// ```
    /// use hongyan::policy::Basis;
    ///
    /// assert_eq!(Basis::Assumed.name(), "assumed");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Basis::Text => "text",
            Basis::Reading => "reading",
            Basis::Assumed => "assumed",
        }
    }
}

/// The value of a key, whatever its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    Date(Option<Day>),
    Count(u32),
    Reading(usize),
    Forms(Forms),
}

/// What a key admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Admits {
    Date,
    DateOrOpen,
    Count(u32, u32),
    Reading(&'static [&'static str]),
    Forms,
}

/// Why a value is not admitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Type,
    Value,
}

impl Admits {
    /// What it admits, as a person reads it.
    pub(super) fn describe(self) -> String {
        match self {
            Admits::Date => "YYYY-MM-DD".to_owned(),
            Admits::DateOrOpen => "YYYY-MM-DD | null".to_owned(),
            Admits::Count(min, max) => format!("{min}..{max}"),
            Admits::Reading(values) => values.join(" | "),
            Admits::Forms => {
                let names: Vec<&str> = Form::ALL.iter().map(|form| form.name()).collect();
                format!("[{}]", names.join(", "))
            }
        }
    }

    pub(super) fn check(self, setting: Setting) -> Result<Setting, Refusal> {
        let admitted = match (self, setting) {
            (Admits::Date, Setting::Date(Some(day))) => YEARS.contains(&day.year()),
            (Admits::DateOrOpen, Setting::Date(day)) => day.is_none_or(|day| YEARS.contains(&day.year())),
            (Admits::Count(min, max), Setting::Count(count)) => (min..=max).contains(&count),
            (Admits::Reading(values), Setting::Reading(index)) => index < values.len(),
            (Admits::Forms, Setting::Forms(forms)) => !forms.is_empty(),
            _ => return Err(Refusal::Type),
        };
        if admitted { Ok(setting) } else { Err(Refusal::Value) }
    }

    /// Reads what JSON or TOML gives.
    pub(super) fn read(self, raw: &Value) -> Result<Setting, Refusal> {
        let setting = match (self, raw) {
            (Admits::DateOrOpen, Value::Null) => Setting::Date(None),
            (Admits::Date | Admits::DateOrOpen, Value::Text(text)) => {
                Setting::Date(Some(text.parse().map_err(|_| Refusal::Value)?))
            }
            (Admits::Count(..), Value::Number(number)) => {
                Setting::Count(u32::try_from(*number).map_err(|_| Refusal::Value)?)
            }
            // JSON does not tell 3.0 from 3
            (Admits::Count(..), Value::Float(float)) if float.fract() == 0.0 => Setting::Count(*float as u32),
            (Admits::Reading(values), Value::Text(text)) => {
                Setting::Reading(values.iter().position(|value| value == text).ok_or(Refusal::Value)?)
            }
            (Admits::Forms, Value::List(items)) => {
                let mut forms = Forms::default();
                for item in items {
                    let Value::Text(name) = item else {
                        return Err(Refusal::Type);
                    };
                    forms = forms.with(Form::from_name(name).ok_or(Refusal::Value)?);
                }
                Setting::Forms(forms)
            }
            _ => return Err(Refusal::Type),
        };
        self.check(setting)
    }

    /// Writes it as JSON or TOML would.
    pub(super) fn write(self, setting: Setting) -> Value {
        match (self, setting) {
            (_, Setting::Date(day)) => day.map_or(Value::Null, |day| Value::Text(day.to_string())),
            (_, Setting::Count(count)) => Value::Number(count.into()),
            (Admits::Reading(values), Setting::Reading(index)) => {
                Value::Text(values.get(index).copied().unwrap_or_default().to_owned())
            }
            (_, Setting::Reading(_)) => Value::Null,
            (_, Setting::Forms(forms)) => {
                Value::List(forms.iter().map(|form| Value::Text(form.name().to_owned())).collect())
            }
        }
    }
}

/// A policy key: what it means and where its value stands.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) basis: Basis,
    pub(super) clause: &'static str,
    pub(super) admits: Admits,
    pub(super) meaning: Text,
    pub(super) get: fn(&Values) -> Setting,
    pub(super) set: fn(&mut Values, Setting),
}

impl Key {
    pub(super) fn is_effective(&self) -> bool {
        matches!(self.admits, Admits::Date | Admits::DateOrOpen)
    }
}

/// Whose dates a policy has.
#[cfg(feature = "schema")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dates {
    ItsOwn,
    OfTheList,
}

/// Every key with the JSON Schema of its value.
#[cfg(feature = "schema")]
pub(crate) fn key_schemas(dates: Dates) -> impl Iterator<Item = (&'static str, serde_json::Value)> {
    use serde_json::json;
    let defaults = Values::default();
    KEYS.iter().filter(move |key| dates == Dates::ItsOwn || !key.is_effective()).map(move |key| {
        let date = json!({"type": "string", "format": "date"});
        let mut schema = match key.admits {
            Admits::Date => date,
            Admits::DateOrOpen => json!({"anyOf": [date, {"type": "null"}]}),
            Admits::Count(min, max) => json!({"type": "integer", "minimum": min, "maximum": max}),
            Admits::Reading(values) => json!({"type": "string", "enum": values}),
            Admits::Forms => {
                let names: Vec<&str> = Form::ALL.iter().map(|form| form.name()).collect();
                json!({"type": "array", "items": {"type": "string", "enum": names}, "minItems": 1})
            }
        };
        if let Some(map) = schema.as_object_mut() {
            map.insert("description".to_owned(), json!(format!("{} ({})", key.meaning.en, key.clause)));
            map.insert("default".to_owned(), json!(key.admits.write((key.get)(&defaults))));
        }
        (key.name, schema)
    })
}

/// The keys that are readings.
#[cfg(feature = "schema")]
pub(crate) fn readings() -> impl Iterator<Item = &'static str> {
    KEYS.iter().filter(|key| key.basis == Basis::Reading).map(|key| key.name)
}

/// The key with this full dotted name.
pub(super) fn key(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

macro_rules! date {
    ($name:literal, $basis:ident, $clause:literal, $($field:ident).+, $zh:literal, $en:literal) => {
        Key {
            name: $name,
            basis: Basis::$basis,
            clause: $clause,
            admits: Admits::Date,
            meaning: text($zh, $en),
            get: |values| Setting::Date(Some(values.$($field).+)),
            set: |values, setting| if let Setting::Date(Some(day)) = setting { values.$($field).+ = day },
        }
    };
}

macro_rules! open_date {
    ($name:literal, $basis:ident, $clause:literal, $($field:ident).+, $zh:literal, $en:literal) => {
        Key {
            name: $name,
            basis: Basis::$basis,
            clause: $clause,
            admits: Admits::DateOrOpen,
            meaning: text($zh, $en),
            get: |values| Setting::Date(values.$($field).+),
            set: |values, setting| if let Setting::Date(day) = setting { values.$($field).+ = day },
        }
    };
}

macro_rules! count {
    ($name:literal, $basis:ident, $clause:literal, $min:literal..=$max:literal, $($field:ident).+, $zh:literal,
     $en:literal) => {
        Key {
            name: $name,
            basis: Basis::$basis,
            clause: $clause,
            admits: Admits::Count($min, $max),
            meaning: text($zh, $en),
            get: |values| Setting::Count(values.$($field).+),
            set: |values, setting| if let Setting::Count(count) = setting { values.$($field).+ = count },
        }
    };
}

macro_rules! reading {
    ($type:ty, $clause:literal, $($field:ident).+, $zh:literal, $en:literal) => {
        Key {
            name: <$type as Reading>::SLOT.key,
            basis: Basis::Reading,
            clause: $clause,
            admits: Admits::Reading(<$type as Reading>::SLOT.values),
            meaning: text($zh, $en),
            get: |values| Setting::Reading(values.$($field).+.index()),
            set: |values, setting| {
                if let Setting::Reading(index) = setting {
                    values.$($field).+ = <$type as Reading>::at(index).unwrap_or_default();
                }
            },
        }
    };
}

/// Every key, in the order of the contract.
pub(super) const KEYS: &[Key] = &[
    date!(
        "supervision.effective_from",
        Assumed,
        "N0",
        supervision.effective_from,
        "督导制度起始日",
        "first day of the supervision system"
    ),
    open_date!(
        "supervision.effective_to",
        Assumed,
        "N0",
        supervision.effective_to,
        "督导制度截止日，null 为不限",
        "last day of the supervision system, null = open"
    ),
    count!(
        "supervision.frequency.individual_per_month",
        Text,
        "S4",
        0..=31,
        supervision.frequency.individual_per_month,
        "每月个别督导次数",
        "individual supervisions a month"
    ),
    count!(
        "supervision.frequency.group_per_month",
        Text,
        "S4",
        0..=31,
        supervision.frequency.group_per_month,
        "每月团体督导次数",
        "group supervisions a month"
    ),
    reading!(
        supervision_frequency::PartialMonth,
        "S4",
        supervision.frequency.partial_month,
        "不满整月的月份是否考核",
        "whether months engaged in part are judged"
    ),
    reading!(
        supervision_frequency::Scope,
        "S4",
        supervision.frequency.scope,
        "按项目还是按社工计次",
        "whether sessions count per project or per worker"
    ),
    reading!(
        supervision_frequency::Peer,
        "S4",
        supervision.frequency.peer,
        "朋辈督导是否计为团体督导",
        "what peer supervision counts for"
    ),
    count!(
        "supervision.record.within_days",
        Text,
        "S6.2.1",
        1..=366,
        supervision.record.within_days,
        "督导记录提交天数",
        "days for the record"
    ),
    reading!(
        record_deadline::FirstDay,
        "S6.2.1",
        supervision.record.first_day,
        "督导当日是否计入",
        "whether the session's day is counted"
    ),
    reading!(
        record_deadline::LastDay,
        "S6.2.1",
        supervision.record.last_day,
        "末日遇休息日是否顺延",
        "whether a last day off moves to the next workday"
    ),
    Key {
        name: "supervision.record.forms",
        basis: Basis::Assumed,
        clause: "S6.2.1",
        admits: Admits::Forms,
        meaning: text("须提交记录的督导形式", "forms that owe a record"),
        get: |values| Setting::Forms(values.supervision.record.forms),
        set: |values, setting| {
            if let Setting::Forms(forms) = setting {
                values.supervision.record.forms = forms;
            }
        },
    },
    count!(
        "supervision.cycle_plan.within_months",
        Assumed,
        "S2.1",
        0..=60,
        supervision.cycle_plan.within_months,
        "周期督导计划期限（月）",
        "months for the cycle plan"
    ),
    reading!(
        cycle_plan::Successor,
        "S2.1",
        supervision.cycle_plan.successor,
        "中途接手的督导是否另订计划",
        "whether a successor owes a cycle plan"
    ),
    reading!(
        monthly_plan::Due,
        "S2.2",
        supervision.monthly_plan.due,
        "月度督导计划以月初还是月底为限",
        "whether the monthly plan is due at the month's beginning or end"
    ),
    count!(
        "supervision.monthly_plan.month_start_days",
        Assumed,
        "S2.2",
        1..=28,
        supervision.monthly_plan.month_start_days,
        "月初的天数",
        "days that make the month's beginning"
    ),
    date!(
        "mentor.effective_from",
        Text,
        "M9",
        mentor.effective_from,
        "导师办法起始日",
        "first day of the mentor measure"
    ),
    open_date!(
        "mentor.effective_to",
        Text,
        "M9",
        mentor.effective_to,
        "导师办法截止日，null 为不限",
        "last day of the mentor measure, null = open"
    ),
    reading!(
        mentor_eligibility::Categories,
        "M3",
        mentor.categories,
        "导师类别是否限于四类",
        "whether the four groups are all there are"
    ),
    count!("mentor.term.years", Text, "M5", 1..=50, mentor.term.years, "服务期限（年）", "years of a term"),
    reading!(term::LastDay, "M5", mentor.term.last_day, "任期末日的算法", "on which day a term ends"),
    reading!(
        annual_guidance::Year,
        "M5",
        mentor.annual_guidance.year,
        "“每年”按任期年还是自然年",
        "whether years are those of the term or of the calendar"
    ),
    count!(
        "mentor.inactivity.months",
        Text,
        "M6",
        1..=600,
        mentor.inactivity.months,
        "连续未指导的月数",
        "months without guidance"
    ),
    reading!(Counting, "M6", mentor.inactivity.counting, "连续月数的算法", "how those months are counted"),
    reading!(
        commendation::LapseEffect,
        "M6",
        mentor.commendation.lapse_effect,
        "失去哪些年度的表彰资格",
        "which years' commendation is lost"
    ),
    count!(
        "mentor.evaluation.within_months",
        Assumed,
        "M6",
        0..=60,
        mentor.evaluation.within_months,
        "年度考核期限（年末后月数）",
        "months after the year for its evaluation"
    ),
];
