//! Buttons.

use yew::prelude::*;

use super::icon::{Icon, Sign};

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// The one thing to do here.
    Primary,
    /// One of several.
    #[default]
    Plain,
    /// Part of something else: toolbars, rows.
    Quiet,
    /// Takes something away.
    Danger,
}

/// Properties of [`Button`].
#[derive(Clone, PartialEq, Properties)]
pub struct ButtonProperties {
    /// What it says, or its name where only the icon is seen.
    pub label: AttrValue,
    /// Beside the word.
    #[prop_or_default]
    pub icon: Option<Icon>,
    /// Only the icon is seen.
    #[prop_or_default]
    pub bare: bool,
    /// See [`Weight`].
    #[prop_or_default]
    pub weight: Weight,
    /// Cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// Something is under way.
    #[prop_or_default]
    pub busy: bool,
    /// A state that the button switches.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// The keys that do the same.
    #[prop_or_default]
    pub keys: Option<AttrValue>,
    /// Sends the form that it stands in.
    #[prop_or_default]
    pub submits: bool,
    /// What happens.
    #[prop_or_default]
    pub on_press: Callback<()>,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A button.
#[component]
pub fn Button(properties: &ButtonProperties) -> Html {
    let weight = match properties.weight {
        Weight::Primary => "primary",
        Weight::Plain => "plain",
        Weight::Quiet => "quiet",
        Weight::Danger => "danger",
    };
    let press = properties.on_press.clone();
    let onclick = move |event: MouseEvent| {
        event.stop_propagation();
        press.emit(());
    };
    let title = match (&properties.keys, properties.bare) {
        (Some(keys), _) => Some(AttrValue::from(format!("{} ({keys})", properties.label))),
        (None, true) => Some(properties.label.clone()),
        (None, false) => None,
    };
    html! {
        <button
            type={if properties.submits { "submit" } else { "button" }}
            class={classes!("button", weight, properties.bare.then_some("bare"), properties.class.clone())}
            disabled={properties.disabled || properties.busy}
            aria-pressed={properties.pressed.map(|is| is.to_string())}
            aria-busy={properties.busy.then_some("true")}
            aria-label={properties.bare.then(|| properties.label.clone())}
            {title}
            {onclick}
        >
            if let Some(icon) = properties.icon { <Sign {icon} /> }
            if !properties.bare { <span>{ &properties.label }</span> }
        </button>
    }
}
