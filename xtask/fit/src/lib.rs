//! Fits the locator's weights on recorded pages, each application judged by weights that never saw it.
//!
//! Entry points: [`run`], [`survival::run`]. Absent on purpose: anything that names an application.

mod confidence;
mod corpus;
mod judge;
mod parallel;
mod rank;
mod report;
mod study;
pub mod survival;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use judge::judge;
use study::Study;

/// What was fitted.
pub struct Fitted {
    /// Figures by corpus and kind of drift, for people.
    pub table: String,
    /// `weights.rs` of the locator.
    pub source: String,
    /// The report that justifies them, in Markdown.
    pub document: String,
}

/// What is done with which application.
pub struct Parts<'a> {
    /// Ours: not counted among the pooled ones. The figures are told both with and without learning from them.
    pub further: &'a [&'a str],
    /// Of these, those that are judged and not learned from.
    pub witnesses: &'a [&'a str],
    /// Of these, those that are held out and counted as one: name, and applications.
    pub families: &'a [(&'a str, &'a [&'a str])],
}

/// Fits and judges on the pages and lists of a folder; leaves there the model of every judgement (`without-APP.json`) and every
/// answer (`answers.tsv`).
///
/// # Errors
/// When pages or lists cannot be read.
pub fn run(folder: &Path, parts: &Parts<'_>) -> Result<Fitted> {
    let begun = Instant::now();
    let unit_of = |app: &str| {
        let family = parts.families.iter().find(|(_, apps)| apps.contains(&app));
        family.map_or(app, |(name, _)| name).to_owned()
    };
    let lists = ["real.json", "further.json", "synthetic.json"];
    let mut study = Study::new(corpus::read(folder, &lists, &unit_of)?);
    eprintln!("    {} searches recorded, {:.0} s", study.corpus.cases.len(), begun.elapsed().as_secs_f64());
    let all = study.apps();
    let units = |apps: &[&str]| -> Vec<String> { apps.iter().map(|app| unit_of(app)).collect() };
    let without =
        |left: &[String]| -> Vec<String> { all.iter().filter(|app| !left.contains(app)).cloned().collect() };
    let (public, kept) = (without(&units(parts.further)), without(&units(parts.witnesses)));
    study.prepare(&[&kept, &public]);
    eprintln!("    answered, {:.0} s", begun.elapsed().as_secs_f64());
    let compared = judge(&mut study, &public, parts.further).tallies;
    let judgement = judge(&mut study, &kept, parts.further);
    let apps: BTreeSet<&str> = study.corpus.cases.iter().map(|case| case.app.as_str()).collect();
    for app in apps {
        let Some((_, model)) = judgement.models.iter().find(|(unit, _)| *unit == unit_of(app)) else {
            continue;
        };
        std::fs::write(folder.join(format!("without-{app}.json")), model.write().write())?;
    }
    std::fs::write(folder.join("answers.tsv"), judgement.lines)?;
    let model = study.learn(&kept);
    eprintln!("    judged, {:.0} s", begun.elapsed().as_secs_f64());
    let tallies = [("as kept", &judgement.tallies), (report::COMPARED, &compared)];
    Ok(Fitted {
        table: report::table(&tallies),
        source: report::source(&model),
        document: report::document(&tallies, &model),
    })
}
