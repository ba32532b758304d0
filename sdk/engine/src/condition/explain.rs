//! Why a condition does or does not hold: the same test, told part by part.

use lotse_model::condition::{Condition, Test};
use lotse_model::gather::Gather as _;
use lotse_model::json::{Json, write_integer};
use lotse_model::record::Verdict;
use lotse_model::seek::joined;

use super::{Scope, detail_of, state_of, test};
use crate::event::MissingReason;
use crate::finds::Sight;
use crate::world::World;

/// A tree of results: `kind`, `result`, `place` (JSON pointer within the condition), `why` for what is unknown, `of` for the
/// parts. No prose and no value from page or user.
pub(crate) fn explain(condition: &Condition, scope: Scope<'_>, world: &World) -> Json {
    node(condition, "", scope, world)
}

fn node(condition: &Condition, place: &str, scope: Scope<'_>, world: &World) -> Json {
    let Condition::Known(known) = condition else {
        return members("unsupported", Verdict::Unknown, place, Some("unsupported"), Vec::new());
    };
    let result = test(condition, scope, world, &mut Vec::new());
    let inner = |parts: &[Condition]| -> Vec<Json> {
        let place_of = |index: usize| {
            let mut text = joined(&[place, "/of/"]);
            write_integer(i64::try_from(index).unwrap_or(i64::MAX), &mut text);
            text
        };
        parts.iter().enumerate().map(|(index, part)| node(part, &place_of(index), scope, world)).gather()
    };
    let (kind, why, of) = match &**known {
        Test::All { of } => ("all", None, inner(of)),
        Test::Any { of } => ("any", None, inner(of)),
        Test::Not { of } => ("not", None, vec![node(of, &joined(&[place, "/of"]), scope, world)]),
        Test::Element { target, state } => {
            let sight = world.finds.sight(&[target], detail_of(state), world.now.monotonic_ms);
            let why = (state_of(state, sight) != Verdict::True).then(|| sight_word(sight));
            ("element", why, Vec::new())
        }
        Test::Url { .. } => ("url", None, Vec::new()),
        Test::Attribute { name, .. } => {
            let is_given = world.facts.attributes.iter().any(|(given, _)| given == name);
            ("attribute", (!is_given).then_some("not_given"), Vec::new())
        }
        Test::Platform { .. } => ("platform", None, Vec::new()),
        Test::Language { .. } => ("language", None, Vec::new()),
        Test::Guide { .. } => ("guide", (!world.history.is_known).then_some("not_loaded"), Vec::new()),
        Test::Date { .. } => ("date", None, Vec::new()),
        Test::HostEvent { .. } => ("host_event", None, Vec::new()),
        Test::Answer { .. } => ("answer", None, Vec::new()),
    };
    members(kind, result, place, why, of)
}

fn sight_word(sight: Sight<'_>) -> &'static str {
    match sight {
        Sight::Found(_) => "other_state",
        Sight::Unseen => "not_looked_for",
        Sight::Missing(reason) => missing_word(reason).word(),
    }
}

/// The word for a reason on the wire.
pub(crate) fn missing_word(reason: MissingReason) -> lotse_model::record::MissingWord {
    use lotse_model::record::MissingWord;
    match reason {
        MissingReason::Absent => MissingWord::Absent,
        MissingReason::Unsure => MissingWord::Unsure,
        MissingReason::Invisible => MissingWord::Invisible,
        MissingReason::ForeignFrame => MissingWord::ForeignFrame,
    }
}

fn members(kind: &str, result: Verdict, place: &str, why: Option<&str>, of: Vec<Json>) -> Json {
    let mut members = vec![
        ("kind".to_owned(), Json::from(kind)),
        ("result".to_owned(), Json::from(result.word())),
        ("place".to_owned(), Json::from(place)),
    ];
    why.iter().map(|why| ("why".to_owned(), Json::from(*why))).add_to(&mut members);
    if !of.is_empty() {
        members.push(("of".to_owned(), Json::List(of)));
    }
    Json::Map(members)
}
