//! Content security policies on their way through: moved to our origin, and extended by what Lotse needs.

use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue};

use super::notice::{Notice, Reporter};
use super::origins::Origins;
use crate::csp::{Disposition, Missing, Needs, Place, Policy, Source, extend, localize, missing};

/// What happens to the policies of one page.
#[derive(Clone)]
pub(crate) struct PolicyRules {
    /// The pair of origins, where the page comes from another one than its policies were written for.
    pub(crate) moved: Option<Origins>,
    /// What the policies have to allow; `None` leaves them as strict as they are.
    pub(crate) needs: Option<Needs>,
    /// The page's path, for the notice.
    pub(crate) page: String,
    /// Who hears what was added.
    pub(crate) reporter: Arc<Reporter>,
}

/// Adjusts both policy headers. A value in which nothing changes keeps its exact bytes.
pub(crate) fn adjust_headers(headers: &mut HeaderMap, rules: &PolicyRules) {
    for (name, disposition) in crate::csp::HEADERS {
        let old: Vec<HeaderValue> = headers.get_all(&name).iter().cloned().collect();
        headers.remove(&name);
        for value in old {
            let text = String::from_utf8_lossy(value.as_bytes()).into_owned();
            let changed = rules
                .adjust(&text, Place::Header, disposition)
                .and_then(|text| HeaderValue::try_from(text).ok());
            headers.append(&name, changed.unwrap_or(value));
        }
    }
}

impl PolicyRules {
    /// The `content` of a policy in `<meta>`, adjusted; `None` when nothing changes.
    pub(super) fn adjust_meta(&self, text: &str) -> Option<String> {
        self.adjust(text, Place::Meta, Disposition::Enforce)
    }

    fn adjust(&self, text: &str, place: Place, disposition: Disposition) -> Option<String> {
        let mut changed = false;
        let adjusted: Vec<String> = crate::csp::policies(text)
            .map(|policy| {
                let new = self.adjust_one(&policy, place, disposition);
                changed |= new != policy;
                new.to_string()
            })
            .collect();
        changed.then(|| adjusted.join(", "))
    }

    fn adjust_one(&self, policy: &Policy, place: Place, disposition: Disposition) -> Policy {
        let moved = match &self.moved {
            Some(origins) => localize(policy, origins.upstream(), origins.local()),
            None => policy.clone(),
        };
        let Some(needs) = &self.needs else { return moved };
        let lacking = missing(&moved, needs);
        if lacking.is_empty() {
            return moved;
        }
        // What an operator has to write is about their own policy, not about ours for loopback.
        let lines = missing(policy, needs).iter().map(line_without_nonce).collect();
        self.reporter.say(Notice::PolicyExtended { page: self.page.clone(), place, disposition, lines });
        extend(&moved, &lacking)
    }
}

/// A nonce is new with every answer; without it, the same policy reads the same each time.
fn line_without_nonce(missing: &Missing) -> String {
    let mut line = missing.line.clone();
    for source in &mut line.sources {
        if let Source::Nonce(nonce) = source {
            "…".clone_into(nonce);
        }
    }
    line.to_string()
}
