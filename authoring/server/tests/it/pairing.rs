//! The relay between studio and picker.

use axum::body::Body;
use axum::http::{Method, Request, header};
use serde_json::{Value, json};

use crate::fixture::{Answer, Client, HOST, Lotse};

const APP: &str = "https://app.example";

async fn with_origin() -> (Lotse, Client) {
    let (lotse, admin) = Lotse::new().await;
    let path = "/api/v1/projects/kontor/settings";
    let mut settings = admin.get(path).await.ok();
    settings["environments"][0]["origins"] = json!([APP]);
    admin.put(path, &settings).await.ok();
    (lotse, admin)
}

async fn open(admin: &Client) -> Value {
    admin.post("/api/v1/projects/kontor/pairings", &json!({ "environment": "production" })).await.ok()
}

/// A request as a page of this origin makes it.
async fn from_page(
    client: &Client,
    origin: &str,
    secret: &str,
    method: Method,
    path: &str,
    body: Value,
) -> Answer {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, HOST)
        .header(header::ORIGIN, origin)
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/json");
    if !secret.is_empty() {
        request = request.header(header::AUTHORIZATION, format!("Bearer {secret}"));
    }
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    client.send(request.body(body).unwrap()).await
}

async fn join(client: &Client, origin: &str, code: &str) -> Answer {
    from_page(client, origin, "", Method::POST, "/api/v1/pairings/join", json!({ "code": code })).await
}

#[tokio::test]
async fn both_sides_talk_and_a_reload_of_the_page_is_survived() {
    let (lotse, admin) = with_origin().await;
    let pairing = open(&admin).await;
    let (id, code) = (pairing["pairing"].as_str().unwrap(), pairing["code"].as_str().unwrap());
    let page = lotse.stranger();
    let typed = format!("{}-{}", &code[..4].to_lowercase(), &code[4..]);
    let joined = join(&page, APP, &typed).await;
    assert_eq!(joined.headers[header::ACCESS_CONTROL_ALLOW_ORIGIN], APP);
    let joined = joined.ok();
    assert_eq!(joined["pairing"], id);
    let secret = joined["secret"].as_str().unwrap();
    let path = format!("/api/v1/pairings/{id}/messages");
    let hello = json!({ "last": 0, "messages": ["\"hello\"", "\"there\""] });
    from_page(&page, APP, secret, Method::POST, &path, hello.clone()).await.ok();
    let got = admin.get(&format!("{path}?after=0")).await.ok();
    assert_eq!(got, json!({ "last": 2, "messages": ["\"hello\"", "\"there\""] }));
    // Not acknowledged yet, so it is still there; then it is gone.
    assert_eq!(admin.get(&format!("{path}?after=1")).await.ok()["messages"], json!(["\"there\""]));
    // A look that waits is woken by what comes.
    let waiting = format!("{path}?after=0");
    let (got, ()) = tokio::join!(from_page(&page, APP, secret, Method::GET, &waiting, Value::Null), async {
        tokio::task::yield_now().await;
        admin.post(&path, &json!({ "last": 0, "messages": ["\"pick\""] })).await.ok();
    });
    assert_eq!(got.ok()["messages"], json!(["\"pick\""]));
    lotse.clock.advance(29_000);
    from_page(&page, APP, secret, Method::POST, &path, hello.clone()).await.ok();
    lotse.clock.advance(56_000);
    from_page(&page, APP, secret, Method::POST, &path, hello.clone()).await.refused(404);
    admin.delete(&format!("/api/v1/pairings/{id}")).await.ok();
    admin.get(&waiting).await.refused(404);
}

#[tokio::test]
async fn codes_work_once_in_time_and_in_the_right_page_only() {
    let (lotse, admin) = with_origin().await;
    let page = lotse.stranger();
    join(&page, APP, "AAAAAAAA").await.refused(403);
    let code = |pairing: &Value| pairing["code"].as_str().unwrap().to_owned();
    let used = code(&open(&admin).await);
    join(&page, APP, &used).await.ok();
    join(&page, APP, &used).await.refused(403);
    let shown_elsewhere = code(&open(&admin).await);
    join(&page, "https://evil.example", &shown_elsewhere).await.refused(403);
    join(&page, APP, &shown_elsewhere).await.refused(403);
    let old = code(&open(&admin).await);
    lotse.clock.advance(60_001);
    join(&page, APP, &old).await.refused(403);
    for _ in 0..30 {
        join(&page, APP, "BBBBBBBB").await;
    }
    assert_eq!(join(&page, APP, "BBBBBBBB").await.refused(429)["kind"], "too_often");
}

#[tokio::test]
async fn nobody_else_hears_or_says_anything() {
    let (lotse, admin) = with_origin().await;
    let bob = lotse.member(&admin, "Bob", "author").await;
    let pairing = open(&admin).await;
    let id = pairing["pairing"].as_str().unwrap();
    let path = format!("/api/v1/pairings/{id}/messages");
    let page = lotse.stranger();
    let secret = join(&page, APP, pairing["code"].as_str().unwrap()).await.ok()["secret"].clone();
    let secret = secret.as_str().unwrap();
    let parcel = json!({ "last": 0, "messages": ["\"x\""] });
    bob.get(&path).await.refused(404);
    bob.post(&path, &parcel).await.refused(404);
    page.get(&path).await.refused(401);
    let send = async |origin: &str, secret: &str| {
        from_page(&page, origin, secret, Method::POST, &path, parcel.clone()).await
    };
    send("https://evil.example", secret).await.refused(404);
    send(APP, &"0".repeat(64)).await.refused(404);
    // The studio's session alone, from another site.
    let forged = Request::post(&path)
        .header(header::HOST, HOST)
        .header(header::COOKIE, admin.cookie.clone().unwrap())
        .header(header::ORIGIN, APP)
        .header(header::CONTENT_TYPE, "application/json");
    admin.send(forged.body(Body::from(parcel.to_string())).unwrap()).await.refused(403);
    // What waits has an end.
    let large = json!({ "last": 0, "messages": ["x".repeat(200 * 1024)] });
    from_page(&page, APP, secret, Method::POST, &path, large.clone()).await.ok();
    from_page(&page, APP, secret, Method::POST, &path, large).await.refused(429);
    let huge = json!({ "last": 0, "messages": ["x".repeat(300 * 1024)] });
    from_page(&page, APP, secret, Method::POST, &path, huge).await.refused(413);
    // Without origins in the settings there is nothing to pair with.
    admin
        .post("/api/v1/projects", &json!({ "project": "other", "name": "Other", "language": "en" }))
        .await
        .ok();
    let asked = json!({ "environment": "production" });
    admin.post("/api/v1/projects/other/pairings", &asked).await.refused(422);
}
