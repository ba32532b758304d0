//! Targets in pages that make it hard to say which element is meant, one page each in `scopes/`: rows, virtual lists, twins, what cannot
//! be clicked, shadow roots, frames. What is meant bears `data-right`; where nothing does, nothing may be pointed at.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use lotse_editor::compile::{Source, Stamp, compile};
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::card;
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply};
use serde_json::{Value, json};

use crate::follow::{listen, press, start};

/// Every test of this file.
pub const CASES: &[Case] = &[case!(ALL, the_right_one_or_none).within(240)];

macro_rules! pages {
    ($($name:literal),* $(,)?) => {
        const PAGES: &[(&str, &str)] = &[$(($name, include_str!(concat!("scopes/", $name, ".html")))),*];
    };
}
pages! {
    "row-by-its-first-cell", "row-that-is-gone", "virtual-list", "virtual-list-scrolled-away", "twin-for-phones", "covered-twin",
    "disabled-twin", "inert-twin", "zero-size-twin", "off-screen", "disabled", "nested-shadow-roots", "frame-in-a-frame",
    "something-else", "redrawn", "rows-in-turn", "sections-in-turn", "exchanged", "row-exchanged",
}
const EMBED: &str = "<script type=\"module\" src=\"/lotse/lotse.js\" data-bundle=\"/bundle.json\" data-triggers=\"off\"></script>";
/// As long as a target is looked for.
const LOOKED_FOR_MS: u64 = 2500;
const PATIENCE: Duration = Duration::from_secs(10);
/// Until the ring has gone where it belongs after a page's last change.
const AFTERMATH: Duration = Duration::from_millis(700);
/// Where the ring is, and the middle of what is meant, wherever it is.
const LOOK: &str = "const deep = (root, left, top) => {
    for (const it of root.querySelectorAll('*')) {
      if (it.hasAttribute('data-right')) { const box = it.getBoundingClientRect(); return [box.x + box.width / 2 + left, box.y + box.height / 2 + top]; }
      const found = it.shadowRoot && it.localName !== 'lotse-stage' ? deep(it.shadowRoot, left, top) : undefined;
      if (found) return found;
      if (it.localName === 'iframe' && it.contentDocument) {
        const box = it.getBoundingClientRect();
        const inner = deep(it.contentDocument, left + box.x + it.clientLeft, top + box.y + it.clientTop);
        if (inner) return inner;
      }
    }
  };
  const ring = [...(document.querySelector('lotse-stage')?.shadowRoot?.querySelectorAll('.hole.ring') ?? [])].find((it) => it.matches(':popover-open'));
  const box = ring?.getBoundingClientRect(), at = deep(document, 0, 0);
  return { meant: !!at, ring: !!box, right: !!box && !!at && at[0] >= box.left && at[0] <= box.right && at[1] >= box.top && at[1] <= box.bottom };";

async fn the_right_one_or_none(page: &Page) -> Result<()> {
    let bundle = bundle()?;
    let mut pages =
        Pages::examples(page.place()).reply("/bundle.json", Reply::new("application/json", bundle));
    for (name, html) in PAGES {
        let whole =
            format!("<!doctype html><html lang=en><title>{name}</title><body>{html}{EMBED}</body></html>");
        pages = pages.page(&format!("/scopes/{name}"), &whole);
    }
    let server = page.serve(pages).await?;
    let mut wrong = Vec::new();
    for (name, html) in PAGES {
        page.goto(&server.url(&format!("/scopes/{name}"))).await?;
        listen(page).await?;
        start(page, name).await?;
        let wants_one = html.contains("data-right");
        let judged = async {
            if html.contains("dataset.settled") {
                page.until_within(PATIENCE, "heard.some((it) => it.kind === 'step_shown')").await?;
                page.until_within(PATIENCE, "'settled' in document.body.dataset").await?;
                tokio::time::sleep(AFTERMATH).await;
            }
            judge(page, wants_one).await
        };
        if let Err(found) = judged.await {
            wrong.push(format!("{name}: {found:#}"));
        }
    }
    ensure!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), PAGES.len());
    Ok(())
}

async fn judge(page: &Page, wants_one: bool) -> Result<()> {
    if !wants_one {
        page.until_within(PATIENCE, "heard.some((it) => it.kind === 'target_missing')").await?;
    }
    page.until_within(PATIENCE, "heard.some((it) => it.kind === 'step_shown')").await?;
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        let seen = page.script(LOOK, Vec::new()).await?;
        let is = |name: &str| seen.get(name).and_then(Value::as_bool).unwrap_or_default();
        if wants_one && is("meant") && is("right") {
            return Ok(());
        }
        // What is out of view is scrolled to when people want to see it.
        if wants_one && !page.now(&card().role("button", "Show me")).await?.is_empty() {
            press(page, "Show me").await?;
        }
        if !wants_one {
            ensure!(!is("ring"), "something is pointed at: {seen}");
            return Ok(());
        }
        if tokio::time::Instant::now() > until {
            let heard = page.script("return JSON.stringify([told, heard, scrollY])", Vec::new()).await?;
            bail!("{seen} {heard}");
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// One guide for each page, of the same name.
fn bundle() -> Result<String> {
    let project = Source {
        name: "project.json".to_owned(),
        text: json!({ "schema": 0, "id": "scopes", "default_language": "en" }).to_string(),
    };
    let guides: Result<Vec<Source>> = PAGES.iter().map(|(name, html)| guide(name, html)).collect();
    let compiled = compile(&project, &guides?, Stamp { release: 1, issued_s: 1_790_000_000 });
    Ok(compiled.bundle.with_context(|| format!("{:#?}", compiled.findings))?.single_file(None))
}

fn guide(name: &str, html: &str) -> Result<Source> {
    let (_, rest) = html.split_once("<script type=\"application/json\">").context("no target")?;
    let (target, _) = rest.split_once("</script>").context("no target")?;
    let target: Value = serde_json::from_str(target).with_context(|| name.to_owned())?;
    let guide = json!({ "schema": 0, "guide": {
        "id": name, "title": { "en": name }, "start": "here", "steps": [
            { "kind": "instruct", "id": "here", "title": { "en": "Here" }, "body": { "en": "This one." }, "target": target,
              "completion": [{ "kind": "next" }], "next": "end", "missing": { "after_ms": LOOKED_FOR_MS, "then": "unanchored" } },
            { "kind": "end", "id": "end", "outcome": "solved", "title": { "en": "Done" } },
        ],
    } });
    Ok(Source { name: format!("{name}.guide.json"), text: guide.to_string() })
}
