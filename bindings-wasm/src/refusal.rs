#[cfg(feature = "core")]
use hongyan::columns::FaultTally;
use hongyan::facts::{Fault, Faults};
use hongyan::message::Lang;
use hongyan::policy::{PolicyError, PolicyErrors};
use hongyan::value::Value;
use serde::{Serialize, Serializer};

/// All that is wrong with an input, as `HongyanError` takes it.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Refusal {
    #[serde(skip)]
    pub(crate) lang: Lang,
    message: String,
    faults: Vec<Fault>,
    errors: Vec<PolicyError>,
    counts: Counts,
}

/// How many faults have each code, by their names.
#[derive(Debug, Default)]
struct Counts(Vec<(&'static str, u64)>);

impl Counts {
    fn add(&mut self, code: &'static str, faults: u64) {
        let place = self.0.partition_point(|(name, _)| *name < code);
        match self.0.get_mut(place) {
            Some((name, count)) if *name == code => *count = count.saturating_add(faults),
            _ => self.0.insert(place, (code, faults)),
        }
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

impl Refusal {
    pub(crate) fn in_lang(lang: Lang) -> Refusal {
        Refusal { lang, ..Refusal::default() }
    }

    /// In the language of this name; one that there is not is refused.
    pub(crate) fn named(lang: &str) -> Refusal {
        let mut refusal = Refusal::in_lang(Lang::from_name(lang).unwrap_or_default());
        if Lang::from_name(lang).is_none() {
            refusal.fault(Fault::option("lang", lang.to_owned(), Lang::ALL.map(Lang::name)));
        }
        refusal
    }

    fn line(&mut self, line: &str) {
        if !self.message.is_empty() {
            self.message.push('\n');
        }
        self.message.push_str(line);
    }

    pub(crate) fn fault(&mut self, fault: Fault) {
        self.faults(fault.into());
    }

    pub(crate) fn faults(&mut self, faults: Faults) {
        let faults: Vec<Fault> = faults.into_iter().map(explained).collect();
        for fault in &faults {
            self.counts.add(fault.code.name(), 1);
        }
        self.line(&Fault::summarised(&faults, self.lang));
        self.faults.extend(faults);
    }

    /// Faults of columns, except those that have been told otherwise.
    #[cfg(feature = "core")]
    pub(crate) fn tally(&mut self, tally: &FaultTally, except: impl Fn(&Fault) -> bool) {
        let (told, own): (Vec<&Fault>, Vec<&Fault>) = tally.first().iter().partition(|fault| except(fault));
        for (code, count) in tally.counts() {
            let told = told.iter().filter(|fault| fault.code == code).count();
            let left = count.saturating_sub(u64::try_from(told).unwrap_or(u64::MAX));
            if left > 0 {
                self.counts.add(code.name(), left);
            }
        }
        if told.is_empty() {
            self.line(&tally.summary(self.lang));
        } else if !own.is_empty() {
            self.line(&Fault::summarised(&own.iter().map(|fault| (*fault).clone()).collect::<Vec<_>>(), self.lang));
        }
        self.faults.extend(own.into_iter().cloned());
    }

    /// What was refused before its language was known.
    #[cfg(feature = "core")]
    pub(crate) fn add(&mut self, other: Refusal) {
        other.faults.into_iter().for_each(|fault| self.fault(fault));
    }

    pub(crate) fn errors(&mut self, errors: PolicyErrors) {
        self.line(&errors.summary(self.lang));
        self.errors.extend(errors);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.message.is_empty()
    }

    /// The refusal as JSON.
    pub(crate) fn json(&self) -> String {
        crate::wire::plain_json(self)
    }
}

/// A JavaScript `Date` comes as a map of its own; it is said what is wrong with it.
fn explained(fault: Fault) -> Fault {
    let Some(instant) = instant(&fault.value) else { return fault };
    let mut told = Fault::instant(instant.to_owned());
    (told.table, told.row, told.column) = (fault.table, fault.row, fault.column);
    told
}

/// The text of a JavaScript `Date` as the package writes it.
pub(crate) fn instant(value: &Value) -> Option<&str> {
    match value {
        Value::Map(entries) => match entries.as_slice() {
            [(name, Value::Text(text))] if name == "Date" => Some(text),
            _ => None,
        },
        _ => None,
    }
}
