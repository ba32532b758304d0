//! New evidence for a target: what it finds here is shown before the studio hears of it, and only to somebody who can see it.

use lotse_api::channel::{Element, FromPicker};
use lotse_dom::guard::Guard;
use lotse_dom::natives::{self, Node};
use lotse_model::target::{MAX_LINKAGE_BYTES, Target};

use super::Picker;
use crate::tracing::Tracing;
use crate::{ports, recorder, words};

/// How long what was found stays outlined, in milliseconds.
const SHOWN_MS: f64 = 12_000.0;

impl Picker {
    /// Begins to look for what a record means. The target says what is to be renewed.
    pub(super) fn retrace(&mut self, purpose: String, record: &str, target: &serde_json::Value) {
        self.end_pick();
        self.flash = None;
        self.marks.clear();
        let target = lotse_model::wire::read::<Target>(&target.to_string()).ok();
        let record = if record.len() > MAX_LINKAGE_BYTES { "" } else { record };
        self.traced = None;
        self.tracing = Some(Tracing::begin(purpose, target, record));
    }

    pub(super) fn end_tracing(&mut self) {
        (self.tracing, self.traced) = (None, None);
    }

    pub(super) fn found_nothing(&mut self) {
        let Some(tracing) = self.tracing.take() else { return };
        self.marks.clear();
        self.marks.say(words::matches(0, self.memory.is_german()).as_str());
        self.flash = Some(Guard::timer(SHOWN_MS));
        let purpose = tracing.purpose;
        recorder::tell(&FromPicker::Retraced { purpose, element: None, is_known: false, page: None });
    }

    pub(super) fn found(&mut self, node: Node) {
        self.traced = Some(node);
        ports::when_visible(&self.ear);
    }

    /// Shows what was found, and says it with a target made of what is there.
    pub(super) fn show_traced(&mut self) {
        // What waited for the tab to be seen may have been for a search that is over.
        let Some(node) = self.traced.take() else { return };
        if !natives::is_connected(&node) {
            return self.found_nothing();
        }
        let Some(tracing) = self.tracing.take() else { return };
        ports::bring_into_sight(&node);
        self.marks.one(&node, false);
        self.marks.say(words::is_it_this(self.memory.is_german()));
        self.flash = Some(Guard::timer(SHOWN_MS));
        self.reader.refresh();
        let found = tracing.target.map(|target| self.reader.find(&target).nodes).unwrap_or_default();
        let is_known = matches!(found.as_slice(), [only] if natives::same(only, &node));
        let element: Option<Element> = Some(self.reader.read(&node, true));
        let (purpose, page) = (tracing.purpose, Some(self.page.clone()));
        recorder::tell(&FromPicker::Retraced { purpose, element, is_known, page });
    }
}
