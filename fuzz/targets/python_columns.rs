#![no_main]
//! Columns of Arrow through the conversion of the Python package: what core says of them is what it says of the same
//! columns given as they are. Types that no column has are refused.

#[path = "../../bindings-python/src/column.rs"]
#[allow(dead_code, reason = "some of it is for the package alone")]
mod column;
#[path = "../../bindings-python/src/taken.rs"]
#[allow(dead_code, reason = "some of it is for the package alone")]
mod taken;
#[path = "../../bindings-python/src/zone.rs"]
mod zone;

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BinaryArray, Date64Array, Decimal128Array, Float64Array, Int8Array, RecordBatch, RecordBatchIterator,
    StringArray, TimestampMicrosecondArray, TimestampSecondArray, UInt64Array,
};
use arrow_schema::{Field, Schema};
use hongyan::columns::{Columns, Door, FaultTally, Frames};
use hongyan::facts::{OnError, Table};
use hongyan::message::Lang;
use hongyan::{Check, Keep};
use hongyan_fuzz::arrays::{Ids, Laid, batch, frames, question};
use hongyan_fuzz::given::sliced;
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use taken::{Given, Reading, Tables};
use zone::Zone;

/// Reads columns of one length, cut into as many batches as a reader may give.
fn read(u: &mut Unstructured<'_>, table: Table, arrays: Vec<(String, ArrayRef)>, zone: Option<Zone>) -> Result<Given> {
    let fields: Vec<Field> =
        arrays.iter().map(|(name, array)| Field::new(name, array.data_type().clone(), true)).collect();
    let schema = Arc::new(Schema::new(fields));
    if arrays.is_empty() {
        return Ok(Given::new(table));
    }
    let arrays = arrays.into_iter().map(|(_, array)| array).collect();
    let whole = RecordBatch::try_new(Arc::clone(&schema), arrays).expect("columns of one length");
    let cut = u.int_in_range(0..=whole.num_rows())?;
    let parts = [whole.slice(0, cut), whole.slice(cut, whole.num_rows() - cut)];
    let reader = RecordBatchIterator::new(parts.into_iter().map(Ok), schema);
    let reading = Reading { zone, on_error: OnError::Raise, ids: taken::Ids::Read, lang: Lang::En };
    Ok(Given::of_reader(table, Box::new(reader), reading).expect("chunks of one type are joined"))
}

/// A column of a type that the columns of core do not have.
fn odd(u: &mut Unstructured<'_>, rows: usize) -> Result<ArrayRef> {
    fn list<T>(u: &mut Unstructured<'_>, rows: usize, value: impl Fn(i64) -> T) -> Result<Vec<Option<T>>> {
        let one = |u: &mut Unstructured<'_>| {
            let number = match u.int_in_range(0..=3_u8)? {
                0 => return Ok(None),
                1 => u.arbitrary()?,
                _ => 1_700_000_000 + 86_400 * u.int_in_range(0..=400_i64)?,
            };
            Ok(Some(value(number)))
        };
        (0..rows).map(|_| one(u)).collect()
    }
    let zone = || u.len().is_multiple_of(2).then_some("+08:00");
    let seconds = zone();
    Ok(match u.int_in_range(0..=8_u8)? {
        0 => Arc::new(TimestampSecondArray::from(list(u, rows, |number| number)?).with_timezone_opt(seconds)),
        1 => {
            let micros = list(u, rows, |number| number.saturating_mul(1_000_000))?;
            Arc::new(TimestampMicrosecondArray::from(micros).with_timezone_opt(seconds))
        }
        2 => Arc::new(Date64Array::from(list(u, rows, |number| number.saturating_mul(1_000))?)),
        3 => Arc::new(Float64Array::from(list(u, rows, |number| f64::from_bits(number.cast_unsigned()))?)),
        4 => Arc::new(Float64Array::from(list(u, rows, |number| (number % 3_000) as f64)?)),
        5 => Arc::new(UInt64Array::from(list(u, rows, i64::cast_unsigned)?)),
        6 => Arc::new(Int8Array::from(list(u, rows, |number| number as i8)?)),
        7 => Arc::new(Decimal128Array::from(list(u, rows, i128::from)?)),
        _ => Arc::new(list(u, rows, |number| number.to_le_bytes())?.into_iter().collect::<BinaryArray>()),
    })
}

/// What the door says, and the report on what passes it.
fn answers(check: &Check<'_>, frames: Frames<'_>) -> (Vec<hongyan::facts::Fault>, u64, String) {
    let refused = Columns::check(frames.clone(), Door::new()).err().unwrap_or_else(FaultTally::default);
    let columns = Columns::check(frames, Door::new().skipping_faults()).expect("faulty rows are skipped");
    let report = check.columns(&columns).to_report().to_json().expect("a report has a JSON form");
    (refused.first().to_vec(), refused.total(), report)
}

fn alike(u: &mut Unstructured<'_>) -> Result<()> {
    let ids = if u.arbitrary()? { Ids::Texts } else { Ids::Numbers };
    let (policy, as_of) = question(u)?;
    let check = Check::new(&policy, as_of).keep(Keep::ALL);
    let laid: Vec<Laid> = batch(u, ids, 0)?;
    if laid.iter().any(Laid::has_stray_keys) {
        return Ok(());
    }
    let zone = [None, Some("Asia/Chongqing"), Some("Pacific/Apia")][u.int_in_range(0..=2_usize)?];
    let zone: Option<Zone> = zone.map(|name| name.parse().expect("a zone"));
    let (mut tables, mut exact) = (Tables::default(), true);
    for one in &laid {
        let mut arrays = Vec::new();
        for (name, _, array) in one.arrow(u)? {
            let strange = u.ratio(1_u8, 12_u8)?;
            exact &= !strange;
            arrays.push((name.to_owned(), if strange { odd(u, array.len())? } else { sliced(u, &array)? }));
        }
        if u.ratio(1_u8, 20_u8)? {
            let rows = arrays.first().map_or(0, |(_, array)| array.len());
            let labels: StringArray = (0..rows).map(|row| Some(row.to_string())).collect();
            arrays.push(("__index_level_0__".to_owned(), Arc::new(labels)));
        }
        let given = read(u, one.table, arrays, zone)?;
        // a type that no column of the kind has refuses it whole, where core would look at single values
        exact &= given.whole.is_empty();
        tables.push(given);
    }
    let taken = answers(&check, tables.frames());
    if exact {
        assert_eq!(taken, answers(&check, frames(&laid)));
    }
    Ok(())
}

fuzz_target!(|bytes: &[u8]| {
    let _ = alike(&mut Unstructured::new(bytes));
});
