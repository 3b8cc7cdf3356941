use super::door::{Builder, Pending};
use super::ids::Ids;
use super::schema::WIDTH;
use super::{Cell, Checked, Fault, Faults, Source, Table};

/// The rows of one table, each in its place, with what is wrong with each by itself. Keys were not compared, and nobody
/// asked for required columns: that is for the door of columns, for which they are.
///
/// ```
/// use hongyan::facts::{Builder, Cell, Table};
///
/// let mut builder = Builder::new();
/// for day in ["2024-03-05", "2024-02-30", "2024-03-05"] {
///     builder.row(Table::Guidance, [("mentor", Cell::text("何静")), ("guided_on", Cell::text(day))]);
/// }
/// let placed = builder.placed(Table::Guidance, |_| None)?;
/// assert_eq!((placed.rows(), placed.faults().len()), (3, 1)); // the third repeats the first, and has its place
/// assert_eq!((placed.cell(1, 0), placed.cell(1, 1)), (Cell::text("何静"), Cell::Refused));
/// # Ok::<(), hongyan::facts::Faults>(())
/// ```
#[derive(Debug)]
pub struct Placed {
    ids: Ids,
    rows: Vec<[Checked; WIDTH]>,
    given: [bool; WIDTH],
    is_present: bool,
    faults: Vec<Fault>,
}

impl Placed {
    /// The number of rows, faulty ones included.
    ///
    /// See the example of [`Placed`].
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Whether the table is there, be it without rows.
    ///
    /// ```
    /// use hongyan::facts::{Builder, Table};
    ///
    /// let mut builder = Builder::new();
    /// builder.table(Table::Guidance);
    /// assert!(builder.placed(Table::Guidance, |_| None)?.is_present());
    /// assert!(!Builder::new().placed(Table::Guidance, |_| None)?.is_present());
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn is_present(&self) -> bool {
        self.is_present
    }

    /// Whether any row has the column of this place, be it null.
    ///
    /// ```
    /// use hongyan::facts::{Builder, Cell, Table};
    ///
    /// let mut builder = Builder::new();
    /// builder.row(Table::Guidance, [("mentor", Cell::Null)]);
    /// let placed = builder.placed(Table::Guidance, |_| None)?;
    /// assert!(placed.has(0) && !placed.has(1));
    /// # Ok::<(), hongyan::facts::Faults>(())
    /// ```
    #[must_use]
    pub fn has(&self, place: usize) -> bool {
        self.given.get(place) == Some(&true)
    }

    /// The value of a row at the place of a column; what did not pass is refused.
    ///
    /// See the example of [`Placed`].
    #[must_use]
    pub fn cell(&self, row: usize, place: usize) -> Cell<'_> {
        match self.rows.get(row).and_then(|cells| cells.get(place)) {
            None => Cell::Null,
            Some(Checked::Faulty) => Cell::Refused,
            Some(checked) => checked.cell(|id| self.ids.text(id).into()),
        }
    }

    /// The faults of the table, and those of files that have none, by row and column.
    ///
    /// See the example of [`Placed`].
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}

impl Builder {
    /// Ends the input before anything but its single rows is looked at; `locate` tells where a person finds the place
    /// of a fault.
    ///
    /// See the example of [`Placed`].
    ///
    /// # Errors
    /// If the input goes beyond what may pass.
    pub fn placed(self, table: Table, locate: impl Fn(&Fault) -> Option<Source>) -> Result<Placed, Faults> {
        let Builder { interner, mut tables, noted, .. } = self;
        let mut faults = noted.settled(locate)?;
        faults.retain(|fault| fault.table.as_deref().is_none_or(|name| name == table.name()));
        let pending = tables.get_mut(table as usize).and_then(Option::take);
        let is_present = pending.is_some();
        let Pending { mut rows, seen, .. } = pending.unwrap_or_default();
        let (ids, ranks) = interner.finish();
        for cell in rows.iter_mut().flatten() {
            *cell = cell.ranked(&ranks);
        }
        Ok(Placed { ids, rows, given: seen, is_present, faults })
    }

    /// Ends an input that cannot be used.
    #[cfg(feature = "intake")]
    pub(crate) fn refused(self, locate: impl Fn(&Fault) -> Option<Source>) -> Faults {
        self.noted.settled(locate).map_or_else(|beyond| beyond, Faults)
    }
}
