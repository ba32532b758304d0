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
/// Letters of an answer that fit beside those of the next edge.
const SAID_FITS: usize = 26;
/// From one line of an edge to the next, in CSS pixels at 100 %.
const LINE: i64 = 14;

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
    /// It is the first of the list.
    pub is_first: bool,
    /// The pointer takes hold of it.
    pub on_hold: Callback<Taken>,
    /// A key is pressed on it.
    pub on_key: Callback<(usize, KeyboardEvent)>,
    /// It is to be opened.
    pub on_open: Callback<()>,
}

/// What the pointer takes hold of: place in the list, id, and where the pointer is.
pub type Taken = (usize, AttrValue, (i64, i64));

/// A step.
#[component]
pub fn Node(properties: &NodeProperties) -> Html {
    let words = use_studio().words();
    let NodeProperties { index, step, at, is_selected, is_first, .. } = properties;
    let number = index + 1;
    let kind = words.kind(&step.kind);
    let problems = match step.problems {
        (0, 0) => "",
        (0, _) => "warning",
        _ => "error",
    };
    let title = fitting(&step.title, FITS);
    let taken = (*index, step.id.clone());
    let onpointerdown = properties.on_hold.reform(move |event: PointerEvent| {
        event.stop_propagation();
        let (index, id) = taken.clone();
        (index, id, (i64::from(event.client_x()), i64::from(event.client_y())))
    });
    let place = *index;
    let onkeydown = properties.on_key.reform(move |event: KeyboardEvent| (place, event));
    let ondblclick = properties.on_open.reform(|_: MouseEvent| ());
    html! {
        <g id={format!("node-{}", step.id)} role="button" tabindex={if *is_selected || *is_first { "0" } else { "-1" }}
            class={classes!("node", format!("kind-{}", step.kind), is_selected.then_some("selected"), (!problems.is_empty()).then_some(problems))}
            transform={format!("translate({} {})", at.0, at.1)} aria-pressed={is_selected.to_string()}
            {onpointerdown} {onkeydown} {ondblclick}>
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
    /// What it says, each in a line of its own.
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
        let side = fx.max(tx) + WIDTH + BEND;
        let (x1, y1, x2, y2) = (fx + WIDTH, fy + HEIGHT / 2, tx + WIDTH + 2, ty + HEIGHT / 2);
        (format!("M{x1} {y1} C{side} {y1} {side} {y2} {x2} {y2}"), (side - 10, (y1 + y2) / 2))
    };
    let mut below = middle.1 + 4 - LINE * label.lines().skip(1).count() as i64 / 2;
    let lines = label.lines().map(|line| {
        let y = below.to_string();
        below += LINE;
        html! { <text x={middle.0.to_string()} {y}>{ fitting(line, SAID_FITS) }</text> }
    });
    html! {
        <g class="edge" aria-hidden="true">
            <path d={path} marker-end="url(#arrow)" />
            { for lines }
        </g>
    }
}

/// As much of a text as fits.
fn fitting(text: &str, most: usize) -> String {
    if text.chars().count() > most {
        text.chars().take(most - 1).chain(['…']).collect()
    } else {
        text.to_owned()
    }
}

/// How far beyond its steps an edge goes that leads back.
const BEND: i64 = 40;

/// Left upper and right lower corner of what an edge between two steps covers.
pub fn span(from_at: (i64, i64), to_at: (i64, i64)) -> ((i64, i64), (i64, i64)) {
    let (left, right) = (from_at.0.min(to_at.0), from_at.0.max(to_at.0));
    let (top, bottom) = (from_at.1.min(to_at.1), from_at.1.max(to_at.1));
    ((left, top), (right + WIDTH + BEND, bottom + HEIGHT))
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
