//! What happens to pages over a year, one thing at a time and several at once. The same page changes in the same way each time.

use super::tree::Tree;
use crate::linkage::hash;

/// What happens to a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Classes are generated anew.
    Classes,
    /// Ids are generated anew, references to them alike.
    Ids,
    /// Elements for layout come around others.
    Wrappers,
    /// Siblings stand in another order.
    Order,
    /// Lists and tables have more entries.
    Growth,
    /// `data-*` attributes and titles are gone.
    Attributes,
    /// Names of fields and addresses are others.
    Names,
    /// The element is called otherwise.
    Text,
    /// What is around it says something else.
    Around,
    /// The app is in another language.
    Translation,
    /// Other classes, sizes and places.
    Theme,
    /// Another library of components: other tags, classes, ids, wrappers.
    Library,
}

/// All kinds.
pub const KINDS: [Kind; 12] = [
    Kind::Classes,
    Kind::Ids,
    Kind::Wrappers,
    Kind::Order,
    Kind::Growth,
    Kind::Attributes,
    Kind::Names,
    Kind::Text,
    Kind::Around,
    Kind::Translation,
    Kind::Theme,
    Kind::Library,
];
/// What comes together: a new release, a redesign, another tenant, another language after an upgrade.
pub const TOGETHER: [&[Kind]; 10] = [
    &[Kind::Classes, Kind::Ids],
    &[Kind::Classes, Kind::Wrappers, Kind::Order],
    &[Kind::Growth, Kind::Around, Kind::Order],
    &[Kind::Text, Kind::Classes],
    &[Kind::Text, Kind::Around, Kind::Ids],
    &[Kind::Translation, Kind::Classes, Kind::Growth],
    &[Kind::Library, Kind::Theme, Kind::Order],
    &[Kind::Library, Kind::Text, Kind::Attributes],
    &[Kind::Library, Kind::Theme, Kind::Order, Kind::Translation],
    &[Kind::Text, Kind::Around, Kind::Order, Kind::Growth],
];

/// How many copies the last entry of a list gets.
const MORE_ENTRIES: usize = 3;
/// One in so many elements gets a wrapper.
const WRAPPED: u32 = 3;
/// How many stops around the element say something else.
const AROUND: usize = 6;

/// Changes a page, as far as it is not the element's own disappearance.
pub fn mutate(tree: &mut Tree, target: usize, kind: Kind) {
    match kind {
        Kind::Classes => each(tree, |_, node| rename_words(node, "class")),
        Kind::Ids => ids(tree),
        Kind::Wrappers => wrappers(tree, target),
        Kind::Order => order(tree),
        Kind::Growth => growth(tree),
        Kind::Attributes => each(tree, |_, node| {
            node.attributes
                .retain(|(name, _)| !(name.starts_with("data-") || name == "title" || name == "placeholder"));
        }),
        Kind::Names => each(tree, |_, node| {
            for name in ["name", "href", "action"] {
                let value = node.attribute(name).to_owned();
                if !value.is_empty() {
                    node.put(
                        name,
                        &format!("{}{}", if value.starts_with('/') { "/v2/" } else { "" }, word(&value)),
                    );
                }
            }
        }),
        Kind::Text => text(tree, target),
        Kind::Around => around(tree, target),
        Kind::Translation => translation(tree),
        Kind::Theme => theme(tree),
        Kind::Library => library(tree, target),
    }
}

fn each(tree: &mut Tree, mut change: impl FnMut(usize, &mut super::tree::Branch)) {
    for (at, node) in tree.nodes.iter_mut().enumerate().filter(|(_, node)| node.tag != "#") {
        change(at, node);
    }
}

/// Another word for a word, always the same.
fn word(text: &str) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "ke", "lo", "mi", "nu", "ra", "so", "ti", "ve", "wu", "da", "fe", "go", "hi", "ju", "pa"];
    let mut bits = hash::of(text.as_bytes());
    let mut out = String::new();
    for _ in 0..(text.chars().count() / 3).clamp(1, 5) {
        out += SYLLABLES.get((bits & 15) as usize).copied().unwrap_or_default();
        bits = bits >> 4 | bits << 20;
    }
    out
}

fn rename_words(node: &mut super::tree::Branch, name: &str) {
    let value = node.attribute(name).to_owned();
    if !value.is_empty() {
        node.put(name, &value.split(' ').map(word).collect::<Vec<_>>().join(" "));
    }
}

fn ids(tree: &mut Tree) {
    const REFERENCES: [&str; 6] =
        ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls", "list"];
    each(tree, |_, node| REFERENCES.iter().for_each(|name| rename_words(node, name)));
}

fn wrappers(tree: &mut Tree, target: usize) {
    const NEVER: [&str; 9] = ["html", "body", "tr", "td", "th", "tbody", "thead", "option", "li"];
    for (at, above) in tree.parents().into_iter().enumerate() {
        let (Some(node), Some(above)) = (tree.nodes.get(at), above) else { continue };
        let is_chosen = at == target || hash::join(at as u32, 7).is_multiple_of(WRAPPED);
        if is_chosen && node.tag != "#" && !NEVER.contains(&node.tag.as_str()) {
            tree.wrap(above, at, "div", "layout");
        }
    }
}

/// Entries of one container change places, forms and menus included; texts stay where they are.
fn order(tree: &mut Tree) {
    for at in 0..tree.nodes.len() {
        let Some(node) = tree.nodes.get(at) else { continue };
        let is_element = |child: &&usize| tree.nodes.get(**child).is_some_and(|child| child.tag != "#");
        let mut elements: Vec<usize> = node.children.iter().filter(is_element).copied().collect();
        if elements.len() != node.children.len() || elements.len() < 3 || node.tag == "html" {
            continue;
        }
        elements.rotate_left(1);
        if let Some(node) = tree.nodes.get_mut(at) {
            node.children = elements;
        }
    }
}

fn growth(tree: &mut Tree) {
    for at in 0..tree.nodes.len() {
        let Some(node) = tree.nodes.get(at) else { continue };
        if !matches!(node.tag.as_str(), "ul" | "ol" | "tbody" | "select" | "menu") {
            continue;
        }
        let Some(last) = node.children.last().copied() else { continue };
        for copy in 0..MORE_ENTRIES {
            let Some(entry) = tree.copy(last) else { continue };
            for inner in tree.inside(entry) {
                let Some(node) = tree.nodes.get_mut(inner) else { continue };
                if node.tag == "#" {
                    node.text = word(&format!("{}{copy}", node.text));
                }
                for name in ["id", "href", "name", "for"] {
                    let value = node.attribute(name).to_owned();
                    if !value.is_empty() {
                        node.put(name, &format!("{value}{copy}"));
                    }
                }
            }
            if let Some(node) = tree.nodes.get_mut(at) {
                node.children.push(entry);
            }
        }
    }
}

fn text(tree: &mut Tree, target: usize) {
    for at in tree.inside(target) {
        let Some(node) = tree.nodes.get_mut(at) else { continue };
        if node.tag == "#" {
            node.text = word(&node.text);
        }
        translate_attributes(node);
    }
    // A field is called by its label.
    let id = tree.nodes.get(target).map(|node| node.attribute("id").to_owned()).unwrap_or_default();
    let labels =
        tree.nodes.iter().enumerate().filter(|(_, node)| !id.is_empty() && node.attribute("for") == id);
    for label in labels.map(|(at, _)| at).collect::<Vec<_>>() {
        for at in tree.inside(label) {
            if let Some(node) = tree.nodes.get_mut(at).filter(|node| node.tag == "#") {
                node.text = word(&node.text);
            }
        }
    }
}

fn translate_attributes(node: &mut super::tree::Branch) {
    for name in ["aria-label", "title", "placeholder", "alt", "value"] {
        let value = node.attribute(name).to_owned();
        if !value.is_empty() {
            node.put(name, &word(&value));
        }
    }
}

fn around(tree: &mut Tree, target: usize) {
    let own = tree.inside(target);
    let distance = |at: usize| at.abs_diff(target);
    let mut texts: Vec<usize> = (0..tree.nodes.len())
        .filter(|at| !own.contains(at) && tree.nodes.get(*at).is_some_and(|node| node.tag == "#"))
        .collect();
    texts.sort_unstable_by_key(|at| (distance(*at), *at));
    for at in texts.into_iter().take(AROUND) {
        if let Some(node) = tree.nodes.get_mut(at) {
            node.text = word(&node.text);
        }
    }
}

fn translation(tree: &mut Tree) {
    for node in &mut tree.nodes {
        if node.tag == "#" {
            node.text = node.text.split(' ').map(word).collect::<Vec<_>>().join(" ");
        } else {
            translate_attributes(node);
            if node.tag == "html" {
                node.put("lang", "qaa");
            }
        }
    }
}

fn theme(tree: &mut Tree) {
    each(tree, |_, node| {
        rename_words(node, "class");
        let [left, top, width, height] = node.area;
        node.area = [left * 9 / 10 + 40, top * 5 / 4 + 16, width * 11 / 10, height * 4 / 3];
    });
}

fn library(tree: &mut Tree, target: usize) {
    ids(tree);
    each(tree, |_, node| {
        rename_words(node, "class");
        match node.tag.as_str() {
            "button" => {
                node.tag = "div".to_owned();
                node.put("role", "button");
                node.put("tabindex", "0");
            }
            "b" | "i" | "font" | "center" => node.tag = "span".to_owned(),
            "fieldset" | "section" | "article" => node.tag = "div".to_owned(),
            _ => {}
        }
    });
    wrappers(tree, target);
}
