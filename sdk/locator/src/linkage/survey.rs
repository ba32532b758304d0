//! All elements of a page that a target can be, as numbers, and how often each value occurs.

use lotse_model::order::sort;

use super::hash::{self, Hash};
use super::page::{NONE, Page};
use super::print::*;
use super::semantics::{self, MOST_TEXT, References};
use crate::weight::bits;

/// How far an element looks around, in stops.
const NEAR: usize = 3;
/// Most nodes of a box that is taken for one thing, itself included.
const SMALL: u32 = 16;
/// What is rare among a few candidates need not be rare: a page is taken to have at least so many.
const LEAST_POPULATION: u32 = 48;
/// Most that rarity counts, in sixteenths of a bit.
const MOST_RARITY: i32 = 160;
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

/// The candidates of a page.
#[derive(Debug, Default)]
pub struct Survey {
    /// One for each candidate, in document order.
    pub prints: Vec<Print>,
    /// Their texts, by the same index.
    pub said: Vec<Said>,
    /// Values of single features, sorted, as often as they occur.
    pub counts: Vec<Vec<Hash>>,
    /// Values of sets, likewise.
    pub set_counts: Vec<Vec<Hash>>,
    /// Distinct values by source, sorted.
    pub stock: Vec<Vec<Hash>>,
    /// Width and height of the page.
    pub extent: [i32; 2],
    /// The language of the page.
    pub language: Hash,
}

/// Whether an element can be a target: it can be seen, and is operated, says something itself, or has a name in the markup.
fn is_candidate(page: &Page<'_>, at: u32, role: &str) -> bool {
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
            is_classed && !page.upwards(node.parent).any(|above| is_control(page, above))
        }
    };
    semantics::is_operable(role)
        || node.is_clickable
        || matches!(node.tag, "label" | "th" | "img" | "i" | "summary" | "canvas" | "a" | "button")
        || speaks()
        || is_marked()
        || is_box()
}

impl Survey {
    /// Looks at every element of a page once.
    #[must_use]
    pub fn of(page: &Page<'_>) -> Survey {
        let references = References::of(page);
        let mut survey = Survey {
            extent: page.node(0).map_or([1, 1], |node| [node.area[2].max(1), node.area[3].max(1)]),
            ..Survey::default()
        };
        survey.language = hash::of_word(page.attribute(0, "lang").split('-').next().unwrap_or_default());
        let mut heading = 0;
        let mut headings = Vec::new();
        for at in 0..page.nodes.len() as u32 {
            let role = semantics::role(page, at);
            if is_candidate(page, at, role) {
                let (print, said) = own(page, &references, at, role);
                survey.prints.push(print);
                survey.said.push(said);
                headings.push(heading);
            }
            if role == "heading" || page.tag(at) == "legend" {
                heading = hash::of_text(&page.content(at, MOST_TEXT));
            }
        }
        for (print, heading) in survey.prints.iter_mut().zip(headings) {
            print.put(HEADING, heading);
        }
        survey.relate(page);
        survey.order(page);
        survey.count();
        survey
    }

    /// What stands before and after each: stops are what is operated or says something, and is in no other stop.
    fn relate(&mut self, page: &Page<'_>) {
        let mut stops: Vec<usize> = Vec::new();
        let mut end = 0;
        for (index, print) in self.prints.iter().enumerate() {
            if print.at >= end && (print.is_operable || print.get(TEXT) != 0 && print.get(INNER) == 0) {
                stops.push(index);
                if print.is_operable {
                    end = page.node(print.at).map_or(0, |node| node.end);
                }
            }
        }
        let mut changes = Vec::new();
        for print in &self.prints {
            let end = page.node(print.at).map_or(0, |node| node.end);
            let place = |index: &usize| self.prints.get(*index).map_or(0, |print| print.at);
            let before = stops.partition_point(|stop| place(stop) < print.at);
            let after = stops.partition_point(|stop| place(stop) < end);
            let stop = |at: usize| stops.get(at).and_then(|index| self.prints.get(*index));
            let word = |print: &Print| {
                [NAME, TEXT, HINT, LABEL]
                    .iter()
                    .map(|feature| print.get(*feature))
                    .find(|value| *value != 0)
                    .unwrap_or_default()
            };
            let token = |print: &Print| {
                [FIELD, LINK, ID, FOR, VALUE]
                    .iter()
                    .map(|feature| print.get(*feature))
                    .find(|value| *value != 0)
                    .unwrap_or_default()
            };
            let kind = |print: &Print| {
                let role = hash::join(print.get(ROLE), print.get(TYPE));
                hash::join(role, if print.get(ICON) != 0 { print.get(ICON) } else { 7 })
            };
            let mut near: [Vec<Hash>; 3] = Default::default();
            let mut single = [0; 6];
            for step in 1..=NEAR {
                for (side, found) in
                    [before.checked_sub(step).and_then(stop), stop(after + step - 1)].into_iter().enumerate()
                {
                    let Some(found) = found else { continue };
                    near[0].push(word(found));
                    near[1].push(token(found));
                    near[2].push(found.get(ICON));
                    if step == 1 {
                        single[side] = word(found);
                        single[side + 2] = kind(found);
                        single[side + 4] = token(found);
                    }
                }
            }
            changes.push((single, near));
        }
        for (print, (single, near)) in self.prints.iter_mut().zip(changes) {
            for (feature, value) in
                [BEFORE, AFTER, KIND_BEFORE, KIND_AFTER, TOKEN_BEFORE, TOKEN_AFTER].into_iter().zip(single)
            {
                print.put(feature, value);
            }
            for (feature, values) in [NEAR_WORDS, NEAR_TOKENS, NEAR_ICONS].into_iter().zip(near) {
                print.put_set(feature, values);
            }
        }
    }

    /// Places among those of the same kind, in the nearest container and in the page, from both ends.
    fn order(&mut self, page: &Page<'_>) {
        let kind = |print: &Print| hash::join(print.get(ROLE), print.get(TYPE)).max(1);
        let container = |print: &Print| {
            page.upwards(print.at)
                .skip(1)
                .find(|above| semantics::is_landmark(semantics::role(page, *above)))
                .unwrap_or(NONE)
        };
        let mut keyed: Vec<(u32, Hash, usize)> = self
            .prints
            .iter()
            .enumerate()
            .map(|(index, print)| (container(print), kind(print), index))
            .collect();
        for (first, last) in [(FIRST, LAST), (FIRST_ALL, LAST_ALL)] {
            sort(&mut keyed);
            let mut start = 0;
            while start < keyed.len() {
                let key = keyed.get(start).map(|(holder, kind, _)| (*holder, *kind));
                let length = keyed
                    .iter()
                    .skip(start)
                    .take_while(|(holder, kind, _)| key == Some((*holder, *kind)))
                    .count();
                for (place, (_, _, index)) in keyed.iter().skip(start).take(length).enumerate() {
                    if let Some(print) = self.prints.get_mut(*index) {
                        print.put(first, place as u32 + 1);
                        print.put(last, (length - place) as u32);
                    }
                }
                start += length.max(1);
            }
            keyed.iter_mut().for_each(|(holder, ..)| *holder = 0);
        }
    }

    fn count(&mut self) {
        let gather = |of: &dyn Fn(&Print) -> Vec<Hash>| {
            let mut all: Vec<Hash> = self.prints.iter().flat_map(of).filter(|value| *value != 0).collect();
            sort(&mut all);
            all
        };
        let counts: Vec<Vec<Hash>> =
            (0..SINGLE).map(|feature| gather(&|print| vec![print.get(feature)])).collect();
        let set_counts: Vec<Vec<Hash>> =
            (0..SET).map(|feature| gather(&|print| print.set(feature).to_vec())).collect();
        let stock = |singles: &[usize], sets: &[usize]| {
            let mut all: Vec<Hash> =
                singles.iter().filter_map(|feature| counts.get(*feature)).flatten().copied().collect();
            all.extend(sets.iter().filter_map(|feature| set_counts.get(*feature)).flatten());
            sort(&mut all);
            all.dedup();
            all
        };
        self.stock = vec![
            Vec::new(),
            stock(&[NAME, TEXT], &[]),
            stock(&[ID], &[]),
            stock(&[FIELD], &[ATTRIBUTES]),
            stock(&[], &[CLASSES]),
            stock(&[LINK], &[]),
        ];
        self.counts = counts;
        self.set_counts = set_counts;
        let population = bits((self.prints.len() as u32).max(LEAST_POPULATION));
        for print in &mut self.prints {
            for (feature, (value, rarity)) in print.single.iter().zip(print.rarity.iter_mut()).enumerate() {
                let count = self.counts.get(feature).map_or(1, |list| occurrences(list, *value));
                *rarity = (population - bits(count)).clamp(0, MOST_RARITY) as u8;
            }
        }
    }

    /// How rare a value of a set is, in sixteenths of a bit.
    #[must_use]
    pub fn set_rarity(&self, feature: usize, value: Hash) -> i32 {
        let population = bits((self.prints.len() as u32).max(LEAST_POPULATION));
        (population - bits(self.set_frequency(feature, value).max(1))).clamp(0, MOST_RARITY)
    }

    /// How many candidates have this value.
    #[must_use]
    pub fn frequency(&self, feature: usize, value: Hash) -> u32 {
        self.counts.get(feature).map_or(0, |list| occurrences(list, value))
    }

    /// How many candidates have this value in a set.
    #[must_use]
    pub fn set_frequency(&self, feature: usize, value: Hash) -> u32 {
        self.set_counts.get(feature).map_or(0, |list| occurrences(list, value))
    }
}

fn occurrences(list: &[Hash], value: Hash) -> u32 {
    (list.partition_point(|other| *other <= value) - list.partition_point(|other| *other < value)) as u32
}

fn own(page: &Page<'_>, references: &References, at: u32, role: &str) -> (Print, Said) {
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
    print.control = page.upwards(at).find(|above| is_control(page, *above)).unwrap_or(NONE);
    print.put(ROLE, hash::of_word(if role.is_empty() { "none" } else { role }));
    print.put(TAG, hash::of_word(tag));
    print.put(TYPE, hash::of_word(attribute("type")));
    print.put(NAME, hash::of_text(&name));
    print.put(TEXT, hash::of_text(&text));
    print.put(LABEL, hash::of_text(&label));
    print.put(HINT, hash::of_text(&hint));
    let id = attribute("id");
    let written = |name: &str| if crate::generated::looks_generated(name) { 0 } else { hash::of_word(name) };
    print.put(ID, written(id));
    print.put(STEM, stem(id));
    print.put(FOR, written(attribute("for")));
    print.put(FIELD, hash::of_word(attribute("name")));
    let (whole, tail) = semantics::link(attribute("href"));
    print.put(LINK, hash::of_word(&whole));
    print.put(TAIL, hash::of_word(&tail));
    print.put(ICON, semantics::drawing(page, at));
    print.put(SHAPE, semantics::shape(if text.is_empty() { &name } else { &text }));
    print.put(VALUE, hash::of_word(attribute("value")));
    print.put(OPTIONS, options(page, at));
    print.put(INNER, inner(page, at));
    print.put(KIN, kin(page, at));
    if let Some(control) = references.element(attribute("for")).filter(|_| tag == "label") {
        print.put(
            CONTROL,
            hash::join(hash::of_word(page.attribute(control, "name")), hash::of_word(page.tag(control))),
        );
    }
    above(page, at, &mut print);
    cell(page, at, &mut print);
    print.put_set(CLASSES, attribute("class").split(' ').map(written).collect());
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
    print.put_set(WORDS, words(&[&name, &text, &label, &hint]));
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
        for child in before.iter().rev() {
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

/// Tags of the parent's children.
fn kin(page: &Page<'_>, at: u32) -> Hash {
    page.children(page.parent(at))
        .take(12)
        .map(|child| page.tag(child))
        .filter(|tag| *tag != "#")
        .fold(0, |sum, tag| hash::join(sum, hash::of_word(tag)))
}

fn above(page: &Page<'_>, at: u32, print: &mut Print) {
    let mut landmarks = 0;
    let mut path = 0;
    let mut classes = Vec::new();
    for (level, above) in page.upwards(at).skip(1).enumerate() {
        let role = semantics::role(page, above);
        if semantics::is_landmark(role) {
            landmarks = hash::join(landmarks, hash::of_word(role));
            if print.get(GROUP) == 0 {
                let label = page.attribute(above, "aria-label");
                let legend = page
                    .children(above)
                    .find(|child| matches!(page.tag(*child), "legend" | "caption" | "h2" | "h3"));
                let text = if label.is_empty() {
                    legend.map(|legend| page.content(legend, MOST_TEXT)).unwrap_or_default()
                } else {
                    label.to_owned()
                };
                print.put(GROUP, hash::of_text(&text));
            }
        }
        if level < 3 {
            path = hash::join(path, hash::of_word(page.tag(above)));
        }
        if level == 0 {
            print.put(ABOVE_TEXT, hash::of_text(&page.content(above, MOST_TEXT)));
        }
        if level < 4 {
            let written = page
                .attribute(above, "class")
                .split(' ')
                .filter(|class| !crate::generated::looks_generated(class));
            classes.extend(written.map(hash::of_word));
        }
        let id = page.attribute(above, "id");
        if print.get(HOLDER) == 0 && !crate::generated::looks_generated(id) {
            print.put(HOLDER, hash::of_word(id));
        }
    }
    print.put(LANDMARKS, landmarks);
    print.put(PATH, path);
    print.put_set(ABOVE_CLASSES, classes);
}

/// What heads the row and the column of a table that it is in.
fn cell(page: &Page<'_>, at: u32, print: &mut Print) {
    let Some(cell) = page.upwards(at).take(8).find(|above| matches!(page.tag(*above), "td" | "th")) else {
        return;
    };
    let row = page.parent(cell);
    let cells = |row: u32| page.children(row).filter(|child| matches!(page.tag(*child), "td" | "th"));
    let column = cells(row).position(|other| other == cell).unwrap_or_default();
    let first = cells(row).map(|cell| page.content(cell, MOST_TEXT)).find(|text| !text.is_empty());
    print.put(ROW, hash::of_text(&first.unwrap_or_default()));
    let table = page.upwards(row).find(|above| page.tag(*above) == "table");
    let head = table.and_then(|table| page.inside(table).find(|inner| page.tag(*inner) == "tr"));
    let header = head.filter(|head| *head != row).and_then(|head| cells(head).nth(column));
    print.put(
        COLUMN,
        header.map(|header| hash::of_text(&page.content(header, MOST_TEXT))).unwrap_or_default(),
    );
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
