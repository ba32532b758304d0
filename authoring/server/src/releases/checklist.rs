//! The checklist: what would be published, and what stands in the way.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::releases::Checklist;
use lotse_editor::compile::Stamp;
use lotse_editor::finding::Severity;

use super::live::live_in;
use super::publish::{compiled, is_approved};
use crate::app::App;
use crate::guides::finding_in_words;
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
    let newest: Vec<(String, i64)> = scope
        .rows(
            "select v.guide, max(v.version) from versions v join drafts d on d.project = v.project and d.guide = v.guide \
             where v.project = $1 group by v.guide order by v.guide",
        )
        .fetch_all(app.store.pool())
        .await?;
    let (mut guides, mut unapproved) = (BTreeMap::new(), Vec::new());
    for (guide, version) in newest {
        if live.guides.get(&guide) == Some(&version) {
            continue;
        }
        if is_approved(&scope, &guide, version).await? {
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
