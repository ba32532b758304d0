//! Other ids, wherever they are named.

use lotse_model::json::Json;

use super::Refusal;
use super::graph::{self, guide as of_guide, index_of, list, step_at};
use crate::draft::Place;
use crate::draft::edit::Work;
use crate::draft::layout;
use crate::draft::texts;

pub(super) fn step(work: &mut Work<'_>, from: &str, to: &str) -> Result<(), Refusal> {
    if from == to {
        return index_of(work, from).map(|_| ());
    }
    let at = step_at(work, from)?;
    if list(work.root()?).iter().any(|step| graph::id_of(step) == Some(to)) {
        return Err(Refusal::IdTaken(to.to_owned()));
    }
    work.put(&at.with("id"), Json::from(to))?;
    graph::redirect(work, from, to)?;
    // Conditions on answers, and ways back.
    let named = |json: &Json, name: &str| {
        name == "step"
            && is_kind(json, &["answer", "step"])
            && json.get(name).and_then(Json::as_text) == Some(from)
    };
    replace(work, &named, to)?;
    let room = Place::ROOT.with(layout::ROOM[0]).with(layout::ROOM[1]);
    if layout::of(from).get(work.root()?).is_some() { work.rename(&room, from, to) } else { Ok(()) }
}

pub(super) fn answer(work: &mut Work<'_>, step: &str, from: &str, to: &str) -> Result<(), Refusal> {
    let at = step_at(work, step)?.with("answers");
    let Json::List(answers) = work.get(&at)? else { return Err(Refusal::NoSuchPlace(at.pointer())) };
    let place_of = |id: &str| answers.iter().position(|answer| graph::id_of(answer) == Some(id));
    let index = place_of(from).ok_or_else(|| Refusal::NoSuchExit(step.to_owned()))?;
    if from != to && place_of(to).is_some() {
        return Err(Refusal::IdTaken(to.to_owned()));
    }
    work.put(&at.with(index).with("id"), Json::from(to))?;
    let mut places = Vec::new();
    walk(work.get(&Place::ROOT.with("guide"))?, &Place::ROOT.with("guide"), &mut |at, json| {
        if is_kind(json, &["answer"])
            && json.get("step").and_then(Json::as_text) == Some(step)
            && let Some(Json::List(is)) = json.get("is")
        {
            let named = is.iter().enumerate().filter(|(_, id)| id.as_text() == Some(from));
            places.extend(named.map(|(index, _)| at.with("is").with(index)));
        }
    });
    places.iter().try_for_each(|at| work.put(at, Json::from(to)))
}

pub(super) fn guide(work: &mut Work<'_>, to: &str) -> Result<(), Refusal> {
    let at = of_guide("id");
    let from = at.get(work.root()?).and_then(Json::as_text).map(str::to_owned);
    if let Some(from) = from {
        let named = |json: &Json, name: &str| {
            name == "guide"
                && is_kind(json, &["guide", "open_guide", "sub_guide"])
                && json.get(name).and_then(Json::as_text) == Some(&from)
        };
        replace(work, &named, to)?;
    }
    work.put(&at, Json::from(to))
}

pub(super) fn text(work: &mut Work<'_>, from: &str, to: &str) -> Result<(), Refusal> {
    let tables: Vec<Place> = texts::catalogues(work.root()?);
    for table in &tables {
        if table.with(from).get(work.root()?).is_some() {
            work.rename(table, from, to)?;
        }
    }
    for at in texts::places(work.root()?) {
        if at.get(work.root()?).and_then(Json::as_text) == Some(from) {
            work.put(&at, Json::from(to))?;
        }
    }
    Ok(())
}

fn is_kind(json: &Json, kinds: &[&str]) -> bool {
    json.get("kind").and_then(Json::as_text).is_some_and(|kind| kinds.contains(&kind))
}

/// Puts an id in the place of every member of the guide that `is_meant`.
fn replace(work: &mut Work<'_>, is_meant: &dyn Fn(&Json, &str) -> bool, to: &str) -> Result<(), Refusal> {
    let mut places = Vec::new();
    let guide = Place::ROOT.with("guide");
    walk(work.get(&guide)?, &guide, &mut |at, json| {
        if let Json::Map(members) = json {
            let meant = members.iter().filter(|(name, _)| is_meant(json, name));
            places.extend(meant.map(|(name, _)| at.with(name)));
        }
    });
    places.iter().try_for_each(|at| work.put(at, Json::from(to)))
}

/// Shows every object and list.
fn walk(json: &Json, at: &Place, visit: &mut dyn FnMut(&Place, &Json)) {
    visit(at, json);
    match json {
        Json::List(items) => {
            items.iter().enumerate().for_each(|(index, item)| walk(item, &at.with(index), visit))
        }
        Json::Map(members) => members.iter().for_each(|(name, value)| walk(value, &at.with(name), visit)),
        _ => {}
    }
}
