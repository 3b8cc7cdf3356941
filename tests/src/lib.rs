//! The cases, a naive second judge and random districts for the crate `hongyan`.

pub mod agreement;
pub mod messy;
pub mod naive;
pub mod random;
pub mod vectors;
