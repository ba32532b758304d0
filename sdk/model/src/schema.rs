//! JSON Schema (draft 2020-12) of the wire types, made from the same lists as the types themselves.

use crate::json::Json;
use crate::wire::Wire;

/// Schemas of the named types met so far.
#[derive(Debug, Default)]
pub struct Schemas {
    definitions: Vec<(String, Json)>,
}

/// One member of an object.
#[derive(Debug)]
pub struct Member {
    /// Name on the wire.
    pub name: &'static str,
    /// What it means.
    pub doc: String,
    /// Schema of its value.
    pub schema: Json,
    /// Whether it must be there.
    pub is_required: bool,
    /// What its absence means.
    pub default: Option<Json>,
}

type Variant = (&'static str, Vec<&'static str>, Vec<Member>);

/// The schema of a whole document.
#[must_use]
pub fn document<T: Wire>(title: &str) -> Json {
    let mut schemas = Schemas::default();
    let root = T::schema(&mut schemas);
    let mut members = vec![
        ("$schema".to_owned(), Json::from("https://json-schema.org/draft/2020-12/schema")),
        ("title".to_owned(), Json::from(title)),
    ];
    if let Json::Map(rest) = root {
        members.extend(rest);
    }
    schemas.definitions.sort_by(|one, other| one.0.cmp(&other.0));
    members.push(("$defs".to_owned(), Json::Map(schemas.definitions)));
    Json::Map(members)
}

fn map(members: Vec<(&str, Json)>) -> Json {
    Json::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// A schema for one JSON type.
#[must_use]
pub fn of_type(name: &str) -> Json {
    map(vec![("type", Json::from(name))])
}

/// A schema for whole numbers within bounds.
#[must_use]
pub fn whole_number(least: i64, most: i64) -> Json {
    map(vec![
        ("type", Json::from("integer")),
        ("minimum", Json::Number(least)),
        ("maximum", Json::Number(most)),
    ])
}

/// A schema for arrays.
#[must_use]
pub fn list_of(items: Json) -> Json {
    map(vec![("type", Json::from("array")), ("items", items)])
}

/// A schema for objects whose member names are content.
#[must_use]
pub fn table_of(values: Json) -> Json {
    map(vec![("type", Json::from("object")), ("additionalProperties", values)])
}

/// A schema for ids.
#[must_use]
pub fn id() -> Json {
    map(vec![("type", Json::from("string")), ("pattern", Json::from("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"))])
}

/// A schema for values that have one of several forms.
#[must_use]
pub fn any_of(forms: Vec<Json>) -> Json {
    map(vec![("anyOf", Json::List(forms))])
}

/// The words of doc comments, given as `doc = "..."` tokens.
#[must_use]
pub fn doc_text(metas: &[&str]) -> String {
    let lines: Vec<String> = metas
        .iter()
        .filter_map(|meta| {
            let (name, value) = meta.split_once('=')?;
            let quoted = value.trim().trim_start_matches('r').trim_matches('#');
            let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
            (name.trim() == "doc").then(|| inner.trim().replace("\\\"", "\"").replace("\\\\", "\\"))
        })
        .collect();
    lines.join(" ").trim().to_owned()
}

impl Schemas {
    fn define(&mut self, name: &str, build: impl FnOnce(&mut Self) -> Json) -> Json {
        if !self.definitions.iter().any(|(known, _)| known == name) {
            // Reserved first: types refer to themselves.
            self.definitions.push((name.to_owned(), Json::Null));
            let schema = build(self);
            if let Some(slot) = self.definitions.iter_mut().find(|(known, _)| known == name) {
                slot.1 = schema;
            }
        }
        map(vec![("$ref", Json::Text(["#/$defs/", name].concat()))])
    }

    /// A string out of a list.
    pub fn words(&mut self, name: &str, metas: &[&str], words: &[&str]) -> Json {
        self.define(name, |_| {
            let list = words.iter().map(|word| Json::from(*word)).collect();
            map(vec![
                ("description", Json::Text(doc_text(metas))),
                ("type", Json::from("string")),
                ("enum", Json::List(list)),
            ])
        })
    }

    /// An object with members.
    pub fn object(
        &mut self,
        name: &str,
        metas: &[&str],
        is_strict: bool,
        members: impl FnOnce(&mut Self, &mut Vec<Member>),
    ) -> Json {
        self.define(name, |schemas| {
            let mut list = Vec::new();
            members(schemas, &mut list);
            object_schema(doc_text(metas), None, list, is_strict)
        })
    }

    /// An object with a `kind`, each kind with its members.
    pub fn tagged(
        &mut self,
        name: &str,
        metas: &[&str],
        is_strict: bool,
        variants: impl FnOnce(&mut Self, &mut Vec<Variant>),
    ) -> Json {
        self.define(name, |schemas| {
            let mut list = Vec::new();
            variants(schemas, &mut list);
            let forms = list
                .into_iter()
                .map(|(tag, metas, members)| object_schema(doc_text(&metas), Some(tag), members, is_strict))
                .collect();
            map(vec![("description", Json::Text(doc_text(metas))), ("oneOf", Json::List(forms))])
        })
    }

    /// An object with a `kind`, each kind being a type of its own.
    pub fn union(
        &mut self,
        name: &str,
        metas: &[&str],
        variants: impl FnOnce(&mut Self, &mut Vec<(&'static str, Json)>),
    ) -> Json {
        self.define(name, |schemas| {
            let mut list = Vec::new();
            variants(schemas, &mut list);
            let forms = list
                .into_iter()
                .map(|(tag, schema)| {
                    let kind = map(vec![("kind", map(vec![("const", Json::from(tag))]))]);
                    let required = Json::List(vec![Json::from("kind")]);
                    let tagged = map(vec![("properties", kind), ("required", required)]);
                    map(vec![("allOf", Json::List(vec![tagged, schema]))])
                })
                .collect();
            map(vec![("description", Json::Text(doc_text(metas))), ("oneOf", Json::List(forms))])
        })
    }
}

fn object_schema(doc: String, tag: Option<&str>, members: Vec<Member>, is_strict: bool) -> Json {
    let mut properties: Vec<(String, Json)> = Vec::new();
    let mut required: Vec<Json> = Vec::new();
    if let Some(tag) = tag {
        properties.push(("kind".to_owned(), map(vec![("const", Json::from(tag))])));
        required.push(Json::from("kind"));
    } else if is_strict {
        properties.push(("kind".to_owned(), Json::Bool(true)));
    }
    for member in members {
        if member.is_required {
            required.push(Json::from(member.name));
        }
        let mut schema = vec![("description".to_owned(), Json::Text(member.doc))];
        if let Json::Map(rest) = member.schema {
            schema.extend(rest);
        }
        schema.extend(member.default.map(|default| ("default".to_owned(), default)));
        properties.push((member.name.to_owned(), Json::Map(schema)));
    }
    let mut out = vec![
        ("description", Json::Text(doc)),
        ("type", Json::from("object")),
        ("properties", Json::Map(properties)),
        ("required", Json::List(required)),
    ];
    if is_strict {
        out.push(("additionalProperties", Json::Bool(false)));
    }
    map(out)
}
