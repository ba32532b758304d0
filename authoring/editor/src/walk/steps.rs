//! Texts within steps.

use lotse_model::action::{Action, ActionButton};
use lotse_model::step::{Completion, Instruct, Question, Step};

use super::{Role, Walk};

impl Walk<'_> {
    pub(super) fn step(&mut self, index: usize, id: &str, step: &mut Step) {
        self.pointer.push("steps", "");
        self.within(&index.to_string(), id, |walk| match step {
            Step::Instruct(step) => walk.instruct(step),
            Step::Question(step) => walk.question(step),
            Step::Check(step) => {
                walk.optional(Role::Title, "title", step.title.as_mut());
                walk.within("condition", "condition", |walk| walk.condition(&mut step.condition));
            }
            Step::SubGuide(_) => {}
            Step::End(step) => {
                walk.optional(Role::Title, "title", step.title.as_mut());
                walk.optional(Role::Body, "body", step.body.as_mut());
            }
        });
        self.pointer.pop();
    }

    fn instruct(&mut self, step: &mut Instruct) {
        self.optional(Role::Title, "title", step.title.as_mut());
        self.optional(Role::Body, "body", step.body.as_mut());
        self.optional_target("target", step.target.as_mut());
        self.items("alternatives", &mut step.alternatives, |walk, target| walk.target(target));
        self.items("completion", &mut step.completion, Walk::completion);
        self.optional_condition("entry", step.entry.as_mut());
        self.optional_condition("skip_when", step.skip_when.as_mut());
        self.items("actions", &mut step.actions, Walk::action);
    }

    fn question(&mut self, step: &mut Question) {
        self.optional(Role::Title, "title", step.title.as_mut());
        self.optional(Role::Body, "body", step.body.as_mut());
        self.optional_target("target", step.target.as_mut());
        self.within("answers", "answers", |walk| {
            for (index, answer) in step.answers.iter_mut().enumerate() {
                let id = answer.id.as_str().to_owned();
                walk.within(&index.to_string(), &id, |walk| {
                    walk.text(Role::Label, "label", &mut answer.label);
                });
            }
        });
    }

    fn completion(&mut self, completion: &mut Completion) {
        match completion {
            Completion::Click { on }
            | Completion::DoubleClick { on }
            | Completion::ContextMenu { on }
            | Completion::Input { on, .. }
            | Completion::State { on, .. } => self.optional_target("on", on.as_mut()),
            Completion::Next {}
            | Completion::Key { .. }
            | Completion::Navigation { .. }
            | Completion::HostEvent { .. } => {}
        }
    }

    fn action(&mut self, button: &mut ActionButton) {
        self.text(Role::Label, "label", &mut button.label);
        self.within("action", "action", |walk| {
            walk.visitor.action(&walk.pointer, &button.action);
            walk.action_target(&mut button.action);
        });
    }

    fn action_target(&mut self, action: &mut Action) {
        match action {
            Action::Fill { target, .. } | Action::Set { target, .. } | Action::Focus { target } => {
                self.within("target", "target", |walk| walk.target(target));
            }
            Action::Navigate { .. }
            | Action::OpenGuide { .. }
            | Action::HostCallback { .. }
            | Action::OpenSystemSetting { .. } => {}
        }
    }

    fn items<T>(&mut self, name: &str, items: &mut [T], mut visit: impl FnMut(&mut Self, &mut T)) {
        self.within(name, name, |walk| {
            for (index, item) in items.iter_mut().enumerate() {
                let place = index.to_string();
                walk.within(&place, &place, |walk| visit(walk, item));
            }
        });
    }
}
