//! Writes mutants into a copy of the core: `mutants TREE LIST LEFT_OUT PLACES`.
//!
//! LIST is what `cargo mutants --list --json` prints; a mutant's number is its place there, counted from 1. LEFT_OUT has
//! the numbers that are not written. Where each stands in the files as written goes to PLACES.

mod sites;
mod weave;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{env, fs};

use serde::Deserialize;

use weave::Place;

/// One change, as cargo-mutants describes it.
#[derive(Deserialize)]
struct Mutant {
    file: String,
    function: Option<Function>,
    span: Span,
    replacement: String,
    genre: Genre,
}

#[derive(Deserialize)]
struct Function {
    return_type: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
enum Genre {
    FnValue,
    BinaryOperator,
    UnaryOperator,
    MatchArm,
    MatchArmGuard,
    StructField,
}

#[derive(Deserialize)]
struct Span {
    start: Position,
    end: Position,
}

/// Counted in characters, from 1.
#[derive(Deserialize)]
struct Position {
    line: usize,
    column: usize,
}

/// What the mutants ask, as a module of the copy.
const QUESTION: &str = include_str!("question.rs");
/// Before the first line of the core, and after the last.
const BEGINNING: &str = "#![feature(const_eval_select, core_intrinsics)]\n#![allow(internal_features)]\n";
const END: &str = "\nmod question;\n";

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [tree, list, left_out, places] = arguments.as_slice() else { panic!("TREE LIST LEFT_OUT PLACES") };
    let read = |path: &str| fs::read_to_string(path).unwrap_or_else(|why| panic!("{path}: {why}"));
    let list: Vec<Mutant> = serde_json::from_str(&read(list)).expect("a list of mutants");
    let left_out: BTreeSet<usize> = serde_json::from_str(&read(left_out)).expect("a list of numbers");

    let mut files: BTreeMap<String, Vec<(usize, &Mutant)>> = BTreeMap::new();
    sources(Path::new("core/src"), &mut files);
    for (number, mutant) in (1..).zip(&list).filter(|(number, _)| !left_out.contains(number)) {
        files.get_mut(&mutant.file).expect("a file of the core").push((number, mutant));
    }
    let mut all: Vec<Place> = Vec::new();
    for (file, mutants) in files {
        let (mut text, mut found) = weave::weave(&file, &read(&file), &mutants);
        if file == "core/src/lib.rs" {
            text = format!("{BEGINNING}{text}{END}");
            found.iter_mut().for_each(|place| place.move_by(BEGINNING.len()));
        }
        write(&Path::new(tree).join(file), &text);
        all.append(&mut found);
    }
    write(&Path::new(tree).join("core/src/question.rs"), QUESTION);
    fs::write(places, serde_json::to_string(&all).expect("a JSON form")).expect("places");
}

/// Every file of the core, without mutants so far.
fn sources(folder: &Path, files: &mut BTreeMap<String, Vec<(usize, &Mutant)>>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, files);
        } else if entry.extension().is_some_and(|ending| ending == "rs") {
            files.insert(entry.to_str().expect("a plain name").to_owned(), Vec::new());
        }
    }
}

/// Touches nothing that stands there already: cargo then sees what is new alone.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
}
