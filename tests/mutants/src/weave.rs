//! A file with its mutants in it.

use std::cmp::Reverse;
use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use serde::Serialize;

use crate::sites::Sites;
use crate::{Genre, Mutant, Position};

/// Where the text of a mutant stands in a file as written.
#[derive(Serialize)]
pub struct Place {
    mutant: usize,
    /// Whether the compiler may compute it.
    constant: bool,
    file: String,
    from: usize,
    to: usize,
}

impl Place {
    pub fn move_by(&mut self, bytes: usize) {
        self.from += bytes;
        self.to += bytes;
    }
}

/// One number and what is written in its place.
struct Edit<'m> {
    mutant: usize,
    constant: bool,
    range: Range<usize>,
    replacement: &'m str,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    /// Before the first statement of a function: `if … { return …; }`.
    Return,
    /// A body whose type nobody can name: one of two iterators.
    Either,
    /// `(… || !… && (guard))`, and the same for an arm that has none.
    Guard,
    Arm,
    /// `(if … { changed } else { as it is })`.
    Whole,
}

/// The mutants of one place.
struct Site<'m> {
    range: Range<usize>,
    form: Form,
    edits: Vec<Edit<'m>>,
}

/// The file with these mutants in it, and where each of them stands. What no place was found for is left out.
pub fn weave(file: &str, source: &str, mutants: &[(usize, &Mutant)]) -> (String, Vec<Place>) {
    let mut sites: Vec<Site> = Vec::new();
    let (lines, around) = (lines(source), Sites::of(source));
    for (number, mutant) in mutants {
        let range = byte(source, &lines, &mutant.span.start)..byte(source, &lines, &mutant.span.end);
        let Some((range_of_site, form)) = site(mutant, &range, &around) else { continue };
        let constant = around.constants.iter().any(|constant| constant.contains(&range.start));
        let edit = Edit { mutant: *number, constant, range, replacement: &mutant.replacement };
        match sites.iter_mut().find(|site| site.form == form && site.range == range_of_site) {
            Some(site) => site.edits.push(edit),
            None => sites.push(Site { range: range_of_site, form, edits: vec![edit] }),
        }
    }
    // outer ones first
    sites.sort_by_key(|site| (site.range.start, site.form, Reverse(site.range.end)));
    let mut weaver =
        Weaver { file, source, sites: sites.into_iter().peekable(), text: String::new(), places: Vec::new() };
    weaver.copy(0..source.len());
    (weaver.text, weaver.places)
}

/// What is asked about for a mutant, and how.
fn site(mutant: &Mutant, range: &Range<usize>, around: &Sites) -> Option<(Range<usize>, Form)> {
    let unnamed = || mutant.function.as_ref().is_some_and(|function| function.return_type.starts_with("-> impl "));
    Some(match mutant.genre {
        Genre::FnValue if unnamed() => (range.clone(), Form::Either),
        Genre::FnValue => (range.start..range.start, Form::Return),
        Genre::MatchArmGuard => (range.clone(), Form::Guard),
        Genre::MatchArm => around.arrows.get(&range.start).map(|arrow| (*arrow..*arrow, Form::Arm))?,
        Genre::BinaryOperator | Genre::UnaryOperator | Genre::StructField => {
            (around.wholes.get(&range.start)?.clone(), Form::Whole)
        }
    })
}

/// Where each line begins.
fn lines(source: &str) -> Vec<usize> {
    std::iter::once(0).chain(source.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

fn byte(source: &str, lines: &[usize], position: &Position) -> usize {
    let line = lines[position.line - 1];
    source[line..].char_indices().nth(position.column - 1).map_or(source.len(), |(at, _)| line + at)
}

struct Weaver<'m> {
    file: &'m str,
    source: &'m str,
    sites: Peekable<IntoIter<Site<'m>>>,
    text: String,
    places: Vec<Place>,
}

impl Weaver<'_> {
    /// The source from one place to another, with the sites in it.
    fn copy(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while let Some(site) = self.sites.next_if(|site| site.range.start < range.end) {
            self.text.push_str(&self.source[at..site.range.start]);
            at = site.range.end;
            self.ask(&site);
        }
        self.text.push_str(&self.source[at..range.end]);
    }

    fn ask(&mut self, site: &Site) {
        match site.form {
            Form::Return => self.each(site, |_, edit| format!("if {} {{ return {}; }} ", is(edit), edit.replacement)),
            Form::Arm => self.each(site, |_, edit| format!("if !{} ", is(edit))),
            Form::Guard => {
                self.text.push('(');
                self.each(site, |_, edit| match edit.replacement {
                    "true" => format!("{} || ", is(edit)),
                    _ => format!("!{} && ", is(edit)),
                });
                self.enclosed(site, "(", "))");
            }
            Form::Whole => {
                self.text.push('(');
                self.each(site, |source, edit| {
                    let (before, after) =
                        (&source[site.range.start..edit.range.start], &source[edit.range.end..site.range.end]);
                    format!("if {} {{ {before}{}{after} }} else ", is(edit), edit.replacement)
                });
                self.enclosed(site, "{ ", " })");
            }
            Form::Either => {
                self.each(site, |_, edit| {
                    format!(
                        "if {} {{ crate::question::Either::Left({}) }} else {{ crate::question::Either::Right(",
                        is(edit),
                        edit.replacement
                    )
                });
                self.enclosed(site, "{ ", &format!(" }}{}", ") }".repeat(site.edits.len())));
            }
        }
    }

    /// The text of each mutant, whose place is kept.
    fn each(&mut self, site: &Site, written: impl Fn(&str, &Edit) -> String) {
        for edit in &site.edits {
            let from = self.text.len();
            self.text.push_str(&written(self.source, edit));
            self.places.push(Place {
                mutant: edit.mutant,
                constant: edit.constant,
                file: self.file.to_owned(),
                from,
                to: self.text.len(),
            });
        }
    }

    /// The source as it is, with the sites in it.
    fn enclosed(&mut self, site: &Site, before: &str, after: &str) {
        self.text.push_str(before);
        self.copy(site.range.clone());
        self.text.push_str(after);
    }
}

fn is(edit: &Edit) -> String {
    format!("crate::question::is({})", edit.mutant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Function, Span};

    /// A mutant of the one place in `source` that reads so, as cargo-mutants would list it.
    fn mutant(source: &str, place: &str, replacement: &str, genre: Genre) -> Mutant {
        assert_eq!(source.matches(place).count(), 1, "{place}");
        let from = source.find(place).unwrap();
        let position = |at: usize| {
            let line = source[..at].rfind('\n').map_or(0, |end| end + 1);
            let column = source[line..at].chars().count() + 1;
            Position { line: source[..at].matches('\n').count() + 1, column }
        };
        let span = Span { start: position(from), end: position(from + place.len()) };
        let return_type = if source.contains("-> impl ") { "-> impl Iterator" } else { "-> i32" }.to_owned();
        let function = Some(Function { return_type });
        Mutant { file: "a.rs".to_owned(), function, span, replacement: replacement.to_owned(), genre }
    }

    /// The text with these mutants in it, which is Rust, and of each the text that its place names.
    fn woven(source: &str, mutants: &[Mutant]) -> (String, Vec<(usize, bool, String)>) {
        let (text, places) = weave("a.rs", source, &(1..).zip(mutants).collect::<Vec<_>>());
        syn::parse_file(&text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
        let named = places.iter().map(|place| (place.mutant, place.constant, text[place.from..place.to].to_owned()));
        let named = named.collect();
        (text, named)
    }

    #[test]
    fn a_file_without_mutants_stays_as_it_is() {
        let source = "fn f(a: i32) -> i32 {\n    a + 1 // 加一\n}\n";
        assert_eq!(woven(source, &[]), (source.to_owned(), Vec::new()));
    }

    #[test]
    fn operators_are_changed_in_the_text_so_that_they_bind_as_they_would() {
        let source = "fn f(a: i32) -> i32 { a + 2 * 3 }\n";
        let mutants =
            [mutant(source, "+", "*", Genre::BinaryOperator), mutant(source, "*", "+", Genre::BinaryOperator)];
        let (text, places) = woven(source, &mutants);
        let changed = [
            "if crate::question::is(1) { a * 2 * 3 } else ".to_owned(),
            "if crate::question::is(2) { a + 2 + 3 } else ".to_owned(),
        ];
        assert_eq!(text, format!("fn f(a: i32) -> i32 {{ ({}{}{{ a + 2 * 3 }}) }}\n", changed[0], changed[1]));
        let [first, second] = changed;
        assert_eq!(places, [(1, false, first), (2, false, second)]);
    }

    #[test]
    fn columns_count_characters() {
        let source = "fn f() -> bool { /* 督导 */ !true }\n";
        let (text, _) = woven(source, &[mutant(source, "!", "", Genre::UnaryOperator)]);
        assert_eq!(text, "fn f() -> bool { /* 督导 */ (if crate::question::is(1) { true } else { !true }) }\n");
    }

    #[test]
    fn a_value_is_returned_before_the_first_statement_and_what_follows_has_its_own_mutants() {
        let source = "fn f(a: i32) -> bool { a < 1 }\n";
        let body = mutant(source, "a < 1", "true", Genre::FnValue);
        let (text, _) = woven(source, &[body, mutant(source, "<", ">", Genre::BinaryOperator)]);
        let asked = "if crate::question::is(1) { return true; } (if crate::question::is(2) { a > 1 } else { a < 1 })";
        assert_eq!(text, format!("fn f(a: i32) -> bool {{ {asked} }}\n"));
    }

    #[test]
    fn a_type_without_a_name_is_one_of_two_iterators() {
        let source = "fn f() -> impl Iterator<Item = i32> { 0..3 }\n";
        let (text, _) = woven(source, &[mutant(source, "0..3", "::std::iter::empty()", Genre::FnValue)]);
        assert!(text.contains("Either::Left(::std::iter::empty()) } else { crate::question::Either::Right("), "{text}");
    }

    #[test]
    fn arms_and_guards_ask_before_they_match() {
        let source = "fn f(a: i32) -> i32 { match a { 1 => 2, b if b % 4 == 3 => 3, _ => 5 } }\n";
        let mutants = [
            mutant(source, "1 => 2", "", Genre::MatchArm),
            mutant(source, "b % 4 == 3", "true", Genre::MatchArmGuard),
            mutant(source, "%", "*", Genre::BinaryOperator),
        ];
        let (text, _) = woven(source, &mutants);
        assert!(text.contains("1 if !crate::question::is(1) => 2"), "{text}");
        let guard =
            "if (crate::question::is(2) || ((if crate::question::is(3) { b * 4 == 3 } else { b % 4 == 3 }))) => 3";
        assert!(text.contains(guard), "{text}");
    }

    #[test]
    fn what_the_compiler_may_compute_is_marked() {
        let source = "const A: i32 = 1 + 2;\nconst fn f() -> i32 { 3 * 1 }\nfn g() -> i32 { 4 / 2 }\n\
            fn h() -> [i32; 5 - 1] { [6 | 1; 7 & 1] }\n";
        let operators = ["+", "*", "/", "-", "|", "&"];
        // the minus of the arrows is none
        let mutants = operators.map(|operator| mutant(source, &format!("{operator} "), "% ", Genre::BinaryOperator));
        let (_, places) = woven(source, &mutants);
        assert_eq!(places.iter().map(|place| place.1).collect::<Vec<_>>(), [true, true, false, true, false, true]);
    }
}
