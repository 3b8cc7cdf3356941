//! What the cases cover, and that no cell is empty that could be filled.

use hongyan_tests::coverage;

#[test]
fn every_cell_that_can_be_filled_is() {
    let (page, problems) = coverage::page();
    println!("{page}");
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_committed_page_is_up_to_date() {
    let committed = std::fs::read_to_string(coverage::path()).expect("tests/coverage.md");
    let (page, _) = coverage::page();
    assert!(
        committed.replace("\r\n", "\n") == page,
        "tests/coverage.md is out of date: cargo run -p hongyan-tests --bin coverage"
    );
}
