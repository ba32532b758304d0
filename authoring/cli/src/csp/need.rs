//! What Lotse needs of a policy, and the least that has to be added where it is refused.

use std::fmt;

use url::Url;

use super::decide::{Fetch, Request, WASM_DIRECTIVES};
use super::deliver::{Delivered, Disposition, Place};
use super::policy::{Directive, Policy};
use super::source::Source;

/// What one form of embedding asks for.
#[derive(Clone, Debug)]
pub struct Needs {
    /// The page.
    pub page: Url,
    /// The loader's address.
    pub script: Url,
    /// How the loader gets into the page.
    pub tag: ScriptTag,
    /// Where WebAssembly and guides are fetched from.
    pub connect: Url,
    /// Where pictures in guides come from, when they are not the page's own.
    pub images: Option<Url>,
}

/// How the loader gets into the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptTag {
    /// A tag in the page's markup, with this nonce where there is one.
    Markup {
        /// The `nonce` attribute.
        nonce: Option<String>,
    },
    /// A tag in the page's markup that will get whatever nonce the policy lists.
    MarkupWithPageNonce,
    /// A script that runs already imports it.
    Import,
}

/// What one directive of a policy lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The directive to extend, or to add beside `default-src`.
    pub directive: String,
    /// The words to add.
    pub add: Vec<Source>,
    /// The whole directive as it should read then.
    pub line: Directive,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.line.fmt(f)
    }
}

/// The stand-in for a nonce that the server makes anew for every answer.
const SOME_NONCE: &str = "RANDOM";

/// What `policy` lacks of `needs`; empty when Lotse runs under it as it is.
#[must_use]
pub fn missing(policy: &Policy, needs: &Needs) -> Vec<Missing> {
    let mut found: Vec<Missing> = Vec::new();
    if let Some(source) = script_needs(policy, needs) {
        add(&mut found, policy, script_directive(policy), Fetch::Script.directives(), source);
    }
    if !policy.allows_wasm() {
        add(&mut found, policy, "script-src", WASM_DIRECTIVES, Source::WasmUnsafeEval);
    }
    for (fetch, url) in [(Fetch::Connect, Some(&needs.connect)), (Fetch::Image, needs.images.as_ref())] {
        let Some(url) = url else { continue };
        let request = Request { fetch, url, page: &needs.page, nonce: None, is_in_markup: false };
        if !policy.allows(&request) {
            let name = fetch.directives().first().copied().unwrap_or("default-src");
            add(&mut found, policy, name, fetch.directives(), origin_source(url, &needs.page));
        }
    }
    found
}

/// `policy` with `missing` added and nothing else changed.
#[must_use]
pub fn extend(policy: &Policy, missing: &[Missing]) -> Policy {
    let mut extended = policy.clone();
    for one in missing {
        match extended.directives.iter_mut().find(|directive| directive.name == one.directive) {
            Some(directive) => directive.clone_from(&one.line),
            None => extended.directives.push(one.line.clone()),
        }
    }
    extended
}

/// The nonce that a script tag in a page with these policies should carry: the first that an enforced header lists.
#[must_use]
pub fn page_nonce(policies: &[Delivered]) -> Option<&str> {
    let in_headers = || policies.iter().filter(|delivered| delivered.place == Place::Header);
    let enforced = in_headers().filter(|delivered| delivered.disposition == Disposition::Enforce);
    enforced
        .chain(in_headers())
        .find_map(|delivered| delivered.policy.first_of(Fetch::Script.directives())?.nonces().next())
}

/// Whether any of these policies admits script tags by nonce or hash only.
#[must_use]
pub fn asks_for_nonce(policies: &[Delivered]) -> bool {
    policies.iter().any(|delivered| {
        let directive = delivered.policy.first_of(Fetch::Script.directives());
        directive.is_some_and(|directive| directive.sources.contains(&Source::StrictDynamic))
    })
}

/// The source that lets the loader in, or `None` when it is let in already.
fn script_needs(policy: &Policy, needs: &Needs) -> Option<Source> {
    let directive = policy.first_of(Fetch::Script.directives())?;
    let (nonce, is_in_markup) = match &needs.tag {
        ScriptTag::Markup { nonce } => (nonce.as_deref(), true),
        ScriptTag::MarkupWithPageNonce => (directive.nonces().next(), true),
        ScriptTag::Import => (None, false),
    };
    let request =
        Request { fetch: Fetch::Script, url: &needs.script, page: &needs.page, nonce, is_in_markup };
    if policy.allows(&request) {
        return None;
    }
    Some(if directive.sources.contains(&Source::StrictDynamic) {
        Source::Nonce(nonce.unwrap_or(SOME_NONCE).to_owned())
    } else {
        origin_source(&needs.script, &needs.page)
    })
}

/// The directive that decides about script tags, or the one to add.
fn script_directive(policy: &Policy) -> &'static str {
    if policy.get("script-src-elem").is_some() { "script-src-elem" } else { "script-src" }
}

fn origin_source(url: &Url, page: &Url) -> Source {
    if url.origin() == page.origin() {
        return Source::SelfOrigin;
    }
    let text = url.origin().ascii_serialization();
    text.parse().unwrap_or(Source::Other(text))
}

/// Notes `source` for the directive `name`, which starts from what `fallbacks` say today.
fn add(found: &mut Vec<Missing>, policy: &Policy, name: &str, fallbacks: &[&str], source: Source) {
    if let Some(known) = found.iter_mut().find(|missing| missing.directive == name) {
        known.line.sources.push(source.clone());
        known.add.push(source);
        return;
    }
    let mut sources =
        policy.first_of(fallbacks).map(|directive| directive.sources.clone()).unwrap_or_default();
    // 'none' beside anything else is ignored with a warning; it has to go.
    sources.retain(|source| *source != Source::None);
    sources.push(source.clone());
    let line = Directive { name: name.to_owned(), sources };
    found.push(Missing { directive: name.to_owned(), add: vec![source], line });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csp::from_headers;
    use axum::http::{HeaderMap, HeaderValue, header};

    fn needs(tag: ScriptTag, script: &str) -> Needs {
        let script: Url = script.parse().unwrap();
        let images = (script.host_str() != Some("app.example")).then(|| script.clone());
        Needs { page: "https://app.example/".parse().unwrap(), connect: script.clone(), script, tag, images }
    }

    fn lines(policy: &str, needs: &Needs) -> Vec<String> {
        missing(&policy.parse().unwrap(), needs).iter().map(ToString::to_string).collect()
    }

    fn own() -> Needs {
        needs(ScriptTag::MarkupWithPageNonce, "https://app.example/lotse/lotse.js")
    }

    fn other() -> Needs {
        needs(ScriptTag::MarkupWithPageNonce, "https://help.example/lotse.js")
    }

    #[test]
    fn the_one_word_on_the_same_origin() {
        assert_eq!(lines("default-src 'self'", &own()), ["script-src 'self' 'wasm-unsafe-eval'"]);
        assert_eq!(lines("default-src 'self'; script-src 'self' 'wasm-unsafe-eval'", &own()), [""; 0]);
        assert_eq!(lines("style-src 'none'", &own()), [""; 0]);
    }

    #[test]
    fn none_gives_way() {
        assert_eq!(
            lines("default-src 'none'", &own()),
            ["script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'"]
        );
    }

    #[test]
    fn another_origin_needs_three_lines() {
        assert_eq!(
            lines("default-src 'self'; img-src 'self' data:", &other()),
            [
                "script-src 'self' https://help.example 'wasm-unsafe-eval'",
                "connect-src 'self' https://help.example",
                "img-src 'self' data: https://help.example"
            ]
        );
    }

    #[test]
    fn the_element_directive_is_extended_where_it_decides() {
        assert_eq!(
            lines("script-src 'self'; script-src-elem https://cdn.example; connect-src *", &own()),
            ["script-src-elem https://cdn.example 'self'", "script-src 'self' 'wasm-unsafe-eval'"]
        );
    }

    #[test]
    fn nonces_spare_the_host() {
        let policy = "script-src 'nonce-abc' 'strict-dynamic'";
        assert_eq!(lines(policy, &own()), ["script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'"]);
        let plain = needs(ScriptTag::Markup { nonce: None }, "https://app.example/l.js");
        assert_eq!(
            lines("script-src 'sha256-x' 'strict-dynamic' 'wasm-unsafe-eval'", &plain),
            ["script-src 'sha256-x' 'strict-dynamic' 'wasm-unsafe-eval' 'nonce-RANDOM'"]
        );
        let import = needs(ScriptTag::Import, "https://app.example/l.js");
        assert_eq!(lines("script-src 'nonce-a' 'strict-dynamic' 'wasm-unsafe-eval'", &import), [""; 0]);
        assert_eq!(
            lines("script-src 'nonce-a' 'wasm-unsafe-eval'", &import),
            ["script-src 'nonce-a' 'wasm-unsafe-eval' 'self'"]
        );
    }

    #[test]
    fn extended_policies_lack_nothing_and_keep_everything() {
        for text in [
            "default-src 'none'",
            "default-src 'self'; script-src-elem 'none'; img-src x.test; report-uri /r",
            "script-src 'sha256-x' 'strict-dynamic'; connect-src 'none'",
            "default-src https:; trusted-types a b; require-trusted-types-for 'script'",
        ] {
            for needs in [
                own(),
                other(),
                needs(ScriptTag::Markup { nonce: Some("n".into()) }, "https://app.example/l.js"),
            ] {
                let policy: Policy = text.parse().unwrap();
                let extended = extend(&policy, &missing(&policy, &needs));
                assert_eq!(lines(&extended.to_string(), &needs), [""; 0], "{text} → {extended}");
                for directive in &policy.directives {
                    let kept = extended.get(&directive.name).unwrap();
                    let lost =
                        directive.sources.iter().filter(|s| **s != Source::None && !kept.sources.contains(s));
                    assert_eq!(lost.count(), 0, "{text} → {extended}");
                }
            }
        }
    }

    #[test]
    fn the_nonce_of_an_enforced_header_wins() {
        let mut headers = HeaderMap::new();
        let mut put = |name, text| headers.append(name, HeaderValue::from_static(text));
        put(header::CONTENT_SECURITY_POLICY_REPORT_ONLY, "script-src 'nonce-report'");
        put(header::CONTENT_SECURITY_POLICY, "default-src 'self', default-src 'nonce-real'");
        assert_eq!(page_nonce(&from_headers(&headers)), Some("real"));
        assert_eq!(page_nonce(&[]), None);
    }
}
