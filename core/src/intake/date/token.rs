//! A text as numbers and the signs between them; weekdays and times of day are dropped.

use crate::intake::text::{half_width, is_space};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits as they stand.
    Digits(String),
    /// A month by its English name.
    Month(u32),
    /// `-`, `/`, `.`, `年`, `月`, `日`; `~` between two dates; `,` between several; a space
    Sign(char),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words that say nothing about the day.
const IDLE: [&str; 31] = [
    "上午",
    "下午",
    "中午",
    "晚上",
    "晚间",
    "傍晚",
    "早上",
    "早晨",
    "凌晨",
    "全天",
    "半天",
    "a.m.",
    "p.m.",
    "am",
    "pm",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "tues",
    "thur",
    "thurs",
    "左右",
    "许",
    "起",
    // handed in later: the day is that of handing in
    "(补交)",
    "(补)",
    "补交",
];
const SHORT_DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Lower case, half-width, without what says nothing about the day.
fn plain(text: &str) -> String {
    let mut plain: String = text
        .chars()
        .map(half_width)
        .flat_map(char::to_lowercase)
        .filter(|c| !is_space(*c) || c.is_whitespace())
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    for word in IDLE {
        if plain.contains(word) {
            plain = plain.replace(word, " ");
        }
    }
    without_weekday(&plain)
}

fn without_weekday(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0_usize;
    let is_day = |c: Option<&char>| c.is_some_and(|c| "一二三四五六日天末1234567".contains(*c));
    while let Some(c) = chars.get(at) {
        let ahead = |by: usize| chars.get(at.saturating_add(by));
        let word: usize = match (c, ahead(1)) {
            ('星', Some('期')) | ('礼', Some('拜')) if is_day(ahead(2)) => 3,
            ('周', next) if is_day(next) => 2,
            ('(', next) if is_day(next) && ahead(2) == Some(&')') => 3,
            _ => 0,
        };
        if word > 0 {
            kept.push(' ');
            at = at.saturating_add(word);
        } else {
            kept.push(*c);
            at = at.saturating_add(1);
        }
    }
    kept
}

/// The number that Chinese numerals spell: 二〇二四 digit by digit, 二十三 by tens.
fn numeral(text: &str) -> Option<String> {
    let digit =
        |c: char| "〇一二三四五六七八九".chars().position(|d| d == c || (d == '〇' && matches!(c, '零' | '○' | 'o')));
    let tens: Vec<&str> = text.split('十').collect();
    match tens.as_slice() {
        [digits] => digits.chars().map(|c| digit(c).map(|d| d.to_string())).collect(),
        [ten, one] => {
            let place = |text: &str, empty: usize| {
                let mut chars = text.chars();
                match (chars.next(), chars.next()) {
                    (None, _) => Some(empty),
                    (Some(c), None) => digit(c),
                    _ => None,
                }
            };
            Some(format!("{}{}", place(ten, 1)?, place(one, 0)?))
        }
        _ => None,
    }
}

fn is_numeral(c: char) -> bool {
    "〇一二三四五六七八九十零○廿卅".contains(c)
}

/// The tokens of a text; `None` if it holds what no date holds.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let plain = plain(text).replace('廿', "二十").replace('卅', "三十").replace("--", "~");
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = plain.as_str();
    while let Some(c) = rest.chars().next() {
        let run = |of: fn(char) -> bool| {
            let end = rest.find(|c| !of(c)).unwrap_or(rest.len());
            rest.split_at_checked(end)
        };
        if c.is_ascii_digit() {
            let (digits, after) = run(|c| c.is_ascii_digit())?;
            if digits.len() > 10 {
                return None;
            }
            tokens.push(Token::Digits(digits.to_owned()));
            rest = after;
        } else if is_numeral(c) {
            let (numerals, after) = run(is_numeral)?;
            tokens.push(Token::Digits(numeral(numerals)?));
            rest = after;
        } else if c.is_ascii_alphabetic() {
            let (word, after) = run(|c| c.is_ascii_alphabetic())?;
            tokens.push(self::word(word)?);
            rest = after;
        } else {
            tokens.push(Token::Sign(sign(c)?));
            rest = rest.get(c.len_utf8()..)?;
        }
    }
    Some(without_clocks(&tokens))
}

fn word(word: &str) -> Option<Token> {
    if let Some(month) = MONTHS.iter().position(|name| {
        *name == word || (word.len() == 3 && name.starts_with(word)) || (word == "sept" && *name == "september")
    }) {
        return u32::try_from(month).ok().map(|month| Token::Month(month.saturating_add(1)));
    }
    match word {
        "t" | "z" | "st" | "nd" | "rd" | "th" | "of" => Some(Token::Sign(' ')),
        "to" => Some(Token::Sign('~')),
        _ if SHORT_DAYS.contains(&word) => Some(Token::Sign(' ')),
        _ => None,
    }
}

fn sign(c: char) -> Option<char> {
    Some(match c {
        '-' | '−' | '‐' | '‑' => '-',
        '/' | '\\' => '/',
        '.' | '。' => '.',
        '年' => '年',
        '月' => '月',
        '日' | '号' => '日',
        '~' | '至' | '到' | '—' | '–' | '―' | '〜' => '~',
        ',' | '、' | ';' => ',',
        ':' | '点' | '时' | '分' | '秒' | '半' | '+' => c,
        '(' | ')' | ' ' | '\'' | '[' | ']' => ' ',
        '民' | '国' => '民',
        _ => return None,
    })
}

/// The number of tokens of a time of day that begins here.
fn clock(tokens: &[Token]) -> usize {
    let mut used = match tokens {
        [Token::Digits(hour), Token::Sign(':' | '点' | '时'), ..] if hour.len() <= 2 => 2_usize,
        _ => return 0,
    };
    loop {
        let after = tokens.get(used..).unwrap_or_default();
        used = match after {
            [Token::Digits(_), Token::Sign(':' | '分' | '秒'), ..] => used.saturating_add(2),
            [Token::Digits(_), Token::Sign('.'), Token::Digits(_), ..] => used.saturating_add(3),
            [Token::Digits(number), ..] if number.len() <= 2 => return used.saturating_add(1),
            [Token::Sign('半' | '分' | '秒'), ..] => used.saturating_add(1),
            _ => return used,
        };
    }
}

fn without_clocks(tokens: &[Token]) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((first, after)) = rest.split_first() {
        let used = clock(rest);
        if used > 0 {
            // the sign of a span of times, or of a time zone, goes with the second time
            while kept.last().is_some_and(|token| matches!(token, Token::Sign(' ' | '+')))
                || (kept.last().is_some_and(|token| matches!(token, Token::Sign('~' | '-'))) && ends_in_clock(&kept))
            {
                kept.pop();
            }
            kept.push(Token::Sign(':'));
            rest = rest.get(used..).unwrap_or_default();
        } else {
            kept.push(first.clone());
            rest = after;
        }
    }
    // `:` now marks where a time stood
    kept.iter().map(|token| if *token == Token::Sign(':') { Token::Sign(' ') } else { token.clone() }).collect()
}

/// Whether a time of day stands before the last sign.
fn ends_in_clock(kept: &[Token]) -> bool {
    let mut before = kept.iter().rev().skip(1).filter(|token| **token != Token::Sign(' '));
    before.next() == Some(&Token::Sign(':'))
}

pub(super) fn is_clock(text: &str) -> bool {
    let has_clock = |c: char| matches!(half_width(c), ':' | '点' | '时');
    text.contains(has_clock)
        && tokens(text).is_some_and(|tokens| tokens.iter().all(|token| matches!(token, Token::Sign(' '))))
}
