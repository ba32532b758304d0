//! Languages, rules, environments and access tokens of a project.

mod embedding;
mod tokens;

use lotse_api::guides::{Environment, Settings};
use lotse_model::text::platform_form;
use serde_json::Value;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::{Studio, use_studio};
use crate::components::button::{Button, Weight};
use crate::components::failed::Failed;
use crate::components::field::{Choice, Field, Toggle};
use crate::components::icon::Icon;
use crate::components::page::PageFrame;
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::pages::library::languages;
use crate::services::server::{Failure, part};
use crate::words::label_of;
use embedding::Embedding;
use tokens::Tokens;

/// Properties of [`SettingsPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct SettingsPageProperties {
    /// Id of the project.
    pub project: String,
}

/// See the module.
#[component]
pub fn SettingsPage(properties: &SettingsPageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.settings.to_owned());
    let path = format!("/projects/{}/settings", part(&properties.project));
    let reading = {
        let server = studio.server.clone();
        use_loaded(path.clone(), move |path| async move { server.get::<Settings>(&path).await })
    };
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(settings) => html! {
            <div class="settings-page">
                <Form key={settings.revision.to_string()} project={properties.project.clone()} settings={(**settings).clone()} {path} again={reading.again.clone()} />
                <Tokens project={properties.project.clone()} />
            </div>
        },
    };
    html! { <PageFrame title={words.settings} about={words.settings_about} narrow=true>{ content }</PageFrame> }
}

/// Saves settings; what the server has then is read again.
pub async fn store(studio: &Studio, path: &str, settings: &Settings) -> Result<(), Failure> {
    studio.server.put::<Settings>(path, settings).await.map(|_| studio.say(studio.words().settings_saved))
}

/// Puts a member into the project's document.
pub fn put(project: &mut Value, name: &str, value: Value) {
    if let Some(members) = project.as_object_mut() {
        members.insert(name.to_owned(), value);
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FormProperties {
    project: String,
    settings: Settings,
    path: String,
    again: Callback<()>,
}

type Change = Box<dyn FnOnce(&mut Settings)>;

#[component]
fn Form(properties: &FormProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let FormProperties { project, settings, path, again } = properties.clone();
    let form = use_state(|| settings.clone());
    let tongues = use_state(|| languages(&settings).join(", "));
    let change = {
        let form = form.clone();
        Callback::from(move |change: Change| {
            let mut next = (*form).clone();
            change(&mut next);
            form.set(next);
        })
    };
    let onsubmit = {
        let (studio, form) = (studio.clone(), form.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let (studio, form, path, again) = (studio.clone(), (*form).clone(), path.clone(), again.clone());
            spawn_local(async move {
                match store(&studio, &path, &form).await {
                    Ok(()) => again.emit(()),
                    Err(failure) => studio.complain(&failure),
                }
            });
        }
    };
    let on_name = change.reform(|name: String| -> Change { Box::new(move |settings| settings.name = name) });
    let on_tongues = {
        let (tongues, change) = (tongues.clone(), change.clone());
        Callback::from(move |typed: String| {
            let all: Vec<Value> =
                typed.split(',').map(str::trim).filter(|one| !one.is_empty()).map(Value::from).collect();
            change.emit(Box::new(move |settings| put(&mut settings.project, "languages", Value::Array(all))));
            tongues.set(typed);
        })
    };
    let on_default = change.reform(|language: String| -> Change {
        Box::new(move |settings| put(&mut settings.project, "default_language", language.into()))
    });
    let on_eyes =
        change.reform(|on: bool| -> Change { Box::new(move |settings| settings.needs_four_eyes = on) });
    let on_usage =
        change.reform(|on: bool| -> Change { Box::new(move |settings| settings.takes_usage = on) });
    let add = change.reform(|()| -> Change {
        Box::new(|settings| {
            settings.environments.push(Environment {
                name: String::new(),
                origins: Vec::new(),
                start_url: None,
                keys: Vec::new(),
                manifest: String::new(),
            });
        })
    });
    let known: Vec<(AttrValue, AttrValue)> = tongues
        .split(',')
        .map(str::trim)
        .filter(|one| !one.is_empty() && platform_form(one).is_none())
        .map(|one| (one.to_owned().into(), label_of(one).into()))
        .collect();
    let default = form.project.get("default_language").and_then(Value::as_str).unwrap_or_default().to_owned();
    html! {
        <form class="settings-page" {onsubmit}>
            <section class="part">
                <h2>{ words.general }</h2>
                <Field id="name" label={words.project_name} value={form.name.clone()} required=true on_input={on_name} />
                <Field id="languages" label={words.languages} hint={words.languages_hint} value={(*tongues).clone()} required=true on_input={on_tongues} />
                <Choice id="default-language" label={words.default_language} hint={words.default_language_hint} value={default} options={known} on_choose={on_default} />
                <Toggle id="four-eyes" label={words.four_eyes} hint={words.four_eyes_hint} on={form.needs_four_eyes} on_switch={on_eyes} />
                <Toggle id="usage" label={words.takes_usage} hint={words.takes_usage_hint} on={form.takes_usage} on_switch={on_usage} />
            </section>
            <section class="part">
                <h2>{ words.environments }</h2>
                { for form.environments.iter().enumerate().map(|(index, environment)| html! {
                    <EnvironmentForm key={index} project={project.clone()} {index} environment={environment.clone()} change={change.clone()} />
                }) }
                <div class="row"><Button label={words.add_environment} icon={Icon::Plus} on_press={add} /></div>
            </section>
            <div class="row end"><Button label={words.save} weight={Weight::Primary} submits=true /></div>
        </form>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct EnvironmentProperties {
    project: String,
    index: usize,
    environment: Environment,
    change: Callback<Change>,
}

#[component]
fn EnvironmentForm(properties: &EnvironmentProperties) -> Html {
    let words = use_studio().words();
    let EnvironmentProperties { project, index, environment, change } = properties.clone();
    let origins = use_state(|| environment.origins.join("\n"));
    let edit = |write: fn(&mut Environment, String)| {
        change.reform(move |text: String| -> Change {
            Box::new(move |settings| {
                if let Some(environment) = settings.environments.get_mut(index) {
                    write(environment, text);
                }
            })
        })
    };
    let on_origins = {
        let (origins, edit) = (
            origins.clone(),
            edit(|environment, text| {
                environment.origins =
                    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
            }),
        );
        move |event: InputEvent| {
            let text = event.target_unchecked_into::<web_sys::HtmlTextAreaElement>().value();
            edit.emit(text.clone());
            origins.set(text);
        }
    };
    let on_start = edit(|environment, text| environment.start_url = (!text.is_empty()).then_some(text));
    let remove = change.reform(move |()| -> Change {
        Box::new(move |settings| {
            if index < settings.environments.len() {
                settings.environments.remove(index);
            }
        })
    });
    let id = |name: &str| format!("environment-{index}-{name}");
    html! {
        <fieldset class="environment">
            <legend class="unseen">{ format!("{} {}", words.environment, environment.name) }</legend>
            <div class="row stretch">
                <Field id={id("name")} label={words.project_name} value={environment.name.clone()} required=true on_input={edit(|environment, text| environment.name = text)} />
                <Button label={words.remove} icon={Icon::Trash} bare=true weight={Weight::Quiet} on_press={remove} />
            </div>
            <div class="field">
                <label for={id("origins")}>{ words.origins }</label>
                <textarea id={id("origins")} rows="2" spellcheck="false" value={(*origins).clone()} oninput={on_origins} aria-describedby={id("origins-hint")} />
                <p id={id("origins-hint")} class="hint">{ words.origins_hint }</p>
            </div>
            <Field id={id("start")} kind="url" label={words.start_url} value={environment.start_url.clone().unwrap_or_default()} on_input={on_start} />
            if !environment.manifest.is_empty() { <Embedding project={project.clone()} environment={environment.clone()} /> }
        </fieldset>
    }
}
