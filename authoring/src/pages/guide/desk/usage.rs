//! What end users made of the guide, read once when it is opened.

use lotse_api::releases::{StepUsage, Usage};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{Desk, Message};

impl Desk {
    pub(super) fn takes_usage(context: &Context<Self>) -> bool {
        context.props().opened.settings.takes_usage
    }

    pub(super) fn ask_usage(&self, context: &Context<Self>) {
        if !Self::takes_usage(context) {
            return;
        }
        self.ask_renewals(context);
        let (server, path) = (self.studio.server.clone(), self.path(context, "/usage"));
        let link = context.link().clone();
        spawn_local(async move {
            // Whoever edits need not be told that figures are missing; the page about them says that they are on their way.
            if let Ok(usage) = server.get::<Usage>(&path).await {
                link.send_message(Message::Used(usage.into()));
            }
        });
    }

    /// What they made of a step.
    pub(super) fn used(&self, step: &str) -> StepUsage {
        self.usage.as_ref().and_then(|usage| usage.steps.get(step)).cloned().unwrap_or_default()
    }
}
