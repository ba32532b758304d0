//! Usage events on their way out: nothing without an address for them, everything once it is acknowledged.

use anyhow::{Context, Result, ensure};
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply, Seen, Server};
use serde_json::Value;
use tokio::time::{Duration, Instant, sleep};

use crate::follow::listen;
use crate::plain::subscribe;

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(ALL, a_page_that_goes_away_delivers).within(90),
    case!(ALL, what_is_not_acknowledged_is_kept).within(120),
];

const PATIENCE: Duration = Duration::from_secs(25);

async fn a_page_that_goes_away_delivers(page: &Page) -> Result<()> {
    let server = serve(page, 204).await?;
    follow(page, &server).await?;
    ensure!(batches(&server).is_empty(), "a batch went before it was time");
    page.goto(&server.url("/elsewhere")).await?;
    let records = delivered(&server).await?;
    ensure!(kinds(&records).contains(&"guide_ended".to_owned()), "{:?}", kinds(&records));
    ensure!(!records.iter().any(|record| record.to_string().contains("jana@")), "a typed value was sent");
    let mut ids: Vec<&str> =
        records.iter().filter_map(|record| record.get("id").and_then(Value::as_str)).collect();
    ids.sort_unstable();
    ids.dedup();
    ensure!(ids.len() == records.len(), "an id twice in one batch");
    Ok(())
}

async fn what_is_not_acknowledged_is_kept(page: &Page) -> Result<()> {
    // Browsers say on their console that it was refused.
    page.allow("/usage");
    let server = serve(page, 503).await?;
    follow(page, &server).await?;
    page.goto(&server.url("/elsewhere")).await?;
    let first = delivered(&server).await?;
    // The receiver is back; the page is another one of the same origin.
    page.goto(&server.url("/plain-html/usage")).await?;
    listen(page).await?;
    let kept = "Object.keys(localStorage).some((key) => key.startsWith('lotse:') && localStorage.getItem(key).includes('guide_ended'))";
    page.until(kept).await?;
    ensure!(!first.is_empty(), "nothing was offered");
    Ok(())
}

/// The smallest integration, with an address for usage events.
async fn serve(page: &Page, status: u16) -> Result<Server> {
    let pages = Pages::examples(page.place())
        .telling("/plain-html/usage", page.place())?
        .page("/elsewhere", "<!doctype html><title>Elsewhere</title><link rel=icon href=data:,>");
    page.serve(pages.reply("/usage", Reply::new("text/plain", "").status(status))).await
}

async fn follow(page: &Page, server: &Server) -> Result<()> {
    page.goto(&server.url("/plain-html/usage")).await?;
    subscribe(page).await
}

fn batches(server: &Server) -> Vec<Seen> {
    server.seen().into_iter().filter(|seen| seen.path == "/usage" && seen.method == "POST").collect()
}

/// The records of all batches, once there is one.
async fn delivered(server: &Server) -> Result<Vec<Value>> {
    let begun = Instant::now();
    loop {
        let batches = batches(server);
        if !batches.is_empty() {
            let mut records = Vec::new();
            for batch in batches {
                let batch: Value =
                    serde_json::from_slice(&batch.brought).context("a batch that is no JSON")?;
                records.extend(batch.get("records").and_then(Value::as_array).cloned().unwrap_or_default());
            }
            return Ok(records);
        }
        ensure!(begun.elapsed() < PATIENCE, "no batch has arrived");
        sleep(Duration::from_millis(100)).await;
    }
}

fn kinds(records: &[Value]) -> Vec<String> {
    records
        .iter()
        .filter_map(|record| record.pointer("/event/kind").and_then(Value::as_str))
        .map(str::to_owned)
        .collect()
}
