//! Guides in applications that are not ours, installed and filled by the scripts in `../shared/realapps`, behind `lotse try`.
//!
//! An application that was never installed here takes minutes and the registries; then it is installed only when
//! `LOTSE_REALAPPS=1` says so, and the test is skipped otherwise. What the scripts start is stopped by them again, unless it
//! was running before.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, bail, ensure};
use lotse_cli::proxy::{Guides, OwnFiles, Proxy, Trust, Upstream};
use lotse_cli::serve::Server;
use lotse_tests::browser::CHROMIUM;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{any, card, containing, css, text};
use lotse_tests::page::Page;
use lotse_tests::server::uncompressed;
use lotse_tests::skip::Skip;
use tokio::net::TcpStream;
use tokio::process::Command;

use crate::follow::{ended, listen, start, step, tab_to};

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(CHROMIUM, filters_tickets_in_ui5).within(240),
    case!(CHROMIUM, stays_operable_in_a_dialog_of_ui5).within(240),
    case!(CHROMIUM, approves_a_request_in_directus).within(240),
];

/// An application, and the proxy in front of it.
struct App {
    scripts: PathBuf,
    proxy: Server,
    was_running: bool,
}

/// Where an application is, and how its scripts name it.
struct Known {
    name: &'static str,
    variant: &'static [&'static str],
    port: u16,
    /// What is there once it is installed, below the folder of all installations.
    installed: &'static str,
}

const UI5: Known =
    Known { name: "ui5-tickets", variant: &["1.152"], port: 8422, installed: "ui5/app-1.152/.ra-done" };
const DIRECTUS: Known =
    Known { name: "directus", variant: &[], port: 8441, installed: "directus/data/.seeded" };

impl App {
    async fn open(page: &Page, known: &Known) -> Result<App> {
        let place = page.place();
        let scripts = place.shared().map(|shared| shared.join("realapps").join(known.name));
        let Some(scripts) = scripts.filter(|folder| folder.is_dir()) else {
            return Err(Skip::because("there is no ../shared/realapps").into());
        };
        let may_install = std::env::var_os("LOTSE_REALAPPS").is_some();
        if !may_install && !installations().is_some_and(|home| home.join(known.installed).exists()) {
            let why =
                format!("{} is not installed, which takes minutes; LOTSE_REALAPPS=1 does it", known.name);
            return Err(Skip::because(why).into());
        }
        let was_running = TcpStream::connect(("127.0.0.1", known.port)).await.is_ok();
        let output = Command::new("bash").arg(scripts.join("start.sh")).args(known.variant).output().await?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let last = said.lines().last().unwrap_or_default();
            return Err(Skip::because(format!("{} cannot be installed: {last}", known.name)).into());
        }
        let guides = Guides::Folder(place.demo().join(known.name));
        let Ok(own) = OwnFiles::new(&place.dist(), guides) else { bail!("no guides, or no SDK") };
        let url = format!("http://127.0.0.1:{}/", known.port);
        let proxy = Proxy::new(&url.parse()?, Upstream::new(&Trust::default())?, own)?;
        let proxy = Server::bind(uncompressed(proxy.router(Arc::new(|_| {}))), 0).await?;
        Ok(App { scripts, proxy, was_running })
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.proxy.origin())
    }

    /// Runs one of its scripts; whether that went well.
    async fn script(&self, name: &str, argument: Option<&str>) -> Result<bool> {
        let output = Command::new("bash").arg(self.scripts.join(name)).args(argument).output().await?;
        Ok(output.status.success())
    }

    async fn close(self, known: &Known) -> Result<()> {
        if !self.was_running {
            ensure!(self.script("stop.sh", known.variant.first().copied()).await?, "it does not stop");
        }
        Ok(())
    }
}

/// Where the scripts install to.
fn installations() -> Option<PathBuf> {
    let of = |name| std::env::var_os(name).map(PathBuf::from);
    of("REALAPPS_HOME")
        .or_else(|| of("XDG_CACHE_HOME").map(|cache| cache.join("realapps")))
        .or_else(|| of("HOME").map(|home| home.join(".cache/realapps")))
}

/// UI5 with its list filled, and the guide begun up to the first step in its dialog.
async fn open_ui5(page: &Page) -> Result<App> {
    let app = App::open(page, &UI5).await?;
    // So generated, harmless, and there without Lotse too.
    for part in ["favicon.ico", "/i18n/i18n_", "/resources/sap/", "sap-ui-version.json"] {
        page.allow(part);
    }
    page.goto(&app.url("/index.html")).await?;
    page.until("document.querySelector('.sapMList .sapMLIB')").await?;
    listen(page).await?;
    start(page, "filter-tickets").await?;
    step(page, "Open the filter").await?;
    page.click(css("[id$='--list--filterButton']")).await?;
    step(page, "Filter by effort").await?;
    Ok(app)
}

async fn filters_tickets_in_ui5(page: &Page) -> Result<()> {
    let app = open_ui5(page).await?;
    page.picture("realapps-ui5").await?;
    page.click(css(".sapMDialog li[id$='--filterItems-list-item']")).await?;
    step(page, "Only what is done quickly").await?;
    page.click(css(".sapMDialog li.sapMSLI").first()).await?;
    step(page, "Apply the filter").await?;
    page.click(css("[id$='-acceptbutton']")).await?;
    ended(page, "The list is short", "filter-tickets", "solved").await?;
    page.until("/<100/.test(document.querySelector('[id$=\"--filterBarLabel\"]').textContent)").await?;
    app.close(&UI5).await
}

/// UI5 takes the focus back into an open dialog within 400 ms, out of the top layer, too.
async fn stays_operable_in_a_dialog_of_ui5(page: &Page) -> Result<()> {
    let app = open_ui5(page).await?;
    page.press("F6").await?;
    page.until("document.activeElement.localName === 'lotse-stage'").await?;
    let held = "const done = arguments[0], since = performance.now(); const look = () => { \
                if (document.activeElement?.localName !== 'lotse-stage') done('lost'); \
                else if (performance.now() - since > 1500) done('held'); else requestAnimationFrame(look); }; look();";
    let found = page.script_async(held, Vec::new()).await?;
    ensure!(found == "held", "the dialog takes the focus out of the card: {found}");
    tab_to(page, "button", "End guide").await?;
    page.press("Enter").await?;
    page.gone(card().role("heading", any())).await?;
    page.until("heard.some(({ kind }) => kind === 'guide_abandoned')").await?;
    app.close(&UI5).await
}

async fn approves_a_request_in_directus(page: &Page) -> Result<()> {
    let app = App::open(page, &DIRECTUS).await?;
    ensure!(app.script("reset.sh", None).await?, "it cannot be put back");
    // There without Lotse too: it asks for what a user without a session and without rights is refused.
    for part in ["favicon.ico", "/auth/refresh", "/translations?"] {
        page.allow(part);
    }
    page.goto(&app.url("/admin/login")).await?;
    page.fill(css("input[type=email]"), "emma@musterhausen.example.com").await?;
    page.fill(css("input[type=password]"), "guide-test-1").await?;
    page.click(css("button[type=submit]")).await?;
    page.find(css(".module-bar").first()).await?;
    page.goto(&app.url("/admin/content/requests")).await?;
    page.find(css(".v-table tbody tr").first()).await?;
    listen(page).await?;
    start(page, "approve-request").await?;
    step(page, "Open the search").await?;
    page.click(css("[role=search] .icon-search")).await?;
    step(page, "Search for it").await?;
    page.fill(css("[role=search] input"), "Headset").await?;
    step(page, "Open the request").await?;
    page.click(text(containing("Headset für Hotline (3")).first()).await?;
    step(page, "Open the status").await?;
    page.picture("realapps-directus").await?;
    page.click(css(".v-select[field=status] .v-input").first()).await?;
    step(page, "Approve it").await?;
    page.click(css("#menu-outlet .v-list-item").nth(2)).await?;
    step(page, "Save").await?;
    page.click(css("header .actions button:has([data-icon=check])")).await?;
    ended(page, "The request is approved", "approve-request", "solved").await?;
    ensure!(app.script("check.sh", Some("approve")).await?, "the database does not have it");
    app.close(&DIRECTUS).await
}
