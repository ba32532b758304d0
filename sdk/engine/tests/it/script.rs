//! What a case does: one line per thing that happens, at a moment, in a tab.

use lotse_engine::effect::Gesture;
use lotse_engine::event::{ElementReport, Event, MissingReason, WatchId};
use lotse_engine::view::ButtonId;
use lotse_model::basic::{AnswerId, GuideId};
use lotse_model::json::Json;

use crate::browser::{Beginning, Browser, Transport};
use crate::render::button_name;
use crate::tab::Spot;

/// A member of a line, as text.
fn text<'a>(line: &'a Json, name: &str) -> Option<&'a str> {
    line.get(name).and_then(Json::as_text)
}

fn flag(line: &Json, name: &str, default: bool) -> bool {
    match line.get(name) {
        Some(Json::Bool(value)) => *value,
        None => default,
        other => panic!("{name} must be true or false, not {other:?}"),
    }
}

fn guide(line: &Json) -> GuideId {
    GuideId::new(text(line, "guide").expect("a guide")).expect("an id")
}

pub fn number(line: &Json, name: &str) -> Option<i64> {
    match line.get(name) {
        Some(Json::Number(number)) => Some(*number),
        None => None,
        other => panic!("{name} must be a number, not {other:?}"),
    }
}

/// The tab of a line.
pub fn tab(line: &Json) -> usize {
    usize::try_from(number(line, "tab").unwrap_or(0)).unwrap()
}

/// Does a line. Returns what it prints, for lines that ask.
pub fn run(line: &Json, browser: &mut Browser) -> Option<Json> {
    let tab = tab(line);
    let now = |browser: &Browser| browser.now(tab);
    match text(line, "do").expect("every line says what it does") {
        "open" => {
            while browser.tabs.len() < tab {
                browser.open(&Beginning::default());
            }
            browser.open(&beginning(line));
        }
        "load" => browser.load(tab, &beginning(line)),
        "wait" => {}
        "elements" => {
            let Some(Json::Map(elements)) = line.get("are") else { panic!("elements `are` a map") };
            for (name, value) in elements {
                browser.tabs[tab].page.insert(name.clone(), spot(value));
            }
        }
        "start" => browser.queue(tab, Event::StartRequested { guide: guide(line) }),
        "stop" => browser.queue(tab, Event::StopRequested),
        "next" => browser.queue(tab, Event::NextRequested),
        "back" => browser.queue(tab, Event::BackRequested),
        "press" => press(text(line, "button").expect("a button"), tab, browser),
        "press_stale" => {
            let card = lotse_engine::view::CardKey(u32::MAX);
            browser.queue(tab, Event::Pressed { card, button: ButtonId::Next });
        }
        "gesture" => make_gesture(line, tab, browser),
        "go" => browser.tabs[tab].go(text(line, "url").expect("a url")),
        "host_event" => {
            let name = text(line, "name").expect("a name").to_owned();
            browser.queue(tab, Event::HostEvent { name });
        }
        "identify" => identify(line, tab, browser),
        "show" | "hide" => {
            let is_visible = text(line, "do") == Some("show");
            browser.tabs[tab].is_visible = is_visible;
            browser.queue(tab, Event::Visibility { is_visible });
        }
        "completed" => browser.queue(tab, Event::Completed),
        "overlay_lost" => browser.queue(tab, Event::OverlayLost),
        "clock" => browser.clock_ms += number(line, "jump_ms").expect("a jump"),
        "unavailable" => browser.unavailable.push(guide(line)),
        "silent" => browser.silent.push(guide(line)),
        "slow" => browser.is_slow = flag(line, "is", true),
        "offline" => browser.is_offline = flag(line, "is", true),
        "change" => change(line, browser),
        "transport" => {
            browser.transport = match text(line, "is").expect("how it is") {
                "acknowledges" => Transport::Acknowledges,
                "refuses" => Transport::Refuses,
                "silent" => Transport::Silent,
                other => panic!("no transport is {other}"),
            }
        }
        "explain" => {
            let Json::Map(mut told) = browser.tabs[tab].engine.explain(&guide(line), now(browser)) else {
                panic!("explanations are objects")
            };
            if !flag(line, "with_trace", false) {
                told.retain(|(name, _)| name != "trace");
            }
            return Some(Json::Map(told));
        }
        other => panic!("nothing is called {other}"),
    }
    None
}

fn beginning(line: &Json) -> Beginning {
    let default = Beginning::default();
    let words = |name: &str| text(line, name).map(str::to_owned);
    Beginning {
        url: words("url").map_or(default.url, |url| format!("https://app.example{url}")),
        language: words("language"),
        page_language: words("page_language"),
        browser_languages: words("browser_language").map_or(default.browser_languages, |tag| vec![tag]),
        is_visible: flag(line, "visible", true),
        sends_records: flag(line, "sends", false),
        runs_triggers: flag(line, "triggers", true),
        is_partial: flag(line, "partial", false),
    }
}

fn spot(value: &Json) -> Spot {
    let missing = |word: &str| match word {
        "absent" => Spot::Missing(MissingReason::Absent),
        "unsure" => Spot::Missing(MissingReason::Unsure),
        "invisible" => Spot::Missing(MissingReason::Invisible),
        "foreign" => Spot::Missing(MissingReason::ForeignFrame),
        "there" => Spot::there(),
        other => panic!("no element is {other}"),
    };
    match value {
        Json::Text(word) => missing(word),
        map => {
            let fact = |name: &str| map.get(name).map(|_| flag(map, name, false));
            Spot::There(ElementReport {
                choice: 0,
                retraced: text(map, "retraced").map(str::to_owned),
                label: text(map, "label").unwrap_or_default().to_owned(),
                is_visible: flag(map, "visible", true),
                is_enabled: flag(map, "enabled", true),
                is_on: fact("on"),
                is_expanded: fact("expanded"),
                is_focused: flag(map, "focused", false),
                is_valid: fact("valid"),
                value: text(map, "value").map(str::to_owned),
                text: text(map, "text").map(str::to_owned),
            })
        }
    }
}

/// Presses a button by its name in the trace, on whatever shows it.
fn press(name: &str, tab: usize, browser: &mut Browser) {
    let view = browser.tabs[tab].engine.view();
    let keys = [
        view.card.as_ref().map(|card| card.key),
        view.beacon.as_ref().map(|beacon| beacon.key),
        view.pill.as_ref().map(|pill| pill.key),
    ];
    let card = keys.into_iter().flatten().next().expect("something to press on");
    browser.queue(tab, Event::Pressed { card, button: button(name) });
}

fn button(name: &str) -> ButtonId {
    if let Some(answer) = name.strip_prefix("answer:") {
        return ButtonId::Answer(AnswerId::new(answer).unwrap());
    }
    if let Some(index) = name.strip_prefix("action:") {
        return ButtonId::Action(index.parse().unwrap());
    }
    let all = [
        ButtonId::Next,
        ButtonId::Back,
        ButtonId::Pause,
        ButtonId::Resume,
        ButtonId::Leave,
        ButtonId::Close,
        ButtonId::ShowMe,
        ButtonId::Retry,
        ButtonId::GoOnAnyway,
        ButtonId::AskPerson,
        ButtonId::TakeOver,
        ButtonId::Accept,
        ButtonId::Decline,
        ButtonId::NotNow,
        ButtonId::Helped,
        ButtonId::NotHelped,
    ];
    all.into_iter().find(|id| button_name(id) == name).unwrap_or_else(|| panic!("no button is called {name}"))
}

fn make_gesture(line: &Json, tab: usize, browser: &mut Browser) {
    let gesture = match text(line, "gesture").expect("a gesture") {
        "click" => Gesture::Click,
        "double_click" => Gesture::DoubleClick,
        "context_menu" => Gesture::ContextMenu,
        "key" => Gesture::Key(text(line, "keys").expect("keys").to_owned()),
        other => panic!("no gesture is {other}"),
    };
    let is_trusted = flag(line, "trusted", true);
    for watch in browser.tabs[tab].watches_of(text(line, "on"), &gesture) {
        browser.queue(tab, Event::Gesture { watch: WatchId(watch), is_trusted });
    }
}

fn identify(line: &Json, tab: usize, browser: &mut Browser) {
    let user = text(line, "user").map(str::to_owned);
    let attributes = match line.get("attributes") {
        Some(Json::Map(attributes)) => attributes.clone(),
        _ => Vec::new(),
    };
    let language = text(line, "language").map(str::to_owned);
    // As the shell does: the keys first, then the event, then what is stored under them.
    browser.tabs[tab].user.clone_from(&user);
    browser.queue(tab, Event::Identified { user, attributes, language });
    browser.restore(tab);
}

/// A new release: the guide with another step id in place of one.
fn change(line: &Json, browser: &mut Browser) {
    let (from, to) = (text(line, "step").expect("a step"), text(line, "becomes").expect("another"));
    let id = guide(line);
    browser.release += 1;
    let guide = browser.guides.iter_mut().find(|guide| guide.id == id).expect("a known guide");
    *guide = crate::suite::read_guide(&rename(lotse_model::wire::Wire::give(guide), from, to));
    for tab in 0..browser.tabs.len() {
        let catalogue = browser.catalogue();
        browser.queue(tab, catalogue);
    }
}

fn rename(json: Json, from: &str, to: &str) -> Json {
    match json {
        Json::Text(text) if text == from => Json::from(to),
        Json::List(items) => Json::List(items.into_iter().map(|item| rename(item, from, to)).collect()),
        Json::Map(members) => {
            Json::Map(members.into_iter().map(|(name, value)| (name, rename(value, from, to))).collect())
        }
        other => other,
    }
}
