//! What pages of other origins may read: published guides, SDK, pictures, the desk, and the relay of the picker. Only where the origin is
//! one that the environment's settings name, and never with cookies.

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use lotse_api::ROOT;

use crate::app::App;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::rows;

/// How long a browser may remember what it was allowed, in seconds.
const REMEMBER_S: &str = "600";

/// The layer around all routes.
pub(crate) async fn share(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(shared) = shared(request.uri().path()) else { return next.run(request).await };
    let origin = request.headers().get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let allowed = match origin {
        Some(origin) => match origins(&app, &shared).await {
            Ok(all) => all.iter().any(|one| one == origin).then(|| origin.to_owned()),
            Err(refusal) => return refusal.into_response(),
        },
        None => None,
    };
    let mut response = if request.method() == Method::OPTIONS {
        preflight(allowed.is_some())
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = allowed.and_then(|origin| HeaderValue::from_str(&origin).ok()) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("retry-after"));
    }
    response
}

fn preflight(is_allowed: bool) -> Response {
    if !is_allowed {
        return StatusCode::FORBIDDEN.into_response();
    }
    (
        StatusCode::NO_CONTENT,
        [
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type, idempotency-key"),
            (header::ACCESS_CONTROL_MAX_AGE, REMEMBER_S),
        ],
    )
        .into_response()
}

/// Whose origins count.
enum Shared {
    /// Those of one environment.
    Environment(String, String),
    /// Those of any.
    Any,
}

fn shared(path: &str) -> Option<Shared> {
    if let Some(rest) = path.strip_prefix("/g/").or_else(|| path.strip_prefix("/d/")) {
        let mut parts = rest.split('/');
        return Some(Shared::Environment(parts.next()?.to_owned(), parts.next()?.to_owned()));
    }
    let relay = path.strip_prefix(ROOT).is_some_and(|rest| rest.starts_with("/pairings/"));
    (relay || path.starts_with("/sdk/") || path.starts_with("/a/")).then_some(Shared::Any)
}

async fn origins(app: &App, shared: &Shared) -> Result<Vec<String>, Refusal> {
    let found: Vec<(String,)> = match shared {
        Shared::Environment(project, environment) => {
            Scope::public(app.clone(), project.clone())
                .rows("select origins from environments where project = $1 and environment = $2")
                .bind(environment.clone())
                .fetch_all(app.store.pool())
                .await?
        }
        Shared::Any => rows("select origins from environments").fetch_all(app.store.pool()).await?,
    };
    let list = |(text,): (String,)| serde_json::from_str::<Vec<String>>(&text).unwrap_or_default();
    Ok(found.into_iter().flat_map(list).collect())
}
