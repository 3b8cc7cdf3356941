use crate::calendar::{Day, Month, Period};

/// A calendar month with an engaged day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EngagedMonth {
    pub(crate) month: Month,
    /// First and last engaged day in it.
    pub(crate) first: Day,
    pub(crate) last: Day,
    /// Whether every day of it is engaged.
    pub(crate) whole: bool,
}

/// The months in which united `spans` have a day, as long as the first such day is not after `as_of`.
pub(super) fn months(spans: &[Period], as_of: Day) -> impl Iterator<Item = EngagedMonth> {
    months_of(spans, as_of, Month::days)
}

/// The same where the days of a month are known already.
#[inline]
pub(crate) fn months_of(
    spans: &[Period],
    as_of: Day,
    days_of: impl Fn(Month) -> Period,
) -> impl Iterator<Item = EngagedMonth> {
    let mut rest = spans;
    let mut next = spans.first().map(|span| span.from.month());
    std::iter::from_fn(move || {
        let month = next?;
        let days = days_of(month);
        let started = rest.partition_point(|span| span.from <= days.to);
        let (first, last) = (rest.first()?, rest.get(started.checked_sub(1)?)?);
        let engaged = EngagedMonth {
            month,
            first: first.from.max(days.from),
            last: last.to.min(days.to),
            whole: first.from <= days.from && days.to <= first.to,
        };
        rest = rest.get(rest.partition_point(|span| span.to <= days.to)..)?;
        next = rest.first().map(|span| span.from.month().max(month.next())).filter(|next| *next > month);
        (engaged.first <= as_of).then_some(engaged)
    })
}

/// Whether a day lies in one of the united `spans`.
pub(super) fn contains(spans: &[Period], day: Day) -> bool {
    spans.get(spans.partition_point(|span| span.to < day)).is_some_and(|span| span.contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_of_spans_day_by_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let span = |from, to| Period { from: day(from), to: day(to) };
        let spans = [
            span("2024-01-10", "2024-01-12"),
            span("2024-01-31", "2024-03-31"),
            span("2024-06-30", "2024-06-30"),
            span("2024-12-01", "2025-01-01"),
        ];
        for as_of in ["2024-01-09", "2024-01-10", "2024-02-01", "2024-06-29", "2025-01-01", "2025-12-31"] {
            let found: Vec<_> = months(&spans, day(as_of)).collect();
            let mut expected: Vec<EngagedMonth> = Vec::new();
            let mut on = day("2024-01-01");
            while on <= day("2025-12-31") {
                if contains(&spans, on) {
                    match expected.last_mut() {
                        Some(last) if last.month == on.month() => last.last = on,
                        _ => expected.push(EngagedMonth { month: on.month(), first: on, last: on, whole: true }),
                    }
                }
                on = on.next();
            }
            for month in &mut expected {
                let mut on = month.month.first_day();
                while on <= month.month.last_day() {
                    month.whole &= contains(&spans, on);
                    on = on.next();
                }
            }
            expected.retain(|month| month.first <= day(as_of));
            assert_eq!(found, expected);
        }
        let (to, years) = if cfg!(miri) { (day("0010-12-31"), 10) } else { (Day::MAX, 9_999) };
        assert_eq!(months(&[Period { to, ..Period::ALWAYS }], to).count(), years * 12);
    }
}
