//! A release that waits for its time is called off: it goes, and its number with it, as nobody ever had it. The ledger keeps both that
//! it was made and that it was called off.

use axum::extract::Path;
use axum::http::StatusCode;
use serde_json::json;

use super::live::numbers;
use crate::audit::Act;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// `DELETE /projects/{project}/environments/{environment}/releases/{release}`
pub(crate) async fn cancel(
    scope: Scope,
    Path((_, environment, release)): Path<(String, String, String)>,
) -> Result<StatusCode, Refusal> {
    let release: i64 = release.parse().map_err(|_| Refusal::not_found("release"))?;
    let mut write = scope.write().await?;
    let (live, _) = numbers(&scope, write.connection(), &environment).await?;
    let known: Option<(i64, String)> = scope
        .rows("select at_ms, note from releases where project = $1 and environment = $2 and release = $3")
        .bind(environment.clone())
        .bind(release)
        .fetch_optional(write.connection())
        .await?;
    let (at_ms, note) = known.ok_or_else(|| Refusal::not_found("release"))?;
    // What waits is above what is live; below it may be what another release has overtaken, which is history as well.
    if release <= live || at_ms <= scope.app.clock.now_ms() {
        return Err(Refusal::conflict(
            "Dieses Release wartet nicht mehr auf seine Zeit. Bitte neu laden.",
            "This release does not wait for its time any more. Please reload.",
        )
        .at("release"));
    }
    for text in [
        "delete from release_help where project = $1 and environment = $2 and release = $3",
        "delete from releases where project = $1 and environment = $2 and release = $3",
    ] {
        scope.statement(text).bind(environment.clone()).bind(release).execute(write.connection()).await?;
    }
    let subject = format!("{environment}/{release}");
    let detail = json!({ "at_ms": at_ms, "note": note });
    scope.note(&mut write, Act { act: "publish_cancel", subject: &subject, detail }).await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
