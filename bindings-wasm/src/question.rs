use hongyan::columns::Door;
use hongyan::facts::{Facts, Fault, FaultCode, Kind, OnError};
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::policy::PolicyErrors;
use hongyan::value::Value;
use hongyan::{Check, Day, Keep, Policy, Rule};

use crate::json::read;
use crate::refusal::{Refusal, instant};

/// A question past the door.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) as_of: Day,
    pub(crate) policy: Policy,
    rules: Option<Vec<Rule>>,
    keep: Option<Keep>,
    pub(crate) door: Door,
    pub(crate) messages: bool,
    infer_engagements: bool,
    /// Whether the state of records tells which are contested.
    #[cfg(feature = "core")]
    pub(crate) contested: bool,
}

impl Question {
    pub(crate) fn check(&self, keep: Keep) -> Check<'_> {
        let check = Check::new(&self.policy, self.as_of).keep(self.keep.unwrap_or(keep));
        match &self.rules {
            Some(rules) => check.rules(rules.iter().copied()),
            None => check,
        }
    }

    /// The facts that are asked about: with engagements inferred, if that is wanted.
    pub(crate) fn about(&self, facts: Facts) -> Facts {
        if self.infer_engagements { facts.infer_engagements() } else { facts }
    }

    /// Reads the options, which are JSON of the package's own making, and the policy. What is wrong goes to the
    /// refusal; there is a question only if nothing is.
    pub(crate) fn read(options: &str, policy: Option<&str>) -> (Option<Question>, Refusal) {
        let mut reader = Reader { contested: true, ..Reader::default() };
        let options = match read(options) {
            Ok(Value::Map(entries)) => entries,
            _ => Vec::new(),
        };
        reader.refusal.lang = lang(&options, &mut reader.refusal);
        for (name, value) in &options {
            reader.option(name, value);
        }
        #[cfg(feature = "core")]
        let contested = reader.contested;
        let Reader { as_of, rules, keep, door, messages, infer_engagements, mut refusal, .. } = reader;
        if !options.iter().any(|(name, value)| name == "as_of" && *value != Value::Null) {
            refusal.fault(Fault::new(FaultCode::MissingValue).in_column("as_of"));
        }
        let policy = read_policy(policy, &mut refusal);
        let question = as_of.zip(policy).map(|(as_of, policy)| Question {
            as_of,
            policy,
            rules,
            keep,
            door,
            messages,
            infer_engagements,
            #[cfg(feature = "core")]
            contested,
        });
        (question.filter(|_| refusal.is_empty()), refusal)
    }
}

/// The language of refusals, Chinese if nothing is said.
fn lang(options: &[(String, Value)], refusal: &mut Refusal) -> Lang {
    match options.iter().find(|(name, value)| name == "lang" && *value != Value::Null) {
        None => Lang::Zh,
        Some((_, Value::Text(name))) if Lang::from_name(name).is_some() => Lang::from_name(name).unwrap_or_default(),
        Some((_, other)) => {
            refusal.fault(Fault::option("lang", other.clone(), Lang::ALL.map(Lang::name)));
            Lang::Zh
        }
    }
}

/// A policy from JSON; the default if there is none.
pub(crate) fn read_policy(policy: Option<&str>, refusal: &mut Refusal) -> Option<Policy> {
    let read = |text| match read(text) {
        Ok(value) => Policy::from_value(&value),
        Err(error) => Err(PolicyErrors::unreadable(error.to_string())),
    };
    match policy.map_or_else(|| Ok(Policy::default()), read) {
        Ok(policy) => Some(policy),
        Err(errors) => {
            refusal.errors(errors);
            None
        }
    }
}

/// A date as the package writes what it was given.
pub(crate) fn read_day(column: &'static str, value: &Value, refusal: &mut Refusal) -> Option<Day> {
    let fault = match value {
        Value::Text(text) => match Fault::as_of(text) {
            Ok(day) => return Some(day),
            Err(faults) => {
                faults.into_iter().for_each(|fault| refusal.fault(fault.in_column(column)));
                return None;
            }
        },
        Value::Null => Fault::new(FaultCode::MissingValue),
        other => match instant(other) {
            Some(text) => Fault::instant(text.to_owned()),
            None => Fault::not_of(Kind::Date, other.clone()),
        },
    };
    refusal.fault(fault.in_column(column));
    None
}

#[derive(Default)]
struct Reader {
    as_of: Option<Day>,
    rules: Option<Vec<Rule>>,
    keep: Option<Keep>,
    door: Door,
    messages: bool,
    infer_engagements: bool,
    contested: bool,
    refusal: Refusal,
}

impl Reader {
    fn option(&mut self, name: &str, value: &Value) {
        match (name, value) {
            (_, Value::Null) => {}
            ("as_of", value) => self.as_of = read_day("as_of", value, &mut self.refusal),
            ("rules", value) => self.rules(value),
            ("keep", value) => self.keep(value),
            ("on_error", value) => match value {
                Value::Text(text) if text == "raise" => self.door.on_error = OnError::Raise,
                Value::Text(text) if text == "skip" => self.door.on_error = OnError::Skip,
                other => self.refusal.fault(Fault::option("on_error", other.clone(), ["raise", "skip"])),
            },
            ("trust_keys", value) => self.door.trust_keys = self.flag("trust_keys", value),
            ("contested", value) => self.contested = self.flag("contested", value),
            ("messages", value) => self.messages = self.flag("messages", value),
            ("infer_engagements", value) => self.infer_engagements = self.flag("infer_engagements", value),
            // the language has been read; the package hands on no name that it does not know
            _ => {}
        }
    }

    fn flag(&mut self, name: &'static str, value: &Value) -> bool {
        if let Value::Flag(flag) = value {
            return *flag;
        }
        self.refusal.fault(Fault::option(name, value.clone(), ["true", "false"]));
        false
    }

    /// Each item of a list by its name; what has none is refused.
    fn named<T>(
        &mut self,
        option: &'static str,
        items: &[Value],
        find: impl Fn(&str) -> Option<T>,
        all: &[&str],
    ) -> Vec<T> {
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Value::Text(name) if find(name).is_some() => found.extend(find(name)),
                other => self.refusal.fault(Fault::option(option, other.clone(), all.iter().copied())),
            }
        }
        found
    }

    fn rules(&mut self, value: &Value) {
        let names = Rule::ALL.map(Rule::name);
        match value {
            Value::List(items) => self.rules = Some(self.named("rules", items, Rule::from_name, &names)),
            other => self.refusal.fault(Fault::option("rules", other.clone(), names)),
        }
    }

    fn keep(&mut self, value: &Value) {
        let verdicts = Verdict::ALL.map(Verdict::name);
        let admitted = || ["problems", "all"].into_iter().chain(verdicts);
        match value {
            Value::List(items) => {
                self.keep = Some(Keep::only(&self.named("keep", items, Verdict::from_name, &verdicts)));
            }
            Value::Text(name) if name == "problems" => self.keep = Some(Keep::PROBLEMS),
            Value::Text(name) if name == "all" => self.keep = Some(Keep::ALL),
            Value::Text(name) if Verdict::from_name(name).is_some() => {
                self.keep = Verdict::from_name(name).map(|verdict| Keep::only(&[verdict]));
            }
            other => self.refusal.fault(Fault::option("keep", other.clone(), admitted())),
        }
    }
}
