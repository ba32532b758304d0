//! Whether an address fits a source expression (section 6.7.2 of the specification).

use percent_encoding::percent_decode_str;
use url::Url;

use super::source::{HostSource, Port, Source};

/// Whether `url` fits any of `sources` in a page at `page`.
pub(super) fn fits_any(url: &Url, sources: &[Source], page: &Url) -> bool {
    sources.iter().any(|source| fits(url, source, page))
}

/// Whether `url` fits `source` in a page at `page`.
pub(super) fn fits(url: &Url, source: &Source, page: &Url) -> bool {
    match source {
        Source::Anything => is_network(url.scheme()) || scheme_fits(page.scheme(), url.scheme()),
        Source::Scheme(scheme) => scheme_fits(scheme, url.scheme()),
        Source::Host(host) => host_source_fits(host, url, page),
        Source::SelfOrigin => is_self(url, page),
        _ => false,
    }
}

fn is_network(scheme: &str) -> bool {
    matches!(scheme, "http" | "https" | "ws" | "wss")
}

/// A scheme admits itself and its secure siblings.
fn scheme_fits(allowed: &str, actual: &str) -> bool {
    allowed == actual
        || matches!(
            (allowed, actual),
            ("http", "https") | ("ws", "wss" | "http" | "https") | ("wss", "https")
        )
}

fn host_source_fits(source: &HostSource, url: &Url, page: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let scheme = source.scheme.as_deref().unwrap_or_else(|| page.scheme());
    scheme_fits(scheme, url.scheme())
        && host_fits(&source.host, host)
        && port_fits(source.port, url)
        && path_fits(&source.path, url.path())
}

fn host_fits(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some("") => true,
        Some(end) => host.len() > end.len() && host.to_ascii_lowercase().ends_with(end),
        None => host.eq_ignore_ascii_case(pattern),
    }
}

fn port_fits(port: Option<Port>, url: &Url) -> bool {
    match port {
        Some(Port::Any) => true,
        // A page of http may be upgraded, port and all.
        Some(Port::Number(80)) if matches!(url.scheme(), "https" | "wss") => {
            matches!(url.port_or_known_default(), Some(80 | 443))
        }
        Some(Port::Number(port)) => url.port_or_known_default() == Some(port),
        None => url.port().is_none(),
    }
}

fn path_fits(pattern: &str, path: &str) -> bool {
    if pattern.is_empty() || pattern == "/" {
        return true;
    }
    let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (pattern_decoded, path) = (decode(pattern), decode(path));
    if pattern.ends_with('/') { path.starts_with(&pattern_decoded) } else { path == pattern_decoded }
}

fn is_self(url: &Url, page: &Url) -> bool {
    if url.origin() == page.origin() {
        return url.origin().is_tuple();
    }
    let same_port = url.port_or_known_default() == page.port_or_known_default()
        || (url.port().is_none() && page.port().is_none());
    url.host_str().is_some()
        && url.host_str() == page.host_str()
        && same_port
        && (matches!(url.scheme(), "https" | "wss") || (page.scheme() == "http" && url.scheme() == "ws"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(source: &str, url: &str, page: &str) -> bool {
        fits(&url.parse().unwrap(), &source.parse().unwrap(), &page.parse().unwrap())
    }

    #[test]
    fn hosts_and_wildcards() {
        let page = "https://app.example.com/";
        assert!(ok("cdn.example.com", "https://cdn.example.com/x.js", page));
        assert!(ok("CDN.example.com", "https://cdn.example.com/x.js", page));
        assert!(!ok("example.com", "https://cdn.example.com/x.js", page));
        assert!(ok("*.example.com", "https://a.b.example.com/x.js", page));
        assert!(!ok("*.example.com", "https://example.com/x.js", page));
        assert!(!ok("*.example.com", "https://notexample.com/x.js", page));
        assert!(ok("https://*:*", "https://anything.test:444/", page));
    }

    #[test]
    fn schemes_upgrade_and_never_downgrade() {
        let page = "http://app.example.com/";
        assert!(ok("http:", "https://x.test/", page));
        assert!(!ok("https:", "http://x.test/", page));
        assert!(ok("x.test", "https://x.test/", page));
        assert!(!ok("x.test", "http://x.test/", "https://app.example.com/"));
        assert!(ok("wss:", "wss://x.test/", page));
        assert!(ok("*", "https://x.test/", page));
        assert!(!ok("*", "data:text/plain,x", page));
    }

    #[test]
    fn ports() {
        let page = "https://app.example.com/";
        assert!(!ok("x.test", "https://x.test:8443/", page));
        assert!(ok("x.test:8443", "https://x.test:8443/", page));
        assert!(ok("x.test:*", "https://x.test:8443/", page));
        assert!(ok("http://x.test:80", "https://x.test/", page));
        assert!(ok("x.test:443", "https://x.test/", page));
    }

    #[test]
    fn paths() {
        let page = "https://app.example.com/";
        assert!(ok("x.test/js/", "https://x.test/js/a.js", page));
        assert!(!ok("x.test/js", "https://x.test/js/a.js", page));
        assert!(ok("x.test/a%20b", "https://x.test/a%20b", page));
        assert!(ok("x.test/", "https://x.test/anything", page));
    }

    #[test]
    fn self_is_the_page_and_its_secure_siblings() {
        assert!(ok("'self'", "http://127.0.0.1:80/a", "http://127.0.0.1/"));
        assert!(ok("'self'", "https://h.test/a", "http://h.test/"));
        assert!(!ok("'self'", "http://h.test/a", "https://h.test/"));
        assert!(ok("'self'", "wss://h.test/a", "https://h.test/"));
        assert!(ok("'self'", "ws://h.test:81/a", "http://h.test:81/"));
        assert!(!ok("'self'", "http://h.test:82/a", "http://h.test:81/"));
    }
}
