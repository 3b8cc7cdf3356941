use super::*;

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
