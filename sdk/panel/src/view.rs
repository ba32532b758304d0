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

/// Texts with something between them.
#[inline(never)]
#[must_use]
pub fn listed(parts: &[String], between: &str) -> String {
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        out.push_str(part);
    }
    out
}

/// An object while it is made. Its members come by calls that are never put in place of themselves: that is a third of the
/// bytes of a list of pairs.
pub struct Made(Vec<(String, Json)>);

impl Made {
    /// A member.
    #[inline(never)]
    pub fn put(&mut self, name: &str, value: Json) -> &mut Self {
        self.0.push((name.to_owned(), value));
        self
    }

    /// A member that is text.
    #[inline(never)]
    pub fn text(&mut self, name: &str, value: &str) -> &mut Self {
        self.put(name, Json::from(value))
    }

    /// A member that is true or false.
    #[inline(never)]
    pub fn flag(&mut self, name: &str, value: bool) -> &mut Self {
        self.put(name, Json::Bool(value))
    }

    /// What has been made.
    #[inline(never)]
    #[must_use]
    pub fn made(&mut self) -> Json {
        Json::Map(core::mem::take(&mut self.0))
    }
}

/// An object.
#[must_use]
pub fn object() -> Made {
    Made(Vec::new())
}

/// An object with a kind: a part, an event or an effect.
#[inline(never)]
#[must_use]
pub fn of_kind(kind: &str) -> Made {
    let mut made = object();
    made.text("kind", kind);
    made
}

/// An event without content.
#[inline(never)]
#[must_use]
pub fn event(kind: &str) -> Json {
    of_kind(kind).made()
}

/// What the user is asked.
#[inline(never)]
#[must_use]
pub fn question(text: &str) -> Json {
    of_kind("question").text("text", text).made()
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
    of_kind("lead").text("text", text).made()
}

/// Something less important.
#[inline(never)]
#[must_use]
pub fn hint(text: &str) -> Json {
    of_kind("hint").text("text", text).made()
}

/// A heading within the panel.
#[inline(never)]
#[must_use]
pub fn heading(text: &str) -> Json {
    of_kind("heading").text("text", text).made()
}

/// A note that stands out. Tones: `note`, `good`, `warning`.
#[inline(never)]
#[must_use]
pub fn note(tone: &str, title: &str, text: &str) -> Json {
    of_kind("note").text("tone", tone).text("title", title).text("text", text).made()
}

/// Content that a technician wrote.
#[inline(never)]
#[must_use]
pub fn body(content: &Json) -> Json {
    of_kind("body").put("of", content.clone()).made()
}

/// Something is on its way.
#[inline(never)]
#[must_use]
pub fn busy(text: &str) -> Json {
    of_kind("busy").text("text", text).made()
}

/// A button with what it sends.
#[inline(never)]
#[must_use]
pub fn button(label: &str, event: Json, is_main: bool) -> Json {
    object().text("label", label).put("event", event).flag("is_main", is_main).made()
}

/// Buttons beside each other.
#[inline(never)]
#[must_use]
pub fn actions(items: Vec<Json>) -> Json {
    of_kind("actions").put("items", Json::List(items)).made()
}

/// A row to open: icons are `problem`, `guide`, `checklist`, `case`, `done`.
#[inline(never)]
#[must_use]
pub fn row(icon: &str, title: &str, detail: &str, event: Json) -> Json {
    object().text("icon", icon).text("title", title).text("detail", detail).put("event", event).made()
}

/// Rows under each other.
#[inline(never)]
#[must_use]
pub fn rows(items: Vec<Json>) -> Json {
    of_kind("rows").put("items", Json::List(items)).made()
}

/// Answers to choose from.
#[inline(never)]
#[must_use]
pub fn choices(items: Vec<Json>) -> Json {
    of_kind("choices").put("items", Json::List(items)).made()
}
