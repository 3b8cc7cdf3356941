//! `--policy`: a profile's name, or a file.

use std::path::Path;

use hongyan::Policy;
use hongyan::message::Lang;
use hongyan::policy::Profile;

use crate::{Refusal, words};

pub(crate) fn read(given: Option<&Path>, lang: Lang) -> Result<Policy, Refusal> {
    let Some(path) = given else {
        return Ok(Policy::default());
    };
    if let Some(profile) = path.to_str().and_then(Profile::from_name) {
        return Ok(Policy::from(profile));
    }
    let file = path.display();
    let bytes = std::fs::read(path).map_err(|error| words::unreadable(lang, &file, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| words::unreadable(lang, &file, &error.utf8_error()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let is_json = match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => true,
        Some("toml") => false,
        _ => text.trim_start().starts_with('{'),
    };
    let read = if is_json { Policy::from_json(text) } else { Policy::from_toml(text) };
    read.map_err(|errors| {
        let line = |error: &hongyan::policy::PolicyError| words::placed(lang, &file, &error.message().text(lang));
        Refusal(errors.iter().map(line).collect())
    })
}

/// The profile that it is, value for value.
pub(crate) fn profile(policy: &Policy) -> Option<Profile> {
    Profile::ALL.into_iter().find(|profile| *policy == Policy::from(*profile))
}

/// What it says otherwise than the defaults, one a line; an edition is named by its number.
pub(crate) fn differences(policy: &Policy) -> Vec<String> {
    let described = policy.describe();
    // the same citation settles a reading by default
    let usual: Vec<(&str, &str)> = Profile::Plain.citations().to_vec();
    let differs = described.iter().filter(|key| {
        let cited = key.settled.as_deref();
        key.value != key.default || cited.is_some_and(|citation| !usual.contains(&(key.key, citation)))
    });
    let line = |key: &hongyan::policy::KeyDescription| {
        let edition = key.edition.map_or_else(String::new, |edition| format!("editions[{edition}] "));
        let cited = key.settled.as_ref().map_or_else(String::new, |citation| format!(" ({citation})"));
        format!("{edition}{} = {}{cited}", key.key, key.value)
    };
    differs.map(line).collect()
}
