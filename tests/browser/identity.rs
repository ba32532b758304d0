//! The host behaves identically with and without us: the same task on every hostile page, by the same real input, first twice
//! without Lotse, then with the loader alone, with the core waiting for an element that never comes, and with a guide
//! followed to its end. Whatever is the same in both runs without Lotse must be the same in all the others.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use lotse_tests::browser::CHROMIUM;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::css;
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply, Server};

use crate::bundles::{lotse, text};
use crate::hostile::{control, press, shows, tap, type_name};

/// One test per page, named after it. `shown` is a page on which a guide can be followed to its end.
macro_rules! pages {
    ($($name:ident: $page:literal, $is_shown:literal;)*) => {
        $(async fn $name(page: &Page) -> Result<()> {
            compare(page, $page, $is_shown).await
        })*

        /// Every test of this file.
        pub const CASES: &[Case] = &[$(case!(CHROMIUM, $name).within(240)),*];
    };
}

pages! {
    csp: "csp.html", true;
    reset_all: "reset-all.html", true;
    reset_hide: "reset-hide.html", true;
    z_index: "z-index.html", true;
    contained: "contained.html", true;
    host_dialog: "host-dialog.html", true;
    node_police: "node-police.html", false;
    rerender_body: "rerender-body.html", true;
    polluted_prototype: "polluted-prototype.html", true;
    patched_array: "patched-array.html", true;
    patched_dom: "patched-dom.html", false;
    clobbered: "clobbered.html", true;
    focus_trap: "focus-trap.html", true;
    blur_menu: "blur-menu.html", true;
    rerender_targets: "rerender-targets.html", true;
    replaced_builtins: "replaced-builtins.html", false;
    frozen_builtins: "frozen-builtins.html", true;
    stop_propagation: "stop-propagation.html", false;
    nested_scrollers: "nested-scrollers.html", true;
    deep_shadow: "deep-shadow.html", true;
    rtl: "rtl.html", true;
    bfcache: "bfcache.html", true;
    huge_dom: "huge-dom.html", true;
    mutation_storm: "mutation-storm.html", true;
}

/// How long a page may keep its own button covered.
const PATIENCE: Duration = Duration::from_secs(15);

/// How much of Lotse a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Without,
    Loader,
    Waiting,
    Shown,
}

/// What the page's own people could notice, by aspect.
type Facts = BTreeMap<String, String>;

/// Collects the facts as lines `aspect=value`, with nothing that a page may have replaced.
const FACTS: &str = "
    let out = '';
    const add = (name, value) => { out += `${name}=${value}`.replaceAll('\\n', ' ') + '\\n'; };
    const safe = (name, read) => { try { add(name, read()); } catch (error) { add(name, `throws ${error}`); } };
    const joined = (list) => { let text = ''; for (let at = 0; at < list.length; at += 1) text += `${list[at]};`; return text; };
    const names = (of) => joined(Object.getOwnPropertyNames(of));
    safe('dom', () => document.documentElement.outerHTML);
    safe('errors', () => joined(__host.errors));
    safe('log', () => joined(__host.log));
    safe('globals', () => {
      let text = '';
      const all = Object.getOwnPropertyNames(window);
      for (let at = 0; at < all.length; at += 1) if (all[at] !== 'lotse' && all[at] !== 'seen' && !/^\\d/.test(all[at])) text += `${all[at]};`;
      return text;
    });
    const of = { Object, Array, Function, String, Promise, Map, Set, JSON, Reflect, Node, Element, HTMLElement, Document, ShadowRoot,
      EventTarget, Event, History, Storage, Location, Navigator, Window, XMLHttpRequest, MutationObserver };
    for (const name in of) safe(`members of ${name}`, () => names(of[name]) + names(of[name].prototype ?? {}));
    safe('functions', () => `${history.pushState}${history.replaceState}${fetch}${EventTarget.prototype.addEventListener}` +
      `${Element.prototype.attachShadow}${Node.prototype.appendChild}${Storage.prototype.setItem}${setTimeout}${console.error}`);
    safe('focus', () => `${document.activeElement?.localName}#${document.activeElement?.id}`);
    safe('selection', () => `${getSelection()}`);
    safe('scroll', () => `${scrollX} ${scrollY}`);
    safe('history', () => `${history.length} ${location.href}`);
    safe('title', () => document.title);
    safe('cookie', () => document.cookie);
    safe('storage', () => {
      let text = '';
      const stores = [localStorage, sessionStorage];
      for (let which = 0; which < 2; which += 1) {
        const store = stores[which];
        for (let at = 0; at < store.length; at += 1) if (!store.key(at).startsWith('lotse:')) text += `${store.key(at)};`;
      }
      return text;
    });
    safe('prevented', () => { let text = ''; for (const kind in seen) text += `${kind};`; return text; });
    return out;";

/// Notes which kinds of the page's events are prevented, as its own listeners would see it.
const WATCH: &str = "
    window.seen = { __proto__: null };
    const kinds = ['click', 'pointerdown', 'mousedown', 'keydown', 'input', 'focusin'];
    for (let at = 0; at < kinds.length; at += 1) {
      window.addEventListener(kinds[at], (event) => { seen[`${event.type} ${event.defaultPrevented}`] = true; });
    }";

async fn compare(page: &Page, name: &str, is_shown: bool) -> Result<()> {
    let bare = visit(page, name, State::Without).await?;
    let again = visit(page, name, State::Without).await?;
    let steady: Vec<&String> = bare.keys().filter(|aspect| bare.get(*aspect) == again.get(*aspect)).collect();
    ensure!(steady.len() + 4 >= bare.len(), "the page alone is another one each time: only {steady:?} stay");
    for state in [State::Loader, State::Waiting, State::Shown] {
        if state == State::Shown && !is_shown {
            continue;
        }
        let with = visit(page, name, state).await.with_context(|| format!("{state:?}"))?;
        for aspect in &steady {
            // A step brings its target into view: declared.
            if state == State::Shown && aspect.as_str() == "scroll" {
                continue;
            }
            let (before, after) = (bare.get(*aspect), with.get(*aspect));
            ensure!(before == after, "{state:?}: {aspect}: {}", difference(before, after));
        }
    }
    Ok(())
}

async fn visit(page: &Page, name: &str, state: State) -> Result<Facts> {
    let server = serve(page, state).await?;
    page.goto(&server.url(&format!("/hostile/{name}"))).await?;
    if state != State::Without {
        page.until("window.lotse").await?;
    }
    page.script(WATCH, Vec::new()).await?;
    if state == State::Waiting {
        // Asking why loads the core; it then waits as its trigger does.
        let ask = "const done = arguments[0]; const told = () => done(true);
            if (lotse.explain) lotse.explain('form').then(told, told); else told();";
        page.script_async(ask, Vec::new()).await?;
    }
    task(page, state).await?;
    if name == "bfcache.html" {
        page.click(css("main a")).await?;
        page.until("location.pathname.endsWith('/bfcache-away.html')").await?;
        page.back().await?;
        page.until(
            "document.querySelector('#restored')?.textContent === 'Restored from the back/forward cache'",
        )
        .await?;
    }
    let text = page.script(FACTS, Vec::new()).await?;
    let mut facts: Facts = text
        .as_str()
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(aspect, value)| match aspect {
            "log" => (aspect, once(value)),
            "dom" => (aspect, without_storm(value)),
            _ => (aspect, value.to_owned()),
        })
        .map(|(aspect, value)| (aspect.to_owned(), steadied(&value, &server)))
        .collect();
    ensure!(
        !facts.get("dom").is_some_and(|dom| dom.contains("lotse-stage")),
        "{state:?}: the stage is still there"
    );
    let seen = server.seen().into_iter().map(|seen| seen.path);
    // Files of one page come in no order.
    let requests: BTreeSet<String> =
        seen.filter(|path| !path.starts_with("/lotse/") && !path.starts_with("/hostile-guides/")).collect();
    facts.insert("requests".to_owned(), requests.into_iter().collect::<Vec<_>>().join(" "));
    Ok(facts)
}

/// The page's own task; with a guide shown, the same steps and the card's own buttons around them.
async fn task(page: &Page, state: State) -> Result<()> {
    let is_shown = state == State::Shown;
    if is_shown {
        press(page, "Show me how").await?;
        shows(page, "Open the form").await?;
    }
    tap(page, control("open")).await?;
    if is_shown {
        shows(page, "Give a name").await?;
    }
    type_name(page).await?;
    if is_shown {
        shows(page, "Save").await?;
    }
    save(page).await?;
    if is_shown {
        shows(page, "Saved").await?;
        press(page, "Close").await?;
    }
    page.until("!document.querySelector('lotse-stage')").await
}

/// Until it is saved: some pages cover the button for a while.
async fn save(page: &Page) -> Result<()> {
    let begun = Instant::now();
    loop {
        tap(page, control("save")).await?;
        let saved = page.until_within(Duration::from_secs(2), "__host.log.indexOf('saved') >= 0").await;
        if saved.is_ok() || begun.elapsed() > PATIENCE {
            return saved;
        }
    }
}

async fn serve(page: &Page, state: State) -> Result<Server> {
    let mut pages = Pages::examples(page.place());
    match state {
        State::Without => pages = pages.reply("/lotse/lotse.js", Reply::new("text/javascript", "export {};")),
        State::Loader => {
            let manifest = fs::read_to_string(page.place().demo().join("hostile/manifest.json"))?;
            let elsewhere = manifest.replacen("\"prefix\":\"", "\"prefix\":\"/elsewhere", 1);
            pages = pages.reply("/hostile-guides/manifest.json", Reply::new("application/json", elsewhere));
        }
        State::Waiting => {
            let folder = waiting_guides(page)?;
            let manifest = fs::read(folder.join("manifest.json"))?;
            pages = pages.reply("/hostile-guides/manifest.json", Reply::new("application/json", manifest));
            for chunk in fs::read_dir(folder.join("chunks"))? {
                let chunk = chunk?;
                let path = format!("/hostile-guides/chunks/{}", chunk.file_name().to_string_lossy());
                pages = pages.reply(&path, Reply::new("application/json", fs::read(chunk.path())?));
            }
        }
        State::Shown => {}
    }
    page.serve(pages).await
}

/// The same guide, with a trigger that waits for what never comes.
fn waiting_guides(page: &Page) -> Result<PathBuf> {
    let folder = page.place().out().join("browser-tests/waiting");
    let out = folder.join("out");
    if out.join("manifest.json").is_file() {
        return Ok(out);
    }
    let (from, source) = (page.place().examples().join("hostile/guides"), folder.join("source"));
    fs::create_dir_all(&source)?;
    fs::copy(from.join("project.json"), source.join("project.json"))?;
    let guide = fs::read_to_string(from.join("form.guide.json"))?;
    // The trigger's target comes first in the file.
    let never = guide.replacen("\"Open form\", \"ar\": \"افتح النموذج\"", "\"Never there\"", 1).replacen(
        "\"value\": \"open\"",
        "\"value\": \"never\"",
        1,
    );
    ensure!(
        never.contains("Never there") && never.contains("\"never\""),
        "the guide is written otherwise now"
    );
    fs::write(source.join("form.guide.json"), never)?;
    lotse(&["compile", text(&source)?, "--out", text(&out)?])?;
    Ok(out)
}

/// What is noted several times in a row counts once: pages note by the clock.
fn once(entries: &str) -> String {
    // One page notes every fetch; ours are declared.
    let mut entries: Vec<&str> = entries.split(';').filter(|entry| *entry != "fetch").collect();
    entries.dedup();
    entries.join(";")
}

/// One page has an element that it changes a thousand times a second.
fn without_storm(dom: &str) -> String {
    match dom.split_once("<output").zip(dom.split_once("</output>")) {
        Some(((before, _), (_, after))) => [before, after].concat(),
        None => dom.to_owned(),
    }
}

/// Numbers say when and where it ran, not what happened.
fn steadied(value: &str, server: &Server) -> String {
    let value = value.replace(server.origin(), "");
    let mut out = String::new();
    for sign in value.chars() {
        if !sign.is_ascii_digit() {
            out.push(sign);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}

/// The first place where two texts part.
fn difference(before: Option<&String>, after: Option<&String>) -> String {
    let (before, after) =
        (before.map(String::as_str).unwrap_or_default(), after.map(String::as_str).unwrap_or_default());
    let same = before.chars().zip(after.chars()).take_while(|(one, other)| one == other).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(40)).take(160).collect::<String>();
    format!("without “{}”, with “{}”", around(before), around(after))
}
