//! Findings that a person has to mend: each has a button that leads to the field, by keyboard, in both languages.

use anyhow::{Context, Result, ensure};
use lotse_tests::accessibility::Part;
use lotse_tests::find::{any, css, role};
use lotse_tests::page::Page;
use serde_json::json;

use super::house::{House, prefer};

/// A guide with one fault in each of many fields.
fn faulty() -> String {
    let both = |text: &str| json!({ "en": text, "de": text });
    json!({ "schema": 0, "guide": {
        "id": "faulty", "title": both("Faulty"), "pages": ["a::b"], "start": "one",
        "audience": { "kind": "attribute", "name": "no name!", "test": { "kind": "present" } },
        "steps": [
            { "kind": "instruct", "id": "one", "surface": "modal", "title": both("One"),
              "target": { "name": both("Save"), "evidence": [{ "kind": "attribute", "name": "id", "value": "save" }] },
              "completion": [{ "kind": "click" }, { "kind": "key", "keys": "NoSuchKey" }],
              "actions": [{ "label": both("Go"), "action": { "kind": "navigate", "url": "javascript:x" } }],
              "skip_when": { "kind": "url", "is": [] }, "next": "ask" },
            { "kind": "question", "id": "ask", "title": both("Which?"), "answers": [
                { "id": "yes", "label": { "en": "" }, "next": "look" }, { "id": "no", "label": both("No"), "next": "end" }] },
            { "kind": "check", "id": "look", "condition": { "kind": "url", "is": ["/x"] }, "if_true": "end" },
            { "kind": "end", "id": "end", "outcome": "solved" }
        ] } })
    .to_string()
}

/// One that can be read, so that its texts are looked at, and the guides that it runs.
fn worded() -> String {
    let both = |text: &str| json!({ "en": text, "de": text });
    json!({ "schema": 0, "guide": {
        "id": "worded", "title": both("Worded"), "pages": ["/x"], "start": "one",
        "steps": [
            { "kind": "instruct", "id": "one", "surface": "modal", "title": { "en": "One" },
              "body": { "en": "<b>bold</b>", "de": "gut" }, "next": "called" },
            { "kind": "instruct", "id": "called", "title": both("Called"), "completion": [{ "kind": "click" }], "next": "other",
              "target": { "name": { "en": "Save" }, "evidence": [{ "kind": "role", "role": "button" }, { "kind": "attribute", "name": "id", "value": "save" }] } },
            { "kind": "sub_guide", "id": "other", "guide": "gone", "solved": "end", "stopped": "end" },
            { "kind": "end", "id": "end", "outcome": "solved" }
        ] } })
    .to_string()
}

/// A finding that a person mends.
struct Case {
    code: &'static str,
    step: usize,
    /// What its button says in English and German.
    says: [&'static str; 2],
    /// Id of what has the focus then.
    field: &'static str,
}

const fn case(code: &'static str, step: usize, says: [&'static str; 2], field: &'static str) -> Case {
    Case { code, step, says, field }
}

const IN_FAULTY: [Case; 8] = [
    case(
        "L135",
        0,
        ["Say when it is done", "Festlegen, wann er fertig ist"],
        "f-guide-steps-0-completion-1-keys",
    ),
    case("L130", 0, ["Change the buttons", "Schaltflächen ändern"], "f-guide-steps-0-actions-0-action-url"),
    case("L148", 0, ["Change the condition", "Bedingung ändern"], "f-guide-steps-0-skip_when-is"),
    // No app is linked: the dialog that links one comes first.
    case("L174", 0, ["Pick the control", "Bedienelement wählen"], ""),
    case(
        "L202",
        1,
        ["Write what it says", "Beschriftung schreiben"],
        "text-guide-steps-1-answers-0-label-en",
    ),
    case("L004", 2, ["Choose where it leads", "Wählen, wohin es geht"], "e-guide-steps-2-if_false"),
    case("L145", 3, ["Change the condition", "Bedingung ändern"], "f-guide-audience-name"),
    case("L153", 3, ["Name the pages", "Seiten nennen"], "f-guide-pages"),
];
const IN_WORDED: [Case; 4] = [
    case("L408", 0, ["Write the heading", "Überschrift schreiben"], "text-guide-steps-0-title-de"),
    case("L300", 0, ["Write the text", "Text schreiben"], "text-guide-steps-0-body-en"),
    case("L408", 1, ["Name the control", "Bedienelement benennen"], "text-guide-steps-1-target-name-de"),
    case("L405", 2, ["Choose the guide", "Anleitung wählen"], "e-guide-steps-2-guide"),
];

/// Gives the focus to the button of the finding with this code, and says what it is called.
const FOCUS: &str = "const item = [...document.querySelectorAll('.finding')].find((one) => one.querySelector('.row code')?.textContent === arguments[0]);
    const button = item?.querySelector('.row button:not(.as-link)'); button?.focus();
    return button && !button.disabled ? button.textContent.trim() : null;";

pub async fn what_a_person_has_to_mend_has_a_button_that_leads_there(page: &Page) -> Result<()> {
    let house = House::furnished(page).await?;
    house.put_guide(page, &faulty()).await?;
    house.put_guide(page, &worded()).await?;
    for (index, (language, scheme)) in [("en", "light"), ("de", "dark")].into_iter().enumerate() {
        prefer(page, language, scheme).await?;
        for (guide, cases) in [("faulty", &IN_FAULTY[..]), ("worded", &IN_WORDED[..])] {
            page.viewport(1440, 900).await?;
            house.open_written(page, guide).await?;
            every_finding_has_a_button(page).await?;
            let name = |width: u32| format!("leads/{guide}-{language}-{width}-{}", page.browser());
            page.picture(&name(1440)).await?;
            for case in cases {
                lead(page, case, index).await.with_context(|| format!("{} in {language}", case.code))?;
            }
            page.viewport(320, 720).await?;
            page.click(css("label[for=view-steps]")).await?;
            page.script("document.querySelector('.findings').scrollIntoView()", Vec::new()).await?;
            page.picture(&name(320)).await?;
            let violations = page.violations(Part::Everything).await?;
            ensure!(violations.is_empty(), "{violations:?}");
        }
    }
    Ok(())
}

/// Whatever is found at a step has a button that can be pressed.
async fn every_finding_has_a_button(page: &Page) -> Result<()> {
    page.until("document.querySelectorAll('.finding').length >= 3").await?;
    let without = "return [...document.querySelectorAll('.finding')].filter((one) => !one.querySelector('.row button:not(.as-link, :disabled)')).map((one) => one.textContent)";
    let without = page.script(without, Vec::new()).await?;
    ensure!(without == json!([]), "without a button: {without}");
    Ok(())
}

async fn lead(page: &Page, case: &Case, language: usize) -> Result<()> {
    let Case { code, step, says, field } = case;
    page.click(css("label[for=view-steps]")).await?;
    page.click(css(".step-row").nth(*step)).await?;
    page.until(&format!(
        "[...document.querySelectorAll('.finding .row code')].some((one) => one.textContent === '{code}')"
    ))
    .await?;
    let named = page.script(FOCUS, vec![(*code).into()]).await?;
    ensure!(says.get(language).is_some_and(|says| named == **says), "{named}");
    page.press("Enter").await?;
    if field.is_empty() {
        page.find(role("dialog", any())).await?;
        page.press("Escape").await?;
        return page.gone(role("dialog", any())).await;
    }
    let arrived = page.until(&format!("document.activeElement?.id === '{field}'")).await;
    let has = page.script("return document.activeElement?.outerHTML.slice(0, 300)", Vec::new()).await?;
    arrived.with_context(|| format!("{has} has the focus, not {field}"))?;
    let is_in_view = "(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.activeElement.getBoundingClientRect())";
    page.until(is_in_view).await
}
