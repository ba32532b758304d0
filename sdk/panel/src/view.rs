//! What is to be seen, as JSON: a title, ways out, and a list of parts that `js/draw.js` knows how to draw.

use lotse_model::json::Json;

/// A whole number in digits.
#[inline(never)]
#[must_use]
pub fn digits(value: i64) -> String {
    let mut out = String::new();
    lotse_model::json::write_integer(value, &mut out);
    out
}

/// An object.
#[inline(never)]
#[must_use]
pub fn object(members: Vec<(&str, Json)>) -> Json {
    let mut all = Vec::new();
    for (name, value) in members {
        all.push((name.to_owned(), value));
    }
    Json::Map(all)
}

/// An object with a kind: a part, an event or an effect.
#[inline(never)]
#[must_use]
pub fn of_kind(kind: &str, members: Vec<(&str, Json)>) -> Json {
    let mut all = vec![("kind", Json::from(kind))];
    all.extend(members);
    object(all)
}

/// An event without content.
#[inline(never)]
#[must_use]
pub fn event(kind: &str) -> Json {
    of_kind(kind, Vec::new())
}

/// A list.
#[must_use]
pub fn list(items: impl IntoIterator<Item = Json>) -> Json {
    let mut all = Vec::new();
    items.into_iter().for_each(|item| all.push(item));
    Json::List(all)
}

/// A number.
#[must_use]
pub fn number(value: usize) -> Json {
    Json::Number(value as i64)
}

/// A paragraph of our own words.
#[inline(never)]
#[must_use]
pub fn lead(text: &str) -> Json {
    of_kind("lead", vec![("text", Json::from(text))])
}

/// Something less important.
#[inline(never)]
#[must_use]
pub fn hint(text: &str) -> Json {
    of_kind("hint", vec![("text", Json::from(text))])
}

/// A heading within the panel.
#[inline(never)]
#[must_use]
pub fn heading(text: &str) -> Json {
    of_kind("heading", vec![("text", Json::from(text))])
}

/// A note that stands out. Tones: `note`, `good`, `warning`.
#[inline(never)]
#[must_use]
pub fn note(tone: &str, title: &str, text: &str) -> Json {
    of_kind(
        "note",
        vec![("tone", Json::from(tone)), ("title", Json::from(title)), ("text", Json::from(text))],
    )
}

/// Content that a technician wrote.
#[inline(never)]
#[must_use]
pub fn body(content: &Json) -> Json {
    of_kind("body", vec![("of", content.clone())])
}

/// Something is on its way.
#[inline(never)]
#[must_use]
pub fn busy(text: &str) -> Json {
    of_kind("busy", vec![("text", Json::from(text))])
}

/// A button with what it sends.
#[inline(never)]
#[must_use]
pub fn button(label: &str, event: Json, is_main: bool) -> Json {
    object(vec![("label", Json::from(label)), ("event", event), ("is_main", Json::Bool(is_main))])
}

/// Buttons beside each other.
#[inline(never)]
#[must_use]
pub fn actions(items: Vec<Json>) -> Json {
    of_kind("actions", vec![("items", Json::List(items))])
}

/// A row to open: icons are `problem`, `guide`, `checklist`, `case`, `done`.
#[inline(never)]
#[must_use]
pub fn row(icon: &str, title: &str, detail: &str, event: Json) -> Json {
    object(vec![
        ("icon", Json::from(icon)),
        ("title", Json::from(title)),
        ("detail", Json::from(detail)),
        ("event", event),
    ])
}

/// Rows under each other.
#[inline(never)]
#[must_use]
pub fn rows(items: Vec<Json>) -> Json {
    of_kind("rows", vec![("items", Json::List(items))])
}

/// Answers to choose from.
#[inline(never)]
#[must_use]
pub fn choices(items: Vec<Json>) -> Json {
    of_kind("choices", vec![("items", Json::List(items))])
}
