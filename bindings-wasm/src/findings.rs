use std::collections::{BTreeMap, HashMap};

use hongyan::Rule;
use hongyan::calendar::Month;
use hongyan::columns::{Findings, IdValue, NO_DAY, Report};
use hongyan::finding::{Force, Verdict};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::wire::{json, plain_json};

/// What stands for a text that is absent: the only place below 0.
const NO_TEXT: i32 = -1;

/// A report over columns on its way out: JSON, and findings and deadlines as columns.
#[wasm_bindgen]
pub struct Answer {
    report: String,
    lists: [List; 2],
}

#[wasm_bindgen]
impl Answer {
    pub(crate) fn of(report: &Report<'_, '_>) -> Answer {
        let counts: BTreeMap<&str, u64> = report.faults().counts().map(|(code, count)| (code.name(), count)).collect();
        let mut deadlines = List::of(report, report.deadlines());
        deadlines.arrange(&report.deadlines_by_day());
        Answer {
            report: json(&(report.outline(), counts, report.trusts_keys())),
            lists: [List::of(report, report.findings()), deadlines],
        }
    }

    fn list(&mut self, deadlines: bool) -> &mut List {
        let [findings, due] = &mut self.lists;
        if deadlines { due } else { findings }
    }

    /// A list of three: the report without findings and deadlines, the counts of faults by code, whether keys were
    /// trusted.
    #[must_use]
    pub fn report(&mut self) -> String {
        std::mem::take(&mut self.report)
    }

    /// A column of 32-bit integers; none if there is no such column. A column is given out once.
    #[must_use]
    pub fn numbers(&mut self, deadlines: bool, name: &str) -> Option<Vec<i32>> {
        self.list(deadlines).numbers.remove(name)
    }

    /// A column of 64-bit integers.
    #[must_use]
    pub fn wide(&mut self, deadlines: bool, name: &str) -> Option<Vec<i64>> {
        self.list(deadlines).wide.remove(name)
    }

    /// Which rows of a column of integers hold a value.
    #[must_use]
    pub fn valid(&mut self, deadlines: bool, name: &str) -> Option<Vec<u8>> {
        self.list(deadlines).valid.remove(name)
    }

    /// For every row of a column of texts the place of its text among the words; none is below 0. One place stands for
    /// all rows if it is that of all.
    #[must_use]
    pub fn places(&mut self, deadlines: bool, name: &str) -> Option<Vec<i32>> {
        let mut places = self.list(deadlines).places.remove(name)?;
        if let Some(first) = places.first().copied()
            && places.iter().all(|place| *place == first)
        {
            places.truncate(1);
        }
        Some(places)
    }

    /// The words of a column of texts as a JSON list.
    #[must_use]
    pub fn words(&mut self, deadlines: bool, name: &str) -> Option<String> {
        self.list(deadlines).words.remove(name)
    }

    /// Which findings are contested.
    #[must_use]
    pub fn contested(&mut self, deadlines: bool) -> Vec<u8> {
        std::mem::take(&mut self.list(deadlines).contested)
    }
}

/// Findings of all rules as columns.
#[derive(Default)]
struct List {
    rows: usize,
    numbers: HashMap<&'static str, Vec<i32>>,
    wide: HashMap<&'static str, Vec<i64>>,
    valid: HashMap<&'static str, Vec<u8>>,
    places: HashMap<&'static str, Vec<i32>>,
    words: HashMap<&'static str, String>,
    contested: Vec<u8>,
}

impl List {
    fn of(report: &Report<'_, '_>, all: &[Findings]) -> List {
        let rows = all.iter().map(Findings::len).sum();
        let mut list = List { rows, ..List::default() };
        list.contested = all.iter().flat_map(|one| one.contested.iter().copied().map(u8::from)).collect();
        list.days("due_on", all.iter().map(|one| &one.due_on));
        list.days("settled_on", all.iter().map(|one| &one.settled_on));
        list.days("margin_days", all.iter().map(|one| &one.margin_days));
        list.days("holds_until", all.iter().map(|one| &one.holds_until));
        list.days("due_earliest", all.iter().map(|one| &one.due_earliest));
        list.days("due_latest", all.iter().map(|one| &one.due_latest));
        list.named("rule", Rule::ALL.map(Rule::name), all, |one| std::iter::repeat_n(one.rule() as i32, one.len()));
        list.named("verdict", Verdict::ALL.map(Verdict::name), all, |one| one.verdict.iter().copied().map(i32::from));
        list.named("force", Force::ALL.map(Force::name), all, |one| one.force.iter().copied().map(i32::from));
        list.keys(report, all);
        list.evidence(all);
        list
    }

    /// A column of days, or of counts of days, as the findings hold it.
    fn days<'f>(&mut self, name: &'static str, parts: impl Iterator<Item = &'f Vec<i32>>) {
        let values = parts.flatten().copied().collect();
        self.put(name, values);
    }

    fn put(&mut self, name: &'static str, values: Vec<i32>) {
        self.valid.insert(name, values.iter().map(|value| u8::from(*value != NO_DAY)).collect());
        self.numbers.insert(name, values);
    }

    /// A column of words of a list, by their places in it.
    fn named<'f, I: Iterator<Item = i32>>(
        &mut self,
        name: &'static str,
        words: impl AsRef<[&'static str]>,
        all: &'f [Findings],
        places: impl Fn(&'f Findings) -> I,
    ) {
        self.words.insert(name, plain_json(&words.as_ref()));
        self.places.insert(name, all.iter().flat_map(places).collect());
    }

    /// The subjects: a column for each key that a rule may have.
    fn keys(&mut self, report: &Report<'_, '_>, all: &[Findings]) {
        for name in ["project", "worker", "session", "supervisor", "mentor"] {
            let mut ids = Ids::default();
            for findings in all {
                let rule = findings.rule();
                match rule.key_names().iter().position(|key| *key == name) {
                    None => ids.nobody(findings.len()),
                    Some(0) => match report.first_space(rule) {
                        Some(space) => ids.extend(&findings.first, |code| space.value(code)),
                        None => ids.extend(&findings.first, |row| report.session(row)),
                    },
                    Some(_) => {
                        let space = report.second_space(rule);
                        ids.extend(&findings.second, |code| space.and_then(|space| space.value(code)));
                    }
                }
            }
            self.ids(name, ids);
        }
        for name in ["appointed_on", "guided_on", "found_on", "year"] {
            let mut numbers = Vec::with_capacity(self.rows);
            for findings in all {
                match findings.rule().key_names().iter().position(|key| *key == name) {
                    Some(1) => numbers.extend(findings.second.iter().map(|number| number.cast_signed())),
                    Some(2) => numbers.extend_from_slice(&findings.third),
                    _ => numbers.resize(numbers.len().saturating_add(findings.len()), NO_DAY),
                }
            }
            self.put(name, numbers);
        }
        let of_months = || all.iter().filter(|findings| findings.rule().key_names().contains(&"month"));
        let (first, last) = of_months()
            .flat_map(|findings| &findings.third)
            .fold((i32::MAX, i32::MIN), |(first, last), month| (first.min(*month), last.max(*month)));
        let ahead = |month: i32| usize::try_from(month.saturating_sub(first)).unwrap_or(usize::MAX);
        let span = if first <= last { ahead(last).saturating_add(1) } else { 0 };
        let (mut words, mut known) = (Vec::new(), vec![NO_TEXT; span]);
        let mut places = Vec::with_capacity(self.rows);
        for findings in all {
            if findings.rule().key_names().contains(&"month") {
                places.extend(findings.third.iter().map(|month| {
                    let Some(place) = known.get_mut(ahead(*month)) else { return NO_TEXT };
                    if *place == NO_TEXT {
                        *place = place_of(&mut words, Month::from_number(*month).to_string());
                    }
                    *place
                }));
            } else {
                places.resize(places.len().saturating_add(findings.len()), NO_TEXT);
            }
        }
        self.words.insert("month", plain_json(&words));
        self.places.insert("month", places);
    }

    /// A column of ids; there is none if nobody has one.
    fn ids(&mut self, name: &'static str, ids: Ids<'_>) {
        match ids {
            Ids::Integers(values, valid) => {
                let narrow = values.iter().all(|id| i32::try_from(*id).is_ok());
                if narrow {
                    self.numbers.insert(name, values.into_iter().map(|id| id as i32).collect());
                } else {
                    self.wide.insert(name, values);
                }
                self.valid.insert(name, valid);
            }
            Ids::Nobody(_) => {}
            Ids::Texts { places, words, .. } => {
                self.words.insert(name, plain_json(&words));
                self.places.insert(name, places);
            }
        }
    }

    /// Clause, reason and detail.
    fn evidence(&mut self, all: &[Findings]) {
        let (mut clauses, mut reasons, mut details) = (Words::default(), Words::default(), Words::default());
        for findings in all {
            let evidence = findings.details(0..findings.len());
            // rows of one text have one clause and one reason
            let mut told: Vec<Option<(i32, i32, i32)>> = vec![None; evidence.texts.len()];
            for (at, place) in evidence.places.iter().enumerate() {
                let place = usize::try_from(*place).unwrap_or(usize::MAX);
                let Some((slot, text)) = told.get_mut(place).zip(evidence.texts.get(place)) else { continue };
                let (clause, reason, detail) = *slot.get_or_insert_with(|| {
                    let reason = findings.detail(at).reason().map_or(NO_TEXT, |reason| reasons.word(reason.name()));
                    (clauses.word(findings.clause(at)), reason, details.word(text))
                });
                clauses.places.push(clause);
                reasons.places.push(reason);
                details.places.push(detail);
            }
        }
        for (name, words) in [("clause", clauses), ("reason", reasons), ("detail", details)] {
            self.words.insert(name, plain_json(&words.words));
            self.places.insert(name, words.places);
        }
    }

    /// Brings the rows into another order.
    fn arrange(&mut self, order: &[usize]) {
        fn taken<T: Copy>(column: &mut Vec<T>, order: &[usize]) {
            *column = order.iter().filter_map(|at| column.get(*at).copied()).collect();
        }
        self.numbers.values_mut().for_each(|column| taken(column, order));
        self.wide.values_mut().for_each(|column| taken(column, order));
        self.valid.values_mut().for_each(|column| taken(column, order));
        self.places.values_mut().for_each(|column| taken(column, order));
        taken(&mut self.contested, order);
    }
}

fn place_of<T>(words: &mut Vec<T>, word: T) -> i32 {
    let place = i32::try_from(words.len()).unwrap_or(NO_TEXT);
    words.push(word);
    place
}

/// Words that repeat.
#[derive(Default)]
struct Words {
    words: Vec<String>,
    known: HashMap<String, i32>,
    places: Vec<i32>,
}

impl Words {
    fn word(&mut self, word: &str) -> i32 {
        if let Some(place) = self.known.get(word) {
            return *place;
        }
        let place = place_of(&mut self.words, word.to_owned());
        self.known.insert(word.to_owned(), place);
        place
    }
}

/// A column of ids: integers or texts, as they were given.
enum Ids<'r> {
    Nobody(usize),
    /// Integers, and which of them hold.
    Integers(Vec<i64>, Vec<u8>),
    Texts {
        places: Vec<i32>,
        words: Vec<&'r str>,
        known: HashMap<u32, i32>,
    },
}

impl Default for Ids<'_> {
    fn default() -> Self {
        Ids::Nobody(0)
    }
}

impl<'r> Ids<'r> {
    /// Rows without an id.
    fn nobody(&mut self, more: usize) {
        match self {
            Ids::Nobody(rows) => *rows = rows.saturating_add(more),
            Ids::Integers(values, valid) => {
                values.resize(values.len().saturating_add(more), 0);
                valid.resize(values.len(), 0);
            }
            Ids::Texts { places, .. } => places.resize(places.len().saturating_add(more), NO_TEXT),
        }
    }

    /// Rows whose ids have these codes.
    fn extend(&mut self, codes: &[u32], value: impl Fn(u32) -> Option<IdValue<'r>>) {
        let first = codes.first().and_then(|code| value(*code));
        match (&*self, first) {
            (Ids::Nobody(rows), Some(IdValue::Integer(_))) => *self = Ids::Integers(vec![0; *rows], vec![0; *rows]),
            (Ids::Nobody(rows), Some(IdValue::Text(_))) => {
                *self = Ids::Texts { places: vec![NO_TEXT; *rows], words: Vec::new(), known: HashMap::new() };
            }
            _ => {}
        }
        match self {
            Ids::Nobody(rows) => *rows = rows.saturating_add(codes.len()),
            Ids::Integers(values, valid) => {
                values.reserve(codes.len());
                valid.reserve(codes.len());
                for code in codes {
                    let id = match value(*code) {
                        Some(IdValue::Integer(id)) => Some(id),
                        _ => None,
                    };
                    values.push(id.unwrap_or_default());
                    valid.push(u8::from(id.is_some()));
                }
            }
            Ids::Texts { places, words, known } => {
                let (mut last, mut place) = (None, NO_TEXT);
                for code in codes {
                    // equal codes mostly stand together
                    if last != Some(*code) {
                        last = Some(*code);
                        place = *known.entry(*code).or_insert_with(|| match value(*code) {
                            Some(IdValue::Text(text)) => place_of(words, text),
                            _ => NO_TEXT,
                        });
                    }
                    places.push(place);
                }
            }
        }
    }
}
