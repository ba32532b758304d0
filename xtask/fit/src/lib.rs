//! Fits the locator's weights on recorded pages, each application judged by weights that never saw it.
//!
//! Entry point: [`run`]. Absent on purpose: anything that names an application.

mod confidence;
mod corpus;
mod parallel;
mod rank;
mod report;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use confidence::Answer;
use corpus::{Case, Corpus};
use lotse_locator::linkage::{self, Evidence, Model};
use rank::Lesson;

/// What was fitted.
pub struct Fitted {
    /// Figures by corpus and kind of drift, for people.
    pub table: String,
    /// `weights.rs` of the locator.
    pub source: String,
    /// The report that justifies them, in Markdown.
    pub document: String,
}

/// Outcomes of searches.
#[derive(Clone, Copy, Default)]
struct Tally {
    there: u32,
    located: u32,
    wrong: u32,
    top: u32,
    absent: u32,
    false_hits: u32,
}

/// Fits, judges, prints; returns the model fitted on everything.
///
/// # Errors
/// When pages or lists cannot be read.
pub fn run(folder: &Path) -> Result<Fitted> {
    let begun = std::time::Instant::now();
    let corpus = corpus::read(folder, &["real.json", "synthetic.json"])?;
    eprintln!(
        "{} pages, {} searches, {:.1} s",
        corpus.sheets.len(),
        corpus.cases.len(),
        begun.elapsed().as_secs_f64()
    );
    let model = Model::default();
    let evidence = record_all(&corpus, &model);
    let bytes: Vec<usize> = parallel::map(&evidence, |evidence| {
        evidence.as_ref().map_or(0, |evidence| evidence.write().write().len())
    });
    let mut sorted = bytes.clone();
    sorted.sort_unstable();
    eprintln!(
        "evidence: median {:?} p95 {:?} bytes, {:.1} s",
        sorted.get(sorted.len() / 2),
        sorted.get(sorted.len() * 95 / 100),
        begun.elapsed().as_secs_f64()
    );
    let mut apps: Vec<&str> = corpus.cases.iter().map(|case| case.app.as_str()).collect();
    apps.sort_unstable();
    apps.dedup();
    let share = |case: &Case| {
        let same = corpus.cases.iter().filter(|other| other.app == case.app).count() as f64;
        1000.0 / same.max(1.0) * if case.kind.starts_with("syn:") { 0.7 } else { 1.0 }
    };
    let shares: BTreeMap<(&str, bool), f64> = corpus
        .cases
        .iter()
        .map(|case| ((case.app.as_str(), case.kind.starts_with("syn:")), 0.0))
        .collect::<BTreeMap<_, f64>>()
        .into_keys()
        .filter_map(|key| {
            let case = corpus
                .cases
                .iter()
                .find(|case| case.app == key.0 && case.kind.starts_with("syn:") == key.1)?;
            Some((key, share(case)))
        })
        .collect();
    let weight_of =
        |case: &Case| shares.get(&(case.app.as_str(), case.kind.starts_with("syn:"))).copied().unwrap_or(1.0);
    let indexes: Vec<usize> = (0..corpus.cases.len()).collect();
    let lessons: Vec<Option<Lesson>> = parallel::map(&indexes, |index| {
        let case = corpus.cases.get(*index)?;
        rank::lesson(&corpus, case, evidence.get(*index)?.as_ref()?, &model, weight_of(case))
    });
    eprintln!("lessons {:.1} s", begun.elapsed().as_secs_f64());
    let weights_of = |use_app: &dyn Fn(&str) -> bool| -> Vec<i16> {
        let chosen: Vec<&Lesson> = corpus
            .cases
            .iter()
            .zip(&lessons)
            .filter(|(case, _)| use_app(&case.app))
            .filter_map(|(_, lesson)| lesson.as_ref())
            .collect();
        rank::fit(&chosen, &model.weights)
    };
    let answers = |model: &Model, use_app: &dyn Fn(&str) -> bool| -> Vec<(usize, Answer)> {
        let chosen: Vec<usize> = indexes
            .iter()
            .copied()
            .filter(|index| corpus.cases.get(*index).is_some_and(|case| use_app(&case.app)))
            .collect();
        let found = parallel::map(&chosen, |index| {
            let case = corpus.cases.get(*index)?;
            let sheet = corpus.sheets.get(case.to)?;
            let evidence = evidence.get(*index)?.as_ref()?;
            let finding = linkage::resolve(evidence, &sheet.survey, model);
            let answer = finding.best.and_then(|best| sheet.survey.prints.get(best)).map(|print| print.at);
            let is_right =
                answer.zip(case.truth).is_some_and(|(answer, truth)| sheet.is_right(truth, answer));
            Some((
                *index,
                Answer {
                    signs: finding.signs,
                    is_right,
                    is_there: case.truth.is_some(),
                    weight: weight_of(case),
                },
            ))
        });
        found.into_iter().flatten().collect()
    };
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut dump = String::new();
    for held_out in &apps {
        let others: Vec<&str> = apps.iter().copied().filter(|app| app != held_out).collect();
        let (fitted, confidence, threshold) = learn(&others, &model, &weights_of, &answers);
        let judge = Model { weights: fitted, confidence, threshold, ..model.clone() };
        std::fs::write(folder.join(format!("without-{held_out}.json")), judge.write().write())?;
        for (index, answer) in answers(&judge, &|app| app == *held_out) {
            let Some(case) = corpus.cases.get(index) else { continue };
            let certainty: i32 =
                answer.signs.iter().zip(&judge.confidence).map(|(sign, weight)| sign * weight / 16).sum();
            let is_given = certainty >= threshold;
            let corpus_name =
                if case.kind.starts_with("syn:") { "synthetic".to_owned() } else { case.app.clone() };
            for name in [corpus_name.clone(), format!("{corpus_name} {}", case.kind)] {
                let tally = tallies.entry(name).or_default();
                count(tally, &answer, is_given);
            }
            if !case.kind.starts_with("syn:") {
                count(tallies.entry("pooled".to_owned()).or_default(), &answer, is_given);
            }
            dump.push_str(&format!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{:?}\n",
                case.app,
                case.kind,
                case.from,
                case.to,
                case.key,
                answer.is_there,
                answer.is_right,
                is_given,
                certainty - threshold,
                answer.signs
            ));
        }
        eprintln!("{held_out} judged, {:.1} s", begun.elapsed().as_secs_f64());
    }
    std::fs::write(folder.join("answers.tsv"), dump)?;
    let (weights, confidence, threshold) = learn(&apps, &model, &weights_of, &answers);
    let model = Model { weights, confidence, threshold, ..model };
    Ok(Fitted {
        table: report::table(&tallies),
        source: report::source(&model),
        document: report::document(&tallies, &model),
    })
}

/// Weights from all of `apps`; confidence and threshold from answers about each by weights of the others.
fn learn(
    apps: &[&str],
    model: &Model,
    weights_of: &dyn Fn(&dyn Fn(&str) -> bool) -> Vec<i16>,
    answers: &dyn Fn(&Model, &dyn Fn(&str) -> bool) -> Vec<(usize, Answer)>,
) -> (Vec<i16>, Vec<i32>, i32) {
    let mut seen = Vec::new();
    for app in apps {
        let weights = weights_of(&|other| other != *app && apps.contains(&other));
        let model = Model { weights, ..model.clone() };
        seen.extend(answers(&model, &|other| other == *app).into_iter().map(|(_, answer)| answer));
    }
    let confidence = confidence::fit(&seen);
    let judged: Vec<(i32, bool, bool, f64)> = seen
        .iter()
        .map(|answer| {
            let certainty =
                answer.signs.iter().zip(&confidence).map(|(sign, weight)| sign * weight / 16).sum();
            (certainty, answer.is_right, answer.is_there, answer.weight)
        })
        .collect();
    let threshold = confidence::threshold(&judged, MOST_WRONG, MOST_FALSE);
    (weights_of(&|app| apps.contains(&app)), confidence, threshold)
}

/// Shares of wrong and of false answers at which the threshold is set.
const MOST_WRONG: f64 = 0.01;
const MOST_FALSE: f64 = 0.03;

fn record_all(corpus: &Corpus, model: &Model) -> Vec<Option<Evidence>> {
    parallel::map(&corpus.cases, |case| {
        let sheet = corpus.sheets.get(case.from)?;
        let index = linkage::candidate(&sheet.survey, *sheet.targets.get(&case.key)?)?;
        let evidence = linkage::record(&sheet.survey, index, &model.weights)?;
        // As it will be read again.
        Some(Evidence::read(&evidence.write()))
    })
}

fn count(tally: &mut Tally, answer: &Answer, is_given: bool) {
    if answer.is_there {
        tally.there += 1;
        tally.top += u32::from(answer.is_right);
        tally.located += u32::from(answer.is_right && is_given);
        tally.wrong += u32::from(!answer.is_right && is_given);
    } else {
        tally.absent += 1;
        tally.false_hits += u32::from(is_given);
    }
}
