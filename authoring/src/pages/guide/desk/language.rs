//! A control that was picked again while the app spoke a language in which its target is not known yet: the technician says whether
//! it is the same one. Until then nothing is changed.

use std::rc::Rc;

use lotse_api::channel::{Element, Page};
use lotse_editor::command::Command;
use lotse_editor::renewal::{learn, speaks};
use lotse_model::json::{self, Json};
use yew::prelude::*;

use super::Desk;

/// What was picked, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsettled {
    /// Where the target stands.
    pub at: String,
    /// What it was when this was picked.
    was: Json,
    /// The language that the app spoke.
    pub language: String,
    /// What the control is called there.
    pub name: String,
    element: Element,
    page: Option<Page>,
    /// What it comes to when it is the same.
    learned: Command,
}

impl Desk {
    /// Keeps what was picked until it is known whether it is the same control; whether there is something to ask.
    pub(super) fn unsettle(&mut self, at: &str, element: &Element, page: Option<&Page>) -> bool {
        let is_of_step = at.strip_prefix("/guide/steps/").and_then(|at| at.strip_suffix("/target"));
        if is_of_step.is_none_or(|index| index.parse::<usize>().is_err()) || element.language.is_empty() {
            return false;
        }
        let Some(was) = self.draft.at(at).cloned() else { return false };
        let Ok(seen) = json::parse(&element.target.to_string()) else { return false };
        if speaks(&was, &element.language) {
            return false;
        }
        let Some(learned) = learn(at, &was, &seen) else { return false };
        self.linked.unsettled = Some(Rc::new(Unsettled {
            at: at.to_owned(),
            was,
            language: element.language.clone(),
            name: element.name.clone(),
            element: element.clone(),
            page: page.cloned(),
            learned,
        }));
        true
    }

    /// The technician has said whether it is the same control.
    pub(super) fn settle(&mut self, context: &Context<Self>, is_same: bool) -> bool {
        let Some(unsettled) = self.linked.unsettled.take() else { return false };
        let Unsettled { at, was, element, page, learned, .. } = &*unsettled;
        if self.draft.at(at) != Some(was) {
            self.studio.say(self.studio.words().same_too_late);
            return true;
        }
        if is_same {
            self.apply(context, learned)
        } else {
            self.put_picked(context, at, element, page.as_ref())
        }
    }

    /// What is to be settled about the target of the step at this place.
    pub(super) fn unsettled_at(&self, index: usize) -> Option<Rc<Unsettled>> {
        let unsettled = self.linked.unsettled.clone()?;
        (unsettled.at == format!("/guide/steps/{index}/target")).then_some(unsettled)
    }
}
