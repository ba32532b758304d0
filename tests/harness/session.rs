//! A browser with one page, for measurements and pictures: what a test is given, without a test around it.

use anyhow::Result;

use crate::browser::Browser;
use crate::driver::Driver;
use crate::page::Page;
use crate::place::Place;

/// A driver of its own with one open page.
pub struct Session {
    driver: Driver,
    page: Page,
}

impl Session {
    /// Starts the browser with a fresh profile.
    ///
    /// # Errors
    /// When browser or driver cannot be started.
    pub async fn open(browser: Browser, place: &Place) -> Result<Self> {
        Self::open_with(browser, place, &[]).await
    }

    /// [`Session::open`] with further arguments for Chromium.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub async fn open_with(browser: Browser, place: &Place, arguments: &[&str]) -> Result<Self> {
        let driver = Driver::start(browser, place, "-session").await?;
        let opened = match driver.open_with(arguments).await {
            Ok(session) => Page::open(browser, session, place).await,
            Err(error) => Err(error),
        };
        match opened {
            Ok(page) => Ok(Self { driver, page }),
            Err(error) => {
                driver.stop().await;
                Err(error)
            }
        }
    }

    /// The page.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// Closes the browser and ends its driver.
    pub async fn close(self) {
        // A browser that does not close is ended with its driver.
        let _ = self.page.close().await;
        self.driver.stop().await;
    }
}
