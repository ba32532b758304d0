//! Headers both ways.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::{get, post};
use lotse_cli::proxy::Notice;

use crate::fixture::{PAGE, Seen, Tried, app, read, request, send};

#[tokio::test]
async fn the_app_hears_its_own_name() {
    let seen = Seen::default();
    let record = seen.clone();
    let app = app(Router::new().fallback(move |headers: HeaderMap| {
        record.push(headers);
        async { "ok" }
    }))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let (ours, theirs) = (tried.server.origin(), app.origin());
    let referer = format!("{ours}/orders?x=1");
    tried
        .get("/", &[("origin", &ours), ("referer", &referer), ("connection", "x-drop"), ("x-drop", "1")])
        .await;
    assert_eq!(seen.last("host"), Some(app.address().to_string()));
    assert_eq!(seen.last("origin"), Some(theirs.clone()));
    assert_eq!(seen.last("referer"), Some(format!("{theirs}/orders?x=1")));
    assert_eq!(seen.last("x-drop"), None);
    assert_eq!(seen.last("x-forwarded-host"), None);
    tried.get("/", &[("origin", "https://other.test"), ("referer", "https://other.test/x")]).await;
    assert_eq!(seen.last("origin").as_deref(), Some("https://other.test"));
    assert_eq!(seen.last("referer").as_deref(), Some("https://other.test/x"));
}

#[tokio::test]
async fn a_form_arrives_and_the_answer_leads_back_here() {
    let app = app(Router::new().route(
        "/save",
        post(|headers: HeaderMap, body: Bytes| async move {
            let here = format!(
                "http://{}/done?{}",
                headers["host"].to_str().unwrap(),
                String::from_utf8_lossy(&body)
            );
            (StatusCode::SEE_OTHER, [(header::LOCATION, here)])
        }),
    ))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let answer = read(send(request("POST", &tried.url("/save"), PAGE, "a=1&b=2")).await).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), tried.url("/done?a=1&b=2"));
}

#[tokio::test]
async fn addresses_in_headers_become_ours_and_promises_about_https_go() {
    let app = app(Router::new().fallback(|headers: HeaderMap| async move {
        let me = format!("http://{}", headers["host"].to_str().unwrap());
        let mut answer = HeaderMap::new();
        for (name, value) in [
            ("location", format!("{me}/l")),
            ("content-location", format!("{me}/c")),
            ("refresh", format!("1; url={me}/r")),
            ("link", format!("<{me}/p.css>; rel=preload")),
            ("access-control-allow-origin", me.clone()),
            ("strict-transport-security", "max-age=1".to_owned()),
            ("alt-svc", "h3=\":443\"".to_owned()),
            ("x-frame-options", "DENY".to_owned()),
            ("cross-origin-opener-policy", "same-origin".to_owned()),
        ] {
            answer.insert(axum::http::HeaderName::try_from(name).unwrap(), value.parse().unwrap());
        }
        (StatusCode::CREATED, answer, "made")
    }))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let (answer, ours) = (tried.get("/", &[]).await, tried.server.origin());
    assert_eq!((answer.status.as_u16(), answer.text().as_str()), (201, "made"));
    assert_eq!(answer.header("content-length"), "4");
    assert_eq!(answer.header("location"), format!("{ours}/l"));
    assert_eq!(answer.header("content-location"), format!("{ours}/c"));
    assert_eq!(answer.header("refresh"), format!("1; url={ours}/r"));
    assert_eq!(answer.header("link"), format!("<{ours}/p.css>; rel=preload"));
    assert_eq!(answer.header("access-control-allow-origin"), ours);
    assert_eq!((answer.header("strict-transport-security"), answer.header("alt-svc")), ("", ""));
    assert_eq!(answer.header("x-frame-options"), "DENY");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
}

#[tokio::test]
async fn a_changed_page_has_no_wrong_length() {
    let app = app(Router::new().route(
        "/",
        get(|| async {
            ([(header::CONTENT_TYPE, "text/html"), (header::CONTENT_LENGTH, "13")], "<head></head>")
        }),
    ))
    .await;
    let answer = Tried::start(&app.origin()).await.page("/").await;
    assert_eq!(answer.header("content-length"), "");
    assert!(answer.text().ends_with("</script></head>"));
}

#[tokio::test]
async fn leaving_for_another_origin_is_passed_on_and_said() {
    let app = app(Router::new().route(
        "/",
        get(|| async { (StatusCode::FOUND, [(header::LOCATION, "https://login.example/authorize?x=1")]) }),
    ))
    .await;
    let tried = Tried::start(&app.origin()).await;
    assert_eq!(tried.page("/").await.header("location"), "https://login.example/authorize?x=1");
    tried.page("/").await;
    assert_eq!(tried.heard(), [Notice::LeadsElsewhere { origin: "https://login.example".to_owned() }]);
}

#[tokio::test]
async fn service_workers_are_refused() {
    let app = app(Router::new().route("/sw.js", get(|| async { "self.onfetch = () => {}" }))).await;
    let tried = Tried::start(&app.origin()).await;
    let refused =
        tried.get("/sw.js", &[("service-worker", "script"), ("sec-fetch-dest", "serviceworker")]).await;
    assert_eq!(refused.status, 404);
    assert_eq!(tried.heard(), [Notice::ServiceWorkerRefused { script: "/sw.js".to_owned() }]);
    assert_eq!(tried.get("/sw.js", &[]).await.status, 200);
}

#[tokio::test]
async fn our_own_cookies_stay_on_this_machine() {
    let seen = Seen::default();
    let record = seen.clone();
    let app = app(Router::new().fallback(move |headers: HeaderMap| {
        record.push(headers);
        async {
            let mut answer = HeaderMap::new();
            answer.append(header::SET_COOKIE, "lotse_session=planted; Path=/".parse().unwrap());
            answer.append(header::SET_COOKIE, "sid=1; Path=/; HttpOnly".parse().unwrap());
            (answer, "ok")
        }
    }))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let answer = tried.get("/", &[("cookie", "lotse_session=secret; sid=1"), ("cookie", "b=2")]).await;
    assert_eq!(seen.last("cookie").as_deref(), Some("sid=1; b=2"));
    assert_eq!(answer.all("set-cookie"), ["sid=1; Path=/; HttpOnly"]);
}
