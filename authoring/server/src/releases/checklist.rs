//! The checklist: what would be published, and what stands in the way.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::releases::Checklist;
use lotse_editor::compile::Stamp;
use lotse_editor::finding::Severity;

use super::live::live_in;
use super::publish::{compiled, may_go_live};
use crate::app::App;
use crate::guides::finding_in_words;
use crate::guides::review::four_eyes;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::speak::Language;

/// `GET /projects/{project}/environments/{environment}/checklist`
pub(crate) async fn show(
    scope: Scope,
    State(app): State<App>,
    Path((_, environment)): Path<(String, String)>,
    language: Language,
) -> Result<Json<Checklist>, Refusal> {
    let live = live_in(&scope, &environment).await?;
    let always = four_eyes(&scope).await?;
    type Newest = (String, i64, Option<i64>, Option<String>, String, String, i64);
    let newest: Vec<Newest> = scope
        .rows(
            "select v.guide, v.version, v.approves, v.verdict_by, v.author, v.writer, v.needs_second from versions v \
             join drafts d on d.project = v.project and d.guide = v.guide where v.project = $1 and v.version = \
             (select max(w.version) from versions w where w.project = v.project and w.guide = v.guide) order by v.guide",
        )
        .fetch_all(app.store.pool())
        .await?;
    let (mut guides, mut unapproved) = (BTreeMap::new(), Vec::new());
    for (guide, version, approves, by, author, writer, needs_second) in newest {
        if live.guides.get(&guide) == Some(&version) {
            continue;
        }
        if may_go_live(&(approves, by, author, writer, needs_second), always) {
            guides.insert(guide, version);
        } else {
            unapproved.push(guide);
        }
    }
    let mut whole = live.guides.clone();
    whole.extend(guides.clone());
    let stamp = Stamp { release: live.release + 1, issued_s: app.clock.now_ms() / 1_000 };
    let found = compiled(&scope, &environment, &whole, stamp).await?.findings;
    let matters = |severity: Severity| matches!(severity, Severity::Error | Severity::Warning);
    let findings = found
        .iter()
        .filter(|finding| matters(finding.severity()))
        .map(|finding| finding_in_words(finding, language.tag()))
        .collect();
    Ok(Json(Checklist { live: live.release, guides, findings, unapproved }))
}
