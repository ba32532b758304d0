//! What a user's page is told of a case, and where a signed webhook tells how it goes on.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::delivery::{self, Line};
use super::settings;
use crate::app::App;
use crate::body::Raw;
use crate::guard::{Address, bearer};
use crate::limits::READS_OF_ADDRESS;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret;

/// Longest that a desk can say, in characters.
const MOST_SAID: usize = 300;

/// `GET /d/{project}/{environment}/cases/{case}`
pub(crate) async fn show(
    State(app): State<App>,
    Path((project, environment, id)): Path<(String, String, String)>,
    from: Address,
    headers: HeaderMap,
) -> Result<Json<Value>, Refusal> {
    app.counters.count(&format!("desk read {}", from.0), READS_OF_ADDRESS, app.clock.now_ms())?;
    let scope = Scope::public(app.clone(), project);
    let found: Option<(String, i64)> = scope
        .rows("select key_hash, taken_ms from cases where project = $1 and environment = $2 and id = $3")
        .bind(environment.clone())
        .bind(id.clone())
        .fetch_optional(app.store.pool())
        .await?;
    let key = bearer(&headers).map(|key| secret::digest(&key));
    // An unknown id and a wrong key look the same.
    let fits = found.as_ref().zip(key).is_some_and(|((hash, _), key)| secret::same(hash, &key));
    let (_, taken_ms) = found.filter(|_| fits).ok_or_else(|| Refusal::not_found("case"))?;
    Ok(Json(report(&scope, &environment, &id, taken_ms).await?))
}

async fn report(scope: &Scope, environment: &str, id: &str, taken_ms: i64) -> Result<Value, Refusal> {
    let lines: Vec<Line> = scope
        .rows(
            "select id, connector, state, attempts, next_ms, problem, ticket, note, changed_ms, environment, case_id, said \
             from deliveries where project = $1 and environment = $2 and case_id = $3 order by number desc",
        )
        .bind(environment.to_owned())
        .bind(id.to_owned())
        .fetch_all(scope.app.store.pool())
        .await?;
    let rows: Vec<delivery::Row> = lines.into_iter().map(delivery::row).collect();
    let mut report = Map::new();
    report.insert("id".to_owned(), json!(id));
    let newest = rows.first();
    report.insert(
        "state".to_owned(),
        json!(newest.map_or("waiting", |row| delivery::told(row.delivery.state))),
    );
    // While it is handed on, the number of the level before is still the one to name.
    if let Some(ticket) = rows.iter().find_map(|row| row.delivery.ticket.clone()) {
        report.insert("ticket".to_owned(), json!(ticket));
    }
    if let Some(said) = newest.and_then(|row| row.said.clone()) {
        report.insert("said".to_owned(), json!(said));
    }
    report.insert("changed_ms".to_owned(), json!(newest.map_or(taken_ms, |row| row.delivery.changed_ms)));
    Ok(Value::Object(report))
}

/// What the receiver of a signed webhook tells.
#[derive(Deserialize)]
struct News {
    /// Id of the delivery: `webhook-id` of the request that brought it.
    delivery: String,
    /// `delivered` or `closed`.
    state: String,
    ticket: Option<String>,
    said: Option<String>,
}

/// `POST /d/{project}/{environment}/cases/{case}/state`
pub(crate) async fn hear(
    State(app): State<App>,
    Path((project, environment, id)): Path<(String, String, String)>,
    from: Address,
    headers: HeaderMap,
    Raw(bytes): Raw,
) -> Result<StatusCode, Refusal> {
    let now_ms = app.clock.now_ms();
    app.counters.count(&format!("desk read {}", from.0), READS_OF_ADDRESS, now_ms)?;
    let scope = Scope::public(app.clone(), project);
    let malformed =
        || Refusal::malformed("Das ist keine Nachricht zu einem Fall.", "That is no news of a case.");
    let news: News = serde_json::from_slice(&bytes).map_err(|_| malformed())?;
    let found: Option<(String,)> = scope
        .rows(
            "select connector from deliveries where project = $1 and id = $2 and environment = $3 and case_id = $4 \
             and state in ('waiting', 'delivered')",
        )
        .bind(news.delivery.clone())
        .bind(environment)
        .bind(id)
        .fetch_optional(app.store.pool())
        .await?;
    let stored = settings::read(&scope).await?;
    let by = found.and_then(|(connector,)| stored.connector(&connector).cloned());
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let is_signed =
        by.as_ref().filter(|by| by.kind == lotse_api::desk::ConnectorKind::Webhook).is_some_and(|by| {
            let secret = by.secret.as_deref().unwrap_or_default();
            let at_s = header("webhook-timestamp").parse().unwrap_or(0);
            lotse_desk::verify(
                secret,
                header("webhook-id"),
                at_s,
                header("webhook-signature"),
                &bytes,
                now_ms / 1_000,
            )
        });
    // Unknown, another connector's, and badly signed look the same.
    if !is_signed {
        return Err(Refusal::not_found("case"));
    }
    if !["delivered", "closed"].contains(&news.state.as_str()) {
        return Err(malformed().at("state"));
    }
    let short = |text: Option<String>| text.map(|text| text.chars().take(MOST_SAID).collect::<String>());
    let mut write = scope.write().await?;
    scope
        .statement(
            "update deliveries set state = $3, ticket = coalesce($4, ticket), said = coalesce($5, said), next_ms = null, \
             lease = null, lease_until_ms = 0, changed_ms = $6 where project = $1 and id = $2 and state in ('waiting', 'delivered')",
        )
        .bind(news.delivery)
        .bind(news.state)
        .bind(short(news.ticket))
        .bind(short(news.said))
        .bind(now_ms)
        .execute(write.connection())
        .await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
