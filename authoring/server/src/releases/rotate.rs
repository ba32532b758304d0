//! Rotation of keys: the next one signs from now on, and another one is made to follow it. Pages that pin both go on without a change;
//! they have to pin the new pair before the next rotation.

use axum::Json;
use axum::extract::Path;
use lotse_api::guides::Environment;
use serde_json::json;

use super::live::live_in;
use super::renew::sign_with;
use crate::audit::Act;
use crate::guides::environments::{self, draw_key, key_of};
use crate::refusal::Refusal;
use crate::scope::Scope;

/// `POST /projects/{project}/environments/{environment}/rotate`
pub(crate) async fn rotate(
    scope: Scope,
    Path((_, environment)): Path<(String, String)>,
) -> Result<Json<Environment>, Refusal> {
    let live = live_in(&scope, &environment).await?.release;
    let mut write = scope.write().await?;
    let (old, _) = key_of(&scope, write.connection(), &environment, "now").await?;
    let (new, key) = key_of(&scope, write.connection(), &environment, "next").await?;
    for text in [
        "delete from signing_keys where project = $1 and environment = $2 and slot = 'now'",
        "update signing_keys set slot = 'now' where project = $1 and environment = $2 and slot = 'next'",
    ] {
        scope.statement(text).bind(environment.clone()).execute(write.connection()).await?;
    }
    draw_key(&scope, &mut write, &environment, "next").await?;
    sign_with(&scope, &mut write, &environment, live.max(1), &key).await?;
    let detail = json!({ "old": old, "new": new });
    scope.note(&mut write, Act { act: "keys_rotate", subject: &environment, detail }).await?;
    write.commit().await?;
    let all = environments::read(&scope).await?;
    let one = all.into_iter().find(|one| one.name == environment);
    one.map(Json).ok_or_else(|| Refusal::not_found("environment"))
}
