//! Apps on https, with a certificate of the test's own.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::Html;
use lotse_cli::proxy::{CspMode, Guides, Trust};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::fixture::{Seen, Tried, app};

struct TlsListener {
    tcp: TcpListener,
    acceptor: TlsAcceptor,
}

impl axum::serve::Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let Ok((stream, address)) = self.tcp.accept().await else { continue };
            // A client that refuses our certificate is what some of the tests are about.
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.tcp.local_addr()
    }
}

/// The app's origin, and its certificate as a file.
async fn secure(names: &[&str], router: Router) -> (String, tempfile::NamedTempFile) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let made = rcgen::generate_simple_self_signed(names).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), made.cert.pem()).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config =
        rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
    let tcp = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("https://localhost:{}", tcp.local_addr().unwrap().port());
    let listener = TlsListener { tcp, acceptor: TlsAcceptor::from(Arc::new(config)) };
    tokio::spawn(async move { axum::serve(listener, router).await });
    (origin, file)
}

async fn trusting(origin: &str, file: &tempfile::NamedTempFile) -> Tried {
    let trust = Trust::default().with_file(file.path()).unwrap();
    Tried::with(origin, CspMode::Extend, &trust, |_| Guides::None).await
}

#[tokio::test]
async fn a_named_certificate_is_trusted_and_cookies_fit_loopback() {
    let seen = Seen::default();
    let record = seen.clone();
    let router = Router::new().fallback(move |headers: HeaderMap| {
        record.push(headers);
        async {
            let mut answer = HeaderMap::new();
            for cookie in [
                "__Host-sid=a; Secure; Path=/; HttpOnly",
                "wide=1; Domain=localhost; Secure; SameSite=None; Partitioned",
                "foreign=1; Domain=other.example",
            ] {
                answer.append(header::SET_COOKIE, cookie.parse().unwrap());
            }
            answer.insert(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000".parse().unwrap());
            (answer, Html("<head></head>"))
        }
    });
    let (origin, certificate) = secure(&["localhost"], router).await;
    let tried = trusting(&origin, &certificate).await;
    let ours = tried.server.origin();
    let page = tried.page("/").await;
    assert!(page.text().contains("/__lotse/lotse.js"), "{}", page.text());
    assert_eq!(page.all("set-cookie"), ["lotse-try-host-sid=a; Path=/; HttpOnly", "wide=1"]);
    assert_eq!(page.header("strict-transport-security"), "");
    tried.get("/", &[("cookie", "lotse-try-host-sid=a; wide=1"), ("origin", &ours)]).await;
    assert_eq!(seen.last("cookie").as_deref(), Some("__Host-sid=a; wide=1"));
    assert_eq!(seen.last("origin"), Some(origin.clone()));
    assert_eq!(seen.last("host"), origin.strip_prefix("https://").map(str::to_owned));
}

#[tokio::test]
async fn policies_that_force_https_are_moved() {
    let router = Router::new().fallback(|| async {
        let policy = "default-src https:; script-src 'self' 'wasm-unsafe-eval'; upgrade-insecure-requests";
        ([("content-security-policy", policy)], Html("<head></head>"))
    });
    let (origin, certificate) = secure(&["localhost"], router).await;
    let page = trusting(&origin, &certificate).await.page("/").await;
    let expected = "default-src https: 'self'; script-src 'self' 'wasm-unsafe-eval'";
    assert_eq!(page.header("content-security-policy"), expected);
}

#[tokio::test]
async fn certificates_that_nobody_vouches_for_are_refused_with_the_way_out() {
    let (origin, _certificate) = secure(&["localhost"], Router::new()).await;
    let tried = Tried::start(&origin).await;
    let page = tried.page("/").await;
    assert_eq!(page.status, 502);
    assert!(page.text().contains("--ca FILE"), "{}", page.text());
}

#[tokio::test]
async fn each_wrong_scheme_names_the_right_one() {
    let (origin, _certificate) = secure(&["localhost"], Router::new()).await;
    let plain = Tried::start(&origin.replace("https:", "http:")).await.page("/").await;
    assert!(plain.text().contains("https://"), "{}", plain.text());
    let app = app(Router::new()).await;
    let secure = Tried::start(&app.origin().replace("http:", "https:")).await.page("/").await;
    assert!(
        secure.text().contains("try http://") || secure.text().contains("Try http://"),
        "{}",
        secure.text()
    );
}
