use crate::calendar::Day;

/// Terms by the day from which they apply.
///
/// A day before the first takes the first, a day after the last takes the last.
///
/// ```
/// use hongyan::Day;
/// use hongyan::rules::Editions;
///
/// let later = [(Day::new(2025, 1, 1).unwrap(), 5)];
/// let days = Editions::new(7, &later);
/// assert_eq!(days.on(Day::new(2024, 12, 31).unwrap()), 7);
/// assert_eq!(days.on(Day::new(2025, 1, 1).unwrap()), 5);
/// ```
#[derive(Debug)]
pub struct Editions<'a, T> {
    first: T,
    later: &'a [(Day, T)],
}

impl<T: Copy> Clone for Editions<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Copy> Copy for Editions<'_, T> {}

impl<'a, T: Copy> Editions<'a, T> {
    /// The same terms at all times.
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::rules::Editions;
    ///
    /// let terms = Editions::single("always");
    /// assert_eq!((terms.on(Day::FIRST), terms.on(Day::LAST)), ("always", "always"));
    /// ```
    #[must_use]
    pub const fn single(terms: T) -> Editions<'a, T> {
        Editions { first: terms, later: &[] }
    }

    /// Terms that later ones replace, ascending by their first day.
    ///
    /// See the example of [`Editions`].
    #[must_use]
    pub const fn new(first: T, later: &'a [(Day, T)]) -> Editions<'a, T> {
        Editions { first, later }
    }

    /// The terms that apply on this day.
    ///
    /// See the example of [`Editions`].
    #[must_use]
    pub fn on(&self, day: Day) -> T {
        let later = self.later.iter().rev().find(|(from, _)| *from <= day);
        later.map_or(self.first, |(_, terms)| *terms)
    }

    /// Those that replace the first, each with its first day.
    #[cfg(feature = "columns")]
    pub(crate) const fn later(self) -> &'a [(Day, T)] {
        self.later
    }

    /// All of them, in order.
    ///
    /// ```
    /// use hongyan::Day;
    /// use hongyan::rules::Editions;
    ///
    /// let later = [(Day::new(2025, 1, 1).unwrap(), 5), (Day::new(2026, 1, 1).unwrap(), 3)];
    /// assert_eq!(Editions::new(7, &later).iter().collect::<Vec<_>>(), [7, 5, 3]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = T> + 'a {
        std::iter::once(self.first).chain(self.later.iter().map(|(_, terms)| *terms))
    }
}
