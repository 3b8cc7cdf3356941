use super::*;

#[test]
fn evidence_survives_packing() {
    let all = [true, false];
    for reason in Reason::ALL {
        assert_eq!(unpack(pack(Detail::Because(reason))), Detail::Because(reason));
    }
    for bits in 0..32_u32 {
        let tally = |required, held| Tally { required, held };
        // of what was held often enough the count stops there
        let detail = Detail::Missing { individual: tally(bits, 31 - bits), group: tally(31 - bits, bits) };
        let (individual, group) = (tally(bits, bits.min(31 - bits)), tally(31 - bits, bits.min(31 - bits)));
        assert_eq!(unpack(pack(detail)), Detail::Missing { individual, group });
    }
    for (a, b) in all.into_iter().flat_map(|a| all.map(|b| (a, b))) {
        let failed = Conditions { responsibility: a, category: b, ..Conditions::default() };
        let unknown = Conditions { experience: a, commitment: b, ..Conditions::default() };
        let detail = Detail::Conditions { failed, unknown };
        assert_eq!(unpack(pack(detail)), detail);
        let lost = Detail::Lost { inactive: a, revoked: b };
        assert_eq!(unpack(pack(lost)), lost);
    }
    assert_eq!(unpack(pack(Detail::Stretches(70_000))), Detail::Stretches(70_000));
    assert_eq!(unpack(pack(Detail::None)), Detail::None);
}

#[test]
fn every_bit_of_evidence_has_its_place() {
    for bit in 0..8 {
        let set = |from: u32| Conditions {
            responsibility: bit == from,
            experience: bit == from + 1,
            commitment: bit == from + 2,
            category: bit == from + 3,
        };
        let detail = Detail::Conditions { failed: set(0), unknown: set(4) };
        assert_eq!((pack(detail), unpack(pack(detail))), (CONDITIONS | 1 << (bit + 3), detail));
    }
    // more than any month asks for
    let much = Tally { required: 40, held: 40 };
    let most = Tally { required: 31, held: 31 };
    let detail = |one| Detail::Missing { individual: one, group: Tally { required: 0, held: 0 } };
    assert_eq!(unpack(pack(detail(much))), detail(most));
    assert_eq!(unpack(pack(Detail::Stretches(u32::MAX))), Detail::Stretches(u32::MAX >> 3));
    assert_eq!(unpack(7), Detail::None);
}

/// A finding that differs from others in its place.
fn entry(nth: i32) -> (Judgement, Contest) {
    let day = |ahead: i32| Day::from_number(19_000 + nth * 10 + ahead);
    let judgement = Judgement {
        verdict: Verdict::ALL[(nth % 3).cast_unsigned() as usize],
        force: Force::ALL[(nth % 2).cast_unsigned() as usize],
        due_on: (nth % 4 > 0).then(|| day(0)),
        settled_on: (nth % 5 > 0).then(|| day(1)),
        margin_days: (nth % 6 > 0).then_some(nth - 3),
        holds_until: (nth % 7 > 0).then(|| day(2)),
        detail: Detail::Stretches(nth.cast_unsigned()),
    };
    let due_range = (nth % 8 > 0).then(|| Period { from: day(-5), to: day(5) });
    (judgement, Contest { contested: nth % 2 == 1, by: Flips::from_bits((nth % 3) as u8), due_range })
}

/// Findings of these keys, the nth with the nth entry.
fn written(keys: &[(u32, u32, i32)]) -> Findings {
    let mut collector = Collector::new(Rule::MentorTerm, Keep::ALL);
    for (nth, keys) in (0..).zip(keys) {
        let (judgement, contest) = entry(nth);
        collector.write(*keys, &judgement, &contest);
    }
    collector.finish().findings
}

#[test]
fn findings_come_back_as_they_were_written() {
    // more than wait at a time
    let keys: Vec<(u32, u32, i32)> = (0..1_100_u32).map(|nth| (nth, nth * 2, 7 - nth.cast_signed())).collect();
    let findings = written(&keys);
    assert_eq!((findings.len(), findings.is_empty(), findings.is_even()), (keys.len(), false, true));
    for (at, (first, second, third)) in keys.iter().enumerate() {
        let (judgement, contest) = entry(at as i32);
        assert_eq!((findings.judgement(at), findings.contest(at)), (Some(judgement), Some(contest)));
        assert_eq!((findings.first[at], findings.second[at], findings.third[at]), (*first, *second, *third));
    }
    assert_eq!((findings.judgement(keys.len()), findings.contest(keys.len())), (None, None));
    assert_eq!(findings.detail(keys.len()), Detail::None);
    assert_eq!(findings.memory(), keys.len() * size_of::<Row>());
    let none = Findings::new(Rule::CyclePlan);
    assert!(none.is_empty() && none.memory() == 0);
}

#[test]
fn findings_are_arranged_by_subject_and_by_what_they_say() {
    let mut keys: Vec<(u32, u32, i32)> =
        (0..60_u32).map(|nth| (nth * 7 % 3, nth * 5 % 4, (nth % 5).cast_signed())).collect();
    let mut findings = written(&keys);
    let order = findings.by_subject();
    findings.arrange(&order);
    let own = |at: usize| (findings.first[at], findings.second[at], findings.third[at]);
    keys.sort_unstable();
    assert_eq!((0..60).map(own).collect::<Vec<_>>(), keys);
    for (at, place) in order.iter().enumerate() {
        assert_eq!(findings.judgement(at), Some(entry(place.cast_signed()).0));
    }
    // what is in order stays, and findings of one subject come in one order however they came
    assert_eq!(findings.by_subject(), (0..60).collect::<Vec<_>>());
    let said = |entries: &[i32]| {
        let mut collector = Collector::new(Rule::MentorTerm, Keep::ALL);
        for nth in entries {
            let (judgement, contest) = entry(*nth);
            collector.write((1, 1, 1), &judgement, &contest);
        }
        let mut findings = collector.finish().findings;
        let order = findings.by_subject();
        findings.arrange(&order);
        findings
    };
    assert_eq!(said(&[1, 2, 3, 4, 9]), said(&[9, 3, 4, 2, 1]));
    assert_eq!(said(&[2, 1]).len(), 2);
}

/// Subjects that are alike are written as one by one, many or few of them, between others.
#[test]
fn alike_is_as_one_by_one() {
    let bare = Judgement::bare(Verdict::Breach, Force::Advisory).with_detail(Detail::Because(Reason::AfterTerm));
    let days = |from: i32, many: usize| (0..many).map(move |ahead| from + ahead as i32).collect::<Vec<i32>>();
    let settled = |day: i32| Judgement { settled_on: Some(Day::from_number(day)), ..bare };
    // nothing tells of a day, or one thing alone does
    let dated: [fn(Judgement, i32) -> Judgement; 5] = [
        |bare, _| bare,
        |bare, day| Judgement { due_on: Some(Day::from_number(day)), ..bare },
        |bare, day| Judgement { settled_on: Some(Day::from_number(day)), ..bare },
        |bare, day| Judgement { margin_days: Some(day), ..bare },
        |bare, day| Judgement { holds_until: Some(Day::from_number(day)), ..bare },
    ];
    let many = Waiting::ROWS + 9;
    let runs = [days(0, 1), days(5, Waiting::FEW - 1), days(40, Waiting::FEW), days(100, 30), days(900, many)];
    for dated in dated {
        let judge = |day: i32| Some(dated(bare, day));
        for keep in [Keep::ALL, Keep::only(&[Verdict::Breach]), Keep::only(&[Verdict::Compliant])] {
            let [mut together, mut apart] = [(); 2].map(|()| Collector::new(Rule::MentorTerm, keep));
            let keys = |mentor: usize, day: i32| Keys::mentor(crate::facts::Id::new(mentor).unwrap(), day, 0);
            let terms = crate::rules::annual_evaluation::Terms::default();
            for (mentor, days) in runs.iter().enumerate() {
                let nth = |place: usize| days[place];
                let of = |place| keys(mentor, nth(place));
                together.alike(days.len(), true, of, terms, |place, _| judge(nth(place)));
                for day in days {
                    apart.subject(keys(mentor, *day), terms, |_| judge(*day));
                }
                // one that differs from what stands before and after it
                for collector in [&mut together, &mut apart] {
                    collector.subject(keys(mentor, -1), terms, |_| Some(settled(-1)));
                }
            }
            let (together, apart) = (together.finish(), apart.finish());
            assert_eq!(together.findings, apart.findings);
            assert_eq!(together.summary, apart.summary);
            assert_eq!(together.findings.is_empty(), keep == Keep::only(&[Verdict::Compliant]));
        }
    }
}

#[test]
fn what_is_kept_and_what_is_due() {
    let (judgement, contest) = entry(1);
    let pending = Judgement { verdict: Verdict::Pending, ..judgement };
    let calm = Contest { contested: false, ..contest };
    let count = |keep: Keep, judgement: Judgement, contest| {
        let mut collector = Collector::new(Rule::MentorTerm, keep);
        collector.write((1, 2, 3), &judgement, &contest);
        let wants = collector.wants(judgement.verdict, contest.contested);
        let Collected { findings, deadlines, .. } = collector.finish();
        (findings.len(), deadlines.len(), wants)
    };
    let breach = Judgement { verdict: Verdict::Breach, ..judgement };
    let breaches = Keep::only(&[Verdict::Breach]);
    assert_eq!(count(Keep::ALL, breach, calm), (1, 0, true));
    assert_eq!(count(breaches, breach, calm), (1, 0, true));
    // a deadline is written whatever is kept
    assert_eq!(count(breaches, pending, calm), (0, 1, true));
    assert_eq!(count(Keep::ALL, pending, calm), (1, 1, true));
    assert_eq!(count(Keep::ALL, Judgement { due_on: None, ..pending }, calm), (1, 0, true));
    assert_eq!(count(breaches, Judgement { verdict: Verdict::Compliant, ..judgement }, calm), (0, 0, false));
}

#[test]
fn values_are_taken_in_an_order() {
    let len = if cfg!(miri) { 1_000 } else { 40_000 };
    let column: Vec<u32> = (0..len).map(|at| at * 3).collect();
    let order: Vec<u32> = (0..len).map(|at| at * 7_919 % len).collect();
    let expected: Vec<u32> = order.iter().map(|at| at * 3).collect();
    assert_eq!(taken(&column, &order), expected);
    assert_eq!(taken(&column, &[]), Vec::<u32>::new());
}
