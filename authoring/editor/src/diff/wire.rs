//! The diff for programs.

use lotse_model::json::Json;

use super::{Change, Diff, SpanKind, Standing, StepDiff};

fn text(text: &str) -> Json {
    Json::from(text)
}

/// An object without the members that there are not.
fn object(members: Vec<(&str, Option<Json>)>) -> Json {
    let there = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Json::Map(there.collect())
}

impl Diff {
    /// `{"guide": [change], "steps": [{"id", "standing", "moved", "changes"}]}`; a change has a `kind`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let guide = Json::List(self.guide.iter().map(change).collect());
        let steps = Json::List(self.steps.iter().map(step).collect());
        object(vec![("guide", Some(guide)), ("steps", Some(steps))])
    }
}

fn step(step: &StepDiff) -> Json {
    let standing = match step.standing {
        Standing::Added => "added",
        Standing::Removed => "removed",
        Standing::Kept => "kept",
    };
    let moved = step.moved.map(|(from, to)| {
        let number = |place: usize| i64::try_from(place).ok().map(Json::Number);
        object(vec![("from", number(from)), ("to", number(to))])
    });
    object(vec![
        ("id", Some(text(&step.id))),
        ("standing", Some(text(standing))),
        ("moved", moved),
        ("changes", Some(Json::List(step.changes.iter().map(change).collect()))),
    ])
}

fn change(change: &Change) -> Json {
    let kind = |kind: &str| ("kind", Some(text(kind)));
    match change {
        Change::Renamed { what, from, to } => object(vec![
            kind("renamed"),
            ("what", Some(text(what))),
            ("from", Some(text(from))),
            ("to", Some(text(to))),
        ]),
        Change::Text { member, language, spans } => {
            let span = |span: &super::Span| {
                let kind = match span.kind {
                    SpanKind::Same => "same",
                    SpanKind::Removed => "removed",
                    SpanKind::Added => "added",
                };
                object(vec![("kind", Some(text(kind))), ("text", Some(text(&span.text)))])
            };
            let spans = Json::List(spans.iter().map(span).collect());
            object(vec![
                kind("text"),
                ("member", Some(text(member))),
                ("language", Some(text(language))),
                ("spans", Some(spans)),
            ])
        }
        Change::Edge { exit, from, to } => object(vec![
            kind("edge"),
            ("exit", Some(text(exit))),
            ("from", from.as_deref().map(text)),
            ("to", to.as_deref().map(text)),
        ]),
        Change::Condition { member, from, to } => object(vec![
            kind("condition"),
            ("member", Some(text(member))),
            ("from", from.clone()),
            ("to", to.clone()),
        ]),
        Change::Member { member, from, to } => object(vec![
            kind("member"),
            ("member", Some(text(member))),
            ("from", from.clone()),
            ("to", to.clone()),
        ]),
    }
}
