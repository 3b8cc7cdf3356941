//! Days and whole numbers, decoded from a file's pages to where they stay. Arrow's reader would lay them out twice.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_buffer::{ArrowNativeType, BooleanBuffer, BooleanBufferBuilder, ScalarBuffer};
use arrow_schema::{DataType, Field};
use bytemuck::Pod;
use hongyan::facts::Kind;
use parquet::basic::Type as Physical;
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{DataType as Decoded, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::file::statistics::Statistics;
use rayon::prelude::*;

use crate::column::{Held, Values, bits};
use crate::parquet::room::Room;

/// Rows that are decoded at once: they lie in the cache until they are where they stay.
const AT_ONCE: usize = 1 << 15;

/// A flat column of numbers as core holds them.
pub(super) struct Numbers<'f> {
    path: &'f Path,
    metadata: &'f ParquetMetaData,
    leaf: usize,
    width: Width,
}

#[derive(Clone, Copy)]
enum Width {
    Narrow,
    /// Wide ones of which the file says that all of them are narrow.
    Narrowed,
    Wide,
}

impl<'f> Numbers<'f> {
    /// The column of this name, if it is one.
    pub(super) fn of(path: &'f Path, metadata: &'f ParquetMetaData, field: &Field, kind: Kind) -> Option<Numbers<'f>> {
        let mut leaves = metadata.file_metadata().schema_descr().columns().iter();
        let leaf = leaves.position(|leaf| leaf.path().parts() == [field.name().as_str()])?;
        let descriptor = metadata.file_metadata().schema_descr().column(leaf);
        let is_flat = descriptor.max_rep_level() == 0 && descriptor.max_def_level() <= 1;
        let width = match (field.data_type(), descriptor.physical_type(), kind) {
            (DataType::Date32, Physical::INT32, Kind::Date) => Width::Narrow,
            (DataType::Int32, Physical::INT32, Kind::Id | Kind::Year | Kind::Count) => Width::Narrow,
            (DataType::Int64, Physical::INT64, Kind::Id) if is_narrow(metadata, leaf) => Width::Narrowed,
            (DataType::Int64, Physical::INT64, Kind::Id | Kind::Year | Kind::Count) => Width::Wide,
            _ => return None,
        };
        is_flat.then_some(Numbers { path, metadata, leaf, width })
    }

    /// The whole column, its row groups side by side.
    pub(super) fn read(&self) -> Result<Held> {
        match self.width {
            Width::Narrow => self.whole::<Int32Type, i32>(),
            Width::Narrowed => self.whole::<Int64Type, i32>(),
            Width::Wide => self.whole::<Int64Type, i64>(),
        }
    }

    fn whole<D: Decoded, T>(&self) -> Result<Held>
    where
        D::T: Copy + Default,
        T: Pod + ArrowNativeType + TryFrom<D::T>,
        Values: From<ScalarBuffer<T>>,
    {
        let groups = self.metadata.row_groups();
        let mut room = Room::<T>::new(groups.iter().map(rows).fold(0, usize::saturating_add))?;
        let mut rest = room.values();
        let parts = groups.iter().map(|group| {
            let (part, after) = std::mem::take(&mut rest).split_at_mut_checked(rows(group)).unwrap_or_default();
            rest = after;
            (group, part)
        });
        let parts: Vec<(&RowGroupMetaData, &mut [T])> = parts.collect();
        let present = parts.into_par_iter().map(|(group, part)| self.lane::<D>(group)?.fill(part));
        let present: Vec<BooleanBuffer> = present.collect::<Result<_>>()?;
        let mut all = BooleanBufferBuilder::new(present.iter().map(BooleanBuffer::len).sum());
        present.iter().for_each(|part| all.append_buffer(part));
        Ok(Held::numbers(room.finish(), all.finish()))
    }

    /// Whether the file says that every row of a group has a value. Then Arrow's reader has less to do: it need not look
    /// at each row.
    pub(super) fn has_all(&self, group: &RowGroupMetaData) -> bool {
        let statistics = group.column(self.leaf).statistics();
        statistics.and_then(Statistics::null_count_opt) == Some(0)
    }

    /// One row group, to be read piece by piece.
    pub(super) fn group(&self, group: &RowGroupMetaData) -> Result<Group> {
        Ok(match self.width {
            Width::Narrow => Group::Narrow(self.lane(group)?),
            Width::Narrowed => Group::Narrowed(self.lane(group)?),
            Width::Wide => Group::Wide(self.lane(group)?),
        })
    }

    fn lane<D: Decoded>(&self, group: &RowGroupMetaData) -> Result<Lane<D>> {
        let (column, descriptor) = (group.column(self.leaf), group.column(self.leaf).column_descr_ptr());
        // a file of its own, for its place in the file is its own
        let pages = SerializedPageReader::new(Arc::new(File::open(self.path)?), column, rows(group), None)?;
        let is_optional = descriptor.max_def_level() > 0;
        let reader = ColumnReaderImpl::new(descriptor, Box::new(pages));
        Ok(Lane { reader, is_optional, levels: Vec::new(), values: Vec::new() })
    }
}

/// A column of one row group.
pub(super) enum Group {
    Narrow(Lane<Int32Type>),
    Narrowed(Lane<Int64Type>),
    Wide(Lane<Int64Type>),
}

impl Group {
    /// The next rows.
    pub(super) fn next(&mut self, rows: usize) -> Result<Held> {
        match self {
            Group::Narrow(lane) => lane.next::<i32>(rows),
            Group::Narrowed(lane) => lane.next::<i32>(rows),
            Group::Wide(lane) => lane.next::<i64>(rows),
        }
    }
}

/// One column of one row group, read from its beginning to its end.
pub(super) struct Lane<D: Decoded> {
    reader: ColumnReaderImpl<D>,
    is_optional: bool,
    levels: Vec<i16>,
    values: Vec<D::T>,
}

impl<D: Decoded> Lane<D>
where
    D::T: Copy + Default,
{
    fn next<T>(&mut self, rows: usize) -> Result<Held>
    where
        T: ArrowNativeType + TryFrom<D::T>,
        Values: From<ScalarBuffer<T>>,
    {
        let mut values = vec![T::default(); rows];
        let present = self.fill::<T>(&mut values)?;
        Ok(Held::numbers(values.into(), present))
    }

    /// Decodes the next rows, as many as there is room for; which of them hold a value.
    fn fill<T: Default + TryFrom<D::T>>(&mut self, into: &mut [T]) -> Result<BooleanBuffer> {
        let mut present = BooleanBufferBuilder::new(into.len());
        while let Some(rest) = into.get_mut(present.len()..).filter(|rest| !rest.is_empty()) {
            self.levels.clear();
            self.values.clear();
            let levels = self.is_optional.then_some(&mut self.levels);
            let (rows, found, _) = self.reader.read_records(AT_ONCE.min(rest.len()), levels, None, &mut self.values)?;
            let rest = rest.get_mut(..rows).unwrap_or_default();
            let fits = if rows == found {
                present.append_n(rows, true);
                take(rest, self.values.iter().copied())
            } else {
                let some = bits(&self.levels, 0);
                present.append_buffer(&some);
                spread(rest, &some, &self.values)
            };
            match (rows, fits) {
                (0, _) => return Err(ParquetError::EOF("a column ends before its row group".to_owned())),
                (_, false) => {
                    return Err(ParquetError::General("a number is none that the statistics admit".to_owned()));
                }
                _ => {}
            }
        }
        Ok(present.finish())
    }
}

/// Takes values over; whether all of them fit.
fn take<S, T: Default + TryFrom<S>>(slots: &mut [T], values: impl Iterator<Item = S>) -> bool {
    slots.iter_mut().zip(values).fold(true, |fits, (slot, value)| {
        let value = T::try_from(value);
        let fits = fits & value.is_ok();
        *slot = value.unwrap_or_default();
        fits
    })
}

/// Takes values over to the rows that have one; whether all of them fit.
fn spread<S: Copy + Default, T: Default + TryFrom<S>>(
    slots: &mut [T],
    present: &BooleanBuffer,
    mut values: &[S],
) -> bool {
    let (chunks, last) = slots.as_chunks_mut::<8>();
    let (mut bytes, mut fits) = (present.values().iter().copied(), true);
    for (slots, byte) in chunks.iter_mut().zip(&mut bytes) {
        fits &= match values.split_first_chunk::<8>() {
            Some((whole, rest)) if byte == u8::MAX => {
                values = rest;
                take(slots, whole.iter().copied())
            }
            _ => some(slots, byte, &mut values),
        };
    }
    fits & some(last, bytes.next().unwrap_or_default(), &mut values)
}

/// The same for the rows whose bits one byte has.
fn some<S: Copy + Default, T: Default + TryFrom<S>>(slots: &mut [T], byte: u8, values: &mut &[S]) -> bool {
    // without a branch: a row without a value takes the next one's
    let mut next = 0_usize;
    let spread = (0..slots.len()).map(|place| {
        let value = values.get(next).copied().unwrap_or_default();
        next = next.saturating_add(usize::from(byte >> (place & 7) & 1));
        value
    });
    let fits = take(slots, spread);
    *values = values.get(next..).unwrap_or_default();
    fits
}

pub(super) fn rows(group: &RowGroupMetaData) -> usize {
    usize::try_from(group.num_rows()).unwrap_or_default()
}

/// Whether the file says of wide integers that all of them fit into narrow ones.
fn is_narrow(metadata: &ParquetMetaData, leaf: usize) -> bool {
    let fits = |number: Option<&i64>| number.is_some_and(|number| i32::try_from(*number).is_ok());
    metadata.row_groups().iter().all(|group| {
        let statistics = group.columns().get(leaf).and_then(|column| column.statistics());
        matches!(statistics, Some(Statistics::Int64(of)) if fits(of.min_opt()) && fits(of.max_opt()))
    })
}
