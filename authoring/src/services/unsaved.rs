//! What was changed on a page that is saved by a button, and not saved: it outlives leaving the page within the studio, and the browser
//! asks before it leaves the studio. In memory only, since there are secrets in it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use lotse_api::desk::DeskSettings;

/// The service desk of a project as somebody left it.
#[derive(Clone, PartialEq)]
pub struct Left {
    /// The desk file.
    pub source: String,
    /// What stands beside it.
    pub settings: DeskSettings,
}

/// All that is not saved, by project.
#[derive(Clone, Default)]
pub struct Unsaved(Rc<RefCell<Kept>>);

#[derive(Default)]
struct Kept {
    left: BTreeMap<String, Left>,
    is_open: bool,
    _asks: Option<EventListener>,
}

impl PartialEq for Unsaved {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Unsaved {
    /// Whether the page on show has something unsaved.
    pub fn mark(&self, is_open: bool) {
        let mut kept = self.0.borrow_mut();
        kept.is_open = is_open;
        kept.look();
    }

    /// Keeps what a page is left with.
    pub fn keep(&self, project: &str, left: Left) {
        let mut kept = self.0.borrow_mut();
        kept.left.insert(project.to_owned(), left);
        kept.look();
    }

    /// The server has taken this. What was left meanwhile goes on from there; where it is the same, there is nothing left.
    pub fn saved(&self, project: &str, sent: &Left, revision: i64) {
        let mut kept = self.0.borrow_mut();
        let left = kept.left.get_mut(project).filter(|left| left.settings.revision == sent.settings.revision);
        let Some(left) = left else { return };
        if *left == *sent {
            kept.left.remove(project);
        } else {
            left.settings.revision = revision;
        }
        kept.look();
    }

    /// Whether something was left.
    pub fn has(&self, project: &str) -> bool {
        self.0.borrow().left.contains_key(project)
    }

    /// Gives back what was left.
    pub fn take(&self, project: &str) -> Option<Left> {
        let mut kept = self.0.borrow_mut();
        let left = kept.left.remove(project);
        kept.look();
        left
    }
}

impl Kept {
    /// The browser asks while there is something to ask about.
    fn look(&mut self) {
        let is_needed = self.is_open || !self.left.is_empty();
        if is_needed == self._asks.is_some() {
            return;
        }
        self._asks = is_needed.then(asks).flatten();
    }
}

fn asks() -> Option<EventListener> {
    let options = EventListenerOptions { passive: false, ..EventListenerOptions::default() };
    let window = web_sys::window()?;
    Some(EventListener::new_with_options(&window, "beforeunload", options, |event| event.prevent_default()))
}
