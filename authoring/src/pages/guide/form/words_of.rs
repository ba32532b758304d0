//! The texts of a step: heading and Markdown, one language at a time, the other beside it.

use std::collections::BTreeSet;
use std::rc::Rc;

use lotse_editor::command::Command;
use lotse_model::json::Json;
use lotse_model::text::platform_form;
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::field::Field;
use crate::components::icon::Icon;
use crate::components::markdown::Markdown;
use crate::components::segmented::{Segment, Segmented};
use crate::pages::guide::editing::write_text;
use crate::pages::guide::scene::{Scene, text_at};
use crate::words::label_of;

/// Properties of [`StepTexts`].
#[derive(Clone, PartialEq, Properties)]
pub struct StepTextsProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where the step stands.
    pub at: AttrValue,
    /// The step.
    pub step: Rc<Json>,
    /// Outdated translations: pointer and language.
    pub outdated: Rc<BTreeSet<(String, String)>>,
    /// Texts are to be written in another language.
    pub on_write: Callback<AttrValue>,
}

/// Heading and text of a step.
#[component]
pub fn StepTexts(properties: &StepTextsProperties) -> Html {
    let words = use_studio().words();
    let StepTextsProperties { scene, at, step, outdated, on_write } = properties;
    let places = [format!("{at}/title"), format!("{at}/body")];
    let lacks = |language: &str| {
        let is_outdated = places.iter().any(|place| outdated.contains(&(place.clone(), language.to_owned())));
        let is_missing = ["title", "body"].iter().any(|name| {
            let text = step.get(name);
            matches!(text, Some(Json::Map(all)) if !all.is_empty()) && text_at(text, language).is_empty()
        });
        is_outdated || (is_missing && platform_form(language).is_none())
    };
    let segment = |language: &String| Segment {
        is_marked: lacks(language),
        ..Segment::new(language.clone(), label_of(language))
    };
    let segments: Vec<Segment> = scene.languages.iter().map(segment).collect();
    let language = scene.language.clone();
    let [title_at, body_at] = places;
    let has_body = step.get("kind").and_then(Json::as_text) != Some("check");
    let old: Vec<&String> = [&title_at, &body_at]
        .into_iter()
        .filter(|place| outdated.contains(&((*place).clone(), language.to_string())))
        .collect();
    let current = {
        let marks: Vec<Command> = old
            .iter()
            .map(|at| Command::MarkReviewed { at: (*at).clone(), language: language.to_string() })
            .collect();
        scene.on.reform(move |()| Command::All { of: marks.clone() })
    };
    html! {
        <>
            if segments.len() > 1 {
                <Segmented id="text-language" label={words.text_language} {segments} value={language.clone()} on_choose={on_write.clone()} />
            }
            if !old.is_empty() {
                <div class="outdated" role="note">
                    <strong>{ words.outdated }</strong><span>{ words.outdated_hint }</span>
                    <Button label={words.mark_current} weight={Weight::Plain} icon={Icon::Check} disabled={scene.is_readonly} on_press={current} />
                </div>
            }
            <TextField scene={scene.clone()} at={title_at} text={step.get("title").cloned()} label={words.heading} language={language.clone()} />
            if has_body {
                <TextField scene={scene.clone()} at={body_at} text={step.get("body").cloned()} label={words.body} {language} long=true />
            }
        </>
    }
}

/// Properties of [`TextField`].
#[derive(Clone, PartialEq, Properties)]
pub struct TextFieldProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where the text stands.
    pub at: AttrValue,
    /// The text in its languages.
    pub text: Option<Json>,
    /// Its label.
    pub label: AttrValue,
    /// The language to write in.
    pub language: AttrValue,
    /// With Markdown.
    #[prop_or_default]
    pub long: bool,
    /// Only screen readers need the label.
    #[prop_or_default]
    pub bare: bool,
}

/// One text in one language; another language stands below it for translating.
#[component]
pub fn TextField(properties: &TextFieldProperties) -> Html {
    let TextFieldProperties { scene, at, text, label, language, .. } = properties;
    let value = AttrValue::from(text_at(text.as_ref(), language).to_owned());
    let on_input = {
        let (on, at, text, language) = (scene.on.clone(), at.clone(), text.clone(), language.clone());
        Callback::from(move |typed: String| on.emit(write_text(text.as_ref(), &at, &language, &typed)))
    };
    // A page may show the same text in several languages.
    let id = format!("text{}-{language}", at.replace('/', "-"));
    let source = match text {
        Some(Json::Map(all)) if value.is_empty() => all.iter().find(|(name, _)| *name != language.as_str()),
        _ => None,
    };
    let source = source.and_then(|(name, text)| Some((name.clone(), text.as_text()?.to_owned())));
    // That a text is missing in one language is not said at the others.
    let own = scene.fault(&format!("{at}/{language}"));
    let fault = own.or_else(|| scene.fault(at).filter(|_| value.is_empty()));
    html! {
        <>
            if properties.long {
                <Markdown {id} label={label.clone()} {value} {on_input} language={language.clone()} project={scene.project.clone()} readonly={scene.is_readonly} {fault} />
            } else {
                <Field {id} label={label.clone()} {value} {on_input} language={Some(language.clone())} readonly={scene.is_readonly} {fault} bare={properties.bare} />
            }
            if let Some((name, text)) = source {
                <p class="source-text" lang={name.clone()}><b>{ label_of(&name) }</b>{ " " }{ text }</p>
            }
        </>
    }
}
