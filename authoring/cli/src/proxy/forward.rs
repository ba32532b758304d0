//! One request through the proxy.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Incoming;
use url::Url;

use super::decode::Decoder;
use super::document;
use super::failure::Failure;
use super::failure_page;
use super::notice::{Notice, Reporter};
use super::origins::Origins;
use super::own_files::{OWN_PREFIX, OwnFiles};
use super::policies::{PolicyRules, adjust_headers};
use super::relay::Relay;
use super::rewrite::{PageRules, encoding_of, rewrite};
use super::settings::CspMode;
use super::tag::{Content, DESK_ADDRESS, RELAY_ADDRESS, SCRIPT_ADDRESS, picker_tag, script_tag};
use super::upstream::Upstream;
use super::{relay, request, response, upgrade};
use crate::csp::{Needs, ScriptTag, asks_for_nonce, from_headers, page_nonce};
use crate::language::Language;

/// Demands `integrity` on scripts, which a tag put in by a proxy cannot carry through to what it imports.
pub(crate) const INTEGRITY_POLICIES: [HeaderName; 2] =
    [HeaderName::from_static("integrity-policy"), HeaderName::from_static("integrity-policy-report-only")];

/// The proxy at work.
pub(super) struct Running {
    pub(super) upstream: Url,
    pub(super) client: Upstream,
    pub(super) own: OwnFiles,
    pub(super) csp: CspMode,
    /// The studio that guides are written in, while somebody does.
    pub(super) studio: Option<Url>,
    /// The desk that takes cases.
    pub(super) desk: Option<Relay>,
    pub(super) reporter: Arc<Reporter>,
}

/// What is remembered of the request until the answer comes.
struct Asked {
    origins: Origins,
    method: Method,
    path: String,
    is_for_page: bool,
    /// What the loader is to load, should this be a page.
    content: Content,
}

pub(super) async fn answer(State(running): State<Arc<Running>>, mut request: Request) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with(OWN_PREFIX) {
        return answer_own(&running, &path, request).await;
    }
    if request.headers().get("service-worker").is_some_and(|value| value == "script") {
        running.reporter.say(Notice::ServiceWorkerRefused { script: path });
        return (
            StatusCode::NOT_FOUND,
            "Service workers are off in lotse try: they would answer in its place.\n",
        )
            .into_response();
    }
    let Some(origins) = local_origin(&running, &request) else {
        return (StatusCode::BAD_REQUEST, "A Host header is needed.\n").into_response();
    };
    let is_for_page = document::is_wanted(request.method(), request.headers());
    let content = if is_for_page { running.own.content().await } else { Content::Nothing };
    let asked = Asked { origins, method: request.method().clone(), path, is_for_page, content };
    let language = Language::of_request(request.headers());
    let protocol = upgrade::wanted(request.headers());
    let browser = protocol.is_some().then(|| hyper::upgrade::on(&mut request));

    request::translate(request.headers_mut(), &asked.origins, is_for_page);
    if let Some(protocol) = protocol {
        upgrade::ask(request.headers_mut(), protocol);
    }
    let sent = match aim(&mut request, &running.upstream) {
        Ok(()) => running.client.send(request).await,
        Err(failure) => Err(failure),
    };
    match (sent, browser) {
        (Ok(answer), Some(browser)) if answer.status() == StatusCode::SWITCHING_PROTOCOLS => {
            let mut headers = answer.headers().clone();
            response::translate(&mut headers, &asked.origins);
            upgrade::join(browser, answer, headers)
        }
        (Ok(answer), _) => translate(&running, &asked, answer),
        (Err(failure), _) => {
            let address = running.upstream.as_str();
            let reason = failure.explain(Language::of_terminal(), address);
            running.reporter.say(Notice::Unreachable { reason });
            failure_page::answer(&failure, address, language, is_for_page)
        }
    }
}

/// What is asked for under our own prefix: a file, or somebody else.
async fn answer_own(running: &Running, path: &str, request: Request) -> Response {
    let studio = running.studio.as_ref().map(Relay::to_studio);
    for (address, relay) in [(RELAY_ADDRESS, &studio), (DESK_ADDRESS, &running.desk)] {
        if let (Some(relay), Some(route)) = (relay, path.strip_prefix(address)) {
            return relay::answer(&running.client, relay, route, request).await;
        }
    }
    running.own.answer(request.method(), path, request.headers()).await
}

fn local_origin(running: &Running, request: &Request) -> Option<Origins> {
    let host = request.headers().get(header::HOST)?.to_str().ok()?;
    Origins::new(&running.upstream, host)
}

/// Turns the request's path into the app's absolute address, byte for byte.
fn aim(request: &mut Request, upstream: &Url) -> Result<(), Failure> {
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let address = format!("{}{path}", upstream.origin().ascii_serialization());
    *request.uri_mut() = Uri::try_from(address).map_err(|error| Failure::Other(error.to_string()))?;
    *request.version_mut() = axum::http::Version::HTTP_11;
    request.extensions_mut().clear();
    Ok(())
}

fn translate(running: &Running, asked: &Asked, answer: axum::http::Response<Incoming>) -> Response {
    let (mut head, body) = answer.into_parts();
    let body = Body::new(body);
    head.version = axum::http::Version::HTTP_11;
    head.extensions.clear();
    notice_departure(running, asked, &head.headers);
    response::translate(&mut head.headers, &asked.origins);
    let is_page = asked.is_for_page && document::is_page(head.status, &head.headers);
    let mut rules = PolicyRules {
        moved: Some(asked.origins.clone()),
        needs: None,
        page: asked.path.clone(),
        reporter: Arc::clone(&running.reporter),
    };
    let prepared = is_page.then(|| prepare_page(running, &asked.path, &head.headers)).flatten();
    let Some((decoder, encoding)) = prepared else {
        adjust_headers(&mut head.headers, &rules);
        return Response::from_parts(head, body);
    };

    let sent = from_headers(&head.headers);
    let nonce = match page_nonce(&sent) {
        Some(nonce) => Some(nonce.to_owned()),
        None if asks_for_nonce(&sent) => fresh_nonce(),
        None => None,
    };
    if running.csp == CspMode::Extend {
        rules.needs = needs(&asked.origins, nonce.clone());
    }
    adjust_headers(&mut head.headers, &rules);
    for name in INTEGRITY_POLICIES {
        if head.headers.remove(&name).is_some() {
            running.reporter.say(Notice::IntegrityPolicyDropped { page: asked.path.clone() });
        }
    }
    response::forget_bytes(&mut head.headers);
    if asked.method == Method::HEAD {
        return Response::from_parts(head, body);
    }
    let mut tag = script_tag(asked.content, running.desk.is_some(), nonce.as_deref());
    if let Some(studio) = &running.studio {
        tag.push_str(&picker_tag(&studio.origin().ascii_serialization(), nonce.as_deref()));
    }
    let page = PageRules { tag, origins: asked.origins.clone(), policies: rules };
    Response::from_parts(head, rewrite(body, decoder, encoding, page))
}

/// What the tag needs of a policy.
fn needs(origins: &Origins, nonce: Option<String>) -> Option<Needs> {
    let script = origins.local().join(SCRIPT_ADDRESS).ok()?;
    Some(Needs {
        page: origins.local().clone(),
        connect: script.clone(),
        script,
        tag: ScriptTag::Markup { nonce },
        images: None,
    })
}

/// Decoder and encoding for a page, or `None` (said aloud) when it has to go through as it is.
fn prepare_page(
    running: &Running,
    path: &str,
    headers: &HeaderMap,
) -> Option<(Decoder, lol_html::AsciiCompatibleEncoding)> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let (coding, kind) = (text(header::CONTENT_ENCODING), text(header::CONTENT_TYPE));
    let leave = |reason: &str| {
        running.reporter.say(Notice::PageLeftAlone { page: path.to_owned(), reason: reason.to_owned() });
    };
    let Some(decoder) = Decoder::for_coding(coding) else {
        leave(coding);
        return None;
    };
    let Some(encoding) = encoding_of(kind) else {
        leave(kind);
        return None;
    };
    Some((decoder, encoding))
}

/// Says once per origin where the app sends people that is not itself: that is how sign-on leaves the proxy.
fn notice_departure(running: &Running, asked: &Asked, headers: &HeaderMap) {
    let place = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
    let Some(next) = place.and_then(|place| running.upstream.join(place).ok()) else { return };
    if asked.is_for_page
        && next.origin() != running.upstream.origin()
        && next.origin() != asked.origins.local().origin()
    {
        running.reporter.say(Notice::LeadsElsewhere { origin: next.origin().ascii_serialization() });
    }
}

/// For policies that trust nonces only and show none (hashes with `'strict-dynamic'`).
fn fresh_nonce() -> Option<String> {
    use base64::Engine;
    let mut bytes = [0; 16];
    rustls::crypto::ring::default_provider().secure_random.fill(&mut bytes).ok()?;
    Some(base64::engine::general_purpose::STANDARD.encode(bytes))
}
