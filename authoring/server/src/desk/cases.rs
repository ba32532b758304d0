//! Cases as technicians see them: listed, opened, handed on.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::desk::{Case, CaseFile, Delivery, HandOn};
use serde_json::json;

use super::delivery::{self, Line, Row};
use super::{handover, settings, take};
use crate::app::App;
use crate::audit::Act;
use crate::body::Body;
use crate::guides::review::note;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// Most cases of one answer.
const MOST_CASES: i64 = 500;

type Found = (String, String, i64, Option<String>, String, Option<String>);

/// `GET /projects/{project}/cases`
pub(crate) async fn list(scope: Scope, State(app): State<App>) -> Result<Json<Vec<Case>>, Refusal> {
    let found: Vec<Found> = scope
        .rows(
            "select id, environment, taken_ms, priority, title, guide from cases where project = $1 \
             order by taken_ms desc, id limit $2",
        )
        .bind(MOST_CASES)
        .fetch_all(app.store.pool())
        .await?;
    let oldest = found.last().map_or(i64::MAX, |(_, _, taken_ms, ..)| *taken_ms);
    let lines: Vec<Line> = scope
        .rows(
            "select d.id, d.connector, d.state, d.attempts, d.next_ms, d.problem, d.ticket, d.note, d.changed_ms, \
             d.environment, d.case_id, d.said from deliveries d join cases c on c.project = d.project \
             and c.environment = d.environment and c.id = d.case_id where d.project = $1 and c.taken_ms >= $2 \
             order by d.number",
        )
        .bind(oldest)
        .fetch_all(app.store.pool())
        .await?;
    let mut deliveries: BTreeMap<(String, String), Vec<Delivery>> = BTreeMap::new();
    for Row { delivery, environment, case, .. } in lines.into_iter().map(delivery::row) {
        deliveries.entry((environment, case)).or_default().push(delivery);
    }
    let with = |found: Found| {
        let key = (found.1.clone(), found.0.clone());
        case(found, deliveries.remove(&key).unwrap_or_default())
    };
    Ok(Json(found.into_iter().map(with).collect()))
}

fn case((id, environment, taken_ms, priority, title, guide): Found, deliveries: Vec<Delivery>) -> Case {
    let state = deliveries.last().map_or("waiting", |newest| delivery::told(newest.state)).to_owned();
    Case { id, environment, taken_ms, state, priority, title, guide, deliveries }
}

async fn read(scope: &Scope, environment: &str, id: &str) -> Result<Case, Refusal> {
    let pool = scope.app.store.pool();
    let found: Option<Found> = scope
        .rows(
            "select id, environment, taken_ms, priority, title, guide from cases where project = $1 \
             and environment = $2 and id = $3",
        )
        .bind(environment.to_owned())
        .bind(id.to_owned())
        .fetch_optional(pool)
        .await?;
    let found = found.ok_or_else(|| Refusal::not_found("case"))?;
    let lines: Vec<Line> = scope
        .rows(
            "select id, connector, state, attempts, next_ms, problem, ticket, note, changed_ms, environment, case_id, said \
             from deliveries where project = $1 and environment = $2 and case_id = $3 order by number",
        )
        .bind(environment.to_owned())
        .bind(id.to_owned())
        .fetch_all(pool)
        .await?;
    Ok(case(found, lines.into_iter().map(|line| delivery::row(line).delivery).collect()))
}

/// `GET /projects/{project}/cases/{environment}/{case}`
pub(crate) async fn show(
    scope: Scope,
    Path((_, environment, id)): Path<(String, String, String)>,
) -> Result<Json<CaseFile>, Refusal> {
    let case = read(&scope, &environment, &id).await?;
    let (handover, is_identified) = handover(&scope, &environment, &id).await?;
    Ok(Json(CaseFile { case, handover: take::shown(&handover), is_identified }))
}

/// `POST /projects/{project}/cases/{environment}/{case}/hand-on`
pub(crate) async fn hand_on(
    scope: Scope,
    State(app): State<App>,
    Path((_, environment, id)): Path<(String, String, String)>,
    Body(asked): Body<HandOn>,
) -> Result<Json<Case>, Refusal> {
    let why = note(&asked.note)?;
    read(&scope, &environment, &id).await?;
    let stored = settings::read(&scope).await?;
    let by = stored.connector(&asked.connector).ok_or_else(|| Refusal::not_found("connector"))?;
    let signed = format!("{}: {why}", scope.caller.name);
    let mut write = scope.write().await?;
    let new = delivery::New {
        environment: &environment,
        case: &id,
        connector: &by.id,
        note: Some(signed.as_str()),
    };
    let made = delivery::insert(&scope, &mut write, new).await?;
    let subject = format!("{environment}/{id}");
    let detail = json!({ "connector": by.id, "delivery": made, "note": why });
    scope.note(&mut write, Act { act: "case_hand_on", subject: &subject, detail }).await?;
    write.commit().await?;
    app.bell.notify_one();
    Ok(Json(read(&scope, &environment, &id).await?))
}
