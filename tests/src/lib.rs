//! The cases, a naive second judge and random districts for the crate `hongyan`.

pub mod agreement;
pub mod ask;
#[cfg(feature = "whole")]
pub mod columnar;
pub mod coverage;
pub mod live;
#[cfg(feature = "whole")]
pub mod messy;
pub mod naive;
#[cfg(feature = "whole")]
pub mod nation;
pub mod random;
pub mod readings;
pub mod typed;
pub mod vectors;

/// The JSON Schemas as they are published, by file name.
///
/// # Panics
/// Never: every schema has a JSON form.
#[must_use]
#[cfg(feature = "whole")]
pub fn schemas() -> [(&'static str, String); 3] {
    let schemas = [
        ("facts.json", hongyan::schema::facts()),
        ("policy.json", hongyan::schema::policy()),
        ("report.json", hongyan::schema::report()),
    ];
    schemas.map(|(name, schema)| (name, serde_json::to_string_pretty(&schema).expect("a JSON form") + "\n"))
}

/// The examples of the READMEs are tests.
#[cfg(all(doctest, feature = "whole"))]
#[doc = include_str!("../../README.md")]
#[doc = include_str!("../../core/README.md")]
pub struct Readme;

/// So are those of the guide.
#[cfg(doctest)]
#[doc = include_str!("../../core/guide/rust.md")]
#[doc = include_str!("../../core/guide/policies.md")]
#[doc = include_str!("../../core/guide/adding-a-rule.md")]
pub struct Guide;
