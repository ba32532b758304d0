//! What 300 rounds of start and stop leave behind, beside the page alone.

use anyhow::{Result, bail};
use lotse_tests::browser::Browser;
use lotse_tests::place::Place;
use serde_json::{Value, json};

use super::ground::{Ground, number, prepare};
use crate::report::Report;
use crate::say;

/// Rounds before the first look: whatever is made once is made then.
const WARM: u32 = 30;
/// The driver ends scripts after a minute, so they come in parts.
const WARM_PARTS: u32 = 4;
const ROUNDS: u32 = 300;
/// Compiled code is counted as heap, and V8 goes on compiling for hundreds of rounds what it finds worth while. That is no
/// leak; without it, what grows is what we keep.
const PLAIN_CODE: &str = "--js-flags=--no-opt --no-maglev --no-sparkplug --no-lazy-feedback-allocation --no-wasm-dynamic-tiering --no-wasm-lazy-compilation";
/// What the heap may grow by beyond the page's own growth.
const HEAP_BUDGET_KIB: f64 = 10.0;

pub async fn run(place: &Place) -> Result<Report> {
    prepare(place).await?;
    let mut report = Report::default();
    let step = say::step(format!("leak: {ROUNDS} rounds of start and stop, and the page alone"));
    let alone = growth(place, "alone").await?;
    let ours = growth(place, "ours").await?;
    let (bare_alone, bare) = (growth(place, "alone&bare").await?, growth(place, "ours&bare").await?);
    for (metric, key) in [
        ("nodes of all documents", "nodes"),
        ("elements in the page", "elements"),
        ("detached nodes held by script", "detached"),
        ("listeners as the browser counts them", "listeners"),
        ("listeners, registered by us", "own_listener"),
        ("observers, registered by us", "own_observer"),
        ("timers, registered by us", "own_timer"),
        ("frames asked for by us", "own_frame"),
    ] {
        let path = format!("/{key}");
        let more = number(&ours, &path) - number(&alone, &path);
        report.at_most(format!("{metric}, more than before"), more, "count", 0.0);
    }
    report.figure("WebAssembly memory", number(&ours, "/memory") / 1024.0, "KiB");
    report.at_most("WebAssembly memory, growth", number(&ours, "/wasm") / 1024.0, "KiB", 0.0);
    let (heap, base) = (number(&bare, "/heap") / 1024.0, number(&bare_alone, "/heap") / 1024.0);
    report.figure("heap of the page alone, growth", base, "KiB");
    report.at_most("heap, growth beyond the page alone", heap - base.max(0.0), "KiB", HEAP_BUDGET_KIB);
    step.done();
    Ok(report)
}

/// What is more after the rounds than before them, in a browser of its own.
async fn growth(place: &Place, kind: &str) -> Result<Value> {
    let ground = Ground::open_with(Browser::Chromium, place, &[PLAIN_CODE]).await?;
    let measured = rounds(&ground, kind).await;
    ground.close().await;
    measured
}

async fn rounds(ground: &Ground, kind: &str) -> Result<Value> {
    ground.devtools("Performance.enable", json!({})).await?;
    ground.devtools("HeapProfiler.enable", json!({})).await?;
    ground.devtools("DOM.enable", json!({})).await?;
    ground.go(&format!("leak.html?{kind}")).await?;
    for _ in 0..WARM_PARTS {
        repeat(ground, WARM).await?;
    }
    let before = look(ground).await?;
    // Scripts of the driver end after a minute; the rounds are asked for in parts.
    for _ in 0..ROUNDS / 30 {
        repeat(ground, 30).await?;
    }
    let after = look(ground).await?;
    let Some(before) = before.as_object() else { bail!("nothing was counted") };
    let more = before.keys().map(|key| {
        let path = format!("/{key}");
        let base = before.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN);
        (key.clone(), json!(number(&after, &path) - base))
    });
    let mut growth: serde_json::Map<String, Value> = more.collect();
    growth.insert("memory".to_owned(), json!(number(&after, "/wasm")));
    if kind.starts_with("ours") && number(&after, "/wasm") <= 0.0 {
        bail!("the memory of the core was not seen");
    }
    Ok(Value::Object(growth))
}

async fn repeat(ground: &Ground, rounds: u32) -> Result<()> {
    let missed = ground.ask(&format!("bench.rounds({rounds})")).await?;
    if missed != json!(0) {
        bail!("in {missed} of {rounds} rounds the card did not come or did not go");
    }
    Ok(())
}

/// Everything that can be counted, once garbage is gone.
async fn look(ground: &Ground) -> Result<Value> {
    ground.ask("bench.sleep(700)").await?;
    ground.collect_garbage().await?;
    let metrics = ground.devtools("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let list = metrics.get("metrics").and_then(Value::as_array).into_iter().flatten();
        let found = list.clone().find(|entry| entry.get("name").and_then(Value::as_str) == Some(name));
        found.map_or(f64::NAN, |entry| number(entry, "/value"))
    };
    let detached = ground.devtools("DOM.getDetachedDomNodes", json!({})).await?;
    let detached = detached.get("detachedNodes").and_then(Value::as_array).map_or(0, Vec::len);
    let page = ground.ask("bench.count()").await?;
    Ok(json!({
        "nodes": metric("Nodes"),
        "listeners": metric("JSEventListeners"),
        "heap": metric("JSHeapUsedSize"),
        "detached": detached,
        "elements": number(&page, "/elements"),
        "wasm": number(&page, "/wasm"),
        "own_listener": number(&page, "/live/listener"),
        "own_observer": number(&page, "/live/observer"),
        "own_timer": number(&page, "/live/timer"),
        "own_frame": number(&page, "/live/frame"),
    }))
}
