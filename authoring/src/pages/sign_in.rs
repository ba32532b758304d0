//! Signing in.

use lotse_api::people::{Session, SignIn};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::{Ask, use_studio};
use crate::components::button::{Button, Weight};
use crate::components::field::Field;
use crate::components::shell::Mark;
use crate::hooks::use_title;
use crate::words::fill;

/// See the module.
#[component]
pub fn SignInPage() -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.sign_in.to_owned());
    let email = use_state(String::new);
    let password = use_state(String::new);
    let is_busy = use_state(|| false);
    let fault = use_state(|| None::<AttrValue>);
    let onsubmit = {
        let (studio, email, password) = (studio.clone(), email.clone(), password.clone());
        let (is_busy, fault) = (is_busy.clone(), fault.clone());
        move |event: SubmitEvent| {
            event.prevent_default();
            let wish = SignIn { email: (*email).clone(), password: (*password).clone() };
            let (studio, is_busy, fault) = (studio.clone(), is_busy.clone(), fault.clone());
            is_busy.set(true);
            spawn_local(async move {
                match studio.server.post::<Session>("/sign-in", &wish).await {
                    Ok(session) => studio.ask.emit(Ask::Session(session)),
                    Err(failure) => fault.set(Some(studio.words().failure(&failure).into())),
                }
                is_busy.set(false);
            });
        }
    };
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    html! {
        <main class="alone" id="main">
            <form class="card" {onsubmit}>
                <Mark />
                <h1>{ "Lotse" }</h1>
                <p>{ words.sign_in_about }</p>
                <Field id="email" kind="email" label={words.email} value={(*email).clone()} required=true focused=true
                    autocomplete="username" on_input={set(&email)} />
                <Field id="password" kind="password" label={words.password} value={(*password).clone()} required=true
                    autocomplete="current-password" on_input={set(&password)} />
                if let Some(fault) = &*fault { <p class="fault" role="alert">{ fault }</p> }
                <Button label={words.sign_in} weight={Weight::Primary} submits=true busy={*is_busy} />
                if let Some(provider) = &studio.session.provider {
                    <p class="or"><span>{ words.or }</span></p>
                    <a class="button plain" href={format!("{}/oidc/start", lotse_api::ROOT)}>{ fill(words.sign_in_with, &[provider]) }</a>
                }
            </form>
        </main>
    }
}
