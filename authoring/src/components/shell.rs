//! What stands around every page: where one is, where one can go, who one is.

use lotse_api::people::Role;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlSelectElement, KeyboardEvent};
use yew::prelude::*;
use yew_router::prelude::*;

use super::button::{Button, Weight};
use super::icon::{Icon, Sign};
use super::menu::{Item, Menu};
use super::palette::{Entry, Palette};
use crate::app::{Ask, Offered, Studio, use_studio};
use crate::hooks::use_keys;
use crate::route::Route;
use crate::services::preference::Scheme;
use crate::words::Tongue;

/// Properties of [`Shell`].
#[derive(Clone, PartialEq, Properties)]
pub struct ShellProperties {
    /// The page.
    pub children: Html,
}

/// See the module.
#[component]
pub fn Shell(properties: &ShellProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let route = use_route::<Route>().unwrap_or(Route::Home);
    let navigator = use_navigator();
    let offered = use_context::<Offered>().unwrap_or_default();
    let is_open = use_state(|| false);
    {
        let is_open = is_open.clone();
        use_keys(Callback::from(move |event: KeyboardEvent| {
            if (event.ctrl_key() || event.meta_key()) && event.key().eq_ignore_ascii_case("k") {
                event.prevent_default();
                is_open.set(!*is_open);
            }
        }));
    }
    let project = route.project().map(str::to_owned);
    let go = Callback::from(move |route: Route| {
        if let Some(navigator) = &navigator {
            navigator.push(&route);
        }
    });
    let close = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(false))
    };
    let open = {
        let is_open = is_open.clone();
        Callback::from(move |()| is_open.set(true))
    };
    html! {
        <div class="shell">
            <a class="skip" href="#main">{ words.skip_to_content }</a>
            <nav class="sidebar" aria-label={words.navigation}>
                <div class="brand"><Mark /><span>{ "Lotse" }</span></div>
                if let Some(project) = &project {
                    <ProjectChoice project={project.clone()} go={go.clone()} />
                    <button type="button" class="palette-button" onclick={open.reform(|_| ())}>
                        <Sign icon={Icon::Search} /><span>{ words.commands }</span><kbd>{ "Ctrl K" }</kbd>
                    </button>
                    <ul>{ for places(&studio, project).into_iter().map(|(to, label, icon)| link(&route, to, label, icon)) }</ul>
                }
                <Account />
            </nav>
            { properties.children.clone() }
            if *is_open {
                <Palette entries={entries(&studio, &offered, project.as_deref(), &go)} on_close={close} />
            }
        </div>
    }
}

/// The sign of Lotse: a bearing.
#[component]
pub fn Mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <circle cx="12" cy="12" r="9.5" /><path d="M12 4.500 15.200 16 12 13.600 8.800 16Z" />
        </svg>
    }
}

fn places(studio: &Studio, project: &str) -> Vec<(Route, &'static str, Icon)> {
    let (words, help) = (studio.words(), studio.tongue.help());
    let project = project.to_owned();
    let mut all = vec![
        (Route::Library { project: project.clone() }, words.library, Icon::Library),
        (Route::Problems { project: project.clone() }, words.self_help, Icon::Problem),
        (Route::Checklists { project: project.clone() }, help.checklists, Icon::List),
        (Route::Cases { project: project.clone() }, help.cases, Icon::Cases),
        (Route::Releases { project: project.clone() }, words.releases, Icon::Rocket),
        (Route::Theme { project: project.clone() }, words.theme, Icon::Palette),
        (Route::Members { project: project.clone() }, words.members, Icon::People),
        (Route::Ledger { project: project.clone() }, words.ledger, Icon::Ledger),
    ];
    if studio.may(&project, Role::Admin) {
        all.push((Route::Desk { project: project.clone() }, help.desk, Icon::Desk));
        all.push((Route::Settings { project }, words.settings, Icon::Settings));
    }
    all
}

fn link(now: &Route, to: Route, label: &'static str, icon: Icon) -> Html {
    let is_here = match (now, &to) {
        (Route::Guide { .. } | Route::Versions { .. }, Route::Library { .. })
        | (Route::Problem { .. }, Route::Problems { .. })
        | (Route::Checklist { .. }, Route::Checklists { .. })
        | (Route::Case { .. }, Route::Cases { .. }) => true,
        (now, to) => now == to,
    };
    html! {
        <li>
            <Link<Route> to={to} classes={classes!("place", is_here.then_some("here"))}>
                <Sign {icon} /><span>{ label }</span>
            </Link<Route>>
        </li>
    }
}

fn entries(studio: &Studio, offered: &Offered, project: Option<&str>, go: &Callback<Route>) -> Vec<Entry> {
    let words = studio.words();
    let mut all: Vec<Entry> = (*offered.0).clone();
    for (to, label, icon) in project.map(|project| places(studio, project)).unwrap_or_default() {
        let on_choose = go.reform(move |()| to.clone());
        all.push(Entry { label: label.into(), group: words.go_to.into(), icon, keys: None, on_choose });
    }
    let mut set = |label: &'static str, group: &'static str, icon: Icon, ask: fn() -> Ask| {
        let on_choose = studio.ask.reform(move |()| ask());
        all.push(Entry { label: label.into(), group: group.into(), icon, keys: None, on_choose });
    };
    set(words.scheme_light, words.scheme, Icon::Sun, || Ask::Scheme(Scheme::Light));
    set(words.scheme_dark, words.scheme, Icon::Moon, || Ask::Scheme(Scheme::Dark));
    set(words.scheme_system, words.scheme, Icon::Screen, || Ask::Scheme(Scheme::System));
    set(words.english, words.language, Icon::Texts, || Ask::Tongue(Tongue::English));
    set(words.german, words.language, Icon::Texts, || Ask::Tongue(Tongue::German));
    all
}

#[derive(Clone, PartialEq, Properties)]
struct ProjectChoiceProperties {
    project: String,
    go: Callback<Route>,
}

#[component]
fn ProjectChoice(properties: &ProjectChoiceProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let go = properties.go.clone();
    let onchange = move |event: Event| {
        let project = event.target_unchecked_into::<HtmlSelectElement>().value();
        go.emit(if project.is_empty() { Route::Home } else { Route::Library { project } });
    };
    html! {
        <div class="choice project-choice">
            <select aria-label={words.project} {onchange}>
                { for studio.session.projects.iter().map(|one| html! {
                    <option value={one.project.clone()} selected={one.project == properties.project}>{ &one.name }</option>
                }) }
                <option value="">{ format!("{} …", words.new_project) }</option>
            </select>
        </div>
    }
}

/// Language, light, and the way out.
#[component]
fn Account() -> Html {
    let studio = use_studio();
    let words = studio.words();
    let name = studio.session.user.as_ref().map(|user| user.name.clone()).unwrap_or_default();
    let (next_scheme, scheme_icon, scheme_name) = match studio.scheme {
        Scheme::System => (Scheme::Light, Icon::Screen, words.scheme_system),
        Scheme::Light => (Scheme::Dark, Icon::Sun, words.scheme_light),
        Scheme::Dark => (Scheme::System, Icon::Moon, words.scheme_dark),
    };
    let next_tongue = if studio.tongue == Tongue::English { Tongue::German } else { Tongue::English };
    let leave = {
        let studio = studio.clone();
        Callback::from(move |()| {
            let studio = studio.clone();
            spawn_local(async move {
                match studio.server.tell("/sign-out", &serde_json::json!({})).await {
                    Ok(()) => studio.ask.emit(Ask::Begin),
                    Err(failure) => studio.complain(&failure),
                }
            });
        })
    };
    html! {
        <div class="account">
            <Menu label={name} icon={Icon::People} weight={Weight::Quiet} items={vec![Item::new(words.sign_out, Icon::Leave, leave)]} />
            <div class="row">
                <Button label={format!("{}: {scheme_name}", words.scheme)} icon={scheme_icon} bare=true weight={Weight::Quiet}
                    on_press={studio.ask.reform(move |()| Ask::Scheme(next_scheme))} />
                <Button label={if next_tongue == Tongue::German { "Deutsch" } else { "English" }} weight={Weight::Quiet}
                    on_press={studio.ask.reform(move |()| Ask::Tongue(next_tongue))} />
            </div>
        </div>
    }
}
