use std::borrow::Cow;

use super::fault::Context;
use super::{Builder, Column, Facts, Fault, FaultCode, OnError, Source, Table};
use crate::value::Value;

impl Facts {
    /// The same facts with other texts. `rename` must give different texts for different ones of a column, so that
    /// nothing that was told apart becomes one.
    ///
    /// Values, causes and file names of faults are withheld: what was refused may be a name in the wrong place.
    pub(crate) fn renamed<'n>(&self, rename: impl Fn(&Column, &str) -> Cow<'n, str>) -> Facts {
        let mut builder = Builder::new();
        for table in Table::ALL.into_iter().filter(|table| self.has(*table)) {
            builder.table(table);
            for (row, cells) in self.rows_as_given(table) {
                // rows keep their numbers: those left out leave a gap
                while builder.next_row(table) < row {
                    builder.faulty_row(table);
                }
                let cells = table.columns().iter().zip(cells);
                let cells =
                    cells.map(|(column, cell)| (column.name, cell.cell(|id| rename(column, self.ids.text(id)))));
                builder.row(table, cells);
            }
        }
        // nothing that passed the door once is refused here
        let mut facts = builder.build(OnError::Skip).unwrap_or_default();
        facts.faults = self.faults.iter().map(withheld).collect();
        facts
    }
}

fn withheld(fault: &Fault) -> Fault {
    let column = fault.column.clone();
    Fault {
        table: fault.table.clone().filter(|name| Table::from_name(name).is_some()),
        row: fault.row,
        column: column.filter(|_| fault.code != FaultCode::UnknownColumn),
        value: match &fault.value {
            Value::Text(_) | Value::List(_) | Value::Map(_) => Value::Text("…".to_owned()),
            plain => plain.clone(),
        },
        code: fault.code,
        source: fault.source.clone().map(|source| Source { file: None, sheet: None, ..source }),
        context: match &fault.context {
            Context::Cause(_) | Context::Told(_) => Context::None,
            context => context.clone(),
        },
    }
}
