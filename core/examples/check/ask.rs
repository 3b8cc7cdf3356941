//! From the options to a question, and its answer.

use hongyan::explain::Explanation;
use hongyan::facts::Fault;
use hongyan::intake::SAMPLE_AS_OF;
use hongyan::message::Lang;
use hongyan::rules::{Rule, Subject};
use hongyan::{Check, Day, Policy, Report};
use percent_encoding::percent_decode_str;

use crate::cli::Cli;
use crate::input::{self, Input};
use crate::{Refusal, policy, words};

/// Everything that was given, past every door.
pub(crate) struct Question {
    pub(crate) input: Input,
    pub(crate) policy: Policy,
    pub(crate) as_of: Day,
    rules: Vec<Rule>,
    explain: Option<(Rule, Vec<(String, String)>)>,
    lang: Lang,
}

pub(crate) struct Answer {
    pub(crate) report: Report,
    pub(crate) explanation: Option<Explanation>,
}

impl Question {
    /// Reads all that was given and says all that is wrong with it, not the first alone.
    pub(crate) fn read(cli: &Cli, lang: Lang) -> Result<Question, Refusal> {
        let as_of = Fault::as_of(cli.as_of.as_deref().unwrap_or(SAMPLE_AS_OF));
        let as_of = as_of.map_err(|faults| Refusal::from(faults.summary(lang)));
        let policy = policy::read(cli.policy.as_deref(), lang);
        let rules = rules(&cli.rules, lang);
        let explain = cli.explain.as_deref().map(|text| subject(text, lang)).transpose();
        let input = cli.reading(lang).and_then(|reading| {
            let input = match &cli.path {
                Some(path) => input::read(path, &reading),
                None => input::sample(&reading),
            };
            input.map_err(|faults| words::faults(lang, &faults))
        });
        match (as_of, policy, rules, explain, input) {
            (Ok(as_of), Ok(policy), Ok(rules), Ok(explain), Ok(input)) => {
                Ok(Question { input, policy, as_of, rules, explain, lang })
            }
            (as_of, policy, rules, explain, input) => {
                let all = [as_of.err(), policy.err(), rules.err(), explain.err(), input.err()];
                Err(Refusal(all.into_iter().flatten().flat_map(|one| one.0).collect()))
            }
        }
    }

    /// Asks it of a day.
    pub(crate) fn report(&self, as_of: Day) -> Report {
        let check = Check::new(&self.policy, as_of);
        let check = if self.rules.is_empty() { check } else { check.rules(self.rules.iter().copied()) };
        check.run(&self.input.facts)
    }

    /// Asks it. The subject to be explained may turn out not to exist.
    pub(crate) fn ask(&self) -> Result<Answer, Refusal> {
        let report = self.report(self.as_of);
        let explanation = match &self.explain {
            None => None,
            Some((rule, pairs)) => {
                let subject = Subject::from_pairs(*rule, pairs).map_err(|error| words::subject(self.lang, &error))?;
                let explanation = report.explain(&self.input.facts, subject);
                Some(explanation.ok_or_else(|| words::no_subject(self.lang, subject, self.as_of))?)
            }
        };
        Ok(Answer { report, explanation })
    }
}

fn rule(name: &str, lang: Lang) -> Result<Rule, Refusal> {
    Rule::from_name(name).ok_or_else(|| words::unknown_rule(lang, name))
}

fn rules(names: &[String], lang: Lang) -> Result<Vec<Rule>, Refusal> {
    let (mut rules, mut refusal) = (Vec::new(), Refusal::default());
    for name in names {
        match rule(name, lang) {
            Ok(rule) => rules.push(rule),
            Err(one) => refusal.0.extend(one.0),
        }
    }
    if refusal.0.is_empty() { Ok(rules) } else { Err(refusal) }
}

/// `RULE?key=value&key=value`, percent-encoded where it must be.
fn subject(text: &str, lang: Lang) -> Result<(Rule, Vec<(String, String)>), Refusal> {
    let (name, query) = text.split_once('?').unwrap_or((text, ""));
    let rule = rule(name, lang)?;
    let decode = |part: &str| {
        let decoded = percent_decode_str(part).decode_utf8();
        decoded.map(String::from).map_err(|_| words::not_utf8(lang, "--explain", part))
    };
    let mut pairs = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push((decode(key)?, decode(value)?));
    }
    Subject::from_pairs(rule, &pairs).map_err(|error| words::subject(lang, &error))?;
    Ok((rule, pairs))
}
