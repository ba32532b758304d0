//! Who may pass: before every handler, from the route's line in the table.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts as _, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use lotse_api::people::Role;

use crate::app::App;
use crate::csrf;
use crate::refusal::Refusal;
use crate::routes::Access;
use crate::scope::{Caller, Scope};
use crate::secret;
use crate::store::{rows, statement};

/// Most bytes of a body, for [`crate::body`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limit(pub(crate) usize);

/// Who the request comes from, for counters. Kept nowhere else.
#[derive(Clone, Debug)]
pub(crate) struct Address(pub(crate) String);

/// What a route wants.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    pub(crate) app: App,
    pub(crate) access: Access,
    pub(crate) limit_bytes: usize,
}

/// A token's use is noted no more often than this, in milliseconds.
const USE_NOTED_MS: i64 = 60_000;

/// The layer in front of a handler.
pub(crate) async fn guard(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    parts.extensions.insert(Limit(gate.limit_bytes));
    let address = address(&parts, &gate.app);
    parts.extensions.insert(address);
    match admit(&gate, &mut parts).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refusal) => refusal.into_response(),
    }
}

async fn admit(gate: &Gate, parts: &mut Parts) -> Result<(), Refusal> {
    let app = &gate.app;
    match gate.access {
        Access::Open => Ok(()),
        Access::Visitor => {
            csrf::judge(&parts.method, &parts.headers, &app.own)?;
            if let Some(caller) = of_cookie(app, &parts.headers).await? {
                parts.extensions.insert(caller);
            }
            Ok(())
        }
        Access::Account => {
            let caller = of_own_page(app, &parts.method, &parts.headers).await?;
            parts.extensions.insert(caller);
            Ok(())
        }
        Access::Member(needed) => {
            let project = parameter(parts, "project").await.ok_or_else(|| Refusal::not_found("project"))?;
            let (caller, role) = match bearer(&parts.headers) {
                Some(secret) => of_token(app, &secret, &project).await?,
                None => {
                    let caller = of_own_page(app, &parts.method, &parts.headers).await?;
                    let role = role_in(app, &caller.person, &project).await?;
                    (caller, role.ok_or_else(|| Refusal::not_found("project"))?)
                }
            };
            if role < needed {
                return Err(Refusal::forbidden());
            }
            parts.extensions.insert(Scope::of_member(app.clone(), project, caller, role));
            Ok(())
        }
    }
}

async fn parameter(parts: &mut Parts, name: &str) -> Option<String> {
    let all = RawPathParams::from_request_parts(parts, &()).await.ok()?;
    all.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}

/// The secret of `Authorization: Bearer`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, secret) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim().to_owned())
}

/// Who is signed in, asking from a page of ours.
pub(crate) async fn of_own_page(app: &App, method: &Method, headers: &HeaderMap) -> Result<Caller, Refusal> {
    let caller = of_cookie(app, headers).await?.ok_or_else(Refusal::signed_out)?;
    csrf::judge(method, headers, &app.own)?;
    Ok(caller)
}

/// Who a session belongs to, as long as it lasts.
pub(crate) async fn of_cookie(app: &App, headers: &HeaderMap) -> Result<Option<Caller>, Refusal> {
    let Some(secret) = csrf::cookie(headers, &app.own) else { return Ok(None) };
    let found: Option<(String, String)> = rows(
        "select users.id, users.name from sessions join users on users.id = sessions.person \
         where sessions.hash = $1 and sessions.until_ms > $2",
    )
    .bind(secret::digest(&secret))
    .bind(app.clock.now_ms())
    .fetch_optional(app.store.pool())
    .await?;
    Ok(found.map(|(person, name)| Caller { person, name }))
}

/// A token works in its own project, and never beyond what its maker may do there now.
async fn of_token(app: &App, secret: &str, project: &str) -> Result<(Caller, Role), Refusal> {
    type Found = (String, String, i64, String, i64, Option<i64>);
    let now_ms = app.clock.now_ms();
    let found: Option<Found> = rows(
        "select tokens.project, tokens.name, tokens.role, tokens.maker, members.role, tokens.used_ms from tokens \
         join members on members.project = tokens.project and members.person = tokens.maker \
         where tokens.hash = $1 and (tokens.expires_ms is null or tokens.expires_ms > $2)",
    )
    .bind(secret::digest(secret))
    .bind(now_ms)
    .fetch_optional(app.store.pool())
    .await?;
    let (own, name, role, person, maker, used_ms) = found.ok_or_else(Refusal::signed_out)?;
    if own != project {
        return Err(Refusal::not_found("project"));
    }
    if used_ms.is_none_or(|used| used + USE_NOTED_MS < now_ms) {
        statement("update tokens set used_ms = $1 where hash = $2")
            .bind(now_ms)
            .bind(secret::digest(secret))
            .execute(app.store.pool())
            .await?;
    }
    let role = role_of(role.min(maker)).ok_or_else(|| Refusal::not_found("project"))?;
    Ok((Caller { person, name }, role))
}

/// The role of a person in a project.
pub(crate) async fn role_in(app: &App, person: &str, project: &str) -> Result<Option<Role>, Refusal> {
    let found: Option<(i64,)> = rows("select role from members where project = $1 and person = $2")
        .bind(project.to_owned())
        .bind(person.to_owned())
        .fetch_optional(app.store.pool())
        .await?;
    Ok(found.and_then(|(role,)| role_of(role)))
}

/// A role as it is stored.
pub(crate) fn role_of(number: i64) -> Option<Role> {
    [Role::Author, Role::Reviewer, Role::Publisher, Role::Admin]
        .into_iter()
        .find(|role| *role as i64 == number)
}

fn address(parts: &Parts, app: &App) -> Address {
    let said = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok());
    // What stands last was written by the proxy in front of us; everything before it anybody can write.
    let forwarded = said.filter(|_| app.config.is_behind_proxy).and_then(|list| list.rsplit(',').next());
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_string());
    Address(forwarded.map(|one| one.trim().to_owned()).or(peer).unwrap_or_default())
}

impl<S: Sync> axum::extract::FromRequestParts<S> for Address {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Address>().cloned().unwrap_or_else(|| Address(String::new())))
    }
}
