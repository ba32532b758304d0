//! The first part of the core is enough up to a first card, on the ways that people take: it is not begun anew, which costs all of
//! its bytes once more and takes away what is shown. What is in it comes from a profile (`cargo xtask profile`).

use std::time::Duration;

use anyhow::{Result, ensure};
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{any, card};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply, Server, placed};
use tokio::time::sleep;

use crate::follow::start;

/// Every test of this file. What comes first is another thing on every machine, so only `--full` runs them.
pub const CASES: &[Case] = &[
    case!(ALL, a_guide_that_is_begun).within(120).sampled(&[]),
    case!(ALL, a_guide_that_offers_itself).within(120).sampled(&[]),
    case!(ALL, a_first_card_that_is_rich).within(90).sampled(&[]),
    case!(ALL, a_theme).within(60).sampled(&[]),
    case!(ALL, an_app_that_makes_its_own_instance).within(90).sampled(&[]),
    case!(ALL, pages_as_applications_have_them).within(120).sampled(&[]),
];

/// How long a person looks around before asking for help.
const LOOKING: Duration = Duration::from_millis(700);

const OWN: &str = "<!doctype html><html lang=en><title>Own</title><main><h1>Own</h1></main>
    <script type=module>
      import { init } from '/lotse/lotse.js';
      window.lotse = init({ manifest: '/kontor-guides/manifest.json', triggers: false, language: 'de', storage: 'memory' });
    </script>";

async fn a_guide_that_is_begun(page: &Page) -> Result<()> {
    let server = served(page).await?;
    for (address, guide) in [
        ("/kontor/?reset=1&lang=en", "invoice-tray"),
        ("/kontor/?reset=1&lang=de&view=settings", "time-zone"),
    ] {
        for looks_around in [false, true] {
            page.goto_first(&server, address).await?;
            if looks_around {
                sleep(LOOKING).await;
            }
            start(page, guide).await?;
            whole(page, address).await?;
        }
    }
    Ok(())
}

/// Begun when the offer is there, and while it is still coming.
async fn a_guide_that_offers_itself(page: &Page) -> Result<()> {
    let server = served(page).await?;
    for (address, guide) in [
        ("/plain-html/", "subscribe"),
        ("/plain-html/usage.html", "subscribe"),
        ("/kontor/?reset=1&lang=en&view=orders", "time-zone"),
        ("/kontor/?reset=1&lang=de&view=orders", "invoice-tray"),
    ] {
        for waits in [true, false] {
            page.goto_first(&server, address).await?;
            if waits {
                whole(page, address).await?;
            }
            start(page, guide).await?;
            whole(page, address).await?;
        }
    }
    Ok(())
}

/// More than words in a first card, a key to press: asked for before it is begun.
async fn a_first_card_that_is_rich(page: &Page) -> Result<()> {
    let server = served(page).await?;
    for looks_around in [false, true] {
        page.goto_first(&server, "/kontor/?reset=1&lang=en").await?;
        if looks_around {
            sleep(LOOKING).await;
        }
        start(page, "export-orders").await?;
        whole(page, "a key to press").await?;
    }
    Ok(())
}

/// In a company's colours.
async fn a_theme(page: &Page) -> Result<()> {
    let server = served(page).await?;
    page.goto_first(&server, "/kontor/themed.html?reset=1&lang=de").await?;
    start(page, "out-of-office").await?;
    whole(page, "a theme").await
}

async fn an_app_that_makes_its_own_instance(page: &Page) -> Result<()> {
    let server = served(page).await?;
    page.goto_first(&server, "/kontor/own.html").await?;
    sleep(LOOKING).await;
    start(page, "wrong-language").await?;
    whole(page, "an instance of its own").await
}

/// Escapes in the address; an element in a modal dialog, with a hidden twin, out of view; a page in no language or in another than
/// the guide's.
async fn pages_as_applications_have_them(page: &Page) -> Result<()> {
    let server = served(page).await?;
    for address in placed() {
        page.goto_first(&server, &address).await?;
        start(page, "subscribe").await?;
        whole(page, &address).await?;
    }
    Ok(())
}

async fn served(page: &Page) -> Result<Server> {
    let pages = Pages::examples(page.place())
        .telling("/plain-html/usage.html", page.place())?
        .themed(page.place())?
        .placed(page.place())?
        .page("/kontor/own.html", OWN)
        .bare()
        .reply("/usage", Reply::new("text/plain", ""));
    page.serve(pages).await
}

/// A card is there, stays, and came out of a core that was begun once.
async fn whole(page: &Page, what: &str) -> Result<()> {
    page.find(card().role("heading", any())).await?;
    page.until("performance.getEntriesByType('resource').some((it) => it.name.includes('/lotse-rest.wasm'))")
        .await?;
    let begun = "return performance.getEntriesByType('resource').filter((it) => it.name.includes('/lotse-core.js')).length";
    let begun = page.script(begun, Vec::new()).await?;
    ensure!(begun == 1, "{what}: the core was begun {begun} times");
    Ok(())
}
