//! The panel over a real server: what technicians published is what it shows, and what it sends is what waits for the desk.

use std::sync::Arc;

use anyhow::{Context as _, Result, anyhow, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::Method;
use lotse_desk::testing::RequestTracker;
use lotse_desk::{Outgoing, Rules, SystemResolver};
use lotse_tests::find::{containing, role};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply, Server};
use lotse_tests::skip::Skip;
use serde_json::{Value, json};

use super::{is_sound, listen, press, read, says};
use crate::authoring::house::{House, guide};

const PROJECT: &str = "/projects/crm";
/// One grey dot.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x80\x80\x80\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// A problem that the guide `print` mends. Its questions of triage are the desk's.
fn problem() -> Value {
    json!({ "schema": 0, "problem": {
        "id": "no-print", "title": { "en": "Nothing is printed", "de": "Es wird nichts gedruckt" },
        "symptoms": [{ "en": "The printer is silent", "de": "Der Drucker bleibt stumm" }],
        "causes": [
            { "id": "settings", "title": { "en": "Its settings are wrong", "de": "Die Einstellungen sind falsch" }, "permille": 400 },
            { "id": "paper", "title": { "en": "There is no paper", "de": "Das Papier ist aus" }, "permille": 300 },
        ],
        "probes": [
            { "id": "display", "cost_s": 5, "by": { "kind": "visual", "title": { "en": "Which of these looks like your printer?", "de": "Welches Bild sieht aus wie Ihr Drucker?" } },
              "outcomes": [
                { "id": "dark", "label": { "en": "Dark", "de": "Dunkel" }, "picture": { "en": "![A dark display](/kontor/printer-dark.gif)", "de": "![Eine dunkle Anzeige](/kontor/printer-dark.gif)" } },
                { "id": "lit", "label": { "en": "Lit", "de": "Hell" }, "picture": { "en": "![A lit display](/kontor/printer-lit.gif)", "de": "![Eine helle Anzeige](/kontor/printer-lit.gif)" } } ],
              "given": [{ "cause": "settings", "permille": [20, 980] }, { "cause": "paper", "permille": [980, 20] }] },
            { "id": "sheet", "cost_s": 5, "by": { "kind": "practical", "title": { "en": "Print a test page. Did it come out?", "de": "Drucken Sie eine Testseite. Kam sie heraus?" } },
              "given": [{ "cause": "settings", "permille": [30, 970] }, { "cause": "paper", "permille": [970, 30] }] },
        ],
        "tree": [
            { "kind": "ask", "id": "n1", "probe": "display", "edges": [], "otherwise": "n2" },
            { "kind": "ask", "id": "n2", "probe": "sheet", "edges": [], "otherwise": "n3" },
            { "kind": "diagnose", "id": "n3" },
        ],
        "fixes": [{ "id": "print", "guide": "print", "cost_s": 60, "mends": [{ "cause": "settings", "permille": 900 }, { "cause": "paper", "permille": 200 }] }],
    } })
}

/// A connector that never gets rid of anything: cases wait in the queue.
fn webhook() -> Value {
    json!({
        "id": "first", "name": "Service desk", "kind": "webhook", "address": "https://desk.invalid/in",
        "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    })
}

/// How cases get into it.
pub fn tracker_connector(tracker: &RequestTracker) -> Value {
    json!({
        "id": "first", "name": "Request Tracker", "kind": "request_tracker", "address": tracker.origin,
        "queue": "General", "secret": tracker.token,
    })
}

/// Guide, problem and Kontor's desk, written by technicians and published.
pub async fn publish(page: &Page, house: &House, connector: Value) -> Result<()> {
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
    let picture = || Reply::new("image/gif", PICTURE);
    let pages = Pages::examples(page.place()).page("/kontor/with-help", &html.replace(here, &there));
    let pages =
        pages.reply("/kontor/printer-dark.gif", picture()).reply("/kontor/printer-lit.gif", picture());
    let server = page.serve(pages).await?;
    *settings.pointer_mut("/environments/0/origins").context("origins")? = json!([server.origin()]);
    house.ask(page, "PUT", &path, settings).await?;
    Ok(server)
}

/// Everything published, and Anna on the page in a language.
async fn visit(page: &Page, house: &House, connector: Value, language: &str) -> Result<Server> {
    publish(page, house, connector).await?;
    let server = serve(page, house).await?;
    page.goto(&server.url(&format!("/kontor/with-help?reset=1&lang={language}"))).await?;
    listen(page).await?;
    let who =
        "lotse.identify({ id: 'anna', attributes: { name: 'Anna Beispiel', mail: 'anna@kontor.example' } })";
    page.script(who, Vec::new()).await?;
    Ok(server)
}

/// Self-help is tried, does not help, and the case arrives in a real Request Tracker, whose number the user is told.
pub async fn selfservice_request_tracker(page: &Page) -> Result<()> {
    let Some(tracker) = RequestTracker::start()? else {
        return Err(Skip::because("request-tracker5 is not installed (cargo xtask setup)").into());
    };
    let house =
        House::furnished_with(page, |config| config.internal_desks.push(tracker.host.clone())).await?;
    let connector = tracker_connector(&tracker);
    let _server = visit(page, &house, connector, "de").await?;
    press(page, "Hilfe").await?;
    press(page, "Es wird nichts gedruckt").await?;
    press(page, "Ja").await?;
    press(page, "Nur ich").await?;
    says(page, "Welches Bild sieht aus wie Ihr Drucker?").await?;
    page.click(role("button", containing("Eine dunkle Anzeige"))).await?;
    says(page, "Kam sie heraus?").await?;
    press(page, "Nein").await?;
    says(page, "Das könnte helfen").await?;
    page.picture("selfservice/11 fix before request tracker").await?;
    press(page, "Ich brauche einen Menschen").await?;
    page.fill(role("textbox", "Was ist passiert?"), "Größe falsch, seit gestern.").await?;
    read(page).await?;
    press(page, "Senden").await?;
    says(page, "Angekommen").await?;
    let number = number_told(page).await?;
    page.picture("selfservice/12 number of request tracker").await?;
    let parts = [
        "Priorität",
        "Können Sie noch arbeiten?",
        "Ja",
        "Wie viele sind betroffen?",
        "Nur ich",
        "Welches Bild sieht aus wie Ihr Drucker?",
        "Dunkel",
        "Größe falsch",
    ];
    ticket(&tracker, &number, ("anna@kontor.example", "Es wird nichts gedruckt"), &parts).await
}

/// The number of the ticket, once the user is told.
pub async fn number_told(page: &Page) -> Result<String> {
    let told = "document.querySelector('lotse-help').shadowRoot.textContent.match(/Nummer (\\d+)/)";
    page.until_within(std::time::Duration::from_secs(60), told).await?;
    let number = page.script(&format!("return {told}[1]"), Vec::new()).await?;
    number.as_str().map(str::to_owned).context("a number")
}

/// What a technician of the desk reads there: from whom, this subject, and all of this in the text.
pub async fn ticket(
    tracker: &RequestTracker,
    number: &str,
    (from, subject): (&str, &str),
    parts: &[&str],
) -> Result<()> {
    let rules = Rules { internal: vec![tracker.host.clone()] };
    let outgoing = Outgoing::new(rules, Arc::new(SystemResolver)).map_err(|error| anyhow!("{error}"))?;
    let headers = [("authorization", format!("token {}", tracker.token))];
    let get = async |path: &str| {
        let address = format!("{}/REST/2.0/{path}", tracker.origin).parse()?;
        let answer = outgoing.send(Method::GET, &address, &headers, Vec::new()).await;
        Ok::<Value, anyhow::Error>(answer.map_err(|error| anyhow!("{path}: {error:?}"))?.json())
    };
    let stored = get(&format!("ticket/{number}")).await?;
    let titled = stored.get("Subject").and_then(Value::as_str).unwrap_or_default();
    ensure!(titled.contains(subject), "{stored}");
    ensure!(stored.pointer("/Requestor/0/id") == Some(&json!(from)), "{stored}");
    let attachments = get(&format!("ticket/{number}/attachments")).await?;
    let id = attachments.pointer("/items/0/id").and_then(Value::as_str).context("no attachment")?.to_owned();
    let content = get(&format!("attachment/{id}")).await?;
    let content = content.get("Content").and_then(Value::as_str).context("no content")?.replace('\n', "");
    let content = String::from_utf8(STANDARD.decode(content)?)?;
    for part in parts {
        ensure!(content.contains(part), "{part} is not in the ticket:\n{content}");
    }
    Ok(())
}

pub async fn a_case_reaches_the_real_desk(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    let _server = visit(page, &house, webhook(), "de").await?;
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

pub async fn pictures_and_trying_something(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    let _server = visit(page, &house, webhook(), "en").await?;
    press(page, "Help").await?;
    press(page, "Nothing is printed").await?;
    press(page, "Yes").await?;
    press(page, "Only me").await?;
    // The tree asks for a picture first; both are shown, each with words of its own.
    says(page, "Which of these looks like your printer?").await?;
    let shown = "[...document.querySelector('lotse-help').shadowRoot.querySelectorAll('.choice img')].filter((it) => it.naturalWidth > 0 && it.alt).length === 2";
    page.until(shown).await?;
    is_sound(page, "18 pictures").await?;
    page.click(role("button", containing("A dark display"))).await?;
    says(page, "Print a test page. Did it come out?").await?;
    is_sound(page, "19 trying").await?;
    press(page, "No").await?;
    says(page, "This may help").await?;
    press(page, "I need a person").await?;
    says(page, "This is sent as well").await?;
    read(page).await?;
    press(page, "Send").await?;
    says(page, "Received").await?;
    page.goto(&house.url("/")).await?;
    page.until("document.querySelector('main')").await?;
    let cases = house.ask(page, "GET", &format!("{PROJECT}/cases"), Value::Null).await?;
    let id = cases.pointer("/0/id").and_then(Value::as_str).context("a case")?.to_owned();
    let file = house.ask(page, "GET", &format!("{PROJECT}/cases/production/{id}"), Value::Null).await?;
    let path = file.pointer("/handover/path").and_then(Value::as_array).context("a path")?;
    let has = |kind: &str, result: &str| {
        path.iter()
            .any(|one| one.get("kind") == Some(&json!(kind)) && one.get("result") == Some(&json!(result)))
    };
    ensure!(has("visual", "Dark") && has("practical", "No"), "{file}");
    Ok(())
}
