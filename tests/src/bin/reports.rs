//! `reports vectors` or `reports random SEED COUNT`: questions with the core's answers, one JSON object a line.
//!
//! `{name, as_of, policy, rules, on_error, facts, columns, report | faults}`: what a binding is asked and must answer,
//! byte for byte. `columns` says whether typed columns can hold the facts; `faults` stands where the facts are refused.

use std::io::Write;

use hongyan::facts::{Builder, OnError};
use hongyan::{Check, Policy, Rule};
use hongyan_tests::vectors::{self, OnFault};
use hongyan_tests::{columnar, random};
use serde_json::{Value, json};

struct Question {
    name: String,
    as_of: hongyan::Day,
    policy: Option<Value>,
    rules: Option<Vec<String>>,
    on_error: OnError,
    facts: Value,
}

impl Question {
    fn answered(&self) -> Value {
        let policy = self.policy.as_ref().map_or_else(Policy::default, |policy| {
            Policy::from_json(&policy.to_string()).unwrap_or_else(|errors| panic!("{}: {errors}", self.name))
        });
        let check = Check::new(&policy, self.as_of);
        let check = match &self.rules {
            Some(names) => check.rules(names.iter().map(|name| Rule::from_name(name).expect("a rule"))),
            None => check,
        };
        let facts = Builder::from_json(&self.facts.to_string()).and_then(|builder| builder.build(self.on_error));
        let (key, answer) = match facts {
            Ok(facts) => ("report", check.run(&facts).to_json().expect("a report has a JSON form")),
            Err(faults) => ("faults", serde_json::to_string(&faults).expect("faults have a JSON form")),
        };
        json!({
            "name": self.name,
            "as_of": self.as_of,
            "policy": self.policy,
            "rules": self.rules,
            "on_error": if self.on_error == OnError::Skip { "skip" } else { "raise" },
            "facts": self.facts,
            "columns": columnar::holdable(&self.facts),
            // as text: the order of its keys counts
            key: answer,
        })
    }
}

fn of_vectors() -> Vec<Question> {
    let files = vectors::all().into_iter();
    let cases = files.flat_map(|(file, cases)| cases.into_iter().map(move |case| (file.clone(), case)));
    let question = |(file, case): (String, vectors::Case)| Question {
        name: format!("{file}: {}", case.name),
        as_of: case.as_of,
        on_error: if case.on_error == OnFault::Skip { OnError::Skip } else { OnError::Raise },
        policy: case.policy,
        rules: case.rules,
        facts: case.facts,
    };
    cases.map(question).collect()
}

fn district(seed: u64) -> Question {
    let random::District { facts, policy, as_of } = random::district(seed);
    Question {
        name: format!("district {seed}"),
        as_of: as_of.parse().expect("a day"),
        policy: Some(policy),
        rules: None,
        on_error: OnError::Raise,
        facts,
    }
}

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let number = |text: &String| text.parse::<u64>().expect("a number");
    let questions: Box<dyn Iterator<Item = Question>> = match given.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["vectors"] => Box::new(of_vectors().into_iter()),
        ["random", _, _] => {
            let (seed, count) = (number(&given[1]), number(&given[2]));
            Box::new((seed..seed + count).map(district))
        }
        _ => {
            eprintln!("usage: reports vectors | reports random SEED COUNT");
            std::process::exit(2);
        }
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for question in questions {
        writeln!(out, "{}", question.answered()).expect("output is read");
    }
}
