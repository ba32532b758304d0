//! How surely a picked target will be found again, as the picker has tried it: kept with the draft until the target is another one.
//!
//! `$draft/lasts/STEP` holds the mark of the target's record and what [`Lasts`] says.

use lotse_api::channel::Lasts;
use lotse_model::json::Json;

use super::beside::{self, Kept};
use crate::draft::Draft;
use crate::renewal::{mark, record_of};

/// The member that it is kept in.
const ROOM: &str = "lasts";

/// What is to be kept of a step's target; nothing of one without a record, because that would not tell when it is another one.
#[must_use]
pub fn of(step: &str, target: &Json, lasts: &Lasts) -> Option<Kept> {
    let record = record_of(target)?;
    let number = |number: i64| Json::Number(number);
    let mut members = vec![
        ("record", number(mark(record))),
        ("score", number(i64::from(lasts.score))),
        ("found", number(i64::from(lasts.found))),
        ("of", number(i64::from(lasts.of))),
        ("is_mistaken", Json::Bool(lasts.is_mistaken)),
        ("hidden_by", Json::List(lasts.hidden_by.iter().map(|kind| Json::from(kind.as_str())).collect())),
    ];
    if let Some((attribute, score)) = &lasts.advice {
        members.push(("attribute", Json::from(attribute.as_str())));
        members.push(("score_with_it", number(i64::from(*score))));
    }
    let members = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Some(Kept { room: ROOM, step: step.to_owned(), value: Json::Map(members) })
}

/// What is known of a step's target as it is now.
#[must_use]
pub fn kept(draft: &Draft, step: &str, target: &Json) -> Option<Lasts> {
    let known = beside::kept(draft, ROOM, step)?;
    let number = |name: &str| match known.get(name) {
        Some(Json::Number(number)) => u32::try_from(*number).ok(),
        _ => None,
    };
    let percent = |name: &str| number(name).and_then(|number| u8::try_from(number).ok());
    if known.get("record") != Some(&Json::Number(mark(record_of(target)?))) {
        return None;
    }
    let hidden_by = match known.get("hidden_by") {
        Some(Json::List(kinds)) => kinds.iter().filter_map(Json::as_text).map(str::to_owned).collect(),
        _ => Vec::new(),
    };
    let attribute = known.get("attribute").and_then(Json::as_text).map(str::to_owned);
    Some(Lasts {
        score: percent("score")?,
        found: number("found")?,
        of: number("of")?,
        is_mistaken: known.get("is_mistaken") == Some(&Json::Bool(true)),
        hidden_by,
        advice: attribute.zip(percent("score_with_it")),
    })
}
