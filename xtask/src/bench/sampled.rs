//! Own scripting out of a CPU profile: the time in which any function of ours was on the stack.

use std::collections::{HashMap, HashSet};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::ground::Ground;

/// How often the stack is looked at.
const INTERVAL_US: u32 = 100;
/// What counts for one look at most. Longer gaps are those of the profiler or of other programs on the machine.
const MOST_US: f64 = 1_000.0;

/// Begins a profile.
pub async fn begin(ground: &Ground) -> Result<()> {
    ground.devtools("Profiler.enable", json!({})).await?;
    ground.devtools("Profiler.setSamplingInterval", json!({ "interval": INTERVAL_US })).await?;
    ground.devtools("Profiler.start", json!({})).await?;
    Ok(())
}

/// What a profile says of ours, the browser's own work that we asked for included.
#[derive(Debug, PartialEq)]
pub struct Own {
    pub sum_ms: f64,
    /// The longest time on end.
    pub longest_ms: f64,
}

/// Ends it. Milliseconds of ours.
pub async fn end_ms(ground: &Ground) -> Result<f64> {
    Ok(end(ground).await?.sum_ms)
}

/// Ends it.
pub async fn end(ground: &Ground) -> Result<Own> {
    let answer = ground.devtools("Profiler.stop", json!({})).await?;
    own(answer.get("profile").context("no profile")?).context("a profile of another form")
}

/// The glue, the loader and the module; a module's functions have an address of their own scheme.
fn is_ours(url: &str) -> bool {
    url.contains("/lotse/lotse") || url.starts_with("wasm://")
}

fn own(profile: &Value) -> Option<Own> {
    let nodes = profile.get("nodes")?.as_array()?;
    let mut children: HashMap<u64, Vec<u64>> = HashMap::new();
    let mut open = Vec::new();
    for node in nodes {
        let id = node.get("id")?.as_u64()?;
        let below = node.get("children").and_then(Value::as_array).into_iter().flatten();
        children.insert(id, below.filter_map(Value::as_u64).collect());
        if node.pointer("/callFrame/url").and_then(Value::as_str).is_some_and(is_ours) {
            open.push(id);
        }
    }
    let mut ours = HashSet::new();
    while let Some(id) = open.pop() {
        if ours.insert(id) {
            open.extend(children.get(&id).into_iter().flatten());
        }
    }
    let samples = profile.get("samples")?.as_array()?;
    let gaps = profile.get("timeDeltas")?.as_array()?;
    // A sample lasts until the next one.
    let (mut sum, mut longest, mut run) = (0.0, 0.0_f64, 0.0);
    for (sample, gap) in samples.iter().zip(gaps.iter().skip(1)) {
        if sample.as_u64().is_some_and(|id| ours.contains(&id)) {
            let gap = gap.as_f64()?.clamp(0.0, MOST_US) / 1_000.0;
            sum += gap;
            run += gap;
            longest = longest.max(run);
        } else {
            run = 0.0;
        }
    }
    Some(Own { sum_ms: sum, longest_ms: longest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_we_call_is_ours_and_what_calls_us_is_not() {
        let profile = json!({
            "nodes": [
                { "id": 1, "callFrame": { "url": "" }, "children": [2, 5] },
                { "id": 2, "callFrame": { "url": "http://127.0.0.1/bench/probe.js" }, "children": [3] },
                { "id": 3, "callFrame": { "url": "http://127.0.0.1/lotse/lotse-core.js" }, "children": [4] },
                { "id": 4, "callFrame": { "url": "" } },
                { "id": 5, "callFrame": { "url": "wasm://wasm/0a1b" } },
            ],
            "samples": [1, 2, 3, 4, 5, 5],
            "timeDeltas": [0, 100, 100, 200, 300, 9_000],
        });
        // Node 3 for 200, node 4 for 300, node 5 for what is left of 9,000 at the limit.
        assert_eq!(own(&profile), Some(Own { sum_ms: 1.5, longest_ms: 1.5 }));
    }
}
