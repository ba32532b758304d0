//! Setting the proxy up.

use std::fmt;
use std::sync::Arc;

use axum::Router;
use url::Url;

use super::forward::{Running, answer};
use super::notice::{Notices, Reporter};
use super::own_files::OwnFiles;
use super::relay::Relay;
use super::upstream::Upstream;

/// The first of the ports that are handed out by origin, and how many there are.
const FIRST_PORT: u16 = 8800;
const PORTS: u32 = 1000;

/// What happens to the app's content security policies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CspMode {
    /// As strict as the app sent them: shows what happens before an operator changes anything.
    Keep,
    /// Extended by what an integrator would have to add, which is printed.
    #[default]
    Extend,
}

/// Why an address cannot be proxied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyError {
    /// It is not an address at all.
    NotAnAddress(String),
    /// It is neither http nor https.
    NotWeb(String),
}

impl fmt::Display for ProxyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnAddress(text) => {
                write!(
                    f,
                    "“{text}” is not an address; write it with its scheme, for instance https://app.example.com/"
                )
            }
            Self::NotWeb(text) => {
                write!(f, "“{text}” is not an address on the web; http:// and https:// are")
            }
        }
    }
}

impl std::error::Error for ProxyError {}

/// A proxy for one origin.
#[derive(Debug)]
pub struct Proxy {
    upstream: Url,
    client: Upstream,
    own: OwnFiles,
    csp: CspMode,
    studio: Option<Url>,
    desk: Option<Relay>,
}

impl Proxy {
    /// A proxy for the origin of `url`, with policies extended.
    ///
    /// # Errors
    /// When `url` is not an address on the web.
    pub fn new(url: &Url, client: Upstream, own: OwnFiles) -> Result<Self, ProxyError> {
        Ok(Self { upstream: origin_of(url)?, client, own, csp: CspMode::Extend, studio: None, desk: None })
    }

    /// Treats policies in another way.
    #[must_use]
    pub fn with_csp(mut self, csp: CspMode) -> Self {
        self.csp = csp;
        self
    }

    /// Puts the picker into every page too, for the studio at this origin.
    ///
    /// # Errors
    /// When `studio` is not an address on the web.
    pub fn with_studio(mut self, studio: &Url) -> Result<Self, ProxyError> {
        self.studio = Some(origin_of(studio)?);
        Ok(self)
    }

    /// Passes cases on to the desk at this address.
    ///
    /// # Errors
    /// When `desk` is not an address on the web.
    pub fn with_desk(mut self, desk: &Url) -> Result<Self, ProxyError> {
        origin_of(desk)?;
        self.desk = Some(Relay::to_desk(desk));
        Ok(self)
    }

    /// The router. `notices` hears what a person should know, each thing once.
    pub fn router(self, notices: Notices) -> Router {
        let running = Arc::new(Running {
            upstream: self.upstream,
            client: self.client,
            own: self.own,
            csp: self.csp,
            studio: self.studio,
            desk: self.desk,
            reporter: Arc::new(Reporter::new(notices)),
        });
        Router::new().fallback(answer).with_state(running)
    }
}

/// The address's origin with a slash, for http and https.
pub(crate) fn origin_of(url: &Url) -> Result<Url, ProxyError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(ProxyError::NotWeb(url.to_string()));
    }
    url.join("/").map_err(|_| ProxyError::NotAnAddress(url.to_string()))
}

/// A port that stays the same for an origin: caches and storage of two apps do not meet in one browser, and what an
/// app stored is there again next time.
#[must_use]
pub fn default_port(url: &Url) -> u16 {
    let origin = url.origin().ascii_serialization();
    // FNV-1a, <https://datatracker.ietf.org/doc/draft-eastlake-fnv/>: stable across builds, which std's hasher is not.
    let hash =
        origin.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    FIRST_PORT + u16::try_from(hash % PORTS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_belongs_to_an_origin() {
        let port = |text: &str| default_port(&text.parse().unwrap());
        assert_eq!(port("https://app.example/a"), port("https://app.example/b?c"));
        assert_ne!(port("https://app.example/"), port("https://other.example/"));
        assert!((8800..9800).contains(&port("http://127.0.0.1:8000/")));
    }

    #[test]
    fn only_the_web_is_proxied() {
        assert_eq!(origin_of(&"https://a.test/x?y#z".parse().unwrap()).unwrap().as_str(), "https://a.test/");
        assert!(matches!(origin_of(&"file:///etc/passwd".parse().unwrap()), Err(ProxyError::NotWeb(_))));
    }
}
