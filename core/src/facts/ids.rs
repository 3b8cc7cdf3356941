use std::cmp::Ordering;
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::ops::Range;

/// A text of the facts by its rank: comparing ids compares the texts by code point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Id(NonZeroU32);

impl Id {
    /// The id of this place, if there can be so many.
    pub(crate) fn new(index: usize) -> Option<Id> {
        u32::try_from(index).ok()?.checked_add(1).and_then(NonZeroU32::new).map(Id)
    }

    /// Its place.
    pub(crate) fn index(self) -> usize {
        usize::try_from(self.0.get()).unwrap_or(usize::MAX).saturating_sub(1)
    }
}

/// The texts behind the ids, ascending by code point, in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ids {
    text: String,
    ends: Vec<usize>,
    /// How many stand for integers: these come first, by value.
    integers: usize,
}

impl Ids {
    /// The text of an id of the same facts.
    pub(crate) fn text(&self, id: Id) -> &str {
        let end = self.ends.get(id.index()).copied().unwrap_or_default();
        let start = id.index().checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        self.text.get(start..end).unwrap_or_default()
    }

    /// Bytes they occupy.
    pub(crate) fn memory(&self) -> usize {
        self.text.len().saturating_add(std::mem::size_of_val(self.ends.as_slice()))
    }

    /// The number of texts.
    pub(crate) fn count(&self) -> usize {
        self.ends.len()
    }

    /// The texts with their ids, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Id, &str)> {
        (0..self.ends.len()).filter_map(Id::new).map(|id| (id, self.text(id)))
    }

    /// The same with room for more, so that the next one does not move them all.
    pub(crate) fn with_room(&self) -> Ids {
        let more = |count: usize| count.saturating_add(count / 8).saturating_add(64);
        let (mut text, mut ends) =
            (String::with_capacity(more(self.text.len())), Vec::with_capacity(more(self.ends.len())));
        text.push_str(&self.text);
        ends.extend_from_slice(&self.ends);
        Ids { text, ends, integers: self.integers }
    }

    /// Adds a text at the end, in order or not. `None` once there are 2^32 - 1 texts.
    pub(crate) fn push(&mut self, text: &str) -> Option<Id> {
        let id = Id::new(self.ends.len())?;
        self.text.push_str(text);
        self.ends.push(self.text.len());
        Some(id)
    }

    /// The id of a text, if the facts have it; that of an integer if a text of its own looks the same.
    pub(crate) fn find(&self, text: &str) -> Option<Id> {
        self.find_integer(text).or_else(|| self.find_text(text))
    }

    /// The id of an integer that is written so.
    pub(crate) fn find_integer(&self, text: &str) -> Option<Id> {
        let number = text.parse::<i64>().ok()?;
        let compare = |own: &str| own.parse::<i64>().map_or(Ordering::Less, |own| own.cmp(&number));
        self.search(0..self.integers, compare).filter(|id| self.text(*id) == text)
    }

    /// The id of a text that stands for no integer.
    pub(crate) fn find_text(&self, text: &str) -> Option<Id> {
        self.search(self.integers..self.ends.len(), |own| own.cmp(text))
    }

    fn search(&self, places: Range<usize>, compare: impl Fn(&str) -> Ordering) -> Option<Id> {
        let (mut low, mut high) = (places.start, places.end);
        while low < high {
            let middle = low.midpoint(high);
            let id = Id::new(middle)?;
            match compare(self.text(id)) {
                Ordering::Equal => return Some(id),
                Ordering::Less => low = middle.saturating_add(1),
                Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Texts in this order, of which the first so many stand for integers and ascend by value.
    #[cfg(any(feature = "columns", feature = "json"))]
    pub(crate) fn ordered(texts: impl Iterator<Item = String>, integers: usize) -> Ids {
        let mut ids = Ids { integers, ..Ids::default() };
        for text in texts {
            ids.text.push_str(&text);
            ids.ends.push(ids.text.len());
        }
        ids
    }
}

/// Gives every distinct text a provisional id, in order of arrival.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    known: HashMap<Box<str>, Id>,
    numbers: HashMap<i64, Id>,
}

impl Interner {
    /// `None` once there are 2^32 - 1 texts.
    pub(crate) fn id(&mut self, text: &str) -> Option<Id> {
        if let Some(id) = self.known.get(text) {
            return Some(*id);
        }
        let id = self.next()?;
        if self.known.is_empty() {
            // the facts of one worker or mentor fit, and are hashed once
            self.known.reserve(56);
        }
        self.known.insert(text.into(), id);
        Some(id)
    }

    /// The id of an integer, which a text that looks the same does not have.
    pub(crate) fn number(&mut self, number: i64) -> Option<Id> {
        if let Some(id) = self.numbers.get(&number) {
            return Some(*id);
        }
        let id = self.next()?;
        self.numbers.insert(number, id);
        Some(id)
    }

    fn next(&self) -> Option<Id> {
        Id::new(self.known.len().saturating_add(self.numbers.len()))
    }

    /// The texts in order, and the final id of each provisional one.
    pub(crate) fn finish(self) -> (Ids, Ranks) {
        let mut numbers: Vec<(i64, Id)> = self.numbers.into_iter().collect();
        numbers.sort_unstable();
        let integers = numbers.len();
        let mut texts: Vec<(Box<str>, Id)> = self.known.into_iter().collect();
        texts.sort_unstable();
        if integers > 0 {
            let numbers = numbers.into_iter().map(|(number, id)| (number.to_string().into_boxed_str(), id));
            texts = numbers.chain(texts).collect();
        }
        let mut ranks = vec![None; texts.len()];
        let mut ids = Ids { text: String::new(), ends: Vec::with_capacity(texts.len()), integers };
        ids.text.reserve_exact(texts.iter().map(|(text, _)| text.len()).sum());
        for (rank, (text, provisional)) in texts.iter().enumerate() {
            ids.text.push_str(text);
            ids.ends.push(ids.text.len());
            if let Some(slot) = ranks.get_mut(provisional.index()) {
                *slot = Id::new(rank);
            }
        }
        (ids, Ranks(ranks))
    }
}

/// Final ids by provisional ones.
#[derive(Debug)]
pub(crate) struct Ranks(Vec<Option<Id>>);

impl Ranks {
    pub(crate) fn of(&self, provisional: Id) -> Id {
        self.0.get(provisional.index()).copied().flatten().unwrap_or(provisional)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_compare_as_their_texts() {
        let mut interner = Interner::default();
        let texts = ["王", "a", "𠮷", "B", "ab", "\u{ffff}", "a"];
        let provisional: Vec<Id> = texts.iter().map(|text| interner.id(text).unwrap()).collect();
        assert_eq!(provisional[1], provisional[6]);
        let (ids, ranks) = interner.finish();
        for (text, one) in texts.iter().zip(&provisional) {
            let one = ranks.of(*one);
            assert_eq!(ids.text(one), *text);
            assert_eq!(ids.find(text), Some(one));
            for (other, two) in texts.iter().zip(&provisional) {
                assert_eq!(one.cmp(&ranks.of(*two)), text.cmp(other));
            }
        }
        assert_eq!(ids.find("c"), None);
        assert_eq!(ids.find(""), None);
    }

    #[cfg(feature = "columns")]
    #[test]
    fn integers_are_found_as_they_are_written() {
        let ids = Ids::ordered(["-10", "7", "70", "-10", "07", "7", "x"].map(str::to_owned).into_iter(), 3);
        let (integer, text) = (|id| ids.find_integer(id).map(Id::index), |id| ids.find_text(id).map(Id::index));
        assert_eq!([integer("-10"), integer("7"), integer("70")], [Some(0), Some(1), Some(2)]);
        assert_eq!([integer("07"), integer("+7"), integer("x")], [None; 3]);
        assert_eq!(
            [text("-10"), text("07"), text("7"), text("x"), text("70")],
            [Some(3), Some(4), Some(5), Some(6), None]
        );
        assert_eq!((ids.find("7").map(Id::index), ids.find("07").map(Id::index)), (Some(1), Some(4)));
    }
}
