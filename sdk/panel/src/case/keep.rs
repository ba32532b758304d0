//! A case on the device: as small as taking it up again allows.

use std::rc::Rc;

use lotse_help::case::{Case, Event, Now};
use lotse_help::diagnosis::Finding;
use lotse_model::basic::{AnswerId, FixId, ProbeId};
use lotse_model::desk::Desk;
use lotse_model::gather::Gather as _;
use lotse_model::handover::PathEntry;
use lotse_model::json::Json;
use lotse_model::problem::Problem;
use lotse_model::wire::{Reader, Wire as _};

use super::CaseHere;
use crate::panel::text;
use crate::view::{list, object};

/// The case as it is kept.
pub(super) fn give(case: &CaseHere) -> Json {
    let answers = case.case.answers().iter().map(|answer| match answer {
        Some(place) => Json::Number(*place as i64),
        None => Json::Null,
    });
    let findings = case.case.diagnosis().findings().iter().map(|finding| match finding {
        Finding::Probe { probe, outcome } => object()
            .text("probe", probe.as_str())
            .put("outcome", outcome.as_ref().map_or(Json::Null, |outcome| Json::from(outcome.as_str())))
            .made(),
        Finding::NotSolved { fix } => object().text("not_solved", fix.as_str()).made(),
        Finding::Unavailable { fix } => object().text("unavailable", fix.as_str()).made(),
    });
    let stage = match case.case.now() {
        Now::Guiding(_) => "guiding",
        Now::Verifying(_) => "verifying",
        _ => "",
    };
    let guide = match case.case.now() {
        Now::Guiding(fix) => case.problem.fixes.get(fix).map_or("", |fix| fix.guide.as_str()),
        _ => "",
    };
    object()
        .text("problem", case.problem.id.as_str())
        .put("answers", list(answers))
        .put("findings", list(findings))
        .text("stage", stage)
        .text("guide", guide)
        .put("path", list(case.path.iter().map(PathEntry::give)))
        .put("left", give_left(&case.left))
        .made()
}

/// A case, gone on with where it was left.
pub(super) fn restore(
    problem: &Rc<Problem>,
    desk: &Rc<Desk>,
    kept: Option<&Json>,
    solved_s: &[i64],
    now_s: i64,
) -> Case {
    let items = |name: &str| match kept.and_then(|kept| kept.get(name)) {
        Some(Json::List(items)) => items.as_slice(),
        _ => &[],
    };
    let answers: Vec<Option<usize>> = items("answers")
        .iter()
        .map(|answer| match answer {
            Json::Number(place) => usize::try_from(*place).ok(),
            _ => None,
        })
        .gather();
    let findings: Vec<Finding> = items("findings").iter().filter_map(finding).gather();
    let mut case = Case::new(problem, desk, &answers, &findings, solved_s, now_s);
    let stage = kept.and_then(|kept| text(kept, "stage")).unwrap_or_default();
    if !stage.is_empty() {
        case.handle(Event::Began);
    }
    if stage == "person" {
        case.handle(Event::WantsPerson);
    }
    if stage == "verifying" {
        case.handle(Event::GuideEnded(true));
    }
    case
}

fn finding(json: &Json) -> Option<Finding> {
    if let Some(probe) = text(json, "probe") {
        let outcome = text(json, "outcome").and_then(AnswerId::new);
        return Some(Finding::Probe { probe: ProbeId::new(probe)?, outcome });
    }
    if let Some(fix) = text(json, "not_solved") {
        return Some(Finding::NotSolved { fix: FixId::new(fix)? });
    }
    Some(Finding::Unavailable { fix: FixId::new(text(json, "unavailable")?)? })
}

/// Guide and step that were left, as they are kept.
pub(super) fn give_left(left: &Option<(String, String)>) -> Json {
    list(left.iter().flat_map(|(guide, step)| [Json::from(guide.as_str()), Json::from(step.as_str())]))
}

/// Guide and step that were left in a kept case.
pub(super) fn left(kept: Option<&Json>) -> Option<(String, String)> {
    match kept.and_then(|kept| kept.get("left")) {
        Some(Json::List(both)) => {
            let word = |place: usize| both.get(place).and_then(Json::as_text).map(str::to_owned);
            word(0).zip(word(1))
        }
        _ => None,
    }
}

/// The path of a kept case.
pub(super) fn path(kept: Option<&Json>) -> Vec<PathEntry> {
    match kept.and_then(|kept| kept.get("path")) {
        Some(Json::List(items)) => {
            items.iter().filter_map(|item| PathEntry::take(item, &mut Reader::default())).gather()
        }
        _ => Vec::new(),
    }
}
