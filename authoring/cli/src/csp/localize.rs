//! A policy written for one origin, made to mean the same on another: what a reverse proxy has to do.

use url::Url;

use super::matching::fits;
use super::policy::{Directive, Policy};
use super::source::{HostSource, Port, Source};

/// These turn http into https, which a proxy on loopback http does not speak.
const HTTPS_ONLY: &[&str] = &["upgrade-insecure-requests", "block-all-mixed-content"];

/// Wherever `policy` names the origin of `upstream` (by host, wildcard or scheme), lets `local` in as well.
#[must_use]
pub fn localize(policy: &Policy, upstream: &Url, local: &Url) -> Policy {
    let mut localized = policy.clone();
    if local.scheme() == "http" {
        localized.directives.retain(|directive| !HTTPS_ONLY.contains(&directive.name.as_str()));
    }
    for directive in localized.directives.iter_mut().filter(|directive| lists_sources(&directive.name)) {
        localize_directive(directive, upstream, local);
    }
    localized
}

fn lists_sources(name: &str) -> bool {
    name.contains("-src") || matches!(name, "form-action" | "frame-ancestors" | "base-uri" | "navigate-to")
}

fn localize_directive(directive: &mut Directive, upstream: &Url, local: &Url) {
    let socket = |url: &Url| with_scheme(url, if url.scheme() == "https" { "wss" } else { "ws" });
    let (upstream_socket, local_socket) = (socket(upstream), socket(local));
    let mut added = Vec::new();
    for source in &directive.sources {
        let without_path = match source {
            Source::Host(host) => Source::Host(HostSource { path: String::new(), ..host.clone() }),
            Source::Scheme(_) => source.clone(),
            _ => continue,
        };
        let path = if let Source::Host(host) = source { host.path.as_str() } else { "" };
        for (theirs, ours) in [(upstream, local), (&upstream_socket, &local_socket)] {
            let is_named = fits(theirs, &without_path, upstream) && scheme_is_meant(source, theirs);
            if is_named && !fits(ours, &without_path, local) {
                added.push(if path.is_empty() && ours == local {
                    Source::SelfOrigin
                } else {
                    at(ours, path)
                });
            }
        }
    }
    for source in added {
        if !directive.sources.contains(&source) {
            directive.sources.push(source);
        }
    }
}

/// `ws:` admits `https:` by the letter of the specification; nobody means that, so only equal kinds are carried over.
fn scheme_is_meant(source: &Source, url: &Url) -> bool {
    let written = match source {
        Source::Scheme(scheme) => Some(scheme.as_str()),
        Source::Host(host) => host.scheme.as_deref(),
        _ => None,
    };
    written.is_none_or(|scheme| scheme.starts_with("ws") == url.scheme().starts_with("ws"))
}

fn at(url: &Url, path: &str) -> Source {
    Source::Host(HostSource {
        scheme: Some(url.scheme().to_owned()),
        host: url.host_str().unwrap_or_default().to_owned(),
        port: url.port().map(Port::Number),
        path: path.to_owned(),
    })
}

fn with_scheme(url: &Url, scheme: &str) -> Url {
    let mut changed = url.clone();
    match changed.set_scheme(scheme) {
        Ok(()) => changed,
        Err(()) => url.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(policy: &str) -> String {
        let upstream = "https://app.example/".parse().unwrap();
        let local = "http://127.0.0.1:8800/".parse().unwrap();
        localize(&policy.parse().unwrap(), &upstream, &local).to_string()
    }

    #[test]
    fn names_of_the_origin_admit_the_proxy() {
        assert_eq!(moved("script-src https://app.example"), "script-src https://app.example 'self'");
        assert_eq!(
            moved("script-src app.example/js/"),
            "script-src app.example/js/ http://127.0.0.1:8800/js/"
        );
        assert_eq!(moved("img-src *.example https:"), "img-src *.example https: 'self'");
        assert_eq!(
            moved("connect-src wss://app.example"),
            "connect-src wss://app.example ws://127.0.0.1:8800"
        );
        assert_eq!(moved("connect-src wss:"), "connect-src wss: ws://127.0.0.1:8800");
    }

    #[test]
    fn everything_else_stays() {
        for text in [
            "script-src 'self' https://cdn.test",
            "img-src * data:",
            "default-src 'none'",
            "sandbox allow-forms",
        ] {
            assert_eq!(moved(text), text);
        }
    }

    #[test]
    fn forced_https_goes() {
        assert_eq!(moved("upgrade-insecure-requests; default-src 'self'"), "default-src 'self'");
    }
}
