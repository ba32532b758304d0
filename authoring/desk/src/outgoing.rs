//! The only way out: resolve, judge every address, connect to the one that was judged.

use std::fmt;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::{HeaderMap, Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls_platform_verifier::BuilderVerifierExt as _;
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::address::is_public;
use crate::port::Failure;

/// Longest time for a connection.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// Longest time for a request, from the first look at its host to the last byte of the answer.
pub(crate) const WHOLE_TIME: Duration = Duration::from_secs(30);
/// Largest answer that is read, in bytes.
const MOST_BYTES: usize = 1024 * 1024;
/// Most addresses of one host.
const MOST_ADDRESSES: usize = 32;

/// What an operator allows.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Hosts inside that may be reached, exactly as connectors name them: `rt.intra.example` (any port) or
    /// `rt.intra.example:8080`.
    pub internal: Vec<String>,
}

impl Rules {
    /// Whether a host is one that the operator has named.
    #[must_use]
    pub fn is_internal(&self, host: &str, port: u16) -> bool {
        let named = |one: &String| {
            one.eq_ignore_ascii_case(host) || one.eq_ignore_ascii_case(&format!("{host}:{port}"))
        };
        self.internal.iter().any(named)
    }
}

/// What a host name leads to.
pub type Resolved<'a> = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'a>>;

/// Looks up host names.
pub trait Resolve: fmt::Debug + Send + Sync {
    /// The addresses of a host.
    fn resolve<'a>(&'a self, host: &'a str, port: u16) -> Resolved<'a>;
}

/// The system's own way.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve<'a>(&'a self, host: &'a str, port: u16) -> Resolved<'a> {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, port)).await?.collect()) })
    }
}

/// TLS cannot be set up.
#[derive(Debug)]
pub struct SetupError(String);

impl fmt::Display for SetupError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "TLS cannot be set up: {}", self.0)
    }
}

impl std::error::Error for SetupError {}

/// Sends requests under the rules.
#[derive(Clone, Debug)]
pub struct Outgoing {
    rules: Rules,
    resolver: Arc<dyn Resolve>,
    tls: Arc<rustls::ClientConfig>,
}

/// An answer, read whole.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }
}

impl Outgoing {
    /// Trusts what the system trusts.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(rules: Rules, resolver: Arc<dyn Resolve>) -> Result<Self, SetupError> {
        let failed = |error: rustls::Error| SetupError(error.to_string());
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(failed)?
            .with_platform_verifier()
            .map_err(failed)?
            .with_no_client_auth();
        Ok(Outgoing { rules, resolver, tls: Arc::new(tls) })
    }

    /// What the operator allows.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The address to connect to, once every address of the host has been judged.
    ///
    /// # Errors
    /// When the host cannot be resolved, or leads inside without being named in the rules.
    pub async fn judged(&self, host: &str, port: u16) -> Result<SocketAddr, Failure> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let looked = timeout(CONNECT_TIME, self.resolver.resolve(bare, port)).await;
        let found =
            looked.map_err(|_| Failure::later("the name of the host could not be looked up in time"))?;
        let found = found.map_err(|error| {
            Failure::later(format!("the name of the host could not be looked up: {error}"))
        })?;
        let first = found.first().copied().ok_or_else(|| Failure::later("the host has no address"))?;
        if self.rules.is_internal(host, port) || self.rules.is_internal(bare, port) {
            return Ok(first);
        }
        if found.len() > MOST_ADDRESSES || !found.iter().all(|one| is_public(one.ip())) {
            return Err(Failure::never(
                "the host leads to an address that is not public, and the server's configuration does not name it as internal",
            ));
        }
        Ok(first)
    }

    /// Sends a request and reads the answer, whatever its status.
    ///
    /// # Errors
    /// When the rules forbid it, or there is no whole answer in time.
    pub async fn send(
        &self,
        method: Method,
        url: &Url,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<Answer, Failure> {
        let work = self.exchange(method, url, headers, body);
        timeout(WHOLE_TIME, work).await.map_err(|_| Failure::later("no answer in time"))?
    }

    async fn exchange(
        &self,
        method: Method,
        url: &Url,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
    ) -> Result<Answer, Failure> {
        let host = url.host_str().ok_or_else(|| Failure::never("the address has no host"))?.to_owned();
        let port = url.port_or_known_default().ok_or_else(|| Failure::never("the address has no port"))?;
        let is_plain = url.scheme() == "http";
        if !is_plain && url.scheme() != "https" || is_plain && !self.rules.is_internal(&host, port) {
            return Err(Failure::never(
                "only https, except for hosts that the server's configuration names as internal",
            ));
        }
        let request = request(method, url, &host, headers, body)?;
        let address = self.judged(&host, port).await?;
        let stream = timeout(CONNECT_TIME, TcpStream::connect(address)).await;
        let stream = stream.map_err(|_| Failure::later("no connection in time"))?;
        let stream = stream.map_err(|error| Failure::later(format!("no connection: {error}")))?;
        if is_plain {
            return talk(stream, request).await;
        }
        let name = server_name(url)?;
        let secure =
            timeout(CONNECT_TIME, TlsConnector::from(Arc::clone(&self.tls)).connect(name, stream)).await;
        let secure = secure.map_err(|_| Failure::later("no secure connection in time"))?;
        talk(secure.map_err(|error| Failure::later(format!("no secure connection: {error}")))?, request).await
    }
}

fn server_name(url: &Url) -> Result<ServerName<'static>, Failure> {
    let wrong = || Failure::never("the host's name cannot be in a certificate");
    match url.host().ok_or_else(wrong)? {
        Host::Domain(name) => ServerName::try_from(name.to_owned()).map_err(|_| wrong()),
        Host::Ipv4(address) => Ok(ServerName::from(std::net::IpAddr::from(address))),
        Host::Ipv6(address) => Ok(ServerName::from(std::net::IpAddr::from(address))),
    }
}

fn request(
    method: Method,
    url: &Url,
    host: &str,
    headers: &[(&'static str, String)],
    body: Vec<u8>,
) -> Result<Request<Full<Bytes>>, Failure> {
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, authority)
        .header(header::USER_AGENT, concat!("lotse/", env!("CARGO_PKG_VERSION")))
        .header(header::ACCEPT, "application/json");
    for (name, value) in headers {
        // Names are ours; values come from settings.
        let mut value = HeaderValue::from_str(value)
            .map_err(|_| Failure::never(format!("the {name} of the connector cannot be sent")))?;
        value.set_sensitive(*name == "authorization");
        request = request.header(HeaderName::from_static(name), value);
    }
    request
        .body(Full::new(Bytes::from(body)))
        .map_err(|error| Failure::never(format!("the request cannot be made: {error}")))
}

async fn talk<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Answer, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let broken = |error: hyper::Error| Failure::later(format!("the connection broke: {error}"));
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let connection = tokio::spawn(connection);
    let answer = async {
        let response: Response<Incoming> = sender.send_request(request).await.map_err(broken)?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, MOST_BYTES).collect().await;
        let body =
            body.map_err(|error| Failure::later(format!("the answer broke off or is too large: {error}")))?;
        Ok(Answer { status: parts.status, headers: parts.headers, body: body.to_bytes().to_vec() })
    };
    let answer = answer.await;
    connection.abort();
    answer
}
