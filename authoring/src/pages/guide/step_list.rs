//! The steps as a list: order, kind, what each says, what is wrong there.

use lotse_editor::command::Command;
use lotse_model::basic::StepId;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::scene::{Shared, StepName};
use crate::app::use_studio;
use crate::components::field::Field;
use crate::components::icon::{Icon, Sign};
use crate::components::menu::{Item, Menu};
use crate::hooks::{Piece, Room, stored, use_rows};

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW_PX: u32 = 36;
/// Room above the first row and below the last, in CSS pixels; the style sheet says the same.
const EDGE_PX: i32 = 4;
/// How far a page goes.
const PAGE: usize = 10;
/// More than so many steps can be searched.
const MANY: usize = 20;

/// Kinds of steps in the order of the menu.
pub const KINDS: [&str; 5] = ["instruct", "question", "check", "sub_guide", "end"];

/// Properties of [`StepList`].
#[derive(Clone, PartialEq, Properties)]
pub struct StepListProperties {
    /// All steps.
    pub steps: Shared<Vec<StepName>>,
    /// Nothing may be changed.
    pub is_readonly: bool,
    /// Changes the draft.
    pub on: Callback<Command>,
    /// Id of the chosen step.
    pub selected: Option<AttrValue>,
    /// Another step was chosen.
    pub on_select: Callback<AttrValue>,
    /// A step of this kind is to be added.
    pub on_add: Callback<&'static str>,
}

/// See the module.
#[component]
pub fn StepList(properties: &StepListProperties) -> Html {
    let words = use_studio().words();
    let StepListProperties { steps, is_readonly, on, selected, on_select, on_add } = properties.clone();
    let wanted = use_state(String::new);
    let shown = use_memo((steps.clone(), (*wanted).clone()), |(steps, wanted)| {
        fitting(steps, &wanted.to_lowercase())
    });
    let id_at = |place: usize| shown.get(place).and_then(|index| steps.get(*index)).map(|step| &step.id);
    let chosen = selected.as_ref().and_then(|id| (0..shown.len()).find(|place| id_at(*place) == Some(id)));
    let rows = use_rows(shown.len(), ROW_PX);
    let goes_along = use_mut_ref(|| false);
    {
        // The chosen step is in sight, and has the focus where keys have chosen it.
        let (rows, goes_along) = (rows.clone(), goes_along.clone());
        use_effect_with((selected.clone(), chosen), move |(selected, chosen)| {
            if let Some(place) = chosen {
                rows.reveal(*place, 2 * EDGE_PX);
            }
            if let (true, Some(id)) = (goes_along.take(), selected) {
                focus(id);
            }
        });
    }
    let known = (steps.clone(), shown.clone(), chosen, on_select.clone(), on.clone());
    let onkeydown =
        use_callback(known, move |event: KeyboardEvent, (steps, shown, chosen, on_select, on)| {
            let (Some(from), Some(last)) = (*chosen, shown.len().checked_sub(1)) else { return };
            let Some(to) = place_after(&event.key(), from, last) else { return };
            event.prevent_default();
            let at = |place: usize| shown.get(place).and_then(|index| Some((*index, steps.get(*index)?)));
            let (Some((_, step)), Some((index, next))) = (at(from), at(to)) else { return };
            if to == from {
                return;
            }
            goes_along.replace(true);
            match (event.alt_key(), StepId::new(&step.id)) {
                (true, Some(step)) => {
                    on.emit(Command::MoveStep { step, to: u32::try_from(index).unwrap_or(0) })
                }
                (true, None) => {}
                (false, _) => on_select.emit(next.id.clone()),
            }
        });
    let (on_drag, on_drop) = use_dragging(on);
    let row = |place: usize| {
        let Some((index, step)) = shown.get(place).and_then(|index| Some((*index, steps.get(*index)?)))
        else {
            return Html::default();
        };
        let can_be_reached = chosen.map_or(place == 0, |chosen| chosen == place);
        html! {
            <Row key={step.id.to_string()} {index} {place} count={shown.len()} step={step.clone()} is_selected={selected.as_ref() == Some(&step.id)}
                {can_be_reached} {is_readonly} on_select={on_select.clone()} on_drag={on_drag.clone()} on_drop={on_drop.clone()} />
        }
    };
    let kept: Vec<usize> = chosen.into_iter().collect();
    let piece = |piece: Piece| match piece {
        Piece::Row(place) => row(place),
        Piece::Room(rows) => html! { <Room {rows} row_px={ROW_PX} /> },
    };
    let icons = [Icon::Instruct, Icon::Question, Icon::Probe, Icon::SubGuide, Icon::End];
    let add =
        |(kind, icon): (&'static str, Icon)| Item::new(words.kind(kind), icon, on_add.reform(move |()| kind));
    html! {
        <nav class="step-list" data-at="/guide/steps" aria-label={words.steps}>
            if steps.len() > MANY {
                <Field id="step-search" kind="search" label={words.search_steps} bare=true example={words.search_steps} value={(*wanted).clone()} on_input={stored(&wanted)} />
            }
            <ol {onkeydown} ref={rows.node.clone()} onscroll={rows.onscroll.clone()}>{ for rows.pieces(&kept).into_iter().map(piece) }</ol>
            if shown.is_empty() && !steps.is_empty() { <p class="hint" role="status">{ words.palette_nothing }</p> }
            <Menu label={words.add_step} icon={Icon::Plus} items={KINDS.into_iter().zip(icons).map(add).collect::<Vec<_>>()} disabled={is_readonly} />
            <p class="hint">{ words.drag_hint }</p>
        </nav>
    }
}

/// A step is taken, and let go at the place of another.
#[hook]
fn use_dragging(on: Callback<Command>) -> (Callback<AttrValue>, Callback<usize>) {
    let dragged = use_mut_ref(|| None::<AttrValue>);
    let on_drag = {
        let dragged = dragged.clone();
        use_callback((), move |id: AttrValue, ()| *dragged.borrow_mut() = Some(id))
    };
    let on_drop = use_callback(on, move |index: usize, on| {
        let step = dragged.borrow_mut().take().as_deref().and_then(StepId::new);
        if let (Some(step), Ok(to)) = (step, u32::try_from(index)) {
            on.emit(Command::MoveStep { step, to });
        }
    });
    (on_drag, on_drop)
}

/// Places of the steps whose number or title fits.
fn fitting(steps: &[StepName], wanted: &str) -> Vec<usize> {
    let wanted = wanted.trim();
    let fits = |(index, step): &(usize, &StepName)| {
        wanted.is_empty() || step.title.to_lowercase().contains(wanted) || (index + 1).to_string() == wanted
    };
    steps.iter().enumerate().filter(fits).map(|(index, _)| index).collect()
}

/// Where a key goes from a place among those up to the last.
fn place_after(key: &str, from: usize, last: usize) -> Option<usize> {
    match key {
        "ArrowDown" => Some((from + 1).min(last)),
        "ArrowUp" => Some(from.saturating_sub(1)),
        "PageDown" => Some((from + PAGE).min(last)),
        "PageUp" => Some(from.saturating_sub(PAGE)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RowProperties {
    /// Its place in the guide.
    index: usize,
    /// Its place among those that are shown, and how many these are.
    place: usize,
    count: usize,
    step: StepName,
    is_selected: bool,
    /// Tab goes to it; to the others, arrows do.
    can_be_reached: bool,
    is_readonly: bool,
    on_select: Callback<AttrValue>,
    on_drag: Callback<AttrValue>,
    on_drop: Callback<usize>,
}

/// The icon of a kind of step.
pub fn icon_of(kind: &str) -> Icon {
    match kind {
        "instruct" => Icon::Instruct,
        "question" => Icon::Question,
        "check" => Icon::Probe,
        "sub_guide" => Icon::SubGuide,
        "end" => Icon::End,
        _ => Icon::Note,
    }
}

#[component]
fn Row(properties: &RowProperties) -> Html {
    let words = use_studio().words();
    let RowProperties { index, place, count, step, is_selected, can_be_reached, is_readonly, .. } =
        properties;
    let id = step.id.clone();
    let onclick = properties.on_select.reform(move |_: MouseEvent| id.clone());
    let id = step.id.clone();
    let ondragstart = properties.on_drag.reform(move |_: DragEvent| id.clone());
    let ondragover = |event: DragEvent| event.prevent_default();
    let (drop, to) = (properties.on_drop.clone(), *index);
    let ondrop = move |event: DragEvent| {
        event.prevent_default();
        drop.emit(to);
    };
    let problem = match step.problems {
        (0, 0) => Html::default(),
        (0, warnings) => {
            html! { <span class="problem warning" title={words.warnings(warnings)}><Sign icon={Icon::Warning} /><span class="unseen">{ words.warnings(warnings) }</span></span> }
        }
        (errors, _) => {
            html! { <span class="problem error" title={words.errors(errors)}><Sign icon={Icon::Error} /><span class="unseen">{ words.errors(errors) }</span></span> }
        }
    };
    html! {
        <li aria-setsize={count.to_string()} aria-posinset={(place + 1).to_string()}>
            <button type="button" tabindex={if *can_be_reached { "0" } else { "-1" }} id={format!("row-{}", step.id)} class="step-row" aria-current={is_selected.then_some("step")}
                draggable={(!is_readonly).to_string()} {onclick} {ondragstart} {ondragover} {ondrop}>
                <span class="step-number">{ index + 1 }</span>
                <Sign icon={icon_of(&step.kind)} class={classes!(format!("kind-{}", step.kind))} />
                <span class="step-title">
                    { &step.title }
                    <span class="unseen">{ " (" }{ words.kind(&step.kind) }{ ")" }</span>
                </span>
                if step.is_start { <span class="start-mark" title={words.start_here}><Sign icon={Icon::Play} /><span class="unseen">{ words.start_here }</span></span> }
                if step.is_retraced { <span class="problem warning" title={words.retraced}><Sign icon={Icon::Target} /><span class="unseen">{ words.retraced }</span></span> }
                { problem }
            </button>
        </li>
    }
}

fn focus(id: &str) {
    let row = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(&format!("row-{id}")));
    if let Some(row) = row.and_then(|row| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(row).ok()) {
        let _ = row.focus();
    }
}
