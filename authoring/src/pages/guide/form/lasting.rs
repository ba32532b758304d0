//! How surely a picked control will be found again after changes of its page, and what a developer could add.

use lotse_api::channel::Lasts;
use lotse_editor::record::slug;
use lotse_model::json::Json;
use yew::prelude::*;

use super::target::name_of;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::Icon;
use crate::services::clipboard;
use crate::words::{Words, fill};

/// Scores from which a control is safe, and from which it is doubtful: the picker draws the same lines.
const SAFE: u8 = 85;
const DOUBTFUL: u8 = 60;
/// Most changes that are named.
const MOST_NAMED: usize = 3;
/// Longest value that is suggested for an attribute, in bytes.
const MAX_VALUE_BYTES: usize = 40;

/// Properties of [`Lasting`].
#[derive(Clone, PartialEq, Properties)]
pub struct LastingProperties {
    /// What was found out when it was picked.
    pub lasts: Lasts,
    /// The target.
    pub target: Json,
    /// The language in which texts are shown.
    pub language: AttrValue,
}

/// See the module.
#[component]
pub fn Lasting(properties: &LastingProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let LastingProperties { lasts, target, language } = properties;
    let (class, verdict) = match lasts.score {
        SAFE.. => ("published", words.lasts_long),
        DOUBTFUL.. => ("review", words.lasts_probably),
        _ => ("poor", words.lasts_hardly),
    };
    let advice = lasts.advice.as_ref().map(|(attribute, _)| {
        let text = format!("{attribute}=\"{}\"", value(target, language));
        let on_press = {
            let (studio, text) = (studio.clone(), text.clone());
            Callback::from(move |()| {
                if clipboard::copy(&text) {
                    studio.say(studio.words().copied);
                }
            })
        };
        html! {
            <div class="lasting-advice">
                <span>{ words.lasts_advice }</span>
                <code>{ &text }</code>
                <Button label={words.copy} icon={Icon::Copy} weight={Weight::Quiet} {on_press} />
            </div>
        }
    });
    html! {
        <div class="lasting">
            <p><span class={classes!("badge", class)}>{ verdict }</span>{ " " }<span class="hint">{ found(lasts, words) }</span></p>
            { advice.unwrap_or_default() }
        </div>
    }
}

/// What was tried, and what hides it.
fn found(lasts: &Lasts, words: &Words) -> String {
    let found = fill(words.lasts_found, &[&lasts.found.to_string(), &lasts.of.to_string()]);
    let named: Vec<&str> =
        lasts.hidden_by.iter().filter_map(|kind| change(kind, words)).take(MOST_NAMED).collect();
    let hidden = (!named.is_empty()).then(|| fill(words.lasts_hidden, &[&named.join(", ")]));
    let mistaken = lasts.is_mistaken.then(|| words.lasts_mistaken.to_owned());
    [Some(found), hidden, mistaken].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn change(kind: &str, words: &Words) -> Option<&'static str> {
    Some(match kind {
        "classes" => words.l_classes,
        "ids" => words.l_ids,
        "wrappers" => words.l_wrappers,
        "order" => words.l_order,
        "growth" => words.l_growth,
        "attributes" => words.l_attributes,
        "names" => words.l_names,
        "text" => words.l_text,
        "around" => words.l_around,
        "translation" => words.l_translation,
        "theme" => words.l_theme,
        "library" => words.l_library,
        _ => return None,
    })
}

/// A value that says what the control is.
fn value(target: &Json, language: &str) -> String {
    let named =
        name_of(target, language).map(|name| slug(&name, MAX_VALUE_BYTES)).filter(|slug| !slug.is_empty());
    named.unwrap_or_else(|| "lotse-target".to_owned())
}
