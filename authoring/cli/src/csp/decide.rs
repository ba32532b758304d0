//! What one policy decides about one request.

use url::Url;

use super::matching::fits_any;
use super::policy::{Directive, Policy};
use super::source::Source;

/// A kind of fetch, named after the directive that governs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fetch {
    /// `connect-src`
    Connect,
    /// `img-src`
    Image,
    /// `script-src-elem`, for a `<script>` that the page's markup brings along
    Script,
}

impl Fetch {
    /// The directive and what is asked when it is absent, nearest first.
    #[must_use]
    pub fn directives(self) -> &'static [&'static str] {
        match self {
            Self::Connect => &["connect-src", "default-src"],
            Self::Image => &["img-src", "default-src"],
            Self::Script => &["script-src-elem", "script-src", "default-src"],
        }
    }
}

/// WebAssembly is asked of `script-src`, never of `script-src-elem`.
pub(super) const WASM_DIRECTIVES: &[&str] = &["script-src", "default-src"];

/// A request that a page makes.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// What kind it is.
    pub fetch: Fetch,
    /// Where it goes.
    pub url: &'a Url,
    /// The page that makes it.
    pub page: &'a Url,
    /// The nonce on the script tag; of no meaning for other kinds.
    pub nonce: Option<&'a str>,
    /// Whether the page's markup brought the script (then `'strict-dynamic'` asks for a nonce) or a script loads it.
    pub is_in_markup: bool,
}

impl Policy {
    /// Whether the policy lets the request through.
    #[must_use]
    pub fn allows(&self, request: &Request<'_>) -> bool {
        let Some(directive) = self.first_of(request.fetch.directives()) else { return true };
        match request.fetch {
            Fetch::Connect | Fetch::Image => fits_any(request.url, &directive.sources, request.page),
            Fetch::Script => allows_script(directive, request),
        }
    }

    /// Whether the policy lets WebAssembly be compiled.
    #[must_use]
    pub fn allows_wasm(&self) -> bool {
        self.first_of(WASM_DIRECTIVES).is_none_or(|directive| {
            directive
                .sources
                .iter()
                .any(|source| matches!(source, Source::UnsafeEval | Source::WasmUnsafeEval))
        })
    }

    /// Whether the policy turns scripts off as a whole (`sandbox` without `allow-scripts`).
    #[must_use]
    pub fn forbids_scripts(&self) -> bool {
        self.get("sandbox").is_some_and(|directive| {
            !directive.sources.iter().any(|word| word.to_string().eq_ignore_ascii_case("allow-scripts"))
        })
    }
}

impl Directive {
    /// The nonces that it lists.
    pub(super) fn nonces(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().filter_map(|source| match source {
            Source::Nonce(nonce) => Some(nonce.as_str()),
            _ => None,
        })
    }
}

fn allows_script(directive: &Directive, request: &Request<'_>) -> bool {
    if request.nonce.is_some_and(|nonce| directive.nonces().any(|listed| listed == nonce)) {
        return true;
    }
    if directive.sources.contains(&Source::StrictDynamic) {
        // It switches every list of hosts off, 'self' included, and trusts what a trusted script loads.
        return !request.is_in_markup;
    }
    fits_any(request.url, &directive.sources, request.page)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "https://app.example/";

    fn script(policy: &str, url: &str, nonce: Option<&str>, is_in_markup: bool) -> bool {
        let (page, url) = (PAGE.parse().unwrap(), url.parse().unwrap());
        let policy: Policy = policy.parse().unwrap();
        policy.allows(&Request { fetch: Fetch::Script, url: &url, page: &page, nonce, is_in_markup })
    }

    #[test]
    fn script_elements_fall_back_twice() {
        let own = "https://app.example/l.js";
        assert!(script("img-src 'none'", own, None, true));
        assert!(!script("default-src 'none'", own, None, true));
        assert!(script("default-src 'none'; script-src 'self'", own, None, true));
        assert!(!script("script-src 'self'; script-src-elem 'none'", own, None, true));
        assert!(script("script-src 'none'; script-src-elem 'self'", own, None, true));
        assert!(!script("script-src", own, None, true), "an empty list admits nothing");
    }

    #[test]
    fn nonces_and_strict_dynamic() {
        let own = "https://app.example/l.js";
        assert!(script("script-src 'nonce-a'", own, Some("a"), true));
        assert!(!script("script-src 'nonce-a'", own, Some("A"), true), "case counts");
        assert!(!script("script-src 'self' 'strict-dynamic' 'nonce-a'", own, None, true));
        assert!(script("script-src 'self' 'strict-dynamic' 'nonce-a'", own, Some("a"), true));
        assert!(script("script-src 'strict-dynamic' 'nonce-a'", "https://cdn.example/x.js", None, false));
        assert!(!script("script-src 'sha256-abc='", own, None, true));
    }

    #[test]
    fn wasm_asks_script_src_only() {
        let allows = |text: &str| text.parse::<Policy>().unwrap().allows_wasm();
        assert!(allows("img-src 'none'"));
        assert!(!allows("default-src *"));
        assert!(allows("default-src 'self' 'wasm-unsafe-eval'"));
        assert!(allows("script-src 'unsafe-eval'"));
        assert!(!allows("script-src 'self'; script-src-elem 'wasm-unsafe-eval'"));
        assert!(!allows("default-src 'wasm-unsafe-eval'; script-src 'self'"));
    }

    #[test]
    fn sandboxes() {
        let forbids = |text: &str| text.parse::<Policy>().unwrap().forbids_scripts();
        assert!(forbids("sandbox"));
        assert!(!forbids("sandbox Allow-Scripts allow-forms"));
        assert!(!forbids("default-src 'none'"));
    }
}
