//! Texts to translators and back, by the buttons; and the preview of a step whose page was recorded, for whoever is simulated.

use anyhow::{Context, Result, ensure};
use lotse_tests::find::{containing, css, role, text};
use lotse_tests::page::Page;
use serde_json::{Value, json};

use super::house::{House, guide, prefer};

/// Keeps the texts of files that are offered, instead of saving them.
const CATCH: &str = "window.offered = {}; const make = URL.createObjectURL; let last;
    URL.createObjectURL = (blob) => { last = blob; return make.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () { const name = this.download; last.text().then((text) => { offered[name] = text; }); };";

/// Chooses a file in the page's only field for files of translations.
const HAND_IN: &str = "const [name, text] = arguments; const files = new DataTransfer(); files.items.add(new File([text], name));
    const field = document.querySelector('input[type=file][accept*=xliff]'); field.files = files.files;
    field.dispatchEvent(new Event('change', { bubbles: true }));";

/// The text of the file whose name ends so, once it is there.
async fn offered(page: &Page, ending: &str) -> Result<String> {
    let name = format!("Object.keys(offered).find((name) => name.endsWith({}))", json!(ending));
    page.until(&name).await?;
    let found = page.script(&format!("return offered[{name}]"), vec![]).await?;
    found.as_str().map(str::to_owned).context("a text")
}

async fn hand_in(page: &Page, house: &House, name: &str, file: &str, german: &str) -> Result<()> {
    page.script(HAND_IN, vec![name.into(), file.into()]).await?;
    page.find(text(containing("read in."))).await?;
    house.holds(page, "print", "/guide/steps/0/title/de", json!(german)).await
}

pub async fn texts_go_to_translators_and_come_back(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    house.put_guide(page, &guide()).await?;
    house.open_guide(page, "print").await?;
    page.click(css("label[for=view-texts]")).await?;
    page.script(CATCH, vec![]).await?;
    page.click(role("button", "For translators")).await?;
    page.click(role("menuitem", "Export for Excel (CSV)")).await?;
    let table = offered(page, ".csv").await?;
    ensure!(table.contains("Do number 1") && table.contains("Nummer 1 tun"), "{table}");
    let mended = table.replace("Nummer 1 tun", "Schritt eins, von Hand");
    hand_in(page, &house, "back.csv", &mended, "Schritt eins, von Hand").await?;

    page.click(role("button", "For translators")).await?;
    page.click(role("menuitem", containing("(XLIFF)"))).await?;
    let file = offered(page, ".xlf").await?;
    ensure!(file.contains("Schritt eins, von Hand"), "{file}");
    let mended = file.replace("Schritt eins, von Hand", "Schritt eins, vom Büro");
    hand_in(page, &house, "back.xlf", &mended, "Schritt eins, vom Büro").await?;
    // What is no file of translations changes nothing, and says so.
    page.script(HAND_IN, vec!["back.csv".into(), "PK\u{3}\u{4} no table".into()]).await?;
    page.find(text("This file has no translations of this guide.")).await?;
    let stored = house.stored(page, "print").await?;
    ensure!(stored.pointer("/guide/steps/0/title/de") == Some(&json!("Schritt eins, vom Büro")), "{stored}");
    Ok(())
}

/// What is in the frame of the preview.
const FRAME: &str = "(document.querySelector('.preview iframe')?.contentDocument)";

pub async fn the_preview_stands_on_the_recorded_page(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    prefer(page, "en", "light").await?;
    let mut recorded: Value = serde_json::from_str(&guide())?;
    let step = recorded.pointer_mut("/guide/steps/0").and_then(Value::as_object_mut).context("a step")?;
    step.insert("surface".to_owned(), json!("tooltip"));
    let evidence =
        json!([{ "kind": "role", "role": "button" }, { "kind": "name", "is": { "en": "Print all" } }]);
    step.insert(
        "target".to_owned(),
        json!({ "evidence": evidence, "name": { "en": "Print all", "de": "Alles drucken" } }),
    );
    let condition =
        json!({ "kind": "attribute", "name": "role", "test": { "kind": "is", "any": ["clerk"] } });
    step.insert("skip_when".to_owned(), condition);
    let frame = json!({ "viewport": [900, 600], "area": [40, 300, 120, 32],
        "shapes": [[0, 0, 900, 60, "area"], [40, 120, 300, 20, "text"], [40, 160, 300, 32, "control"]] });
    recorded
        .as_object_mut()
        .context("a document")?
        .insert("$draft".to_owned(), json!({ "wireframes": { "one": frame } }));
    house.put_guide(page, &recorded.to_string()).await?;
    house.open_guide(page, "print").await?;

    let control = format!("{FRAME}?.querySelector('[data-lotse-preview]')");
    page.until(&format!("{control}?.textContent === 'Print all'")).await?;
    page.until(&format!(
        "{FRAME}.querySelectorAll('body > .area, body > .text, body > .control').length === 3"
    ))
    .await?;
    let at = page
        .script(&format!("const at = {control}.style; return [at.left, at.top, at.width]"), vec![])
        .await?;
    ensure!(at == json!(["40px", "300px", "120px"]), "where it was recorded: {at}");
    // The SDK itself points at it.
    let card = format!(
        "{FRAME}?.querySelector('lotse-stage')?.shadowRoot?.querySelector('strong')?.textContent === '1.'"
    );
    page.until(&card).await?;
    page.picture(&format!("studio/preview-{}", page.browser())).await?;

    page.click(role("button", "Control missing")).await?;
    page.until(&format!("{control} === null")).await?;
    page.click(role("button", "Control missing")).await?;
    page.until(&format!("{control} !== null")).await?;
    page.click(role("button", "Dark")).await?;
    page.until(&format!("{FRAME}?.documentElement.className === 'dark'")).await?;
    page.click(role("button", "320 px wide")).await?;
    page.until("document.querySelector('.preview .frame.narrow')").await?;
    // Conditions are told part by part, for whoever is simulated.
    page.until("document.querySelector('.trace li li.poor, .trace li li:not(.good)')").await?;
    page.click(css(".preview details summary")).await?;
    page.fill(css("#preview-facts"), "role=clerk").await?;
    page.until("document.querySelector('.trace li li.good')").await?;
    // Another system is another page.
    page.choose(css("#preview-platform"), "macOS").await?;
    page.until(&format!("{FRAME}?.defaultView?.navigator.platform === 'Macintosh'")).await?;
    page.until(&format!("{control}?.textContent === 'Print all'")).await
}
