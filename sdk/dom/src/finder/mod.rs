//! Searches that go on: an element is found as soon as it is there, found again when the page renders it anew, and its state
//! is reported whenever it changes.
//!
//! Entry points: [`Finder::find`], [`Finder::wake`], [`Finder::take_reports`], [`Finder::element`]. The page is seen through
//! `js/finder.js`: one observer over all trees, and a first test that calls Rust only when something that a search waits for
//! may have come. Absent on purpose: polling, and work longer than a slice ([`SLICE_MS`]).

mod job;
mod look;
mod port;
mod search;

use lotse_engine::event::{ElementReport, FindId, MissingReason, Report};
use lotse_locator::{FIELD, Facts, Verdict};
use lotse_model::gather::keep;
use lotse_model::seek::parts;
use lotse_model::target::Target;

use crate::guard::Guard;
use crate::natives::{self, Node};
use job::{Job, Outcome};
pub use look::Look;
use port::{HOT, REPLACED, SECOND, STATE, WARM, WHOLE};
use search::{Found, Search};

/// Longest time that one slice of a search takes, in milliseconds, one batch of elements aside.
pub const SLICE_MS: f64 = 5.0;
/// A search on suspicion may use a twentieth of the time; one without, a three-hundredth.
const HOT_SHARE: f64 = 20.0;
const WARM_SHARE: f64 = 300.0;
/// Bounds of the pause between two searches, in milliseconds.
const LONGEST_HOT_PAUSE_MS: f64 = 200.0;
const SHORTEST_WARM_PAUSE_MS: f64 = 100.0;
const LONGEST_WARM_PAUSE_MS: f64 = 3000.0;

/// All searches of one instance. Dropping it releases everything it holds in the page.
#[derive(Debug)]
pub struct Finder {
    guard: Guard,
    searches: Vec<Search>,
    job: Option<Job>,
    reports: Vec<(FindId, Report)>,
    is_hurried: bool,
    /// Whether all of the code is there.
    is_whole: bool,
    /// Time used since the page last had to wait, in milliseconds.
    spent_ms: f64,
}

impl Default for Finder {
    fn default() -> Self {
        Finder::new()
    }
}

impl Finder {
    /// No searches. The door of [`crate::guard::set_door`] is told this finder's number when there is news; see [`Finder::wake`].
    #[must_use]
    pub fn new() -> Self {
        let guard = Guard::of_token(port::finder_open());
        Finder {
            guard,
            searches: Vec::new(),
            job: None,
            reports: Vec::new(),
            is_hurried: false,
            is_whole: false,
            spent_ms: 0.0,
        }
    }

    /// The number that the door is told when there is news.
    #[must_use]
    pub fn token(&self) -> u32 {
        self.guard.token()
    }

    /// The last verdict of a search, for people who want to know why.
    #[must_use]
    pub fn verdict(&self, id: FindId) -> Option<Verdict> {
        self.searches.iter().find(|search| search.id == id)?.verdict
    }

    /// Begins a search for the first of `targets` that can be found, and goes on until it is released. Its first slice runs
    /// at once, so that what is there is mostly reported by the next [`Finder::take_reports`].
    pub fn find(
        &mut self,
        id: FindId,
        targets: &[Target],
        languages: &[String],
        wants_value: bool,
        wants_text: bool,
    ) {
        self.release(id);
        self.searches.push(Search::new(id, targets, languages, wants_value, wants_text));
        let begun = natives::now();
        self.tell_interest();
        // The first search walks through all trees. On a large page that is a slice of its own.
        if natives::now() - begun > SLICE_MS {
            port::finder_yield(self.guard.token());
        } else {
            self.work();
        }
    }

    /// Ends a search. Reports of it that were not taken are dropped.
    pub fn release(&mut self, id: FindId) {
        let Some(at) = self.searches.iter().position(|search| search.id == id) else { return };
        let mut search = self.searches.remove(at);
        port::second_forget(self.guard.token(), id.0);
        self.unwatch(&mut search);
        keep(&mut self.reports, |(of, _)| *of != id);
        if self.job.as_ref().is_some_and(|job| job.search == id) {
            self.job = None;
        }
        if !self.searches.is_empty() {
            self.tell_interest();
        } else if self.is_whole {
            // Where the code for resting is yet to come, it rests then; see `wake`.
            port::finder_rest(self.guard.token());
        }
    }

    /// The element of a search, while there is one that can be seen. Ask again after every report: the page may have
    /// replaced it by another.
    #[must_use]
    pub fn element(&self, id: FindId) -> Option<Node> {
        let search = self.searches.iter().find(|search| search.id == id)?;
        search.element().filter(|node| natives::is_connected(node)).cloned()
    }

    /// Handles news at once where what was found has gone. Who is asked what was clicked on cannot wait for them: the page may put
    /// yet another in its place as soon as it hears of the click.
    pub fn catch_up(&mut self) {
        let is_gone = |search: &Search| search.element().is_some_and(|node| !natives::is_connected(node));
        if self.searches.iter().any(is_gone) {
            self.wake(self.guard.token());
        }
    }

    /// Handles news from the page; false when the number is not this finder's.
    pub fn wake(&mut self, token: u32) -> bool {
        if token != self.guard.token() {
            return false;
        }
        let news = port::finder_news(token);
        if news & (STATE | HOT) != 0 {
            for at in 0..self.searches.len() {
                self.look_after(at, news & REPLACED != 0);
            }
        }
        if news & SECOND != 0 {
            for at in 0..self.searches.len() {
                self.take_second(at);
            }
        }
        if news & WARM != 0 {
            port::finder_sweep(token);
        }
        if news & WHOLE != 0 && !core::mem::replace(&mut self.is_whole, true) && self.searches.is_empty() {
            port::finder_rest(token);
        }
        if news & (HOT | WARM) != 0 {
            let looks_again = self.is_hurried && news & WHOLE != 0;
            for search in &mut self.searches {
                search.is_due |=
                    search.is_waiting() || looks_again && search.is_settling() && !search.is_retraced();
            }
            for search in self.searches.iter().filter(|search| search.is_settling() && search.is_retraced()) {
                self.look_again(search);
            }
        }
        self.work();
        true
    }

    /// Says whether somebody waits for what is searched for. While nobody does, a page that changes without a pause is looked
    /// at now and then instead of at every change.
    pub fn hurry(&mut self, is_hurried: bool) {
        if self.is_hurried != is_hurried {
            self.is_hurried = is_hurried;
            port::finder_hurry(self.guard.token(), is_hurried);
            // What nobody waited for until now may be missing already, and a page at rest gives no other occasion.
            for search in &self.searches {
                if matches!(search.last, Some(Report::Missing(_))) {
                    self.look_again(search);
                }
            }
        }
    }

    /// Asks for a second look, where somebody waits and the target carries a record.
    fn look_again(&self, search: &Search) {
        if let Some((_, leg)) = search.second().filter(|_| self.is_hurried) {
            port::second_look(self.guard.token(), search.id.0, &leg.records);
        }
    }

    /// What has been found, lost or changed since the last call, in order.
    pub fn take_reports(&mut self) -> Vec<(FindId, Report)> {
        core::mem::take(&mut self.reports)
    }

    /// Sees whether what was found is still there and the same, and reports its state if that has changed.
    fn look_after(&mut self, at: usize, is_replaced: bool) {
        let Some(search) = self.searches.get_mut(at) else { return };
        if search.found.is_none() {
            return;
        }
        if search.holds() {
            let report = search.read_state();
            self.report(at, report);
        } else if is_replaced && let Some(found) = search.succeeded(self.guard.token()) {
            let (verdict, looks) = (search.verdict, search.looks);
            self.settle(at, Outcome::Found(found), verdict);
            if let Some(search) = self.searches.get_mut(at) {
                // It is the same to whoever looks.
                search.looks = looks;
            }
        } else {
            search.is_due = true;
        }
    }

    /// Takes over what a second look has found, unless the search has found something itself meanwhile. The last look counts.
    fn take_second(&mut self, at: usize) {
        let token = self.guard.token();
        let Some(search) = self.searches.get(at) else { return };
        let Some(node) = port::second_answer(token, search.id.0).filter(natives::is_connected) else {
            return;
        };
        let is_open = search.found.is_none() || search.is_retraced();
        let Some((choice, leg)) = search.second().filter(|_| is_open) else { return };
        let print = port::finder_print(&node, &leg.css, &leg.attributes);
        let retraced = Some(port::second_evidence(token, search.id.0));
        let found = Found { choice, path: vec![(node, print)], retraced };
        self.settle(at, Outcome::Found(found), None);
    }

    /// Works on due searches until all are done or the slice is over.
    fn work(&mut self) {
        let token = self.guard.token();
        let begun = natives::now();
        loop {
            let Some(job) = self.job.as_mut() else {
                let Some(search) = self.searches.iter_mut().find(|search| search.is_due) else { break };
                search.is_due = false;
                self.job = Some(Job::new(search.id));
                continue;
            };
            let Some(at) = self.searches.iter().position(|search| search.id == job.search) else {
                self.job = None;
                continue;
            };
            if let Some(outcome) = self.searches.get(at).and_then(|search| job.step(token, search)) {
                let verdict = job.verdict;
                self.job = None;
                self.settle(at, outcome, verdict);
            }
            if natives::now() - begun > SLICE_MS
                && (self.job.is_some() || self.searches.iter().any(|search| search.is_due))
            {
                self.spent_ms += natives::now() - begun;
                port::finder_yield(token);
                return;
            }
        }
        let spent = self.spent_ms + natives::now() - begun;
        self.spent_ms = 0.0;
        let hot = if spent < 1.0 { 0.0 } else { (spent * HOT_SHARE).min(LONGEST_HOT_PAUSE_MS) };
        let warm = (spent * WARM_SHARE).clamp(SHORTEST_WARM_PAUSE_MS, LONGEST_WARM_PAUSE_MS);
        port::finder_pace(token, hot, warm);
    }

    /// Takes the outcome of a search over and reports it.
    fn settle(&mut self, at: usize, outcome: Outcome, verdict: Option<Verdict>) {
        let token = self.guard.token();
        let Some(search) = self.searches.get_mut(at) else { return };
        if matches!(outcome, Outcome::Missing(_)) && !search.is_waiting() && search.holds() {
            // One more look at what was not certain found nothing better, and what is pointed at is still there.
            search.looks = search.looks.saturating_add(1);
            return;
        }
        let before = search.found.take();
        for node in before.iter().flat_map(|found| found.nodes()) {
            port::finder_watch(token, node, false);
        }
        search.verdict = verdict;
        let report = match outcome {
            Outcome::Found(found) => {
                let is_other = before.as_ref().is_some_and(|before| !before.is_at(&found));
                let is_another = is_other || before.is_none();
                for node in found.nodes() {
                    port::finder_watch(token, node, true);
                }
                search.found = Some(found);
                search.looks = if is_other { 0 } else { search.looks.saturating_add(1) };
                if is_another {
                    // Who holds the old element must hear of the new one, even when nothing else is different.
                    search.last = None;
                }
                search.read_state()
            }
            Outcome::Missing(reason) => {
                if let Some(search) = self.searches.get(at) {
                    self.look_again(search);
                }
                Report::Missing(reason)
            }
        };
        self.report(at, report);
        self.tell_interest();
    }

    fn report(&mut self, at: usize, report: Report) {
        let Some(search) = self.searches.get_mut(at) else { return };
        if search.last.as_ref() != Some(&report) {
            search.last = Some(report.clone());
            self.reports.push((search.id, report));
        }
    }

    fn unwatch(&mut self, search: &mut Search) {
        for node in search.found.take().iter().flat_map(|found| found.nodes()) {
            port::finder_watch(self.guard.token(), node, false);
        }
    }

    /// Tells the page side what is worth waking us for.
    fn tell_interest(&self) {
        let (mut hot, mut kinds, mut texts, mut attributes) =
            (Words::default(), Words::default(), Words::default(), Words::default());
        for search in self.searches.iter().filter(|search| search.is_waiting() || search.is_settling()) {
            for leg in search.choices.iter().flatten() {
                leg.plan.probes.iter().for_each(|probe| hot.add(probe));
                leg.plan.texts.iter().filter(|text| text.len() > 1).for_each(|text| texts.add(text));
                leg.plan.attributes.iter().for_each(|name| attributes.add(name));
                if leg.plan.css.iter().any(|css| css.contains('.')) {
                    attributes.add("class");
                }
                kinds.add(&leg.plan.kind);
            }
        }
        let watches = self.searches.iter().any(|search| search.found.is_some());
        port::finder_interest(self.guard.token(), &hot.0, &kinds.0, &texts.0, &attributes.0, watches);
    }
}

/// Everything that is known of an element, to make a target of.
#[must_use]
pub fn facts_of(node: &Node) -> Facts {
    Facts::read(&port::record(node))
}

/// A flat list.
#[derive(Default)]
struct Words(String);

impl Words {
    /// Adds a word that is not there yet; empty ones are never added.
    fn add(&mut self, word: &str) {
        if !word.is_empty() && !parts(&self.0, FIELD).any(|other| other == word) {
            self.push(word);
        }
    }

    fn push(&mut self, word: &str) {
        if !self.0.is_empty() {
            self.0.push_str(FIELD);
        }
        self.0.push_str(word);
    }
}

/// Reads the six signs, the name, the value and the text that the page side tells of an element's state.
fn read_state(flat: &str, choice: u32, search: &Search) -> Report {
    let mut fields = parts(flat, FIELD);
    let signs = fields.next().unwrap_or_default().as_bytes();
    let sign = |at: usize| match signs.get(at) {
        Some(b'1') => Some(true),
        Some(b'0') => Some(false),
        _ => None,
    };
    if sign(0) != Some(true) {
        return Report::Missing(MissingReason::Invisible);
    }
    let mut next = || fields.next().unwrap_or_default().to_owned();
    let (label, value, text) = (next(), next(), next());
    Report::Matched(ElementReport {
        choice,
        retraced: search.found.as_ref().and_then(|found| found.retraced.clone()),
        label,
        is_visible: true,
        is_enabled: sign(1) == Some(true),
        is_on: sign(2),
        is_expanded: sign(3),
        is_focused: sign(4) == Some(true),
        is_valid: sign(5),
        value: search.wants_value.then_some(value),
        text: search.wants_text.then_some(text),
    })
}
