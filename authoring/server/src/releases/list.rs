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
    let live = live_in(&scope, &environment).await?.release;
    let found: Vec<Line> = scope
        .rows(
            "select r.release, u.id, u.name, u.email, r.at_ms, r.note, r.guides, r.repeats from releases r \
             join users u on u.id = r.person where r.project = $1 and r.environment = $2 \
             order by r.release desc limit $3",
        )
        .bind(environment)
        .bind(MOST_RELEASES)
        .fetch_all(app.store.pool())
        .await?;
    let release = |(release, id, name, email, at_ms, note, guides, repeats): Line| Release {
        release,
        by: User { id, name, email },
        at_ms,
        note,
        guides: serde_json::from_str(&guides).unwrap_or_default(),
        repeats,
        is_live: release == live,
    };
    Ok(Json(found.into_iter().map(release).collect()))
}
