//! `cargo xtask bench panel`: from a keypress in the help panel's search to results painted, with 10,000 entries.
//!
//! The library is the one of `bench search`, enlarged; its index is served in place of Kontor's. Queries are typed as a person types
//! them, key by key, with a processor that is four times slower. What counts is the time from the event's own time stamp until the frame
//! with the new results has been handed to the screen. The first query of a language fetches what it needs (cold); the others are typed
//! twice, and the second time counts (warm).
//!
//! How fast it can be at all is measured as well: the same keys in a field that a script has made, where one text changes and nothing
//! of ours is asked. That is the browser's own work for a key, and waiting for the frame.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use lotse_editor::compile::name_of;
use lotse_help::search::build::{Index, Settings, build};
use lotse_model::wire::Wire as _;
use lotse_tests::browser::Browser;
use lotse_tests::find::css;
use lotse_tests::page::Page;
use lotse_tests::place::Place;
use lotse_tests::server::Pages;
use lotse_tests::session::Session;
use serde_json::{Value, json};

use super::search::index;
use crate::report::Report;
use crate::{demo, say, setup};

/// Entries in the index.
const LARGE: usize = 10_000;
/// How much slower the processor is.
const SLOWER: u32 = 4;
/// A warm keypress, 95th percentile.
const BUDGET_MS: f64 = 30.0;
/// Everyday questions, with a typing error here and there; none is among the judged ones.
const QUERIES: [(&str, &[&str]); 2] = [
    (
        "en",
        &[
            "printer tray",
            "notifications missing",
            "wrong time zon",
            "password reset",
            "cannot export orders",
        ],
    ),
    (
        "de",
        &[
            "drucker fach",
            "benachrichtigungen fehlen",
            "zeitzone falsch",
            "passwort zurücksetzn",
            "export geht nicht",
        ],
    ),
];

/// Notes for every key when the results that it led to were on the screen.
const NOTE: &str = "
  window.taken = [];
  const root = [...document.querySelectorAll('*')].map((it) => it.shadowRoot).find((it) => it?.querySelector('#search'));
  const channel = new MessageChannel();
  let pressed;
  channel.port1.onmessage = ({ data }) => { taken.push(performance.now() - data); };
  root.addEventListener('keydown', (event) => { pressed = event.timeStamp; }, { capture: true });
  new MutationObserver(() => {
    if (pressed === undefined) return;
    const since = pressed;
    pressed = undefined;
    requestAnimationFrame(() => channel.port2.postMessage(since));
  }).observe(root.querySelector('#results'), { childList: true, subtree: true, characterData: true });";

/// The panel.
const HELP: &str = "lotse.openHelp()";

/// A field and one text that changes with it, in a place like that of the panel.
const FLOOR: &str = "
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const put = (to, tag, id) => to.appendChild(Object.assign(document.createElement(tag), { id }));
  const panel = put(root, 'div', 'floor');
  panel.popover = 'manual';
  Object.assign(panel.style, { inset: 'auto 20px 76px auto', width: '400px', height: '640px', border: 0, overflow: 'hidden' });
  const field = put(panel, 'input', 'search');
  const said = put(panel, 'div', 'results').appendChild(document.createTextNode('-'));
  field.addEventListener('input', () => { said.data = field.value; });
  document.documentElement.append(host);
  panel.showPopover();";

/// Measures.
///
/// # Errors
/// When something does not build, the browser does not start or no result appears.
pub async fn run(place: &Place) -> Result<Report> {
    setup::for_browsers(place).await?;
    demo::build(place).await?;
    let step = say::step(format!("an index of {LARGE} entries"));
    let guides = publish(place)?;
    step.done();
    let html = fs::read_to_string(place.examples().join("kontor/index.html"))?;
    let asks = "data-manifest=\"/kontor-guides/manifest.json\"";
    ensure!(html.contains(asks), "Kontor does not ask for its guides");
    let html = html.replace(asks, "data-manifest=\"/large/manifest.json\" data-launcher=\"bottom-right\"");
    let session = Session::open(Browser::Chromium, place).await?;
    let measured = async {
        let pages = Pages::examples(place).folder("large", guides)?.page("/kontor/large.html", &html);
        let server = session.page().serve(pages).await?;
        let mut report = Report::default();
        let (mut cold, mut warm, mut floor) = (Vec::new(), Vec::new(), Vec::new());
        let page = session.page();
        for (language, queries) in QUERIES {
            let step = say::step(format!("typing in {language}"));
            let address = server.url(&format!("/kontor/large.html?reset=1&lang={language}"));
            visit(page, &address, HELP).await?;
            for (number, query) in queries.iter().enumerate() {
                let first = typed(page, query).await?;
                if number == 0 {
                    cold.extend(first);
                }
                warm.extend(typed(page, query).await?);
            }
            visit(page, &address, FLOOR).await?;
            for query in queries {
                floor.extend(typed(page, query).await?);
            }
            step.done();
        }
        ensure!(warm.len() >= 60, "only {} keys led to other results", warm.len());
        report.figure("keys that led to other results, warm", warm.len() as f64, "count");
        median(&mut report, "a warm key, from the press to results painted", &warm);
        report.at_most(
            "a warm key, from the press to results painted: p95",
            super::part(warm, 0.95),
            "ms",
            BUDGET_MS,
        );
        let others = [("a key that changes one text and asks nothing of ours", floor), ("a cold key", cold)];
        for (name, taken) in others {
            median(&mut report, name, &taken);
            report.figure(format!("{name}: p95"), super::part(taken, 0.95), "ms");
        }
        Ok(report)
    }
    .await;
    session.close().await;
    measured
}

fn median(report: &mut Report, name: &str, taken: &[f64]) {
    report.figure(format!("{name}: median"), super::part(taken.to_vec(), 0.5), "ms");
}

/// Opens a page and, with a script, what is typed into; then the processor is slow.
async fn visit(page: &Page, address: &str, opening: &str) -> Result<()> {
    command(page, 1).await?;
    page.goto(address).await?;
    page.until("window.lotse").await?;
    page.script(opening, vec![]).await?;
    page.find(css("#search")).await?;
    page.script(NOTE, vec![]).await?;
    command(page, SLOWER).await
}

/// Types a query into the empty field; milliseconds for every key that led to other results.
async fn typed(page: &Page, query: &str) -> Result<Vec<f64>> {
    page.click(css("#search")).await?;
    page.press("Control+a").await?;
    page.press("Backspace").await?;
    pause(page).await?;
    page.script("taken.length = 0", vec![]).await?;
    for letter in query.chars() {
        page.type_text(&letter.to_string()).await?;
        pause(page).await?;
    }
    let taken = page.script("return taken", vec![]).await?;
    let taken = taken.as_array().context("the page has noted nothing")?;
    ensure!(!taken.is_empty(), "{query:?} led to no results");
    Ok(taken.iter().filter_map(Value::as_f64).collect())
}

/// Until nothing is going on any more: fast typists leave about 100 ms between two keys.
async fn pause(page: &Page) -> Result<()> {
    page.script_async("setTimeout(arguments[0], 120)", vec![]).await.map(|_| ())
}

async fn command(page: &Page, slower: u32) -> Result<()> {
    let parameters = json!({ "rate": slower });
    page.driver().cdp().send_raw("Emulation.setCPUThrottlingRate", parameters).await?;
    Ok(())
}

/// Kontor's guides with another search index.
fn publish(place: &Place) -> Result<PathBuf> {
    let (from, to) = (place.demo().join("kontor"), place.out().join("bench/panel"));
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    fs::create_dir_all(to.join("chunks"))?;
    for file in fs::read_dir(from.join("chunks"))? {
        let file = file?;
        fs::copy(file.path(), to.join("chunks").join(file.file_name()))?;
    }
    let library = index::read(&place.root().join("xtask/bench/search/library.json"))?;
    let mut manifest: Value = read(&from.join("manifest.json"))?;
    let root = manifest.get("help").and_then(Value::as_str).context("Kontor has no help")?.to_owned();
    let mut help: Value = read(&to.join("chunks").join(format!("{root}.json")))?;
    for (language, _) in QUERIES {
        let entries = library.enlarged(language, LARGE);
        let Index { root, shards } = build(&entries, &Settings::new(language, &[]), &name_of);
        for (name, text) in shards {
            fs::write(to.join("chunks").join(format!("{name}.json")), text)?;
        }
        let searches = help.get_mut("search").and_then(Value::as_object_mut).context("help has no search")?;
        searches.insert(language.to_owned(), keep(&to, &root.give().write())?.into());
    }
    let help = keep(&to, &help.to_string())?;
    manifest.as_object_mut().context("a manifest")?.insert("help".to_owned(), help.into());
    fs::write(to.join("manifest.json"), manifest.to_string())?;
    Ok(to)
}

/// Writes a chunk under its name.
fn keep(folder: &Path, text: &str) -> Result<String> {
    let name = name_of(text);
    fs::write(folder.join("chunks").join(format!("{name}.json")), text)?;
    Ok(name)
}

fn read(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    Ok(serde_json::from_str(&text)?)
}
