//! Checklists: several guides as tasks, with progress. What is done, the core knows: it keeps which guides ended solved.

use lotse_model::gather::Gather as _;
use lotse_model::help::Checklist;
use lotse_model::json::Json;
use lotse_model::seek::joined;

use crate::facts::verdict;
use crate::panel::draw::Page;
use crate::panel::{Panel, items, word};
use crate::texts::Texts;
use crate::view::{body, digits, event, list, number, object, of_kind, row, rows};
use crate::words;

/// A checklist that is shown.
#[derive(Debug)]
pub struct ListHere {
    checklist: Checklist,
    texts: Texts,
    /// Whether each task is done; nothing until the core has answered.
    done: Option<Vec<bool>>,
    is_asked: bool,
}

impl ListHere {
    /// One whose progress is not known yet.
    #[must_use]
    pub fn new(checklist: Checklist, texts: Texts) -> Self {
        ListHere { checklist, texts, done: None, is_asked: false }
    }
}

impl Panel {
    pub(crate) fn advance_list(&mut self) {
        let Some(here) = &mut self.list else { return };
        if here.is_asked {
            return;
        }
        here.is_asked = true;
        let conditions =
            here.checklist.tasks.iter().map(|task| {
                of_kind("guide").text("guide", task.guide.as_str()).text("history", "solved").made()
            });
        let conditions = list(conditions);
        self.effect(of_kind("ask").text("purpose", "progress").put("conditions", conditions).made());
    }

    /// A guide has ended: what is done is asked anew.
    pub(crate) fn forget_progress(&mut self) {
        if let Some(here) = &mut self.list {
            here.is_asked = false;
        }
    }

    /// The core has answered.
    pub(crate) fn list_asked(&mut self, event: &Json) {
        let verdicts: Vec<Option<bool>> = items(event, "verdicts").iter().map(verdict).gather();
        match word(event, "purpose") {
            "audience" => self.home.audiences(&verdicts),
            "progress" => {
                if let Some(here) = &mut self.list {
                    here.done = Some(verdicts.iter().map(|verdict| *verdict == Some(true)).gather());
                }
            }
            "signs" => self.signs.asked(&verdicts),
            _ => {}
        }
    }

    pub(crate) fn draw_list(&mut self) -> Page {
        let language = self.language();
        let Some(here) = &self.list else { return self.draw_home() };
        let title = here.texts.plain(&here.checklist.title);
        let is_done = |place: usize| here.done.as_ref().and_then(|done| done.get(place)) == Some(&true);
        let count = here.checklist.tasks.len();
        let done = (0..count).filter(|place| is_done(*place)).count();
        let mut parts = Vec::new();
        let summary = here.checklist.summary.as_ref().and_then(|text| here.texts.content(text));
        summary.map(body).into_iter().add_to(&mut parts);
        let said = if done == count {
            self.say(words::ALL_DONE).to_owned()
        } else {
            words::TASKS_DONE.fill(language, &digits(done as i64), &digits(count as i64))
        };
        let mut progress = of_kind("progress");
        progress.put("done", number(done)).put("of", number(count)).put("text", Json::Text(said));
        parts.push(progress.made());
        let items = here.checklist.tasks.iter().enumerate().map(|(place, task)| {
            let own =
                task.title.as_ref().map(|title| here.texts.plain(title)).filter(|title| !title.is_empty());
            let title = own.unwrap_or_else(|| task.guide.as_str().to_owned());
            let (icon, detail) =
                if is_done(place) { ("done", words::TASK_DONE) } else { ("task", words::TASK_OPEN) };
            let pick =
                object().text("kind", "pick").text("what", "guide").text("id", task.guide.as_str()).made();
            row(icon, &title, detail.pick(language), pick)
        });
        parts.push(rows(items.gather()));
        let key = joined(&["list ", here.checklist.id.as_str()]);
        Page { key, title, parts, back: Some(event("home")), has_person: true }
    }
}
