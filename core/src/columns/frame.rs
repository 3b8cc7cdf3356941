use super::array::Array;
use super::faults::FaultTally;
use crate::facts::{Context, Fault, FaultCode, Table, WIDTH};
use crate::message::Sentence;

/// A table as borrowed columns.
///
/// ```
/// use hongyan::columns::Frame;
/// use hongyan::facts::Table;
///
/// let frame = Frame::new(Table::Guidance).with("mentor", &[1, 1, 2]).with("guided_on", &[19_800, 19_830, 19_815]);
/// assert_eq!(frame.rows(), 3);
/// ```
#[derive(Clone, Debug)]
pub struct Frame<'a> {
    pub(super) table: Table,
    pub(super) columns: [Option<Array<'a>>; WIDTH],
    /// Names that the table does not know, or that were given twice.
    odd: Vec<(String, FaultCode)>,
}

impl<'a> Frame<'a> {
    /// A table without a column.
    #[must_use]
    pub fn new(table: Table) -> Frame<'a> {
        Frame { table, columns: [None; WIDTH], odd: Vec::new() }
    }

    /// The same with this column. What is wrong with its name, the door says.
    #[must_use]
    pub fn with(mut self, name: &str, array: impl Into<Array<'a>>) -> Frame<'a> {
        match self.table.position(name).and_then(|place| self.columns.get_mut(place)) {
            Some(slot @ None) => *slot = Some(array.into()),
            Some(Some(_)) => self.odd.push((name.to_owned(), FaultCode::DuplicateKey)),
            None => self.odd.push((name.to_owned(), FaultCode::UnknownColumn)),
        }
        self
    }

    /// The table that it is.
    #[must_use]
    pub fn table(&self) -> Table {
        self.table
    }

    /// The number of rows: that of its longest column.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.iter().flatten().map(Array::len).max().unwrap_or_default()
    }

    /// The column at a place of the table.
    pub(super) fn at(&self, place: usize) -> Option<Array<'a>> {
        self.columns.get(place).copied().flatten()
    }

    /// Faults of the columns as such; with one of them no row can be used.
    pub(super) fn structure(&self, faults: &mut FaultTally) -> bool {
        let rows = self.rows();
        let before = faults.total();
        let fault = |code, column: &str| Fault::new(code).in_table(self.table.name()).in_column(column.to_owned());
        for (name, code) in &self.odd {
            faults.push(match code {
                FaultCode::DuplicateKey => Fault::repeated_name().in_table(self.table.name()).in_column(name.clone()),
                code => fault(*code, name),
            });
        }
        for (column, array) in self.table.columns().iter().zip(&self.columns) {
            match array {
                None if column.required && rows > 0 => faults.push(fault(FaultCode::MissingTableColumn, column.name)),
                Some(array) if array.len() != rows => {
                    let expected = Sentence {
                        zh: format!("与其他列一样，有 {rows} 行"),
                        en: format!("{rows} rows, as in the other columns"),
                    };
                    let given = crate::value::Value::Number(i128::try_from(array.len()).unwrap_or(i128::MAX));
                    let context = Context::Cause(expected);
                    faults.push(fault(FaultCode::WrongType, column.name).of(given).because(context));
                }
                _ => {}
            }
        }
        faults.total() == before
    }
}

/// Tables as borrowed columns, each at most once. A table that is not given is absent, and rules that need it are
/// skipped.
#[derive(Clone, Debug, Default)]
pub struct Frames<'a>([Option<Frame<'a>>; Table::ALL.len()]);

impl<'a> Frames<'a> {
    /// No table yet.
    #[must_use]
    pub fn new() -> Frames<'a> {
        Frames::default()
    }

    /// The same with this table in the place of one of its kind.
    #[must_use]
    pub fn with(mut self, frame: Frame<'a>) -> Frames<'a> {
        if let Some(slot) = self.0.get_mut(frame.table as usize) {
            *slot = Some(frame);
        }
        self
    }

    /// The table, if it was given.
    #[must_use]
    pub fn get(&self, table: Table) -> Option<&Frame<'a>> {
        self.0.get(table as usize).and_then(Option::as_ref)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Frame<'a>> {
        self.0.iter().flatten()
    }
}

impl<'a> FromIterator<Frame<'a>> for Frames<'a> {
    fn from_iter<I: IntoIterator<Item = Frame<'a>>>(frames: I) -> Frames<'a> {
        frames.into_iter().fold(Frames::new(), Frames::with)
    }
}
