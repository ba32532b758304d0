//! Everything in a guide that stands in many places (texts, conditions, actions): one walk for compiler and linter.

mod conditions;
mod pointer;
mod steps;

use lotse_model::action::Action;
use lotse_model::condition::Test;
use lotse_model::guide::Guide;
use lotse_model::text::Text;

pub use pointer::Pointer;

/// What a text is for. Decides what may stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A heading: one line.
    Title,
    /// What the user reads: anything.
    Body,
    /// The words on a button: one line, nothing to press within.
    Label,
    /// What people call an element: one line of plain text.
    Name,
}

/// Where a text stands.
#[derive(Debug)]
pub struct Place<'a> {
    /// What it is for.
    pub role: Role,
    /// JSON pointer within the guide's file.
    pub pointer: &'a Pointer,
}

/// Who wants to see what.
pub trait Visitor {
    /// A text.
    fn text(&mut self, _place: Place<'_>, _text: &mut Text) {}
    /// A condition or a part of one.
    fn test(&mut self, _pointer: &Pointer, _test: &Test) {}
    /// What a button does.
    fn action(&mut self, _pointer: &Pointer, _action: &Action) {}
}

/// Shows everything in a guide to `visitor`, in the order of the file.
pub fn visit(guide: &mut Guide, visitor: &mut dyn Visitor) {
    let mut walk = Walk { pointer: Pointer::of_guide(), visitor };
    walk.text(Role::Title, "title", &mut guide.title);
    walk.optional(Role::Body, "summary", guide.summary.as_mut());
    if let Some(audience) = &mut guide.audience {
        walk.within("audience", "audience", |walk| walk.condition(audience));
    }
    if let Some(trigger) = &mut guide.trigger {
        walk.within("trigger", "trigger", |walk| {
            walk.within("when", "when", |walk| walk.condition(&mut trigger.when));
        });
    }
    for (index, step) in guide.steps.iter_mut().enumerate() {
        let id = step.id().as_str().to_owned();
        walk.step(index, &id, step);
    }
}

/// The walk, with the place where it is.
struct Walk<'a> {
    pointer: Pointer,
    visitor: &'a mut dyn Visitor,
}

impl Walk<'_> {
    fn text(&mut self, role: Role, name: &str, text: &mut Text) {
        self.pointer.push(name, name);
        self.visitor.text(Place { role, pointer: &self.pointer }, text);
        self.pointer.pop();
    }

    fn optional(&mut self, role: Role, name: &str, text: Option<&mut Text>) {
        if let Some(text) = text {
            self.text(role, name, text);
        }
    }

    /// Runs `inner` at a place called `member` in the file and `name` in ids.
    fn within(&mut self, member: &str, name: &str, inner: impl FnOnce(&mut Self)) {
        self.pointer.push(member, name);
        inner(self);
        self.pointer.pop();
    }
}
