//! From the start of the page's script to the first card painted, at three speeds, beside driver.js in the same run.
//!
//! All are loaded as an integrator would load them, compressed, from an empty cache, in turn: ours with the hints of the embed
//! snippet and a single file, ours as a script tag alone with a manifest, and driver.js. The lower quartile counts: what
//! other programs on the machine do only adds.

use anyhow::{Result, bail};
use lotse_tests::browser::Browser;
use lotse_tests::place::Place;
use serde_json::{Value, json};

use super::ground::{Ground, number, prepare};
use crate::report::Report;
use crate::say;

const ROUNDS: usize = 9;
/// Their pages are called like this.
const LIBRARIES: [&str; 3] = ["lotse", "tag", "driver"];

/// What it is called, how much slower the processor is, and whether the network is slow 4G (1.6 Mbit/s, 150 ms).
const SPEEDS: &[(&str, u32, bool)] =
    &[("CPU 1x", 1, false), ("CPU 4x slower", 4, false), ("CPU 4x slower, slow 4G", 4, true)];

pub async fn run(place: &Place) -> Result<Report> {
    prepare(place).await?;
    let mut report = Report::default();
    let ground = Ground::open_compressed(Browser::Chromium, place).await?;
    let measured = speeds(&ground, &mut report).await;
    ground.close().await;
    measured.map(|()| report)
}

async fn speeds(ground: &Ground, report: &mut Report) -> Result<()> {
    ground.devtools("Network.enable", json!({})).await?;
    // The server compresses each file when it is first asked for.
    for library in LIBRARIES {
        once(ground, library).await?;
    }
    let mut anew = 0;
    for (speed, slower, is_slow_net) in SPEEDS {
        let step = say::step(format!("cold: {ROUNDS} rounds, {speed}"));
        slow_down(ground, *slower, *is_slow_net).await?;
        let mut times = [const { Vec::new() }; LIBRARIES.len()];
        for _ in 0..ROUNDS {
            for (library, times) in LIBRARIES.iter().zip(&mut times) {
                let (time, is_anew) = once(ground, library).await?;
                times.push(time);
                anew += u32::from(is_anew);
            }
        }
        slow_down(ground, 1, false).await?;
        let [ours, tag, driver] = times.map(|times| lower_quartile(&times));
        report.figure(format!("{speed}: script start to card painted"), ours, "ms");
        report.figure(format!("{speed}: the same from a script tag alone"), tag, "ms");
        report.figure(format!("{speed}: the same with driver.js"), driver, "ms");
        report.figure(format!("{speed}: ours in parts of driver.js"), ours / driver, "×");
        step.done();
    }
    // The profile does not know all of what runs up to a first card, then: `cargo xtask profile`.
    report.at_most("starts in which the core was begun anew", f64::from(anew), "count", 0.0);
    Ok(())
}

async fn slow_down(ground: &Ground, slower: u32, is_slow_net: bool) -> Result<()> {
    ground.devtools("Emulation.setCPUThrottlingRate", json!({ "rate": slower })).await?;
    let (latency, down, up) = if is_slow_net { (150, 200_000, 93_750) } else { (0, -1, -1) };
    let conditions = json!({
        "offline": false, "latency": latency, "downloadThroughput": down, "uploadThroughput": up,
    });
    ground.devtools("Network.emulateNetworkConditions", conditions).await?;
    Ok(())
}

/// Milliseconds from script start to painted, from an empty cache, and whether the core was begun anew.
async fn once(ground: &Ground, library: &str) -> Result<(f64, bool)> {
    ground.page().goto("about:blank").await?;
    ground.devtools("Network.clearBrowserCache", json!({})).await?;
    let address = ground.url(&format!("cold-{library}.html"));
    ground.page().goto(&address).await?;
    // A browser's first navigation with an emulated network may end on the blank page.
    if ground.ask("typeof cold").await? == "undefined" {
        ground.page().goto(&address).await?;
    }
    let seen = ground.ask("cold").await?;
    if seen.get("painted").is_none_or(Value::is_null) {
        bail!("{library} shows no card: {seen}");
    }
    Ok((number(&seen, "/painted") - number(&seen, "/begun"), number(&seen, "/cores") > 1.0))
}

/// The value that a quarter of the values is below or at.
fn lower_quartile(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len() / 4).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::lower_quartile;

    #[test]
    fn a_quarter_is_below() {
        assert_eq!(lower_quartile(&[9.0, 3.0, 5.0, 1.0, 7.0, 8.0, 2.0, 6.0, 4.0]), 3.0);
        assert!(lower_quartile(&[]).is_nan());
    }
}
