//! Section 4, findings: their fields, and the deadline pattern.

use serde_json::{Map, Value, json};

use super::dates::{Day, days_between};

/// One part of a subject: text by code point, numbers and days by value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Text(String),
    Number(i32),
    On(Day),
}

impl Part {
    pub fn text(text: &str) -> Part {
        Part::Text(text.to_string())
    }

    fn json(&self) -> Value {
        match self {
            Part::Text(text) => json!(text),
            Part::Number(number) => json!(number),
            Part::On(day) => json!(day.to_string()),
        }
    }
}

/// Key and value of each part, in the order that the rule names them.
pub type Subject = Vec<(&'static str, Part)>;

#[derive(Clone)]
pub struct Finding {
    pub rule: &'static str,
    pub clause: &'static str,
    pub subject: Subject,
    pub verdict: &'static str,
    pub force: &'static str,
    pub due_on: Option<Day>,
    pub settled_on: Option<Day>,
    pub margin_days: Option<i64>,
    pub holds_until: Option<Day>,
    pub contested: bool,
    pub due_range: Option<(Day, Day)>,
    pub detail: Map<String, Value>,
}

impl Finding {
    /// A finding with no days and no detail.
    pub fn new(
        rule: &'static str,
        clause: &'static str,
        force: &'static str,
        subject: Subject,
        verdict: &'static str,
    ) -> Finding {
        Finding {
            rule,
            clause,
            subject,
            verdict,
            force,
            due_on: None,
            settled_on: None,
            margin_days: None,
            holds_until: None,
            contested: false,
            due_range: None,
            detail: Map::new(),
        }
    }

    /// "Deadline pattern: met on `d`: `d <= due_on` -> `compliant`, else `breach`. Unmet: `as_of <= due_on` ->
    /// `pending`, else `breach`."
    pub fn by_deadline_pattern(mut self, due_on: Day, met_on: Option<Day>, as_of: Day) -> Finding {
        self.verdict = match met_on {
            Some(day) if day <= due_on => "compliant",
            Some(_) => "breach",
            None if as_of <= due_on => "pending",
            None => "breach",
        };
        self.with_days(due_on, met_on, as_of)
    }

    /// `due_on`, `settled_on` and what follows from them under the verdict already given.
    /// "`margin_days`: `due_on` minus `settled_on` if met, else `due_on` minus `as_of`."
    /// "`holds_until`: `due_on` while `pending` with a due date".
    pub fn with_days(mut self, due_on: Day, settled_on: Option<Day>, as_of: Day) -> Finding {
        self.due_on = Some(due_on);
        self.settled_on = settled_on;
        self.margin_days = Some(days_between(settled_on.unwrap_or(as_of), due_on));
        if self.verdict == "pending" {
            self.holds_until = Some(due_on);
        }
        self
    }

    pub fn detail(&mut self, key: &str, value: Value) {
        self.detail.insert(key.to_string(), value);
    }

    pub fn json(&self) -> Value {
        let mut subject = Map::new();
        for (key, part) in &self.subject {
            subject.insert(key.to_string(), part.json());
        }
        json!({
            "rule": self.rule,
            "clause": self.clause,
            "subject": subject,
            "verdict": self.verdict,
            "force": self.force,
            "due_on": text(self.due_on),
            "settled_on": text(self.settled_on),
            "margin_days": self.margin_days,
            "holds_until": text(self.holds_until),
            "contested": self.contested,
            "due_range": self.due_range.map(|(earliest, latest)| [earliest.to_string(), latest.to_string()]),
            "detail": self.detail,
        })
    }
}

/// A day as on the wire, null if there is none.
pub fn text(day: Option<Day>) -> Value {
    day.map_or(Value::Null, |day| json!(day.to_string()))
}
