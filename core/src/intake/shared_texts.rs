//! The table of texts in an `.xls` file: how long each is. Its reader walks it unchecked, and copies a text for every
//! cell that shows it.

use super::compound::{u16_at, u32_at};

/// A record and those that continue it.
struct Walk<'s> {
    data: &'s [u8],
    more: std::vec::IntoIter<&'s [u8]>,
}

impl Walk<'_> {
    fn continues(&mut self) -> bool {
        self.more.next().is_some_and(|next| {
            self.data = next;
            true
        })
    }

    fn take(&mut self, len: usize) -> Option<()> {
        self.data = self.data.get(len..)?;
        Some(())
    }

    /// The characters of a text; one that is continued says again how wide they are.
    fn characters(&mut self, count: u16, flags: u8) -> Option<()> {
        let (mut left, mut flags) = (usize::from(count), flags);
        loop {
            let width = if flags & 1 == 0 { 1 } else { 2 };
            let here = left.min(self.data.len().checked_div(width)?);
            self.take(here.checked_mul(width)?)?;
            left = left.checked_sub(here)?;
            if left == 0 {
                return Some(());
            }
            flags = if self.continues() { *self.data.first()? } else { return None };
            self.take(1)?;
        }
    }

    fn skip(&mut self, len: usize) -> Option<()> {
        let mut left = len;
        while left > 0 {
            if self.data.is_empty() && !self.continues() {
                return None;
            }
            let here = left.min(self.data.len());
            self.take(here)?;
            left = left.checked_sub(here)?;
        }
        Some(())
    }

    /// One text: its length in characters.
    fn text(&mut self) -> Option<u16> {
        let (count, flags) = (u16_at(self.data, 0)?, *self.data.get(2)?);
        self.take(3)?;
        let (mut runs, mut extra) = (0, 0);
        if flags & 8 != 0 {
            runs = u16_at(self.data, 0)?;
            self.take(2)?;
        }
        if flags & 4 != 0 {
            extra = usize::try_from(u32_at(self.data, 0)?).ok()?;
            self.take(4)?;
        }
        self.characters(count, flags)?;
        self.skip(usize::from(runs).checked_mul(4)?)?;
        self.skip(extra)?;
        Some(count)
    }
}

/// The lengths of all texts; `None` if the table is broken.
pub(super) fn lengths(table: &[u8], more: Vec<&[u8]>) -> Option<Vec<u16>> {
    let mut walk = Walk { data: table.get(8..)?, more: more.into_iter() };
    let mut lengths = Vec::new();
    while !walk.data.is_empty() || walk.continues() {
        lengths.push(if walk.data.is_empty() { 0 } else { walk.text()? });
    }
    Some(lengths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_measured() {
        let table = [&[0; 8][..], &[2, 0, 0, b'a', b'b'], &[1, 0, 1, 0x2d, 0x4e], &[3, 0, 8, 1, 0, b'a']].concat();
        // the last goes on in wide characters, and has a run of its own
        let more = [&[1, b'b', 0, b'c', 0][..], &[0; 4]].concat();
        assert_eq!(lengths(&table, vec![&more]), Some(vec![2, 1, 3]));
        assert_eq!(lengths(&table, vec![]), None);
        assert_eq!(lengths(&table, vec![&more[..7]]), None);
        assert_eq!(lengths(&[0; 8], vec![]), Some(vec![]));
        assert_eq!(lengths(&[0; 7], vec![]), None);
        assert_eq!(lengths(&[&[0; 8][..], &[1, 0, 4, 0xff, 0xff]].concat(), vec![]), None);
    }
}
