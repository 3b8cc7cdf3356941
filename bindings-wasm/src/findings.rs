use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use hongyan::Rule;
use hongyan::calendar::Month;
use hongyan::columns::{Findings, IdValue, NO_DAY, Report};
use hongyan::finding::{Force, Verdict};
use serde::Serialize;
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

    /// The number of rows, and for each column by its name where it begins, as JSON.
    #[must_use]
    pub fn columns(&mut self, deadlines: bool) -> String {
        let List { rows, columns, .. } = self.list(deadlines);
        plain_json(&(*rows, &*columns))
    }

    /// The numbers of all columns, one column after another. They are given out once.
    #[must_use]
    pub fn numbers(&mut self, deadlines: bool) -> Vec<i32> {
        std::mem::take(&mut self.list(deadlines).numbers)
    }

    /// The flags of all columns, one column after another. They are given out once.
    #[must_use]
    pub fn flags(&mut self, deadlines: bool) -> Vec<u8> {
        std::mem::take(&mut self.list(deadlines).flags)
    }
}

/// Where a column lies. One that is nowhere holds nothing.
#[derive(Default, Serialize)]
struct Column {
    /// Its first number among the numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<usize>,
    /// Whether its numbers have 64 bits: then each stands for two, the lower half first.
    #[serde(skip_serializing_if = "Option::is_none")]
    wide: Option<bool>,
    /// Its first flag among the flags. Numbers have them where some hold nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<usize>,
    /// Numbers are places among these words; none is below 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Vec<Cow<'static, str>>>,
    /// What every row has, in place of numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    each: Option<i32>,
}

/// Findings of all rules as columns.
#[derive(Default)]
struct List {
    rows: usize,
    numbers: Vec<i32>,
    flags: Vec<u8>,
    columns: BTreeMap<&'static str, Column>,
}

impl List {
    fn of(report: &Report<'_, '_>, all: &[Findings]) -> List {
        let rows = all.iter().map(Findings::len).sum();
        let mut list = List { rows, ..List::default() };
        // as many as there mostly are
        list.numbers.reserve(rows.saturating_mul(14));
        list.flags.reserve(rows.saturating_mul(7));
        list.flags.extend(all.iter().flat_map(|one| one.contested.iter().copied().map(u8::from)));
        list.columns.insert("contested", Column { flags: Some(0), ..Column::default() });
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

    /// Begins a column; where its numbers will lie.
    fn begin(&self) -> Column {
        Column { at: Some(self.numbers.len()), ..Column::default() }
    }

    /// The numbers that have been added to a column.
    fn added(&self, column: &Column) -> &[i32] {
        self.numbers.get(column.at.unwrap_or_default()..).unwrap_or_default()
    }

    /// A column of days, or of counts of days, as the findings hold it.
    fn days<'f>(&mut self, name: &'static str, parts: impl Iterator<Item = &'f Vec<i32>>) {
        let column = self.begin();
        parts.for_each(|part| self.numbers.extend_from_slice(part));
        self.put(name, column);
    }

    /// Ends a column of numbers, of which some may stand for nothing.
    fn put(&mut self, name: &'static str, mut column: Column) {
        if !self.put_alike(&mut column) && self.added(&column).contains(&NO_DAY) {
            let added = self.added(&column);
            let flags: Vec<u8> = added.iter().map(|value| u8::from(*value != NO_DAY)).collect();
            column.flags = Some(self.flags.len());
            self.flags.extend(flags);
        }
        self.columns.insert(name, column);
    }

    /// Ends a column of places.
    fn put_words(&mut self, name: &'static str, mut column: Column, words: Vec<Cow<'static, str>>) {
        column.words = Some(words);
        self.put_alike(&mut column);
        self.columns.insert(name, column);
    }

    /// Numbers that are all alike become one; whether they are.
    fn put_alike(&mut self, column: &mut Column) -> bool {
        let added = self.added(column);
        let first = added.first().copied().filter(|first| added.iter().all(|number| number == first));
        if let Some(first) = first {
            column.each = Some(first);
            self.numbers.truncate(column.at.take().unwrap_or_default());
        }
        first.is_some()
    }

    /// A column of words of a list, by their places in it.
    fn named<'f, I: Iterator<Item = i32>>(
        &mut self,
        name: &'static str,
        words: impl AsRef<[&'static str]>,
        all: &'f [Findings],
        places: impl Fn(&'f Findings) -> I,
    ) {
        let column = self.begin();
        all.iter().for_each(|findings| self.numbers.extend(places(findings)));
        self.put_words(name, column, words.as_ref().iter().copied().map(Cow::Borrowed).collect());
    }

    /// The subjects: a column for each key that a rule may have.
    fn keys(&mut self, report: &Report<'_, '_>, all: &[Findings]) {
        let has = |findings: &Findings, name| findings.rule().key_names().iter().position(|key| *key == name);
        for name in ["project", "worker", "session", "supervisor", "mentor"] {
            let mut ids = Ids::default();
            for findings in all {
                let rule = findings.rule();
                match has(findings, name) {
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
            if all.iter().all(|findings| has(findings, name).is_none()) {
                continue;
            }
            let column = self.begin();
            for findings in all {
                match has(findings, name) {
                    Some(1) => self.numbers.extend(findings.second.iter().map(|number| number.cast_signed())),
                    Some(2) => self.numbers.extend_from_slice(&findings.third),
                    _ => self.numbers.extend(std::iter::repeat_n(NO_DAY, findings.len())),
                }
            }
            self.put(name, column);
        }
        let of_months = || all.iter().filter(|findings| has(findings, "month").is_some());
        let (first, last) = of_months()
            .flat_map(|findings| &findings.third)
            .fold((i32::MAX, i32::MIN), |(first, last), month| (first.min(*month), last.max(*month)));
        let ahead = |month: i32| usize::try_from(month.saturating_sub(first)).unwrap_or(usize::MAX);
        let span = if first <= last { ahead(last).saturating_add(1) } else { 0 };
        let (mut words, mut known) = (Vec::new(), vec![NO_TEXT; span]);
        let column = self.begin();
        for findings in all {
            if has(findings, "month").is_none() {
                self.numbers.extend(std::iter::repeat_n(NO_TEXT, findings.len()));
                continue;
            }
            self.numbers.extend(findings.third.iter().map(|month| {
                let Some(place) = known.get_mut(ahead(*month)) else { return NO_TEXT };
                if *place == NO_TEXT {
                    *place = place_of(&mut words, Cow::Owned(Month::from_number(*month).to_string()));
                }
                *place
            }));
        }
        self.put_words("month", column, words);
    }

    /// A column of ids; there is none if nobody has one.
    fn ids(&mut self, name: &'static str, ids: Ids<'_>) {
        let mut column = self.begin();
        match ids {
            Ids::Integers(values, valid) => {
                if values.iter().all(|id| i32::try_from(*id).is_ok()) {
                    self.numbers.extend(values.into_iter().map(|id| id as i32));
                } else {
                    self.numbers.extend(values.into_iter().flat_map(|id| [id as i32, (id >> 32) as i32]));
                    column.wide = Some(true);
                }
                if valid.contains(&0) {
                    column.flags = Some(self.flags.len());
                    self.flags.extend(valid);
                }
                self.columns.insert(name, column);
            }
            Ids::Nobody(_) => {}
            Ids::Narrow(values) => {
                self.numbers.extend(values);
                self.columns.insert(name, column);
            }
            Ids::Texts { places, words, .. } => {
                self.numbers.extend(places);
                self.put_words(name, column, words.into_iter().map(|word| Cow::Owned(word.to_owned())).collect());
            }
        }
    }

    /// Clause, reason and detail.
    fn evidence(&mut self, all: &[Findings]) {
        let evidence: Vec<_> = all.iter().map(|findings| (findings, findings.details(0..findings.len()))).collect();
        let mut columns = [(); 3].map(|()| Words::default());
        // rows of one text have one clause and one reason; texts stand in the order of their first rows
        let mut told: Vec<[i32; 3]> = Vec::new();
        for (findings, details) in &evidence {
            let [clauses, reasons, texts] = &mut columns;
            let mut later = details.texts.iter();
            let before = told.len();
            for (at, place) in details.places.iter().enumerate() {
                if usize::try_from(*place).is_ok_and(|place| before.saturating_add(place) == told.len())
                    && let Some(text) = later.next()
                {
                    let reason = findings.detail(at).reason().map_or(NO_TEXT, |reason| reasons.word(reason.name()));
                    told.push([clauses.word(findings.clause(at)), reason, texts.word(text)]);
                }
            }
        }
        for (nth, (name, Words { words, .. })) in ["clause", "reason", "detail"].into_iter().zip(columns).enumerate() {
            let words = words.into_iter().map(Cow::Owned).collect();
            let of = |text: &[i32; 3]| text.get(nth).copied().unwrap_or(NO_TEXT);
            let mut column = self.begin();
            if let Some(first) = told.first().map(of).filter(|first| told.iter().all(|text| of(text) == *first)) {
                (column.at, column.each) = (None, Some(first));
            } else {
                let mut before = 0_usize;
                for (_, details) in &evidence {
                    let texts: Vec<i32> = told.iter().skip(before).take(details.texts.len()).map(of).collect();
                    before = before.saturating_add(texts.len());
                    let place = |place: &u32| usize::try_from(*place).ok().and_then(|place| texts.get(place));
                    self.numbers.extend(details.places.iter().map(|at| place(at).copied().unwrap_or(NO_TEXT)));
                }
            }
            column.words = Some(words);
            self.columns.insert(name, column);
        }
    }

    /// Brings the rows into another order.
    fn arrange(&mut self, order: &[usize]) {
        fn arranged<T: Copy>(column: Option<&mut [T]>, order: &[usize]) {
            let Some(column) = column else { return };
            let given = column.to_vec();
            for (slot, at) in column.iter_mut().zip(order) {
                given.get(*at).into_iter().for_each(|value| *slot = *value);
            }
        }
        for column in self.columns.values() {
            let rows = |from: usize, width: usize| from..from.saturating_add(self.rows.saturating_mul(width));
            if let Some(at) = column.at {
                if column.wide.is_some() {
                    let pairs = self.numbers.get_mut(rows(at, 2)).map(|numbers| numbers.as_chunks_mut::<2>().0);
                    arranged(pairs, order);
                } else {
                    arranged(self.numbers.get_mut(rows(at, 1)), order);
                }
            }
            if let Some(at) = column.flags {
                arranged(self.flags.get_mut(rows(at, 1)), order);
            }
        }
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
    /// Integers of 32 bits, and all rows have one.
    Narrow(Vec<i32>),
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
    /// Makes room for integers of 64 bits, and for rows that have none.
    fn widen(&mut self) {
        if let Ids::Narrow(values) = self {
            let held = vec![1; values.len()];
            *self = Ids::Integers(values.iter().copied().map(i64::from).collect(), held);
        }
    }

    /// Rows without an id.
    fn nobody(&mut self, more: usize) {
        if more > 0 {
            self.widen();
        }
        match self {
            Ids::Nobody(rows) => *rows = rows.saturating_add(more),
            Ids::Narrow(_) => {}
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
            (Ids::Nobody(0), Some(IdValue::Integer(_))) => *self = Ids::Narrow(Vec::with_capacity(codes.len())),
            (Ids::Nobody(rows), Some(IdValue::Integer(_))) => *self = Ids::Integers(vec![0; *rows], vec![0; *rows]),
            (Ids::Nobody(rows), Some(IdValue::Text(_))) => {
                *self = Ids::Texts { places: vec![NO_TEXT; *rows], words: Vec::new(), known: HashMap::new() };
            }
            _ => {}
        }
        let mut codes = codes;
        if let Ids::Narrow(values) = self {
            let narrow = |code: &u32| match value(*code) {
                Some(IdValue::Integer(id)) => i32::try_from(id).ok(),
                _ => None,
            };
            let before = values.len();
            values.extend(codes.iter().map_while(narrow));
            codes = codes.get(values.len().saturating_sub(before)..).unwrap_or_default();
            if codes.is_empty() {
                return;
            }
            self.widen();
        }
        match self {
            Ids::Nobody(rows) => *rows = rows.saturating_add(codes.len()),
            Ids::Narrow(_) => {}
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
