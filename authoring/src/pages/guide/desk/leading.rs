//! The way from a finding to where a person mends it.

use lotse_api::channel::FromStudio;
use lotse_editor::fix::lead::{Asks, Lead};
use yew::prelude::*;

use super::super::editing::steps;
use super::super::scene::word;
use super::{Desk, Message, View};
use crate::services;

impl Desk {
    /// Shows the part of the form that something is mended in.
    pub(super) fn lead(&mut self, context: &Context<Self>, lead: Lead) {
        self.view = match lead.step() {
            Some(_) => View::Steps,
            None if lead.asks == Asks::Steps => View::Steps,
            None => View::Guide,
        };
        let id = lead.step().and_then(|index| word(steps(&self.draft).get(index)?, "id").map(str::to_owned));
        if id.is_some() {
            self.draft.pause();
            self.selected = id;
        }
        if let Some(language) = lead.language.clone().filter(|language| self.languages.contains(language)) {
            self.language = language.into();
        }
        // By then it has been drawn.
        self.after(context, "lead", 0, Message::Led(lead));
    }

    /// Gives it the focus, and has the control picked where one is wanted.
    pub(super) fn led(&mut self, lead: &Lead) -> bool {
        self.timers.remove("lead");
        services::lead::to(&lead.at, lead.language.as_deref());
        if lead.asks == Asks::Target {
            self.ask_picker(FromStudio::Pick { purpose: lead.at.clone() });
        }
        lead.asks == Asks::Target
    }
}
