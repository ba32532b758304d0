//! The relay between studio and picker, where neither opener nor framing is there. In memory: a pairing that is lost is made
//! again in a moment.

mod relay;

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use lotse_api::pairing::{Join, Joined, NewPairing, Pairing, Parcel};
use serde::Deserialize;

use crate::app::App;
use crate::body::Body;
use crate::guard::{Address, bearer, of_own_page};
use crate::limits::ATTEMPTS;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret;

pub(crate) use relay::Pairings;
use relay::{NewRelay, Side};

/// Most bytes that wait on one side.
pub(crate) const MOST_BYTES: usize = 256 * 1024;
/// How long a request waits for messages.
const WAIT: Duration = Duration::from_secs(25);

/// `POST /projects/{project}/pairings`
pub(crate) async fn make(
    scope: Scope,
    State(app): State<App>,
    Body(asked): Body<NewPairing>,
) -> Result<Json<Pairing>, Refusal> {
    let found: Option<(String,)> = scope
        .rows("select origins from environments where project = $1 and environment = $2")
        .bind(asked.environment)
        .fetch_optional(app.store.pool())
        .await?;
    let (origins,) = found.ok_or_else(|| Refusal::not_found("environment"))?;
    let origins: Vec<String> = serde_json::from_str(&origins).unwrap_or_default();
    if origins.is_empty() {
        return Err(Refusal::refused(
            "Für diese Umgebung sind keine Ursprünge der Anwendung eingetragen. Bitte in den Einstellungen ergänzen.",
            "No origins of the host app are listed for this environment. Please add them in the settings.",
        )
        .at("environment"));
    }
    let (pairing, code, now_ms) = (secret::id()?, secret::code()?, app.clock.now_ms());
    let relay = NewRelay { person: scope.caller.person.clone(), origins, code: code.clone() };
    let until_ms = app.pairings.insert(&pairing, relay, now_ms)?;
    Ok(Json(Pairing { pairing, code, until_ms }))
}

/// `POST /pairings/join`
pub(crate) async fn join(
    State(app): State<App>,
    from: Address,
    headers: HeaderMap,
    Body(asked): Body<Join>,
) -> Result<Json<Joined>, Refusal> {
    let now_ms = app.clock.now_ms();
    app.counters.count(&format!("join {}", from.0), ATTEMPTS, now_ms)?;
    let secret = secret::secret()?;
    let pairing = app.pairings.join(&secret::typed(&asked.code), origin(&headers), &secret, now_ms)?;
    Ok(Json(Joined { pairing, secret }))
}

/// `POST /pairings/{pairing}/messages`
pub(crate) async fn send(
    State(app): State<App>,
    Path(pairing): Path<String>,
    headers: HeaderMap,
    Body(parcel): Body<Parcel>,
) -> Result<StatusCode, Refusal> {
    let side = side(&app, &Method::POST, &headers).await?;
    app.pairings.send(&pairing, &side, parcel.messages, app.clock.now_ms())?;
    Ok(StatusCode::NO_CONTENT)
}

/// Which messages are wanted.
#[derive(Debug, Deserialize)]
pub(crate) struct After {
    #[serde(default)]
    after: u64,
}

/// `GET /pairings/{pairing}/messages`
pub(crate) async fn receive(
    State(app): State<App>,
    Path(pairing): Path<String>,
    Query(After { after }): Query<After>,
    headers: HeaderMap,
) -> Result<Json<Parcel>, Refusal> {
    let side = side(&app, &Method::GET, &headers).await?;
    let deadline = tokio::time::Instant::now() + WAIT;
    loop {
        // Listening begins before looking, so that nothing slips through in between.
        let bell = app.pairings.bell(&pairing, &side, app.clock.now_ms())?;
        let rung = bell.notified();
        tokio::pin!(rung);
        rung.as_mut().enable();
        let parcel = app.pairings.receive(&pairing, &side, after, app.clock.now_ms())?;
        if !parcel.messages.is_empty() || tokio::time::timeout_at(deadline, rung).await.is_err() {
            return Ok(Json(parcel));
        }
    }
}

/// `DELETE /pairings/{pairing}`
pub(crate) async fn end(
    State(app): State<App>,
    Path(pairing): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    let side = side(&app, &Method::DELETE, &headers).await?;
    app.pairings.end(&pairing, &side, app.clock.now_ms())?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whoever has a secret is the picker; the studio has its session.
async fn side(app: &App, method: &Method, headers: &HeaderMap) -> Result<Side, Refusal> {
    if let Some(secret) = bearer(headers) {
        return Ok(Side::Picker { hash: secret::digest(&secret), origin: origin(headers).to_owned() });
    }
    Ok(Side::Studio { person: of_own_page(app, method, headers).await?.person })
}

fn origin(headers: &HeaderMap) -> &str {
    headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).unwrap_or_default()
}
