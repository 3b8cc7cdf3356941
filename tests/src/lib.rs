//! The cases, a naive second judge and random districts for the crate `hongyan`.

pub mod naive;
pub mod random;
