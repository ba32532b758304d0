//! Problems in an app that knows nothing of them: the launcher, and cases that go on to the desk.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::{any, get, post};
use lotse_cli::proxy::{Guides, OwnFiles, Proxy};
use lotse_cli::serve::Server;

use crate::fixture::{Answer, PAGE, Seen, app, client, get as ask, nowhere, read, request, send};

const WITH_HELP: &str = r#"{"schema":0,"help":"f672c938"}"#;
const WITHOUT: &str = r#"{"schema":0}"#;

/// An app with one page behind a proxy that has these guides and this desk.
async fn tried(manifest: &str, desk: Option<&str>) -> (Server, Server, tempfile::TempDir) {
    let page = || async { ([("content-type", "text/html")], "<!doctype html><title>App</title><p>Hello") };
    let app = app(Router::new().route("/", get(page))).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lotse.js"), "").unwrap();
    std::fs::write(folder.path().join("manifest.json"), manifest).unwrap();
    let own = OwnFiles::new(folder.path(), Guides::Folder(folder.path().to_path_buf())).unwrap();
    let mut proxy = Proxy::new(&app.origin().parse().unwrap(), client(), own).unwrap();
    if let Some(desk) = desk {
        proxy = proxy.with_desk(&desk.parse().unwrap()).unwrap();
    }
    (Server::bind(proxy.router(Arc::new(|_| {})), 0).await.unwrap(), app, folder)
}

async fn page(server: &Server) -> String {
    ask(&format!("{}/", server.origin()), PAGE).await.text()
}

#[tokio::test]
async fn help_is_offered_where_problems_are_and_changes_with_the_files() {
    let (proxy, _app, folder) = tried(WITH_HELP, Some("http://127.0.0.1:1/d/crm/production")).await;
    let html = page(&proxy).await;
    assert!(html.contains(r#" data-launcher="bottom-right" data-desk="/__lotse/desk""#), "{html}");
    std::fs::write(folder.path().join("manifest.json"), WITHOUT).unwrap();
    let html = page(&proxy).await;
    assert!(html.contains("data-manifest") && !html.contains("data-launcher"), "{html}");
    let (proxy, _app, _folder) = tried(WITH_HELP, None).await;
    let html = page(&proxy).await;
    assert!(html.contains("data-launcher") && !html.contains("data-desk"), "{html}");
}

#[tokio::test]
async fn a_case_goes_on_to_the_desk_as_it_was_sent_and_nothing_else_does() {
    let seen = Seen::default();
    let noted = seen.clone();
    let take = move |headers: HeaderMap, body: Bytes| async move {
        noted.push(headers);
        (StatusCode::ACCEPTED, body)
    };
    let other = |uri: Uri| async move { uri.to_string() };
    let desk = app(Router::new().route("/d/crm/production/cases", post(take)).fallback(any(other))).await;
    let (proxy, _app, _folder) =
        tried(WITH_HELP, Some(&format!("{}/d/crm/production/", desk.origin()))).await;
    let url = |route: &str| format!("{}/__lotse/desk/{route}", proxy.origin());
    let headers =
        [("idempotency-key", "k1"), ("content-type", "application/json"), ("cookie", "session=app")];
    let answer = read(send(request("POST", &url("cases"), &headers, "{\"id\":1}")).await).await;
    assert_eq!((answer.status, answer.text()), (StatusCode::ACCEPTED, "{\"id\":1}".to_owned()));
    assert_eq!(seen.last("idempotency-key").as_deref(), Some("k1"));
    assert_eq!(seen.last("cookie"), None, "the app's cookies are none of the desk's business");
    assert_eq!(seen.last("origin"), Some(proxy.origin()));
    let told = ask(&url("cases/7?after=1"), &[]).await;
    assert_eq!(told.text(), "/d/crm/production/cases/7?after=1");
    for route in ["settings", "cases/../../../api/projects", ""] {
        let Answer { status, .. } = ask(&url(route), &[]).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{route}");
    }
}

#[tokio::test]
async fn a_desk_that_does_not_answer_is_said_so() {
    let (proxy, _app, _folder) = tried(WITH_HELP, Some(&format!("http://{}/d/a/b", nowhere().await))).await;
    let answer = ask(&format!("{}/__lotse/desk/cases/7", proxy.origin()), &[]).await;
    assert_eq!((answer.status, answer.text().trim()), (StatusCode::BAD_GATEWAY, "The desk does not answer."));
}
