use super::Keys;
use crate::contest::Terms;
use crate::finding::{Judgement, Stretch};

/// Takes the subjects of a rule one by one, each with the judge of its row.
///
/// The report judges and contests them, an explanation looks at one of them; a rule tells both the same.
pub(crate) trait Visitor {
    /// A subject, its terms, and its judge under any such terms.
    fn subject<T: Terms>(&mut self, keys: Keys, terms: T, judge: impl Fn(T) -> Option<Judgement>);

    /// The stretches behind the subject visited last.
    fn stretches(&mut self, stretches: impl Iterator<Item = Stretch>) {
        stretches.for_each(drop);
    }
}
