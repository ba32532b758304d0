//! What the SDK can look at by itself, silently.

use lotse_model::json::Json;
use yew::prelude::*;

use crate::components::field::Choice;
use crate::pages::documents::fields::{Unit, choice, line, numeric};
use crate::pages::guide::form::{ConditionField, ValueField};
use crate::pages::guide::scene::{Scene, map, word};
use crate::words::help::HelpWords;

/// Checks and what they are called.
fn kinds(help: &HelpWords) -> Vec<(AttrValue, AttrValue)> {
    [
        ("condition", help.k_condition),
        ("browser_below", help.k_browser_below),
        ("cookies_blocked", help.k_cookies),
        ("storage_blocked", help.k_storage),
        ("notifications_blocked", help.k_notifications),
        ("clock_skew", help.k_clock),
        ("offline", help.k_offline),
        ("unreachable", help.k_unreachable),
        ("host_fact", help.k_host_fact),
        ("disagree", help.k_disagree),
    ]
    .map(|(value, name)| (value.into(), name.into()))
    .to_vec()
}

/// What a check is called: its kind, and of what kind there can be several, which one.
pub fn named(check: &Json, help: &HelpWords) -> Option<String> {
    let kind = word(check, "kind")?;
    let (_, said) = kinds(help).into_iter().find(|(known, _)| known == kind)?;
    let name = word(check, "name").filter(|name| !name.is_empty());
    Some(name.map_or_else(|| said.to_string(), |name| format!("{said} ({name})")))
}

/// A check to begin with.
pub fn begun(kind: &str) -> Json {
    let text = |text: &str| Json::from(text);
    let fact = |is: &str| map([("kind", text("browser")), ("is", text(is))]);
    let more = match kind {
        "condition" => {
            let pages = Json::List(vec![text("/*")]);
            vec![("holds", map([("kind", text("url")), ("is", pages)]))]
        }
        "browser_below" => vec![("name", text("firefox")), ("version", Json::Number(120))],
        "clock_skew" => vec![("more_than_s", Json::Number(300))],
        "unreachable" => vec![("name", text("")), ("within_ms", Json::Number(5_000))],
        "host_fact" => vec![("name", text("")), ("test", map([("kind", text("present"))]))],
        "disagree" => {
            vec![("one", fact("time_zone")), ("other", map([("kind", text("host")), ("name", text(""))]))]
        }
        _ => Vec::new(),
    };
    map([("kind", text(kind))].into_iter().chain(more))
}

/// The fields of a check.
pub fn check(scene: &Scene, at: &str, check: Option<&Json>, help: &'static HelpWords) -> Html {
    let check = check.cloned().unwrap_or_default();
    let kind = word(&check, "kind").unwrap_or("condition").to_owned();
    let on_choose = {
        let (scene, at) = (scene.clone(), at.to_owned());
        Callback::from(move |kind: String| scene.put(at.clone(), begun(&kind)))
    };
    let name = |label: &'static str| line(scene, format!("{at}/name"), &check, "name", label, "");
    let whole = |name: &str, label: &'static str, usual: i64| {
        numeric(scene, format!("{at}/{name}"), &check, name, Unit { label, usual, per: 1.0, most: 100_000 })
    };
    let fields = match kind.as_str() {
        "condition" => html! {
            <ConditionField scene={scene.clone()} at={format!("{at}/holds")} condition={check.get("holds").cloned()} required=true />
        },
        "browser_below" => html! {
            <div class="columns">{ browser(scene, at, &check, help) }{ whole("version", help.version_, 120) }</div>
        },
        "clock_skew" => whole("more_than_s", help.seconds_, 300),
        "unreachable" => html! {
            <div class="columns">{ name(help.address_name) }{ whole("within_ms", help.within_ms, 5_000) }</div>
        },
        "host_fact" => html! {
            <>
                { name(help.fact_name) }
                <ValueField scene={scene.clone()} at={format!("{at}/test")} test={check.get("test").cloned()} />
            </>
        },
        "disagree" => html! {
            <div class="columns">
                { fact(scene, format!("{at}/one"), check.get("one"), help.fact_one, help) }
                { fact(scene, format!("{at}/other"), check.get("other"), help.fact_other, help) }
            </div>
        },
        _ => Html::default(),
    };
    html! {
        <>
            <Choice id={format!("check{}", at.replace('/', "-"))} label={help.check_kind} value={kind} options={kinds(help)} {on_choose} />
            { fields }
        </>
    }
}

fn browser(scene: &Scene, at: &str, check: &Json, help: &'static HelpWords) -> Html {
    let all = [("chrome", "Chrome"), ("edge", "Edge"), ("firefox", "Firefox"), ("safari", "Safari")];
    let all = all.map(|(value, name)| (value.into(), name.into())).to_vec();
    choice(scene, format!("{at}/name"), word(check, "name").unwrap_or_default(), help.browser_name, all)
}

/// A fact of the browser, or one of the application by its name.
fn fact(
    scene: &Scene,
    at: String,
    fact: Option<&Json>,
    label: &'static str,
    help: &'static HelpWords,
) -> Html {
    let fact = fact.cloned().unwrap_or_default();
    let is_host = word(&fact, "kind") == Some("host");
    let value = if is_host { "host" } else { word(&fact, "is").unwrap_or_default() }.to_owned();
    let options = [
        ("time_zone", help.f_time_zone),
        ("language", help.f_language),
        ("page_language", help.f_page_language),
        ("host", help.f_host),
    ];
    let options = options.map(|(value, name)| (value.into(), name.into())).to_vec();
    let on_choose = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |chosen: String| {
            let fact = match chosen.as_str() {
                "host" => map([("kind", Json::from("host")), ("name", Json::from(""))]),
                is => map([("kind", Json::from("browser")), ("is", Json::from(is))]),
            };
            scene.put(at.clone(), fact);
        })
    };
    html! {
        <div class="stack">
            <Choice id={format!("fact{}", at.replace('/', "-"))} {label} {value} {options} {on_choose} />
            if is_host { { line(scene, format!("{at}/name"), &fact, "name", help.fact_name, "") } }
        </div>
    }
}
