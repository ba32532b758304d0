//! What stands in members of guides and steps, in words: targets, what completes a step, what buttons do, and all the rest.

use lotse_model::action::Action;
use lotse_model::json::Json;
use lotse_model::step::Completion;
use lotse_model::target::{Evidence, Fact, Target};
use lotse_model::wire::{Reader, Wire};

use super::condition::Words;
use super::names;

/// Members that are conditions wherever they stand.
const CONDITIONS: [&str; 5] = ["audience", "entry", "skip_when", "condition", "when"];
/// Members that are texts wherever they stand.
const TEXTS: [&str; 5] = ["title", "body", "label", "summary", "name"];

/// The value of a member in German or English.
pub(super) fn in_words(member: &str, json: &Json, is_german: bool) -> String {
    let parts: Vec<&str> = member.split('/').collect();
    let name = match parts.as_slice() {
        [.., list, item] if *list == "actions" && item.parse::<usize>().is_ok() => "",
        parts => parts.last().copied().unwrap_or_default(),
    };
    Words(is_german).member(name, json)
}

fn read<T: Wire>(json: &Json) -> Option<T> {
    T::take(json, &mut Reader::default())
}

impl Words {
    fn member(&self, name: &str, json: &Json) -> String {
        let said = match name {
            "target" | "on" | "within" | "frame" => read(json).map(|target| self.described(&target)),
            "alternatives" => read(json).map(|all: Vec<Target>| {
                let all: Vec<String> = all.iter().map(|target| self.described(target)).collect();
                all.join("; ")
            }),
            "completion" => read(json).map(|all: Vec<Completion>| {
                let all: Vec<String> = all.iter().map(|way| self.completion(way)).collect();
                all.join(self.pick(" oder ", " or "))
            }),
            "action" => read(json).map(|action| self.action(&action)),
            name if CONDITIONS.contains(&name) => Some(super::condition_in_words(json, self.0)),
            name if TEXTS.contains(&name) => self.text(json),
            _ => None,
        };
        said.unwrap_or_else(|| self.plain(json))
    }

    /// Without knowing what it is: no braces, no quotes around names.
    fn plain(&self, json: &Json) -> String {
        match json {
            Json::Null => self.pick("nichts", "nothing").to_owned(),
            Json::Bool(true) => self.pick("ja", "yes").to_owned(),
            Json::Bool(false) => self.pick("nein", "no").to_owned(),
            Json::Text(text) => names::word(text, self.0).map_or_else(|| format!("“{text}”"), str::to_owned),
            Json::List(items) => {
                let all: Vec<String> = items.iter().map(|item| self.plain(item)).collect();
                if all.is_empty() { self.pick("nichts", "nothing").to_owned() } else { all.join(", ") }
            }
            Json::Map(members) => {
                let kind = json.get("kind").and_then(Json::as_text).map(|kind| {
                    names::word(kind, self.0).map_or_else(|| kind.replace('_', " "), str::to_owned)
                });
                let rest =
                    members.iter().filter(|(name, _)| !["kind", "id", "next"].contains(&name.as_str()));
                let rest = rest.map(|(name, value)| {
                    format!("{}: {}", names::member(name, self.0), self.member(name, value))
                });
                kind.into_iter().chain(rest).collect::<Vec<_>>().join(", ")
            }
            other => other.write(),
        }
    }

    fn text(&self, json: &Json) -> Option<String> {
        let Json::Map(languages) = json else { return None };
        let own = json.get(self.pick("de", "en")).or_else(|| languages.first().map(|(_, text)| text));
        own.and_then(Json::as_text).map(|text| format!("“{text}”"))
    }

    /// What an element is called, and what it is known by.
    fn described(&self, target: &Target) -> String {
        let mut known: Vec<String> = Vec::new();
        for piece in &target.evidence {
            let fact = match piece {
                Evidence::Known(fact) => self.fact(fact),
                Evidence::Unsupported => self.pick("Unbekanntem", "something unknown").to_owned(),
            };
            if !known.contains(&fact) {
                known.push(fact);
            }
        }
        let mut said = self.target(target);
        if !known.is_empty() {
            said = format!("{said} ({} {})", self.pick("erkannt an", "known by"), known.join(", "));
        }
        if let Some(outer) = &target.within {
            said = format!("{said} {} {}", self.pick("in", "in"), self.target(outer));
        }
        said
    }

    fn fact(&self, fact: &Fact) -> String {
        match fact {
            Fact::Role { role } => format!("{} {role}", self.pick("Rolle", "role")),
            Fact::Name { .. } => self.pick("Name", "name").to_owned(),
            Fact::Text { .. } => self.pick("Text", "text").to_owned(),
            Fact::Label { .. } => self.pick("Beschriftung", "label").to_owned(),
            Fact::Attribute { name, .. } => format!("{} {name}", self.pick("Attribut", "attribute")),
            Fact::Tag { tag } => format!("{} {tag}", self.pick("Element", "element")),
            Fact::Css { .. } => "CSS".to_owned(),
            Fact::Position { index, of } => {
                format!("{} {index} {} {of}", self.pick("Platz", "place"), self.pick("von", "of"))
            }
            Fact::Ancestry { .. } => self.pick("Umgebung", "surroundings").to_owned(),
            Fact::Heading { .. } => self.pick("Überschrift davor", "heading before it").to_owned(),
            Fact::Linkage { .. } => self.pick("Aufzeichnung der Seite", "record of the page").to_owned(),
        }
    }

    fn completion(&self, way: &Completion) -> String {
        let on = |on: &Option<Target>, german: &str, english: &str| {
            let place =
                on.as_ref().map(|target| format!(" {} {}", self.pick("auf", "on"), self.target(target)));
            format!("{}{}", self.pick(german, english), place.unwrap_or_default())
        };
        match way {
            Completion::Next {} => self.pick("„Weiter“", "“Next”").to_owned(),
            Completion::Click { on: target } => on(target, "Klick", "a click"),
            Completion::DoubleClick { on: target } => on(target, "Doppelklick", "a double click"),
            Completion::ContextMenu { on: target } => on(target, "Rechtsklick", "a right click"),
            Completion::Key { keys } => format!("{} {keys}", self.pick("Taste", "key")),
            Completion::Input { test, on: target } => {
                format!("{}: {}", on(target, "Eingabe", "input"), self.value(test))
            }
            Completion::State { state, on: target } => {
                let what = target.as_ref().map(|target| self.target(target));
                let what = what.unwrap_or_else(|| self.pick("das Ziel", "the target").to_owned());
                format!("{what} {}", self.state(state))
            }
            Completion::Navigation { to } if to.is_empty() => {
                self.pick("eine andere Seite", "another page").to_owned()
            }
            Completion::Navigation { to } => {
                let to = super::condition::quoted(to).join(self.pick(" oder ", " or "));
                format!("{} {to}", self.pick("Seite", "page"))
            }
            Completion::HostEvent { name } => {
                format!("{} “{name}”", self.pick("die Anwendung meldet", "the app reports"))
            }
        }
    }

    fn action(&self, action: &Action) -> String {
        match action {
            Action::Navigate { url } => format!("{} {url}", self.pick("geht zu", "goes to")),
            Action::OpenGuide { guide } => {
                format!("{} “{guide}”", self.pick("öffnet die Anleitung", "opens the guide"))
            }
            Action::Fill { target, value } => {
                let target = self.target(target);
                if self.0 {
                    format!("trägt „{value}“ in {target} ein")
                } else {
                    format!("fills “{value}” into {target}")
                }
            }
            Action::Set { target, is_on } => {
                let target = self.target(target);
                match (self.0, is_on) {
                    (true, true) => format!("schaltet {target} ein"),
                    (true, false) => format!("schaltet {target} aus"),
                    (false, true) => format!("switches {target} on"),
                    (false, false) => format!("switches {target} off"),
                }
            }
            Action::Focus { target } => {
                let target = self.target(target);
                if self.0 {
                    format!("setzt den Fokus auf {target}")
                } else {
                    format!("puts the focus on {target}")
                }
            }
            Action::HostCallback { name } => {
                format!("{} “{name}”", self.pick("ruft in der Anwendung auf:", "calls in the app:"))
            }
            Action::OpenSystemSetting { setting } => {
                let setting = setting.word().replace('_', " ");
                format!(
                    "{}: {setting}",
                    self.pick("öffnet Einstellungen des Systems", "opens settings of the system")
                )
            }
        }
    }
}
