//! Kontor, a business app like those that Lotse lives in: an invoice is printed on the paper that it belongs on.

use anyhow::Result;
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{containing, css, role};
use lotse_tests::page::Page;
use lotse_tests::server::Pages;

use super::{Host, State, compare};
use crate::follow::press;
use crate::hostile::shows;

/// Every test of this file.
pub const CASES: &[Case] = &[case!(ALL, invoice).within(240)];

async fn invoice(page: &Page) -> Result<()> {
    compare(page, &Invoice).await
}

struct Invoice;

impl Host for Invoice {
    fn address(&self) -> String {
        "/kontor/?reset=1&lang=en".to_owned()
    }

    fn guides(&self) -> &'static str {
        "kontor"
    }

    fn guide(&self) -> &'static str {
        "invoice-tray"
    }

    /// Its own guides do: those with triggers wait on pages that this task never comes to.
    fn waiting(&self, _: &Page, pages: Pages) -> Result<Pages> {
        Ok(pages)
    }

    async fn task(&self, page: &Page, state: State) -> Result<()> {
        let guide = Following { page, is_shown: state == State::Shown };
        page.until("document.querySelector('#view[aria-busy=false], #view > *')").await?;
        if guide.is_shown {
            let begin = "const done = arguments[0]; lotse.start('invoice-tray').then(done, done)";
            page.script_async(begin, Vec::new()).await?;
        }
        guide.at("Open the invoices").await?;
        page.click(css("a.nav-link[href='?view=invoices']")).await?;
        guide.at("Choose the invoice that you want to print").await?;
        page.click(role("link", containing("R-2026-")).first()).await?;
        guide.at("Open the print dialog").await?;
        page.click(role("button", "Print …")).await?;
        guide.at("Is this the right printer?").await?;
        guide.press("Next").await?;
        guide.at("Choose the tray with the letterhead").await?;
        page.choose(role("combobox", "Paper tray"), "Tray 2 – letterhead A4").await?;
        guide.at("Keep this for the next invoices").await?;
        page.click(role("checkbox", "Use these settings for all invoices from now on")).await?;
        guide.at("Print").await?;
        page.click(role("button", "Print")).await?;
        page.until("localStorage.getItem('kontor:lastPrint')").await?;
        guide.at("Is the letterhead on the paper?").await?;
        guide.press("Yes, it is").await?;
        guide.at("Done").await?;
        guide.press("Close").await?;
        page.until("!document.querySelector('lotse-stage')").await
    }
}

/// The card's part of the task, where there is a card.
struct Following<'a> {
    page: &'a Page,
    is_shown: bool,
}

impl Following<'_> {
    async fn at(&self, title: &str) -> Result<()> {
        if self.is_shown { shows(self.page, title).await } else { Ok(()) }
    }

    async fn press(&self, name: &str) -> Result<()> {
        if self.is_shown { press(self.page, name).await } else { Ok(()) }
    }
}
