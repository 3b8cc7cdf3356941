use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Explanation, Fact, Remedy, Step};
use crate::contest::Alternative;
use crate::message::{Lang, Message, Param, Text};

impl Serialize for Explanation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("finding", &self.finding())?;
        map.serialize_entry("facts", &self.facts)?;
        map.serialize_entry("steps", &self.steps)?;
        map.serialize_entry("readings", &self.readings)?;
        map.serialize_entry("remedy", &self.remedy)?;
        map.end()
    }
}

impl Serialize for Fact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("table", &self.table)?;
        map.serialize_entry("row", &self.row)?;
        map.serialize_entry("counted", &self.counted)?;
        map.serialize_entry("why", &self.why)?;
        map.end()
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(5))?;
        map.serialize_entry("code", self.text.code().trim_start_matches("step."))?;
        map.serialize_entry("from", &self.from)?;
        map.serialize_entry("to", &self.to)?;
        map.serialize_entry("params", &Params(&self.text))?;
        map.serialize_entry("text", &self.text)?;
        map.end()
    }
}

/// The parameters of a step besides its two days.
struct Params<'m>(&'m Message);

impl Serialize for Params<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, param) in self.0.params().iter().filter(|(name, _)| !["from", "to", "counted"].contains(name)) {
            match param {
                Param::Number(number) | Param::Days(number) | Param::Months(number) => {
                    map.serialize_entry(name, number)?;
                }
                Param::Year(year) => map.serialize_entry(name, year)?,
                Param::Word(word) => map.serialize_entry(name, word)?,
                other => map.serialize_entry(name, &other.text(Lang::En))?,
            }
        }
        map.end()
    }
}

impl Serialize for Alternative {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("settings", &Settings(&self.settings))?;
        map.serialize_entry("verdict", &self.verdict)?;
        map.serialize_entry("due_on", &self.due_on)?;
        map.end()
    }
}

struct Settings<'a>(&'a [(&'static str, &'static str)]);

impl Serialize for Settings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

impl Serialize for Remedy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("possible", &self.possible)?;
        map.serialize_entry("by", &self.by)?;
        map.serialize_entry("text", &self.text)?;
        map.end()
    }
}

const HEADINGS: [Text; 4] = [
    Text { zh: "所据事实", en: "facts" },
    Text { zh: "推算", en: "arithmetic" },
    Text { zh: "各种读法", en: "readings" },
    Text { zh: "补救", en: "remedy" },
];

impl Explanation {
    /// The explanation as text in one language, several lines.
    ///
    /// It is meant for a terminal; rows are counted from 0.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::message::Lang;
    /// use hongyan::{Policy, check};
    ///
    /// let report = check(&facts, &Policy::default(), day(10, 5));
    /// let explanation = report.explain(&facts, report.findings().next().unwrap().subject).unwrap();
    /// let text = explanation.text(Lang::En);
    /// assert_eq!(text.lines().nth(1), Some("breach  S6.2.1  mandatory"));
    /// assert!(text.contains("pending 2024-10-08  supervision.record.last_day=next_workday"));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let finding = self.finding();
        let mut lines = vec![
            finding.message().text(lang),
            format!("{}  {}  {}", finding.verdict.word().get(lang), finding.clause, finding.force.word().get(lang)),
        ];
        let [facts, steps, readings, remedy] = HEADINGS.map(|heading| heading.get(lang));
        if !self.facts.is_empty() {
            lines.push(format!("\n{facts}"));
        }
        for fact in &self.facts {
            let mark = if fact.counted { '+' } else { '-' };
            lines.push(format!("  {mark} {} {}: {}", fact.table, fact.row, fact.why.text(lang)));
        }
        if !self.steps.is_empty() {
            lines.push(format!("\n{steps}"));
        }
        lines.extend(self.steps.iter().map(|step| format!("  {}", step.text.text(lang))));
        if let [own, others @ ..] = self.readings.as_slice()
            && !others.is_empty()
        {
            lines.push(format!("\n{readings}\n  {}", line(own, &own.settings, lang)));
            for other in others {
                let changed: Vec<_> =
                    other.settings.iter().filter(|one| !own.settings.contains(one)).copied().collect();
                lines.push(format!("  {}", line(other, &changed, lang)));
            }
        }
        if let Some(todo) = &self.remedy {
            lines.push(format!("\n{remedy}\n  {}", todo.text.text(lang)));
        }
        lines.join("\n")
    }
}

/// One combination of readings in a line, with these of its settings.
fn line(reading: &Alternative, settings: &[(&'static str, &'static str)], lang: Lang) -> String {
    let settings: Vec<String> = settings.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let verdict = reading.verdict.map_or("-", |verdict| verdict.word().get(lang));
    let due_on = reading.due_on.map_or_else(String::new, |day| format!(" {day}"));
    format!("{verdict}{due_on}  {}", settings.join(" "))
}
