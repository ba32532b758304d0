//! The description of the API, made from the table of routes and the types that travel: nothing is written twice.

use std::sync::LazyLock;

use axum::Json;
use axum::http::Method;
use lotse_api::{CSRF_HEADER, Fault};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;

use super::{Access, Route, table};
use crate::refusal::Refusal;

/// A type that travels, as far as a description needs it.
#[derive(Clone, Copy, Debug)]
pub struct Described {
    name: fn() -> std::borrow::Cow<'static, str>,
    schema: fn() -> RefOr<Schema>,
    collect: fn(&mut Vec<(String, RefOr<Schema>)>),
    is_list: bool,
}

impl Described {
    /// One of them.
    pub(super) fn of<T: ToSchema>() -> Self {
        Described { name: T::name, schema: T::schema, collect: T::schemas, is_list: false }
    }

    /// A list of them.
    pub(super) fn list_of<T: ToSchema>() -> Self {
        Described { is_list: true, ..Described::of::<T>() }
    }

    fn reference(&self) -> Value {
        let one = json!({ "$ref": format!("#/components/schemas/{}", (self.name)()) });
        if self.is_list { json!({ "type": "array", "items": one }) } else { one }
    }

    fn add_to(&self, schemas: &mut Map<String, Value>) {
        let mut all = vec![((self.name)().into_owned(), (self.schema)())];
        (self.collect)(&mut all);
        for (name, schema) in all {
            schemas.entry(name).or_insert_with(|| json!(schema));
        }
    }
}

/// `GET /openapi.json`
pub(crate) async fn show() -> Result<Json<&'static Value>, Refusal> {
    static DOCUMENT: LazyLock<Value> = LazyLock::new(document);
    Ok(Json(&*DOCUMENT))
}

/// The whole description, OpenAPI 3.1.
#[must_use]
pub fn document() -> Value {
    let mut schemas = Map::new();
    let mut paths: Map<String, Value> = Map::new();
    Described::of::<Fault>().add_to(&mut schemas);
    for route in table() {
        for described in [&route.takes, &route.gives].into_iter().flatten() {
            described.add_to(&mut schemas);
        }
        // What stands for the rest of a path is one parameter there.
        let path = route.path.replace("{*", "{");
        let item = paths.entry(path).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(route.method.as_str().to_lowercase(), operation(&route));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Lotse", "version": env!("CARGO_PKG_VERSION") },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": "lotse-session" },
                "csrf": { "type": "apiKey", "in": "header", "name": CSRF_HEADER },
                "token": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

fn operation(route: &Route) -> Value {
    let names = route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parameters: Vec<Value> = names
        .map(|name| {
            let name = name.trim_start_matches('*');
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
        })
        .collect();
    let done = match &route.gives {
        Some(gives) => json!({ "200": { "description": "Done.", "content": of_json(&gives.reference()) } }),
        None => json!({ "2XX": { "description": "Done." } }),
    };
    let mut responses = done;
    if let Some(all) = responses.as_object_mut() {
        let fault = Described::of::<Fault>().reference();
        all.insert("default".to_owned(), json!({ "description": "Refused.", "content": of_json(&fault) }));
    }
    let mut operation = json!({
        "summary": about(route.access),
        "parameters": parameters,
        "responses": responses,
        "security": security(route),
    });
    if let (Some(takes), Some(members)) = (&route.takes, operation.as_object_mut()) {
        let body = json!({ "required": true, "content": of_json(&takes.reference()) });
        members.insert("requestBody".to_owned(), body);
    }
    operation
}

fn of_json(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

fn about(access: Access) -> String {
    match access {
        Access::Open => "For everybody.".to_owned(),
        Access::Visitor => "For everybody, from the server's own pages.".to_owned(),
        Access::Account => "For whoever is signed in.".to_owned(),
        Access::Member(role) => format!("For members of the project: {role:?} and above.").to_lowercase(),
    }
}

fn security(route: &Route) -> Value {
    let is_unsafe = route.method != Method::GET;
    let session = if is_unsafe { json!({ "session": [], "csrf": [] }) } else { json!({ "session": [] }) };
    match route.access {
        Access::Open => json!([]),
        Access::Visitor if is_unsafe => json!([session]),
        Access::Visitor => json!([]),
        Access::Account => json!([session]),
        Access::Member(_) => json!([session, { "token": [] }]),
    }
}
