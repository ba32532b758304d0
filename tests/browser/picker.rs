//! Recording in the host app, over the channel to a studio; what was recorded becomes guides that are followed to their end.

use anyhow::{Context, Result, ensure};
use lotse_api::channel::{Done, FromPicker, FromStudio, RecordingState};
use lotse_tests::browser::Browser;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{any, card, css, role};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply, Server};
use lotse_tests::session::Session;

use crate::flow::{self, Flow};
use crate::follow::start;
use crate::replay::{Outcome, Taught, teach};
use crate::studio::Studio;

/// Technicians work in these.
const BOTH: &[Browser] = &[Browser::Chromium, Browser::Firefox];

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(BOTH, kontor_flows_first).within(300),
    case!(BOTH, kontor_flows_second).within(300),
    case!(BOTH, kontor_flows_third).within(300),
    case!(BOTH, survives_reloads_of_both_sides).within(120),
    case!(BOTH, marks_undoes_and_pauses).within(120),
];

const FLOWS: &str = include_str!("flows/kontor.json");
/// The line of Kontor's page that loads the SDK.
const SDK: &str = "<script type=\"module\" src=\"/lotse/lotse.js\" data-manifest=\"/kontor-guides/manifest.json\"></script>";

/// Kontor with something else in the place of its guides, under its own strict policy.
pub async fn kontor(page: &Page, tag: &str, bundle: Option<&str>) -> Result<Server> {
    let folder = page.place().examples().join("kontor");
    let html = std::fs::read_to_string(folder.join("index.html"))?;
    ensure!(html.contains(SDK), "Kontor loads the SDK in another way");
    let headers: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("headers.json"))?)?;
    let policy = headers["/*"]["Content-Security-Policy"].as_str().context("no policy")?;
    let reply = Reply::new("text/html; charset=utf-8", html.replace(SDK, tag))
        .header("content-security-policy", policy);
    let mut pages = Pages::examples(page.place()).reply("/kontor/", reply);
    if let Some(bundle) = bundle {
        pages = pages.reply("/bundle.json", Reply::new("application/json", bundle.to_owned()));
    }
    page.serve(pages).await
}

/// A Kontor with the picker, opened by a studio in German or English, and met.
async fn authoring<'a>(page: &'a Page, address: &str, language: &str) -> Result<(Server, Studio<'a>)> {
    let own = Studio::serve(page).await?;
    let tag = format!(
        "<script type=\"module\" src=\"/lotse/lotse-picker.js\" data-studio=\"{}\"></script>",
        own.origin()
    );
    let server = kontor(page, &tag, None).await?;
    let studio = Studio::open(page, own, &server.url(address), language).await?;
    Ok((server, studio))
}

async fn ready(page: &Page) -> Result<()> {
    page.until("document.querySelector('#view[aria-busy=false], #view > *')").await?;
    page.until("document.querySelector('lotse-picker')").await
}

/// Records a flow in a Kontor on its first day.
async fn record(page: &Page, studio: &Studio<'_>, origin: &str, flow: &Flow) -> Result<Taught> {
    let sign = if flow.start.contains('?') { '&' } else { '?' };
    page.goto(&format!("{origin}/kontor/{}{sign}reset=1&lang={}", flow.start, flow.language)).await?;
    ready(page).await?;
    studio.met().await?;
    studio.record().await?;
    for deed in &flow.deeds {
        deed.act(page).await.with_context(|| format!("recording {}", flow.name))?;
    }
    // What the app's own switches say now is heard when the app has dealt with the click.
    page.script_async("setTimeout(arguments[0], 150)", Vec::new()).await?;
    let actions = studio.finish().await?;
    teach(flow, &actions)
}

/// Follows a recorded guide in another browser, in a fresh profile.
async fn replay(session: &Session, taught: &Taught) -> Result<Outcome> {
    let page = session.page();
    let tag = "<script type=\"module\" src=\"/lotse/lotse.js\" data-bundle=\"/bundle.json\" data-triggers=\"off\"></script>";
    let server = kontor(page, tag, Some(&taught.bundle)).await?;
    let flow = &taught.flow;
    let sign = if flow.start.contains('?') { '&' } else { '?' };
    page.goto(&format!("{}/kontor/{}{sign}reset=1&lang={}", server.origin(), flow.start, flow.language))
        .await?;
    page.until("window.lotse && document.querySelector('#view[aria-busy=false], #view > *')").await?;
    start(page, &flow.name).await?;
    // Whoever wants to know more finds the guide here.
    let folder = page.place().out().join("recorded");
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join(format!("{}.guide.json", flow.name)), &taught.source)?;
    let followed = taught.follow(page).await;
    if followed.is_err() {
        page.picture(&format!("failed/{}-replay-{}", page.browser(), flow.name)).await?;
    }
    followed
}

async fn flows(page: &Page, part: usize) -> Result<()> {
    let all = flow::all(FLOWS)?;
    let mut mine: Vec<&Flow> = all.iter().skip(part).step_by(3).collect();
    // For looking closely at one.
    if let Ok(name) = std::env::var("LOTSE_FLOW") {
        mine.retain(|flow| flow.name == name);
    }
    let (server, studio) = authoring(page, "/kontor/", "en").await?;
    ready(page).await?;
    studio.met().await?;
    let mut taught = Vec::new();
    for flow in mine {
        taught.push(record(page, &studio, server.origin(), flow).await?);
    }
    let session = Session::open(page.browser(), page.place()).await?;
    let mut report = Vec::new();
    let mut wrong = Vec::new();
    let mut failed = Vec::new();
    for guide in &taught {
        match replay(&session, guide).await {
            Ok(outcome) => {
                report.push(format!(
                    "{}: {} steps, {} right, {} without pointing",
                    guide.flow.name,
                    guide.recorded.steps.len(),
                    outcome.right,
                    outcome.unanchored
                ));
                wrong.extend(outcome.wrong);
            }
            Err(error) => failed.push(format!("{}: {error:#}", guide.flow.name)),
        }
    }
    session.close().await;
    println!("replayed in {}: {report:#?}", page.browser());
    ensure!(wrong.is_empty(), "wrong elements: {wrong:#?}");
    ensure!(failed.is_empty(), "not to the end: {}", failed.join("\n\n"));
    Ok(())
}

async fn kontor_flows_first(page: &Page) -> Result<()> {
    flows(page, 0).await
}

async fn kontor_flows_second(page: &Page) -> Result<()> {
    flows(page, 1).await
}

async fn kontor_flows_third(page: &Page) -> Result<()> {
    flows(page, 2).await
}

async fn survives_reloads_of_both_sides(page: &Page) -> Result<()> {
    let (_server, studio) = authoring(page, "/kontor/?view=orders&lang=en", "de").await?;
    ready(page).await?;
    studio.met().await?;
    studio.record().await?;
    page.click(css("a.nav-link[href='?view=invoices']")).await?;
    page.reload().await?;
    ready(page).await?;
    studio.met().await?;
    page.click(css("a.nav-link[href='?view=settings']")).await?;
    // The studio forgets everything it has heard; the picker has not.
    studio.reload().await?;
    studio.met().await?;
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
    studio.say(&FromStudio::Pick { purpose: "step".to_owned() }).await?;
    let _ = (card(), any());
    Ok(())
}
