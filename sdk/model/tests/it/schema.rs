//! JSON Schema and decoder give the same verdict, on made-up values and on what small changes make of them.
//!
//! What JSON Schema cannot express, and the decoder refuses all the same (the only exceptions):
//!
//! - a member name that stands twice in one object: schema tools see one of them;
//! - nesting deeper than 64 levels.
//!
//! Rules between values (an edge leads to an existing step) are validation, not decoding.

use std::sync::LazyLock;

use jsonschema::Validator;
use lotse_model::bundle::{GuideChunk, Manifest, Shard, SingleFile, TextChunk};
use lotse_model::desk::DeskSource;
use lotse_model::diagnostic::Severity;
use lotse_model::guide::GuideSource;
use lotse_model::json::{Json, parse};
use lotse_model::problem::ProblemSource;
use lotse_model::record::Batch;
use lotse_model::schema::document;
use lotse_model::search::SearchRoot;
use lotse_model::testing::Choices;
use lotse_model::wire::{Reader, Wire};
use proptest::prelude::*;

use crate::edit::{golden, set};

fn value(text: &str) -> serde_json::Value {
    serde_json::from_str(text).expect("JSON")
}

fn validator<T: Wire>() -> Validator {
    let schema = value(&document::<T>("x").write());
    jsonschema::draft202012::meta::validate(&schema).expect("valid under the meta-schema");
    jsonschema::draft202012::new(&schema).expect("a schema")
}

static GUIDE: LazyLock<Validator> = LazyLock::new(validator::<GuideSource>);
static MANIFEST: LazyLock<Validator> = LazyLock::new(validator::<Manifest>);
static SHARD: LazyLock<Validator> = LazyLock::new(validator::<Shard>);
static CHUNK: LazyLock<Validator> = LazyLock::new(validator::<GuideChunk>);
static TEXTS: LazyLock<Validator> = LazyLock::new(validator::<TextChunk>);
static BATCH: LazyLock<Validator> = LazyLock::new(validator::<Batch>);
static PROBLEM: LazyLock<Validator> = LazyLock::new(validator::<ProblemSource>);
static DESK: LazyLock<Validator> = LazyLock::new(validator::<DeskSource>);
static SEARCH: LazyLock<Validator> = LazyLock::new(validator::<SearchRoot>);
static SINGLE: LazyLock<Validator> = LazyLock::new(validator::<SingleFile>);

/// Whether decoder and schema accept a text; both are asked on its own bytes.
fn verdicts<T: Wire>(text: &str, schema: &Validator) -> (bool, bool) {
    let mut reader = Reader::authoring();
    let read = parse(text).ok().and_then(|json| T::take(&json, &mut reader));
    let has_error = reader.problems.iter().any(|problem| problem.code.severity() == Severity::Error);
    (read.is_some() && !has_error, schema.is_valid(&value(text)))
}

/// Every place in a document.
fn places(json: &Json, here: &str, out: &mut Vec<String>) {
    let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
    match json {
        Json::List(items) => {
            for (index, item) in items.iter().enumerate() {
                out.push(format!("{here}/{index}"));
                places(item, &format!("{here}/{index}"), out);
            }
        }
        Json::Map(members) => {
            // A name with escapes would have to be found again by `set`; its neighbours do as well.
            for (name, inner) in members.iter().filter(|(name, _)| escaped(name) == *name && !name.is_empty())
            {
                out.push(format!("{here}/{name}"));
                places(inner, &format!("{here}/{name}"), out);
            }
        }
        _ => {}
    }
}

/// What a value is replaced by; nothing takes it away.
const REPLACEMENTS: [Option<&str>; 18] = [
    None,
    Some("null"),
    Some("true"),
    Some("7"),
    Some("-1"),
    Some("1.0"),
    Some("1.5"),
    Some("1e300"),
    Some("4294967296"),
    Some("9007199254740993"),
    Some("\"\""),
    Some("\"auto\""),
    Some("\"a\\n\""),
    Some("\"9.x_Y\""),
    Some("[]"),
    Some("{}"),
    Some("{\"kind\": \"next\"}"),
    Some("{\"de\": \"x\", \"kind\": 1}"),
];
/// Names of members that are added.
const ADDED: [&str; 5] = ["kind", "of", "unknown", "$schema", "id"];

/// Changes a document at a place that `choices` name.
fn mutate(json: &mut Json, choices: &[u8]) {
    for pair in choices.chunks_exact(4) {
        let mut all = Vec::new();
        places(json, "", &mut all);
        if all.is_empty() {
            return;
        }
        let place = &all[usize::from(u16::from_le_bytes([pair[0], pair[1]])) % all.len()];
        let replacement = REPLACEMENTS[usize::from(pair[2]) % REPLACEMENTS.len()];
        let new = replacement.map(|text| parse(text).expect("JSON"));
        let added = usize::from(pair[3]);
        let at_map = all
            .iter()
            .find(|other| other.strip_prefix(place.as_str()).is_some_and(|rest| rest.starts_with('/')));
        match at_map {
            Some(inner)
                if added < 100
                    && !inner[place.len() + 1..].starts_with(|first: char| first.is_ascii_digit()) =>
            {
                let name = ADDED[added % ADDED.len()];
                set(json, &format!("{place}/{name}"), new);
            }
            _ => set(json, place, new),
        }
    }
}

fn agree<T: Wire>(bytes: &[u8], changes: &[u8], schema: &Validator) -> Result<bool, TestCaseError> {
    let mut json = T::invent(&mut Choices::new(bytes)).give();
    let (decoder, by_schema) = verdicts::<T>(&json.write(), schema);
    prop_assert!(
        decoder && by_schema,
        "made up, and yet: decoder {decoder}, schema {by_schema}: {}",
        json.write()
    );
    mutate(&mut json, changes);
    let text = json.write();
    let (decoder, by_schema) = verdicts::<T>(&text, schema);
    prop_assert_eq!(decoder, by_schema, "decoder and schema, on {}", text);
    Ok(decoder)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn on_guides(bytes in prop::collection::vec(any::<u8>(), 0..900), changes in prop::collection::vec(any::<u8>(), 4..9)) {
        agree::<GuideSource>(&bytes, &changes, &GUIDE)?;
    }

    #[test]
    fn on_bundles(bytes in prop::collection::vec(any::<u8>(), 0..400), changes in prop::collection::vec(any::<u8>(), 4..9)) {
        agree::<Manifest>(&bytes, &changes, &MANIFEST)?;
        agree::<Shard>(&bytes, &changes, &SHARD)?;
        agree::<GuideChunk>(&bytes, &changes, &CHUNK)?;
        agree::<TextChunk>(&bytes, &changes, &TEXTS)?;
        agree::<SingleFile>(&bytes, &changes, &SINGLE)?;
        agree::<Batch>(&bytes, &changes, &BATCH)?;
    }

    #[test]
    fn on_problems_and_desks(bytes in prop::collection::vec(any::<u8>(), 0..600), changes in prop::collection::vec(any::<u8>(), 4..9)) {
        agree::<ProblemSource>(&bytes, &changes, &PROBLEM)?;
        agree::<DeskSource>(&bytes, &changes, &DESK)?;
        agree::<SearchRoot>(&bytes, &changes, &SEARCH)?;
    }

    #[test]
    fn on_the_golden_guide(changes in prop::collection::vec(any::<u8>(), 4..5)) {
        let mut json = golden("guide");
        mutate(&mut json, &changes);
        let text = json.write();
        let (decoder, by_schema) = verdicts::<GuideSource>(&text, &GUIDE);
        prop_assert_eq!(decoder, by_schema, "decoder and schema, on {}", text);
    }
}

/// Otherwise the property above could hold because everything is refused, or nothing.
#[test]
fn changes_make_both_good_and_bad_documents() {
    let mut seen = [0, 0];
    for seed in 0..400_u32 {
        let mut json = golden("guide");
        mutate(&mut json, &(seed.wrapping_mul(2_654_435_761)).to_le_bytes());
        let (decoder, by_schema) = verdicts::<GuideSource>(&json.write(), &GUIDE);
        assert_eq!(decoder, by_schema, "{}", json.write());
        seen[usize::from(decoder)] += 1;
    }
    assert!(seen[0] > 40 && seen[1] > 20, "{seen:?}");
}

#[test]
fn golden_documents_fit_their_schemas() {
    assert_eq!(verdicts::<GuideSource>(&golden("guide").write(), &GUIDE), (true, true));
    assert_eq!(verdicts::<Manifest>(&golden("manifest").write(), &MANIFEST), (true, true));
    assert_eq!(verdicts::<Shard>(&golden("shard").write(), &SHARD), (true, true));
    assert_eq!(verdicts::<GuideChunk>(&golden("guide_chunk").write(), &CHUNK), (true, true));
    assert_eq!(verdicts::<TextChunk>(&golden("text_chunk").write(), &TEXTS), (true, true));
    assert_eq!(verdicts::<Batch>(&golden("batch").write(), &BATCH), (true, true));
    assert_eq!(verdicts::<ProblemSource>(&golden("problem").write(), &PROBLEM), (true, true));
    assert_eq!(verdicts::<DeskSource>(&golden("desk").write(), &DESK), (true, true));
    assert_eq!(verdicts::<SearchRoot>(&golden("search_root").write(), &SEARCH), (true, true));
}

#[test]
fn the_exceptions_are_exceptions() {
    let twice = r#"{"prefix": "", "shard": "a", "shard": "a"}"#;
    assert!(parse(twice).is_err() && serde_json::from_str::<serde_json::Value>(twice).is_ok());
    let rule = r#"[{"kind": "rule"}]"#.to_owned();
    let deep = (0..40).fold(rule, |inner, _| format!(r#"[{{"kind": "quote", "of": {inner}}}]"#));
    let chunk = format!(r#"{{"language": "de", "texts": {{"a": {deep}}}}}"#);
    assert_eq!(verdicts::<TextChunk>(&chunk, &TEXTS), (false, true));
}
