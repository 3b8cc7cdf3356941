//! `interface RUSTDOC_JSON`: the public items of a crate, one a line, as rustdoc's JSON has them. Derived and blanket
//! implementations are left out: they follow from the lines that stay.

use std::process::ExitCode;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [path] = given.as_slice() else {
        eprintln!("usage: interface RUSTDOC_JSON");
        return ExitCode::from(2);
    };
    let interface = public_api::Builder::from_rustdoc_json(path)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build();
    match interface {
        Ok(interface) => print!("{interface}"),
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
