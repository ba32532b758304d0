//! Access tokens: what programs sign in with. A secret is shown once, when it is made; the server keeps its digest alone.

use lotse_api::people::{NewToken, Token};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::confirm::Confirm;
use crate::components::dialog::Dialog;
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::field::{Choice, Field};
use crate::components::icon::Icon;
use crate::hooks::{Loaded, stored, use_loaded};
use crate::pages::members::{role_of, roles};
use crate::services::server::part;
use crate::services::{clipboard, clock};
use crate::words::{Words, fill};

/// How long a token holds unless somebody says otherwise, in days.
const DAYS: &str = "90";

/// Properties of [`Tokens`].
#[derive(Clone, PartialEq, Properties)]
pub struct TokensProperties {
    /// Id of the project.
    pub project: String,
}

/// See the module.
#[component]
pub fn Tokens(properties: &TokensProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let path = format!("/projects/{}/tokens", part(&properties.project));
    let reading = {
        let server = studio.server.clone();
        use_loaded(path.clone(), move |path| async move { server.get::<Vec<Token>>(&path).await })
    };
    let is_making = use_state(|| false);
    let open = {
        let is_making = is_making.clone();
        Callback::from(move |()| is_making.set(true))
    };
    let close = {
        let (is_making, again) = (is_making.clone(), reading.again.clone());
        Callback::from(move |()| {
            is_making.set(false);
            again.emit(());
        })
    };
    let make = html! { <Button label={words.token_make} icon={Icon::Plus} on_press={open} /> };
    let content = match &reading.now {
        Loaded::Loading => html! { <p class="hint" aria-busy="true">{ words.loading }</p> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(tokens) if tokens.is_empty() => html! {
            <Empty icon={Icon::Key} title={words.tokens_none} hint={words.tokens_none_hint}>{ make.clone() }</Empty>
        },
        Loaded::Ready(tokens) => html! {
            <>
                <ul class="tokens">{ for tokens.iter().map(|token| html! {
                    <Row key={token.id.clone()} token={token.clone()} path={path.clone()} again={reading.again.clone()} />
                }) }</ul>
                <div class="row">{ make.clone() }</div>
            </>
        },
    };
    html! {
        <section class="part" aria-labelledby="tokens">
            <h2 id="tokens">{ words.tokens }</h2>
            <p class="hint">{ words.tokens_about }</p>
            { content }
            if *is_making { <MakeDialog {path} on_close={close} /> }
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RowProperties {
    token: Token,
    path: String,
    again: Callback<()>,
}

#[component]
fn Row(properties: &RowProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let RowProperties { token, path, again } = properties.clone();
    let is_asking = use_state(|| false);
    let ask = |on: bool| {
        let is_asking = is_asking.clone();
        Callback::from(move |()| is_asking.set(on))
    };
    let revoke = {
        let (studio, path) = (studio.clone(), format!("{path}/{}", part(&token.id)));
        Callback::from(move |()| {
            let (studio, path, again) = (studio.clone(), path.clone(), again.clone());
            spawn_local(async move {
                match studio.server.delete(&path).await {
                    Ok(()) => studio.say(studio.words().revoked),
                    Err(failure) => studio.complain(&failure),
                }
                again.emit(());
            });
        })
    };
    html! {
        <li>
            <div><strong>{ &token.name }</strong><small>{ facts(&token, words, studio.tongue.tag()) }</small></div>
            <span>{ words.role(token.role) }</span>
            <Button label={words.revoke} icon={Icon::Trash} bare=true weight={Weight::Quiet} on_press={ask(true)} />
            if *is_asking { <Confirm label={words.revoke} about={fill(words.revoke_about, &[&token.name])} on_confirm={revoke} on_close={ask(false)} /> }
        </li>
    }
}

fn facts(token: &Token, words: &'static Words, language: &str) -> String {
    let used = token.used_ms.map_or_else(
        || words.token_unused.to_owned(),
        |at_ms| fill(words.token_used, &[&clock::ago(at_ms, language)]),
    );
    let ends = token.expires_ms.map_or_else(
        || words.token_endless.to_owned(),
        |at_ms| fill(words.token_ends, &[&clock::day(at_ms, language)]),
    );
    format!("{used} · {ends}")
}

#[derive(Clone, PartialEq, Properties)]
struct MakeProperties {
    path: String,
    on_close: Callback<()>,
}

/// What is asked of a new token, and then its secret.
#[component]
fn MakeDialog(properties: &MakeProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let MakeProperties { path, on_close } = properties.clone();
    let name = use_state(String::new);
    let days = use_state(|| DAYS.to_owned());
    let role = use_state(|| "publisher".to_owned());
    let made = use_state(|| None::<String>);
    let onsubmit = {
        let (studio, made) = (studio.clone(), made.setter());
        let wish =
            NewToken { name: name.trim().to_owned(), role: role_of(&role), days: days.trim().parse().ok() };
        move |event: SubmitEvent| {
            event.prevent_default();
            let (studio, path, made, wish) = (studio.clone(), path.clone(), made.clone(), wish.clone());
            spawn_local(async move {
                match studio.server.post::<Token>(&path, &wish).await {
                    Ok(token) => made.set(token.secret),
                    Err(failure) => studio.complain(&failure),
                }
            });
        }
    };
    if let Some(secret) = &*made {
        let copy = {
            let (studio, secret) = (studio.clone(), secret.clone());
            Callback::from(move |()| {
                if clipboard::copy(&secret) {
                    studio.say(studio.words().copied);
                }
            })
        };
        let footer = html! {
            <>
                <Button label={words.copy} icon={Icon::Copy} on_press={copy} />
                <Button label={words.done_reading} weight={Weight::Primary} on_press={on_close.clone()} />
            </>
        };
        return html! {
            <Dialog key="made" title={words.tokens} {on_close} {footer}>
                <p>{ words.token_once }</p>
                <pre class="snippet" tabindex="0"><code id="token-secret">{ secret }</code></pre>
            </Dialog>
        };
    }
    html! {
        <Dialog key="asked" title={words.token_make} {on_close}>
            <form class="stack" {onsubmit}>
                <Field id="token-name" label={words.token_name} example={words.token_example} value={(*name).clone()} required=true on_input={stored(&name)} />
                <Choice id="token-role" label={words.role} value={(*role).clone()} options={roles(words)} on_choose={stored(&role)} />
                <Field id="token-days" kind="number" label={words.token_days} hint={words.token_days_hint} value={(*days).clone()} on_input={stored(&days)} />
                <div class="row end"><Button label={words.token_make} icon={Icon::Plus} weight={Weight::Primary} submits=true disabled={name.trim().is_empty()} /></div>
            </form>
        </Dialog>
    }
}
