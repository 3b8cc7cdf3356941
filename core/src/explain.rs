//! stub
use crate::{Facts,Policy,Day,Subject};
pub struct Explanation;
pub(crate) fn explain(_: &Facts, _: &Policy, _: Day, _: Subject<'_>) -> Option<Explanation> { None }
