//! The first account of a new server.

use lotse_api::people::{Session, Setup};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::{Ask, use_studio};
use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field};
use crate::components::shell::Mark;
use crate::hooks::use_title;

/// See the module.
#[component]
pub fn SetupPage() -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.welcome.to_owned());
    let form = use_state(|| Setup {
        code: String::new(),
        name: String::new(),
        email: String::new(),
        password: String::new(),
        project: String::new(),
        language: studio.tongue.tag().to_owned(),
    });
    let is_busy = use_state(|| false);
    let fault = use_state(|| None::<AttrValue>);
    let set = |change: fn(&mut Setup, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut next = (*form).clone();
            change(&mut next, text);
            form.set(next);
        })
    };
    let onsubmit = {
        let (studio, form, is_busy, fault) = (studio.clone(), form.clone(), is_busy.clone(), fault.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let (studio, form, is_busy, fault) =
                (studio.clone(), form.clone(), is_busy.clone(), fault.clone());
            is_busy.set(true);
            spawn_local(async move {
                match studio.server.post::<Session>("/setup", &*form).await {
                    Ok(session) => studio.ask.emit(Ask::Session(session)),
                    Err(failure) => fault.set(Some(studio.words().failure(&failure).into())),
                }
                is_busy.set(false);
            });
        }
    };
    let languages = vec![("de".into(), words.german.into()), ("en".into(), words.english.into())];
    html! {
        <main class="alone" id="main">
            <form class="card" {onsubmit}>
                <Mark />
                <h1>{ words.welcome }</h1>
                <p>{ words.setup_about }</p>
                <Field id="code" label={words.setup_code} hint={words.setup_code_hint} value={form.code.clone()} required=true focused=true
                    on_input={set(|form, text| form.code = text)} />
                <Field id="name" label={words.your_name} value={form.name.clone()} required=true autocomplete="name"
                    on_input={set(|form, text| form.name = text)} />
                <Field id="email" kind="email" label={words.email} value={form.email.clone()} required=true autocomplete="username"
                    on_input={set(|form, text| form.email = text)} />
                <Field id="password" kind="password" label={words.password} hint={words.password_hint} value={form.password.clone()} required=true
                    least="12" autocomplete="new-password" on_input={set(|form, text| form.password = text)} />
                <Field id="project" label={words.project_id} hint={words.project_id_hint} value={form.project.clone()} required=true
                    on_input={set(|form, text| form.project = text)} />
                <Choice id="language" label={words.default_language} hint={words.default_language_hint} value={form.language.clone()} options={languages}
                    on_choose={set(|form, text| form.language = text)} />
                if let Some(fault) = &*fault { <p class="fault" role="alert">{ fault }</p> }
                <Button label={words.begin} weight={Weight::Primary} submits=true busy={*is_busy} />
            </form>
        </main>
    }
}
