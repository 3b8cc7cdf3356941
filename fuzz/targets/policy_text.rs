#![no_main]
//! A text as a policy, JSON and TOML: refused with sentences, or written so that it reads back equal.

use hongyan::Policy;
use hongyan::message::Lang;
use hongyan::policy::PolicyErrors;
use hongyan_fuzz::said;
use libfuzzer_sys::fuzz_target;

fn held(read: Result<Policy, PolicyErrors>) {
    match read {
        Ok(policy) => {
            let json = serde_json::to_string(&policy).expect("a policy has a JSON form");
            let again = Policy::from_json(&json).expect("a policy written by the core passes its door");
            assert_eq!(again, policy);
            assert_eq!(serde_json::to_string(&again).expect("a policy has a JSON form"), json);
            let described = serde_json::to_string(&policy.describe());
            described.expect("a description has a JSON form");
        }
        Err(errors) => {
            assert!(!errors.as_slice().is_empty());
            errors.iter().for_each(|error| said(&error.message()));
            assert!(!errors.summary(Lang::Zh).is_empty());
            serde_json::to_string(&errors).expect("errors have a JSON form");
        }
    }
}

fuzz_target!(|text: &str| {
    held(Policy::from_json(text));
    held(Policy::from_toml(text));
});
