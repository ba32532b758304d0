//! Picking a control of a problem in the live app, by the same picker as in guides.

use lotse_api::channel::{FromPicker, FromStudio};
use lotse_editor::command::{Command, Value};
use lotse_model::json::{self, Json};
use lotse_model::target::Target;
use lotse_model::wire::read as read_wire;
use yew::prelude::*;

use super::desk::{Message, ProblemDesk};
use crate::pages::documents::work::Step;
use crate::pages::guide::desk::Linking;
use crate::pages::guide::link::LinkDialog;
use crate::pages::guide::scene::Ask;

impl ProblemDesk {
    /// What concerns the picker; whether something is to be drawn.
    pub(super) fn linking(&mut self, context: &Context<Self>, linking: Linking) -> bool {
        match linking {
            Linking::Open(environment, address) => {
                let on = context.link().callback(Message::Linking);
                if !self.meet.open(environment, &address, &on) {
                    self.work.studio.say(self.work.studio.words().window_refused);
                }
            }
            Linking::Pair(environment) => {
                let on = context.link().callback(Message::Linking);
                let project = &context.props().project;
                self.meet.pair(&self.work.studio.server, project, environment, &on);
            }
            Linking::Code(Ok(pairing)) => self.meet.show_code(&self.work.studio.server, pairing),
            Linking::Code(Err(failure)) => self.work.studio.complain(&failure),
            Linking::Knock(event) => return self.meet.knock(&event).is_some(),
            Linking::Said(said) => return self.said(context, *said),
            Linking::Asked(Ask::Pick(purpose)) => {
                self.picking = self.owner(&purpose).map(|owner| (purpose.clone(), owner));
                self.ask(FromStudio::Pick { purpose });
            }
            Linking::Asked(Ask::Find(target)) => {
                let target = serde_json::from_str(&target.write()).unwrap_or_default();
                self.ask(FromStudio::Find { purpose: String::new(), target });
            }
            // Recording and trying are for guides.
            _ => return false,
        }
        true
    }

    /// What a control at a place of this problem belongs to, without that control.
    fn owner(&self, place: &str) -> Option<String> {
        let owner = place.strip_suffix("/target").filter(|owner| owner.starts_with("/problem/"))?;
        let Json::Map(members) = self.work.draft.at(owner)? else { return None };
        let without = members.iter().filter(|(name, _)| name != "target").cloned().collect();
        Some(Json::Map(without).write())
    }

    fn ask(&mut self, message: FromStudio) {
        self.is_linking = !self.meet.ask(message);
    }

    fn said(&mut self, context: &Context<Self>, said: FromPicker) -> bool {
        match said {
            FromPicker::Hello { .. } => {
                self.meet.welcome(self.work.studio.tongue.tag(), &self.work.scene.languages, 0);
                self.is_linking = false;
            }
            FromPicker::Picked { purpose, element, .. } => {
                // Whatever says it: once, where it was asked for, and only while what it was asked for is still at that place.
                let is_asked = self.picking.take().is_some_and(|(place, owner)| {
                    place == purpose && self.owner(&place).as_ref() == Some(&owner)
                });
                let text = element.target.to_string();
                let is_target = is_asked && read_wire::<Target>(&text).is_ok();
                let Some(target) = json::parse(&text).ok().filter(|_| is_target) else { return false };
                let put = Command::Put { at: purpose, value: Value(target) };
                return self.take(context, Step::Do(put));
            }
            FromPicker::Found { matches, .. } => {
                self.work.studio.say(self.work.studio.words().found(matches))
            }
            FromPicker::Leaving {} => self.meet.left(),
            _ => return false,
        }
        true
    }

    pub(super) fn link_dialog(&self, context: &Context<Self>) -> Html {
        if !self.is_linking {
            return Html::default();
        }
        let properties = context.props();
        html! {
            <LinkDialog project={properties.project.clone()} environments={properties.opened.settings.environments.clone()} code={self.meet.code()}
                on={context.link().callback(Message::Linking)} on_close={context.link().callback(|()| Message::Unlink)} />
        }
    }
}
