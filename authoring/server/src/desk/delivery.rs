//! Deliveries: one way of a case to one connector. Made, listed, tried again, given up.

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::desk::{Delivery, DeliveryState};
use serde_json::json;

use crate::app::App;
use crate::audit::Act;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret;
use crate::store::Write;

/// A delivery about to be made.
pub(super) struct New<'a> {
    pub(super) environment: &'a str,
    pub(super) case: &'a str,
    pub(super) connector: &'a str,
    pub(super) note: Option<&'a str>,
}

/// Makes a delivery that is due at once; numbers them within their case.
pub(super) async fn insert(scope: &Scope, write: &mut Write, new: New<'_>) -> Result<String, Refusal> {
    let (id, now_ms) = (secret::id()?, scope.app.clock.now_ms());
    let (number,): (i64,) = scope
        .rows("select coalesce(max(number), 0) + 1 from deliveries where project = $1 and environment = $2 and case_id = $3")
        .bind(new.environment.to_owned())
        .bind(new.case.to_owned())
        .fetch_one(write.connection())
        .await?;
    scope
        .statement(
            "insert into deliveries (project, id, environment, case_id, number, connector, state, attempts, since_ms, \
             next_ms, lease_until_ms, note, changed_ms) values ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $7, 0, $8, $7)",
        )
        .bind(id.clone())
        .bind(new.environment.to_owned())
        .bind(new.case.to_owned())
        .bind(number)
        .bind(new.connector.to_owned())
        .bind(now_ms)
        .bind(new.note.map(str::to_owned))
        .execute(write.connection())
        .await?;
    Ok(id)
}

/// A line of the table.
pub(super) type Line = (
    String,
    String,
    String,
    i64,
    Option<i64>,
    Option<String>,
    Option<String>,
    Option<String>,
    i64,
    String,
    String,
    Option<String>,
);

/// A delivery, and environment and case that it belongs to.
pub(super) struct Row {
    pub(super) delivery: Delivery,
    pub(super) environment: String,
    pub(super) case: String,
    pub(super) said: Option<String>,
}

/// The word of a state in the database.
pub(super) fn state_of(word: &str) -> DeliveryState {
    match word {
        "delivered" => DeliveryState::Delivered,
        "closed" => DeliveryState::Closed,
        "failed" => DeliveryState::Failed,
        "given_up" => DeliveryState::GivenUp,
        _ => DeliveryState::Waiting,
    }
}

/// What a user is told of a state.
pub(super) fn told(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Waiting => "waiting",
        DeliveryState::Delivered => "delivered",
        DeliveryState::Closed | DeliveryState::GivenUp => "closed",
        DeliveryState::Failed => "failed",
    }
}

pub(super) fn row(line: Line) -> Row {
    let (id, connector, state, attempts, next_ms, problem, ticket, note, changed_ms, environment, case, said) =
        line;
    let state = state_of(&state);
    let next_ms = next_ms.filter(|_| state == DeliveryState::Waiting);
    let delivery = Delivery { id, connector, state, attempts, next_ms, problem, ticket, note, changed_ms };
    Row { delivery, environment, case, said }
}

/// `POST /projects/{project}/deliveries/{delivery}/again`
pub(crate) async fn again(
    scope: Scope,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Json<Delivery>, Refusal> {
    let now_ms = app.clock.now_ms();
    let answer = decide(
        &scope,
        &id,
        "update deliveries set state = 'waiting', since_ms = $3, next_ms = $3, problem = null, changed_ms = $3 \
         where project = $1 and id = $2 and (state in ('failed', 'given_up') or state = 'waiting' and next_ms > $3)",
        now_ms,
        "delivery_again",
    );
    let answer = answer.await?;
    app.bell.notify_one();
    Ok(answer)
}

/// `POST /projects/{project}/deliveries/{delivery}/give-up`
pub(crate) async fn give_up(
    scope: Scope,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Result<Json<Delivery>, Refusal> {
    decide(
        &scope,
        &id,
        "update deliveries set state = 'given_up', next_ms = null, changed_ms = $3 \
         where project = $1 and id = $2 and state in ('failed', 'waiting') and lease_until_ms <= $3",
        app.clock.now_ms(),
        "delivery_give_up",
    )
    .await
}

async fn decide(
    scope: &Scope,
    id: &str,
    text: &'static str,
    now_ms: i64,
    act: &'static str,
) -> Result<Json<Delivery>, Refusal> {
    let mut write = scope.write().await?;
    let done = scope
        .statement(text)
        .bind(id.to_owned())
        .bind(now_ms)
        .execute(write.connection())
        .await?
        .rows_affected();
    let found: Option<Line> = scope
        .rows(
            "select id, connector, state, attempts, next_ms, problem, ticket, note, changed_ms, environment, case_id, said \
             from deliveries where project = $1 and id = $2",
        )
        .bind(id.to_owned())
        .fetch_optional(write.connection())
        .await?;
    let found = row(found.ok_or_else(|| Refusal::not_found("delivery"))?);
    if done == 0 {
        return Err(Refusal::conflict(
            "So weit ist diese Zustellung nicht oder nicht mehr. Bitte neu laden.",
            "This delivery is not there yet, or not any more. Please reload.",
        )
        .at("delivery"));
    }
    let subject = format!("{}/{}", found.environment, found.case);
    let detail = json!({ "delivery": id, "connector": found.delivery.connector });
    scope.note(&mut write, Act { act, subject: &subject, detail }).await?;
    write.commit().await?;
    Ok(Json(found.delivery))
}
