//! A map of a few entries: a list in the order of its keys, which takes less code than a tree.

use std::borrow::Borrow;
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sorted<K, V>(Vec<(K, V)>);

impl<K: Ord, V> Sorted<K, V> {
    pub(crate) const fn new() -> Sorted<K, V> {
        Sorted(Vec::new())
    }

    /// Puts an entry in its place, instead of one with the same key.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        match self.0.binary_search_by(|(known, _)| known.cmp(&key)) {
            Ok(place) => {
                if let Some((_, old)) = self.0.get_mut(place) {
                    *old = value;
                }
            }
            Err(place) => self.0.insert(place, (key, value)),
        }
    }

    pub(crate) fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.0.binary_search_by(|(known, _)| known.borrow().cmp(key)).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    pub(crate) fn as_slice(&self) -> &[(K, V)] {
        &self.0
    }
}

impl<K, V> From<BTreeMap<K, V>> for Sorted<K, V> {
    fn from(map: BTreeMap<K, V>) -> Sorted<K, V> {
        Sorted(map.into_iter().collect())
    }
}

impl<K, V> IntoIterator for Sorted<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_kept_in_order_and_replaced() {
        let mut sorted = Sorted::new();
        for (key, value) in [("b", 1), ("a", 2), ("c", 3), ("b", 4)] {
            sorted.insert(key, value);
        }
        assert_eq!(sorted.as_slice(), [("a", 2), ("b", 4), ("c", 3)]);
        assert_eq!((sorted.get("b"), sorted.get("d")), (Some(&4), None));
    }
}
