use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::facts::{Category, Checked, Facts, Table};
use crate::message::{Lang, Text, document};

/// Whose names are replaced besides those of people.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// use hongyan::message::Lang;
/// use hongyan::render::{Naming, Pseudonyms};
///
/// let names = |naming| {
///     let pseudonyms = Pseudonyms::new(&facts, "a secret", Lang::En, naming);
///     pseudonyms.names().map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
/// };
/// assert_eq!(names(Naming::ProjectsKept), ["周敏", "D2024-0924"]);
/// assert_eq!(names(Naming::ProjectsReplaced), ["周敏", "磁器口", "D2024-0924"]);
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Naming {
    /// Projects keep their names.
    #[default]
    ProjectsKept,
    /// Projects are replaced too.
    ProjectsReplaced,
}

/// What kind of thing a text names; a person has the first of these under which the facts mention it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Worker,
    Supervisor,
    Mentor,
    Student,
    Project,
    Session,
}

impl Kind {
    fn of(column: &str) -> Option<Kind> {
        Some(match column {
            "worker" => Kind::Worker,
            "supervisor" => Kind::Supervisor,
            "mentor" => Kind::Mentor,
            "student" => Kind::Student,
            "project" => Kind::Project,
            "session" => Kind::Session,
            _ => return None,
        })
    }

    const fn word(self) -> Text {
        match self {
            Kind::Worker => document::WORKER,
            Kind::Supervisor => document::SUPERVISOR,
            Kind::Mentor => document::MENTOR,
            Kind::Student => document::STUDENT,
            Kind::Project => document::PROJECT,
            Kind::Session => document::SESSION,
        }
    }

    /// People share one space of names: a supervisor who is also a worker has one pseudonym.
    const fn is_person(self) -> bool {
        matches!(self, Kind::Worker | Kind::Supervisor | Kind::Mentor | Kind::Student)
    }
}

/// Pseudonyms for everyone that facts name: 社工-014, 督导-03. One text has one pseudonym, everywhere.
///
/// Facts are replaced, not documents: [`Pseudonyms::apply`] gives facts without names, and every report, explanation,
/// document and JSON made from them has none. Sessions get numbers too; reasons, venues, issuers and the values of
/// faulty cells are withheld.
///
/// Numbers follow from names and key, in an order that nobody without the key can work out. Keep the key secret and use
/// it again: the same people then have the same numbers. [`Pseudonyms::names`] is the list to look them up in.
///
/// ```
/// use hongyan::facts::{Facts, Form, Session, Tables};
/// use hongyan::message::Lang;
/// use hongyan::render::{Naming, Pseudonyms};
/// use hongyan::{Policy, check};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 3, d).unwrap();
///
/// let session = Session::new("D2024-0312", "磁器口", "周敏", Form::Group, day(5));
/// let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
/// let pseudonyms = Pseudonyms::new(&facts, "a secret", Lang::Zh, Naming::default());
/// let report = check(&pseudonyms.apply(&facts), &Policy::default(), day(20));
/// assert!(report.findings().next().unwrap().message().text(Lang::Zh).starts_with("社工-1 未提交 场次-1"));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Clone, Debug)]
pub struct Pseudonyms {
    people: BTreeMap<String, String>,
    projects: BTreeMap<String, String>,
    sessions: BTreeMap<String, String>,
    withheld: &'static str,
    other: &'static str,
}

impl Pseudonyms {
    /// Chooses a pseudonym for everyone whom the facts name.
    ///
    /// The same facts, key, language and naming give the same pseudonyms.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::message::Lang;
    /// use hongyan::render::{Naming, Pseudonyms};
    ///
    /// let named = |lang| {
    ///     let pseudonyms = Pseudonyms::new(&facts, "a secret", lang, Naming::default());
    ///     pseudonyms.names().next().map(|(_, pseudonym)| pseudonym.to_owned())
    /// };
    /// assert_eq!(named(Lang::Zh).as_deref(), Some("社工-1"));
    /// assert_eq!(named(Lang::Zh), named(Lang::Zh));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn new(facts: &Facts, key: &str, lang: Lang, naming: Naming) -> Pseudonyms {
        let mut kinds: [BTreeMap<&str, Kind>; 3] = Default::default();
        for table in Table::ALL {
            facts.each_row(table, |_, cells| {
                for (column, cell) in table.columns().iter().zip(cells) {
                    let (Some(kind), Checked::Id(id)) = (Kind::of(column.name), cell) else {
                        continue;
                    };
                    let [people, projects, sessions] = &mut kinds;
                    let known = match kind {
                        Kind::Project => projects,
                        Kind::Session => sessions,
                        _ => people,
                    };
                    let name = known.entry(facts.ids().text(*id)).or_insert(kind);
                    *name = kind.min(*name);
                }
            });
        }
        let [people, projects, sessions] = kinds;
        let projects = match naming {
            Naming::ProjectsKept => BTreeMap::new(),
            Naming::ProjectsReplaced => projects,
        };
        Pseudonyms {
            people: numbered(people, key, lang),
            projects: numbered(projects, key, lang),
            sessions: numbered(sessions, key, lang),
            withheld: document::WITHHELD.get(lang),
            other: document::OTHER.get(lang),
        }
    }

    /// The facts without names. Ask these.
    ///
    /// ```
    /// # use hongyan::facts::{Facts, Form, Session, Tables};
    /// # let day = |month, day| chrono::NaiveDate::from_ymd_opt(2024, month, day).unwrap();
    /// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(9, 24));
    /// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() })?;
    /// use hongyan::message::Lang;
    /// use hongyan::render::{Naming, Pseudonyms};
    ///
    /// let pseudonyms = Pseudonyms::new(&facts, "a secret", Lang::Zh, Naming::ProjectsReplaced);
    /// let json = serde_json::to_string(&pseudonyms.apply(&facts)).unwrap();
    /// assert!(json.contains("2024-09-24")); // days stay
    /// assert!(!json.contains("周敏") && !json.contains("磁器口") && !json.contains("D2024-0924"));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn apply(&self, facts: &Facts) -> Facts {
        facts.renamed(|column, text| {
            let found = |names: &BTreeMap<String, String>| names.get(text).cloned();
            let name = match Kind::of(column.name) {
                Some(kind) if kind.is_person() => found(&self.people),
                Some(Kind::Project) if self.projects.is_empty() => Some(text.to_owned()),
                Some(Kind::Project) => found(&self.projects),
                Some(_) => found(&self.sessions),
                // the four groups say nothing of a person; any other text might
                None if column.name == "category" => Some(match Category::from_name(text) {
                    Category::Other => self.other.to_owned(),
                    _ => text.to_owned(),
                }),
                None => None,
            };
            // reasons, venues, issuers
            name.map_or(Cow::Borrowed(self.withheld), Cow::Owned)
        })
    }

    /// Every name with its pseudonym: people, projects, sessions, each by name. Whoever has this list has the names.
    ///
    /// See the example of [`Naming`].
    pub fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        [&self.people, &self.projects, &self.sessions]
            .into_iter()
            .flatten()
            .map(|(name, pseudonym)| (name.as_str(), pseudonym.as_str()))
    }
}

/// Numbers names of each kind in the order of their hashes under the key.
fn numbered(names: BTreeMap<&str, Kind>, key: &str, lang: Lang) -> BTreeMap<String, String> {
    let key = secret(key);
    let mut by_kind: BTreeMap<Kind, Vec<(u128, &str)>> = BTreeMap::new();
    for (name, kind) in names {
        let mut hasher = SipHasher13::new_with_key(&key);
        hasher.write(name.as_bytes());
        by_kind.entry(kind).or_default().push((hasher.finish128().as_u128(), name));
    }
    let mut pseudonyms = BTreeMap::new();
    for (kind, mut names) in by_kind {
        names.sort_unstable();
        let digits = names.len().to_string().len();
        for ((_, name), number) in names.into_iter().zip(1_usize..) {
            let word = kind.word().get(lang);
            pseudonyms.insert(name.to_owned(), format!("{word}-{number:0digits$}"));
        }
    }
    pseudonyms
}

fn secret(key: &str) -> [u8; 16] {
    let mut hasher = SipHasher13::new();
    hasher.write(key.as_bytes());
    hasher.finish128().as_u128().to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::render::sample;

    #[test]
    fn verdicts_stay_and_names_go() {
        let (facts, report) = sample::district();
        let pseudonyms = Pseudonyms::new(&facts, "key", Lang::Zh, Naming::ProjectsReplaced);
        let plain = pseudonyms.apply(&facts);
        let without = check(&plain, report.policy(), report.as_of());
        assert_eq!(without.summary(), report.summary());
        assert_eq!(without.warnings().len(), report.warnings().len());
        let json = without.to_json().unwrap() + &serde_json::to_string(&plain).unwrap();
        for (name, pseudonym) in pseudonyms.names() {
            assert!(!json.contains(name), "{name}");
            assert!(json.contains(pseudonym), "{pseudonym}");
        }
        assert!(!json.contains("家中急事请假") && !json.contains("桐花坡"));
    }

    #[test]
    fn the_key_alone_decides_the_order() {
        let (facts, _) = sample::district();
        let names = |key: &str| -> Vec<(String, String)> {
            let pseudonyms = Pseudonyms::new(&facts, key, Lang::En, Naming::ProjectsKept);
            let names = pseudonyms.names().map(|(a, b)| (a.to_owned(), b.to_owned()));
            names.collect()
        };
        assert_eq!(names("a"), names("a"));
        assert_ne!(names("a"), names("b"));
        let mut order: Vec<String> = names("a").into_iter().map(|(_, pseudonym)| pseudonym).collect();
        let by_name = order.clone();
        order.sort_unstable();
        assert_ne!(order, by_name);
        order.dedup();
        assert_eq!(order.len(), by_name.len());
    }

    #[test]
    fn faults_and_row_numbers_keep_no_name() {
        let (facts, report) = sample::hostile();
        assert!(!report.faults().is_empty());
        let pseudonyms = Pseudonyms::new(&facts, "", Lang::En, Naming::ProjectsReplaced);
        let without = check(&pseudonyms.apply(&facts), report.policy(), report.as_of());
        let json = without.to_json().unwrap();
        assert_eq!(without.faults().len(), report.faults().len());
        assert!(!json.contains("alert") && !json.contains("EVIL"), "{json}");
        let places = |report: &crate::Report| -> Vec<_> { report.warnings().map(|one| (one.table, one.row)).collect() };
        assert_eq!(places(&without), places(&report));
    }
}
