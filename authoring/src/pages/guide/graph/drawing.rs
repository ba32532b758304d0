//! Steps and edges as shapes.

use web_sys::{KeyboardEvent, PointerEvent, SvgElement};
use yew::prelude::*;

use crate::app::use_studio;
use crate::pages::guide::scene::StepName;

/// Size of a step, in CSS pixels at 100 %.
pub const WIDTH: i64 = 210;
/// Size of a step, in CSS pixels at 100 %.
pub const HEIGHT: i64 = 56;
/// Letters of a title that fit on a step.
const FITS: usize = 23;

/// Properties of [`Node`].
#[derive(Clone, PartialEq, Properties)]
pub struct NodeProperties {
    /// Its place in the list.
    pub index: usize,
    /// The step.
    pub step: StepName,
    /// Its left upper corner.
    pub at: (i64, i64),
    /// It is the chosen one.
    pub is_selected: bool,
    /// The pointer takes hold of it.
    pub on_hold: Callback<PointerEvent>,
    /// A key is pressed on it.
    pub on_key: Callback<KeyboardEvent>,
    /// It is to be opened.
    pub on_open: Callback<()>,
}

/// A step.
#[component]
pub fn Node(properties: &NodeProperties) -> Html {
    let words = use_studio().words();
    let NodeProperties { index, step, at, is_selected, .. } = properties;
    let number = index + 1;
    let kind = words.kind(&step.kind);
    let problems = match step.problems {
        (0, 0) => "",
        (0, _) => "warning",
        _ => "error",
    };
    let title = if step.title.chars().count() > FITS {
        step.title.chars().take(FITS - 1).chain(['…']).collect::<String>()
    } else {
        step.title.to_string()
    };
    let ondblclick = properties.on_open.reform(|_: MouseEvent| ());
    html! {
        <g id={format!("node-{}", step.id)} role="button" tabindex={if *is_selected || *index == 0 { "0" } else { "-1" }}
            class={classes!("node", format!("kind-{}", step.kind), is_selected.then_some("selected"), (!problems.is_empty()).then_some(problems))}
            transform={format!("translate({} {})", at.0, at.1)} aria-pressed={is_selected.to_string()}
            onpointerdown={properties.on_hold.clone()} onkeydown={properties.on_key.clone()} {ondblclick}>
            <desc>{ &step.title }</desc>
            <rect width={WIDTH.to_string()} height={HEIGHT.to_string()} rx="10" />
            <text x="14" y="22" class="node-kind">{ format!("{number} · {kind}") }</text>
            <text x="14" y="42" class="node-title">{ title }</text>
            if !problems.is_empty() { <circle cx={(WIDTH - 16).to_string()} cy="18" r="5" class="node-problem" /> }
            if step.is_start { <path d="M-14 22 -4 28 -14 34Z" class="node-start" /> }
        </g>
    }
}

/// Properties of [`Line`].
#[derive(Clone, PartialEq, Properties)]
pub struct LineProperties {
    /// Corner of the step that it leads from.
    pub from_at: (i64, i64),
    /// Corner of the step that it leads to.
    pub to_at: (i64, i64),
    /// What it says.
    pub label: AttrValue,
}

/// An edge: down where it can, around the side where it leads back.
#[component]
pub fn Line(properties: &LineProperties) -> Html {
    let LineProperties { from_at: (fx, fy), to_at: (tx, ty), label } = properties;
    let (x1, y1, x2, y2) = (fx + WIDTH / 2, fy + HEIGHT, tx + WIDTH / 2, ty - 2);
    let (path, middle) = if y2 >= y1 {
        let bend = ((y2 - y1) / 2).clamp(16, 60);
        (
            format!("M{x1} {y1} C{x1} {} {x2} {} {x2} {y2}", y1 + bend, y2 - bend),
            ((x1 + x2) / 2, (y1 + y2) / 2),
        )
    } else {
        let side = fx.max(tx) + WIDTH + 40;
        let (x1, y1, x2, y2) = (fx + WIDTH, fy + HEIGHT / 2, tx + WIDTH + 2, ty + HEIGHT / 2);
        (format!("M{x1} {y1} C{side} {y1} {side} {y2} {x2} {y2}"), (side - 10, (y1 + y2) / 2))
    };
    html! {
        <g class="edge" aria-hidden="true">
            <path d={path} marker-end="url(#arrow)" />
            if !label.is_empty() { <text x={middle.0.to_string()} y={(middle.1 + 4).to_string()}>{ label }</text> }
        </g>
    }
}

/// Left, top, right and bottom of all steps.
pub fn bounds(places: &[(i64, i64)]) -> (i64, i64, i64, i64) {
    let by = |of: fn(&(i64, i64)) -> i64| {
        (places.iter().map(of).min().unwrap_or(0), places.iter().map(of).max().unwrap_or(0))
    };
    let ((left, right), (top, bottom)) = (by(|place| place.0), by(|place| place.1));
    (left, top, right + WIDTH, bottom + HEIGHT)
}

/// Puts the focus on a step.
pub fn focus(id: &str) {
    let node = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(&format!("node-{id}")));
    if let Some(node) = node.and_then(|node| wasm_bindgen::JsCast::dyn_into::<SvgElement>(node).ok()) {
        let _ = node.focus();
    }
}
