//! `cargo xtask profile`: records which code of the core runs up to a first card, for `wasm::split`.
//!
//! The core is made to note what runs, and guides are begun with it in every browser that anchors natively (the loader gives
//! others the whole core at once): every guide of Kontor, in both languages, at two speeds, from a signed bundle, from a single
//! file, in a company's colours, on a narrow screen, pages of every kind (in dialogs, with twins, out of view, with escapes in
//! their addresses, in other languages than the guide), guides that offer themselves, guides that are begun when the core has been
//! there for a while, by an app that makes its own instance, and a page where nothing is begun. What has run when the first card
//! is told of, or the rest is asked for before that, belongs to the first part. The result is `sdk/first-card.profile`, to be
//! checked in; to be made again when `cargo xtask size` finds many functions unknown.

use std::collections::HashMap;
use std::fs;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use clap::Parser as _;
use lotse_cli::command::Lotse;
use lotse_cli::language::Language;
use lotse_tests::browser::{ALL, Browser};
use lotse_tests::page::Page;
use lotse_tests::place::Place;
use lotse_tests::server::{self, Pages, Reply, Server};
use lotse_tests::session::Session;
use serde_json::{Value, json};

use crate::bench::ground;
use crate::wasm::split::{self, profile};
use crate::{demo, say, setup, wasm};

/// All of Kontor.
const GUIDES: [&str; 8] = [
    "export-orders",
    "invoice-tray",
    "missing-notifications",
    "out-of-office",
    "stock-correction",
    "stuck-filter",
    "time-zone",
    "wrong-language",
];
const LANGUAGES: [&str; 2] = ["en", "de"];
/// Pages on which a guide offers itself, and one that can be begun instead of it.
const OFFERED: [(&str, &str); 4] = [
    ("&view=orders", "time-zone"),
    ("&view=orders", "invoice-tray"),
    ("&view=invoices", "stock-correction"),
    ("&view=settings", "time-zone"),
];
/// How long the core has been there when somebody wants help in the end, and how long the page has when the core comes late.
const LATER: Duration = Duration::from_millis(900);
const AT_ONCE: Duration = Duration::ZERO;
/// When a guide is begun where another is about to offer itself: what has come by then is another thing each time.
const MEANWHILE: [Duration; 5] =
    [AT_ONCE, Duration::from_millis(30), Duration::from_millis(90), Duration::from_millis(250), LATER];
/// How much slower the processor is, where the browser can be told.
const SLOWER: [u32; 2] = [1, 6];
/// The same, where no guide begins by itself or at once.
const LATER_SLOWER: [u32; 2] = [1, 4];
/// The longest wait for a first card; some guides say instead that they have no place on the page where they are begun.
const PATIENCE: Duration = Duration::from_secs(8);

/// A page that keeps nothing on the device.
const TASK: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Task</title><script src=/hostile/task.js></script>
    <script type=module src=/lotse/lotse.js data-manifest=/hostile-guides/manifest.json data-storage=memory data-triggers=off></script>
    <main><h1>Task</h1><section id=task aria-label=Task></section></main>
    <script>hostTask.mount(document.getElementById('task'));</script>";
/// An app that makes its instance itself.
const OWN: &str = "<!doctype html><html lang=en><meta charset=utf-8><title>Own</title><main><h1>Own</h1></main>
    <script type=module>import { init } from '/lotse/lotse.js';
      window.lotse = init({ manifest: '/kontor-guides/manifest.json', triggers: false, storage: 'memory', project: 'kontor',
        environment: 'demo', language: 'de', user: { id: 'anna', attributes: { role: 'clerk' } } });</script>";
const CORE: &str = "/lotse/lotse-core.wasm";
/// Before the loader: notes what has run when the rest of the core is asked for, which is when the first card has been told of.
const NOTE: &str = "{const ask=globalThis.fetch;globalThis.fetch=(url,options)=>{\
     if(`${url}`.endsWith('lotse-rest.wasm'))globalThis.noted??=globalThis.lotseRan?.();return ask(url,options)}}";

/// Records the profile, alone or beside what is known.
///
/// # Errors
/// When something does not build, a browser does not start or a card does not come.
pub async fn run(place: &Place, is_more: bool) -> Result<ExitCode> {
    setup::for_browsers(place).await?;
    demo::build(place).await?;
    ground::prepare(place).await?;
    let module = fs::read(wasm::whole_core(place)).context("the core before it was split")?;
    let ground = Ground::lay(place, &module)?;
    let mut ran = Ran::default();
    for browser in ALL.iter().copied() {
        let step = say::step(format!("profile: {}", browser.name()));
        let session = Session::open(browser, place).await?;
        let outcome = ground.visit(session.page(), browser, &mut ran).await;
        session.close().await;
        outcome?;
        step.done();
    }
    let mut found = if is_more { profile::Profile::read(place)? } else { profile::Profile::default() };
    let all = ran.all();
    let mut rest = all.as_slice();
    for (name, pieces) in split::pieces(&module)? {
        let (own, later) = rest.split_at_checked(pieces).context("a function that did not count")?;
        found.add(name, own);
        rest = later;
    }
    fs::write(wasm::profile(place), found.text())?;
    say::note(&format!(
        "{} of {} pieces run up to a first card",
        all.iter().filter(|ran| **ran).count(),
        all.len()
    ));
    fs::write(place.out().join("profile/visits.txt"), ran.text())?;
    Ok(ExitCode::SUCCESS)
}

/// By visit, what has run.
#[derive(Default)]
struct Ran(Vec<(String, Vec<bool>)>);

impl Ran {
    /// What has run on any visit.
    fn all(&self) -> Vec<bool> {
        let mut all = Vec::new();
        for (_, ran) in &self.0 {
            all.resize(ran.len(), false);
            for (all, ran) in all.iter_mut().zip(ran) {
                *all |= ran;
            }
        }
        all
    }

    /// A line for each visit: how many pieces ran on no other one, and which ones ran, a digit for each.
    fn text(&self) -> String {
        let mut visits: HashMap<usize, usize> = HashMap::new();
        for (_, ran) in &self.0 {
            for (at, _) in ran.iter().enumerate().filter(|(_, ran)| **ran) {
                *visits.entry(at).or_default() += 1;
            }
        }
        let mut text = String::new();
        for (what, ran) in &self.0 {
            let alone =
                ran.iter().enumerate().filter(|(at, ran)| **ran && visits.get(at) == Some(&1)).count();
            let digits: String = ran.iter().map(|ran| if *ran { '1' } else { '0' }).collect();
            text += &format!("{alone}\t{what}\t{digits}\n");
        }
        text
    }
}

/// What is served: a core that notes what runs, and Kontor with and without a signature.
struct Ground {
    pages: Pages,
    /// The same, with a core that is slow to come.
    late: Pages,
    pieces: usize,
}

impl Ground {
    fn lay(place: &Place, module: &[u8]) -> Result<Self> {
        let pieces = split::pieces(module)?.iter().map(|(_, pieces)| pieces).sum();
        let counting = wasm::pack::pack(&profile::counting(module)?)?;
        let dist = |name: &str| fs::read_to_string(place.dist().join(name)).with_context(|| name.to_owned());
        let mut loader = dist(wasm::LOADER)?;
        let own = wasm::integrity_of(&fs::read(place.dist().join(wasm::CORE_WASM))?);
        ensure!(loader.contains(&own), "the loader does not know the core that is there");
        loader = loader.replace(&own, &wasm::integrity_of(&counting));
        let kontor = fs::read_to_string(place.examples().join("kontor/index.html"))?;
        let (signed, key) = sign(place)?;
        let asks = "data-manifest=\"/kontor-guides/manifest.json\"";
        ensure!(kontor.contains(asks), "Kontor does not ask for its guides");
        let asks_signed =
            format!("data-manifest=\"/signed/manifest.json\" data-key=\"{key}\" data-usage=\"/usage\"");
        let single_file = kontor.replace(asks, "data-bundle=\"/kontor-guides/bundle.json\"");
        let script = "text/javascript";
        let pages = Pages::examples(place)
            .placed(place)?
            .folder("signed", signed)?
            .page("/kontor/signed.html", &kontor.replace(asks, &asks_signed))
            .folder("bench", place.root().join(ground::PAGES))?
            .folder("bench-guides", place.out().join("bench/guides"))?
            .page("/kontor/single.html", &single_file)
            .themed(place)?
            .page("/hostile/task.html", TASK)
            .page("/kontor/own.html", OWN)
            .telling("/plain-html/usage.html", place)?
            .bare()
            .reply("/usage", Reply::new("text/plain", ""))
            .reply(
                "/lotse/lotse-rest.wasm",
                Reply::new("text/plain", "The core that notes is whole.").status(404),
            )
            .reply("/lotse/lotse-core.js", Reply::new(script, noting(&dist(wasm::CORE_JS)?, pieces)?))
            .reply("/lotse/lotse.js", Reply::new(script, format!("{NOTE}{loader}")));
        let core = Reply::new("application/wasm", counting);
        let late = pages.clone().reply(CORE, core.clone().after(LATER));
        Ok(Ground { pages: pages.reply(CORE, core), late, pieces })
    }

    async fn visit(&self, page: &Page, browser: Browser, ran: &mut Ran) -> Result<()> {
        let server = page.serve(self.pages.clone()).await?;
        page.goto(&server.url("/kontor/?reset=1")).await?;
        if page.script("return CSS.supports('anchor-name: --a')", vec![]).await? != Value::Bool(true) {
            say::note(&format!("{} does not anchor natively", browser.name()));
            return Ok(());
        }
        for language in LANGUAGES {
            for guide in GUIDES {
                for slower in SLOWER {
                    if !slowed(page, browser, slower).await? {
                        continue;
                    }
                    let address = format!("/kontor/?reset=1&lang={language}");
                    self.begin(page, &server, &address, (guide, AT_ONCE), ran).await?;
                }
            }
        }
        slowed(page, browser, 1).await?;
        self.begin(page, &server, "/kontor/signed.html?reset=1&lang=en", ("time-zone", AT_ONCE), ran).await?;
        self.begin(page, &server, "/kontor/signed.html?reset=1&lang=de", ("invoice-tray", AT_ONCE), ran)
            .await?;
        self.begin(page, &server, "/kontor/single.html?reset=1&lang=de", ("time-zone", AT_ONCE), ran).await?;
        self.begin(page, &server, "/kontor/themed.html?reset=1&lang=en", ("out-of-office", AT_ONCE), ran)
            .await?;
        self.begin(page, &server, "/hostile/task.html", ("form", AT_ONCE), ran).await?;
        self.begin(page, &server, "/plain-html/", ("subscribe", AT_ONCE), ran).await?;
        self.begin(page, &server, "/kontor/own.html", ("stock-correction", AT_ONCE), ran).await?;
        for address in server::placed() {
            for after in [AT_ONCE, LATER] {
                self.begin(page, &server, &address, ("subscribe", after), ran).await?;
            }
        }
        if browser == Browser::Chromium {
            let narrow = json!({ "width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": false });
            command(page, "Emulation.setDeviceMetricsOverride", narrow).await?;
            self.begin(page, &server, "/kontor/?reset=1&lang=de", ("stuck-filter", AT_ONCE), ran).await?;
            command(page, "Emulation.clearDeviceMetricsOverride", json!({})).await?;
        }
        // These begin by themselves. What comes first, documents or the core, is another thing at every speed.
        for address in ["/bench/cold-lotse.html", "/bench/cold-tag.html"] {
            for slower in [1, 2, 4, 6] {
                if !slowed(page, browser, slower).await? {
                    continue;
                }
                page.goto(&server.url(address)).await?;
                self.noted(page, address, ran).await?;
            }
        }
        // Whether the page is there first or the core is another thing as well, and so is when somebody wants help.
        for server in [server, page.serve(self.late.clone()).await?] {
            for slower in LATER_SLOWER {
                if !slowed(page, browser, slower).await? {
                    continue;
                }
                self.at_any_time(page, &server, ran).await?;
            }
        }
        Ok(())
    }

    async fn at_any_time(&self, page: &Page, server: &Server, ran: &mut Ran) -> Result<()> {
        for language in LANGUAGES {
            for (view, guide) in OFFERED {
                let address = format!("/kontor/?reset=1&lang={language}{view}");
                page.goto_first(server, &address).await?;
                self.noted(page, &address, ran).await?;
                for after in MEANWHILE {
                    self.begin(page, server, &address, (guide, after), ran).await?;
                }
            }
        }
        for (address, guide) in [
            ("/kontor/?reset=1&lang=de", "out-of-office"),
            ("/kontor/signed.html?reset=1&lang=en", "invoice-tray"),
            ("/kontor/single.html?reset=1&lang=en", "invoice-tray"),
            ("/hostile/task.html", "form"),
            ("/plain-html/", "subscribe"),
            ("/plain-html/usage.html", "subscribe"),
            ("/kontor/own.html", "wrong-language"),
        ] {
            for after in [AT_ONCE, LATER] {
                self.begin(page, server, address, (guide, after), ran).await?;
            }
        }
        // Nothing begins.
        let quiet = "/kontor/?reset=1&lang=en";
        page.goto(&server.url(quiet)).await?;
        self.noted(page, quiet, ran).await
    }

    /// Begins a guide; `after` is how long somebody looks around first, while documents come.
    async fn begin(
        &self,
        page: &Page,
        server: &Server,
        address: &str,
        (guide, after): (&str, Duration),
        ran: &mut Ran,
    ) -> Result<()> {
        page.goto_first(server, address).await?;
        tokio::time::sleep(after).await;
        page.script("lotse.start(arguments[0])", vec![guide.into()]).await?;
        self.noted(page, &format!("{guide} at {address} after {after:?}"), ran).await
    }

    async fn noted(&self, page: &Page, what: &str, ran: &mut Ran) -> Result<()> {
        if let Err(silent) = page.until_within(PATIENCE, "window.noted").await {
            say::note(&format!("{what}: {silent}"));
        }
        let noted = page.script("return window.noted ?? lotseRan()", vec![]).await?;
        let noted = noted.as_str().context("the page has noted nothing")?;
        ensure!(noted.len() == self.pieces, "{} pieces of {}", noted.len(), self.pieces);
        ran.0.push((what.to_owned(), noted.bytes().map(|noted| noted == b'1').collect()));
        Ok(())
    }
}

/// The core's JavaScript, which lets the page ask what has run.
fn noting(core: &str, pieces: usize) -> Result<String> {
    let (before, after) = core.split_once(".exports").context("the core takes no exports")?;
    let at = before.rfind(['=', ',', ';']).context("the core keeps its exports")? + 1;
    let (kept, instance) = before.split_at(at);
    let ran = profile::RAN;
    let note = format!(
        "function lotseNote(all){{globalThis.lotseRan=()=>{{let text='';\
         for(let at=0;at<{pieces};at+=1)text+=all['{ran}'+at].value;return text}};return all}}"
    );
    Ok(format!("{note}{kept}lotseNote({instance}.exports){after}"))
}

/// Kontor's guides with a signature, and the key.
fn sign(place: &Place) -> Result<(std::path::PathBuf, String)> {
    let folder = place.out().join("profile");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let text = |path: &std::path::Path| path.to_str().map(str::to_owned).context("a path that is no text");
    let out = folder.join("guides");
    lotse(&["keygen", "--out", &text(&folder)?])?;
    lotse(&[
        "compile",
        &text(&place.examples().join("kontor/guides"))?,
        "--out",
        &text(&out)?,
        "--key",
        &text(&folder.join("lotse-private-key.pem"))?,
        "--release",
        "1",
    ])?;
    let key = fs::read_to_string(folder.join("lotse-public-key.txt"))?.trim().to_owned();
    Ok((out, key))
}

fn lotse(arguments: &[&str]) -> Result<()> {
    let code = Lotse::try_parse_from(["lotse"].iter().chain(arguments))?.run(Language::English);
    ensure!(code == ExitCode::SUCCESS, "{arguments:?} fails");
    Ok(())
}

/// Makes the processor as much slower; whether that is so.
async fn slowed(page: &Page, browser: Browser, slower: u32) -> Result<bool> {
    if browser == Browser::Chromium {
        command(page, "Emulation.setCPUThrottlingRate", json!({ "rate": slower })).await?;
    }
    Ok(browser == Browser::Chromium || slower == 1)
}

async fn command(page: &Page, name: &str, parameters: Value) -> Result<()> {
    page.driver().cdp().send_raw(name, parameters).await.with_context(|| name.to_owned())?;
    Ok(())
}
