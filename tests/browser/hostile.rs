//! Hostile pages: the same guide of three steps on each of them, followed to its end by what a person can do.
//!
//! Where a page makes help impossible before our first line runs, what is expected is silence and one diagnostic.

use std::time::Duration;

use anyhow::{Result, ensure};
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{Find, card, css};
use lotse_tests::page::Page;
use serde_json::Value;
use tokio::time::{Instant, sleep};

/// One test per page, named after it.
macro_rules! pages {
    ($($name:ident: $page:literal => $follow:expr;)*) => {
        $(async fn $name(page: &Page) -> Result<()> {
            $follow(page, $page).await
        })*

        /// Every test of this file.
        pub const CASES: &[Case] = &[$(case!(ALL, $name).within(240)),*];
    };
}

pages! {
    csp: "csp.html" => follow;
    reset_all: "reset-all.html" => follow;
    reset_hide: "reset-hide.html" => follow;
    z_index: "z-index.html" => follow;
    contained: "contained.html" => follow;
    host_dialog: "host-dialog.html" => follow;
    node_police: "node-police.html" => removed;
    rerender_body: "rerender-body.html" => follow;
    polluted_prototype: "polluted-prototype.html" => follow;
    patched_array: "patched-array.html" => follow;
    patched_dom: "patched-dom.html" => silent;
    clobbered: "clobbered.html" => follow_unheard;
    focus_trap: "focus-trap.html" => follow;
    blur_menu: "blur-menu.html" => follow;
    rerender_targets: "rerender-targets.html" => follow;
    replaced_builtins: "replaced-builtins.html" => silent;
    frozen_builtins: "frozen-builtins.html" => follow;
    stop_propagation: "stop-propagation.html" => follow;
    nested_scrollers: "nested-scrollers.html" => follow;
    deep_shadow: "deep-shadow.html" => follow;
    rtl: "rtl.html" => follow;
    bfcache: "bfcache.html" => follow;
    huge_dom: "huge-dom.html" => follow;
    mutation_storm: "mutation-storm.html" => follow;
    late_in_a_storm: "mutation-storm.html?late" => follow;
}

/// Longest that a step may take to appear: the largest page is walked meanwhile.
const PATIENCE: Duration = Duration::from_secs(20);

/// Hears usage events and diagnostics from here on. Numbered writes: `push` may be broken.
pub const LISTEN: &str = "
    window.heard = { events: [], diagnostics: [] };
    const keep = (list) => (record) => { list[list.length] = record; };
    lotse.on('event', keep(heard.events));
    lotse.on('diagnostic', keep(heard.diagnostics));";

/// A control of the task; some pages put a number behind the id.
pub fn control(id: &str) -> Find {
    css(&format!("#{id},[id^='{id}-']:not(label)")).first()
}

/// Opens a hostile page and hears what Lotse says there.
pub async fn open(page: &Page, name: &str) -> Result<()> {
    page.goto(&format!("/hostile/{name}")).await?;
    page.until("window.lotse").await?;
    page.script(LISTEN, Vec::new()).await.map(|_| ())
}

async fn follow(page: &Page, name: &str) -> Result<()> {
    open(page, name).await?;
    if let Err(error) = to_the_end(page).await {
        let heard = told(page, "heard.diagnostics").await.unwrap_or_default();
        return Err(error.context(format!("diagnostics: {heard}")));
    }
    let events = told(page, "heard.events").await?;
    ensure!(events.contains("guide_ended") && events.contains("solved"), "{events}");
    unharmed(page).await
}

/// An element of the page has the name of our global, so the page keeps it and the test hears nothing.
async fn follow_unheard(page: &Page, name: &str) -> Result<()> {
    page.goto(&format!("/hostile/{name}")).await?;
    to_the_end(page).await?;
    page.until("lotse instanceof Element").await?;
    unharmed(page).await
}

async fn to_the_end(page: &Page) -> Result<()> {
    press(page, "Show me how").await?;
    shows(page, "Open the form").await?;
    tap(page, control("open")).await?;
    shows(page, "Give a name").await?;
    type_name(page).await?;
    shows(page, "Save").await?;
    tap(page, control("save")).await?;
    shows(page, "Saved").await?;
    press(page, "Close").await?;
    page.until("!document.querySelector('lotse-stage')").await
}

/// Put back a few times, then given up.
async fn removed(page: &Page, name: &str) -> Result<()> {
    open(page, name).await?;
    diagnosed(page).await?;
    unaided(page).await?;
    let removals = told(page, "__host.log").await?.matches("removed lotse-stage").count();
    ensure!((1..=6).contains(&removals), "the stage was put there {removals} times");
    diagnosed(page).await
}

/// The page was asked for help that it does not let us give.
async fn silent(page: &Page, name: &str) -> Result<()> {
    open(page, name).await?;
    diagnosed(page).await?;
    unaided(page).await?;
    diagnosed(page).await
}

async fn diagnosed(page: &Page) -> Result<()> {
    page.until_within(PATIENCE, "heard.diagnostics.length > 0").await?;
    let diagnostics = told(page, "heard.diagnostics").await?;
    let count = page.script("return heard.diagnostics.length", vec![]).await?;
    ensure!(count == 1, "one diagnostic was expected, not {diagnostics}");
    Ok(())
}

/// A list of the page as lines of text. Never as JSON of an array: a page may have given arrays a `toJSON`.
pub async fn told(page: &Page, list: &str) -> Result<String> {
    let body = format!(
        "let text = ''; const list = {list}; for (let at = 0; at < list.length; at += 1) \
         text += (typeof list[at] === 'string' ? list[at] : JSON.stringify(list[at])) + '\\n'; return text"
    );
    Ok(page.script(&body, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// The page's task is done by its user alone, and nothing of ours is there.
async fn unaided(page: &Page) -> Result<()> {
    tap(page, control("open")).await?;
    type_name(page).await?;
    tap(page, control("save")).await?;
    page.until("__host.log.indexOf('saved') >= 0").await?;
    page.until("!document.querySelector('lotse-stage')").await?;
    unharmed(page).await
}

/// The task is done, and there is nothing that the page's own people would notice.
async fn unharmed(page: &Page) -> Result<()> {
    let errors = told(page, "__host.errors").await?;
    ensure!(errors.is_empty(), "the page noticed {errors}");
    let saved = page.script("return __host.log.indexOf('saved') >= 0", vec![]).await?;
    ensure!(saved == Value::Bool(true), "the page's own task is not done");
    Ok(())
}

/// Where the middle of a button of the card is not the card's own, the card cannot be used.
const REACHABLE: &str = "
    const box = arguments[0].getBoundingClientRect();
    const x = box.left + box.width / 2;
    const y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    const over = () => `${top && top.outerHTML.slice(0, 80)} at ${x},${y} of ${innerWidth},${innerHeight}`;
    if (!top || top.localName !== 'lotse-stage') return `covered by ${over()}`;
    const inner = top.shadowRoot.elementFromPoint(x, y);
    return inner && (inner === arguments[0] || arguments[0].contains(inner)) ? '' : `covered by ours: ${inner && inner.className}`;";

/// The card of this step is there, and its buttons are on top of everything.
pub async fn shows(page: &Page, title: &str) -> Result<()> {
    page.find_within(PATIENCE, card().role("heading", title)).await?;
    let begun = Instant::now();
    loop {
        let mut faults = Vec::new();
        for button in page.now(&card().css("button")).await? {
            match button.script(REACHABLE, vec![]).await {
                Ok(Value::String(fault)) if fault.is_empty() => {}
                other => faults.push(format!("{other:?}")),
            }
        }
        if faults.is_empty() {
            return Ok(());
        }
        ensure!(begun.elapsed() < PATIENCE, "“{title}”: {faults:?}");
        sleep(Duration::from_millis(100)).await;
    }
}

/// Presses a button of the card.
pub async fn press(page: &Page, name: &str) -> Result<()> {
    tap(page, card().role("button", name)).await
}

/// Where a press meets the element, scrolled to as little as needed; nothing while something else is there.
const SPOT: &str = "
    const it = arguments[0];
    const before = it.getBoundingClientRect();
    it.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const box = it.getBoundingClientRect();
    const x = Math.round(box.left + box.width / 2);
    const y = Math.round(box.top + box.height / 2);
    const hit = it.getRootNode().elementFromPoint(x, y);
    if (hit && hit !== it && !it.contains(hit)) it.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    if (!box.width || before.top !== box.top || !hit || (hit !== it && !it.contains(hit))) return null;
    return `${x} ${y}`;";

/// Presses whatever stands where such an element is. Drivers press elements, and take what pages replace meanwhile for gone,
/// and what is slotted for covered; people press places.
pub async fn tap(page: &Page, find: Find) -> Result<()> {
    let begun = Instant::now();
    loop {
        let element = page.find_within(PATIENCE, find.clone()).await?;
        let spot = element.script(SPOT, vec![]).await;
        let place = spot.as_ref().ok().and_then(Value::as_str).and_then(|spot| spot.split_once(' '));
        if let Some((x, y)) = place {
            let (x, y) = (x.parse()?, y.parse()?);
            page.driver().action_chain().move_to(x, y).click().perform().await?;
            return Ok(());
        }
        ensure!(begun.elapsed() < PATIENCE, "nothing to press at {}: {spot:?}", find.describe());
        sleep(Duration::from_millis(60)).await;
    }
}

/// Gives the name with real keys; pages that replace their nodes may take several attempts.
pub async fn type_name(page: &Page) -> Result<()> {
    let begun = Instant::now();
    loop {
        tap(page, control("name")).await?;
        page.type_text("A").await?;
        let typed = page.find(control("name")).await?.property("value").await;
        if typed.as_ref().is_ok_and(|value| value != "") {
            return Ok(());
        }
        ensure!(begun.elapsed() < PATIENCE, "the name cannot be typed: {typed:?}");
    }
}
