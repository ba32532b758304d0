//! The second look: a target whose evidence no longer fits is found by the record of its whole page, and nothing else is taken
//! for it when it is gone.

mod thin;

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use lotse_locator::linkage::{self, Page as Whole, Survey};
use lotse_tests::browser::{ALL, CHROMIUM};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{card, role};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Server};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::bundles::{lotse, text};
use crate::follow::{listen, start};

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(ALL, found_by_its_record).within(120),
    case!(CHROMIUM, thousands_of_levels_are_read).within(120),
    case!(ALL, says_what_it_would_record_and_nothing_of_the_page).within(120),
    case!(ALL, a_click_counts_while_it_is_looked_for_again).within(120),
    case!(ALL, the_last_look_counts).within(120),
    case!(ALL, gone_is_gone).within(120),
    case!(ALL, what_fits_needs_no_second_look).within(120),
];
pub use thin::CASES as THIN;

pub const BEFORE: &str = include_str!("retrace/before.html");
pub const AFTER: &str = include_str!("retrace/after.html");
/// Reads the page as the recorder does.
const READ: &str = "<script type=\"module\">import { read } from '/retrace/page.js';
    const page = read(document, (name) => name === 'data-test');
    const at = page.nodes.indexOf(document.querySelector('[name=store], .btn-main, .wanted > :last-child'));
    window.whole = `${at}|${page.text}`;</script>";
const EMBED: &str = "<script type=\"module\" src=\"/lotse/lotse.js\" data-manifest=\"/retrace-guides/manifest.json\"></script>";
/// Where a compiled guide lies in its folder.
const COMPILED: &str = "out";
/// As long as a target may be looked for here.
const PATIENCE: Duration = Duration::from_secs(10);

async fn found_by_its_record(page: &Page) -> Result<()> {
    let _server = open(page, AFTER).await?;
    let heading = card().role("heading", "Keep your draft");
    page.find_within(PATIENCE, heading).await?;
    page.until_within(PATIENCE, "heard.some((it) => it.kind === 'target_retraced' && it.step === 'store')")
        .await?;
    page.click(role("button", "Keep for later")).await?;
    page.until("heard.some((it) => it.kind === 'guide_ended' && it.outcome === 'solved')").await
}

/// Scripts can build more levels into each other than calls within calls have room for.
async fn thousands_of_levels_are_read(page: &Page) -> Result<()> {
    let server = open(page, AFTER).await?;
    let read = format!(
        "const done = arguments[0]; let inner = document.body; \
         for (let level = 0; level < 2200; level++) inner = inner.appendChild(document.createElement('div')); \
         inner.textContent = 'innermost'; \
         import('{}').then((it) => done(it.read(document).text.endsWith('innermost')), (error) => done(`${{error}}`))",
        server.url("/retrace/page.js")
    );
    let is_whole = page.script_async(&read, Vec::new()).await?;
    ensure!(is_whole == Value::Bool(true), "{is_whole}");
    Ok(())
}

/// A hundred marked texts in rows, attributes, fields and around the control: none is in the event.
async fn says_what_it_would_record_and_nothing_of_the_page(page: &Page) -> Result<()> {
    let rows: String = (0..25)
        .map(|row| {
            format!(
                "<tr title='Canary{row}a' data-who='canary{row}b'><td>Canary{row}c<td><a href='/who/canary{row}d'>Open</a></tr>"
            )
        })
        .collect();
    let marked = format!(
        "<table><thead><tr><th>Who<th>Do</tr></thead><tbody>{rows}</tbody></table><p>Canary and sons</p></main>\
         <script>document.querySelector('#f-1').value = 'Canary typed'; document.cookie = 'who=Canary';</script>"
    );
    let now = AFTER.replace("</main>", &marked).replace("Keep for later", "Keep for Canary");
    let _server = open(page, &now).await?;
    let event = "heard.find((it) => it.kind === 'target_retraced')";
    page.until_within(PATIENCE, &format!("{event}?.evidence")).await?;
    let evidence = page.script(&format!("return {event}.evidence"), Vec::new()).await?;
    let evidence = evidence.as_str().context("evidence")?;
    ensure!(!evidence.to_lowercase().contains("canary"), "{evidence}");
    let both: Value = serde_json::from_str(evidence)?;
    let new = both.get("new").context("new evidence")?.to_string();
    let record = both.get("old").and_then(Value::as_i64).context("the old record's mark")?;
    let new = linkage::Evidence::read(&lotse_model::json::parse(&new).ok().context("JSON")?);
    ensure!(record > 0 && !new.rivals.is_empty() && new.said == Default::default(), "{evidence}");
    Ok(())
}

/// What was found by its record says something else now, so it is looked for again, which takes a while; people do not wait for that.
async fn a_click_counts_while_it_is_looked_for_again(page: &Page) -> Result<()> {
    let _server = open(page, AFTER).await?;
    let retraced = "heard.some((it) => it.kind === 'target_retraced' && it.step === 'store')";
    page.until_within(PATIENCE, retraced).await?;
    let rename = "const all = [...document.querySelectorAll('button')]; \
                  all.find((it) => it.textContent.trim() === 'Keep for later').textContent = 'Keep for later …';";
    page.script(rename, Vec::new()).await?;
    let ring = "[...document.querySelector('lotse-stage').shadowRoot.querySelectorAll('.hole.ring')]";
    page.until(&format!("!{ring}.some((it) => it.matches(':popover-open'))")).await?;
    page.click(role("button", "Keep for later …")).await?;
    let ended = "heard.some((it) => it.kind === 'guide_ended' && it.outcome === 'solved')";
    page.until_within(PATIENCE, ended).await
}

/// A page that is not all there yet has only what is most like the target; when the target comes, it is pointed at.
async fn the_last_look_counts(page: &Page) -> Result<()> {
    let (_, rest) =
        BEFORE.split_once("<button type=\"button\" id=\"store\"").context("a page with its target")?;
    let (target, _) = rest.split_once("</button>").context("a page with its target")?;
    let target = format!("<button type=\"button\" id=\"store\"{target}</button>");
    let _server = open(page, AFTER).await?;
    let retraced = "heard.some((it) => it.kind === 'target_retraced' && it.step === 'store')";
    page.until_within(PATIENCE, retraced).await?;
    let add =
        "document.querySelector('.toolbar').lastElementChild.insertAdjacentHTML('beforebegin', arguments[0])";
    page.script(add, vec![target.into()]).await?;
    let is_around = "(() => { const wanted = document.querySelector('[name=store]').getBoundingClientRect(); \
         const rings = [...document.querySelector('lotse-stage').shadowRoot.querySelectorAll('.hole.ring')]; \
         const box = rings.find((it) => it.matches(':popover-open'))?.getBoundingClientRect(); \
         return box && box.left <= wanted.left && box.right >= wanted.right; })()";
    page.until_within(PATIENCE, is_around).await?;
    page.click(role("button", "Save draft")).await?;
    page.until("heard.some((it) => it.kind === 'guide_ended' && it.outcome === 'solved')").await
}

async fn gone_is_gone(page: &Page) -> Result<()> {
    let (before, rest) = AFTER.split_once("<!-- target: begin -->").context("a page with its target")?;
    let (_, after) = rest.split_once("<!-- target: end -->").context("a page with its target")?;
    let _server = open(page, &[before, after].concat()).await?;
    page.until_within(PATIENCE, "heard.some((it) => it.kind === 'target_missing')").await?;
    let taken = "return heard.some((it) => it.kind === 'step_shown' && it.choice >= 0)";
    ensure!(
        page.script(taken, Vec::new()).await? == Value::Bool(false),
        "something was taken for what is gone"
    );
    page.until(
        "performance.getEntriesByType('resource').some((it) => it.name.endsWith('/lotse-retrace.wasm'))",
    )
    .await
}

async fn what_fits_needs_no_second_look(page: &Page) -> Result<()> {
    let _server = open(page, BEFORE).await?;
    shown(page, "it.choice === 0").await?;
    page.click(role("button", "Save draft")).await?;
    page.until("heard.some((it) => it.kind === 'guide_ended')").await?;
    let fetched =
        "return performance.getEntriesByType('resource').some((it) => it.name.includes('retrace.'))";
    ensure!(
        page.script(fetched, Vec::new()).await? == Value::Bool(false),
        "the second look was fetched all the same"
    );
    Ok(())
}

async fn shown(page: &Page, expression: &str) -> Result<()> {
    page.until_within(PATIENCE, &format!("heard.some((it) => it.kind === 'step_shown' && ({expression}))"))
        .await
}

/// The examples, with what reads a whole page.
pub fn readable(page: &Page) -> Result<Pages> {
    let reader = fs::read_to_string(page.place().root().join("sdk/retrace/src/page.js"))?;
    let script = lotse_tests::server::Reply::new("text/javascript", reader);
    Ok(Pages::examples(page.place()).reply("/retrace/page.js", script))
}

/// Reads a page as the recorder does: the place of the button in it, and the whole of it.
pub async fn read(page: &Page, html: &str) -> Result<String> {
    let server = page.serve(readable(page)?.page("/read", &with(html, READ))).await?;
    page.goto(&server.url("/read")).await?;
    page.until("window.whole").await?;
    let whole = page.script("return window.whole", Vec::new()).await?;
    Ok(whole.as_str().unwrap_or_default().to_owned())
}

/// Records the target on the page as it was, and starts the guide on the page as it is now.
async fn open(page: &Page, now: &str) -> Result<Server> {
    let evidence = |record: &str| {
        json!([
            { "kind": "role", "role": "button" },
            { "kind": "name", "is": { "en": "Save draft" } },
            { "kind": "attribute", "name": "name", "value": "store" },
            { "kind": "linkage", "record": record },
        ])
    };
    begin(page, BEFORE, now, evidence).await
}

/// The same with other pages, and a target of which this is known besides its record.
async fn begin(page: &Page, before: &str, now: &str, evidence: impl Fn(&str) -> Value) -> Result<Server> {
    let record = record(&read(page, before).await?)?;
    let guides = guides(&evidence(&record))?;
    let pages = readable(page)?.lent("/retrace-guides", guides, COMPILED)?;
    let server = page.serve(pages.page("/now", &with(now, EMBED))).await?;
    page.goto(&server.url("/now")).await?;
    listen(page).await?;
    start(page, "keep").await?;
    Ok(server)
}

pub fn with(page: &str, script: &str) -> String {
    page.replace("</body>", &format!("{script}</body>"))
}

/// The record of the button on a page that was read.
pub fn record(whole: &str) -> Result<String> {
    let (survey, index) = button(whole)?;
    Ok(linkage::record(&survey, index).context("no record")?.write().write())
}

/// What a second look would record of it, that has found it by an old record.
pub fn renewed(old: &str, whole: &str) -> Result<String> {
    let old = linkage::Evidence::read(&lotse_model::json::parse(old).ok().context("JSON")?);
    let (survey, index) = button(whole)?;
    Ok(linkage::renew(&old, &survey, index).context("no record")?.write().write())
}

fn button(whole: &str) -> Result<(Survey, usize)> {
    let (at, flat) = whole.split_once('|').context("an index and a page")?;
    let survey = Survey::of(&Whole::read(flat));
    let index = linkage::candidate(&survey, at.parse()?).context("the button is no candidate")?;
    Ok((survey, index))
}

/// A folder with the guide, and what it is compiled to in [`COMPILED`].
fn guides(evidence: &Value) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let source = folder.path().join("source");
    fs::create_dir_all(&source)?;
    let project = json!({ "schema": 0, "id": "contracts", "default_language": "en" });
    fs::write(source.join("project.json"), project.to_string())?;
    let guide = json!({ "schema": 0, "guide": {
        "id": "keep", "title": { "en": "Keep a draft" }, "start": "store", "steps": [
            { "kind": "instruct", "id": "store", "title": { "en": "Keep your draft" }, "body": { "en": "Press it." },
              "target": { "evidence": evidence }, "completion": [{ "kind": "click" }], "next": "end",
              "missing": { "after_ms": 4000, "then": "unanchored" } },
            { "kind": "end", "id": "end", "outcome": "solved", "title": { "en": "Kept" } },
        ],
    } });
    fs::write(source.join("keep.guide.json"), guide.to_string())?;
    compile(&source, &folder.path().join(COMPILED))?;
    Ok(folder)
}

fn compile(source: &Path, out: &Path) -> Result<()> {
    if out.exists() {
        fs::remove_dir_all(out)?;
    }
    lotse(&["compile", text(source)?, "--out", text(out)?])
}
