//! The smallest integration: one script tag, and a guide that offers itself.

use anyhow::Result;
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::role;
use lotse_tests::page::Page;

use crate::follow::{ended, listen, press, step};

/// Every test of this file.
pub const CASES: &[Case] = &[case!(ALL, in_english).within(90), case!(ALL, in_german).within(90)];

async fn in_english(page: &Page) -> Result<()> {
    page.goto("/plain-html/").await?;
    subscribe(page).await
}

/// Follows the guide of the page that is shown to its end.
pub async fn subscribe(page: &Page) -> Result<()> {
    listen(page).await?;
    press(page, "Show me how").await?;
    step(page, "Enter your address").await?;
    page.fill(role("textbox", "E-mail"), "jana@kontor.example").await?;
    press(page, "Next").await?;
    step(page, "Subscribe").await?;
    page.click(role("button", "Subscribe")).await?;
    ended(page, "You are subscribed", "subscribe", "solved").await
}

async fn in_german(page: &Page) -> Result<()> {
    page.goto("/plain-html/de.html").await?;
    listen(page).await?;
    press(page, "Jetzt zeigen").await?;
    step(page, "Tragen Sie Ihre Adresse ein").await?;
    page.fill(role("textbox", "E-Mail"), "jana@kontor.example").await?;
    press(page, "Weiter").await?;
    step(page, "Abonnieren").await?;
    page.click(role("button", "Abonnieren")).await?;
    ended(page, "Der Newsletter ist bestellt", "subscribe", "solved").await
}
