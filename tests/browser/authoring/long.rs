//! Long guides and large libraries: no task of the page takes so long that anybody would feel it.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use lotse_tests::browser::Browser;
use lotse_tests::find::{css, role};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply};
use serde_json::{Value, json};
use tokio::time::sleep;

use super::house::{House, guide, prefer};
use super::tasks::Trace;

/// Notes long tasks of the page from now on.
const WATCH: &str = "window.longest = 0; window.long = []; new PerformanceObserver((list) => { for (const entry of list.getEntries()) \
     { window.long.push(Math.round(entry.duration)); window.longest = Math.max(window.longest, entry.duration); } }).observe({ type: 'longtask' })";

pub async fn three_hundred_steps_make_no_long_task(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    let mut long: Value = serde_json::from_str(&guide())?;
    let steps = long.pointer_mut("/guide/steps").and_then(Value::as_array_mut).context("steps")?;
    let first = steps.first().cloned().context("a step")?;
    let more = (1..=295).map(|number| {
        let mut step = first.clone();
        let next = if number == 295 { "one".to_owned() } else { format!("more-{}", number + 1) };
        if let Some(members) = step.as_object_mut() {
            members.insert("id".to_owned(), json!(format!("more-{number}")));
            members.insert("next".to_owned(), json!(next));
        }
        step
    });
    let more: Vec<Value> = more.collect();
    steps.splice(0..0, more);
    *long.pointer_mut("/guide/start").context("a start")? = json!("more-1");
    house.put_guide(page, &long.to_string()).await?;
    house.open_guide(page, "print").await?;
    page.until("document.querySelector('.step-list li[aria-setsize=\"300\"]')").await?;
    let drawn = page.script("return document.querySelectorAll('.step-row').length", vec![]).await?;
    ensure!(drawn.as_u64().is_some_and(|drawn| drawn < 60), "only rows in sight are drawn: {drawn}");
    sleep(Duration::from_secs(2)).await;
    let trace = begin(page).await?;
    for turn in 1..=20 {
        page.script(
            "document.querySelector('.step-list > ol').scrollTop = arguments[0]",
            vec![json!(turn * 500)],
        )
        .await?;
        page.painted().await?;
    }
    page.click(css("#step-search")).await?;
    type_slowly(page, "150").await?;
    page.click(css("#row-more-150")).await?;
    page.click(css("#step-search")).await?;
    page.press("Control+a").await?;
    page.press("Delete").await?;
    page.click(css("textarea[lang=en]")).await?;
    type_slowly(page, "A sentence that somebody types.").await?;
    page.press("Control+z").await?;
    page.click(role("button", "Redo")).await?;
    house
        .holds(
            page,
            "print",
            "/guide/steps/149/body/en",
            json!("The **1.** of several.A sentence that somebody types."),
        )
        .await?;
    // Where a step leads is chosen among 300.
    page.click(css("input[id$='-next']")).await?;
    type_slowly(page, "298").await?;
    page.press("Enter").await?;
    page.until("document.querySelector(\"input[id$='-next']\")?.value.startsWith('298.')").await?;
    // A step is dragged through the graph, in as many moves as a hand makes.
    page.click(css("label[for=view-graph]")).await?;
    page.find(css("#node-more-150")).await?;
    page.script_async(DRAG, vec![json!("#node-more-150")]).await?;
    house.holds(page, "print", "/guide/steps/149/next", json!("ask")).await?;
    page.until("document.querySelector('#node-more-150')?.getAttribute('transform') !== null").await?;
    no_long_task(page, trace).await
}

/// Moves a node of the graph over 60 frames.
const DRAG: &str = "const [selector, done] = arguments; const node = document.querySelector(selector); const box = node.getBoundingClientRect();
    const tell = (kind, x, y) => node.dispatchEvent(new PointerEvent(kind, { bubbles: true, clientX: box.x + x, clientY: box.y + y }));
    tell('pointerdown', 5, 5); let turn = 0;
    const move = () => { turn += 1; tell('pointermove', 5 + turn * 2, 5 + turn);
      if (turn < 60) requestAnimationFrame(move); else { tell('pointerup', 125, 65); done(true); } };
    requestAnimationFrame(move);";

/// Types letter by letter, as people do.
async fn type_slowly(page: &Page, text: &str) -> Result<()> {
    for letter in text.chars() {
        page.type_text(&letter.to_string()).await?;
    }
    Ok(())
}

pub async fn ten_thousand_guides_make_no_long_task(page: &Page) -> Result<()> {
    let owner = |number: u32| json!({ "id": format!("u{}", number % 7), "name": format!("Person {}", number % 7), "email": "p@example.org" });
    let guides: Vec<Value> = (0..10_000_u32)
        .map(|number| {
            json!({ "guide": format!("g-{number}"), "title": { "en": format!("Guide about matter {number}") }, "owner": owner(number), "state": "draft",
                "live": {}, "steps": 12, "coverage": { "en": 100 }, "errors": 0, "warnings": number % 2, "changed_ms": 1_790_000_000_000_i64 - i64::from(number),
                "changed_by": "x", "revision": 1 })
        })
        .collect();
    let reply = |body: Value| Reply::new("application/json", body.to_string());
    let session = json!({ "user": owner(1), "needs_setup": false, "csrf": "x", "provider": null, "projects": [{ "project": "crm", "name": "CRM", "role": "admin" }] });
    let settings = json!({ "name": "CRM", "project": { "schema": 0, "id": "crm", "default_language": "en" }, "needs_four_eyes": false, "environments": [],
        "takes_usage": false, "revision": 1 });
    let studio = page.place().out().join("studio");
    let pages = Pages::default()
        .folder("studio", studio.join("studio"))?
        .page("/p/crm", &std::fs::read_to_string(studio.join("index.html"))?)
        .reply("/api/v1/session", reply(session))
        .reply("/api/v1/projects/crm/settings", reply(settings))
        .reply("/api/v1/projects/crm/guides", reply(Value::Array(guides)));
    let server = page.serve(pages).await?;
    page.goto(&server.url("/p/crm")).await?;
    prefer(page, "en", "light").await?;
    page.reload().await?;
    page.until("document.querySelectorAll('.guide-row').length > 10").await?;
    sleep(Duration::from_secs(1)).await;
    let drawn = page.script("return document.querySelectorAll('.guide-row').length", vec![]).await?;
    ensure!(drawn.as_u64().is_some_and(|drawn| drawn < 60), "only rows in sight are drawn: {drawn}");
    let trace = begin(page).await?;
    for turn in 1..=40 {
        page.script(
            "document.querySelector('.virtual').scrollTop = arguments[0]",
            vec![json!(turn * 13_000)],
        )
        .await?;
        page.painted().await?;
    }
    for letter in "matter 99".chars() {
        if letter == 'm' {
            page.click(css("#search")).await?;
        }
        page.type_text(&letter.to_string()).await?;
    }
    page.until("document.querySelector('.filters [role=status]')?.textContent.startsWith('280 of')").await?;
    no_long_task(page, trace).await
}

/// Watches the page's tasks from now on.
async fn begin(page: &Page) -> Result<Trace> {
    ensure!(page.browser() == Browser::Chromium, "only Chromium tells");
    page.script(WATCH, vec![]).await?;
    Trace::begin(page).await
}

/// The page itself has noticed none. What the trace says of processor time is told beside it, and does not count.
async fn no_long_task(page: &Page, trace: Trace) -> Result<()> {
    sleep(Duration::from_millis(500)).await;
    let long = page.script("return window.long", vec![]).await?;
    let mut tasks = trace.end().await?;
    tasks.sort_by(|one, other| other.wall_ms.total_cmp(&one.wall_ms));
    let longest: Vec<String> = tasks.iter().take(4).map(ToString::to_string).collect();
    let most = tasks.iter().map(|task| task.cpu_ms).fold(0.0, f64::max);
    let said =
        format!("{} tasks, most processor time {most:.0} ms, longest {}", tasks.len(), longest.join(", "));
    println!("          {said}");
    ensure!(long == json!([]), "tasks longer than 50 ms: {long}; {said}");
    Ok(())
}
