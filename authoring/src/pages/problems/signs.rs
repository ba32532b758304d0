//! What in the page or the application points to a problem: error texts, states, events, failed requests.

use lotse_model::json::Json;
use yew::prelude::*;

use super::target_choice::TargetChoice;
use crate::components::field::{Choice, Field};
use crate::pages::documents::fields::{add, line, remove};
use crate::pages::guide::form::{StateField, patterns};
use crate::pages::guide::scene::{Scene, items, map, word};
use crate::words::help::HelpWords;
use crate::words::{Words, fill, label_of};

/// The language of texts that are looked for whatever language is spoken.
const ANY: &str = "*";

/// All signs of a problem.
pub fn signs(scene: &Scene, problem: &Json, words: &'static Words, help: &'static HelpWords) -> Html {
    let all = items(problem, "signs");
    html! {
        <>
            <p class="hint">{ help.signs_hint }</p>
            <ul class="stack">{ for all.iter().enumerate().map(|(index, sign)| one(scene, index, sign, words, help)) }</ul>
            { add(scene, "/problem/signs", all.len(), help.add_sign, begun("text")) }
        </>
    }
}

fn begun(kind: &str) -> Json {
    let own = [("kind", Json::from(kind))];
    let more = match kind {
        "text" => vec![("like", Json::Map(Vec::new()))],
        "state" => vec![
            ("target", map([("evidence", Json::List(Vec::new()))])),
            ("state", map([("kind", Json::from("visible"))])),
        ],
        "host_event" => vec![("name", Json::from(""))],
        _ => vec![("url", Json::List(vec![Json::from("/api/*")]))],
    };
    map(own.into_iter().chain(more))
}

fn one(scene: &Scene, index: usize, sign: &Json, words: &'static Words, help: &'static HelpWords) -> Html {
    let at = format!("/problem/signs/{index}");
    let kind = word(sign, "kind").unwrap_or("text").to_owned();
    let options = [
        ("text", help.g_text),
        ("state", help.g_state),
        ("host_event", help.g_host_event),
        ("failed_request", help.g_failed_request),
    ]
    .map(|(value, name)| (AttrValue::from(value), AttrValue::from(name)))
    .to_vec();
    let on_choose = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |kind: String| scene.put(at.clone(), begun(&kind)))
    };
    let fields = match kind.as_str() {
        "text" => error_texts(scene, &at, sign, help),
        "state" => html! {
            <>
                <TargetChoice scene={scene.clone()} at={format!("{at}/target")} target={sign.get("target").cloned()} />
                <StateField scene={scene.clone()} at={format!("{at}/state")} state={sign.get("state").cloned()} />
            </>
        },
        "host_event" => line(scene, format!("{at}/name"), sign, "name", help.event_name, words.event_example),
        _ => html! {
            <>
                <div class="labelled"><span class="label">{ help.request_urls }</span>
                    { patterns(scene, &format!("{at}/url"), items(sign, "url"), help.request_urls, "/api/print*") }</div>
                { status(scene, format!("{at}/status"), items(sign, "status"), help) }
            </>
        },
    };
    html! {
        <li class="part" key={index}>
            <div class="row stretch">
                <Choice id={format!("sign-{index}")} label={fill(help.sign, &[&(index + 1).to_string()])} value={kind} {options} {on_choose} />
                { remove(scene, at, words) }
            </div>
            { fields }
        </li>
    }
}

fn error_texts(scene: &Scene, at: &str, sign: &Json, help: &'static HelpWords) -> Html {
    let like = sign.get("like").cloned().unwrap_or_default();
    let field = |language: &str, label: String, hint: &'static str| {
        let place = format!("{at}/like/{language}");
        let was_there = like.get(language).is_some();
        let on_input = {
            let (scene, place) = (scene.clone(), place.clone());
            Callback::from(move |typed: String| scene.put_text(place.clone(), &typed, was_there))
        };
        let value = word(&like, language).unwrap_or_default().to_owned();
        let fault = scene.fault(&place);
        html! { <Field id={format!("like{}", place.replace(['/', '*'], "-"))} {label} {hint} {value} {on_input} {fault} /> }
    };
    let own = |language: &String| field(language, format!("{} ({})", help.sign_text, label_of(language)), "");
    html! {
        <>
            { for scene.languages.iter().map(own) }
            { field(ANY, format!("{} ({})", help.sign_text, help.any_language), help.sign_text_hint) }
        </>
    }
}

fn status(scene: &Scene, at: String, all: &[Json], help: &'static HelpWords) -> Html {
    let value = all.iter().map(Json::write).collect::<Vec<_>>().join("; ");
    html! { <Numbers scene={scene.clone()} {at} {value} label={help.request_status} hint={help.request_status_hint} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct NumbersProperties {
    scene: Scene,
    at: String,
    value: String,
    label: AttrValue,
    hint: AttrValue,
}

/// Several whole numbers in one line. What is typed stays as typed until the field is left.
#[component]
fn Numbers(properties: &NumbersProperties) -> Html {
    let NumbersProperties { scene, at, value, label, hint } = properties.clone();
    let typed = use_state(|| None::<String>);
    let on_input = {
        let (typed, scene, at) = (typed.clone(), scene.clone(), at.clone());
        Callback::from(move |text: String| {
            let all = text.split([';', ',', ' ']).filter_map(|one| one.trim().parse().ok());
            scene.put(at.clone(), Json::List(all.map(Json::Number).collect()));
            typed.set(Some(text));
        })
    };
    let on_leave = {
        let typed = typed.clone();
        Callback::from(move |()| typed.set(None))
    };
    let fault = scene.fault(&at).or_else(|| scene.fault(&format!("{at}/0")));
    let id = format!("numbers{}", at.replace('/', "-"));
    html! { <Field {id} {label} {hint} value={(*typed).clone().unwrap_or(value)} {on_input} {on_leave} {fault} /> }
}
