//! Whether a control that was picked in another language is the one that the step points at.

use std::rc::Rc;

use lotse_model::json::Json;
use yew::prelude::*;

use super::target::name_of;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Icon, Sign};
use crate::pages::guide::desk::Unsettled;
use crate::pages::guide::scene::{Ask, Scene};
use crate::words::fill;

/// Properties of [`SameControl`].
#[derive(Clone, PartialEq, Properties)]
pub struct SameControlProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// What was picked.
    pub unsettled: Rc<Unsettled>,
    /// What the step points at so far.
    pub target: Json,
}

/// See the module.
#[component]
pub fn SameControl(properties: &SameControlProperties) -> Html {
    let words = use_studio().words();
    let SameControlProperties { scene, unsettled, target } = properties;
    let settle = |is_same| {
        let ask = scene.picker.clone().unwrap_or_default();
        ask.reform(move |()| Ask::Settle { is_same })
    };
    let known = name_of(target, &scene.language).unwrap_or_else(|| words.target.to_owned());
    let picked = if unsettled.name.is_empty() { words.target } else { &unsettled.name };
    let question = fill(words.same_question, &[picked, &known]);
    html! {
        <section class="renewal" role="group" aria-label={words.same_control}>
            <header><Sign icon={Icon::Target} />
                <div><strong>{ question }</strong>
                    <p>{ fill(words.same_hint, &[&unsettled.language]) }</p></div>
            </header>
            <div class="row">
                <Button label={words.same_yes} icon={Icon::Check} disabled={scene.is_readonly} on_press={settle(true)} />
                <Button label={words.same_no} weight={Weight::Quiet} disabled={scene.is_readonly} on_press={settle(false)} />
            </div>
        </section>
    }
}
