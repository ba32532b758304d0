//! Outages: what is out of order, for which problems, from when until when, and how many say "me too".

use lotse_model::json::Json;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Opened;
use crate::components::button::{Button, Weight};
use crate::components::field::Field;
use crate::components::icon::{Icon, Sign};
use crate::pages::documents::fields::{add, fresh, remove, text};
use crate::pages::guide::scene::{Scene, items, map, number, word};
use crate::pages::library::title_in;
use crate::route::Route;
use crate::services::clock::{local_minute, of_local_minute};
use crate::words::help::HelpWords;
use crate::words::{Words, fill};

const NOTICES: &str = "/desk/notices";

/// All outages.
pub fn notices(
    scene: &Scene,
    desk: &Json,
    opened: &Opened,
    words: &'static Words,
    help: &'static HelpWords,
    tongue: &str,
) -> Html {
    let all = items(desk, "notices");
    let first = opened.problems.first().map(|problem| Json::from(problem.problem.as_str()));
    let new = map([
        ("id", fresh("outage", all)),
        ("problems", Json::List(first.into_iter().collect())),
        ("title", Json::Map(Vec::new())),
    ]);
    html! {
        <>
            <p class="hint">{ help.notices_hint }</p>
            <p class="go-live"><Sign icon={Icon::Rocket} />{ help.go_live }{ " " }
                <Link<Route> to={Route::Releases { project: scene.project.to_string() }}>{ help.go_to_releases }</Link<Route>></p>
            <ul class="stack">{ for all.iter().enumerate().map(|(index, one)| notice(scene, index, one, opened, words, help, tongue)) }</ul>
            { add(scene, NOTICES, all.len(), help.add_notice, new) }
        </>
    }
}

fn notice(
    scene: &Scene,
    index: usize,
    notice: &Json,
    opened: &Opened,
    words: &'static Words,
    help: &'static HelpWords,
    tongue: &str,
) -> Html {
    let at = format!("{NOTICES}/{index}");
    let id = word(notice, "id").unwrap_or_default().to_owned();
    let moment = |member: &'static str, label: &'static str, empty: &'static str| {
        let place = format!("{at}/{member}");
        let now = number(notice, member);
        let on_input = {
            let (scene, place) = (scene.clone(), place.clone());
            Callback::from(move |typed: String| match of_local_minute(&typed) {
                Some(at_s) => scene.put(place.clone(), Json::Number(at_s)),
                None if now.is_some() => scene.remove(place.clone()),
                None => {}
            })
        };
        let value = now.map(local_minute).unwrap_or_default();
        let hint = format!("{empty} {}", help.local_time);
        html! { <Field id={format!("{member}-{index}")} kind="datetime-local" {label} {hint} {value} {on_input} fault={scene.fault(&place)} /> }
    };
    let counts: Vec<String> = opened
        .counts
        .iter()
        .filter(|count| count.notice == id)
        .map(|count| fill(help.me_too, &[&count.me_too.to_string(), &count.environment]))
        .collect();
    let said = if counts.is_empty() { help.me_too_none.to_owned() } else { counts.join(" · ") };
    html! {
        <li class="part" key={id.clone()}>
            <div class="row between"><h2>{ fill(help.notice, &[&(index + 1).to_string()]) }</h2>{ remove(scene, at.clone(), words) }</div>
            { text(scene, format!("{at}/title"), notice, "title", help.notice_title, false) }
            { text(scene, format!("{at}/body"), notice, "body", help.notice_body, true) }
            { problems(scene, format!("{at}/problems"), items(notice, "problems"), opened, help, tongue) }
            <div class="columns">
                { moment("from_s", help.notice_from, help.notice_at_once) }
                { moment("until_s", help.notice_until, help.notice_open_end) }
            </div>
            <p class="hint"><Sign icon={Icon::People} />{ " " }{ said }</p>
        </li>
    }
}

/// The problems that it is about; one that is gone can be taken away.
fn problems(
    scene: &Scene,
    at: String,
    chosen: &[Json],
    opened: &Opened,
    help: &'static HelpWords,
    tongue: &str,
) -> Html {
    let mut known: Vec<(String, String)> = opened
        .problems
        .iter()
        .map(|one| (one.problem.clone(), title_in(&one.title, tongue).unwrap_or(&one.problem).to_owned()))
        .collect();
    let chosen: Vec<&str> = chosen.iter().filter_map(Json::as_text).collect();
    for id in &chosen {
        if !known.iter().any(|(one, _)| one == id) {
            known.push(((*id).to_owned(), (*id).to_owned()));
        }
    }
    let one = |(id, title): &(String, String)| {
        let is_on = chosen.contains(&id.as_str());
        let mut next: Vec<Json> =
            chosen.iter().filter(|one| **one != id).map(|one| Json::from(*one)).collect();
        if !is_on {
            next.push(Json::from(id.as_str()));
        }
        let (scene, at) = (scene.clone(), at.clone());
        let press = Callback::from(move |()| scene.put(at.clone(), Json::List(next.clone())));
        html! { <Button label={title.clone()} pressed={Some(is_on)} weight={Weight::Quiet} on_press={press} /> }
    };
    let fault = scene.fault(&at).or_else(|| scene.fault(&format!("{at}/0")));
    html! {
        <div class={classes!("field", "several", fault.is_some().then_some("faulty"))} role="group" aria-label={help.notice_problems}>
            <span class="label">{ help.notice_problems }</span>
            <div class="row">{ for known.iter().map(one) }</div>
            if let Some(fault) = fault { <p class="hint">{ fault }</p> }
        </div>
    }
}
