//! Checklists at work, as `lotse_api::checklists` says it.

use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use lotse_api::checklists::{ChecklistSummary, SaveChecklist, StoredChecklist};

use crate::body::Body;
use crate::help_drafts::{self, Draft, Kind, Saving};
use crate::refusal::Refusal;
use crate::scope::Scope;

fn summary(draft: Draft) -> ChecklistSummary {
    let Draft { id, title, parts, errors, changed_ms, changed_by, revision } = draft;
    ChecklistSummary { checklist: id, title, tasks: parts, errors, changed_ms, changed_by, revision }
}

/// `GET /projects/{project}/checklists`
pub(crate) async fn list(scope: Scope) -> Result<Json<Vec<ChecklistSummary>>, Refusal> {
    let found = help_drafts::list(&scope, Kind::Checklist).await?;
    Ok(Json(found.into_iter().map(summary).collect()))
}

/// `GET /projects/{project}/checklists/{checklist}`
pub(crate) async fn show(
    scope: Scope,
    Path((_, checklist)): Path<(String, String)>,
) -> Result<Json<StoredChecklist>, Refusal> {
    let (draft, source) = help_drafts::read(&scope, Kind::Checklist, &checklist).await?;
    Ok(Json(StoredChecklist { summary: summary(draft), source: Some(source) }))
}

/// `PUT /projects/{project}/checklists/{checklist}`
pub(crate) async fn save(
    scope: Scope,
    Path((_, checklist)): Path<(String, String)>,
    Body(asked): Body<SaveChecklist>,
) -> Result<Json<StoredChecklist>, Refusal> {
    let saving = Saving { id: checklist, source: asked.source, revision: asked.revision };
    let saved = help_drafts::save(&scope, Kind::Checklist, saving).await?;
    Ok(Json(StoredChecklist { summary: summary(saved), source: None }))
}

/// `DELETE /projects/{project}/checklists/{checklist}`
pub(crate) async fn remove(
    scope: Scope,
    Path((_, checklist)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    help_drafts::remove(&scope, Kind::Checklist, &checklist).await
}
