//! What people entered and what stands in rows stays in the page: a hundred marked texts in it, none in what the picker says or keeps.

use anyhow::{Result, ensure};
use lotse_api::channel::{FromPicker, FromStudio};
use lotse_tests::browser::CHROMIUM_AND_FIREFOX;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::css;
use lotse_tests::page::Page;
use lotse_tests::server::Pages;

use crate::studio::{Studio, picker_tag};

/// Every test of this file.
pub const CASES: &[Case] =
    &[case!(CHROMIUM_AND_FIREFOX, picker_says_nothing_of_what_people_entered).within(150)];

/// What every marked text begins with.
const MARK: &str = "Canary";
/// How many there are at least.
const LEAST: usize = 100;
/// Rows of the table, each with four marked texts, and entries of the list.
const ROWS: usize = 16;
const ENTRIES: usize = 8;

/// A page full of marked texts; counts them.
#[derive(Default)]
struct Marked {
    count: usize,
}

impl Marked {
    fn next(&mut self) -> String {
        self.count += 1;
        format!("{MARK}{:03}", self.count)
    }

    fn page(&mut self, tag: &str) -> String {
        let [name, street] = [self.next(), self.next()];
        let mut html = format!(
            "<!doctype html><html lang=en><head><title>{} Holdings – Customers</title></head><body>\
             <nav><a href='/customers'>Customers</a> <a href='/?view=open'>Open</a></nav>\
             <p class=crumbs><a href='/customers'>Customers</a> / <a href='/customers/{}'>{street} Street</a></p>\
             <h1>Customer {}</h1>\
             <form aria-label='Edit {name} Ltd' onsubmit='return false'><fieldset><legend>Address</legend>\
             <label>Name <input id=name value='{name} Ltd'></label>\
             <label>Street <input id=street value='{street} Street' title='was {street} Street'></label>\
             <label>Note <textarea id=note>{} wants a call</textarea></label>\
             <label>Password <input id=password type=password value='{}'></label>\
             <label>Owner <select id=owner><option value=17>{} Huber<option value=18>Z{} Maier<option value=19 selected>{} Kunz</select></label>\
             <div id=rich contenteditable aria-label=Remark>{} was here</div>\
             <button id=save title='Save {name} Ltd'>Save</button></fieldset></form>",
            self.next(),
            self.next().to_lowercase(),
            self.next(),
            self.next(),
            self.next(),
            self.next(),
            self.next(),
            self.next(),
            self.next(),
        );
        html += "<table aria-label=Orders><thead><tr><th>Number<th>Customer<th>Do</tr></thead><tbody>";
        for _ in 0..ROWS {
            let [title, key, number, customer] = [self.next(), self.next(), self.next(), self.next()];
            html += &format!(
                "<tr title='{title}' data-customer='{}'><td><a href='/orders/{number}'>{number}</a><td>{customer} Inc\
                 <td><button aria-label='Delete {customer} Inc'>x</button> <button>Edit</button></tr>",
                key.to_lowercase()
            );
        }
        html += "</tbody></table><ul>";
        for _ in 0..ENTRIES {
            html += &format!("<li>{} called <button>Call back</button></li>", self.next());
        }
        let owed = self.next();
        html += &format!("</ul><p>Owed by <span id=owed>{owed} Brothers</span></p>");
        html += "<input id=find aria-label=Search type=search><output id=out></output>";
        let kept: Vec<String> = (0..12).map(|_| self.next()).collect();
        let kept = serde_json::to_string(&kept).unwrap_or_default();
        html += &format!(
            "<script>const kept = {kept}; kept.slice(0, 4).forEach((it, at) => {{ document.cookie = 'who' + at + '=' + it; }});\
             kept.slice(4, 8).forEach((it, at) => {{ localStorage['who' + at] = it; }});\
             kept.slice(8, 11).forEach((it, at) => {{ sessionStorage['who' + at] = it; }});\
             history.replaceState(null, '', '?q=' + kept[11] + '&view=open');</script>{tag}</body></html>"
        );
        html
    }
}

async fn picker_says_nothing_of_what_people_entered(page: &Page) -> Result<()> {
    let own = Studio::serve(page).await?;
    let tag = picker_tag(own.origin());
    let mut marked = Marked::default();
    let html = marked.page(&tag);
    let server = page.serve(Pages::examples(page.place()).page("/", &html)).await?;
    let studio = Studio::open(page, own, &server.url("/"), "en").await?;
    page.until("document.querySelector('lotse-picker')").await?;
    studio.met().await?;
    studio.record().await?;
    enter(page, &mut marked).await?;
    let actions = studio.finish().await?;
    for selector in [
        "#name",
        "#rich",
        "#owner",
        "tbody tr:first-child a",
        "h1",
        "form",
        "table",
        "li:first-child",
        "#owed",
        "#save",
    ] {
        studio.say(&FromStudio::Pick { purpose: selector.to_owned() }).await?;
        page.click(css(selector)).await?;
        let picked = |message: &FromPicker| matches!(message, FromPicker::Picked { .. }).then_some(());
        studio.wait(picked).await?;
    }
    let messages = studio.messages().await?;
    ensure!(actions.len() >= 14 && messages.len() > actions.len() + 10, "{} actions", actions.len());
    ensure!(marked.count >= LEAST, "{} marked texts", marked.count);
    let records = messages.iter().filter(|text| text.contains("linkage")).count();
    ensure!(records > 0, "no target has the record of its page");
    let kept = page.script("return sessionStorage.getItem('lotse-picker:state')", Vec::new()).await?;
    let says = |text: &&str| text.to_lowercase().contains(&MARK.to_lowercase());
    let leaks: Vec<&str> = messages.iter().map(String::as_str).chain(kept.as_str()).filter(says).collect();
    ensure!(
        leaks.is_empty(),
        "{} of {} messages say what is none of their business: {leaks:#?}",
        leaks.len(),
        messages.len()
    );
    println!("{} marked texts, {} messages, {records} with a record, 0 leaks", marked.count, messages.len());
    Ok(())
}

/// What people do: click in rows, type into every field, and go to an address that says what they looked for.
async fn enter(page: &Page, marked: &mut Marked) -> Result<()> {
    page.click(css("tbody tr:first-child td:nth-child(2)")).await?;
    page.click(css("tbody tr:first-child button").first()).await?;
    page.click(css("tbody tr:nth-child(2) button").nth(1)).await?;
    page.double_click(css("tbody tr:nth-child(2) td:nth-child(2)")).await?;
    page.context_click(css("tbody tr:nth-child(2) td:nth-child(2)")).await?;
    page.click(css("li:first-child button")).await?;
    let mut searched = String::new();
    for selector in ["#name", "#street", "#note", "#password", "#rich", "#find"] {
        searched = marked.next();
        page.find(css(selector)).await?.script("arguments[0].focus()", Vec::new()).await?;
        page.press("Control+a").await?;
        page.type_text(&format!("{searched} and sons")).await?;
    }
    page.find(css("#owner")).await?.script("arguments[0].focus()", Vec::new()).await?;
    page.type_text("Z").await?;
    page.press("Enter").await?;
    page.click(css("#save")).await?;
    let address = format!("/customers/{}?q={searched}", marked.next().to_lowercase());
    page.script("history.pushState(null, '', arguments[0])", vec![address.into()]).await?;
    page.click(css("h1")).await?;
    page.click(css(".crumbs")).await.map(|_| ())
}
