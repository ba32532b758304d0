//! Notices of what is out of order, as the live release has them (pages show no others), and how many say "me too".

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use lotse_api::desk::NoticeCount;
use lotse_model::desk::Notice;
use lotse_model::handover::is_key;
use lotse_model::wire::Wire as _;
use serde_json::{Value, json};

use super::take::{KEY_HEADER, admit};
use crate::app::App;
use crate::guard::Address;
use crate::refusal::Refusal;
use crate::releases::help::live_desk;
use crate::scope::Scope;
use crate::secret;

/// Most that is counted of one notice.
const MOST_COUNTED: i64 = 100_000;

fn is_shown(notice: &Notice, now_s: i64) -> bool {
    notice.from_s.is_none_or(|from| from <= now_s) && notice.until_s.is_none_or(|until| now_s < until)
}

/// `POST /d/{project}/{environment}/notices/{notice}/me-too`
pub(crate) async fn me_too(
    State(app): State<App>,
    Path((project, environment, notice)): Path<(String, String, String)>,
    from: Address,
    headers: HeaderMap,
) -> Result<StatusCode, Refusal> {
    let scope = Scope::public(app.clone(), project);
    admit(&scope, &environment, &headers, from).await?;
    let key = headers.get(KEY_HEADER).and_then(|key| key.to_str().ok()).filter(|key| is_key(key));
    let key = key.ok_or_else(|| {
        Refusal::malformed(
            "Idempotency-Key fehlt: 32 Hexziffern.",
            "Idempotency-Key is missing: 32 hex digits.",
        )
        .at(KEY_HEADER)
    })?;
    let now_ms = app.clock.now_ms();
    let notices =
        live_desk(&scope, &environment).await?.map(|source| source.desk.notices).unwrap_or_default();
    let is_known = |one: &Notice| one.id.as_str() == notice && is_shown(one, now_ms / 1_000);
    if !notices.iter().any(is_known) {
        return Err(Refusal::not_found("notice"));
    }
    let mut write = scope.write().await?;
    scope
        .statement(
            "insert into me_too (project, environment, notice, hash, at_ms) select $1, $2, $3, $4, $5 where \
             (select count(*) from me_too where project = $1 and environment = $2 and notice = $3) < $6 \
             on conflict do nothing",
        )
        .bind(environment)
        .bind(notice)
        .bind(secret::digest(key))
        .bind(now_ms)
        .bind(MOST_COUNTED)
        .execute(write.connection())
        .await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /d/{project}/{environment}/notices`: what is shown now, with its texts and counts.
pub(crate) async fn public(
    State(app): State<App>,
    Path((project, environment)): Path<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let scope = Scope::public(app.clone(), project);
    let counts: BTreeMap<String, i64> = counts(&scope)
        .await?
        .into_iter()
        .filter(|count| count.environment == environment)
        .map(|count| (count.notice, count.me_too))
        .collect();
    let source = live_desk(&scope, &environment).await?;
    let now_s = app.clock.now_ms() / 1_000;
    let Some(source) = source else { return Ok(Json(json!({ "notices": [], "texts": {} }))) };
    let as_json = |text: String| serde_json::from_str::<Value>(&text).unwrap_or(Value::Null);
    let shown: Vec<Value> = source
        .desk
        .notices
        .iter()
        .filter(|notice| is_shown(notice, now_s))
        .map(|notice| {
            let count = counts.get(notice.id.as_str()).copied().unwrap_or(0);
            json!({ "notice": as_json(notice.give().write()), "me_too": count })
        })
        .collect();
    Ok(Json(json!({ "notices": shown, "texts": as_json(source.texts.give().write()) })))
}

/// `GET /projects/{project}/notices`
pub(crate) async fn list(scope: Scope) -> Result<Json<Vec<NoticeCount>>, Refusal> {
    Ok(Json(counts(&scope).await?))
}

async fn counts(scope: &Scope) -> Result<Vec<NoticeCount>, Refusal> {
    let found: Vec<(String, String, i64)> = scope
        .rows(
            "select notice, environment, count(*) from me_too where project = $1 group by notice, environment \
             order by notice, environment",
        )
        .fetch_all(scope.app.store.pool())
        .await?;
    let count = |(notice, environment, me_too)| NoticeCount { notice, environment, me_too };
    Ok(found.into_iter().map(count).collect())
}
