//! Content security policies on their way through.

use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use axum::http::HeaderMap;
use axum::response::Html;
use axum::routing::get;
use lotse_cli::csp::{Disposition, Place};
use lotse_cli::proxy::{CspMode, Guides, Notice, Trust};

use crate::fixture::{Answer, Tried, app};

async fn with_policy(name: &'static str, policy: &'static str, mode: CspMode) -> (Answer, Vec<Notice>) {
    let app =
        app(Router::new().route("/", get(move || async move { ([(name, policy)], Html("<head></head>")) })))
            .await;
    let tried = Tried::with(&app.origin(), mode, &Trust::default(), |_| Guides::None).await;
    (tried.page("/").await, tried.heard())
}

const CSP: &str = "content-security-policy";
const REPORT: &str = "content-security-policy-report-only";

#[tokio::test]
async fn a_policy_gets_exactly_what_an_integrator_would_add() {
    let (answer, heard) = with_policy(CSP, "default-src 'self'; style-src 'none'", CspMode::Extend).await;
    assert_eq!(
        answer.header(CSP),
        "default-src 'self'; style-src 'none'; script-src 'self' 'wasm-unsafe-eval'"
    );
    let expected = Notice::PolicyExtended {
        page: "/".to_owned(),
        place: Place::Header,
        disposition: Disposition::Enforce,
        lines: vec!["script-src 'self' 'wasm-unsafe-eval'".to_owned()],
    };
    assert_eq!(heard, [expected]);
}

#[tokio::test]
async fn a_policy_that_lacks_nothing_keeps_its_bytes() {
    let policy = "script-src 'self'  'wasm-unsafe-eval' ;; Connect-Src *";
    let (answer, heard) = with_policy(CSP, policy, CspMode::Extend).await;
    assert_eq!((answer.header(CSP), heard.len()), (policy, 0));
}

#[tokio::test]
async fn report_only_is_extended_too_so_that_no_report_is_ours() {
    let (answer, _) = with_policy(REPORT, "script-src 'none'; connect-src 'none'", CspMode::Extend).await;
    assert_eq!(answer.header(REPORT), "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'");
    assert_eq!(answer.header(CSP), "");
}

#[tokio::test]
async fn keep_means_keep() {
    let (answer, heard) = with_policy(CSP, "default-src 'none'", CspMode::Keep).await;
    assert_eq!((answer.header(CSP), heard.len()), ("default-src 'none'", 0));
    assert!(answer.text().contains("/__lotse/lotse.js"));
}

#[tokio::test]
async fn several_policies_in_one_header_are_each_extended() {
    let (answer, _) = with_policy(CSP, "script-src 'self', script-src *", CspMode::Extend).await;
    assert_eq!(answer.header(CSP), "script-src 'self' 'wasm-unsafe-eval', script-src * 'wasm-unsafe-eval'");
}

#[tokio::test]
async fn the_tag_carries_the_nonce_of_each_answer_and_it_is_said_once() {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let app = app(Router::new().fallback(|| async {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let policy = format!("script-src 'nonce-n{count}' 'strict-dynamic'");
        ([(CSP, policy)], Html("<head></head>"))
    }))
    .await;
    let tried = Tried::start(&app.origin()).await;
    for count in 0..3 {
        let answer = tried.page("/").await;
        assert!(answer.text().contains(&format!(" nonce=\"n{count}\"></script>")), "{}", answer.text());
        assert_eq!(
            answer.header(CSP),
            format!("script-src 'nonce-n{count}' 'strict-dynamic' 'wasm-unsafe-eval'")
        );
    }
    let heard = tried.heard();
    assert_eq!(heard.len(), 1, "{heard:?}");
    assert!(format!("{heard:?}").contains("script-src 'nonce-…' 'strict-dynamic' 'wasm-unsafe-eval'"));
}

#[tokio::test]
async fn a_policy_of_hashes_gets_a_nonce_of_ours() {
    let (answer, _) = with_policy(CSP, "script-src 'sha256-x' 'strict-dynamic'", CspMode::Extend).await;
    let nonce = answer.header(CSP).split("'nonce-").nth(1).unwrap().split('\'').next().unwrap().to_owned();
    assert!(nonce.len() >= 20);
    assert!(answer.text().contains(&format!("nonce=\"{nonce}\"")));
}

#[tokio::test]
async fn policies_in_markup_are_extended() {
    let app = app(Router::new().route(
        "/",
        get(|| async {
            Html(
                "<head><meta http-equiv='content-security-policy' content='default-src &#39;self&#39;'>\
                 <meta name=description content=\"default-src 'none'\"></head>",
            )
        }),
    ))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let page = tried.page("/").await.text();
    assert!(page.contains("content=\"default-src 'self'; script-src 'self' 'wasm-unsafe-eval'\""), "{page}");
    assert!(page.contains("<meta name=description content=\"default-src 'none'\">"));
    assert!(matches!(tried.heard().as_slice(), [Notice::PolicyExtended { place: Place::Meta, .. }]));
}

#[tokio::test]
async fn a_policy_that_names_the_app_names_us_too() {
    let app = app(Router::new().fallback(|headers: HeaderMap| async move {
        let host = headers["host"].to_str().unwrap();
        let policy = format!(
            "script-src http://{host} 'wasm-unsafe-eval'; connect-src 'self' ws://{host}; upgrade-insecure-requests"
        );
        ([(CSP, policy)], Html("<head></head>"))
    }))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let (theirs, ours) = (app.address(), tried.server.address());
    let expected = format!(
        "script-src http://{theirs} 'wasm-unsafe-eval' 'self'; connect-src 'self' ws://{theirs} ws://{ours}"
    );
    assert_eq!(tried.page("/").await.header(CSP), expected);
}

#[tokio::test]
async fn a_demand_for_integrity_is_dropped_aloud() {
    let (answer, heard) =
        with_policy("integrity-policy", "blocked-destinations=(script)", CspMode::Extend).await;
    assert_eq!(answer.header("integrity-policy"), "");
    assert_eq!(heard, [Notice::IntegrityPolicyDropped { page: "/".to_owned() }]);
}
