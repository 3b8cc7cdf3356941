//! The page a person reads: what was asked, the counts, who must do what by when, and what stands in doubt.

use hongyan::facts::Table;
use hongyan::finding::Verdict;
use hongyan::message::Lang;
use hongyan::report::Counts;
use hongyan::rules::Rule;
use hongyan::{Finding, Report};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::ask::Question;
use crate::layout::{BOLD, DIM, Page, left, paint, printable, right, widest};
use crate::{people, policy, words};

/// How many lines a list may have before it is cut.
const SHOWN: usize = 10;

/// What would end a value of a query, or the quotation marks around it.
const IN_QUERY: &AsciiSet = &CONTROLS.add(b'%').add(b'&').add(b'=').add(b'?').add(b'#').add(b'+').add(b'\'').add(b' ');

pub(crate) fn page(question: &Question, report: &Report, lang: Lang) -> String {
    let mut page = Page::new();
    header(&mut page, question, report, lang);
    counts(&mut page, report, lang);
    people::pending(&mut page, report, lang);
    people::breaches(&mut page, report, lang);
    undetermined(&mut page, report, lang);
    skipped(&mut page, report, lang);
    warnings(&mut page, question, report, lang);
    faults(&mut page, report, lang);
    hints(&mut page, report, lang);
    page.finish()
}

fn header(page: &mut Page, question: &Question, report: &Report, lang: Lang) {
    let day = report.as_of();
    page.styled(BOLD, &format!("hongyan {}  {}", env!("CARGO_PKG_VERSION"), words::asked(lang, day)));
    let named = [words::POLICY, words::FACTS].map(|word| word.get(lang));
    let first = widest(named).saturating_add(2);
    let [policy, facts] = named.map(|word| left(word, first));
    let differences = policy::differences(report.policy());
    let profile = policy::profile(report.policy()).map(|profile| profile.name());
    page.item(&policy, &words::policy(lang, profile, differences.is_empty()));
    for difference in differences {
        page.item(&left("", first), &printable(&difference));
    }
    let path = question.input.path.as_deref();
    let rows: Vec<String> = Table::ALL
        .into_iter()
        .filter_map(|table| Some(format!("{} {}", words::table(table).get(lang), question.input.facts.len(table)?)))
        .collect();
    let what = path.map_or_else(|| words::SAMPLE.get(lang).to_owned(), printable);
    page.item(&facts, &what);
    page.flow(&left("", first), &rows, words::comma(lang));
}

/// The counts of every rule, one a line.
fn counts(page: &mut Page, report: &Report, lang: Lang) {
    let titles: Vec<&str> = report.summary().iter().map(|(rule, _)| rule.title().get(lang)).collect();
    let total = words::TOTAL.get(lang);
    let first = widest(titles.into_iter().chain([total]));
    let mut heads: Vec<&str> = Verdict::ALL.iter().map(|verdict| words::column(*verdict).get(lang)).collect();
    heads.push(words::CONTESTED.get(lang));
    // four digits, the space before them included, whatever the word
    let widths: Vec<usize> = heads.iter().map(|head| widest([*head]).max(4).saturating_add(1)).collect();
    let line = |title: &str, cells: &[String]| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| right(cell, *width));
        format!("{}{}", left(title, first), cells.collect::<String>())
    };
    page.blank();
    page.styled(DIM, &line("", &heads.iter().map(|head| (*head).to_owned()).collect::<Vec<_>>()));
    let mut sums = vec![0; heads.len()];
    for (rule, counts) in report.summary().iter() {
        let numbers = numbers(counts);
        for (sum, number) in sums.iter_mut().zip(&numbers) {
            *sum = u64::saturating_add(*sum, *number);
        }
        page.line(&line(rule.title().get(lang), &numbers.map(shown)));
    }
    page.styled(BOLD, &line(total, &sums.into_iter().map(shown).collect::<Vec<_>>()));
}

fn numbers(counts: &Counts) -> [u64; 7] {
    let [a, b, c, d, e, f] = Verdict::ALL.map(|verdict| counts.of(verdict));
    [a, b, c, d, e, f, counts.contested]
}

/// A zero is a dash, so that the eye rests on what is there.
fn shown(number: u64) -> String {
    if number == 0 { "-".to_owned() } else { number.to_string() }
}

fn undetermined(page: &mut Page, report: &Report, lang: Lang) {
    let found = report.findings().filter(|finding| finding.verdict == Verdict::Undetermined);
    let lines: Vec<(String, String)> =
        found.map(|finding| (people::clause(&finding), people::sentence(&finding, lang))).collect();
    list(page, words::UNDETERMINED.get(lang), &lines, lang);
}

fn skipped(page: &mut Page, report: &Report, lang: Lang) {
    let lines: Vec<(String, String)> = report
        .skipped()
        .iter()
        .map(|(rule, missing)| {
            let tables: Vec<String> = missing.iter().map(|table| table.name().to_owned()).collect();
            ("  ".to_owned(), words::missing(lang, *rule, &tables))
        })
        .collect();
    list(page, words::SKIPPED.get(lang), &lines, lang);
}

fn warnings(page: &mut Page, question: &Question, report: &Report, lang: Lang) {
    let lines: Vec<(String, String)> = report
        .warnings()
        .map(|warning| {
            let source = question.input.source(warning.table, warning.row);
            ("  ".to_owned(), printable(&words::warning(lang, &warning, source.as_ref())))
        })
        .collect();
    list(page, words::WARNINGS.get(lang), &lines, lang);
}

fn faults(page: &mut Page, report: &Report, lang: Lang) {
    let lines: Vec<(String, String)> =
        report.faults().iter().map(|fault| ("  ".to_owned(), printable(&fault.text(lang)))).collect();
    list(page, words::FAULTS.get(lang), &lines, lang);
}

/// A list under its heading with its length; nothing if it is empty.
fn list(page: &mut Page, title: &str, lines: &[(String, String)], lang: Lang) {
    if lines.is_empty() {
        return;
    }
    page.heading(&words::titled(lang, title, lines.len()));
    for (first, text) in lines.iter().take(SHOWN) {
        page.item(first, text);
    }
    more(page, lines.len(), SHOWN, lang);
}

/// How many of a list were not shown.
pub(crate) fn more(page: &mut Page, all: usize, shown: usize, lang: Lang) {
    if let Some(rest @ 1..) = all.checked_sub(shown) {
        page.item("  ", &paint(DIM, &words::more(lang, rest)));
    }
}

fn hints(page: &mut Page, report: &Report, lang: Lang) {
    let example = report.findings().find(|finding| finding.verdict == Verdict::Breach);
    page.blank();
    page.styled(DIM, words::SEE_ALL.get(lang));
    if let Some(query) = example.and_then(|finding| query(&finding)) {
        page.verbatim(&paint(DIM, &words::see_why(lang, &printable(&query))));
    }
}

/// The finding as `--explain` asks for it.
fn query(finding: &Finding<'_>) -> Option<String> {
    let subject = serde_json::to_value(finding.subject).ok()?;
    let pairs = Rule::key_names(finding.rule).iter().filter_map(|key| {
        let value = subject.get(*key)?;
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        // Han characters may stand as they are; only what would be misread is encoded
        let encoded: String = value
            .chars()
            .map(|char| {
                let text = char.to_string();
                if char.is_ascii() { utf8_percent_encode(&text, IN_QUERY).to_string() } else { text }
            })
            .collect();
        Some(format!("{key}={encoded}"))
    });
    Some(format!("{}?{}", finding.rule, pairs.collect::<Vec<_>>().join("&")))
}
