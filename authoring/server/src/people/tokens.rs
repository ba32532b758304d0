//! Tokens for programs.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use lotse_api::people::{NewToken, Token};
use serde_json::json;

use crate::app::App;
use crate::audit::Act;
use crate::body::Body;
use crate::clock::DAY_MS;
use crate::guard::role_of;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret;

/// In front of every secret, so that scanners of source code know one when they see it.
const MARK: &str = "lotse_";

/// `GET /projects/{project}/tokens`
pub(crate) async fn list(scope: Scope, State(app): State<App>) -> Result<Json<Vec<Token>>, Refusal> {
    type Found = (String, String, i64, Option<i64>, Option<i64>);
    let found: Vec<Found> = scope
        .rows("select id, name, role, expires_ms, used_ms from tokens where project = $1 order by name, id")
        .fetch_all(app.store.pool())
        .await?;
    let token = |(id, name, role, expires_ms, used_ms)| {
        Some(Token { id, name, role: role_of(role)?, expires_ms, used_ms, secret: None })
    };
    Ok(Json(found.into_iter().filter_map(token).collect()))
}

/// `POST /projects/{project}/tokens`
pub(crate) async fn make(scope: Scope, Body(asked): Body<NewToken>) -> Result<Json<Token>, Refusal> {
    issue(&scope, asked).await.map(Json)
}

/// Makes a token.
pub(crate) async fn issue(scope: &Scope, asked: NewToken) -> Result<Token, Refusal> {
    if asked.role > scope.role {
        return Err(Refusal::forbidden().at("role"));
    }
    let name = super::name(&asked.name)?;
    let expires_ms = asked.days.map(|days| scope.app.clock.now_ms() + i64::from(days) * DAY_MS);
    let (id, secret) = (secret::id()?, format!("{MARK}{}", secret::secret()?));
    let mut write = scope.write().await?;
    scope
        .statement(
            "insert into tokens (project, id, name, role, hash, maker, expires_ms) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id.clone())
        .bind(name.clone())
        .bind(asked.role as i64)
        .bind(secret::digest(&secret))
        .bind(scope.caller.person.clone())
        .bind(expires_ms)
        .execute(write.connection())
        .await?;
    let detail = json!({ "name": name, "role": asked.role });
    scope.note(&mut write, Act { act: "token_make", subject: &id, detail }).await?;
    write.commit().await?;
    Ok(Token { id, name, role: asked.role, expires_ms, used_ms: None, secret: Some(secret) })
}

/// `DELETE /projects/{project}/tokens/{token}`
pub(crate) async fn remove(
    scope: Scope,
    Path((_, id)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let mut write = scope.write().await?;
    let done = scope
        .statement("delete from tokens where project = $1 and id = $2")
        .bind(id.clone())
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Refusal::not_found("token"));
    }
    scope.note(&mut write, Act { act: "token_remove", subject: &id, detail: json!({}) }).await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
