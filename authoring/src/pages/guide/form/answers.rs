//! The answers of a question, each with what it says and where it leads.

use std::rc::Rc;

use lotse_editor::command::Command;
use lotse_model::json::Json;
use yew::prelude::*;

use super::words_of::TextField;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::field::Choice;
use crate::components::icon::Icon;
use crate::pages::guide::editing::{another_answer, answer_exit, connect};
use crate::pages::guide::scene::{Scene, items, word};
use crate::words::fill;

/// Most answers of one question.
const MAX_ANSWERS: usize = lotse_model::step::MAX_ANSWERS;

/// Properties of [`Answers`].
#[derive(Clone, PartialEq, Properties)]
pub struct AnswersProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where the step stands.
    pub at: AttrValue,
    /// The step.
    pub step: Rc<Json>,
    /// Another step is to be shown.
    pub on_select: Callback<AttrValue>,
}

/// See the module.
#[component]
pub fn Answers(properties: &AnswersProperties) -> Html {
    let words = use_studio().words();
    let AnswersProperties { scene, at, step, on_select } = properties;
    let id = word(step, "id").unwrap_or_default().to_owned();
    let list = format!("{at}/answers");
    let all = items(step, "answers");
    let count = all.len();
    let row = |(index, answer): (usize, &Json)| {
        let place = format!("{list}/{index}");
        let next = word(answer, "next").unwrap_or_default().to_owned();
        let exit = word(answer, "id").and_then(answer_exit);
        let on_choose = {
            let (scene, id) = (scene.clone(), id.clone());
            Callback::from(move |to: String| {
                if let Some(command) = exit.clone().and_then(|exit| connect(&id, exit, &to)) {
                    scene.on.emit(command);
                }
            })
        };
        let drop = {
            let place = place.clone();
            scene.on.reform(move |()| Command::Remove { at: place.clone() })
        };
        let shift = |to: usize| {
            let list = list.clone();
            let number = |at: usize| u32::try_from(at).unwrap_or(0);
            scene.on.reform(move |()| Command::Move {
                list: list.clone(),
                from: number(index),
                to: number(to),
            })
        };
        let go = {
            let next = next.clone();
            on_select.reform(move |()| AttrValue::from(next.clone()))
        };
        let name = fill(words.answer_number, &[&(index + 1).to_string()]);
        html! {
            <li class="answer" key={word(answer, "id").unwrap_or_default().to_owned()}>
                <TextField scene={scene.clone()} at={format!("{place}/label")} text={answer.get("label").cloned()} label={name} language={scene.language.clone()} />
                <Choice id={format!("e{}-next", place.replace('/', "-"))} label={words.leads_to} value={next} options={scene.choices.clone()} besides={AttrValue::from(id.clone())} {on_choose} disabled={scene.is_readonly} />
                <div class="row">
                    <Button label={words.open_guide} icon={Icon::Forward} bare=true weight={Weight::Quiet} on_press={go} />
                    <Button label={words.move_up} icon={Icon::Up} bare=true weight={Weight::Quiet} disabled={scene.is_readonly || index == 0} on_press={shift(index.saturating_sub(1))} />
                    <Button label={words.remove} icon={Icon::Trash} bare=true weight={Weight::Quiet} disabled={scene.is_readonly} on_press={drop} />
                </div>
            </li>
        }
    };
    let add = {
        let (scene, list, step) = (scene.clone(), list.clone(), step.clone());
        Callback::from(move |()| scene.append(list.clone(), count, another_answer(&step)))
    };
    html! {
        <>
            <h3>{ words.answers }</h3>
            <ul class="answers">{ for all.iter().enumerate().map(row) }</ul>
            <Button label={words.add_answer} icon={Icon::Plus} weight={Weight::Quiet} disabled={scene.is_readonly || count >= MAX_ANSWERS} on_press={add} />
        </>
    }
}
