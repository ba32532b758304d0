//! Hostile markup in a real browser: every string as text and title of a guide, shown by the real SDK, with events fired at
//! what appears; and beside it the positive control, stock Markdown HTML put into `innerHTML`, which must execute.

use std::fs;

use anyhow::{Context, Result, ensure};
use lotse_editor::compile::{Bundle, Source, Stamp, compile};
use serde_json::{Value, json};

use crate::page::Page;
use crate::place::Place;
use crate::server::{Pages, Reply, Server};

/// Guides in one bundle.
const BATCH: usize = 50;
/// Where a run over all of them is cut, so that no script of the driver takes a minute.
const SLICE: usize = 10;
/// Scripts of the control run, and those of the frames that it makes; dialogs, which would stand in the driver's way, do not open.
const SANDBOX: &str = "sandbox allow-scripts";
const PROJECT: &str = r#"{ "schema": 0, "id": "payloads", "environment": "test", "default_language": "en",
  "languages": ["en"], "expires_days": 3650 }"#;

/// Nobody waits until this is over.
const STAMP: Stamp = Stamp { release: 1, issued_s: 1_790_000_000 };

/// What a run has shown.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counts {
    /// Strings tried.
    pub tried: usize,
    /// Those that compiling refused as Markdown of a step; they were shown as a title or as code.
    pub refused: usize,
    /// Those that compiling refused everywhere.
    pub unused: usize,
    /// Cards that were seen with the string in them.
    pub shown: usize,
    /// Scripts that ran out of a card, addresses in it that nobody allows, requests that nobody asked for.
    pub faults: usize,
    /// Strings that executed in the positive control.
    pub control: usize,
}

/// The strings, or nothing where they are not at hand. `sample` of them when given, evenly spread from `seed` on.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn payloads(place: &Place, sample: Option<(usize, usize)>) -> Result<Option<Vec<String>>> {
    let Some(shared) = place.shared() else { return Ok(None) };
    let file = shared.join("corpora/hostile-markup/payloads.json");
    if !file.is_file() {
        return Ok(None);
    }
    let all: Vec<Value> = serde_json::from_slice(&fs::read(file)?)?;
    let texts = all.iter().filter_map(|one| Some(one.get("text")?.as_str()?.to_owned()));
    let texts: Vec<String> = texts.collect();
    let Some((count, seed)) = sample else { return Ok(Some(texts)) };
    let step = (texts.len() / count.max(1)).max(1);
    Ok(Some(texts.iter().skip(seed % step).step_by(step).take(count).cloned().collect()))
}

/// Shows them all, then lets the stock renderer show them.
///
/// # Errors
/// When the browser does not do what it is told.
pub async fn run(page: &Page, payloads: &[String]) -> Result<Counts> {
    let mut counts = Counts { tried: payloads.len(), ..Counts::default() };
    for batch in payloads.chunks(BATCH) {
        let (bundle, ids) = bundle(batch, &mut counts)?;
        let server = serve(page, &bundle).await?;
        page.goto(&server.url("/payloads.html")).await?;
        page.until("window.ready").await?;
        server.forget_seen();
        let mut pictures: Vec<String> = Vec::new();
        for ids in ids.chunks(SLICE) {
            let answer = page
                .script_async("ready.show(arguments[0]).then(arguments[1])", vec![json!(ids)])
                .await
                .with_context(|| format!("showing {ids:?} of {batch:?}"))?;
            let number = |name: &str| answer.get(name).and_then(Value::as_u64).unwrap_or(0);
            counts.shown += usize::try_from(number("shown"))?;
            counts.faults += usize::try_from(number("faults"))?;
            let drawn = answer.get("pictures").and_then(Value::as_array).into_iter().flatten();
            pictures.extend(drawn.filter_map(|one| Some(one.as_str()?.to_owned())));
            ensure!(number("faults") == 0, "{answer}");
            let missing = answer.get("missing").and_then(Value::as_str).unwrap_or_default();
            for id in missing.split_whitespace().filter_map(|id| id.get(1..)?.parse::<usize>().ok()) {
                println!(
                    "          no card for {:?}; {}",
                    batch.get(id),
                    answer.get("told").and_then(Value::as_str).unwrap_or_default()
                );
            }
        }
        let stray: Vec<_> = server
            .seen()
            .into_iter()
            .filter(|seen| {
                !seen.path.starts_with("/lotse/")
                    && seen.path != "/favicon.ico"
                    && !pictures.contains(&seen.path)
            })
            .collect();
        ensure!(stray.is_empty(), "requests that nobody asked for: {stray:?}");
        page.goto(&server.url("/control.html")).await?;
        page.until("window.control").await?;
        for part in batch.chunks(SLICE) {
            let html: Vec<String> = part.iter().map(|text| stock(text)).collect();
            let answer = page
                .script_async("control(arguments[0]).then(arguments[1])", vec![json!(html)])
                .await
                .with_context(|| format!("the control of {html:?}"))?;
            counts.control += usize::try_from(answer.as_u64().unwrap_or(0))?;
        }
        page.goto("about:blank").await?;
    }
    Ok(counts)
}

fn stock(text: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(text));
    html
}

/// One guide per string, each alone first: what is refused must not spoil the others.
fn bundle(batch: &[String], counts: &mut Counts) -> Result<(Bundle, Vec<String>)> {
    let project = Source { name: "project.json".to_owned(), text: PROJECT.to_owned() };
    let plain = compile(&project, &[guide(0, "Text", "Title")], STAMP);
    ensure!(plain.bundle.is_some(), "even harmless words are refused: {:?}", plain.findings);
    let (mut guides, mut ids) = (Vec::new(), Vec::new());
    for (index, payload) in batch.iter().enumerate() {
        let line = payload.replace(['\n', '\r'], " ");
        let fence = "`".repeat(12);
        let code = format!("{fence}\n{payload}\n{fence}");
        // As Markdown, as a title, and where both are refused as code, which shows anything.
        let attempts = [
            (payload.as_str(), line.as_str()),
            (payload, "Title"),
            ("Text", line.as_str()),
            (&code, "Title"),
        ];
        let fits = attempts
            .iter()
            .map(|(body, title)| guide(index, body, title))
            .find(|it| compiled(std::slice::from_ref(it)).is_some());
        let is_whole =
            fits == Some(guide(index, payload, &line)) || fits == Some(guide(index, payload, "Title"));
        counts.refused += usize::from(!is_whole);
        counts.unused += usize::from(fits.is_none());
        if let Some(guide) = fits {
            guides.push(guide);
            ids.push(format!("p{index}"));
        }
    }
    let bundle = compiled(&guides).context("guides that compile one by one do not compile together")?;
    Ok((bundle, ids))
}

fn guide(index: usize, body: &str, title: &str) -> Source {
    let text = json!({ "schema": 0, "guide": {
        "id": format!("p{index}"), "title": { "en": title }, "pages": ["/payloads.html"], "start": "one",
        "steps": [
            { "kind": "instruct", "id": "one", "surface": "modal", "title": { "en": title }, "body": { "en": body },
              "completion": [{ "kind": "next" }], "next": "done" },
            { "kind": "end", "id": "done", "outcome": "solved", "title": { "en": title }, "asks_feedback": false },
        ],
    } });
    Source { name: format!("p{index}.guide.json"), text: text.to_string() }
}

fn compiled(guides: &[Source]) -> Option<Bundle> {
    let project = Source { name: "project.json".to_owned(), text: PROJECT.to_owned() };
    compile(&project, guides, STAMP).bundle
}

async fn serve(page: &Page, bundle: &Bundle) -> Result<Server> {
    let body =
        |script: &str| format!("<!doctype html><meta charset=\"utf-8\"><title>Payloads</title>{script}");
    let sandboxed =
        |html: &str| Reply::new("text/html", body(html)).header("content-security-policy", SANDBOX);
    let pages = Pages::examples(page.place())
        .page(
            "/payloads.html",
            &body(&format!("<script>{WATCH}</script><script type=\"module\">{SHOW}</script>")),
        )
        .reply("/control.html", sandboxed(&format!("<script>{CONTROL}</script>")))
        .reply(
            "/victim.html",
            sandboxed(&format!("<div id=\"place\"></div><script>{WATCH}{VICTIM}</script>")),
        )
        .reply("/bundle.json", Reply::new("application/json", bundle.single_file(None)));
    page.serve(pages).await
}

/// Counts whatever the strings call when they run, and fires events at a tree.
const WATCH: &str = "
  window.executed = 0;
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'eval']) window[name] = () => { executed += 1; };
  addEventListener('error', (event) => { event.preventDefault(); });
  addEventListener('unhandledrejection', (event) => { event.preventDefault(); });
  const KINDS = ['mouseover', 'mouseenter', 'mousemove', 'pointerover', 'pointerenter', 'focus', 'focusin', 'blur', 'error', 'load', 'toggle',
    'beforetoggle', 'animationstart', 'animationend', 'transitionend', 'input', 'change', 'scroll', 'wheel', 'copy', 'paste'];
  window.fire = (all) => {
    for (const element of all) for (const kind of KINDS) element.dispatchEvent(new Event(kind));
  };
  window.pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));";

/// Shows guides one after the other. Addresses are read by the browser's own parser.
const SHOW: &str = "
  import { init } from '/lotse/lotse.js';
  const lotse = init({ bundle: '/bundle.json', triggers: false, storage: 'memory' });
  let told = '';
  lotse.on('diagnostic', ({ code, detail }) => { if (code !== 'L517') told += `${code} ${detail} `; });
  const allowed = ['https:', 'mailto:', 'tel:'];
  const root = () => document.querySelector('lotse-stage')?.shadowRoot;
  const isStray = ({ name }) => !name.startsWith(`${location.origin}/lotse/`) && name !== `${location.origin}/bundle.json` && !name.endsWith('/favicon.ico') && !name.startsWith(`${location.origin}/__harness/`);
  // Pictures from the page's own origin are what the rules for addresses let through.
  const pictures = new Set();
  const inspect = () => {
    const all = root().querySelectorAll('*');
    fire(all);
    let bad = 0;
    for (const element of all) {
      if (element.localName === 'img' && element.src.startsWith(`${location.origin}/`)) pictures.add(element.src);
      for (const { name } of element.attributes) if (/^on|^srcdoc$|^formaction$/.test(name)) bad += 1;
      if (/^(script|iframe|object|embed|link|meta|base|form)$/.test(element.localName)) bad += 1;
      if (element.href && !allowed.includes(element.protocol) && element.origin !== location.origin) bad += 1;
    }
    return bad;
  };
  const show = async (ids) => {
    const before = executed;
    let shown = 0;
    let bad = 0;
    let missing = '';
    for (const id of ids) {
      await lotse.start(id);
      for (let turn = 0; turn < 200 && !root()?.querySelector('h1,h2,h3,[role=heading]'); turn += 1) await pause(25);
      if (root()) { shown += 1; bad += inspect(); }
      else missing += `${id} `;
      await pause(5);
      await lotse.stop();
      for (let turn = 0; turn < 40 && root(); turn += 1) await pause(10);
    }
    const stray = performance.getEntriesByType('resource').filter(isStray).map(({ name }) => name).filter((name) => !pictures.has(name));
    return { shown, pictures: Array.from(pictures, (one) => new URL(one).pathname), told, faults: executed - before + bad + stray.length, stray, bad, missing };
  };
  window.ready = { show };";

/// The stock renderer's HTML by `innerHTML`, and the same events; addresses that run script are followed. In a frame of its own,
/// since some strings take their page elsewhere.
const VICTIM: &str = "
  const place = document.getElementById('place');
  addEventListener('message', async ({ data }) => {
    const before = executed;
    place.innerHTML = data;
    fire(place.querySelectorAll('*'));
    for (const link of place.querySelectorAll('a[href^=\"javascript:\" i]')) link.click();
    await pause(15);
    place.textContent = '';
    parent.postMessage(executed > before, '*');
  });
  parent.postMessage('ready', '*');";

/// Gives the frame one string after the other, and a new frame where a string has taken it away.
const CONTROL: &str = "
  const said = (milliseconds) => new Promise((resolve) => {
    addEventListener('message', ({ data }) => resolve(data), { once: true });
    setTimeout(resolve, milliseconds);
  });
  let frame;
  const renew = async () => {
    frame?.remove();
    frame = Object.assign(document.createElement('iframe'), { src: '/victim.html' });
    const ready = said(10000);
    document.body.append(frame);
    if (await ready !== 'ready') throw new Error('the frame does not load');
  };
  window.control = async (list) => {
    let count = 0;
    for (const html of list) {
      if (!frame) await renew();
      const answer = said(5000);
      frame.contentWindow.postMessage(html, '*');
      const isExecuted = await answer;
      if (isExecuted !== false) count += 1;
      if (typeof isExecuted !== 'boolean') await renew();
    }
    return count;
  };";
