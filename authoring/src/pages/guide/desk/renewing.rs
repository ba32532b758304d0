//! New evidence for targets: what end users' pages sent, what was seen of it in the app, and taking it over. Nothing is taken over that
//! was not shown in the app before.

use std::rc::Rc;

use lotse_api::channel::{Element, FromStudio, Page};
use lotse_api::releases::Renewal;
use lotse_editor::command::Command;
use lotse_editor::record::{beside, wireframe};
use lotse_editor::renewal::{self, Seen};
use lotse_model::json::{self, Json};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::editing::steps;
use super::super::meet::Meeting;
use super::super::scene::word;
use super::{Desk, Message};

/// What was seen in the app of new evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Sight {
    /// Nobody has looked.
    #[default]
    None,
    /// The picker looks for it; what it was told that this is for.
    Looking(String),
    /// It is not on the page that the app shows.
    Missing(String),
    /// It was shown.
    Seen(String, Rc<Shown>),
}

/// What was shown in the app.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// As the editor takes it.
    pub seen: Seen,
    /// What the page looked like there.
    wireframe: Option<Json>,
}

impl Sight {
    /// The picker's answer; whether it was waited for.
    pub fn answer(
        &mut self,
        purpose: &str,
        element: Option<Element>,
        is_known: bool,
        page: Option<Page>,
    ) -> bool {
        if *self != Sight::Looking(purpose.to_owned()) {
            return false;
        }
        let shown = element.and_then(|element| {
            let target = json::parse(&element.target.to_string()).ok()?;
            let wireframe = page.and_then(|page| wireframe::of(&page, &element));
            Some(Shown { seen: Seen { target, is_known }, wireframe })
        });
        let purpose = purpose.to_owned();
        *self = match shown {
            Some(shown) => Sight::Seen(purpose, Rc::new(shown)),
            None => Sight::Missing(purpose),
        };
        true
    }

    /// Whoever was asked has gone.
    pub fn give_up(&mut self) {
        if matches!(self, Sight::Looking(_)) {
            *self = Sight::None;
        }
    }

    /// What is known about this purpose.
    fn about(&self, purpose: &str) -> Sight {
        match self {
            Sight::Looking(of) | Sight::Missing(of) | Sight::Seen(of, _) if of == purpose => self.clone(),
            _ => Sight::None,
        }
    }
}

/// New evidence for the target of a step, and how far looking at it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Offered {
    /// What was sent.
    pub renewal: Rc<Renewal>,
    /// What was seen.
    pub sight: Sight,
    /// An app is open that can be asked.
    pub is_met: bool,
}

/// Names a piece of new evidence: whoever is asked about one must not answer for another.
fn purpose(renewal: &Renewal) -> String {
    format!("{} {} {}", renewal.step, renewal.old, renewal::mark(&renewal.record))
}

impl Desk {
    pub(super) fn ask_renewals(&self, context: &Context<Self>) {
        let (server, path) = (self.studio.server.clone(), self.path(context, "/renewals"));
        let link = context.link().clone();
        spawn_local(async move {
            // As with figures: whoever edits need not be told that none came.
            if let Ok(renewals) = server.get::<Vec<Renewal>>(&path).await {
                link.send_message(Message::Renewals(renewals.into_iter().map(Rc::new).collect()));
            }
        });
    }

    /// What there is for a step's target as it stands in the draft now.
    pub(super) fn renewal_of(&self, step: &Json) -> Option<&Rc<Renewal>> {
        let id = word(step, "id")?;
        let marks: Vec<i64> = renewal::records_of(step.get("target")?).map(renewal::mark).collect();
        self.renewals.iter().find(|renewal| renewal.step == id && marks.contains(&renewal.old))
    }

    /// The same with what was seen of it.
    pub(super) fn offered(&self, step: &Json) -> Option<Offered> {
        let renewal = self.renewal_of(step)?.clone();
        let sight = self.linked.sight.about(&purpose(&renewal));
        Some(Offered { renewal, sight, is_met: self.linked.meet.meeting == Meeting::Met })
    }

    /// Lets the picker show what new evidence finds.
    pub(super) fn look_at(&mut self, step: &str, renewal: &Renewal) {
        let target = steps(&self.draft).iter().find(|one| word(one, "id") == Some(step));
        let Some(target) = target.and_then(|step| step.get("target")) else { return };
        if renewal::read_record(&renewal.record).is_none() {
            return self.studio.say(self.studio.words().look_refused);
        }
        let purpose = purpose(renewal);
        self.linked.sight = Sight::Looking(purpose.clone());
        let target = serde_json::from_str(&target.write()).unwrap_or_default();
        self.ask_picker(FromStudio::Retrace { purpose, record: renewal.record.clone(), target });
    }

    /// Puts what was seen in the place of the old evidence.
    pub(super) fn take_over_evidence(&mut self, context: &Context<Self>, step: &str) -> bool {
        let all = steps(&self.draft);
        let Some(index) = all.iter().position(|one| word(one, "id") == Some(step)) else { return false };
        let found = all.get(index).and_then(|one| Some((one.get("target")?, self.offered(one)?)));
        let Some((old, Offered { sight: Sight::Seen(_, shown), .. })) = found else { return false };
        let at = format!("/guide/steps/{index}/target");
        let Some(command) = renewal::take_over(&at, old, &shown.seen) else {
            self.studio.say(self.studio.words().look_refused);
            return false;
        };
        let frame = shown.wireframe.clone().map(|frame| wireframe::to_keep(step.to_owned(), frame));
        let mut of = vec![command];
        of.extend(beside::keep(&self.draft, frame.into_iter().collect()));
        let is_done = self.apply(context, &Command::All { of });
        if is_done {
            self.studio.say(self.studio.words().evidence_taken);
        }
        is_done
    }
}
