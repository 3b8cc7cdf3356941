//! A report that owns the columns which it borrows.

use hongyan::Check;
use hongyan::columns::{Columns, Door, FaultTally, Report};
use hongyan::facts::Table;
use self_cell::self_cell;

use crate::tables::Tables;

type Borrowed<'t> = Columns<'t>;

self_cell!(
    /// Tables, and what core made of them at its door.
    pub(crate) struct Passed {
        owner: Tables,
        #[covariant]
        dependent: Borrowed,
    }

    impl {Debug}
);

type Answer<'c> = Report<'c, 'c>;

self_cell!(
    /// Columns past the door, and the report that was made of them.
    pub(crate) struct Owned {
        owner: Passed,
        #[covariant]
        dependent: Answer,
    }

    impl {Debug}
);

/// A report with all that it borrows.
#[derive(Debug)]
pub(crate) struct Held(Owned);

impl Held {
    /// Passes tables through the door and asks.
    pub(crate) fn new(tables: Tables, door: Door, check: &Check<'_>) -> Result<Held, FaultTally> {
        let passed = Passed::try_new(tables, |tables| Columns::check(tables.frames(), door))?;
        Ok(Held(Owned::new(passed, |passed| check.columns(passed.borrow_dependent()))))
    }

    /// The columns past the door.
    pub(crate) fn columns(&self) -> &Columns<'_> {
        self.0.borrow_owner().borrow_dependent()
    }

    /// The number of rows of sessions.
    pub(crate) fn sessions(&self) -> usize {
        self.0.borrow_owner().borrow_owner().rows(Table::Sessions)
    }

    /// Whether sessions are named by integers.
    pub(crate) fn sessions_are_integers(&self) -> bool {
        self.0.borrow_owner().borrow_owner().is_of_integers(Table::Sessions, "session")
    }

    /// The report.
    pub(crate) fn report(&self) -> &Report<'_, '_> {
        self.0.borrow_dependent()
    }
}
