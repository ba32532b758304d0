//! Picking a control of a problem in the live app, by the same picker as in guides.

use lotse_api::channel::{FromPicker, FromStudio};
use lotse_editor::command::{Command, Value};
use lotse_model::json;
use yew::prelude::*;

use super::desk::{Message, ProblemDesk};
use crate::pages::guide::desk::Linking;
use crate::pages::guide::link::LinkDialog;
use crate::pages::guide::scene::Ask;
use crate::services::clock::now_ms;

impl ProblemDesk {
    /// What concerns the picker; whether something is to be drawn.
    pub(super) fn linking(&mut self, context: &Context<Self>, linking: Linking) -> bool {
        match linking {
            Linking::Open(environment, address) => {
                let on = context.link().callback(Message::Linking);
                if !self.meet.open(environment, &address, &on) {
                    self.studio.say(self.studio.words().window_refused);
                }
            }
            Linking::Pair(environment) => {
                let on = context.link().callback(Message::Linking);
                let project = &context.props().project;
                self.meet.pair(&self.studio.server, project, environment, &on);
            }
            Linking::Code(Ok(pairing)) => self.meet.show_code(&self.studio.server, pairing),
            Linking::Code(Err(failure)) => self.studio.complain(&failure),
            Linking::Knock(event) => return self.meet.knock(&event).is_some(),
            Linking::Said(said) => return self.said(context, *said),
            Linking::Asked(Ask::Pick(purpose)) => self.ask(FromStudio::Pick { purpose }),
            Linking::Asked(Ask::Find(target)) => {
                let target = serde_json::from_str(&target.write()).unwrap_or_default();
                self.ask(FromStudio::Find { purpose: String::new(), target });
            }
            // Recording and trying are for guides.
            _ => return false,
        }
        true
    }

    fn ask(&mut self, message: FromStudio) {
        self.is_linking = !self.meet.ask(message);
    }

    fn said(&mut self, context: &Context<Self>, said: FromPicker) -> bool {
        match said {
            FromPicker::Hello { .. } => {
                self.meet.welcome(self.studio.tongue.tag(), &self.scene.languages, 0);
                self.is_linking = false;
            }
            FromPicker::Picked { purpose, element, .. } => {
                // Whatever says it: only a target of this problem is put there.
                let is_target = purpose.starts_with("/problem/") && purpose.ends_with("/target");
                let target = json::parse(&element.target.to_string()).ok().filter(|_| is_target);
                let Some(target) = target else { return false };
                let put = Command::Put { at: purpose, value: Value(target) };
                match self.draft.apply(&put, now_ms()) {
                    Ok(true) => self.changed(context),
                    Ok(false) => return false,
                    Err(refusal) => self.studio.say(refusal.in_words(self.studio.tongue.tag())),
                }
            }
            FromPicker::Found { matches, .. } => self.studio.say(self.studio.words().found(matches)),
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
            <LinkDialog project={properties.project.clone()} environments={properties.opened.settings.environments.clone()} code={self.meet.code.clone()}
                on={context.link().callback(Message::Linking)} on_close={context.link().callback(|()| Message::Unlink)} />
        }
    }
}
