//! Signing in and out.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse};
use lotse_api::people::{Membership, NewPassword, Session, SignIn};
use serde_json::json;

use super::{address, needs_setup, user};
use crate::app::App;
use crate::audit::{self, Act};
use crate::body::Body;
use crate::csrf;
use crate::guard::{Address, of_cookie, role_of};
use crate::limits::{ATTEMPTS, FAILURES};
use crate::refusal::Refusal;
use crate::scope::Caller;
use crate::secret;
use crate::store::{Write, rows, statement};

/// How long a session lasts, in milliseconds.
const LASTS_MS: i64 = 7 * crate::clock::DAY_MS;
/// The ledger of what concerns no project.
pub(crate) const NO_PROJECT: &str = "";

/// An answer that may set the cookie.
pub(crate) type WithCookie = (AppendHeaders<Option<(header::HeaderName, String)>>, Json<Session>);

/// `GET /session`
pub(crate) async fn show(State(app): State<App>, headers: HeaderMap) -> Result<WithCookie, Refusal> {
    let caller = of_cookie(&app, &headers).await?;
    match csrf::cookie(&headers, &app.own) {
        Some(secret) => Ok((AppendHeaders(None), Json(session(&app, caller, &secret).await?))),
        None => with_cookie(&app, None, &secret::secret()?).await,
    }
}

/// `POST /sign-in`
pub(crate) async fn sign_in(
    State(app): State<App>,
    from: Address,
    headers: HeaderMap,
    Body(asked): Body<SignIn>,
) -> Result<WithCookie, Refusal> {
    let now_ms = app.clock.now_ms();
    app.counters.count(&format!("sign-in {}", from.0), ATTEMPTS, now_ms)?;
    let email = address(&asked.email).unwrap_or_default();
    let failures = format!("failures {email}");
    app.counters.look(&failures, FAILURES, now_ms)?;
    let found: Option<(String, String, Option<String>)> =
        rows("select id, name, password from users where email = $1")
            .bind(email)
            .fetch_optional(app.store.pool())
            .await?;
    let stored = found.as_ref().and_then(|(_, _, password)| password.as_deref());
    let fits = app.passwords.verify(&asked.password, stored).await?;
    let Some((person, name, _)) = found.filter(|_| fits) else {
        app.counters.count(&failures, FAILURES, now_ms)?;
        return Err(Refusal::new(
            lotse_api::FaultKind::SignedOut,
            "Adresse oder Passwort stimmt nicht.",
            "Address or password is wrong.",
        )
        .at("password"));
    };
    let mut write = app.store.write(NO_PROJECT).await?;
    end(&mut write, &app, &headers).await?;
    let secret = begin(&mut write, &app, &person).await?;
    write.commit().await?;
    with_cookie(&app, Some(Caller { person, name }), &secret).await
}

/// `POST /sign-out`
pub(crate) async fn sign_out(
    State(app): State<App>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Refusal> {
    let mut write = app.store.write(NO_PROJECT).await?;
    end(&mut write, &app, &headers).await?;
    write.commit().await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders([(header::SET_COOKIE, csrf::set_cookie("", &app.own))])))
}

/// `POST /password`: every other session of the account ends.
pub(crate) async fn change_password(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Body(asked): Body<NewPassword>,
) -> Result<StatusCode, Refusal> {
    let now_ms = app.clock.now_ms();
    let failures = format!("failures of {}", caller.person);
    app.counters.look(&failures, FAILURES, now_ms)?;
    let (stored,): (Option<String>,) = rows("select password from users where id = $1")
        .bind(caller.person.clone())
        .fetch_one(app.store.pool())
        .await?;
    if !app.passwords.verify(&asked.old, stored.as_deref()).await? {
        app.counters.count(&failures, FAILURES, now_ms)?;
        return Err(
            Refusal::refused("Das bisherige Passwort stimmt nicht.", "The old password is wrong.").at("old")
        );
    }
    let hash = app.passwords.hash(&asked.new).await?;
    let own = csrf::cookie(&headers, &app.own).map(|secret| secret::digest(&secret)).unwrap_or_default();
    let mut write = app.store.write(NO_PROJECT).await?;
    statement("update users set password = $1 where id = $2")
        .bind(hash)
        .bind(caller.person.clone())
        .execute(write.connection())
        .await?;
    statement("delete from sessions where person = $1 and hash <> $2")
        .bind(caller.person.clone())
        .bind(own)
        .execute(write.connection())
        .await?;
    let act = Act { act: "password_change", subject: &caller.person, detail: json!({}) };
    audit::append(&mut write, NO_PROJECT, now_ms, &caller.name, act).await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begins a session under a new secret: one that was known before signing in is worth nothing afterwards.
pub(crate) async fn begin(write: &mut Write, app: &App, person: &str) -> Result<String, Refusal> {
    let secret = secret::secret()?;
    let now_ms = app.clock.now_ms();
    statement("delete from sessions where until_ms <= $1").bind(now_ms).execute(write.connection()).await?;
    statement("insert into sessions (hash, person, until_ms) values ($1, $2, $3)")
        .bind(secret::digest(&secret))
        .bind(person.to_owned())
        .bind(now_ms + LASTS_MS)
        .execute(write.connection())
        .await?;
    Ok(secret)
}

async fn end(write: &mut Write, app: &App, headers: &HeaderMap) -> Result<(), Refusal> {
    if let Some(secret) = csrf::cookie(headers, &app.own) {
        statement("delete from sessions where hash = $1")
            .bind(secret::digest(&secret))
            .execute(write.connection())
            .await?;
    }
    Ok(())
}

/// The answer that makes a secret the browser's.
pub(crate) async fn with_cookie(
    app: &App,
    caller: Option<Caller>,
    secret: &str,
) -> Result<WithCookie, Refusal> {
    let cookie = (header::SET_COOKIE, csrf::set_cookie(secret, &app.own));
    Ok((AppendHeaders(Some(cookie)), Json(session(app, caller, secret).await?)))
}

async fn session(app: &App, caller: Option<Caller>, secret: &str) -> Result<Session, Refusal> {
    let (user, projects) = match &caller {
        Some(caller) => {
            (Some(user(app.store.pool(), &caller.person).await?), memberships(app, &caller.person).await?)
        }
        None => (None, Vec::new()),
    };
    let needs_setup = caller.is_none() && needs_setup(app).await?;
    let provider = app.config.oidc.as_ref().map(|oidc| oidc.name.clone());
    Ok(Session { user, needs_setup, csrf: csrf::token(secret), provider, projects })
}

async fn memberships(app: &App, person: &str) -> Result<Vec<Membership>, Refusal> {
    let found: Vec<(String, String, i64)> = rows(
        "select projects.project, projects.name, members.role from members \
         join projects on projects.project = members.project where members.person = $1 order by projects.name",
    )
    .bind(person.to_owned())
    .fetch_all(app.store.pool())
    .await?;
    let membership = |(project, name, role)| Some(Membership { project, name, role: role_of(role)? });
    Ok(found.into_iter().filter_map(membership).collect())
}
