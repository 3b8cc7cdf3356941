//! Writes `tests/coverage.md`: `cargo run -p hongyan-tests --bin coverage`.

use hongyan_tests::coverage;

fn main() {
    let (page, problems) = coverage::page();
    std::fs::write(coverage::path(), &page).expect("the page is written");
    print!("{page}");
    for problem in &problems {
        eprintln!("{problem}");
    }
    std::process::exit(i32::from(!problems.is_empty()));
}
