//! Rolling back: a higher release with the content of an older one, byte for byte but for number and dates.

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::releases::{Release, RollBack};
use lotse_model::bundle::Manifest;
use lotse_model::wire::{Wire as _, read};

use super::help;
use super::live::live_in;
use super::make::{NewRelease, next_number, store};
use crate::app::App;
use crate::body::Body;
use crate::guides::review::note;
use crate::people::user;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// `POST /projects/{project}/environments/{environment}/rollback`
pub(crate) async fn roll_back(
    scope: Scope,
    State(app): State<App>,
    Path((_, environment)): Path<(String, String)>,
    Body(asked): Body<RollBack>,
) -> Result<Json<Release>, Refusal> {
    let note = note(&asked.note)?;
    live_in(&scope, &environment).await?;
    let found: Option<(String, String)> = scope
        .rows(
            "select manifest, guides from releases where project = $1 and environment = $2 and release = $3",
        )
        .bind(environment.clone())
        .bind(asked.release)
        .fetch_optional(app.store.pool())
        .await?;
    let (manifest, guides) = found.ok_or_else(|| Refusal::not_found("release"))?;
    let guides = serde_json::from_str(&guides).map_err(|error| Refusal::internal(&error))?;
    let release = next_number(&scope, &environment, asked.after).await?;
    let at_ms = app.clock.now_ms();
    let manifest = renewed(&manifest, release, at_ms / 1_000)?;
    let help = help::frozen(&scope, &environment, asked.release).await?;
    let new = NewRelease {
        environment: &environment,
        release,
        after: asked.after,
        at_ms,
        note: &note,
        guides: &guides,
        help: &help,
        repeats: Some(asked.release),
        manifest: &manifest,
        chunks: &Default::default(),
        act: "roll_back",
    };
    store(&scope, new).await?;
    let by = user(app.store.pool(), &scope.caller.person).await?;
    Ok(Json(Release { release, by, at_ms, note, guides, repeats: Some(asked.release), is_live: true }))
}

/// The same manifest as another release, issued now, good for as long as it was.
pub(crate) fn renewed(manifest: &str, release: i64, issued_s: i64) -> Result<String, Refusal> {
    let mut manifest: Manifest =
        read(manifest).map_err(|_| Refusal::internal(&"a stored manifest cannot be read"))?;
    let lasts_s = manifest.expires_s - manifest.issued_s;
    manifest.release = release;
    manifest.issued_s = issued_s;
    manifest.expires_s = issued_s + lasts_s;
    Ok(manifest.give().write())
}
