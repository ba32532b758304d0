//! The library: every guide of a project in a line.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use lotse_api::guides::{State as GuideState, Summary};
use lotse_api::people::User;

use crate::app::App;
use crate::refusal::Refusal;
use crate::releases::live::{Live, live};
use crate::scope::Scope;

/// What one query reads of a guide; [`summary`] makes the rest of it.
type Line = (
    String,
    String,
    String,
    String,
    String,
    i64,
    String,
    i64,
    i64,
    i64,
    String,
    i64,
    Option<i64>,
    Option<i64>,
    Option<i64>,
);

macro_rules! lines {
    ($and:literal) => {
        concat!(
            "select d.guide, d.title, o.id, o.name, o.email, d.steps, d.coverage, d.errors, d.warnings, d.changed_ms, \
             c.name, d.revision, v.version, v.approves, v.draft_revision from drafts d \
             join users o on o.id = d.owner join users c on c.id = d.changed_by \
             left join versions v on v.project = d.project and v.guide = d.guide and v.version = \
             (select max(w.version) from versions w where w.project = d.project and w.guide = d.guide) \
             where d.project = $1",
            $and,
            " order by d.guide"
        )
    };
}

/// `GET /projects/{project}/guides`
pub(crate) async fn list(scope: Scope, State(app): State<App>) -> Result<Json<Vec<Summary>>, Refusal> {
    let live = live(&scope).await?;
    let found: Vec<Line> = scope.rows(lines!("")).fetch_all(app.store.pool()).await?;
    Ok(Json(found.into_iter().map(|line| summary(line, &live)).collect()))
}

/// One guide of the library.
pub(crate) async fn one(scope: &Scope, guide: &str) -> Result<Summary, Refusal> {
    let live = live(scope).await?;
    let found: Option<Line> = scope
        .rows(lines!(" and d.guide = $2"))
        .bind(guide.to_owned())
        .fetch_optional(scope.app.store.pool())
        .await?;
    found.map(|line| summary(line, &live)).ok_or_else(|| Refusal::not_found("guide"))
}

fn summary(line: Line, live: &[Live]) -> Summary {
    let (
        guide,
        title,
        id,
        name,
        email,
        steps,
        coverage,
        errors,
        warnings,
        changed_ms,
        changed_by,
        revision,
        ..,
    ) = &line;
    let (.., version, approves, frozen_revision) = &line;
    let live: BTreeMap<String, i64> =
        live.iter().filter_map(|live| Some((live.environment.clone(), *live.guides.get(guide)?))).collect();
    let is_live = version.is_some_and(|newest| live.values().any(|version| *version == newest));
    let state = match (version, approves) {
        (Some(_), None) => GuideState::InReview,
        (Some(_), Some(1)) if !is_live => GuideState::Approved,
        (Some(_), Some(1)) if *frozen_revision == Some(*revision) => GuideState::Published,
        _ => GuideState::Draft,
    };
    let number = |number: i64| u32::try_from(number).unwrap_or(0);
    Summary {
        guide: guide.clone(),
        title: serde_json::from_str(title).unwrap_or_default(),
        owner: User { id: id.clone(), name: name.clone(), email: email.clone() },
        state,
        live,
        steps: number(*steps),
        coverage: serde_json::from_str(coverage).unwrap_or_default(),
        errors: number(*errors),
        warnings: number(*warnings),
        changed_ms: *changed_ms,
        changed_by: changed_by.clone(),
        revision: *revision,
    }
}
