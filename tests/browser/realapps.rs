//! Guides in applications that are not ours, installed and filled by the scripts in `../shared/realapps`, behind `lotse try`.
//!
//! An application that was never installed here takes minutes and the registries; then it is installed only when
//! `LOTSE_REALAPPS=1` says so, and the test is skipped otherwise. What the scripts start is stopped when all tests are
//! over, unless it was running before.

pub mod app;

use anyhow::{Result, ensure};
use lotse_cli::serve::Server;
use lotse_tests::browser::CHROMIUM;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{any, card, containing, css, text};
use lotse_tests::page::Page;

use self::app::{App, DIRECTUS, UI5};
use crate::follow::{ended, listen, start, step, tab_to};

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(CHROMIUM, filters_tickets_in_ui5).within(240).uses(UI5.name),
    case!(CHROMIUM, stays_operable_in_a_dialog_of_ui5).within(240).uses(UI5.name),
    case!(CHROMIUM, approves_a_request_in_directus).within(240).uses(DIRECTUS.name),
];

/// What UI5 complains of without Lotse too: so generated, and harmless.
pub const UI5_ANYWAY: [&str; 4] = ["favicon.ico", "/i18n/i18n_", "/resources/sap/", "sap-ui-version.json"];
/// What Directus complains of without Lotse too: it asks for what a user without a session and without rights is refused,
/// and throws the answer as an object that is no error.
pub const DIRECTUS_ANYWAY: [&str; 5] =
    ["favicon.ico", "/auth/refresh", "/translations?", "/users/me/track/page", "uncaught exception: Object"];

/// Whether UI5's dialog has come up, and nothing moves any more.
const OPEN: &str =
    "sap.ui.require('sap/m/InstanceManager').getOpenDialogs()[0]?.oPopup.getOpenState() === 'OPEN'";

/// UI5 with its list filled, and the guide begun up to the first step in its dialog.
async fn open_ui5(page: &Page) -> Result<(App, Server)> {
    let app = App::start(page, &UI5).await?;
    let proxy = app.with_its_guides(page).await?;
    UI5_ANYWAY.iter().for_each(|part| page.allow(part));
    page.goto(&format!("{}/index.html", proxy.origin())).await?;
    page.until("document.querySelector('.sapMList .sapMLIB')").await?;
    listen(page).await?;
    start(page, "filter-tickets").await?;
    step(page, "Open the filter").await?;
    page.click(css("[id$='--list--filterButton']")).await?;
    step(page, "Filter by effort").await?;
    Ok((app, proxy))
}

async fn filters_tickets_in_ui5(page: &Page) -> Result<()> {
    let _around = open_ui5(page).await?;
    page.picture("realapps-ui5").await?;
    page.click(css(".sapMDialog li[id$='--filterItems-list-item']")).await?;
    step(page, "Only what is done quickly").await?;
    page.click(css(".sapMDialog li.sapMSLI").first()).await?;
    step(page, "Apply the filter").await?;
    page.click(css("[id$='-acceptbutton']")).await?;
    ended(page, "The list is short", "filter-tickets", "solved").await?;
    page.until("/<100/.test(document.querySelector('[id$=\"--filterBarLabel\"]').textContent)").await
}

/// UI5 takes the focus back into an open dialog within 400 ms, out of the top layer, too.
async fn stays_operable_in_a_dialog_of_ui5(page: &Page) -> Result<()> {
    let _around = open_ui5(page).await?;
    // Where a dialog is still coming up, it takes the focus once more when it has come, as it would without us.
    page.until(OPEN).await?;
    page.press("F6").await?;
    if let Err(error) = page.until("document.activeElement.localName === 'lotse-stage'").await {
        let focused =
            page.script("return document.activeElement?.outerHTML.slice(0, 120)", Vec::new()).await?;
        return Err(error.context(format!("the focus is on {focused}")));
    }
    let held = "const done = arguments[0], since = performance.now(); const look = () => { \
                if (document.activeElement?.localName !== 'lotse-stage') done('lost'); \
                else if (performance.now() - since > 1500) done('held'); else requestAnimationFrame(look); }; look();";
    let found = page.script_async(held, Vec::new()).await?;
    ensure!(found == "held", "the dialog takes the focus out of the card: {found}");
    tab_to(page, "button", "End guide").await?;
    page.press("Enter").await?;
    page.gone(card().role("heading", any())).await?;
    page.until("heard.some(({ kind }) => kind === 'guide_abandoned')").await
}

async fn approves_a_request_in_directus(page: &Page) -> Result<()> {
    let app = App::start(page, &DIRECTUS).await?;
    let proxy = app.with_its_guides(page).await?;
    ensure!(app.script("reset.sh", None).await?, "it cannot be put back");
    DIRECTUS_ANYWAY.iter().for_each(|part| page.allow(part));
    page.goto(&format!("{}/admin/login", proxy.origin())).await?;
    page.fill(css("input[type=email]"), "emma@musterhausen.example.com").await?;
    page.fill(css("input[type=password]"), "guide-test-1").await?;
    page.click(css("button[type=submit]")).await?;
    page.find(css(".module-bar").first()).await?;
    page.goto(&format!("{}/admin/content/requests", proxy.origin())).await?;
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
    Ok(())
}
