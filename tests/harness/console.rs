//! What a page complains of: console errors, uncaught errors, CSP reports. Each browser is asked in the way that costs
//! the page least: Chromium's own log, Firefox's BiDi events, and in WebKit a script that our server puts first.

use std::sync::{Arc, PoisonError};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use thirtyfour::WebDriver;

use crate::bidi::{Bidi, text_at};
use crate::browser::Browser;
use crate::server::Records;

/// The script that our server puts into pages for WebKit.
pub const RECORDER: &str = include_str!("recorder.js");

/// Firefox: a listener in a sandbox of its own, so that the page cannot tell. The page's own log knows no CSP reports.
const POLICY_LISTENER: &str = "(send) => addEventListener('securitypolicyviolation', \
     (event) => send(`CSP: ${event.effectiveDirective} blocked ${event.blockedURI} in ${event.documentURI}`), true)";

/// Collects complaints of one session.
pub struct Console {
    browser: Browser,
    heard: Records,
    bidi: Option<Bidi>,
}

impl Console {
    /// Starts listening, before the first page is loaded.
    pub async fn listen(browser: Browser, driver: &WebDriver) -> Result<Self> {
        let heard = Records::default();
        let bidi = match browser {
            Browser::Firefox => Some(listen_in_firefox(driver, Arc::clone(&heard)).await?),
            Browser::Chromium | Browser::Webkit => None,
        };
        Ok(Self { browser, heard, bidi })
    }

    /// Where servers put what pages send them; none where the browser tells by itself.
    pub fn records(&self) -> Option<Records> {
        (self.browser == Browser::Webkit).then(|| Arc::clone(&self.heard))
    }

    /// The BiDi connection, where there is one.
    pub fn bidi(&self) -> Option<&Bidi> {
        self.bidi.as_ref()
    }

    /// What has been complained of since the last call. Called before the page is left, too.
    pub async fn take(&self, driver: &WebDriver) -> Result<Vec<String>> {
        match self.browser {
            Browser::Chromium => {
                for entry in driver.browser_log().await? {
                    if entry.level == "SEVERE" {
                        self.hear(format!("{}: {}", entry.source.unwrap_or_default(), entry.message));
                    }
                }
            }
            Browser::Firefox => {
                // Events come on another connection than answers: one round trip there makes sure that they are in.
                if let Some(bidi) = &self.bidi {
                    bidi.send("session.status", json!({})).await?;
                }
            }
            Browser::Webkit => {
                let script = "return window.__lotse_recorder ? window.__lotse_recorder.splice(0) : []";
                let records = driver.execute(script, Vec::new()).await?;
                for record in records.json().as_array().into_iter().flatten().filter_map(Value::as_str) {
                    self.hear(record.to_owned());
                }
            }
        }
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(std::mem::take(&mut *heard))
    }

    fn hear(&self, complaint: String) {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(complaint);
    }
}

async fn listen_in_firefox(driver: &WebDriver, heard: Records) -> Result<Bidi> {
    let address = driver.handle().capabilities().get("webSocketUrl").and_then(Value::as_str);
    let address = address.context("Firefox offers no BiDi connection")?;
    let bidi = Bidi::connect(address, move |method, event| {
        let complaint = match method {
            "log.entryAdded" if text_at(event, "/level") == "error" => {
                let place = text_at(event, "/stackTrace/callFrames/0/url");
                format!("{}: {} {place}", text_at(event, "/type"), text_at(event, "/text"))
            }
            "script.message" => text_at(event, "/data/value").to_owned(),
            _ => return,
        };
        heard.lock().unwrap_or_else(PoisonError::into_inner).push(complaint);
    })
    .await?;
    bidi.send("session.subscribe", json!({ "events": ["log.entryAdded", "script.message"] })).await?;
    let listener = json!({
        "functionDeclaration": POLICY_LISTENER,
        "arguments": [{ "type": "channel", "value": { "channel": "policy" } }],
        "sandbox": "lotse-recorder",
    });
    bidi.send("script.addPreloadScript", listener).await?;
    Ok(bidi)
}
