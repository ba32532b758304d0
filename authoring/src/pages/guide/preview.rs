//! How a step will look to end users: the card, its buttons, and where it stands.

use std::rc::Rc;

use lotse_model::json::Json;
use yew::prelude::*;

use super::form;
use super::scene::{Scene, items, text_at, text_in, word};
use crate::app::use_studio;
use crate::components::content::Rendered;
use crate::components::icon::{Icon, Sign};

/// Properties of [`Preview`].
#[derive(Clone, PartialEq, Properties)]
pub struct PreviewProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// The step, texts in place.
    pub step: Rc<Json>,
    /// Its place in the list.
    pub index: usize,
}

/// See the module.
#[component]
pub fn Preview(properties: &PreviewProperties) -> Html {
    let words = use_studio().words();
    let PreviewProperties { scene, step, .. } = properties;
    let language = scene.language.as_str();
    let kind = word(step, "kind").unwrap_or_default();
    let title = text_at(step.get("title"), language).to_owned();
    let body = text_at(step.get("body"), language).to_owned();
    let target = step.get("target").and_then(|target| form::name_of(target, language));
    let usual = if kind == "instruct" { "tooltip" } else { "modal" };
    let surface = word(step, "surface").unwrap_or(usual);
    let label = |one: &Json| text_in(one.get("label"), language).unwrap_or("…").to_owned();
    let target = target.map(AttrValue::from);
    let buttons: Vec<String> = match kind {
        "question" => items(step, "answers").iter().map(label).collect(),
        _ => items(step, "actions").iter().map(label).collect(),
    };
    let has_next = kind == "instruct"
        && (items(step, "completion").is_empty()
            || items(step, "completion").iter().any(|one| word(one, "kind") == Some("next")));
    let is_german = language.split('-').next() == Some("de");
    let next = if is_german { "Weiter" } else { "Next" };
    let is_empty = title.is_empty() && body.is_empty() && buttons.is_empty();
    html! {
        <section class="preview" aria-label={words.preview}>
            <h2>{ words.preview }</h2>
            <div class={classes!("stage", format!("on-{surface}"))} lang={language.to_owned()}>
                if surface == "tooltip" {
                    <span class="control"><Sign icon={Icon::Target} />{ target.clone().unwrap_or_else(|| words.target_none.into()) }</span>
                }
                <div class="end-card">
                    if is_empty { <p class="hint">{ words.preview_empty }</p> }
                    if !title.is_empty() { <h3><Rendered markdown={title} target={target.clone()} line=true /></h3> }
                    if !body.is_empty() { <Rendered markdown={body} {target} /> }
                    if !buttons.is_empty() || has_next {
                        <div class="row">
                            { for buttons.iter().map(|label| html! { <span class="end-button"><Rendered markdown={label.clone()} line=true /></span> }) }
                            if has_next { <span class="end-button primary">{ next }</span> }
                        </div>
                    }
                </div>
            </div>
        </section>
    }
}
