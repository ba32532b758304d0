//! `lotse check-csp`: reading a page and judging it.

use axum::Router;
use axum::response::{Html, Redirect};
use axum::routing::get;
use lotse_cli::csp::{policies_of, report};

use crate::commands::lotse;
use crate::fixture::{app, client, nowhere};

fn site() -> Router {
    let csp = "content-security-policy";
    Router::new()
        .route("/open", get(|| async { Html("<p>") }))
        .route("/strict", get(move || async move { ([(csp, "default-src 'self'")], Html("<p>")) }))
        .route(
            "/ready",
            get(move || async move { ([(csp, "script-src 'self' 'wasm-unsafe-eval'")], Html("<p>")) }),
        )
        .route("/moved", get(|| async { Redirect::to("/meta") }))
        .route(
            "/meta",
            get(|| async {
                Html("<head><meta http-equiv=Content-Security-Policy content=\"script-src 'none'\"></head>")
            }),
        )
}

#[tokio::test]
async fn headers_and_markup_are_read_and_redirects_followed() {
    let app = app(site()).await;
    let url = format!("{}/moved", app.origin()).parse().unwrap();
    let (place, policies) = policies_of(&client(), &url).await.unwrap();
    assert_eq!(place.path(), "/meta");
    let judged = report(&place, &policies, &"https://help.example/".parse().unwrap());
    assert_eq!(judged.same_origin.missing[0].line, "script-src 'self' 'wasm-unsafe-eval'");
    assert_eq!(judged.other_origin.missing[0].line, "script-src https://help.example 'wasm-unsafe-eval'");
}

#[tokio::test(flavor = "multi_thread")]
async fn exit_codes_and_lines() {
    let app = app(site()).await;
    let check = async |path: &str, more: &[&str]| {
        let url = format!("{}{path}", app.origin());
        lotse(&[&["check-csp", &url], more].concat()).await
    };
    assert_eq!(check("/open", &[]).await.code, 0);
    assert_eq!(check("/ready", &[]).await.code, 0);
    let strict = check("/strict", &[]).await;
    assert_eq!(strict.code, 1);
    assert!(strict.stdout.contains("\n    script-src 'self' 'wasm-unsafe-eval';\n"), "{}", strict.stdout);
    assert!(strict.stdout.contains("connect-src 'self' https://lotse.example.com;"), "{}", strict.stdout);
    assert_eq!(check("/ready", &["--from", "https://help.example"]).await.code, 1);
    let json = check("/strict", &["--json"]).await;
    let verdict: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(verdict["same_origin"]["missing"][0]["add"], serde_json::json!(["'wasm-unsafe-eval'"]));
    assert_eq!(verdict["policies"][0]["place"], "header");
    let gone = lotse(&["check-csp", &format!("http://{}/", nowhere().await)]).await;
    assert_eq!(gone.code, 2);
    assert!(gone.stderr.contains("Is the application running"), "{}", gone.stderr);
    assert_eq!(lotse(&["check-csp", "ftp://x/"]).await.code, 2);
}
