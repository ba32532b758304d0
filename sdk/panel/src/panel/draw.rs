//! The view: the same frame around every screen.

use lotse_model::json::Json;

use super::{Panel, Screen};
use crate::view::{actions, busy, button, event, lead, note, number, object};
use crate::words;

/// A screen: what it is called, what stands on it, and where "back" leads.
pub(crate) struct Page {
    /// Changes when another screen is shown: the focus goes to its beginning then.
    pub key: String,
    pub title: String,
    pub parts: Vec<Json>,
    pub back: Option<Json>,
    pub has_person: bool,
}

impl Panel {
    pub(super) fn draw(&mut self) -> Json {
        let offer = self.signs.draw(&self.setup.languages);
        let mut view = object();
        view.flag("is_open", self.is_open).put("offer", offer).put("count", number(self.sent.count_open()));
        view.text("label", self.say(words::HELP));
        if self.is_open {
            let page = self.page();
            let person = if page.has_person { self.say(words::PERSON) } else { "" };
            view.put("key", Json::Text(page.key)).put("title", Json::Text(page.title));
            view.put("parts", Json::List(page.parts)).put("back", page.back.unwrap_or_default());
            view.text("person", person).put("live", Json::Text(core::mem::take(&mut self.live)));
        }
        view.made()
    }

    fn page(&mut self) -> Page {
        match self.screen.clone() {
            Screen::Case if self.case.is_some() => self.draw_case(),
            Screen::Draft => self.draw_draft(None),
            Screen::Sent(id) => self.draw_sent(&id),
            Screen::List if self.list.is_some() => self.draw_list(),
            Screen::NoGuide => self.no_guide(),
            Screen::Opening(..) => self.opening(),
            _ => self.draw_home(),
        }
    }

    /// Something is being fetched, or cannot be had.
    fn opening(&mut self) -> Page {
        let parts =
            if self.chunks.is_missing_some() { self.away() } else { vec![busy(self.say(words::LOADING))] };
        Page {
            key: "opening".to_owned(),
            title: self.say(words::HELP).to_owned(),
            parts,
            back: Some(event("home")),
            has_person: true,
        }
    }

    /// What is said where help cannot be fetched.
    pub(crate) fn away(&self) -> Vec<Json> {
        let again = button(self.say(words::TRY_AGAIN), event("again"), true);
        vec![note("warning", self.say(words::AWAY_TITLE), self.say(words::AWAY_TEXT)), actions(vec![again])]
    }

    fn no_guide(&mut self) -> Page {
        Page {
            key: "no-guide".to_owned(),
            title: self.say(words::HELP).to_owned(),
            parts: vec![
                lead(self.say(words::GUIDE_AWAY)),
                actions(vec![button(self.say(words::DONE), event("home"), true)]),
            ],
            back: Some(event("home")),
            has_person: true,
        }
    }
}
