//! The file of a new guide.

use lotse_editor::draft::Draft;
use lotse_editor::record::slug;
use lotse_model::bundle::SCHEMA;
use lotse_model::json::Json;

/// Longest id that is made of a title, in bytes.
const MAX_SLUG_BYTES: usize = 48;

/// A guide with one step and an end.
pub fn begun(title: &str, language: &str, taken: &[String]) -> String {
    let text = |text: &str| Json::from(text);
    let map = |members: Vec<(&str, Json)>| {
        Json::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    };
    let in_language = |words: &str| map(vec![(language, text(words))]);
    let step = map(vec![
        ("kind", text("instruct")),
        ("id", text("step-1")),
        ("surface", text("modal")),
        ("title", in_language(title)),
        ("next", text("end")),
    ]);
    let end = map(vec![("kind", text("end")), ("id", text("end")), ("outcome", text("solved"))]);
    let guide = map(vec![
        ("id", text(&id_of(title, taken))),
        ("title", in_language(title)),
        ("start", text("step-1")),
        ("steps", Json::List(vec![step, end])),
    ]);
    let own = map(vec![("source_language", text(language))]);
    let file = map(vec![("schema", Json::Number(i64::from(SCHEMA))), ("guide", guide), ("$draft", own)]);
    Draft::load(&file.write()).save()
}

/// An id that says what the title says and that no other guide has.
fn id_of(title: &str, taken: &[String]) -> String {
    let id = slug(title, MAX_SLUG_BYTES);
    let id = id.as_str();
    let id = if id.is_empty() { "guide" } else { id };
    let is_free = |id: &str| !taken.iter().any(|other| other == id);
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    core::iter::once(id.to_owned()).chain(numbered).find(|id| is_free(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_say_what_titles_say() {
        assert_eq!(id_of("Rechnung auf Fach 2 drücken!", &[]), "rechnung-auf-fach-2-druecken");
        assert_eq!(id_of("???", &["guide".to_owned()]), "guide-2");
        assert_eq!(id_of("A", &["a".to_owned(), "a-2".to_owned()]), "a-3");
        assert!(lotse_model::basic::is_id(&id_of(&"straße ".repeat(40), &[])));
    }

    #[test]
    fn what_is_begun_can_be_read() {
        let text = begun("Drucken", "de", &[]);
        let (guide, found) = lotse_model::validate::check_source(&text);
        assert!(guide.is_some(), "{found:?}");
    }
}
