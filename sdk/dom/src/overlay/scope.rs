//! Where in the document the stage has to stand. A modal dialog makes everything outside it inert, and a focus trap pulls the
//! focus back; inside the dialog's subtree a card stays operable.

use crate::guard::{ATTRIBUTES, CAPTURE, CHILDREN, Guard, PASSIVE, SUBTREE, document_target};
use crate::natives::{
    Node, Rect, Signal, active, body, kind, matches, opens, parent, path_has, query_last, root_element,
};
use lotse_model::gather::Gather as _;

const MODAL: &str = "dialog:modal,[aria-modal=true]";

/// The innermost open modal dialog: the one that has the focus, otherwise the last in the document.
pub(super) fn modal() -> Option<Node> {
    let mut at = active();
    while let Some(node) = at {
        if matches(&node, MODAL) && Rect::of(&node).width() > 0.0 {
            return Some(node);
        }
        at = parent(&node);
    }
    query_last(MODAL)
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

    /// Whether a signal is about the stage's surroundings, and whether something has come over the stage.
    pub(super) fn wake(&self, token: u32, signal: &Signal, stage: &Node) -> Option<bool> {
        let has = |guards: &[Guard]| guards.iter().any(|guard| guard.token() == token);
        if has(&self.events) {
            // The stage is a popover itself.
            let is_ours = path_has(signal, stage);
            return Some(!is_ours && (kind(signal) == "fullscreenchange" || opens(signal)));
        }
        has(&self.trees).then_some(false)
    }
}
