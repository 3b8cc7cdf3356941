//! Workbooks, by calamine: cells streamed where the format allows it, so that a sparse sheet costs what it holds.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, Dimensions, Ods, OdsError, Reader, SheetType, Xls, XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::extent::Merges;
use super::limits::Limits;
use super::refused::Refused;
use super::sheet::{Full, Medium, Merge, Raw, Sheet};
use super::text::is_error;

type Bytes<'b> = Cursor<&'b [u8]>;
/// Takes a sheet's name, and the sheet or why it cannot be read, one after the other: only one is held at a time.
pub(super) type Each<'e> = &'e mut dyn FnMut(&str, Result<Sheet, Refused>);

/// A reader that gives up on hostile bytes refuses the file, not the process.
fn guarded<T>(read: impl FnOnce() -> Result<T, Refused>) -> Result<T, Refused> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(Refused::Because("intake.broken")))
}

fn refused_xlsx(error: XlsxError) -> Refused {
    match error {
        XlsxError::Password => Refused::Because("intake.password"),
        other => Refused::Unreadable(other.to_string()),
    }
}

/// Sheets of an `.xlsx` file.
pub(super) fn xlsx(bytes: &[u8], may_merge: bool, limits: &Limits, each: Each<'_>) -> Result<(), Refused> {
    let mut book: Xlsx<Bytes<'_>> = guarded(|| Xlsx::new(Cursor::new(bytes)).map_err(refused_xlsx))?;
    let names = worksheets(&book, limits)?;
    for name in &names {
        each(name, guarded(|| xlsx_sheet(&mut book, name, may_merge, limits)));
    }
    Ok(())
}

fn worksheets<'b, R: Reader<Bytes<'b>>>(book: &R, limits: &Limits) -> Result<Vec<String>, Refused> {
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    if names.len() > limits.sheets { Err(Refused::TooLarge("sheets")) } else { Ok(names) }
}

fn xlsx_sheet(book: &mut Xlsx<Bytes<'_>>, name: &str, may_merge: bool, limits: &Limits) -> Result<Sheet, Refused> {
    let mut sheet = Sheet::new(Some(name.to_owned()), Medium::Workbook, book.has_1904_epoch());
    let mut filling = Filling::new(&mut sheet, limits);
    // cells whose error value the reader does not know, by their place in the stream
    let mut odd: Vec<(usize, String)> = Vec::new();
    let mut reader = book.worksheet_cells_reader(name).map_err(refused_xlsx)?;
    let mut shared = std::collections::HashMap::new();
    for place in 0_usize.. {
        match reader.next_cell_with_formula_metadata() {
            Ok(Some(record)) => {
                let (row, column) = record.pos;
                let raw = match record.value {
                    DataRef::SharedString(text) => {
                        // a text that many cells share is kept once
                        let raw = match shared.get(&text.as_ptr()) {
                            Some(raw) => *raw,
                            None => {
                                let raw = filling.text(text)?;
                                shared.insert(text.as_ptr(), raw);
                                raw
                            }
                        };
                        Some(raw)
                    }
                    DataRef::Empty if record.formula.is_some() => Some(Raw::Uncomputed),
                    other => filling.raw(&Data::from(other))?,
                };
                filling.push(row, column, raw)?;
            }
            Ok(None) => break,
            Err(XlsxError::CellError(value)) => odd.push((place, value)),
            Err(error) => return Err(refused_xlsx(error)),
        }
    }
    drop(reader);
    if !odd.is_empty() {
        let mut reader = book.worksheet_cells_reader(name).map_err(refused_xlsx)?;
        let mut wanted = odd.iter().peekable();
        for place in 0_usize.. {
            let Some((next, value)) = wanted.peek() else { break };
            let Some(cell) = reader.next_formula().map_err(refused_xlsx)? else {
                break;
            };
            if place == *next {
                let (row, column) = cell.get_position();
                let raw = Raw::Error(filling.sheet.keep(value)?);
                filling.push(row, column, Some(raw))?;
                wanted.next();
            }
        }
    }
    let merges = if may_merge { book.merge_cells_by_sheet_name(name).map_err(refused_xlsx)? } else { Vec::new() };
    sheet.finish(merges.into_iter().map(merge).collect());
    Ok(sheet)
}

fn merge(dimensions: Dimensions) -> Merge {
    Merge { rows: (dimensions.start.0, dimensions.end.0), columns: (dimensions.start.1, dimensions.end.1) }
}

/// A sheet being filled, within limits.
struct Filling<'s> {
    sheet: &'s mut Sheet,
    limits: &'s Limits,
    cells: usize,
}

impl<'s> Filling<'s> {
    fn new(sheet: &'s mut Sheet, limits: &'s Limits) -> Filling<'s> {
        Filling { sheet, limits, cells: 0 }
    }

    fn text(&mut self, text: &str) -> Result<Raw, Refused> {
        if text.len() > self.limits.cell_bytes {
            return Err(Refused::TooLarge("cell_bytes"));
        }
        let kept = u64::try_from(self.sheet.text_len()).unwrap_or(u64::MAX);
        if kept > self.limits.uncompressed_bytes {
            return Err(Refused::TooLarge("uncompressed_bytes"));
        }
        let span = self.sheet.keep(text)?;
        Ok(if is_error(text) { Raw::Error(span) } else { Raw::Text(span) })
    }

    fn raw(&mut self, data: &Data) -> Result<Option<Raw>, Refused> {
        Ok(Some(match data {
            Data::Empty => return Ok(None),
            Data::String(text) if text.is_empty() => return Ok(None),
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => self.text(text)?,
            Data::Int(number) => Raw::Number(*number as f64),
            Data::Float(number) => Raw::Number(*number),
            Data::Bool(flag) => Raw::Flag(*flag),
            Data::DateTime(time) if time.is_duration() => Raw::Duration(time.as_f64()),
            Data::DateTime(time) => Raw::Date(time.as_f64()),
            Data::Error(error) => Raw::Error(self.sheet.keep(&error.to_string())?),
        }))
    }

    fn push(&mut self, row: u32, column: u32, raw: Option<Raw>) -> Result<(), Refused> {
        let Some(raw) = raw else { return Ok(()) };
        self.cells = self.cells.saturating_add(1);
        if self.cells > self.limits.cells {
            return Err(Refused::TooLarge("cells"));
        }
        if column >= self.limits.columns {
            return Err(Refused::TooLarge("columns"));
        }
        self.sheet.push(row, column, raw).map_err(|Full| Refused::TooLarge("cells"))?;
        if self.sheet.len() > self.limits.rows {
            return Err(Refused::TooLarge("rows"));
        }
        Ok(())
    }
}

fn fill(sheet: &mut Sheet, range: &calamine::Range<Data>, limits: &Limits) -> Result<(), Refused> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut filling = Filling::new(sheet, limits);
    for (row, column, data) in range.used_cells() {
        let raw = filling.raw(data)?;
        let at = |first: u32, further: usize| first.saturating_add(u32::try_from(further).unwrap_or(u32::MAX));
        filling.push(at(first_row, row), at(first_column, column), raw)?;
    }
    Ok(())
}

/// Sheets of an `.xls` file.
pub(super) fn xls(bytes: &[u8], limits: &Limits, each: Each<'_>) -> Result<(), Refused> {
    let refused = |error: XlsError| match error {
        XlsError::Password => Refused::Because("intake.password"),
        other => Refused::Unreadable(other.to_string()),
    };
    let mut book: Xls<Bytes<'_>> = guarded(|| Xls::new(Cursor::new(bytes)).map_err(refused))?;
    let names = worksheets(&book, limits)?;
    for name in &names {
        let sheet = guarded(|| {
            let range = book.worksheet_range(name).map_err(refused)?;
            let merges = book.merge_cells_by_sheet_name(name).map_err(refused)?;
            let mut sheet = Sheet::new(Some(name.clone()), Medium::Workbook, book.has_1904_epoch());
            fill(&mut sheet, &range, limits)?;
            sheet.finish(merges.into_iter().map(merge).collect());
            Ok(sheet)
        });
        each(name, sheet);
    }
    Ok(())
}

/// Sheets of an `.ods` file. Its reader does not tell which cells are merged; they are given.
pub(super) fn ods(bytes: &[u8], mut merges: Merges, limits: &Limits, each: Each<'_>) -> Result<(), Refused> {
    let refused = |error: OdsError| match error {
        OdsError::Password => Refused::Because("intake.password"),
        OdsError::CellLimitExceeded { .. } => Refused::TooLarge("cells"),
        other => Refused::Unreadable(other.to_string()),
    };
    let mut book: Ods<Bytes<'_>> = guarded(|| Ods::new(Cursor::new(bytes)).map_err(refused))?;
    let names = worksheets(&book, limits)?;
    for name in &names {
        let sheet = guarded(|| {
            let range = book.worksheet_range(name).map_err(refused)?;
            let mut sheet = Sheet::new(Some(name.clone()), Medium::Workbook, false);
            fill(&mut sheet, &range, limits)?;
            sheet.finish(merges.remove(name).unwrap_or_default());
            Ok(sheet)
        });
        each(name, sheet);
    }
    Ok(())
}

/// Sheets of an `.xlsb` file.
pub(super) fn xlsb(bytes: &[u8], limits: &Limits, each: Each<'_>) -> Result<(), Refused> {
    let refused = |error: XlsbError| match error {
        XlsbError::Password => Refused::Because("intake.password"),
        other => Refused::Unreadable(other.to_string()),
    };
    let mut book: Xlsb<Bytes<'_>> = guarded(|| Xlsb::new(Cursor::new(bytes)).map_err(refused))?;
    let names = worksheets(&book, limits)?;
    for name in &names {
        let sheet = guarded(|| {
            let mut sheet = Sheet::new(Some(name.clone()), Medium::Workbook, book.has_1904_epoch());
            let mut filling = Filling::new(&mut sheet, limits);
            // cell by cell: as a range, two cells far apart would ask for everything between them
            let mut cells = book.worksheet_cells_reader(name).map_err(refused)?;
            while let Some(cell) = cells.next_cell().map_err(refused)? {
                let (row, column) = cell.get_position();
                let raw = filling.raw(&Data::from(cell.get_value().clone()))?;
                filling.push(row, column, raw)?;
            }
            drop(cells);
            sheet.finish(Vec::new());
            Ok(sheet)
        });
        each(name, sheet);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::write::SimpleFileOptions;

    use super::*;

    const RELATIONS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let [low, high] = [kind & 0x7f, kind >> 7].map(|part| u8::try_from(part).unwrap());
        let mut bytes = if kind < 0x80 { vec![low] } else { vec![low | 0x80, high] };
        bytes.push(u8::try_from(data.len()).unwrap());
        bytes.extend(data);
        bytes
    }

    fn wide(text: &str) -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let mut bytes = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
        bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
        bytes
    }

    /// A binary workbook whose one sheet holds these texts.
    fn binary(cells: &[(u32, u32, &str)]) -> Vec<u8> {
        let bundle = [vec![0; 4], vec![1, 0, 0, 0], wide("rId1"), wide("S")].concat();
        let book = [record(0x83, &[]), record(0x8f, &[]), record(0x9c, &bundle), record(0x90, &[]), record(0x84, &[])];
        let mut sheet = [record(0x81, &[]), record(0x94, &[0; 16]), record(0x91, &[])].concat();
        for (row, column, text) in cells {
            sheet.extend(record(0, &[&row.to_le_bytes()[..], &[0; 21]].concat()));
            sheet.extend(record(6, &[&column.to_le_bytes()[..], &[0; 4], &wide(text)].concat()));
        }
        sheet.extend([record(0x92, &[]), record(0x82, &[])].concat());
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in [
            ("xl/workbook.bin", book.concat()),
            ("xl/_rels/workbook.bin.rels", RELATIONS.as_bytes().to_vec()),
            ("xl/worksheets/sheet1.bin", sheet),
        ] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_binary_sheet_costs_what_it_holds() {
        // as a dense range these two cells would be 400 gigabytes
        let sheets = |bytes: &[u8]| {
            let mut sheets = Vec::new();
            xlsb(bytes, &Limits::default(), &mut |name, sheet| sheets.push((name.to_owned(), sheet))).unwrap();
            sheets
        };
        let far = sheets(&binary(&[(0, 0, "a"), (0x10_0000, 0x3ffe, "b")]));
        let [(name, Ok(sheet))] = far.as_slice() else { panic!("{far:?}") };
        assert_eq!((name.as_str(), sheet.len()), ("S", 2));
        let last: Vec<_> = sheet.cells(1).map(|(column, _)| column).collect();
        assert_eq!((sheet.number(1), last), (0x10_0000, vec![0x3ffe]));
        let wide = sheets(&binary(&[(0, u32::MAX, "a")]));
        assert!(matches!(wide.as_slice(), [(_, Err(Refused::TooLarge("columns")))]));
    }
}
