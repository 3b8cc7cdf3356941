//! Columns of a table, whatever their type.

use fastrand::Rng;

/// A column of one of three types.
pub enum Column<'a> {
    U8(&'a mut Vec<u8>),
    I32(&'a mut Vec<i32>),
    I64(&'a mut Vec<i64>),
}

/// The columns of one table by name.
pub type Columns<'a> = Vec<(&'static str, Column<'a>)>;

impl Column<'_> {
    /// How many rows.
    pub fn rows(&self) -> usize {
        match self {
            Column::U8(values) => values.len(),
            Column::I32(values) => values.len(),
            Column::I64(values) => values.len(),
        }
    }

    fn reorder(&mut self, order: &[u32]) {
        match self {
            Column::U8(values) => **values = in_order(values, order),
            Column::I32(values) => **values = in_order(values, order),
            Column::I64(values) => **values = in_order(values, order),
        }
    }
}

fn in_order<T: Copy>(values: &[T], order: &[u32]) -> Vec<T> {
    order.iter().map(|row| values[*row as usize]).collect()
}

/// Puts a table's rows in one random order.
pub(super) fn shuffle(columns: Columns<'_>, rng: &mut Rng) {
    let rows = columns.first().map_or(0, |(_, column)| column.rows());
    let mut order: Vec<u32> = (0..u32::try_from(rows).expect("rows that fit")).collect();
    rng.shuffle(&mut order);
    for (_, mut column) in columns {
        column.reorder(&order);
    }
}
