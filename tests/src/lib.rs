//! The cases, a naive second judge and random districts for the crate `hongyan`.

pub mod agreement;
pub mod ask;
pub mod columnar;
pub mod coverage;
pub mod live;
pub mod messy;
pub mod naive;
pub mod nation;
pub mod random;
pub mod readings;
pub mod typed;
pub mod vectors;

/// The examples of the READMEs are tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../core/README.md")]
pub struct Readme;
