//! The same story over Django's admin, as it is shipped: its pages sever the studio's window, so the two meet by a code; and end users
//! reach it through the proxy, with the folder that `lotse export` writes.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, ensure};
use lotse_cli::guides::write;
use lotse_cli::proxy::Guides;
use lotse_tests::find::{card, containing, css, role};
use lotse_tests::page::Page;
use lotse_tests::session::Session;
use thirtyfour::WindowHandle;

use super::{Technician, branch, furnish, publish, release, review, roll_back, saved, send, tell, translate};
use crate::authoring::house::{House, prefer};
use crate::django::{Around, Desk};
use crate::follow::{listen, press};

const GUIDE: &str = "no-messages";

/// What recording could not say in German.
const GERMAN: [(&str, &str); 3] = [("No messages", "Keine Nachrichten"), ("Yes", "Ja"), ("No", "Nein")];

/// Where the technician and the user find the settings.
const SETTINGS: &str = "#content-main a[href='/admin/servicedesk/notificationsettings/']";

pub(super) async fn play(page: &Page) -> Result<()> {
    let begun = Instant::now();
    let house = House::furnished(page).await?;
    let around = Around { studio: Some(&house.origin), ..Around::own(page) };
    let desk = Desk::open_with(page, "story", around).await?;
    furnish(page, &house, &desk.origin, &format!("{}/admin/", desk.origin)).await?;
    let mut technician = Technician { page, guide: GUIDE, folder: "story/django", needed: 0, stage: 0 };
    prefer(page, "en", "light").await?;
    // Technicians have the app open already.
    let own = page.driver().window().await?;
    let app = page.new_tab().await?;
    page.driver().switch_to_window(app.clone()).await?;
    desk.sign_in(page, "ben", "en").await?;
    page.driver().switch_to_window(own.clone()).await?;

    page.goto(&house.url("/p/crm")).await?;
    technician.needs(role("button", "New guide").first()).await?;
    page.fill(role("textbox", "Title"), "No messages").await?;
    technician.needs(role("button", "Create")).await?;
    page.until("document.querySelector('.bar .primary:not(:disabled)')").await?;
    record(page, &mut technician, &own, &app).await?;
    saved(page).await?;
    technician.picture("recorded").await?;
    publish(page, &house, &mut technician, "As recorded", 1).await?;
    technician.picture("published").await?;
    let straight = technician.needed;

    page.goto(&house.url(&format!("/p/crm/guides/{GUIDE}"))).await?;
    page.until("document.querySelector('.bar .primary:not(:disabled)')").await?;
    branch(page).await?;
    technician.picture("question").await?;
    translate(page, &house, GUIDE, &GERMAN).await?;
    technician.picture("texts").await?;
    try_it(page, &mut technician, &own, &app).await?;
    send(page, &mut technician, "A question, and German").await?;
    let reviewer = Session::open(page.browser(), page.place()).await?;
    let reviewed = review(reviewer.page(), &house, GUIDE).await;
    reviewer.close().await;
    reviewed.context("the second person")?;
    release(page, &house, &mut technician, "With a question", 2).await?;
    technician.picture("released").await?;

    let user = Session::open(page.browser(), page.place()).await?;
    let followed = follow(user.page(), &mut technician, &house).await;
    user.close().await;
    followed.context("the end user")?;
    tell(page, "django", begun, straight)
}

/// Types the code that the studio shows into the bar of the app.
async fn pair(
    page: &Page,
    technician: &mut Technician<'_>,
    own: &WindowHandle,
    app: &WindowHandle,
) -> Result<()> {
    page.find(css("p.code")).await?;
    let code = page.script("return document.querySelector('p.code').textContent", Vec::new()).await?;
    let code = code.as_str().context("a code")?.trim().to_owned();
    page.driver().switch_to_window(app.clone()).await?;
    page.until("document.querySelector('lotse-picker')").await?;
    page.press("Alt+Shift+c").await?;
    page.type_text(&code).await?;
    page.press("Enter").await?;
    technician.needed += 1;
    page.driver().switch_to_window(own.clone()).await?;
    Ok(())
}

/// The fix, shown once in the app.
async fn record(
    page: &Page,
    technician: &mut Technician<'_>,
    own: &WindowHandle,
    app: &WindowHandle,
) -> Result<()> {
    technician.needs(role("button", "Record")).await?;
    pair(page, technician, own, app).await?;
    page.until("document.querySelector('.strip.recording')").await?;
    page.driver().switch_to_window(app.clone()).await?;
    page.click(css(SETTINGS).first()).await?;
    heard(page).await?;
    page.click(role("link", containing("Ben Aydin")).first()).await?;
    heard(page).await?;
    page.click(css("#id_on_assignment")).await?;
    // As a person does by keyboard; drivers choose by events that no person has made.
    page.find(css("#id_digest")).await?.script("arguments[0].focus()", Vec::new()).await?;
    page.type_text("Daily").await?;
    page.press("Tab").await?;
    technician.picture("in-the-app").await?;
    page.click(css("input[name=_save]")).await?;
    heard(page).await?;
    page.press("Alt+Shift+f").await?;
    technician.needed += 1;
    page.driver().switch_to_window(own.clone()).await?;
    page.find(css(".strip .primary")).await?;
    technician.picture("what-was-recorded").await?;
    technician.needs(css(".strip .primary")).await?;
    page.until("document.querySelectorAll('.step-row').length === 6").await
}

/// People look at a page before they go on; drivers are faster than any page can be heard. The page may go away meanwhile.
async fn heard(page: &Page) -> Result<()> {
    let _ = page.script_async("setTimeout(arguments[0], 400)", Vec::new()).await;
    page.until("document.readyState === 'complete' && document.querySelector('lotse-picker')").await
}

/// As the user will see it, in the app.
async fn try_it(
    page: &Page,
    technician: &mut Technician<'_>,
    own: &WindowHandle,
    app: &WindowHandle,
) -> Result<()> {
    page.driver().switch_to_window(app.clone()).await?;
    let address = page.script("return location.origin + '/admin/'", Vec::new()).await?;
    // Pages that have met a studio remember it for as long as their tab is open: another tab meets anew.
    let other = page.new_tab().await?;
    page.driver().switch_to_window(other.clone()).await?;
    page.goto(address.as_str().context("an address")?).await?;
    page.driver().switch_to_window(own.clone()).await?;
    page.click(role("button", "Try")).await?;
    page.click(css("dialog .primary")).await?;
    pair(page, technician, own, &other).await?;
    page.until("document.querySelector('.news')?.textContent.includes('guide_started')").await?;
    // A tab behind others draws nothing.
    page.driver().switch_to_window(other).await?;
    page.find(card().css("button").first()).await?;
    technician.picture("tried-in-the-app").await?;
    page.driver().switch_to_window(own.clone()).await?;
    page.until("document.querySelector('.news')?.textContent.includes('step_shown')").await?;
    technician.picture("tried").await?;
    page.click(role("button", "Stop trying")).await
}

/// Writes what is live into the folder that the proxy serves.
async fn export(house: &House, folder: &Path) -> Result<i64> {
    let exported = house.server.export("crm", "production", 400).await;
    let exported = exported.map_err(|refusal| anyhow!(refusal.english))?;
    write(folder, &exported.bundle, Some(&exported.signature))?;
    Ok(exported.release)
}

/// A fresh browser follows the newest guide to its end; after the roll-back it gets the old one.
async fn follow(user: &Page, technician: &mut Technician<'_>, house: &House) -> Result<()> {
    let folder = tempfile::tempdir()?;
    ensure!(export(house, folder.path()).await? == 2, "the second release is live");
    let guides = || Guides::Folder(folder.path().to_path_buf());
    let desk = Desk::open_with(user, "story-user", Around::with(guides())).await?;
    desk.sign_in(user, "ben", "en").await?;
    walk(user, true).await?;
    user.picture("story/django/20-followed").await?;
    press(user, "Close").await?;

    roll_back(technician.page, house).await?;
    technician.page.picture("story/django/21-rolled-back").await?;
    ensure!(export(house, folder.path()).await? == 3, "going back is a release");
    // The first day's data again: what is ticked already cannot be ticked.
    let again = Desk::open_with(user, "story-again", Around::with(guides())).await?;
    again.sign_in(user, "ben", "en").await?;
    walk(user, false).await?;
    user.picture("story/django/22-the-old-one").await?;
    press(user, "Close").await
}

/// Does what the cards say; where the question is, answers it.
async fn walk(user: &Page, has_question: bool) -> Result<()> {
    listen(user).await?;
    user.script("lotse.start(arguments[0])", vec![GUIDE.into()]).await?;
    user.find(card().css("button").first()).await?;
    user.click(css(SETTINGS).first()).await?;
    next(user, "/notificationsettings/").await?;
    user.click(role("link", containing("Ben Aydin")).first()).await?;
    next(user, "/change/").await?;
    let shown = shown_so_far(user).await?;
    user.click(css("#id_on_assignment")).await?;
    one_more(user, shown).await?;
    user.choose(css("#id_digest"), "Daily").await?;
    if has_question {
        let asked = user.now(&card().css("button")).await?;
        ensure!(asked.len() >= 2, "the question has its answers");
        press(user, "Yes").await?;
    }
    one_more(user, shown + 1).await?;
    user.click(css("input[name=_save]")).await?;
    user.until("window.lotse && document.querySelector('.messagelist')").await?;
    user.find(card().css("button").first()).await.map(|_| ())
}

/// The next page is there, and a card on it.
async fn next(user: &Page, address: &str) -> Result<()> {
    let there = format!(
        "location.pathname.includes('{address}') && document.readyState === 'complete' && window.lotse"
    );
    user.until(&there).await?;
    listen(user).await?;
    user.find(card().css("button").first()).await.map(|_| ())
}

/// How many steps this page has heard of.
async fn shown_so_far(user: &Page) -> Result<u64> {
    user.painted().await?;
    let shown =
        user.script("return heard.filter((it) => it.kind === 'step_shown').length", Vec::new()).await?;
    shown.as_u64().context("a number")
}

async fn one_more(user: &Page, than: u64) -> Result<()> {
    user.until(&format!("heard.filter((it) => it.kind === 'step_shown').length > {than}")).await
}
