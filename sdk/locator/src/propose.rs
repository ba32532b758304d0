//! Evidence for an element that was just picked.

use lotse_model::basic::Table;
use lotse_model::target::{Evidence, Fact, MAX_EVIDENCE, MAX_EVIDENCE_TEXT_BYTES, Target};

use crate::compare::links;
use crate::decide::{Verdict, decide};
use crate::facts::Facts;
use crate::generated::looks_generated;

/// Longest text that is taken for a name rather than for content, in bytes.
const MAX_NAME_BYTES: usize = 80;
/// Attributes that say what state an element is in, or what was typed, not which element it is.
const FLEETING: [&str; 22] = [
    "aria-activedescendant",
    "aria-busy",
    "aria-checked",
    "aria-controls",
    "aria-current",
    "aria-describedby",
    "aria-disabled",
    "aria-expanded",
    "aria-hidden",
    "aria-invalid",
    "aria-labelledby",
    "aria-owns",
    "aria-pressed",
    "aria-selected",
    "checked",
    "disabled",
    "hidden",
    "open",
    "selected",
    "style",
    "tabindex",
    "value",
];
/// Classes that say what state an element is in.
const FLEETING_CLASSES: [&str; 14] = [
    "active",
    "checked",
    "collapsed",
    "current",
    "disabled",
    "expanded",
    "focus",
    "focused",
    "hidden",
    "hover",
    "open",
    "selected",
    "show",
    "visible",
];

/// A target made of what was seen.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The target.
    pub target: Target,
    /// Whether it is found among its neighbours today; a refusal means that it needs a scope or better evidence.
    pub verdict: Verdict,
}

/// Proposes a target for an element seen in a page of the given language. `neighbours` are the other elements that a search
/// would look at; the verdict counts the element itself as candidate 0.
#[must_use]
pub fn propose(picked: &Facts, neighbours: &[Facts], language: &str) -> Proposal {
    let mut evidence = Vec::new();
    if !picked.role.is_empty() {
        evidence.push(Fact::Role { role: picked.role.clone() });
    }
    let mut texts: Vec<&str> = Vec::new();
    let text = |found: &'_ str, most: usize| -> Option<Table<String>> {
        let is_new = !found.is_empty() && found.len() <= most && found.len() <= MAX_EVIDENCE_TEXT_BYTES;
        is_new.then(|| Table::from_iter([(language.to_owned(), found.to_owned())]))
    };
    if let Some(is) = text(&picked.name, MAX_EVIDENCE_TEXT_BYTES) {
        texts.push(&picked.name);
        evidence.push(Fact::Name { is });
    }
    if let Some(is) = text(&picked.text, MAX_NAME_BYTES).filter(|_| !texts.contains(&picked.text.as_str())) {
        texts.push(&picked.text);
        evidence.push(Fact::Text { is });
    }
    if let Some(is) = text(&picked.label, MAX_NAME_BYTES).filter(|_| !texts.contains(&picked.label.as_str()))
    {
        evidence.push(Fact::Label { is });
    }
    evidence.push(Fact::Tag { tag: picked.tag.clone() });
    evidence.extend(
        picked
            .attributes
            .iter()
            .filter(|(_, value)| *value != picked.name)
            .filter_map(|(name, value)| attribute(name, value)),
    );
    if picked.index > 0 && picked.of > 1 {
        evidence.push(Fact::Position { index: picked.index, of: picked.of });
    }
    let path = ancestry(&picked.ancestry);
    if !path.is_empty() {
        evidence.push(Fact::Ancestry { path });
    }
    if let Some(is) = text(&picked.heading, MAX_NAME_BYTES) {
        evidence.push(Fact::Heading { is });
    }
    let mut target =
        Target { name: None, evidence: Vec::new(), within: None, frame: None, margin_percent: None };
    target.evidence = evidence.into_iter().take(MAX_EVIDENCE).map(Evidence::Known).collect();
    let mut candidates = vec![picked.clone()];
    candidates.extend(neighbours.iter().cloned());
    let verdict = decide(&target, &[language.to_owned()], &candidates);
    Proposal { target, verdict }
}

/// The attribute as evidence, when it says which element this is and a person wrote it.
fn attribute(name: &str, value: &str) -> Option<Fact> {
    let is_plain = !FLEETING.contains(&name) && !name.starts_with("on") && !name.starts_with("data-react");
    if !is_plain || value.is_empty() || value.len() > MAX_EVIDENCE_TEXT_BYTES {
        return None;
    }
    let value = match name {
        "class" => {
            let is_kept = |class: &&str| {
                !looks_generated(class)
                    && !FLEETING_CLASSES.iter().any(|state| class.trim_start_matches("is-") == *state)
            };
            let kept: Vec<&str> = value.split_ascii_whitespace().filter(is_kept).collect();
            kept.join(" ")
        }
        "id" | "for" if looks_generated(value) => String::new(),
        _ => value.to_owned(),
    };
    (!value.is_empty()).then(|| Fact::Attribute { name: name.to_owned(), value })
}

/// The chain without made-up ids, cut at a whole link when it is too long.
fn ancestry(path: &str) -> String {
    let mut out = String::new();
    for link in links(path) {
        let link = match link.split_once('#') {
            Some((role, id)) if looks_generated(id) => role,
            _ => link,
        };
        if link.is_empty() {
            continue;
        }
        let parting = if out.is_empty() { "" } else { " < " };
        if out.len() + parting.len() + link.len() > MAX_EVIDENCE_TEXT_BYTES {
            break;
        }
        out.push_str(parting);
        out.push_str(link);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button() -> Facts {
        Facts {
            tag: "button".into(),
            role: "button".into(),
            name: "Save".into(),
            text: "Save".into(),
            ancestry: "form#order < group#x7f3ka < main".into(),
            index: 1,
            of: 2,
            attributes: vec![
                ("class".into(), "btn css-1q2w3e is-active primary".into()),
                ("id".into(), ":r1:".into()),
                ("value".into(), "secret".into()),
                ("aria-expanded".into(), "true".into()),
                ("data-action".into(), "save".into()),
            ],
            is_complete: true,
            is_visible: true,
            ..Facts::default()
        }
    }

    #[test]
    fn what_is_made_up_or_fleeting_is_left_out() {
        let Proposal { target, verdict } = propose(&button(), &[], "en");
        assert!(matches!(verdict, Verdict::Match { index: 0, .. }), "{verdict:?}");
        let written = format!("{:?}", target.evidence);
        for absent in [":r1:", "css-1q2w3e", "is-active", "secret", "aria-expanded", "x7f3ka"] {
            assert!(!written.contains(absent), "{absent} in {written}");
        }
        for present in ["btn primary", "data-action", "form#order < group < main", "\"en\", \"Save\""] {
            assert!(written.contains(present), "{present} in {written}");
        }
        let texts =
            target.evidence.iter().filter(|fact| matches!(fact, Evidence::Known(Fact::Text { .. }))).count();
        assert_eq!(texts, 0, "the name says it already");
    }

    #[test]
    fn a_twin_beside_it_is_told() {
        let twin = button();
        let Proposal { verdict, .. } = propose(&button(), &[twin], "en");
        assert!(matches!(verdict, Verdict::Refusal { reason: crate::Reason::Ambiguous, .. }), "{verdict:?}");
    }
}
