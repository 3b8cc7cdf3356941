//! JSON Schema (2020-12) of facts, policy and report, generated from what the doors read (feature `schema`).
//!
//! They describe shapes and vocabularies. What takes more than one value to tell, such as an end before its start, keys
//! that stand twice, or a day that its month does not have, the doors alone say.
//!
//! ```
//! let facts = hongyan::schema::facts();
//! assert_eq!(facts["properties"]["sessions"]["items"]["required"][0], "session");
//! ```

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::calendar::{Day, Month, YEARS};
use crate::facts::{ContentSource, FaultCode, Form, Kind, PlanKind, Table};
use crate::finding::{Force, Reason, Verdict};
use crate::policy;
use crate::report;
use crate::rules::Rule;
use crate::standing::Status;
use crate::warning::WarningCode;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of facts: what [`Facts::from_json`](crate::Facts::from_json) reads.
///
/// ```
/// let schema = hongyan::schema::facts();
/// assert_eq!(schema["type"], "object");
/// assert!(schema["properties"]["sessions"].is_object());
/// ```
#[must_use]
pub fn facts() -> Value {
    let tables = Table::ALL.into_iter().map(|table| (table.name().to_owned(), rows(table)));
    json!({
        "$schema": DIALECT,
        "title": "hongyan facts",
        "type": "object",
        "properties": Value::Object(tables.collect()),
        "additionalProperties": false,
    })
}

fn rows(table: Table) -> Value {
    let columns = table.columns();
    let properties = columns.iter().map(|column| (column.name.to_owned(), cell(column.kind, column.required)));
    let required = columns.iter().filter(|column| column.required).map(|column| column.name);
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "properties": Value::Object(properties.collect()),
            "required": required.collect::<Vec<_>>(),
            "additionalProperties": false,
        },
    })
}

fn cell(kind: Kind, required: bool) -> Value {
    let one = match kind {
        Kind::Id | Kind::Reason => json!({"type": "string", "minLength": 1}),
        Kind::Text => json!({"type": "string"}),
        Kind::Date => date(),
        Kind::Month => month(),
        Kind::Year => json!({"type": "integer", "minimum": YEARS.start(), "maximum": YEARS.end()}),
        Kind::Count => json!({"type": "integer", "minimum": 0, "maximum": i32::MAX}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Form => one_of(Form::ALL.iter().map(|one| one.name())),
        Kind::PlanKind => one_of(PlanKind::ALL.iter().map(|one| one.name())),
        Kind::ContentSource => one_of(ContentSource::ALL.iter().map(|one| one.name())),
    };
    if required { one } else { json!({"anyOf": [one, {"type": "null"}]}) }
}

fn one_of(names: impl Iterator<Item = &'static str>) -> Value {
    json!({"type": "string", "enum": names.collect::<Vec<_>>()})
}

fn date() -> Value {
    json!({"type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$"})
}

fn month() -> Value {
    json!({"type": "string", "pattern": "^\\d{4}-\\d{2}$"})
}

/// The schema of a policy or a list of editions: what [`Policy::from_json`](crate::Policy::from_json) reads.
///
/// ```
/// assert!(hongyan::schema::policy()["$schema"].is_string());
/// ```
#[must_use]
pub fn policy() -> Value {
    let mut schema = policy_shape();
    if let Value::Object(map) = &mut schema {
        map.insert("$schema".to_owned(), json!(DIALECT));
        map.insert("title".to_owned(), json!("hongyan policy"));
    }
    schema
}

fn policy_shape() -> Value {
    let day_or_null = json!({"anyOf": [date(), {"type": "null"}]});
    let edition = json!({
        "type": "object",
        "properties": {
            "effective_from": date(),
            "effective_to": day_or_null,
            "policy": one_policy(policy::Dates::OfTheList),
        },
        "required": ["effective_from", "policy"],
        "additionalProperties": false,
    });
    let list = json!({
        "type": "object",
        "properties": {"editions": {"type": "array", "minItems": 1, "items": edition}},
        "required": ["editions"],
        "additionalProperties": false,
    });
    json!({"anyOf": [one_policy(policy::Dates::ItsOwn), list]})
}

fn one_policy(dates: policy::Dates) -> Value {
    let mut properties = Map::new();
    for (name, key) in policy::key_schemas(dates) {
        place(&mut properties, name, key);
    }
    let mut schema = object(properties);
    let days = json!({"type": "array", "items": date()});
    let year = json!({
        "type": "object",
        "properties": {"holidays": days.clone(), "makeup_workdays": days},
        "additionalProperties": false,
    });
    let more = [
        ("profile", one_of(policy::Profile::ALL.into_iter().map(policy::Profile::name))),
        (
            "settled",
            json!({
                "type": "object",
                "propertyNames": {"enum": policy::readings().collect::<Vec<_>>()},
                "additionalProperties": {"type": "string"},
            }),
        ),
        (
            "rest_days",
            json!({
                "type": "object",
                "propertyNames": {"pattern": "^\\d{4}$"},
                "additionalProperties": year,
            }),
        ),
    ];
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.extend(more.map(|(name, schema)| (name.to_owned(), schema)));
    }
    schema
}

fn object(properties: Map<String, Value>) -> Value {
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// Sets the schema of a dotted key, making the objects on its way.
fn place(properties: &mut Map<String, Value>, name: &str, schema: Value) {
    match name.split_once('.') {
        None => drop(properties.insert(name.to_owned(), schema)),
        Some((head, rest)) => {
            let below = properties.entry(head).or_insert_with(|| object(Map::new()));
            if let Some(Value::Object(properties)) = below.get_mut("properties") {
                place(properties, rest, schema);
            }
        }
    }
}

/// The schema of a report: what [`Report::to_json`](crate::Report::to_json) writes and
/// [`Report::from_json`](crate::Report::from_json) reads.
///
/// ```
/// assert!(hongyan::schema::report()["properties"]["findings"].is_object());
/// ```
#[must_use]
pub fn report() -> Value {
    let generator =
        SchemaSettings::draft2020_12().with_transform(RecursiveTransform(without_examples)).into_generator();
    let mut schema = report::document_schema(generator).to_value();
    if let Value::Object(map) = &mut schema {
        map.insert("title".to_owned(), json!("hongyan report"));
    }
    schema
}

/// Descriptions are what the types' documentation says, but for its examples, which are Rust's.
fn without_examples(schema: &mut Schema) {
    if let Some(Value::String(text)) = schema.get_mut("description")
        && let Some(example) = text.find("\n\n```")
    {
        text.truncate(example);
    }
}

macro_rules! schemas {
    ($($type:ty = $name:literal: $schema:expr;)+) => {$(
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema.try_into().unwrap_or_default()
            }
        }
    )+};
}

schemas! {
    Day = "Day": date();
    Month = "Month": month();
    Rule = "Rule": one_of(Rule::ALL.into_iter().map(Rule::name));
    Verdict = "Verdict": one_of(Verdict::ALL.into_iter().map(Verdict::name));
    Force = "Force": one_of(Force::ALL.into_iter().map(Force::name));
    Reason = "Reason": one_of(Reason::ALL.into_iter().map(Reason::name));
    Form = "Form": one_of(Form::ALL.iter().map(|one| one.name()));
    Table = "Table": one_of(Table::ALL.into_iter().map(Table::name));
    Status = "Status": one_of(Status::ALL.into_iter().map(Status::name));
    WarningCode = "WarningCode": one_of(WarningCode::ALL.into_iter().map(WarningCode::name));
    FaultCode = "FaultCode": one_of(FaultCode::ALL.into_iter().map(FaultCode::name));
    crate::value::Value = "Value": json!({});
    report::WrittenPolicy = "Policy": policy_shape();
}
