//! Settings for guides, problems and desks that are checked without a project.

use lotse_model::bundle::SCHEMA;
use lotse_model::json::{self, Json};

use super::Source;

/// Settings under which guides can be checked on their own: the languages that they are written in, the language of the
/// first heading as default. Nothing is allowed that a project would have to allow.
#[must_use]
pub fn assumed_project(guides: &[Source]) -> Source {
    let mut languages: Vec<String> = Vec::new();
    for guide in guides {
        let Ok(json) = json::parse(&guide.text) else { continue };
        for kind in ["guide", "problem", "checklist", "desk"] {
            collect(json.get(kind), &mut languages);
        }
        if let Some(Json::Map(texts)) = json.get("texts") {
            texts.iter().for_each(|(language, _)| add(language, &mut languages));
        }
    }
    if languages.is_empty() {
        languages.push("en".to_owned());
    }
    let text = |text: &str| Json::from(text);
    let settings = Json::Map(vec![
        ("schema".to_owned(), Json::Number(i64::from(SCHEMA))),
        ("id".to_owned(), text("unnamed")),
        ("default_language".to_owned(), text(languages.first().map_or("en", String::as_str))),
        ("languages".to_owned(), Json::List(languages.iter().map(|language| text(language)).collect())),
    ]);
    Source { name: "project.json".to_owned(), text: settings.write() }
}

/// Texts in place are objects from language to Markdown; headings and instructions tell which languages there are.
fn collect(guide: Option<&Json>, languages: &mut Vec<String>) {
    let steps = match guide.and_then(|guide| guide.get("steps")) {
        Some(Json::List(steps)) => steps.as_slice(),
        _ => &[],
    };
    for holder in guide.into_iter().chain(steps) {
        for name in ["title", "body", "name"] {
            if let Some(Json::Map(texts)) = holder.get(name) {
                texts.iter().for_each(|(language, _)| add(language, languages));
            }
        }
    }
}

fn add(language: &str, languages: &mut Vec<String>) {
    if lotse_model::validate::is_language_tag(language) && !languages.iter().any(|known| known == language) {
        languages.push(language.to_owned());
    }
}
