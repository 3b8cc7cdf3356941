//! Writes the workbook to fill in: `cargo run -p hongyan-tests --bin template -- zh template.xlsx`.

use hongyan::render::{Language, template};

fn main() {
    let mut args = std::env::args().skip(1);
    let (Some(language), Some(to)) = (args.next(), args.next()) else {
        eprintln!("usage: template zh|en|both FILE");
        std::process::exit(2);
    };
    let language = Language::from_name(&language).expect("a language: zh, en or both");
    let workbook = template(language).expect("the workbook is written");
    std::fs::write(to, workbook).expect("the file is written");
}
