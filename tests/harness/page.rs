//! A page in a browser, as a test uses it. Every wait has a condition and ends after [`PATIENCE`].

mod element;
mod input;
mod kept;
mod look;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use thirtyfour::WebDriver;
use tokio::time::{Instant, sleep};

pub use element::Element;
pub(crate) use kept::Kept;

use crate::browser::Browser;
use crate::console::Console;
use crate::place::Place;
use crate::server::{BARE, Pages, Server};

/// How long a test waits for what must come.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How often a condition is looked at meanwhile.
const GLANCE: Duration = Duration::from_millis(40);

/// One browser with a fresh profile or what serves as one, and the server that it is pointed at.
pub struct Page {
    browser: Browser,
    driver: WebDriver,
    server: Server,
    console: Console,
    place: Place,
    heard: Mutex<Vec<String>>,
    allowed: Mutex<Vec<String>>,
    /// Where its tabs are, in a browser that has served other tests.
    container: Option<String>,
    served: usize,
}

impl Page {
    /// Takes over a fresh session.
    pub(crate) async fn open(browser: Browser, driver: WebDriver, place: &Place) -> Result<Self> {
        let console = Console::listen(browser, &driver).await?;
        Self::with(browser, driver, console, place).await
    }

    async fn with(browser: Browser, driver: WebDriver, console: Console, place: &Place) -> Result<Self> {
        let pages = Pages::examples(place).with_recorder(console.records());
        let server = Server::start(pages).await?;
        let place = place.clone();
        Ok(Self {
            browser,
            driver,
            server,
            console,
            place,
            heard: Mutex::default(),
            allowed: Mutex::default(),
            container: None,
            served: 1,
        })
    }

    /// Which browser this is.
    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// The driver itself, for what has no word here.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The server of the examples.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The project's folders.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// A further server: another origin, or pages of the test's own.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn serve(&self, pages: Pages) -> Result<Server> {
        Server::start(pages.with_recorder(self.console.records())).await
    }

    /// Goes to a path of the examples' server or to a whole address, and waits until it is loaded.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn goto(&self, address: &str) -> Result<()> {
        self.listen().await?;
        let url = if address.starts_with('/') { self.server.url(address) } else { address.to_owned() };
        self.driver.goto(url.as_str()).await.with_context(|| format!("going to {url}"))
    }

    /// Goes to a page as somebody sees it for the first time: nothing of ours is kept, as where a guide goes on the whole core is
    /// fetched at once. The server has [`Pages::bare`].
    ///
    /// # Errors
    /// When it does not load.
    pub async fn goto_first(&self, server: &Server, address: &str) -> Result<()> {
        self.goto(&server.url(BARE)).await?;
        self.until("!window.lotse && (localStorage.clear(), true)").await?;
        self.goto(&server.url(address)).await?;
        // A page that is asked to begin anew loads once more.
        self.until("document.readyState === 'complete' && window.lotse").await
    }

    /// Loads the page again.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn reload(&self) -> Result<()> {
        self.listen().await?;
        Ok(self.driver.refresh().await?)
    }

    /// One back in the history.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn back(&self) -> Result<()> {
        self.listen().await?;
        Ok(self.driver.back().await?)
    }

    /// The address shown.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn url(&self) -> Result<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Runs the body of a function in the page and returns what it returns.
    ///
    /// # Errors
    /// When it throws.
    pub async fn script(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute(body, arguments).await?.json().clone())
    }

    /// Like [`Page::script`]; the body calls its last argument with the result.
    ///
    /// # Errors
    /// When it throws or never answers.
    pub async fn script_async(&self, body: &str, arguments: Vec<Value>) -> Result<Value> {
        Ok(self.driver.execute_async(body, arguments).await?.json().clone())
    }

    /// Waits until a JavaScript expression is true.
    ///
    /// # Errors
    /// When it is not within [`PATIENCE`].
    pub async fn until(&self, expression: &str) -> Result<()> {
        self.until_within(PATIENCE, expression).await
    }

    /// [`Page::until`] with another patience than [`PATIENCE`].
    ///
    /// # Errors
    /// As [`Page::until`].
    pub async fn until_within(&self, patience: Duration, expression: &str) -> Result<()> {
        let body = format!("return Boolean({expression})");
        let begun = Instant::now();
        while self.script(&body, Vec::new()).await? != Value::Bool(true) {
            if begun.elapsed() > patience {
                bail!("never true: {expression}");
            }
            sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Waits for two frames: what was asked for is then on the screen.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn painted(&self) -> Result<()> {
        let body =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(null)))";
        self.script_async(body, Vec::new()).await.map(|_| ())
    }

    /// Says that complaints containing this are part of the test.
    pub fn allow(&self, part: &str) {
        self.allowed.lock().unwrap_or_else(PoisonError::into_inner).push(part.to_owned());
    }

    /// What the page has complained of so far and the test has not allowed.
    ///
    /// # Errors
    /// When the driver refuses.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        self.listen().await?;
        let allowed = self.allowed.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(heard.into_iter().filter(|text| !allowed.iter().any(|part| text.contains(part))).collect())
    }

    async fn listen(&self) -> Result<()> {
        let complaints = self.console.take(&self.driver).await?;
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).extend(complaints);
        Ok(())
    }

    /// Closes the browser.
    pub(crate) async fn close(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }
}
