//! Usage events: taken once each, shown in groups of ten or more.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use lotse_api::releases::{StepUsage, Usage};
use lotse_model::record::{Batch, MAX_BATCH_RECORDS, Record, UsageEvent};
use lotse_model::target::MAX_LINKAGE_BYTES;
use lotse_model::wire::read;

use crate::app::App;
use crate::body::Raw;
use crate::clock::DAY_MS;
use crate::guard::Address;
use crate::limits::BATCHES;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{Write, statement};

/// How long records are kept and counted, in days.
pub(crate) const KEPT_DAYS: i64 = 90;
/// Smaller groups are not shown.
pub(crate) const LEAST_GROUP: i64 = 10;
/// Digits of the id of a record or session.
const ID_DIGITS: usize = 32;

/// `POST /g/{project}/{environment}/usage`
pub(crate) async fn take(
    State(app): State<App>,
    Path((project, environment)): Path<(String, String)>,
    from: Address,
    Raw(bytes): Raw,
) -> Result<StatusCode, Refusal> {
    let now_ms = app.clock.now_ms();
    app.counters.count(&format!("usage {}", from.0), BATCHES, now_ms)?;
    let scope = Scope::public(app.clone(), project);
    let wanted: Option<(i64,)> = scope
        .rows(
            "select projects.takes_usage from projects join environments on environments.project = projects.project \
             where projects.project = $1 and environments.environment = $2",
        )
        .bind(environment.clone())
        .fetch_optional(app.store.pool())
        .await?;
    let (takes,) = wanted.ok_or_else(|| Refusal::not_found("environment"))?;
    if takes == 0 {
        return Err(Refusal::new(
            lotse_api::FaultKind::Forbidden,
            "Dieses Projekt nimmt keine Nutzungsereignisse an.",
            "This project takes no usage events.",
        ));
    }
    let batch = batch(&bytes)?;
    let mut write = scope.write().await?;
    for record in &batch.records {
        insert(&scope, &mut write, &environment, record, now_ms).await?;
    }
    statement("delete from usage_records where at_ms < $1")
        .bind(now_ms - KEPT_DAYS * DAY_MS)
        .execute(write.connection())
        .await?;
    write.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

fn batch(bytes: &[u8]) -> Result<Batch, Refusal> {
    let malformed = || {
        Refusal::malformed(
            "Das ist kein Stapel von Nutzungsereignissen (docs/schema/batch.schema.json).",
            "That is no batch of usage events (docs/schema/batch.schema.json).",
        )
    };
    let text = std::str::from_utf8(bytes).map_err(|_| malformed())?;
    let batch: Batch = read(text).map_err(|_| malformed())?;
    if batch.records.len() > MAX_BATCH_RECORDS {
        return Err(Refusal::too_large(lotse_model::record::MAX_BATCH_BYTES));
    }
    let is_id = |text: &str| text.len() == ID_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_fine = |record: &Record| is_id(&record.id) && record.session.as_deref().is_none_or(is_id);
    if batch.records.iter().all(is_fine) { Ok(batch) } else { Err(malformed()) }
}

async fn insert(
    scope: &Scope,
    write: &mut Write,
    environment: &str,
    record: &Record,
    now_ms: i64,
) -> Result<(), Refusal> {
    let Some((guide, step, detail)) = facts(&record.event) else { return Ok(()) };
    scope
        .statement(
            "insert into usage_records (project, environment, id, at_ms, session, release, guide, step, kind, detail) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing",
        )
        .bind(environment.to_owned())
        .bind(record.id.clone())
        .bind(now_ms)
        .bind(record.session.clone())
        .bind(record.release)
        .bind(guide.to_owned())
        .bind(step.map(str::to_owned))
        .bind(record.event.kind())
        .bind(detail.map(str::to_owned))
        .execute(write.connection())
        .await?;
    Ok(())
}

/// Guide, step and detail of the events that are counted; of others nothing is kept.
fn facts(event: &UsageEvent) -> Option<(&str, Option<&str>, Option<&str>)> {
    Some(match event {
        UsageEvent::GuideStarted { guide, .. } => (guide.as_str(), None, None),
        UsageEvent::StepShown { guide, step, .. } => (guide.as_str(), Some(step.as_str()), None),
        UsageEvent::StepDone { guide, step, .. } => (guide.as_str(), Some(step.as_str()), None),
        UsageEvent::TargetMissing { guide, step, reason, .. } => {
            (guide.as_str(), Some(step.as_str()), Some(reason.word()))
        }
        UsageEvent::TargetRetraced { guide, step, evidence } => {
            let evidence = evidence.as_deref().filter(|text| text.len() <= MAX_LINKAGE_BYTES);
            (guide.as_str(), Some(step.as_str()), evidence)
        }
        UsageEvent::GuideEnded { guide, outcome, .. } => (guide.as_str(), None, Some(outcome.word())),
        UsageEvent::GuideAbandoned { guide, step, why } => {
            (guide.as_str(), Some(step.as_str()), Some(why.word()))
        }
        UsageEvent::Feedback { guide, has_helped } => {
            (guide.as_str(), None, Some(if *has_helped { "yes" } else { "no" }))
        }
        UsageEvent::Escalation { guide, step, .. } => (guide.as_str(), Some(step.as_str()), None),
        _ => return None,
    })
}

/// `GET /projects/{project}/guides/{guide}/usage`
pub(crate) async fn show(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
) -> Result<Json<Usage>, Refusal> {
    let since = app.clock.now_ms() - KEPT_DAYS * DAY_MS;
    let (sessions,): (i64,) = scope
        .rows(
            "select count(distinct session) from usage_records where project = $1 and guide = $2 and at_ms >= $3",
        )
        .bind(guide.clone())
        .bind(since)
        .fetch_one(app.store.pool())
        .await?;
    let nothing = Usage { sessions: None, outcomes: BTreeMap::new(), steps: BTreeMap::new(), helped: None };
    if sessions < LEAST_GROUP {
        return Ok(Json(nothing));
    }
    let counts: Vec<(String, Option<String>, Option<String>, i64)> = scope
        .rows(
            "select kind, step, case when kind in ('guide_ended', 'feedback') then detail end as said, \
             count(distinct session) from usage_records where project = $1 and guide = $2 and at_ms >= $3 \
             group by 1, 2, 3",
        )
        .bind(guide.clone())
        .bind(since)
        .fetch_all(app.store.pool())
        .await?;
    let mut usage = in_groups(sessions, &counts);
    for (step, count, since_ms) in retraced(&scope, &guide, since).await? {
        if count >= LEAST_GROUP {
            let of = usage.steps.entry(step).or_default();
            of.retraced = u64::try_from(count).unwrap_or(0);
            of.retraced_since_ms = Some(since_ms);
        }
    }
    Ok(Json(usage))
}

/// Steps whose target only the second look found: in how many sessions, and since when. Only releases count that were made after the
/// newest version was frozen: whoever has recorded the target anew and published it does not hear of the old one any more.
async fn retraced(scope: &Scope, guide: &str, since: i64) -> Result<Vec<(String, i64, i64)>, Refusal> {
    let found = scope
        .rows(
            "select u.step, count(distinct u.session), min(u.at_ms) from usage_records u where u.project = $1 \
             and u.guide = $2 and u.at_ms >= $3 and u.kind = 'target_retraced' and u.step is not null \
             and u.release >= coalesce((select min(r.release) from releases r where r.project = u.project \
             and r.environment = u.environment and r.made_ms >= (select max(v.frozen_ms) from versions v \
             where v.project = u.project and v.guide = u.guide)), 0) group by 1",
        )
        .bind(guide.to_owned())
        .bind(since)
        .fetch_all(scope.app.store.pool())
        .await?;
    Ok(found)
}

/// What may be shown of the counts.
fn in_groups(sessions: i64, counts: &[(String, Option<String>, Option<String>, i64)]) -> Usage {
    let shown = |count: i64| if count < LEAST_GROUP { 0 } else { u64::try_from(count).unwrap_or(0) };
    let mut usage = Usage {
        sessions: Some(shown(sessions)),
        outcomes: BTreeMap::new(),
        steps: BTreeMap::new(),
        helped: None,
    };
    let (mut abandoned, mut yes, mut no) = (0, 0, 0);
    for (kind, step, said, count) in counts {
        match (kind.as_str(), step, said.as_deref()) {
            ("guide_ended", _, Some(outcome)) if *count >= LEAST_GROUP => {
                usage.outcomes.insert(outcome.to_owned(), shown(*count));
            }
            ("feedback", _, Some("yes")) => yes = *count,
            ("feedback", _, Some("no")) => no = *count,
            (kind, Some(step), _) => {
                let of = usage.steps.entry(step.clone()).or_default();
                match kind {
                    "step_shown" => of.shown = shown(*count),
                    "step_done" => of.done = shown(*count),
                    "target_missing" => of.target_missing = shown(*count),
                    "guide_abandoned" => {
                        of.left = shown(*count);
                        abandoned += count;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    if abandoned >= LEAST_GROUP {
        usage.outcomes.insert("abandoned".to_owned(), shown(abandoned));
    }
    // Either group alone would say how the other is, as their sum is known from elsewhere.
    if yes + no >= LEAST_GROUP {
        usage.helped = Some([u64::try_from(yes).unwrap_or(0), u64::try_from(no).unwrap_or(0)]);
    }
    usage.steps.retain(|_, step| *step != StepUsage::default());
    usage
}
