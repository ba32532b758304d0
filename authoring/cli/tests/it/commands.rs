//! The program itself: what it prints and how it ends.

use std::process::Stdio;

use axum::Router;
use axum::response::Html;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::fixture::{PAGE, app, get, soon};

pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotse"));
    command.args(arguments).env("LC_ALL", "C").stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// Runs the program to its end.
pub async fn lotse(arguments: &[&str]) -> Ended {
    let output = soon(program(arguments).output()).await.unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ended { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// Starts the program and waits for the first line that it prints.
pub async fn started(mut command: Command) -> (Child, String) {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let first = soon(lines.next_line()).await.unwrap();
    if first.is_none() {
        let mut problem = String::new();
        child.stderr.take().unwrap().read_to_string(&mut problem).await.unwrap();
        panic!("ended at once: {problem}");
    }
    // Whoever closes the pipe would end the program with its next line.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (child, first.unwrap())
}

#[cfg(unix)]
pub async fn stop(mut child: Child) -> i32 {
    let id = child.id().unwrap().to_string();
    assert!(Command::new("kill").args(["-TERM", &id]).status().await.unwrap().success());
    soon(child.wait()).await.unwrap().code().unwrap()
}

#[tokio::test]
async fn help_and_version_name_every_subcommand() {
    let help = lotse(&["--help"]).await;
    assert_eq!(help.code, 0);
    for name in ["diff", "serve", "try", "check-csp", "completions", "man", "Exit codes"] {
        assert!(help.stdout.contains(name), "{name}: {}", help.stdout);
    }
    assert_eq!(lotse(&["--version"]).await.stdout.trim(), concat!("lotse ", env!("CARGO_PKG_VERSION")));
    assert_eq!(lotse(&["nonsense"]).await.code, 2);
    for name in ["diff", "serve", "try", "check-csp"] {
        assert!(lotse(&[name, "--help"]).await.stdout.contains("Exit codes"), "{name}");
    }
}

#[tokio::test]
async fn shells_complete_and_the_manual_is_written() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = lotse(&["completions", shell]).await;
        assert_eq!(script.code, 0);
        assert!(script.stdout.contains("check-csp"), "{shell}");
    }
    let page = lotse(&["man"]).await.stdout;
    assert!(page.contains(".TH lotse 1"), "{page}");
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(lotse(&["man", "--out", folder.path().to_str().unwrap()]).await.code, 0);
    assert!(folder.path().join("lotse-serve.1").is_file());
}

#[cfg(unix)]
#[tokio::test]
async fn serve_prints_where_and_stops_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.txt"), "hello").unwrap();
    let root = format!("/={}", folder.path().display());
    let (child, line) = started(program(&["serve", "--root", &root, "--port", "0"])).await;
    let origin = line.split_whitespace().next().unwrap().trim_end_matches('/').to_owned();
    assert_eq!(get(&format!("{origin}/a.txt"), &[]).await.text(), "hello");
    assert_eq!(stop(child).await, 0);
    let wrong = lotse(&["serve", "--root", "/=/no/such/folder"]).await;
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("/no/such/folder is not a folder"), "{}", wrong.stderr);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn try_puts_guides_into_an_app() {
    let app = app(Router::new().fallback(|| async { Html("<head></head>") })).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lotse.js"), "").unwrap();
    let bundle = folder.path().join("b.json");
    std::fs::write(&bundle, "{}").unwrap();
    let url = format!("{}/orders?open=1", app.origin());
    let sdk = folder.path().to_str().unwrap();
    let (child, line) =
        started(program(&["try", &url, "--sdk", sdk, "--bundle", bundle.to_str().unwrap(), "--port", "0"]))
            .await;
    assert!(line.starts_with("http://127.0.0.1:") && line.ends_with("/orders?open=1"), "{line}");
    assert!(get(&line, PAGE).await.text().contains("data-bundle=\"/__lotse/bundle.json\""));
    assert_eq!(stop(child).await, 0);
}

#[tokio::test]
async fn try_names_what_is_missing() {
    let empty = tempfile::tempdir().unwrap();
    let place = empty.path().to_str().unwrap();
    let without = lotse(&["try", "http://127.0.0.1:9/", "--sdk", place]).await;
    assert_eq!(without.code, 2);
    assert!(without.stderr.contains("--sdk") && without.stderr.contains(place), "{}", without.stderr);
    std::fs::write(empty.path().join("lotse.js"), "").unwrap();
    let bundle = lotse(&["try", "http://127.0.0.1:9/", "--sdk", place, "--bundle", "/no/such.json"]).await;
    assert!(bundle.code == 2 && bundle.stderr.contains("/no/such.json"), "{}", bundle.stderr);
    assert_eq!(lotse(&["try", "not an address"]).await.code, 2);
    assert_eq!(lotse(&["try", "file:///etc/passwd", "--sdk", place]).await.code, 2);
}
