//! axe-core over what a test shows.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::bidi::text_at;
use crate::page::Page;

/// Which part of the page is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Our stage only.
    Ours,
    /// The help panel only.
    Help,
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
            Part::Help => json!("lotse-help"),
            Part::Everything => Value::Null,
        };
        let result = self.script_async(&script, vec![context]).await?;
        let error = text_at(&result, "/error");
        if !error.is_empty() {
            bail!("axe-core: {error}");
        }
        let rules =
            result.get("violations").and_then(Value::as_array).context("axe-core answered nothing")?;
        Ok(rules.iter().flat_map(violations_of).collect())
    }
}

fn violations_of(rule: &Value) -> impl Iterator<Item = Violation> {
    let nodes = rule.get("nodes").and_then(Value::as_array).into_iter().flatten();
    nodes.map(|node| Violation {
        rule: text_at(rule, "/id").to_owned(),
        impact: text_at(rule, "/impact").to_owned(),
        place: node.get("target").map(ToString::to_string).unwrap_or_default(),
        summary: text_at(node, "/failureSummary").to_owned(),
    })
}
