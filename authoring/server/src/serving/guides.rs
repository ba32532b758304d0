//! Published guides: the manifest with its signature, and chunks named by their content.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::{ASK, FOR_EVER, answer};
use crate::app::App;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret::digest;
use crate::shelf;

/// Type of the documents.
const JSON: &str = "application/json";

/// What the live release says in one column.
macro_rules! live {
    ($column:literal) => {
        concat!(
            "select ",
            $column,
            " from releases where project = $1 and environment = $2 and at_ms <= $3 order by release desc limit 1"
        )
    };
}

/// `GET /g/{project}/{environment}/{*file}`
pub(crate) async fn show(
    State(app): State<App>,
    Path((project, environment, file)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let scope = Scope::public(app.clone(), project);
    if let Some(name) = file.strip_prefix("chunks/").and_then(|name| name.strip_suffix(".json")) {
        let found: Option<(String,)> = scope
            .rows("select body from chunks where project = $1 and name = $2")
            .bind(name.to_owned())
            .fetch_optional(app.store.pool())
            .await?;
        let (body,) = found.ok_or_else(|| Refusal::not_found("chunk"))?;
        let body = shelf::text(&app, scope.project(), name, body).await?;
        return Ok(answer(&headers, body.into(), name, JSON, FOR_EVER).await);
    }
    let (text, kind) = match file.as_str() {
        "manifest.json" => (live!("manifest"), JSON),
        "manifest.json.sig" => (live!("signature"), "text/plain; charset=utf-8"),
        _ => return Err(Refusal::not_found("file")),
    };
    let found: Option<(String,)> =
        scope.rows(text).bind(environment).bind(app.clock.now_ms()).fetch_optional(app.store.pool()).await?;
    let (body,) = found.ok_or_else(|| Refusal::not_found("release"))?;
    let name = digest(&body);
    Ok(answer(&headers, body.into(), &name, kind, ASK).await)
}
