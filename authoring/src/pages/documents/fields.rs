//! Fields over a draft, as problems and the desk have them: texts, numbers, choices, lists.

use lotse_editor::command::Command;
use lotse_model::json::Json;
use yew::prelude::*;

use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field};
use crate::components::icon::Icon;
use crate::pages::guide::editing::free_id;
use crate::pages::guide::form::TextField;
use crate::pages::guide::scene::{Scene, number, word};
use crate::words::Words;

/// A text in the language that is written in now.
pub fn text(scene: &Scene, at: String, holder: &Json, name: &str, label: &'static str, long: bool) -> Html {
    html! { <TextField scene={scene.clone()} {at} text={holder.get(name).cloned()} {label} language={scene.language.clone()} {long} /> }
}

/// How a whole number is shown and typed: in units of so many.
#[derive(Clone, Copy)]
pub struct Unit {
    /// Its label.
    pub label: &'static str,
    /// What holds when nothing is said.
    pub usual: i64,
    /// How many of the whole are one of those shown.
    pub per: f64,
    /// The most, as it is kept.
    pub most: i64,
}

/// A whole number in its unit.
pub fn numeric(scene: &Scene, at: String, holder: &Json, name: &str, unit: Unit) -> Html {
    let value = number(holder, name).unwrap_or(unit.usual);
    let shown = format!("{}", value as f64 / unit.per);
    let on_input = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |typed: String| {
            if let Ok(typed) = typed.trim().replace(',', ".").parse::<f64>() {
                let whole = (typed * unit.per).round() as i64;
                scene.put(at.clone(), Json::Number(whole.clamp(0, unit.most)));
            }
        })
    };
    let fault = scene.fault(&at);
    html! { <Field id={format!("n{}", at.replace('/', "-"))} kind="number" label={unit.label} value={shown} {on_input} {fault} /> }
}

/// One of several words.
pub fn choice(
    scene: &Scene,
    at: String,
    value: &str,
    label: &'static str,
    all: Vec<(AttrValue, AttrValue)>,
) -> Html {
    let on_choose = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |value: String| scene.put(at.clone(), Json::from(value.as_str())))
    };
    html! { <Choice id={format!("c{}", at.replace('/', "-"))} {label} value={value.to_owned()} options={all} {on_choose} /> }
}

/// Takes something away.
pub fn remove(scene: &Scene, at: String, words: &Words) -> Html {
    let on_press = scene.on.reform(move |()| Command::Remove { at: at.clone() });
    html! { <Button label={words.remove} icon={Icon::Trash} bare=true weight={Weight::Quiet} {on_press} /> }
}

/// Adds an item to a list.
pub fn add(scene: &Scene, list: impl Into<String>, count: usize, label: &'static str, value: Json) -> Html {
    let (scene, list) = (scene.clone(), list.into());
    let on_press = Callback::from(move |()| scene.append(list.clone(), count, value.clone()));
    html! { <Button {label} icon={Icon::Plus} weight={Weight::Quiet} {on_press} /> }
}

/// An id that no item of a list has.
pub fn fresh(stem: &str, all: &[Json]) -> Json {
    let id = free_id(stem, |id| all.iter().any(|one| word(one, "id") == Some(id)));
    Json::from(id.as_str())
}

/// Low, medium, high.
pub fn levels(words: &Words) -> Vec<(AttrValue, AttrValue)> {
    [("low", words.level_low), ("medium", words.level_medium), ("high", words.level_high)]
        .map(|(value, name)| (value.into(), name.into()))
        .to_vec()
}

/// A text of one line that is no one's language: a name, an address.
pub fn line(
    scene: &Scene,
    at: String,
    holder: &Json,
    name: &str,
    label: &'static str,
    hint: &'static str,
) -> Html {
    let was_there = holder.get(name).is_some();
    let on_input = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |typed: String| scene.put_text(at.clone(), &typed, was_there))
    };
    let value = word(holder, name).unwrap_or_default().to_owned();
    html! { <Field id={format!("l{}", at.replace('/', "-"))} {label} {hint} {value} {on_input} fault={scene.fault(&at)} /> }
}

/// Some of a few words, in their own order, each a button that is pressed or not.
pub fn several(
    scene: &Scene,
    at: String,
    chosen: &[Json],
    label: &'static str,
    all: &[(&'static str, &'static str)],
) -> Html {
    let one = |(value, name): &(&'static str, &'static str)| {
        let is_on = chosen.iter().any(|one| one.as_text() == Some(value));
        let is_in =
            |other: &&str| (*other == *value) != chosen.iter().any(|one| one.as_text() == Some(other));
        let next: Vec<Json> = all.iter().map(|(other, _)| *other).filter(is_in).map(Json::from).collect();
        let (scene, at) = (scene.clone(), at.clone());
        let press = Callback::from(move |()| scene.put(at.clone(), Json::List(next.clone())));
        html! { <Button label={*name} pressed={Some(is_on)} weight={Weight::Quiet} on_press={press} /> }
    };
    let fault = scene.fault(&at);
    html! {
        <div class={classes!("field", "several", fault.is_some().then_some("faulty"))} role="group" aria-label={label}>
            <span class="label">{ label }</span>
            <div class="row">{ for all.iter().map(one) }</div>
            if let Some(fault) = fault { <p class="hint">{ fault }</p> }
        </div>
    }
}

/// Moves an item of a list up or down.
pub fn mover(scene: &Scene, list: &str, index: usize, count: usize, words: &Words) -> Html {
    let to = |to: usize| {
        let list = list.to_owned();
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        scene.on.reform(move |()| Command::Move { list: list.clone(), from: place(index), to: place(to) })
    };
    html! {
        <>
            <Button label={words.move_up} icon={Icon::Up} bare=true weight={Weight::Quiet} disabled={index == 0} on_press={to(index.saturating_sub(1))} />
            <Button label={words.move_down} icon={Icon::Down} bare=true weight={Weight::Quiet} disabled={index + 1 >= count} on_press={to(index + 1)} />
        </>
    }
}
