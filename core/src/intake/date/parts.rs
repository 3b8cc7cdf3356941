//! Numbers and signs as one date, or as two that make a range.

use super::token::{Token, tokens};

/// What a date names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Parts {
    Dated(Part),
    /// A bare number, perhaps with a decimal point.
    Number(String),
    /// `24.3.5`
    ShortYear,
    /// `03/05/2024`
    YearLast,
    /// `111年07月23日`
    Republic,
    /// `3/5`, `3-5`: month and day, or day and month
    NoYear(u32, u32),
}

/// The dates of a text: one, two of a range, or more; `None` if it is none.
pub(super) fn read(text: &str) -> Option<Vec<Parts>> {
    let tokens = squeezed(&tokens(text)?);
    if tokens.is_empty() {
        return None;
    }
    let is = |sign: char| move |token: &Token| *token == Token::Sign(sign);
    if tokens.iter().any(is(',')) && !tokens.iter().any(|token| matches!(token, Token::Month(_))) {
        let mut several = Vec::new();
        for part in tokens.split(is(',')) {
            several.push(one(part)?);
        }
        // a third element tells a list from a range
        while several.len() < 3 {
            several.push(Parts::ShortYear);
        }
        return Some(several);
    }
    let ranged: Vec<&[Token]> = if tokens.iter().any(is('~')) {
        tokens.split(is('~')).collect()
    } else if tokens.iter().any(is('-')) && tokens.iter().any(|t| matches!(t, Token::Sign('.' | '/' | '年' | '月'))) {
        tokens.split(is('-')).collect()
    } else if let [a, b, c, d, e, Token::Sign('-'), rest @ ..] = tokens.as_slice()
        && tokens.len() == 11
        && [b, d].into_iter().all(is('-'))
        && [a, c, e].into_iter().all(|token| matches!(token, Token::Digits(_)))
    {
        vec![tokens.get(..5)?, rest]
    } else {
        vec![tokens.as_slice()]
    };
    ranged.into_iter().map(one).collect()
}

/// Without spaces that part nothing.
fn squeezed(tokens: &[Token]) -> Vec<Token> {
    let space = Token::Sign(' ');
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let word = |token: Option<&Token>| matches!(token, Some(Token::Digits(_) | Token::Month(_)));
        if *first == space {
            let next = after.iter().find(|token| **token != space);
            if word(kept.last()) && word(next) {
                kept.push(space.clone());
            }
        } else {
            kept.push(first.clone());
        }
    }
    kept
}

fn one(tokens: &[Token]) -> Option<Parts> {
    use Token::{Digits, Sign};
    let dated = |year: Option<&str>, month: &str, day: Option<&str>| {
        let year = year.map(str::parse).transpose().ok()?;
        let day = day.map(str::parse).transpose().ok()?;
        Some(Parts::Dated(Part { year, month: Some(month.parse().ok()?), day }))
    };
    let tokens = match tokens {
        [head @ .., Sign('.')] if head.len() > 1 => head,
        other => other,
    };
    match tokens {
        [Sign('民'), ..] => Some(Parts::Republic),
        [Digits(number)] => Some(Parts::Number(number.clone())),
        [Digits(a), Sign('.'), Digits(b)] => Some(Parts::Number(format!("{a}.{b}"))),
        // 2024-03, 3-5
        [Digits(a), Sign('-' | '/'), Digits(b)] => match (a.len(), b.len()) {
            (4, 1..=2) => dated(Some(a), b, None),
            (1..=2, 4) => dated(Some(b), a, None),
            (1..=2, 1..=2) => Some(Parts::NoYear(a.parse().ok()?, b.parse().ok()?)),
            _ => None,
        },
        [Digits(y), Sign(s), Digits(m), Sign(t), Digits(d)]
        | [Digits(y), Sign(s), Digits(m), Sign(t), Digits(d), Sign('日')]
            if is_plain(*s) && is_plain(*t) =>
        {
            match (y.len(), m.len(), d.len()) {
                (4, 1..=2, 1..=2) => dated(Some(y), m, Some(d)),
                (1..=2, 1..=2, 4) => Some(Parts::YearLast),
                (1..=2, 1..=2, 1..=2) => Some(Parts::ShortYear),
                (3, 1..=2, 1..=2) => Some(Parts::Republic),
                _ => None,
            }
        }
        [Digits(y), Sign('年'), rest @ ..] => {
            let parts = match rest {
                [] => return None,
                [Digits(m), Sign('月')] => dated(Some(y), m, None),
                [Digits(m), Sign('月' | '.' | '-' | '/'), Digits(d)]
                | [Digits(m), Sign('月' | '.' | '-' | '/'), Digits(d), Sign('日')] => dated(Some(y), m, Some(d)),
                _ => None,
            };
            match y.len() {
                4 => parts,
                3 => parts.map(|_| Parts::Republic),
                1..=2 => parts.map(|_| Parts::ShortYear),
                _ => None,
            }
        }
        [Digits(m), Sign('月')] if m.len() <= 2 => dated(None, m, None),
        [Digits(m), Sign('月'), Digits(d)] | [Digits(m), Sign('月'), Digits(d), Sign('日')] => {
            dated(None, m, Some(d))
        }
        [Digits(d), Sign('日')] if d.len() <= 2 => {
            Some(Parts::Dated(Part { year: None, month: None, day: Some(d.parse().ok()?) }))
        }
        _ => english(tokens),
    }
}

fn is_plain(sign: char) -> bool {
    matches!(sign, '-' | '/' | '.')
}

/// 5 March 2024, March 5, 2024, 2024-Mar-05, Mar 2024.
fn english(tokens: &[Token]) -> Option<Parts> {
    let mut month = None;
    let mut numbers: Vec<&str> = Vec::new();
    for token in tokens {
        match token {
            Token::Month(found) if month.is_none() => month = Some(*found),
            Token::Digits(digits) => numbers.push(digits),
            Token::Sign(' ' | '-' | '/' | '.' | ',') => {}
            _ => return None,
        }
    }
    let month = month?;
    let (year, day) = match numbers.as_slice() {
        [a, b] if a.len() == 4 => (*a, Some(*b)),
        [a, b] if b.len() == 4 => (*b, Some(*a)),
        [a] if a.len() == 4 => (*a, None),
        [_, _] => return Some(Parts::ShortYear),
        [_] => return Some(Parts::ShortYear),
        _ => return None,
    };
    Some(Parts::Dated(Part {
        year: Some(year.parse().ok()?),
        month: Some(month),
        day: day.map(str::parse).transpose().ok()?,
    }))
}
