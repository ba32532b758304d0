//! The panel over a real server: what technicians published is what it shows, and what it sends is what waits for the desk.

use anyhow::{Context as _, Result, ensure};
use lotse_tests::find::role;
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Server};
use serde_json::{Value, json};

use super::{listen, press, read, says};
use crate::authoring::house::{House, guide};

const PROJECT: &str = "/projects/crm";

/// A problem that the guide `print` mends. Its questions of triage are the desk's.
fn problem() -> Value {
    json!({ "schema": 0, "problem": {
        "id": "no-print", "title": { "en": "Nothing is printed", "de": "Es wird nichts gedruckt" },
        "symptoms": [{ "en": "The printer is silent", "de": "Der Drucker bleibt stumm" }],
        "causes": [{ "id": "settings", "title": { "en": "Its settings are wrong", "de": "Die Einstellungen sind falsch" }, "permille": 700 }],
        "fixes": [{ "id": "print", "guide": "print", "cost_s": 60, "mends": [{ "cause": "settings", "permille": 900 }] }],
    } })
}

/// Guide, problem and Kontor's desk, written by technicians and published.
async fn publish(page: &Page, house: &House) -> Result<()> {
    house.put_guide(page, &guide()).await?;
    let ask = json!({ "note": "first", "revision": 1 });
    house.ask(page, "POST", &format!("{PROJECT}/guides/print/review"), ask).await?;
    let verdict = json!({ "approves": true, "note": "" });
    house.ask(page, "POST", &format!("{PROJECT}/guides/print/versions/1/verdict"), verdict).await?;
    let save = json!({ "source": problem().to_string(), "revision": 0 });
    house.ask(page, "PUT", &format!("{PROJECT}/problems/no-print"), save).await?;
    let file = std::fs::read_to_string(page.place().examples().join("kontor/guides/desk.json"))?;
    let mut document: Value = serde_json::from_str(&file)?;
    // They are about Kontor's own problems.
    *document.pointer_mut("/desk/notices").context("notices")? = json!([]);
    let connector = json!({
        "id": "first", "name": "Service desk", "kind": "webhook", "address": "https://desk.invalid/in",
        "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    });
    let desk = json!({ "takes_cases": true, "connectors": [connector], "desk": document, "revision": 0 });
    house.ask(page, "PUT", &format!("{PROJECT}/desk"), desk).await?;
    let release = json!({ "guides": { "print": 1 }, "note": "with help", "after": 0, "at_ms": null });
    let path = format!("{PROJECT}/environments/production");
    let checklist = house.ask(page, "GET", &format!("{path}/checklist"), Value::Null).await?;
    ensure!(checklist.get("held_back") == Some(&json!([])), "{checklist}");
    house.ask(page, "POST", &format!("{path}/releases"), release).await.map(|_| ())
}

/// Kontor with this server's guides, help and desk, at an origin that its settings name.
async fn serve(page: &Page, house: &House) -> Result<Server> {
    let path = format!("{PROJECT}/settings");
    let mut settings = house.ask(page, "GET", &path, Value::Null).await?;
    let text = |pointer: &str| settings.pointer(pointer).and_then(Value::as_str).context(pointer.to_owned());
    let (key, manifest) = (text("/environments/0/keys/0")?, text("/environments/0/manifest")?);
    let (here, there) = (
        "data-manifest=\"/kontor-guides/manifest.json\"",
        format!(
            "data-launcher=\"bottom-right\" data-desk=\"{origin}/d/crm/production\" data-key=\"{key}\" data-manifest=\"{origin}{manifest}\"",
            origin = house.origin
        ),
    );
    let html = std::fs::read_to_string(page.place().examples().join("kontor/index.html"))?;
    ensure!(html.contains(here), "the example embeds Lotse otherwise now");
    let pages = Pages::examples(page.place()).page("/kontor/with-help", &html.replace(here, &there));
    let server = page.serve(pages).await?;
    *settings.pointer_mut("/environments/0/origins").context("origins")? = json!([server.origin()]);
    house.ask(page, "PUT", &path, settings).await?;
    Ok(server)
}

pub async fn a_case_reaches_the_real_desk(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    publish(page, &house).await?;
    let server = serve(page, &house).await?;
    page.goto(&server.url("/kontor/with-help?reset=1&lang=de")).await?;
    listen(page).await?;
    let who =
        "lotse.identify({ id: 'anna', attributes: { name: 'Anna Beispiel', mail: 'anna@kontor.example' } })";
    page.script(who, Vec::new()).await?;
    press(page, "Hilfe").await?;
    press(page, "Es wird nichts gedruckt").await?;
    press(page, "Nein").await?;
    press(page, "Alle").await?;
    says(page, "Priorität 1").await?;
    page.fill(role("textbox", "Was ist passiert?"), "Seit heute früh druckt nichts.").await?;
    read(page).await?;
    press(page, "Senden").await?;
    says(page, "Angekommen").await?;
    page.picture("selfservice/real desk").await?;

    page.goto(&house.url("/")).await?;
    page.until("document.querySelector('main')").await?;
    let cases = house.ask(page, "GET", &format!("{PROJECT}/cases"), Value::Null).await?;
    let at = |pointer: &str| cases.pointer(pointer).cloned().unwrap_or_default();
    ensure!(cases.as_array().is_some_and(|all| all.len() == 1) && at("/0/priority") == "p1", "{cases}");
    ensure!(
        at("/0/deliveries/0/connector") == "first" && at("/0/deliveries/0/state") == "waiting",
        "{cases}"
    );
    let path = format!("{PROJECT}/cases/production/{}", at("/0/id").as_str().context("the case has no id")?);
    let file = house.ask(page, "GET", &path, Value::Null).await?;
    let at = |pointer: &str| file.pointer(pointer).cloned().unwrap_or_default();
    let asked = [
        ("/handover/path/0", "Können Sie noch arbeiten?", "Nein"),
        ("/handover/path/1", "Wie viele sind betroffen?", "Alle"),
    ];
    for (place, question, answer) in asked {
        let step = at(place);
        ensure!(
            step.get("asked") == Some(&json!(question)) && step.get("result") == Some(&json!(answer)),
            "{file}"
        );
    }
    ensure!(at("/handover/priority/level") == "p1" && at("/handover/who/name") == "Anna Beispiel", "{file}");
    ensure!(at("/handover/text") == "Seit heute früh druckt nichts.", "{file}");
    Ok(())
}
