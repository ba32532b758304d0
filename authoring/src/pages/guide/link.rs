//! Meeting the picker: opening the app from here, or a code that is typed there. And trying, as somebody else.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lotse_api::channel::Simulation;
use lotse_api::guides::Environment;
use lotse_api::pairing::CODE_LASTS_MS;
use lotse_model::text::platform_form;
use serde_json::{Map, Value};
use yew::prelude::*;
use yew_router::prelude::*;

use super::desk::{Linking, Message};
use super::meet::Code;
use super::scene::{Shared, StepName};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::dialog::Dialog;
use crate::components::field::{Choice, Field};
use crate::components::icon::Icon;
use crate::route::Route;

/// Properties of [`LinkDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct LinkProperties {
    /// Id of the project.
    pub project: String,
    /// Where the host app is.
    pub environments: Vec<Environment>,
    /// A code that is typed in the app.
    pub code: Code,
    /// What is to happen.
    pub on: Callback<Linking>,
    /// It is to be shut.
    pub on_close: Callback<()>,
}

/// See the module.
#[component]
pub fn LinkDialog(properties: &LinkProperties) -> Html {
    let words = use_studio().words();
    let LinkProperties { project, environments, code, on, on_close } = properties.clone();
    let usable: Vec<Environment> = environments.into_iter().filter(|one| !one.origins.is_empty()).collect();
    let chosen = use_state(|| usable.first().map(|one| one.name.clone()).unwrap_or_default());
    let environment = usable.iter().find(|one| one.name == *chosen).cloned();
    let begins_at = |one: &Environment| {
        one.start_url.clone().or_else(|| one.origins.first().cloned()).unwrap_or_default()
    };
    let address = use_state(|| environment.as_ref().map(begins_at).unwrap_or_default());
    let Some(environment) = environment else {
        return html! {
            <Dialog title={words.open_app} {on_close}>
                <p>{ words.no_app }</p>
                <div class="row end"><Link<Route> classes="button primary" to={Route::Settings { project }}>{ words.settings }</Link<Route>></div>
            </Dialog>
        };
    };
    let onsubmit = {
        let (on, environment, address) = (on.clone(), environment.clone(), address.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            on.emit(Linking::Open(environment.clone(), (*address).clone()));
        }
    };
    let on_address = {
        let address = address.clone();
        Callback::from(move |text: String| address.set(text))
    };
    let on_choose = {
        let (chosen, address, usable) = (chosen.clone(), address.clone(), usable.clone());
        Callback::from(move |name: String| {
            if let Some(environment) = usable.iter().find(|one| one.name == name) {
                address.set(begins_at(environment));
            }
            chosen.set(name);
        })
    };
    let pair = {
        let environment = environment.clone();
        on.reform(move |()| Linking::Pair(environment.clone()))
    };
    let is_own = environment.origins.iter().any(|origin| {
        address
            .strip_prefix(origin.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    });
    let fault = (!is_own).then_some(AttrValue::Static(words.other_origin));
    let options: Vec<(AttrValue, AttrValue)> =
        usable.iter().map(|one| (one.name.clone().into(), one.name.clone().into())).collect();
    html! {
        <Dialog title={words.open_app} {on_close}>
            <form class="stack" {onsubmit}>
                <p>{ words.open_app_about }</p>
                if options.len() > 1 { <Choice id="link-environment" label={words.environment} value={(*chosen).clone()} {options} {on_choose} /> }
                <Field id="link-address" kind="url" label={words.start_url} value={(*address).clone()} required=true focused=true on_input={on_address} {fault} />
                <div class="row end"><Button label={words.open_app} icon={Icon::Play} weight={Weight::Primary} submits=true disabled={!is_own} /></div>
            </form>
            <p class="or"><span>{ words.or }</span></p>
            <CodePart {code} {pair} environment={(*chosen).clone()} />
        </Dialog>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct CodeProperties {
    code: Code,
    /// Whose app it is for.
    environment: String,
    /// Asks for one.
    pair: Callback<()>,
}

/// The code, for apps that sever the windows of others. Where nothing was asked for yet it comes by itself.
#[component]
fn CodePart(properties: &CodeProperties) -> Html {
    let words = use_studio().words();
    let CodeProperties { code, environment, pair } = properties.clone();
    let is_over = use_state(|| false);
    {
        let (pair, is_wanted) = (pair.clone(), code != Code::None);
        use_effect_with(environment, move |_| {
            if is_wanted {
                pair.emit(());
            }
        });
    }
    {
        let is_over = is_over.clone();
        use_effect_with(code.clone(), move |code| {
            is_over.set(false);
            let is_shown = matches!(code, Code::Shown(_));
            let ends = is_shown.then(|| Timeout::new(CODE_LASTS_MS, move || is_over.set(true)));
            move || drop(ends)
        });
    }
    match code {
        Code::Shown(code) if !*is_over => html! {
            <>
                <p>{ words.code_hint }{ " " }{ words.code_about }</p>
                <p class="code" role="status">{ code }</p>
            </>
        },
        _ => html! {
            <div class="row between"><span class="hint">{ words.code_hint }</span><Button label={words.get_code} icon={Icon::Key} on_press={pair} /></div>
        },
    }
}

/// Properties of [`TryDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct TryProperties {
    /// Languages of the project.
    pub languages: Rc<Vec<String>>,
    /// All steps.
    pub steps: Shared<Vec<StepName>>,
    /// Errors found.
    pub errors: usize,
    /// What is to happen.
    pub on: Callback<Message>,
    /// It is to be shut.
    pub on_close: Callback<()>,
}

/// Whom and what to simulate.
#[component]
pub fn TryDialog(properties: &TryProperties) -> Html {
    let words = use_studio().words();
    let TryProperties { languages, steps, errors, on, on_close } = properties.clone();
    let form = use_state(|| [String::new(), String::new(), String::new(), String::new()]);
    let set = |place: usize| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut next = (*form).clone();
            if let Some(slot) = next.get_mut(place) {
                *slot = text;
            }
            form.set(next);
        })
    };
    let [language, platform, missing, facts] = (*form).clone();
    let onsubmit = {
        let (on, form) = (on.clone(), form.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let [language, platform, missing, facts] = (*form).clone();
            let given = |text: String| (!text.is_empty()).then_some(text);
            let simulate = Simulation {
                attributes: attributes(&facts),
                language: given(language),
                platform: given(platform),
                missing: given(missing),
            };
            on.emit(Message::Front(None));
            on.emit(Message::Linking(Linking::Try(simulate)));
        }
    };
    let usual = (AttrValue::Static(""), AttrValue::Static(words.as_it_is));
    let with_usual =
        |more: Vec<(AttrValue, AttrValue)>| core::iter::once(usual.clone()).chain(more).collect::<Vec<_>>();
    let languages = languages.iter().filter(|one| platform_form(one).is_none());
    let tongues = languages.map(|one| (one.clone().into(), one.to_uppercase().into())).collect();
    let platforms = [
        ("windows", words.p_windows),
        ("macos", words.p_macos),
        ("linux", words.p_linux),
        ("ios", words.p_ios),
        ("android", words.p_android),
    ];
    let platforms =
        platforms.map(|(value, name)| (AttrValue::Static(value), AttrValue::Static(name))).to_vec();
    let targets =
        steps.iter().enumerate().filter(|(_, step)| step.kind == "instruct" || step.kind == "question");
    let targets = targets
        .map(|(index, step)| (step.id.clone(), AttrValue::from(format!("{}. {}", index + 1, step.title))))
        .collect();
    html! {
        <Dialog title={words.try_guide} {on_close}>
            <form class="stack" {onsubmit}>
                <p>{ words.try_hint }</p>
                if errors > 0 { <p class="fault" role="alert">{ words.try_blocked }</p> }
                <div class="columns">
                    <Choice id="try-language" label={words.language} value={language} options={with_usual(tongues)} on_choose={set(0)} />
                    <Choice id="try-platform" label={words.c_platform} value={platform} options={with_usual(platforms)} on_choose={set(1)} />
                </div>
                <Choice id="try-missing" label={words.simulate_missing} value={missing} options={with_usual(targets)} on_choose={set(2)} />
                <Field id="try-facts" label={words.simulate_facts} hint={words.simulate_facts_hint} example="role=clerk; department=sales" value={facts} on_input={set(3)} />
                <div class="row end"><Button label={words.try_guide} icon={Icon::Play} weight={Weight::Primary} submits=true disabled={errors > 0} /></div>
            </form>
        </Dialog>
    }
}

/// `name=value; other=value` as facts about the user.
pub fn attributes(text: &str) -> Map<String, Value> {
    let pairs = text.split(';').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (name.trim().to_owned(), Value::from(value.trim())))
        .filter(|(name, _)| !name.is_empty())
        .collect()
}
