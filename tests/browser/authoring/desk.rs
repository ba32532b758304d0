//! The service desk in the studio: set up by hand, refused where it could not go live, and the cases that reach it.

use anyhow::{Context, Result, ensure};
use lotse_tests::find::{containing, css, role, text};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply};
use serde_json::{Value, json};

use super::house::{House, guide, prefer};
use super::problems;

const DESK: &str = "/projects/crm/desk";
const ORIGIN: &str = "https://crm.example";

/// A way to nowhere, with a secret.
fn connector(id: &str, name: &str, is_next_level: bool) -> Value {
    json!({ "id": id, "name": name, "kind": "webhook", "address": "https://desk.invalid/in",
        "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "is_next_level": is_next_level })
}

/// Kontor's desk with an outage of the project's problem, and two connections.
pub async fn put(page: &Page, house: &House) -> Result<()> {
    let file = std::fs::read_to_string(page.place().root().join("examples/kontor/guides/desk.json"))?;
    let mut document: Value = serde_json::from_str(&file)?;
    *document.pointer_mut("/desk/notices/0/problems").context("a notice")? = json!(["nothing-printed"]);
    let connectors = [connector("first", "First level", false), connector("second", "Second level", true)];
    let desk = json!({ "takes_cases": true, "connectors": connectors, "desk": document, "revision": 0 });
    house.ask(page, "PUT", DESK, desk).await.map(|_| ())
}

/// A case as the help panel sends it.
fn case(number: u32) -> Value {
    json!({
        "schema": 0, "id": format!("{number:032x}"), "key": "fedcba9876543210fedcba9876543210", "project": "crm",
        "language": "en", "who": { "name": "Berta Beispiel", "mail": "berta@example.org", "place": "Room 14" },
        "problem": { "id": "nothing-printed", "title": "Nothing comes out of the printer" },
        "priority": { "level": "p2", "impact": "medium", "urgency": "high", "reasons": ["Several people are affected."], "promised": "today until 2:30 pm" },
        "path": [
            { "kind": "triage", "asked": "Can you still work?", "result": "No", "at_ms": 1_795_683_600_000_i64 },
            { "kind": "check", "asked": "Network", "result": "there", "at_ms": 1_795_683_600_100_i64 },
            { "kind": "fix", "asked": "Print an invoice", "result": "not solved", "at_ms": 1_795_683_640_000_i64 },
        ],
        "guide": { "id": "print", "title": "Print an invoice", "version": "3", "step": "two" },
        "page": { "address": "https://crm.example/orders" }, "browser": "Firefox 153", "platform": "Windows",
        "facts": { "branch": "North" }, "text": "Since this morning.", "sent_ms": 1_795_683_650_000_i64,
        "wireframe": { "width": 1280, "height": 800, "boxes": [
            { "x": 0, "y": 0, "width": 1280, "height": 64 }, { "x": 24, "y": 96, "width": 240, "height": 640 },
            { "x": 1080, "y": 110, "width": 160, "height": 44, "label": "Print" } ] },
    })
}

/// Hands a case over as a page of the host app does.
pub async fn hand_over(page: &Page, house: &House, number: u32) -> Result<()> {
    let mut settings = house.ask(page, "GET", "/projects/crm/settings", Value::Null).await?;
    *settings.pointer_mut("/environments/0/origins").context("origins")? = json!([ORIGIN, house.origin]);
    house.ask(page, "PUT", "/projects/crm/settings", settings).await?;
    let script = "const [body, id, done] = arguments;
        fetch('/d/crm/production/cases', { method: 'POST', body, headers: { 'content-type': 'application/json', 'idempotency-key': id } })
          .then((answer) => done(answer.status), (error) => done(String(error)))";
    let case = case(number);
    let id = case.get("id").cloned().context("an id")?;
    let status = page.script_async(script, vec![case.to_string().into(), id]).await?;
    ensure!(status == 202, "{status}");
    Ok(())
}

pub async fn the_desk_is_set_up_and_refused_where_it_could_not_go_live(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    problems::put(page, &house).await?;
    page.goto(&house.url("/p/crm/desk")).await?;
    page.click(role("button", "Set it up")).await?;
    // What is usual stands there already, and could be saved as it is.
    page.find(text("Priority by impact and urgency")).await?;
    page.choose(css("select[aria-label='Impact Low, Urgency High']"), "P1").await?;
    // Less impact never makes a higher priority: said at the matrix, and mended by one key.
    page.find(css(".matrix + .fault")).await?;
    page.click(role("button", "Undo")).await?;
    page.until("document.querySelector('.matrix + .fault') === null").await?;
    page.click(css("label[for=self-help-from-p3]")).await?;
    page.click(css("label[for=part-hours]")).await?;
    // One of some four hundred time zones is found by typing.
    page.click(css("input[role=combobox][id$='time_zone']")).await?;
    page.type_text("new york").await?;
    page.until("document.querySelectorAll('.combobox [role=option]').length === 1").await?;
    page.press("Enter").await?;
    page.until("document.querySelector(\"input[id$='time_zone']\")?.value === 'America/New York'").await?;
    page.click(role("button", "Add way")).await?;
    page.fill(css("#l-desk-channels-1-address"), "call us").await?;
    page.until("document.querySelector('.field.faulty #l-desk-channels-1-address') !== null").await?;
    page.until("document.querySelector('.bar .primary')?.disabled === true").await?;
    page.picture(&format!("studio/desk-refused-{}", page.browser())).await?;
    page.fill(css("#l-desk-channels-1-address"), "+49 30 901820").await?;
    page.click(css("label[for=part-notices]")).await?;
    page.click(role("button", "Add outage")).await?;
    page.fill(css("#text-desk-notices-0-title-en"), "The print server is down").await?;
    // Drivers type into such a field what its parts, in the browser's language, make of the letters.
    let until = "const field = document.querySelector('#until_s-0'); field.value = '2027-01-31T18:00'; \
                 field.dispatchEvent(new InputEvent('input', { bubbles: true })); return Date.parse(field.value) / 1000";
    let until_s = page.script(until, vec![]).await?;
    page.click(css("label[for=part-synonyms]")).await?;
    page.click(role("button", "Add synonyms")).await?;
    page.fill(css("#f-desk-synonyms-0-words"), "printer; copier").await?;
    page.until("document.querySelector('.bar .primary:not(:disabled)')").await?;
    // Whoever follows a link before saving finds everything again.
    page.click(role("link", "Library")).await?;
    page.find(text(containing("Your changes wait there"))).await?;
    page.click(role("link", "Service desk")).await?;
    page.click(css("label[for=part-synonyms]")).await?;
    page.until("document.querySelector('#f-desk-synonyms-0-words')?.value.includes('copier')").await?;
    page.until("document.querySelector('.bar .primary:not(:disabled)')").await?;
    page.click(role("button", "Save")).await?;
    page.until("document.querySelector('.saving')?.textContent === 'Saved'").await?;
    let stored = house.ask(page, "GET", DESK, Value::Null).await?;
    for (pointer, wanted) in [
        ("/desk/desk/self_help_from", json!("p3")),
        ("/desk/desk/hours/time_zone", json!("America/New_York")),
        ("/desk/desk/channels/1/address", json!("+49 30 901820")),
        ("/desk/desk/notices/0/until_s", until_s),
        ("/desk/desk/notices/0/problems", json!(["nothing-printed"])),
        ("/desk/desk/synonyms/0/words", json!(["printer", "copier"])),
    ] {
        ensure!(stored.pointer(pointer) == Some(&wanted), "{pointer}: {stored}");
    }
    connections(page, &house).await
}

/// A connection is tried, its secret is kept and never shown; cases without a way are refused by the server.
async fn connections(page: &Page, house: &House) -> Result<()> {
    let receiver =
        page.serve(Pages::default().reply("/hook", Reply::new("application/json", "{}".to_owned()))).await?;
    page.click(css("label[for=part-connectors]")).await?;
    page.click(css("label[for=takes-cases]")).await?;
    page.click(role("button", "Save")).await?;
    page.find(text(containing("would have no way to the desk"))).await?;
    page.click(role("button", "Add connection")).await?;
    page.fill(css("#connector-0-name"), "First level").await?;
    page.fill(css("#connector-0-address"), &receiver.url("/hook")).await?;
    page.fill(css("#connector-0-secret"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").await?;
    // Inside is reached only where the configuration of the server names it; here it names nothing.
    page.click(role("button", "Try it")).await?;
    page.find(css(".tried.error")).await?;
    page.click(role("button", "Save")).await?;
    page.until("document.querySelector('.saving')?.textContent === 'Saved'").await?;
    page.until("document.querySelector('#connector-0-secret')?.value === ''").await?;
    let stored = house.ask(page, "GET", DESK, Value::Null).await?;
    ensure!(stored.pointer("/connectors/0/has_secret") == Some(&json!(true)), "{stored}");
    page.picture(&format!("studio/desk-connectors-{}", page.browser())).await?;
    page.allow("422");
    Ok(())
}

pub async fn cases_are_tried_again_handed_on_and_given_up(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    house.put_guide(page, &guide()).await?;
    problems::put(page, &house).await?;
    put(page, &house).await?;
    hand_over(page, &house, 1).await?;
    page.goto(&house.url("/p/crm/cases")).await?;
    // Nobody is there under that name, so it waits, and says why.
    for _ in 0..40 {
        page.click(role("button", "Reload")).await?;
        if page.script("return /Last error/.test(document.body.textContent)", vec![]).await? == true {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    page.find(text(containing("Last error"))).await?;
    page.picture(&format!("studio/cases-{}", page.browser())).await?;
    page.click(role("link", "Nothing comes out of the printer")).await?;
    for said in [
        "Can you still work?",
        "Since this morning.",
        "today until 2:30 pm",
        "Several people are affected.",
        "North",
        "Room 14",
    ] {
        page.find(text(containing(said)).first()).await.with_context(|| said.to_owned())?;
    }
    ensure!(page.script("return document.querySelectorAll('.sketch rect').length", vec![]).await? == 3);
    page.picture(&format!("studio/case-{}", page.browser())).await?;
    page.click(role("button", "Give up")).await?;
    page.click(css("dialog .danger")).await?;
    page.find(text("Given up")).await?;
    page.click(role("button", "Try again")).await?;
    page.find(text("Waiting")).await?;
    page.click(role("button", "Hand on")).await?;
    page.choose(css("#hand-on-to"), "Second level").await?;
    page.fill(css("#hand-on-note"), "Needs a driver").await?;
    page.click(css("dialog .primary")).await?;
    page.find(text(containing("Anna Krüger: Needs a driver"))).await?;
    let told = house.ask(page, "GET", "/projects/crm/cases", Value::Null).await?;
    ensure!(told.pointer("/0/deliveries/1/connector") == Some(&json!("second")), "{told}");
    // The guide opens at the step that was left.
    page.click(role("link", "Open the guide at this step")).await?;
    page.until("document.querySelector('[aria-current=step]')?.id === 'row-two'").await?;
    page.goto(&house.url("/p/crm/ledger")).await?;
    page.find(text("Handed on the case")).await.map(|_| ())
}
