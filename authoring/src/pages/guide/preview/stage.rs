//! The frame in which the SDK shows a step, and what is said to it and by it.

use gloo_events::EventListener;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{HtmlIFrameElement, MessageEvent};
use yew::prelude::*;

use crate::app::use_studio;

/// What the frame has said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    /// For each condition, the SDK's explanation.
    pub explained: Vec<String>,
    /// Why there is no preview.
    pub failed: Option<String>,
}

/// Properties of [`Stage`].
#[derive(Clone, PartialEq, Properties)]
pub struct StageProperties {
    /// What is to be shown, as `preview.js` reads it.
    pub wish: AttrValue,
    /// The system that is simulated.
    pub platform: String,
    /// As on a narrow screen.
    pub is_narrow: bool,
    /// The frame has news.
    pub on_heard: Callback<Heard>,
}

/// See the module.
#[component]
pub fn Stage(properties: &StageProperties) -> Html {
    let words = use_studio().words();
    let node = use_node_ref();
    let ready = use_state(|| 0_u32);
    {
        let (node, ready, on_heard) = (node.clone(), ready.setter(), properties.on_heard.clone());
        use_effect_with((), move |()| {
            let mut count = 0;
            let listener = web_sys::window().map(|window| {
                EventListener::new(&window, "message", move |event| {
                    let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
                    let Some(data) = said(&node, event) else { return };
                    if member(&data, "ready").is_truthy() {
                        count += 1;
                        ready.set(count);
                    } else if let Some(heard) = heard(&data) {
                        on_heard.emit(heard);
                    }
                })
            });
            move || drop(listener)
        });
    }
    {
        let node = node.clone();
        use_effect_with((properties.wish.clone(), *ready), move |(wish, ready)| {
            if *ready > 0 {
                let _ = ask(&node, wish);
            }
        });
    }
    let page = web_sys::window()
        .and_then(|window| window.document()?.document_element()?.get_attribute("data-preview"))
        .unwrap_or_default();
    let source = format!("{page}#platform={}", properties.platform);
    // Another system is another page; a change behind the hash alone would load nothing.
    html! {
        <div class={classes!("frame", properties.is_narrow.then_some("narrow"))} key={properties.platform.clone()}>
            <iframe ref={node} title={words.preview} src={source} inert=true tabindex="-1"></iframe>
        </div>
    }
}

/// What the frame says, and nobody else.
fn said(node: &NodeRef, event: &MessageEvent) -> Option<JsValue> {
    let own = node.cast::<HtmlIFrameElement>()?.content_window()?;
    let source = event.source()?;
    let is_frame = JsValue::from(own) == JsValue::from(source);
    let is_preview = member(&event.data(), "lotse").as_string().as_deref() == Some("preview");
    (is_frame && is_preview).then(|| event.data())
}

fn member(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap_or_default()
}

fn heard(data: &JsValue) -> Option<Heard> {
    if let Some(failed) = member(data, "failed").as_string() {
        return Some(Heard { explained: Vec::new(), failed: Some(failed) });
    }
    let explained = member(data, "explained").dyn_into::<Array>().ok()?;
    Some(Heard { explained: explained.iter().filter_map(|one| one.as_string()).collect(), failed: None })
}

/// Asks the frame to show it.
fn ask(node: &NodeRef, wish: &str) -> Option<()> {
    let window = node.cast::<HtmlIFrameElement>()?.content_window()?;
    let message = Object::new();
    Reflect::set(&message, &"lotse".into(), &"studio".into()).ok()?;
    Reflect::set(&message, &"wish".into(), &wish.into()).ok()?;
    let origin = web_sys::window()?.location().origin().ok()?;
    window.post_message(&message, &origin).ok()
}
