//! The checklist: what would be published, and what stands in the way.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use lotse_api::guides::Finding;
use lotse_api::releases::Checklist;
use lotse_editor::compile::Stamp;
use lotse_editor::finding::Severity;

use super::help;
use super::live::live_in;
use super::publish::{ground, settled};
use super::settle::{Held, Why};
use super::versions::{Judged, frozen};
use crate::app::App;
use crate::guides::review::four_eyes;
use crate::guides::{CHECKLIST_ENDING, PROBLEM_ENDING, about, finding_in_words};
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
        if (Judged { approves, by, author, writer, needs_second }).may_go_live(always) {
            guides.insert(guide, version);
        } else {
            unapproved.push(guide);
        }
    }
    let mut whole = live.guides.clone();
    whole.extend(guides.clone());
    let stamp = Stamp { release: live.release + 1, issued_s: app.clock.now_ms() / 1_000 };
    let there = help::frozen(&scope, &environment, live.release).await?;
    let mut versions = frozen(&scope, &whole).await?;
    let ground = ground(&scope, &environment, &whole, &mut versions, stamp).await?;
    let settled = settled(&scope, ground, always, &there).await?;
    let matters = |severity: Severity| matches!(severity, Severity::Error | Severity::Warning);
    let found = settled.compiled.findings.iter().filter(|finding| matters(finding.severity()));
    let mut findings: Vec<Finding> = found.map(|finding| finding_in_words(finding, language.tag())).collect();
    findings.extend(settled.held.iter().flat_map(|held| held_in_words(held, language.tag())));
    Ok(Json(Checklist {
        live: live.release,
        guides,
        findings,
        unapproved,
        problems: settled.help.changed(&there, PROBLEM_ENDING),
        checklists: settled.help.changed(&there, CHECKLIST_ENDING),
        is_desk_new: settled.help.has_other_desk(&there),
        held_back: settled.held.iter().filter_map(|held| Some(about(&held.file)?.to_owned())).collect(),
    }))
}

/// Why something stays as it is live. A warning: it stands in nobody's way.
fn held_in_words(held: &Held, language: &str) -> Vec<Finding> {
    let about = about(&held.file).unwrap_or_default();
    let is_german = language == "de";
    let warning = |(german, english): (&str, &str), (german_fix, english_fix): (&str, &str)| Finding {
        code: String::new(),
        severity: "warning".to_owned(),
        guide: String::new(),
        pointer: String::new(),
        message: format!("{about}: {}", if is_german { german } else { english }),
        fix: (if is_german { german_fix } else { english_fix }).to_owned(),
    };
    match &held.why {
        Why::Errors(errors) => {
            let words = errors.iter().map(|error| finding_in_words(error, language));
            let stays = if is_german { "Bleibt, wie es live ist." } else { "Stays as it is live." };
            words
                .map(|words| Finding {
                    severity: "warning".to_owned(),
                    fix: format!("{stays} {}", words.fix),
                    ..words
                })
                .collect()
        }
        Why::OwnWork => vec![warning(
            (
                "Bleibt, wie es live ist, bis eine zweite Person veröffentlicht.",
                "Stays as it is live until a second person publishes.",
            ),
            ("Sie haben es zuletzt geändert.", "You were the last to change it."),
        )],
        Why::OtherId => vec![warning(
            (
                "Bleibt, wie es live ist: die Kennung im Text ist eine andere.",
                "Stays as it is live: the id in its text is another one.",
            ),
            ("Geben Sie ihm im Text dieselbe Kennung.", "Give it the same id in its text."),
        )],
    }
}
