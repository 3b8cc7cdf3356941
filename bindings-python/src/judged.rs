//! Where a report comes from, and what is made of it when it is asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use hongyan::columns;
use hongyan::facts::{FaultCode, Source, Table};
use hongyan::intake::Intake;
use hongyan::message::Lang;
use hongyan::render::{Beside, Language, Options, Sources};
use hongyan::{Day, Keep};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::answer::Answer;
use crate::ask::{self, Question};
use crate::documents::{self, District};
use crate::held::Held;
use crate::policy::Policy;

/// Tables that were judged, and what is made of them when it is asked for.
pub(crate) struct Judged {
    pub(crate) held: Arc<Held>,
    pub(crate) question: Question,
    // the files that the facts came from, if they were read from files
    files: Option<Arc<Intake>>,
    whole: OnceLock<hongyan::Report>,
    district: OnceLock<District>,
}

impl Judged {
    fn whole(&self) -> &hongyan::Report {
        self.whole.get_or_init(|| match &self.files {
            Some(files) => self.question.check().run(&files.facts),
            None => self.held.report().to_report(),
        })
    }

    fn district(&self) -> &District {
        self.district.get_or_init(|| {
            let facts = match &self.files {
                Some(files) => files.facts.clone(),
                None => self.held.columns().to_facts(),
            };
            let report = self.question.check().keep(Keep::ALL).run(&facts);
            District::of(facts, report)
        })
    }
}

/// What was found of batches whose rows are gone.
pub(crate) struct Gathered {
    report: Arc<columns::Report<'static, 'static>>,
    district: OnceLock<District>,
}

impl Gathered {
    fn district(&self) -> &District {
        self.district.get_or_init(|| District::of(hongyan::Facts::default(), self.report.to_report()))
    }
}

/// Where a report comes from.
pub(crate) enum Origin {
    Judged(Box<Judged>),
    /// Batches; their rows are not kept.
    Gathered(Box<Gathered>),
    /// A file; the facts are not in it.
    Saved(Box<District>),
}

/// What was found: findings as a table, and what belongs to them.
#[pyclass(frozen, module = "hongyan")]
pub(crate) struct Report {
    pub(crate) origin: Origin,
    pub(crate) lang: Lang,
}

impl Report {
    pub(crate) fn new(held: Arc<Held>, question: Question, lang: Lang, files: Option<Arc<Intake>>) -> Report {
        let judged = Judged { held, question, files, whole: OnceLock::new(), district: OnceLock::new() };
        Report { origin: Origin::Judged(Box::new(judged)), lang }
    }

    /// A report of batches.
    pub(crate) fn gathered(report: columns::Report<'static, 'static>, lang: Lang) -> Report {
        let gathered = Gathered { report: Arc::new(report), district: OnceLock::new() };
        Report { origin: Origin::Gathered(Box::new(gathered)), lang }
    }

    /// A report that was saved.
    pub(crate) fn saved(report: hongyan::Report, lang: Lang) -> Report {
        Report { origin: Origin::Saved(Box::new(District::of(hongyan::Facts::default(), report))), lang }
    }

    /// What was kept, as sentences and tables need it.
    pub(crate) fn whole(&self, py: Python<'_>) -> &hongyan::Report {
        match &self.origin {
            Origin::Judged(judged) => py.detach(|| judged.whole()),
            Origin::Gathered(gathered) => &py.detach(|| gathered.district()).report,
            Origin::Saved(district) => &district.report,
        }
    }

    /// Everything, row by row, as documents need it; of a report without facts what was kept.
    pub(crate) fn district(&self, py: Python<'_>) -> &District {
        match &self.origin {
            Origin::Judged(judged) => py.detach(|| judged.district()),
            Origin::Gathered(gathered) => py.detach(|| gathered.district()),
            Origin::Saved(district) => district,
        }
    }

    /// Where a person finds a row.
    pub(crate) fn source(&self, table: Table, row: usize) -> Option<Source> {
        match &self.origin {
            Origin::Judged(judged) => judged.files.as_ref()?.report.source(table, row),
            Origin::Gathered(_) | Origin::Saved(_) => None,
        }
    }

    /// Writes a document with all that documents can show.
    pub(crate) fn document<D: Send>(
        &self,
        py: Python<'_>,
        language: Language,
        beside: Beside<'_>,
        write: impl FnOnce(&District, Options<'_>) -> D + Send,
    ) -> D {
        let district = self.district(py);
        py.detach(|| {
            let source = |table, row| self.source(table, row);
            let (trend, sources) = match &self.origin {
                Origin::Judged(judged) => {
                    let sources = judged.files.is_some().then(|| Sources::new(&source));
                    (Some(district.trend(&judged.question)), sources)
                }
                Origin::Gathered(_) | Origin::Saved(_) => (None, None),
            };
            write(district, Options { language, trend, sources, beside })
        })
    }

    /// The tables that were judged; an error of a report without them.
    pub(crate) fn judged(&self, wanted: &str) -> PyResult<&Judged> {
        let without = |what| Err(PyValueError::new_err(format!("{wanted} need facts, and {what} is without them")));
        match &self.origin {
            Origin::Judged(judged) => Ok(judged),
            Origin::Gathered(_) => without("a report of batches"),
            Origin::Saved(_) => without("a saved report"),
        }
    }

    /// What was found, as columns; none of a report that was saved.
    pub(crate) fn answer(&self) -> Option<Answer> {
        match &self.origin {
            Origin::Judged(judged) => Some(Answer::Held(Arc::clone(&judged.held))),
            Origin::Gathered(gathered) => Some(Answer::Gathered(Arc::clone(&gathered.report))),
            Origin::Saved(_) => None,
        }
    }

    /// The policy that was used.
    pub(crate) fn used(&self) -> Policy {
        match &self.origin {
            Origin::Judged(judged) => judged.question.policy.clone(),
            Origin::Gathered(gathered) => Policy::new(gathered.report.policy().clone()),
            Origin::Saved(district) => Policy::new(district.report.policy().clone()),
        }
    }

    /// How many faults there are of each code.
    pub(crate) fn tally(&self, py: Python<'_>) -> BTreeMap<FaultCode, u64> {
        let columns = match &self.origin {
            Origin::Judged(judged) if judged.files.is_none() => Some(judged.held.report().faults()),
            Origin::Gathered(gathered) => Some(gathered.report.faults()),
            // every one of them is listed
            Origin::Judged(_) | Origin::Saved(_) => None,
        };
        let mut counts: BTreeMap<FaultCode, u64> = BTreeMap::new();
        match columns {
            Some(tally) => counts.extend(tally.counts()),
            None => {
                for fault in self.whole(py).faults() {
                    let count = counts.entry(fault.code).or_default();
                    *count = count.saturating_add(1);
                }
            }
        }
        counts
    }

    /// The report to compare, with its facts where they are at hand.
    pub(crate) fn side(&self, py: Python<'_>) -> (&hongyan::Report, Option<&hongyan::Facts>) {
        let district = self.district(py);
        (&district.report, self.judged("").is_ok().then_some(&district.facts))
    }

    pub(crate) fn day(&self) -> Day {
        match &self.origin {
            Origin::Judged(judged) => judged.question.as_of,
            Origin::Gathered(gathered) => gathered.report.as_of(),
            Origin::Saved(district) => district.report.as_of(),
        }
    }

    pub(crate) fn counted(&self) -> &hongyan::report::Summary {
        match &self.origin {
            Origin::Judged(judged) => judged.held.report().summary(),
            Origin::Gathered(gathered) => gathered.report.summary(),
            Origin::Saved(district) => district.report.summary(),
        }
    }

    pub(crate) fn lang(&self, name: Option<&str>) -> PyResult<Lang> {
        name.map_or(Ok(self.lang), ask::lang)
    }

    pub(crate) fn language(&self, name: Option<&str>) -> PyResult<Language> {
        name.map_or(Ok(self.lang.into()), documents::language)
    }
}
