//! Signing in by a real OpenID Connect provider, the npm package `oidc-provider`, through every page that a browser sees.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, header};
use lotse_desk::{Outgoing, Rules, SystemResolver};
use lotse_server::config::Oidc;
use lotse_server::{Config, Server};
use serde_json::json;
use url::Url;

use crate::fixture::{Answer, CODE, Client, HOST, PASSWORD, skipped};

const START: &str = "/api/v1/oidc/start";

struct Provider {
    process: Child,
    issuer: String,
}

impl Provider {
    /// `None` where the package is not installed.
    fn start() -> Option<Self> {
        let tools = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../xtask/tools");
        if !tools.join("node_modules/oidc-provider").is_dir() {
            return None;
        }
        let mut process = Command::new("node")
            .arg("openid-provider.mjs")
            .arg(format!("http://{HOST}/api/v1/oidc/callback"))
            .current_dir(tools)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines().map(Result::unwrap);
        let issuer = lines.find(|line| line.starts_with("http://")).unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        Some(Provider { process, issuer })
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// A browser at the provider: keeps cookies, follows where it is sent as long as that is the provider.
struct Browser {
    way: Outgoing,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    async fn ask(&mut self, method: Method, url: &Url, form: &str) -> Option<String> {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = [
            ("cookie", cookies.join("; ")),
            ("content-type", "application/x-www-form-urlencoded".to_owned()),
        ];
        let answer = self.way.send(method, url, &headers, form.as_bytes().to_vec()).await.unwrap();
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let (name, value) = cookie.to_str().unwrap().split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let place = answer.headers.get(header::LOCATION)?.to_str().unwrap();
        Some(url.join(place).unwrap().to_string())
    }

    /// Signs in under an address; answers where the provider sends the browser in the end.
    async fn sign_in(&mut self, start: &str, email: &str) -> String {
        let mut here = Url::parse(start).unwrap();
        let own = here.origin();
        for _ in 0..12 {
            let next = match self.ask(Method::GET, &here, "").await {
                Some(next) => next,
                // A page that wants something: who it is, then whether this server may know.
                None => {
                    let login = format!("prompt=login&login={}&password=any", email.replace('@', "%40"));
                    let is_known = self.cookies.contains_key("_session");
                    let form = if is_known { "prompt=consent" } else { &login };
                    self.ask(Method::POST, &here, form).await.unwrap()
                }
            };
            here = Url::parse(&next).unwrap();
            if here.origin() != own {
                return here.to_string();
            }
        }
        panic!("the provider sends round in circles: {here}");
    }
}

fn skip() {
    skipped(
        "oidc::people_sign_in_by_a_provider",
        "the npm package oidc-provider is not installed (cargo xtask setup)",
    );
}

async fn go(client: &Client, path: &str, cookie: Option<&str>) -> Answer {
    let mut request =
        Request::builder().uri(path).header(header::HOST, HOST).header("sec-fetch-site", "cross-site");
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }
    client.send(request.body(Body::empty()).unwrap()).await
}

fn cookie_of(answer: &Answer, name: &str) -> Option<String> {
    let all = answer.headers.get_all(header::SET_COOKIE).iter();
    let mut pairs = all.map(|cookie| cookie.to_str().unwrap().split(';').next().unwrap().to_owned());
    pairs.find(|pair| pair.starts_with(&format!("{name}=")))
}

#[tokio::test]
async fn people_sign_in_by_a_provider() {
    let Some(provider) = Provider::start() else { return skip() };
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::in_folder(folder.path());
    config.setup_code = Some(CODE.to_owned());
    config.internal_desks = vec!["127.0.0.1".to_owned()];
    config.oidc = Some(Oidc {
        name: "Example".to_owned(),
        issuer: provider.issuer.clone(),
        client_id: "lotse".to_owned(),
        client_secret: Some("between-both".to_owned()),
    });
    let clock = config.clock.clone();
    let server = Server::open(config).await.unwrap();
    let mut admin = Client::of(server.router());
    let first = admin.get("/api/v1/session").await;
    let session = admin.take_session(first);
    assert_eq!(session["provider"], "Example");
    let setup = json!({
        "code": CODE, "name": "Ada", "email": "ada@example.com", "password": PASSWORD, "project": "kontor", "language": "en",
    });
    let answer = admin.post("/api/v1/setup", &setup).await;
    admin.take_session(answer);

    let way =
        Outgoing::new(Rules { internal: vec!["127.0.0.1".to_owned()] }, Arc::new(SystemResolver)).unwrap();
    let browser = || Browser { way: way.clone(), cookies: BTreeMap::new() };
    let stranger = Client::of(server.router());
    let path_of = |url: &str| url.strip_prefix(&format!("http://{HOST}")).unwrap().to_owned();
    let start = async || {
        let answer = go(&stranger, START, None).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let place = answer.headers[header::LOCATION].to_str().unwrap().to_owned();
        (place, cookie_of(&answer, "lotse-errand").unwrap())
    };

    // The whole way.
    let (place, errand) = start().await;
    let back = path_of(&browser().sign_in(&place, "ada@example.com").await);
    let answer = go(&stranger, &back, Some(&errand)).await;
    assert_eq!((answer.status.as_u16(), answer.headers[header::LOCATION].to_str().unwrap()), (303, "/"));
    let mut ada = Client::of(server.router());
    ada.cookie = cookie_of(&answer, "lotse-session");
    assert_eq!(ada.get("/api/v1/session").await.ok()["user"]["email"], "ada@example.com");
    assert_eq!(ada.get("/api/v1/projects/kontor/members").await.ok().as_array().unwrap().len(), 1);

    // A code works once, and only in the browser that began.
    go(&stranger, &back, Some(&errand)).await.refused(401);
    let (place, errand) = start().await;
    let back = path_of(&browser().sign_in(&place, "ada@example.com").await);
    go(&stranger, &back, None).await.refused(401);
    let (_, other) = start().await;
    go(&stranger, &back, Some(&other)).await.refused(401);
    let forged = back.replace("state=", "state=x");
    go(&stranger, &forged, Some(&errand)).await.refused(401);
    go(&stranger, &back.replace("code=", "code=x"), Some(&errand)).await.refused(401);
    go(&stranger, "/api/v1/oidc/callback?error=access_denied", Some(&errand)).await.refused(401);
    clock.advance(11 * 60_000);
    go(&stranger, &back, Some(&errand)).await.refused(401);

    // Nobody gets an account, and no address that the provider has not looked at is believed.
    for (email, status) in [("eve@example.com", 403), ("unverified-ada@example.com", 401)] {
        let (place, errand) = start().await;
        let back = path_of(&browser().sign_in(&place, email).await);
        go(&stranger, &back, Some(&errand)).await.refused(status);
    }
    assert_eq!(admin.get("/api/v1/projects/kontor/members").await.ok().as_array().unwrap().len(), 1);
}
