//! A server of its own for every test, on a free loopback port: folders as `lotse serve` serves them (with the headers
//! that their `headers.json` asks for), and single replies in front of them.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::map_request;
use axum::response::Response;
use axum::routing::any;
use lotse_cli::serve::{Root, Serve};
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tower::ServiceExt as _;

use crate::console::RECORDER;
use crate::place::Place;

/// A page without us.
pub const BARE: &str = "/bare.html";

/// Addresses of the smallest example as applications have them.
const ADDRESSES: [&str; 3] = [
    "/plain-html/?customer=M%C3%BCller%20%26%20Co",
    "/plain-html/#/orders/12?tab=a%2Fb",
    "/plain-html/index.html?a=1&b=2#top",
];

/// Where controls of the smallest example can be: the page's name, and what in it is replaced by what.
const PLACES: [(&str, &str, &str); 6] = [
    (
        "in-a-dialog",
        "<h1>",
        "<script>addEventListener('load', () => dialog.showModal())</script><dialog id=\"dialog\"><h1>",
    ),
    (
        "twice",
        "<p><label>",
        "<p><label>E-mail <input type=\"email\" name=\"email\" hidden></label></p><p><label>",
    ),
    ("below-the-window", "<main>", "<div style=\"height: 200vh\"></div><main>"),
    (
        "in-a-scroller",
        "<p><label>",
        "<div style=\"height: 8em; overflow: auto\"><div style=\"height: 60em\"></div><p><label>",
    ),
    ("without-a-language", "<html lang=\"en\">", "<html>"),
    ("in-a-third-language", "<html lang=\"en\">", "<html lang=\"fr-CA\">"),
];

/// The smallest example as applications have pages, its guide being `subscribe`; those that [`Pages::placed`] serves included.
pub fn placed() -> impl Iterator<Item = String> {
    let places = PLACES.iter().map(|(name, ..)| format!("/plain-html/{name}.html"));
    ADDRESSES.iter().map(|&address| address.to_owned()).chain(places)
}

/// What pages have complained of, in the browser whose driver does not tell. All servers of a test share one.
pub(crate) type Records = Arc<Mutex<Vec<String>>>;

/// What is served. Single replies come before folders, longer prefixes before shorter ones.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    roots: Vec<Root>,
    /// Folders that go with the last server of these.
    lent: Vec<Arc<TempDir>>,
    replies: HashMap<String, Reply>,
    services: Vec<Service>,
    records: Option<Records>,
    is_compressed: bool,
}

/// Makes a reply out of method, path and body.
type Answer = Arc<dyn Fn(&str, &str, &[u8]) -> Reply + Send + Sync>;

/// Answers everything below a path, out of method, path and body.
#[derive(Clone)]
struct Service {
    prefix: String,
    answer: Answer,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.prefix)
    }
}

/// One reply, whatever the request's headers say.
#[derive(Debug, Clone)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
    delay: Duration,
}

/// A request that was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// GET, POST, ...
    pub method: String,
    /// With the query, as sent.
    pub path: String,
    /// What was answered.
    pub status: u16,
    /// Bytes of the body that was sent back.
    pub bytes: usize,
    /// The body that came with it, where a reply was laid out for its path.
    pub brought: Bytes,
}

/// A running server; ends when dropped.
pub struct Server {
    origin: String,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

struct Shared {
    pages: Pages,
    folders: Router,
    seen: Mutex<Vec<Seen>>,
}

impl Pages {
    /// The examples at `/NAME/`, their compiled guides at `/NAME-guides/`, the SDK at `/lotse/`; what is not built is
    /// not there.
    pub fn examples(place: &Place) -> Self {
        Self { roots: place.served(), ..Self::default() }
    }

    /// A page without us, at [`BARE`].
    #[must_use]
    pub fn bare(self) -> Self {
        self.page(BARE, "<!doctype html><html lang=en><meta charset=utf-8><title>Bare</title>")
    }

    /// The smallest example at `path`, with `/usage` as its address for usage events.
    ///
    /// # Errors
    /// When the example cannot be read, or embeds Lotse otherwise now.
    pub fn telling(self, path: &str, place: &Place) -> Result<Self> {
        let html = std::fs::read_to_string(place.examples().join("plain-html/index.html"))?;
        let told = html.replace("data-manifest", "data-usage=\"/usage\" data-manifest");
        ensure!(told != html, "the example embeds Lotse otherwise now");
        Ok(self.page(path, &told))
    }

    /// The smallest example with its controls at other places, at addresses of [`placed`].
    ///
    /// # Errors
    /// When the example cannot be read or has another page now.
    pub fn placed(mut self, place: &Place) -> Result<Self> {
        let html = std::fs::read_to_string(place.examples().join("plain-html/index.html"))?;
        for (name, from, to) in PLACES {
            ensure!(html.contains(from), "the smallest example has no {from}");
            self = self.page(&format!("/plain-html/{name}.html"), &html.replacen(from, to, 1));
        }
        Ok(self)
    }

    /// Kontor in a company's colours, its guides in one file; at `/kontor/themed.html`.
    ///
    /// # Errors
    /// When the demo is not built, or Kontor embeds Lotse otherwise now.
    pub fn themed(self, place: &Place) -> Result<Self> {
        let html = std::fs::read_to_string(place.examples().join("kontor/index.html"))?;
        let page = html
            .replace("data-manifest=\"/kontor-guides/manifest.json\"", "data-bundle=\"/themed/bundle.json\"");
        ensure!(page != html, "Kontor embeds Lotse otherwise now");
        let mut bundle: Value =
            serde_json::from_slice(&std::fs::read(place.demo().join("kontor/bundle.json"))?)?;
        let manifest = bundle.get_mut("manifest").context("a bundle without a manifest")?;
        let mut members: Map<String, Value> = serde_json::from_str(manifest.as_str().unwrap_or_default())?;
        let theme =
            json!({ "accent": "#0a7d4f", "accent_dark": "#7fd6b0", "radius_px": 6, "backdrop_percent": 40 });
        members.insert("theme".to_owned(), theme);
        *manifest = Value::Object(members).to_string().into();
        Ok(self
            .page("/kontor/themed.html", &page)
            .reply("/themed/bundle.json", Reply::new("application/json", bundle.to_string())))
    }

    /// Serves the files below `folder` at `prefix`.
    ///
    /// # Errors
    /// When there is no such folder.
    pub fn folder(mut self, prefix: &str, folder: impl AsRef<Path>) -> Result<Self> {
        self.roots.push(Root::new(prefix, folder)?);
        Ok(self)
    }

    /// The same with a folder that is taken away when the server ends.
    ///
    /// # Errors
    /// As [`Pages::folder`].
    pub fn lent(mut self, prefix: &str, folder: TempDir, below: &str) -> Result<Self> {
        let root = folder.path().join(below);
        self.lent.push(Arc::new(folder));
        self.folder(prefix, root)
    }

    /// Files are compressed as `lotse serve` does it. The first request for each takes its time.
    #[must_use]
    pub fn compressed(self) -> Self {
        Self { is_compressed: true, ..self }
    }

    /// Answers this path with this reply, instead of any file.
    #[must_use]
    pub fn reply(mut self, path: &str, reply: Reply) -> Self {
        self.replies.insert(path.to_owned(), reply);
        self
    }

    /// Answers everything below this path with what `answer` makes of method, path and body.
    #[must_use]
    pub fn service(
        mut self,
        prefix: &str,
        answer: impl Fn(&str, &str, &[u8]) -> Reply + Send + Sync + 'static,
    ) -> Self {
        self.services.push(Service { prefix: prefix.to_owned(), answer: Arc::new(answer) });
        self
    }

    /// Answers this path with a page.
    #[must_use]
    pub fn page(self, path: &str, html: &str) -> Self {
        self.reply(path, Reply::new("text/html; charset=utf-8", html.to_owned()))
    }

    /// Puts the recorder into every page.
    pub(crate) fn with_recorder(self, records: Option<Records>) -> Self {
        Self { records, ..self }
    }
}

impl Reply {
    /// 200 with this content type and body.
    pub fn new(content_type: &str, body: impl Into<Bytes>) -> Self {
        let headers = vec![("content-type".to_owned(), content_type.to_owned())];
        Self { status: 200, headers, body: body.into(), delay: Duration::ZERO }
    }

    /// Another status.
    #[must_use]
    pub fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// One more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Answers only after this long.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}

impl Server {
    /// Starts on a free port.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn start(pages: Pages) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let origin = format!("http://127.0.0.1:{}", listener.local_addr()?.port());
        let folders = Serve::new(pages.roots.clone()).router();
        let folders = if pages.is_compressed { folders } else { uncompressed(folders) };
        let shared = Arc::new(Shared { pages, folders, seen: Mutex::default() });
        let router = Router::new().fallback(any(answer)).with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // Ends only by being aborted.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { origin, shared, task })
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The address of a path that begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// Every request so far, oldest first, the harness's own excepted.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets the requests so far.
    pub fn forget_seen(&self) {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// A router whose requests allow no compression: every test would compress the core anew, which takes seconds of the
/// browser's patience.
pub fn uncompressed(router: Router) -> Router {
    router.layer(map_request(|mut request: Request| async move {
        request.headers_mut().remove(header::ACCEPT_ENCODING);
        request
    }))
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if let Some(own) = path.strip_prefix("/__harness/") {
        return harness(&shared, own, request).await;
    }
    let method = request.method().to_string();
    let shown = request.uri().path_and_query().map_or_else(|| path.clone(), ToString::to_string);
    let mut brought = Bytes::new();
    let response = match shared.pages.replies.get(&path) {
        Some(reply) => {
            brought = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap_or_default();
            tokio::time::sleep(reply.delay).await;
            respond(reply.clone())
        }
        None if shared.pages.services.iter().any(|service| path.starts_with(&service.prefix)) => {
            brought = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap_or_default();
            let service = shared.pages.services.iter().find(|service| path.starts_with(&service.prefix));
            let reply = service.map(|service| (service.answer)(&method, &path, &brought));
            respond(reply.unwrap_or_else(|| Reply::new("text/plain", "").status(404)))
        }
        None if path == "/favicon.ico" => respond(Reply::new("image/x-icon", "").status(204)),
        None => from_folder(&shared, request).await,
    };
    let (head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let seen = Seen { method, path: shown, status: head.status.as_u16(), bytes: body.len(), brought };
    shared.seen.lock().unwrap_or_else(PoisonError::into_inner).push(seen);
    let is_page =
        head.headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let mut response = Response::from_parts(head, Body::empty());
    let body = if is_page && shared.pages.records.is_some() {
        response.headers_mut().remove(header::CONTENT_LENGTH);
        with_recorder(&body)
    } else {
        body
    };
    *response.body_mut() = Body::from(body);
    response
}

async fn from_folder(shared: &Shared, request: Request) -> Response {
    let Ok(response) = shared.folders.clone().oneshot(request).await;
    response
}

async fn harness(shared: &Shared, path: &str, request: Request) -> Response {
    if path == "recorder.js" {
        return respond(Reply::new("text/javascript", RECORDER));
    }
    let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap_or_default();
    let records: Vec<String> = serde_json::from_slice(&body).unwrap_or_default();
    if let Some(store) = &shared.pages.records {
        store.lock().unwrap_or_else(PoisonError::into_inner).extend(records);
    }
    respond(Reply::new("text/plain", "").status(204))
}

fn respond(reply: Reply) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    for (name, value) in reply.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// The recorder goes right behind the doctype, so that it is the first script to run.
fn with_recorder(html: &[u8]) -> Bytes {
    const TAG: &str = "<script src=\"/__harness/recorder.js\"></script>";
    let text = String::from_utf8_lossy(html);
    let behind = match text.get(..9) {
        Some(start) if start.eq_ignore_ascii_case("<!doctype") => text.find('>').map_or(0, |end| end + 1),
        _ => 0,
    };
    let (doctype, rest) = text.split_at(behind);
    Bytes::from(format!("{doctype}{TAG}{rest}"))
}
