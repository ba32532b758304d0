//! Recording in the host app, over the channel to a studio; what was recorded becomes guides that are followed to their end.

use anyhow::{Context, Result, ensure};
use lotse_api::channel::{Done, FromPicker, FromStudio, Grade, Lasts, RecordingState};
use lotse_tests::browser::{CHROMIUM, CHROMIUM_AND_FIREFOX, FIREFOX};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{Find, any, css, role};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply, Server};
use lotse_tests::session::Session;

use crate::errand::{self, Errand};
use crate::follow::start;
use crate::replay::{Outcome, Report, Taught, teach};
use crate::studio::{Studio, picker_tag};

/// Every test of this file. What asks nothing of a browser but a page runs in one of the two on every day.
pub const CASES: &[Case] = &[
    case!(CHROMIUM_AND_FIREFOX, kontor_errands_first).within(300).sampled(CHROMIUM),
    case!(CHROMIUM_AND_FIREFOX, kontor_errands_second).within(300).sampled(FIREFOX),
    case!(CHROMIUM_AND_FIREFOX, kontor_errands_third).within(300).sampled(CHROMIUM),
    case!(CHROMIUM_AND_FIREFOX, survives_reloads_of_both_sides).within(120),
    case!(CHROMIUM_AND_FIREFOX, marks_undoes_and_pauses).within(120),
    case!(CHROMIUM_AND_FIREFOX, picks_without_the_app_noticing).within(120),
    case!(CHROMIUM_AND_FIREFOX, says_how_long_it_lasts).within(120).sampled(CHROMIUM),
    case!(CHROMIUM_AND_FIREFOX, says_in_german_how_long_it_lasts).within(120).sampled(FIREFOX),
];

const ERRANDS: &str = include_str!("errands/kontor.json");
/// The line of Kontor's page that loads the SDK.
const SDK: &str = "<script type=\"module\" src=\"/lotse/lotse.js\" data-manifest=\"/kontor-guides/manifest.json\"></script>";

/// Kontor's page with something else in the place of its guides, under its own strict policy, but for one more origin that it may
/// reach (none when empty).
pub fn kontor_page(page: &Page, tag: &str, reached: &str) -> Result<Reply> {
    let folder = page.place().examples().join("kontor");
    let html = std::fs::read_to_string(folder.join("index.html"))?;
    ensure!(html.contains(SDK), "Kontor loads the SDK in another way");
    let headers: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("headers.json"))?)?;
    let policy = headers
        .pointer("/~1*/Content-Security-Policy")
        .and_then(serde_json::Value::as_str)
        .context("no policy")?;
    let policy = policy.replace("connect-src 'self'", format!("connect-src 'self' {reached}").trim_end());
    Ok(Reply::new("text/html; charset=utf-8", html.replace(SDK, tag))
        .header("content-security-policy", &policy))
}

/// A server for that page.
pub async fn kontor(page: &Page, tag: &str, bundle: Option<&str>) -> Result<Server> {
    let reply = kontor_page(page, tag, "")?;
    let mut pages = Pages::examples(page.place()).reply("/kontor/", reply);
    if let Some(bundle) = bundle {
        pages = pages.reply("/bundle.json", Reply::new("application/json", bundle.to_owned()));
    }
    page.serve(pages).await
}

/// A Kontor with the picker, opened by a studio in German or English, and met.
async fn authoring<'a>(page: &'a Page, address: &str, language: &str) -> Result<(Server, Studio<'a>)> {
    let own = Studio::serve(page).await?;
    let tag = picker_tag(own.origin());
    let server = kontor(page, &tag, None).await?;
    let studio = Studio::open(page, own, &server.url(address), language).await?;
    Ok((server, studio))
}

async fn ready(page: &Page) -> Result<()> {
    page.until("document.querySelector('#view[aria-busy=false], #view > *')").await?;
    page.until("document.querySelector('lotse-picker')").await
}

/// Where an errand begins, in a Kontor on its first day.
fn first_day(origin: &str, errand: &Errand) -> String {
    let sign = if errand.start.contains('?') { '&' } else { '?' };
    format!("{origin}/kontor/{}{sign}reset=1&lang={}", errand.start, errand.language)
}

/// Records an errand in a Kontor on its first day.
async fn record(page: &Page, studio: &Studio<'_>, origin: &str, errand: &Errand) -> Result<Taught> {
    page.goto(&first_day(origin, errand)).await?;
    ready(page).await?;
    studio.met().await?;
    studio.record().await?;
    for deed in &errand.deeds {
        deed.act(page).await.with_context(|| format!("recording {}", errand.name))?;
    }
    // What the app's own switches say now is heard when the app has dealt with the click.
    page.script_async("setTimeout(arguments[0], 150)", Vec::new()).await?;
    let actions = studio.finish().await?;
    teach(errand, &actions)
}

/// Follows a recorded guide in another browser, in a fresh profile.
pub async fn replay(session: &Session, taught: &Taught) -> Result<Outcome> {
    let page = session.page();
    let tag = "<script type=\"module\" src=\"/lotse/lotse.js\" data-bundle=\"/bundle.json\" data-triggers=\"off\"></script>";
    let server = kontor(page, tag, Some(&taught.bundle)).await?;
    let errand = &taught.errand;
    page.goto(&first_day(server.origin(), errand)).await?;
    page.until("window.lotse && document.querySelector('#view[aria-busy=false], #view > *')").await?;
    start(page, &errand.name).await?;
    taught.keep(page)?;
    taught.follow(page).await
}

/// Every `of`th errand, recorded.
pub async fn recorded(page: &Page, part: usize, of: usize) -> Result<Vec<Taught>> {
    let (server, studio) = authoring(page, "/kontor/", "en").await?;
    ready(page).await?;
    studio.met().await?;
    let mut taught = Vec::new();
    for errand in errand::part(ERRANDS, part, of)? {
        taught.push(record(page, &studio, server.origin(), &errand).await?);
    }
    ensure!(!taught.is_empty(), "nothing was recorded");
    Ok(taught)
}

async fn errands(page: &Page, part: usize) -> Result<()> {
    let taught = recorded(page, part, 3).await?;
    let session = Session::open(page.browser(), page.place()).await?;
    let mut report = Report::default();
    for guide in &taught {
        report.note(guide, replay(&session, guide).await?);
    }
    session.close().await;
    report.judge(page)
}

async fn kontor_errands_first(page: &Page) -> Result<()> {
    errands(page, 0).await
}

async fn kontor_errands_second(page: &Page) -> Result<()> {
    errands(page, 1).await
}

async fn kontor_errands_third(page: &Page) -> Result<()> {
    errands(page, 2).await
}

async fn survives_reloads_of_both_sides(page: &Page) -> Result<()> {
    let (_server, studio) = authoring(page, "/kontor/?view=orders&lang=en", "de").await?;
    ready(page).await?;
    studio.met().await?;
    studio.record().await?;
    // Firefox says that Kontor was about to fetch a view when it was reloaded.
    page.allow("/kontor/core/shell.js");
    page.click(css("a.nav-link[href='?view=invoices']")).await?;
    page.reload().await?;
    ready(page).await?;
    studio.met().await?;
    page.click(css("a.nav-link[href='?view=settings']")).await?;
    // The studio forgets everything it has heard; the picker has not.
    studio.reload().await?;
    studio.met().await?;
    page.picture(&format!("picker-record-de-{}", page.browser())).await?;
    page.click(role("link", "Printing")).await?;
    let actions = studio.finish().await?;
    let clicks = actions.iter().filter(|action| action.done == Done::Click {}).count();
    ensure!(clicks >= 1, "{actions:#?}");
    Ok(())
}

async fn marks_undoes_and_pauses(page: &Page) -> Result<()> {
    let (_server, studio) = authoring(page, "/kontor/?view=settings&section=profile&lang=en", "en").await?;
    ready(page).await?;
    studio.met().await?;
    studio.record().await?;
    page.fill(role("textbox", "Signature"), "Kind regards, Kontor").await?;
    page.press("Alt+Shift+k").await?;
    page.click(role("button", "Save").nth(3)).await?;
    page.press("Alt+Shift+u").await?;
    page.press("Alt+Shift+p").await?;
    let paused = |message: &FromPicker| {
        matches!(message, FromPicker::Recording { state: RecordingState::Paused, .. }).then_some(())
    };
    studio.wait(paused).await?;
    page.click(role("button", "Save").nth(0)).await?;
    page.press("Alt+Shift+p").await?;
    page.fill(role("textbox", "Phone"), "0301234567").await?;
    let actions = studio.finish().await?;
    let texts: Vec<_> = actions
        .iter()
        .filter_map(|action| match &action.done {
            Done::Typed { text, .. } => Some(text.clone()),
            _ => None,
        })
        .collect();
    ensure!(texts.contains(&Some("Kind regards, Kontor".to_owned())), "{actions:#?}");
    ensure!(!texts.contains(&Some("0301234567".to_owned())), "{actions:#?}");
    let recorded = lotse_editor::record::fold(&actions, &["en".to_owned()]);
    ensure!(recorded.steps.len() == 2 && recorded.taken_back.len() == 1, "{recorded:#?}");
    Ok(())
}

async fn picks_without_the_app_noticing(page: &Page) -> Result<()> {
    let (_server, studio) = authoring(page, "/kontor/?view=orders&lang=en", "en").await?;
    ready(page).await?;
    studio.met().await?;
    let listen = "window.noticed = []; for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click', 'keydown', 'focusin'])
        document.addEventListener(type, () => noticed.push(type), true);";
    page.script(listen, Vec::new()).await?;
    studio.say(&FromStudio::Pick { purpose: "target".to_owned() }).await?;
    let picking = "JSON.stringify(noticed) === '[]'";
    page.until(picking).await?;
    page.click(role("button", "New order")).await?;
    let picked = |message: &FromPicker| match message {
        FromPicker::Picked { purpose, element, .. } if purpose == "target" => Some(element.clone()),
        _ => None,
    };
    let element = studio.wait(picked).await?;
    ensure!(element.name == "New order" && element.role == "button", "{element:#?}");
    ensure!(element.grade >= Grade::Fair, "{element:#?}");
    page.until(picking).await?;
    page.gone(role("dialog", any())).await?;

    // By keys while the pointer rests: up to what contains it, and back.
    studio.say(&FromStudio::Pick { purpose: "walk".to_owned() }).await?;
    page.hover(role("button", "Export")).await?;
    page.script_async("setTimeout(arguments[0], 400)", Vec::new()).await?;
    page.picture(&format!("picker-pick-{}", page.browser())).await?;
    page.press("ArrowUp").await?;
    page.press("ArrowDown").await?;
    page.press("Enter").await?;
    let walked = |message: &FromPicker| match message {
        FromPicker::Picked { purpose, element, .. } if purpose == "walk" => Some(element.name.clone()),
        _ => None,
    };
    ensure!(studio.wait(walked).await? == "Export");
    page.until(picking).await?;

    // Targets are counted as end users' pages would find them.
    studio.say(&FromStudio::Find { purpose: "one".to_owned(), target: element.target.clone() }).await?;
    let found = |message: &FromPicker| match message {
        FromPicker::Found { matches, reason, .. } => Some((*matches, reason.clone())),
        _ => None,
    };
    ensure!(studio.wait(found).await? == (1, None));
    let vague = serde_json::json!({ "evidence": [{ "kind": "role", "role": "button" }, { "kind": "tag", "tag": "button" }] });
    studio.say(&FromStudio::Find { purpose: "many".to_owned(), target: vague }).await?;
    let (matches, reason) = studio.wait(found).await?;
    page.picture(&format!("picker-find-{}", page.browser())).await?;
    ensure!(matches != 1 && reason.is_some(), "{matches} {reason:?}");

    studio.say(&FromStudio::Pick { purpose: "never".to_owned() }).await?;
    page.press("Escape").await?;
    let given_up = |message: &FromPicker| matches!(message, FromPicker::PickCancelled { .. }).then_some(());
    studio.wait(given_up).await
}

async fn says_how_long_it_lasts(page: &Page) -> Result<()> {
    lasts(page, "en", "New order").await
}

async fn says_in_german_how_long_it_lasts(page: &Page) -> Result<()> {
    lasts(page, "de", "Neuer Auftrag").await
}

/// While the pointer rests, changes of the page are tried; the longer it rests, the more is known.
async fn lasts(page: &Page, language: &str, named: &str) -> Result<()> {
    let (_server, studio) =
        authoring(page, &format!("/kontor/?view=orders&lang={language}"), language).await?;
    ready(page).await?;
    studio.met().await?;
    let mut rest_ms = 500;
    // One with a name of its own, and one that opens something.
    let name = |what: &str| format!("picker-lasts-{what}-{language}-{}", page.browser());
    let button = rest(page, &studio, role("button", named), &mut rest_ms, &name("button")).await?;
    let opener = rest(page, &studio, css("[aria-haspopup]").first(), &mut rest_ms, &name("opener")).await?;
    for lasts in [button, opener] {
        ensure!(lasts.score > 30 && lasts.of > 20 && lasts.found <= lasts.of, "{lasts:?}");
        ensure!(!lasts.is_mistaken && (lasts.score < 95 || lasts.advice.is_none()), "{lasts:?}");
    }
    Ok(())
}

/// Rests on an element until it is known how long it lasts: each time twice as long.
async fn rest(
    page: &Page,
    studio: &Studio<'_>,
    find: Find,
    rest_ms: &mut u32,
    picture: &str,
) -> Result<Lasts> {
    let picked = |message: &FromPicker| match message {
        FromPicker::Picked { element, .. } => Some(element.clone()),
        _ => None,
    };
    while *rest_ms < 20_000 {
        studio.say(&FromStudio::Pick { purpose: format!("lasts-{rest_ms}") }).await?;
        page.hover(css("h1").first()).await?;
        page.hover(find.clone()).await?;
        page.script_async(&format!("setTimeout(arguments[0], {rest_ms})"), Vec::new()).await?;
        page.picture(picture).await?;
        page.press("Enter").await?;
        if let Some(lasts) = studio.wait(picked).await?.lasts {
            return Ok(lasts);
        }
        *rest_ms *= 2;
    }
    anyhow::bail!("it is never known how long it lasts")
}
