//! Several of everything: instances on one page, tabs of one browser, users of one device, lives of one page.

use anyhow::{Result, ensure};
use lotse_tests::browser::{ALL, Browser};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{any, card};
use lotse_tests::page::Page;
use lotse_tests::server::Pages;
use serde_json::Value;

use crate::follow::{open_kontor, press, start, step};

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(ALL, two_instances_show_one_card).within(90),
    // WebKit's driver opens no second tab in one session.
    case!(&[Browser::Chromium, Browser::Firefox], another_tab_takes_over).within(120),
    case!(ALL, another_user_sees_nothing_of_the_former).within(90),
    case!(ALL, swiss_german_falls_back_to_german).within(90),
    case!(ALL, destroyed_without_a_trace).within(90),
];

/// Two instances over the same guides, kept apart by their scope. They are the page's own: what a driver's script imports
/// lives in a world apart in Firefox.
const TWO: &str = "<!doctype html><html lang=en><title>Two</title><main><h1>Two</h1></main>
    <script type=module>
      import { init } from '/lotse/lotse.js';
      const options = { manifest: '/kontor-guides/manifest.json', triggers: false };
      window.one = init({ ...options, storage: 'memory' });
      window.two = init({ ...options, storage: 'memory' });
      window.ready = true;
    </script>";

async fn two_instances_show_one_card(page: &Page) -> Result<()> {
    let server = page.serve(Pages::examples(page.place()).page("/kontor/two", TWO)).await?;
    page.goto(&server.url("/kontor/two")).await?;
    page.until("window.ready").await?;
    let both = "const done = arguments[0];
        Promise.all([one.start('wrong-language'), two.start('stock-correction')]).then((it) => done(it.join()));";
    let begun = page.script_async(both, Vec::new()).await?;
    ensure!(begun == "true,true", "{begun}");
    page.find(card().role("heading", any())).await?;
    page.painted().await?;
    ensure!(page.now(&card().role("heading", any())).await?.len() == 1, "more than one card");
    ensure!(page.script("return document.querySelectorAll('lotse-stage').length", vec![]).await? == 1);
    // The other one has its turn when the first has ended.
    let first = page.find(card().role("heading", any())).await?.text().await?;
    let ending = if first.contains("wrong") { "one" } else { "two" };
    page.script_async(&format!("{ending}.stop().then(arguments[0])"), Vec::new()).await?;
    page.until("document.querySelector('lotse-stage')").await?;
    let second = page.find(card().role("heading", any())).await?.text().await?;
    ensure!(second != first, "the card is still “{first}”");
    page.script_async("one.destroy().then(() => two.destroy()).then(arguments[0])", Vec::new()).await?;
    page.until("!document.querySelector('lotse-stage')").await
}

async fn another_tab_takes_over(page: &Page) -> Result<()> {
    open_kontor(page, "?view=invoice&id=R-2026-1857", "en").await?;
    start(page, "invoice-tray").await?;
    step(page, "Open the print dialog").await?;
    let first = page.driver().window().await?;
    let second = page.new_tab().await?;
    page.driver().switch_to_window(second).await?;
    page.goto("/kontor/?view=invoice&id=R-2026-1857&lang=en").await?;
    step(page, "Open the print dialog").await?;
    page.driver().switch_to_window(first.clone()).await?;
    // The visible tab last used leads: back here, the guide is here again, and never in both.
    step(page, "Open the print dialog").await?;
    Ok(())
}

async fn another_user_sees_nothing_of_the_former(page: &Page) -> Result<()> {
    open_kontor(page, "?view=settings&section=region", "en").await?;
    identify(page, "{ id: 'anna' }").await?;
    start(page, "time-zone").await?;
    step(page, "Choose your time zone").await?;
    identify(page, "{ id: 'ben' }").await?;
    page.gone(card().role("heading", any())).await?;
    let keys =
        page.script("return Object.keys(localStorage).join() + JSON.stringify(localStorage)", vec![]).await?;
    let keys = keys.as_str().unwrap_or_default();
    ensure!(!keys.contains("anna") && !keys.contains("'ben'"), "a user's id is on the device: {keys}");
    identify(page, "{ id: 'anna' }").await?;
    step(page, "Choose your time zone").await
}

async fn identify(page: &Page, user: &str) -> Result<()> {
    page.script_async(&format!("lotse.identify({user}).then(arguments[0])"), Vec::new()).await.map(|_| ())
}

async fn swiss_german_falls_back_to_german(page: &Page) -> Result<()> {
    open_kontor(page, "", "en").await?;
    identify(page, "{ id: 'urs', language: 'de-CH' }").await?;
    start(page, "invoice-tray").await?;
    step(page, "Öffnen Sie die Rechnungen").await?;
    press(page, "Anleitung beenden").await
}

async fn destroyed_without_a_trace(page: &Page) -> Result<()> {
    open_kontor(page, "?view=orders", "en").await?;
    start(page, "invoice-tray").await?;
    page.find(card().role("heading", any())).await?;
    page.script_async("lotse.destroy().then(arguments[0])", Vec::new()).await?;
    page.until("!document.querySelector('lotse-stage')").await?;
    let begun = page.script_async("lotse.start('invoice-tray').then(arguments[0])", Vec::new()).await?;
    ensure!(begun == Value::Bool(false), "a destroyed instance begins a guide: {begun}");
    page.until("!document.querySelector('lotse-stage')").await
}
