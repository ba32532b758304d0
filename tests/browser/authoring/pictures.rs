//! The pictures of `docs/first-guide.md`, in English and in German: every page that it speaks of, with a guide of Kontor's.
//! `cargo xtask pictures` puts them into `docs/pictures`.

use anyhow::{Context, Result};
use lotse_tests::find::css;
use lotse_tests::page::Page;
use serde_json::{Value, json};

use super::house::{House, prefer};

/// The guide that is shown, and the step that is chosen in it.
const GUIDE: &str = "invoice-tray";
/// The window, in CSS pixels: what it shows can still be read on a page of text.
const SIZE: (u32, u32) = (1340, 800);

pub async fn the_first_guide_is_pictured(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    let folder = page.place().root().join("examples/kontor/guides");
    for guide in ["stuck-filter", "time-zone", GUIDE] {
        let source = std::fs::read_to_string(folder.join(format!("{guide}.guide.json")))?;
        house.put_guide(page, &source).await?;
    }
    let mut settings = house.ask(page, "GET", "/projects/crm/settings", Value::Null).await?;
    let environment = json!({ "name": "production", "origins": ["https://kontor.example"], "start_url": "https://kontor.example/orders" });
    *settings.pointer_mut("/environments").context("environments")? = json!([environment]);
    house.ask(page, "PUT", "/projects/crm/settings", settings).await?;
    house.invite_ben(page).await?;
    page.viewport(SIZE.0, SIZE.1).await?;
    for language in ["en", "de"] {
        prefer(page, language, "light").await?;
        in_one_language(page, &house, language).await.with_context(|| language.to_owned())?;
    }
    Ok(())
}

async fn in_one_language(page: &Page, house: &House, language: &str) -> Result<()> {
    page.goto(&house.url("/p/crm")).await?;
    page.find(css(".guide-row a").first()).await?;
    page.click(css(".page-head .primary")).await?;
    page.find(css("#new-title")).await?;
    take(page, "new-guide", language).await?;
    house.open_written(page, GUIDE).await?;
    page.click(css(&format!("label[for=text-language-{language}]"))).await?;
    page.click(css(".step-list li:nth-child(3) .step-row")).await?;
    page.until("document.querySelector('.preview iframe')?.contentDocument?.querySelector('lotse-stage')")
        .await?;
    tokio::time::sleep(std::time::Duration::from_millis(800)).await;
    take(page, "step", language).await?;
    page.click(css("label[for=view-graph]")).await?;
    page.find(css(".node").first()).await?;
    take(page, "graph", language).await?;
    page.click(css("label[for=view-texts]")).await?;
    page.find(css(".text-row textarea").first()).await?;
    take(page, "texts", language).await?;
    page.click(css("label[for=view-steps]")).await?;
    page.click(css(".bar-end .primary")).await?;
    page.find(css("dialog textarea, dialog input").first()).await?;
    take(page, "review", language).await?;
    page.press("Escape").await?;
    page.until("document.querySelector('dialog[open]') === null").await?;
    // Last: from now on the studio waits for the application, and says so on every page.
    page.click(css(".step-list li:nth-child(1) .step-row")).await?;
    page.click(css(".bar-end .compact").first()).await?;
    page.find(css("dialog .primary")).await?;
    page.until("document.querySelector('dialog .code')?.textContent.length > 6").await?;
    take(page, "record", language).await?;
    page.press("Escape").await?;
    page.until("document.querySelector('dialog[open]') === null").await
}

async fn take(page: &Page, name: &str, language: &str) -> Result<()> {
    page.painted().await?;
    page.picture(&format!("first-guide/{name}-{language}")).await.map(|_| ())
}
