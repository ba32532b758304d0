//! A simulated tab: a page made of named elements, and a shell that does what the engine asks.

use std::collections::{BTreeMap, VecDeque};

use lotse_engine::Engine;
use lotse_engine::effect::{Effect, Gesture};
use lotse_engine::event::{ElementReport, Event, FindId, MissingReason, Report, RequestId};
use lotse_model::basic::GuideId;
use lotse_model::json::Json;
use lotse_model::target::{Evidence, Fact, Target};

/// An element of the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    Missing(MissingReason),
    There(ElementReport),
}

impl Spot {
    pub fn there() -> Self {
        Spot::There(ElementReport { is_visible: true, is_enabled: true, ..ElementReport::default() })
    }
}

/// An open search.
#[derive(Clone, Debug)]
pub struct Search {
    pub targets: Vec<Target>,
    pub wants_value: bool,
    pub wants_text: bool,
    pub told: Option<Report>,
}

/// A tab.
#[derive(Debug, Default)]
pub struct Tab {
    pub engine: Engine,
    pub page: BTreeMap<String, Spot>,
    pub finds: BTreeMap<FindId, Search>,
    pub watches: BTreeMap<u32, (Option<FindId>, Gesture)>,
    pub alarms: BTreeMap<u32, u64>,
    pub queue: VecDeque<Event>,
    pub fetches: Vec<(RequestId, GuideId, Vec<String>)>,
    pub sends: Vec<(RequestId, Json)>,
    pub wants_all: bool,
    /// Effects since the last look, for the expected trace.
    pub log: Vec<Effect>,
    pub painted: u32,
    pub url: String,
    pub is_visible: bool,
    /// Browser time at which the page began.
    pub began_ms: u64,
    /// Under whose keys the shell keeps state.
    pub user: Option<String>,
}

/// The name of a target: its first CSS text.
pub fn name(target: &Target) -> &str {
    let css = target.evidence.iter().find_map(|evidence| match evidence {
        Evidence::Known(Fact::Css { selector }) => Some(selector.as_str()),
        _ => None,
    });
    css.unwrap_or("?")
}

impl Tab {
    /// Does what concerns the page alone; hands back what concerns storage.
    pub fn perform(&mut self, effect: Effect) -> Option<Effect> {
        self.log.push(effect.clone());
        match effect {
            Effect::Find { find, targets, wants_value, wants_text, .. } => {
                let search = Search { targets, wants_value, wants_text, told: None };
                assert!(self.finds.insert(find, search).is_none(), "{find:?} opened twice");
            }
            Effect::Release { find } => {
                assert!(self.finds.remove(&find).is_some(), "{find:?} released without being open");
            }
            Effect::Watch { watch, find, gesture } => {
                assert!(
                    find.is_none_or(|find| self.finds.contains_key(&find)),
                    "watch on a search that is not open"
                );
                assert!(self.watches.insert(watch.0, (find, gesture)).is_none(), "{watch:?} opened twice");
            }
            Effect::Unwatch { watch } => {
                assert!(self.watches.remove(&watch.0).is_some(), "{watch:?} closed without being open");
            }
            Effect::SetTimer { timer, at_ms } => _ = self.alarms.insert(timer.0, at_ms),
            // It may have run out a moment ago.
            Effect::ClearTimer { timer } => _ = self.alarms.remove(&timer.0),
            Effect::FetchGuide { request, guide, languages } => {
                self.fetches.push((request, guide, languages))
            }
            Effect::Send { request, batch } => self.sends.push((request, crate::render::read(&batch))),
            Effect::Fill { find, value } => self.change(find, |element| element.value = Some(value)),
            Effect::Set { find, is_on } => self.change(find, |element| element.is_on = Some(is_on)),
            Effect::Focus { find } => self.change(find, |element| element.is_focused = true),
            Effect::Navigate { url } => self.go(&url),
            Effect::Store { .. } => return Some(effect),
            Effect::Complete => self.wants_all = true,
            Effect::Reveal { find } => assert!(self.finds.contains_key(&find)),
            Effect::CallHost { .. }
            | Effect::OpenSystemSetting { .. }
            | Effect::Notify { .. }
            | Effect::Diagnose { .. } => {}
        }
        None
    }

    /// The page goes to another address without being loaded again.
    pub fn go(&mut self, url: &str) {
        self.url = match url.starts_with('/') {
            true => format!("https://app.example{url}"),
            false => url.to_owned(),
        };
        self.queue.push_back(Event::PageChanged { url: self.url.clone() });
    }

    /// Reports that have something new to tell.
    pub fn reports(&mut self) -> Vec<Event> {
        let mut events = Vec::new();
        for (find, search) in &mut self.finds {
            let report = report(&self.page, search);
            if search.told.as_ref() != Some(&report) {
                search.told = Some(report.clone());
                events.push(Event::Report { find: *find, report });
            }
        }
        events
    }

    /// The watches that a gesture on an element would set off.
    pub fn watches_of(&self, element: Option<&str>, gesture: &Gesture) -> Vec<u32> {
        let is_on = |find: &FindId| {
            let search = &self.finds[find];
            match &search.told {
                Some(Report::Matched(report)) => {
                    Some(name(&search.targets[report.choice as usize])) == element
                }
                _ => false,
            }
        };
        self.watches
            .iter()
            .filter(|(_, (find, wanted))| wanted == gesture && find.as_ref().is_none_or(is_on))
            .map(|(watch, _)| *watch)
            .collect()
    }

    fn change(&mut self, find: FindId, change: impl FnOnce(&mut ElementReport)) {
        let search = &self.finds[&find];
        // It may have gone in this very moment.
        let Some(Report::Matched(report)) = &search.told else { return };
        let name = name(&search.targets[report.choice as usize]).to_owned();
        if let Some(Spot::There(element)) = self.page.get_mut(&name) {
            change(element);
        }
    }
}

fn report(page: &BTreeMap<String, Spot>, search: &Search) -> Report {
    let mut reason = MissingReason::Absent;
    for (choice, target) in (0_u32..).zip(&search.targets) {
        match page.get(name(target)) {
            Some(Spot::There(element)) => {
                let mut element = ElementReport { choice, ..element.clone() };
                if !search.wants_value {
                    element.value = None;
                }
                if !search.wants_text {
                    element.text = None;
                }
                return Report::Matched(element);
            }
            Some(Spot::Missing(found)) if choice == 0 => reason = *found,
            _ => {}
        }
    }
    Report::Missing(reason)
}
