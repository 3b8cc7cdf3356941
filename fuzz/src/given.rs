//! Arbitrary columns as the bindings are given them: typed arrays of JavaScript, arrays of Arrow.

use std::sync::Arc;

use arrow_array::types::{Int8Type, UInt32Type};
use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int32Array, Int64Array, LargeStringArray, NullArray,
    StringArray, StringViewArray, UInt8Array, UInt32Array,
};
use hongyan::facts::Kind;
use hongyan_wasm::Tables;
use libfuzzer_sys::arbitrary::{Result, Unstructured};

use crate::arrays::{Data, Laid, Valid};

impl Laid {
    /// Whether a key of a dictionary names no word: no binding hands such a column on.
    pub fn has_stray_keys(&self) -> bool {
        self.columns.iter().any(|(_, _, data, _)| match data {
            Data::Dictionary(keys, words) => keys.iter().any(|key| *key as usize >= words.len()),
            _ => false,
        })
    }

    /// Makes its numbers of ids too large for 32 bits. They order as before.
    pub fn widen(&mut self) {
        for (_, kind, data, _) in &mut self.columns {
            let ids: Vec<i64> = match data {
                Data::I32(ids) => ids.iter().copied().map(i64::from).collect(),
                Data::I64(ids) => ids.clone(),
                Data::U32(ids) => ids.iter().copied().map(i64::from).collect(),
                _ => continue,
            };
            if *kind == Kind::Id {
                *data = Data::I64(ids.into_iter().map(|id| id + 9_000_000_000).collect());
            }
        }
    }

    /// Hands the columns to the npm package's module, as its JavaScript does.
    pub fn give(&self, u: &mut Unstructured<'_>, tables: &mut Tables) -> Result<()> {
        let table = self.table.name();
        tables.table(table);
        for (name, _, data, valid) in &self.columns {
            let bytes = match valid {
                Valid::All => None,
                some => Some((0..self.rows).map(|row| u8::from(some.has(row)) * 7).collect()),
            };
            let texts: Vec<String> = match data {
                Data::I32(values) => {
                    tables.i32(table, name, values.clone(), bytes);
                    continue;
                }
                Data::I64(values) => {
                    tables.i64(table, name, values.clone(), bytes);
                    continue;
                }
                Data::U32(values) => {
                    tables.u32(table, name, values.clone(), bytes);
                    continue;
                }
                Data::U8(values) => {
                    tables.u8(table, name, values.clone(), bytes);
                    continue;
                }
                Data::Bool(values) => {
                    tables.flags(table, name, values.iter().map(|flag| u8::from(*flag)).collect(), bytes);
                    continue;
                }
                Data::Null => {
                    tables.null(table, name, self.rows);
                    continue;
                }
                other => (0..self.rows).map(|row| other.text(row)).collect(),
            };
            let joined = texts.join("\0");
            let given = u.ratio(1_u8, 3_u8)? || !tables.texts(table, name, &joined, self.rows, bytes.clone());
            if given {
                let list = serde_json::to_string(&texts).expect("texts have a JSON form");
                assert!(tables.json_texts(table, name, &list, bytes));
            }
        }
        Ok(())
    }

    /// The columns as arrays of Arrow, with the kind of each.
    pub fn arrow(&self, u: &mut Unstructured<'_>) -> Result<Vec<(&'static str, Kind, ArrayRef)>> {
        let mut arrays = Vec::new();
        for (name, kind, data, valid) in &self.columns {
            arrays.push((*name, *kind, self.array(u, *kind, data, valid)?));
        }
        Ok(arrays)
    }

    fn array(&self, u: &mut Unstructured<'_>, kind: Kind, data: &Data, valid: &Valid) -> Result<ArrayRef> {
        fn holes<T: Copy>(values: &[T], valid: &Valid) -> Vec<Option<T>> {
            values.iter().enumerate().map(|(row, value)| valid.has(row).then_some(*value)).collect()
        }
        Ok(match data {
            Data::I32(values) if kind == Kind::Date => Arc::new(Date32Array::from(holes(values, valid))),
            Data::I32(values) => Arc::new(Int32Array::from(holes(values, valid))),
            Data::I64(values) => Arc::new(Int64Array::from(holes(values, valid))),
            Data::U32(values) => Arc::new(UInt32Array::from(holes(values, valid))),
            Data::U8(values) => Arc::new(UInt8Array::from(holes(values, valid))),
            Data::Bool(values) => Arc::new(BooleanArray::from(holes(values, valid))),
            Data::Null => Arc::new(NullArray::new(self.rows)),
            texts => {
                let texts: Vec<Option<String>> =
                    (0..self.rows).map(|row| valid.has(row).then(|| texts.text(row))).collect();
                let texts = || texts.iter().map(Option::as_deref);
                match u.int_in_range(0..=4_u8)? {
                    0 => Arc::new(texts().collect::<StringArray>()) as ArrayRef,
                    1 => Arc::new(texts().collect::<LargeStringArray>()),
                    2 => Arc::new(texts().collect::<StringViewArray>()),
                    3 => Arc::new(texts().collect::<DictionaryArray<UInt32Type>>()),
                    _ => Arc::new(texts().collect::<DictionaryArray<Int8Type>>()),
                }
            }
        })
    }
}

/// A part of a longer array, as a slice of a table has it.
pub fn sliced(u: &mut Unstructured<'_>, array: &ArrayRef) -> Result<ArrayRef> {
    if u.ratio(2_u8, 3_u8)? || array.is_empty() {
        return Ok(Arc::clone(array));
    }
    let double = arrow_select::concat::concat(&[array.as_ref(), array.as_ref()]).expect("arrays of one type");
    Ok(double.slice(array.len(), array.len()))
}

impl Data {
    fn text(&self, row: usize) -> String {
        let cut = |from: usize, to: usize, text: &str| text[from..to].to_owned();
        match self {
            Data::Slices(texts) => texts[row].to_owned(),
            Data::Strings(texts) => texts[row].clone(),
            Data::Offsets(offsets, text) => cut(offsets[row] as usize, offsets[row + 1] as usize, text),
            Data::Large(offsets, text) => cut(offsets[row] as usize, offsets[row + 1] as usize, text),
            Data::Dictionary(keys, texts) => texts[keys[row] as usize].to_owned(),
            _ => unreachable!("no texts"),
        }
    }
}
