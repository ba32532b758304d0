//! Every answer of every test is held against what the OpenAPI document says of its route.

use std::sync::LazyLock;

use axum::http::{Method, StatusCode};
use jsonschema::Validator;
use lotse_server::routes::openapi::document;
use serde_json::{Value, json};

static DOCUMENT: LazyLock<Value> = LazyLock::new(document);

/// Fails when the answer is none that the document allows.
pub fn check(method: &Method, path: &str, status: StatusCode, bytes: &[u8]) {
    if !path.starts_with("/api/v1/") {
        return;
    }
    if status.is_redirection() {
        return assert!(bytes.is_empty(), "{method} {path} leads elsewhere and says more");
    }
    let schema = if status.is_success() {
        let Some(operation) = operation(method, path) else { panic!("{method} {path} is not described") };
        match operation.pointer("/responses/200/content/application~1json/schema") {
            Some(schema) => schema.clone(),
            None => {
                return assert!(
                    bytes.is_empty() || path.ends_with("/openapi.json"),
                    "{method} {path} answers more than is said"
                );
            }
        }
    } else {
        json!({ "$ref": "#/components/schemas/Fault" })
    };
    let answer: Value =
        serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
    if let Err(error) = validator(schema).validate(&answer) {
        panic!("{method} {path}: {error} at {}: {answer}", error.instance_path());
    }
}

fn validator(schema: Value) -> Validator {
    let whole = json!({ "allOf": [schema], "components": DOCUMENT["components"] });
    jsonschema::draft202012::new(&whole).unwrap()
}

fn operation<'a>(method: &Method, path: &str) -> Option<&'a Value> {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |known: &str| {
        let known: Vec<&str> = known.split('/').collect();
        known.len() == parts.len()
            && known.iter().zip(&parts).all(|(known, part)| known.starts_with('{') || known == part)
    };
    let (_, item) = DOCUMENT["paths"].as_object()?.iter().find(|(known, _)| fits(known))?;
    item.get(method.as_str().to_lowercase())
}

#[test]
fn the_description_is_whole() {
    let text = DOCUMENT.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(DOCUMENT["components"]["schemas"].get(name).is_some(), "{name} is named and not described");
    }
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let operations: usize = paths.values().map(|item| item.as_object().unwrap().len()).sum();
    assert_eq!(operations, lotse_server::routes::table().len());
    assert_eq!(DOCUMENT["openapi"], "3.1.0");
}
