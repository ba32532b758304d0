//! Where in the document the stage has to stand. A modal dialog makes everything outside it inert, and a focus trap pulls the
//! focus back; inside the dialog's subtree a card stays operable.

use crate::guard::{ATTRIBUTES, CAPTURE, CHILDREN, Guard, PASSIVE, SUBTREE, document_target};
use crate::natives::{
    Node, Rect, Signal, active, body, kind, matches, opens, parent, path_has, query_last, root_element,
};
use lotse_model::gather::Gather as _;

const MODAL: &str = "dialog:modal,[aria-modal=true]";
/// The same, one by one: a large page is looked through for both of them in less than half of the time that it takes with a list.
const NATIVE: &str = "dialog:modal";
const BY_ATTRIBUTE: &str = "[aria-modal=true]";

/// The innermost open modal dialog: the one that has the focus, otherwise the last in the document; of the browser's own, which
/// make everything else inert, before others.
pub(super) fn modal() -> Option<Node> {
    let mut at = active();
    while let Some(node) = at {
        if matches(&node, MODAL) && Rect::of(&node).width() > 0.0 {
            return Some(node);
        }
        at = parent(&node);
    }
    query_last(NATIVE).or_else(|| query_last(BY_ATTRIBUTE))
}

/// What has happened around the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Around {
    /// Something of ours has opened or closed.
    Ours,
    /// A dialog may have come or gone.
    Changed,
    /// Something has come over the stage.
    Covered,
}

/// Notices dialogs, popovers and whatever else may come over the stage.
pub(super) struct Lookout {
    events: Vec<Guard>,
    trees: Vec<Guard>,
}

impl Lookout {
    pub(super) fn new() -> Lookout {
        let document = document_target();
        let kinds = ["toggle", "close", "fullscreenchange"];
        let mut trees = vec![Guard::tree(&root_element(), ATTRIBUTES | SUBTREE, "open,aria-modal")];
        // Dialogs of frameworks are usually put at the end of the page.
        body().iter().map(|body| Guard::tree(body, CHILDREN, "")).add_to(&mut trees);
        Lookout {
            events: kinds.iter().map(|kind| Guard::listen(&document, kind, CAPTURE | PASSIVE)).gather(),
            trees,
        }
    }

    /// Looks at a signal; nothing when it is not about the stage's surroundings.
    pub(super) fn wake(&self, token: u32, signal: &Signal, stage: &Node) -> Option<Around> {
        let has = |guards: &[Guard]| guards.iter().any(|guard| guard.token() == token);
        if has(&self.events) {
            // The stage is a popover itself, and so is each card.
            return Some(if path_has(signal, stage) {
                Around::Ours
            } else if kind(signal) == "fullscreenchange" || opens(signal) {
                Around::Covered
            } else {
                Around::Changed
            });
        }
        has(&self.trees).then_some(Around::Changed)
    }
}
