use super::*;
use crate::calendar::Period;
use crate::columns::frame::Frame;
use crate::columns::space::Codes;
use crate::columns::typed::Rows;
use crate::contest::contested;
use crate::facts::{Forms, Table};
use crate::rules::record_deadline;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Terms one after another that differ in one thing from the usual, and some that follow each other.
fn terms() -> Vec<(Terms<'static>, Vec<(Day, Terms<'static>)>)> {
    let usual = Terms::default();
    let narrow = Period { from: day("2024-01-20"), to: day("2024-02-11") };
    let meetings = Forms::of(&[Form::Group, Form::Meeting]);
    let single = [
        usual,
        Terms { within_days: 1, first_day: FirstDay::Included, ..usual },
        Terms { within_days: 30, last_day: LastDay::NextWorkday, ..usual },
        Terms { first_day: FirstDay::Included, settled: crate::contest::Settled::NONE, ..usual },
        Terms { settled: crate::contest::Settled::NONE.with(0).with(1), ..usual },
        Terms { effective: narrow, ..usual },
        Terms { effective: Period { to: day("2023-01-01"), ..narrow }, ..usual },
        Terms { within_days: 366, forms: meetings, ..usual },
        Terms { forms: Forms::of(&[]), ..usual },
    ];
    let mut all: Vec<_> = single.into_iter().map(|terms| (terms, Vec::new())).collect();
    // alike but for what is owed, and but for the day
    all.push((usual, vec![(day("2024-02-02"), Terms { forms: meetings, ..usual })]));
    all.push((usual, vec![(day("2024-02-02"), Terms { within_days: 8, ..usual })]));
    all
}

/// Sessions of every form, and of none, with records from before them to long after.
struct Own {
    forms: Vec<u8>,
    ended_on: Vec<i32>,
    submitted_on: Vec<i32>,
}

fn own(from: Day, days: i32) -> Own {
    let after = [NO_DAY, -1, 0, 1, 5, 6, 7, 8, 9, 10, 13, 17, 29, 30, 31, 34, 45, 61, 62, 63, 64, 70];
    let mut own = Own { forms: Vec::new(), ended_on: Vec::new(), submitted_on: Vec::new() };
    for (nth, (ahead, after)) in (0..days).flat_map(|ahead| after.map(|after| (ahead, after))).enumerate() {
        let ended_on = from.number() + ahead;
        own.forms.push([0, 1, 2, 0, 3, 1, 4, 0, 5, 1, 6, u8::MAX][nth * 7 / 3 % 12]);
        own.ended_on.push(ended_on);
        own.submitted_on.push(if after == NO_DAY { NO_DAY } else { ended_on + after });
    }
    own
}

impl Own {
    fn frame(&self) -> Frame<'_> {
        let given: &[i32] = &self.submitted_on;
        Frame::new(Table::Sessions)
            .with("form", &self.forms)
            .with("ended_on", &self.ended_on)
            .with("record_submitted_on", given)
    }
}

/// Verdict, margin and whether other readings differ, as the rule says it of a row.
fn expected(terms: Editions<'_, Terms<'_>>, row: Option<Session>, as_of: Day) -> (u8, i32, bool) {
    let of = |row: Session| contested(terms.on(row.ended_on), |terms| record_deadline::judge(&terms, row, as_of));
    let found = row.and_then(of);
    found.map_or((NOT_JUDGED, NO_DAY, false), |(judgement, contest)| {
        let (verdict, margin) = outcome(judgement);
        (verdict, margin, contest.contested)
    })
}

#[test]
fn a_block_says_what_the_rule_says_of_each_row() {
    let mut seen = std::collections::BTreeSet::new();
    // interpreted, all of them would take an hour
    let (days, ahead) = if cfg!(miri) { (4, &[-1, 9, 60][..]) } else { (45, &[-1, 0, 20, 52, 60, 200][..]) };
    for from in ["2024-01-15", "2026-12-01"].map(day).into_iter().take(if cfg!(miri) { 1 } else { 2 }) {
        let own = own(from, days);
        let frame = own.frame();
        let sessions = Sessions::of(&frame, Codes::Nobody, Codes::Nobody, Rows::NONE);
        let count = own.forms.len();
        for (first, later) in &terms() {
            let terms = Editions::new(*first, later);
            for as_of in ahead.iter().map(|ahead| from.plus_days(*ahead)) {
                let tables = Tables::of(terms, &sessions, as_of);
                let mut room = Room::default();
                for rows in [0..count, 3..count - 2, 5..6] {
                    let block = room.block(&sessions, rows.clone());
                    let (mut verdict, mut margin) = (vec![99; rows.len()], vec![99; rows.len()]);
                    let mut contested = vec![true; rows.len()];
                    tables.fill(&block, &mut verdict, &mut margin);
                    tables.contested(&block, &verdict, &mut contested);
                    for at in 0..rows.len() {
                        let told = (verdict[at], margin[at], contested[at]);
                        assert_eq!(told, expected(terms, block.row(at), as_of), "{:?} on {as_of}", block.row(at));
                        seen.insert((told.0, told.2));
                    }
                    assert!(block.rows().eq((0..rows.len()).map(|at| block.row(at))));
                }
            }
        }
    }
    // breach and pending both ways, compliant, undetermined, not applicable, and not judged
    assert!(seen.len() >= 8, "{seen:?}");
}

#[test]
fn a_finding_is_written_with_all_that_the_rule_says() {
    let own = own(day("2024-01-15"), if cfg!(miri) { 4 } else { 45 });
    let frame = own.frame();
    let sessions = Sessions::of(&frame, Codes::Nobody, Codes::Own((0..1_000).rev().collect()), Rows::NONE);
    let (terms, as_of) = (Editions::single(Terms::default()), day("2024-02-20"));
    let tables = Tables::of(terms, &sessions, as_of);
    let rows = own.forms.len();
    let mut room = Room::default();
    let block = room.block(&sessions, 0..rows);
    let judged = (0..rows).filter_map(|row| {
        let session = block.row(row)?;
        let own = contested(terms.on(session.ended_on), |terms| record_deadline::judge(&terms, session, as_of))?;
        Some((row as u32, own))
    });
    let judged: Vec<(u32, (Judgement, Contest))> = judged.collect();
    let draft = |row: u32| {
        let kind = block.row(place(row)).and_then(|session| tables.kind(session));
        Draft { worker: sessions.worker.get(place(row)), row, kind }
    };
    let findings =
        Findings::written(Rule::RecordDeadline, judged.len(), |at| tables.write(&sessions, draft(judged[at].0)));
    assert!(findings.len() == judged.len() && judged.len() > if cfg!(miri) { rows / 3 } else { 300 });
    for (at, (row, (judgement, contest))) in judged.into_iter().enumerate() {
        assert_eq!((findings.judgement(at), findings.contest(at)), (Some(judgement), Some(contest)));
        assert_eq!((findings.first[at], findings.second[at], findings.third[at]), (row, 999 - row, 0));
    }
}

/// Of very many days nothing is kept, and findings are the same.
#[test]
fn days_that_are_too_many_are_judged_row_by_row() {
    for (last, is_kept) in [("2035-03-01", true), ("2035-06-01", false)] {
        let ended_on = ["2024-03-12", "2024-09-24", last].map(|text| day(text).number());
        let submitted_on = [NO_DAY, ended_on[1] + 14, ended_on[2] + 3];
        let own = Own { forms: vec![0, 1, 0], ended_on: ended_on.to_vec(), submitted_on: submitted_on.to_vec() };
        let frame = own.frame();
        let sessions = Sessions::of(&frame, Codes::Nobody, Codes::Own(vec![4, 5, 6]), Rows::NONE);
        let (terms, as_of) = (Editions::single(Terms::default()), day("2036-01-01"));
        let tables = Tables::of(terms, &sessions, as_of);
        assert_eq!(tables.said.len(), if is_kept { tables.days.len() } else { 0 });
        let drafts = tables.seen(&sessions, 0..3, Keep::ALL).kept;
        assert!(drafts.len() == 3 && drafts.iter().all(|draft| draft.kind.is_some() == is_kept));
        let mut room = Room::default();
        let block = room.block(&sessions, 0..3);
        for (row, draft) in drafts.into_iter().enumerate() {
            let (session, worker) = (block.row(row).unwrap(), sessions.worker.get(row));
            let (own, contest) =
                contested(terms.on(session.ended_on), |terms| record_deadline::judge(&terms, session, as_of)).unwrap();
            assert_eq!(tables.write(&sessions, draft), Written::new(&own, &contest).of((row as u32, worker, 0)));
            assert_eq!(tables.is_contested(session), row == 1, "over National Day");
        }
    }
}

/// Rows of several blocks, of which most are in one state, against each row judged by itself.
#[test]
fn states_are_counted_and_wanted_rows_listed() {
    let own = own(day("2024-01-15"), if cfg!(miri) { 4 } else { 320 });
    let frame = own.frame();
    let sessions = Sessions::of(&frame, Codes::Nobody, Codes::Nobody, Rows::NONE);
    let (terms, as_of) = (Editions::single(Terms::default()), day("2024-11-20"));
    let tables = Tables::of(terms, &sessions, as_of);
    let mut room = Room::default();
    let block = room.block(&sessions, 0..own.forms.len());
    let all: Vec<(u8, i32, bool)> = (0..own.forms.len()).map(|row| expected(terms, block.row(row), as_of)).collect();
    let rows = 3..own.forms.len() - 2;
    for keep in [Keep::ALL, Keep::PROBLEMS, Keep::only(&[]), Keep::only(&[Verdict::Compliant]).or_contested()] {
        let seen = tables.seen(&sessions, rows.clone(), keep);
        let (mut summary, mut kept, mut pending) = (Summary::default(), Vec::new(), Vec::new());
        for row in rows.clone() {
            let (code, _, contested) = all[row];
            let Some(verdict) = Verdict::ALL.get(usize::from(code)).copied() else { continue };
            summary.count(Rule::RecordDeadline, verdict, contested, 1);
            if keep.has(verdict, contested) {
                kept.push(row as u32);
            }
            if verdict == Verdict::Pending {
                pending.push(row as u32);
            }
        }
        let rows_of = |drafts: &[Draft]| drafts.iter().map(|draft| draft.row).collect::<Vec<u32>>();
        assert_eq!(seen.summary, summary);
        assert_eq!((rows_of(&seen.kept), rows_of(&seen.pending)), (kept, pending));
    }
    let states: Vec<u8> = (0..1_000_u32).map(|row| u8::from(row % 100 == 7)).collect();
    let mut marks = vec![0; 1_000];
    assert_eq!((tally(&states, 0), tally(&states, 1), tally(&states, 2)), (990, 10, 0));
    assert_eq!(mark(&states, 1, &mut marks), 10);
    assert_eq!(marks, states);
}

#[test]
fn rows_follow_sessions_and_then_workers() {
    let (numbers, texts) = ([8_i64, 3, 8, 1], ["b", "10", "9", "b"]);
    for (frame, expected) in [
        (Frame::new(Table::Sessions).with("session", &numbers), [3, 1, 2, 0]),
        (Frame::new(Table::Sessions).with("session", &texts), [1, 2, 3, 0]),
    ] {
        let sessions = Sessions::of(&frame, Codes::Nobody, Codes::Own(vec![7, 6, 5, 4]), Rows::NONE);
        let draft = |row: u32| Draft { worker: sessions.worker.get(place(row)), row, kind: Some(row) };
        assert_eq!(by_session(&sessions, (0..4).map(draft).collect()), expected.map(draft));
    }
}
