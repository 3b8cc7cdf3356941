//! Sorted runs that are merged when they pile up: rows come in batches, and every key stands once.

use crate::columns::par;

/// Something of which there is one for each key.
pub(super) trait Merged: Copy + Send + Sync {
    type Key: Ord;
    /// What is left over when two become one.
    type Spill;

    fn key(&self) -> Self::Key;

    /// The two as one. It must not matter which is which, nor in what order many become one.
    fn join(self, other: Self, spill: &mut impl FnMut(Self::Spill)) -> Self;
}

/// Runs, each ascending with every key once, each more than twice as long as the next.
#[derive(Clone, Debug)]
pub(super) struct Runs<T>(pub(super) Vec<Vec<T>>);

impl<T> Default for Runs<T> {
    fn default() -> Runs<T> {
        Runs(Vec::new())
    }
}

impl<T: Merged> Runs<T> {
    /// Takes rows in any order.
    pub(super) fn add(&mut self, mut rows: Vec<T>, spill: &mut impl FnMut(T::Spill)) {
        unite(&mut rows, spill);
        self.push(rows, spill);
    }

    /// Takes runs, each of which ascends with every key once.
    pub(super) fn add_runs(&mut self, runs: Vec<Vec<T>>, spill: &mut impl FnMut(T::Spill)) {
        runs.into_iter().for_each(|run| self.push(run, spill));
    }

    fn push(&mut self, mut run: Vec<T>, spill: &mut impl FnMut(T::Spill)) {
        if run.is_empty() {
            return;
        }
        run.shrink_to_fit();
        self.0.push(run);
        while let [.., longer, last] = self.0.as_slice()
            && longer.len() < last.len().saturating_mul(2)
        {
            self.fold(spill);
        }
    }

    /// Merges the last two.
    fn fold(&mut self, spill: &mut impl FnMut(T::Spill)) {
        if let (Some(later), Some(earlier)) = (self.0.pop(), self.0.pop()) {
            self.0.push(merge(earlier, later, spill));
        }
    }

    /// Merges all into one.
    pub(super) fn settle(&mut self, spill: &mut impl FnMut(T::Spill)) {
        while self.0.len() > 1 {
            self.fold(spill);
        }
    }

    /// The same ones under other keys.
    pub(super) fn map(self, change: impl Fn(T) -> T + Send + Sync, spill: &mut impl FnMut(T::Spill)) -> Runs<T> {
        let runs = par::each(self.0, |mut run| {
            run.iter_mut().for_each(|one| *one = change(*one));
            if !run.is_sorted_by(|a, b| a.key() < b.key()) {
                run.sort_unstable_by_key(Merged::key);
            }
            run
        });
        let mut all = Runs::default();
        all.add_runs(runs, spill);
        all
    }

    /// All of them, once they are settled.
    pub(super) fn rows(&self) -> &[T] {
        self.0.first().map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn memory(&self) -> usize {
        self.0.iter().map(|run| run.capacity().saturating_mul(size_of::<T>())).fold(0, usize::saturating_add)
    }
}

/// Sorts rows and joins those that share a key.
pub(super) fn unite<T: Merged>(rows: &mut Vec<T>, spill: &mut impl FnMut(T::Spill)) {
    if rows.is_sorted_by(|a, b| a.key() < b.key()) {
        return;
    }
    rows.sort_unstable_by_key(Merged::key);
    rows.dedup_by(|later, earlier| {
        let same = later.key() == earlier.key();
        if same {
            *earlier = earlier.join(*later, spill);
        }
        same
    });
}

fn merge<T: Merged>(one: Vec<T>, other: Vec<T>, spill: &mut impl FnMut(T::Spill)) -> Vec<T> {
    let mut all = Vec::with_capacity(one.len().saturating_add(other.len()));
    let (mut one, mut other) = (one.into_iter().peekable(), other.into_iter().peekable());
    while let (Some(a), Some(b)) = (one.peek().copied(), other.peek().copied()) {
        all.push(match a.key().cmp(&b.key()) {
            std::cmp::Ordering::Less => {
                one.next();
                a
            }
            std::cmp::Ordering::Greater => {
                other.next();
                b
            }
            std::cmp::Ordering::Equal => {
                one.next();
                other.next();
                a.join(b, spill)
            }
        });
    }
    all.extend(one);
    all.extend(other);
    all.shrink_to_fit();
    all
}
