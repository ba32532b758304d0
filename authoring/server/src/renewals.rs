//! New evidence for targets that have changed: what the second look of end users' pages found, in groups of ten or more.
//!
//! Anybody can send reports. Only those count whose old record is the one in the draft, and of these the newest of what most sessions
//! agree in is shown. It says where to look, and no more: what a draft takes over is what the picker reads there.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::releases::Renewal;
use lotse_editor::renewal::{self, Report};
use lotse_locator::linkage::Evidence;
use lotse_model::json::{self, Json as Document};

use crate::app::App;
use crate::clock::DAY_MS;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::usage::{KEPT_DAYS, LEAST_GROUP};

/// So many reports of a step are read, the newest of those about the record in the draft.
const MOST_REPORTS: i64 = 300;

/// A report with its session and time.
type Row = (Option<String>, i64, String);

/// `GET /projects/{project}/guides/{guide}/renewals`
pub(crate) async fn list(
    scope: Scope,
    State(app): State<App>,
    Path((_, guide)): Path<(String, String)>,
) -> Result<Json<Vec<Renewal>>, Refusal> {
    let found: Option<(String,)> = scope
        .rows("select source from drafts where project = $1 and guide = $2")
        .bind(guide.clone())
        .fetch_optional(app.store.pool())
        .await?;
    let (source,) = found.ok_or_else(|| Refusal::not_found("guide"))?;
    let records = records(&source);
    if records.is_empty() {
        return Ok(Json(Vec::new()));
    }
    let since_ms = app.clock.now_ms() - KEPT_DAYS * DAY_MS;
    let mut read = Vec::new();
    for record in records {
        // Each step by itself, so that much of one hides nothing of another.
        let rows: Vec<Row> = scope
            .rows(
                "select session, at_ms, detail from usage_records where project = $1 and guide = $2 and at_ms >= $3 \
                 and kind = 'target_retraced' and step = $4 and detail like $5 order by at_ms desc, id limit $6",
            )
            .bind(guide.clone())
            .bind(since_ms)
            .bind(record.step.clone())
            .bind(format!("%\"old\":{}%", record.mark))
            .bind(MOST_REPORTS)
            .fetch_all(app.store.pool())
            .await?;
        if i64::try_from(rows.len()).is_ok_and(|many| many >= LEAST_GROUP) {
            read.push((record, rows));
        }
    }
    let renewals = move || read.iter().filter_map(|(record, rows)| record.renewal(rows)).collect();
    let renewals = tokio::task::spawn_blocking(renewals).await;
    Ok(Json(renewals.map_err(|error| Refusal::internal(&error))?))
}

/// The record of a step's target in the draft.
struct Recorded {
    step: String,
    mark: i64,
    evidence: Evidence,
}

/// Those of all steps.
fn records(source: &str) -> Vec<Recorded> {
    let Ok(document) = json::parse(source) else { return Vec::new() };
    let Some(Document::List(steps)) = document.get("guide").and_then(|guide| guide.get("steps")) else {
        return Vec::new();
    };
    let recorded = |step: &Document, record: &str| {
        Some(Recorded {
            step: step.get("id")?.as_text()?.to_owned(),
            mark: renewal::mark(record),
            evidence: renewal::read_record(record)?,
        })
    };
    let of_step = |step| {
        let target = Document::get(step, "target");
        target.into_iter().flat_map(renewal::records_of).filter_map(move |record| recorded(step, record))
    };
    steps.iter().flat_map(of_step).collect()
}

/// Sessions that speak of the same element, and the newest of what they say of it.
struct Agreement {
    sessions: BTreeSet<String>,
    newest: Evidence,
    since_ms: i64,
}

impl Recorded {
    /// What ten sessions or more agree in; rows from the newest to the oldest.
    fn renewal(&self, rows: &[Row]) -> Option<Renewal> {
        let mut agreements: BTreeMap<Vec<u32>, Agreement> = BTreeMap::new();
        for (session, at_ms, report) in rows.iter().filter_map(|row| self.report(row)) {
            let newest =
                || Agreement { sessions: BTreeSet::new(), newest: report.new.clone(), since_ms: at_ms };
            let of = agreements.entry(renewal::own(&report.new)).or_insert_with(newest);
            of.sessions.insert(session.to_owned());
            of.since_ms = at_ms;
        }
        let best = agreements.into_values().max_by_key(|of| of.sessions.len())?;
        let sessions = i64::try_from(best.sessions.len()).unwrap_or(i64::MAX);
        (sessions >= LEAST_GROUP).then(|| Renewal {
            step: self.step.clone(),
            old: self.mark,
            sessions: sessions.unsigned_abs(),
            since_ms: best.since_ms,
            record: best.newest.write().write(),
        })
    }

    fn report<'a>(&self, (session, at_ms, detail): &'a Row) -> Option<(&'a str, i64, Report)> {
        let session = session.as_deref()?;
        let report = renewal::read(detail)?;
        let is_of_it = report.old == self.mark && renewal::fits(&self.evidence, &report.new);
        is_of_it.then_some((session, *at_ms, report))
    }
}
