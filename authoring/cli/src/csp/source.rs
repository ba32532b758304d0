//! One source expression of a directive.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// A source expression; [`Source::Other`] keeps what this version does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// `'none'`
    None,
    /// `'self'`
    SelfOrigin,
    /// `*`
    Anything,
    /// `https:`
    Scheme(String),
    /// `https://*.example.com:8443/path/`
    Host(HostSource),
    /// `'nonce-…'`, without the wrapping
    Nonce(String),
    /// `'sha256-…'` and its siblings, without the quotes
    Hash(String),
    /// `'strict-dynamic'`
    StrictDynamic,
    /// `'unsafe-eval'`
    UnsafeEval,
    /// `'wasm-unsafe-eval'`
    WasmUnsafeEval,
    /// Anything else, `'unsafe-inline'` and `'report-sample'` included: it decides nothing that Lotse needs.
    Other(String),
}

/// The parts of a host source, lower-case where case does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostSource {
    /// Without the colon.
    pub scheme: Option<String>,
    /// May begin with `*.`, or be `*` beside a scheme or port.
    pub host: String,
    /// The port, where one is written.
    pub port: Option<Port>,
    /// With its leading slash; empty when nothing is written.
    pub path: String,
}

/// The port of a host source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// `:*`
    Any,
    /// `:8443`
    Number(u16),
}

impl FromStr for Source {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(parse(text))
    }
}

fn parse(text: &str) -> Source {
    if let Some(inner) = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return quoted(inner, text);
    }
    if text == "*" {
        return Source::Anything;
    }
    if let Some(scheme) = text.strip_suffix(':')
        && is_scheme(scheme)
    {
        return Source::Scheme(scheme.to_ascii_lowercase());
    }
    host(text).map_or_else(|| Source::Other(text.to_owned()), Source::Host)
}

fn quoted(inner: &str, text: &str) -> Source {
    let lower = inner.to_ascii_lowercase();
    match lower.as_str() {
        "none" => Source::None,
        "self" => Source::SelfOrigin,
        "strict-dynamic" => Source::StrictDynamic,
        "unsafe-eval" => Source::UnsafeEval,
        "wasm-unsafe-eval" => Source::WasmUnsafeEval,
        _ if lower.starts_with("nonce-") => Source::Nonce(inner.get(6..).unwrap_or_default().to_owned()),
        _ if ["sha256-", "sha384-", "sha512-"].iter().any(|kind| lower.starts_with(kind)) => {
            Source::Hash(inner.to_owned())
        }
        _ => Source::Other(text.to_owned()),
    }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

fn host(text: &str) -> Option<HostSource> {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme.to_ascii_lowercase()), rest),
        Some(_) => return None,
        None => (None, text),
    };
    let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, "*")) => (name, Some(Port::Any)),
        Some((name, digits)) if !digits.ends_with(']') => (name, Some(Port::Number(digits.parse().ok()?))),
        _ => (authority, None),
    };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '[' | ']' | ':');
    let plain = name.strip_prefix("*.").unwrap_or(if name == "*" { "x" } else { name });
    if plain.is_empty() || !plain.chars().all(is_name) {
        return None;
    }
    Some(HostSource { scheme, host: name.to_ascii_lowercase(), port, path: path.to_owned() })
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("'none'"),
            Self::SelfOrigin => f.write_str("'self'"),
            Self::Anything => f.write_str("*"),
            Self::Scheme(scheme) => write!(f, "{scheme}:"),
            Self::Host(host) => host.fmt(f),
            Self::Nonce(nonce) => write!(f, "'nonce-{nonce}'"),
            Self::Hash(hash) => write!(f, "'{hash}'"),
            Self::StrictDynamic => f.write_str("'strict-dynamic'"),
            Self::UnsafeEval => f.write_str("'unsafe-eval'"),
            Self::WasmUnsafeEval => f.write_str("'wasm-unsafe-eval'"),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl fmt::Display for HostSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(scheme) = &self.scheme {
            write!(f, "{scheme}://")?;
        }
        f.write_str(&self.host)?;
        match self.port {
            None => {}
            Some(Port::Any) => f.write_str(":*")?,
            Some(Port::Number(port)) => write!(f, ":{port}")?,
        }
        f.write_str(&self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        for text in [
            "'none'",
            "'self'",
            "*",
            "https:",
            "https://*.example.com:*/a/b",
            "example.com",
            "http://127.0.0.1:8080",
            "'nonce-AbC='",
            "'sha256-xyz='",
            "'strict-dynamic'",
            "'wasm-unsafe-eval'",
            "'unsafe-inline'",
            "*:443",
            "http://[::1]:80",
            "http://[::1]",
        ] {
            assert_eq!(parse(text).to_string(), text);
        }
    }

    #[test]
    fn kinds() {
        assert_eq!(parse("'SELF'"), Source::SelfOrigin);
        assert_eq!(parse("HTTPS:"), Source::Scheme("https".into()));
        assert_eq!(parse("'unsafe-inline'"), Source::Other("'unsafe-inline'".into()));
        assert_eq!(parse("self"), parse("SELF"), "unquoted, it is a host");
        assert!(matches!(
            parse("localhost:3000"),
            Source::Host(HostSource { port: Some(Port::Number(3000)), .. })
        ));
        assert!(matches!(parse("a b"), Source::Other(_)));
        assert!(matches!(parse("host:99999"), Source::Other(_)));
    }
}
