//! The cases, a naive second judge and random districts for the crate `hongyan`.

pub mod agreement;
pub mod ask;
pub mod coverage;
pub mod naive;
pub mod random;
pub mod readings;
pub mod vectors;

/// The README's example is a test.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
