//! The steps as a list: order, kind, what each says, what is wrong there.

use lotse_editor::command::Command;
use lotse_model::basic::StepId;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use super::scene::{Shared, StepName};
use crate::app::use_studio;
use crate::components::icon::{Icon, Sign};
use crate::components::menu::{Item, Menu};

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
    let dragged = use_mut_ref(|| None::<AttrValue>);
    let order: Vec<AttrValue> = steps.iter().map(|step| step.id.clone()).collect();
    let onkeydown = {
        let (order, selected, on_select, on) =
            (order.clone(), selected.clone(), on_select.clone(), on.clone());
        move |event: KeyboardEvent| {
            let by: isize = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                _ => return,
            };
            event.prevent_default();
            let Some(at) = order.iter().position(|id| Some(id) == selected.as_ref()) else { return };
            let Some(next) = at.checked_add_signed(by).filter(|next| *next < order.len()) else { return };
            if event.alt_key() {
                let Some(step) = selected.as_deref().and_then(StepId::new) else { return };
                return on.emit(Command::MoveStep { step, to: u32::try_from(next).unwrap_or(0) });
            }
            if let Some(id) = order.get(next) {
                on_select.emit(id.clone());
                focus(id);
            }
        }
    };
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
    let row = |(index, step): (usize, &StepName)| {
        html! {
            <Row key={step.id.to_string()} {index} step={step.clone()} is_selected={selected.as_ref() == Some(&step.id)}
                {is_readonly} on_select={on_select.clone()} on_drag={on_drag.clone()} on_drop={on_drop.clone()} />
        }
    };
    let icons = [Icon::Instruct, Icon::Question, Icon::Probe, Icon::SubGuide, Icon::End];
    let add =
        |(kind, icon): (&'static str, Icon)| Item::new(words.kind(kind), icon, on_add.reform(move |()| kind));
    html! {
        <nav class="step-list" aria-label={words.steps}>
            <ol {onkeydown}>{ for steps.iter().enumerate().map(row) }</ol>
            <Menu label={words.add_step} icon={Icon::Plus} items={KINDS.into_iter().zip(icons).map(add).collect::<Vec<_>>()} disabled={is_readonly} />
            <p class="hint">{ words.drag_hint }</p>
        </nav>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RowProperties {
    index: usize,
    step: StepName,
    is_selected: bool,
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
    let RowProperties { index, step, is_selected, is_readonly, .. } = properties;
    let id = step.id.clone();
    let onclick = properties.on_select.reform(move |_: MouseEvent| id.clone());
    let id = step.id.clone();
    let ondragstart = properties.on_drag.reform(move |_: DragEvent| id.clone());
    let ondragover = |event: DragEvent| event.prevent_default();
    let (drop, place) = (properties.on_drop.clone(), *index);
    let ondrop = move |event: DragEvent| {
        event.prevent_default();
        drop.emit(place);
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
        <li>
            <button type="button" id={format!("row-{}", step.id)} class="step-row" aria-current={is_selected.then_some("step")}
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
