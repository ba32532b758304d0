//! The file of a new problem.

use lotse_editor::draft::Draft;
use lotse_editor::record::slug;
use lotse_model::basic::is_id;
use lotse_model::bundle::SCHEMA;
use lotse_model::json::{self, Json};

use crate::pages::guide::scene::map;

/// Longest id that is made of a title, in bytes.
const MAX_SLUG_BYTES: usize = 48;

/// Id and file of a problem that has a title and nothing else.
pub fn begun(title: &str, language: &str, taken: &[String]) -> (String, String) {
    let stem = slug(title, MAX_SLUG_BYTES);
    let stem = if stem.is_empty() { "problem".to_owned() } else { stem };
    let mut ids = core::iter::once(stem.clone()).chain((2..).map(|number| format!("{stem}-{number}")));
    let id = ids.find(|id| !taken.contains(id)).unwrap_or(stem);
    let title = Json::Map(vec![(language.to_owned(), Json::from(title))]);
    let problem = map([("id", Json::from(id.as_str())), ("title", title)]);
    let own = map([("source_language", Json::from(language))]);
    let file = map([("schema", Json::Number(i64::from(SCHEMA))), ("problem", problem), ("$draft", own)]);
    (id, Draft::load(&file.write()).save())
}

/// The id of the problem in a file, if it is one.
pub fn id_in(text: &str) -> Option<String> {
    let read = json::parse(text).ok()?;
    let id = read.get("problem")?.get("id")?.as_text()?;
    is_id(id).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_begun_can_be_read() {
        let (id, text) = begun("Nichts kommt heraus", "de", &["nichts-kommt-heraus".to_owned()]);
        assert_eq!(id, "nichts-kommt-heraus-2");
        assert_eq!(id_in(&text), Some(id));
        assert_eq!(id_in("{}"), None);
    }
}
