//! The help panel over Kontor: from a typing error to a solved problem, to a person, without a network, by keyboard alone.

mod desk;
mod django;
mod real;
mod signs;

use anyhow::{Context as _, Result, ensure};
use lotse_tests::accessibility::Part;
use lotse_tests::browser::{ALL, Browser, CHROMIUM, FIREFOX};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{containing, css, role};
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Server};
use serde_json::Value;

use crate::follow::{listen, tab_to};
use desk::Desk;
use django::{
    selfservice_django_offline, selfservice_django_request_tracker, selfservice_django_solved,
    selfservice_django_urgent,
};
use real::{a_case_reaches_the_real_desk, pictures_and_trying_something, selfservice_request_tracker};
use signs::{only_who_meets_one_fetches_the_panel, waiting_costs_next_to_nothing};

const MOST: &[Browser] = &[Browser::Chromium, Browser::Firefox];

/// Every test of this file. Those that tell the story of `cargo xtask story selfservice` are called so.
pub const CASES: &[Case] = &[
    case!(ALL, selfservice_solved).within(150),
    case!(ALL, selfservice_urgent).within(90),
    case!(ALL, selfservice_offline).within(120),
    case!(MOST, by_keyboard_alone).within(120),
    case!(MOST, on_a_narrow_screen_and_in_the_dark).within(90),
    case!(MOST, from_right_to_left).within(60),
    case!(MOST, a_known_outage).within(60).sampled(CHROMIUM),
    case!(MOST, a_checklist).within(60).sampled(FIREFOX),
    case!(MOST, signs_offer_quietly).within(90),
    case!(MOST, only_who_meets_one_fetches_the_panel).within(90),
    case!(CHROMIUM, waiting_costs_next_to_nothing).within(90),
    case!(MOST, a_link_opens_and_is_taken_away).within(60),
    case!(MOST, canaries_stay_in_the_page).within(90),
    case!(MOST, what_was_left_is_seen_before_it_goes).within(90).sampled(FIREFOX),
    case!(CHROMIUM, pictures_and_trying_something).within(120),
    case!(MOST, on_hostile_pages).within(120),
    case!(MOST, help_that_cannot_be_fetched_says_so).within(60),
    case!(MOST, a_page_without_help_fetches_nothing_of_it).within(60),
    case!(CHROMIUM, a_case_reaches_the_real_desk).within(120),
    case!(CHROMIUM, selfservice_request_tracker).within(240),
    case!(MOST, selfservice_django_solved).within(180).sampled(CHROMIUM),
    case!(MOST, selfservice_django_urgent).within(120).sampled(FIREFOX),
    case!(MOST, selfservice_django_offline).within(120).sampled(CHROMIUM),
    case!(CHROMIUM, selfservice_django_request_tracker).within(240),
];

/// Kontor with launcher and desk, at an address of its own.
async fn serve(page: &Page, more: &str) -> Result<(Server, Desk)> {
    let html = std::fs::read_to_string(page.place().examples().join("kontor/index.html"))?;
    let own = format!("data-launcher=\"bottom-right\" data-desk=\"/desk\" {more} data-manifest");
    let html = html.replacen("data-manifest", &own, 1);
    ensure!(html.contains("data-launcher"), "the example embeds Lotse otherwise now");
    let desk = Desk::default();
    let own = desk.clone();
    let pages = Pages::examples(page.place()).page("/kontor/with-help", &html);
    let pages = pages.service("/desk/", move |method, path, body| own.answer(method, path, body));
    Ok((page.serve(pages).await?, desk))
}

async fn open(page: &Page, server: &Server, address: &str, language: &str) -> Result<()> {
    let sign = if address.contains('?') { '&' } else { '?' };
    page.goto(&server.url(&format!("/kontor/with-help{address}{sign}reset=1&lang={language}"))).await?;
    listen(page).await?;
    let who =
        "lotse.identify({ id: 'anna', attributes: { name: 'Anna Beispiel', mail: 'anna@kontor.example' } })";
    page.script(who, Vec::new()).await?;
    let facts = "lotse.facts({ document_language: 'en', time_zone: 'Europe/Berlin' })";
    page.script(facts, Vec::new()).await.map(|_| ())
}

async fn press(page: &Page, name: &str) -> Result<()> {
    page.click(role("button", name)).await
}

async fn says(page: &Page, part: &str) -> Result<()> {
    let text = "document.querySelector('lotse-help')?.shadowRoot.textContent";
    let found = page.until(&format!("{text}?.includes({})", Value::from(part))).await;
    if let Err(error) = found {
        let told = page.script("return JSON.stringify(window.told ?? [])", Vec::new()).await?;
        return Err(error.context(format!("{part} {told}")));
    }
    Ok(())
}

async fn is_sound(page: &Page, about: &str) -> Result<()> {
    page.painted().await?;
    let violations = page.violations(Part::Help).await?;
    ensure!(violations.is_empty(), "{about}: {violations:?}");
    page.picture(&format!("selfservice/{:?} {about}", page.browser())).await.map(|_| ())
}

/// Has been on the screen for longer than buttons that send need.
async fn read(page: &Page) -> Result<()> {
    page.script_async("setTimeout(arguments[0], 700)", Vec::new()).await.map(|_| ())
}

async fn guide_done(page: &Page, guide: &str) -> Result<()> {
    page.until(&format!("heard.some((it) => it.kind === 'guide_started' && it.guide === '{guide}')")).await?;
    page.until(
        "!document.querySelector('lotse-help').shadowRoot.querySelector('.panel').matches(':popover-open')",
    )
    .await?;
    // The guides themselves are followed elsewhere.
    page.script("lotse.stop()", Vec::new()).await?;
    page.until(&format!("heard.some((it) => it.kind === 'guide_abandoned' && it.guide === '{guide}')")).await
}

async fn selfservice_solved(page: &Page) -> Result<()> {
    let (server, _) = serve(page, "").await?;
    open(page, &server, "", "en").await?;
    press(page, "Help").await?;
    says(page, "On this page").await?;
    is_sound(page, "1 home").await?;
    page.fill(role("combobox", "What is not working?"), "invoce leterhead").await?;
    page.find(role("option", containing("The invoice does not print as it should"))).await?;
    is_sound(page, "2 search").await?;
    page.click(role("option", containing("The invoice does not print as it should"))).await?;
    says(page, "Can you still work?").await?;
    is_sound(page, "3 triage").await?;
    press(page, "Yes").await?;
    press(page, "Only me").await?;
    says(page, "What comes out of the printer?").await?;
    says(page, "Asked because").await?;
    is_sound(page, "4 question").await?;
    press(page, "The invoice, in another language").await?;
    says(page, "This may help").await?;
    is_sound(page, "5 fix").await?;
    press(page, "Begin the guide").await?;
    guide_done(page, "wrong-language").await?;
    says(page, "Did that solve it?").await?;
    is_sound(page, "6 verify").await?;
    press(page, "No, not yet").await?;
    says(page, "This may help").await?;
    press(page, "Begin the guide").await?;
    guide_done(page, "invoice-tray").await?;
    press(page, "Yes, solved").await?;
    says(page, "If the problem comes back").await?;
    is_sound(page, "7 solved").await
}

async fn selfservice_urgent(page: &Page) -> Result<()> {
    let (server, desk) = serve(page, "").await?;
    open(page, &server, "", "de").await?;
    press(page, "Hilfe").await?;
    press(page, "Die Rechnung druckt nicht richtig").await?;
    press(page, "Nein").await?;
    press(page, "Alle").await?;
    for said in
        ["zu dringend für Selbsthilfe", "Priorität 1", "Zugesagt: Antwort bis", "Anrufen: +49 30 901820"]
    {
        says(page, said).await?;
    }
    is_sound(page, "8 urgent").await?;
    page.fill(role("textbox", "Was ist passiert?"), "Seit heute früh druckt nichts.").await?;
    read(page).await?;
    press(page, "Senden").await?;
    says(page, "Nummer 4711").await?;
    is_sound(page, "9 ticket").await?;
    let cases = desk.cases();
    let case = cases.first().context("no case has arrived")?;
    ensure!(
        case.path.len() == 2 && case.priority.as_ref().is_some_and(|it| it.level.number() == 1),
        "{case:?}"
    );
    ensure!(case.who.name.as_deref() == Some("Anna Beispiel"), "{:?}", case.who);
    ensure!(
        case.page.as_ref().is_some_and(|it| it.address.ends_with("/kontor/with-help")),
        "{:?}",
        case.page
    );
    Ok(())
}

async fn selfservice_offline(page: &Page) -> Result<()> {
    page.allow("/desk/");
    page.allow("503");
    let (server, desk) = serve(page, "").await?;
    desk.set_away(true);
    open(page, &server, "", "en").await?;
    press(page, "Help").await?;
    says(page, "On this page").await?;
    press(page, "I need a person").await?;
    page.fill(role("textbox", "What has happened?"), "The scale shows nothing.").await?;
    read(page).await?;
    press(page, "Send").await?;
    says(page, "is sent by itself as soon as possible").await?;
    is_sound(page, "10 kept").await?;
    page.goto(&server.url("/kontor/with-help")).await?;
    listen(page).await?;
    page.script("lotse.identify({ id: 'anna' })", Vec::new()).await?;
    page.find(role("button", containing("not sent yet"))).await?;
    desk.set_away(false);
    page.click(role("button", containing("not sent yet"))).await?;
    says(page, "The scale shows nothing.").await?;
    page.until_within(
        std::time::Duration::from_secs(30),
        "document.querySelector('lotse-help').shadowRoot.textContent.includes('4711')",
    )
    .await?;
    let cases = desk.cases();
    ensure!(cases.len() == 1, "{} cases", cases.len());
    ensure!(
        cases.first().is_some_and(|it| it.text.as_deref() == Some("The scale shows nothing.")),
        "{cases:?}"
    );
    Ok(())
}

async fn by_keyboard_alone(page: &Page) -> Result<()> {
    let (server, desk) = serve(page, "data-help-key=\"F1\"").await?;
    open(page, &server, "", "en").await?;
    page.find(role("button", "Help")).await?;
    page.press("F1").await?;
    page.until("document.querySelector('lotse-help').shadowRoot.activeElement?.id === 'search'").await?;
    page.type_text("leterhead").await?;
    page.find(role("option", containing("does not print"))).await?;
    let chosen = "return document.querySelector('lotse-help').shadowRoot.querySelector('[aria-selected=true]')?.textContent ?? ''";
    for _ in 0..8 {
        page.press("ArrowDown").await?;
        let name = page.script(chosen, Vec::new()).await?;
        if name.as_str().is_some_and(|name| name.contains("does not print")) {
            break;
        }
    }
    page.press("Enter").await?;
    says(page, "Can you still work?").await?;
    tab_to(page, "button", "No").await?;
    page.press("Enter").await?;
    says(page, "How many are affected?").await?;
    tab_to(page, "button", "Everybody").await?;
    page.press("Enter").await?;
    says(page, "Priority 1").await?;
    tab_to(page, "textbox", "What has happened?").await?;
    page.type_text("All at a stand").await?;
    read(page).await?;
    tab_to(page, "button", "Send").await?;
    page.press("Enter").await?;
    says(page, "Number 4711").await?;
    ensure!(
        desk.cases().first().is_some_and(|it| it.text.as_deref() == Some("All at a stand")),
        "not what was typed"
    );
    page.press("Escape").await?;
    page.until(
        "!document.querySelector('lotse-help').shadowRoot.querySelector('.panel').matches(':popover-open')",
    )
    .await
}

async fn on_a_narrow_screen_and_in_the_dark(page: &Page) -> Result<()> {
    let (server, _) = serve(page, "").await?;
    page.viewport(320, 640).await?;
    open(page, &server, "", "de").await?;
    press(page, "Hilfe").await?;
    says(page, "Auf dieser Seite").await?;
    let fits = "(() => { const panel = document.querySelector('lotse-help').shadowRoot.querySelector('.panel'); \
                const box = panel.getBoundingClientRect(); \
                return box.left >= 0 && box.right <= innerWidth && panel.querySelector('.scroll').scrollWidth <= panel.querySelector('.scroll').clientWidth; })()";
    page.until(fits).await?;
    is_sound(page, "11 narrow").await?;
    press(page, "Ich brauche einen Menschen").await?;
    page.until(fits).await?;
    page.script("document.documentElement.style.background = '#111'; document.body.style.background = '#111'; lotse.closeHelp()", Vec::new()).await?;
    page.until(
        "!document.querySelector('lotse-help').shadowRoot.querySelector('.panel').matches(':popover-open')",
    )
    .await?;
    page.script("lotse.openHelp()", Vec::new()).await?;
    page.until("document.querySelector('lotse-help').shadowRoot.querySelector('.dark')").await?;
    is_sound(page, "12 dark").await
}

async fn from_right_to_left(page: &Page) -> Result<()> {
    let (server, _) = serve(page, "").await?;
    open(page, &server, "", "en").await?;
    page.script("document.documentElement.dir = 'rtl'", Vec::new()).await?;
    press(page, "Help").await?;
    says(page, "On this page").await?;
    page.until("document.querySelector('lotse-help').shadowRoot.querySelector('.frame').dir === 'rtl'")
        .await?;
    is_sound(page, "13 right to left").await
}

async fn a_known_outage(page: &Page) -> Result<()> {
    let (server, desk) = serve(page, "").await?;
    open(page, &server, "", "en").await?;
    page.script("lotse.openHelp({ problem: 'invoice-export-fails' })", Vec::new()).await?;
    says(page, "The export to bookkeeping is out of order").await?;
    is_sound(page, "14 outage").await?;
    press(page, "I am affected too").await?;
    says(page, "You have been counted").await?;
    ensure!(desk.me_too() == ["invoice-export-down"], "{:?}", desk.me_too());
    Ok(())
}

async fn a_checklist(page: &Page) -> Result<()> {
    let (server, _) = serve(page, "").await?;
    open(page, &server, "", "en").await?;
    page.script("lotse.openHelp({ checklist: 'first-day' })", Vec::new()).await?;
    says(page, "0 of 3 done").await?;
    is_sound(page, "15 checklist").await?;
    page.click(role("button", containing("Set your time zone"))).await?;
    page.until("heard.some((it) => it.kind === 'guide_started' && it.guide === 'time-zone')").await
}

async fn signs_offer_quietly(page: &Page) -> Result<()> {
    let (server, _) = serve(page, "").await?;
    open(page, &server, "", "en").await?;
    let alert = "const it = document.createElement('div'); it.setAttribute('role', 'alert'); \
                 it.textContent = 'The print has failed (tray 1)'; document.body.append(it);";
    page.script(alert, Vec::new()).await?;
    says(page, "Because this page says “The print has failed (tray 1)”").await?;
    is_sound(page, "16 offer").await?;
    press(page, "Not now").await?;
    page.script("lotse.hostEvent('print:failed')", Vec::new()).await?;
    page.painted().await?;
    page.script("lotse.openHelp()", Vec::new()).await?;
    says(page, "On this page").await
}

async fn a_link_opens_and_is_taken_away(page: &Page) -> Result<()> {
    let (server, _) = serve(page, "").await?;
    page.goto(&server.url("/kontor/with-help?lang=en&lotse=problem:wrong-times")).await?;
    says(page, "Times or reminders are wrong").await?;
    ensure!(!page.url().await?.contains("lotse="), "{}", page.url().await?);
    page.script(
        "history.pushState({ mine: 1 }, '', '#/route?x=1&lotse=problem:missing-orders'); lotse.pageChanged()",
        Vec::new(),
    )
    .await?;
    says(page, "An order cannot be found").await?;
    page.until("location.hash === '#/route?x=1' && history.state.mine === 1").await
}

async fn canaries_stay_in_the_page(page: &Page) -> Result<()> {
    let (server, desk) = serve(page, "").await?;
    open(page, &server, "?view=invoices&secret=canary-query", "en").await?;
    let plant = "document.title = 'canary-title'; document.cookie = 'a=canary-cookie'; \
        localStorage.setItem('b', 'canary-local'); sessionStorage.setItem('c', 'canary-session'); \
        for (let at = 0; at < 100; at += 1) { const field = document.createElement('input'); \
          field.type = ['hidden', 'password', 'text'][at % 3]; field.value = `canary-field-${at}`; field.placeholder = `canary-hint-${at}`; \
          field.title = `canary-tip-${at}`; document.body.append(field); }";
    page.script(plant, Vec::new()).await?;
    page.script("lotse.openHelp({ problem: 'invoice-without-letterhead' })", Vec::new()).await?;
    press(page, "No").await?;
    press(page, "Everybody").await?;
    says(page, "Priority 1").await?;
    // The page as rectangles goes along as well, and says nothing.
    page.click(role("checkbox", "The page as rectangles")).await?;
    page.until(
        "document.querySelector('lotse-help').shadowRoot.querySelectorAll('.part.sketch rect').length > 20",
    )
    .await?;
    read(page).await?;
    press(page, "Send").await?;
    says(page, "Number 4711").await?;
    let drawn = desk.cases().first().and_then(|case| case.wireframe.clone()).context("no rectangles")?;
    ensure!(drawn.boxes.len() > 20 && drawn.boxes.iter().all(|one| one.label.is_none()), "{drawn:?}");
    let bodies = desk.bodies();
    ensure!(bodies.len() == 1, "{} cases", bodies.len());
    let away: Vec<String> = server
        .seen()
        .into_iter()
        .filter(|seen| seen.path.starts_with("/desk/"))
        .map(|seen| format!("{} {}", seen.path, String::from_utf8_lossy(&seen.brought)))
        .collect();
    ensure!(!away.iter().any(|bytes| bytes.contains("canary")), "{away:?}");
    Ok(())
}

async fn what_was_left_is_seen_before_it_goes(page: &Page) -> Result<()> {
    let (server, desk) = serve(page, "").await?;
    open(page, &server, "", "en").await?;
    page.script("lotse.openHelp({ problem: 'invoice-without-letterhead' })", Vec::new()).await?;
    for answer in ["Yes", "Only me", "The invoice, in another language", "Begin the guide"] {
        press(page, answer).await?;
    }
    page.until("heard.some((it) => it.kind === 'step_shown' && it.guide === 'wrong-language')").await?;
    let step =
        page.script("return heard.findLast((it) => it.kind === 'step_shown').step", Vec::new()).await?;
    let step = step.as_str().context("a step")?.to_owned();
    page.script("lotse.openHelp()", Vec::new()).await?;
    press(page, "I need a person").await?;
    says(page, &step).await?;
    page.click(role("checkbox", "The page as rectangles")).await?;
    page.until("document.querySelector('lotse-help').shadowRoot.querySelector('.part.sketch rect')").await?;
    let names = "[...document.querySelector('lotse-help').shadowRoot.querySelectorAll('.part.sketch text')]";
    page.until(&format!("{names}.some((it) => it.textContent === 'Settings')")).await?;
    page.script(
        "document.querySelector('lotse-help').shadowRoot.querySelector('.part.sketch').scrollIntoView()",
        Vec::new(),
    )
    .await?;
    is_sound(page, "17 handing over").await?;
    // It can be left out again.
    page.click(role("checkbox", "The page as rectangles")).await?;
    page.until("!document.querySelector('lotse-help').shadowRoot.querySelector('.part.sketch')").await?;
    page.click(role("checkbox", "The page as rectangles")).await?;
    page.until(&format!("{names}.length > 0")).await?;
    read(page).await?;
    press(page, "Send").await?;
    says(page, "Number 4711").await?;
    let case = desk.cases().into_iter().next().context("no case")?;
    let drawn = case.wireframe.context("no rectangles")?;
    let guides = page.place().examples().join("kontor/guides");
    let guide = std::fs::read_to_string(guides.join("wrong-language.guide.json"))?;
    let labels: Vec<String> = drawn.boxes.into_iter().filter_map(|one| one.label).collect();
    let is_named = |label: &String| guide.contains(&Value::from(label.as_str()).to_string());
    ensure!(labels.iter().any(|label| label == "Settings") && labels.iter().all(is_named), "{labels:?}");
    let guide = case.guide.context("no guide")?;
    ensure!(guide.id.as_str() == "wrong-language" && guide.step.as_deref() == Some(&*step), "{guide:?}");
    ensure!(guide.version.is_some_and(|version| version.starts_with("Release ")), "no release");
    Ok(())
}

/// The panel up to handing over, where a policy allows no style and no markup from text, and where arrays have been broken for others.
async fn on_hostile_pages(page: &Page) -> Result<()> {
    let desk = Desk::default();
    let own = desk.clone();
    let mut pages = Pages::examples(page.place());
    let all = ["csp.html", "patched-array.html"];
    for name in all {
        let html = std::fs::read_to_string(page.place().examples().join("hostile").join(name))?;
        let (here, there) = (
            "data-manifest=\"/hostile-guides/",
            "data-launcher=\"bottom-right\" data-desk=\"/desk\" data-manifest=\"/kontor-guides/",
        );
        ensure!(html.contains(here), "{name} embeds Lotse otherwise now");
        pages = pages.page(&format!("/hostile/{name}"), &html.replace(here, there));
    }
    let server =
        page.serve(pages.service("/desk/", move |method, path, body| own.answer(method, path, body))).await?;
    for (count, name) in (1..).zip(all) {
        page.goto(&server.url(&format!("/hostile/{name}"))).await?;
        page.until("window.lotse !== undefined").await?;
        let who = "lotse.identify({ id: 'anna', attributes: { mail: 'anna@kontor.example' } })";
        page.script(who, Vec::new()).await?;
        page.script("lotse.openHelp({ problem: 'invoice-without-letterhead' })", Vec::new()).await?;
        press(page, "No").await.with_context(|| name.to_owned())?;
        press(page, "Everybody").await?;
        says(page, "Priority 1").await?;
        page.click(role("checkbox", "The page as rectangles")).await?;
        page.until("document.querySelector('lotse-help').shadowRoot.querySelector('.part.sketch rect')")
            .await?;
        is_sound(page, &format!("20 hostile {name}")).await?;
        read(page).await?;
        press(page, "Send").await?;
        says(page, "Number 4711").await?;
        ensure!(desk.bodies().len() == count, "{name}: {} cases", desk.bodies().len());
        // As a text: the page says what lists become in JSON, also for the driver.
        let errors = "let all = ''; for (let at = 0; at < __host.errors.length; at += 1) all += `${__host.errors[at]}; `; return all";
        let errors = page.script(errors, Vec::new()).await?;
        ensure!(errors == "", "{name}: {errors}");
        // What the device keeps is written by then.
        read(page).await?;
    }
    Ok(())
}

async fn help_that_cannot_be_fetched_says_so(page: &Page) -> Result<()> {
    page.allow("lotse-panel");
    page.allow("404");
    page.allow("wasm");
    let html = std::fs::read_to_string(page.place().examples().join("kontor/index.html"))?;
    let html = html.replacen("data-manifest", "data-launcher=\"bottom-right\" data-manifest", 1);
    let pages = Pages::examples(page.place()).page("/kontor/with-help", &html);
    let gone = lotse_tests::server::Reply::new("text/plain", "").status(404);
    let server = page.serve(pages.reply("/lotse/lotse-panel.wasm", gone)).await?;
    page.goto(&server.url("/kontor/with-help?lang=en")).await?;
    press(page, "Help").await?;
    says(page, "Help cannot be reached just now.").await?;
    page.find(role("button", "Try again")).await.map(|_| ())
}

async fn a_page_without_help_fetches_nothing_of_it(page: &Page) -> Result<()> {
    let (server, _) = serve(page, "").await?;
    page.goto(&server.url("/plain-html/")).await?;
    page.until("document.readyState === 'complete'").await?;
    page.painted().await?;
    let seen = server.seen();
    ensure!(!seen.iter().any(|it| it.path.contains("panel")), "{seen:?}");
    let has_none = page.find(css("body")).await.is_ok();
    ensure!(has_none, "no page");
    Ok(())
}
