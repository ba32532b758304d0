//! `lotse try --browser`: a real Chromium without a window, against a page with a strict policy.
//!
//! The stand-in for the SDK reports to the app what it could do, so the app's own log is the proof: under which
//! origin and cookies it ran, and whether the policy let the bundle, WebAssembly and new tabs through.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Html;
use axum::routing::get;
use lotse_cli::browser::{PagePolicy, Session, Setup, find};
use lotse_cli::proxy::{Guides, Notice, OwnFiles};
use lotse_cli::serve::Server;
use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::fixture::{app, soon};

const POLICY: &str = "default-src 'self'; require-trusted-types-for 'script'";
const SDK: &str = "
export function init(options) {
  (async () => {
    const bundle = await (await fetch(options.bundle)).json();
    let wasm = 'allowed';
    try { await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); } catch { wasm = 'refused'; }
    await fetch(`/seen?page=${location.pathname}&origin=${location.origin}&title=${document.title}&bundle=${bundle.name}&wasm=${wasm}`);
    if (location.pathname === '/') window.open('/second');
  })();
  return {};
}
";
const ARGUMENTS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-popup-blocking",
];

struct Opened {
    session: Session,
    app: Server,
    seen: mpsc::UnboundedReceiver<String>,
    heard: Arc<Mutex<Vec<Notice>>>,
    _sdk: TempDir,
}

/// Opens a page with this policy header and markup. `None` where no browser is installed.
async fn open(header: Option<&'static str>, markup: &'static str, policy: PagePolicy) -> Option<Opened> {
    let Ok(program) = find(None) else {
        println!("skipped: no Chrome, Edge or Chromium on this machine");
        return None;
    };
    let (report, seen) = mpsc::unbounded_channel();
    let page = move || async move {
        let mut headers = HeaderMap::new();
        headers.insert("set-cookie", "sid=real; HttpOnly; SameSite=Strict".parse().unwrap());
        if let Some(policy) = header {
            headers.insert("content-security-policy", policy.parse().unwrap());
        }
        headers.insert("content-encoding", "gzip".parse().unwrap());
        (headers, Html(gzip(markup)))
    };
    let router = Router::new().route("/", get(page)).route("/second", get(page)).route(
        "/seen",
        get(move |RawQuery(query): RawQuery, headers: HeaderMap| async move {
            let cookie = headers.get("cookie").map_or("", |value| value.to_str().unwrap());
            report.send(format!("{}&cookie={cookie}", query.unwrap_or_default())).unwrap();
        }),
    );
    let app = app(router).await;
    let sdk = folder();
    let own = OwnFiles::new(sdk.path(), Guides::Bundle(sdk.path().join("bundle.json"))).unwrap();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let session = start(&program, &app, own, policy, &heard).await;
    Some(Opened { session, app, seen, heard, _sdk: sdk })
}

fn gzip(text: &str) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap()
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lotse.js"), SDK).unwrap();
    std::fs::write(folder.path().join("bundle.json"), "{\"name\": \"mine\"}").unwrap();
    folder
}

async fn start(
    program: &Path,
    app: &Server,
    own: OwnFiles,
    policy: PagePolicy,
    heard: &Arc<Mutex<Vec<Notice>>>,
) -> Session {
    let arguments: Vec<String> = ARGUMENTS.iter().map(|argument| (*argument).to_owned()).collect();
    let sink = Arc::clone(heard);
    let setup = Setup {
        program,
        arguments: &arguments,
        url: &format!("{}/", app.origin()).parse().unwrap(),
        own,
        policy,
        notices: Arc::new(move |notice| sink.lock().unwrap().push(notice)),
    };
    soon(Session::start(setup)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_origin_and_its_cookies_stay_in_every_tab() {
    let Some(mut opened) = open(Some(POLICY), "<!doctype html><title>a</title>", PagePolicy::Extend).await
    else {
        return;
    };
    let origin = opened.app.origin();
    for page in ["/", "/second"] {
        let seen = soon(opened.seen.recv()).await.unwrap();
        assert_eq!(
            seen,
            format!("page={page}&origin={origin}&title=a&bundle=mine&wasm=allowed&cookie=sid=real")
        );
    }
    let heard = opened.heard.lock().unwrap().clone();
    assert!(
        matches!(heard.as_slice(), [Notice::PolicyExtended { lines, .. }] if lines == &["script-src 'self' 'wasm-unsafe-eval'"]),
        "{heard:?}"
    );
    opened.session.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_policy_refuses_webassembly() {
    let Some(mut opened) = open(Some(POLICY), "<!doctype html><title>a</title>", PagePolicy::Keep).await
    else {
        return;
    };
    assert!(soon(opened.seen.recv()).await.unwrap().contains("wasm=refused"));
    opened.session.stop().await;
}

const META: &str =
    "<!doctype html><meta http-equiv=Content-Security-Policy content=\"default-src 'self'\"><title>a</title>";

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_in_markup_is_told_and_can_be_switched_off() {
    let Some(mut opened) = open(None, META, PagePolicy::Extend).await else { return };
    assert!(soon(opened.seen.recv()).await.unwrap().contains("wasm=refused"));
    let told =
        || opened.heard.lock().unwrap().iter().any(|notice| matches!(notice, Notice::PolicyBlocks { .. }));
    soon(async {
        while !told() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    })
    .await;
    opened.session.stop().await;

    let Some(mut opened) = open(None, META, PagePolicy::Bypass).await else { return };
    assert!(soon(opened.seen.recv()).await.unwrap().contains("wasm=allowed"));
    opened.session.stop().await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_of_the_browser() {
    use crate::commands::program;
    use tokio::io::{AsyncBufReadExt, BufReader};

    if find(None).is_err() {
        println!("skipped: no Chrome, Edge or Chromium on this machine");
        return;
    }
    let app = app(Router::new().fallback(|| async { Html("<title>a</title>") })).await;
    let (sdk, temporary) = (folder(), tempfile::tempdir().unwrap());
    let mut command = program(&["try", "--browser", &app.origin(), "--sdk", sdk.path().to_str().unwrap()]);
    command
        .args(ARGUMENTS.iter().map(|argument| format!("--browser-arg={argument}")))
        .env("TMPDIR", temporary.path());
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(soon(lines.next_line()).await.unwrap().unwrap().starts_with(&app.origin()));
    let profiles = || -> Vec<PathBuf> {
        let all = std::fs::read_dir(temporary.path()).unwrap().map(|entry| entry.unwrap().path());
        all.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with("lotse-try-")).collect()
    };
    assert_eq!(profiles().len(), 1);
    let id = child.id().unwrap().to_string();
    assert!(tokio::process::Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    assert!(soon(child.wait()).await.unwrap().success());
    assert_eq!(profiles(), [] as [PathBuf; 0]);
}
