//! A step whose texts are other ones on macOS: who looks sees those of the own platform, in the own language.

use std::fs;

use anyhow::Result;
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::card;
use lotse_tests::page::Page;
use lotse_tests::server::Pages;
use serde_json::json;

use crate::bundles::{lotse, text};

/// Every test of this file.
pub const CASES: &[Case] = &[case!(ALL, each_platform_has_its_own_words).within(90)];

/// Platform and language of the user, and the heading that is to be seen.
const SEEN: [(&str, &str, &str); 4] = [
    ("Windows", "en", "Press Ctrl and P"),
    ("MacIntel", "en-GB", "Press Command and P"),
    ("MacIntel", "de", "Drücken Sie Befehl und P"),
    ("Linux x86_64", "de", "Drücken Sie Strg und P"),
];

async fn each_platform_has_its_own_words(page: &Page) -> Result<()> {
    let folder = page.place().out().join("browser-tests").join(format!("platform-{}", page.browser()));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let (source, out) = (folder.join("source"), folder.join("guides"));
    fs::create_dir_all(&source)?;
    let project = json!({
        "schema": 0, "id": "platforms", "default_language": "en", "expires_days": 30,
        "languages": ["en", "de", "en-x-macos", "de-x-macos"],
    });
    let guide = json!({ "schema": 0, "guide": {
        "id": "print", "title": { "en": "Print", "de": "Drucken" }, "pages": ["/app*"], "start": "press", "steps": [
            { "kind": "instruct", "id": "press", "surface": "modal", "next": "end", "completion": [{ "kind": "next" }],
              "title": {
                "en": "Press Ctrl and P", "en-x-macos": "Press Command and P",
                "de": "Drücken Sie Strg und P", "de-x-macos": "Drücken Sie Befehl und P",
              } },
            { "kind": "end", "id": "end", "outcome": "solved" },
        ],
    } });
    fs::write(source.join("project.json"), project.to_string())?;
    fs::write(source.join("print.guide.json"), guide.to_string())?;
    lotse(&["compile", text(&source)?, "--out", text(&out)?])?;
    let mut pages = Pages::examples(page.place()).folder("guides", out)?;
    for (place, (platform, language, _)) in SEEN.iter().enumerate() {
        pages = pages.page(&format!("/app{place}"), &app(platform, language));
    }
    let server = page.serve(pages).await?;
    for (place, (.., heading)) in SEEN.iter().enumerate() {
        page.goto(&server.url(&format!("/app{place}"))).await?;
        page.until("window.lotse").await?;
        page.script("lotse.start('print')", vec![]).await?;
        page.find(card().role("heading", *heading)).await?;
        page.script_async("lotse.stop().then(arguments[0])", vec![]).await?;
    }
    Ok(())
}

/// A page in a browser that says it runs there.
fn app(platform: &str, language: &str) -> String {
    format!(
        "<!doctype html><html lang={language}><meta charset=utf-8><title>App</title><main><h1>App</h1></main>
        <script>Object.defineProperty(Navigator.prototype, 'userAgentData', {{ get: () => ({{ platform: '{platform}' }}) }})</script>
        <script type=module src=/lotse/lotse.js data-manifest=/guides/manifest.json data-language={language}></script>"
    )
}
