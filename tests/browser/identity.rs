//! The host behaves identically with and without us: the same task by the same real input, first twice without Lotse, then
//! with the loader alone, with the core waiting for an element that never comes, and with a guide followed to its end.
//! Whatever is the same in both runs without Lotse must be the same in all the others.

mod hostile;
mod kontor;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result, ensure};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply, Server};

pub use hostile::CASES as HOSTILE;
pub use kontor::CASES as KONTOR;

/// How much of Lotse a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Without,
    Loader,
    Waiting,
    Shown,
}

/// A host app, and what somebody does there.
trait Host {
    /// Where it begins.
    fn address(&self) -> String;
    /// The example that its guides belong to.
    fn guides(&self) -> &'static str;
    /// The guide for the task.
    fn guide(&self) -> &'static str;
    /// Whether that guide can be followed to its end.
    fn is_shown(&self) -> bool {
        true
    }
    /// The pages, with guides of which one waits for what never comes.
    fn waiting(&self, page: &Page, pages: Pages) -> Result<Pages>;
    /// The task; with a guide shown, the same steps and the card's own buttons around them.
    async fn task(&self, page: &Page, state: State) -> Result<()>;
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
    if (!window.__host) {
      window.__host = { errors: [], log: [] };
      window.addEventListener('error', (event) => { __host.errors.push(event.message); });
      window.addEventListener('unhandledrejection', (event) => { __host.errors.push(String(event.reason)); });
      document.addEventListener('securitypolicyviolation', (event) => { __host.errors.push(event.blockedURI); });
    }
    const kinds = ['click', 'pointerdown', 'mousedown', 'keydown', 'input', 'focusin'];
    for (let at = 0; at < kinds.length; at += 1) {
      window.addEventListener(kinds[at], (event) => { seen[`${event.type} ${event.defaultPrevented}`] = true; });
    }";

async fn compare(page: &Page, host: &impl Host) -> Result<()> {
    let bare = visit(page, host, State::Without).await?;
    let again = visit(page, host, State::Without).await?;
    let steady: Vec<&String> = bare.keys().filter(|aspect| bare.get(*aspect) == again.get(*aspect)).collect();
    ensure!(steady.len() + 4 >= bare.len(), "the page alone is another one each time: only {steady:?} stay");
    for state in [State::Loader, State::Waiting, State::Shown] {
        if state == State::Shown && !host.is_shown() {
            continue;
        }
        let with = visit(page, host, state).await.with_context(|| format!("{state:?}"))?;
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

async fn visit(page: &Page, host: &impl Host, state: State) -> Result<Facts> {
    let server = serve(page, host, state).await?;
    // Firefox's driver trips over its own messages when a page is left; no page has a part in that.
    page.allow("__bidi_args");
    page.goto(&server.url(&host.address())).await?;
    if state != State::Without {
        page.until("window.lotse").await?;
    }
    page.script(WATCH, Vec::new()).await?;
    if state == State::Waiting {
        // Asking why loads the core; it then waits as its trigger does.
        let ask = "const [guide, done] = arguments; const told = () => done(true);
            if (lotse.explain) lotse.explain(guide).then(told, told); else told();";
        page.script_async(ask, vec![host.guide().into()]).await?;
    }
    host.task(page, state).await?;
    let text = page.script(FACTS, Vec::new()).await?;
    let mut facts: Facts = text
        .as_str()
        .unwrap_or_default()
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(aspect, value)| match aspect {
            "log" => (aspect, once(value)),
            "globals" | "storage" => (aspect, sorted(value)),
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
    let guides = format!("/{}-guides/", host.guides());
    // Files of one page come in no order.
    let requests: BTreeSet<String> =
        seen.filter(|path| !path.starts_with("/lotse/") && !path.starts_with(&guides)).collect();
    facts.insert("requests".to_owned(), requests.into_iter().collect::<Vec<_>>().join(" "));
    Ok(facts)
}

async fn serve(page: &Page, host: &impl Host, state: State) -> Result<Server> {
    let mut pages = Pages::examples(page.place());
    let guides = host.guides();
    match state {
        State::Without => pages = pages.reply("/lotse/lotse.js", Reply::new("text/javascript", "export {};")),
        State::Loader => {
            let manifest = fs::read_to_string(page.place().demo().join(guides).join("manifest.json"))?;
            let elsewhere = manifest.replace("\"prefix\":\"", "\"prefix\":\"/elsewhere");
            let path = format!("/{guides}-guides/manifest.json");
            pages = pages.reply(&path, Reply::new("application/json", elsewhere));
        }
        State::Waiting => pages = host.waiting(page, pages)?,
        State::Shown => {}
    }
    page.serve(pages).await
}

/// Globals come in the order of their making, which is also the driver's; keys of storage in none.
fn sorted(names: &str) -> String {
    names.split(';').collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(";")
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
