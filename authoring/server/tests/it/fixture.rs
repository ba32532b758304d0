//! A server in a folder of its own, and clients that behave like browsers.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use lotse_api::CSRF_HEADER;
use lotse_server::{Clock, Config, Server};
use serde_json::{Value, json};
use sqlx::Connection as _;
use tower::ServiceExt as _;

pub const CODE: &str = "SETU-PCOD";
pub const PASSWORD: &str = "correct horse battery";
pub const HOST: &str = "localhost:8000";

pub struct Lotse {
    pub server: Server,
    pub router: Router,
    pub clock: Clock,
    pub folder: tempfile::TempDir,
    pub database: Option<String>,
}

pub struct Client {
    router: Router,
    pub cookie: Option<String>,
    pub csrf: String,
    pub token: Option<String>,
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    /// The body, once the status is a success.
    pub fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text());
        if self.bytes.is_empty() { Value::Null } else { self.json() }
    }

    /// The fault, once the status is this one.
    pub fn refused(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self.json()
    }
}

impl Lotse {
    /// A server that nobody has an account on.
    pub async fn empty() -> Self {
        Lotse::empty_with(|_| {}).await
    }

    /// The same with other settings.
    pub async fn empty_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::in_folder(folder.path());
        config.setup_code = Some(CODE.to_owned());
        config.internal_desks = vec!["127.0.0.1".to_owned()];
        if let Ok(address) = std::env::var(crate::postgres::ADDRESS) {
            config.database = Some(crate::postgres::new_database(&address).await);
        }
        config.bucket = crate::bucket::of_this_run();
        change(&mut config);
        let database = config.database.clone();
        let clock = config.clock.clone();
        let server = Server::open(config).await.unwrap();
        Lotse { router: server.router(), server, clock, folder, database }
    }

    /// A server with the project `kontor` and its admin.
    pub async fn new() -> (Self, Client) {
        Lotse::with(|_| {}).await
    }

    /// The same with other settings.
    pub async fn with(change: impl FnOnce(&mut Config)) -> (Self, Client) {
        let lotse = Lotse::empty_with(change).await;
        let mut admin = lotse.visitor().await;
        let setup = json!({
            "code": CODE, "name": "Ada", "email": "ada@example.com", "password": PASSWORD,
            "project": "kontor", "language": "en",
        });
        let answer = admin.post("/api/v1/setup", &setup).await;
        admin.take_session(answer);
        (lotse, admin)
    }

    /// A connection of its own, past the server.
    pub async fn connection(&self) -> sqlx::AnyConnection {
        let own = format!("sqlite:{}/{}", self.folder.path().display(), Server::database_file());
        sqlx::AnyConnection::connect(self.database.as_ref().unwrap_or(&own)).await.unwrap()
    }

    /// Everything that the database holds, table by table, as far as it can be said in numbers.
    pub async fn rows(&self) -> Vec<(String, i64)> {
        let mut connection = self.connection().await;
        let listed = if self.database.is_some() {
            "select cast(tablename as text) from pg_tables where schemaname = 'public' order by tablename"
        } else {
            "select name from sqlite_master where type = 'table' order by name"
        };
        let tables: Vec<(String,)> = sqlx::query_as(listed).fetch_all(&mut connection).await.unwrap();
        let mut counts = Vec::new();
        for (table,) in tables {
            let text = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
            let (count,): (i64,) = sqlx::query_as(text).fetch_one(&mut connection).await.unwrap();
            counts.push((table, count));
        }
        counts
    }

    /// Every file that the server has written, in one.
    pub fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    pub fn stranger(&self) -> Client {
        Client::of(self.router.clone())
    }

    pub async fn visitor(&self) -> Client {
        let mut client = self.stranger();
        let answer = client.get("/api/v1/session").await;
        client.take_session(answer);
        client
    }

    pub async fn signed_in(&self, email: &str) -> Client {
        let mut client = self.visitor().await;
        let answer = client.post("/api/v1/sign-in", &json!({ "email": email, "password": PASSWORD })).await;
        client.take_session(answer);
        client
    }

    /// Another member of `kontor`.
    pub async fn member(&self, admin: &Client, name: &str, role: &str) -> Client {
        let email = format!("{}@example.com", name.to_lowercase());
        let invite = json!({ "email": email, "name": name, "password": PASSWORD, "role": role });
        admin.put("/api/v1/projects/kontor/members", &invite).await.ok();
        self.signed_in(&email).await
    }

    pub fn with_token(&self, token: &str) -> Client {
        Client { token: Some(token.to_owned()), ..self.stranger() }
    }
}

impl Client {
    /// Somebody whom this router does not know.
    pub fn of(router: Router) -> Self {
        Client { router, cookie: None, csrf: String::new(), token: None }
    }

    pub fn take_session(&mut self, answer: Answer) -> Value {
        if let Some(cookie) = answer.headers.get(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = Some(cookie.to_owned());
        }
        let session = answer.ok();
        self.csrf = session["csrf"].as_str().unwrap().to_owned();
        session
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.with_json(Method::POST, path, body).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.with_json(Method::PUT, path, body).await
    }

    pub async fn with_json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        self.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    /// A request as a browser on our own page makes it.
    pub fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let is_unsafe = method != Method::GET;
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, HOST);
        if let Some(token) = &self.token {
            return request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if is_unsafe {
            request = request
                .header(CSRF_HEADER, &self.csrf)
                .header(header::ORIGIN, format!("http://{HOST}"))
                .header("sec-fetch-site", "same-origin");
        }
        request
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let asked = (request.method().clone(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        crate::described::check(&asked.0, &asked.1, parts.status, &bytes);
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// Makes a guide and returns its revision.
    pub async fn make_guide(&self, source: &str) -> i64 {
        let made = self.post("/api/v1/projects/kontor/guides", &json!({ "source": source })).await.ok();
        made["summary"]["revision"].as_i64().unwrap()
    }

    /// Takes the lease and returns its token.
    pub async fn lease(&self, guide: &str, take_over: bool) -> Answer {
        let path = format!("/api/v1/projects/kontor/guides/{guide}/lease");
        self.post(&path, &json!({ "token": null, "take_over": take_over })).await
    }

    /// Freezes the draft and returns the version's number.
    pub async fn freeze(&self, guide: &str) -> i64 {
        let path = format!("/api/v1/projects/kontor/guides/{guide}");
        let revision = self.get(&path).await.ok()["summary"]["revision"].clone();
        let asked = json!({ "note": "first", "revision": revision });
        let version = self.post(&format!("{path}/review"), &asked).await.ok();
        version["version"].as_i64().unwrap()
    }

    /// Makes a guide, freezes and approves it.
    pub async fn approved(&self, id: &str, source: &str) {
        self.make_guide(source).await;
        let version = self.freeze(id).await;
        self.approve(id, version).await.ok();
    }

    /// Sends a picture.
    pub async fn picture(&self) -> Answer {
        let mut bytes = std::io::Cursor::new(Vec::new());
        image::DynamicImage::new_rgb8(4, 4).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        let request = self.request(Method::PUT, "/api/v1/projects/kontor/assets");
        let request = request.header(header::CONTENT_TYPE, "image/png").body(Body::from(bytes.into_inner()));
        self.send(request.unwrap()).await
    }

    pub async fn approve(&self, guide: &str, version: i64) -> Answer {
        let path = format!("/api/v1/projects/kontor/guides/{guide}/versions/{version}/verdict");
        self.post(&path, &json!({ "approves": true, "note": "" })).await
    }

    pub async fn publish(&self, guide: &str, version: i64, after: i64) -> Answer {
        let asked = json!({ "guides": { guide: version }, "note": "new", "after": after, "at_ms": null });
        self.post("/api/v1/projects/kontor/environments/production/releases", &asked).await
    }
}

/// A guide of one step that says `text`.
pub fn guide(id: &str, text: &str) -> String {
    let title: String = text.chars().take(80).collect();
    json!({
        "schema": 0,
        "guide": {
            "id": id, "title": { "en": title }, "pages": ["/orders*"], "start": "first",
            "steps": [
                { "kind": "instruct", "id": "first", "surface": "modal", "title": { "en": "First" }, "body": { "en": text }, "next": "done" },
                { "kind": "end", "id": "done", "outcome": "solved" },
            ],
        },
    })
    .to_string()
}

/// The same with an action that fills a field.
pub fn grave_guide(id: &str) -> String {
    let mut json: Value = serde_json::from_str(&guide(id, "Fills")).unwrap();
    json["guide"]["steps"][0]["actions"] = json!([{
        "label": { "en": "Fill" },
        "action": {
            "kind": "fill", "value": "4711",
            "target": { "name": { "en": "Number" }, "evidence": [
                { "kind": "role", "role": "textbox" }, { "kind": "name", "is": { "en": "Number" } },
            ] },
        },
    }]);
    json.to_string()
}

/// A desk file: one promise for all priorities, open on Mondays.
pub fn desk_document(notices: &Value, texts: &Value) -> Value {
    let promise = |priority: &str| json!({ "priority": priority, "respond_min": 60 });
    json!({
        "schema": 0,
        "desk": {
            "name": "desk",
            "promises": [promise("p1"), promise("p2"), promise("p3"), promise("p4"), promise("p5")],
            "hours": { "time_zone": "Europe/Berlin", "open": [{ "days": ["monday"], "from": "08:00", "until": "16:00" }] },
            "channels": [{ "by": "form" }],
            "notices": notices,
        },
        "texts": { "en": texts },
    })
}

/// Counts a test as skipped, with the reason, where `cargo xtask test` asks for that.
pub fn skipped(test: &str, reason: &str) {
    eprintln!("skipped: {reason}");
    if let Some(file) = std::env::var_os("LOTSE_SKIPS") {
        use std::io::Write as _;
        let mut file = std::fs::OpenOptions::new().append(true).create(true).open(file).unwrap();
        writeln!(file, "{test}\t{reason}").unwrap();
    }
}
