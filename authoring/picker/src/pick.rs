//! Picking one element: which one is meant, by pointer and by keys.

use lotse_api::channel::{Element, Grade};
use lotse_dom::guard::Guard;
use lotse_dom::natives::{self, Node};
use lotse_model::target::Target;

use crate::element::Reader;
use crate::lasting::Lasting;
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
    /// What is known of what the pointer rests on, and what looks the same.
    known: Option<(Element, Vec<Node>)>,
    /// How surely that will be found again.
    lasting: Option<Lasting>,
}

impl Pick {
    pub fn new(purpose: String) -> Self {
        Pick {
            purpose,
            is_thawed: false,
            under: None,
            at: None,
            left: Vec::new(),
            rest: None,
            known: None,
            lasting: None,
        }
    }

    /// The pointer is over an element.
    pub fn over(&mut self, node: Node, marks: &Marks) {
        if self.under.as_ref() == Some(&node) {
            return;
        }
        self.at = Some(ports::control_of(&node));
        self.under = Some(node);
        self.left.clear();
        self.outline(marks);
    }

    /// Walks from the outlined element.
    pub fn walk(&mut self, way: &str, marks: &Marks) {
        let Some(at) = self.at.clone().or_else(natives::body) else { return };
        let back = if way == "down" { self.left.pop() } else { None };
        let Some(to) = back.or_else(|| ports::step_to(&at, way)) else { return };
        match way {
            "up" => self.left.push(at),
            "down" => {}
            _ => self.left.clear(),
        }
        self.at = Some(to);
        self.outline(marks);
    }

    /// Hears whether the pointer rests: then the element is read and shown with its grade, and how surely it will be found again is
    /// worked out for as long as the pointer stays.
    pub fn wake(&mut self, token: u32, reader: &mut Reader, marks: &Marks, german: bool) {
        if self.lasting.as_mut().is_some_and(|lasting| lasting.wake(token)) {
            return self.draw(marks, german);
        }
        if !lotse_dom::guard::is(&self.rest, token) {
            return;
        }
        self.rest = None;
        let Some(node) = self.at.clone().filter(natives::is_connected) else { return };
        reader.refresh();
        let element = reader.read(&node, false);
        let mut alike = Vec::new();
        if element.grade == Grade::Poor
            && let Ok(target) = lotse_model::wire::read::<Target>(&element.target.to_string())
        {
            alike = reader.find(&target).nodes;
        }
        self.known = Some((element, alike));
        self.lasting = Some(Lasting::begin(ports::list_of(&node).unwrap_or(node)));
        self.draw(marks, german);
    }

    /// Shows what is known of what the pointer rests on.
    fn draw(&self, marks: &Marks, german: bool) {
        let (Some(node), Some((element, alike))) = (&self.at, &self.known) else { return };
        if alike.len() > 1 {
            marks.all(alike);
        } else {
            marks.one(node, element.grade == Grade::Poor);
        }
        marks.about(node, element, self.lasting.as_ref(), german);
    }

    /// What is taken: the element that is outlined, or, by pointer, the one under it.
    pub fn take(&mut self, node: Option<Node>, reader: &mut Reader) -> Option<Element> {
        let is_same = node.is_none() || node == self.under;
        let node = if is_same { self.at.clone() } else { node.map(|node| ports::control_of(&node)) };
        let node = node.filter(natives::is_connected)?;
        reader.refresh();
        let lasts = self.lasting.as_ref().filter(|_| self.at.as_ref() == Some(&node)).and_then(Lasting::told);
        Some(Element { lasts, ..reader.read(&node, true) })
    }

    /// Draws the outline alone, until the pointer rests.
    fn outline(&mut self, marks: &Marks) {
        (self.known, self.lasting) = (None, None);
        let Some(at) = &self.at else { return };
        marks.one(at, false);
        self.rest = Some(Guard::timer(REST_MS));
    }
}
