//! What stands around a guide: who answers for it, when it goes live and ends, keys and tokens, and what end users made of it.

use anyhow::{Context, Result, ensure};
use lotse_tests::find::{containing, css, role, text};
use lotse_tests::page::Page;
use serde_json::{Value, json};

use super::house::{House, guide, prefer};

/// Freezes the guide and approves it.
async fn approve(page: &Page, house: &House) -> Result<()> {
    let path = "/projects/crm/guides/print";
    let stored = house.ask(page, "GET", path, Value::Null).await?;
    let revision = stored.pointer("/summary/revision").cloned().context("a revision")?;
    house
        .ask(page, "POST", &format!("{path}/review"), json!({ "note": "First", "revision": revision }))
        .await?;
    let verdict = json!({ "approves": true, "note": "" });
    house.ask(page, "POST", &format!("{path}/versions/1/verdict"), verdict).await.map(|_| ())
}

/// Fills a field for day and time. What keys do there depends on the language of the browser.
async fn set_moment(page: &Page, field: &str, typed: &str) -> Result<()> {
    page.find(css(field)).await?;
    let body = "const field = document.querySelector(arguments[0]); field.value = arguments[1]; \
        field.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    page.script(body, vec![field.into(), typed.into()]).await.map(|_| ())
}

pub async fn a_guide_has_an_owner_and_an_end(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    house.invite_ben(page).await?;
    house.put_guide(page, &guide()).await?;
    house.open_guide(page, "print").await?;
    page.click(css("label[for=view-guide]")).await?;
    page.find(text("Only what was sent to review once can end.")).await?;
    page.choose(role("combobox", "Owner"), "Ben Osei").await?;
    page.find(text("Ben Osei answers for this guide now.")).await?;
    approve(page, &house).await?;
    page.reload().await?;
    page.click(css("label[for=view-guide]")).await?;
    page.find(text("It does not end.")).await?;
    set_moment(page, "#guide-end", "2999-12-31T12:00").await?;
    page.click(role("button", "Let it end")).await?;
    page.find(text(containing("It ends on Dec 31, 2999"))).await?;
    let ends = house.ask(page, "GET", "/projects/crm/expiries", Value::Null).await?;
    ensure!(ends.pointer("/0/guide") == Some(&json!("print")), "{ends}");
    page.picture(&format!("studio/standing-{}", page.browser())).await?;
    page.click(role("button", "Let it stay")).await?;
    page.find(text("It does not end.")).await?;
    // The library is narrowed to what Ben answers for.
    page.goto(&house.url("/p/crm")).await?;
    page.find(role("link", "Print an invoice")).await?;
    page.choose(role("combobox", "Owner"), "Mine").await?;
    page.find(text("No guide fits")).await?;
    page.choose(role("combobox", "Owner"), "Ben Osei").await?;
    page.find(role("link", "Print an invoice")).await.map(|_| ())
}

pub async fn a_release_waits_for_its_time_and_is_called_off(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    house.put_guide(page, &guide()).await?;
    approve(page, &house).await?;
    page.goto(&house.url("/p/crm/releases")).await?;
    page.fill(role("textbox", "What is new?"), "For the new year").await?;
    page.click(css("label[for=publish-later]")).await?;
    set_moment(page, "#publish-at", "2999-12-31T12:00").await?;
    page.click(role("button", "Schedule")).await?;
    page.find(text(containing("Release 1 goes live on Dec 31, 2999"))).await?;
    page.find(text("Waits")).await?;
    page.find(text(containing("Release 1 waits until"))).await?;
    page.picture(&format!("studio/waiting-{}", page.browser())).await?;
    let manifest = "fetch('/g/crm/production/manifest.json').then((r) => r.status).then(arguments[0])";
    ensure!(page.script_async(manifest, vec![]).await? == 404, "nobody sees what waits");
    page.click(role("button", "Call off")).await?;
    page.click(css("dialog .danger")).await?;
    page.find(text("Release 1 is called off.")).await?;
    page.until("document.querySelectorAll('.release').length === 0").await?;
    let releases =
        house.ask(page, "GET", "/projects/crm/environments/production/releases", Value::Null).await?;
    ensure!(releases == json!([]), "{releases}");
    page.goto(&house.url("/p/crm/ledger")).await?;
    page.find(text("Called off")).await?;
    page.allow("404");
    Ok(())
}

pub async fn keys_change_and_tokens_open_the_door_once(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    page.goto(&house.url("/p/crm/settings")).await?;
    let keys =
        "return JSON.parse(document.querySelector('.snippet').textContent.match(/keys: (\\[.*\\])/)[1])";
    page.find(role("button", "Change signing key").first()).await?;
    let before = page.script(keys, vec![]).await?;
    page.click(role("button", "Change signing key").first()).await?;
    page.click(css("dialog .primary")).await?;
    page.find(text(containing("The key was changed."))).await?;
    let after = page.script(keys, vec![]).await?;
    ensure!(after.pointer("/0") == before.pointer("/1"), "the second key signs now: {before} {after}");
    ensure!(after.pointer("/1") != before.pointer("/0"), "another one follows: {after}");

    page.find(text("No program has access")).await?;
    page.click(role("button", "New token")).await?;
    page.fill(role("textbox", "What is it for?"), "Nightly build").await?;
    page.click(css("dialog .primary")).await?;
    let secret = page.find(css("#token-secret")).await?.text().await?;
    ensure!(secret.starts_with("lotse_") && secret.len() > 30, "a secret");
    page.picture(&format!("studio/token-{}", page.browser())).await?;
    page.click(role("button", "Done")).await?;
    page.find(text("Nightly build")).await?;
    let is_shown =
        page.script("return document.body.textContent.includes(arguments[0])", vec![json!(secret)]).await?;
    ensure!(is_shown == false, "the secret is shown once");
    let asks = "const [secret, done] = arguments; fetch('/api/v1/projects/crm/guides', { credentials: 'omit', headers: \
        { authorization: `Bearer ${secret}` } }).then((answer) => done(answer.status), () => done(0))";
    ensure!(page.script_async(asks, vec![json!(secret)]).await? == 200, "a program gets in");
    page.click(role("button", "Withdraw")).await?;
    page.click(css("dialog .danger")).await?;
    page.find(text("The token is withdrawn.")).await?;
    page.find(text("No program has access")).await?;
    ensure!(page.script_async(asks, vec![json!(secret)]).await? == 401, "it does not get in any more");
    page.allow("401");
    Ok(())
}

/// Twelve people: all see two steps, for all the control of the first has changed, and all leave at the second.
fn reports() -> String {
    let events = [
        json!({ "kind": "step_shown", "guide": "print", "step": "one" }),
        json!({ "kind": "target_retraced", "guide": "print", "step": "one" }),
        json!({ "kind": "step_done", "guide": "print", "step": "one", "how": "next", "took": "under_2_s" }),
        json!({ "kind": "step_shown", "guide": "print", "step": "two" }),
        json!({ "kind": "guide_abandoned", "guide": "print", "step": "two", "why": "expired" }),
    ];
    let records = (0..12_usize).flat_map(|session| {
        events.iter().enumerate().map(move |(place, event)| {
            json!({ "id": format!("{:032x}", session * 10 + place), "session": format!("{session:032x}"), "release": 1, "event": event })
        })
    });
    json!({ "schema": 0, "records": records.collect::<Vec<Value>>() }).to_string()
}

pub async fn figures_say_where_people_leave_and_what_has_changed(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    house.put_guide(page, &guide()).await?;
    house.open_guide(page, "print").await?;
    page.click(css("label[for=view-usage]")).await?;
    page.find(text("This project takes no usage figures")).await?;
    let mut settings = house.ask(page, "GET", "/projects/crm/settings", Value::Null).await?;
    *settings.pointer_mut("/takes_usage").context("a switch")? = json!(true);
    house.ask(page, "PUT", "/projects/crm/settings", settings).await?;
    page.reload().await?;
    page.click(css("label[for=view-usage]")).await?;
    page.find(text("Not enough people yet")).await?;
    let send = "const [body, done] = arguments; fetch('/g/crm/production/usage', { method: 'POST', body, headers: \
        { 'content-type': 'application/json' } }).then((answer) => done(answer.status), () => done(0))";
    let status = page.script_async(send, vec![json!(reports())]).await?;
    ensure!(status == 204, "{status}");
    page.reload().await?;
    // At the step itself, and in the list of all.
    page.find(text("The control has changed").first()).await?;
    page.find(text(containing("by other evidence 12 times"))).await?;
    ensure!(
        page.script("return document.querySelectorAll('.step-row .problem.warning').length", vec![]).await?
            == 1,
        "one step"
    );
    page.picture(&format!("studio/retraced-{}", page.browser())).await?;
    page.click(css("label[for=view-usage]")).await?;
    let figures =
        "return [...document.querySelectorAll('.usage-figure')].map((one) => one.textContent.trim())";
    page.until("document.querySelector('.usage-figure')").await?;
    let figures = page.script(figures, vec![]).await?;
    ensure!(figures.pointer("/0") == Some(&json!("Followed12")), "{figures}");
    ensure!(figures.pointer("/4") == Some(&json!("Left on the way12")), "{figures}");
    let rows = "return [...document.querySelectorAll('.usage-row:not(.head)')].map((row) => [...row.children].slice(1).map((it) => it.textContent))";
    let rows = page.script(rows, vec![]).await?;
    ensure!(rows.pointer("/0") == Some(&json!(["12", "12", "–", "–", "12"])), "{rows}");
    ensure!(rows.pointer("/1") == Some(&json!(["12", "–", "12", "–", "–"])), "{rows}");
    page.picture(&format!("studio/usage-{}", page.browser())).await?;
    page.click(role("button", containing("Do number 2"))).await?;
    page.until("document.querySelector('#row-two')?.getAttribute('aria-current') === 'step'").await
}
