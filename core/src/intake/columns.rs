//! What became of every column, for the report.

use super::assign::{Assigned, Label};
use super::layout::TableLayout;
use super::mapping::Known;
use super::report::ColumnReport;
use super::sheet::{Sheet, letters};
use crate::message::Message;

/// The columns of a part of a sheet, those without a heading last.
pub(super) fn report(
    sheet: &Sheet,
    header: (usize, usize),
    labels: &[Label],
    assigned: &Assigned,
    tables: &[TableLayout],
    known: &Known,
) -> Vec<ColumnReport> {
    let mut columns: Vec<ColumnReport> = Vec::new();
    for label in labels {
        let chosen = tables
            .iter()
            .find_map(|layout| Some((layout, layout.chosen.iter().find(|one| one.column == label.column)?)));
        let aside = assigned.aside.iter().find(|(column, _)| *column == label.column);
        let (field, why) = match (chosen, aside) {
            (Some((layout, one)), _) => (
                Some(one.field.name(layout.table)),
                is_evidence(one.field.name(layout.table), one.strength).then(|| Message::reading("intake.column.weak")),
            ),
            (None, Some((_, why))) => (None, Some(why.clone())),
            (None, None) => {
                let idle = label.keys.iter().any(|key| known.headings.is_idle(key));
                let code = if idle { "intake.column.idle" } else { "intake.column.unknown" };
                (None, Some(Message::reading(code)))
            }
        };
        columns.push(ColumnReport { column: letters(label.column), heading: label.text.clone(), field, why });
    }
    // columns without a heading that hold something
    let mut bare: Vec<u32> = Vec::new();
    for at in header.1.saturating_add(1)..sheet.len() {
        for (column, shown) in sheet.cells(at) {
            let headed = labels.iter().any(|label| label.column == column);
            if !headed && !shown.is_blank() && !bare.contains(&column) && bare.len() < 50 {
                bare.push(column);
            }
        }
    }
    bare.sort_unstable();
    columns.extend(bare.into_iter().map(|column| ColumnReport {
        column: letters(column),
        heading: String::new(),
        field: None,
        why: Some(Message::reading("intake.column.no_heading")),
    }));
    columns
}

/// Whether a weaker heading bears on what is judged: the day of a session or of its record.
fn is_evidence(field: &str, strength: u8) -> bool {
    strength > 0 && matches!(field, "ended_on" | "record_submitted_on")
}
