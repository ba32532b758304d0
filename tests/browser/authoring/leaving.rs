//! Problems, checklists and the desk when somebody leaves while a save is under way, and when two people work on the same one.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use lotse_tests::accessibility::Part;
use lotse_tests::find::{containing, css, role, text};
use lotse_tests::page::Page;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::house::{House, prefer};
use super::problems;

const PROBLEM: &str = "/projects/crm/problems/nothing-printed";
const CHECKLIST: &str = "/projects/crm/checklists/first-day";
const DESK: &str = "/projects/crm/desk";

/// Answers to what is saved are two seconds away; what is sent arrives at once.
const SLOW: &str = "window.sent = 0; const real = window.fetch; window.fetch = async (...all) => { \
     const method = all[0]?.method ?? all[1]?.method; const answer = await real(...all); \
     if (method === 'PUT') { window.sent++; await new Promise((done) => setTimeout(done, 2000)); } return answer; };";

async fn put_checklist(page: &Page, house: &House) -> Result<()> {
    let source = json!({ "schema": 0, "checklist": { "id": "first-day", "title": { "en": "Day one", "de": "Erster Tag" }, "tasks": [] } });
    let save = json!({ "source": source.to_string(), "revision": 0 });
    house.ask(page, "PUT", CHECKLIST, save).await.map(|_| ())
}

/// Saves a document as somebody else would, on top of what is there.
async fn save_as_another(page: &Page, house: &House, path: &str, pointer: &str, value: Value) -> Result<()> {
    let stored = house.ask(page, "GET", path, Value::Null).await?;
    let revision = stored.pointer("/summary/revision").cloned().context("a revision")?;
    let source = stored.get("source").and_then(Value::as_str).context("a source")?;
    let mut document: Value = serde_json::from_str(source)?;
    *document.pointer_mut(pointer).context(pointer.to_owned())? = value;
    let save = json!({ "source": document.to_string(), "revision": revision });
    house.ask(page, "PUT", path, save).await.map(|_| ())
}

async fn type_over(page: &Page, field: &str, words: &str) -> Result<()> {
    page.click(css(field)).await?;
    page.press("Control+a").await?;
    page.type_text(words).await
}

pub async fn what_is_typed_while_a_save_is_under_way_is_kept(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    // Firefox says so of requests that a reload cuts off.
    page.allow("NetworkError when attempting to fetch resource");
    prefer(page, "en", "light").await?;
    problems::put(page, &house).await?;
    put_checklist(page, &house).await?;
    for (place, path, field, pointer) in [
        ("problems/nothing-printed", PROBLEM, "#text-problem-title-en", "/problem/title/en"),
        ("checklists/first-day", CHECKLIST, "#text-checklist-title-en", "/checklist/title/en"),
    ] {
        page.goto(&house.url(&format!("/p/crm/{place}"))).await?;
        page.find(css(field)).await?;
        page.script(SLOW, Vec::new()).await?;
        type_over(page, field, "One").await?;
        page.until("window.sent === 1").await?;
        page.type_text(" and two").await?;
        page.click(role("link", "Library")).await?;
        page.find(role("heading", "Library")).await?;
        house.keeps(page, path, pointer, json!("One and two")).await?;
        // Nothing is left in the browser then, and nothing is done again.
        let left = format!(
            "Object.keys(localStorage).filter((key) => key.startsWith('lotse.draft.') && key.includes('/crm/{}')).length === 0",
            place.split('/').next().unwrap_or_default().trim_end_matches('s')
        );
        page.until(&left).await?;
        // A reload in the middle of typing: the browser has it.
        page.goto(&house.url(&format!("/p/crm/{place}"))).await?;
        type_over(page, field, "Typed just now").await?;
        page.reload().await?;
        page.find(text(containing("Changes that had not reached the server are back"))).await?;
        house.keeps(page, path, pointer, json!("Typed just now")).await?;
    }
    Ok(())
}

pub async fn two_people_at_one_problem_or_checklist_choose(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    // That is how the server tells.
    page.allow("409 (Conflict)");
    problems::put(page, &house).await?;
    put_checklist(page, &house).await?;
    for (language, scheme, place, path, field, pointer, [keep, take]) in [
        (
            "en",
            "light",
            "problems/nothing-printed",
            PROBLEM,
            "#text-problem-title-en",
            "/problem/title/en",
            ["Go on with mine", "Take the server's"],
        ),
        (
            "de",
            "dark",
            "checklists/first-day",
            CHECKLIST,
            "#text-checklist-title-en",
            "/checklist/title/en",
            ["Mit meiner weiterarbeiten", "Die vom Server nehmen"],
        ),
    ] {
        prefer(page, language, scheme).await?;
        page.viewport(1440, 900).await?;
        page.goto(&house.url(&format!("/p/crm/{place}"))).await?;
        page.find(css(field)).await?;
        save_as_another(page, &house, path, pointer, json!("Theirs entirely")).await?;
        type_over(page, field, "Mine alone").await?;
        page.find(css("dialog[open] .diff")).await?;
        let told = page.script("return [...document.querySelectorAll('dialog .diff del, dialog .diff ins')].map((it) => it.textContent).join('|')", Vec::new()).await?;
        ensure!(told.as_str().is_some_and(|told| told.contains("Theirs") && told.contains("Mine")), "{told}");
        page.picture(&format!("leaving/conflict-{language}-1440-{}", page.browser())).await?;
        page.viewport(320, 720).await?;
        page.picture(&format!("leaving/conflict-{language}-320-{}", page.browser())).await?;
        let violations = page.violations(Part::Everything).await?;
        ensure!(violations.is_empty(), "{violations:?}");
        page.viewport(1440, 900).await?;
        page.click(role("button", keep)).await?;
        house.keeps(page, path, pointer, json!("Mine alone")).await?;
        // And the other way.
        sleep(Duration::from_millis(500)).await;
        save_as_another(page, &house, path, pointer, json!("Theirs again")).await?;
        type_over(page, field, "Mine again").await?;
        page.click(role("button", take)).await?;
        page.until(&format!("document.querySelector('{field}').value === 'Theirs again'")).await?;
        sleep(Duration::from_millis(1500)).await;
        house.keeps(page, path, pointer, json!("Theirs again")).await?;
    }
    Ok(())
}

/// Writes synonyms, on their part of the page.
async fn synonyms(page: &Page, words: &str) -> Result<()> {
    page.click(css("label[for=part-synonyms]")).await?;
    let field = css("#f-desk-synonyms-0-words");
    if page.now(&field).await?.is_empty() {
        page.click(role("button", "Add synonyms")).await?;
    }
    type_over(page, "#f-desk-synonyms-0-words", words).await
}

pub async fn two_people_at_one_desk_choose(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    page.allow("409 (Conflict)");
    prefer(page, "en", "light").await?;
    page.goto(&house.url("/p/crm/desk")).await?;
    page.click(role("button", "Set it up")).await?;
    page.click(role("button", "Save")).await?;
    let is_saved = "document.querySelector('.saving')?.textContent === 'Saved'";
    page.until(is_saved).await?;
    // What is changed after Save was pressed, before the answer came, is not saved, and said so.
    synonyms(page, "printer; copier").await?;
    page.script(SLOW, Vec::new()).await?;
    page.until("document.querySelector('.bar .primary:not(:disabled)')").await?;
    page.click(role("button", "Save")).await?;
    page.until("window.sent === 1").await?;
    synonyms(page, "printer; copier; fax").await?;
    page.click(role("link", "Library")).await?;
    page.find(role("heading", "Library")).await?;
    sleep(Duration::from_millis(2500)).await;
    page.click(role("link", "Service desk")).await?;
    page.click(css("label[for=part-synonyms]")).await?;
    page.until("document.querySelector('#f-desk-synonyms-0-words')?.value.includes('fax')").await?;
    page.until("document.querySelector('.bar .primary:not(:disabled)')").await?;

    // Somebody else saves in between.
    let stored = house.ask(page, "GET", DESK, Value::Null).await?;
    let mut theirs = stored.clone();
    *theirs.pointer_mut("/desk/desk/synonyms/0/words").context("words")? = json!(["printer", "plotter"]);
    house.ask(page, "PUT", DESK, theirs).await?;
    page.click(role("button", "Save")).await?;
    page.find(css("dialog[open] .diff")).await?;
    page.picture(&format!("leaving/desk-{}", page.browser())).await?;
    let told = page.script("return document.querySelector('dialog .diff').textContent", Vec::new()).await?;
    ensure!(told.as_str().is_some_and(|told| told.contains("plotter") && told.contains("fax")), "{told}");
    page.click(role("button", "Go on with mine")).await?;
    page.until("document.querySelector('#f-desk-synonyms-0-words')?.value.includes('fax')").await?;
    page.until("document.querySelector('.bar .primary:not(:disabled)')").await?;
    page.click(role("button", "Save")).await?;
    page.until(is_saved).await?;
    let stored = house.ask(page, "GET", DESK, Value::Null).await?;
    ensure!(
        stored.pointer("/desk/desk/synonyms/0/words") == Some(&json!(["printer", "copier", "fax"])),
        "{stored}"
    );
    // Left and opened again before the answer came: one's own save is nothing to choose from.
    synonyms(page, "printer; scanner").await?;
    page.until("document.querySelector('.bar .primary:not(:disabled)')").await?;
    page.script("window.sent = 0", Vec::new()).await?;
    page.click(role("button", "Save")).await?;
    page.until("window.sent === 1").await?;
    page.click(role("link", "Library")).await?;
    page.find(role("heading", "Library")).await?;
    page.click(role("link", "Service desk")).await?;
    page.until(is_saved).await?;
    ensure!(page.now(&css("dialog[open]")).await?.is_empty(), "asked to choose between a save and itself");
    synonyms(page, "printer; scanner").await
}
