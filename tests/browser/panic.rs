//! A panic in the core, forced at every way in: no host handler hears of it, nothing of ours stays, one diagnostic says so,
//! and the core is never entered again. Before the rest of the core has been fetched, a trap is taken for a call into that: the
//! core is begun anew, whole, and the guide goes on as if nothing had been.
//!
//! The product has no door for this. The test serves the core's JavaScript with one change: the exports of the module
//! go through the page, which lets one of them trap as a panic does.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::css;
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply, Server};
use serde_json::{Value, json};

use crate::hostile::told;

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(ALL, everywhere).within(400),
    case!(ALL, before_the_rest_is_there_the_core_begins_anew).within(300),
    case!(ALL, the_rest_comes_when_a_card_has_been_seen).within(60),
    case!(ALL, what_is_pressed_while_the_rest_is_on_its_way_counts).within(60),
    case!(ALL, an_instance_can_be_ended_and_another_begun_before_the_rest_is_there).within(60),
    case!(ALL, a_spoiled_second_file_is_refused).within(60),
];

/// How long a card may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

/// Counts entries by kind, and lets the wanted one trap. What listens and what answers comes in through one export each, so
/// kinds are told apart by what is handed over.
const TRAP: &str = "
  window.entries = {};
  window.trapped = 0;
  window.trappedEarly = 0;
  window.late = 0;
  window.hasRest = () => performance.getEntriesByType('resource').some((it) => it.name.includes('/lotse-rest.'));
  const wanted = new URLSearchParams(location.search);
  const kindOf = (name, given) => {
    if (name === 'instance_answer') return `answer-${given[1]}`;
    if (name !== 'instance_wake') return name;
    const [, , event] = given;
    if (event instanceof Event) return `wake-${event.type}`;
    return Array.isArray(event) ? 'wake-mutation' : event === undefined ? 'wake-time' : 'wake-view';
  };
  window.throughPage = (all) => {
    const through = { __proto__: null };
    let isDead = false;
    for (const name of Object.getOwnPropertyNames(all)) {
      const it = all[name];
      const isOurs = name === 'create' || /^instance_/.test(name);
      through[name] = !isOurs ? it : (...given) => {
        if (isDead) late += 1;
        const kind = kindOf(name, given);
        entries[kind] = (entries[kind] ?? 0) + 1;
        if (kind !== wanted.get('kind') || entries[kind] !== Number(wanted.get('nth'))) return it(...given);
        // With a card on the screen the rest is on its way, and what is kept on the device brings the guide back where it was.
        if (wanted.has('early') && document.querySelector('lotse-stage')?.shadowRoot.textContent.includes('Open the form')) return it(...given);
        trapped += 1;
        if (!hasRest()) trappedEarly += 1;
        isDead = true;
        throw new WebAssembly.RuntimeError('unreachable');
      };
    }
    return through;
  };";

/// Begins an instance and asks for the guide, and later a second one. The page's own: what a driver's script imports lives in
/// a world apart in Firefox.
const BEGIN: &str = "
  window.heard = { events: [], diagnostics: [] };
  window.begin = async () => {
    const { init } = await import('/lotse/lotse.js');
    // What goes on is given the whole core at once.
    const source = new URL('/hostile-guides/manifest.json', location.href).href;
    if (!wanted.has('early')) localStorage.setItem(`lotse:${source}:open`, '{}');
    window.lotse = init({ manifest: '/hostile-guides/manifest.json', triggers: false, storage: 'memory' });
    lotse.on('event', (record) => { heard.events.push(record); });
    lotse.on('diagnostic', (record) => { heard.diagnostics.push(record); });
    if (!wanted.has('plain')) lotse.explain('form').then(() => {}, () => {});
    lotse.start('form');
  };
  window.waits = async () => {
    const { init } = await import('/lotse/lotse.js');
    window.lotse = init({ manifest: '/hostile-guides/manifest.json', triggers: false, storage: 'memory' });
    lotse.on('diagnostic', (record) => { heard.diagnostics.push(record); });
    await lotse.identify({ id: 'anna' });
    heard.explained = true;
  };
  window.beginAnother = async () => {
    const { init } = await import('/lotse/lotse.js');
    window.second = [];
    const other = init({ manifest: '/hostile-guides/manifest.json', storage: 'memory' });
    other.on('diagnostic', (record) => { second.push(record); });
    other.start('form').then((begun) => { second.push(`begun: ${begun}`); });
  };";

async fn everywhere(page: &Page) -> Result<()> {
    let server = served(page).await?;
    let entries = entries(page, &server, "").await?;
    let (mut trapped, mut missed) = (0, Vec::new());
    for (kind, last) in &entries {
        for nth in BTreeSet::from([1, last.div_ceil(2)]) {
            let place = format!("{kind}, entry {nth} of {last}");
            followed(page, &server, &format!("kind={kind}&nth={nth}"))
                .await
                .with_context(|| place.clone())?;
            if page.script("return trapped", vec![]).await? == json!(1) {
                trapped += 1;
                buried(page).await.with_context(|| place)?;
            } else {
                missed.push(place);
            }
        }
    }
    // How often a timer or an observer is heard is another matter every time.
    ensure!(missed.len() * 5 <= trapped, "never reached: {missed:?}");
    println!("          {trapped} traps at {} kinds of entries in {}", entries.len(), page.browser());
    Ok(())
}

/// The guide goes on to its end, once the whole core is there: nobody is told, and nothing is seen of it.
async fn before_the_rest_is_there_the_core_begins_anew(page: &Page) -> Result<()> {
    let server = served(page).await?;
    let entries = entries(page, &server, "early&plain&").await?;
    if page.script("return CSS.supports('anchor-name: --a')", vec![]).await? != json!(true) {
        println!("          {} is given the whole core at once", page.browser());
        return Ok(());
    }
    let mut early = 0;
    for kind in entries.keys() {
        followed(page, &server, &format!("early&plain&kind={kind}&nth=1"))
            .await
            .with_context(|| kind.clone())?;
        if page.script("return trappedEarly", vec![]).await? != json!(1) {
            continue;
        }
        early += 1;
        let told_of = told(page, "heard.diagnostics").await?;
        ensure!(told_of.is_empty(), "{kind}: {told_of}");
        let started = "heard.events.some(({ event }) => event.kind === 'guide_ended')";
        page.until(started).await.with_context(|| kind.clone())?;
        ensure!(page.script("return late", vec![]).await? == json!(0), "{kind}: the dead core was entered");
    }
    ensure!(early >= 4, "only {early} of {entries:?} were reached before the rest was there");
    println!("          begun anew after {early} traps in {}", page.browser());
    Ok(())
}

/// Up to a first card, only its part of the core is fetched, in a browser that anchors natively.
async fn the_rest_comes_when_a_card_has_been_seen(page: &Page) -> Result<()> {
    let server = served(page).await?;
    page.goto(&server.url("/hostile/trap.html?early&plain")).await?;
    page.until("window.begin").await?;
    let anchors = page.script("return CSS.supports('anchor-name: --a')", vec![]).await? == json!(true);
    let noted = "window.lotse.on('event', ({ event }) => { if (event.kind === 'step_shown') window.had ??= hasRest(); })";
    page.script(&format!("begin().then(() => {{ {noted} }})"), vec![]).await?;
    page.until_within(PATIENCE, "window.had !== undefined").await?;
    ensure!(page.script("return had", vec![]).await? == json!(!anchors), "anchors natively: {anchors}");
    page.until_within(PATIENCE, "hasRest()").await?;
    ensure!(told(page, "heard.diagnostics").await?.is_empty(), "{}", told(page, "heard.diagnostics").await?);
    Ok(())
}

/// Whoever is quicker than the network loses nothing.
async fn what_is_pressed_while_the_rest_is_on_its_way_counts(page: &Page) -> Result<()> {
    let server = served_slowly(page).await?;
    page.goto(&server.url("/hostile/trap.html?early&plain")).await?;
    page.until("window.begin").await?;
    page.script("begin()", vec![]).await?;
    shows(page, "Open the form").await?;
    page.click(css("#open")).await?;
    shows(page, "Give a name").await?;
    ensure!(told(page, "heard.diagnostics").await?.is_empty(), "{}", told(page, "heard.diagnostics").await?);
    Ok(())
}

/// A user signs out and another one in, before anything was to be seen.
async fn an_instance_can_be_ended_and_another_begun_before_the_rest_is_there(page: &Page) -> Result<()> {
    let server = served_slowly(page).await?;
    page.goto(&server.url("/hostile/trap.html?early&plain")).await?;
    page.until("window.begin").await?;
    page.script("waits()", vec![]).await?;
    page.until("heard.explained").await?;
    page.script("lotse.destroy(); beginAnother()", vec![]).await?;
    page.until_within(PATIENCE, "window.second?.length").await?;
    let second = told(page, "second").await?;
    ensure!(second.contains("begun: true") && !second.contains("L52"), "{second}");
    shows(page, "Open the form").await?;
    ensure!(told(page, "heard.diagnostics").await?.is_empty(), "{}", told(page, "heard.diagnostics").await?);
    Ok(())
}

/// What is no second file of this core is not run, and the page works on. How long a first card stays is not promised: whatever
/// runs next may lie in what did not come, and no guide can be followed with half of a core.
async fn a_spoiled_second_file_is_refused(page: &Page) -> Result<()> {
    let mut script = std::fs::read_to_string(page.place().dist().join("lotse-rest.js"))?;
    script += ";window.spoiled = true;";
    // What the browser says of it.
    page.allow("integrity");
    let server =
        page.serve(pages(page)?.reply("/lotse/lotse-rest.js", Reply::new("text/javascript", script))).await?;
    page.goto(&server.url("/hostile/trap.html?early&plain")).await?;
    page.until("window.begin").await?;
    page.script("begin()", vec![]).await?;
    page.until_within(PATIENCE, "heard.diagnostics.length").await?;
    let told_of = told(page, "heard.diagnostics").await?;
    ensure!(told_of.contains("L521"), "{told_of}");
    ensure!(
        page.script("return window.spoiled ?? null", vec![]).await?.is_null(),
        "the spoiled file was run"
    );
    page.click(css("#open")).await?;
    page.until("document.querySelector('#name')").await?;
    // A core that is not whole may begin anew at any time, and the server goes before the page does.
    page.goto("about:blank").await
}

/// How often each kind of entry comes when the guide is followed.
async fn entries(page: &Page, server: &Server, mode: &str) -> Result<BTreeMap<String, u64>> {
    followed(page, server, &format!("{mode}kind=none&nth=0")).await?;
    let counted = page.script("return entries", vec![]).await?;
    let counted = counted.as_object().context("no entries were counted")?;
    ensure!(counted.len() >= 8, "too few kinds of entries: {counted:?}");
    Ok(counted.iter().map(|(kind, count)| (kind.clone(), count.as_u64().unwrap_or(1))).collect())
}

/// How long the rest of the core is on its way where the network is slow.
const SLOW: Duration = Duration::from_secs(2);

/// The page of the task, and a core whose exports pass through it.
async fn served(page: &Page) -> Result<Server> {
    page.serve(pages(page)?).await
}

/// The same, with a rest that takes its time.
async fn served_slowly(page: &Page) -> Result<Server> {
    let rest = std::fs::read(page.place().dist().join("lotse-rest.wasm"))?;
    page.serve(pages(page)?.reply("/lotse/lotse-rest.wasm", Reply::new("application/wasm", rest).after(SLOW)))
        .await
}

fn pages(page: &Page) -> Result<Pages> {
    let core = std::fs::read_to_string(page.place().dist().join("lotse-core.js"))?;
    let (before, after) = core.split_once(".exports").context("the core takes no exports")?;
    let at = before.rfind(['=', ',', ';']).context("the core keeps its exports")? + 1;
    ensure!(!after.contains(".exports"), "the core takes its exports in two places");
    let (kept, instance) = before.split_at(at);
    let core = format!("{kept}window.throughPage({instance}.exports){after}");
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Task</title>\
         <script src=\"/hostile/host.js\"></script><script src=\"/hostile/task.js\"></script><script>{TRAP}{BEGIN}</script>\
         </head><body><main><h1>Task</h1><section id=\"task\" aria-label=\"Task\"></section></main>\
         <script>hostTask.mount(document.getElementById('task'));</script></body></html>"
    );
    Ok(Pages::examples(page.place())
        .page("/hostile/trap.html", &html)
        .reply("/lotse/lotse-core.js", Reply::new("text/javascript", core)))
}

/// The guide and the task, with a trap on the way: the page's own part goes on to its end.
async fn followed(page: &Page, server: &Server, query: &str) -> Result<()> {
    page.goto(&server.url(&format!("/hostile/trap.html?{query}"))).await?;
    // Chromium's driver may come back from a busy page's address before the page has run.
    page.until("window.begin").await?;
    page.script("begin()", vec![]).await?;
    shows(page, "Open the form").await?;
    // What is pressed from now on waits for the rest of the core; nobody presses within the task in which a card is painted.
    page.until("trapped > trappedEarly || heard.events.some(({ event }) => event.kind === 'step_shown')")
        .await?;
    page.press("F6").await?;
    page.press("F6").await?;
    page.click(css("#open")).await?;
    shows(page, "Give a name").await?;
    page.click(css("#name")).await?;
    page.type_text("A").await?;
    shows(page, "Save").await?;
    page.click(css("#save")).await?;
    shows(page, "Saved").await?;
    page.script("lotse.destroy()", vec![]).await?;
    page.until("!document.querySelector('lotse-stage')").await?;
    ensure!(told(page, "__host.errors").await?.is_empty(), "{}", told(page, "__host.errors").await?);
    ensure!(told(page, "__host.log").await? == "opened\nsaved\n", "{}", told(page, "__host.log").await?);
    Ok(())
}

/// Waits for a card, or for what ends all cards.
async fn shows(page: &Page, title: &str) -> Result<()> {
    let title = Value::from(title);
    let shown = format!("document.querySelector('lotse-stage')?.shadowRoot.textContent.includes({title})");
    if let Err(error) = page.until_within(PATIENCE, &format!("trapped > trappedEarly || {shown}")).await {
        let (diagnostics, errors) =
            (told(page, "heard.diagnostics").await?, told(page, "__host.errors").await?);
        let entries = page.script("return entries", vec![]).await?;
        return Err(
            error.context(format!("diagnostics: {diagnostics}; errors: {errors}; entries: {entries}"))
        );
    }
    Ok(())
}

/// One diagnostic, nothing left, nothing entered again.
async fn buried(page: &Page) -> Result<()> {
    page.until("heard.diagnostics.length > 0").await?;
    // A second instance finds the core dead, and says so as well.
    page.script("beginAnother()", vec![]).await?;
    page.until("window.second?.length >= 2").await?;
    let (first, second) = (told(page, "heard.diagnostics").await?, told(page, "second").await?);
    ensure!(first.lines().count() == 1 && first.contains("L524"), "{first}");
    ensure!(
        second.lines().count() == 2 && second.contains("L524") && second.contains("begun: false"),
        "{second}"
    );
    let late = page.script("return late", vec![]).await?;
    ensure!(late == json!(0), "entered {late} times after the trap");
    ensure!(told(page, "__host.errors").await?.is_empty(), "{}", told(page, "__host.errors").await?);
    ensure!(
        page.script("return document.querySelector('lotse-stage')", vec![]).await?.is_null(),
        "the stage stays"
    );
    Ok(())
}
