//! What the library knows without any facts: rules and clauses, as tables.

use hongyan::Rule;
use hongyan::clauses::{CLAUSES, Clause, Coverage};
use hongyan::facts::Table;
use hongyan::message::Lang;
use pyo3::prelude::*;

use crate::ask;
use crate::cells::{batch, texts};
use crate::frame::Frame;

fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.collect::<Vec<_>>().join(" ")
}

/// The rules, in the order of a report.
///
/// Args:
///     lang: the language of titles, ``zh`` or ``en``.
///
/// Returns:
///     A table: ``rule``, ``title``, ``clauses``, ``keys`` (of its subjects) and ``tables`` (that it needs).
///
/// >>> import hongyan
/// >>> hongyan.rules().to_dicts()[1]["tables"]
/// 'sessions'
#[pyfunction]
#[pyo3(signature = (*, lang="en"))]
pub(crate) fn rules(lang: &str) -> PyResult<Frame> {
    let lang: Lang = ask::lang(lang)?;
    let all = || Rule::ALL.into_iter();
    batch(vec![
        ("rule", texts(all().map(|rule| Some(rule.name())))),
        ("title", texts(all().map(|rule| Some(rule.title().get(lang))))),
        ("clauses", texts(all().map(|rule| Some(listed(rule.clauses().iter().copied()))))),
        ("keys", texts(all().map(|rule| Some(listed(rule.key_names().iter().copied()))))),
        ("tables", texts(all().map(|rule| Some(listed(rule.needs().iter().copied().map(Table::name)))))),
    ])
    .map(Frame::new)
}

fn coverage(clause: &Clause) -> (&'static str, Vec<Rule>, Option<hongyan::message::Text>) {
    match clause.coverage {
        Coverage::Rules(rules) => ("rules", rules.to_vec(), None),
        Coverage::Vocabulary(why) => ("vocabulary", Vec::new(), Some(why)),
        Coverage::Data(why) => ("data", Vec::new(), Some(why)),
        Coverage::NotComputable(why) => ("not_computable", Vec::new(), Some(why)),
        _ => ("", Vec::new(), None),
    }
}

/// Every statement of the regulation, in the order of the text, and what becomes of it.
///
/// Args:
///     lang: the language of what it says, ``zh`` or ``en``.
///
/// Returns:
///     A table: ``clause``, ``article`` (the unit that a finding cites), ``force``, ``text`` (paraphrased), ``coverage``
///     (``rules``, ``vocabulary``, ``data`` or ``not_computable``), ``rules`` that judge it, and ``why`` none does.
///
/// >>> import hongyan
/// >>> {row["rules"] for row in hongyan.clauses().to_dicts() if row["article"] == "S6.2.1"}
/// {'record_deadline'}
#[pyfunction]
#[pyo3(signature = (*, lang="en"))]
pub(crate) fn clauses(lang: &str) -> PyResult<Frame> {
    let lang: Lang = ask::lang(lang)?;
    let all = || CLAUSES.iter();
    let covered: Vec<_> = all().map(coverage).collect();
    batch(vec![
        ("clause", texts(all().map(|clause| Some(clause.id)))),
        ("article", texts(all().map(|clause| Some(clause.article)))),
        ("force", texts(all().map(|clause| Some(clause.force.name())))),
        ("text", texts(all().map(|clause| Some(clause.text.get(lang))))),
        ("coverage", texts(covered.iter().map(|(name, ..)| Some(*name)))),
        (
            "rules",
            texts(
                covered
                    .iter()
                    .map(|(_, rules, _)| (!rules.is_empty()).then(|| listed(rules.iter().map(|rule| rule.name())))),
            ),
        ),
        ("why", texts(covered.iter().map(|(.., why)| why.map(|why| why.get(lang))))),
    ])
    .map(Frame::new)
}
