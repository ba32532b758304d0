//! `cargo xtask bench search`: do people find what they look for, beside MiniSearch, and how long does it take. Native, with Node for
//! MiniSearch, no browser.
//!
//! The judged queries and their rules are in `xtask/bench/search/README.md`. Queries that are held out are counted, never shown.

pub(super) mod index;
mod judged;

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use lotse_help::search::build::Settings;
use lotse_tests::place::Place;
use serde::Deserialize;

use crate::command::Command;
use crate::report::Report;
use index::Library;
use judged::{Half, Query};

/// Entries of the library that times are measured with.
const LARGE: usize = 10_000;
/// Least share of queries answered within the first three results.
const LEAST_SUCCESS: f64 = 85.0;
/// Least lead over MiniSearch, in points.
const LEAST_LEAD: f64 = 10.0;

/// What `minisearch.mjs` answers.
#[derive(Deserialize)]
struct Peer {
    plain: Vec<Vec<String>>,
    equipped: Vec<Vec<String>>,
    bytes: usize,
    times: Vec<f64>,
}

/// Measures.
///
/// # Errors
/// When the files cannot be read or Node does not run.
pub async fn run(place: &Place) -> Result<Report> {
    crate::setup::for_building(place).await?;
    let folder = place.root().join("xtask/bench/search");
    let queries = judged::read(&folder.join("queries.tsv"))?;
    let library = index::read(&folder.join("library.json"))?;
    let mut report = Report::default();
    for language in ["de", "en"] {
        let queries: Vec<&Query> = queries.iter().filter(|query| query.language == language).collect();
        let texts: Vec<&str> = queries.iter().map(|query| query.text.as_str()).collect();
        let entries = library.entries(language);
        let large = library.enlarged(language, LARGE);
        let peer = minisearch(place, &entries, &texts, &large).await?;

        let settings = Settings::new(language, &[]);
        let ours = Library::answers(&entries, &settings, &texts);
        let bare = Settings { uses_starting_synonyms: false, ..settings.clone() };
        let without = Library::answers(&entries, &bare, &texts);
        judge(
            &mut report,
            language,
            &queries,
            &[
                ("Lotse", &ours),
                ("Lotse without synonyms", &without),
                ("MiniSearch", &peer.plain),
                ("MiniSearch with folding and our synonyms", &peer.equipped),
            ],
        );
        for (query, answer) in queries.iter().zip(&ours) {
            if query.half == Half::Tune && !query.is_answered(answer) {
                println!("{language} not found: {:?} wants {:?}, got {answer:?}", query.text, query.answers);
            }
        }
        practise(&mut report, language, &folder.join("practice.tsv"), &entries, &settings)?;
        times(&mut report, language, &large, &texts, &peer);
    }
    Ok(report)
}

/// Queries that count nowhere, to improve the ranker with: one over the place of the first right result, mean.
fn practise(
    report: &mut Report,
    language: &str,
    file: &std::path::Path,
    entries: &[lotse_help::search::build::Entry],
    settings: &Settings,
) -> Result<()> {
    let queries: Vec<Query> =
        judged::read(file)?.into_iter().filter(|query| query.language == language).collect();
    let texts: Vec<&str> = queries.iter().map(|query| query.text.as_str()).collect();
    let answers = Library::answers(entries, settings, &texts);
    let mut sum = 0.0;
    for (query, answer) in queries.iter().zip(&answers) {
        let place = answer.iter().position(|result| query.answers.contains(result));
        sum += place.map_or(0.0, |place| 1.0 / (place as f64 + 1.0));
        if place.is_none() {
            println!("{language} practice: {:?} wants {:?}, got {answer:?}", query.text, query.answers);
        }
    }
    report.figure(format!("{language} practice: reciprocal place, mean"), sum / queries.len() as f64, "");
    Ok(())
}

async fn minisearch(
    place: &Place,
    entries: &[lotse_help::search::build::Entry],
    queries: &[&str],
    large: &[lotse_help::search::build::Entry],
) -> Result<Peer> {
    let plain = |entries: &[lotse_help::search::build::Entry]| -> Vec<BTreeMap<&str, String>> {
        let of = |entry: &lotse_help::search::build::Entry| {
            BTreeMap::from([
                ("id", entry.id.clone()),
                ("title", entry.title.clone()),
                ("symptoms", entry.symptoms.join(". ")),
                ("summary", entry.summary.clone()),
            ])
        };
        entries.iter().map(of).collect()
    };
    let input = serde_json::json!({
        "entries": plain(entries), "queries": queries, "large": plain(large),
        "synonyms": lotse_help::search::build::starting_synonyms(),
    });
    let file = place.root().join("target/search-minisearch.json");
    std::fs::write(&file, input.to_string()).context("writing what MiniSearch is given")?;
    // Modules are looked for beside the script, so it runs where they are installed.
    let script = std::fs::read_to_string(place.root().join("xtask/bench/search/minisearch.mjs"))?;
    let output = Command::new("node")
        .args(["--input-type=module", "--eval", &script, "--", file.to_str().context("a path in UTF-8")?])
        .in_folder(&place.tools())
        .output()
        .await?;
    serde_json::from_str(&output).map_err(|error| anyhow!("MiniSearch: {error}: {output:.200}"))
}

fn judge(report: &mut Report, language: &str, queries: &[&Query], rows: &[(&str, &Vec<Vec<String>>)]) {
    let share = |answers: &[Vec<String>], wanted: &dyn Fn(&Query) -> bool| {
        let counted: Vec<bool> = queries
            .iter()
            .zip(answers)
            .filter(|(query, _)| wanted(query))
            .map(|(query, answer)| query.is_answered(answer))
            .collect();
        counted.iter().filter(|is_answered| **is_answered).count() as f64 / counted.len() as f64 * 100.0
    };
    let mut held_out = Vec::new();
    for (name, answers) in rows {
        let is_ours = *name == "Lotse";
        let of = |wanted: &dyn Fn(&Query) -> bool| share(answers, wanted);
        let (all, held) = (of(&|_| true), of(&|query| query.half == Half::HeldOut));
        let row = |what: &str| format!("{language} {name}: in the first three, {what}");
        if is_ours {
            report.at_least(row("held out"), held, "%", LEAST_SUCCESS);
            report.at_least(row("all"), all, "%", LEAST_SUCCESS);
        } else {
            report.figure(row("held out"), held, "%");
            report.figure(row("all"), all, "%");
        }
        for class in judged::CLASSES {
            report.figure(row(class), of(&|query| query.class == class), "%");
        }
        held_out.push((*name, all, held));
    }
    let find =
        |wanted: &str| held_out.iter().find(|(name, ..)| *name == wanted).map(|(_, all, held)| (*all, *held));
    if let (Some(ours), Some(peer)) = (find("Lotse"), find("MiniSearch")) {
        report.at_least(
            format!("{language} lead over MiniSearch, held out"),
            ours.1 - peer.1,
            "points",
            LEAST_LEAD,
        );
        report.at_least(
            format!("{language} lead over MiniSearch, all"),
            ours.0 - peer.0,
            "points",
            LEAST_LEAD,
        );
    }
}

fn times(
    report: &mut Report,
    language: &str,
    large: &[lotse_help::search::build::Entry],
    texts: &[&str],
    peer: &Peer,
) {
    let measured = Library::times(large, &Settings::new(language, &[]), texts);
    report.at_most(
        format!("{language} 10,000 entries: largest shard"),
        measured.largest_shard as f64 / 1024.0,
        "KiB",
        64.0,
    );
    report.figure(format!("{language} 10,000 entries: shards"), measured.shards as f64, "");
    report.figure(format!("{language} 10,000 entries: all of it"), measured.bytes as f64 / 1024.0, "KiB");
    report.figure(
        format!("{language} 10,000 entries: MiniSearch's index"),
        peer.bytes as f64 / 1024.0,
        "KiB",
    );
    report.figure(format!("{language} 10,000 entries: words"), measured.words as f64, "");
    report.figure(
        format!("{language} 10,000 entries: parts fetched for a query, mean"),
        measured.fetched,
        "",
    );
    report.figure(
        format!("{language} 10,000 entries: a keypress, p95, native"),
        super::part(measured.times, 0.95),
        "ms",
    );
    report.figure(
        format!("{language} 10,000 entries: a query, p95, MiniSearch in Node"),
        super::part(peer.times.clone(), 0.95),
        "ms",
    );
}
