//! Problems in the studio: described, kept by the server, and what finding the cause will cost.

use anyhow::{Context, Result, ensure};
use lotse_tests::find::{containing, css, role};
use lotse_tests::page::Page;
use serde_json::{Value, json};

use super::house::{House, prefer};

const PATH: &str = "/projects/crm/problems/nothing-printed";

/// Puts Kontor's problem into the project.
pub async fn put(page: &Page, house: &House) -> Result<()> {
    let file = page.place().root().join("examples/kontor/problems/nothing-printed.problem.json");
    let source = std::fs::read_to_string(file)?;
    house.ask(page, "PUT", PATH, json!({ "source": source, "revision": 0 })).await.map(|_| ())
}

pub async fn problems_are_described_and_simulated(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    put(page, &house).await?;
    page.goto(&house.url("/p/crm/problems")).await?;
    page.click(role("link", containing("Nothing comes out of the printer"))).await?;
    // The simulator says what it costs, and how a case goes.
    page.until("document.querySelectorAll('.figures dd').length === 4").await?;
    page.until("document.querySelector('.told li:last-child')?.textContent.length > 10").await?;
    page.until("/on average/.test(document.querySelector('.simulator [role=status]')?.textContent)").await?;
    page.picture(&format!("studio/simulator-{}", page.browser())).await?;
    let first = page.script("return document.querySelector('.told').textContent", vec![]).await?;
    page.choose(css("#true-cause"), "Paper is stuck").await?;
    page.until("/on average/.test(document.querySelector('.simulator [role=status]')?.textContent)").await?;
    let second = page.script("return document.querySelector('.told').textContent", vec![]).await?;
    ensure!(first != second, "another cause is another way: {first}");
    // A share is changed, and the server has it although nobody pressed anything.
    page.click(css("label[for=part-causes]")).await?;
    page.fill(css("#n-problem-causes-0-permille"), "20").await?;
    page.until("document.querySelector('.saving')?.textContent === 'Saved'").await?;
    let stored = house.ask(page, "GET", PATH, Value::Null).await?;
    let source = stored.get("source").and_then(Value::as_str).context("a source")?;
    let source: Value = serde_json::from_str(source)?;
    ensure!(source.pointer("/problem/causes/0/permille") == Some(&json!(200)), "{source}");
    // What comes out of a question is a table.
    page.click(css("label[for=part-probes]")).await?;
    page.click(css("details:has(.chances) > summary").first()).await?;
    page.find(css(".chances td").first()).await?;
    page.picture(&format!("studio/probes-{}", page.browser())).await?;
    page.click(css("label[for=part-fixes]")).await?;
    page.until("document.querySelectorAll('[id^=mend-0-]').length >= 12").await
}
