//! Publishing: approved versions become a release.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::releases::{Publish, Release};
use lotse_editor::compile::{Bundle, Compiled, Source, Stamp};
use lotse_editor::finding::{Finding, Severity};

use super::expiry::refuse_expired;
use super::help::{self, Help};
use super::live::live_in;
use super::make::{NewRelease, next_number, store};
use super::settle::{self, Ground, Settled};
use crate::app::App;
use crate::body::Body;
use crate::guides::file_of;
use crate::guides::review::{four_eyes, note};
use crate::people::user;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// `POST /projects/{project}/environments/{environment}/releases`
pub(crate) async fn publish(
    scope: Scope,
    State(app): State<App>,
    Path((_, environment)): Path<(String, String)>,
    Body(asked): Body<Publish>,
) -> Result<Json<Release>, Refusal> {
    let note = note(&asked.note)?;
    let live = live_in(&scope, &environment).await?;
    let release = next_number(&scope, &environment, asked.after).await?;
    let always = four_eyes(&scope).await?;
    let mut guides = live.guides;
    for (guide, version) in &asked.guides {
        match version {
            Some(version) => {
                approved(&scope, guide, *version, always).await?;
                refuse_expired(&scope, guide).await?;
                guides.insert(guide.clone(), *version);
            }
            None => {
                guides.remove(guide).ok_or_else(|| Refusal::not_found(guide))?;
            }
        }
    }
    let now_ms = app.clock.now_ms();
    let at_ms = asked.at_ms.map_or(now_ms, |at_ms| at_ms.max(now_ms));
    let live = help::frozen(&scope, &environment, live.release).await?;
    let stamp = Stamp { release, issued_s: at_ms / 1_000 };
    let Settled { compiled, help, .. } = settled(&scope, &environment, &guides, &live, stamp).await?;
    let bundle = whole(compiled)?;
    let new = NewRelease {
        environment: &environment,
        release,
        after: asked.after,
        at_ms,
        note: &note,
        guides: &guides,
        help: &help,
        repeats: None,
        manifest: &bundle.manifest,
        chunks: &bundle.chunks,
        act: "publish",
    };
    store(&scope, new).await?;
    let by = user(app.store.pool(), &scope.caller.person).await?;
    let is_live = at_ms <= app.clock.now_ms();
    Ok(Json(Release { release, by, at_ms, note, guides, repeats: None, is_live }))
}

/// What decides whether a version may go live: what was said, by whom, who wrote it, and whether its actions need a second person.
pub(super) type Judged = (Option<i64>, Option<String>, String, String, i64);

/// Whether a version may go live as far as people are concerned; `always` is the project's setting.
pub(super) fn may_go_live((approves, by, author, writer, needs_second): &Judged, always: bool) -> bool {
    let is_second = by.as_ref().is_some_and(|by| by != author && by != writer);
    *approves == Some(1) && (is_second || !(always || *needs_second == 1))
}

/// Refuses a version that nobody has approved, or only somebody who may not.
async fn approved(scope: &Scope, guide: &str, version: i64, always: bool) -> Result<(), Refusal> {
    let found: Option<Judged> = scope
        .rows(
            "select approves, verdict_by, author, writer, needs_second from versions \
             where project = $1 and guide = $2 and version = $3",
        )
        .bind(guide.to_owned())
        .bind(version)
        .fetch_optional(scope.app.store.pool())
        .await?;
    let judged = found.ok_or_else(|| Refusal::not_found(guide))?;
    if may_go_live(&judged, always) {
        return Ok(());
    }
    let (german, english) = if judged.0 == Some(1) {
        ("Eine zweite Person muss diese Version freigeben.", "A second person has to approve this version.")
    } else {
        ("Diese Version ist nicht freigegeben.", "This version is not approved.")
    };
    Err(Refusal::refused(german, english).at(file_of(guide)))
}

/// What a release for an environment is made of, help apart.
async fn ground(
    scope: &Scope,
    environment: &str,
    guides: &BTreeMap<String, i64>,
    stamp: Stamp,
) -> Result<Ground, Refusal> {
    let project = project_for(scope, environment).await?;
    let mut sources = Vec::with_capacity(guides.len());
    let mut connection = scope.app.store.pool().acquire().await?;
    for (guide, version) in guides {
        let (text,): (String,) = scope
            .rows("select source from versions where project = $1 and guide = $2 and version = $3")
            .bind(guide.clone())
            .bind(*version)
            .fetch_one(&mut *connection)
            .await?;
        sources.push(Source { name: file_of(guide), text });
    }
    Ok(Ground { project, guides: sources, stamp })
}

/// These versions with problems and desk as they are now, as far as nothing speaks against them; else as they are live.
pub(super) async fn settled(
    scope: &Scope,
    environment: &str,
    guides: &BTreeMap<String, i64>,
    live: &Help,
    stamp: Stamp,
) -> Result<Settled, Refusal> {
    let ground = ground(scope, environment, guides, stamp).await?;
    let drafts = help::drafts(scope).await?;
    let alone = four_eyes(scope).await?.then(|| scope.caller.person.clone());
    let live = live.clone();
    tokio::task::spawn_blocking(move || settle::settle(&ground, drafts, &live, alone.as_deref()))
        .await
        .map_err(|error| Refusal::internal(&error))
}

/// These versions with the help of an older release, without guides that are over.
pub(super) async fn without(
    scope: &Scope,
    environment: &str,
    guides: &BTreeMap<String, i64>,
    help: Help,
    over: &[String],
    stamp: Stamp,
) -> Result<(Bundle, Help), Refusal> {
    let ground = ground(scope, environment, guides, stamp).await?;
    let over = over.to_vec();
    let (compiled, help) = tokio::task::spawn_blocking(move || settle::without(&ground, help, &over))
        .await
        .map_err(|error| Refusal::internal(&error))?;
    Ok((whole(compiled)?, help))
}

/// The bundle, or a refusal that says what is wrong.
fn whole(compiled: Compiled) -> Result<Bundle, Refusal> {
    compiled.bundle.ok_or_else(|| {
        let mut refusal = Refusal::refused(
            "So lässt sich das nicht veröffentlichen: es hat Fehler.",
            "It cannot be published like this: it has errors.",
        );
        let is_error = |finding: &Finding| finding.severity() == Severity::Error;
        refusal.findings = compiled.findings.into_iter().filter(is_error).collect();
        refusal
    })
}

/// The project's document for one environment.
async fn project_for(scope: &Scope, environment: &str) -> Result<Source, Refusal> {
    let (document,): (String,) = scope
        .rows("select document from projects where project = $1")
        .fetch_one(scope.app.store.pool())
        .await?;
    let mut document: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&document).map_err(|error| Refusal::internal(&error))?;
    document.insert("environment".to_owned(), environment.into());
    let text = serde_json::Value::Object(document).to_string();
    Ok(Source { name: "project.json".to_owned(), text })
}
