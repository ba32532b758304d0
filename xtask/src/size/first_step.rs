//! What is fetched up to the first step: Kontor in a real browser, a guide begun there, and the server's own record.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use lotse_tests::browser::Browser;
use lotse_tests::find::{any, card};
use lotse_tests::page::Page;
use lotse_tests::place::Place;
use lotse_tests::session::Session;

use super::Packed;
use crate::report::Report;
use crate::wasm;

/// Everything that a visitor downloads until the first card is there, brotli 11.
const FIRST_STEP_BUDGET_BYTES: f64 = 70_000.0;
/// The loader and a manifest.
const NOTHING_BUDGET_REQUESTS: f64 = 2.0;
/// Of a bundle with many guides, one guide and one language are fetched: a longer and a shorter one.
const GUIDES: [&str; 2] = ["invoice-tray", "time-zone"];

/// Adds the rows.
pub async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    for guide in GUIDES {
        let mut sum = Packed::default();
        for file in fetched(place, guide).await? {
            let bytes = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
            sum.add(&Packed::of(&bytes)?);
        }
        let metric = format!("everything up to the first step of {guide}");
        report.at_most(format!("{metric}, brotli"), sum.brotli, "bytes", FIRST_STEP_BUDGET_BYTES);
        report.figure(format!("{metric}, gzip"), sum.gzip, "bytes");
        report.figure(format!("{metric}, raw"), sum.raw, "bytes");
    }
    let requests = requests_of_a_page_without_help(place).await?;
    report.at_most("requests of a page with nothing to offer", requests, "count", NOTHING_BUDGET_REQUESTS);
    Ok(())
}

/// What the page had asked for when the card was told of, which is when it has been painted; the rest of the core comes after that.
const NOTE: &str = "lotse.on('event', ({ event }) => { if (event.kind === 'step_shown') window.shownAt ??= performance.now(); });";
const ASKED: &str = "return performance.getEntriesByType('resource').filter((it) => it.startTime < shownAt).map((it) => new URL(it.name).pathname)";

/// The files behind all requests for something of ours up to the first card, each once.
async fn fetched(place: &Place, guide: &str) -> Result<BTreeSet<PathBuf>> {
    let session = Session::open(Browser::Chromium, place).await?;
    let outcome = begin(session.page(), guide).await;
    session.close().await;
    let mut files = BTreeSet::new();
    for path in outcome? {
        match (path.strip_prefix("/lotse/"), path.strip_prefix("/kontor-guides/")) {
            (Some(name), _) => files.insert(place.dist().join(name)),
            (None, Some(name)) => files.insert(place.demo().join("kontor").join(name)),
            (None, None) => continue,
        };
    }
    ensure!(files.contains(&place.dist().join(wasm::CORE_WASM)), "the core was not seen among {files:?}");
    Ok(files)
}

async fn begin(page: &Page, guide: &str) -> Result<Vec<String>> {
    page.goto("/kontor/?reset=1&lang=en").await?;
    page.until("window.lotse").await?;
    page.script(NOTE, Vec::new()).await?;
    page.script("lotse.start(arguments[0])", vec![guide.into()]).await?;
    page.find(card().role("heading", any())).await?;
    page.until("window.shownAt").await?;
    for seen in page.server().seen() {
        ensure!(matches!(seen.status, 200 | 304), "{} was answered with {}", seen.path, seen.status);
    }
    Ok(serde_json::from_value(page.script(ASKED, Vec::new()).await?)?)
}

/// Kontor's help button aside, nobody asks for help here, and no guide is for this address.
async fn requests_of_a_page_without_help(place: &Place) -> Result<f64> {
    let session = Session::open(Browser::Chromium, place).await?;
    let outcome = visit(session.page()).await;
    session.close().await;
    outcome
}

async fn visit(page: &Page) -> Result<f64> {
    let manifest = r#"{"schema":0,"project":"p","environment":"e","release":1,"issued_s":1,"expires_s":4102444800,"min_sdk":0,"default_language":"en","index":[{"prefix":"/elsewhere","shard":"00"}]}"#;
    let html = r#"<!doctype html><title>Nothing</title><script type="module" src="/lotse/lotse.js" data-manifest="/m.json"></script>"#;
    let pages = lotse_tests::server::Pages::examples(page.place())
        .page("/nothing", html)
        .reply("/m.json", lotse_tests::server::Reply::new("application/json", manifest));
    let server = page.serve(pages).await?;
    page.goto(&server.url("/nothing")).await?;
    page.until("window.lotse && performance.getEntriesByType('resource').length > 1").await?;
    // What is not going to happen has to be given the time in which it would.
    page.script_async("setTimeout(arguments[0], 1000)", Vec::new()).await?;
    Ok(server.seen().iter().filter(|seen| seen.path != "/nothing" && seen.path != "/favicon.ico").count()
        as f64)
}
