//! Apps that do not answer.

use axum::http::StatusCode;
use lotse_cli::proxy::{Failure, Notice, probe};

use crate::fixture::{FETCH, PAGE, Tried, app, client, nowhere};

#[tokio::test]
async fn an_app_that_is_down_is_explained_in_the_readers_language() {
    let address = nowhere().await;
    let tried = Tried::start(&format!("http://{address}/")).await;
    let german = tried.get("/", &[PAGE, &[("accept-language", "de-AT,en;q=0.5")]].concat()).await;
    assert_eq!(german.status, StatusCode::BAD_GATEWAY);
    assert!(german.text().contains("Läuft die Anwendung, und stimmt der Port?"), "{}", german.text());
    assert!(german.text().contains(&format!("http://{address}/")));
    assert!(german.header("content-security-policy").starts_with("default-src 'none'; style-src 'sha256-"));
    assert_eq!(german.header("cache-control"), "no-store");
    let english = tried.page("/").await;
    assert!(english.text().contains("Is the application running, and is the port right?"));
    let script = tried.get("/", FETCH).await;
    assert_eq!(script.header("content-type"), "text/plain; charset=utf-8");
    assert!(
        matches!(tried.heard().as_slice(), [Notice::Unreachable { .. }]),
        "said once: {:?}",
        tried.heard()
    );
}

#[tokio::test]
async fn a_host_that_does_not_exist_is_told_apart() {
    let found = probe(&client(), &"http://no-such-host.invalid/".parse().unwrap()).await;
    assert_eq!(found.failure, Some(Failure::UnknownName));
}

#[tokio::test]
async fn a_first_look_finds_where_the_app_leads() {
    use axum::response::Redirect;
    use axum::routing::get;
    let app = app(axum::Router::new()
        .route("/", get(|| async { Redirect::to("/start") }))
        .route("/start", get(|| async { "here" }))
        .route("/sso", get(|| async { Redirect::to("https://login.example/authorize") })))
    .await;
    let look = async |path: &str| probe(&client(), &format!("{}{path}", app.origin()).parse().unwrap()).await;
    let fine = look("/").await;
    assert_eq!((fine.failure, fine.leads_to, fine.url.path()), (None, None, "/"));
    assert_eq!(look("/sso").await.leads_to.unwrap().as_str(), "https://login.example/authorize");
    let down = probe(&client(), &format!("http://{}", nowhere().await).parse().unwrap()).await;
    assert_eq!(down.failure, Some(Failure::Refused));
}
