//! Ending a long call early.
//!
//! A [`Stop`] is given to the calls that take one, and kept where a user can ask for it: see its example, with
//! [`Check::run_unless`](crate::Check::run_unless).
//!
//! ```
//! use hongyan::stop::Stop;
//!
//! let stop = Stop::new();
//! let for_the_button = stop.clone();
//! for_the_button.stop();
//! assert!(stop.is_stopped());
//! ```

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::contest::Terms;
use crate::finding::{Judgement, Stretch};
use crate::rules::{Keys, Visitor};

/// Ends a call that runs in another thread. Clones are one and the same.
///
/// ```
/// use hongyan::stop::{Stop, Stopped};
/// use hongyan::{Check, Day, Facts, Policy};
///
/// let (policy, stop) = (Policy::default(), Stop::new());
/// let check = Check::new(&policy, Day::new(2024, 5, 1).unwrap());
/// assert!(check.run_unless(&Facts::default(), &stop).is_ok());
/// // what a button or Ctrl-C does, from any thread
/// stop.clone().stop();
/// assert_eq!(check.run_unless(&Facts::default(), &stop).err(), Some(Stopped));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

/// The call was ended: there is no answer, nor a part of one.
///
/// ```
/// use hongyan::stop::{Stop, Stopped};
/// use hongyan::{Check, Day, Facts, Policy};
///
/// let (policy, stop) = (Policy::default(), Stop::new());
/// stop.stop();
/// let check = Check::new(&policy, Day::new(2024, 5, 1).unwrap());
/// let Err(stopped @ Stopped) = check.run_unless(&Facts::default(), &stop) else { unreachable!() };
/// assert_eq!(stopped.to_string(), "the call was stopped");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the call was stopped")]
pub struct Stopped;

impl Stop {
    /// Nothing is stopped yet.
    ///
    /// ```
    /// let stop = hongyan::stop::Stop::new();
    /// assert!(!stop.is_stopped());
    /// ```
    #[must_use]
    pub fn new() -> Stop {
        Stop::default()
    }

    /// Ends the calls that have it, now and later.
    ///
    /// It cannot be taken back: the next question takes another [`Stop`]. See the example of the type.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether they are to end.
    ///
    /// ```
    /// use hongyan::stop::Stop;
    ///
    /// let stop = Stop::new();
    /// let in_another_thread = stop.clone();
    /// std::thread::spawn(move || in_another_thread.stop()).join().unwrap();
    /// assert!(stop.is_stopped());
    /// ```
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Nothing, or that it was ended.
    pub(crate) fn passed(&self) -> Result<(), Stopped> {
        if self.is_stopped() { Err(Stopped) } else { Ok(()) }
    }
}

/// Shows subjects to another until it is stopped; those after that nobody judges.
pub(crate) struct Until<'v, V> {
    pub(crate) visitor: &'v mut V,
    pub(crate) stop: &'v Stop,
}

impl<V: Visitor> Visitor for Until<'_, V> {
    fn subject<T: Terms>(&mut self, keys: Keys, terms: T, judge: impl Fn(T) -> Option<Judgement>) {
        if !self.stop.is_stopped() {
            self.visitor.subject(keys, terms, judge);
        }
    }

    fn alike<T: Terms>(
        &mut self,
        subjects: usize,
        disputed: bool,
        keys: impl Fn(usize) -> Keys,
        terms: T,
        judge: impl Fn(usize, T) -> Option<Judgement>,
    ) {
        if !self.stop.is_stopped() {
            self.visitor.alike(subjects, disputed, keys, terms, judge);
        }
    }

    fn stretches(&mut self, stretches: impl Iterator<Item = Stretch>) {
        if !self.stop.is_stopped() {
            self.visitor.stretches(stretches);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Day;
    use crate::facts::{Engagement, Facts, Session, Tables};
    use crate::report::Check;
    use crate::rules::Rule;
    use crate::{Policy, finding::Verdict};

    /// Counts subjects, and stops after the third.
    struct Third(u32, Stop);

    impl Visitor for Third {
        fn subject<T: Terms>(&mut self, _: Keys, terms: T, judge: impl Fn(T) -> Option<Judgement>) {
            assert_eq!(judge(terms).map(|judgement| judgement.verdict), Some(Verdict::Breach));
            self.0 += 1;
            if self.0 == 3 {
                self.1.stop();
            }
        }
    }

    #[test]
    fn nobody_is_judged_after_a_stop() {
        let day = |month| chrono::NaiveDate::from_ymd_opt(2024, month, 1).unwrap();
        let tables = Tables {
            engagements: Some(vec![Engagement::new("p", "w", day(1))]),
            sessions: Some(Vec::<Session>::new()),
            ..Tables::default()
        };
        let (facts, policy, stop) = (Facts::new(tables).unwrap(), Policy::default(), Stop::new());
        let as_of = Day::from(day(12));
        let check = Check::new(&policy, as_of);
        let whole = check.run_unless(&facts, &stop).unwrap();
        assert_eq!(whole.findings().len(), check.run(&facts).findings().len());

        let mut third = Third(0, stop.clone());
        let mut until = Until { visitor: &mut third, stop: &stop };
        crate::report::visit(Rule::SupervisionFrequency, &facts, &policy, as_of, &mut until);
        assert_eq!(third.0, 3);
        assert_eq!(check.run_unless(&facts, &stop).err(), Some(Stopped));
    }
}
