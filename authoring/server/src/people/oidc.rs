//! Signing in by an OpenID Connect provider: authorization code with PKCE, state and nonce.
//!
//! What has to come back unchanged travels in a sealed cookie of ten minutes that belongs to one browser, so that any server behind a
//! balancer can finish what another one began. Who signs in is the account with the mail address that the provider has verified;
//! nobody gets an account by signing in. Requests to the provider leave as all others do.

mod provider;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::AppendHeaders;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lotse_api::ROOT;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::address;
use super::session::{NO_PROJECT, begin};
use crate::app::App;
use crate::audit::{self, Act};
use crate::config::Oidc;
use crate::csrf;
use crate::guard::Address;
use crate::limits::ATTEMPTS;
use crate::refusal::Refusal;
use crate::secret;
use crate::store::rows;

/// What the sealed cookie is good for.
const PURPOSE: &str = "oidc";
/// How long the provider's pages may take, in milliseconds.
const LASTS_MS: i64 = 10 * 60_000;

/// What has to come back.
#[derive(Serialize, Deserialize)]
struct Errand {
    state: String,
    nonce: String,
    verifier: String,
    until_ms: i64,
}

/// What the provider sends the browser back with.
#[derive(Deserialize)]
pub(crate) struct Back {
    code: Option<String>,
    state: Option<String>,
}

type Elsewhere = (StatusCode, AppendHeaders<Vec<(header::HeaderName, String)>>);

/// `GET /oidc/start`
pub(crate) async fn start(
    State(app): State<App>,
    from: Address,
    headers: HeaderMap,
) -> Result<Elsewhere, Refusal> {
    let settings = settings(&app)?;
    let now_ms = app.clock.now_ms();
    app.counters.count(&format!("sign-in {}", from.0), ATTEMPTS, now_ms)?;
    let asked = provider::ask(&app, settings, &callback(&app, &headers)).await?;
    let errand = Errand {
        state: asked.state,
        nonce: asked.nonce,
        verifier: asked.verifier,
        until_ms: now_ms + LASTS_MS,
    };
    let text = serde_json::to_string(&errand).map_err(|error| Refusal::internal(&error))?;
    let sealed = URL_SAFE_NO_PAD.encode(app.seal.seal(&text, PURPOSE)?);
    Ok(elsewhere(asked.url, vec![csrf::set_errand(&sealed, &app.own)]))
}

/// `GET /oidc/callback`
pub(crate) async fn back(
    State(app): State<App>,
    from: Address,
    headers: HeaderMap,
    Query(back): Query<Back>,
) -> Result<Elsewhere, Refusal> {
    let settings = settings(&app)?;
    let now_ms = app.clock.now_ms();
    app.counters.count(&format!("sign-in {}", from.0), ATTEMPTS, now_ms)?;
    let errand = csrf::errand(&headers, &app.own)
        .and_then(|sealed| URL_SAFE_NO_PAD.decode(sealed).ok())
        .and_then(|sealed| app.seal.open_sealed(&sealed, PURPOSE).ok())
        .and_then(|text| serde_json::from_str::<Errand>(&text).ok())
        .filter(|errand| errand.until_ms > now_ms)
        .filter(|errand| back.state.as_deref().is_some_and(|state| secret::same(state, &errand.state)));
    let (errand, code) = errand.zip(back.code).ok_or_else(refused)?;
    let callback = callback(&app, &headers);
    let email =
        provider::verified_email(&app, settings, &callback, code, errand.nonce, errand.verifier).await?;
    let email = address(&email)?;
    let found: Option<(String, String)> = rows("select id, name from users where email = $1")
        .bind(email)
        .fetch_optional(app.store.pool())
        .await?;
    let (person, name) = found.ok_or_else(|| {
        Refusal::new(
            lotse_api::FaultKind::Forbidden,
            "Für diese Adresse gibt es hier kein Konto. Wer ein Projekt verwaltet, kann eines anlegen.",
            "There is no account for this address here. An admin of a project can make one.",
        )
        .at("email")
    })?;
    let mut write = app.store.write(NO_PROJECT).await?;
    let secret = begin(&mut write, &app, &person).await?;
    let act =
        Act { act: "sign_in_by_provider", subject: &person, detail: json!({ "provider": settings.name }) };
    audit::append(&mut write, NO_PROJECT, now_ms, &name, act).await?;
    write.commit().await?;
    let cookies = vec![csrf::set_cookie(&secret, &app.own), csrf::set_errand("", &app.own)];
    Ok(elsewhere("/".to_owned(), cookies))
}

fn settings(app: &App) -> Result<&Oidc, Refusal> {
    app.config.oidc.as_ref().ok_or_else(|| Refusal::not_found("provider"))
}

/// Where the provider sends the browser back to. Without a public address this is a server of one machine, under the name that it was
/// asked by.
fn callback(app: &App, headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let origin = app.own.origin().map_or_else(|| format!("http://{host}"), str::to_owned);
    format!("{origin}{ROOT}/oidc/callback")
}

fn elsewhere(place: String, cookies: Vec<String>) -> Elsewhere {
    let cookies = cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie));
    let headers = std::iter::once((header::LOCATION, place)).chain(cookies).collect();
    (StatusCode::SEE_OTHER, AppendHeaders(headers))
}

/// Whatever was wrong with what came back.
fn refused() -> Refusal {
    Refusal::new(
        lotse_api::FaultKind::SignedOut,
        "Die Anmeldung über den Anbieter hat nicht geklappt. Bitte noch einmal beginnen.",
        "Signing in by the provider did not work. Please begin again.",
    )
    .at("provider")
}
