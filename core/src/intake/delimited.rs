//! CSV and its kin: comma, tab or semicolon.

use super::limits::Limits;
use super::refused::Refused;
use super::sheet::{Medium, Raw, Sheet};
use super::text;

/// Reads a text as a sheet; rows are counted as a spreadsheet counts them, empty lines included.
pub(super) fn read(whole: &str, limits: &Limits) -> Result<(Sheet, char), Refused> {
    let (delimiter, whole, before) = delimiter(whole);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(whole.as_bytes());
    let mut sheet = Sheet::new(None, Medium::Csv, false);
    let mut record = csv::StringRecord::new();
    let (mut row, mut line, mut rows) = (before, 1_u64, 0_usize);
    while reader.read_record(&mut record).map_err(|error| Refused::Unreadable(error.to_string()))? {
        // lines used up, less those within the cells, less the row's own: the empty ones before it
        let now = reader.position().line();
        let inner = record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
        let ended = u64::from(!reader.is_done() || whole.ends_with('\n'));
        let empty = now.saturating_sub(line).saturating_sub(inner).saturating_sub(ended);
        line = now;
        row = row.saturating_add(u32::try_from(empty).unwrap_or(u32::MAX));
        let mut any = false;
        for (column, cell) in (0_u32..).zip(&record) {
            let cell = unquoted(cell);
            if cell.is_empty() {
                continue;
            }
            if cell.len() > limits.cell_bytes {
                return Err(Refused::TooLarge("cell_bytes"));
            }
            if column >= limits.columns {
                return Err(Refused::TooLarge("columns"));
            }
            let span = sheet.keep(cell)?;
            let raw = if text::is_error(cell) { Raw::Error(span) } else { Raw::Text(span) };
            sheet.push(row, column, raw)?;
            any = true;
        }
        rows = rows.saturating_add(usize::from(any));
        if rows > limits.rows {
            return Err(Refused::TooLarge("rows"));
        }
        row = row.saturating_add(1);
    }
    sheet.finish(Vec::new());
    Ok((sheet, char::from(delimiter)))
}

/// `="001"`, by which a text is kept from becoming a number.
fn unquoted(cell: &str) -> &str {
    cell.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell)
}

/// The sign that parts the first lines into the most columns, the text after a line that names it, and that line.
fn delimiter(text: &str) -> (u8, &str, u32) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some((line, rest)) = rest.split_once('\n')
        && let [sign] = line.trim_end().as_bytes()
    {
        return (*sign, rest, 1);
    }
    let count = |sign: u8| -> (usize, usize) {
        let mut quoted = false;
        let mut counts: Vec<usize> = vec![0];
        for byte in text.bytes().take(1 << 16) {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => {
                    if counts.len() >= 50 {
                        break;
                    }
                    counts.push(0);
                }
                byte if byte == sign && !quoted => {
                    if let Some(last) = counts.last_mut() {
                        *last = last.saturating_add(1);
                    }
                }
                _ => {}
            }
        }
        counts.sort_unstable();
        // title lines have none: the upper half tells, and of equals the sign that more lines have
        let upper = counts.get(counts.len().saturating_mul(3) / 4).copied().unwrap_or(0);
        (upper, counts.iter().filter(|count| **count > 0 && **count >= upper).count())
    };
    let best = [b';', b'\t', b','].into_iter().max_by_key(|sign| count(*sign));
    (best.unwrap_or(b','), text, 0)
}

#[cfg(test)]
mod tests {
    use super::super::sheet::Shown;
    use super::*;

    #[test]
    fn rows_are_counted_as_a_spreadsheet_does() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "", "\"c", "d\",e", "", "", "f,=\"001\"", "#REF!,", "g"].join(end);
            for text in [text.clone(), format!("{text}{end}")] {
                let (sheet, sign) = read(&text, &Limits::default()).unwrap();
                assert_eq!(sign, ',');
                let numbers: Vec<u32> = (0..sheet.len()).map(|at| sheet.number(at)).collect();
                assert_eq!(numbers, [0, 2, 5, 6, 7], "{text:?}");
                assert_eq!(sheet.cell(2, 1), Shown::Text("001"));
                assert_eq!(sheet.cell(3, 0), Shown::Error("#REF!"));
            }
        }
        assert_eq!(read("a;b\n1,5;2\n", &Limits::default()).unwrap().1, ';');
        assert_eq!(read("a\tb\n", &Limits::default()).unwrap().1, '\t');
        let (sheet, _) = read("sep=;\na;b\n", &Limits::default()).unwrap();
        assert_eq!((sheet.number(0), sheet.cell(0, 1)), (1, Shown::Text("b")));
    }

    #[test]
    fn limits_hold() {
        let limits = Limits { cell_bytes: 10, columns: 3, rows: 2, ..Limits::default() };
        for (text, name) in [("aaaaaaaaaaaaaa,b\n", "cell_bytes"), ("a,b,c,d\n", "columns"), ("a,b\nc\nd\n", "rows")] {
            assert!(matches!(read(text, &limits), Err(Refused::TooLarge(limit)) if limit == name), "{name}");
        }
    }
}
