//! One step, with everything that can be said about it.

mod actions;
mod answers;
mod completion;
mod condition;
mod ends;
mod lasting;
mod placement;
mod same;
mod target;
mod words_of;

use std::collections::BTreeSet;
use std::rc::Rc;

use lotse_api::channel::Lasts;
use lotse_api::releases::StepUsage;
use lotse_editor::command::{Command, Exit};
use lotse_model::basic::StepId;
use lotse_model::json::Json;
use yew::prelude::*;

use super::desk::{Offered, Unsettled};
use super::editing::{self, free_id, yes_and_no};
use super::renewal::RenewalNotice;
use super::scene::{Scene, word};
use super::step_list::icon_of;
use super::usage::Retraced;
use crate::app::use_studio;
use crate::components::button::Weight;
use crate::components::field::Choice;
use crate::components::icon::{Icon, Sign};
use crate::components::menu::{Item, Menu};
use crate::words::fill;
use actions::Actions;
use answers::Answers;
use completion::Completions;
pub use condition::{ConditionField, StateField, ValueField, patterns};
use ends::{CheckFields, EndFields, SubGuideFields};
use placement::{Missing, Placement};
use target::TargetField;
pub use target::name_of;
use words_of::StepTexts;
pub use words_of::TextField;

/// Properties of [`StepForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct StepFormProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Its place in the list.
    pub index: usize,
    /// The step, texts in place.
    pub step: Rc<Json>,
    /// Outdated translations: pointer and language.
    pub outdated: Rc<BTreeSet<(String, String)>>,
    /// What end users made of the step.
    pub used: StepUsage,
    /// New evidence for its target.
    #[prop_or_default]
    pub offered: Option<Offered>,
    /// How surely its control will be found again.
    #[prop_or_default]
    pub lasts: Option<Lasts>,
    /// What was picked in another language, and may be the same control.
    #[prop_or_default]
    pub unsettled: Option<Rc<Unsettled>>,
    /// Texts are to be written in another language.
    pub on_write: Callback<AttrValue>,
    /// A step of this kind is to be added.
    pub on_add: Callback<&'static str>,
    /// The step is to be moved in the list.
    pub on_move: Callback<i64>,
    /// Another step is to be shown.
    pub on_select: Callback<AttrValue>,
}

/// See the module.
#[component]
pub fn StepForm(properties: &StepFormProperties) -> Html {
    let words = use_studio().words();
    let StepFormProperties { scene, index, step, outdated, on_write, .. } = properties.clone();
    let at = AttrValue::from(format!("/guide/steps/{index}"));
    let kind = word(&step, "kind").unwrap_or_default().to_owned();
    let id = word(&step, "id").unwrap_or_default().to_owned();
    let title = format!("{} · {}", fill(words.step_number, &[&(index + 1).to_string()]), words.kind(&kind));
    let has_texts = kind != "sub_guide";
    let part = |html: Html| html! { <section class="part">{ html }</section> };
    // Under its place in the draft, a part is found when something in it is to be mended.
    let place = |name: &'static str, html: Html| html! { <section class="part" data-at={format!("{at}/{name}")}>{ html }</section> };
    let own = match kind.as_str() {
        "instruct" => html! {
            <>
                { place("target", html! { <TargetField scene={scene.clone()} at={format!("{at}/target")} target={step.get("target").cloned()} lasts={properties.lasts.clone()} unsettled={properties.unsettled.clone()} step={step.clone()} step_at={at.clone()} /> }) }
                { place("completion", html! { <Completions scene={scene.clone()} at={at.clone()} step={step.clone()} /> }) }
                { place("surface", html! { <Placement scene={scene.clone()} at={at.clone()} step={step.clone()} /> }) }
                { place("missing", html! { <Missing scene={scene.clone()} at={at.clone()} step={step.clone()} /> }) }
                { place("actions", html! { <Actions scene={scene.clone()} at={at.clone()} step={step.clone()} /> }) }
                { part(html! { <Conditions scene={scene.clone()} at={at.clone()} step={step.clone()} /> }) }
                { part(next(&scene, &at, &step, &id, words.then_, words.next)) }
            </>
        },
        "question" => html! {
            <>
                { place("answers", html! { <Answers scene={scene.clone()} at={at.clone()} step={step.clone()} on_select={properties.on_select.clone()} /> }) }
                { place("target", html! { <TargetField scene={scene.clone()} at={format!("{at}/target")} target={step.get("target").cloned()} lasts={properties.lasts.clone()} unsettled={properties.unsettled.clone()} step={step.clone()} step_at={at.clone()} /> }) }
                { place("surface", html! { <Placement scene={scene.clone()} at={at.clone()} step={step.clone()} /> }) }
                { place("missing", html! { <Missing scene={scene.clone()} at={at.clone()} step={step.clone()} /> }) }
            </>
        },
        "check" => part(html! { <CheckFields scene={scene.clone()} at={at.clone()} step={step.clone()} /> }),
        "sub_guide" => {
            part(html! { <SubGuideFields scene={scene.clone()} at={at.clone()} step={step.clone()} /> })
        }
        "end" => part(html! { <EndFields scene={scene.clone()} at={at.clone()} step={step.clone()} /> }),
        _ => Html::default(),
    };
    html! {
        <div class="form" data-at={at.clone()}>
            <header class="form-head">
                <Sign icon={icon_of(&kind)} class={classes!(format!("kind-{kind}"))} />
                <h2>{ title }</h2>
                <Menu label={words.more} icon={Icon::More} bare=true weight={Weight::Quiet} items={menu(properties, &kind, &id, words)} disabled={scene.is_readonly} />
            </header>
            if has_texts {
                { part(html! { <StepTexts scene={scene.clone()} {at} step={step.clone()} {outdated} {on_write} /> }) }
            }
            { changed(properties, &id) }
            { own }
        </div>
    }
}

/// That the control has changed, with the new evidence where there is some.
fn changed(properties: &StepFormProperties, id: &str) -> Html {
    let target = properties.step.get("target").cloned();
    match properties.offered.clone().zip(target) {
        Some((offered, target)) => html! {
            <RenewalNotice scene={properties.scene.clone()} step={AttrValue::from(id.to_owned())} {target} {offered} />
        },
        None => html! { <Retraced of={properties.used.clone()} /> },
    }
}

fn menu(
    properties: &StepFormProperties,
    kind: &str,
    id: &str,
    words: &'static crate::words::Words,
) -> Vec<Item> {
    let StepFormProperties { scene, step, on_add, on_move, index, .. } = properties.clone();
    let Some(own) = StepId::new(id) else { return Vec::new() };
    let command = |command: Command| scene.on.reform(move |()| command.clone());
    let copy = free_id("step", |id| scene.steps.iter().any(|step| step.id == id));
    let copy = StepId::new(&copy).unwrap_or_else(|| own.clone());
    let next = word(&step, "next").unwrap_or("end").to_owned();
    let languages = scene.languages.clone();
    let question = scene.on.reform({
        let own = own.clone();
        move |()| Command::TurnIntoQuestion {
            step: own.clone(),
            answers: yes_and_no(&next, &languages).into_iter().map(lotse_editor::command::Value).collect(),
        }
    });
    let mut all = vec![Item::new(words.add_step_after, Icon::Plus, on_add.reform(|()| "instruct"))];
    match kind {
        "instruct" => all.push(Item::new(words.make_question, Icon::Question, question)),
        "question" => {
            all.push(Item::new(
                words.make_instruction,
                Icon::Instruct,
                command(Command::TurnIntoInstruct { step: own.clone() }),
            ));
        }
        _ => {}
    }
    all.push(Item::new(
        words.duplicate,
        Icon::Copy,
        command(Command::DuplicateStep { step: own.clone(), id: copy }),
    ));
    all.push(Item::new(words.move_up, Icon::Up, on_move.reform(|()| -1)).when(index > 0));
    all.push(
        Item::new(words.move_down, Icon::Down, on_move.reform(|()| 1)).when(index + 1 < scene.steps.len()),
    );
    let is_start = scene.steps.get(index).is_some_and(|step| step.is_start);
    all.push(
        Item::new(words.begin_here, Icon::Play, command(Command::SetStart { step: own.clone() }))
            .when(!is_start),
    );
    all.push(
        Item::new(words.delete_step, Icon::Trash, command(Command::DeleteStep { step: own })).dangerous(),
    );
    all
}

fn next(scene: &Scene, at: &str, step: &Json, id: &str, heading: &'static str, label: &'static str) -> Html {
    let id = id.to_owned();
    let on_choose = {
        let (scene, id) = (scene.clone(), id.clone());
        Callback::from(move |to: String| {
            if let Some(command) = editing::connect(&id, Exit::Next {}, &to) {
                scene.on.emit(command);
            }
        })
    };
    let value = word(step, "next").unwrap_or_default().to_owned();
    html! {
        <>
            <h3>{ heading }</h3>
            <Choice id={format!("e{}-next", at.replace('/', "-"))} {label} {value} options={scene.choices.clone()} besides={AttrValue::from(id.clone())} {on_choose} disabled={scene.is_readonly} />
        </>
    }
}

/// Properties of what is shown of a step.
#[derive(Clone, PartialEq, Properties)]
pub struct PartProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where the step stands.
    pub at: AttrValue,
    /// The step.
    pub step: Rc<Json>,
}

/// When a step makes sense.
#[component]
fn Conditions(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, at, step } = properties;
    let field = |name: &'static str, label: &'static str| {
        html! {
            <ConditionField scene={scene.clone()} at={format!("{at}/{name}")} {label} condition={step.get(name).cloned()} />
        }
    };
    let is_used = step.get("skip_when").is_some() || step.get("entry").is_some();
    html! {
        <details open={is_used}>
            <summary>{ words.conditions }</summary>
            { field("skip_when", words.skip_when) }
            { field("entry", words.entry) }
        </details>
    }
}
