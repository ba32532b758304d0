//! The commands around the server, against a running one: guides from a folder go live, move, are backed up.

use std::path::Path;
use std::process::Stdio;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use http_body_util::BodyExt as _;
use lotse_api::CSRF_HEADER;
use lotse_cli::serve::Server as Socket;
use lotse_server::{Config, Server};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tower::ServiceExt as _;

use crate::commands::{Ended, lotse, program};
use crate::fixture::{get, soon};

const PASSWORD: &str = "correct horse battery";

/// A running server with the project `kontor`, and a token of its admin.
struct Running {
    socket: Socket,
    data: tempfile::TempDir,
    token: String,
    /// As a browser would send them.
    cookie: String,
    csrf: String,
    router: Router,
}

async fn user_add(data: &Path, email: &str, role: &str) -> Ended {
    let data = data.to_str().unwrap();
    let mut child = program(&["user", "add", email, "--project", "kontor", "--role", role, "--data", data])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(format!("{PASSWORD}\n").as_bytes()).await.unwrap();
    let output = soon(child.wait_with_output()).await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

impl Running {
    async fn start() -> Self {
        let data = tempfile::tempdir().unwrap();
        let added = user_add(data.path(), "ada@example.com", "admin").await;
        assert_eq!(added.code, 0, "{}", added.stderr);
        let server = Server::open(Config::in_folder(data.path())).await.unwrap();
        let router = server.router();
        let socket = Socket::bind(router.clone(), 0).await.unwrap();
        let mut running = Running {
            socket,
            data,
            token: String::new(),
            cookie: String::new(),
            csrf: String::new(),
            router,
        };
        running.sign_in("ada@example.com").await;
        let asked = json!({ "name": "CI", "role": "admin", "days": 1 });
        let made = running.post("/api/v1/projects/kontor/tokens", &asked).await;
        running.token = made["secret"].as_str().unwrap().to_owned();
        running
    }

    async fn sign_in(&mut self, email: &str) {
        self.session(Method::GET, "/api/v1/session", Value::Null).await;
        let asked = json!({ "email": email, "password": PASSWORD });
        self.session(Method::POST, "/api/v1/sign-in", asked).await;
    }

    async fn session(&mut self, method: Method, path: &str, body: Value) {
        let (answer, cookie) = self.ask(method, path, &body).await;
        self.cookie = cookie.unwrap_or(self.cookie.clone());
        self.csrf = answer["csrf"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        self.ask(Method::POST, path, body).await.0
    }

    async fn ask(&self, method: Method, path: &str, body: &Value) -> (Value, Option<String>) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:1")
            .header(header::ORIGIN, "http://localhost:1")
            .header(header::COOKIE, &self.cookie)
            .header(CSRF_HEADER, &self.csrf)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let cookie = response.headers().get(header::SET_COOKIE).map(|value| value.to_str().unwrap());
        let cookie = cookie.and_then(|cookie| cookie.split(';').next()).map(str::to_owned);
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        (serde_json::from_slice(&bytes).unwrap_or(Value::Null), cookie)
    }

    async fn run(&self, arguments: &[&str]) -> Ended {
        let origin = self.socket.origin();
        let remote = ["--server", &origin, "--project", "kontor", "--token", &self.token];
        lotse(&[arguments, &remote].concat()).await
    }

    fn data(&self) -> &str {
        self.data.path().to_str().unwrap()
    }
}

/// The kontor example's guides in a folder of their own.
fn kontor(folder: &Path) {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/kontor/guides");
    for entry in std::fs::read_dir(examples).unwrap() {
        let path = entry.unwrap().path();
        std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
    }
}

/// Publishes everything. Guides that fill fields need Bob: they wait for him, and what leads to them waits with them.
async fn publish_with_bob(running: &mut Running) {
    let asked = running.run(&["publish", "--note", "first"]).await;
    let names = |line: &str| line.split(": ").nth(1).map(str::to_owned);
    let waiting: Vec<String> =
        asked.stderr.lines().filter(|line| line.contains("second person")).filter_map(names).collect();
    assert!(asked.code != 0 && waiting.contains(&"time-zone".to_owned()), "{}", asked.stderr);
    assert!(asked.stderr.contains("L405"), "wrong-language leads to time-zone: {}", asked.stderr);
    assert_eq!(user_add(running.data.path(), "bob@example.com", "reviewer").await.code, 0);
    running.sign_in("bob@example.com").await;
    for guide in &waiting {
        let path = format!("/api/v1/projects/kontor/guides/{guide}/versions/1/verdict");
        let said = running.post(&path, &json!({ "approves": true, "note": "" })).await;
        assert_eq!(said["verdict"]["approves"], true, "{said}");
    }
    let published = running.run(&["publish", "--note", "first"]).await;
    assert_eq!(published.code, 0, "{}", published.stderr);
    assert_eq!(published.stdout.trim(), "Release 1: 8 guides, 4 problems, 1 checklists published.");
}

#[tokio::test(flavor = "multi_thread")]
async fn guides_go_from_a_folder_to_pages_and_back() {
    let mut running = Running::start().await;
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (folder.path().join("here"), folder.path().join("there"));
    std::fs::create_dir(&here).unwrap();
    kontor(&here);
    let (here, there) = (here.to_str().unwrap(), there.to_str().unwrap());
    let pushed = running.run(&["push", here, "--settings"]).await;
    assert_eq!(
        (pushed.code, pushed.stdout.trim()),
        (0, "8 guides, 4 problems, 1 checklists sent, 0 not taken."),
        "{}",
        pushed.stderr
    );
    assert!(running.run(&["push", here]).await.stdout.contains("0 guides sent"));
    publish_with_bob(&mut running).await;
    let manifest = format!("{}/g/kontor/production/manifest.json", running.socket.origin());
    let live: Value = serde_json::from_str(&get(&manifest, &[]).await.text()).unwrap();
    assert_eq!((&live["release"], &live["default_language"]), (&json!(1), &json!("en")));
    assert!(live["help"].is_string() && !live["signs"].as_array().unwrap().is_empty(), "{live}");
    assert!(running.run(&["publish", "stuck-filter"]).await.stdout.contains("Nothing to publish"));
    assert_eq!(running.run(&["publish", "no-such-guide"]).await.code, 2);

    let pulled = running.run(&["pull", there]).await;
    assert_eq!(
        (pulled.code, pulled.stdout.trim()),
        (0, "8 guides, 4 problems, 1 checklists fetched."),
        "{}",
        pulled.stderr
    );
    let file = "stuck-filter.guide.json";
    let text = |folder: &str| std::fs::read_to_string(Path::new(folder).join(file)).unwrap();
    assert_eq!(text(here), text(there));
    let read = |folder: &str, file: &str| std::fs::read_to_string(Path::new(folder).join(file)).unwrap();
    assert_eq!(read(here, "wrong-times.problem.json"), read(there, "wrong-times.problem.json"));
    let json = |text: String| serde_json::from_str::<Value>(&text).unwrap();
    assert_eq!(json(read(here, "desk.json")), json(read(there, "desk.json")));
    // Checklists go the same way.
    let tasks = json!([{ "guide": "stuck-filter" }]);
    let day = json!({ "schema": 0, "checklist": { "id": "day", "title": { "en": "Day" }, "tasks": tasks } });
    std::fs::write(Path::new(here).join("day.checklist.json"), day.to_string()).unwrap();
    assert!(running.run(&["push", here]).await.stdout.starts_with("0 guides, 1 checklists sent"));
    assert!(running.run(&["publish"]).await.stdout.contains("Release 2: 0 guides, 1 checklists published"));
    assert!(running.run(&["pull", there]).await.stdout.starts_with("0 guides, 1 checklists fetched"));
    assert_eq!(read(here, "day.checklist.json"), read(there, "day.checklist.json"));
    // A broken problem is sent, stays out, and is named.
    std::fs::write(Path::new(there).join("half.problem.json"), "{").unwrap();
    assert!(running.run(&["push", there]).await.stdout.starts_with("0 guides, 1 problems sent"));
    let held = running.run(&["publish"]).await;
    assert!(held.code == 1 && held.stderr.contains("half: "), "{} {}", held.stdout, held.stderr);
    // Changed there and pushed; changed here as well: nobody's work is overwritten unseen.
    let change = |folder: &str, with: &str| {
        let changed = text(folder).replace("Orders seem to be missing", with);
        std::fs::write(Path::new(folder).join(file), changed).unwrap();
    };
    change(there, "Where are my orders?");
    change(here, "No orders?");
    assert_eq!(running.run(&["push", there]).await.code, 0);
    let late = running.run(&["push", here]).await;
    assert!(late.code == 1 && late.stderr.contains(file), "{}", late.stderr);
    let late = running.run(&["pull", here]).await;
    assert!(late.code == 1 && text(here).contains("No orders?"), "{}", late.stderr);
    assert_eq!(running.run(&["pull", here, "--force"]).await.code, 0);
    assert_eq!(text(here), text(there));
    let again = running.run(&["publish", "stuck-filter"]).await;
    assert!(again.stdout.contains("Release 3: 1 guides"), "{} {}", again.stdout, again.stderr);
    let wrong =
        lotse(&["pull", here, "--server", &running.socket.origin(), "--project", "kontor", "--token", "no"])
            .await;
    assert!(wrong.code == 2 && wrong.stderr.contains("sign in"), "{}", wrong.stderr);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_live_leaves_the_server_and_stays_signed() {
    let mut running = Running::start().await;
    let folder = tempfile::tempdir().unwrap();
    let inside = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    kontor(folder.path());
    running.run(&["push", folder.path().to_str().unwrap(), "--settings"]).await;
    publish_with_bob(&mut running).await;
    let out = inside("out");
    let exported = lotse(&["export", "--project", "kontor", "--out", &out, "--data", running.data()]).await;
    assert_eq!(exported.code, 0, "{}", exported.stderr);
    assert!(exported.stdout.contains("release 1, valid for 400 days"), "{}", exported.stdout);
    let read = |name: &str| std::fs::read_to_string(Path::new(&out).join(name)).unwrap();
    let manifest: Value = serde_json::from_str(&read("manifest.json")).unwrap();
    let lasts = manifest["expires_s"].as_i64().unwrap() - manifest["issued_s"].as_i64().unwrap();
    assert_eq!(lasts, 400 * 86_400);
    let before = read("manifest.json.sig");
    let resigned = lotse(&["resign", &out, "--valid-days", "30", "--data", running.data()]).await;
    assert_eq!(resigned.code, 0, "{}", resigned.stderr);
    assert_ne!(read("manifest.json.sig"), before);
    let keys = inside("keys");
    assert_eq!(lotse(&["keygen", "--out", &keys]).await.code, 0);
    let key = format!("{keys}/lotse-private-key.pem");
    assert_eq!(lotse(&["resign", &out, "--key", &key]).await.code, 0);
    let public = std::fs::read_to_string(format!("{keys}/lotse-public-key.txt")).unwrap();
    let public = lotse_editor::sign::PublicKey::from_text(&public).unwrap();
    assert!(public.verifies(&read("manifest.json"), &read("manifest.json.sig")));

    let (archive, other) = (inside("kontor.json"), inside("other"));
    let arguments = ["export", "--project", "kontor", "--archive", &archive, "--data", running.data()];
    assert_eq!(lotse(&arguments).await.code, 0);
    assert_eq!(lotse(&arguments).await.code, 2, "never over another file");
    assert_eq!(lotse(&["import", &archive, "--data", &other]).await.code, 0);
    assert_eq!(lotse(&["import", &archive, "--data", &other]).await.code, 2);
    let (backup, restored) = (inside("backup"), inside("restored"));
    let backed = lotse(&["backup", &backup, "--data", running.data()]).await;
    assert_eq!(backed.code, 0, "{}", backed.stderr);
    assert_eq!(lotse(&["restore", &backup, "--data", &restored]).await.code, 0);
    assert_eq!(lotse(&["restore", &backup, "--data", &restored]).await.code, 2);
    let nothing = lotse(&["backup", &inside("x"), "--data", &inside("nowhere")]).await;
    assert!(nothing.code == 2 && !Path::new(&inside("nowhere")).exists(), "{}", nothing.stderr);
    for data in [&other, &restored] {
        let again = inside(&format!("again-{}", data.len()));
        let exported = lotse(&["export", "--project", "kontor", "--out", &again, "--data", data]).await;
        assert_eq!(exported.code, 0, "{}", exported.stderr);
        let moved: Value =
            serde_json::from_str(&std::fs::read_to_string(format!("{again}/manifest.json")).unwrap())
                .unwrap();
        assert_eq!(moved["index"], manifest["index"]);
    }
    let wrong = user_add(running.data.path(), "no address", "author").await;
    assert!(wrong.code == 2 && wrong.stderr.contains("e-mail"), "{}", wrong.stderr);
}

#[cfg(unix)]
#[tokio::test]
async fn serve_begins_without_any_setting() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program(&["serve", "--port", "0"]);
    command.current_dir(folder.path());
    let (child, line) = crate::commands::started(command).await;
    let origin = line.split_whitespace().next().unwrap().trim_end_matches('/').to_owned();
    assert!(line.ends_with("lotse-data"), "{line}");
    let session = get(&format!("{origin}/api/v1/session"), &[]).await.text();
    assert!(session.contains("\"needs_setup\":true"), "{session}");
    assert!(folder.path().join("lotse-data/lotse.db").is_file());
    assert_eq!(crate::commands::stop(child).await, 0);
    let public = lotse(&["serve", "--address", "0.0.0.0", "--port", "0"]).await;
    assert!(public.code == 2 && public.stderr.contains("--url"), "{}", public.stderr);
}
