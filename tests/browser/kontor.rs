//! The eight guides over Kontor, each followed to its end.

use anyhow::Result;
use lotse_tests::browser::{ALL, Browser};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{containing, css, role};
use lotse_tests::page::Page;

use crate::follow::{ended, kept, open_kontor, press, start, step};

/// Every test of this file.
pub const CASES: &[Case] = &[
    case!(ALL, invoice_tray).within(120),
    case!(ALL, missing_notifications).within(120),
    case!(ALL, stuck_filter).within(120),
    case!(ALL, held_order).within(120),
    case!(ALL, time_zone).within(120),
    // WebKitGTK's date field takes no keys from a driver.
    case!(&[Browser::Chromium, Browser::Firefox], out_of_office).within(120),
    case!(ALL, wrong_language_of_documents).within(120),
    case!(ALL, wrong_language_of_the_app).within(120),
    case!(ALL, export_orders).within(120),
    case!(ALL, stock_correction).within(120),
];

async fn invoice_tray(page: &Page) -> Result<()> {
    open_kontor(page, "", "en").await?;
    start(page, "invoice-tray").await?;
    step(page, "Open the invoices").await?;
    page.click(css("a.nav-link[href='?view=invoices']")).await?;
    step(page, "Choose the invoice that you want to print").await?;
    page.click(role("link", containing("R-2026-")).first()).await?;
    step(page, "Open the print dialog").await?;
    page.click(role("button", "Print …")).await?;
    step(page, "Is this the right printer?").await?;
    press(page, "Next").await?;
    step(page, "Choose the tray with the letterhead").await?;
    page.choose(role("combobox", "Paper tray"), "Tray 2 – letterhead A4").await?;
    step(page, "Keep this for the next invoices").await?;
    page.click(role("checkbox", "Use these settings for all invoices from now on")).await?;
    step(page, "Print").await?;
    page.click(role("button", "Print")).await?;
    step(page, "Is the letterhead on the paper?").await?;
    press(page, "Yes, it is").await?;
    ended(page, "Done", "invoice-tray", "solved").await?;
    kept(page, "lastPrint", "it.tray === 'tray2'").await?;
    kept(page, "printing", "it.tray === 'tray2'").await
}

async fn missing_notifications(page: &Page) -> Result<()> {
    open_kontor(page, "", "de").await?;
    start(page, "missing-notifications").await?;
    step(page, "Öffnen Sie Ihre Meldungen").await?;
    page.click(css(".inbox-place > button")).await?;
    step(page, "Von hier zu den Einstellungen").await?;
    page.click(css(".inbox a[href*=notifications]")).await?;
    step(page, "Lassen Sie Meldungen auf den Bildschirm").await?;
    page.click(role("switch", "Auf dem Bildschirm")).await?;
    step(page, "Die Ruhezeit umfasst Ihren ganzen Tag").await?;
    page.click(role("switch", "Ruhezeit einhalten")).await?;
    step(page, "Speichern Sie die Ruhezeit").await?;
    page.click(role("button", "Speichern").first()).await?;
    step(page, "Probieren Sie es aus").await?;
    page.click(role("button", "Testmeldung senden")).await?;
    ended(page, "Meldungen erreichen Sie wieder", "missing-notifications", "solved").await?;
    kept(page, "notifications", "it.browser && !it.quiet.enabled").await?;
    kept(page, "lastNotificationTest", "it.delivered").await
}

/// Accepts the offer that the guide makes by itself.
async fn clear_filters(page: &Page, accept: &str, title: &str, clear: &str) -> Result<()> {
    press(page, accept).await?;
    step(page, title).await?;
    page.click(role("button", clear)).await?;
    kept(page, "orderFilters", "it.statuses.length === 0 && it.from === ''").await
}

async fn stuck_filter(page: &Page) -> Result<()> {
    open_kontor(page, "?view=orders", "en").await?;
    step(page, "Orders seem to be missing").await?;
    clear_filters(page, "Show me how", "A filter is active", "Clear all filters").await?;
    step(page, "All orders are back").await?;
    press(page, "Open an order").await?;
    step(page, "Open the order").await?;
    page.double_click(css(".grid-body [role=row]:nth-child(3) [data-column='3']")).await?;
    ended(page, "You are set", "stuck-filter", "solved").await?;
    page.until("location.search.startsWith('?view=order&id=')").await
}

async fn held_order(page: &Page) -> Result<()> {
    open_kontor(page, "?view=orders", "de").await?;
    step(page, "Aufträge scheinen zu fehlen").await?;
    clear_filters(page, "Jetzt zeigen", "Ein Filter ist aktiv", "Alle Filter aufheben").await?;
    step(page, "Alle Aufträge sind wieder da").await?;
    press(page, "Einen Auftrag anhalten oder freigeben").await?;
    step(page, "Öffnen Sie das Menü des Auftrags").await?;
    page.context_click(css(".grid-body [role=row]:nth-child(3) [data-column='3']")).await?;
    step(page, "Wählen Sie, was geschehen soll").await?;
    page.click(role("menuitem", "Anhalten")).await?;
    ended(page, "Alles bereit", "stuck-filter", "solved").await?;
    kept(page, "orders", "Object.keys(it.changed).length === 1").await
}

async fn time_zone(page: &Page) -> Result<()> {
    open_kontor(page, "?view=orders", "de").await?;
    start(page, "time-zone").await?;
    step(page, "Öffnen Sie die Einstellungen zu Sprache und Region").await?;
    page.click(role("link", "Zeitzone ändern")).await?;
    step(page, "Wählen Sie Ihre Zeitzone").await?;
    page.choose(role("combobox", "Zeitzone"), "Berlin (UTC+01:00)").await?;
    step(page, "Speichern").await?;
    page.click(role("button", "Speichern").nth(1)).await?;
    step(page, "Stimmen die Uhrzeiten jetzt?").await?;
    press(page, "Ja").await?;
    ended(page, "Ihre Uhr geht richtig", "time-zone", "solved").await?;
    kept(page, "region", "it.timeZone === 'Europe/Berlin'").await
}

/// A date as the browser's own field takes it from the keyboard.
async fn enter_date(page: &Page, index: usize, iso: &str) -> Result<()> {
    let parts: Vec<&str> = iso.split('-').collect();
    let keys = match (page.browser(), parts.as_slice()) {
        (Browser::Chromium, [year, month, day]) => format!("{month}{day}{year}"),
        _ => iso.to_owned(),
    };
    page.fill(css("input[type=date]").nth(index), &keys).await
}

async fn out_of_office(page: &Page) -> Result<()> {
    open_kontor(page, "", "en").await?;
    start(page, "out-of-office").await?;
    step(page, "Open the settings").await?;
    page.click(css("a.nav-link[href='?view=settings']")).await?;
    step(page, "Switch the reply on").await?;
    press(page, "Switch it on for me").await?;
    step(page, "When do you leave?").await?;
    enter_date(page, 0, "2026-11-23").await?;
    step(page, "Until when?").await?;
    enter_date(page, 1, "2026-11-30").await?;
    step(page, "What shall people read?").await?;
    page.fill(role("textbox", "Reply text"), "Back on 1 December.").await?;
    press(page, "Next").await?;
    step(page, "Save").await?;
    page.click(role("button", "Save").nth(1)).await?;
    ended(page, "Have a good time", "out-of-office", "solved").await?;
    kept(page, "outOfOffice", "it.enabled && it.from === '2026-11-23' && it.until === '2026-11-30'").await?;
    kept(page, "outOfOffice", "it.text === 'Back on 1 December.'").await
}

async fn wrong_language_of_documents(page: &Page) -> Result<()> {
    open_kontor(page, "", "de").await?;
    start(page, "wrong-language").await?;
    step(page, "Was ist in der falschen Sprache?").await?;
    press(page, "Rechnungen und Lieferscheine").await?;
    step(page, "Öffnen Sie die Einstellungen").await?;
    page.click(css("a.nav-link[href='?view=settings']")).await?;
    step(page, "Wählen Sie den Bereich").await?;
    page.click(role("link", "Sprache und Region")).await?;
    step(page, "Wählen Sie die Sprache der Dokumente").await?;
    page.choose(role("combobox", "Sprache der Dokumente"), "Deutsch").await?;
    step(page, "Speichern").await?;
    page.click(role("button", "Speichern").first()).await?;
    step(page, "Sollen wir auch nach den Uhrzeiten sehen?").await?;
    press(page, "Ja, bitte").await?;
    // Another guide takes over here, and comes back when it is done.
    step(page, "Wählen Sie Ihre Zeitzone").await?;
    press(page, "Berlin für mich wählen").await?;
    step(page, "Speichern").await?;
    page.click(role("button", "Speichern").nth(1)).await?;
    step(page, "Stimmen die Uhrzeiten jetzt?").await?;
    press(page, "Ja").await?;
    ended(page, "Geschafft", "wrong-language", "solved").await?;
    kept(page, "region", "it.documentLanguage === 'de' && it.timeZone === 'Europe/Berlin'").await
}

async fn wrong_language_of_the_app(page: &Page) -> Result<()> {
    open_kontor(page, "", "en").await?;
    start(page, "wrong-language").await?;
    step(page, "What is in the wrong language?").await?;
    press(page, "The app itself").await?;
    step(page, "Which language would you like?").await?;
    press(page, "Deutsch").await?;
    step(page, "Open the account menu").await?;
    page.click(css("button.account-button")).await?;
    step(page, "Choose your language").await?;
    page.click(role("menuitemradio", "Deutsch")).await?;
    page.until("document.documentElement.lang === 'de'").await?;
    page.until("heard.some(({ kind, outcome }) => kind === 'guide_ended' && outcome === 'solved')").await?;
    kept(page, "language", "it === 'de'").await
}

async fn export_orders(page: &Page) -> Result<()> {
    open_kontor(page, "?view=invoices", "en").await?;
    start(page, "export-orders").await?;
    step(page, "Begin from anywhere").await?;
    page.press("Control+Shift+E").await?;
    step(page, "Which orders?").await?;
    page.click(role("radio", "All 2,000 orders")).await?;
    step(page, "Which form?").await?;
    press(page, "Next").await?;
    step(page, "Export").await?;
    page.click(role("button", "Export")).await?;
    ended(page, "Your file is ready", "export-orders", "solved").await?;
    kept(page, "lastExport", "it.count === 2000 && it.format === 'excel'").await
}

async fn stock_correction(page: &Page) -> Result<()> {
    open_kontor(page, "", "de").await?;
    start(page, "stock-correction").await?;
    step(page, "Ist der Artikel gezählt?").await?;
    press(page, "Ja, ich habe die Zahl").await?;
    step(page, "Öffnen Sie das alte Lagerprogramm").await?;
    page.click(css("a.nav-link[href='?view=stock']")).await?;
    step(page, "Suchen Sie den Artikel").await?;
    page.enter_frame(css("iframe")).await?;
    page.click(role("button", "Bestand von KT-1103 korrigieren")).await?;
    page.leave_frames().await?;
    step(page, "Tragen Sie ein, was Sie gezählt haben").await?;
    page.enter_frame(css("iframe")).await?;
    page.fill(role("spinbutton", "Gezählte Menge"), "37").await?;
    page.leave_frames().await?;
    press(page, "Weiter").await?;
    step(page, "Warum weicht er ab?").await?;
    page.enter_frame(css("iframe")).await?;
    page.choose(role("combobox", "Grund"), "Inventurdifferenz").await?;
    page.leave_frames().await?;
    step(page, "Buchen Sie die Korrektur").await?;
    page.enter_frame(css("iframe")).await?;
    page.click(role("button", "Buchen")).await?;
    page.leave_frames().await?;
    ended(page, "Der Bestand stimmt wieder", "stock-correction", "solved").await?;
    kept(page, "stock", "it['KT-1103'].qty === 37").await
}
