//! Look of the cards: typed values within their ranges, and whether colours can be seen.

use lotse_api::guides::Settings;
use lotse_api::people::Role;
use lotse_model::validate::{MIN_CONTRAST, accent_contrast};
use serde_json::{Value, json};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

use super::settings::{put, store};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::failed::Failed;
use crate::components::field::{Choice, Field};
use crate::components::icon::{Icon, Sign};
use crate::components::page::PageFrame;
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::services::server::part;
use crate::words::fill;

/// Accent where nothing is said, on light and on dark pages; the overlay's own.
const ACCENTS: [&str; 2] = ["#1a5fb4", "#78aeed"];

/// Properties of [`ThemePage`].
#[derive(Clone, PartialEq, Properties)]
pub struct ThemePageProperties {
    /// Id of the project.
    pub project: String,
}

/// See the module.
#[component]
pub fn ThemePage(properties: &ThemePageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.theme.to_owned());
    let path = format!("/projects/{}/settings", part(&properties.project));
    let reading = {
        let server = studio.server.clone();
        use_loaded(path.clone(), move |path| async move { server.get::<Settings>(&path).await })
    };
    let may = studio.may(&properties.project, Role::Admin);
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(settings) => html! {
            <Form key={settings.revision.to_string()} settings={(**settings).clone()} {path} {may} again={reading.again.clone()} />
        },
    };
    html! { <PageFrame title={words.theme} about={words.theme_about}>{ content }</PageFrame> }
}

#[derive(Clone, PartialEq, Properties)]
struct FormProperties {
    settings: Settings,
    path: String,
    may: bool,
    again: Callback<()>,
}

#[component]
fn Form(properties: &FormProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let FormProperties { settings, path, may, again } = properties.clone();
    let theme = use_state(|| settings.project.get("theme").cloned().unwrap_or_else(|| json!({})));
    let set = |name: &'static str| {
        let theme = theme.clone();
        Callback::from(move |value: Value| {
            let mut next = (*theme).clone();
            match (value, next.as_object_mut()) {
                (Value::Null, Some(members)) => drop(members.remove(name)),
                (value, _) => put(&mut next, name, value),
            }
            theme.set(next);
        })
    };
    let text = |name: &str, usual: &str| theme.get(name).and_then(Value::as_str).unwrap_or(usual).to_owned();
    let number = |name: &str, usual: i64| theme.get(name).and_then(Value::as_i64).unwrap_or(usual);
    let accents = [text("accent", ACCENTS[0]), text("accent_dark", ACCENTS[1])];
    let radius = number("radius_px", 10);
    let is_good = accents
        .iter()
        .zip([false, true])
        .all(|(accent, is_dark)| accent_contrast(accent, is_dark).is_some_and(|found| found >= MIN_CONTRAST));
    let onsubmit = {
        let (studio, theme, settings) = (studio.clone(), theme.clone(), settings.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let mut next = settings.clone();
            put(&mut next.project, "theme", (*theme).clone());
            let (studio, path, again) = (studio.clone(), path.clone(), again.clone());
            spawn_local(async move {
                match store(&studio, &path, &next).await {
                    Ok(()) => again.emit(()),
                    Err(failure) => studio.complain(&failure),
                }
            });
        }
    };
    let typefaces = vec![
        ("system".into(), words.typeface_system.into()),
        ("inherit".into(), words.typeface_inherit.into()),
        ("serif".into(), words.typeface_serif.into()),
    ];
    let schemes = vec![
        ("auto".into(), words.scheme_system.into()),
        ("light".into(), words.scheme_light.into()),
        ("dark".into(), words.scheme_dark.into()),
    ];
    let whole = |name: &'static str, most: i64| {
        let set = set(name);
        Callback::from(move |typed: String| match typed.trim().parse::<i64>() {
            Ok(number) => set.emit(Value::from(number.clamp(0, most))),
            Err(_) => set.emit(Value::Null),
        })
    };
    let [light, dark] = accents;
    html! {
        <form class="theme" {onsubmit}>
            <section class="part">
                <Colour id="accent" label={words.accent} value={light.clone()} is_dark=false on_input={set("accent").reform(|text: String| Value::from(text))} />
                <Colour id="accent-dark" label={words.accent_dark} value={dark.clone()} is_dark=true on_input={set("accent_dark").reform(|text: String| Value::from(text))} />
                <Choice id="typeface" label={words.typeface} value={text("typeface", "system")} options={typefaces} on_choose={set("typeface").reform(|text: String| Value::from(text))} />
                <Choice id="scheme" label={words.scheme} value={text("scheme", "auto")} options={schemes} on_choose={set("scheme").reform(|text: String| Value::from(text))} />
                <div class="columns">
                    <Field id="radius" kind="number" label={words.radius} value={radius.to_string()} on_input={whole("radius_px", 24)} />
                    <Field id="backdrop" kind="number" label={words.backdrop_percent} value={number("backdrop_percent", 45).to_string()} on_input={whole("backdrop_percent", 80)} />
                </div>
                if may { <div class="row end"><Button label={words.save} weight={Weight::Primary} submits=true disabled={!is_good} /></div> }
            </section>
            <div class="theme-stage">
                <Example accent={light} is_dark=false {radius} typeface={text("typeface", "system")} />
                <Example accent={dark} is_dark=true {radius} typeface={text("typeface", "system")} />
            </div>
        </form>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ColourProperties {
    id: AttrValue,
    label: AttrValue,
    value: String,
    is_dark: bool,
    on_input: Callback<String>,
}

/// A colour, chosen or typed, and whether it can be seen.
#[component]
fn Colour(properties: &ColourProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let ColourProperties { id, label, value, is_dark, on_input } = properties.clone();
    let contrast = accent_contrast(&value, is_dark);
    let shown = |found: f64| {
        let said = format!("{found:.1}");
        if studio.tongue == crate::words::Tongue::German { said.replace('.', ",") } else { said }
    };
    let (class, icon, said) = match contrast {
        None => ("poor", Icon::Error, words.colour_unreadable.to_owned()),
        Some(found) if found < MIN_CONTRAST => {
            ("poor", Icon::Warning, fill(words.contrast_poor, &[&shown(found)]))
        }
        Some(found) => ("good", Icon::Check, fill(words.contrast_good, &[&shown(found)])),
    };
    let picked =
        on_input.reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    html! {
        <div class="colour">
            <div class="row stretch">
                <input type="color" class="swatch" aria-label={label.clone()} value={value.clone()} oninput={picked} />
                <Field {id} {label} {value} {on_input} />
            </div>
            <p class={classes!("contrast", class)}><Sign {icon} />{ said }</p>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ExampleProperties {
    accent: String,
    is_dark: bool,
    radius: i64,
    typeface: String,
}

/// A card as it will look. Colours are set through the style object, as the policy wants it.
#[component]
fn Example(properties: &ExampleProperties) -> Html {
    let words = use_studio().words();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with(properties.clone(), move |properties| {
            if let Some(card) = node.cast::<HtmlElement>() {
                let set = |name: &str, value: &str| drop(card.style().set_property(name, value));
                set("--theme-accent", &properties.accent);
                set("--theme-radius", &format!("{}px", properties.radius));
            }
        });
    }
    let is_german = core::ptr::eq(words, crate::words::Tongue::German.words());
    html! {
        <div ref={node} class={classes!("theme-card", if properties.is_dark { "on-dark" } else { "on-light" }, format!("face-{}", properties.typeface))}>
            <div>
                <strong>{ words.preview }</strong>
                <p>{ words.theme_example }</p>
                <span class="theme-button">{ if is_german { "Weiter" } else { "Next" } }</span>
            </div>
        </div>
    }
}
