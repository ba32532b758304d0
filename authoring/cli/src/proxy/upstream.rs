//! The connection to the app.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use url::Url;

use super::failure::Failure;
use super::tls::{Trust, TrustError};

/// How long a connection may take to come about. Answers may take as long as they like: some are never-ending.
const CONNECT_TIME: Duration = Duration::from_secs(10);
/// How long a page may take that is fetched for looking at.
const PAGE_TIME: Duration = Duration::from_secs(30);
/// How many redirects are followed, as in browsers.
const REDIRECTS: usize = 20;

/// A client for HTTP/1.1 over plain or secure connections; cheap to clone, connections are shared.
#[derive(Clone, Debug)]
pub struct Upstream {
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

impl Upstream {
    /// A client that trusts what `trust` says.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new(trust: &Trust) -> Result<Self, TrustError> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_connect_timeout(Some(CONNECT_TIME));
        tcp.set_nodelay(true);
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(trust.client_config()?)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        Ok(Self { client: Client::builder(TokioExecutor::new()).build(connector) })
    }

    /// Sends a request with an absolute address.
    ///
    /// # Errors
    /// When no answer begins.
    pub async fn send(&self, request: Request<Body>) -> Result<Response<Incoming>, Failure> {
        self.client.request(request).await.map_err(|error| Failure::of(&error))
    }

    /// Gets a page as a browser would, redirects included; returns where it ended and the answer there.
    ///
    /// # Errors
    /// When there is no answer, or the redirects do not end.
    pub async fn open(&self, url: &Url) -> Result<(Url, Response<Incoming>), Failure> {
        let mut here = url.clone();
        for _ in 0..REDIRECTS {
            let response = self.get(&here).await?;
            match redirect_of(&here, &response) {
                Some(next) => here = next,
                None => return Ok((here, response)),
            }
        }
        Err(Failure::Other("too many redirects".to_owned()))
    }

    /// Gets one page, without following redirects.
    ///
    /// # Errors
    /// When there is no answer in time.
    pub async fn get(&self, url: &Url) -> Result<Response<Incoming>, Failure> {
        let request = Request::get(url.as_str())
            .header(header::ACCEPT, "text/html,application/xhtml+xml,*/*;q=0.8")
            .header(header::USER_AGENT, concat!("lotse/", env!("CARGO_PKG_VERSION")))
            .body(Body::empty())
            .map_err(|error| Failure::Other(error.to_string()))?;
        match tokio::time::timeout(PAGE_TIME, self.send(request)).await {
            Ok(answer) => answer,
            Err(_) => Err(Failure::TimedOut),
        }
    }
}

/// Where an answer sends the browser, if it does and the place is on the web.
pub(super) fn redirect_of<B>(here: &Url, response: &Response<B>) -> Option<Url> {
    if !response.status().is_redirection() {
        return None;
    }
    let place = response.headers().get(header::LOCATION).map(HeaderValue::as_bytes)?;
    let next = here.join(&String::from_utf8_lossy(place)).ok()?;
    matches!(next.scheme(), "http" | "https").then_some(next)
}
