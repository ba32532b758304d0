//! The whole story, from a fix that a technician shows once to an end user who follows it: record, branch, translate, try, review,
//! publish, follow, roll back. `cargo xtask story authoring` tells how long it took and how many actions it needed beyond the fix
//! itself; a picture of every stage is left in `target/lotse/pictures/story/`. Over Kontor here, over Django's admin in [`django`].

mod django;

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use lotse_tests::browser::CHROMIUM;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{card, containing, css, role, text};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Server};
use lotse_tests::session::Session;
use serde_json::{Value, json};

use crate::authoring::house::{House, prefer};
use crate::follow::{listen, press};
use crate::picker::{kontor, kontor_page};
use crate::studio::other_window;
use crate::studio::picker_tag;

/// Every test of this file.
pub const CASES: &[Case] =
    &[case!(CHROMIUM, over_kontor).within(300).alone(), case!(CHROMIUM, over_django).within(300).alone()];

const GUIDE: &str = "letterhead-missing";

/// What the technician does beyond the fix itself, counted.
struct Technician<'a> {
    page: &'a Page,
    /// Id of the guide.
    guide: &'static str,
    /// Folder of the pictures.
    folder: &'static str,
    /// From "new guide" to "published", for a straight recording.
    needed: u32,
    stage: u32,
}

impl Technician<'_> {
    /// Something without which there would be no published guide.
    async fn needs(&mut self, find: lotse_tests::find::Find) -> Result<()> {
        self.needed += 1;
        self.page.click(find).await
    }

    async fn picture(&mut self, name: &str) -> Result<()> {
        self.stage += 1;
        self.page.painted().await?;
        self.page.picture(&format!("{}/{:02}-{name}", self.folder, self.stage)).await.map(|_| ())
    }
}

async fn over_kontor(page: &Page) -> Result<()> {
    let begun = Instant::now();
    let house = House::furnished(page).await?;
    let picker = picker_tag(&house.origin);
    let app = kontor(page, &picker, None).await?;
    let address = app.url("/kontor/?reset=1&lang=en");
    furnish(page, &house, app.origin(), &address).await?;
    let mut technician = Technician { page, guide: GUIDE, folder: "story", needed: 0, stage: 0 };
    prefer(page, "en", "light").await?;
    page.goto(&house.url("/p/crm")).await?;
    technician.picture("library").await?;

    technician.needs(role("button", "New guide").first()).await?;
    page.fill(role("textbox", "Title"), "Letterhead missing").await?;
    technician.needs(role("button", "Create")).await?;
    page.until("document.querySelector('.bar .primary:not(:disabled)')").await?;
    record(page, &mut technician).await?;
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
    try_it(page).await?;
    technician.picture("tried").await?;
    send(page, &mut technician, "A question, and German").await?;
    let reviewer = Session::open(page.browser(), page.place()).await?;
    let reviewed = review(reviewer.page(), &house, GUIDE).await;
    reviewer.close().await;
    reviewed.context("the second person")?;
    release(page, &house, &mut technician, "With a question", 2).await?;

    let user = Session::open(page.browser(), page.place()).await?;
    let followed = follow(user.page(), page, &house).await;
    user.close().await;
    followed.context("the end user")?;
    tell(page, "kontor", begun, straight)
}

async fn over_django(page: &Page) -> Result<()> {
    django::play(page).await
}

/// Leaves the figures for `cargo xtask story`.
fn tell(page: &Page, app: &str, begun: Instant, actions: u32) -> Result<()> {
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "story over {app}: {seconds:.1} s; actions beyond the fix, straight from new guide to published: {actions}"
    );
    let told = json!({ "seconds": seconds, "actions": actions });
    std::fs::write(page.place().out().join(format!("story-{app}.json")), told.to_string())?;
    Ok(())
}

/// Languages, an environment where the app is, and a second person.
async fn furnish(page: &Page, house: &House, origin: &str, address: &str) -> Result<()> {
    let mut settings = house.ask(page, "GET", "/projects/crm/settings", Value::Null).await?;
    let environment = json!({ "name": "production", "origins": [origin], "start_url": address });
    *settings.pointer_mut("/environments").context("environments")? = json!([environment]);
    house.ask(page, "PUT", "/projects/crm/settings", settings).await?;
    house.invite_ben(page).await
}

/// The fix, shown once in the app.
async fn record(page: &Page, technician: &mut Technician<'_>) -> Result<()> {
    technician.needs(role("button", "Record")).await?;
    let own = page.driver().window().await?;
    technician.needs(css("dialog .primary")).await?;
    let app = other_window(page, &own).await?;
    page.until("document.querySelector('.strip.recording')").await?;
    page.driver().switch_to_window(app.clone()).await?;
    page.click(css("a.nav-link[href='?view=invoices']")).await?;
    page.click(role("link", containing("R-2026-")).first()).await?;
    page.click(role("button", "Print …")).await?;
    // As a person does by keyboard; drivers choose by events that no person has made.
    page.find(role("combobox", "Paper tray")).await?.script("arguments[0].focus()", Vec::new()).await?;
    page.type_text("Tray 2 – letterhead A4").await?;
    page.press("Tab").await?;
    page.click(role("button", "Print")).await?;
    technician.picture("in-the-app").await?;
    page.press("Alt+Shift+f").await?;
    technician.needed += 1;
    page.driver().switch_to_window(own).await?;
    page.find(css(".strip .primary")).await?;
    technician.picture("what-was-recorded").await?;
    technician.needs(css(".strip .primary")).await?;
    page.until("document.querySelectorAll('.step-row').length === 6").await
}

async fn saved(page: &Page) -> Result<()> {
    page.until("document.querySelector('.saving')?.textContent === 'Saved'").await
}

/// Sends to review, approves and publishes, all by the same person: the project does not want two.
async fn publish(
    page: &Page,
    house: &House,
    technician: &mut Technician<'_>,
    note: &str,
    version: u32,
) -> Result<()> {
    send(page, technician, note).await?;
    page.goto(&house.url(&format!("/p/crm/guides/{}/versions", technician.guide))).await?;
    technician.needs(role("button", "Approve")).await?;
    page.find(text(containing("Approved by"))).await?;
    release(page, house, technician, note, version).await
}

async fn send(page: &Page, technician: &mut Technician<'_>, note: &str) -> Result<()> {
    technician.needs(role("button", "Send to review")).await?;
    page.fill(role("textbox", "What has changed?"), note).await?;
    technician.needs(css("dialog .primary")).await?;
    page.find(text(containing("as version"))).await.map(|_| ())
}

async fn release(
    page: &Page,
    house: &House,
    technician: &mut Technician<'_>,
    note: &str,
    number: u32,
) -> Result<()> {
    page.goto(&house.url("/p/crm/releases")).await?;
    page.fill(role("textbox", "What is new?"), note).await?;
    technician.needs(role("button", "Publish")).await?;
    page.find(text(containing(format!("Published as release {number}").as_str()))).await.map(|_| ())
}

/// The fourth step asks, and who answers no is handed over.
async fn branch(page: &Page) -> Result<()> {
    page.click(css(".step-list li:nth-child(4) .step-row, .step-row:nth-child(4)")).await?;
    page.click(css(".form-head .menu > button")).await?;
    page.click(role("menuitem", "Turn into a question")).await?;
    page.find(role("heading", containing("Question"))).await?;
    saved(page).await
}

/// What recording could not say in German, by hand: by the English beside it.
const GERMAN: [(&str, &str); 3] =
    [("Letterhead missing", "Der Briefkopf fehlt"), ("Yes", "Ja"), ("No", "Nein")];

/// How many are left.
const MISSING: &str = "document.querySelectorAll('.text-cell.missing textarea[lang=de]').length";

/// Every text gets its German, side by side with the English; it is kept, and nothing is missing afterwards.
async fn translate(page: &Page, house: &House, guide: &str, german: &[(&str, &str)]) -> Result<()> {
    page.click(css("label[for=view-texts]")).await?;
    page.until("document.querySelector('[aria-busy=true]') === null").await?;
    let stored = house.stored(page, guide).await?;
    ensure!(stored.pointer("/guide/steps/3/kind") == Some(&json!("question")), "{stored}");
    let missing = "const cell = document.querySelector('.text-cell.missing:has(textarea[lang=de])');
        return cell && cell.closest('[role=row]').querySelector('textarea[lang=en]').value;";
    let mut translated = 0;
    while let Some(english) = page.script(missing, Vec::new()).await?.as_str().map(str::to_owned) {
        let german = german.iter().find(|(known, _)| *known == english).map(|(_, german)| *german);
        let german = german.with_context(|| format!("no German for “{english}”"))?;
        let before = page.script(&format!("return {MISSING}"), Vec::new()).await?;
        page.fill(css(".text-cell.missing textarea[lang=de]").first(), german).await?;
        translated += 1;
        page.until(&format!("{MISSING} < {before}")).await?;
    }
    ensure!(translated > 0, "nothing was left to translate");
    saved(page).await?;
    let stored = house.stored(page, guide).await?;
    let title = german.first().map(|(_, title)| json!(title));
    ensure!(stored.pointer("/guide/title/de") == title.as_ref(), "{stored}");
    Ok(())
}

/// As the user will see it, in the app.
async fn try_it(page: &Page) -> Result<()> {
    page.click(role("button", "Try")).await?;
    page.click(css("dialog .primary")).await?;
    // The app was left when other pages of the studio were open.
    page.click(role("button", "Open the application")).await?;
    page.until("document.querySelector('.news')?.textContent.includes('step_shown')").await?;
    let own = page.driver().window().await?;
    let app = other_window(page, &own).await?;
    page.driver().switch_to_window(app).await?;
    page.find(card().css("button").first()).await?;
    page.picture("story/08-tried-in-the-app").await?;
    // The card hears what is done in it.
    press(page, "End guide").await?;
    page.driver().switch_to_window(own).await?;
    page.until("document.querySelector('.news')?.textContent.includes('guide_abandoned')").await?;
    page.click(role("button", "Stop trying")).await
}

async fn review(page: &Page, house: &House, guide: &str) -> Result<()> {
    house.sign_ben_in(page, &format!("/p/crm/guides/{guide}/versions")).await?;
    page.click(role("button", "Approve").first()).await?;
    page.find(text(containing("Approved by Ben Osei"))).await?;
    page.allow("401");
    Ok(())
}

/// A Kontor that end users work in: the SDK from its own origin, the guides from the server's.
async fn users_app(user: &Page, technician: &Page, house: &House) -> Result<Server> {
    let settings = house.ask(technician, "GET", "/projects/crm/settings", Value::Null).await?;
    let known = |pointer: &str| settings.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let manifest = known("/environments/0/manifest").context("the manifest's address")?;
    let key = known("/environments/0/keys/0").context("a key")?;
    let tag = format!(
        "<script type=\"module\" src=\"/lotse/lotse.js\" data-manifest=\"{}{manifest}\" data-key=\"{key}\"></script>",
        house.origin
    );
    let page = kontor_page(user, &tag, &house.origin)?;
    let server = user.serve(Pages::examples(user.place()).reply("/kontor/", page)).await?;
    let mut settings = settings;
    if let Some(origins) = settings.pointer_mut("/environments/0/origins").and_then(Value::as_array_mut) {
        origins.push(json!(server.origin()));
    }
    house.ask(technician, "PUT", "/projects/crm/settings", settings).await?;
    Ok(server)
}

/// A fresh browser follows the newest guide to its end; after the roll-back it gets the old one.
async fn follow(user: &Page, technician: &Page, house: &House) -> Result<()> {
    let server = users_app(user, technician, house).await?;
    open(user, &server).await?;
    walk(user, true).await?;
    solved(user).await?;

    roll_back(technician, house).await?;
    technician.picture("story/21-rolled-back").await?;
    open(user, &server).await?;
    walk(user, false).await?;
    solved(user).await
}

async fn roll_back(technician: &Page, house: &House) -> Result<()> {
    technician.goto(&house.url("/p/crm/releases")).await?;
    technician.click(role("button", "Go back to this one").first()).await?;
    technician.fill(role("textbox", "Why?"), "The question confuses people").await?;
    technician.click(css("dialog .primary")).await?;
    technician.find(text(containing("Back to the content of release 1"))).await.map(|_| ())
}

async fn solved(user: &Page) -> Result<()> {
    user.until("heard.some((it) => it.kind === 'guide_ended' && it.outcome === 'solved')").await?;
    user.picture("story/20-followed").await?;
    press(user, "Close").await
}

async fn open(user: &Page, server: &Server) -> Result<()> {
    user.goto(&server.url("/kontor/?reset=1&lang=en")).await?;
    user.until("window.lotse && document.querySelector('#view[aria-busy=false], #view > *')").await?;
    listen(user).await?;
    user.script("lotse.start(arguments[0])", vec![GUIDE.into()]).await?;
    let shown = user.until("heard.some((it) => it.kind === 'step_shown')").await;
    if shown.is_err() {
        let heard = user.script("return JSON.stringify([told, heard])", Vec::new()).await?;
        return shown.with_context(|| heard.to_string());
    }
    Ok(())
}

/// Does what the cards say; where the question is, answers it.
async fn walk(user: &Page, has_question: bool) -> Result<()> {
    let shown = |number: usize| format!("heard.filter((it) => it.kind === 'step_shown').length >= {number}");
    user.until(&shown(1)).await?;
    user.click(css("a.nav-link[href='?view=invoices']")).await?;
    user.until(&shown(2)).await?;
    user.click(role("link", containing("R-2026-")).first()).await?;
    user.until(&shown(3)).await?;
    user.click(role("button", "Print …")).await?;
    user.until(&shown(4)).await?;
    user.choose(role("combobox", "Paper tray"), "Tray 2 – letterhead A4").await?;
    if has_question {
        let asked = user.now(&card().css("button")).await?;
        ensure!(asked.len() >= 2, "the question has its answers");
        press(user, "Yes").await?;
    }
    user.until(&shown(5)).await?;
    user.click(role("button", "Print")).await
}
