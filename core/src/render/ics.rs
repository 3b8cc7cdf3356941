use std::fmt::Write;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};

use super::Language;
use super::text::printable;
use crate::calendar::Day;
use crate::message::document;
use crate::report::{Finding, Report};
use crate::rules::{Rule, Subject};

/// Days before a deadline on which a calendar reminds, at nine in the morning.
const REMINDED: [u32; 2] = [7, 1];

/// The report's deadlines as a calendar (RFC 5545): one all-day event each, with reminders a week and a day before.
///
/// The UID follows from rule and subject, and `SEQUENCE` grows with the day asked about, so that importing a later
/// calendar updates events and duplicates none.
///
/// ```
/// # use hongyan::facts::{Facts, Form, Session, Tables};
/// # let day = |d| chrono::NaiveDate::from_ymd_opt(2024, 9, d).unwrap();
/// # let session = Session::new("D2024-0924", "磁器口", "周敏", Form::Group, day(24));
/// # let facts = Facts::new(Tables { sessions: Some(vec![session]), ..Tables::default() }).unwrap();
/// use hongyan::render::{Language, ics};
///
/// let report = hongyan::check(&facts, &hongyan::Policy::default(), day(30));
/// let calendar = ics(&report, Language::En);
/// assert!(calendar.contains("DTSTART;VALUE=DATE:20241001"));
/// ```
#[must_use]
pub fn ics(report: &Report, language: Language) -> String {
    let mut calendar = Lines(String::new());
    let name = language.say(document::CALENDAR);
    let tag = match language {
        Language::Zh | Language::Both => "ZH",
        Language::En => "EN",
    };
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.line("PRODID", &format!("-//hongyan//hongyan {}//{tag}", env!("CARGO_PKG_VERSION")));
    calendar.line("CALSCALE", "GREGORIAN");
    calendar.line("METHOD", "PUBLISH");
    calendar.line("NAME", &escaped(&name));
    calendar.line("X-WR-CALNAME", &escaped(&name));
    for finding in report.deadlines() {
        if let Some(due_on) = finding.due_on {
            event(&mut calendar, &finding, due_on, report.as_of(), language);
        }
    }
    calendar.line("END", "VCALENDAR");
    calendar.0
}

fn event(calendar: &mut Lines, finding: &Finding<'_>, due_on: Day, as_of: Day, language: Language) {
    let people = finding.subject.keys().filter(|(name, _)| matches!(*name, "worker" | "supervisor" | "mentor"));
    let who = people.map(|(_, value)| printable(&value.to_string()).into_owned());
    let summary = format!("{} · {}", language.say(finding.rule.title()), who.collect::<Vec<_>>().join(" · "));
    let mut description = printable(&language.tell(&finding.message())).into_owned();
    // writing to a String cannot fail
    let _ = write!(description, "\n{} {}", language.say(document::CLAUSE), finding.clause);
    if let Some(range) = finding.due_range.filter(|_| finding.contested) {
        let _ = write!(description, "\n{} {} – {}", language.say(document::DUE_RANGE), range.from, range.to);
    }
    let stamp = format!("{}T000000Z", basic(as_of));
    calendar.line("BEGIN", "VEVENT");
    calendar.line("UID", &uid(finding.subject));
    calendar.line("DTSTAMP", &stamp);
    calendar.line("LAST-MODIFIED", &stamp);
    calendar.line("SEQUENCE", &as_of.number().max(0).to_string());
    calendar.line("DTSTART;VALUE=DATE", &basic(due_on));
    calendar.line("DTEND;VALUE=DATE", &basic(due_on.next()));
    calendar.line("SUMMARY", &escaped(&summary));
    calendar.line("DESCRIPTION", &escaped(&description));
    calendar.line("CATEGORIES", &escaped(&language.say(finding.rule.title())));
    calendar.line("TRANSP", "TRANSPARENT");
    // nothing is to be done for a commendation: it only stays open until then
    if finding.rule != Rule::Commendation {
        for days in REMINDED {
            calendar.line("BEGIN", "VALARM");
            calendar.line("ACTION", "DISPLAY");
            calendar.line("DESCRIPTION", &escaped(&summary));
            calendar.line("TRIGGER", &before(days));
            calendar.line("END", "VALARM");
        }
    }
    calendar.line("END", "VEVENT");
}

/// A name that rule and subject alone decide.
fn uid(subject: Subject<'_>) -> String {
    let mut hasher = SipHasher13::new();
    let mut part = |text: &str| {
        hasher.write(text.as_bytes());
        // a byte that UTF-8 never has keeps the parts apart
        hasher.write_u8(0xff);
    };
    part(subject.rule().name());
    for (name, value) in subject.keys() {
        part(name);
        part(&value.to_string());
    }
    format!("{}-{:032x}@hongyan", subject.rule().name(), hasher.finish128().as_u128())
}

/// Nine in the morning this many days before the event begins.
fn before(days: u32) -> String {
    match days.checked_sub(1) {
        None => "PT9H".to_owned(),
        Some(0) => "-PT15H".to_owned(),
        Some(whole) => format!("-P{whole}DT15H"),
    }
}

/// `20240229`.
fn basic(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// A text value. What cannot stand in one is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Content lines, folded at 75 octets between characters.
struct Lines(String);

impl Lines {
    fn line(&mut self, name: &str, value: &str) {
        let Lines(out) = self;
        let mut used = 0_usize;
        for c in name.chars().chain(std::iter::once(':')).chain(value.chars()) {
            let next = used.saturating_add(c.len_utf8());
            if next > 75 {
                out.push_str("\r\n ");
                used = c.len_utf8().saturating_add(1);
            } else {
                used = next;
            }
            out.push(c);
        }
        out.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::render::sample;

    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn one_event_per_deadline_and_every_line_is_short() {
        let (_, report) = sample::district();
        let text = ics(&report, Language::Both);
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let lines = unfolded(&text);
        let count = |line: &str| lines.iter().filter(|one| *one == line).count();
        assert_eq!(count("BEGIN:VEVENT"), report.deadlines().len());
        assert_eq!(count("BEGIN:VALARM"), count("END:VALARM"));
        let uids: BTreeSet<&String> = lines.iter().filter(|line| line.starts_with("UID:")).collect();
        assert_eq!(uids.len(), report.deadlines().len());
    }

    #[test]
    fn a_later_calendar_updates_its_events() {
        let (facts, report) = sample::district();
        let later = crate::check(&facts, report.policy(), report.as_of().next());
        let uids = |report: &Report| -> BTreeSet<String> {
            let lines = unfolded(&ics(report, Language::Zh));
            lines.into_iter().filter(|line| line.starts_with("UID:")).collect()
        };
        let shared: BTreeSet<String> = uids(&report).intersection(&uids(&later)).cloned().collect();
        assert!(!shared.is_empty());
        // names must not move with versions: this one is written down
        let subject = Subject::RecordDeadline { session: "D2024-0312", worker: "周敏" };
        assert_eq!(uid(subject), "record_deadline-8ee05aaea4d12f53a69db5063d1b5aa1@hongyan");
    }

    #[test]
    fn a_name_cannot_begin_a_line() {
        let (_, report) = sample::hostile();
        let text = ics(&report, Language::En);
        let begun = text.split("\r\n").filter(|line| *line == "BEGIN:VEVENT").count();
        assert_eq!(begun, report.deadlines().len());
        assert!(begun > 0 && !text.contains("\nX-EVIL"));
        assert!(!text.chars().any(|c| c.is_control() && c != '\r' && c != '\n'));
    }
}
