use super::*;
use crate::columns::frame::Frame;
use crate::columns::space::Codes;
use crate::facts::Table;

#[test]
fn a_session_in_a_bucket_keeps_what_counts() {
    let days = [Day::FIRST, Day::new(2024, 2, 29).unwrap(), Day::LAST];
    for worker in [0, 1, 0x5a5, WORKERS - 1] {
        for project in [0, 3, 1 << 20, u32::MAX] {
            for (form, kept) in [(0, 0), (1, 1), (2, 2), (5, 5), (7, 7), (u8::MAX, 7)] {
                for day in days.map(Day::number) {
                    let session = Packed::new(worker, project, form, day);
                    assert_eq!((session.worker(), session.project()), (worker, project));
                    assert_eq!(session.form_and_day(), (kept, day));
                }
            }
        }
    }
}

#[test]
fn buckets_take_about_as_many_rows_as_they_should() {
    assert_eq!(shift(0, 0), 0);
    assert_eq!(shift(1, 10), 0);
    assert_eq!(shift(1_000, 10), 10);
    assert_eq!(shift(1_000, ROWS * 4), 8);
    assert_eq!(shift(1_000, ROWS * 4 + 1), 8);
    assert_eq!(shift(1_000_000, 1), 12);
}

#[test]
fn rows_go_to_the_buckets_of_their_workers() {
    let workers: Vec<u32> = (0..200).map(|row| row * 37 % 150).collect();
    let projects: Vec<u32> = (0..200).map(|row| row % 9).collect();
    let days: Vec<i32> = (0..200).map(|row| 19_800 + row).collect();
    let forms: Vec<u8> = (0..200).map(|row| row % 3).collect();
    let frame = Frame::new(Table::Sessions).with("worker", &days).with("form", &forms).with("ended_on", &days);
    let sessions = Sessions::of(&frame, Codes::Own(projects), Codes::Own(workers), Rows::NONE);
    let mut some = Rows::NONE;
    (0..150).step_by(3).for_each(|worker| some.add(worker));
    for only in [None, Some(&some)] {
        // buckets of 16 workers, of which the second to the fifth are filled
        let part = fill(&sessions, 20..190, 4, (1..5, only));
        for bucket in 1..5 {
            let own = |row: &usize| {
                let worker = place(sessions.worker.get(*row));
                worker / 16 == bucket && only.is_none_or(|only| only.has(worker))
            };
            let expected = (20..190).filter(own).map(|row| {
                let (worker, project) = (sessions.worker.get(row) % 16, sessions.project.get(row));
                (worker, project, (sessions.form[row], sessions.ended_on.get(row)))
            });
            let found = part.bucket(bucket - 1).iter();
            let found = found.map(|one| (one.worker(), one.project(), one.form_and_day())).collect::<Vec<_>>();
            assert_eq!(found, expected.collect::<Vec<_>>(), "bucket {bucket}");
        }
    }
}
