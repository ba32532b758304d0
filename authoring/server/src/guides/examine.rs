//! What a draft's text says: title, coverage, findings, whether it needs a second person. By the checks of `lotse check`.

use std::collections::{BTreeMap, BTreeSet};

use lotse_editor::compile::{Source, Surroundings};
use lotse_editor::draft::Draft;
use lotse_editor::finding::Finding;
use lotse_model::content::plain_text;
use lotse_model::json::{Json, parse};
use lotse_model::text::platform_form;
use lotse_model::url::AddressPolicy;

use super::file_of;
use crate::refusal::Refusal;
use crate::scope::Scope;

/// Most guides that are read beside the one in question, because it names them.
const MOST_NAMED: usize = 200;
/// Actions that never go live without a second person.
const GRAVE_ACTIONS: [&str; 2] = ["fill", "set"];

/// What was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Examined {
    /// The id in the text.
    pub(crate) id: Option<String>,
    /// Plain text by language.
    pub(crate) title: BTreeMap<String, String>,
    pub(crate) steps: i64,
    /// Percent by language.
    pub(crate) coverage: BTreeMap<String, u8>,
    pub(crate) findings: Vec<Finding>,
    /// It fills, sets or navigates elsewhere.
    pub(crate) is_grave: bool,
}

/// Examines a text as the guide of this id.
pub(crate) async fn examine(scope: &Scope, guide: &str, text: &str) -> Result<Examined, Refusal> {
    let (document, origins) = surroundings_of(scope).await?;
    let others = named_guides(scope, guide, text).await?;
    let (guide, text) = (guide.to_owned(), text.to_owned());
    tokio::task::spawn_blocking(move || judge(&document, &origins, &others, &guide, &text))
        .await
        .map_err(|error| Refusal::internal(&error))
}

/// The id that a guide file gives itself.
pub(crate) fn id_of(text: &str) -> Option<String> {
    let tree = parse(text).ok()?;
    tree.get("guide")?.get("id")?.as_text().map(str::to_owned)
}

async fn surroundings_of(scope: &Scope) -> Result<(String, Vec<String>), Refusal> {
    let (document,): (String,) = scope
        .rows("select document from projects where project = $1")
        .fetch_one(scope.app.store.pool())
        .await?;
    let origins: Vec<(String,)> = scope
        .rows("select origins from environments where project = $1")
        .fetch_all(scope.app.store.pool())
        .await?;
    let list = |(text,): (String,)| serde_json::from_str::<Vec<String>>(&text).unwrap_or_default();
    Ok((document, origins.into_iter().flat_map(list).collect()))
}

/// The guides that a text names, and those that they name.
async fn named_guides(scope: &Scope, own: &str, text: &str) -> Result<Vec<Source>, Refusal> {
    let mut seen: BTreeSet<String> = BTreeSet::from([own.to_owned()]);
    let mut found = Vec::new();
    let mut open = names(text);
    while let Some(id) = open.pop() {
        if seen.len() > MOST_NAMED || !seen.insert(id.clone()) {
            continue;
        }
        let source: Option<(String,)> = scope
            .rows("select source from drafts where project = $1 and guide = $2")
            .bind(id.clone())
            .fetch_optional(scope.app.store.pool())
            .await?;
        if let Some((text,)) = source {
            open.extend(names(&text));
            found.push(Source { name: file_of(&id), text });
        }
    }
    Ok(found)
}

fn names(text: &str) -> Vec<String> {
    fn within(json: &Json, found: &mut Vec<String>) {
        match json {
            Json::Map(members) => {
                for (name, value) in members {
                    match value {
                        Json::Text(id) if name == "guide" => found.push(id.clone()),
                        _ => within(value, found),
                    }
                }
            }
            Json::List(items) => items.iter().for_each(|item| within(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    if let Ok(json) = parse(text) {
        within(&json, &mut found);
    }
    found
}

fn judge(document: &str, origins: &[String], others: &[Source], guide: &str, text: &str) -> Examined {
    let project = Source { name: "project.json".to_owned(), text: document.to_owned() };
    let draft = Draft::load(text);
    let mut examined = Examined { id: id_of(text), ..Examined::default() };
    if let Some(tree) = draft.tree() {
        let inner = tree.get("guide");
        if let Some(Json::List(steps)) = inner.and_then(|guide| guide.get("steps")) {
            examined.steps = i64::try_from(steps.len()).unwrap_or(i64::MAX);
        }
        examined.is_grave = inner.is_some_and(|guide| is_grave(guide, origins));
    }
    let texts = draft.texts();
    for text in texts.iter().filter(|text| text.pointer == "/guide/title") {
        examined.title = text
            .languages
            .iter()
            .map(|(language, markdown, _)| (language.clone(), plain(markdown)))
            .collect();
    }
    examined.coverage = languages(document)
        .into_iter()
        // What is for one platform alone need not be there: the language's own text serves.
        .filter(|language| platform_form(language).is_none())
        .map(|language| {
            let is_there = |text: &&lotse_editor::draft::texts::DraftText| {
                text.languages.iter().any(|(own, markdown, outdated)| {
                    *own == language && !outdated && !markdown.trim().is_empty()
                })
            };
            let share = (texts.iter().filter(is_there).count() * 100).checked_div(texts.len());
            (language, share.and_then(|share| u8::try_from(share).ok()).unwrap_or(0))
        })
        .collect();
    if let Some(mut surroundings) = Surroundings::new(&project, others) {
        examined.findings = surroundings.check(&file_of(guide), &draft).findings;
    }
    examined
}

/// Markdown as plain text.
fn plain(markdown: &str) -> String {
    let nowhere = AddressPolicy { http_hosts: &[], image_hosts: &[], navigate_origins: &[], page_origin: "" };
    plain_text(&lotse_markup::parse(markdown, &nowhere).content)
}

/// Languages of a project, by its document.
fn languages(document: &str) -> Vec<String> {
    let Ok(json) = parse(document) else { return Vec::new() };
    let mut all: Vec<String> =
        json.get("default_language").and_then(Json::as_text).map(str::to_owned).into_iter().collect();
    if let Some(Json::List(list)) = json.get("languages") {
        for language in list.iter().filter_map(Json::as_text) {
            if !all.iter().any(|known| known == language) {
                all.push(language.to_owned());
            }
        }
    }
    all
}

/// Whether any action within fills, sets, or leads to another origin than those of the host app. What nobody understands
/// counts as grave.
fn is_grave(json: &Json, origins: &[String]) -> bool {
    match json {
        Json::Map(members) => members.iter().any(|(name, value)| match value {
            Json::List(items) if name == "actions" => {
                items.iter().any(|item| is_grave_action(item, origins) || is_grave(item, origins))
            }
            _ => is_grave(value, origins),
        }),
        Json::List(items) => items.iter().any(|item| is_grave(item, origins)),
        _ => false,
    }
}

fn is_grave_action(item: &Json, origins: &[String]) -> bool {
    let action = item.get("action").unwrap_or(item);
    let kind = action.get("kind").and_then(Json::as_text).unwrap_or_default();
    if kind == "navigate" {
        return action.get("url").and_then(Json::as_text).is_none_or(|url| leads_elsewhere(url, origins));
    }
    GRAVE_ACTIONS.contains(&kind)
}

/// Whether an address has an origin of its own that is none of the host app's.
fn leads_elsewhere(address: &str, origins: &[String]) -> bool {
    // An origin that no address in a guide can have.
    let Ok(base) = url::Url::parse("https://host-app.invalid/") else { return true };
    match base.join(address) {
        Ok(url) => {
            let origin = url.origin();
            origin != base.origin() && !origins.contains(&origin.ascii_serialization())
        }
        Err(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_on_the_page_or_leaves_it_needs_a_second_person() {
        let grave = |action: &str| {
            let text = format!(r#"{{"steps": [{{"actions": [{{"label": "x", "action": {action}}}]}}]}}"#);
            is_grave(&parse(&text).unwrap(), &["https://app.example".to_owned()])
        };
        assert!(grave(r#"{"kind": "fill", "value": "x"}"#));
        assert!(grave(r#"{"kind": "set", "is_on": true}"#));
        assert!(grave(r#"{"kind": "navigate", "url": "https://other.example/"}"#));
        assert!(grave(r#"{"kind": "navigate", "url": "//other.example/"}"#));
        assert!(grave(r#"{"kind": "navigate", "url": "\\\\other.example/"}"#));
        assert!(!grave(r#"{"kind": "navigate", "url": "/orders?x=1"}"#));
        assert!(!grave(r#"{"kind": "navigate", "url": "https://app.example/orders"}"#));
        assert!(!grave(r#"{"kind": "focus"}"#));
    }
}
