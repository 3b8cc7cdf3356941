//! The container of `.xls` files, walked before its reader is let in: that reader follows chains in circles and makes
//! room for whatever a sheet claims to span.

use super::limits::Limits;
use super::refused::Refused;
use super::shared_texts;

const END: u32 = 0xffff_fffe;
const UNUSED: u32 = 0xffff_fffa;
const BROKEN: Refused = Refused::Because("intake.broken");
/// Bytes that the reader spends on a cell of a sheet's range, and on one that a sheet announces.
const PER_CELL: u64 = 24;
const PER_ANNOUNCED: u64 = 40;

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|two| u16::from_le_bytes(*two))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_le_bytes(*four))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| u32_at(four, 0))
}

/// Sectors and which follows which.
struct Sectors<'b> {
    bytes: &'b [u8],
    size: usize,
    next: Vec<u32>,
}

impl<'b> Sectors<'b> {
    fn get(&self, id: u32) -> Option<&'b [u8]> {
        let from = usize::try_from(id).ok()?.checked_mul(self.size)?;
        let rest = self.bytes.get(from..)?;
        rest.get(..self.size.min(rest.len()))
    }

    /// The first `len` bytes of a chain. None has more sectors than there are.
    fn chain(&self, start: u32, len: u64) -> Result<Vec<u8>, Refused> {
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        let (mut chain, mut id) = (Vec::new(), start);
        for _ in 0..=self.bytes.len().div_ceil(self.size.max(1)) {
            if id == END {
                return Ok(chain);
            }
            let sector = self.get(id).ok_or(BROKEN)?;
            chain.extend(sector.iter().take(len.saturating_sub(chain.len())));
            if chain.len() >= len {
                return Ok(chain);
            }
            id = usize::try_from(id).ok().and_then(|id| self.next.get(id)).copied().ok_or(BROKEN)?;
        }
        Err(BROKEN)
    }
}

/// Refuses what would make the reader run forever or ask for more memory than it may. All else is left to the reader.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refused> {
    match workbook(bytes)? {
        Some(stream) => records(&stream, limits),
        None => Ok(()),
    }
}

/// The stream of the workbook, if there is one.
fn workbook(bytes: &[u8]) -> Result<Option<Vec<u8>>, Refused> {
    let number = |at: usize| u32_at(bytes, at).ok_or(BROKEN);
    let size = match u16_at(bytes, 30) {
        Some(9) => 512,
        Some(12) => 4096,
        _ => return Err(BROKEN),
    };
    let mut sectors = Sectors { bytes: bytes.get(size..).unwrap_or_default(), size, next: Vec::new() };
    let count = bytes.len().div_ceil(size);
    let mut tables: Vec<u32> = numbers(bytes.get(76..512).unwrap_or_default()).collect();
    let mut more = number(68)?;
    for step in 0.. {
        if more >= UNUSED {
            break;
        }
        if step > count {
            return Err(BROKEN);
        }
        tables.extend(numbers(sectors.get(more).ok_or(BROKEN)?));
        more = tables.pop().ok_or(BROKEN)?;
    }
    tables.retain(|id| *id < END.saturating_sub(2));
    if tables.len() > count {
        return Err(BROKEN);
    }
    for id in tables {
        sectors.next.extend(numbers(sectors.get(id).ok_or(BROKEN)?));
    }
    let entries = sectors.chain(number(48)?, u64::MAX)?;
    let entry = |entry: &[u8]| {
        let low = u64::from(u32_at(entry, 120)?);
        let high = if size == 512 { 0 } else { u64::from(u32_at(entry, 124)?) };
        Some((u32_at(entry, 116)?, high << 32 | low))
    };
    let Some((root, root_len)) = entry(&entries) else { return Err(BROKEN) };
    let (mut small, mut next) = (Vec::new(), Vec::new());
    let small_tables = u64::from(number(64)?);
    if small_tables > 0 {
        small = sectors.chain(root, root_len)?;
        let len = small_tables.saturating_mul(u64::try_from(size).unwrap_or(u64::MAX));
        next = numbers(&sectors.chain(number(60)?, len)?).collect();
    }
    let small = Sectors { bytes: &small, size: 64, next };
    for name in ["workbook", "book"] {
        let found = entries.chunks_exact(128).find(|entry| is_named(entry, name)).and_then(entry);
        if let Some((start, len)) = found {
            let chain = if len < 4096 { small.chain(start, len) } else { sectors.chain(start, len) };
            return chain.map(Some);
        }
    }
    Ok(None)
}

fn is_named(entry: &[u8], name: &str) -> bool {
    let units = entry.chunks_exact(2).take(32).filter_map(|two| u16_at(two, 0)).take_while(|unit| *unit != 0);
    let given = char::decode_utf16(units).map(|c| c.map_or('\u{fffd}', |c| c.to_ascii_lowercase()));
    given.eq(name.chars())
}

/// The kind and the data of each record.
fn each_record(mut stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, len) = (u16_at(stream, 0)?, usize::from(u16_at(stream, 2)?));
        let (data, rest) = stream.get(4..)?.split_at_checked(len)?;
        stream = rest;
        Some((kind, data))
    })
}

const BEGIN: u16 = 0x0809;
const EOF: u16 = 0x000a;

/// Whether a record holds what its reader takes for granted; the reader looks at the length of others itself.
fn is_whole(kind: u16, data: &[u8]) -> bool {
    match kind {
        // protection, code page, dates from 1904, beginning of a part
        0x002f | 0x0042 | 0x0022 | BEGIN => data.len() >= 2,
        // a name and what it stands for
        0x0018 => {
            let formula = u16_at(data, 4).map_or(usize::MAX, usize::from);
            data.len() >= 14 && data.len() >= formula
        }
        // merges, as many as it says
        0x00e5 => {
            let count = u16_at(data, 0).map_or(usize::MAX, usize::from);
            data.len() >= count.saturating_mul(8).saturating_add(2)
        }
        // a list of sheets
        0x0017 => data.len() >= 2,
        // a sheet's place, visibility, kind and the length of its name
        0x0085 => data.len() >= 8,
        // several numbers: the last column is not before the first
        0x00bd => {
            let last = data.len().checked_sub(2).and_then(|at| u16_at(data, at));
            data.len() >= 6 && u16_at(data, 2) <= last && last < Some(u16::MAX)
        }
        _ => true,
    }
}

fn records(stream: &[u8], limits: &Limits) -> Result<(), Refused> {
    if !each_record(stream).all(|(kind, data)| is_whole(kind, data)) {
        return Err(BROKEN);
    }
    let sheets = each_record(stream).take_while(|(kind, _)| *kind != EOF).filter(|(kind, _)| *kind == 0x0085);
    let lengths = texts(stream)?;
    let (mut kept, mut announced, mut shown) = (0_u64, 0_u64, 0_u64);
    let allowed = limits.uncompressed_bytes.saturating_mul(2);
    for (place, (_, sheet)) in sheets.enumerate() {
        if place >= limits.sheets {
            return Err(Refused::TooLarge("sheets"));
        }
        let start = u32_at(sheet, 0).and_then(|at| usize::try_from(at).ok());
        let Some(stream) = start.and_then(|at| stream.get(at..)) else { return Err(BROKEN) };
        if !each_record(stream).take_while(|(kind, _)| *kind != EOF).all(|(kind, data)| is_whole(kind, data)) {
            return Err(BROKEN);
        }
        let span = Span::of(stream);
        kept = kept.saturating_add(span.area().saturating_mul(PER_CELL));
        announced = announced.max(span.announced.saturating_mul(PER_ANNOUNCED));
        // a text is copied for every cell that shows it
        for (_, data) in each_record(stream).take_while(|(kind, _)| *kind != EOF).filter(|(kind, _)| *kind == 0x00fd) {
            let text = u32_at(data, 6).and_then(|at| lengths.get(usize::try_from(at).ok()?));
            shown = shown.saturating_add(text.map_or(0, |length| u64::from(*length)));
        }
        if kept.saturating_add(announced) > allowed || shown > limits.uncompressed_bytes {
            return Err(Refused::TooLarge("uncompressed_bytes"));
        }
    }
    Ok(())
}

/// The lengths of the texts that cells share.
fn texts(stream: &[u8]) -> Result<Vec<u16>, Refused> {
    let mut records = each_record(stream).take_while(|(kind, _)| *kind != EOF).skip_while(|(kind, _)| *kind != 0x00fc);
    let Some((_, table)) = records.next() else { return Ok(Vec::new()) };
    let more = records.take_while(|(kind, _)| *kind == 0x003c).map(|(_, data)| data).collect();
    shared_texts::lengths(table, more).ok_or(BROKEN)
}

/// What a sheet spans: its cells and its formulas, and what it says it will.
#[derive(Debug, Default)]
struct Span {
    cells: Option<[u64; 4]>,
    formulas: Option<[u64; 4]>,
    announced: u64,
}

impl Span {
    fn of(stream: &[u8]) -> Span {
        let (mut span, mut depth) = (Span::default(), 0_usize);
        for (kind, data) in each_record(stream) {
            // a chart within the sheet has records of its own
            match (kind, depth) {
                (BEGIN, _) => depth = depth.saturating_add(1),
                (EOF, 0 | 1) => break,
                (EOF, _) => depth = depth.saturating_sub(1),
                (_, 0 | 1) => span.record(kind, data),
                _ => {}
            }
        }
        span
    }

    fn record(&mut self, kind: u16, data: &[u8]) {
        let (row, column) = (u16_at(data, 0).unwrap_or(0), u16_at(data, 2).unwrap_or(0));
        let last = match kind {
            0x0006 | 0x0203 | 0x0204 | 0x00d6 | 0x0205 | 0x027e | 0x00fd => column,
            0x00bd => data.len().checked_sub(2).and_then(|at| u16_at(data, at)).unwrap_or(column),
            0x0200 => {
                self.announced = self.announced.saturating_add(announced(data));
                return;
            }
            _ => return,
        };
        widen(&mut self.cells, row, column);
        widen(&mut self.cells, row, last);
        if kind == 0x0006 {
            widen(&mut self.formulas, row, column);
        }
    }

    /// Cells between the first and the last.
    fn area(&self) -> u64 {
        let area = |[top, bottom, left, right]: [u64; 4]| {
            let length = |from: u64, to: u64| to.saturating_sub(from).saturating_add(1);
            length(top, bottom).saturating_mul(length(left, right))
        };
        self.cells.map_or(0, area).saturating_add(self.formulas.map_or(0, area))
    }
}

fn widen(span: &mut Option<[u64; 4]>, row: u16, column: u16) {
    let (row, column) = (u64::from(row), u64::from(column));
    let [top, bottom, left, right] = span.unwrap_or([row, row, column, column]);
    *span = Some([top.min(row), bottom.max(row), left.min(column), right.max(column)]);
}

/// Cells that a sheet says it spans, as its reader counts them.
fn announced(data: &[u8]) -> u64 {
    let read = || {
        let short = |at| u16_at(data, at).map(u32::from);
        Some(match data.len() {
            10 => [short(0)?, short(2)?, short(4)?, short(6)?],
            _ => [u32_at(data, 0)?, u32_at(data, 4)?, short(8)?, short(10)?],
        })
    };
    let Some([top, bottom, left, right]) = read() else { return 0 };
    let left = if left > 0xff || right < left { 0 } else { left };
    if bottom == 0 || right == 0 {
        return 1;
    }
    u64::from(bottom.wrapping_sub(top)).saturating_mul(u64::from(right.wrapping_sub(left)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let len = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes()[..], &len.to_le_bytes(), data].concat()
    }

    /// A container of three sectors: the table, the directory and a stream of a workbook with one sheet, filled up to
    /// the least size of a stream with sectors of its own.
    fn container(sheet: &[u8], after_directory: u32) -> Vec<u8> {
        let head = record(0x0085, &[12 + 4, 0, 0, 0, 0, 0, 0, 0]);
        let mut stream = [head, record(EOF, &[]), sheet.to_vec()].concat();
        assert!(stream.len() < 4096);
        stream.resize(4096, 0);
        let mut bytes = vec![0_u8; 512];
        bytes[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
        bytes[30] = 9;
        bytes[32] = 6;
        bytes[48] = 1;
        bytes[68..72].copy_from_slice(&END.to_le_bytes());
        bytes[76..512].fill(0xff);
        bytes[76..80].fill(0);
        let mut table = vec![0xff_u8; 512];
        for (at, next) in [(1, after_directory), (9, END)].into_iter().chain((2..9).map(|at| (at, at as u32 + 1))) {
            table[at * 4..at * 4 + 4].copy_from_slice(&next.to_le_bytes());
        }
        let mut directory = vec![0_u8; 512];
        for (at, name, start, len) in [(0, "Root Entry", END, 0_u32), (128, "Workbook", 2, 4096)] {
            for (unit, place) in name.encode_utf16().zip(0..) {
                directory[at + place * 2..at + place * 2 + 2].copy_from_slice(&unit.to_le_bytes());
            }
            directory[at + 116..at + 120].copy_from_slice(&start.to_le_bytes());
            directory[at + 120..at + 124].copy_from_slice(&len.to_le_bytes());
        }
        [bytes, table, directory, stream].concat()
    }

    fn number(row: u16, column: u16) -> Vec<u8> {
        record(0x0203, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    }

    fn announcing(rows: u32, columns: u16) -> Vec<u8> {
        record(0x0200, &[&[0; 4][..], &rows.to_le_bytes(), &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat())
    }

    fn checked(parts: &[Vec<u8>]) -> Result<(), Refused> {
        let sheet = [record(BEGIN, &[0; 8]), parts.concat(), record(EOF, &[])].concat();
        check(&container(&sheet, END), &Limits::default())
    }

    #[test]
    fn what_a_sheet_spans_is_counted() {
        assert!(checked(&[number(3, 4)]).is_ok());
        assert!(checked(&[announcing(65_536, 256), number(0, 0), number(65_535, 255)]).is_ok());
        let far = checked(&[number(0, 0), number(65_535, 65_535)]);
        assert!(matches!(far, Err(Refused::TooLarge("uncompressed_bytes"))));
        let false_claim = checked(&[announcing(65_536, 65_535)]);
        assert!(matches!(false_claim, Err(Refused::TooLarge("uncompressed_bytes"))));
    }

    #[test]
    fn a_chain_in_a_circle_ends() {
        let circle = check(&container(&[], 1), &Limits::default());
        assert!(matches!(circle, Err(Refused::Because("intake.broken"))));
        assert!(check(&container(&[], END), &Limits::default()).is_ok());
    }
}
