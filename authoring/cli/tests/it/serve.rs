//! `lotse serve`: the router without a socket, the server with one.

use axum::Router;
use axum::body::Body;
use http_body_util::BodyExt;
use lotse_cli::serve::{Root, Serve, Server};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::fixture::{Answer, get, request};

fn site() -> (TempDir, Router) {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("index.html", "<!doctype html><title>start</title>");
    write("app.js", &"console.log('Grüße');\n".repeat(100));
    write("core.wasm", "\0asm");
    write("guides/manifest.json", "{}");
    write(&format!("guides/chunks/{}.json", "ab".repeat(32)), "{}");
    write("strict/index.html", "strict");
    write("strict/inner/a.html", "inner");
    write("headers.json", r#"{"/*": {"X-All": "1", "X-Part": "outer"}, "/strict/*": {"X-Part": "strict"}}"#);
    write("strict/inner/headers.json", r#"{"/a.html": {"X-Part": "inner", "X-All": null}}"#);
    write("broken/headers.json", "{");
    write("broken/a.html", "a");
    write("secret/.env", "password");
    let router = Serve::new([Root::new("/", folder.path()).unwrap()]).router();
    (folder, router)
}

async fn ask(router: &Router, method: &str, path: &str, headers: &[(&str, &str)]) -> Answer {
    let response = router.clone().oneshot(request(method, path, headers, Body::empty())).await.unwrap();
    let (head, body) = response.into_parts();
    Answer { status: head.status, headers: head.headers, body: body.collect().await.unwrap().to_bytes() }
}

#[tokio::test]
async fn types_and_freshness() {
    let (_folder, router) = site();
    let wasm = ask(&router, "GET", "/core.wasm", &[]).await;
    assert_eq!(wasm.header("content-type"), "application/wasm");
    assert_eq!(wasm.header("cache-control"), "no-cache");
    assert_eq!(wasm.header("x-content-type-options"), "nosniff");
    assert_eq!(wasm.header("access-control-allow-origin"), "");
    let manifest = ask(&router, "GET", "/guides/manifest.json", &[]).await;
    assert_eq!(manifest.header("cache-control"), "public, max-age=30, must-revalidate");
    let chunk = ask(&router, "GET", &format!("/guides/chunks/{}.json", "ab".repeat(32)), &[]).await;
    assert_eq!(chunk.header("cache-control"), "public, max-age=31536000, immutable");
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again() {
    let (folder, router) = site();
    let first = ask(&router, "GET", "/app.js", &[]).await;
    let tag = first.header("etag").to_owned();
    let again = ask(&router, "GET", "/app.js", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    assert_eq!(again.header("etag"), tag);
    std::fs::write(folder.path().join("app.js"), "changed").unwrap();
    let changed = ask(&router, "GET", "/app.js", &[("if-none-match", &tag)]).await;
    assert_eq!((changed.status.as_u16(), changed.text().as_str()), (200, "changed"));
}

#[tokio::test]
async fn compression_is_what_the_browser_can_undo() {
    let (folder, router) = site();
    let original = std::fs::read(folder.path().join("app.js")).unwrap();
    let br = ask(&router, "GET", "/app.js", &[("accept-encoding", "gzip, br")]).await;
    assert_eq!(br.header("content-encoding"), "br");
    assert_eq!(br.header("vary"), "accept-encoding");
    assert!(br.body.len() * 5 < original.len());
    let mut plain = Vec::new();
    brotli::BrotliDecompress(&mut br.body.as_ref(), &mut plain).unwrap();
    assert_eq!(plain, original);
    let gzip = ask(&router, "GET", "/app.js", &[("accept-encoding", "gzip")]).await;
    assert_eq!(gzip.header("content-encoding"), "gzip");
    assert_ne!(gzip.header("etag"), br.header("etag"));
    let plain = ask(&router, "GET", "/app.js", &[]).await;
    assert_eq!((plain.header("content-encoding"), plain.body.as_ref()), ("", original.as_slice()));
}

#[tokio::test]
async fn head_says_the_same_without_a_body() {
    let (_folder, router) = site();
    let (head, full) =
        (ask(&router, "HEAD", "/app.js", &[]).await, ask(&router, "GET", "/app.js", &[]).await);
    assert!(head.body.is_empty());
    for name in ["content-length", "etag", "content-type", "cache-control"] {
        assert_eq!(head.header(name), full.header(name), "{name}");
    }
    let post = ask(&router, "POST", "/app.js", &[]).await;
    assert_eq!((post.status.as_u16(), post.header("allow")), (405, "GET, HEAD"));
}

#[tokio::test]
async fn folders_have_an_index_and_a_slash() {
    let (_folder, router) = site();
    assert_eq!(ask(&router, "GET", "/", &[]).await.text(), "<!doctype html><title>start</title>");
    assert_eq!(ask(&router, "GET", "/strict/", &[]).await.text(), "strict");
    let bare = ask(&router, "GET", "/strict?a=b", &[]).await;
    assert_eq!((bare.status.as_u16(), bare.header("location")), (308, "/strict/?a=b"));
    assert_eq!(ask(&router, "GET", "//strict", &[]).await.header("location"), "/strict/");
    assert_eq!(ask(&router, "GET", "/guides/", &[]).await.status, 404);
    assert_eq!(ask(&router, "GET", "/app.js/", &[]).await.status, 404);
}

#[tokio::test]
async fn extra_headers_follow_the_folders() {
    let (_folder, router) = site();
    let of = async |path: &str| {
        let answer = ask(&router, "GET", path, &[]).await;
        (answer.header("x-all").to_owned(), answer.header("x-part").to_owned())
    };
    assert_eq!(of("/app.js").await, ("1".into(), "outer".into()));
    assert_eq!(of("/strict/").await, ("1".into(), "strict".into()));
    assert_eq!(of("/strict/inner/a.html").await, (String::new(), "inner".into()));
    assert_eq!(ask(&router, "GET", "/headers.json", &[]).await.status, 404);
    let broken = ask(&router, "GET", "/broken/a.html", &[]).await;
    assert_eq!(broken.status, 500);
    assert!(broken.text().contains("headers.json") && broken.text().contains("line 1"), "{}", broken.text());
}

#[tokio::test]
async fn nothing_outside_is_read() {
    let (folder, router) = site();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("loot.txt"), "loot").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path(), folder.path().join("link")).unwrap();
    let name = outside.path().file_name().unwrap().to_str().unwrap();
    for path in [
        format!("/../{name}/loot.txt"),
        format!("/strict/..%2f..%2f{name}/loot.txt"),
        format!("/%2e%2e/{name}/loot.txt"),
        format!("/..%5c{name}%5cloot.txt"),
        "/link/loot.txt".to_owned(),
        "/secret/.env".to_owned(),
        "/app.js%00.html".to_owned(),
    ] {
        let answer = ask(&router, "GET", &path, &[]).await;
        assert_eq!((answer.status.as_u16(), answer.text().as_str()), (404, "Not found.\n"), "{path}");
    }
}

#[tokio::test]
async fn the_longest_prefix_answers_and_cors_is_asked_for() {
    let (folder, _) = site();
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("a.html"), "other").unwrap();
    let roots = [Root::new("", folder.path()).unwrap(), Root::new("/strict/inner", other.path()).unwrap()];
    let router = Serve::new(roots).with_cors(true).router();
    let answer = ask(&router, "GET", "/strict/inner/a.html", &[]).await;
    assert_eq!(answer.text(), "other");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn a_taken_port_leads_to_the_next_and_foreign_names_are_refused() {
    let (_folder, router) = site();
    let first = Server::bind(router.clone(), 0).await.unwrap();
    assert!(first.address().ip().is_loopback());
    let second = Server::bind(router, first.address().port()).await.unwrap();
    assert!(second.address().port() > first.address().port());
    let url = format!("{}/app.js", second.origin());
    assert_eq!(get(&url, &[]).await.status, 200);
    assert_eq!(get(&url, &[("host", "shop.localhost:1")]).await.status, 200);
    assert_eq!(get(&url, &[("host", "evil.example")]).await.status, 421);
    let address = second.address();
    second.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err(), "a stopped server is gone");
}
