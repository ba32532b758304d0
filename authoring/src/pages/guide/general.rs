//! What holds for a guide as a whole: title, pages, audience, trigger.

use std::rc::Rc;

use lotse_api::people::User;
use lotse_editor::command::Command;
use lotse_model::json::Json;
use yew::prelude::*;

use super::form::{ConditionField, TextField};
use super::scene::{Scene, items, map, number, word};
use super::standing::Standing;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field};
use crate::components::icon::Icon;
use crate::words::label_of;

/// Properties of [`General`].
#[derive(Clone, PartialEq, Properties)]
pub struct GeneralProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// The guide without its steps.
    pub guide: Rc<Json>,
    /// Its id.
    pub id: AttrValue,
    /// Who answers for it.
    pub owner: User,
}

#[derive(Clone, PartialEq, Properties)]
struct PartProperties {
    scene: Scene,
    guide: Rc<Json>,
}

/// See the module.
#[component]
pub fn General(properties: &GeneralProperties) -> Html {
    let words = use_studio().words();
    let GeneralProperties { scene, guide, id, owner } = properties;
    let part = |heading: &'static str, html: Html| html! { <section class="part"><h2>{ heading }</h2>{ html }</section> };
    let texts = scene.languages.iter().map(|language| html! {
        <div class="of-language" key={language.clone()}>
            <h3>{ label_of(language) }</h3>
            <TextField scene={scene.clone()} at="/guide/title" text={guide.get("title").cloned()} label={format!("{} ({language})", words.title)} language={language.clone()} />
            <TextField scene={scene.clone()} at="/guide/summary" text={guide.get("summary").cloned()} label={format!("{} ({language})", words.summary)} language={language.clone()} long=true />
        </div>
    });
    html! {
        <div class="general" data-at="/guide"><div class="form">
            { part(words.guide, html! { <div class="languages-columns">{ for texts }</div> }) }
            { part(words.standing, html! { <Standing project={scene.project.clone()} guide={id.clone()} owner={owner.clone()} /> }) }
            { part(words.pages_, html! { <Pages scene={scene.clone()} value={items(guide, "pages").iter().filter_map(Json::as_text).collect::<Vec<_>>().join("\n")} /> }) }
            { part(words.audience, html! { <ConditionField scene={scene.clone()} at="/guide/audience" condition={guide.get("audience").cloned()} /> }) }
            { part(words.trigger, html! { <Trigger scene={scene.clone()} guide={guide.clone()} /> }) }
            { part(words.progress, html! { <Rest scene={scene.clone()} guide={guide.clone()} /> }) }
        </div></div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PagesProperties {
    scene: Scene,
    value: String,
}

/// Addresses, one a line; an empty line is a beginning and stays while it is typed.
#[component]
fn Pages(properties: &PagesProperties) -> Html {
    let words = use_studio().words();
    let PagesProperties { scene, value } = properties.clone();
    let typed = use_state(|| None::<String>);
    let oninput = {
        let (typed, scene) = (typed.clone(), scene.clone());
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<web_sys::HtmlTextAreaElement>().value();
            let all = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Json::from).collect();
            scene.put("/guide/pages", Json::List(all));
            typed.set(Some(text));
        }
    };
    let onblur = {
        let typed = typed.clone();
        move |_: FocusEvent| typed.set(None)
    };
    html! {
        <div class="field">
            <label for="f-guide-pages" class="unseen">{ words.pages_ }</label>
            <textarea id="f-guide-pages" rows="4" spellcheck="false" value={(*typed).clone().unwrap_or(value)} readonly={scene.is_readonly} aria-describedby="pages-hint" {oninput} {onblur} />
            <p id="pages-hint" class="hint">{ words.pages_hint }</p>
        </div>
    }
}

#[component]
fn Trigger(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, guide } = properties;
    let begin = {
        let scene = scene.clone();
        Callback::from(move |()| {
            let when = map([("kind", Json::from("url")), ("is", Json::List(vec![Json::from("/*")]))]);
            scene.put("/guide/trigger", map([("when", when)]));
        })
    };
    let Some(trigger) = guide.get("trigger") else {
        return html! {
            <div class="row" data-at="/guide/trigger">
                <span class="hint">{ words.trigger_none }</span>
                <Button label={words.add_condition} icon={Icon::Plus} weight={Weight::Quiet} disabled={scene.is_readonly} on_press={begin} />
            </div>
        };
    };
    let offers = vec![
        ("ask".into(), words.offer_ask.into()),
        ("beacon".into(), words.offer_beacon.into()),
        ("start".into(), words.offer_start.into()),
    ];
    let on_offer = {
        let scene = scene.clone();
        Callback::from(move |offer: String| scene.put("/guide/trigger/offer", Json::from(offer.as_str())))
    };
    let kinds = vec![
        ("until_solved".into(), words.f_until_solved.into()),
        ("once".into(), words.f_once.into()),
        ("at_most".into(), words.f_at_most.into()),
        ("always".into(), words.f_always.into()),
    ];
    let frequency = guide
        .get("frequency")
        .and_then(|frequency| word(frequency, "kind"))
        .unwrap_or("until_solved")
        .to_owned();
    let on_frequency = {
        let scene = scene.clone();
        Callback::from(move |kind: String| {
            let times = (kind == "at_most").then_some(("times", Json::Number(3)));
            scene
                .put("/guide/frequency", map([("kind", Json::from(kind.as_str()))].into_iter().chain(times)));
        })
    };
    let on_times = {
        let scene = scene.clone();
        Callback::from(move |text: String| {
            if let Ok(times) = text.trim().parse::<i64>() {
                scene.put("/guide/frequency/times", Json::Number(times.max(1)));
            }
        })
    };
    let times = guide.get("frequency").and_then(|frequency| number(frequency, "times"));
    let end = scene.on.reform(|()| Command::Remove { at: "/guide/trigger".to_owned() });
    html! {
        <div data-at="/guide/trigger">
            <ConditionField scene={scene.clone()} at="/guide/trigger/when" condition={trigger.get("when").cloned()} required=true />
            <div class="columns">
                <Choice id="offer" label={words.offer} value={word(trigger, "offer").unwrap_or("ask").to_owned()} options={offers} on_choose={on_offer} disabled={scene.is_readonly} />
                <Choice id="frequency" label={words.frequency} value={frequency} options={kinds} on_choose={on_frequency} disabled={scene.is_readonly} />
                if let Some(times) = times { <Field id="times" kind="number" label={words.f_at_most} value={times.to_string()} on_input={on_times} readonly={scene.is_readonly} /> }
            </div>
            <Button label={words.trigger_none} icon={Icon::Trash} weight={Weight::Quiet} disabled={scene.is_readonly} on_press={end} />
        </div>
    }
}

#[component]
fn Rest(properties: &PartProperties) -> Html {
    let words = use_studio().words();
    let PartProperties { scene, guide } = properties;
    let kinds = vec![
        ("count".into(), words.progress_count.into()),
        ("bar".into(), words.progress_bar.into()),
        ("hidden".into(), words.progress_hidden.into()),
    ];
    let on_progress = {
        let scene = scene.clone();
        Callback::from(move |kind: String| scene.put("/guide/progress", Json::from(kind.as_str())))
    };
    let on_hours = {
        let scene = scene.clone();
        Callback::from(move |text: String| {
            if let Ok(hours) = text.trim().parse::<i64>() {
                scene.put("/guide/resume_hours", Json::Number(hours.max(0)));
            }
        })
    };
    html! {
        <div class="columns">
            <Choice id="progress" label={words.progress} value={word(guide, "progress").unwrap_or("count").to_owned()} options={kinds} on_choose={on_progress} disabled={scene.is_readonly} />
            <Field id="resume" kind="number" label={words.resume_hours} value={number(guide, "resume_hours").unwrap_or(24).to_string()} on_input={on_hours} readonly={scene.is_readonly} />
        </div>
    }
}
