//! probe
#![allow(missing_docs, unreachable_pub)]
use wasm_bindgen::prelude::*;
use hongyan::*;
use hongyan::columns::*;
use hongyan::facts::Table;

#[wasm_bindgen]
pub fn evaluate(facts: &str, policy: &str, as_of: &str) -> Result<String, String> {
    let facts = Facts::from_json(facts).map_err(|f| serde_json::to_string(&f).unwrap_or_default())?;
    let policy = Policy::from_json(policy).map_err(|f| serde_json::to_string(&f).unwrap_or_default())?;
    let as_of = hongyan::facts::Fault::as_of(as_of).map_err(|f| f.summary(hongyan::message::Lang::Zh))?;
    Check::new(&policy, as_of).run(&facts).to_json().map_err(|e| e.to_string())
}

#[wasm_bindgen]
pub fn probe_explain(facts: &str, policy: &str, as_of: &str) -> Result<String, String> {
    let facts = Facts::from_json(facts).map_err(|f| serde_json::to_string(&f).unwrap_or_default())?;
    let policy = Policy::from_json(policy).map_err(|f| serde_json::to_string(&f).unwrap_or_default())?;
    let as_of = hongyan::facts::Fault::as_of(as_of).map_err(|f| f.summary(hongyan::message::Lang::Zh))?;
    let r = Check::new(&policy, as_of).run(&facts);
    let s = Subject::MentorEligibility{mentor: "x"};
    let e = r.explain(&facts, s);
    serde_json::to_string(&(e, policy.describe(), hongyan::clauses::CLAUSES)).map_err(|e| e.to_string())
}

#[wasm_bindgen]
pub fn probe_columns(a: &[i32], b: &[i32], c: &[u8], policy: &str, as_of: &str) -> Result<String, String> {
    let frame = Frame::new(Table::Sessions).with("session", a).with("project", b).with("worker", b).with("form", c).with("ended_on", b);
    let columns = Columns::check(Frames::new().with(frame), Door::default()).map_err(|e| e.summary(hongyan::message::Lang::En))?;
    let policy = Policy::from_json(policy).map_err(|f| serde_json::to_string(&f).unwrap_or_default())?;
    let as_of = hongyan::facts::Fault::as_of(as_of).map_err(|f| f.summary(hongyan::message::Lang::Zh))?;
    let r = Check::new(&policy, as_of).columns(&columns);
    r.to_report().to_json().map_err(|e| e.to_string())
}
