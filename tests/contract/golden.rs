//! Golden files come back as they are.

use std::fs;
use std::path::{Path, PathBuf};

use lotse_model::json::{Json, parse};
use lotse_model::wire::{Reader, Wire};

/// A golden file of version 0.
fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("contract/v0").join(format!("{name}.json"))
}

pub fn golden(name: &str) -> Json {
    let text = fs::read_to_string(file(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    parse(&text).unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// Reads a value as a type and writes it again: not one byte may change, no name, no order, no default written out.
fn comes_back<T: Wire>(name: &str, json: &Json) {
    let mut reader = Reader::authoring();
    let value = T::take(json, &mut reader);
    assert!(reader.problems.is_empty(), "{name}: {:?}", reader.problems);
    let value = value.unwrap_or_else(|| panic!("{name} cannot be read"));
    assert_eq!(value.give().write(), json.write(), "{name} comes back as something else");
}

macro_rules! samples {
    ($json:expr, $($module:ident :: $type:ident),+ $(,)?) => {
        for (name, list) in $json {
            let Json::List(list) = list else { panic!("{name} is not a list of samples") };
            for sample in list {
                match name.as_str() {
                    $(stringify!($type) => comes_back::<lotse_model::$module::$type>(name, sample),)+
                    other => panic!("no type is called {other}"),
                }
            }
        }
    };
}

#[test]
fn documents_come_back_byte_for_byte() {
    comes_back::<lotse_model::guide::GuideSource>("guide", &golden("guide"));
    comes_back::<lotse_model::bundle::Manifest>("manifest", &golden("manifest"));
    comes_back::<lotse_model::bundle::Shard>("shard", &golden("shard"));
    comes_back::<lotse_model::bundle::GuideChunk>("guide_chunk", &golden("guide_chunk"));
    comes_back::<lotse_model::bundle::TextChunk>("text_chunk", &golden("text_chunk"));
    comes_back::<lotse_model::record::Batch>("batch", &golden("batch"));
    comes_back::<lotse_model::problem::ProblemSource>("problem", &golden("problem"));
    comes_back::<lotse_model::problem::ProblemChunk>("problem_chunk", &golden("problem_chunk"));
    comes_back::<lotse_model::desk::DeskSource>("desk", &golden("desk"));
    comes_back::<lotse_model::handover::Handover>("handover", &golden("handover"));
    comes_back::<lotse_model::handover::CaseReport>("case_report", &golden("case_report"));
    comes_back::<lotse_model::help::HelpRoot>("help_root", &golden("help_root"));
    comes_back::<lotse_model::help::HelpShard>("help_shard", &golden("help_shard"));
    comes_back::<lotse_model::help::SignShard>("sign_shard", &golden("sign_shard"));
    comes_back::<lotse_model::help::DeskChunk>("desk_chunk", &golden("desk_chunk"));
    comes_back::<lotse_model::help::ChecklistSource>("checklist", &golden("checklist"));
    comes_back::<lotse_model::help::ChecklistChunk>("checklist_chunk", &golden("checklist_chunk"));
    comes_back::<lotse_model::search::SearchRoot>("search_root", &golden("search_root"));
    comes_back::<lotse_model::search::SearchWords>("search_words", &golden("search_words"));
    comes_back::<lotse_model::search::SearchPostings>("search_postings", &golden("search_postings"));
    comes_back::<lotse_model::search::SearchEntries>("search_entries", &golden("search_entries"));
}

#[test]
fn samples_come_back_byte_for_byte() {
    let Json::Map(samples) = golden("samples") else { panic!("samples by type") };
    samples!(
        &samples,
        bundle::SingleFile,
        condition::ElementState,
        condition::History,
        condition::Platform,
        condition::ValueTest,
        content::ColumnAlign,
        content::Tone,
        desk::ChannelKind,
        desk::Day,
        desk::Priority,
        handover::CaseState,
        handover::PathKind,
        problem::BrowserFact,
        problem::Level,
        search::EntryKind,
        action::SystemSetting,
        guide::Frequency,
        guide::Offer,
        guide::Progress,
        step::Align,
        step::Completion,
        step::Mark,
        step::MissingPolicy,
        step::Outcome,
        step::Side,
        step::Surface,
        theme::Scheme,
        theme::Typeface,
    );
}
