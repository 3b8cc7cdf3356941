//! Points in time as days: those at midnight as they are, instants by the zone that the caller names.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_buffer::ScalarBuffer;
use arrow_cast::cast;
use arrow_schema::{DataType, TimeUnit};
use chrono::{DateTime, Offset, TimeZone, Utc};
use hongyan::Day;
use hongyan::facts::Kind;

use crate::column::{Held, Odd, Refusal, Values};

/// A zone by its name in the IANA database.
pub(crate) type Zone = chrono_tz::Tz;

const SECONDS: i64 = 86_400;

/// Parts of a second in this unit.
fn parts(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::Second => 1,
        TimeUnit::Millisecond => 1_000,
        TimeUnit::Microsecond => 1_000_000,
        TimeUnit::Nanosecond => 1_000_000_000,
    }
}

/// The offset of a zone at the instant looked at last.
#[derive(Default)]
struct Offsets {
    quarter: Option<i64>,
    seconds: i64,
}

impl Offsets {
    fn at(&mut self, zone: Zone, second: i64) -> i64 {
        // since 1902 they have changed on quarters of an hour only
        let quarter = second.div_euclid(900);
        if self.quarter != Some(quarter) {
            let instant = DateTime::<Utc>::from_timestamp(second, 0).unwrap_or_default();
            self.seconds = zone.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc().into();
            self.quarter = Some(quarter);
        }
        self.seconds
    }
}

/// A column of dates or times as days or, if that is asked for, months.
pub(crate) fn days(
    array: &ArrayRef,
    kind: Kind,
    zone: Option<Zone>,
    cells: &mut Vec<(usize, Odd)>,
) -> Result<Held, Refusal> {
    let refused = || Refusal::Type(array.data_type().to_string());
    let number = |day: i64| {
        let day = i32::try_from(day).unwrap_or(i32::MAX);
        if kind == Kind::Month { Day::from_number(day).month().number() } else { day }
    };
    let nulls = array.nulls().cloned();
    let (unit, of_zone) = match array.data_type() {
        DataType::Date32 => {
            let days = array.as_primitive::<Date32Type>().values();
            let values = days.iter().map(|day| number((*day).into())).collect();
            return Ok(Held { values: Values::I32(values), nulls });
        }
        DataType::Date64 => (TimeUnit::Millisecond, false),
        DataType::Timestamp(unit, of) => (*unit, of.is_some()),
        _ => return Err(refused()),
    };
    let zone = match (of_zone, zone) {
        (true, None) => return Err(Refusal::Zone(array.data_type().to_string())),
        (true, zone) => zone,
        (false, _) => None,
    };
    let numbers = cast(array, &DataType::Int64).map_err(|_| refused())?;
    let numbers = numbers.as_primitive::<Int64Type>();
    let parts = parts(unit);
    let mut offsets = Offsets::default();
    let mut read = |(row, value): (usize, Option<i64>)| {
        let Some(value) = value else { return 0 };
        let second = value.div_euclid(parts);
        if let Some(zone) = zone {
            return number(second.saturating_add(offsets.at(zone, second)).div_euclid(SECONDS));
        }
        if value.rem_euclid(parts) != 0 || second.rem_euclid(SECONDS) != 0 {
            let shown = DateTime::<Utc>::from_timestamp(second, 0).unwrap_or_default().naive_utc();
            cells.push((row, Odd::Time(shown.to_string())));
            return 0;
        }
        number(second.div_euclid(SECONDS))
    };
    let values: ScalarBuffer<i32> = numbers.iter().enumerate().map(&mut read).collect();
    Ok(Held { values: Values::I32(values), nulls })
}
