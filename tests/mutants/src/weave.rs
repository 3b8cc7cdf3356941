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
