//! What has changed of an element, in parts that can be said in words.
//!
//! Records are numbers but for four texts: of what they compare, often only that it is another one can be said. Targets say their facts.

use lotse_locator::linkage::Evidence;
use lotse_locator::linkage::print::{
    AFTER, ATTRIBUTES, BEFORE, CLASSES, COLUMN, FIELD, FIRST, HEADING, HINT, HOLDER, ICON, ID, LABEL,
    LANDMARKS, LAST, LINK, NAME, ROLE, ROW, TAG, TEXT, TYPE,
};
use lotse_model::json::Json;
use lotse_model::text::fitting_language;

use super::{evidence, kind};

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trait {
    /// What kind of control it is.
    Kind,
    /// Its accessible name.
    Name,
    /// What stands in it.
    Text,
    /// What labels it.
    Label,
    /// Title, placeholder or alternative text.
    Hint,
    /// Its id.
    Id,
    /// An attribute; which, where it is known.
    Attribute(String),
    /// Where it leads.
    Link,
    /// Drawing and classes.
    Look,
    /// The heading above it.
    Heading,
    /// Row and column of its table.
    Table,
    /// The part of the page that it is in.
    Region,
    /// Its place among others.
    Place,
    /// What stands before and after it.
    Around,
}

/// What is known of one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// There is none.
    Nothing,
    /// There is one; what it says is not known.
    Unsaid,
    /// This.
    Said(String),
}

/// A part that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which.
    pub what: Trait,
    /// What it was.
    pub was: Side,
    /// What it is.
    pub is: Side,
}

/// What two records tell apart.
#[must_use]
pub fn of_records(old: &Evidence, new: &Evidence) -> Vec<Change> {
    let (was, is) = (&old.print, &new.print);
    let differs = |features: &[usize]| features.iter().any(|feature| was.get(*feature) != is.get(*feature));
    let has = |print: &lotse_locator::linkage::print::Print, features: &[usize]| {
        features.iter().any(|feature| print.get(*feature) != 0)
    };
    let side = |is_there: bool, said: &str| match (is_there, said) {
        (false, _) => Side::Nothing,
        (true, "") => Side::Unsaid,
        (true, said) => Side::Said(said.to_owned()),
    };
    let mut all = Vec::new();
    let spoken = [
        (Trait::Name, NAME, &old.said.name, &new.said.name),
        (Trait::Text, TEXT, &old.said.text, &new.said.text),
        (Trait::Label, LABEL, &old.said.label, &new.said.label),
        (Trait::Hint, HINT, &old.said.hint, &new.said.hint),
    ];
    for (what, feature, before, now) in spoken {
        if differs(&[feature]) {
            let (was, is) = (side(has(was, &[feature]), before), side(has(is, &[feature]), now));
            all.push(Change { what, was, is });
        }
    }
    let silent: [(Trait, &[usize], Option<usize>); 9] = [
        (Trait::Kind, &[ROLE, TAG, TYPE], None),
        (Trait::Id, &[ID], None),
        (Trait::Attribute(String::new()), &[FIELD], Some(ATTRIBUTES)),
        (Trait::Link, &[LINK], None),
        (Trait::Look, &[ICON], Some(CLASSES)),
        (Trait::Heading, &[HEADING], None),
        (Trait::Table, &[ROW, COLUMN], None),
        (Trait::Region, &[LANDMARKS, HOLDER], None),
        (Trait::Around, &[BEFORE, AFTER], None),
    ];
    for (what, singles, set) in silent {
        let is_other_set = set.is_some_and(|set| was.set(set) != is.set(set));
        if differs(singles) || is_other_set {
            let there = |print| has(print, singles) || set.is_some_and(|set| !print.set(set).is_empty());
            all.push(Change { what, was: side(there(was), ""), is: side(there(is), "") });
        }
    }
    if differs(&[FIRST]) && differs(&[LAST]) {
        all.push(Change { what: Trait::Place, was: Side::Unsaid, is: Side::Unsaid });
    }
    all
}

/// What two targets tell apart, texts in a language.
#[must_use]
pub fn of_targets(old: &Json, new: &Json, language: &str) -> Vec<Change> {
    let (before, now) = (facts(old, language), facts(new, language));
    let said = |all: &[(Trait, String)], what: &Trait| {
        let found = all.iter().find(|(of, _)| of == what);
        found.map_or(Side::Nothing, |(_, said)| Side::Said(said.clone()))
    };
    let mut traits: Vec<Trait> = Vec::new();
    for (what, _) in before.iter().chain(&now) {
        if !traits.contains(what) {
            traits.push(what.clone());
        }
    }
    let change = |what: Trait| {
        let (was, is) = (said(&before, &what), said(&now, &what));
        (was != is).then_some(Change { what, was, is })
    };
    traits.into_iter().filter_map(change).collect()
}

/// What a target says, each once.
fn facts(target: &Json, language: &str) -> Vec<(Trait, String)> {
    let mut all: Vec<(Trait, String)> = Vec::new();
    for fact in evidence(target) {
        let word = |name: &str| fact.get(name).and_then(Json::as_text).map(str::to_owned);
        let text = || spoken(fact.get("is")?, language);
        let found = match kind(fact) {
            "role" => word("role").map(|role| (Trait::Kind, role)),
            "name" => text().map(|text| (Trait::Name, text)),
            "text" => text().map(|text| (Trait::Text, text)),
            "label" => text().map(|text| (Trait::Label, text)),
            "heading" => text().map(|text| (Trait::Heading, text)),
            "ancestry" => word("path").map(|path| (Trait::Region, path)),
            "position" => match (fact.get("index"), fact.get("of")) {
                (Some(Json::Number(index)), Some(Json::Number(of))) => {
                    Some((Trait::Place, format!("{index} / {of}")))
                }
                _ => None,
            },
            "attribute" => word("name").zip(word("value")).map(|(name, value)| (of_attribute(name), value)),
            _ => None,
        };
        if let Some((what, said)) = found
            && !all.iter().any(|(known, _)| *known == what)
        {
            all.push((what, said));
        }
    }
    all
}

fn of_attribute(name: String) -> Trait {
    match name.as_str() {
        "id" => Trait::Id,
        "href" => Trait::Link,
        "class" => Trait::Look,
        "title" | "placeholder" | "alt" => Trait::Hint,
        _ => Trait::Attribute(name),
    }
}

fn spoken(table: &Json, language: &str) -> Option<String> {
    let Json::Map(languages) = table else { return None };
    let of =
        |wanted: &str| languages.iter().find(|(tag, _)| tag == wanted).and_then(|(_, text)| text.as_text());
    let any = || languages.iter().find_map(|(_, text)| text.as_text());
    fitting_language(language, of).or_else(|| of("*")).or_else(any).map(str::to_owned)
}
