//! Conditions in words.

use lotse_model::condition::{Condition, ElementState, Test, ValueTest};
use lotse_model::json::Json;
use lotse_model::target::{Evidence, Fact, Target};
use lotse_model::text::Text;
use lotse_model::wire::{Reader, Wire as _};

/// A condition in German or English; as JSON where it cannot be understood.
#[must_use]
pub fn in_words(json: &Json, is_german: bool) -> String {
    match Condition::read(json, &mut Reader::default()) {
        Condition::Known(test) => Words(is_german).test(&test),
        Condition::Unsupported => json.write(),
    }
}

/// German, or else English.
pub(super) struct Words(pub(super) bool);

impl Words {
    pub(super) fn pick<'a>(&self, german: &'a str, english: &'a str) -> &'a str {
        if self.0 { german } else { english }
    }

    fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::Known(test) => self.test(test),
            Condition::Unsupported => self.pick("unbekannte Bedingung", "an unknown condition").to_owned(),
        }
    }

    fn test(&self, test: &Test) -> String {
        let or = self.pick(" oder ", " or ");
        match test {
            Test::All { of } => self.group(of, self.pick(" und ", " and "), self.pick("immer", "always")),
            Test::Any { of } => self.group(of, or, self.pick("nie", "never")),
            Test::Not { of } => format!("{} ({})", self.pick("nicht", "not"), self.condition(of)),
            Test::Url { is } => {
                format!("{} {}", self.pick("Adresse passt zu", "address fits"), quoted(is).join(or))
            }
            Test::Attribute { name, test } => {
                format!("{} “{name}” {}", self.pick("Merkmal", "attribute"), self.value(test))
            }
            Test::Platform { is } => {
                let names: Vec<String> = is.iter().map(|one| one.word().to_owned()).collect();
                format!("{} {}", self.pick("System ist", "system is"), names.join(or))
            }
            Test::Language { is } => format!("{} {}", self.pick("Sprache ist", "language is"), is.join(or)),
            Test::Element { target, state } => format!("{} {}", self.target(target), self.state(state)),
            Test::Guide { guide, history } => {
                let which =
                    guide.as_ref().map_or(self.pick("diese Anleitung", "this guide"), |guide| guide.as_str());
                format!("{which}: {}", history.word().replace('_', " "))
            }
            Test::Date { from, until } => {
                let from = from.as_ref().map(|day| format!("{} {day}", self.pick("ab", "from")));
                let until = until.as_ref().map(|day| format!("{} {day}", self.pick("bis", "until")));
                [from, until].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            Test::HostEvent { name } => {
                format!("{} “{name}”", self.pick("die Anwendung meldet", "the app reports"))
            }
            Test::Answer { step, is } => {
                let answers: Vec<String> = is.iter().map(|answer| format!("“{answer}”")).collect();
                format!(
                    "{} “{step}” {} {}",
                    self.pick("Antwort auf", "answer to"),
                    self.pick("ist", "is"),
                    answers.join(or)
                )
            }
        }
    }

    fn group(&self, of: &[Condition], between: &str, none: &str) -> String {
        let is_group = |part: &Condition| matches!(part, Condition::Known(test) if matches!(**test, Test::All { .. } | Test::Any { .. }));
        let word = |part: &Condition| {
            let words = self.condition(part);
            if is_group(part) && of.len() > 1 { format!("({words})") } else { words }
        };
        if of.is_empty() { none.to_owned() } else { of.iter().map(word).collect::<Vec<_>>().join(between) }
    }

    /// What people call an element, or what is known of it.
    pub(super) fn target(&self, target: &Target) -> String {
        let prefer = |names: &lotse_model::basic::Table<String>| {
            let language = self.pick("de", "en");
            let first = names.iter().next().map(|(_, name)| name);
            names.get(language).or(first).cloned()
        };
        let named = match &target.name {
            Some(Text::Inline(names)) => prefer(names),
            _ => None,
        };
        let fact = |fact: &Evidence| match fact {
            Evidence::Known(Fact::Name { is } | Fact::Label { is } | Fact::Text { is }) => prefer(is),
            _ => None,
        };
        let named = named.or_else(|| target.evidence.iter().find_map(fact));
        let first = target.evidence.first().map(|evidence| evidence.give().write());
        named.map(|name| format!("“{name}”")).or(first).unwrap_or_else(|| "?".to_owned())
    }

    pub(super) fn state(&self, state: &ElementState) -> String {
        let (german, english) = match state {
            ElementState::Visible {} => ("ist sichtbar", "is visible"),
            ElementState::Hidden {} => ("ist nicht sichtbar", "is not visible"),
            ElementState::Enabled {} => ("ist benutzbar", "can be used"),
            ElementState::Disabled {} => ("ist gesperrt", "cannot be used"),
            ElementState::On {} => ("ist an", "is on"),
            ElementState::Off {} => ("ist aus", "is off"),
            ElementState::Expanded {} => ("ist aufgeklappt", "is open"),
            ElementState::Collapsed {} => ("ist zugeklappt", "is closed"),
            ElementState::Focused {} => ("hat den Fokus", "has the focus"),
            ElementState::Valid {} => ("ist gültig", "is valid"),
            ElementState::Invalid {} => ("ist ungültig", "is not valid"),
            ElementState::Value { test } => {
                return format!("({}) {}", self.pick("Wert", "value"), self.value(test));
            }
            ElementState::Text { test } => {
                return format!("({}) {}", self.pick("Text", "text"), self.value(test));
            }
        };
        self.pick(german, english).to_owned()
    }

    pub(super) fn value(&self, test: &ValueTest) -> String {
        match test {
            ValueTest::Present {} => self.pick("ist vorhanden", "is there").to_owned(),
            ValueTest::Absent {} => self.pick("fehlt", "is missing").to_owned(),
            ValueTest::Is { any } => {
                format!("{} {}", self.pick("ist", "is"), quoted(any).join(self.pick(" oder ", " or ")))
            }
            ValueTest::Contains { text } => format!("{} “{text}”", self.pick("enthält", "contains")),
            ValueTest::Like { glob } => format!("{} “{glob}”", self.pick("passt zu", "fits")),
            ValueTest::Number { at_least, at_most } => {
                let least =
                    at_least.map(|number| format!("{} {number}", self.pick("mindestens", "at least")));
                let most = at_most.map(|number| format!("{} {number}", self.pick("höchstens", "at most")));
                let bounds: Vec<String> = [least, most].into_iter().flatten().collect();
                format!("{} {}", self.pick("ist", "is"), bounds.join(", "))
            }
        }
    }
}

pub(super) fn quoted(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| format!("“{text}”")).collect()
}
