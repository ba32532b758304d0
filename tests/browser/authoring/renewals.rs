//! Controls over time: new evidence for what has changed, looked at in the app before it is taken over; and how surely what is picked will
//! be found again.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use lotse_locator::linkage::hash;
use lotse_tests::find::{containing, css, role, text};
use lotse_tests::page::Page;
use lotse_tests::server::Server;
use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use super::house::{House, prefer};
use crate::retrace::{AFTER, BEFORE, read, readable, record, renewed, with};
use crate::studio::other_window;
use crate::studio::picker_tag;

/// How long a whole page may be looked at.
const PATIENCE: Duration = Duration::from_secs(20);
const TAKE: &str = "Take over evidence";

/// The app of today with the picker, and a page of it where the control is not.
async fn app(page: &Page, house: &House) -> Result<Server> {
    let tag = picker_tag(&house.origin);
    let elsewhere = with(
        "<!doctype html><html lang=en><title>Home</title><body><main><h1>Home</h1><button>Search</button></main></body></html>",
        &tag,
    );
    let server = page
        .serve(
            readable(page)?
                .page("/now", &with(AFTER, &tag))
                .page("/de", &with(&in_german(), &tag))
                .page("/home", &elsewhere),
        )
        .await?;
    let mut settings = house.ask(page, "GET", "/projects/crm/settings", Value::Null).await?;
    *settings.pointer_mut("/takes_usage").context("a switch")? = json!(true);
    let environment =
        json!({ "name": "production", "origins": [server.origin()], "start_url": server.url("/home") });
    *settings.pointer_mut("/environments").context("environments")? = json!([environment]);
    house.ask(page, "PUT", "/projects/crm/settings", settings).await?;
    Ok(server)
}

/// The page on which the control was recorded, for somebody who reads German.
fn in_german() -> String {
    BEFORE
        .replace("lang=en", "lang=de")
        .replace("lang=\"en\"", "lang=\"de\"")
        .replace("Save draft", "Entwurf sichern")
}

fn guide(record: &str) -> String {
    let evidence = json!([
        { "kind": "role", "role": "button" },
        { "kind": "name", "is": { "en": "Save draft" } },
        { "kind": "attribute", "name": "name", "value": "store" },
        { "kind": "linkage", "record": record },
    ]);
    json!({ "schema": 0, "guide": {
        "id": "print", "title": { "en": "Keep a draft", "de": "Einen Entwurf aufheben" }, "start": "one", "steps": [
            { "kind": "instruct", "id": "one", "title": { "en": "Keep your draft", "de": "Entwurf aufheben" },
              "body": { "en": "Press it.", "de": "Drücken." }, "target": { "name": { "en": "Save draft" }, "evidence": evidence },
              "completion": [{ "kind": "click" }], "next": "end" },
            { "kind": "end", "id": "end", "outcome": "solved", "title": { "en": "Kept", "de": "Aufgehoben" } },
        ] } })
    .to_string()
}

/// The guide open in the studio, its control to be picked again, and the app on show at a path with the picker; and the studio's window.
async fn picking(page: &Page, record: &str, path: &str) -> Result<(House, Server, WindowHandle)> {
    let house = House::furnished(page).await?;
    let app = app(page, &house).await?;
    house.put_guide(page, &guide(record)).await?;
    page.goto(&house.url("/")).await?;
    prefer(page, "en", "light").await?;
    house.open_guide(page, "print").await?;
    let own = page.driver().window().await?;
    page.click(role("button", "Pick again")).await?;
    page.fill(css("#link-address"), &app.url(path)).await?;
    page.click(css("dialog .primary")).await?;
    let window = other_window(page, &own).await?;
    page.driver().switch_to_window(window).await?;
    page.until("document.querySelector('lotse-picker')").await?;
    Ok((house, app, own))
}

/// Picks a button by key after the pointer has rested there, and goes back to the studio.
async fn pick_rested(page: &Page, studio: &WindowHandle, name: &str, rest_ms: u32) -> Result<()> {
    page.hover(css("h2").first()).await?;
    page.hover(role("button", name)).await?;
    page.script_async(&format!("setTimeout(arguments[0], {rest_ms})"), Vec::new()).await?;
    page.press("Enter").await?;
    Ok(page.driver().switch_to_window(studio.clone()).await?)
}

/// Twelve people were led on by the old record.
async fn report(page: &Page, old: &str, new: &str) -> Result<()> {
    let evidence = format!("{{\"old\":{},\"new\":{new}}}", hash::of(old.as_bytes()));
    let records = (0..12).map(|session| {
        json!({ "id": format!("{session:032x}"), "session": format!("{session:032x}"), "release": 1,
            "event": { "kind": "target_retraced", "guide": "print", "step": "one", "evidence": evidence } })
    });
    let body = json!({ "schema": 0, "records": records.collect::<Vec<Value>>() }).to_string();
    let send = "const [body, done] = arguments; fetch('/g/crm/production/usage', { method: 'POST', body, headers: \
        { 'content-type': 'application/json' } }).then((answer) => done(answer.status), () => done(0))";
    let status = page.script_async(send, vec![json!(body)]).await?;
    ensure!(status == 204, "{status}");
    Ok(())
}

/// Pictures of the notice as it stands: German, dark, narrow.
async fn pictures(page: &Page, house: &House, name: &str) -> Result<()> {
    for (language, scheme, width) in
        [("de", "dark", 1440), ("de", "light", 320), ("en", "dark", 320), ("en", "light", 1440)]
    {
        prefer(page, language, scheme).await?;
        house.open_written(page, "print").await?;
        page.viewport(width, 900).await?;
        page.until("document.querySelector('.renewal')").await?;
        page.script("document.querySelector('.renewal').scrollIntoView({ block: 'center' })", vec![]).await?;
        page.painted().await?;
        page.picture(&format!("studio/{name}-{language}-{scheme}-{width}")).await?;
        let fits = page.script("const it = document.querySelector('.renewal').getBoundingClientRect(); return it.left >= 0 && it.right <= innerWidth", vec![]).await?;
        ensure!(fits == true, "the notice is wider than {width}");
    }
    page.viewport(1440, 900).await
}

pub async fn new_evidence_is_seen_in_the_app_and_taken_over(page: &Page) -> Result<()> {
    let (before, now) = (read(page, BEFORE).await?, read(page, AFTER).await?);
    let old = record(&before)?;
    let house = House::furnished(page).await?;
    let app = app(page, &house).await?;
    house.put_guide(page, &guide(&old)).await?;
    report(page, &old, &renewed(&old, &now)?).await?;
    pictures(page, &house, &format!("renewal-{}", page.browser())).await?;
    page.find(text(containing("12 users have been led on with newer evidence"))).await?;
    page.find(text(containing("No app is open."))).await?;
    ensure!(is_disabled(page).await?, "nobody has seen it yet");
    page.click(css("label[for=view-usage]")).await?;
    page.find(role("heading", "Changed controls")).await?;
    page.picture(&format!("studio/renewal-usage-{}", page.browser())).await?;
    page.click(css(".usage-renewed button")).await?;

    let own = page.driver().window().await?;
    page.click(role("button", "Look at it in the app")).await?;
    page.click(css("dialog .primary")).await?;
    let window = other_window(page, &own).await?;
    page.find_within(PATIENCE, text(containing("It is not on the page that the app shows."))).await?;
    ensure!(is_disabled(page).await?, "nothing was shown");
    page.driver().switch_to_window(window.clone()).await?;
    page.goto(&app.url("/now")).await?;
    page.until("document.querySelector('lotse-picker')").await?;
    page.driver().switch_to_window(own.clone()).await?;
    page.until("document.querySelector('.strip strong')?.textContent === 'Connected with the application.'")
        .await?;
    look(page, &own, &window).await?;
    page.picture(&format!("studio/renewal-seen-{}", page.browser())).await?;
    let changes = "return [...document.querySelectorAll('.changes li')].map((it) => it.textContent)";
    let changes = page.script(changes, vec![]).await?.to_string();
    ensure!(changes.contains("NameSave draft Keep for later"), "{changes}");

    page.click(role("button", TAKE)).await?;
    page.gone(css(".renewal")).await?;
    let has_name = |document: &Value| {
        let facts = document.pointer("/guide/steps/0/target/evidence").and_then(Value::as_array);
        facts.is_some_and(|facts| {
            facts.iter().any(|fact| fact.pointer("/is/en") == Some(&json!("Keep for later")))
        })
    };
    let path = "/projects/crm/guides/print";
    let taken = house.comes_to(page, path, "the new name", has_name).await?;
    ensure!(taken.pointer("/guide/steps/0/target/name/en") == Some(&json!("Save draft")), "{taken}");
    ensure!(!taken.to_string().contains("store\""), "the old attribute is still there: {taken}");
    page.click(role("button", "Undo")).await?;
    page.find(text(containing("12 users have been led on"))).await?;
    house.comes_to(page, path, "the old name", |document| !has_name(document)).await.map(|_| ())
}

/// Lets the app show it: nothing is said before its window is in front.
async fn look(page: &Page, own: &WindowHandle, app: &WindowHandle) -> Result<()> {
    page.click(role("button", "Look at it in the app")).await?;
    page.driver().switch_to_window(app.clone()).await?;
    page.script_async("setTimeout(arguments[0], 600)", Vec::new()).await?;
    page.picture(&format!("studio/renewal-in-the-app-{}", page.browser())).await?;
    page.driver().switch_to_window(own.clone()).await?;
    page.find_within(PATIENCE, text(containing("The control was outlined in the app."))).await.map(|_| ())
}

async fn is_disabled(page: &Page) -> Result<bool> {
    Ok(page.find(role("button", TAKE)).await?.property("disabled").await? == true)
}

pub async fn a_picked_control_says_how_long_it_lasts(page: &Page) -> Result<()> {
    let record = record(&read(page, BEFORE).await?)?;
    let (house, _app, own) = picking(page, &record, "/now").await?;
    let mut rest_ms = 2_000;
    loop {
        pick_rested(page, &own, "Keep for later", rest_ms).await?;
        page.find(css(".target-said strong")).await?;
        page.script_async("setTimeout(arguments[0], 400)", Vec::new()).await?;
        let is_known = page.script("return !!document.querySelector('.lasting')", vec![]).await?;
        if is_known == true || rest_ms > 10_000 {
            break;
        }
        rest_ms *= 2;
        page.click(role("button", "Pick again")).await?;
        let window = other_window(page, &own).await?;
        page.driver().switch_to_window(window).await?;
    }
    page.find(text(containing("changes of its page that were tried"))).await?;
    page.script("document.querySelector('.target').scrollIntoView({ block: 'center' })", vec![]).await?;
    page.picture(&format!("studio/lasting-{}", page.browser())).await?;
    // Another language, and narrow; what is known stays with the draft.
    house
        .comes_to(page, "/projects/crm/guides/print", "what was found out", |it| {
            it.pointer("/$draft/lasts/one/score").is_some()
        })
        .await?;
    prefer(page, "de", "dark").await?;
    house.open_written(page, "print").await?;
    page.viewport(320, 900).await?;
    page.find(text(containing("erprobten Änderungen der Seite wiedergefunden"))).await?;
    page.script("document.querySelector('.target').scrollIntoView({ block: 'center' })", vec![]).await?;
    page.picture(&format!("studio/lasting-narrow-{}", page.browser())).await?;
    page.viewport(1440, 900).await?;
    // Of another target nothing is known.
    page.click(css("[aria-label=Entfernen], [aria-label=Löschen]").first()).await?;
    page.gone(css(".lasting")).await
}

/// The control picked once more in an app that speaks German: the studio asks whether it is the same, and then knows it in both.
pub async fn another_language_is_learned(page: &Page) -> Result<()> {
    let record = record(&read(page, BEFORE).await?)?;
    let (house, _app, own) = picking(page, &record, "/de").await?;
    let asked = "return !!document.querySelector('.renewal')";
    for rest_ms in [400, 1_500, 4_000] {
        // Firefox does not always tell of a pointer's first way over a new page.
        pick_rested(page, &own, "Entwurf sichern", rest_ms).await?;
        page.script_async("setTimeout(arguments[0], 500)", Vec::new()).await?;
        if page.script(asked, vec![]).await? == true {
            break;
        }
        page.click(role("button", "Pick again")).await?;
        page.driver().switch_to_window(other_window(page, &own).await?).await?;
    }
    page.find(text(containing("Is “Entwurf sichern” the control that is called “Save draft” here?"))).await?;
    page.script("document.querySelector('.renewal').scrollIntoView({ block: 'center' })", vec![]).await?;
    page.picture(&format!("studio/another-language-{}", page.browser())).await?;
    page.viewport(320, 900).await?;
    page.script("document.querySelector('.renewal').scrollIntoView({ block: 'center' })", vec![]).await?;
    page.picture(&format!("studio/another-language-narrow-{}", page.browser())).await?;
    page.viewport(1440, 900).await?;
    page.click(role("button", "The same: learn this language")).await?;
    page.gone(css(".renewal")).await?;
    let facts = |document: &Value| {
        document
            .pointer("/guide/steps/0/target/evidence")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let both = json!({ "en": "Save draft", "de": "Entwurf sichern" });
    let is_known = |document: &Value| facts(document).iter().any(|fact| fact.get("is") == Some(&both));
    let path = "/projects/crm/guides/print";
    let learned = house.comes_to(page, path, "both names", is_known).await?;
    let records: Vec<Value> = facts(&learned).iter().filter_map(|fact| fact.get("record").cloned()).collect();
    ensure!(records.len() == 2 && records.first() == Some(&json!(record)), "{records:?}");
    ensure!(learned.pointer("/guide/steps/0/target/name/en") == Some(&json!("Save draft")), "{learned}");
    page.click(role("button", "Undo")).await?;
    house.comes_to(page, path, "one name", |document| !is_known(document)).await.map(|_| ())
}
