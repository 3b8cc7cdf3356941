use super::Keys;
use crate::contest::Terms;
use crate::finding::{Judgement, Stretch};

/// Takes the subjects of a rule one by one, each with the judge of its row.
///
/// The report judges and contests them, an explanation looks at one of them; a rule tells both the same.
pub(crate) trait Visitor {
    /// A subject, its terms, and its judge under any such terms.
    fn subject<T: Terms>(&mut self, keys: Keys, terms: T, judge: impl Fn(T) -> Option<Judgement>);

    /// Subjects of whom the rule knows that they differ in nothing but the days that judgements name, whatever the terms;
    /// never none of them. Unless they are `disputed`, no reading judges them otherwise, and nothing is due.
    fn alike<T: Terms>(
        &mut self,
        subjects: usize,
        _disputed: bool,
        keys: impl Fn(usize) -> Keys,
        terms: T,
        judge: impl Fn(usize, T) -> Option<Judgement>,
    ) {
        for subject in 0..subjects {
            self.subject(keys(subject), terms, |terms| judge(subject, terms));
        }
    }

    /// The stretches behind the subject visited last.
    fn stretches(&mut self, stretches: impl Iterator<Item = Stretch>) {
        stretches.for_each(drop);
    }
}
