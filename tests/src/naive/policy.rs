//! Section 3, policy: keys with their defaults, profiles, what is settled, editions.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::{Value, json};

use super::dates::{Day, day};
use super::rest_days::RestDays;

pub const PARTIAL_MONTH: &str = "supervision.frequency.partial_month";
pub const SCOPE: &str = "supervision.frequency.scope";
pub const PEER: &str = "supervision.frequency.peer";
pub const FIRST_DAY: &str = "supervision.record.first_day";
pub const LAST_DAY: &str = "supervision.record.last_day";
pub const SUCCESSOR: &str = "supervision.cycle_plan.successor";
pub const DUE: &str = "supervision.monthly_plan.due";
pub const CATEGORIES: &str = "mentor.categories";
pub const TERM_LAST_DAY: &str = "mentor.term.last_day";
pub const GUIDANCE_YEAR: &str = "mentor.annual_guidance.year";
pub const COUNTING: &str = "mentor.inactivity.counting";
pub const LAPSE_EFFECT: &str = "mentor.commendation.lapse_effect";

/// The reading keys and their values, the default first.
pub const READINGS: [(&str, &[&str]); 12] = [
    (PARTIAL_MONTH, &["whole_months_only", "every_month_touched"]),
    (SCOPE, &["per_project", "per_worker"]),
    (PEER, &["counts_for_nothing", "counts_as_group"]),
    (FIRST_DAY, &["excluded", "included"]),
    (LAST_DAY, &["as_counted", "next_workday"]),
    (SUCCESSOR, &["exempt", "owes_one"]),
    (DUE, &["month_start", "month_end"]),
    (CATEGORIES, &["closed", "open"]),
    (TERM_LAST_DAY, &["corresponding_day", "day_before"]),
    (GUIDANCE_YEAR, &["term_year", "calendar_year"]),
    (COUNTING, &["rolling", "calendar_months"]),
    (LAPSE_EFFECT, &["year_of_lapse", "every_year_touched", "rest_of_term"]),
];

pub fn values_of(key: &str) -> &'static [&'static str] {
    READINGS.iter().find(|(name, _)| *name == key).expect("a reading key").1
}

/// An instrument is in force from `from` to `to`, both included; `to` absent = open.
#[derive(Clone, Copy)]
pub struct Period {
    pub from: Day,
    pub to: Option<Day>,
}

impl Period {
    pub fn contains(&self, day: Day) -> bool {
        day >= self.from && self.to.is_none_or(|to| day <= to)
    }

    /// `last`, but not beyond the end of the period.
    pub fn cut(&self, last: Day) -> Day {
        self.to.map_or(last, |to| to.min(last))
    }
}

/// One policy: the single one, or that of one edition.
#[derive(Clone)]
pub struct Edition {
    from: Option<Day>,
    keys: BTreeMap<String, Value>,
    settled: BTreeSet<String>,
    pub rest_days: Rc<RestDays>,
}

impl Edition {
    pub fn number(&self, key: &str) -> i64 {
        self.keys[key].as_i64().expect("a number")
    }

    pub fn reading(&self, key: &str) -> &str {
        self.keys[key].as_str().expect("a reading")
    }

    pub fn owes_record(&self, form: &str) -> bool {
        let forms = self.keys["supervision.record.forms"].as_array().expect("forms");
        forms.iter().any(|owing| owing == form)
    }

    fn settles(&self, key: &str) -> bool {
        self.settled.contains(key)
    }

    fn new(given: &Value) -> Edition {
        let mut keys: BTreeMap<String, Value> = BTreeMap::new();
        for (key, value) in numbers_and_dates() {
            keys.insert(key.to_string(), value);
        }
        for (key, values) in READINGS {
            keys.insert(key.to_string(), json!(values[0]));
        }
        let mut citations = vec![FIRST_DAY];
        if given["profile"] == "civil_code" {
            keys.insert(LAST_DAY.to_string(), json!("next_workday"));
            citations = vec![FIRST_DAY, LAST_DAY, TERM_LAST_DAY, COUNTING];
        }

        let of_profile = keys.clone();
        for instrument in ["supervision", "mentor"] {
            lay_over(&mut keys, instrument, &given[instrument]);
        }

        // A `settled` that is given replaces that of the default or profile, whose citations apply only while their
        // key keeps the value that the default or profile gives it.
        let settled = match given["settled"].as_object() {
            Some(map) => map.keys().cloned().collect(),
            None => {
                citations.iter().filter(|key| keys[**key] == of_profile[**key]).map(|key| key.to_string()).collect()
            }
        };
        Edition { from: None, keys, settled, rest_days: Rc::new(RestDays::new(&given["rest_days"])) }
    }
}

fn numbers_and_dates() -> [(&'static str, Value); 13] {
    [
        ("supervision.effective_from", json!("2023-07-25")),
        ("supervision.effective_to", json!(null)),
        ("supervision.frequency.individual_per_month", json!(1)),
        ("supervision.frequency.group_per_month", json!(1)),
        ("supervision.record.within_days", json!(7)),
        ("supervision.record.forms", json!(["individual", "group", "peer", "on_site"])),
        ("supervision.cycle_plan.within_months", json!(1)),
        ("supervision.monthly_plan.month_start_days", json!(10)),
        ("mentor.effective_from", json!("2023-06-30")),
        ("mentor.effective_to", json!(null)),
        ("mentor.term.years", json!(3)),
        ("mentor.inactivity.months", json!(6)),
        ("mentor.evaluation.within_months", json!(3)),
    ]
}

/// Nested tables are the dotted keys.
fn lay_over(keys: &mut BTreeMap<String, Value>, name: &str, given: &Value) {
    match given {
        Value::Object(table) => {
            for (key, value) in table {
                lay_over(keys, &format!("{name}.{key}"), value);
            }
        }
        // An instrument that the policy does not mention.
        Value::Null if !keys.contains_key(name) => {}
        value => {
            keys.insert(name.to_string(), value.clone());
        }
    }
}

/// The whole policy: one edition or several, and the effective period of both instruments.
#[derive(Clone)]
pub struct Law {
    editions: Vec<Edition>,
    pub supervision: Period,
    pub mentor: Period,
}

/// Some reading keys, each set to one of its values.
pub type Settings = Vec<(&'static str, &'static str)>;

impl Law {
    pub fn new(given: &Value) -> Law {
        let optional = |value: &Value| value.as_str().map(day);
        let Some(list) = given["editions"].as_array() else {
            let edition = Edition::new(given);
            let period = |instrument: &str| Period {
                from: optional(&edition.keys[&format!("{instrument}.effective_from")]).expect("a first day"),
                to: optional(&edition.keys[&format!("{instrument}.effective_to")]),
            };
            return Law { supervision: period("supervision"), mentor: period("mentor"), editions: vec![edition] };
        };
        let mut editions = Vec::new();
        for item in list {
            let from = optional(&item["effective_from"]);
            editions.push(Edition { from, ..Edition::new(&item["policy"]) });
        }
        // "The effective period of both instruments is the whole list's."
        let from = editions[0].from.expect("a first day");
        let to = optional(&list[list.len() - 1]["effective_to"]);
        Law { editions, supervision: Period { from, to }, mentor: Period { from, to } }
    }

    /// The edition of a day. "A day before the first edition takes the first, a day after the last takes the last."
    pub fn on(&self, day: Day) -> &Edition {
        let begun = self.editions.iter().rev().find(|edition| edition.from.is_none_or(|from| from <= day));
        begun.unwrap_or(&self.editions[0])
    }

    /// The same law read otherwise: each value is set in every edition that does not settle its key. (An edition that a
    /// finding does not draw on cannot change the finding, so it does no harm to set it there too.)
    pub fn read_as(&self, settings: &Settings) -> Law {
        let mut law = self.clone();
        for edition in &mut law.editions {
            for (key, value) in settings {
                if !edition.settles(key) {
                    edition.keys.insert(key.to_string(), json!(value));
                }
            }
        }
        law
    }

    /// Every combination over the reading keys: each key left as it is, or set to a value that it has not everywhere.
    pub fn combinations(&self, brackets: &[&'static str]) -> Vec<Settings> {
        let mut combinations = vec![Settings::new()];
        for key in brackets {
            let mut longer = combinations.clone();
            for value in values_of(key) {
                let changes = |edition: &Edition| !edition.settles(key) && edition.reading(key) != *value;
                if self.editions.iter().any(changes) {
                    for settings in &combinations {
                        let mut settings = settings.clone();
                        settings.push((key, value));
                        longer.push(settings);
                    }
                }
            }
            combinations = longer;
        }
        combinations
    }
}
