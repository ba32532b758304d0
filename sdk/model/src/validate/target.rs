//! Targets and their evidence.

use super::aria;
use super::calendar::is_language_tag;
use super::text::{Role, text};
use super::walk::Walk;
use crate::basic::Table;
use crate::css::{self, CssFault};
use crate::diagnostic::Code;
use crate::json;
use crate::target::{
    Evidence, Fact, MAX_EVIDENCE, MAX_EVIDENCE_TEXT_BYTES, MAX_LINKAGE_BYTES, MAX_TARGET_DEPTH, Target,
};

/// Range of the margin, in percent.
const MARGIN_PERCENT: core::ops::RangeInclusive<u32> = 1..=90;
/// Most parts of a chain of ancestors.
const MAX_ANCESTORS: usize = 12;

/// A target with those that it lies in.
pub(super) fn target<'a>(walk: &mut Walk<'a>, whole: &'a Target) {
    nested(walk, whole, 0);
}

fn nested<'a>(walk: &mut Walk<'a>, target: &'a Target, depth: usize) {
    if depth > MAX_TARGET_DEPTH {
        walk.report(Code::TARGET_TOO_DEEP, "");
        return;
    }
    walk.with("name", target.name.as_ref(), |walk, name| text(walk, name, Role::Label));
    walk.with("margin_percent", target.margin_percent.as_ref(), |walk, margin| {
        walk.report_if(!MARGIN_PERCENT.contains(margin), Code::MARGIN_OUT_OF_RANGE, margin);
    });
    let count = target.evidence.len();
    walk.report_at("evidence", count == 0, Code::NO_EVIDENCE, "");
    walk.report_at("evidence", count > MAX_EVIDENCE, Code::TOO_MUCH_EVIDENCE, count);
    let mut seen: Vec<&Evidence> = Vec::new();
    walk.each("evidence", &target.evidence, |walk, piece| {
        if let Evidence::Known(fact) = piece {
            // Beyond the limit the list is refused anyway, and comparing each with each would take its time.
            walk.report_if(seen.contains(&piece), Code::DUPLICATE_EVIDENCE, fact.kind());
            if seen.len() < MAX_EVIDENCE {
                seen.push(piece);
            }
            evidence(walk, fact);
        }
    });
    strength(walk, target);
    walk.with("within", target.within.as_deref(), |walk, outer| nested(walk, outer, depth + 1));
    walk.with("frame", target.frame.as_deref(), |walk, outer| nested(walk, outer, depth + 1));
}

/// How many independent pieces of evidence there are: a change of the app should not take all of them at once. Words,
/// structure, CSS and headings count once each, every attribute by itself, role and tag not at all.
#[must_use]
pub fn independent_evidence(target: &Target) -> usize {
    let mut kinds: Vec<(&str, &str)> = target
        .evidence
        .iter()
        .filter_map(|piece| match piece {
            Evidence::Known(fact) => kind(fact),
            Evidence::Unsupported => None,
        })
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.len() + usize::from(target.within.is_some())
}

fn kind(fact: &Fact) -> Option<(&str, &str)> {
    match fact {
        Fact::Name { .. } | Fact::Text { .. } | Fact::Label { .. } => Some(("words", "")),
        Fact::Attribute { name, .. } => Some(("attribute", name)),
        Fact::Css { .. } => Some(("css", "")),
        Fact::Position { .. } | Fact::Ancestry { .. } => Some(("structure", "")),
        Fact::Heading { .. } => Some(("heading", "")),
        Fact::Role { .. } | Fact::Tag { .. } | Fact::Linkage { .. } => None,
    }
}

fn words(fact: &Fact) -> Option<&Table<String>> {
    match fact {
        Fact::Name { is } | Fact::Text { is } | Fact::Label { is } | Fact::Heading { is } => Some(is),
        _ => None,
    }
}

fn strength(walk: &mut Walk, target: &Target) {
    let known: Vec<&Fact> = target
        .evidence
        .iter()
        .filter_map(|piece| if let Evidence::Known(fact) = piece { Some(fact) } else { None })
        .collect();
    if known.is_empty() {
        return;
    }
    let kinds: Vec<&str> = known.iter().map(|fact| fact.kind()).collect();
    walk.report_at("evidence", independent_evidence(target) < 2, Code::WEAK_EVIDENCE, kinds.join(", "));
    let speaks: Vec<&Table<String>> = known.iter().filter_map(|fact| words(fact)).collect();
    let is_wordless = known.iter().any(|fact| matches!(fact, Fact::Attribute { .. } | Fact::Css { .. }));
    if speaks.is_empty() || is_wordless || walk.languages.len() < 2 {
        return;
    }
    let mut tags: Vec<&str> = speaks.iter().flat_map(|table| table.iter().map(|(tag, _)| tag)).collect();
    tags.sort_unstable();
    tags.dedup();
    let is_single = !tags.contains(&"*") && tags.len() == 1;
    walk.report_at("evidence", is_single, Code::SINGLE_LANGUAGE_EVIDENCE, tags.join(", "));
}

fn evidence<'a>(walk: &mut Walk<'a>, fact: &'a Fact) {
    match fact {
        Fact::Role { role } => walk.at("role", |walk| {
            evidence_text(walk, "role", role);
            walk.report_if(
                !role.is_empty() && !aria::ROLES.contains(&role.as_str()),
                Code::UNKNOWN_ROLE,
                role,
            );
        }),
        Fact::Name { is } | Fact::Text { is } | Fact::Label { is } | Fact::Heading { is } => {
            walk.report_at("is", is.is_empty(), Code::EMPTY_EVIDENCE, fact.kind());
            walk.at("is", |walk| {
                for (tag, words) in is.iter() {
                    walk.at(tag, |walk| {
                        walk.report_if(tag != "*" && !is_language_tag(tag), Code::BAD_LANGUAGE_TAG, tag);
                        evidence_text(walk, fact.kind(), words);
                    });
                }
            });
        }
        Fact::Attribute { name, value } => {
            walk.at("name", |walk| attribute_name(walk, name));
            walk.at("value", |walk| {
                // An empty value is a fact too (`disabled=""`).
                walk.report_if(value.len() > MAX_EVIDENCE_TEXT_BYTES, Code::EVIDENCE_TOO_LONG, value.len());
                walk.report_if(looks_generated(value), Code::GENERATED_VALUE, value);
            });
        }
        Fact::Tag { tag } => walk.report_at("tag", !is_markup_name(tag), Code::BAD_NAME_OF_ATTRIBUTE, tag),
        Fact::Css { selector } => walk.at("selector", |walk| css_text(walk, selector)),
        Fact::Position { index, of } => {
            walk.report_if(*index == 0 || index > of, Code::BAD_POSITION, format!("{index}/{of}"));
        }
        Fact::Ancestry { path } => {
            let is_broken = path.len() > MAX_EVIDENCE_TEXT_BYTES
                || path.split(" < ").count() > MAX_ANCESTORS
                || path.split(" < ").any(|part| part.trim().is_empty());
            walk.report_at("path", is_broken, Code::BAD_ANCESTRY, path);
        }
        Fact::Linkage { record } => {
            let is_record = |record| matches!(json::parse(record), Ok(json::Json::Map(_)));
            let is_broken = record.len() > MAX_LINKAGE_BYTES || !is_record(record);
            walk.report_at("record", is_broken, Code::BAD_LINKAGE, record.len());
        }
    }
}

fn evidence_text(walk: &mut Walk, kind: &str, text: &str) {
    walk.report_if(text.trim().is_empty(), Code::EMPTY_EVIDENCE, kind);
    walk.report_if(text.len() > MAX_EVIDENCE_TEXT_BYTES, Code::EVIDENCE_TOO_LONG, text.len());
}

fn attribute_name(walk: &mut Walk, name: &str) {
    if !is_markup_name(name) {
        walk.report(Code::BAD_NAME_OF_ATTRIBUTE, name);
    }
    walk.report_if(!css::is_safe_attribute(name), Code::ATTRIBUTE_REFUSED, name);
}

fn is_markup_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.:".contains(&byte))
}

fn css_text(walk: &mut Walk, selector: &str) {
    match css::check(selector) {
        Ok(()) => {}
        Err(CssFault::TooLong) => walk.report(Code::CSS_TOO_LONG, selector.len()),
        Err(CssFault::TooMany) => walk.report(Code::CSS_TOO_MANY, ""),
        Err(CssFault::TooDeep) => walk.report(Code::CSS_TOO_DEEP, ""),
        Err(CssFault::Pseudo(name)) => walk.report(Code::CSS_PSEUDO_REFUSED, name),
        Err(CssFault::Attribute(name)) => walk.report(Code::ATTRIBUTE_REFUSED, name),
        Err(CssFault::Syntax(at)) => walk.report(Code::CSS_SYNTAX, at),
    }
}

/// Whether a program made this value up: React's `:r1f:`, counters of five digits, hashes, UUIDs.
fn looks_generated(value: &str) -> bool {
    let has_counter = value.split(|letter: char| !letter.is_ascii_digit()).any(|digits| digits.len() >= 5);
    let is_react = (value.starts_with(":r") && value.ends_with(':')) || value.starts_with('«');
    let is_hash = value.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| {
        let kinds = word
            .as_bytes()
            .windows(2)
            .filter(|pair| matches!(pair, [one, other] if one.is_ascii_digit() != other.is_ascii_digit()));
        word.len() >= 6 && kinds.count() >= 4
    });
    has_counter || is_react || is_hash
}

/// Whether a target is a field for a password, as far as its evidence tells.
pub(super) fn is_password(target: &Target) -> bool {
    let says_password = |fact: &Fact| match fact {
        Fact::Attribute { name, value } => {
            let value = value.to_ascii_lowercase();
            (name == "type" && value == "password")
                || (name == "autocomplete" && value.ends_with("-password"))
        }
        Fact::Css { selector } => {
            selector.to_ascii_lowercase().replace(['"', '\''], "").contains("type=password")
        }
        _ => false,
    };
    target.evidence.iter().any(|piece| matches!(piece, Evidence::Known(fact) if says_password(fact)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_values_are_told_from_lasting_ones() {
        for value in [
            "ember12345",
            ":r1f:",
            "«r0»",
            "css-1q2w3e4r",
            "6b29fc40-ca47-1067-b31d-00dd010662da",
            "id_1718038123",
        ] {
            assert!(looks_generated(value), "{value}");
        }
        for value in ["save", "order-2024", "country", "col-md-6", "h1", "data-v2", "iso8859", "tab3", "q1w2"]
        {
            assert!(!looks_generated(value), "{value}");
        }
    }

    #[test]
    fn evidence_of_one_kind_counts_once() {
        let read = |json: &str| crate::wire::read::<Target>(json).unwrap();
        let count = |evidence: &str| independent_evidence(&read(&format!(r#"{{"evidence":[{evidence}]}}"#)));
        let role = r#"{"kind":"role","role":"button"}"#;
        let name = r#"{"kind":"name","is":{"de":"Speichern"}}"#;
        let label = r#"{"kind":"label","is":{"de":"Speichern"}}"#;
        let id = r#"{"kind":"attribute","name":"id","value":"save"}"#;
        let test_id = r#"{"kind":"attribute","name":"data-testid","value":"save"}"#;
        assert_eq!(count(role), 0);
        assert_eq!(count(&[role, name, label].join(",")), 1);
        assert_eq!(count(&[id, test_id, name].join(",")), 3);
    }
}
