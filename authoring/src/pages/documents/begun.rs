//! The file of a new problem or checklist.

use lotse_editor::draft::Draft;
use lotse_editor::record::slug;
use lotse_model::basic::is_id;
use lotse_model::bundle::SCHEMA;
use lotse_model::json::{self, Json};

use crate::pages::guide::scene::map;

/// Longest id that is made of a title, in bytes.
const MAX_SLUG_BYTES: usize = 48;

/// Id and file of a new one of a kind, with a title and what else has to stand in it.
pub fn begun(
    kind: &'static str,
    title: &str,
    language: &str,
    taken: &[String],
    more: impl IntoIterator<Item = (&'static str, Json)>,
) -> (String, String) {
    let stem = slug(title, MAX_SLUG_BYTES);
    let stem = if stem.is_empty() { kind.to_owned() } else { stem };
    let mut ids = core::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}-{number}")));
    let id = ids.find(|id| !taken.contains(id)).unwrap_or(stem);
    let title = Json::Map(vec![(language.to_owned(), Json::from(title))]);
    let begun = map([("id", Json::from(id.as_str())), ("title", title)].into_iter().chain(more));
    let own = map([("source_language", Json::from(language))]);
    let file = map([("schema", Json::Number(i64::from(SCHEMA))), (kind, begun), ("$draft", own)]);
    (id, Draft::load(&file.write()).save())
}

/// The id of what a file of this kind holds, if it is one.
pub fn id_in(kind: &str, text: &str) -> Option<String> {
    let read = json::parse(text).ok()?;
    let id = read.get(kind)?.get("id")?.as_text()?;
    is_id(id).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_can_be_read() {
        let (id, text) =
            begun("problem", "Nichts kommt heraus", "de", &["nichts-kommt-heraus".to_owned()], []);
        assert_eq!(id, "nichts-kommt-heraus-2");
        assert_eq!(id_in("problem", &text), Some(id));
        assert_eq!(id_in("checklist", &text), None);
        let (id, text) = begun("checklist", "…", "de", &[], [("tasks", Json::List(Vec::new()))]);
        assert_eq!((id.as_str(), id_in("checklist", &text).as_deref()), ("checklist", Some("checklist")));
    }
}
