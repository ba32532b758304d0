//! What a page's policies lack for each documented form of embedding.

use serde::Serialize;
use url::Url;

use super::deliver::{Delivered, Disposition, Place};
use super::need::{Needs, ScriptTag, missing};

/// The verdict on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Where the page was in the end, redirects followed.
    pub url: Url,
    /// Its policies, as they were sent.
    pub policies: Vec<SentPolicy>,
    /// The SDK and its files on the page's own origin (recommended).
    pub same_origin: FormReport,
    /// The SDK and its files on another origin.
    pub other_origin: FormReport,
}

/// A policy as it was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SentPolicy {
    /// Header or `<meta>`.
    pub place: Place,
    /// Enforced, or reported only.
    pub disposition: Disposition,
    /// Its text, white space aside.
    pub text: String,
    /// Whether it lists nonces, one of which the script tag has to carry.
    pub uses_nonces: bool,
    /// Whether it switches scripts off as a whole.
    pub forbids_scripts: bool,
}

/// The verdict on one form of embedding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormReport {
    /// Where the SDK and its files come from.
    pub origin: String,
    /// What to change; empty when nothing is missing.
    pub missing: Vec<MissingLine>,
}

/// One directive to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingLine {
    /// Which of the page's policies, counted from 0.
    pub policy: usize,
    /// The directive.
    pub directive: String,
    /// The words to add.
    pub add: Vec<String>,
    /// The whole directive as it should read.
    pub line: String,
}

impl FormReport {
    /// Whether this form works under the page's policies as they are.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_empty()
    }
}

/// Judges both forms: every policy has to allow everything, those that only report included (they would report).
#[must_use]
pub fn report(url: &Url, policies: &[Delivered], other: &Url) -> Report {
    let own = url.join("/").unwrap_or_else(|_| url.clone());
    Report {
        url: url.clone(),
        policies: policies.iter().map(sent).collect(),
        same_origin: form(url, policies, &own),
        other_origin: form(url, policies, other),
    }
}

fn sent(delivered: &Delivered) -> SentPolicy {
    SentPolicy {
        place: delivered.place,
        disposition: delivered.disposition,
        text: delivered.policy.to_string(),
        uses_nonces: super::need::page_nonce(std::slice::from_ref(delivered)).is_some(),
        forbids_scripts: delivered.policy.forbids_scripts(),
    }
}

fn form(page: &Url, policies: &[Delivered], origin: &Url) -> FormReport {
    let script = origin.join("lotse.js").unwrap_or_else(|_| origin.clone());
    let is_other = origin.origin() != page.origin();
    let needs = Needs {
        page: page.clone(),
        connect: script.clone(),
        images: is_other.then(|| script.clone()),
        script,
        tag: ScriptTag::MarkupWithPageNonce,
    };
    let mut lines = Vec::new();
    for (index, delivered) in policies.iter().enumerate() {
        if delivered.policy.forbids_scripts() {
            lines.push(MissingLine {
                policy: index,
                directive: "sandbox".to_owned(),
                add: vec!["allow-scripts".to_owned()],
                line: format!(
                    "{} allow-scripts",
                    delivered.policy.get("sandbox").map(ToString::to_string).unwrap_or_default()
                ),
            });
        }
        lines.extend(missing(&delivered.policy, &needs).into_iter().map(|one| MissingLine {
            policy: index,
            add: one.add.iter().map(ToString::to_string).collect(),
            line: one.line.to_string(),
            directive: one.directive,
        }));
    }
    FormReport { origin: origin.origin().ascii_serialization(), missing: lines }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csp::from_meta;

    fn judge(policies: &[Delivered]) -> Report {
        report(
            &"https://app.example/orders".parse().unwrap(),
            policies,
            &"https://help.example/".parse().unwrap(),
        )
    }

    fn header(text: &str, disposition: Disposition) -> Delivered {
        Delivered { policy: text.parse().unwrap(), place: Place::Header, disposition }
    }

    #[test]
    fn no_policy_lacks_nothing() {
        let report = judge(&[]);
        assert!(report.same_origin.is_complete() && report.other_origin.is_complete());
    }

    #[test]
    fn every_policy_counts() {
        let mut policies = vec![header("script-src 'self' 'wasm-unsafe-eval'", Disposition::Enforce)];
        assert!(judge(&policies).same_origin.is_complete());
        policies.push(header("script-src 'self'", Disposition::Report));
        policies.extend(from_meta("connect-src 'none'"));
        let report = judge(&policies);
        let found: Vec<_> = report.same_origin.missing.iter().map(|m| (m.policy, m.line.as_str())).collect();
        assert_eq!(found, [(1, "script-src 'self' 'wasm-unsafe-eval'"), (2, "connect-src 'self'")]);
        assert_eq!(report.other_origin.missing.len(), 3);
    }

    #[test]
    fn a_sandbox_needs_scripts() {
        let report = judge(&[header("sandbox allow-forms", Disposition::Enforce)]);
        assert_eq!(report.same_origin.missing[0].line, "sandbox allow-forms allow-scripts");
    }
}
