//! All releases of an environment.

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::people::User;
use lotse_api::releases::Release;

use super::live::live_in;
use crate::app::App;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// Most releases of one answer.
const MOST_RELEASES: i64 = 200;

type Line = (i64, String, String, String, i64, String, String, Option<i64>);

/// `GET /projects/{project}/environments/{environment}/releases`
pub(crate) async fn list(
    scope: Scope,
    State(app): State<App>,
    Path((_, environment)): Path<(String, String)>,
) -> Result<Json<Vec<Release>>, Refusal> {
    let found: Vec<Line> = scope
        .rows(
            "select r.release, u.id, u.name, u.email, r.at_ms, r.note, r.guides, r.repeats from releases r \
             join users u on u.id = r.person where r.project = $1 and r.environment = $2 \
             order by r.release desc limit $3",
        )
        .bind(environment.clone())
        .bind(MOST_RELEASES)
        .fetch_all(app.store.pool())
        .await?;
    if found.is_empty() {
        // Whether there is such an environment at all.
        live_in(&scope, &environment).await?;
    }
    // Told from the same rows, by the time after they were read: asked for by itself, it could be another one by then.
    let now_ms = app.clock.now_ms();
    let live = found.iter().find(|line| line.4 <= now_ms).map(|line| line.0);
    let release = |(release, id, name, email, at_ms, note, guides, repeats): Line| Release {
        release,
        by: User { id, name, email },
        at_ms,
        note,
        guides: serde_json::from_str(&guides).unwrap_or_default(),
        repeats,
        is_live: Some(release) == live,
    };
    Ok(Json(found.into_iter().map(release).collect()))
}
