//! Events, one by one.

use lotse_help::case::Event;
use lotse_help::triage::{Clock, Shift};
use lotse_model::gather::{Gather as _, keep};
use lotse_model::handover::Wireframe;
use lotse_model::json::Json;
use lotse_model::search::EntryKind;
use lotse_model::wire::{Reader, Wire as _};

use super::{Panel, Screen, copied, is_on, items, text, whole, word};
use crate::draft::{Draft, SKETCH};
use crate::sent::Delivered;
use crate::view::of_kind;

impl Panel {
    pub(super) fn handle(&mut self, event: &Json) {
        match word(event, "kind") {
            "begin" => self.begin(event),
            "identified" => {
                self.setup.user = copied(event, "user");
                self.take_kept(event);
            }
            "told" => self.take_told(event),
            "page" => self.page_changed(event),
            "kept" => self.take_kept(event),
            "open" => self.open(event),
            "close" => self.is_open = false,
            "chunk" => {
                let name = word(event, "name");
                self.chunks.arrived(name, text(event, "text").map(str::to_owned));
            }
            "clock" => self.take_clock(event),
            "again" => self.chunks.again(),
            "query" => self.home.set_query(word(event, "text")),
            "pick" => self.pick(event),
            "home" => self.go_home(),
            "started" => self.guide_started(event),
            "step_shown" => self.step_shown(event),
            "guide_ended" => self.guide_ended(event),
            "sign" => {
                self.signs.seen(event, &self.setup.languages);
            }
            "dismiss" => self.signs.dismiss(),
            "person" => self.wants_person(),
            "asked" => self.list_asked(event),
            _ => self.handle_more(event),
        }
    }

    fn handle_more(&mut self, event: &Json) {
        match word(event, "kind") {
            "field" => self.with_draft(|draft| draft.set(event)),
            "part" => self.include(event),
            "sketched" => {
                // Who has changed their mind meanwhile does not get it back.
                if let Some(draft) = self.draft.as_mut().filter(|draft| draft.wants_sketch) {
                    draft.sketch = event.get("wireframe").map(wireframe);
                }
            }
            "send" => self.send(),
            "copy" => self.copy(),
            "copied" => self.sent.copied = Some(is_on(event, "ok")),
            "delivered" => self.delivered(event),
            "woke" => self.sent.woke(self.now_ms, &mut self.effects),
            "retry" => self.sent.retry(word(event, "id"), &mut self.effects),
            "report" => self.case_report(event),
            "show_case" => self.screen = Screen::Sent(word(event, "id").to_owned()),
            "forget" => {
                self.sent.forget(word(event, "id"));
                self.keep_sent();
                self.screen = Screen::Home;
            }
            "stored" => {
                if let (Some("sent"), Some(Json::Bool(can_keep))) = (text(event, "slot"), event.get("ok")) {
                    self.sent.can_keep = *can_keep;
                }
            }
            "me_too" => self.say_me_too(event),
            "me_too_done" => {
                let has_arrived = is_on(event, "ok");
                let notice = word(event, "notice");
                if let Some(known) = self.me_too.iter_mut().find(|known| known.0 == notice) {
                    known.1 = Some(has_arrived);
                }
            }
            _ => self.handle_in_case(event),
        }
    }

    fn begin(&mut self, event: &Json) {
        let words =
            |name: &str| items(event, name).iter().filter_map(Json::as_text).map(str::to_owned).gather();
        let member = |name: &str| text(event, name).map(str::to_owned);
        self.setup.languages = words("languages");
        self.setup.project = word(event, "project").to_owned();
        self.setup.environment = member("environment");
        self.setup.release = whole(event, "release").unwrap_or_default();
        self.setup.has_desk = is_on(event, "has_desk");
        self.setup.user = copied(event, "user");
        self.take_told(event);
        self.root_name = member("help");
        self.page_changed(event);
        self.take_kept(event);
    }

    /// What the host app says of itself.
    fn take_told(&mut self, event: &Json) {
        if let Some(Json::Map(facts)) = event.get("facts") {
            let fact = |(name, value): &(String, Json)| Some((name.clone(), value.as_text()?.to_owned()));
            let most = lotse_model::handover::MAX_FACTS;
            self.setup.facts = facts.iter().filter_map(fact).take(most).gather();
        }
    }

    fn page_changed(&mut self, event: &Json) {
        word(event, "address").clone_into(&mut self.setup.address);
        self.setup.page = copied(event, "page");
        self.home.forget_page();
        self.signs.set_shards(event);
    }

    /// What the device has kept for the present user.
    fn take_kept(&mut self, event: &Json) {
        let Some(kept) = event.get("kept") else { return };
        self.case = None;
        self.draft = None;
        if matches!(self.screen, Screen::Case | Screen::Draft | Screen::Sent(_)) {
            self.screen = Screen::Home;
        }
        self.kept_case = kept.get("case").filter(|case| **case != Json::Null).cloned();
        self.sent.take_kept(kept.get("sent"));
        self.solved = match kept.get("solved") {
            Some(Json::Map(all)) => all
                .iter()
                .filter_map(|(id, at)| match at {
                    Json::List(times) => Some((id, times)),
                    _ => None,
                })
                .flat_map(|(id, times)| {
                    times.iter().filter_map(move |at| match at {
                        Json::Number(at_s) => Some((id.clone(), *at_s)),
                        _ => None,
                    })
                })
                .gather(),
            _ => Vec::new(),
        };
        self.sent.woke(self.now_ms, &mut self.effects);
    }

    fn open(&mut self, event: &Json) {
        self.is_open = true;
        self.is_case_left = false;
        self.signs.dismiss();
        let target = word(event, "target");
        if let Some((kind, id)) = target.split_once(':') {
            if let Some(kind) = EntryKind::from_word(kind) {
                self.show(kind, id);
            }
        } else if let Some(words) = text(event, "text") {
            self.go_home();
            self.home.set_query(words);
        }
        self.sent.ask_all(&mut self.effects);
    }

    fn pick(&mut self, event: &Json) {
        let kind = text(event, "what").and_then(EntryKind::from_word);
        if let (Some(kind), Some(id)) = (kind, text(event, "id")) {
            self.is_open = true;
            self.signs.dismiss();
            self.show(kind, id);
        }
    }

    fn show(&mut self, kind: EntryKind, id: &str) {
        let is_open_case = |case: &crate::case::CaseHere| case.problem.id.as_str() == id;
        if kind == EntryKind::Problem && self.case.as_ref().is_some_and(is_open_case) {
            self.screen = Screen::Case;
        } else {
            self.screen = Screen::Opening(kind, id.to_owned());
        }
    }

    fn go_home(&mut self) {
        self.is_case_left = matches!(self.screen, Screen::Opening(..));
        self.screen = Screen::Home;
        self.draft = None;
        self.home.set_query("");
    }

    fn take_clock(&mut self, event: &Json) {
        let number = |json: &Json, name: &str| whole(json, name).unwrap_or_default();
        let shifts = items(event, "shifts")
            .iter()
            .map(|shift| Shift { at_s: number(shift, "at_s"), offset_min: number(shift, "offset_min") })
            .gather();
        let clock = Clock { offset_min: number(event, "offset_min"), shifts };
        self.set_clock(word(event, "zone"), clock);
    }

    fn wants_person(&mut self) {
        if self.screen == Screen::Case {
            self.case_event(Event::WantsPerson);
        } else {
            self.screen = Screen::Draft;
            self.draft = None;
        }
    }

    /// The user leaves something out, or takes it in again. The page is read as rectangles only when somebody wants them to go along.
    fn include(&mut self, event: &Json) {
        if text(event, "name") != Some(SKETCH) {
            return self.with_draft(|draft| draft.include(event));
        }
        let is_wanted = is_on(event, "on");
        self.with_draft(|draft| (draft.wants_sketch, draft.sketch) = (is_wanted, None));
        if is_wanted {
            let guide = self.guide_of_case().map(|guide| Json::from(guide.id.as_str()));
            self.effect(of_kind("sketch").put("guide", guide.unwrap_or_default()).made());
        }
    }

    fn with_draft(&mut self, change: impl FnOnce(&mut Draft)) {
        self.ensure_draft();
        if let Some(draft) = &mut self.draft {
            change(draft);
        }
    }

    fn delivered(&mut self, event: &Json) {
        let outcome = match text(event, "outcome") {
            Some("taken") => Delivered::Taken,
            Some("refused") => Delivered::Refused,
            _ => Delivered::Later,
        };
        let id = word(event, "id");
        self.sent.delivered(id, outcome, event.get("after_ms"), &mut self.effects);
        self.keep_sent();
    }

    fn case_report(&mut self, event: &Json) {
        let id = word(event, "id");
        if self.sent.report(id, event.get("report"), &mut self.effects) {
            self.keep_sent();
        }
    }

    fn say_me_too(&mut self, event: &Json) {
        let Some(notice) = text(event, "notice").map(str::to_owned) else { return };
        keep(&mut self.me_too, |known| known.0 != notice);
        let key = self.key();
        self.effect(of_kind("me_too").text("notice", notice.as_str()).put("key", Json::Text(key)).made());
        self.me_too.push((notice, None));
    }
}

fn wireframe(json: &Json) -> Wireframe {
    Wireframe::read(json, &mut Reader::default())
}
