//! Checklists in the studio: made, ordered, shown by the help panel itself, mended, published with the rest; and controls of problems
//! that are picked in the app.

use anyhow::{Context, Result, ensure};
use lotse_tests::find::{any, containing, css, role, text};
use lotse_tests::page::Page;
use serde_json::{Value, json};

use super::house::{House, guide, prefer};
use crate::picker::kontor;
use crate::studio::other_window;
use crate::studio::picker_tag;

const PATH: &str = "/projects/crm/checklists/your-first-day";

/// Another guide, with the same steps.
fn other(id: &str, english: &str, german: &str) -> Result<String> {
    let mut other: Value = serde_json::from_str(&guide())?;
    *other.pointer_mut("/guide/id").context("an id")? = json!(id);
    *other.pointer_mut("/guide/title").context("a title")? = json!({ "en": english, "de": german });
    Ok(other.to_string())
}

/// A project with two guides.
async fn furnished(page: &Page) -> Result<House> {
    let house = House::furnished(page).await?;
    house.put_guide(page, &guide()).await?;
    house.put_guide(page, &other("badge", "Unlock your badge", "Ihren Ausweis freischalten")?).await?;
    Ok(house)
}

/// A checklist of both, for the pictures of every page.
pub async fn put(page: &Page, house: &House) -> Result<()> {
    house.put_guide(page, &other("badge", "Unlock your badge", "Ihren Ausweis freischalten")?).await?;
    let file = json!({ "schema": 0, "checklist": { "id": "your-first-day", "title": { "en": "Your first day", "de": "Ihr erster Tag" },
        "summary": { "en": "What everybody needs.", "de": "Was alle brauchen." },
        "tasks": [{ "guide": "badge" }, { "guide": "print" }, { "guide": "gone" }] } });
    let save = json!({ "source": file.to_string(), "revision": 0 });
    house.ask(page, "PUT", PATH, save).await.map(|_| ())
}

/// Adds a task by typing a part of the guide's title.
async fn add(page: &Page, typed: &str, count: usize) -> Result<()> {
    page.click(css("#add-task")).await?;
    page.type_text(typed).await?;
    page.until("document.querySelectorAll('#add-task-list [role=option]').length === 1").await?;
    page.press("Enter").await?;
    page.until(&format!("document.querySelectorAll('.task').length === {count}")).await
}

/// What the panel in the frame shows.
const SHOWN: &str = "[...(document.querySelector('.preview iframe')?.contentDocument?.querySelector('lotse-help')?.shadowRoot?.querySelectorAll('*') ?? [])].map((it) => it.children.length ? '' : it.textContent).join(' ')";

pub async fn a_checklist_is_made_ordered_shown_and_published(page: &Page) -> Result<()> {
    let house = furnished(page).await?;
    prefer(page, "en", "light").await?;
    page.goto(&house.url("/p/crm/checklists")).await?;
    page.find(text("There is no checklist yet")).await?;
    page.click(role("button", "New checklist").first()).await?;
    page.fill(role("textbox", "Title"), "Your first day").await?;
    page.click(role("button", "Create")).await?;
    page.find(text("The checklist has no tasks.")).await?;
    add(page, "invoice", 1).await?;
    add(page, "badge", 2).await?;
    page.find(text("Every guide of the project is a task already.")).await?;
    // The help panel itself shows it, with the guides' titles.
    let shown = page.until(&format!("/Print an invoice.*Unlock your badge/.test({SHOWN})")).await;
    if shown.is_err() {
        let now = page.script(&format!("return {SHOWN}"), vec![]).await?;
        return shown.with_context(|| format!("the panel shows {now}"));
    }
    // By keys, then by dragging back.
    page.script("document.querySelector('.task:nth-child(2) .button').focus()", vec![]).await?;
    page.press("Alt+ArrowUp").await?;
    house.keeps(page, PATH, "/checklist/tasks/0/guide", json!("badge")).await?;
    page.until(&format!("/Unlock your badge.*Print an invoice/.test({SHOWN})")).await?;
    let drag = "const say = (at, type) => document.querySelector(at).dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true }));
        say('.task:nth-child(1) .task-grip', 'dragstart'); say('.task:nth-child(2)', 'drop');";
    page.script(drag, vec![]).await?;
    house.keeps(page, PATH, "/checklist/tasks/0/guide", json!("print")).await?;
    page.fill(css("#text-checklist-tasks-0-title-en"), "Print your first invoice").await?;
    page.until(&format!("/Print your first invoice/.test({SHOWN})")).await?;
    page.painted().await?;
    page.picture(&format!("studio/checklist-made-{}", page.browser())).await?;
    house.keeps(page, PATH, "/checklist/tasks/0/title/en", json!("Print your first invoice")).await?;

    // A guide that has gone: said at the task, and mended by the button beside it.
    house.ask(page, "DELETE", "/projects/crm/guides/badge", Value::Null).await?;
    page.reload().await?;
    page.find(text(containing("which is not in this project")).first()).await?;
    page.picture(&format!("studio/checklist-fault-{}", page.browser())).await?;
    page.click(role("button", "Fix it").first()).await?;
    page.until(
        "document.querySelectorAll('.task').length === 1 && !document.querySelector('.finding.error')",
    )
    .await?;
    house.comes_to(page, PATH, "one task", |it| it.pointer("/checklist/tasks/1").is_none()).await?;
    publish(page, &house).await?;
    page.goto(&house.url("/p/crm/checklists/your-first-day")).await?;
    page.click(role("button", "Delete checklist")).await?;
    page.click(css("dialog .danger")).await?;
    page.find(text("There is no checklist yet")).await.map(|_| ())
}

/// The checklist stands among what is ready, and goes live with the guide.
async fn publish(page: &Page, house: &House) -> Result<()> {
    let path = "/projects/crm/guides/print";
    let stored = house.ask(page, "GET", path, Value::Null).await?;
    let revision = stored.pointer("/summary/revision").cloned().context("a revision")?;
    house
        .ask(page, "POST", &format!("{path}/review"), json!({ "note": "First", "revision": revision }))
        .await?;
    let verdict = json!({ "approves": true, "note": "" });
    house.ask(page, "POST", &format!("{path}/versions/1/verdict"), verdict).await?;
    page.goto(&house.url("/p/crm/releases")).await?;
    page.find(css(".ready-guides a[href$='/checklists/your-first-day']")).await?;
    page.fill(role("textbox", "What is new?"), "A checklist for the first day").await?;
    page.click(role("button", "Publish")).await?;
    page.find(text(containing("Published as release 1"))).await.map(|_| ())
}

/// What is wider than its place or begins before the window does, and what of it stands out.
const WIDE: &str = "return [document.documentElement, ...document.querySelectorAll('.page, .form, .bar, .beside, .sidebar, .graph, .graph-tools, .general, .texts, .usage')]
    .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().left < -1)
    .map((one) => `${one.className || 'page'}: ${[...one.querySelectorAll('*')].filter((it) => it.getBoundingClientRect().right > one.getBoundingClientRect().right + 1).map((it) => it.outerHTML.slice(0, 90)).slice(0, 3)}`).join()";

/// Pictures at 320 px, and nothing wider than that.
pub async fn pages_fit_narrow_windows(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    house.put_guide(page, &guide()).await?;
    put(page, &house).await?;
    page.viewport(320, 900).await?;
    for (language, scheme) in [("de", "dark"), ("en", "light")] {
        prefer(page, language, scheme).await?;
        for (name, path, there) in [
            ("checklists", "/p/crm/checklists", ".project"),
            ("checklist", "/p/crm/checklists/your-first-day", ".finding.error"),
            ("problems", "/p/crm/problems", ".empty"),
            ("steps", "/p/crm/guides/print", ".step-row"),
        ] {
            page.goto(&house.url(path)).await?;
            page.until(&format!("document.querySelector({})", json!(there))).await?;
            fits(page, name, language, scheme).await?;
        }
        for view in ["graph", "texts", "guide", "usage"] {
            page.script(
                "document.querySelector(`label[for=view-${arguments[0]}]`).click()",
                vec![json!(view)],
            )
            .await?;
            page.until(&format!("document.querySelector('#view-{view}').checked")).await?;
            fits(page, view, language, scheme).await?;
        }
    }
    page.viewport(1440, 900).await
}

/// A picture of a page at 320 px, on which nothing is wider.
async fn fits(page: &Page, name: &str, language: &str, scheme: &str) -> Result<()> {
    page.painted().await?;
    page.picture(&format!("studio/{name}-{language}-{scheme}-320")).await?;
    let wide = page.script(WIDE, vec![]).await?;
    ensure!(wide == "", "{name} {language}: {wide} is wider than 320 px");
    Ok(())
}

pub async fn a_signs_control_is_picked_in_the_app(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    let tag = picker_tag(&house.origin);
    let app = kontor(page, &tag, None).await?;
    let mut settings = house.ask(page, "GET", "/projects/crm/settings", Value::Null).await?;
    let address = app.url("/kontor/?view=orders&lang=en");
    let environment = json!({ "name": "production", "origins": [app.origin()], "start_url": address });
    *settings.pointer_mut("/environments").context("environments")? = json!([environment]);
    house.ask(page, "PUT", "/projects/crm/settings", settings).await?;
    let file = json!({ "schema": 0, "problem": { "id": "nothing-printed", "title": { "en": "Nothing is printed" },
        "signs": [{ "kind": "state", "target": { "evidence": [] }, "state": { "kind": "visible" } }] } });
    let path = "/projects/crm/problems/nothing-printed";
    house.ask(page, "PUT", path, json!({ "source": file.to_string(), "revision": 0 })).await?;
    page.goto(&house.url("/p/crm/problems/nothing-printed")).await?;
    page.click(css("label[for=part-signs]")).await?;
    let own = page.driver().window().await?;
    page.click(role("button", containing("Pick"))).await?;
    page.click(css("dialog .primary")).await?;
    let window = other_window(page, &own).await?;
    page.driver().switch_to_window(window).await?;
    page.until("document.querySelector('lotse-picker')").await?;
    page.hover(role("button", "New order")).await?;
    page.script_async("setTimeout(arguments[0], 400)", vec![]).await?;
    page.click(role("button", "New order")).await?;
    page.gone(role("dialog", any())).await?;
    page.driver().switch_to_window(own).await?;
    page.find(css(".target-said strong")).await?;
    page.until("document.querySelector('.target-said strong')?.textContent === 'New order'").await?;
    page.picture(&format!("studio/sign-picked-{}", page.browser())).await?;
    let is_there = |document: &Value| {
        let evidence = document.pointer("/problem/signs/0/target/evidence").and_then(Value::as_array);
        evidence
            .is_some_and(|facts| facts.iter().any(|fact| fact.pointer("/is/en") == Some(&json!("New order"))))
    };
    house.comes_to(page, path, "the picked control", is_there).await?;
    page.click(role("button", "Undo")).await?;
    house.comes_to(page, path, "nothing picked", |document| !is_there(document)).await.map(|_| ())
}
