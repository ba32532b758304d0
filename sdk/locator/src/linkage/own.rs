//! One element as numbers: what it is and says, and what it is in.

use super::hash::{self, Hash};
use super::page::{NONE, Page};
use super::print::*;
use super::semantics::{self, MOST_TEXT, References};

/// Attributes by which programs know an element, the most common first.
const FIELDS: [&str; 7] =
    ["name", "data-testid", "data-test-id", "data-test", "data-cy", "data-qa", "data-automation-id"];
/// Attributes that say in what state an element is, or that have a feature of their own.
const APART: &[&str] = &[
    "class",
    "id",
    "for",
    "name",
    "href",
    "type",
    "value",
    "title",
    "placeholder",
    "alt",
    "aria-label",
    "style",
    "tabindex",
    "checked",
    "disabled",
    "selected",
    "aria-expanded",
    "aria-selected",
    "aria-checked",
    "aria-pressed",
    "aria-hidden",
    "aria-current",
    "src",
    "d",
    "width",
    "height",
    "action",
    "lang",
    "dir",
    "colspan",
    "rowspan",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "viewbox",
];

/// Most nodes of a box that is taken for one thing, itself included.
const SMALL: u32 = 16;
/// Texts of one candidate, for graded comparison and for the recorder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Accessible name.
    pub name: String,
    /// What a person sees in it.
    pub text: String,
    /// What labels it, or stands before it.
    pub label: String,
    /// Title, placeholder or alternative text.
    pub hint: String,
}

/// What holds for everything in an element, told from the top of the page downwards.
#[derive(Clone, Debug, Default)]
pub struct Surroundings<'a> {
    /// Role of the element.
    pub role: &'a str,
    /// The nearest landmark, itself included.
    pub container: u32,
    /// Roles of all landmarks that it is in.
    pub landmarks: Hash,
    /// What the nearest named landmark is called.
    pub group: Hash,
    /// The nearest written id.
    pub holder: Hash,
    /// The nearest control, itself included.
    pub control: u32,
    /// Whether it is in a list of which not all was read.
    pub is_among_unread: bool,
    /// The element's own id where it is written; 0 for none.
    pub id: Hash,
    /// Written classes of the element.
    pub classes: Vec<Hash>,
}

/// What is computed once for a node and asked for by many, by node; [`UNKNOWN`] where it has not been asked for.
#[derive(Debug, Default)]
pub struct Memory {
    texts: Vec<Hash>,
    kin: Vec<Hash>,
    signs: Vec<Hash>,
}

/// No hash has so many bits.
const UNKNOWN: Hash = Hash::MAX;

impl Memory {
    /// Of a page.
    #[must_use]
    pub fn of(page: &Page<'_>) -> Memory {
        let unknown = vec![UNKNOWN; page.nodes.len()];
        Memory { texts: unknown.clone(), kin: unknown.clone(), signs: unknown }
    }

    /// The hash of what a person sees in a node.
    fn text(&mut self, page: &Page<'_>, at: u32) -> Hash {
        let Some(place) = self.texts.get_mut(at as usize) else { return 0 };
        if *place == UNKNOWN {
            *place = hash::of_text(&page.content(at, MOST_TEXT));
        }
        *place
    }

    /// What the sign of a node is called.
    fn sign(&mut self, page: &Page<'_>, at: u32) -> Hash {
        let Some(place) = self.signs.get_mut(at as usize) else { return 0 };
        if *place == UNKNOWN {
            *place = semantics::sign(page, at);
        }
        *place
    }

    /// Tags of a node's children.
    fn kin(&mut self, page: &Page<'_>, at: u32) -> Hash {
        let Some(place) = self.kin.get_mut(at as usize) else { return 0 };
        if *place == UNKNOWN {
            *place = kin(page, at);
        }
        *place
    }
}

impl<'a> Surroundings<'a> {
    /// Adds those of so many more nodes; whether every node has its own then.
    pub(super) fn more(all: &mut Vec<Surroundings<'a>>, page: &Page<'a>, most: u32) -> bool {
        for (at, node) in page.nodes.iter().enumerate().skip(all.len()).take(most as usize) {
            let at = at as u32;
            let mut around = match all.get(node.parent as usize) {
                Some(above) => Surroundings { role: "", id: 0, classes: Vec::new(), ..*above },
                None => Surroundings { container: NONE, control: NONE, ..Surroundings::default() },
            };
            around.is_among_unread |= page.node(node.parent).is_some_and(|above| above.is_cut);
            if node.tag != "#" {
                around.enter(page, at);
            }
            all.push(around);
        }
        all.len() == page.nodes.len()
    }

    fn enter(&mut self, page: &Page<'a>, at: u32) {
        self.role = semantics::role(page, at);
        if semantics::is_landmark(self.role) {
            self.container = at;
            self.landmarks = hash::join(hash::of_word(self.role), self.landmarks);
            let label = page.attribute(at, "aria-label");
            let title = || {
                page.children(at).find(|child| matches!(page.tag(*child), "legend" | "caption" | "h2" | "h3"))
            };
            let group = if label.is_empty() {
                title().map_or(0, |title| hash::of_text(&page.content(title, MOST_TEXT)))
            } else {
                hash::of_text(label)
            };
            self.group = if group == 0 { self.group } else { group };
        }
        if is_control(page, at) {
            self.control = at;
        }
        let id = page.attribute(at, "id");
        if !id.is_empty() && !crate::generated::looks_generated(id) {
            self.id = hash::of_word(id);
            self.holder = self.id;
        }
        let classes = page.attribute(at, "class").split(' ').filter(|class| !class.is_empty());
        self.classes
            .extend(classes.filter(|class| !crate::generated::looks_generated(class)).map(hash::of_word));
    }
}

/// Whether an element can be a target: it can be seen, and is operated, says something itself, or has a name in the markup.
pub fn is_candidate(page: &Page<'_>, surroundings: &[Surroundings<'_>], at: u32) -> bool {
    let role = surroundings.get(at as usize).map_or("", |around| around.role);
    let Some(node) = page.node(at) else { return false };
    if !node.is_visible || matches!(node.tag, "#" | "html" | "body" | "option" | "optgroup" | "use" | "path")
    {
        return false;
    }
    let speaks = || page.children(at).any(|child| page.tag(child) == "#");
    let is_marked = || {
        node.attributes.iter().any(|(name, _)| {
            matches!(*name, "id" | "title" | "tabindex" | "aria-label" | "role" | "onclick" | "alt")
        })
    };
    let is_box = || {
        node.end - at <= SMALL && page.node(node.parent).is_some() && {
            let is_classed = node.attributes.iter().any(|(name, _)| *name == "class");
            is_classed && surroundings.get(node.parent as usize).is_some_and(|above| above.control == NONE)
        }
    };
    semantics::is_operable(role)
        || node.is_clickable
        || matches!(node.tag, "label" | "th" | "img" | "i" | "summary" | "canvas" | "a" | "button")
        || speaks()
        || is_marked()
        || is_box()
}

/// Everything of one candidate but what stands around it in the order of the page.
pub fn read(
    page: &Page<'_>,
    references: &References,
    surroundings: &[Surroundings<'_>],
    memory: &mut Memory,
    at: u32,
) -> (Print, Said) {
    let around = surroundings.get(at as usize);
    let role = surroundings.get(at as usize).map_or("", |around| around.role);
    let tag = page.tag(at);
    let attribute = |name: &str| page.attribute(at, name);
    let text = if matches!(tag, "input" | "select" | "textarea") {
        String::new()
    } else {
        page.content(at, MOST_TEXT)
    };
    let name = semantics::name(page, references, at, role);
    let hint = ["title", "placeholder", "alt", "aria-label", "data-original-title"]
        .iter()
        .map(|name| attribute(name))
        .find(|value| !value.is_empty());
    let hint = hint.unwrap_or_default().to_owned();
    let label = label(page, references, at);
    let mut print = Print { at, is_operable: semantics::is_operable(role), ..Print::default() };
    if let Some(node) = page.node(at) {
        (print.area, print.end) = (node.area, node.end);
    }
    print.control = around.map_or(NONE, |around| around.control);
    print.is_among_unread = around.is_some_and(|around| around.is_among_unread);
    print.put(ROLE, hash::of_word(if role.is_empty() { "none" } else { role }));
    print.put(TAG, hash::of_word(tag));
    print.put(TYPE, hash::of_word(attribute("type")));
    let spoken = if text.is_empty() { 0 } else { memory.text(page, at) };
    print.put(NAME, if name == text { spoken } else { hash::of_text(&name) });
    print.put(TEXT, spoken);
    print.put(LABEL, hash::of_text(&label));
    print.put(HINT, hash::of_text(&hint));
    let id = attribute("id");
    let written = |name: &str| if crate::generated::looks_generated(name) { 0 } else { hash::of_word(name) };
    print.put(ID, around.map_or(0, |around| around.id));
    print.put(STEM, stem(id));
    print.put(FOR, written(attribute("for")));
    // What developers give an element so that programs find it is as good as the name of a field.
    let field = FIELDS.iter().map(|name| attribute(name)).find(|value| !value.is_empty());
    print.put(FIELD, hash::of_word(field.unwrap_or_default()));
    let (whole, tail) = semantics::link(attribute("href"));
    print.put(LINK, hash::of_word(&whole));
    print.put(TAIL, hash::of_word(&tail));
    print.put(ICON, semantics::drawing(page, at, |at| memory.sign(page, at)));
    print.put(SHAPE, semantics::shape(if text.is_empty() { &name } else { &text }));
    print.put(VALUE, hash::of_word(attribute("value")));
    print.put(OPTIONS, options(page, at));
    print.put(INNER, inner(page, at));
    print.put(KIN, memory.kin(page, page.parent(at)));
    if let Some(control) = references.element(attribute("for")).filter(|_| tag == "label") {
        print.put(
            CONTROL,
            hash::join(hash::of_word(page.attribute(control, "name")), hash::of_word(page.tag(control))),
        );
    }
    above(page, surroundings, memory, at, &mut print);
    cell(page, memory, at, &mut print);
    print.put_set(CLASSES, around.map(|around| around.classes.clone()).unwrap_or_default());
    let other = page
        .node(at)
        .map(|node| &node.attributes[..])
        .unwrap_or_default()
        .iter()
        .filter(|(name, _)| !APART.contains(name));
    print.put_set(
        ATTRIBUTES,
        other.map(|(name, value)| hash::join(hash::of_word(name), hash::of_word(value))).collect(),
    );
    print.put_set(WORDS, words(&[&name, if text == name { "" } else { &text }, &label, &hint]));
    print.put_set(
        MARKS,
        marks(&[
            id,
            attribute("name"),
            attribute("for"),
            &whole,
            attribute("class"),
            attribute("value"),
            attribute("data-action"),
        ]),
    );
    (print, Said { name, text, label, hint })
}

/// Whether an element is one that takes clicks as a whole.
fn is_control(page: &Page<'_>, at: u32) -> bool {
    let role = page.attribute(at, "role");
    matches!(page.tag(at), "a" | "button" | "input" | "select" | "textarea" | "label" | "summary")
        || matches!(role, "button" | "link" | "tab" | "menuitem" | "checkbox" | "option")
        || page.node(at).is_some_and(|node| node.is_clickable)
}

/// Text of its label, or the text that stands before a field.
fn label(page: &Page<'_>, references: &References, at: u32) -> String {
    if !matches!(page.tag(at), "input" | "select" | "textarea") {
        return String::new();
    }
    if let Some(label) = references.label(page, at) {
        return page.content(label, MOST_TEXT);
    }
    let mut below = at;
    for above in page.upwards(at).skip(1).take(4) {
        let before: Vec<u32> = page.children(above).take_while(|child| *child != below).collect();
        // Rows, lists and fields before it are data or have labels of their own.
        let is_data =
            |at: u32| matches!(page.tag(at), "table" | "td" | "li" | "dd" | "input" | "select" | "textarea");
        for child in
            before.iter().rev().filter(|child| !is_data(**child) && !page.inside(**child).any(is_data))
        {
            let text = match page.node(*child) {
                Some(node) if node.tag == "#" => node.text.trim_matches(' ').to_owned(),
                _ => page.content(*child, MOST_TEXT),
            };
            if !text.is_empty() {
                return if text.len() > 60 { String::new() } else { text };
            }
        }
        below = above;
    }
    String::new()
}

fn stem(id: &str) -> Hash {
    let core: String = id.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    if core.len() < 3 || core.contains(':') { 0 } else { hash::of_word(core.trim_end_matches(['-', '_'])) }
}

fn options(page: &Page<'_>, at: u32) -> Hash {
    if page.tag(at) != "select" {
        return 0;
    }
    page.inside(at)
        .filter(|inner| page.tag(*inner) == "#")
        .filter_map(|inner| page.node(inner))
        .fold(1, |sum, node| hash::join(sum, hash::of_text(node.text)))
}

/// Tags inside, two levels deep; 0 when there is nothing but text.
fn inner(page: &Page<'_>, at: u32) -> Hash {
    page.inside(at)
        .take(24)
        .map(|inner| page.tag(inner))
        .filter(|tag| *tag != "#")
        .fold(0, |sum, tag| hash::join(sum, hash::of_word(tag)))
}

/// Tags of the children.
fn kin(page: &Page<'_>, at: u32) -> Hash {
    page.children(at)
        .take(12)
        .map(|child| page.tag(child))
        .filter(|tag| *tag != "#")
        .fold(0, |sum, tag| hash::join(sum, hash::of_word(tag)))
}

fn above(
    page: &Page<'_>,
    surroundings: &[Surroundings<'_>],
    memory: &mut Memory,
    at: u32,
    print: &mut Print,
) {
    let mut path = 0;
    let mut classes = Vec::new();
    for (level, above) in page.upwards(at).skip(1).take(4).enumerate() {
        let Some(around) = surroundings.get(above as usize) else { continue };
        if level == 0 {
            print.put(LANDMARKS, around.landmarks);
            print.put(GROUP, around.group);
            print.put(HOLDER, around.holder);
            print.put(ABOVE_TEXT, memory.text(page, above));
        }
        if level < 3 {
            path = hash::join(path, hash::of_word(page.tag(above)));
        }
        classes.extend(&around.classes);
    }
    print.put(PATH, path);
    print.put_set(ABOVE_CLASSES, classes);
}

/// What heads the row and the column of a table that it is in.
fn cell(page: &Page<'_>, memory: &mut Memory, at: u32, print: &mut Print) {
    let Some(cell) = page.upwards(at).take(8).find(|above| matches!(page.tag(*above), "td" | "th")) else {
        return;
    };
    let row = page.parent(cell);
    let cells = |row: u32| page.children(row).filter(|child| matches!(page.tag(*child), "td" | "th"));
    let column = cells(row).position(|other| other == cell).unwrap_or_default();
    let first = cells(row).map(|cell| memory.text(page, cell)).find(|text| *text != 0);
    print.put(ROW, first.unwrap_or_default());
    let table = page.upwards(row).find(|above| page.tag(*above) == "table");
    let head = table.and_then(|table| page.inside(table).find(|inner| page.tag(*inner) == "tr"));
    let header = head.filter(|head| *head != row).and_then(|head| cells(head).nth(column));
    print.put(COLUMN, header.map(|header| memory.text(page, header)).unwrap_or_default());
}

fn words(texts: &[&str]) -> Vec<Hash> {
    let mut out = Vec::new();
    for text in texts {
        let plain = crate::text::plain(text);
        out.extend(plain.split(|letter| *letter == ' ').take(MOST_VALUES).map(hash::of_letters));
    }
    out
}

fn marks(names: &[&str]) -> Vec<Hash> {
    let parts = names.iter().flat_map(|name| name.split(['-', '_', '.', '/', ' ', '?', '=', '&', ':']));
    parts
        .filter(|part| part.len() > 2 && !part.bytes().any(|byte| byte.is_ascii_digit()))
        .map(|part| hash::of_word(&part.to_ascii_lowercase()))
        .collect()
}
