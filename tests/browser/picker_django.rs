//! Recording in Django as it is shipped: no opener, no framing, `default-src 'self'`; the studio is met by a code and the relay.

use anyhow::{Context, Result, ensure};
use lotse_api::channel::{FromPicker, FromStudio, RecordingState};
use lotse_cli::proxy::Guides;
use lotse_tests::browser::{CHROMIUM_AND_FIREFOX, FIREFOX};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::page::Page;
use lotse_tests::session::Session;

use crate::django::{Around, Desk, PINNED, Version};
use crate::errand::{self, Errand};
use crate::follow::start;
use crate::relay::{CODE, Relay};
use crate::replay::{Outcome, Report, Taught, teach};

const ERRANDS: &str = include_str!("errands/django.json");

/// Every test of this file. Each of them records and follows for two minutes: `--full` is for all, and Chromium tells the story of
/// one every day (`story.rs`).
pub const CASES: &[Case] = &[
    case!(CHROMIUM_AND_FIREFOX, django_errands_first).within(400).sampled(&[]),
    case!(CHROMIUM_AND_FIREFOX, django_errands_second).within(400).sampled(FIREFOX),
];

/// Records an errand in the page that is shown: meets the studio in the first round, and finishes when all is done.
pub async fn record_here(page: &Page, relay: &Relay, errand: &Errand, round: usize) -> Result<Taught> {
    page.until("document.querySelector('lotse-picker')").await?;
    if round == 1 {
        pair(page, relay).await?;
    }
    relay.say(&FromStudio::Record { on: true })?;
    page.until("JSON.parse(sessionStorage.getItem('lotse-picker:state') ?? '{}').recording === 'on'").await?;
    for deed in &errand.deeds {
        page.until("document.querySelector('lotse-picker')").await?;
        deed.act(page).await.with_context(|| format!("recording {}", errand.name))?;
        // People look at a page before they go on; drivers are faster than any page can be heard. The page may go away meanwhile.
        let _ = page.script_async("setTimeout(arguments[0], 400)", Vec::new()).await;
        page.until("document.readyState === 'complete' && document.querySelector('lotse-picker')").await?;
    }
    page.until("document.readyState === 'complete' && document.querySelector('lotse-picker')").await?;
    page.script_async("setTimeout(arguments[0], 300)", Vec::new()).await?;
    page.press("Alt+Shift+f").await?;
    let is_off =
        |message: &FromPicker| matches!(message, FromPicker::Recording { state: RecordingState::Off, .. });
    relay.wait(round, is_off).await?;
    teach(errand, &relay.actions()?)
}

/// Types the code into the bar, and waits until the studio has heard the picker.
async fn pair(page: &Page, relay: &Relay) -> Result<()> {
    page.press("Alt+Shift+c").await?;
    page.picture(&format!("picker-code-{}", page.browser())).await?;
    page.type_text(&CODE.to_lowercase()).await?;
    page.press("Enter").await?;
    relay.wait(1, |message| matches!(message, FromPicker::Hello { .. })).await
}

async fn record(page: &Page, desk: &Desk, relay: &Relay, errand: &Errand, round: usize) -> Result<Taught> {
    page.forget_cookies().await?;
    desk.sign_in(page, &errand.user, &errand.language).await?;
    page.goto(&format!("{}{}", desk.origin, errand.start)).await?;
    record_here(page, relay, errand, round).await
}

/// Follows a recorded guide in another browser, in a fresh profile, on this version of Django.
pub async fn replay(session: &Session, taught: &Taught, version: Version) -> Result<Outcome> {
    let page = session.page();
    let errand = &taught.errand;
    let bundle = taught.keep(page)?.join(format!("{}-{}.bundle.json", errand.name, page.browser()));
    std::fs::write(&bundle, &taught.bundle)?;
    // The first day's data again, on another origin, in another profile.
    let name = format!("replay-{}", errand.name);
    let desk =
        Desk::open_with(page, &name, Around { version, ..Around::with(Guides::Bundle(bundle)) }).await?;
    page.forget_cookies().await?;
    desk.sign_in(page, &errand.user, &errand.language).await?;
    page.goto(&format!("{}{}", desk.origin, errand.start)).await?;
    page.until("window.lotse").await?;
    start(page, &errand.name).await?;
    taught.follow(page).await
}

/// Every `of`th errand, recorded.
pub async fn recorded(page: &Page, part: usize, of: usize) -> Result<Vec<Taught>> {
    let relay = Relay::start("de").await?;
    let (name, studio) = (format!("recording-{part}"), Some(relay.origin.as_str()));
    let desk = Desk::open_with(page, &name, Around { studio, ..Around::own(page) }).await?;
    let mut taught = Vec::new();
    for (round, errand) in (1..).zip(errand::part(ERRANDS, part, of)?) {
        taught.push(record(page, &desk, &relay, &errand, round).await?);
    }
    ensure!(!taught.is_empty(), "nothing was recorded");
    // The picker asks its relay as long as its page is open.
    page.goto("about:blank").await?;
    Ok(taught)
}

async fn errands(page: &Page, part: usize) -> Result<()> {
    let taught = recorded(page, part, 2).await?;
    let session = Session::open(page.browser(), page.place()).await?;
    let mut report = Report::default();
    for guide in &taught {
        report.note(guide, replay(&session, guide, PINNED).await?);
    }
    session.close().await;
    report.judge(page)
}

async fn django_errands_first(page: &Page) -> Result<()> {
    errands(page, 0).await
}

async fn django_errands_second(page: &Page) -> Result<()> {
    errands(page, 1).await
}
