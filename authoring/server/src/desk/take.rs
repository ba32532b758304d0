//! Taking a case from an end user's page: whole and in the database, or refused and nothing of it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lotse_desk::letter::title;
use lotse_model::handover::Handover;
use lotse_model::wire::{Wire as _, read as read_wire};
use serde_json::{Value, json};

use super::{delivery, identify, purpose, settings};
use crate::app::App;
use crate::body::Raw;
use crate::guard::Address;
use crate::limits::{CASES_OF_ADDRESS, CASES_OF_ORIGIN, CASES_OF_USER};
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret;

/// Header that carries the case's id once more.
pub(crate) const KEY_HEADER: &str = "idempotency-key";

/// Refuses pages that the environment does not name, and whoever asks too often.
pub(crate) async fn admit(
    scope: &Scope,
    environment: &str,
    headers: &HeaderMap,
    from: Address,
) -> Result<(), Refusal> {
    let (app, now_ms) = (&scope.app, scope.app.clock.now_ms());
    app.counters.count(&format!("desk {}", from.0), CASES_OF_ADDRESS, now_ms)?;
    let found: Option<(String,)> = scope
        .rows("select origins from environments where project = $1 and environment = $2")
        .bind(environment.to_owned())
        .fetch_optional(app.store.pool())
        .await?;
    let (origins,) = found.ok_or_else(|| Refusal::not_found("environment"))?;
    let origins: Vec<String> = serde_json::from_str(&origins).unwrap_or_default();
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default().to_owned());
    if let Some(origin) = &origin {
        if !origins.contains(origin) {
            return Err(Refusal::new(
                lotse_api::FaultKind::Forbidden,
                "Von dieser Seite nimmt der Service-Desk nichts an.",
                "The desk takes nothing from this page.",
            )
            .at("origin"));
        }
        let key = format!("desk {} {environment} {origin}", scope.project());
        app.counters.count(&key, CASES_OF_ORIGIN, now_ms)?;
    }
    Ok(())
}

/// `POST /d/{project}/{environment}/cases`
pub(crate) async fn take(
    State(app): State<App>,
    Path((project, environment)): Path<(String, String)>,
    from: Address,
    headers: HeaderMap,
    Raw(bytes): Raw,
) -> Result<Response, Refusal> {
    let scope = Scope::public(app.clone(), project);
    admit(&scope, &environment, &headers, from).await?;
    let case = readable(&bytes, &headers, &scope, &environment)?;
    let stored = settings::read(&scope).await?;
    if !stored.takes_cases {
        return Err(Refusal::new(
            lotse_api::FaultKind::Forbidden,
            "Dieses Projekt nimmt keine Fälle an.",
            "This project takes no cases.",
        )
        .at("desk"));
    }
    let now_ms = app.clock.now_ms();
    let person = case.who.token.as_deref().zip(stored.identify_secret.as_deref());
    let person = person.and_then(|(token, secret)| identify::subject(token, secret, now_ms / 1_000));
    let digest = secret::digest(&String::from_utf8_lossy(&bytes));
    if let Some(answer) = known(&scope, &environment, &case.id, &digest).await? {
        return Ok(answer);
    }
    if let Some(person) = &person {
        let key = format!("desk {} user {person}", scope.project());
        app.counters.count(&key, CASES_OF_USER, now_ms)?;
    }
    let priority = case.priority.as_ref().map(|found| found.level.word());
    // Whoever has no way to the desk yet is asked to keep the case.
    let connector =
        stored.first_for(priority).ok_or_else(|| Refusal::unavailable(&"a desk without connectors"))?;
    if !insert(&scope, &environment, &case, &digest, person, &connector.id).await? {
        // Another request with the same id was faster.
        let answer = known(&scope, &environment, &case.id, &digest).await?;
        return answer.ok_or_else(|| Refusal::internal(&"a case that is there and is not"));
    }
    app.bell.notify_one();
    Ok(accepted(&case.id, "waiting"))
}

/// The case, once nothing about it is wrong.
fn readable(
    bytes: &[u8],
    headers: &HeaderMap,
    scope: &Scope,
    environment: &str,
) -> Result<Handover, Refusal> {
    let malformed = |place: &str| {
        Refusal::malformed(
            "Das ist kein Fall für den Service-Desk (docs/schema/handover.schema.json).",
            "That is no case for the desk (docs/schema/handover.schema.json).",
        )
        .at(place)
    };
    let text = std::str::from_utf8(bytes).map_err(|_| malformed("body"))?;
    let case: Handover = read_wire(text)
        .map_err(|problems| malformed(problems.first().map_or("body", |problem| problem.pointer.as_str())))?;
    if let Some(member) = case.excess() {
        return Err(malformed(member));
    }
    let key = headers.get(KEY_HEADER).and_then(|key| key.to_str().ok());
    if key != Some(case.id.as_str()) {
        return Err(malformed(KEY_HEADER));
    }
    if case.project.as_str() != scope.project() {
        return Err(malformed("project"));
    }
    if case.environment.as_deref().is_some_and(|named| named != environment) {
        return Err(malformed("environment"));
    }
    Ok(case)
}

/// The same answer again, when the same was taken before; a conflict when something else was.
async fn known(
    scope: &Scope,
    environment: &str,
    id: &str,
    digest: &str,
) -> Result<Option<Response>, Refusal> {
    let found: Option<(String,)> = scope
        .rows("select digest from cases where project = $1 and environment = $2 and id = $3")
        .bind(environment.to_owned())
        .bind(id.to_owned())
        .fetch_optional(scope.app.store.pool())
        .await?;
    match found {
        None => Ok(None),
        Some((there,)) if there == digest => Ok(Some(accepted(id, "waiting"))),
        Some(_) => Err(Refusal::conflict(
            "Unter dieser Kennung ist schon ein anderer Fall angenommen.",
            "Another case has been taken under this id.",
        )
        .at("id")),
    }
}

fn accepted(id: &str, state: &str) -> Response {
    (StatusCode::ACCEPTED, Json(json!({ "id": id, "state": state }))).into_response()
}

/// Case and delivery in one transaction; `false` when there is one of this id.
async fn insert(
    scope: &Scope,
    environment: &str,
    case: &Handover,
    digest: &str,
    person: Option<String>,
    connector: &str,
) -> Result<bool, Refusal> {
    let now_ms = scope.app.clock.now_ms();
    // What opens the case, and what the host app signed, is kept nowhere.
    let mut kept = case.clone();
    kept.who.token = None;
    kept.key = "0".repeat(lotse_model::handover::KEY_HEX_DIGITS);
    let sealed =
        scope.app.seal.seal(&kept.give().write(), &purpose(scope.project(), environment, &case.id))?;
    let mut write = scope.write().await?;
    let done = scope
        .statement(
            "insert into cases (project, environment, id, key_hash, digest, sealed, person, is_identified, priority, \
             title, guide, taken_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing",
        )
        .bind(environment.to_owned())
        .bind(case.id.clone())
        .bind(secret::digest(&case.key))
        .bind(digest.to_owned())
        .bind(sealed)
        .bind(person.clone())
        .bind(i64::from(person.is_some()))
        .bind(case.priority.as_ref().map(|found| found.level.word().to_owned()))
        .bind(title(case).unwrap_or_default())
        .bind(case.guide.as_ref().map(|guide| guide.id.as_str().to_owned()))
        .bind(now_ms)
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    delivery::insert(scope, &mut write, delivery::New { environment, case: &case.id, connector, note: None })
        .await?;
    write.commit().await?;
    Ok(true)
}

/// The handover as people of the desk may see it.
pub(crate) fn shown(case: &Handover) -> Value {
    let mut json: Value = serde_json::from_str(&case.give().write()).unwrap_or(Value::Null);
    if let Some(members) = json.as_object_mut() {
        members.remove("key");
    }
    json
}
