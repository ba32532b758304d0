//! One Firefox for several tests: starting it takes longer than most tests do. Each test has a container of its own (BiDi's "user
//! context"), which shares neither cookies nor storage, caches or permissions with others, and goes with all that was in it.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::{WebDriver, WindowHandle};

use super::Page;
use crate::bidi::{Bidi, text_at};
use crate::browser::Browser;
use crate::console::Console;
use crate::place::Place;

/// How many tests one browser serves.
const TESTS: usize = 16;

/// A browser that has served tests and is to serve another.
pub(crate) struct Kept {
    driver: WebDriver,
    console: Console,
    /// Where the last test was; the first of a browser has no container.
    container: Option<String>,
    served: usize,
}

impl Kept {
    /// Leaves one tab, in a container that nobody has used. Answers that.
    async fn begin_anew(&self) -> Result<String> {
        let bidi = self.console.bidi().context("no BiDi")?;
        let before = bidi.send("browsingContext.getTree", json!({ "maxDepth": 0 })).await?;
        let container = bidi.send("browser.createUserContext", json!({})).await?;
        let container = text_at(&container, "/userContext").to_owned();
        let tab = new_tab(bidi, &self.driver, &container).await?;
        self.driver.switch_to_window(tab).await?;
        if let Some(last) = &self.container {
            bidi.send("browser.removeUserContext", json!({ "userContext": last })).await?;
        } else {
            for context in before.pointer("/contexts").and_then(Value::as_array).into_iter().flatten() {
                bidi.send("browsingContext.close", json!({ "context": text_at(context, "/context") }))
                    .await?;
            }
        }
        // What the last page complained of on its way out is no matter of the next.
        self.console.take(&self.driver).await?;
        Ok(container)
    }

    /// Ends the browser.
    pub(crate) async fn quit(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }
}

impl Page {
    /// The browser, for the next test, where it may and can serve one; else it is ended.
    pub(crate) async fn leave(self, may_serve: bool) -> Option<Kept> {
        if !may_serve || self.browser != Browser::Firefox || self.served >= TESTS {
            // A browser that does not close is ended with its driver.
            let _ = self.driver.quit().await;
            return None;
        }
        Some(Kept {
            driver: self.driver,
            console: self.console,
            container: self.container,
            served: self.served,
        })
    }

    /// Takes over a browser that has served another test; ends it where it cannot serve.
    pub(crate) async fn open_in(kept: Kept, place: &Place) -> Result<Self> {
        let container = match kept.begin_anew().await {
            Ok(container) => container,
            Err(error) => {
                // The driver has one browser at a time: this one may not stay.
                let _ = kept.quit().await;
                return Err(error);
            }
        };
        let page = Self::with(Browser::Firefox, kept.driver, kept.console, place).await?;
        Ok(Self { container: Some(container), served: kept.served + 1, ..page })
    }

    /// Opens another tab, which shares with this one what tabs share.
    ///
    /// # Errors
    /// When the driver opens none.
    pub async fn new_tab(&self) -> Result<WindowHandle> {
        match (self.console.bidi(), &self.container) {
            (Some(bidi), Some(container)) => new_tab(bidi, &self.driver, container).await,
            _ => Ok(self.driver.new_tab().await?),
        }
    }

    /// Deletes all cookies that this page's tabs share.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn forget_cookies(&self) -> Result<()> {
        match (self.console.bidi(), &self.container) {
            (Some(bidi), Some(container)) => {
                let own = json!({ "partition": { "type": "storageKey", "userContext": container } });
                bidi.send("storage.deleteCookies", own).await.map(|_| ())
            }
            // In a container, these are not what it deletes.
            _ => Ok(self.driver.delete_all_cookies().await?),
        }
    }
}

async fn new_tab(bidi: &Bidi, driver: &WebDriver, container: &str) -> Result<WindowHandle> {
    let wanted = json!({ "type": "tab", "userContext": container });
    let made = bidi.send("browsingContext.create", wanted).await?;
    let name = text_at(&made, "/context");
    let windows = driver.windows().await?;
    windows
        .into_iter()
        .find(|window| window.to_string() == name)
        .context("the new tab is not among the windows")
}
