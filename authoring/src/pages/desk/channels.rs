//! What the desk is called, when somebody is there, and how to reach it.

use lotse_model::json::Json;
use yew::prelude::*;

use super::priorities::PRIORITIES;
use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field, Toggle};
use crate::components::icon::Icon;
use crate::pages::documents::fields::{add, choice, line, mover, remove, several, text};
use crate::pages::guide::form::patterns;
use crate::pages::guide::scene::{Scene, items, map, word};
use crate::services::clock::{time_zone, time_zones};
use crate::words::Words;
use crate::words::help::HelpWords;

const CHANNELS: &str = "/desk/channels";

/// Name, hours and channels.
pub fn channels(scene: &Scene, desk: &Json, words: &'static Words, help: &'static HelpWords) -> Html {
    let all = items(desk, "channels");
    let new = map([("by", Json::from("phone")), ("address", Json::from(""))]);
    let place = "/desk/hours".to_owned();
    html! {
        <>
            <section class="part">
                { text(scene, "/desk/name".into(), desk, "name", help.desk_name, false) }
                <p class="hint">{ help.desk_name_hint }</p>
            </section>
            <section class="part">
                <h2>{ help.hours }</h2>
                <p class="hint">{ help.hours_hint }</p>
                { hours(scene, &place, desk.get("hours"), words, help) }
            </section>
            <section class="part">
                <h2>{ help.channels }</h2>
                <p class="hint">{ help.channels_hint }</p>
                <ul class="stack">{ for all.iter().enumerate().map(|(index, one)| channel(scene, desk, index, one, words, help)) }</ul>
                if let Some(fault) = scene.fault(CHANNELS) { <p class="fault" role="status">{ fault }</p> }
                { add(scene, CHANNELS, all.len(), help.add_channel, new) }
            </section>
        </>
    }
}

/// Openings of a week and days on which nobody is there.
fn hours(
    scene: &Scene,
    at: &str,
    hours: Option<&Json>,
    words: &'static Words,
    help: &'static HelpWords,
) -> Html {
    let hours = hours.cloned().unwrap_or_default();
    let list = format!("{at}/open");
    let open = items(&hours, "open");
    let days = [
        ("monday", help.monday),
        ("tuesday", help.tuesday),
        ("wednesday", help.wednesday),
        ("thursday", help.thursday),
        ("friday", help.friday),
        ("saturday", help.saturday),
        ("sunday", help.sunday),
    ];
    let opening = |(index, one): (usize, &Json)| {
        let place = format!("{list}/{index}");
        html! {
            <li class="opening" key={index}>
                { several(scene, format!("{place}/days"), items(one, "days"), help.days_label, &days) }
                { line(scene, format!("{place}/from"), one, "from", help.from_time, "") }
                { line(scene, format!("{place}/until"), one, "until", help.until_time, "") }
                { remove(scene, place.clone(), words) }
                if let Some(fault) = scene.fault(&place) { <p class="fault" role="status">{ fault }</p> }
            </li>
        }
    };
    let new = map([
        ("days", Json::List(vec![Json::from("saturday")])),
        ("from", Json::from("09:00")),
        ("until", Json::from("12:00")),
    ]);
    html! {
            <>
                { zone(scene, format!("{at}/time_zone"), word(&hours, "time_zone").unwrap_or_default(), help) }
                <ul class="stack">{ for open.iter().enumerate().map(opening) }</ul>
                if let Some(fault) = scene.fault(&list) { <p class="fault" role="status">{ fault }</p> }
                { add(scene, list.clone(), open.len(), help.add_opening, new) }
                <div class="labelled"><span class="label">{ help.closed_days }</span>
                    { patterns(scene, &format!("{at}/closed"), items(&hours, "closed"), help.closed_days, "2026-12-25; 2027-01-01") }
    </div>
            </>
        }
}

/// The zones that this browser knows; typed where it tells none.
fn zone(scene: &Scene, at: String, now: &str, help: &'static HelpWords) -> Html {
    let zones = time_zones();
    if zones.is_empty() {
        let on_input = {
            let (scene, at) = (scene.clone(), at.clone());
            Callback::from(move |typed: String| scene.put(at.clone(), Json::from(typed.as_str())))
        };
        let fault = scene.fault(&at);
        return html! { <Field id={format!("zone{}", at.replace('/', "-"))} label={help.time_zone} value={now.to_owned()} {on_input} {fault} /> };
    }
    let on_choose = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |zone: String| scene.put(at.clone(), Json::from(zone.as_str())))
    };
    let options = zones
        .into_iter()
        .map(|zone| (AttrValue::from(zone.clone()), AttrValue::from(zone.replace('_', " "))))
        .collect::<Vec<_>>();
    let hint = scene.fault(&at).unwrap_or_default();
    html! { <Choice id={format!("zone{}", at.replace('/', "-"))} label={help.time_zone} value={now.to_owned()} {options} {on_choose} {hint} /> }
}

fn channel(
    scene: &Scene,
    desk: &Json,
    index: usize,
    channel: &Json,
    words: &'static Words,
    help: &'static HelpWords,
) -> Html {
    let at = format!("{CHANNELS}/{index}");
    let by = word(channel, "by").unwrap_or("form").to_owned();
    let kinds = [("phone", help.phone), ("form", help.form), ("mail", help.mail), ("page", help.page_)]
        .map(|(value, name)| (value.into(), name.into()))
        .to_vec();
    let label = match by.as_str() {
        "phone" => help.address_phone,
        "mail" => help.address_mail,
        _ => help.address_page,
    };
    let own = channel.get("hours");
    let on_switch = {
        let (scene, at, usual) = (scene.clone(), format!("{at}/hours"), desk.get("hours").cloned());
        Callback::from(move |on: bool| match (on, &usual) {
            (true, Some(usual)) => scene.put(at.clone(), usual.clone()),
            (true, None) => scene.put(at.clone(), map([("time_zone", Json::from(time_zone().as_str()))])),
            (false, _) => scene.remove(at.clone()),
        })
    };
    let count = items(desk, "channels").len();
    html! {
        <li class="channel" key={index}>
            <div class="row stretch">
                { choice(scene, format!("{at}/by"), &by, help.channel_by, kinds) }
                { mover(scene, CHANNELS, index, count, words) }
                { remove(scene, at.clone(), words) }
            </div>
            if by != "form" { { line(scene, format!("{at}/address"), channel, "address", label, "") } }
            if by == "form" && channel.get("address").is_some() {
                <Button label={words.remove} icon={Icon::Trash} weight={Weight::Quiet} on_press={{
                    let (scene, at) = (scene.clone(), format!("{at}/address"));
                    Callback::from(move |()| scene.remove(at.clone()))
                }} />
            }
            { several(scene, format!("{at}/priorities"), items(channel, "priorities"), help.for_priorities, &PRIORITIES) }
            <Toggle id={format!("own-hours-{index}")} label={help.own_hours} on={own.is_some()} {on_switch} />
            if own.is_some() { <div class="nested">{ hours(scene, &format!("{at}/hours"), own, words, help) }</div> }
        </li>
    }
}
