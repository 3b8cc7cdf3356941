//! Columns whose length is not known yet.

/// A column that grows. While all of its values are one, that stands once: rules write many columns in which nothing
/// changes from finding to finding.
#[derive(Debug, Default)]
pub(super) struct Growing<T> {
    /// The only value so far, so many times.
    value: T,
    len: usize,
    /// All values, once they are not one: then these two mean nothing.
    own: Vec<T>,
}

impl<T: Copy + Default + PartialEq> Growing<T> {
    /// Appends values.
    pub(super) fn extend(&mut self, values: impl ExactSizeIterator<Item = T> + Clone) {
        if let (0, Some(first)) = (self.len(), values.clone().next()) {
            self.value = first;
        }
        if self.own.is_empty() && values.clone().all(|value| value == self.value) {
            self.len = self.len.saturating_add(values.len());
        } else {
            self.spread().extend(values);
        }
    }

    /// Appends a value so many times.
    pub(super) fn repeat(&mut self, value: T, count: usize) {
        if self.len() == 0 {
            self.value = value;
        }
        if self.own.is_empty() && value == self.value {
            self.len = self.len.saturating_add(count);
        } else {
            let own = self.spread();
            own.resize(own.len().saturating_add(count), value);
        }
    }

    /// Puts these in the place of the last ones.
    pub(super) fn end_with(&mut self, values: impl ExactSizeIterator<Item = T> + Clone) {
        let from = self.len().saturating_sub(values.len());
        if self.own.is_empty() && values.clone().all(|value| value == self.value) {
            return;
        }
        let last = self.spread().get_mut(from..).unwrap_or_default();
        last.iter_mut().zip(values).for_each(|(slot, value)| *slot = value);
    }

    /// All values, each by itself.
    fn spread(&mut self) -> &mut Vec<T> {
        if self.own.is_empty() {
            self.own.resize(self.len, self.value);
        }
        &mut self.own
    }

    /// Columns one after another.
    pub(super) fn join(mut parts: Vec<Growing<T>>) -> Vec<T> {
        parts.retain(|part| part.len() > 0);
        let total = parts.iter().map(Growing::len).fold(0, usize::saturating_add);
        let value = parts.first().map(|part| part.value).unwrap_or_default();
        if parts.iter().all(|part| part.own.is_empty() && part.value == value) {
            return vec![value; total];
        }
        let mut all = Vec::with_capacity(total);
        for Growing { value, len, own } in parts {
            if own.is_empty() {
                all.resize(all.len().saturating_add(len), value);
            } else {
                all.extend(own);
            }
        }
        all
    }

    fn len(&self) -> usize {
        if self.own.is_empty() { self.len } else { self.own.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns that stay one value, and such that do not, from parts of all lengths.
    #[test]
    fn values_come_back_as_they_came() {
        let parts: [&[&[i32]]; 9] = [
            &[],
            &[&[]],
            &[&[0, 0], &[0]],
            &[&[7, 7], &[], &[7]],
            &[&[7, 7], &[7, 8]],
            &[&[], &[7], &[8], &[8, 8]],
            &[&[8, 8]],
            &[&[1, 2, 3], &[3], &[], &[4]],
            &[&[3; 9]],
        ];
        for first in parts {
            for second in parts {
                for third in parts {
                    let grown = |part: &[&[i32]]| {
                        let mut column = Growing::default();
                        part.iter().for_each(|values| column.extend(values.iter().copied()));
                        assert_eq!(column.len(), part.concat().len());
                        column
                    };
                    let all = [first, second, third].map(|part| part.concat()).concat();
                    assert_eq!(Growing::join([first, second, third].map(grown).into()), all);
                }
            }
        }
        assert!(Growing::<u8>::join(vec![]).is_empty());
    }

    #[test]
    fn what_is_one_value_takes_no_room() {
        let mut column = Growing::default();
        column.extend(std::iter::repeat_n(5_u8, 1_000));
        column.extend(std::iter::repeat_n(5, 1_000));
        assert_eq!((column.len(), column.own.capacity()), (2_000, 0));
        column.extend([5, 6].into_iter());
        assert_eq!((column.len(), column.own.len()), (2_002, 2_002));
    }

    /// What repeats, and what ends otherwise, are as the same values one by one.
    #[test]
    fn values_repeat() {
        for before in [&[][..], &[4, 4], &[4, 5]] {
            for (value, count) in [(4, 3), (6, 2), (4, 0)] {
                for last in [&[][..], &[4], &[4, 4], &[9, 4], &[6, 6]].into_iter().filter(|last| last.len() <= count) {
                    let mut column = Growing::default();
                    column.extend(before.iter().copied());
                    column.repeat(value, count);
                    column.end_with(last.iter().copied());
                    let repeated = vec![value; count - last.len()];
                    assert_eq!(Growing::join(vec![column]), [before, &repeated, last].concat());
                }
            }
        }
    }
}
