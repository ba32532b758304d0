//! Setting up, signing in and out, members, tokens; what other sites cannot do.

use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use lotse_api::CSRF_HEADER;
use serde_json::json;

use crate::fixture::{CODE, HOST, Lotse, PASSWORD};

#[tokio::test]
async fn the_first_account_needs_the_code_and_it_works_once() {
    let lotse = Lotse::empty().await;
    let mut visitor = lotse.visitor().await;
    let session = visitor.get("/api/v1/session").await.ok();
    assert!(session["needs_setup"].as_bool().unwrap() && session["user"].is_null());
    let mut setup = json!({
        "code": "WRONGCOD", "name": "Ada", "email": "Ada@Example.com ", "password": PASSWORD,
        "project": "kontor", "language": "de",
    });
    assert_eq!(visitor.post("/api/v1/setup", &setup).await.refused(403)["place"], "code");
    assert!(visitor.get("/api/v1/session").await.ok()["needs_setup"].as_bool().unwrap());
    setup["code"] = json!(CODE.to_lowercase());
    setup["password"] = json!("short");
    assert_eq!(visitor.post("/api/v1/setup", &setup).await.refused(422)["place"], "password");
    setup["password"] = json!(PASSWORD);
    setup["project"] = json!("../kontor");
    assert_eq!(visitor.post("/api/v1/setup", &setup).await.refused(422)["place"], "project");
    assert!(visitor.get("/api/v1/session").await.ok()["needs_setup"].as_bool().unwrap());
    setup["project"] = json!("kontor");
    let before = visitor.cookie.clone();
    let answer = visitor.post("/api/v1/setup", &setup).await;
    let session = visitor.take_session(answer);
    assert_ne!(visitor.cookie, before, "a secret from before signing in is worth nothing after");
    assert_eq!(session["user"]["email"], "ada@example.com");
    assert_eq!(session["projects"], json!([{ "project": "kontor", "name": "kontor", "role": "admin" }]));
    lotse.visitor().await.post("/api/v1/setup", &setup).await.refused(403);
}

#[tokio::test]
async fn sessions_begin_with_the_password_and_end_when_asked() {
    let (lotse, admin) = Lotse::new().await;
    let wrong = json!({ "email": "ada@example.com", "password": "something else" });
    let visitor = lotse.visitor().await;
    assert_eq!(visitor.post("/api/v1/sign-in", &wrong).await.refused(401)["kind"], "signed_out");
    let nobody = json!({ "email": "nobody@example.com", "password": PASSWORD });
    visitor.post("/api/v1/sign-in", &nobody).await.refused(401);
    let again = lotse.signed_in("ADA@example.com").await;
    assert_eq!(again.get("/api/v1/session").await.ok()["user"]["name"], "Ada");
    again.post("/api/v1/sign-out", &json!({})).await.ok();
    again.get("/api/v1/projects/kontor/guides").await.refused(401);
    admin.get("/api/v1/projects/kontor/guides").await.ok();

    let other = lotse.signed_in("ada@example.com").await;
    let change = json!({ "old": "not the old one", "new": "another good one" });
    assert_eq!(admin.post("/api/v1/password", &change).await.refused(422)["place"], "old");
    let change = json!({ "old": PASSWORD, "new": "another good one" });
    admin.post("/api/v1/password", &change).await.ok();
    other.get("/api/v1/projects/kontor/guides").await.refused(401);
    admin.get("/api/v1/projects/kontor/guides").await.ok();
    lotse.clock.advance(8 * 86_400_000);
    admin.get("/api/v1/projects/kontor/guides").await.refused(401);
}

#[tokio::test]
async fn guessing_is_slow() {
    let (lotse, _) = Lotse::new().await;
    let visitor = lotse.visitor().await;
    let wrong = json!({ "email": "ada@example.com", "password": "something else" });
    for _ in 0..10 {
        visitor.post("/api/v1/sign-in", &wrong).await.refused(401);
    }
    let right = json!({ "email": "ada@example.com", "password": PASSWORD });
    let answer = visitor.post("/api/v1/sign-in", &right).await;
    assert!(answer.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(answer.refused(429)["kind"], "too_often");
    lotse.clock.advance(16 * 60_000);
    visitor.post("/api/v1/sign-in", &right).await.ok();
}

#[tokio::test]
async fn other_sites_change_nothing() {
    let (_lotse, admin) = Lotse::new().await;
    let path = "/api/v1/projects";
    let body = || Body::from(json!({ "project": "x", "name": "x", "language": "en" }).to_string());
    let own = format!("http://{HOST}");
    let request = |origin: Option<&str>, site: Option<&str>, csrf: Option<&str>, kind: &str| {
        let mut request = axum::http::Request::post(path)
            .header(header::HOST, HOST)
            .header(header::COOKIE, admin.cookie.clone().unwrap())
            .header(header::CONTENT_TYPE, kind);
        for (name, value) in [("origin", origin), ("sec-fetch-site", site), (CSRF_HEADER, csrf)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.body(body()).unwrap()
    };
    let (token, json) = (admin.csrf.clone(), "application/json");
    let forged = "0".repeat(64);
    for (origin, site, csrf) in [
        (Some("https://evil.example"), None, Some(token.as_str())),
        (Some("https://evil.example"), Some("cross-site"), Some(token.as_str())),
        (Some("http://localhost:9000"), Some("same-site"), Some(token.as_str())),
        (Some(own.as_str()), Some("same-site"), Some(token.as_str())),
        (Some(own.as_str()), Some("cross-site"), Some(token.as_str())),
        (Some("null"), Some("cross-site"), Some(token.as_str())),
        (None, Some("same-origin"), Some(token.as_str())),
        (Some(own.as_str()), Some("same-origin"), None),
        (Some(own.as_str()), Some("same-origin"), Some(forged.as_str())),
    ] {
        let answer = admin.send(request(origin, site, csrf, json)).await;
        assert_eq!(answer.refused(403)["place"], "csrf", "{origin:?} {site:?} {csrf:?}");
    }
    let form = admin.send(request(Some(&own), Some("same-origin"), Some(&token), "text/plain")).await;
    form.refused(400);
    assert_eq!(admin.get("/api/v1/session").await.ok()["projects"].as_array().unwrap().len(), 1);
    admin.send(request(Some(&own), Some("same-origin"), Some(&token), json)).await.ok();

    let request = axum::http::Request::get("/api/v1/session").header(header::HOST, "evil.example");
    assert_eq!(admin.send(request.body(Body::empty()).unwrap()).await.refused(400)["place"], "host");
}

#[tokio::test]
async fn cookies_and_pages_are_locked_down() {
    let (lotse, admin) = Lotse::new().await;
    let session = lotse.stranger().get("/api/v1/session").await;
    let cookie = session.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.contains("; HttpOnly; SameSite=Strict") && cookie.contains("; Path=/"), "{cookie}");
    assert_eq!(session.headers[header::CACHE_CONTROL], "no-store");
    let page = admin.get("/").await;
    let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    for part in ["default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");

    let folder = tempfile::tempdir().unwrap();
    let mut config = lotse_server::Config::in_folder(folder.path());
    config.public_url = Some("https://lotse.example.com".to_owned());
    let router = lotse_server::Server::open(config).await.unwrap().router();
    let request = axum::http::Request::get("/api/v1/session").header(header::HOST, "lotse.example.com");
    let response = tower::ServiceExt::oneshot(router, request.body(Body::empty()).unwrap()).await.unwrap();
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("__Host-lotse-session=") && cookie.contains("; Secure"), "{cookie}");
}

#[tokio::test]
async fn a_project_keeps_an_admin() {
    let (lotse, admin) = Lotse::new().await;
    let own = json!({ "email": "ada@example.com", "role": "author" });
    assert_eq!(admin.put("/api/v1/projects/kontor/members", &own).await.refused(422)["place"], "role");
    let without = json!({ "email": "bob@example.com", "role": "author" });
    assert_eq!(
        admin.put("/api/v1/projects/kontor/members", &without).await.refused(422)["place"],
        "password"
    );
    let bob = lotse.member(&admin, "Bob", "admin").await;
    admin.put("/api/v1/projects/kontor/members", &own).await.ok();
    admin.put("/api/v1/projects/kontor/members", &own).await.refused(403);
    let members = bob.get("/api/v1/projects/kontor/members").await.ok();
    assert_eq!(members[0]["role"], "author");
    let path = format!("/api/v1/projects/kontor/members/{}", members[0]["user"]["id"].as_str().unwrap());
    bob.delete(&path).await.ok();
    admin.get("/api/v1/projects/kontor/members").await.refused(404);
}

#[tokio::test]
async fn tokens_are_shown_once_and_do_no_more_than_they_may() {
    let (lotse, admin) = Lotse::new().await;
    let asked = json!({ "name": "CI", "role": "author", "days": 30 });
    let made = admin.post("/api/v1/projects/kontor/tokens", &asked).await.ok();
    let token = lotse.with_token(made["secret"].as_str().unwrap());
    token.get("/api/v1/projects/kontor/guides").await.ok();
    token.get("/api/v1/projects/kontor/tokens").await.refused(403);
    token.get("/api/v1/projects/other/guides").await.refused(404);
    let listed = admin.get("/api/v1/projects/kontor/tokens").await.ok();
    assert!(listed[0].get("secret").is_none() && listed[0]["used_ms"].is_i64(), "{listed}");
    let database = std::fs::read(lotse.folder.path().join(lotse_server::Server::database_file())).unwrap();
    let wal = std::fs::read(lotse.folder.path().join("lotse.db-wal")).unwrap_or_default();
    let secret = made["secret"].as_str().unwrap().as_bytes();
    assert!(![database, wal].concat().windows(secret.len()).any(|window| window == secret));
    lotse.clock.advance(31 * 86_400_000);
    token.get("/api/v1/projects/kontor/guides").await.refused(401);
    let admin = lotse.signed_in("ada@example.com").await;
    let path = format!("/api/v1/projects/kontor/tokens/{}", made["id"].as_str().unwrap());
    assert_eq!(admin.delete(&path).await.status, StatusCode::NO_CONTENT);
    admin.with_json(Method::DELETE, &path, &json!({})).await.refused(404);
}
