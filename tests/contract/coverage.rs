//! Every type, kind, member and word of the wire format stands in a golden file. The JSON Schema says what there is.

use std::collections::BTreeSet;

use lotse_model::bundle::{GuideChunk, Manifest, Shard, SingleFile, TextChunk};
use lotse_model::desk::DeskSource;
use lotse_model::guide::GuideSource;
use lotse_model::handover::{CaseReport, Handover};
use lotse_model::help::{ChecklistChunk, ChecklistSource, DeskChunk, HelpRoot, HelpShard, SignShard};
use lotse_model::json::Json;
use lotse_model::problem::{ProblemChunk, ProblemSource};
use lotse_model::record::Batch;
use lotse_model::schema::document;
use lotse_model::search::{SearchEntries, SearchPostings, SearchRoot, SearchWords};

use crate::golden::golden;

/// The schema of a document, and the golden document.
struct Walk<'a> {
    definitions: &'a Json,
    seen: BTreeSet<String>,
}

fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Json::as_text)
}

fn list<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    match json.get(name) {
        Some(Json::List(items)) => items,
        _ => &[],
    }
}

fn members(json: Option<&Json>) -> &[(String, Json)] {
    match json {
        Some(Json::Map(members)) => members,
        _ => &[],
    }
}

/// The `kind` that a form of a union stands for.
fn kind(form: &Json) -> Option<&str> {
    let tag = |form: &'_ Json| {
        form.get("properties").and_then(|all| all.get("kind")).and_then(|kind| kind.get("const")).cloned()
    };
    let own = form.get("properties").and_then(|all| all.get("kind")).and_then(|kind| text(kind, "const"));
    own.or_else(|| list(form, "allOf").iter().find(|part| tag(part).is_some()).and_then(kind))
}

impl Walk<'_> {
    /// Notes what a value uses of a schema; `owner` is the type that the schema belongs to.
    fn visit(&mut self, schema: &Json, owner: &str, value: &Json) {
        if let Some(name) = text(schema, "$ref").and_then(|path| path.strip_prefix("#/$defs/")) {
            let definition = self.definitions.get(name).expect("a definition").clone();
            return self.visit(&definition, name, value);
        }
        if let (false, Some(word)) = (list(schema, "enum").is_empty(), value.as_text()) {
            self.seen.insert(format!("{owner} = {word}"));
        }
        for part in list(schema, "allOf") {
            self.visit(part, owner, value);
        }
        let found = text(value, "kind");
        for form in list(schema, "oneOf").iter().filter(|form| kind(form) == found) {
            let owner = format!("{owner}:{}", found.unwrap_or_default());
            self.seen.insert(owner.clone());
            self.visit(form, &owner, value);
        }
        for form in list(schema, "anyOf") {
            let fits = matches!(
                (text(form, "type"), value),
                (Some("string"), Json::Text(_)) | (Some("object"), Json::Map(_))
            );
            if fits {
                self.seen.insert(format!("{owner}|{}", text(form, "type").unwrap_or_default()));
            }
        }
        let properties = schema.get("properties");
        for (name, inner) in members(properties) {
            if let Some(value) = value.get(name).filter(|_| name != "kind") {
                self.seen.insert(format!("{owner}.{name}"));
                self.visit(inner, owner, value);
            }
        }
        if let (Some(items), Json::List(values)) = (schema.get("items"), value) {
            values.iter().for_each(|value| self.visit(items, owner, value));
        }
        if let (Some(inner), Json::Map(values)) = (schema.get("additionalProperties"), value) {
            values.iter().for_each(|(_, value)| self.visit(inner, owner, value));
        }
    }
}

/// Everything that a schema offers, in the same words.
fn offered(schema: &Json, owner: &str, out: &mut BTreeSet<String>) {
    for word in list(schema, "enum") {
        out.insert(format!("{owner} = {}", word.as_text().unwrap_or_default()));
    }
    for form in list(schema, "oneOf") {
        let owner = format!("{owner}:{}", kind(form).expect("forms have kinds"));
        out.insert(owner.clone());
        offered(form, &owner, out);
    }
    for (name, _) in members(schema.get("properties")).iter().filter(|(name, _)| name != "kind") {
        out.insert(format!("{owner}.{name}"));
    }
}

#[test]
fn every_name_on_the_wire_stands_in_a_golden_file() {
    let documents = [
        ("guide", document::<GuideSource>("")),
        ("manifest", document::<Manifest>("")),
        ("shard", document::<Shard>("")),
        ("guide_chunk", document::<GuideChunk>("")),
        ("text_chunk", document::<TextChunk>("")),
        ("batch", document::<Batch>("")),
        ("problem", document::<ProblemSource>("")),
        ("problem_chunk", document::<ProblemChunk>("")),
        ("desk", document::<DeskSource>("")),
        ("handover", document::<Handover>("")),
        ("case_report", document::<CaseReport>("")),
        ("help_root", document::<HelpRoot>("")),
        ("help_shard", document::<HelpShard>("")),
        ("sign_shard", document::<SignShard>("")),
        ("desk_chunk", document::<DeskChunk>("")),
        ("checklist", document::<ChecklistSource>("")),
        ("checklist_chunk", document::<ChecklistChunk>("")),
        ("search_root", document::<SearchRoot>("")),
        ("search_words", document::<SearchWords>("")),
        ("search_postings", document::<SearchPostings>("")),
        ("search_entries", document::<SearchEntries>("")),
        ("samples", document::<SingleFile>("")),
    ];
    let Json::Map(samples) = golden("samples") else { panic!("samples by type") };
    let (mut wanted, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for (name, schema) in &documents {
        let definitions = schema.get("$defs").expect("definitions");
        for (owner, definition) in members(Some(definitions)) {
            offered(definition, owner, &mut wanted);
        }
        let mut walk = Walk { definitions, seen: BTreeSet::new() };
        if *name != "samples" {
            walk.visit(schema, "", &golden(name));
        }
        for (owner, list) in samples.iter().filter(|(owner, _)| definitions.get(owner).is_some()) {
            let Json::List(list) = list else { panic!("{owner} is not a list of samples") };
            let reference = Json::Map(vec![("$ref".to_owned(), Json::Text(format!("#/$defs/{owner}")))]);
            list.iter().for_each(|sample| walk.visit(&reference, "", sample));
        }
        seen.extend(walk.seen);
    }
    let missing: Vec<&String> = wanted.difference(&seen).collect();
    assert!(missing.is_empty(), "in no golden file: {missing:#?}");
    println!("{} names on the wire, all in golden files", wanted.len());
    assert!(wanted.len() > 200);
}
