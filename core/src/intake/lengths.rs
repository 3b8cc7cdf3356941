//! Lengths of time in minutes.

use super::layout::Unit;
use super::sheet::Shown;
use super::text::folded;
use super::value::{Refusal, because};
use crate::facts::{Context, FaultCode, Kind};

/// A bare number below this, in a column that does not name its unit, may be hours.
const SURELY_MINUTES: f64 = 15.0;

pub(super) fn minutes(shown: Shown<'_>, unit: Unit) -> Result<i64, Refusal> {
    let minutes = match shown {
        Shown::Number(number) => in_unit(number, unit)?,
        // a time of day, or a length, stands for itself
        Shown::Duration(days) => days * 1440.0,
        Shown::Date(days) if days < 1.0 => days * 1440.0,
        Shown::Text(text) => of_text(&folded(text), unit)?,
        _ => return Err(refused()),
    };
    let whole = minutes.round();
    if (0.0..1e9).contains(&whole) { Ok(whole as i64) } else { Err(refused()) }
}

fn refused() -> Refusal {
    (FaultCode::BadValue, Context::Expected(Kind::Count))
}

fn in_unit(number: f64, unit: Unit) -> Result<f64, Refusal> {
    match unit {
        Unit::Minutes if number.fract() == 0.0 => Ok(number),
        Unit::Minutes => Err(refused()),
        Unit::Hours => Ok(number * 60.0),
        Unit::Unsaid if number >= SURELY_MINUTES && number.fract() == 0.0 => Ok(number),
        Unit::Unsaid => Err(because(FaultCode::BadValue, "intake.value.unit")),
    }
}

fn of_text(text: &str, unit: Unit) -> Result<f64, Refusal> {
    let number = |text: &str| match text {
        "半" => Some(0.5),
        "一" => Some(1.0),
        "两" | "二" => Some(2.0),
        "三" => Some(3.0),
        text => text.parse::<f64>().ok().filter(|number| *number >= 0.0),
    };
    if let Some(found) = number(text) {
        return in_unit(found, unit);
    }
    if let Some((hours, rest)) = text.split_once(':') {
        let hours = number(hours).ok_or_else(refused)?;
        return number(rest).map(|rest| hours * 60.0 + rest).ok_or_else(refused);
    }
    const HOURS: [&str; 6] = ["个小时", "小时", "hours", "hour", "hrs", "h"];
    const MINUTES: [&str; 6] = ["分钟", "分", "minutes", "mins", "min", "m"];
    let (mut total, mut rest) = (0.0, text);
    if let Some((hours, after)) = HOURS.iter().find_map(|unit| rest.split_once(unit)) {
        // 1个半小时
        let hours = match hours.strip_suffix("个半") {
            Some(whole) => number(whole).map(|whole| whole + 0.5),
            None => number(hours.trim_end_matches('个')),
        };
        total += hours.ok_or_else(refused)? * 60.0;
        rest = after;
    }
    if rest.is_empty() {
        return Ok(total);
    }
    if rest == "半" {
        return Ok(total + 30.0);
    }
    let bare = MINUTES.iter().find_map(|unit| rest.strip_suffix(unit)).ok_or_else(refused)?;
    number(bare).map(|minutes| total + minutes).ok_or_else(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_minutes() {
        for (text, unit, expected) in [
            ("90", Unit::Minutes, Some(90)),
            ("1.5", Unit::Hours, Some(90)),
            ("1.5小时", Unit::Unsaid, Some(90)),
            ("1小时30分", Unit::Unsaid, Some(90)),
            ("1小时30分钟", Unit::Minutes, Some(90)),
            ("90分钟", Unit::Hours, Some(90)),
            ("1个半小时", Unit::Unsaid, Some(90)),
            ("半小时", Unit::Unsaid, Some(30)),
            ("1:30", Unit::Unsaid, Some(90)),
            ("1h30min", Unit::Unsaid, Some(90)),
            ("90", Unit::Unsaid, Some(90)),
            ("2", Unit::Unsaid, None),
            ("很久", Unit::Minutes, None),
            ("-5", Unit::Minutes, None),
        ] {
            assert_eq!(minutes(Shown::Text(text), unit).ok(), expected, "{text}");
        }
        assert_eq!(minutes(Shown::Duration(1.5 / 24.0), Unit::Unsaid).ok(), Some(90));
    }
}
