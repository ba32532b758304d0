//! Guides that end at a time: taken out of what is live then, by a release of its own. What waits for its time is made anew without
//! them.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::releases::{Expiry, SetExpiry};
use lotse_editor::compile::Stamp;
use serde_json::json;

use super::help;
use super::live::live;
use super::make::{NewRelease, next_number, store};
use super::publish::without;
use super::renew::by_itself;
use crate::app::App;
use crate::audit::Act;
use crate::body::Body;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::rows;

/// `GET /projects/{project}/expiries`
pub(crate) async fn list(scope: Scope, State(app): State<App>) -> Result<Json<Vec<Expiry>>, Refusal> {
    let found: Vec<(String, i64)> = scope
        .rows("select guide, at_ms from expiries where project = $1 order by at_ms, guide")
        .fetch_all(app.store.pool())
        .await?;
    Ok(Json(found.into_iter().map(|(guide, at_ms)| Expiry { guide, at_ms }).collect()))
}

/// `POST /projects/{project}/guides/{guide}/expiry`
pub(crate) async fn set(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
    Body(asked): Body<SetExpiry>,
) -> Result<Json<SetExpiry>, Refusal> {
    if asked.at_ms.is_some_and(|at_ms| at_ms <= app.clock.now_ms()) {
        return Err(
            Refusal::refused("Der Zeitpunkt ist schon vorbei.", "That time is over already.").at("at_ms")
        );
    }
    let mut write = scope.write().await?;
    let known: Option<(i64,)> = scope
        .rows("select max(version) from versions where project = $1 and guide = $2 having count(*) > 0")
        .bind(guide.clone())
        .fetch_optional(write.connection())
        .await?;
    known.ok_or_else(|| Refusal::not_found("guide"))?;
    match asked.at_ms {
        Some(at_ms) => {
            scope
                .statement(
                    "insert into expiries (project, guide, at_ms, person) values ($1, $2, $3, $4) \
                     on conflict (project, guide) do update set at_ms = excluded.at_ms, person = excluded.person",
                )
                .bind(guide.clone())
                .bind(at_ms)
                .bind(scope.caller.person.clone())
                .execute(write.connection())
                .await?;
        }
        None => {
            scope
                .statement("delete from expiries where project = $1 and guide = $2")
                .bind(guide.clone())
                .execute(write.connection())
                .await?;
        }
    }
    let detail = json!({ "at_ms": asked.at_ms });
    scope.note(&mut write, Act { act: "guide_expiry", subject: &guide, detail }).await?;
    write.commit().await?;
    Ok(Json(asked))
}

/// Takes out what is over. Where somebody publishes at the same moment, the next round does it.
///
/// # Errors
/// When the database cannot be used, or what is left cannot be compiled.
pub(crate) async fn expire_due(app: &App) -> Result<(), Refusal> {
    let due: Vec<(String, String, String)> =
        rows("select project, guide, person from expiries where at_ms <= $1 order by project, guide")
            .bind(app.clock.now_ms())
            .fetch_all(app.store.pool())
            .await?;
    let mut by_project: BTreeMap<String, (Vec<String>, String)> = BTreeMap::new();
    for (project, guide, person) in due {
        by_project.entry(project).or_insert_with(|| (Vec::new(), person)).0.push(guide);
    }
    for (project, (over, person)) in by_project {
        let scope = by_itself(app, project, person);
        for one in live(&scope).await? {
            if over.iter().any(|guide| one.guides.contains_key(guide)) {
                take_out(&scope, &one.environment, one.release, one.guides, &over).await?;
            }
        }
    }
    Ok(())
}

async fn take_out(
    scope: &Scope,
    environment: &str,
    release: i64,
    guides: BTreeMap<String, i64>,
    over: &[String],
) -> Result<(), Refusal> {
    type Waiting = (i64, i64, String, String);
    let waiting: Vec<Waiting> = scope
        .rows(
            "select release, at_ms, note, guides from releases where project = $1 and environment = $2 and release > $3 \
             order by release",
        )
        .bind(environment.to_owned())
        .bind(release)
        .fetch_all(scope.app.store.pool())
        .await?;
    let now_ms = scope.app.clock.now_ms();
    let mut after = release;
    let note = over.join(", ");
    make(scope, environment, Again { of: release, after, at_ms: now_ms, note: &note, guides }, over).await?;
    for (of, at_ms, note, guides) in waiting {
        let guides = serde_json::from_str(&guides).map_err(|error| Refusal::internal(&error))?;
        // The one just made is live now.
        after = super::live::live_in(scope, environment).await?.release;
        make(scope, environment, Again { of, after, at_ms, note: &note, guides }, over).await?;
    }
    Ok(())
}

/// A release that is made once more.
struct Again<'a> {
    /// Its number so far.
    of: i64,
    /// The release that is live.
    after: i64,
    at_ms: i64,
    note: &'a str,
    guides: BTreeMap<String, i64>,
}

/// Makes it without what is over: of the same problems and desk, not of today's.
async fn make(scope: &Scope, environment: &str, again: Again<'_>, over: &[String]) -> Result<(), Refusal> {
    let Again { of, after, at_ms, note, mut guides } = again;
    guides.retain(|guide, _| !over.contains(guide));
    let release = next_number(scope, environment, after).await?;
    let help = help::frozen(scope, environment, of).await?;
    let stamp = Stamp { release, issued_s: at_ms / 1_000 };
    let (bundle, help) = without(scope, environment, &guides, help, over, stamp).await?;
    let new = NewRelease {
        environment,
        release,
        after,
        at_ms,
        note,
        guides: &guides,
        help: &help,
        repeats: None,
        manifest: &bundle.manifest,
        chunks: &bundle.chunks,
        act: "expire",
    };
    store(scope, new).await
}
