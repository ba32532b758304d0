//! Targets that have little besides their record: a tag, a place in a row and a path, as a `span` has in which an app shows a value.

use anyhow::{Result, ensure};
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::page::Page;
use serde_json::{Value, json};

use super::{PATIENCE, begin};

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(ALL, the_first_of_many_is_not_taken_for_the_rest).within(120),
    case!(ALL, a_page_without_it_has_nothing_like_it).within(120),
    case!(ALL, what_is_first_there_is_looked_at_again).within(120),
    case!(ALL, a_ring_stays_where_words_count_for_nothing).within(120),
];

/// As many spans as get a closer look: these of the menu and the head line's two.
const MENU: usize = 11;
const HEADER: &str = "<header><button type=\"button\"><span class=\"content\"><span class=\"icon\"><i data-icon=\"arrow_back\">‹</i></span></span></button></header>";

fn field(name: &str, value: &str, class: &str) -> String {
    format!(
        "<div class=\"field\"><span class=\"field-name\">{name}</span> \
         <div class=\"{class}\"><span class=\"aligner\"></span><span>{value}</span></div></div>"
    )
}

fn form() -> String {
    [
        field("Supplier", "Network Partners", "input wanted"),
        field("Buyer", "Kim Berg", "input"),
        field("Office", "Town hall", "input"),
    ]
    .concat()
}

/// An app with this in its head and this in its main part.
fn app(header: &str, main: &str) -> String {
    let entry = |at| {
        format!(
            "<a href=\"/a/{at}\"><span class=\"content\"><span class=\"icon\"><i data-icon=\"list\">≡</i></span></span></a>"
        )
    };
    let menu: String = (0..MENU).map(entry).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Requests</title><style>main {{ columns: 5 }}</style></head><body><div id=\"app\">\
         <aside id=\"navigation\">{menu}</aside><div id=\"main-content\">{header}<main>{main}</main></div></div></body></html>"
    )
}

fn evidence(record: &str) -> Value {
    json!([
        { "kind": "tag", "tag": "span" },
        { "kind": "position", "index": 2, "of": 2 },
        { "kind": "ancestry", "path": "main < #main-content < #app" },
        { "kind": "linkage", "record": record },
    ])
}

/// Whether the ring is around what a selector finds.
fn ring_around(selector: &str) -> String {
    format!(
        "(() => {{ const wanted = document.querySelector('{selector}').getBoundingClientRect(); \
         const rings = [...document.querySelector('lotse-stage')?.shadowRoot.querySelectorAll('.hole.ring') ?? []]; \
         const box = rings.find((it) => it.matches(':popover-open'))?.getBoundingClientRect(); \
         return box && box.left <= wanted.left && box.right >= wanted.right && box.top <= wanted.top && box.bottom >= wanted.bottom; }})()"
    )
}

const WANTED: &str = ".wanted > :last-child";

async fn put_form(page: &Page) -> Result<()> {
    page.script("document.querySelector('main').innerHTML = arguments[0]", vec![form().into()])
        .await
        .map(|_| ())
}

async fn is_nothing_found(page: &Page) -> Result<()> {
    let taken = "return heard.some((it) => it.kind === 'target_retraced' || it.kind === 'step_shown' && it.choice >= 0)";
    ensure!(page.script(taken, Vec::new()).await? == Value::Bool(false), "something else was taken for it");
    Ok(())
}

/// Only some of those that look the same at first get a closer look: a match among these says nothing of the others.
async fn the_first_of_many_is_not_taken_for_the_rest(page: &Page) -> Result<()> {
    let whole = app(HEADER, &form());
    let _server = begin(page, &whole, &whole, evidence).await?;
    page.until_within(PATIENCE, &ring_around(WANTED)).await?;
    // The same where more look the same than get one in any case.
    let many: String =
        (0..30).map(|at| field(&format!("Field {at}"), &format!("Value {at}"), "input")).collect();
    let whole = app(HEADER, &[many, form()].concat());
    let _server = begin(page, &whole, &whole, evidence).await?;
    page.until_within(PATIENCE, &ring_around(WANTED)).await
}

/// A page that is still coming has only its frame: part of the path is that of the target, and nothing is pointed at.
async fn a_page_without_it_has_nothing_like_it(page: &Page) -> Result<()> {
    let _server = begin(page, &app(HEADER, &form()), &app(HEADER, ""), evidence).await?;
    page.until_within(PATIENCE, "heard.some((it) => it.kind === 'target_missing')").await?;
    is_nothing_found(page).await?;
    put_form(page).await?;
    page.until_within(PATIENCE, &ring_around(WANTED)).await
}

/// What is the only one of its kind in its place may be so because the others have not come yet.
async fn what_is_first_there_is_looked_at_again(page: &Page) -> Result<()> {
    let first = "<div><span class=\"field-name\">Supplier</span></div>";
    let _server = begin(page, &app("", &form()), &app("", first), evidence).await?;
    page.until_within(PATIENCE, "heard.some((it) => it.kind === 'step_shown')").await?;
    put_form(page).await?;
    page.until_within(PATIENCE, &ring_around(WANTED)).await
}

/// A control that says nothing is found by its record; a counter that comes into it does not make it another.
async fn a_ring_stays_where_words_count_for_nothing(page: &Page) -> Result<()> {
    let silent = |more: &str| {
        format!(
            "<div class=\"wanted\">{more}<button type=\"button\" class=\"action\"><i data-icon=\"inbox\"></i></button></div>{}",
            form().replace(" wanted", "")
        )
    };
    let buttons = |record: &str| {
        json!([
            { "kind": "role", "role": "button" },
            { "kind": "attribute", "name": "name", "value": "inbox" },
            { "kind": "linkage", "record": record },
        ])
    };
    let style = "<style>.action { width: 60px; height: 40px }</style>";
    let _server = begin(page, &app(HEADER, &silent(style)), &app(HEADER, &silent(style)), buttons).await?;
    page.until_within(PATIENCE, "heard.some((it) => it.kind === 'target_retraced')").await?;
    page.until_within(PATIENCE, &ring_around(WANTED)).await?;
    let change = "const done = arguments[0]; const from = performance.now(); let lost = 0; \
         document.querySelector('.action').insertAdjacentText('beforeend', '3'); \
         const rings = () => [...document.querySelector('lotse-stage').shadowRoot.querySelectorAll('.hole.ring')]; \
         const look = () => { lost += !rings().some((it) => it.matches(':popover-open')); \
           if (performance.now() - from > 900) done(lost); else requestAnimationFrame(look); }; look();";
    let lost = page.script_async(change, Vec::new()).await?;
    ensure!(lost == json!(0), "the ring was away for {lost} frames");
    Ok(())
}
