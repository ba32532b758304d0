//! A search that runs to its end at once, and what else it looked at: for authoring, where somebody waits for the verdict and
//! the page must not change before it is there. A page with guides never calls this.

use lotse_engine::event::{FindId, MissingReason};
use lotse_locator::{Facts, Verdict};
use lotse_model::gather::Gather as _;
use lotse_model::target::Target;

use super::Finder;
use super::job::{Job, MAX_POOL, Outcome, close_facts, rate};
use super::port;
use super::search::{Leg, Search};
use crate::natives::Node;

/// Not used by any search that goes on.
const LOOK: FindId = FindId(u32::MAX);
/// Elements per crossing.
const BATCH: u32 = 256;

/// What one search says of the page as it is.
#[derive(Debug)]
pub struct Look {
    /// The element.
    pub found: Option<Node>,
    /// Why there is none.
    pub reason: Option<MissingReason>,
    /// How sure, of the last leg that was searched.
    pub verdict: Option<Verdict>,
}

impl Finder {
    /// Searches for a target as a guide would, from beginning to end. For a finder without searches that go on.
    pub fn look(&mut self, target: &Target, languages: &[String]) -> Look {
        self.with_search(target, languages, |token, search| {
            let mut job = Job::new(LOOK);
            loop {
                let outcome = job.step(token, search);
                match outcome {
                    None => {}
                    Some(Outcome::Found(found)) => {
                        let found = found.path.into_iter().next_back().map(|(node, _)| node);
                        return Look { found, reason: None, verdict: job.verdict };
                    }
                    Some(Outcome::Missing(reason)) => {
                        return Look { found: None, reason: Some(reason), verdict: job.verdict };
                    }
                }
            }
        })
    }

    /// The elements that fit a target best by themselves, scopes aside, best first, each with its facts; at most `most`.
    pub fn alike(&mut self, target: &Target, languages: &[String], most: usize) -> Vec<(Node, Facts)> {
        self.with_search(target, languages, |token, search| {
            let Some(leg) = search.choices.first().and_then(|legs| legs.last()) else { return Vec::new() };
            let mut best = ranked(token, leg, languages);
            best.truncate(most);
            if best.is_empty() {
                return Vec::new();
            }
            let members: Vec<u32> = best.into_iter().map(|(_, member)| member).gather();
            let facts = close_facts(token, leg, &members);
            let node = |member| port::finder_member(token, member);
            members.into_iter().zip(facts).filter_map(|(member, facts)| Some((node(member)?, facts))).gather()
        })
    }

    fn with_search<T>(
        &mut self,
        target: &Target,
        languages: &[String],
        act: impl FnOnce(u32, &Search) -> T,
    ) -> T {
        let token = self.guard.token();
        let targets = [target.clone()];
        self.searches.push(Search::new(LOOK, &targets, languages, false, false));
        self.tell_interest();
        let search = Search::new(LOOK, &targets, languages, false, false);
        let result = act(token, &search);
        self.release(LOOK);
        result
    }
}

/// Members of the pool of everything that could be meant, the best first.
fn ranked(token: u32, leg: &Leg, languages: &[String]) -> Vec<(i32, u32)> {
    port::finder_clear(token);
    let mut count = 0;
    for query in leg.plan.probes.iter().chain([&leg.plan.kind]).filter(|query| !query.is_empty()) {
        count = port::finder_seek(token, query, None, MAX_POOL);
    }
    let mut all = Vec::new();
    for next in (0..count).step_by(BATCH as usize) {
        rate(token, leg, languages, next..(next + BATCH).min(count), &mut all);
    }
    all.sort_unstable();
    all
}
