//! How policies reach a page: headers, one or many policies in each, and `<meta>`.

use axum::http::{HeaderMap, HeaderName, header};
use serde::Serialize;

use super::policy::Policy;

/// Directives that a `<meta>` element cannot carry; browsers ignore them there.
const NOT_IN_META: &[&str] = &["frame-ancestors", "report-uri", "sandbox"];

/// The two headers and what each means.
pub(crate) const HEADERS: [(HeaderName, Disposition); 2] = [
    (header::CONTENT_SECURITY_POLICY, Disposition::Enforce),
    (header::CONTENT_SECURITY_POLICY_REPORT_ONLY, Disposition::Report),
];

/// Whether breaking the policy has consequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// The browser refuses.
    Enforce,
    /// The browser reports only.
    Report,
}

/// Where a policy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A response header.
    Header,
    /// A `<meta http-equiv>` element.
    Meta,
}

/// A policy with where it stood and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// The policy.
    pub policy: Policy,
    /// Where it stands.
    pub place: Place,
    /// What it does.
    pub disposition: Disposition,
}

/// All policies of a response's headers, in order. A header value may hold several, separated by commas.
#[must_use]
pub fn from_headers(headers: &HeaderMap) -> Vec<Delivered> {
    let mut found = Vec::new();
    for (name, disposition) in HEADERS {
        for value in headers.get_all(name) {
            let text = String::from_utf8_lossy(value.as_bytes());
            found.extend(policies(&text).map(|policy| Delivered {
                policy,
                place: Place::Header,
                disposition,
            }));
        }
    }
    found
}

/// The policies in the `content` of a `<meta http-equiv="Content-Security-Policy">`, without what browsers ignore there.
#[must_use]
pub fn from_meta(content: &str) -> Vec<Delivered> {
    policies(content)
        .map(|mut policy| {
            policy.directives.retain(|directive| !NOT_IN_META.contains(&directive.name.as_str()));
            Delivered { policy, place: Place::Meta, disposition: Disposition::Enforce }
        })
        .collect()
}

/// The policies in one header value or `content` attribute.
pub(crate) fn policies(text: &str) -> impl Iterator<Item = Policy> {
    text.split(',')
        .filter_map(|one| one.parse::<Policy>().ok())
        .filter(|policy| !policy.directives.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn every_header_and_every_comma_is_a_policy() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'self', img-src *"),
        );
        headers.append(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("font-src *"));
        headers.append(
            header::CONTENT_SECURITY_POLICY_REPORT_ONLY,
            HeaderValue::from_static("script-src 'none'; "),
        );
        let found = from_headers(&headers);
        assert_eq!(found.len(), 4);
        assert_eq!(found.iter().filter(|d| d.disposition == Disposition::Report).count(), 1);
    }

    #[test]
    fn meta_cannot_sandbox() {
        let found = from_meta("sandbox; default-src 'self'; report-uri /r");
        assert_eq!(found[0].policy.to_string(), "default-src 'self'");
        assert!(from_meta(" ").is_empty());
    }
}
