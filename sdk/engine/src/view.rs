//! What is to be seen now. A value, compared with the last one by whoever draws it; its parts are shared, not copied.

use std::ops::Deref;
use std::rc::Rc;

use lotse_model::basic::{AnswerId, GuideId, StepId};
use lotse_model::content::Content;
use lotse_model::step::{Outcome, Placement, Spotlight, Surface};

use crate::event::FindId;

/// Names one appearance of a card. A new appearance of the same step has a new key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardKey(pub u32);

/// Content of a guide, shared with the guide. Equal only to itself: telling contents apart part by part would be for nothing, as
/// a guide's never change.
#[derive(Clone, Debug, Default)]
pub struct Wording(Rc<Content>);

impl From<Content> for Wording {
    fn from(content: Content) -> Self {
        Wording(Rc::new(content))
    }
}

impl Deref for Wording {
    type Target = Content;

    fn deref(&self) -> &Content {
        &self.0
    }
}

impl PartialEq for Wording {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Everything to be seen.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct View {
    /// Language of the interface words.
    pub language: String,
    /// The card of the present step; never more than one.
    pub card: Option<Rc<Card>>,
    /// A beacon that offers a guide.
    pub beacon: Option<Rc<Beacon>>,
    /// The small thing that stays when a session is paused or led by another tab.
    pub pill: Option<Rc<Pill>>,
}

/// A card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Its identity.
    pub key: CardKey,
    /// The guide.
    pub guide: GuideId,
    /// The step; absent on cards of the engine's own (offer, feedback, refusal to go back).
    pub step: Option<StepId>,
    /// What it is shown on. A tooltip whose target is missing is shown as a docked card.
    pub surface: Surface,
    /// Language of title and body, when it differs from the interface.
    pub language: String,
    /// Heading.
    pub title: Option<Wording>,
    /// Content.
    pub body: Option<Wording>,
    /// A sentence of the engine's own above the buttons.
    pub notice: Option<Notice>,
    /// The search whose element it points at, when that is found.
    pub target: Option<FindId>,
    /// The live name of that element, for `target_label` nodes.
    pub target_label: Option<String>,
    /// Where it goes.
    pub placement: Placement,
    /// What marks the target.
    pub spotlight: Spotlight,
    /// How far the session is.
    pub progress: Option<ProgressView>,
    /// Its buttons, in reading order; the first primary one is the default.
    pub buttons: Vec<Button>,
}

/// How far a session is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgressView {
    /// The present step, counted from 1.
    pub step: u32,
    /// All steps on the likely path.
    pub of: u32,
    /// Shown as a bar instead of words.
    pub is_bar: bool,
}

/// A button.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What it means.
    pub id: ButtonId,
    /// How much it stands out.
    pub rank: ButtonRank,
    /// Its words: content of the guide, or the interface's own for the id when absent.
    pub label: Option<Wording>,
}

/// How much a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonRank {
    /// The one thing to do.
    Primary,
    /// Another way.
    Secondary,
    /// Small, for leaving and the like.
    Quiet,
}

/// What a press means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ButtonId {
    /// Go on.
    Next,
    /// Go back.
    Back,
    /// Put the guide aside; the pill stays.
    Pause,
    /// Take the guide up again.
    Resume,
    /// End the guide.
    Leave,
    /// Close a card that has nothing more to do.
    Close,
    /// Scroll the target into view.
    ShowMe,
    /// Look for the target again.
    Retry,
    /// Go on although the target is missing.
    GoOnAnyway,
    /// Ask for a person.
    AskPerson,
    /// Lead the session in this tab.
    TakeOver,
    /// Accept an offered guide.
    Accept,
    /// Decline an offered guide for good.
    Decline,
    /// Decline an offered guide for now.
    NotNow,
    /// It helped.
    Helped,
    /// It did not help.
    NotHelped,
    /// An answer of the question.
    Answer(AnswerId),
    /// An action of the step, by its place in the list.
    Action(u32),
}

/// Sentences of the engine's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The element cannot be found yet; still looking.
    Searching,
    /// The element cannot be found.
    TargetMissing,
    /// Several elements fit too equally to point at one.
    TargetUnsure,
    /// The element is in a part of the page that cannot be reached.
    TargetUnreachable,
    /// Going back is not possible from here.
    CannotGoBack,
    /// Did this help?
    DidThisHelp,
    /// Thank you for the answer.
    Thanks,
    /// Help is offered.
    Offer,
    /// A check is running.
    Checking,
    /// The guide ended like this, and its author gave no words.
    Ended(Outcome),
    /// The guide cannot be continued.
    Broken,
}

/// A beacon that offers a guide.
#[derive(Clone, Debug, PartialEq)]
pub struct Beacon {
    /// Its identity.
    pub key: CardKey,
    /// The guide.
    pub guide: GuideId,
    /// What it offers.
    pub title: Wording,
    /// Where it sits.
    pub target: FindId,
}

/// The small thing that stays.
#[derive(Clone, Debug, PartialEq)]
pub struct Pill {
    /// Its identity.
    pub key: CardKey,
    /// Title of the guide.
    pub title: Wording,
    /// Why it is there.
    pub state: PillState,
}

/// Why the pill is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PillState {
    /// The user has put the guide aside.
    Paused,
    /// Another tab leads the session.
    OtherTab,
}
