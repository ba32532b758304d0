//! The same stories in an application that knows nothing of Lotse: Django's admin behind `lotse try`, where every press of a link
//! is another page.

use anyhow::{Context as _, Result, ensure};
use lotse_cli::proxy::Guides;
use lotse_desk::testing::RequestTracker;
use lotse_tests::find::{containing, css, role};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Server};
use lotse_tests::skip::Skip;
use serde_json::{Value, json};

use super::desk::Desk;
use super::real::{number_told, publish, ticket, tracker_connector};
use super::{guide_done, is_sound, press, read, says};
use crate::authoring::house::House;
use crate::bundles::{lotse, text};
use crate::django::{Around, Desk as App};
use crate::follow::{listen, press as press_in_card, step};

/// What users see of the problem that the example brings along.
const PROBLEM: &str = "Von meinen Tickets erfahre ich nichts";

/// A desk of its own that takes cases, which can be looked at.
async fn desk(page: &Page) -> Result<(Server, Desk)> {
    let desk = Desk::default();
    let own = desk.clone();
    let pages = Pages::default().service("/desk/", move |method, path, body| own.answer(method, path, body));
    Ok((page.serve(pages).await?, desk))
}

/// Ben at the start page, in German, with help at hand. On every page he is known anew, as an application would say it.
async fn open(page: &Page, name: &str, desk: &str) -> Result<App> {
    let app = App::open_with(page, name, Around { desk: Some(desk), ..Around::own(page) }).await?;
    app.sign_in(page, "ben", "de").await?;
    arrived(page, "/admin/").await?;
    press(page, "Hilfe").await?;
    Ok(app)
}

/// At this path, or below it: the application says who is there, as it would on each of its pages.
async fn arrived(page: &Page, path: &str) -> Result<()> {
    page.until(&format!("location.pathname.startsWith('{path}') && window.lotse")).await?;
    listen(page).await?;
    let who = "lotse.identify({ id: 'ben', attributes: { name: 'Ben Aydin', mail: 'ben.aydin@lindenau.example' } })";
    page.script(who, Vec::new()).await.map(|_| ())
}

/// From the problem to the first fix: two checks run by themselves, one question is asked.
async fn diagnose(page: &Page) -> Result<()> {
    press(page, "Ja").await?;
    press(page, "Nur ich").await?;
    says(page, "Steht das Ticket bei Ihnen?").await?;
    says(page, "Gefragt, weil").await
}

pub async fn selfservice_django_solved(page: &Page) -> Result<()> {
    let (server, _) = desk(page).await?;
    let _app = open(page, "help-solved", &server.url("/desk")).await?;
    page.fill(role("combobox", "Was klappt nicht?"), "benachichtigung").await?;
    page.find(role("option", containing(PROBLEM))).await?;
    is_sound(page, "20 django search").await?;
    page.click(role("option", containing(PROBLEM))).await?;
    diagnose(page).await?;
    is_sound(page, "21 django question").await?;
    press(page, "Nein, es läuft nicht auf mich").await?;
    says(page, "Das könnte helfen").await?;
    press(page, "Anleitung beginnen").await?;
    guide_done(page, "hand-over-ticket").await?;
    says(page, "Hat das geholfen?").await?;
    press(page, "Nein, noch nicht").await?;
    says(page, "Das könnte helfen").await?;
    is_sound(page, "22 django next fix").await?;
    press(page, "Anleitung beginnen").await?;
    renew_address(page).await?;
    says(page, "Hat das geholfen?").await?;
    press(page, "Ja, gelöst").await?;
    says(page, "Wenn das Problem wiederkommt").await?;
    is_sound(page, "23 django solved").await
}

/// The guide of the second fix, over the pages that it leads through.
async fn renew_address(page: &Page) -> Result<()> {
    step(page, "Öffnen Sie die Benachrichtigungen").await?;
    page.click(css("#content-main a[href='/admin/servicedesk/notificationsettings/']").first()).await?;
    arrived(page, "/admin/servicedesk/notificationsettings/").await?;
    step(page, "Wählen Sie sich selbst").await?;
    page.click(role("link", containing("Ben Aydin")).first()).await?;
    arrived(page, "/admin/servicedesk/notificationsettings/2/change/").await?;
    step(page, "Tragen Sie Ihre heutige Adresse ein").await?;
    page.fill(css("#id_email"), "ben.aydin@lindenau.example").await?;
    press_in_card(page, "Weiter").await?;
    step(page, "Von Ihren Tickets erfahren").await?;
    page.click(css("#id_on_assignment")).await?;
    step(page, "Auf Wunsch eine Übersicht").await?;
    press_in_card(page, "Weiter").await?;
    step(page, "Sichern Sie").await?;
    page.click(css("input[name=_save]")).await?;
    page.until("!location.pathname.includes('/change/')").await?;
    arrived(page, "/admin/servicedesk/notificationsettings/").await?;
    step(page, "Nachrichten erreichen Sie wieder").await?;
    press_in_card(page, "Schließen").await
}

pub async fn selfservice_django_urgent(page: &Page) -> Result<()> {
    let (server, desk) = desk(page).await?;
    let app = open(page, "help-urgent", &server.url("/desk")).await?;
    press(page, PROBLEM).await?;
    press(page, "Nein").await?;
    press(page, "Alle").await?;
    for said in
        ["zu dringend für Selbsthilfe", "Priorität 1", "Zugesagt: Antwort bis", "Anrufen: +49 30 901830"]
    {
        says(page, said).await?;
    }
    is_sound(page, "24 django urgent").await?;
    page.fill(role("textbox", "Was ist passiert?"), "Niemand bekommt mehr Nachrichten.").await?;
    read(page).await?;
    press(page, "Senden").await?;
    says(page, "Nummer 4711").await?;
    let cases = desk.cases();
    let case = cases.first().context("no case has arrived")?;
    ensure!(case.priority.as_ref().is_some_and(|it| it.level.number() == 1), "{case:?}");
    ensure!(case.page.as_ref().is_some_and(|it| it.address == format!("{}/admin/", app.origin)), "{case:?}");
    Ok(())
}

pub async fn selfservice_django_offline(page: &Page) -> Result<()> {
    page.allow("/__lotse/desk/");
    page.allow("503");
    let (server, desk) = desk(page).await?;
    desk.set_away(true);
    let app = open(page, "help-offline", &server.url("/desk")).await?;
    press(page, "Ich brauche einen Menschen").await?;
    page.fill(role("textbox", "Was ist passiert?"), "Die Liste bleibt leer.").await?;
    read(page).await?;
    press(page, "Senden").await?;
    says(page, "wird von selbst gesendet").await?;
    is_sound(page, "25 django kept").await?;
    page.goto(&format!("{}/admin/servicedesk/ticket/", app.origin)).await?;
    arrived(page, "/admin/servicedesk/ticket/").await?;
    page.find(role("button", containing("noch nicht gesendet"))).await?;
    desk.set_away(false);
    page.click(role("button", containing("noch nicht gesendet"))).await?;
    says(page, "Die Liste bleibt leer.").await?;
    let told = "document.querySelector('lotse-help').shadowRoot.textContent.includes('4711')";
    page.until_within(std::time::Duration::from_secs(30), told).await?;
    let cases = desk.cases();
    ensure!(
        cases.len() == 1 && cases.iter().all(|it| it.text.as_deref() == Some("Die Liste bleibt leer.")),
        "{cases:?}"
    );
    Ok(())
}

/// The example's guides and problem, compiled for this project of a server.
fn as_project(page: &Page, project: &str) -> Result<Guides> {
    let place = page.place();
    let folder = place.out().join("django-tests/guides-of-a-server");
    let source = folder.join("source");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    std::fs::create_dir_all(&source)?;
    for file in std::fs::read_dir(place.examples().join("django-admin/guides"))? {
        let file = file?;
        let guide = std::fs::read_to_string(file.path())?;
        let guide = guide.replace("\"service-desk\"", &format!("\"{project}\""));
        std::fs::write(source.join(file.file_name()), guide.replace("\"demo\"", "\"production\""))?;
    }
    let out = folder.join("compiled");
    lotse(&["compile", "--quiet", "--out", text(&out)?, text(&source)?])?;
    Ok(Guides::Folder(out))
}

/// Self-help is tried, does not help, and the case arrives in a real Request Tracker through a real server.
pub async fn selfservice_django_request_tracker(page: &Page) -> Result<()> {
    let Some(tracker) = RequestTracker::start()? else {
        return Err(Skip::because("request-tracker5 is not installed (cargo xtask setup)").into());
    };
    let house =
        House::furnished_with(page, |config| config.internal_desks.push(tracker.host.clone())).await?;
    publish(page, &house, tracker_connector(&tracker)).await?;
    let mut settings = house.ask(page, "GET", "/projects/crm/settings", Value::Null).await?;
    let taken = format!("{}/d/crm/production", house.origin);
    let guides = Around::with(as_project(page, "crm")?);
    let app = App::open_with(page, "help-tracker", Around { desk: Some(&taken), ..guides }).await?;
    *settings.pointer_mut("/environments/0/origins").context("origins")? = json!([app.origin]);
    house.ask(page, "PUT", "/projects/crm/settings", settings).await?;
    app.sign_in(page, "ben", "de").await?;
    arrived(page, "/admin/").await?;
    press(page, "Hilfe").await?;
    press(page, PROBLEM).await?;
    diagnose(page).await?;
    press(page, "Ja, aber es kam keine Nachricht").await?;
    says(page, "Das könnte helfen").await?;
    press(page, "Ich brauche einen Menschen").await?;
    page.fill(role("textbox", "Was ist passiert?"), "Die Größe des Postfachs reicht nicht.").await?;
    read(page).await?;
    press(page, "Senden").await?;
    says(page, "Angekommen").await?;
    let number = number_told(page).await?;
    page.picture("selfservice/26 django number of request tracker").await?;
    let parts = [
        "Priorität",
        "Können Sie noch arbeiten?",
        "Nur ich",
        "Steht das Ticket bei Ihnen?",
        "Ja, aber es kam keine Nachricht",
        "Die Größe des Postfachs",
    ];
    ticket(&tracker, &number, ("ben.aydin@lindenau.example", PROBLEM), &parts).await
}
