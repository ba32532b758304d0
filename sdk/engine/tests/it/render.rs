//! Effects and views as short words, for expected traces that people read.

use lotse_engine::effect::{Effect, Gesture};
use lotse_engine::event::Slot;
use lotse_engine::view::{Button, ButtonId, ButtonRank, Notice, View};
use lotse_model::content::plain_text;
use lotse_model::json::Json;

use crate::tab::{Tab, name};

/// An effect as one line; nothing for timers, which are the engine's own business.
pub fn effect(effect: &Effect) -> Option<String> {
    Some(match effect {
        Effect::FetchGuide { guide, languages, .. } => format!("fetch {guide} in {}", languages.join(", ")),
        Effect::Find { find, targets, wants_value, wants_text, .. } => {
            let names: Vec<&str> = targets.iter().map(name).collect();
            let value = if *wants_value { " with value" } else { "" };
            let text = if *wants_text { " with text" } else { "" };
            format!("find {}: {}{value}{text}", find.0, names.join(" or "))
        }
        Effect::Release { find } => format!("release {}", find.0),
        Effect::Watch { find, gesture, .. } => match find {
            Some(find) => format!("watch {} on {}", self::gesture(gesture), find.0),
            None => format!("watch {}", self::gesture(gesture)),
        },
        Effect::Unwatch { .. } => "unwatch".to_owned(),
        Effect::SetTimer { .. } | Effect::ClearTimer { .. } => return None,
        Effect::Store { slot, value } => store(*slot, value.as_deref().map(read).as_ref()),
        Effect::Navigate { url } => format!("navigate {url}"),
        Effect::Fill { find, value } => format!("fill {} with {value}", find.0),
        Effect::Set { find, is_on } => format!("set {} {}", find.0, if *is_on { "on" } else { "off" }),
        Effect::Focus { find } => format!("focus {}", find.0),
        Effect::Reveal { find } => format!("reveal {}", find.0),
        Effect::Complete => "complete".to_owned(),
        Effect::CallHost { name } => format!("call {name}"),
        Effect::OpenSystemSetting { setting } => format!("system setting {}", setting.word()),
        Effect::Send { batch, .. } => match read(batch).get("records") {
            Some(Json::List(records)) => format!("send {} records", records.len()),
            _ => "send rubbish".to_owned(),
        },
        Effect::Notify { record } => self::record(&read(record)),
        Effect::Diagnose { code, detail } => format!("diagnose {} {detail}", code.name()),
    })
}

/// What the engine has written.
pub fn read(text: &str) -> Json {
    lotse_model::json::parse(text).expect("JSON")
}

pub fn gesture(gesture: &Gesture) -> String {
    match gesture {
        Gesture::Click => "click".to_owned(),
        Gesture::DoubleClick => "double_click".to_owned(),
        Gesture::ContextMenu => "context_menu".to_owned(),
        Gesture::Key(keys) => format!("key {keys}"),
    }
}

fn store(slot: Slot, value: Option<&Json>) -> String {
    let Some(value) = value else { return format!("forget {slot:?}").to_lowercase() };
    let words = |json: Option<&Json>| match json {
        Some(Json::Text(text)) => text.clone(),
        Some(other) => other.write(),
        None => String::new(),
    };
    match slot {
        Slot::Session => {
            let places: Vec<String> = match value.get("spot").and_then(|spot| spot.get("at")) {
                Some(Json::List(places)) => places
                    .iter()
                    .map(|place| format!("{}/{}", words(place.get("guide")), words(place.get("step"))))
                    .collect(),
                _ => Vec::new(),
            };
            let paused = if value.get("is_paused").is_some() { ", paused" } else { "" };
            format!("keep session {} {}{paused}", words(value.get("phase")), places.join(" > "))
        }
        Slot::Leader => format!("keep leader turn {}", words(value.get("turn"))),
        Slot::History => "keep history".to_owned(),
        Slot::Outbox => match value.get("records") {
            Some(Json::List(records)) => format!("keep outbox of {}", records.len()),
            _ => "keep rubbish".to_owned(),
        },
    }
}

fn record(record: &Json) -> String {
    let Some(Json::Map(members)) = record.get("event") else { return "record rubbish".to_owned() };
    let words = members.iter().map(|(name, value)| match (name.as_str(), value) {
        ("kind", Json::Text(kind)) => kind.clone(),
        (_, Json::Text(text)) => format!("{name}={text}"),
        (_, other) => format!("{name}={}", other.write()),
    });
    format!("record {}", words.collect::<Vec<_>>().join(" "))
}

/// What is to be seen.
pub fn view(view: &View, tab: &Tab) -> Json {
    let mut members: Vec<(String, Json)> = Vec::new();
    let mut add = |name: &str, value: String| members.push((name.to_owned(), Json::Text(value)));
    let target = |find: &lotse_engine::event::FindId| {
        let search = &tab.finds[find];
        match &search.told {
            Some(lotse_engine::event::Report::Matched(report)) => {
                name(&search.targets[report.choice as usize]).to_owned()
            }
            _ => format!("{} (vanished)", name(&search.targets[0])),
        }
    };
    if let Some(card) = &view.card {
        let step = card.step.as_ref().map_or("-", |step| step.as_str());
        add("card", format!("{}/{step} {}", card.guide, card.surface.word()));
        for (name, text) in [("title", &card.title), ("body", &card.body)] {
            if let Some(text) = text {
                add(name, plain_text(text));
            }
        }
        if let Some(find) = &card.target {
            add("target", target(find));
        }
        if let Some(label) = &card.target_label {
            add("label", label.clone());
        }
        if let Some(notice) = card.notice {
            add("notice", self::notice(notice));
        }
        if let Some(progress) = card.progress {
            let bar = if progress.is_bar { " as bar" } else { "" };
            add("progress", format!("{} of {}{bar}", progress.step, progress.of));
        }
        add("buttons", card.buttons.iter().map(button).collect::<Vec<_>>().join(" "));
    }
    if let Some(beacon) = &view.beacon {
        add("beacon", format!("{} on {}", beacon.guide, target(&beacon.target)));
    }
    if let Some(pill) = &view.pill {
        add("pill", format!("{:?}: {}", pill.state, plain_text(&pill.title)));
    }
    Json::Map(members)
}

fn notice(notice: Notice) -> String {
    match notice {
        Notice::Ended(outcome) => format!("Ended {}", outcome.word()),
        other => format!("{other:?}"),
    }
}

fn button(button: &Button) -> String {
    let mark = match button.rank {
        ButtonRank::Primary => "!",
        ButtonRank::Secondary => "",
        ButtonRank::Quiet => "~",
    };
    format!("{}{mark}", button_name(&button.id))
}

pub fn button_name(id: &ButtonId) -> String {
    match id {
        ButtonId::Answer(answer) => format!("answer:{answer}"),
        ButtonId::Action(index) => format!("action:{index}"),
        other => format!("{other:?}"),
    }
}

/// JSON with one member or item a line down to the second level, so that differences are small.
pub fn pretty(json: &Json) -> String {
    let mut out = String::new();
    write(json, 0, &mut out);
    out.push('\n');
    out
}

fn write(json: &Json, depth: usize, out: &mut String) {
    let indent = |depth: usize, out: &mut String| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match json {
        Json::List(items) if !items.is_empty() => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                indent(depth + 1, out);
                write(item, depth + 1, out);
            }
            indent(depth, out);
            out.push(']');
        }
        Json::Map(members) if !members.is_empty() => {
            out.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                indent(depth + 1, out);
                out.push_str(&Json::Text(name.clone()).write());
                out.push_str(": ");
                write(value, depth + 1, out);
            }
            indent(depth, out);
            out.push('}');
        }
        plain => out.push_str(&plain.write()),
    }
}
