//! Problems at work, as `lotse_api::problems` says it.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use lotse_api::problems::{ProblemSummary, SaveProblem, StoredProblem};

use crate::body::Body;
use crate::help_drafts::{self, Draft, Kind, Saving};
use crate::refusal::Refusal;
use crate::scope::Scope;

fn summary(draft: Draft) -> ProblemSummary {
    let Draft { id, title, parts, errors, changed_ms, changed_by, revision } = draft;
    ProblemSummary { problem: id, title, causes: parts, errors, changed_ms, changed_by, revision }
}

/// `GET /projects/{project}/problems`
pub(crate) async fn list(scope: Scope) -> Result<Json<Vec<ProblemSummary>>, Refusal> {
    let found = help_drafts::list(&scope, Kind::Problem).await?;
    Ok(Json(found.into_iter().map(summary).collect()))
}

/// `GET /projects/{project}/problems/{problem}`
pub(crate) async fn show(
    scope: Scope,
    Path((_, problem)): Path<(String, String)>,
) -> Result<Json<StoredProblem>, Refusal> {
    let (draft, source) = help_drafts::read(&scope, Kind::Problem, &problem).await?;
    Ok(Json(StoredProblem { summary: summary(draft), source: Some(source) }))
}

/// `PUT /projects/{project}/problems/{problem}`
pub(crate) async fn save(
    scope: Scope,
    Path((_, problem)): Path<(String, String)>,
    Body(asked): Body<SaveProblem>,
) -> Result<Json<StoredProblem>, Refusal> {
    let saving = Saving { id: problem, source: asked.source, revision: asked.revision };
    let saved = help_drafts::save(&scope, Kind::Problem, saving).await?;
    Ok(Json(StoredProblem { summary: summary(saved), source: None }))
}

/// `DELETE /projects/{project}/problems/{problem}`
pub(crate) async fn remove(
    scope: Scope,
    Path((_, problem)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    help_drafts::remove(&scope, Kind::Problem, &problem).await
}
