//! Publishing: approved versions become a release.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::releases::{Publish, Release};
use lotse_editor::compile::{Bundle, Compiled, Source, Stamp};
use lotse_editor::finding::{Finding, Severity};

use super::help::{self, Help};
use super::live::live_in;
use super::make::{NewRelease, next_number, store};
use super::settle::{self, Ground, Settled};
use super::versions::{Frozen, frozen};
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
            Some(version) => guides.insert(guide.clone(), *version),
            None => Some(guides.remove(guide).ok_or_else(|| Refusal::not_found(guide))?),
        };
    }
    let mut versions = frozen(&scope, &guides).await?;
    for (guide, _) in asked.guides.iter().filter(|(_, version)| version.is_some()) {
        let version = versions.get(guide).ok_or_else(|| Refusal::not_found(guide))?;
        refuse_unapproved(guide, version, always)?;
        refuse_expired(guide, version, app.clock.now_ms())?;
    }
    let now_ms = app.clock.now_ms();
    let at_ms = asked.at_ms.map_or(now_ms, |at_ms| at_ms.max(now_ms));
    let live = help::frozen(&scope, &environment, live.release).await?;
    let stamp = Stamp { release, issued_s: at_ms / 1_000 };
    let ground = ground(&scope, &environment, &guides, &mut versions, stamp).await?;
    let Settled { compiled, help, .. } = settled(&scope, ground, always, &live).await?;
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

/// Refuses a version that nobody has approved, or only somebody who may not.
fn refuse_unapproved(guide: &str, version: &Frozen, always: bool) -> Result<(), Refusal> {
    if version.judged.may_go_live(always) {
        return Ok(());
    }
    let (german, english) = if version.judged.approves == Some(1) {
        ("Eine zweite Person muss diese Version freigeben.", "A second person has to approve this version.")
    } else {
        ("Diese Version ist nicht freigegeben.", "This version is not approved.")
    };
    Err(Refusal::refused(german, english).at(file_of(guide)))
}

/// Refuses a guide whose time is over.
fn refuse_expired(guide: &str, version: &Frozen, now_ms: i64) -> Result<(), Refusal> {
    if version.ends_ms.is_none_or(|at_ms| at_ms > now_ms) {
        return Ok(());
    }
    Err(Refusal::refused(
        "Diese Anleitung ist abgelaufen. Bitte zuerst einen neuen Zeitpunkt setzen, oder keinen.",
        "This guide has expired. Please set another time first, or none.",
    )
    .at(file_of(guide)))
}

/// What a release for an environment is made of, help apart. Takes the texts out of `versions`.
pub(super) async fn ground(
    scope: &Scope,
    environment: &str,
    guides: &BTreeMap<String, i64>,
    versions: &mut BTreeMap<String, Frozen>,
    stamp: Stamp,
) -> Result<Ground, Refusal> {
    let project = project_for(scope, environment).await?;
    let source = |guide: &String| {
        let version = versions.remove(guide).ok_or_else(|| Refusal::not_found(guide))?;
        Ok(Source { name: file_of(guide), text: version.source })
    };
    let guides = guides.keys().map(source).collect::<Result<_, Refusal>>()?;
    Ok(Ground { project, guides, stamp, kept: Arc::clone(&scope.app.kept) })
}

/// The same with problems, checklists and desk as they are now, as far as nothing speaks against them; else as they are live. `always` is whether
/// the project wants a second person.
pub(super) async fn settled(
    scope: &Scope,
    ground: Ground,
    always: bool,
    live: &Help,
) -> Result<Settled, Refusal> {
    let drafts = help::drafts(scope).await?;
    let alone = always.then(|| scope.caller.person.clone());
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
    let mut versions = frozen(scope, guides).await?;
    let ground = ground(scope, environment, guides, &mut versions, stamp).await?;
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
