//! Who edits a draft: one person at a time, until the lease ends or another takes over.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use lotse_api::FaultKind;
use lotse_api::guides::{Lease, TakeLease};
use lotse_api::people::User;
use serde_json::json;
use sqlx::{Any, Executor};

use crate::app::App;
use crate::audit::Act;
use crate::body::Body;
use crate::people::user;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret;
use crate::store::Write;

/// How long a lease lasts without being renewed, in milliseconds.
pub(crate) const LASTS_MS: i64 = 60_000;

/// A lease as it is stored: holder, digest of the token, end.
pub(crate) type Held = (Option<String>, Option<String>, Option<i64>);

/// Whoever holds a draft now.
pub(crate) async fn holder<'c>(
    app: &App,
    connection: impl Executor<'c, Database = Any>,
    held: &Held,
) -> Result<Option<User>, Refusal> {
    match held {
        (Some(person), Some(_), Some(until)) if *until > app.clock.now_ms() => {
            Ok(Some(user(connection, person).await?))
        }
        _ => Ok(None),
    }
}

/// The lease as everybody may see it.
pub(crate) async fn shown(app: &App, held: &Held) -> Result<Option<Lease>, Refusal> {
    let until_ms = held.2.unwrap_or_default();
    Ok(holder(app, app.store.pool(), held).await?.map(|holder| Lease {
        holder,
        token: String::new(),
        until_ms,
    }))
}

/// Whether this token is the one that the lease was given with. One that has ended and was not given to anybody else
/// since is still good: a laptop that slept loses nothing.
pub(crate) fn is_held(held: &Held, token: &str) -> bool {
    held.1.as_deref().is_some_and(|hash| secret::same(hash, &secret::digest(token)))
}

/// The refusal for whoever does not hold it; `holder` does.
pub(crate) fn locked(holder: Option<&User>) -> Refusal {
    match holder.map(|user| &user.name) {
        Some(name) => Refusal::new(
            FaultKind::Locked,
            format!("{name} bearbeitet diese Anleitung gerade. Sie können sie übernehmen."),
            format!("{name} is editing this guide. You can take over."),
        ),
        None => Refusal::new(
            FaultKind::Locked,
            "Die Anleitung muss erst zum Bearbeiten geöffnet werden.",
            "The guide has to be opened for editing first.",
        ),
    }
    .at("lease")
}

/// `POST /projects/{project}/guides/{guide}/lease`
pub(crate) async fn take(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
    Body(asked): Body<TakeLease>,
) -> Result<Json<Lease>, Refusal> {
    let mut write = scope.write().await?;
    let held = read(&scope, &mut write, &guide).await?;
    let is_own = held.0.as_deref() == Some(scope.caller.person.as_str());
    let until_ms = app.clock.now_ms() + LASTS_MS;
    let token = match asked.token.filter(|token| is_held(&held, token)) {
        Some(token) => token,
        None => {
            let other = holder(&app, write.connection(), &held).await?.filter(|_| !is_own);
            if other.is_some() && !asked.take_over {
                return Err(locked(other.as_ref()));
            }
            if let Some(other) = other {
                let detail = json!({ "from": other.email });
                scope.note(&mut write, Act { act: "lease_take_over", subject: &guide, detail }).await?;
            }
            secret::secret()?
        }
    };
    keep(&scope, &mut write, &guide, &token, until_ms).await?;
    write.commit().await?;
    Ok(Json(Lease { holder: user(app.store.pool(), &scope.caller.person).await?, token, until_ms }))
}

/// `DELETE /projects/{project}/guides/{guide}/lease`
pub(crate) async fn give_back(
    scope: Scope,
    Path((_, guide)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let mut write = scope.write().await?;
    read(&scope, &mut write, &guide).await?;
    scope
        .statement(
            "update drafts set lease_holder = null, lease_hash = null, lease_until_ms = null \
             where project = $1 and guide = $2 and lease_holder = $3",
        )
        .bind(guide)
        .bind(scope.caller.person.clone())
        .execute(write.connection())
        .await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The lease of a draft.
pub(super) async fn read(scope: &Scope, write: &mut Write, guide: &str) -> Result<Held, Refusal> {
    let held: Option<Held> = scope
        .rows("select lease_holder, lease_hash, lease_until_ms from drafts where project = $1 and guide = $2")
        .bind(guide.to_owned())
        .fetch_optional(write.connection())
        .await?;
    held.ok_or_else(|| Refusal::not_found("guide"))
}

async fn keep(
    scope: &Scope,
    write: &mut Write,
    guide: &str,
    token: &str,
    until_ms: i64,
) -> Result<(), Refusal> {
    scope
        .statement(
            "update drafts set lease_holder = $3, lease_hash = $4, lease_until_ms = $5 \
             where project = $1 and guide = $2",
        )
        .bind(guide.to_owned())
        .bind(scope.caller.person.clone())
        .bind(secret::digest(token))
        .bind(until_ms)
        .execute(write.connection())
        .await?;
    Ok(())
}
