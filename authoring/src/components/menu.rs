//! A button that opens a list of things to do.

use gloo_events::EventListener;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent, Node};
use yew::prelude::*;

use super::button::Weight;
use super::icon::{Icon, Sign};

/// Something to do.
#[derive(Clone, PartialEq)]
pub struct Item {
    /// What it says.
    pub label: AttrValue,
    /// Beside the word.
    pub icon: Option<Icon>,
    /// Takes something away.
    pub is_danger: bool,
    /// Cannot be done now.
    pub is_disabled: bool,
    /// What happens.
    pub on_choose: Callback<()>,
}

impl Item {
    /// With an icon.
    pub fn new(label: impl Into<AttrValue>, icon: Icon, on_choose: Callback<()>) -> Self {
        Item { label: label.into(), icon: Some(icon), is_danger: false, is_disabled: false, on_choose }
    }

    /// Takes something away.
    pub fn dangerous(self) -> Self {
        Item { is_danger: true, ..self }
    }

    /// Only when this holds.
    pub fn when(self, is_possible: bool) -> Self {
        Item { is_disabled: !is_possible, ..self }
    }
}

/// Properties of [`Menu`].
#[derive(Clone, PartialEq, Properties)]
pub struct MenuProperties {
    /// What the button says, or its name.
    pub label: AttrValue,
    /// On the button.
    pub icon: Icon,
    /// Only the icon is seen.
    #[prop_or_default]
    pub bare: bool,
    /// See [`Weight`].
    #[prop_or_default]
    pub weight: Weight,
    /// What there is to do.
    pub items: Vec<Item>,
    /// Nothing can be done now.
    #[prop_or_default]
    pub disabled: bool,
}

/// See the module.
#[component]
pub fn Menu(properties: &MenuProperties) -> Html {
    let is_open = use_state(|| false);
    let node = use_node_ref();
    {
        let (node, is_open) = (node.clone(), is_open.clone());
        use_effect_with(*is_open, move |open| {
            let listener = open.then(|| watch(&node, is_open));
            if *open {
                focus(&node, 0);
            }
            move || drop(listener)
        });
    }
    let toggle = {
        let is_open = is_open.clone();
        move |event: MouseEvent| {
            event.stop_propagation();
            is_open.set(!*is_open);
        }
    };
    let onkeydown = {
        let (node, is_open) = (node.clone(), is_open.clone());
        move |event: KeyboardEvent| {
            let steps = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                "Escape" if *is_open => {
                    is_open.set(false);
                    if let Some(button) = node
                        .cast::<HtmlElement>()
                        .and_then(|menu| menu.query_selector("button").ok().flatten())
                    {
                        let _ = button.dyn_into::<HtmlElement>().map(|button| button.focus());
                    }
                    event.stop_propagation();
                    0
                }
                "Tab" => {
                    is_open.set(false);
                    0
                }
                _ => 0,
            };
            if steps != 0 {
                event.prevent_default();
                if *is_open { focus(&node, steps) } else { is_open.set(true) }
            }
        }
    };
    let weight = match properties.weight {
        Weight::Primary => "primary",
        Weight::Plain => "plain",
        Weight::Quiet => "quiet",
        Weight::Danger => "danger",
    };
    let item = |item: &Item| {
        let (is_open, choose) = (is_open.clone(), item.on_choose.clone());
        let onclick = move |event: MouseEvent| {
            event.stop_propagation();
            is_open.set(false);
            choose.emit(());
        };
        html! {
            <button type="button" role="menuitem" tabindex="-1" class={classes!(item.is_danger.then_some("danger"))} disabled={item.is_disabled} {onclick}>
                if let Some(icon) = item.icon { <Sign {icon} /> }
                <span>{ &item.label }</span>
            </button>
        }
    };
    html! {
        <div class="menu" ref={node} {onkeydown}>
            <button type="button" class={classes!("button", weight, properties.bare.then_some("bare"))} onclick={toggle} disabled={properties.disabled}
                aria-haspopup="menu" aria-expanded={is_open.to_string()} aria-label={properties.bare.then(|| properties.label.clone())}
                title={properties.bare.then(|| properties.label.clone())}>
                <Sign icon={properties.icon} />
                if !properties.bare { <span>{ &properties.label }</span> }
            </button>
            if *is_open {
                <div role="menu" aria-label={properties.label.clone()}>{ for properties.items.iter().map(item) }</div>
            }
        </div>
    }
}

/// Shuts the menu when something outside of it is pressed.
fn watch(node: &NodeRef, is_open: UseStateHandle<bool>) -> Option<EventListener> {
    let menu = node.get()?;
    let document = web_sys::window()?.document()?;
    Some(EventListener::new(&document, "pointerdown", move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        if !menu.contains(target.as_ref()) {
            is_open.set(false);
        }
    }))
}

/// Moves the focus among the items that can be used; 0 steps means the first.
fn focus(node: &NodeRef, steps: i32) {
    let Some(menu) = node.cast::<HtmlElement>() else { return };
    let Ok(found) = menu.query_selector_all("[role=menuitem]:not(:disabled)") else { return };
    let items: Vec<HtmlElement> =
        (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect();
    let count = i32::try_from(items.len()).unwrap_or(1).max(1);
    let active =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let now = items.iter().position(|item| active.as_ref() == Some(item.as_ref()));
    let next = match (now, steps) {
        (_, 0) | (None, 1) => 0,
        (None, _) => count - 1,
        (Some(now), steps) => (i32::try_from(now).unwrap_or(0) + steps).rem_euclid(count),
    };
    if let Some(item) = usize::try_from(next).ok().and_then(|next| items.get(next)) {
        let _ = item.focus();
    }
}
