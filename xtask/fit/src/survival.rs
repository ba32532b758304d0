//! Whether the survival score tells the truth: targets scored on the page where they were recorded, against what became of them on
//! another version of the application. Scores and answers come from weights that never saw that application.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;
use lotse_locator::linkage::{Model, Page, survival};

use crate::study::Study;
use crate::{corpus, parallel};

/// A target with its score, and how often it was there and located on other versions.
struct Scored {
    score: u8,
    there: u32,
    located: u32,
    wrong: u32,
}

/// What was found.
pub struct Judgement {
    /// Calibration by tenths of the score, for people.
    pub table: String,
    /// The report, in Markdown.
    pub document: String,
    /// Chance that a located one has a higher score than one that was not.
    pub auc: f64,
    /// Share of searches located among targets scored in the top half, in percent.
    pub top_half: f64,
}

/// Scores at most so many targets of each application.
///
/// # Errors
/// When pages or lists cannot be read.
pub fn run(folder: &Path, most: usize) -> Result<Judgement> {
    let mut study = Study::new(corpus::read(folder, &["real.json"], &str::to_owned)?);
    let apps = study.apps();
    let mut scored = Vec::new();
    for held_out in &apps {
        let others: Vec<String> = apps.iter().filter(|app| *app != held_out).cloned().collect();
        let judge = study.learn(&others);
        let mut fates: BTreeMap<(usize, String), [u32; 3]> = BTreeMap::new();
        for answer in
            study.answers(&others, held_out).iter().filter(|answer| answer.is_there && !answer.is_left_out)
        {
            let Some(case) = study.corpus.cases.get(answer.case) else { continue };
            let [there, located, wrong] = fates.entry((case.from, case.key.clone())).or_default();
            let is_given = judge.certainty(&answer.signs) >= judge.threshold;
            *there += 1;
            *located += u32::from(is_given && answer.is_right);
            *wrong += u32::from(is_given && !answer.is_right);
        }
        // Evenly over all pages, so that a few large ones do not speak for the application.
        let fates: Vec<_> = fates.into_iter().collect();
        let step = fates.len().div_ceil(most.max(1)).max(1);
        let chosen: Vec<_> = fates.into_iter().step_by(step).collect();
        let found = parallel::map(&chosen, |((from, key), fate)| score(&study, *from, key, *fate, &judge));
        scored.push((held_out.clone(), found.into_iter().flatten().collect::<Vec<Scored>>()));
        eprintln!("    {held_out}: {} targets scored", chosen.len());
    }
    Ok(judge_all(&scored))
}

fn score(
    study: &Study,
    from: usize,
    key: &str,
    [there, located, wrong]: [u32; 3],
    model: &Model,
) -> Option<Scored> {
    let sheet = study.corpus.sheets.get(from)?;
    let flat = std::fs::read_to_string(&sheet.file).ok()?;
    let score = survival::unadvised(&Page::read(&flat), *sheet.targets.get(key)?, model)?.score;
    Some(Scored { score, there, located, wrong })
}

fn judge_all(apps: &[(String, Vec<Scored>)]) -> Judgement {
    let mut scored: Vec<&Scored> = apps.iter().flat_map(|(_, scored)| scored).collect();
    scored.sort_by_key(|one| one.score);
    let mut document = format!(
        "{}\n| score | targets | searches | located % | wrong % |\n|---|---|---|---|---|\n",
        include_str!("survival.md")
    );
    let mut table =
        format!("{:<12} {:>8} {:>9} {:>9} {:>7}\n", "score", "targets", "searches", "located", "wrong");
    let mut by_app = String::from("\n| application | AUC | located in its upper half % |\n|---|---|---|\n");
    for tenth in 0..10_u8 {
        let within = |one: &&Scored| one.score.min(99) / 10 == tenth;
        let all: Vec<&Scored> = scored.iter().copied().filter(within).collect();
        let sum = |count: fn(&Scored) -> u32| all.iter().map(|one| count(one)).sum::<u32>();
        let there = sum(|one| one.there);
        let percent = |part: u32| 100.0 * f64::from(part) / f64::from(there.max(1));
        let name = format!("{} to {}", tenth * 10, tenth * 10 + 9);
        let (located, wrong) = (percent(sum(|one| one.located)), percent(sum(|one| one.wrong)));
        let _ = writeln!(document, "| {name} | {} | {there} | {located:.1} | {wrong:.1} |", all.len());
        let _ = writeln!(table, "{:<12} {:>8} {there:>9} {:>8.1}% {:>6.1}%", name, all.len(), located, wrong);
    }
    for (app, scored) in apps {
        let mut scored: Vec<&Scored> = scored.iter().collect();
        scored.sort_by_key(|one| one.score);
        let _ = writeln!(by_app, "| {app} | {:.3} | {:.1} |", auc(&scored), top_half(&scored));
    }
    let (auc, top_half) = (auc(&scored), top_half(&scored));
    let _ = writeln!(document, "{by_app}| all | {auc:.3} | {top_half:.1} |");
    Judgement { table, document, auc, top_half }
}

/// Share of searches located among targets scored in the upper half, in percent.
fn top_half(scored: &[&Scored]) -> f64 {
    let upper = scored.get(scored.len() / 2..).unwrap_or_default();
    let (there, located) =
        upper.iter().fold((0, 0), |(there, located), one| (there + one.there, located + one.located));
    100.0 * f64::from(located) / f64::from(there.max(1))
}

/// Mann and Whitney's statistic, ties counted half: each search of a target is one observation.
fn auc(scored: &[&Scored]) -> f64 {
    let (mut below, mut pairs, mut at) = (0.0, 0.0, 0);
    let lost = |one: &Scored| f64::from(one.there - one.located);
    let all_lost: f64 = scored.iter().copied().map(lost).sum();
    while let Some(first) = scored.get(at) {
        let same: Vec<&&Scored> = scored.iter().skip(at).take_while(|one| one.score == first.score).collect();
        let tied: f64 = same.iter().map(|one| lost(one)).sum();
        let located: f64 = same.iter().map(|one| f64::from(one.located)).sum();
        pairs += located * (below + tied / 2.0);
        below += tied;
        at += same.len();
    }
    let all_located: f64 = scored.iter().map(|one| f64::from(one.located)).sum();
    pairs / (all_located * all_lost).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_what_counts() {
        let one = |score, located| Scored { score, there: 1, located, wrong: 0 };
        let auc = |scored: &[Scored]| auc(&scored.iter().collect::<Vec<_>>());
        assert_eq!(auc(&[one(10, 0), one(20, 0), one(30, 1)]), 1.0);
        assert_eq!(auc(&[one(10, 1), one(20, 0)]), 0.0);
        assert_eq!(auc(&[one(10, 1), one(10, 0)]), 0.5);
    }
}
