//! Why a guide is or is not offered now, as JSON: codes, places and three-valued results, no prose and nothing of the user.
//!
//! `guide`; `state`: what the guide is doing; `verdict`: `shown`, `would_be_offered` or `not_offered`; `because`: every reason
//! against, the general ones first; `page`, `audience`, `trigger`: results part by part; `trace`: what happened last.

use lotse_model::gather::Gather as _;
use std::rc::Rc;

use lotse_model::basic::GuideId;
use lotse_model::bundle::ShardEntry;
use lotse_model::json::Json;
use lotse_model::record::Verdict;

use crate::condition::{Scope, explain};
use crate::stage::Stage;
use crate::stage::triggers::{Triggers, hindrance, judge};
use crate::world::World;

/// Explains.
pub(crate) fn explain_guide(guide: &GuideId, stage: &Stage, triggers: &Triggers, world: &World) -> Json {
    let (state, is_shown) = state(guide, stage);
    let mut members = vec![member("guide", Json::from(guide.as_str())), member("state", Json::from(state))];
    let mut because: Vec<&'static str> = Vec::new();
    let catalogue = Rc::clone(&world.catalogue);
    let mut parts = Vec::new();
    match catalogue.iter().find(|entry| entry.id == *guide) {
        Some(entry) => {
            if !is_shown {
                hindrance(world).into_iter().add_to(&mut because);
                busy(stage).into_iter().add_to(&mut because);
            }
            parts = judged(entry, is_shown, triggers, world, &mut because);
        }
        None => because.push("unknown_guide"),
    }
    let verdict = match (is_shown, because.is_empty()) {
        (true, _) => "shown",
        (false, true) => "would_be_offered",
        (false, false) => "not_offered",
    };
    members.push(member("verdict", Json::from(verdict)));
    members.push(member("because", Json::List(because.into_iter().map(Json::from).gather())));
    members.append(&mut parts);
    members.push(member("trace", world.trace.give()));
    Json::Map(members)
}

fn member(name: &str, value: Json) -> (String, Json) {
    (name.to_owned(), value)
}

fn judged(
    entry: &ShardEntry,
    is_shown: bool,
    triggers: &Triggers,
    world: &World,
    because: &mut Vec<&'static str>,
) -> Vec<(String, Json)> {
    let judgement = judge(entry, true, world, &mut Vec::new());
    let mut against = |applies: bool, why| {
        if applies && !is_shown {
            because.push(why);
        }
    };
    against(!judgement.is_page, "other_page");
    against(judgement.audience == Verdict::False, "audience");
    against(judgement.audience == Verdict::Unknown, "audience_unknown");
    against(judgement.trigger.is_none(), "no_trigger");
    against(judgement.trigger == Some(Verdict::False), "trigger");
    against(judgement.trigger == Some(Verdict::Unknown), "trigger_unknown");
    against(triggers.is_spent(&entry.id), "acted_in_this_page");
    if let Some(rest) = judgement.rest {
        against(true, rest.word());
    }
    let language = world.facts.languages.first().map_or("", String::as_str);
    let scope = Scope { guide: &entry.id, answers: &[], language };
    let mut parts = vec![member("page", Json::Bool(judgement.is_page))];
    entry
        .audience
        .iter()
        .map(|audience| member("audience", explain(audience, scope, world)))
        .add_to(&mut parts);
    let triggers = entry.trigger.iter();
    triggers.map(|trigger| member("trigger", explain(&trigger.when, scope, world))).add_to(&mut parts);
    parts
}

/// What a guide is doing, and whether there is anything of it to be seen.
fn state(guide: &GuideId, stage: &Stage) -> (&'static str, bool) {
    match stage {
        Stage::Offering(offering) if offering.guide == *guide => ("offered", true),
        Stage::Starting(starting) if starting.guide == *guide => ("starting", true),
        Stage::Running(session) if session.root().guide.id == *guide => ("running", true),
        Stage::Paused(session) if session.root().guide.id == *guide => ("paused", true),
        Stage::Elsewhere(elsewhere) if elsewhere.snapshot.root() == Some(guide) => ("in_another_tab", true),
        Stage::Restoring { snapshot, .. } if snapshot.root() == Some(guide) => ("resuming", true),
        _ => ("idle", false),
    }
}

fn busy(stage: &Stage) -> Option<&'static str> {
    match stage {
        Stage::Idle => None,
        Stage::Offering(_) => Some("other_offer"),
        Stage::Starting(_)
        | Stage::Running(_)
        | Stage::Paused(_)
        | Stage::Elsewhere(_)
        | Stage::Restoring { .. } => Some("other_session"),
    }
}
