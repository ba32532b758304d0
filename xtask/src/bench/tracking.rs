//! Whether card and ring stay on a target that moves: every frame is looked at, in every browser.
//!
//! Where the browser holds them (native anchoring), no frame may be off and no code of ours may run while nothing but
//! scrolling happens. Where it does not, or is told not to, they may be one frame late.

use anyhow::{Result, bail};
use lotse_tests::browser::{ALL, Browser};
use lotse_tests::place::Place;
use serde_json::{Value, json};

use super::ground::{Ground, number, prepare};
use crate::report::Report;
use crate::say;

/// Kinds of movement; the last two are no scrolling.
const KINDS: &[&str] = &["nested", "window", "wheel", "shift", "animation"];
/// A movement during which the browser could not keep up is looked at again this often.
const ATTEMPTS: usize = 3;

pub async fn run(place: &Place) -> Result<Report> {
    prepare(place).await?;
    let mut report = Report::default();
    for browser in ALL {
        let step = say::step(format!("tracking in {browser}"));
        let ground = Ground::open(*browser, place).await?;
        let measured = in_browser(&ground, *browser, &mut report).await;
        ground.close().await;
        measured?;
        step.done();
    }
    Ok(report)
}

async fn in_browser(ground: &Ground, browser: Browser, report: &mut Report) -> Result<()> {
    for anchoring in ["on", "off"] {
        ground.go(&format!("tracking.html?anchoring={anchoring}")).await?;
        for kind in KINDS {
            if !is_measured(browser, kind) {
                continue;
            }
            let seen = follow(ground, browser, kind).await?;
            let is_native = seen.get("native") == Some(&Value::Bool(true));
            let name = format!("{browser}, anchoring {anchoring}, {kind}");
            report.figure(
                format!("{name}: frames in which the target moved"),
                number(&seen, "/moved"),
                "frames",
            );
            report.figure(format!("{name}: farthest off"), number(&seen, "/worst"), "px");
            if is_native {
                report.at_most(
                    format!("{name}: frames more than 1 px off"),
                    number(&seen, "/wrong"),
                    "frames",
                    0.0,
                );
            }
            report.at_most(
                format!("{name}: frames more than one frame late"),
                number(&seen, "/late"),
                "frames",
                0.0,
            );
            report.at_most(
                format!("{name}: frames without card or ring"),
                number(&seen, "/gone"),
                "frames",
                0.0,
            );
            if is_native && matches!(*kind, "nested" | "window" | "wheel") {
                if number(&seen, "/ours") > 0.0 {
                    say::note(&format!("{name}: called were {}", seen.get("kinds").unwrap_or(&Value::Null)));
                }
                report.at_most(
                    format!("{name}: frames with script of ours"),
                    number(&seen, "/ours"),
                    "frames",
                    0.0,
                );
            }
        }
    }
    Ok(())
}

/// What a transform moves is followed by script outside Chromium, and not promised. WebKit's driver takes wheel input and
/// does not scroll.
fn is_measured(browser: Browser, kind: &str) -> bool {
    match kind {
        "animation" => browser == Browser::Chromium,
        "wheel" => browser != Browser::Webkit,
        _ => true,
    }
}

/// One kind of movement, from rest. Repeated when the target did not move enough to say anything.
async fn follow(ground: &Ground, browser: Browser, kind: &str) -> Result<Value> {
    let least = if matches!(kind, "shift" | "wheel") { 4.0 } else { 15.0 };
    let mut seen = Value::Null;
    for _ in 0..ATTEMPTS {
        if ground.ask("bench.rest()").await? != Value::Bool(true) {
            bail!("{browser}: the card is not shown");
        }
        ground
            .page()
            .script(&format!("bench.under = bench.track('{kind}'); return null"), Vec::new())
            .await?;
        if kind == "wheel" {
            turn_wheel(ground, browser).await?;
            // What the last turn brings is looked at, too.
            ground.ask("bench.frames(6).then(() => { bench.isTurned = true; })").await?;
        }
        seen = ground.ask("bench.under").await?;
        if number(&seen, "/moved") >= least {
            return Ok(seen);
        }
    }
    bail!("{browser}, {kind}: the target hardly moved: {seen}")
}

/// Real wheel input over the nested scroller, down and up again. Chromium's driver would turn it in one jump.
async fn turn_wheel(ground: &Ground, browser: Browser) -> Result<()> {
    let place = ground.ask("bench.pointAt()").await?;
    if browser == Browser::Chromium {
        for distance in [-100, 100] {
            let gesture = json!({
                "x": place.get("x"), "y": place.get("y"), "yDistance": distance, "speed": 220, "gestureSourceType": "mouse",
            });
            ground.devtools("Input.synthesizeScrollGesture", gesture).await?;
        }
        return Ok(());
    }
    for at in 0..24 {
        let turn = json!([{ "type": "wheel", "id": "wheel", "actions": [{
            "type": "scroll", "origin": "viewport", "x": place.get("x"), "y": place.get("y"),
            "deltaX": 0, "deltaY": if at < 12 { 12 } else { -12 }, "duration": 0,
        }] }]);
        ground.act(turn).await?;
    }
    Ok(())
}
