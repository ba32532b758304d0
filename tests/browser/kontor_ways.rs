//! Other ways through Kontor's guides: by keyboard alone, in a narrow window, with breaks, back and forth.

use anyhow::{Result, ensure};
use lotse_tests::browser::{ALL, Browser, CHROMIUM};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{any, card, containing, css, role};
use lotse_tests::page::Page;

use crate::follow::{ended, kept, open_kontor, press, start, step, tab_to};
use crate::hostile::shows;

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(ALL, by_keyboard_alone).within(120),
    case!(&[Browser::Chromium, Browser::Firefox], by_keyboard_in_a_dialog).within(120),
    case!(ALL, in_a_narrow_window).within(120),
    case!(&[Browser::Chromium, Browser::Firefox], in_a_narrow_dialog).within(120),
    case!(CHROMIUM, in_the_dark).within(120),
    case!(ALL, goes_on_after_a_reload).within(120),
    case!(ALL, goes_back).within(120),
    case!(ALL, pauses_and_resumes).within(120),
    case!(ALL, offers_by_a_beacon).within(120),
    case!(ALL, does_what_the_user_asks).within(120),
    case!(ALL, begun_in_a_dialog).within(120),
];

async fn by_keyboard_alone(page: &Page) -> Result<()> {
    open_kontor(page, "?view=settings&section=region", "en").await?;
    start(page, "time-zone").await?;
    step(page, "Choose your time zone").await?;
    tab_to(page, "button", "Choose Berlin for me").await?;
    page.press("Enter").await?;
    step(page, "Save").await?;
    tab_to(page, "button", "Save").await?;
    page.press("Enter").await?;
    step(page, "Are the times right now?").await?;
    tab_to(page, "button", "Yes").await?;
    page.press("Enter").await?;
    ended(page, "Your clock is right", "time-zone", "solved").await?;
    kept(page, "region", "it.timeZone === 'Europe/Berlin'").await
}

/// The dialog is modal: the browser keeps Tab in it, and the card has to be in there.
async fn by_keyboard_in_a_dialog(page: &Page) -> Result<()> {
    open_kontor(page, "?view=invoice&id=R-2026-1857", "en").await?;
    start(page, "invoice-tray").await?;
    step(page, "Open the print dialog").await?;
    tab_to(page, "button", "Print …").await?;
    page.press("Enter").await?;
    step(page, "Is this the right printer?").await?;
    tab_to(page, "button", "Next").await?;
    page.press("Enter").await?;
    step(page, "Choose the tray with the letterhead").await?;
    tab_to(page, "combobox", "Paper tray").await?;
    page.type_text("Tray 2").await?;
    step(page, "Keep this for the next invoices").await?;
    tab_to(page, "checkbox", "Use these settings for all invoices from now on").await?;
    page.press("Space").await?;
    step(page, "Print").await?;
    tab_to(page, "button", "Print").await?;
    page.press("Enter").await?;
    step(page, "Is the letterhead on the paper?").await?;
    tab_to(page, "button", "Yes, it is").await?;
    page.press("Enter").await?;
    ended(page, "Done", "invoice-tray", "solved").await?;
    kept(page, "lastPrint", "it.tray === 'tray2'").await
}

async fn in_a_narrow_window(page: &Page) -> Result<()> {
    page.viewport(320, 640).await?;
    open_kontor(page, "?view=settings&section=region", "de").await?;
    start(page, "time-zone").await?;
    step(page, "Wählen Sie Ihre Zeitzone").await?;
    page.picture(&format!("kontor-320-{}", page.browser())).await?;
    page.until("document.documentElement.scrollWidth <= 320").await?;
    page.choose(role("combobox", "Zeitzone"), "Berlin (UTC+01:00)").await?;
    step(page, "Speichern").await?;
    page.click(role("button", "Speichern").nth(1)).await?;
    step(page, "Stimmen die Uhrzeiten jetzt?").await?;
    page.picture(&format!("kontor-320-banner-{}", page.browser())).await?;
    press(page, "Ja").await?;
    ended(page, "Ihre Uhr geht richtig", "time-zone", "solved").await
}

async fn in_a_narrow_dialog(page: &Page) -> Result<()> {
    page.viewport(320, 640).await?;
    open_kontor(page, "?view=invoice&id=R-2026-1857", "de").await?;
    start(page, "invoice-tray").await?;
    step(page, "Öffnen Sie den Druckdialog").await?;
    page.click(role("button", "Drucken …")).await?;
    step(page, "Ist das der richtige Drucker?").await?;
    page.picture(&format!("kontor-320-dialog-{}", page.browser())).await?;
    press(page, "Weiter").await?;
    step(page, "Wählen Sie das Fach mit dem Briefpapier").await?;
    page.choose(css("dialog select").first(), "Fach 2 – Briefpapier A4").await?;
    step(page, "Für die nächsten Rechnungen merken").await?;
    press(page, "Weiter").await?;
    step(page, "Drucken").await?;
    page.click(role("button", "Drucken")).await?;
    step(page, "Ist der Briefkopf auf dem Papier?").await?;
    press(page, "Ja").await?;
    kept(page, "lastPrint", "it.tray === 'tray2'").await
}

async fn in_the_dark(page: &Page) -> Result<()> {
    page.media(&[("prefers-color-scheme", "dark")]).await?;
    open_kontor(page, "?view=invoice&id=R-2026-1857", "de").await?;
    start(page, "invoice-tray").await?;
    step(page, "Öffnen Sie den Druckdialog").await?;
    page.picture("kontor-dark-tooltip").await?;
    page.click(role("button", "Drucken …")).await?;
    step(page, "Ist das der richtige Drucker?").await?;
    page.picture("kontor-dark-dialog").await?;
    press(page, "Weiter").await?;
    step(page, "Wählen Sie das Fach mit dem Briefpapier").await?;
    page.picture("kontor-dark-callout").await.map(|_| ())
}

async fn goes_on_after_a_reload(page: &Page) -> Result<()> {
    open_kontor(page, "?view=invoice&id=R-2026-1857", "en").await?;
    start(page, "invoice-tray").await?;
    step(page, "Open the print dialog").await?;
    page.reload().await?;
    step(page, "Open the print dialog").await?;
    page.click(role("button", "Print …")).await?;
    step(page, "Is this the right printer?").await
}

async fn goes_back(page: &Page) -> Result<()> {
    open_kontor(page, "", "en").await?;
    start(page, "invoice-tray").await?;
    step(page, "Open the invoices").await?;
    page.click(css("a.nav-link[href='?view=invoices']")).await?;
    step(page, "Choose the invoice that you want to print").await?;
    page.click(role("link", containing("R-2026-")).first()).await?;
    step(page, "Open the print dialog").await?;
    press(page, "Back").await?;
    step(page, "Choose the invoice that you want to print").await?;
    page.until("location.search === '?view=invoices'").await
}

async fn pauses_and_resumes(page: &Page) -> Result<()> {
    open_kontor(page, "", "en").await?;
    start(page, "wrong-language").await?;
    step(page, "What is in the wrong language?").await?;
    press(page, "Pause guide").await?;
    page.gone(card().role("heading", any())).await?;
    press(page, "Resume").await?;
    step(page, "What is in the wrong language?").await?;
    press(page, "End guide").await?;
    page.gone(card().role("heading", any())).await?;
    page.until("heard.some(({ kind }) => kind === 'guide_abandoned')").await
}

async fn offers_by_a_beacon(page: &Page) -> Result<()> {
    open_kontor(page, "?view=orders", "de").await?;
    press(page, "Jetzt nicht").await?;
    page.click(card().role("button", containing("Uhrzeiten gehen um Stunden falsch"))).await?;
    step(page, "Öffnen Sie die Einstellungen zu Sprache und Region").await?;
    page.until("heard.some(({ kind, guide, offer }) => kind === 'guide_offered' && guide === 'time-zone' && offer === 'beacon')").await
}

/// Buttons that fill and switch make the app's own listeners run, and those may call us back meanwhile.
async fn does_what_the_user_asks(page: &Page) -> Result<()> {
    open_kontor(page, "?view=settings&section=notifications", "en").await?;
    start(page, "missing-notifications").await?;
    step(page, "Let messages onto the screen").await?;
    press(page, "Switch it on for me").await?;
    step(page, "Quiet hours cover your whole day").await?;
    kept(page, "notifications", "it.browser").await
}

/// Where a dialog has the focus, it is measured before the stage is in the page. WebKit then forgets for some frames what a
/// shadow root wears, and a card without style has another size and so another place.
async fn begun_in_a_dialog(page: &Page) -> Result<()> {
    open_kontor(page, "?view=invoice&id=R-2026-1857", "en").await?;
    page.click(role("button", "Print …")).await?;
    page.until("document.querySelector('dialog:modal')?.contains(document.activeElement)").await?;
    let begin = "for (let at = 0; at < 400; at += 1)
            setTimeout(() => { document.body.style.setProperty('--any', at); }, at * 5);
        lotse.start('invoice-tray')";
    page.script(begin, Vec::new()).await?;
    shows(page, "Is this the right printer?").await?;
    let target = page.find(role("group", "Printer")).await?.rectangle().await?;
    let card = page.find(card().css("[popover].card")).await?.rectangle().await?;
    let beside = (target.x + target.width / 2.0) - (card.x + card.width / 2.0);
    ensure!(beside.abs() < 2.0, "the card is at {card:?}, its target at {target:?}");
    Ok(())
}
