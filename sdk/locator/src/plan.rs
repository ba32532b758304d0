//! Where to look for a target: queries that the browser answers quickly, then everything of its kind.

use lotse_model::gather::Gather as _;
use lotse_model::seek::{cut, joined, parts};
use lotse_model::target::{Evidence, Fact, MAX_CSS_BYTES, Target};

use crate::weight;

/// Most queries tried before everything of the kind is looked at.
const MAX_PROBES: usize = 8;

/// What people press. What has no role or type at all is passed over without a look at every value: browsers take a
/// third of the time.
const PRESSABLE: &str = "a,button,summary,input:is([type=button],[type=submit],[type=reset],[type=image]),[role]:is(\
[role=button],[role=link],[role=menuitem],[role=tab],[role=option],[role=treeitem]),[onclick],[tabindex]";
/// What people fill in or switch.
const FIELD: &str = "input,select,textarea,[contenteditable],[role]:is([role=textbox],[role=combobox],[role=searchbox],\
[role=checkbox],[role=switch],[role=radio],[role=slider],[role=spinbutton],[role=listbox],[role=menuitemcheckbox],\
[role=menuitemradio])";
/// Elements that stand for nothing in particular and are exchanged for one another.
const GENERIC: &str = "div,section,span,label,p,b,strong,em,i,small,li,dt,dd,legend";
/// Roles with the elements that have them by themselves. One text, which is less than half of a table.
const NATIVE: &str = "\
    article article\n\
    banner header\n\
    cell td,[role=gridcell]\n\
    columnheader th,td\n\
    complementary aside\n\
    contentinfo footer\n\
    dialog dialog,[role=alertdialog]\n\
    form form\n\
    grid table,[role=table]\n\
    gridcell td,[role=cell]\n\
    group fieldset,details\n\
    heading h1,h2,h3,h4,h5,h6\n\
    img img,svg\n\
    list ul,ol,menu\n\
    listitem li\n\
    navigation nav\n\
    region section\n\
    row tr\n\
    rowheader th,td\n\
    table table,[role=grid]";

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Plan {
    /// CSS queries, the most telling first. Whatever fits one of them is a candidate.
    pub probes: Vec<String>,
    /// One CSS query for everything of the target's kind, for when the probes do not settle it.
    pub kind: String,
    /// CSS texts of the target, in its order; their fits are wanted in [`crate::Facts::css`].
    pub css: Vec<String>,
    /// Names of the attributes that are wanted in [`crate::Facts::attributes`].
    pub attributes: Vec<String>,
    /// Texts of which one is likely to appear in the page when the target does.
    pub texts: Vec<String>,
}

/// Plans the search for a target.
#[must_use]
pub fn plan(target: &Target) -> Plan {
    let mut plan = Plan::default();
    let mut probes: Vec<(i32, String)> = Vec::new();
    let (mut role, mut tag) = ("", "");
    for evidence in &target.evidence {
        let Evidence::Known(fact) = evidence else { continue };
        match fact {
            Fact::Role { role: found } => role = found,
            Fact::Tag { tag: found } => tag = found,
            Fact::Css { selector } => {
                if selector.len() <= MAX_CSS_BYTES {
                    probes.push((i32::MAX, selector.clone()));
                }
                plan.css.push(selector.clone());
            }
            Fact::Attribute { name, value } if is_attribute_name(name) => {
                plan.attributes.push(name.clone());
                let most = weight::of(fact, true).most;
                // What is drawn in a control is no attribute of the page's own.
                if most >= 80 && name != "icon" {
                    probes.push((most, query(name, value)));
                }
            }
            Fact::Name { is } | Fact::Text { is } | Fact::Label { is } => {
                for (_, text) in is.iter().filter(|(_, text)| !text.is_empty()) {
                    plan.texts.push(text.clone());
                    if matches!(fact, Fact::Name { .. }) {
                        probes.push((64, query("aria-label", text)));
                    }
                }
            }
            _ => {}
        }
    }
    lotse_model::order::sort_short_by(&mut probes, |(one, _), (other, _)| one > other);
    plan.probes = probes.into_iter().take(MAX_PROBES).map(|(_, query)| query).gather();
    // Without any of these, nothing but the probes can agree with the evidence.
    if !(role.is_empty() && tag.is_empty() && plan.texts.is_empty()) {
        plan.kind = kind(role, tag);
    }
    plan
}

/// The query for everything of a kind.
fn kind(role: &str, tag: &str) -> String {
    let is_listed =
        |list: &str, item: &str| !item.is_empty() && parts(list, ",()").any(|entry| entry == item);
    let by_role = |list: &str| !role.is_empty() && is_listed(list, &joined(&["[role=", role, "]"]));
    let mut out = String::new();
    let mut add = |query: &str| {
        if !out.is_empty() {
            out.push(',');
        }
        out.push_str(query);
    };
    let native = parts(NATIVE, "\n").map(|line| cut(line, " ")).find(|(name, _)| *name == role);
    if let Some((_, query)) = native {
        add(query.unwrap_or_default());
    } else if by_role(PRESSABLE) || (role.is_empty() && is_listed(PRESSABLE, tag)) {
        add(PRESSABLE);
    } else if by_role(FIELD) || (role.is_empty() && is_listed(FIELD, tag)) {
        add(FIELD);
    } else if role.is_empty() && tag.is_empty() {
        add(PRESSABLE);
        add(FIELD);
    }
    if is_listed(GENERIC, tag) && (role.is_empty() || native.is_some()) {
        add(GENERIC);
    } else if !tag.is_empty() && is_word(tag) {
        add(tag);
    }
    if is_word(role) {
        add(&joined(&["[role=", role, "]"]));
    }
    out
}

/// Text that can stand in CSS as a name, unescaped.
fn is_word(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn is_attribute_name(name: &str) -> bool {
    is_word(name) && name != "value"
}

/// A query for an attribute's value.
fn query(name: &str, value: &str) -> String {
    // Browsers keep an index for `#id`, none for `[id=…]`.
    if name == "id" && is_word(value) {
        return joined(&["#", value]);
    }
    let mut out = joined(&["[", name, "=\""]);
    for letter in value.chars() {
        match letter {
            '"' | '\\' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\a "),
            '\r' => out.push_str("\\d "),
            '\u{c}' => out.push_str("\\c "),
            '\0' => {}
            _ => out.push(letter),
        }
    }
    out.push_str("\"]");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use lotse_model::basic::Table;

    fn target(facts: Vec<Fact>) -> Target {
        Target {
            name: None,
            evidence: facts.into_iter().map(Evidence::Known).gather(),
            within: None,
            frame: None,
            margin_percent: None,
        }
    }

    fn attribute(name: &str, value: &str) -> Fact {
        Fact::Attribute { name: name.into(), value: value.into() }
    }

    #[test]
    fn the_most_telling_query_comes_first() {
        let name = Table::from_iter([("en".to_owned(), "Save".to_owned())]);
        let plan = plan(&target(vec![
            Fact::Name { is: name },
            attribute("href", "/o"),
            attribute("id", "save"),
            attribute("type", "submit"),
            Fact::Css { selector: ".save".into() },
        ]));
        assert_eq!(plan.probes, [".save", "#save", "[href=\"/o\"]", "[aria-label=\"Save\"]"]);
        assert_eq!(plan.attributes, ["href", "id", "type"]);
        assert_eq!(plan.texts, ["Save"]);
        assert_eq!(plan.css, [".save"]);
    }

    #[test]
    fn values_cannot_leave_their_quotes() {
        assert_eq!(query("title", "a\"],b[c=\"\\\n"), "[title=\"a\\\"],b[c=\\\"\\\\\\a \"]");
        assert_eq!(query("id", "1a"), "[id=\"1a\"]");
        let hostile = plan(&target(vec![attribute("x],*[y", "z"), Fact::Role { role: "x],*".into() }]));
        assert!(hostile.probes.is_empty() && hostile.attributes.is_empty());
        assert!(!hostile.kind.contains('*'), "{}", hostile.kind);
    }

    #[test]
    fn everything_of_a_kind() {
        assert!(kind("button", "button").starts_with(PRESSABLE));
        assert!(kind("checkbox", "input").starts_with(FIELD));
        assert_eq!(kind("row", "tr"), "tr,tr,[role=row]");
        assert_eq!(kind("", "div"), GENERIC);
        assert_eq!(kind("", ""), [PRESSABLE, FIELD].join(","));
        assert!(kind("treeitem", "").starts_with(PRESSABLE) && kind("menuitemradio", "").starts_with(FIELD));
        assert_eq!(kind("", "x-icon"), "x-icon");
    }
}
