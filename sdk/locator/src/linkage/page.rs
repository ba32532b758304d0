//! A whole page as the locator sees it: a tree of elements and texts, read from one flat text.

/// No node: the parent of the root.
pub const NONE: u32 = u32::MAX;
const FIELD: char = '\u{1f}';
const ITEM: char = '\u{1e}';

/// One element or text, in document order.
#[derive(Clone, Debug, Default)]
pub struct Node<'a> {
    /// Index of the element above, also out of shadow roots and frames; [`NONE`] at the top.
    pub parent: u32,
    /// One past the last node inside this one.
    pub end: u32,
    /// Tag name in lower case; `#` for a text.
    pub tag: &'a str,
    /// Of a text, what it says.
    pub text: &'a str,
    /// Has a box and can be seen, scrolling aside.
    pub is_visible: bool,
    /// Its parent is in another tree: the first in a shadow root or a frame.
    pub is_border: bool,
    /// Has a click handler in its markup.
    pub is_clickable: bool,
    /// Has more children than were read.
    pub is_cut: bool,
    /// Left, top, width and height in CSS pixels, from the corner of the page.
    pub area: [i32; 4],
    /// Attributes with their values.
    pub attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Node<'a> {
    /// Reads one that has an index.
    fn read(item: &'a str, at: u32) -> Node<'a> {
        let mut fields = item.split(FIELD);
        let mut next = || fields.next().unwrap_or_default();
        let parent = next();
        let parent = if parent.is_empty() { NONE } else { number(parent).unsigned_abs() };
        let tag = next();
        let parent = if parent < at { parent } else { NONE };
        let mut node = Node { parent, end: at + 1, tag, ..Node::default() };
        if tag == "#" {
            node.text = next();
            return node;
        }
        let flags = next();
        node.is_visible = flags.contains('v');
        node.is_border = flags.contains('b');
        node.is_clickable = flags.contains('k');
        node.is_cut = flags.contains('l');
        let mut numbers = next().split(' ').map(number);
        node.area = [(); 4].map(|()| numbers.next().unwrap_or_default());
        while let Some(name) = fields.next() {
            node.attributes.push((name, fields.next().unwrap_or_default()));
        }
        node
    }
}

/// A page: nodes in document order, so that what is inside an element follows it.
#[derive(Clone, Debug, Default)]
pub struct Page<'a> {
    /// All of them.
    pub nodes: Vec<Node<'a>>,
}

impl<'a> Page<'a> {
    /// Reads the flat form: nodes parted by U+001E, fields by U+001F; parent, tag, flags (`v` visible, `b` border, `k` clickable, `l` cut short),
    /// `left top width height`, then names and values of attributes; or parent, `#`, text. What is missing stays empty; a
    /// parent that does not come before is none.
    #[must_use]
    pub fn read(flat: &'a str) -> Page<'a> {
        let mut page = Page::default();
        page.read_on(&mut Some(flat), u32::MAX);
        page
    }

    /// Reads so many more nodes of what is left; whether that was all, and every node is told where it ends.
    pub(super) fn read_on(&mut self, rest: &mut Option<&'a str>, most: u32) -> bool {
        for _ in 0..most {
            let Some(left) = *rest else { break };
            let (item, left) = left.split_once(ITEM).map_or((left, None), |(item, left)| (item, Some(left)));
            *rest = left;
            self.nodes.push(Node::read(item, self.nodes.len() as u32));
        }
        if rest.is_none() {
            self.close();
        }
        rest.is_none()
    }

    /// Tells every node where it ends.
    fn close(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            let Some((end, parent)) = self.nodes.get(at).map(|node| (node.end, node.parent)) else {
                continue;
            };
            if let Some(above) = self.nodes.get_mut(parent as usize) {
                above.end = above.end.max(end);
            }
        }
    }

    /// The node at an index; nothing beyond the end.
    #[must_use]
    pub fn node(&self, at: u32) -> Option<&Node<'a>> {
        self.nodes.get(at as usize)
    }

    /// The tag of a node.
    #[must_use]
    pub fn tag(&self, at: u32) -> &'a str {
        self.node(at).map_or("", |node| node.tag)
    }

    /// The value of an attribute; empty when there is none.
    #[must_use]
    pub fn attribute(&self, at: u32, name: &str) -> &'a str {
        let found = self.node(at).and_then(|node| node.attributes.iter().find(|(key, _)| *key == name));
        found.map_or("", |(_, value)| *value)
    }

    /// The element above; [`NONE`] at the top.
    #[must_use]
    pub fn parent(&self, at: u32) -> u32 {
        self.node(at).map_or(NONE, |node| node.parent)
    }

    /// An element and those above it, nearest first.
    pub fn upwards(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        core::iter::successors(Some(at), |at| Some(self.parent(*at)))
            .take_while(|at| (*at as usize) < self.nodes.len())
    }

    /// What is inside, in document order.
    pub fn inside(&self, at: u32) -> core::ops::Range<u32> {
        self.node(at).map_or(0..0, |node| at + 1..node.end)
    }

    /// Whether `inner` is `outer` or inside it.
    #[must_use]
    pub fn is_within(&self, inner: u32, outer: u32) -> bool {
        inner == outer || self.inside(outer).contains(&inner)
    }

    /// The children, in document order.
    pub fn children(&self, at: u32) -> impl Iterator<Item = u32> + '_ {
        let inside = self.inside(at);
        let first = (!inside.is_empty()).then_some(inside.start);
        let end = inside.end;
        core::iter::successors(first, move |child| {
            self.node(*child).map(|node| node.end).filter(|next| *next < end)
        })
    }

    /// What a person sees in an element, white space collapsed, at most `most` bytes, cut at a whole word where it can be.
    #[must_use]
    pub fn content(&self, at: u32, most: usize) -> String {
        let mut out = String::new();
        let mut next = at;
        let end = self.node(at).map_or(at, |node| node.end);
        while next < end && out.len() < most {
            let Some(node) = self.node(next) else { break };
            let mut skip = false;
            if node.tag == "#" {
                join(&mut out, node.text);
            } else if next != at {
                let label = self.attribute(next, "aria-label");
                let label =
                    if label.is_empty() && node.tag == "img" { self.attribute(next, "alt") } else { label };
                if !label.is_empty() {
                    join(&mut out, label);
                    skip = true;
                }
                skip |= self.attribute(next, "aria-hidden") == "true"
                    || matches!(node.tag, "select" | "option" | "textarea");
            }
            next = if skip { node.end } else { next + 1 };
        }
        if out.len() > most {
            let end = (0..=most).rev().find(|end| out.is_char_boundary(*end)).unwrap_or_default();
            out.truncate(end);
        }
        out
    }
}

/// Appends words, white space collapsed.
fn join(out: &mut String, text: &str) {
    for word in text.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
}

/// Digits to a number, a sign before them allowed; anything else is left out.
fn number(digits: &str) -> i32 {
    let digits_only = digits.bytes().filter(u8::is_ascii_digit);
    let value =
        digits_only.fold(0_i32, |sum, digit| sum.saturating_mul(10).saturating_add(i32::from(digit - b'0')));
    if digits.starts_with('-') { -value } else { value }
}
