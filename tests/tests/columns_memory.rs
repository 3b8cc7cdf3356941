//! What the door of columns takes while every row is at fault.

use hongyan::columns::{Columns, Door, FaultTally, Frame, Frames};
use hongyan::facts::Table;
use peak_alloc::PeakAlloc;

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

#[test]
fn faults_of_every_row_take_little_memory() {
    let peak = |rows: usize| {
        let ids: Vec<i32> = (0..rows as i32).collect();
        let (form, days) = (vec![9_u8; rows], vec![i32::MAX; rows]);
        let sessions = Frame::new(Table::Sessions)
            .with("session", &ids)
            .with("project", &ids)
            .with("worker", &ids)
            .with("form", &form)
            .with("ended_on", &days);
        let before = PEAK.current_usage();
        PEAK.reset_peak_usage();
        let columns = Columns::check(Frames::new().with(sessions), Door::new().skipping_faults()).unwrap();
        assert_eq!(columns.faults().first().len(), FaultTally::KEPT);
        assert_eq!(columns.faults().total(), 2 * rows as u64);
        PEAK.peak_usage().saturating_sub(before)
    };
    let (one, four) = (peak(100_000), peak(400_000));
    // what is kept of each part is bounded; a row adds a bit or two
    let per_row = four.saturating_sub(one) as f64 / 300_000.0;
    assert!(four < 60 << 20, "{four} bytes");
    assert!(per_row < 60.0, "{per_row} bytes a row");
}
