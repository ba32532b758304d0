//! The frame of a page: heading, what can be done, content.

use yew::prelude::*;

/// Properties of [`PageFrame`].
#[derive(Clone, PartialEq, Properties)]
pub struct PageFrameProperties {
    /// Its heading.
    pub title: AttrValue,
    /// A sentence below it.
    #[prop_or_default]
    pub about: AttrValue,
    /// Buttons beside the heading.
    #[prop_or_default]
    pub actions: Html,
    /// Narrow, for forms.
    #[prop_or_default]
    pub narrow: bool,
    /// What is on it.
    pub children: Html,
}

/// See the module.
#[component]
pub fn PageFrame(properties: &PageFrameProperties) -> Html {
    html! {
        <main id="main" class={classes!("page", properties.narrow.then_some("narrow"))} tabindex="-1">
            <header class="page-head">
                <div>
                    <h1>{ &properties.title }</h1>
                    if !properties.about.is_empty() { <p>{ &properties.about }</p> }
                </div>
                <div class="row">{ properties.actions.clone() }</div>
            </header>
            { properties.children.clone() }
        </main>
    }
}
