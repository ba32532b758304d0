//! What was fitted, for people and for the compiler.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lotse_locator::linkage::Model;
use lotse_locator::linkage::signs::SIGNS;

use crate::judge::Tally;
use crate::rank;

/// How many of the strongest parameters are told.
const TOLD: usize = 40;

fn percent(part: u32, whole: u32) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.1}", 100.0 * f64::from(part) / f64::from(whole)) }
}

/// Figures under a name.
pub type Named<'a> = (&'a str, &'a BTreeMap<String, Tally>);

/// What the figures are called that are told beside those that are kept.
pub const COMPARED: &str = "learned from the public corpora alone";

/// Figures by corpus and kind of drift, then those by corpus that they are compared with.
pub fn table(named: &[Named<'_>; 2]) -> String {
    let [(_, kept), (name, compared)] = named;
    let compared: BTreeMap<String, Tally> = compared
        .iter()
        .filter(|(corpus, _)| !corpus.contains(' '))
        .map(|(corpus, tally)| (corpus.clone(), *tally))
        .collect();
    format!("{}\n{name}\n{}", rows(kept), rows(&compared))
}

fn rows(tallies: &BTreeMap<String, Tally>) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:<50} {:>6} {:>8} {:>7} {:>7} {:>7} {:>9} {:>9}",
        "corpus", "there", "located", "wrong", "top-1", "absent", "false hit", "left out"
    );
    for (name, tally) in tallies {
        let [there, located, wrong, top, absent, false_hits, left_out] = figures(tally);
        let _ = writeln!(
            out,
            "{name:<50} {there:>6} {located:>8} {wrong:>7} {top:>7} {absent:>7} {false_hits:>9} {left_out:>9}"
        );
    }
    out
}

/// What is told of a tally, in the order of the columns of both tables.
fn figures(tally: &Tally) -> [String; 7] {
    let there = |part| percent(part, tally.there);
    [
        tally.there.to_string(),
        there(tally.located),
        there(tally.wrong),
        there(tally.top),
        tally.absent.to_string(),
        percent(tally.false_hits, tally.absent),
        percent(tally.left_out_hits, tally.left_out),
    ]
}

/// `weights.rs` of the locator.
pub fn source(model: &Model) -> String {
    let list = |numbers: Vec<String>| {
        let lines: Vec<String> =
            numbers.chunks(20).map(|line| format!("    {},\n", line.join(", "))).collect();
        lines.concat()
    };
    format!(
        "//! Weights as fitted by `cargo xtask fit locators --keep`; docs/locator-weights.md says how good they are. Not written by hand.\n\n\
         use super::score::PARAMETERS;\nuse super::signs::SIGN;\n\n\
         /// By parameter of the score, in 256ths.\n#[rustfmt::skip]\npub const WEIGHTS: [i16; PARAMETERS] = [\n{}];\n\n\
         /// By sign of the confidence, in 256ths.\n#[rustfmt::skip]\npub const CONFIDENCE: [i32; SIGN] = [\n{}];\n\n\
         /// What a look-alike's claim takes away, in 256ths.\npub const CLAIM: i32 = {};\n\n\
         /// Sum over the signs from which a match is safe, in 256ths.\npub const THRESHOLD: i32 = {};\n",
        list(model.weights.iter().map(i16::to_string).collect()),
        list(model.confidence.iter().map(i32::to_string).collect()),
        model.claim,
        model.threshold
    )
}

/// The report that ships with the weights.
pub fn document(named: &[Named<'_>; 2], model: &Model) -> String {
    let mut out = String::from(include_str!("preface.md"));
    let [(_, kept), (name, compared)] = named;
    section(&mut out, "By corpus", "corpus", kept, false);
    section(&mut out, &format!("By corpus, {name}"), "corpus", compared, false);
    section(&mut out, "By kind of drift", "kind of drift", kept, true);
    let _ = writeln!(out, "\n## The strongest weights\n\n| parameter | weight |\n|---|---|");
    let mut strongest: Vec<(usize, i16)> = model.weights.iter().copied().enumerate().collect();
    strongest.sort_by_key(|(_, weight)| -i32::from(weight.unsigned_abs()));
    for (parameter, weight) in strongest.iter().take(TOLD) {
        let _ = writeln!(out, "| {} | {:.2} |", rank::name(*parameter), f64::from(*weight) / 256.0);
    }
    let _ = writeln!(out, "\n## Confidence\n\n| sign | weight |\n|---|---|");
    for (sign, weight) in SIGNS.iter().zip(&model.confidence) {
        let _ = writeln!(out, "| {sign} | {:.3} |", f64::from(*weight) / 256.0);
    }
    out
}

fn section(out: &mut String, title: &str, head: &str, tallies: &BTreeMap<String, Tally>, wants_kinds: bool) {
    let _ = writeln!(
        out,
        "\n## {title}\n\n| {head} | there | located % | wrong % | best guess right % | absent | false hit % | hit when left out % |\n|---|---|---|---|---|---|---|---|"
    );
    for (name, tally) in tallies.iter().filter(|(name, _)| name.contains(' ') == wants_kinds) {
        let _ = writeln!(out, "| {name} | {} |", figures(tally).join(" | "));
    }
}
