//! What elements mean: roles, names, labels, links, drawings. After HTML-AAM and accname 1.2, cut down to what tells controls apart.

use super::hash::{self, Hash};
use super::page::Page;

/// Longest text that is looked at, in bytes.
pub const MOST_TEXT: usize = 120;

const ROLES: &[(&str, &str)] = &[
    ("article", "article"),
    ("aside", "complementary"),
    ("button", "button"),
    ("dialog", "dialog"),
    ("fieldset", "group"),
    ("footer", "contentinfo"),
    ("form", "form"),
    ("h1", "heading"),
    ("h2", "heading"),
    ("h3", "heading"),
    ("h4", "heading"),
    ("h5", "heading"),
    ("h6", "heading"),
    ("header", "banner"),
    ("img", "img"),
    ("label", "label"),
    ("li", "listitem"),
    ("main", "main"),
    ("nav", "navigation"),
    ("ol", "list"),
    ("option", "option"),
    ("section", "region"),
    ("summary", "button"),
    ("svg", "img"),
    ("table", "table"),
    ("tbody", "rowgroup"),
    ("td", "cell"),
    ("textarea", "textbox"),
    ("th", "columnheader"),
    ("thead", "rowgroup"),
    ("tr", "row"),
    ("ul", "list"),
];
const INPUTS: &[(&str, &str)] = &[
    ("button", "button"),
    ("checkbox", "checkbox"),
    ("image", "button"),
    ("number", "spinbutton"),
    ("radio", "radio"),
    ("range", "slider"),
    ("reset", "button"),
    ("search", "searchbox"),
    ("submit", "button"),
];
/// Roles of what a person operates.
const OPERABLE: &[&str] = &[
    "button",
    "checkbox",
    "combobox",
    "link",
    "listbox",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "radio",
    "searchbox",
    "slider",
    "spinbutton",
    "switch",
    "tab",
    "textbox",
    "treeitem",
];
/// Roles that are named by what is in them.
const NAMED_BY_CONTENT: &[&str] = &[
    "button",
    "cell",
    "checkbox",
    "columnheader",
    "gridcell",
    "heading",
    "label",
    "link",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "radio",
    "row",
    "rowheader",
    "switch",
    "tab",
    "treeitem",
];
/// Roles of containers that parts of a page are told apart by.
const LANDMARKS: &[&str] = &[
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "form",
    "group",
    "list",
    "main",
    "menu",
    "menubar",
    "navigation",
    "region",
    "row",
    "rowgroup",
    "search",
    "table",
    "tablist",
    "tabpanel",
    "toolbar",
    "tree",
];

fn look_up(table: &[(&'static str, &'static str)], key: &str) -> Option<&'static str> {
    table.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
}

/// ARIA role, given or implied; empty for none.
#[must_use]
pub fn role<'a>(page: &Page<'a>, at: u32) -> &'a str {
    let given = page.attribute(at, "role").split(' ').next().unwrap_or_default();
    if !given.is_empty() && given != "presentation" && given != "none" {
        return given;
    }
    let tag = page.tag(at);
    match tag {
        "a" | "area" => {
            if page.node(at).is_some_and(|node| node.attributes.iter().any(|(name, _)| *name == "href")) {
                "link"
            } else {
                ""
            }
        }
        "input" => {
            let kind = page.attribute(at, "type");
            look_up(INPUTS, kind).unwrap_or("textbox")
        }
        "select" => "combobox",
        _ => look_up(ROLES, tag).unwrap_or(""),
    }
}

/// Whether a role is one that a person operates.
#[must_use]
pub fn is_operable(role: &str) -> bool {
    OPERABLE.contains(&role)
}

/// Whether a role is one of a part of the page.
#[must_use]
pub fn is_landmark(role: &str) -> bool {
    LANDMARKS.contains(&role)
}

/// Labels of a page by what they are for, and elements by id.
#[derive(Debug, Default)]
pub struct References {
    labels: Vec<(Hash, u32)>,
    ids: Vec<(Hash, u32)>,
}

impl References {
    /// Gathers them.
    #[must_use]
    pub fn of(page: &Page<'_>) -> References {
        let mut all = References::default();
        for (at, node) in page.nodes.iter().enumerate() {
            for (name, value) in &node.attributes {
                match *name {
                    "for" if node.tag == "label" => all.labels.push((hash::of_word(value), at as u32)),
                    "id" => all.ids.push((hash::of_word(value), at as u32)),
                    _ => {}
                }
            }
        }
        lotse_model::order::sort(&mut all.labels);
        lotse_model::order::sort(&mut all.ids);
        all
    }

    /// The label of a control: the one that is for it, or the one around it.
    #[must_use]
    pub fn label(&self, page: &Page<'_>, at: u32) -> Option<u32> {
        let id = hash::of_word(page.attribute(at, "id"));
        find(&self.labels, id)
            .or_else(|| page.upwards(at).skip(1).take(4).find(|above| page.tag(*above) == "label"))
    }

    /// The element that has an id.
    #[must_use]
    pub fn element(&self, id: &str) -> Option<u32> {
        find(&self.ids, hash::of_word(id))
    }
}

fn find(list: &[(Hash, u32)], key: Hash) -> Option<u32> {
    if key == 0 {
        return None;
    }
    let at = list.partition_point(|(hash, _)| *hash < key);
    list.get(at).filter(|(hash, _)| *hash == key).map(|(_, at)| *at)
}

/// Accessible name, without the one that a title or a placeholder would give.
#[must_use]
pub fn name(page: &Page<'_>, references: &References, at: u32, role: &str) -> String {
    let mut named = String::new();
    for id in page.attribute(at, "aria-labelledby").split(' ').take(4) {
        if let Some(found) = references.element(id) {
            named.push_str(&page.content(found, MOST_TEXT));
        }
    }
    let mut take = |text: String| {
        if named.is_empty() {
            named = text;
        }
    };
    take(page.attribute(at, "aria-label").to_owned());
    let tag = page.tag(at);
    if matches!(tag, "input" | "select" | "textarea") {
        let is_button = role == "button";
        if is_button {
            take(page.attribute(at, "value").to_owned());
        } else if let Some(label) = references.label(page, at) {
            take(page.content(label, MOST_TEXT));
        }
    } else if matches!(tag, "img" | "area") {
        take(page.attribute(at, "alt").to_owned());
    } else if NAMED_BY_CONTENT.contains(&role) {
        take(page.content(at, MOST_TEXT));
    }
    named
}

/// What a link leads to: path and query without host and slashes at the ends; and the last two parts of that.
#[must_use]
pub fn link(address: &str) -> (String, String) {
    let rest =
        address.split_once("://").map_or(address, |(_, rest)| rest.split_once('/').unwrap_or_default().1);
    let rest = rest.trim_matches('/');
    let two = rest.rfind('/').map_or(rest, |at| {
        rest.get(..at).and_then(|before| before.rfind('/')).and_then(|at| rest.get(at + 1..)).unwrap_or(rest)
    });
    (rest.to_owned(), two.to_owned())
}

/// The drawing of a control: what its sign is called, its own or one within; 0 when it has none. `sign_of` is [`sign`], remembered.
pub fn drawing(page: &Page<'_>, at: u32, mut sign_of: impl FnMut(u32) -> Hash) -> Hash {
    let own = sign_of(at);
    if own != 0 {
        return own;
    }
    page.inside(at).take(12).map(sign_of).find(|sign| *sign != 0).unwrap_or_default()
}

/// What the sign of an element is called; 0 when it is none.
#[must_use]
pub fn sign(page: &Page<'_>, at: u32) -> Hash {
    let tag = page.tag(at);
    for class in page.attribute(at, "class").split(' ') {
        let core = ["fa-", "bi-", "icon-", "ion-"].iter().find_map(|prefix| class.split_once(prefix));
        if let Some((_, core)) = core.filter(|(_, core)| core.len() > 1) {
            return hash::of_word(core);
        }
    }
    match tag {
        "use" | "img" => {
            let source = page.attribute(at, if tag == "img" { "src" } else { "href" });
            hash::of_word(
                source
                    .rsplit(['/', '#'])
                    .next()
                    .unwrap_or_default()
                    .split(['.', '?'])
                    .next()
                    .unwrap_or_default(),
            )
        }
        "path" => hash::of_word(page.attribute(at, "d")),
        _ => {
            let named = page.attribute(at, "data-icon");
            hash::of_word(if named.is_empty() { page.attribute(at, "icon") } else { named })
        }
    }
}

/// The shape of a text instead of what it says: letters, digits and signs in runs, lengths in steps.
#[must_use]
pub fn shape(text: &str) -> Hash {
    let mut out: Vec<char> = Vec::new();
    let mut run = 0;
    for letter in text.chars().take(40) {
        let kind = match letter {
            '0'..='9' => '9',
            ' ' => '_',
            letter if letter.is_ascii_punctuation() => letter,
            _ => 'a',
        };
        if out.last() == Some(&kind) {
            run += 1;
            if run != 6 && run != 16 {
                continue;
            }
        } else {
            run = 0;
        }
        out.push(kind);
    }
    // Words alone have hardly a shape.
    if out.iter().all(|kind| *kind == 'a' || *kind == '_') {
        let length = text.chars().count();
        out = vec![
            'w',
            if length < 4 {
                '1'
            } else if length < 12 {
                '2'
            } else if length < 30 {
                '3'
            } else {
                '4'
            },
        ];
    }
    if text.is_empty() { 0 } else { hash::of_letters(&out) }
}
