//! The form of a checklist: its texts, its tasks in order, where and to whom it is shown.

use lotse_editor::command::Command;
use lotse_model::help::MAX_TASKS;
use lotse_model::json::Json;
use web_sys::KeyboardEvent;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::app::use_studio;
use crate::components::combobox::Combobox;
use crate::components::icon::{Icon, Sign};
use crate::components::said::said;
use crate::pages::documents::fields::{mover, remove, text};
use crate::pages::guide::form::{ConditionField, TextField, patterns};
use crate::pages::guide::scene::{Scene, items, map, word};
use crate::route::Route;
use crate::words::Tongue;

/// Where the tasks stand.
const TASKS: &str = "/checklist/tasks";

/// The whole form.
pub fn form(scene: &Scene, checklist: &Json, tongue: Tongue) -> Html {
    let (words, help) = (tongue.words(), tongue.help());
    let tasks = items(checklist, "tasks").to_vec();
    html! {
        <>
            <section class="part">
                { text(scene, "/checklist/title".into(), checklist, "title", words.title, false) }
                { text(scene, "/checklist/summary".into(), checklist, "summary", words.summary, true) }
            </section>
            <Tasks scene={scene.clone()} {tasks} />
            <section class="part">
                <h2>{ words.pages_ }</h2>
                <p class="hint">{ help.checklist_pages_hint }</p>
                { patterns(scene, "/checklist/pages", items(checklist, "pages"), words.pages_, words.address_example) }
            </section>
            <section class="part">
                <h2>{ words.audience }</h2>
                <ConditionField scene={scene.clone()} at="/checklist/audience" condition={checklist.get("audience").cloned()} />
            </section>
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct TasksProperties {
    scene: Scene,
    tasks: Vec<Json>,
}

/// The tasks: added by search, ordered by dragging, by buttons and by Alt with the arrow keys.
#[component]
fn Tasks(properties: &TasksProperties) -> Html {
    let help = use_studio().tongue.help();
    let TasksProperties { scene, tasks } = properties;
    let dragged = use_mut_ref(|| None::<usize>);
    let on_drag = {
        let dragged = dragged.clone();
        Callback::from(move |from: usize| *dragged.borrow_mut() = Some(from))
    };
    let on_drop = {
        let scene = scene.clone();
        Callback::from(move |to: usize| {
            if let Some(from) = dragged.borrow_mut().take() {
                shift(&scene, from, to);
            }
        })
    };
    let is_in = |id: &AttrValue| tasks.iter().any(|task| word(task, "guide") == Some(id.as_str()));
    let left: Vec<(AttrValue, AttrValue)> =
        scene.guides.iter().filter(|(id, _)| !is_in(id)).cloned().collect();
    let on_choose = {
        let (scene, count) = (scene.clone(), tasks.len());
        Callback::from(move |guide: String| {
            scene.append(TASKS, count, map([("guide", Json::from(guide.as_str()))]));
        })
    };
    let row = |(index, task): (usize, &Json)| {
        html! {
            <Task key={word(task, "guide").unwrap_or_default().to_owned()} scene={scene.clone()} {index} count={tasks.len()} task={task.clone()}
                on_drag={on_drag.clone()} on_drop={on_drop.clone()} />
        }
    };
    html! {
        <section class="part">
            <h2>{ help.tasks }</h2>
            <p class="hint">{ help.tasks_hint }</p>
            if !tasks.is_empty() { <ol class="tasks">{ for tasks.iter().enumerate().map(row) }</ol> }
            if scene.guides.is_empty() {
                <p class="hint" role="status">{ help.no_guide_for_tasks }</p>
            } else if tasks.len() >= MAX_TASKS {
                <p class="hint" role="status">{ help.tasks_full }</p>
            } else if left.is_empty() {
                <p class="hint" role="status">{ help.all_guides_are_tasks }</p>
            } else {
                <div class="field">
                    <label for="add-task">{ help.add_task }</label>
                    <div class="choice"><Combobox key={tasks.len()} label={help.add_task} id="add-task" value="" options={left} {on_choose} /></div>
                </div>
            }
        </section>
    }
}

fn shift(scene: &Scene, from: usize, to: usize) {
    if let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(to))
        && from != to
    {
        scene.on.emit(Command::Move { list: TASKS.to_owned(), from, to });
    }
}

#[derive(Clone, PartialEq, Properties)]
struct TaskProperties {
    scene: Scene,
    index: usize,
    count: usize,
    task: Json,
    on_drag: Callback<usize>,
    on_drop: Callback<usize>,
}

/// A task: its guide, and what it is called in the list where that is something else.
#[component]
fn Task(properties: &TaskProperties) -> Html {
    let studio = use_studio();
    let (words, help) = (studio.words(), studio.tongue.help());
    let TaskProperties { scene, index, count, task, on_drag, on_drop } = properties;
    let (index, count) = (*index, *count);
    let at = format!("{TASKS}/{index}");
    let id = word(task, "guide").unwrap_or_default().to_owned();
    let title = scene.guides.iter().find(|(known, _)| *known == id.as_str()).map(|(_, title)| title.clone());
    let onkeydown = {
        let scene = scene.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowUp" if index > 0 => index - 1,
                "ArrowDown" if index + 1 < count => index + 1,
                _ => return,
            };
            if event.alt_key() {
                event.prevent_default();
                shift(&scene, index, to);
            }
        })
    };
    let ondrop = {
        let on_drop = on_drop.clone();
        move |event: DragEvent| {
            event.prevent_default();
            on_drop.emit(index);
        }
    };
    let fault = scene.fault(&format!("{at}/guide"));
    let to = Route::Guide { project: scene.project.to_string(), guide: id.clone() };
    html! {
        <li class={classes!("task", fault.is_some().then_some("faulty"))} {onkeydown} ondragover={|event: DragEvent| event.prevent_default()} {ondrop}>
            <div class="row">
                <span class="task-grip" draggable="true" title={help.task_drag} ondragstart={on_drag.reform(move |_: DragEvent| index)}>
                    <Sign icon={Icon::More} />{ index + 1 }
                </span>
                if let Some(title) = title {
                    <Link<Route> {to} classes="task-guide">{ title }</Link<Route>>
                } else {
                    <strong class="task-guide">{ id }</strong>
                }
                { mover(scene, TASKS, index, count, words) }
                { remove(scene, at.clone(), words) }
            </div>
            if let Some(fault) = fault { <p class="fault">{ said(&fault) }</p> }
            <TextField scene={scene.clone()} at={format!("{at}/title")} text={task.get("title").cloned()} label={help.task_title} language={scene.language.clone()} />
        </li>
    }
}
