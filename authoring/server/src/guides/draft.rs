//! Drafts: made, read, saved, handed over, removed. Any text is kept, however broken.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use lotse_api::guides::{NewGuide, NewOwner, Save, Stored, Summary};
use lotse_api::people::Role;
use lotse_editor::finding::Severity;
use lotse_model::basic::is_id;
use serde_json::json;

use super::examine::{Examined, examine, id_of};
use super::lease::{self, Held};
use super::{count, library};
use crate::app::App;
use crate::audit::Act;
use crate::body::Body;
use crate::guard::role_in;
use crate::refusal::Refusal;
use crate::releases::live::live;
use crate::scope::Scope;

/// `POST /projects/{project}/guides`
pub(crate) async fn make(scope: Scope, Body(asked): Body<NewGuide>) -> Result<Json<Stored>, Refusal> {
    let guide = id_of(&asked.source).filter(|id| is_id(id)).ok_or_else(|| {
        Refusal::refused(
            "Die Anleitung braucht eine Kennung (guide.id): Buchstaben, Ziffern, Punkt, Strich.",
            "The guide needs an id (guide.id): letters, digits, dots, dashes.",
        )
        .at("/guide/id")
    })?;
    let examined = examine(&scope, &guide, &asked.source).await?;
    let mut write = scope.write().await?;
    let done = scope
        .statement(
            "insert into drafts (project, guide, source, title, owner, steps, coverage, errors, warnings, changed_ms, \
             changed_by, revision) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $5, 1) on conflict do nothing",
        )
        .bind(guide.clone())
        .bind(asked.source)
        .bind(json!(examined.title).to_string())
        .bind(scope.caller.person.clone())
        .bind(examined.steps)
        .bind(json!(examined.coverage).to_string())
        .bind(count(&examined.findings, Severity::Error))
        .bind(count(&examined.findings, Severity::Warning))
        .bind(scope.app.clock.now_ms())
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Refusal::conflict(
            format!("Es gibt schon eine Anleitung mit der Kennung {guide}."),
            format!("There already is a guide with the id {guide}."),
        )
        .at("/guide/id"));
    }
    scope.note(&mut write, Act { act: "guide_make", subject: &guide, detail: json!({}) }).await?;
    write.commit().await?;
    Ok(Json(Stored { summary: library::one(&scope, &guide).await?, source: None, lease: None }))
}

/// `GET /projects/{project}/guides/{guide}`
pub(crate) async fn show(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
) -> Result<Json<Stored>, Refusal> {
    type Found = (String, Option<String>, Option<String>, Option<i64>, i64);
    let found: Option<Found> = scope
        .rows(
            "select source, lease_holder, lease_hash, lease_until_ms, revision from drafts \
             where project = $1 and guide = $2",
        )
        .bind(guide.clone())
        .fetch_optional(app.store.pool())
        .await?;
    let (source, holder, hash, until, revision) = found.ok_or_else(|| Refusal::not_found("guide"))?;
    let mut summary = library::one(&scope, &guide).await?;
    // Text and revision are of one moment; what the summary says beside may be younger.
    summary.revision = revision;
    let lease = lease::shown(&app, &(holder, hash, until)).await?;
    Ok(Json(Stored { summary, source: Some(source), lease }))
}

/// `PUT /projects/{project}/guides/{guide}`
pub(crate) async fn save(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
    Body(asked): Body<Save>,
) -> Result<Json<Stored>, Refusal> {
    let examined = examine(&scope, &guide, &asked.source).await?;
    let now_ms = app.clock.now_ms();
    let mut write = scope.write().await?;
    type Found = (i64, Option<String>, Option<String>, Option<i64>);
    let found: Option<Found> = scope
        .rows(
            "select revision, lease_holder, lease_hash, lease_until_ms from drafts \
             where project = $1 and guide = $2",
        )
        .bind(guide.clone())
        .fetch_optional(write.connection())
        .await?;
    let (revision, holder, hash, until) = found.ok_or_else(|| Refusal::not_found("guide"))?;
    let held: Held = (holder, hash, until);
    if !lease::is_held(&held, &asked.lease) {
        return Err(lease::locked(lease::holder(&app, write.connection(), &held).await?.as_ref()));
    }
    if revision != asked.revision {
        return Err(outdated());
    }
    let until_ms = now_ms + lease::LASTS_MS;
    update(&scope, &mut write, &guide, asked.source, &examined, until_ms).await?;
    write.commit().await?;
    let lease = lease::shown(&app, &(held.0, held.1, Some(until_ms))).await?;
    Ok(Json(Stored { summary: library::one(&scope, &guide).await?, source: None, lease }))
}

/// The refusal of a change that was made from an older text.
pub(crate) fn outdated() -> Refusal {
    Refusal::conflict(
        "Die Anleitung wurde inzwischen anderswo geändert. Bitte neu laden und die Änderung noch einmal machen.",
        "The guide has been changed elsewhere meanwhile. Please reload and make the change again.",
    )
    .at("revision")
}

async fn update(
    scope: &Scope,
    write: &mut crate::store::Write,
    guide: &str,
    source: String,
    examined: &Examined,
    until_ms: i64,
) -> Result<(), Refusal> {
    scope
        .statement(
            "update drafts set source = $3, title = $4, steps = $5, coverage = $6, errors = $7, warnings = $8, \
             changed_ms = $9, changed_by = $10, lease_until_ms = $11, revision = revision + 1 \
             where project = $1 and guide = $2",
        )
        .bind(guide.to_owned())
        .bind(source)
        .bind(json!(examined.title).to_string())
        .bind(examined.steps)
        .bind(json!(examined.coverage).to_string())
        .bind(count(&examined.findings, Severity::Error))
        .bind(count(&examined.findings, Severity::Warning))
        .bind(scope.app.clock.now_ms())
        .bind(scope.caller.person.clone())
        .bind(until_ms)
        .execute(write.connection())
        .await?;
    Ok(())
}

/// `DELETE /projects/{project}/guides/{guide}`: its versions and what is live stay.
pub(crate) async fn remove(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let is_live = live(&scope).await?.iter().any(|live| live.guides.contains_key(&guide));
    if is_live && scope.role < Role::Publisher {
        return Err(Refusal::forbidden());
    }
    let mut write = scope.write().await?;
    let held = lease::read(&scope, &mut write, &guide).await?;
    let other = lease::holder(&app, write.connection(), &held).await?;
    if let Some(other) = other.filter(|user| user.id != scope.caller.person) {
        return Err(lease::locked(Some(&other)));
    }
    scope
        .statement("delete from drafts where project = $1 and guide = $2")
        .bind(guide.clone())
        .execute(write.connection())
        .await?;
    scope.note(&mut write, Act { act: "guide_remove", subject: &guide, detail: json!({}) }).await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /projects/{project}/guides/{guide}/owner`
pub(crate) async fn hand_over(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
    Body(asked): Body<NewOwner>,
) -> Result<Json<Summary>, Refusal> {
    if role_in(&app, &asked.user, scope.project()).await?.is_none() {
        return Err(Refusal::refused(
            "Diese Person gehört nicht zum Projekt.",
            "That person is no member of the project.",
        )
        .at("user"));
    }
    let mut write = scope.write().await?;
    let done = scope
        .statement("update drafts set owner = $3 where project = $1 and guide = $2")
        .bind(guide.clone())
        .bind(asked.user.clone())
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Refusal::not_found("guide"));
    }
    let detail = json!({ "owner": asked.user });
    scope.note(&mut write, Act { act: "guide_owner", subject: &guide, detail }).await?;
    write.commit().await?;
    Ok(Json(library::one(&scope, &guide).await?))
}
