//! axe-core over what a test shows.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::page::Page;

/// Which part of the page is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Our stage only.
    Ours,
    /// The whole page.
    Everything,
}

/// One rule that is broken in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// axe's name of the rule, such as `color-contrast`.
    pub rule: String,
    /// `minor`, `moderate`, `serious` or `critical`.
    pub impact: String,
    /// CSS path, one part per shadow root.
    pub place: String,
    /// What to do about it.
    pub summary: String,
}

impl Page {
    /// What axe-core finds wrong now (WCAG 2.2 A and AA, and axe's best practices).
    ///
    /// # Errors
    /// When axe-core is not installed or cannot run in the page.
    pub async fn violations(&self, part: Part) -> Result<Vec<Violation>> {
        let file = self.place().npm("axe-core/axe.min.js");
        let axe =
            tokio::fs::read_to_string(&file).await.context("axe-core; `cargo xtask setup` installs it")?;
        // axe and the call are one script: some browsers give every script a sandbox of its own.
        let script = format!(
            "const done = arguments[arguments.length - 1];\n{axe}\n\
             const context = arguments[0] ? {{ include: [arguments[0]] }} : document;\n\
             axe.run(context, {{ resultTypes: ['violations'] }}).then(\n\
               (result) => {{ delete window.axe; done({{ violations: result.violations }}); }},\n\
               (error) => {{ delete window.axe; done({{ error: String(error) }}); }});"
        );
        let context = match part {
            Part::Ours => json!("lotse-stage"),
            Part::Everything => Value::Null,
        };
        let result = self.script_async(&script, vec![context]).await?;
        if let Some(error) = result["error"].as_str() {
            anyhow::bail!("axe-core: {error}");
        }
        let rules = result["violations"].as_array().cloned().unwrap_or_default();
        Ok(rules.iter().flat_map(violations_of).collect())
    }
}

fn violations_of(rule: &Value) -> Vec<Violation> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = rule["nodes"].as_array().cloned().unwrap_or_default();
    nodes
        .iter()
        .map(|node| Violation {
            rule: text(&rule["id"]),
            impact: text(&rule["impact"]),
            place: node["target"].to_string(),
            summary: text(&node["failureSummary"]),
        })
        .collect()
}
