//! What parts of the editor are shown of a draft, and how they ask for changes.

use std::rc::Rc;

use lotse_api::releases::Renewal;
use lotse_editor::command::{Command, Value};
use lotse_editor::draft::Draft;
use lotse_editor::finding::{Finding, Severity};
use lotse_editor::fix::lead::{self, Lead};
use lotse_model::json::Json;
use lotse_model::text::fitting_language;
use yew::prelude::*;

pub use crate::shared::Shared;

/// What every part of the editor may know.
#[derive(Clone, PartialEq)]
pub struct Scene {
    /// Id of the project.
    pub project: AttrValue,
    /// Languages of the project, its default first.
    pub languages: Rc<Vec<String>>,
    /// The language in which texts are shown and written now.
    pub language: AttrValue,
    /// All steps, for choosing among them.
    pub steps: Shared<Vec<StepName>>,
    /// All steps with their numbers, to choose from.
    pub choices: Shared<Vec<(AttrValue, AttrValue)>>,
    /// All guides of the project: id and title.
    pub guides: Shared<Vec<(AttrValue, AttrValue)>>,
    /// What was found, of the whole guide.
    pub findings: Shared<Vec<Shown>>,
    /// Nothing may be changed.
    pub is_readonly: bool,
    /// Changes the draft.
    pub on: Callback<Command>,
    /// The picker is there: elements can be picked and found.
    pub picker: Option<Callback<Ask>>,
}

/// What is asked of the picker.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Pick an element for this place.
    Pick(String),
    /// Show where this target is.
    Find(Json),
    /// Show what new evidence for the target of this step finds.
    Look {
        /// Id of the step.
        step: String,
        /// The evidence.
        renewal: Renewal,
    },
    /// Put what was shown in the place of the old evidence of this step.
    TakeOver {
        /// Id of the step.
        step: String,
    },
    /// Whether what was picked in another language is the same control.
    Settle {
        /// It is.
        is_same: bool,
    },
}

/// A step among others.
#[derive(Clone, Debug, PartialEq)]
pub struct StepName {
    /// Id.
    pub id: AttrValue,
    /// Kind, as in the file.
    pub kind: AttrValue,
    /// What it says, in a line.
    pub title: AttrValue,
    /// The guide begins here.
    pub is_start: bool,
    /// Its control is found by other evidence than was recorded.
    pub is_retraced: bool,
    /// Errors and warnings at it.
    pub problems: (usize, usize),
}

/// A finding for people.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Stable code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub pointer: String,
    /// The step that it is at, by place in the list.
    pub step: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub advice: String,
    /// What mends it at once.
    pub fix: Option<Command>,
    /// Where a person mends it.
    pub lead: Lead,
}

impl Shown {
    /// A finding about a draft in the words of a language.
    pub fn of(draft: &Draft, finding: &Finding, language: &str) -> Self {
        let said = finding.in_words(language);
        let step =
            said.pointer.strip_prefix("/guide/steps/").and_then(|rest| rest.split('/').next()?.parse().ok());
        Shown {
            code: said.code.name(),
            severity: said.severity,
            step,
            message: said.message,
            advice: said.fix,
            fix: lotse_editor::fix::of(draft, finding),
            lead: lead::to(draft, finding),
            pointer: said.pointer,
        }
    }
}

impl Scene {
    /// Of a draft that is no guide: it has no steps, and no picker.
    pub fn of_texts(project: &str, languages: Vec<String>, language: String, on: Callback<Command>) -> Self {
        Scene {
            project: project.to_owned().into(),
            languages: Rc::new(languages),
            language: language.into(),
            steps: Shared::default(),
            choices: Shared::default(),
            guides: Shared::default(),
            findings: Shared::default(),
            is_readonly: false,
            on,
            picker: None,
        }
    }

    /// Puts a value at a place.
    pub fn put(&self, at: impl Into<String>, value: Json) {
        self.on.emit(Command::Put { at: at.into(), value: Value(value) });
    }

    /// Puts a text at a place, or takes the member away when it is empty and was there.
    pub fn put_text(&self, at: impl Into<String>, text: &str, was_there: bool) {
        let at = at.into();
        match (text.is_empty(), was_there) {
            (true, true) => self.on.emit(Command::Remove { at }),
            (true, false) => {}
            (false, _) => self.put(at, Json::from(text)),
        }
    }

    /// Takes something away.
    pub fn remove(&self, at: impl Into<String>) {
        self.on.emit(Command::Remove { at: at.into() });
    }

    /// Adds an item at the end of a list.
    pub fn append(&self, list: impl Into<String>, place: usize, value: Json) {
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.on.emit(Command::Insert { list: list.into(), place, value: Value(value) });
    }

    /// What is said of a place, be it wrong or only odd, in words.
    pub fn noted(&self, at: &str) -> Option<AttrValue> {
        let found = self.findings.iter().find(|found| found.pointer == at);
        found.map(|found| AttrValue::from(found.message.clone()))
    }

    /// What is wrong right at a place, in words.
    pub fn fault(&self, at: &str) -> Option<AttrValue> {
        let found = self.findings.iter().find(|found| {
            found.severity == Severity::Error && found.pointer.strip_prefix(at).is_some_and(is_within_text)
        });
        found.map(|found| AttrValue::from(found.message.clone()))
    }
}

/// Nothing more, or one language.
fn is_within_text(rest: &str) -> bool {
    rest.is_empty() || (rest.starts_with('/') && rest.matches('/').count() == 1)
}

/// A text in a language, else in any: `title` of a step, `label` of an answer.
pub fn text_in<'a>(json: Option<&'a Json>, language: &str) -> Option<&'a str> {
    let Some(Json::Map(languages)) = json else { return None };
    let offered = |wanted: &str| {
        let found = languages.iter().find(|(name, _)| name == wanted);
        found.and_then(|(_, text)| text.as_text()).filter(|text| !text.is_empty())
    };
    let any = || languages.iter().find_map(|(_, text)| text.as_text().filter(|text| !text.is_empty()));
    fitting_language(language, offered).or_else(any)
}

/// The same, also where only the id of a text stands there; the texts are those of `root`.
pub fn text_of(json: Option<&Json>, root: Option<&Json>, language: &str) -> Option<String> {
    let text = |json: &Json| text_in(Some(json), language).map(str::to_owned);
    match (json?, root) {
        (Json::Text(id), Some(root)) => text(&in_place(id, root)?),
        (json, _) => text(json),
    }
}

/// A text in one language only.
pub fn text_at<'a>(json: Option<&'a Json>, language: &str) -> &'a str {
    json.and_then(|text| text.get(language)).and_then(Json::as_text).unwrap_or_default()
}

/// A member that is a text.
pub fn word<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.get(name).and_then(Json::as_text)
}

/// A member that is a whole number.
pub fn number(json: &Json, name: &str) -> Option<i64> {
    match json.get(name) {
        Some(Json::Number(number)) => Some(*number),
        _ => None,
    }
}

/// The items of a member that is a list.
pub fn items<'a>(json: &'a Json, name: &str) -> &'a [Json] {
    match json.get(name) {
        Some(Json::List(items)) => items,
        _ => &[],
    }
}

/// An object.
pub fn map(members: impl IntoIterator<Item = (&'static str, Json)>) -> Json {
    Json::Map(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Texts by id are shown as if they stood in place: commands about texts do not care.
pub fn with_texts(json: &Json, root: &Json) -> Json {
    match json {
        Json::Map(members) => {
            let member = |(name, value): &(String, Json)| {
                let is_text =
                    matches!(name.as_str(), "title" | "body" | "label" | "summary" | "name" | "picture");
                let value = match value {
                    Json::Text(id) if is_text => in_place(id, root).unwrap_or_else(|| value.clone()),
                    value => with_texts(value, root),
                };
                (name.clone(), value)
            };
            Json::Map(members.iter().map(member).collect())
        }
        Json::List(items) => Json::List(items.iter().map(|item| with_texts(item, root)).collect()),
        other => other.clone(),
    }
}

fn in_place(id: &str, root: &Json) -> Option<Json> {
    let Some(Json::Map(languages)) = root.get("texts") else { return None };
    let texts: Vec<(String, Json)> = languages
        .iter()
        .filter_map(|(language, texts)| Some((language.clone(), texts.get(id)?.clone())))
        .collect();
    (!texts.is_empty()).then_some(Json::Map(texts))
}
