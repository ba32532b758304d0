//! What never ends, or is not HTTP any more.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::routing::get;
use futures_util::{SinkExt, StreamExt, stream};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::server;

use crate::fixture::{PAGE, Tried, app, request, send, soon};

/// An app that sends what the test tells it to, when it tells it to.
async fn told(kind: &'static str) -> (lotse_cli::serve::Server, mpsc::Sender<&'static str>) {
    let (say, words) = mpsc::channel::<&'static str>(1);
    let words = std::sync::Arc::new(tokio::sync::Mutex::new(Some(words)));
    let router = Router::new().fallback(move || {
        let words = std::sync::Arc::clone(&words);
        async move {
            let words = words.lock().await.take().unwrap();
            let body = stream::unfold(words, |mut words| async {
                let word = words.recv().await?;
                Some((Ok::<_, std::io::Error>(Bytes::from_static(word.as_bytes())), words))
            });
            ([(header::CONTENT_TYPE, kind)], Body::from_stream(body))
        }
    });
    (app(router).await, say)
}

async fn next(body: &mut Incoming) -> String {
    let frame = soon(body.frame()).await.expect("the stream ended").unwrap();
    String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
}

#[tokio::test]
async fn a_page_arrives_while_the_app_is_still_writing_it() {
    let (app, say) = told("text/html; charset=utf-8").await;
    let tried = Tried::start(&app.origin()).await;
    say.send("<head><title>first</title>").await.unwrap();
    let mut body = send(request("GET", &tried.url("/"), PAGE, Body::empty())).await.into_body();
    let first = next(&mut body).await;
    assert!(
        first.starts_with("<head><script type=\"module\"") && first.ends_with("<title>first</title>"),
        "{first}"
    );
    say.send("</head><p>second").await.unwrap();
    assert_eq!(next(&mut body).await, "</head><p>second");
    drop(say);
    assert!(soon(body.frame()).await.is_none());
}

#[tokio::test]
async fn events_of_the_server_arrive_one_by_one() {
    let (app, say) = told("text/event-stream").await;
    let tried = Tried::start(&app.origin()).await;
    say.send("data: 1\n\n").await.unwrap();
    let mut body = send(request("GET", &tried.url("/"), &[("accept", "text/event-stream")], Body::empty()))
        .await
        .into_body();
    assert_eq!(next(&mut body).await, "data: 1\n\n");
    say.send("data: 2\n\n").await.unwrap();
    assert_eq!(next(&mut body).await, "data: 2\n\n");
}

#[tokio::test]
async fn the_app_notices_when_the_browser_goes_away() {
    let (app, say) = told("text/event-stream").await;
    let tried = Tried::start(&app.origin()).await;
    say.send("data: 1\n\n").await.unwrap();
    let mut body = send(request("GET", &tried.url("/"), &[], Body::empty())).await.into_body();
    next(&mut body).await;
    drop(body);
    soon(say.closed()).await;
}

#[tokio::test]
async fn websockets_pass_through_under_the_apps_own_origin() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let theirs = listener.local_addr().unwrap();
    let app = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut seen = Vec::new();
        #[allow(clippy::result_large_err, reason = "the library's own callback type")]
        let look = |request: &server::Request, mut response: server::Response| {
            for name in ["host", "origin", "cookie"] {
                seen.push(request.headers()[name].to_str().unwrap().to_owned());
            }
            response.headers_mut().insert("sec-websocket-protocol", "chat".parse().unwrap());
            Ok(response)
        };
        let mut socket = tokio_tungstenite::accept_hdr_async(stream, look).await.unwrap();
        while let Some(Ok(message)) = socket.next().await {
            if message.is_text() || message.is_binary() {
                socket.send(message).await.unwrap();
            }
        }
        seen
    });

    let tried = Tried::start(&format!("http://{theirs}")).await;
    let ours = tried.server.address();
    let mut request = format!("ws://{ours}/live").into_client_request().unwrap();
    request.headers_mut().insert("origin", format!("http://{ours}").parse().unwrap());
    request.headers_mut().insert("cookie", "sid=1; lotse_session=secret".parse().unwrap());
    request.headers_mut().insert("sec-websocket-protocol", "chat".parse().unwrap());
    let (mut socket, response) = soon(tokio_tungstenite::connect_async(request)).await.unwrap();
    assert_eq!(response.headers()["sec-websocket-protocol"], "chat");
    let large = vec![7_u8; 300_000];
    for message in [Message::text("Grüße"), Message::binary(large)] {
        socket.send(message.clone()).await.unwrap();
        assert_eq!(soon(socket.next()).await.unwrap().unwrap(), message);
    }
    socket.close(None).await.unwrap();
    while let Some(Ok(_)) = soon(socket.next()).await {}
    assert_eq!(
        soon(app).await.unwrap(),
        [theirs.to_string(), format!("http://{theirs}"), "sid=1".to_owned()]
    );
}

#[tokio::test]
async fn a_refused_upgrade_is_an_ordinary_answer() {
    let app =
        app(Router::new().route("/", get(|| async { (axum::http::StatusCode::FORBIDDEN, "no") }))).await;
    let tried = Tried::start(&app.origin()).await;
    let answer = tried.get("/", &[("connection", "Upgrade"), ("upgrade", "websocket")]).await;
    assert_eq!((answer.status.as_u16(), answer.text().as_str()), (403, "no"));
}
