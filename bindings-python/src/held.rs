//! A report that owns the columns which it borrows.

use hongyan::Check;
use hongyan::columns::{Columns, Door, FaultTally, Frame, Report};
use hongyan::facts::Table;
use hongyan::stop::{Stop, Stopped};
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
    /// Passes tables through the door and asks, unless it is stopped.
    pub(crate) fn new(
        tables: Tables,
        door: Door,
        check: &Check<'_>,
        stop: &Stop,
    ) -> Result<Result<Held, FaultTally>, Stopped> {
        let passed = match Passed::try_new(tables, |tables| Columns::check(tables.frames(), door)) {
            Ok(passed) => passed,
            Err(faults) => return Ok(Err(faults)),
        };
        let asked = Owned::try_new(passed, |passed| check.columns_unless(passed.borrow_dependent(), stop));
        asked.map(|owned| Ok(Held(owned)))
    }

    /// The columns past the door.
    pub(crate) fn columns(&self) -> &Columns<'_> {
        self.0.borrow_owner().borrow_dependent()
    }

    /// The sessions as they were given, before keys were compared.
    pub(crate) fn given_sessions(&self) -> Option<Frame<'_>> {
        self.0.borrow_owner().borrow_owner().frames().get(Table::Sessions).cloned()
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
