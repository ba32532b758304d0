//! Picking one element: which one is meant, by pointer and by keys.

use lotse_api::channel::{Element, Grade};
use lotse_dom::guard::Guard;
use lotse_dom::natives::{self, Node};
use lotse_model::target::Target;

use crate::element::Reader;
use crate::marks::Marks;
use crate::ports;

/// The pointer has to rest so long before an element is read, in milliseconds.
const REST_MS: f64 = 110.0;

/// A pick under way.
#[derive(Debug)]
pub struct Pick {
    /// Comes back with the answer.
    pub purpose: String,
    /// The app hears what is done.
    pub is_thawed: bool,
    /// What the pointer is on.
    under: Option<Node>,
    /// What is outlined: the control there, or what was walked to.
    at: Option<Node>,
    /// Elements that were left upwards, so that the way down leads back.
    left: Vec<Node>,
    rest: Option<Guard>,
}

impl Pick {
    pub fn new(purpose: String) -> Self {
        Pick { purpose, is_thawed: false, under: None, at: None, left: Vec::new(), rest: None }
    }

    /// The pointer is over an element.
    pub fn over(&mut self, node: Node, marks: &Marks, german: bool) {
        if self.under.as_ref() == Some(&node) {
            return;
        }
        self.at = Some(ports::control_of(&node));
        self.under = Some(node);
        self.left.clear();
        self.outline(marks, german);
    }

    /// Walks from the outlined element.
    pub fn walk(&mut self, way: &str, marks: &Marks, german: bool) {
        let Some(at) = self.at.clone().or_else(natives::body) else { return };
        let back = if way == "down" { self.left.pop() } else { None };
        let Some(to) = back.or_else(|| ports::step_to(&at, way)) else { return };
        match way {
            "up" => self.left.push(at),
            "down" => {}
            _ => self.left.clear(),
        }
        self.at = Some(to);
        self.outline(marks, german);
    }

    /// Whether a signal says that the pointer rests; then the element is read and shown with its grade.
    pub fn wake(&mut self, token: u32, reader: &mut Reader, marks: &Marks, german: bool) {
        if !lotse_dom::guard::is(&self.rest, token) {
            return;
        }
        self.rest = None;
        let Some(node) = self.at.clone().filter(natives::is_connected) else { return };
        reader.refresh();
        let element = reader.read(&node, false);
        if element.grade == Grade::Poor
            && let Ok(target) = lotse_model::wire::read::<Target>(&element.target.to_string())
        {
            let alike = reader.find(&target).nodes;
            if alike.len() > 1 {
                marks.all(&alike);
                marks.about(&node, &element, german);
                return;
            }
        }
        marks.one(&node, Some(&element), german);
    }

    /// What is taken: the element that is outlined, or, by pointer, the one under it.
    pub fn take(&mut self, node: Option<Node>, reader: &mut Reader) -> Option<Element> {
        let is_same = node.is_none() || node == self.under;
        let node = if is_same { self.at.clone() } else { node.map(|node| ports::control_of(&node)) };
        let node = node.filter(natives::is_connected)?;
        reader.refresh();
        Some(reader.read(&node, true))
    }

    /// Draws the outline again, after scrolling.
    fn outline(&mut self, marks: &Marks, german: bool) {
        let Some(at) = &self.at else { return };
        marks.one(at, None, german);
        self.rest = Some(Guard::timer(REST_MS));
    }
}
