//! What the host app asks through the public API, as events for the engine.

use lotse_engine::event::Event;
use lotse_model::basic::GuideId;
use lotse_model::condition::Condition;
use lotse_model::json::Json;
use lotse_model::wire::{Reader, Wire};

/// A call of the public API.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Something for the engine.
    Event(Event),
    /// The user has changed: stored state is another one too.
    Identify(Event),
    /// The address has changed.
    PageChanged(String),
    /// Why a guide was (not) offered.
    Explain(GuideId),
    /// What is known of conditions, for the help panel.
    Asked(Vec<Condition>),
    /// The accepted manifest, for the help panel.
    Bundle,
    /// A chunk that came with a single file, for the help panel.
    Part(String),
}

impl Command {
    /// The command behind a call; `None` for calls and payloads that mean nothing.
    #[must_use]
    pub fn read(name: &str, payload: &str) -> Option<Self> {
        let json = lotse_model::json::parse(payload).ok()?;
        let text = |member: &str| json.get(member).and_then(Json::as_text).map(str::to_owned);
        Some(match name {
            "start" => Command::Event(Event::StartRequested { guide: GuideId::new(&text("guide")?)? }),
            "stop" => Command::Event(Event::StopRequested),
            "next" => Command::Event(Event::NextRequested),
            "back" => Command::Event(Event::BackRequested),
            "host_event" => Command::Event(Event::HostEvent { name: text("name")? }),
            "identify" => Command::Identify(identified(&json)?),
            "page_changed" => Command::PageChanged(text("url")?),
            "asked" => Command::Asked(Wire::read(json.get("conditions")?, &mut Reader::default())),
            "bundle" => Command::Bundle,
            "part" => Command::Part(text("name")?),
            "explain" => Command::Explain(GuideId::new(&text("guide")?)?),
            _ => return None,
        })
    }
}

fn identified(json: &Json) -> Option<Event> {
    if *json == Json::Null {
        return Some(Event::Identified { user: None, attributes: Vec::new(), language: None });
    }
    let text = |member: &str| json.get(member).and_then(Json::as_text).map(str::to_owned);
    let attributes = match json.get("attributes") {
        Some(Json::Map(members)) => members.clone(),
        _ => Vec::new(),
    };
    Some(Event::Identified { user: Some(text("id")?), attributes, language: text("language") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_become_commands() {
        let guide = GuideId::new("tray").unwrap();
        let start = Command::read("start", r#"{"guide":"tray"}"#);
        assert_eq!(start, Some(Command::Event(Event::StartRequested { guide })));
        let anna = Command::read(
            "identify",
            r#"{"id":"anna","attributes":{"role":"clerk","level":3},"language":"de"}"#,
        );
        let attributes =
            vec![("role".to_owned(), Json::from("clerk")), ("level".to_owned(), Json::Number(3))];
        let event =
            Event::Identified { user: Some("anna".to_owned()), attributes, language: Some("de".to_owned()) };
        assert_eq!(anna, Some(Command::Identify(event)));
        let nobody = Event::Identified { user: None, attributes: Vec::new(), language: None };
        assert_eq!(Command::read("identify", "null"), Some(Command::Identify(nobody)));
    }

    #[test]
    fn nonsense_means_nothing() {
        for (name, payload) in
            [("start", "{}"), ("start", "{"), ("start", r#"{"guide":"../x"}"#), ("fly", "{}")]
        {
            assert_eq!(Command::read(name, payload), None, "{name} {payload}");
        }
    }
}
