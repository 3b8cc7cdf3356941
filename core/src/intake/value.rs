//! A cell as the value of a column.

mod dates;

use std::collections::HashMap;

use super::date::Setting;
use super::layout::Unit;
use super::mapping::Known;
use super::names::{self, Unnamed};
use super::report::Log;
use super::sheet::Shown;
use super::text::{folded, is_error};
use super::{lengths, names::one, vocabulary};
use crate::facts::{Cell, Column, ContentSource, Context, FaultCode, Form, Kind, PlanKind, Table};
use crate::message::Message;

/// Why a cell is refused.
pub(super) type Refusal = (FaultCode, Context);

/// A cell on its way: what it shows, and where.
#[derive(Clone, Copy, Debug)]
pub(super) struct Here<'s> {
    pub(super) shown: Shown<'s>,
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) unit: Unit,
    /// The heading is weaker evidence; a bare number under it counts people and names none.
    pub(super) is_weak: bool,
}

/// Reads cells of one sheet.
#[derive(Debug)]
pub(super) struct Reading<'r> {
    pub(super) known: &'r Known,
    pub(super) setting: Setting,
    pub(super) log: Log,
    // words that were understood already
    words: HashMap<String, (Kind, &'static str)>,
}

pub(super) fn because(code: FaultCode, why: &'static str) -> Refusal {
    (code, Context::Because(Message::reading(why).both()))
}

fn expected<'s>(code: FaultCode, kind: Kind) -> Result<Cell<'s>, Refusal> {
    Err((code, Context::Expected(kind)))
}

impl<'r> Reading<'r> {
    pub(super) fn new(known: &'r Known, setting: Setting) -> Reading<'r> {
        Reading { known, setting, log: Log::default(), words: HashMap::new() }
    }

    /// The names in a cell that may hold several.
    pub(super) fn names(&mut self, column: &Column, here: Here<'_>) -> Result<Vec<String>, Refusal> {
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || super::text::is_space(c));
        let counts = matches!(here.shown, Shown::Number(_)) || matches!(here.shown, Shown::Text(text) if digits(text));
        if here.is_weak && counts && !here.shown.is_blank() {
            return Err(because(FaultCode::BadValue, "intake.value.no_names"));
        }
        let Shown::Text(text) = here.shown else {
            return match self.cell(Table::Sessions, column, here)? {
                Cell::Text(text) => Ok(vec![text.into_owned()]),
                Cell::Null => Ok(Vec::new()),
                _ => Err((FaultCode::WrongType, Context::Expected(column.kind))),
            };
        };
        if here.shown.is_blank() {
            return Ok(Vec::new());
        }
        if is_error(text) {
            return Err(because(FaultCode::ErrorCell, "intake.value.error"));
        }
        if let Some(value) = self.known.value(column.name, text) {
            let value = value.to_owned();
            self.note("intake.reading.mapped", column, here, text, || value.clone());
            return Ok(if value.is_empty() { Vec::new() } else { vec![value] });
        }
        let names = names::several(text).map_err(|why| match why {
            Unnamed::NoNames => because(FaultCode::BadValue, "intake.value.no_names"),
            Unnamed::Unclear => because(FaultCode::BadValue, "intake.value.unclear_names"),
            Unnamed::Absent => because(FaultCode::BadValue, "intake.value.absent"),
            Unnamed::Joined => because(FaultCode::BadValue, "intake.value.joined"),
        })?;
        match names.as_slice() {
            [name] if name == text => {}
            [name] => self.note("intake.reading.name", column, here, text, || name.clone()),
            several => self.note("intake.reading.several", column, here, text, || several.join(" | ")),
        }
        Ok(names)
    }

    fn note(
        &mut self,
        code: &'static str,
        column: &Column,
        here: Here<'_>,
        text: &str,
        understood: impl FnOnce() -> String,
    ) {
        self.log.reading(code, (here.row, here.column), column.name, text, understood, true);
    }

    /// The value of a column.
    pub(super) fn cell<'s>(&mut self, table: Table, column: &Column, here: Here<'s>) -> Result<Cell<'s>, Refusal> {
        if here.shown.is_blank() {
            return Ok(Cell::Null);
        }
        match here.shown {
            Shown::Error(_) => return Err(because(FaultCode::ErrorCell, "intake.value.error")),
            Shown::Uncomputed => return Err(because(FaultCode::ErrorCell, "intake.value.uncomputed")),
            Shown::Text(text) => {
                if let Some(value) = self.known.value(column.name, text) {
                    let value = value.to_owned();
                    self.note("intake.reading.mapped", column, here, text, || value.clone());
                    return Ok(mapped(value, column.kind));
                }
            }
            _ => {}
        }
        match column.kind {
            Kind::Date => self.date(column, here),
            Kind::Month => self.month(column, here),
            Kind::Year => self.year(column, here),
            Kind::Count => self.count(column, here),
            Kind::Flag => self.flag(column, here),
            Kind::Form | Kind::PlanKind | Kind::ContentSource => self.word(column, here),
            Kind::Id | Kind::Text | Kind::Reason => self.text(table, column, here),
        }
    }

    fn text<'s>(&mut self, table: Table, column: &Column, here: Here<'s>) -> Result<Cell<'s>, Refusal> {
        let text = match here.shown {
            Shown::Text(text) => text,
            Shown::Number(number) => return Ok(Cell::text(number.to_string())),
            Shown::Date(_) | Shown::Duration(_) | Shown::Flag(_) => return expected(FaultCode::WrongType, column.kind),
            _ => return Ok(Cell::Null),
        };
        if vocabulary::may_be_nothing(text) {
            let key = folded(text);
            if vocabulary::is_stroke(&key) || (!column.required && vocabulary::is_nothing(&key)) {
                self.note("intake.reading.nothing", column, here, text, String::new);
                return Ok(Cell::Null);
            }
        }
        if table == Table::Mentors && column.name == "category" {
            if let Some(name) = vocabulary::category(&folded(text)) {
                if !name.eq_ignore_ascii_case(text) {
                    self.note("intake.reading.word", column, here, text, || name.to_owned());
                }
                return Ok(Cell::text(name));
            }
            return Ok(Cell::text(trimmed(text)));
        }
        let is_person = matches!(column.name, "worker" | "supervisor" | "mentor");
        if !is_person {
            return Ok(if column.kind == Kind::Id { identifier(text) } else { Cell::text(trimmed(text)) });
        }
        if names::is_plain(text) {
            return Ok(Cell::text(text));
        }
        let found = match names::several(text) {
            Ok(found) => found,
            Err(Unnamed::Unclear) => return Err(because(FaultCode::BadValue, "intake.value.unclear_names")),
            Err(Unnamed::Joined) => return Err(because(FaultCode::BadValue, "intake.value.joined")),
            Err(_) => return Err(because(FaultCode::BadValue, "intake.value.no_names")),
        };
        match found.as_slice() {
            [name] => {
                let name = one(name);
                if name != text {
                    self.note("intake.reading.name", column, here, text, || name.clone());
                }
                Ok(Cell::text(name))
            }
            _ => Err(because(FaultCode::BadValue, "intake.value.one_name")),
        }
    }

    fn word<'s>(&mut self, column: &Column, here: Here<'s>) -> Result<Cell<'s>, Refusal> {
        let Shown::Text(text) = here.shown else {
            return expected(FaultCode::BadValue, column.kind);
        };
        let as_it_stands = match column.kind {
            Kind::Form => Form::from_name(text).is_some(),
            Kind::PlanKind => PlanKind::from_name(text).is_some(),
            _ => ContentSource::from_name(text).is_some(),
        };
        if as_it_stands {
            return Ok(Cell::text(text));
        }
        if let Some((_, name)) = self.words.get(text).filter(|(kind, _)| *kind == column.kind) {
            let name = *name;
            self.note("intake.reading.word", column, here, text, || name.to_owned());
            return Ok(Cell::text(name));
        }
        let key = folded(text);
        let name = match column.kind {
            Kind::Form => vocabulary::form(&key).map(Form::name),
            Kind::PlanKind => vocabulary::kind(&key).map(PlanKind::name),
            _ => vocabulary::content_source(&key).map(ContentSource::name),
        };
        match name {
            Some(name) => {
                if !name.eq_ignore_ascii_case(text) {
                    if self.words.len() < 1_000 {
                        self.words.insert(text.to_owned(), (column.kind, name));
                    }
                    self.note("intake.reading.word", column, here, text, || name.to_owned());
                }
                Ok(Cell::text(name))
            }
            None if !column.required && vocabulary::is_nothing(&key) || vocabulary::is_stroke(&key) => {
                self.note("intake.reading.nothing", column, here, text, String::new);
                Ok(Cell::Null)
            }
            None if column.kind == Kind::Form && vocabulary::is_mode(&key) => {
                Err(because(FaultCode::BadValue, "intake.value.mode"))
            }
            None => expected(FaultCode::BadValue, column.kind),
        }
    }

    fn flag<'s>(&mut self, column: &Column, here: Here<'s>) -> Result<Cell<'s>, Refusal> {
        match here.shown {
            Shown::Flag(flag) => Ok(Cell::Flag(flag)),
            Shown::Number(number) if number == 1.0 || number == 0.0 => Ok(Cell::Flag(number == 1.0)),
            Shown::Text(text) => {
                let key = folded(text);
                match vocabulary::flag(&key) {
                    Some(flag) => {
                        let name = if flag { "true" } else { "false" };
                        if !name.eq_ignore_ascii_case(text) {
                            self.note("intake.reading.word", column, here, text, || name.to_owned());
                        }
                        Ok(Cell::Flag(flag))
                    }
                    None if vocabulary::is_unknown(&key) => {
                        self.note("intake.reading.nothing", column, here, text, String::new);
                        Ok(Cell::Null)
                    }
                    None => expected(FaultCode::BadValue, column.kind),
                }
            }
            _ => expected(FaultCode::BadValue, column.kind),
        }
    }

    fn count<'s>(&mut self, column: &Column, here: Here<'s>) -> Result<Cell<'s>, Refusal> {
        if let Shown::Text(text) = here.shown {
            if let Ok(number @ 0..) = text.parse::<i128>()
                && here.unit == Unit::Minutes
            {
                return Ok(Cell::Number(number));
            }
            if vocabulary::is_nothing(&folded(text)) {
                self.note("intake.reading.nothing", column, here, text, String::new);
                return Ok(Cell::Null);
            }
        }
        let minutes = lengths::minutes(here.shown, here.unit)?;
        if let Shown::Text(text) = here.shown {
            self.note("intake.reading.minutes", column, here, text, || minutes.to_string());
        }
        Ok(Cell::Number(i128::from(minutes)))
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(super::text::is_space)
}

/// An id that is no person's name: full-width letters and digits become half-width, spaces at the ends go.
fn identifier(text: &str) -> Cell<'_> {
    let text = trimmed(text);
    let is_wide = |c: char| c != super::text::half_width(c) && super::text::half_width(c).is_ascii_alphanumeric();
    let is_odd = |c: char| is_wide(c) || (super::text::is_space(c) && c != ' ');
    if !text.contains(is_odd) {
        return Cell::text(text);
    }
    let narrow = text.chars().map(|c| if is_wide(c) { super::text::half_width(c) } else { c });
    let joined: String = narrow
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| *c == ' ' || !super::text::is_space(*c))
        .collect();
    Cell::text(joined)
}

/// A value that a mapping gives, in the shape of its column.
fn mapped<'s>(value: String, kind: Kind) -> Cell<'s> {
    match kind {
        _ if value.is_empty() => Cell::Null,
        Kind::Flag => value.parse().map_or(Cell::text(value), Cell::Flag),
        Kind::Year | Kind::Count => value.parse().map_or(Cell::text(value), Cell::Number),
        _ => Cell::text(value),
    }
}
