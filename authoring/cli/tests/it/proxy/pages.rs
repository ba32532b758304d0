//! What happens to the markup.

use std::io::Write;

use axum::Router;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use axum::routing::get;

use crate::fixture::{FETCH, PAGE, Seen, Tried, app, read, request, send};

const TAG: &str =
    "<script type=\"module\" src=\"/__lotse/lotse.js\" data-bundle=\"/__lotse/bundle.json\"></script>";

fn html(text: impl Into<Vec<u8>>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text.into())
}

async fn through(page: &'static str) -> String {
    let app = app(Router::new().route("/", get(move || async move { html(page) }))).await;
    Tried::start(&app.origin()).await.page("/").await.text()
}

#[tokio::test]
async fn the_tag_is_the_first_thing_in_the_head() {
    let page =
        through("<!doctype html><html><head lang=de><title>a</title></head><body>b</body></html>").await;
    assert_eq!(
        page,
        format!("<!doctype html><html><head lang=de>{TAG}<title>a</title></head><body>b</body></html>")
    );
}

#[tokio::test]
async fn pages_may_leave_the_head_out() {
    assert_eq!(
        through("<!doctype html><title>a</title>b").await,
        format!("<!doctype html>{TAG}<title>a</title>b")
    );
    assert_eq!(through("<html><body>b</body></html>").await, format!("<html>{TAG}<body>b</body></html>"));
    assert_eq!(through("only words").await, format!("only words{TAG}"));
    assert_eq!(through("<!-- <head> --><p>b").await, format!("<!-- <head> -->{TAG}<p>b"));
}

#[tokio::test]
async fn pieces_of_html_for_scripts_stay_as_they_are() {
    let app = app(Router::new()
        .route("/piece", get(|| async { html("<tr><td>1") }))
        .route("/data", get(|| async { axum::Json(serde_json::json!({"html": "<head></head>"})) }))
        .route("/file", get(|| async { ([("content-disposition", "attachment")], html("<head></head>")) })))
    .await;
    let tried = Tried::start(&app.origin()).await;
    assert_eq!(tried.get("/piece", FETCH).await.text(), "<tr><td>1");
    let old_style = [("accept", "text/html, */*; q=0.01"), ("x-requested-with", "XMLHttpRequest")];
    assert_eq!(tried.get("/piece", &old_style).await.text(), "<tr><td>1");
    assert!(tried.page("/piece").await.text().starts_with(TAG));
    assert_eq!(tried.page("/data").await.text(), r#"{"html":"<head></head>"}"#);
    assert_eq!(tried.page("/file").await.text(), "<head></head>");
}

#[tokio::test]
async fn addresses_of_the_app_in_attributes_become_ours() {
    let app = app(Router::new().fallback(|headers: HeaderMap| async move {
        let me = format!("http://{}", headers["host"].to_str().unwrap());
        html(format!(
            "<head><base href=\"{me}/base/\"><link rel=preload as=image imagesrcset='{me}/i.png 1x'></head>\
             <a href='{me}/a?x=1&amp;y=2#z'>a</a><a href=\"//{host}/b\">b</a><a href=https://other.test/>c</a>\
             <form action=\"{me}/f\"><button formaction='{me}/g'></button></form>\
             <img srcset=\"{me}/1.png 1x, /2.png 2x\"><meta http-equiv=Refresh content=\"3; url={me}/r\">\
             <p title='{me}/t'>{me}/text</p><script>let a = '{me}/s'</script>",
            host = headers["host"].to_str().unwrap()
        ))
    }))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let (page, ours, theirs) = (tried.page("/").await.text(), tried.server.origin(), app.origin());
    for moved in ["/base/", "/i.png 1x", "/a?x=1&amp;y=2#z", "/b", "/f", "/g", "/1.png 1x, /2.png 2x", "/r"] {
        assert!(page.contains(&format!("{ours}{moved}")), "{moved}: {page}");
    }
    assert!(page.contains("href=https://other.test/"));
    for kept in ["/t'", "/text<", "/s'"] {
        assert!(page.contains(&format!("{theirs}{kept}")), "only addresses in attributes that load: {page}");
    }
}

#[tokio::test]
async fn compressed_pages_are_asked_for_plain_and_undone_when_they_come_all_the_same() {
    const PAGE_TEXT: &str = "<!doctype html><head><title>Aufträge</title></head>";
    let seen = Seen::default();
    let record = seen.clone();
    let app = app(Router::new().route(
        "/{coding}",
        get(move |axum::extract::Path(coding): axum::extract::Path<String>, headers: HeaderMap| {
            record.push(headers);
            async move {
                ([(header::CONTENT_ENCODING, coding.clone())], html(encode(&coding, PAGE_TEXT.as_bytes())))
            }
        }),
    ))
    .await;
    let tried = Tried::start(&app.origin()).await;
    for coding in ["gzip", "deflate", "br"] {
        let answer =
            tried.get(&format!("/{coding}"), &[PAGE, &[("accept-encoding", "gzip, br")]].concat()).await;
        assert_eq!(answer.text(), PAGE_TEXT.replace("<head>", &format!("<head>{TAG}")), "{coding}");
        assert_eq!((answer.header("content-encoding"), answer.header("etag")), ("", ""));
        assert_eq!(seen.last("accept-encoding").as_deref(), Some("identity"));
    }
    let unknown = tried.page("/zstd").await;
    assert_eq!((unknown.header("content-encoding"), unknown.text().as_str()), ("zstd", PAGE_TEXT));
    assert!(format!("{:?}", tried.heard()).contains("PageLeftAlone"));
}

fn encode(coding: &str, text: &[u8]) -> Vec<u8> {
    let level = flate2::Compression::default();
    match coding {
        "gzip" => {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), level);
            writer.write_all(text).unwrap();
            writer.finish().unwrap()
        }
        "deflate" => {
            let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), level);
            writer.write_all(text).unwrap();
            writer.finish().unwrap()
        }
        "br" => {
            let mut writer = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 22);
            writer.write_all(text).unwrap();
            writer.into_inner()
        }
        _ => text.to_vec(),
    }
}

#[tokio::test]
async fn other_character_sets_keep_their_bytes() {
    let app = app(Router::new()
        .route(
            "/latin",
            get(|| async {
                (
                    [(header::CONTENT_TYPE, "text/html; charset=iso-8859-1")],
                    b"<head><title>Stra\xdfe</title></head>".to_vec(),
                )
            }),
        )
        .route(
            "/wide",
            get(|| async { ([(header::CONTENT_TYPE, "text/html; charset=utf-16le")], b"<\0h\0".to_vec()) }),
        ))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let expected = [b"<head>", TAG.as_bytes(), b"<title>Stra\xdfe</title></head>"].concat();
    assert_eq!(tried.page("/latin").await.body, expected);
    assert_eq!(tried.page("/wide").await.body, b"<\0h\0".as_slice());
}

#[tokio::test]
async fn scripts_keep_every_byte_so_integrity_holds() {
    const SCRIPT: &str = "const page = '<head></head>'; // http://127.0.0.1";
    let app = app(Router::new()
        .route(
            "/",
            get(|| async {
                html("<head><script src=/a.js integrity=sha256-abc crossorigin></script></head>")
            }),
        )
        .route(
            "/a.js",
            get(|| async {
                (
                    [
                        (header::CONTENT_TYPE, "text/javascript"),
                        (header::CONTENT_ENCODING, "br"),
                        (header::ETAG, "\"v1\""),
                    ],
                    encode("br", SCRIPT.as_bytes()),
                )
            }),
        ))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let page = tried.page("/").await.text();
    assert!(page.contains("<script src=/a.js integrity=sha256-abc crossorigin></script>"), "{page}");
    let script = tried.get("/a.js", &[("sec-fetch-dest", "script"), ("accept-encoding", "br")]).await;
    assert_eq!(script.body, encode("br", SCRIPT.as_bytes()));
    assert_eq!((script.header("content-encoding"), script.header("etag")), ("br", "\"v1\""));
}

#[tokio::test]
async fn a_page_is_fetched_whole_and_never_kept() {
    let seen = Seen::default();
    let record = seen.clone();
    let app = app(Router::new().route(
        "/",
        get(move |headers: HeaderMap| {
            record.push(headers);
            async {
                ([(header::ETAG, "\"e\""), (header::CACHE_CONTROL, "max-age=600")], html("<head></head>"))
            }
        }),
    ))
    .await;
    let tried = Tried::start(&app.origin()).await;
    let conditional = [PAGE, &[("if-none-match", "\"e\""), ("range", "bytes=0-3")]].concat();
    let answer = tried.get("/", &conditional).await;
    assert_eq!((seen.last("if-none-match"), seen.last("range")), (None, None));
    assert_eq!((answer.header("cache-control"), answer.header("etag")), ("private, no-cache", ""));
    let head = read(send(request("HEAD", &tried.url("/"), PAGE, "")).await).await;
    assert_eq!((head.status.as_u16(), head.body.len(), head.header("etag")), (200, 0, ""));
}

#[tokio::test]
async fn the_longest_page_comes_out_whole() {
    let rows: String = (0..20_000)
        .map(|n| format!("<tr><td>{n}</td><td><a href='/order/{n}'>Auftrag</a></td></tr>"))
        .collect();
    let text = format!("<!doctype html><html><head></head><body><table>{rows}</table></body></html>");
    let sent = text.clone();
    let app = app(Router::new().route("/", get(move || async move { html(sent) }))).await;
    let page = Tried::start(&app.origin()).await.page("/").await.text();
    assert_eq!(page, text.replacen("<head>", &format!("<head>{TAG}"), 1));
}
