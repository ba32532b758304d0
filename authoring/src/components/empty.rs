//! Nothing is here yet: what belongs here, and how it gets here.

use yew::prelude::*;

use super::icon::{Icon, Sign};

/// Properties of [`Empty`].
#[derive(Clone, PartialEq, Properties)]
pub struct EmptyProperties {
    /// A picture of what belongs here.
    pub icon: Icon,
    /// What is missing.
    pub title: AttrValue,
    /// How it gets here.
    #[prop_or_default]
    pub hint: AttrValue,
    /// Buttons.
    #[prop_or_default]
    pub children: Html,
}

/// See the module.
#[component]
pub fn Empty(properties: &EmptyProperties) -> Html {
    html! {
        <div class="empty">
            <Sign icon={properties.icon} />
            <h2>{ &properties.title }</h2>
            if !properties.hint.is_empty() { <p>{ &properties.hint }</p> }
            <div class="row">{ properties.children.clone() }</div>
        </div>
    }
}
