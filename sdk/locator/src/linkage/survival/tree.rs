//! A copy of a page that can be changed: nodes that own their texts and know their children.

use crate::linkage::page::{NONE, Page};

const FIELD: char = '\u{1f}';
const ITEM: char = '\u{1e}';

/// One element or text.
#[derive(Clone, Debug, Default)]
pub struct Branch {
    /// Tag name; `#` for a text.
    pub tag: String,
    /// Of a text, what it says.
    pub text: String,
    /// As in the flat form.
    pub flags: String,
    /// Left, top, width and height.
    pub area: [i32; 4],
    /// Names and values.
    pub attributes: Vec<(String, String)>,
    /// Indexes of what is inside.
    pub children: Vec<usize>,
}

impl Branch {
    /// The value of an attribute; empty when there is none.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Sets an attribute.
    pub fn put(&mut self, name: &str, value: &str) {
        match self.attributes.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => value.clone_into(old),
            None => self.attributes.push((name.to_owned(), value.to_owned())),
        }
    }
}

/// A page. Nodes that lie under no root are no part of it.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// All nodes, in no order.
    pub nodes: Vec<Branch>,
    /// What is at the top.
    pub roots: Vec<usize>,
}

impl Tree {
    /// Copies a page; indexes stay.
    pub fn of(page: &Page<'_>) -> Tree {
        let mut tree = Tree::default();
        for (at, node) in page.nodes.iter().enumerate() {
            let flag = |is_set: bool, sign: char| is_set.then_some(sign);
            let flags = [
                flag(node.is_visible, 'v'),
                flag(node.is_border, 'b'),
                flag(node.is_clickable, 'k'),
                flag(node.is_cut, 'l'),
            ];
            tree.nodes.push(Branch {
                tag: node.tag.to_owned(),
                text: node.text.to_owned(),
                flags: flags.into_iter().flatten().collect(),
                area: node.area,
                attributes: node
                    .attributes
                    .iter()
                    .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                    .collect(),
                children: Vec::new(),
            });
            match tree.nodes.get_mut(node.parent as usize) {
                Some(above) if node.parent != NONE => above.children.push(at),
                _ => tree.roots.push(at),
            }
        }
        tree
    }

    /// The flat form of [`Page::read`], and where a node stands in it.
    pub fn write(&self, target: usize) -> (String, Option<u32>) {
        let mut out = String::new();
        let (mut count, mut found) = (0, None);
        // Children are pushed backwards, so that they come out in order.
        let mut open: Vec<(usize, Option<u32>)> = self.roots.iter().rev().map(|root| (*root, None)).collect();
        while let Some((at, parent)) = open.pop() {
            let Some(node) = self.nodes.get(at) else { continue };
            if at == target {
                found = Some(count);
            }
            if count > 0 {
                out.push(ITEM);
            }
            if let Some(parent) = parent {
                out += &parent.to_string();
            }
            out.push(FIELD);
            out += &node.tag;
            out.push(FIELD);
            if node.tag == "#" {
                out += &node.text;
            } else {
                let [left, top, width, height] = node.area;
                out += &format!("{}{FIELD}{left} {top} {width} {height}", node.flags);
                for (name, value) in &node.attributes {
                    out.push(FIELD);
                    out += name;
                    out.push(FIELD);
                    out += value;
                }
            }
            open.extend(node.children.iter().rev().map(|child| (*child, Some(count))));
            count += 1;
        }
        (out, found)
    }

    /// The node above each, if it has one.
    pub fn parents(&self) -> Vec<Option<usize>> {
        let mut parents = vec![None; self.nodes.len()];
        for (above, node) in self.nodes.iter().enumerate() {
            for child in &node.children {
                if let Some(place) = parents.get_mut(*child) {
                    *place = Some(above);
                }
            }
        }
        parents
    }

    /// Puts an element around a node of `above`.
    pub fn wrap(&mut self, above: usize, at: usize, tag: &str, class: &str) {
        let Some(area) = self.nodes.get(at).map(|node| node.area) else { return };
        let wrapper = Branch {
            tag: tag.to_owned(),
            flags: "v".to_owned(),
            area,
            attributes: vec![("class".to_owned(), class.to_owned())],
            children: vec![at],
            ..Branch::default()
        };
        self.nodes.push(wrapper);
        let index = self.nodes.len() - 1;
        let place =
            self.nodes.get_mut(above).and_then(|node| node.children.iter_mut().find(|child| **child == at));
        if let Some(place) = place {
            *place = index;
        }
    }

    /// A copy of a node with all that is inside; it is part of nothing yet.
    pub fn copy(&mut self, at: usize) -> Option<usize> {
        let mut copy = self.nodes.get(at)?.clone();
        copy.children = copy.children.clone().into_iter().filter_map(|child| self.copy(child)).collect();
        self.nodes.push(copy);
        Some(self.nodes.len() - 1)
    }

    /// Takes a node out of the page, and everything inside it.
    pub fn remove(&mut self, at: usize) {
        self.roots.retain(|root| *root != at);
        for node in &mut self.nodes {
            node.children.retain(|child| *child != at);
        }
    }

    /// A node and everything inside it.
    pub fn inside(&self, at: usize) -> Vec<usize> {
        let mut all = vec![at];
        let mut next = 0;
        while let Some(children) =
            all.get(next).and_then(|at| self.nodes.get(*at)).map(|node| node.children.clone())
        {
            all.extend(children);
            next += 1;
        }
        all
    }
}
