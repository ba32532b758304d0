//! Members of a project.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use lotse_api::people::{Invite, Member, Role, User};
use serde_json::json;

use super::setup::insert_user;
use super::{address, name};
use crate::app::App;
use crate::audit::Act;
use crate::body::Body;
use crate::guard::role_of;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{Write, rows};

/// `GET /projects/{project}/members`
pub(crate) async fn list(scope: Scope, State(app): State<App>) -> Result<Json<Vec<Member>>, Refusal> {
    let found: Vec<(String, String, String, i64)> = scope
        .rows(
            "select users.id, users.name, users.email, members.role from members \
             join users on users.id = members.person where members.project = $1 order by users.name",
        )
        .fetch_all(app.store.pool())
        .await?;
    let member =
        |(id, name, email, role)| Some(Member { user: User { id, name, email }, role: role_of(role)? });
    Ok(Json(found.into_iter().filter_map(member).collect()))
}

/// `PUT /projects/{project}/members`
pub(crate) async fn invite(
    scope: Scope,
    State(app): State<App>,
    Body(asked): Body<Invite>,
) -> Result<Json<Member>, Refusal> {
    let email = address(&asked.email)?;
    let hash = match &asked.password {
        Some(password) => Some(app.passwords.hash(password).await?),
        None => None,
    };
    let mut write = scope.write().await?;
    let known: Option<(String, String)> = rows("select id, name from users where email = $1")
        .bind(email.clone())
        .fetch_optional(write.connection())
        .await?;
    let (id, name) = match (known, hash) {
        (Some(known), _) => known,
        (None, Some(hash)) => {
            let name = name(asked.name.as_deref().unwrap_or(&email))?;
            (insert_user(&mut write, &app, &email, &name, Some(hash)).await?, name)
        }
        (None, None) => {
            return Err(Refusal::refused(
                "Zu dieser Adresse gibt es kein Konto. Mit einem ersten Passwort wird eines angelegt.",
                "There is no account with this address. A first password makes one.",
            )
            .at("password"));
        }
    };
    if asked.role < Role::Admin {
        keep_an_admin(&scope, &mut write, &id).await?;
    }
    scope
        .statement(
            "insert into members (project, person, role) values ($1, $2, $3) \
             on conflict (project, person) do update set role = excluded.role",
        )
        .bind(id.clone())
        .bind(asked.role as i64)
        .execute(write.connection())
        .await?;
    let detail = json!({ "role": asked.role });
    scope.note(&mut write, Act { act: "member_set", subject: &email, detail }).await?;
    write.commit().await?;
    Ok(Json(Member { user: User { id, name, email }, role: asked.role }))
}

/// `DELETE /projects/{project}/members/{user}`
pub(crate) async fn remove(
    scope: Scope,
    Path((_, id)): Path<(String, String)>,
) -> Result<StatusCode, Refusal> {
    let mut write = scope.write().await?;
    keep_an_admin(&scope, &mut write, &id).await?;
    let done = scope
        .statement("delete from members where project = $1 and person = $2")
        .bind(id.clone())
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Err(Refusal::not_found("user"));
    }
    scope.note(&mut write, Act { act: "member_remove", subject: &id, detail: json!({}) }).await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A project without an admin could never be given one again.
async fn keep_an_admin(scope: &Scope, write: &mut Write, leaving: &str) -> Result<(), Refusal> {
    let others: Option<(String,)> = scope
        .rows("select person from members where project = $1 and role = $2 and person <> $3 limit 1")
        .bind(Role::Admin as i64)
        .bind(leaving.to_owned())
        .fetch_optional(write.connection())
        .await?;
    if others.is_some() {
        return Ok(());
    }
    Err(Refusal::refused(
        "Ein Projekt braucht jemanden, der es verwaltet. Geben Sie zuerst einer anderen Person diese Rolle.",
        "A project needs an admin. Make somebody else one first.",
    )
    .at("role"))
}
