//! Texts within targets and conditions: what people call the elements.

use lotse_model::condition::{Condition, Test};
use lotse_model::target::Target;

use super::{Role, Walk};

impl Walk<'_> {
    pub(super) fn target(&mut self, target: &mut Target) {
        self.optional(Role::Name, "name", target.name.as_mut());
        if let Some(within) = &mut target.within {
            self.within("within", "within", |walk| walk.target(within));
        }
        if let Some(frame) = &mut target.frame {
            self.within("frame", "frame", |walk| walk.target(frame));
        }
    }

    pub(super) fn optional_target(&mut self, name: &str, target: Option<&mut Target>) {
        if let Some(target) = target {
            self.within(name, name, |walk| walk.target(target));
        }
    }

    pub(super) fn optional_condition(&mut self, name: &str, condition: Option<&mut Condition>) {
        if let Some(condition) = condition {
            self.within(name, name, |walk| walk.condition(condition));
        }
    }

    pub(super) fn condition(&mut self, condition: &mut Condition) {
        let Condition::Known(test) = condition else { return };
        self.visitor.test(&self.pointer, test);
        match test.as_mut() {
            Test::All { of } | Test::Any { of } => self.within("of", "of", |walk| {
                for (index, part) in of.iter_mut().enumerate() {
                    let place = index.to_string();
                    walk.within(&place, &place, |walk| walk.condition(part));
                }
            }),
            Test::Not { of } => self.within("of", "of", |walk| walk.condition(of)),
            Test::Element { target, .. } => self.within("target", "target", |walk| walk.target(target)),
            _ => {}
        }
    }
}
