//! A control for a problem: picked in the app, or taken from a guide that points at it.

use std::rc::Rc;

use lotse_api::guides::Stored;
use lotse_model::json::{self, Json};
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::failed::Failed;
use crate::components::field::Choice;
use crate::components::icon::{Icon, Sign};
use crate::hooks::{Loaded, use_loaded};
use crate::pages::guide::form::name_of;
use crate::pages::guide::scene::{Ask, Scene, items, text_in, with_texts, word};
use crate::services::server::part;

/// Properties of [`TargetChoice`].
#[derive(Clone, PartialEq, Properties)]
pub struct TargetChoiceProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where the target stands.
    pub at: AttrValue,
    /// The target.
    pub target: Option<Json>,
}

/// See the module.
#[component]
pub fn TargetChoice(properties: &TargetChoiceProperties) -> Html {
    let studio = use_studio();
    let (words, help) = (studio.words(), studio.tongue.help());
    let TargetChoiceProperties { scene, at, target } = properties;
    let guide = use_state(String::new);
    let is_known = target.as_ref().is_some_and(|target| !items(target, "evidence").is_empty());
    let name = target.as_ref().filter(|_| is_known).and_then(|target| name_of(target, &scene.language));
    let mut options = vec![(AttrValue::from(""), AttrValue::from("–"))];
    options.extend(scene.guides.iter().cloned());
    let on_choose = {
        let guide = guide.clone();
        Callback::from(move |chosen: String| guide.set(chosen))
    };
    let ask = |ask: Option<Ask>| {
        scene.picker.clone().zip(ask).map(|(picker, ask)| picker.reform(move |()| ask.clone()))
    };
    let pick = ask(Some(Ask::Pick(at.to_string())));
    let find = ask(target.clone().filter(|_| is_known).map(Ask::Find));
    html! {
        <div class={classes!("target", (!is_known).then_some("none"))}>
            <Sign icon={Icon::Target} />
            <div class="target-said">
                <strong>{ name.unwrap_or_else(|| if is_known { words.target } else { words.target_none }.to_owned()) }</strong>
                if let Some(pick) = pick {
                    <div class="row">
                        <Button label={if is_known { words.pick_again } else { words.pick }} icon={Icon::Target} disabled={scene.is_readonly} on_press={pick} />
                        if let Some(find) = find { <Button label={words.find_now} icon={Icon::Search} bare=true weight={Weight::Quiet} on_press={find} /> }
                    </div>
                }
                <details>
                    <summary>{ help.target_from_guide }</summary>
                    <Choice id={format!("guide{}", at.replace('/', "-"))} label={help.target_guide} value={(*guide).clone()} {options} {on_choose} />
                    if !guide.is_empty() { <Steps key={(*guide).clone()} scene={scene.clone()} at={at.clone()} guide={(*guide).clone()} /> }
                </details>
            </div>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct StepsProperties {
    scene: Scene,
    at: AttrValue,
    guide: String,
}

/// The controls that a guide points at.
#[component]
fn Steps(properties: &StepsProperties) -> Html {
    let studio = use_studio();
    let help = studio.tongue.help();
    let StepsProperties { scene, at, guide } = properties.clone();
    let reading = {
        let (server, project) = (studio.server.clone(), scene.project.clone());
        use_loaded(guide, move |guide| async move {
            let path = format!("/projects/{}/guides/{}", part(&project), part(&guide));
            server
                .get::<Stored>(&path)
                .await
                .map(|stored| targets(stored.source.as_deref().unwrap_or_default()))
        })
    };
    match &reading.now {
        Loaded::Loading => html! { <p class="hint" aria-busy="true">{ studio.words().loading }</p> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(found) if found.is_empty() => {
            html! { <p class="hint" role="status">{ help.no_target_there }</p> }
        }
        Loaded::Ready(found) => {
            let label = |(index, (title, target)): (usize, &(Json, Json))| {
                let step = text_in(Some(title), &scene.language).unwrap_or_default();
                let name = name_of(target, &scene.language).unwrap_or_default();
                (AttrValue::from(index.to_string()), AttrValue::from(format!("{name} ({step})")))
            };
            let mut options = vec![(AttrValue::from(""), AttrValue::from("–"))];
            options.extend(found.iter().enumerate().map(label));
            let on_choose = {
                let (found, scene, at) = (Rc::clone(found), scene.clone(), at.clone());
                Callback::from(move |place: String| {
                    if let Some((_, target)) = place.parse().ok().and_then(|place: usize| found.get(place)) {
                        scene.put(at.to_string(), target.clone());
                    }
                })
            };
            html! { <Choice id={format!("step{}", at.replace('/', "-"))} label={help.target_step} value="" {options} {on_choose} /> }
        }
    }
}

/// Title of the step, and what it points at, with its texts in place.
fn targets(source: &str) -> Vec<(Json, Json)> {
    let Ok(root) = json::parse(source) else { return Vec::new() };
    let Some(guide) = root.get("guide").map(|guide| with_texts(guide, &root)) else { return Vec::new() };
    let target = |step: &Json| {
        let target = step
            .get("target")
            .filter(|target| word(step, "kind").is_some() && target.get("evidence").is_some());
        Some((step.get("title").cloned().unwrap_or_default(), target?.clone()))
    };
    items(&guide, "steps").iter().filter_map(target).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_come_with_their_texts() {
        let guide = r#"{"schema":0,"guide":{"id":"g","steps":[
            {"kind":"instruct","id":"a","title":"t","target":{"name":"n","evidence":[{"kind":"role","role":"button"}]}},
            {"kind":"end","id":"b"}]},"texts":{"en":{"t":"Press it","n":"Print"}}}"#;
        let found = targets(guide);
        assert_eq!(found.len(), 1);
        assert_eq!(text_in(Some(&found[0].0), "en"), Some("Press it"));
        assert_eq!(name_of(&found[0].1, "en").as_deref(), Some("Print"));
        assert!(targets("{").is_empty());
    }
}
