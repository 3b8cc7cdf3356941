use maud::{Markup, html};

use super::text::printable;
use crate::finding::Verdict;
use crate::message::{Lang, Message, Part, Text, document};
use crate::render::{Language, Tally};
use crate::report::Finding;

/// Writes words and sentences in the language of the page.
#[derive(Clone, Copy)]
pub(super) struct Say(pub(super) Language);

impl Say {
    /// The language tag of the page.
    pub(super) fn tag(self) -> &'static str {
        tag(self.0.first())
    }

    /// What stands between the items of a list.
    pub(super) fn comma(self) -> &'static str {
        match self.0.first() {
            Lang::Zh => "、",
            Lang::En => ", ",
        }
    }

    /// A word or a fixed sentence.
    pub(super) fn word(self, text: Text) -> Markup {
        let first = text.get(self.0.first());
        html! {
            @if let Some(second) = self.0.second() {
                span.zh { (first) } " " span.en lang=(tag(second)) { (text.get(second)) }
            } @else { (first) }
        }
    }

    /// The same where only plain text may stand.
    pub(super) fn plain(self, text: Text) -> String {
        self.0.say(text).into_owned()
    }

    /// A sentence of the report; its dates stay on one line.
    pub(super) fn tell(self, message: &Message) -> Markup {
        let text = |lang| {
            let mut parts = Vec::new();
            message.parts(lang, &mut |part, kind| parts.push((printable(part).into_owned(), kind)));
            html! { @for (part, kind) in &parts { @if *kind == Part::Date { time { (part) } } @else { (part) } } }
        };
        html! {
            @if let Some(second) = self.0.second() {
                span.zh { (text(self.0.first())) } " " span.en lang=(tag(second)) { (text(second)) }
            } @else { (text(self.0.first())) }
        }
    }

    /// How a duty ended: a sign and a word.
    pub(super) fn ended(self, finding: &Finding<'_>) -> Markup {
        let ended = Ended::of(finding);
        let word = match (ended, finding.due_on) {
            // where there was nothing to be done by a day, nothing was left undone either
            (Ended::Missed, None) => finding.verdict.word(),
            _ => ended.word(),
        };
        html! {
            span class={ "chip " (ended.class()) } { span.sign aria-hidden="true" { (ended.sign()) } " " (self.word(word)) }
        }
    }

    /// A heading over numbers of this kind.
    pub(super) fn ended_head(self, ended: Ended) -> Markup {
        html! { span class={ "sign " (ended.class()) } aria-hidden="true" { (ended.sign()) } " " (self.word(ended.word())) }
    }
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

/// A text of the facts.
pub(super) fn name(text: &str) -> Markup {
    html! { bdi { (printable(text)) } }
}

/// A count, in groups of three digits.
pub(super) fn number(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len().saturating_mul(2));
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && digits.len().saturating_sub(place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A rate as a person reads it: `98.4%`, or a dash if nothing is over.
pub(super) fn percent(tally: &Tally) -> String {
    match tally.per_mille() {
        Some(1000) => "100%".to_owned(),
        Some(share) => format!("{}.{}%", share.div_euclid(10), share.rem_euclid(10)),
        None => "–".to_owned(),
    }
}

/// How a duty ended, as colours and signs tell them apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Ended {
    InTime,
    Late,
    Missed,
    Pending,
    Excused,
    Undetermined,
    NoDuty,
}

impl Ended {
    pub(super) const ALL: [Ended; 7] =
        [Ended::InTime, Ended::Late, Ended::Missed, Ended::Pending, Ended::Excused, Ended::Undetermined, Ended::NoDuty];

    pub(super) fn of(finding: &Finding<'_>) -> Ended {
        match (finding.verdict, finding.settled_on) {
            (Verdict::Compliant, _) => Ended::InTime,
            (Verdict::Breach, Some(_)) => Ended::Late,
            (Verdict::Breach, None) => Ended::Missed,
            (Verdict::Pending, _) => Ended::Pending,
            (Verdict::Excused, _) => Ended::Excused,
            (Verdict::Undetermined, _) => Ended::Undetermined,
            (Verdict::NotApplicable, _) => Ended::NoDuty,
        }
    }

    /// Of several duties, the state that most needs attention.
    pub(super) fn worst(tally: &Tally) -> Option<Ended> {
        [Ended::Missed, Ended::Late, Ended::Undetermined, Ended::Pending, Ended::Excused, Ended::InTime, Ended::NoDuty]
            .into_iter()
            .find(|ended| ended.count(tally) > 0)
    }

    pub(super) const fn count(self, tally: &Tally) -> u64 {
        match self {
            Ended::InTime => tally.in_time,
            Ended::Late => tally.late,
            Ended::Missed => tally.missed,
            Ended::Pending => tally.pending,
            Ended::Excused => tally.excused,
            Ended::Undetermined => tally.undetermined,
            Ended::NoDuty => tally.not_applicable,
        }
    }

    pub(super) const fn class(self) -> &'static str {
        match self {
            Ended::InTime => "in-time",
            Ended::Late => "late",
            Ended::Missed => "missed",
            Ended::Pending => "pending",
            Ended::Excused => "excused",
            Ended::Undetermined => "undetermined",
            Ended::NoDuty => "no-duty",
        }
    }

    pub(super) const fn sign(self) -> &'static str {
        match self {
            Ended::InTime => "✓",
            Ended::Late => "!",
            Ended::Missed => "×",
            Ended::Pending => "○",
            Ended::Excused => "△",
            Ended::Undetermined => "?",
            Ended::NoDuty => "–",
        }
    }

    pub(super) const fn word(self) -> Text {
        match self {
            Ended::InTime => document::IN_TIME,
            Ended::Late => document::LATE,
            Ended::Missed => document::MISSED,
            Ended::Pending => document::PENDING,
            Ended::Excused => document::EXCUSED,
            Ended::Undetermined => document::UNDETERMINED,
            Ended::NoDuty => document::NO_DUTY,
        }
    }
}
