//! Whether a request comes from our own pages: host, origin, what the browser says of its site, and a token.

use axum::http::{HeaderMap, Method, header};
use lotse_api::CSRF_HEADER;
use url::Url;

use crate::refusal::Refusal;
use crate::secret;

/// Name of the cookie where the address is https. Such a cookie cannot be set by a neighbouring host.
const SECURE_COOKIE: &str = "__Host-lotse-session";
/// Name on loopback http, where browsers refuse the prefix.
const PLAIN_COOKIE: &str = "lotse-session";

/// The server's own address, read once when it is opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own(Option<Address>);

#[derive(Clone, Debug)]
struct Address {
    origin: String,
    authority: String,
    is_secure: bool,
}

impl Own {
    /// Reads the operator's setting. `None` where it is no origin.
    pub(crate) fn read(public_url: Option<&str>) -> Option<Self> {
        let Some(text) = public_url else { return Some(Own(None)) };
        let url = Url::parse(text).ok()?;
        let origin = text.trim_end_matches('/').to_owned();
        let is_origin = url.origin().ascii_serialization() == origin;
        let authority = authority(&url).filter(|_| is_origin)?;
        Some(Own(Some(Address { origin, authority, is_secure: url.scheme() == "https" })))
    }

    /// `https://lotse.example.com`; none for a server of one machine.
    pub(crate) fn origin(&self) -> Option<&str> {
        self.0.as_ref().map(|address| address.origin.as_str())
    }

    /// The same, where pages of other origins can load from it.
    pub(crate) fn secure_origin(&self) -> Option<&str> {
        self.origin().filter(|_| self.is_secure())
    }

    fn is_secure(&self) -> bool {
        self.0.as_ref().is_some_and(|address| address.is_secure)
    }
}

/// The cookie's name at this address.
fn cookie_name(own: &Own) -> &'static str {
    if own.is_secure() { SECURE_COOKIE } else { PLAIN_COOKIE }
}

/// The cookie that travels to the provider and back, sealed: sent along when another site's page leads here, which a session's is not.
pub(crate) fn set_errand(sealed: &str, own: &Own) -> String {
    let secure = if own.is_secure() { "; Secure" } else { "" };
    let lasts = if sealed.is_empty() { 0 } else { 600 };
    format!("{}={sealed}; Path=/; HttpOnly; SameSite=Lax; Max-Age={lasts}{secure}", errand_name(own))
}

/// What travelled.
pub(crate) fn errand(headers: &HeaderMap, own: &Own) -> Option<String> {
    named(headers, errand_name(own))
}

fn errand_name(own: &Own) -> &'static str {
    if own.is_secure() { "__Host-lotse-errand" } else { "lotse-errand" }
}

/// The secret in the cookie.
pub(crate) fn cookie(headers: &HeaderMap, own: &Own) -> Option<String> {
    named(headers, cookie_name(own))
}

fn named(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name && !value.is_empty()).then(|| value.to_owned()))
}

/// `Set-Cookie` for a secret; an empty one takes the cookie away.
pub(crate) fn set_cookie(secret: &str, own: &Own) -> String {
    let secure = if own.is_secure() { "; Secure" } else { "" };
    let gone = if secret.is_empty() { "; Max-Age=0" } else { "" };
    format!("{}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}{gone}", cookie_name(own))
}

/// What the page has to send in [`CSRF_HEADER`]: it follows from the cookie, which the page cannot read.
pub(crate) fn token(secret: &str) -> String {
    secret::digest(&format!("lotse csrf {secret}"))
}

/// Refuses unsafe requests that our own pages have not sent.
pub(crate) fn judge(method: &Method, headers: &HeaderMap, own: &Own) -> Result<(), Refusal> {
    if [Method::GET, Method::HEAD, Method::OPTIONS].contains(method) {
        return Ok(());
    }
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_own_site = text("sec-fetch-site").is_none_or(|site| site == "same-origin");
    let is_own_origin = text("origin").is_some_and(|origin| is_own(origin, headers, own));
    let expected = cookie(headers, own).map(|secret| token(&secret));
    let has_token =
        expected.zip(text(CSRF_HEADER)).is_some_and(|(expected, sent)| secret::same(&expected, sent));
    if is_own_site && is_own_origin && has_token {
        return Ok(());
    }
    Err(Refusal::new(
        lotse_api::FaultKind::Forbidden,
        "Diese Anfrage kommt nicht von den Seiten dieses Servers. Bitte die Seite neu laden.",
        "This request does not come from this server's own pages. Please reload the page.",
    )
    .at("csrf"))
}

fn is_own(origin: &str, headers: &HeaderMap, own: &Own) -> bool {
    if let Some(address) = own.origin() {
        return origin == address;
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    Url::parse(origin)
        .is_ok_and(|origin| host.is_some_and(|host| authority(&origin) == Some(host.to_owned())))
}

fn authority(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// Whether the host name is one under which this server is meant: a name that leads here by a trick is not.
pub(crate) fn is_own_host(headers: &HeaderMap, own: &Own) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    match &own.0 {
        Some(address) => address.authority.eq_ignore_ascii_case(host),
        None => {
            let name = host.rsplit_once(':').map_or(host, |(name, port)| {
                if port.bytes().all(|byte| byte.is_ascii_digit()) { name } else { host }
            });
            let name = name.to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost") || name == "127.0.0.1" || name == "[::1]"
        }
    }
}
