//! What every benchmark stands on: the built SDK, the benchmark's guides, its pages, a browser and the median.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::Parser as _;
use lotse_cli::command::Lotse;
use lotse_cli::language::Language;
use lotse_tests::browser::Browser;
use lotse_tests::page::Page;
use lotse_tests::place::Place;
use lotse_tests::server::{Pages, Server};
use lotse_tests::session::Session;
use serde_json::{Value, json};
use thirtyfour::common::command::Command;

use crate::{setup, wasm};

/// Folder of what is served, below the project's root.
pub const PAGES: &str = "xtask/bench/pages";
/// Folder of the guides, below the project's root.
const GUIDES: &str = "xtask/bench/guides";

/// Builds the SDK, compiles the benchmark's guides, and installs what is missing.
pub async fn prepare(place: &Place) -> Result<()> {
    wasm::build(place).await?;
    setup::for_browsers(place).await?;
    for name in ["walk", "wait", "find"] {
        let (from, to) = (place.root().join(GUIDES).join(name), place.out().join("bench/guides").join(name));
        let arguments =
            ["lotse".as_ref(), "compile".as_ref(), from.as_os_str(), "--out".as_ref(), to.as_os_str()];
        if Lotse::try_parse_from(arguments)?.run(Language::of_terminal()) != ExitCode::SUCCESS {
            bail!("the guides of the benchmarks do not compile");
        }
    }
    Ok(())
}

/// A browser with the benchmark's pages on a server: pages at `/bench/`, guides at `/bench-guides/`, the SDK at `/lotse/`.
pub struct Ground {
    session: Session,
    server: Server,
}

impl Ground {
    /// Opens both. The last pages and files built by [`prepare`] are served.
    pub async fn open(browser: Browser, place: &Place) -> Result<Self> {
        Self::open_with(browser, place, &[]).await
    }

    /// [`Ground::open`] with further arguments for Chromium.
    pub async fn open_with(browser: Browser, place: &Place, arguments: &[&str]) -> Result<Self> {
        Self::open_served(browser, place, arguments, false).await
    }

    /// [`Ground::open`] with files compressed, as servers of customers do.
    pub async fn open_compressed(browser: Browser, place: &Place) -> Result<Self> {
        Self::open_served(browser, place, &[], true).await
    }

    async fn open_served(
        browser: Browser,
        place: &Place,
        arguments: &[&str],
        is_compressed: bool,
    ) -> Result<Self> {
        let session = Session::open_with(browser, place, arguments).await?;
        let pages = Pages::default()
            .folder("bench", place.root().join(PAGES))?
            .folder("bench-guides", place.out().join("bench/guides"))?
            .folder("bench-peer", place.npm("driver.js/dist"))?
            .folder("lotse", place.dist())?;
        let pages = if is_compressed { pages.compressed() } else { pages };
        let server = session.page().serve(pages).await?;
        Ok(Self { session, server })
    }

    pub fn page(&self) -> &Page {
        self.session.page()
    }

    /// Goes to a file of the pages' folder (with a query) and waits until its script is ready.
    pub async fn go(&self, file: &str) -> Result<()> {
        self.page().goto(&self.server.url(&format!("/bench/{file}"))).await?;
        self.page().until("window.bench && bench.isReady").await
    }

    /// The address of a file of the pages' folder.
    pub fn url(&self, file: &str) -> String {
        self.server.url(&format!("/bench/{file}"))
    }

    /// What a promise of the page resolves to.
    pub async fn ask(&self, expression: &str) -> Result<Value> {
        let body = format!(
            "const done = arguments[arguments.length - 1];
             Promise.resolve({expression}).then((value) => done({{ value: value ?? null }}), (error) => done({{ error: String(error) }}))"
        );
        let answer = self.page().script_async(&body, Vec::new()).await?;
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => bail!("{expression}: {error}"),
            None => Ok(answer.get("value").cloned().unwrap_or_default()),
        }
    }

    /// A command of the Chrome DevTools Protocol; Chromium only.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.page().driver().cdp().send_raw(command, parameters).await.with_context(|| command.to_owned())
    }

    /// Input as a person makes it: a sequence of actions of WebDriver (section 15.7).
    pub async fn act(&self, actions: Value) -> Result<()> {
        self.page().driver().cmd(Command::PerformActions(actions.into())).await?;
        Ok(())
    }

    /// Lets what is garbage go, as far as the browser can be made to.
    pub async fn collect_garbage(&self) -> Result<()> {
        for _ in 0..4 {
            self.devtools("HeapProfiler.collectGarbage", json!({})).await?;
            self.ask("bench.sleep(60)").await?;
        }
        Ok(())
    }

    pub async fn close(self) {
        self.session.close().await;
    }
}

/// The number at a path of what a page has answered; no number where there is none.
pub fn number(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or(f64::NAN)
}

/// The middle value, the lower of two; no number when there are none.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_stands_in_the_middle() {
        assert_eq!(median(&[9.0, 1.0, 5.0]), 5.0);
        assert_eq!(median(&[4.0, 2.0]), 2.0);
        assert!(median(&[]).is_nan());
    }
}
