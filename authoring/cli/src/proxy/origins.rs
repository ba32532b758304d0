//! Two origins that stand for each other: the app's, and ours on loopback.

use url::Url;

/// The pair. The local side is the one the browser used for this request (`127.0.0.1` or `localhost`).
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    upstream: Url,
    local: Url,
}

impl Origins {
    /// `upstream` is the app; `host` is the request's `Host`. `None` when that is not a valid authority.
    pub(crate) fn new(upstream: &Url, host: &str) -> Option<Self> {
        let local = Url::parse(&format!("http://{host}/")).ok()?;
        Some(Self { upstream: upstream.clone(), local })
    }

    /// The app's origin with a slash.
    pub(crate) fn upstream(&self) -> &Url {
        &self.upstream
    }

    /// Our origin with a slash.
    pub(crate) fn local(&self) -> &Url {
        &self.local
    }

    /// Our origin as the browser writes it in `Origin`.
    pub(crate) fn local_origin(&self) -> String {
        self.local.origin().ascii_serialization()
    }

    /// The app's origin as a browser would write it in `Origin`.
    pub(crate) fn upstream_origin(&self) -> String {
        self.upstream.origin().ascii_serialization()
    }

    /// `address` with our origin in place of the app's; `None` when it names another place.
    pub(crate) fn to_local(&self, address: &str) -> Option<String> {
        move_address(address, &self.upstream, &self.local_origin())
    }

    /// `address` with the app's origin in place of ours; `None` when it names another place.
    pub(crate) fn to_upstream(&self, address: &str) -> Option<String> {
        move_address(address, &self.local, &self.upstream_origin())
    }

    /// The address in `N; url=ADDRESS`, as `Refresh` and its `<meta>` write it, moved to our origin.
    pub(crate) fn refresh_to_local(&self, text: &str) -> Option<String> {
        let at = text.to_ascii_lowercase().find("url=")? + "url=".len();
        let (before, address) = text.split_at_checked(at)?;
        let bare = address.trim_start_matches(['"', '\'', ' ']);
        let quote = address.strip_suffix(bare).unwrap_or_default();
        self.to_local(bare).map(|moved| format!("{before}{quote}{moved}"))
    }

    /// The addresses of a `srcset` moved to our origin; `None` when none of them is the app's.
    pub(crate) fn srcset_to_local(&self, text: &str) -> Option<String> {
        let mut moved_any = false;
        let words: Vec<String> = text
            .split_inclusive(char::is_whitespace)
            .map(|word| match self.to_local(word) {
                Some(moved) => {
                    moved_any = true;
                    moved
                }
                None => word.to_owned(),
            })
            .collect();
        moved_any.then(|| words.concat())
    }

    /// The addresses between angle brackets of a `Link` header moved to our origin.
    pub(crate) fn link_to_local(&self, text: &str) -> Option<String> {
        let mut moved_any = false;
        let parts: Vec<String> = text
            .split_inclusive('<')
            .map(|part| match self.to_local(part) {
                Some(moved) => {
                    moved_any = true;
                    moved
                }
                None => part.to_owned(),
            })
            .collect();
        moved_any.then(|| parts.concat())
    }
}

/// Replaces scheme and authority only, so that the rest stays as it was written, entities included.
fn move_address(address: &str, from: &Url, to: &str) -> Option<String> {
    let address = address.trim_start_matches(|c: char| c.is_ascii_whitespace());
    let rest = match address.split_once("//")? {
        ("", rest) => rest,
        (scheme, rest) if scheme.strip_suffix(':')?.eq_ignore_ascii_case(from.scheme()) => rest,
        _ => return None,
    };
    let end = rest
        .find(|c: char| matches!(c, '/' | '?' | '#' | '\\' | '>' | ',' | '"' | '\'') || c.is_whitespace());
    let (authority, path) = rest.split_at(end.unwrap_or(rest.len()));
    let named = Url::parse(&format!("{}://{authority}/", from.scheme())).ok()?;
    (named.origin() == from.origin() && named.username().is_empty()).then(|| format!("{to}{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins() -> Origins {
        Origins::new(&"https://app.example/".parse().unwrap(), "127.0.0.1:8800").unwrap()
    }

    #[test]
    fn only_the_origin_changes() {
        let o = origins();
        let local = |text: &str| o.to_local(text);
        assert_eq!(
            local("https://app.example/a?b=c&amp;d#e").unwrap(),
            "http://127.0.0.1:8800/a?b=c&amp;d#e"
        );
        assert_eq!(local("HTTPS://APP.example:443").unwrap(), "http://127.0.0.1:8800");
        assert_eq!(local("//app.example/x").unwrap(), "http://127.0.0.1:8800/x");
        for other in [
            "https://app.example.evil/x",
            "http://app.example/x",
            "https://app.example:8443/",
            "/x",
            "x//y",
            "https://user@app.example/",
            "mailto:a@app.example",
            "https://evil.example/?u=https://app.example/",
        ] {
            assert_eq!(local(other), None, "{other}");
        }
        assert_eq!(o.to_upstream("http://127.0.0.1:8800/a").unwrap(), "https://app.example/a");
        assert_eq!(o.to_upstream("http://127.0.0.1:9000/a"), None);
    }

    #[test]
    fn addresses_inside_other_texts() {
        let o = origins();
        assert_eq!(
            o.refresh_to_local("0; URL='https://app.example/x'").unwrap(),
            "0; URL='http://127.0.0.1:8800/x'"
        );
        assert_eq!(o.refresh_to_local("5; url=/x"), None);
        assert_eq!(
            o.srcset_to_local("https://app.example/a.png 1x, /b.png 2x,\n //app.example/c.png 3x").unwrap(),
            "http://127.0.0.1:8800/a.png 1x, /b.png 2x,\n http://127.0.0.1:8800/c.png 3x"
        );
        assert_eq!(
            o.link_to_local("<https://app.example/a.css>; rel=preload, <https://cdn.test/b>; rel=x").unwrap(),
            "<http://127.0.0.1:8800/a.css>; rel=preload, <https://cdn.test/b>; rel=x"
        );
        assert_eq!(o.link_to_local("</a>; rel=next"), None);
    }
}
