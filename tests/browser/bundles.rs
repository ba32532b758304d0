//! Bundles that arrive spoiled: the page stays as it was, there is one diagnostic, and the last good bundle is in use.
//!
//! The guide is the smallest one of `docs/writing-guides.md`, so the document is held to be true as well.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use clap::Parser as _;
use lotse_cli::command::Lotse;
use lotse_cli::language::Language;
use lotse_tests::browser::{ALL, CHROMIUM};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{any, card, role};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Server};
use serde_json::{Value, json};

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(ALL, a_good_bundle_helps).within(90),
    case!(ALL, the_last_good_bundle_stays_in_use).within(180),
    case!(ALL, without_a_good_bundle_the_page_stays_as_it_was).within(120),
    case!(CHROMIUM, a_spoiled_single_file_is_silence).within(180),
];

/// Longest until a diagnostic: the core is fetched and compiled anew on every page.
const PATIENCE: Duration = Duration::from_secs(15);

/// What happens to the folder of a good release, and the diagnostic that says so.
type Spoil = fn(&Path) -> Result<()>;
const SPOILED: &[(&str, &str, Spoil)] = &[
    ("half", "L505", |folder| shorten(&folder.join("manifest.json"), 50)),
    ("tampered", "L505", |folder| replace(&folder.join("manifest.json"), "\"release\":2", "\"release\":9")),
    ("unsigned", "L504", |folder| Ok(fs::remove_file(folder.join("manifest.json.sig"))?)),
    ("chunks-cut", "L513", |folder| each_chunk(folder, |chunk| shorten(chunk, 99))),
    ("chunks-tampered", "L513", |folder| each_chunk(folder, |chunk| replace(chunk, "{", "{ "))),
    ("chunks-away", "L512", |folder| Ok(fs::remove_dir_all(folder.join("chunks"))?)),
    ("chunks-huge", "L503", |folder| each_chunk(folder, |chunk| Ok(fs::write(chunk, vec![b' '; 3 << 20])?))),
];

/// Releases of one guide in one folder, and a server with a page that loads any of them.
struct Shelf {
    folder: PathBuf,
    key: String,
    server: Server,
}

impl Shelf {
    /// Release 1 as `good`, release 2 spoiled in every way, release 0 as `older`.
    async fn fill(page: &Page, name: &str) -> Result<Self> {
        let folder = page.place().out().join("browser-tests").join(format!("{name}-{}", page.browser()));
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        let source = folder.join("source");
        write_smallest_guide(page, &source)?;
        lotse(&["keygen", "--out", text(&folder)?])?;
        let key = fs::read_to_string(folder.join("lotse-public-key.txt"))?.trim().to_owned();
        release(&folder, "good", 2)?;
        release(&folder, "older", 1)?;
        for (name, _, spoil) in SPOILED {
            release(&folder, name, 2)?;
            spoil(&folder.join("releases").join(name)).with_context(|| format!("spoiling {name}"))?;
        }
        let pages = Pages::examples(page.place()).folder("releases", folder.join("releases"))?;
        let pages = pages.page("/app", APP);
        Ok(Self { server: page.serve(pages).await?, folder, key })
    }

    /// Opens the page with one of the releases.
    async fn open(&self, page: &Page, release: &str) -> Result<()> {
        let manifest = format!("/releases/{release}/manifest.json");
        self.open_with(page, json!({ "manifest": manifest, "keys": [self.key], "project": "my-app" })).await
    }

    async fn open_with(&self, page: &Page, options: Value) -> Result<()> {
        // What is not there is what some of these releases are about; browsers say so on their console.
        page.allow("/releases/");
        page.goto(&self.server.url("/app")).await?;
        page.until("window.begin").await?;
        page.script("begin(arguments[0])", vec![options]).await.map(|_| ())
    }
}

/// Asks for the guide, as the app's own help button would; whether it begins.
async fn begins(page: &Page) -> Result<bool> {
    let has_begun = page.script_async("lotse.start('print-settings').then(arguments[0])", vec![]).await?;
    Ok(has_begun == Value::Bool(true))
}

/// The module is the page's own: one that a driver's script imports lives in a world apart in Firefox.
const APP: &str = "<!doctype html><html lang=en><title>App</title><main><h1>App</h1>
    <button aria-haspopup=dialog>Print settings</button></main>
    <script type=module>
      import { init } from '/lotse/lotse.js';
      window.begin = (options) => {
        window.told = [];
        window.details = [];
        window.before = document.documentElement.outerHTML;
        window.lotse = init(options);
        lotse.on('diagnostic', (it) => { told.push(it.code); details.push(`${it.code} ${it.detail}`); });
      };
    </script>";

async fn a_good_bundle_helps(page: &Page) -> Result<()> {
    let shelf = Shelf::fill(page, "good").await?;
    shelf.open(page, "good").await?;
    ensure!(begins(page).await?, "the guide does not begin: {}", details(page).await?);
    page.find(card().role("heading", "Open the print settings")).await?;
    page.click(role("button", "Print settings")).await?;
    page.find(card().role("heading", "Done")).await?;
    told(page, &[]).await
}

async fn the_last_good_bundle_stays_in_use(page: &Page) -> Result<()> {
    let shelf = Shelf::fill(page, "last-good").await?;
    shelf.open(page, "good").await?;
    ensure!(begins(page).await?, "the guide does not begin: {}", details(page).await?);
    page.find(card().role("heading", any())).await?;
    // What is kept is kept once a whole guide of it has proven to be what its name says.
    page.until("localStorage.getItem('lotse:my-app:floor')").await?;
    kept(page).await?;
    page.script_async("lotse.stop().then(arguments[0])", vec![]).await?;
    let floor = page.script("return localStorage.getItem('lotse:my-app:floor')", vec![]).await?;
    for (release, code, _) in SPOILED.iter().chain(&[("older", "L507", (|_| Ok(())) as Spoil)]) {
        shelf.open(page, release).await?;
        ensure!(begins(page).await?, "{release}: the last good one is not in use: {}", details(page).await?);
        page.find(card().role("heading", "Open the print settings")).await?;
        told(page, &[code]).await.with_context(|| (*release).to_owned())?;
        let now = page.script("return localStorage.getItem('lotse:my-app:floor')", vec![]).await?;
        ensure!(now == floor, "{release} has left a trace: {now}, before {floor}");
        page.script_async("lotse.stop().then(arguments[0])", vec![]).await?;
    }
    Ok(())
}

async fn without_a_good_bundle_the_page_stays_as_it_was(page: &Page) -> Result<()> {
    let shelf = Shelf::fill(page, "never-good").await?;
    for (release, code, _) in SPOILED {
        shelf.open(page, release).await?;
        told(page, &[code]).await.with_context(|| (*release).to_owned())?;
        ensure!(!begins(page).await?, "{release}: a guide begins");
        page.until("document.documentElement.outerHTML === before").await?;
        page.until("Object.keys(localStorage).every((key) => !/floor|open/.test(key))").await?;
    }
    Ok(())
}

/// Manifest, shard, guide and texts are on the device, which the browser brings about in its own time.
async fn kept(page: &Page) -> Result<()> {
    // Who comes before it is there may not make an empty one.
    let count = "const done = arguments[0], open = indexedDB.open('lotse');
        open.onupgradeneeded = () => open.transaction.abort();
        open.onerror = (event) => { event.preventDefault(); setTimeout(() => done(false), 50); };
        open.onsuccess = ({ target: { result: db } }) => {
          const stores = db.transaction(['manifests', 'chunks']);
          const [manifests, chunks] = ['manifests', 'chunks'].map((name) => stores.objectStore(name).count());
          stores.oncomplete = () => { db.close(); done(manifests.result === 1 && chunks.result >= 3); };
        };";
    for _ in 0..100 {
        if page.script_async(count, Vec::new()).await? == Value::Bool(true) {
            return Ok(());
        }
    }
    bail!("the good bundle is not kept on the device")
}

/// Truncated at every twentieth, over the limit, of a later schema: never a card, always one diagnostic.
async fn a_spoiled_single_file_is_silence(page: &Page) -> Result<()> {
    let shelf = Shelf::fill(page, "single").await?;
    let whole = fs::read_to_string(shelf.folder.join("releases/good/bundle.json"))?;
    let cut = |percent: usize| whole.chars().take(whole.chars().count() * percent / 100).collect::<String>();
    let mut spoiled: Vec<(String, &str)> =
        (0..100).step_by(5).map(|percent| (cut(percent), "L501")).collect();
    spoiled.push((whole.replacen("\"schema\":0", "\"schema\":7", 1), "L502"));
    spoiled.push((format!("{}{whole}", " ".repeat(3 << 20)), "L500"));
    for (number, (text, _)) in spoiled.iter().enumerate() {
        fs::write(shelf.folder.join(format!("releases/spoiled-{number}.json")), text)?;
    }
    for (number, (_, code)) in spoiled.iter().enumerate() {
        let bundle = format!("/releases/spoiled-{number}.json");
        shelf.open_with(page, json!({ "bundle": bundle, "project": format!("single-{number}") })).await?;
        told(page, &[code]).await.with_context(|| bundle.clone())?;
        ensure!(!begins(page).await?, "{bundle}: a guide begins");
        page.until("document.documentElement.outerHTML === before").await?;
    }
    Ok(())
}

/// These diagnostics and no others, once each.
async fn told(page: &Page, codes: &[&str]) -> Result<()> {
    let wanted = json!(codes);
    page.until_within(PATIENCE, &format!("told.length >= {}", codes.len())).await?;
    let told = page.script("return told", vec![]).await?;
    ensure!(told == wanted, "told {}, wanted {wanted}", details(page).await?);
    Ok(())
}

async fn details(page: &Page) -> Result<Value> {
    page.script("return JSON.stringify(details)", vec![]).await
}

fn write_smallest_guide(page: &Page, folder: &Path) -> Result<()> {
    let document = fs::read_to_string(page.place().root().join("docs/writing-guides.md"))?;
    let chapter = document.split("## The smallest guide").nth(1).context("no smallest guide in the docs")?;
    let mut blocks = chapter.split("```json\n").skip(1).filter_map(|block| block.split("```").next());
    let (guide, project) = blocks.next().zip(blocks.next()).context("the smallest guide is two files")?;
    fs::create_dir_all(folder)?;
    // The page of this test has another address than the one of the document.
    fs::write(folder.join("print-settings.guide.json"), guide.replace("/invoices*", "/app*"))?;
    fs::write(folder.join("project.json"), project)?;
    Ok(())
}

fn release(folder: &Path, name: &str, number: u32) -> Result<()> {
    let (source, out) = (folder.join("source"), folder.join("releases").join(name));
    let key = folder.join("lotse-private-key.pem");
    let number = number.to_string();
    lotse(&["compile", text(&source)?, "--out", text(&out)?, "--key", text(&key)?, "--release", &number])
}

/// Runs the `lotse` command, which must succeed.
pub fn lotse(arguments: &[&str]) -> Result<()> {
    let arguments = [&["lotse"], arguments].concat();
    let code = Lotse::try_parse_from(&arguments)?.run(Language::English);
    ensure!(code == std::process::ExitCode::SUCCESS, "{arguments:?} fails");
    Ok(())
}

/// A path as an argument.
pub fn text(path: &Path) -> Result<&str> {
    path.to_str().context("a path that is no text")
}

fn shorten(file: &Path, percent: usize) -> Result<()> {
    let bytes = fs::read(file)?;
    Ok(fs::write(file, bytes.get(..bytes.len() * percent / 100).unwrap_or_default())?)
}

fn replace(file: &Path, from: &str, to: &str) -> Result<()> {
    let text = fs::read_to_string(file)?;
    ensure!(text.contains(from), "{} has no {from}", file.display());
    Ok(fs::write(file, text.replacen(from, to, 1))?)
}

fn each_chunk(folder: &Path, spoil: impl Fn(&Path) -> Result<()>) -> Result<()> {
    for chunk in fs::read_dir(folder.join("chunks"))? {
        spoil(&chunk?.path())?;
    }
    Ok(())
}
