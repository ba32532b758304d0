//! How a page looks: size, media features, pictures.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::Page;
use crate::browser::Browser;
use crate::skip::Skip;

/// How long a window may take to come to another size.
const RESIZED: Duration = Duration::from_secs(2);

impl Page {
    /// Makes the viewport this large, in CSS pixels. MiniBrowser's window cannot be narrower than its toolbar (447 pixels):
    /// below that, the test is skipped there.
    ///
    /// # Errors
    /// When the browser does not come to that size.
    pub async fn viewport(&self, width: u32, height: u32) -> Result<()> {
        match self.browser {
            Browser::Chromium => {
                let size =
                    json!({ "width": width, "height": height, "deviceScaleFactor": 0, "mobile": false });
                self.driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", size).await?;
            }
            Browser::Firefox => {
                let context = self.driver.window().await?.to_string();
                let size = json!({ "context": context, "viewport": { "width": width, "height": height } });
                let bidi = self.console.bidi().context("Firefox without BiDi")?;
                bidi.send("browsingContext.setViewport", size).await?;
            }
            Browser::Webkit => {
                let frame = self
                    .script("return [outerWidth - innerWidth, outerHeight - innerHeight]", vec![])
                    .await?;
                let extra = |index: usize| frame.get(index).and_then(Value::as_u64).unwrap_or(0);
                let outer = (u64::from(width) + extra(0), u64::from(height) + extra(1));
                self.driver.set_window_rect(0, 0, u32::try_from(outer.0)?, u32::try_from(outer.1)?).await?;
                let narrower = format!("innerWidth <= {width}");
                if self.until_within(RESIZED, &narrower).await.is_err() {
                    let now = self.script("return innerWidth", vec![]).await?;
                    return Err(
                        Skip::because(format!("MiniBrowser's window is at least {now} pixels wide")).into()
                    );
                }
            }
        }
        self.until(&format!("innerWidth === {width} && innerHeight === {height}")).await
    }

    /// Sets CSS media features, such as `("prefers-color-scheme", "dark")`. Chromium only: skipped elsewhere.
    ///
    /// # Errors
    /// When the browser cannot.
    pub async fn media(&self, features: &[(&str, &str)]) -> Result<()> {
        if self.browser != Browser::Chromium {
            return Err(Skip::because(format!("{} cannot be told media features", self.browser)).into());
        }
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.driver.cdp().send_raw("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
        Ok(())
    }

    /// Saves what is to be seen as `target/lotse/pictures/NAME.png` and returns the file.
    ///
    /// # Errors
    /// When the driver refuses or the file cannot be written.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        let file = self.place.pictures().join(format!("{name}.png"));
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        self.driver.screenshot(&file).await?;
        Ok(file)
    }
}
