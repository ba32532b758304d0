//! Servers, a client and a folder to play with.

use std::future::Future;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use lotse_cli::proxy::{CspMode, Guides, Notice, OwnFiles, Proxy, Trust, Upstream};
use lotse_cli::serve::Server;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// What a browser sends when it opens a page.
pub const PAGE: &[(&str, &str)] = &[("sec-fetch-dest", "document"), ("accept", "text/html,*/*;q=0.8")];
/// What a browser sends for `fetch`.
pub const FETCH: &[(&str, &str)] = &[("sec-fetch-dest", "empty"), ("accept", "*/*")];
/// Against hanging only. Nothing here takes long but the start of a browser on a new machine: 21 s were seen.
const PATIENCE: Duration = Duration::from_secs(150);

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub fn all(&self, name: &str) -> Vec<&str> {
        self.headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect()
    }
}

pub async fn soon<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.expect("took too long")
}

pub fn client() -> Upstream {
    Upstream::new(&Trust::default()).unwrap()
}

pub fn request(method: &str, url: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(url).body(body.into()).unwrap();
    for (name, value) in headers {
        request
            .headers_mut()
            .append(HeaderName::try_from(*name).unwrap(), HeaderValue::from_str(value).unwrap());
    }
    request
}

pub async fn send(request: Request<Body>) -> Response<Incoming> {
    soon(client().send(request)).await.unwrap()
}

pub async fn read(response: Response<Incoming>) -> Answer {
    let (head, body) = response.into_parts();
    let body = soon(body.collect()).await.unwrap().to_bytes();
    Answer { status: head.status, headers: head.headers, body }
}

pub async fn get(url: &str, headers: &[(&str, &str)]) -> Answer {
    read(send(request("GET", url, headers, Body::empty())).await).await
}

/// The app: a router on a port of its own, for as long as the value lives.
pub async fn app(router: Router) -> Server {
    Server::bind(router, 0).await.unwrap()
}

/// An address where nothing listens.
pub async fn nowhere() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

/// A proxy in front of an app, the folder with its SDK, and what it said.
pub struct Tried {
    pub server: Server,
    pub folder: TempDir,
    heard: Arc<Mutex<Vec<Notice>>>,
}

impl Tried {
    pub async fn start(app: &str) -> Self {
        Self::with(app, CspMode::Extend, &Trust::default(), |folder| {
            Guides::Bundle(folder.join("guides.json"))
        })
        .await
    }

    pub async fn with(app: &str, csp: CspMode, trust: &Trust, guides: impl Fn(&Path) -> Guides) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("lotse.js"), "export const here = true;\n").unwrap();
        std::fs::write(folder.path().join("lotse-core.wasm"), b"\0asm\x01\0\0\0").unwrap();
        std::fs::write(folder.path().join("guides.json"), "{\"guides\":[]}").unwrap();
        let own = OwnFiles::new(folder.path(), guides(folder.path())).unwrap();
        let proxy =
            Proxy::new(&app.parse().unwrap(), Upstream::new(trust).unwrap(), own).unwrap().with_csp(csp);
        let heard = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&heard);
        let router = proxy.router(Arc::new(move |notice| sink.lock().unwrap().push(notice)));
        Self { server: Server::bind(router, 0).await.unwrap(), folder, heard }
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.origin())
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        get(&self.url(path), headers).await
    }

    pub async fn page(&self, path: &str) -> Answer {
        self.get(path, PAGE).await
    }

    pub fn heard(&self) -> Vec<Notice> {
        self.heard.lock().unwrap().clone()
    }
}

/// Records what the app is sent.
#[derive(Clone, Default)]
pub struct Seen(Arc<Mutex<Vec<HeaderMap>>>);

impl Seen {
    pub fn push(&self, headers: HeaderMap) {
        self.0.lock().unwrap().push(headers);
    }

    pub fn last(&self, name: &str) -> Option<String> {
        let all = self.0.lock().unwrap();
        all.last().unwrap().get(name).map(|value| value.to_str().unwrap().to_owned())
    }
}
