//! One run of a search, in steps small enough for a slice: queries that the browser answers at once, then, when they do not
//! settle it, everything of the kind in batches, of which the best get a closer look.

use lotse_engine::event::{FindId, MissingReason};
use lotse_locator::{Facts, ITEM, Reason, Verdict, decide, rough};
use lotse_model::gather::Gather as _;
use lotse_model::seek::parts;

use super::search::{Found, Leg, Search};
use super::{Words, port};
use crate::natives::Node;

/// Most elements that are looked at for one target; a page has more only when something is wrong with it.
pub const MAX_POOL: u32 = 20_000;
/// Elements per crossing.
const BATCH: u32 = 32;
/// Candidates that get a closer look, and with them all that fit as well as the last of these.
const MAX_CLOSE: usize = 24;
/// Candidates that get one in all.
const MAX_TIED: usize = 72;
/// Pools larger than this are put in order first: what says a wanted text comes before the rest.
const MANY: u32 = 100;
/// A match among the first candidates is taken without a look at the rest when it is this sure.
const SURE_PERCENT: u32 = 85;

/// How a run ends.
pub enum Outcome {
    Found(Found),
    Missing(MissingReason),
}

#[derive(Debug)]
pub struct Job {
    pub search: FindId,
    choice: usize,
    path: Vec<(Node, String)>,
    scope: Option<Node>,
    languages: Vec<String>,
    stage: Stage,
    /// Something that fits, but cannot be seen.
    unseen: Option<Found>,
    reason: MissingReason,
    /// What was decided last.
    pub verdict: Option<Verdict>,
}

#[derive(Debug)]
enum Stage {
    Queries,
    /// `pause` is where a look at what has been read so far may settle it.
    Kind {
        next: u32,
        pause: u32,
        count: u32,
        best: Vec<(i32, u32)>,
    },
}

impl Job {
    pub fn new(search: FindId) -> Self {
        Job {
            search,
            choice: 0,
            path: Vec::new(),
            scope: None,
            languages: Vec::new(),
            stage: Stage::Queries,
            unseen: None,
            reason: MissingReason::Absent,
            verdict: None,
        }
    }

    /// One step; the outcome when it was the last.
    pub fn step(&mut self, token: u32, search: &Search) -> Option<Outcome> {
        let Some(legs) = search.choices.get(self.choice) else {
            let unseen = self.unseen.take().map(Outcome::Found);
            return Some(unseen.unwrap_or(Outcome::Missing(self.reason)));
        };
        let Some(leg) = legs.get(self.path.len()) else {
            return self.arrive(search);
        };
        let verdict = match &mut self.stage {
            Stage::Queries => {
                // The page knows better than the user's settings which language its texts are in.
                let language = port::page_language();
                self.languages = if language.is_empty() { search.languages.clone() } else { vec![language] };
                port::finder_clear(token);
                let mut count = 0;
                for probe in &leg.plan.probes {
                    count = port::finder_seek(token, probe, self.scope.as_ref(), MAX_POOL);
                }
                let sure = match count {
                    1.. if count as usize <= MAX_CLOSE => {
                        look_closely(token, leg, &self.languages, (0..count).gather()).filter(
                            |(_, verdict)| {
                                matches!(verdict, Verdict::Match { confidence: SURE_PERCENT.., .. })
                            },
                        )
                    }
                    _ => None,
                };
                if sure.is_none() {
                    let count = port::finder_seek(token, &leg.plan.kind, self.scope.as_ref(), MAX_POOL);
                    let pause = if count > MANY && !leg.texts.is_empty() {
                        port::finder_sort(token, &leg.texts)
                    } else {
                        0
                    };
                    self.stage = Stage::Kind { next: 0, pause, count, best: Vec::new() };
                    return None;
                }
                sure
            }
            Stage::Kind { next, pause, count, best } if *next < *count => {
                if *next == *pause && *pause > 0 {
                    *pause = 0;
                    let sure = look_at_best(token, leg, &self.languages, best).filter(is_sure);
                    return if sure.is_some() { self.follow(token, leg, sure) } else { None };
                }
                let end = if *next < *pause { *pause } else { *count };
                let to = (*next + BATCH).min(end);
                rate(token, leg, &self.languages, *next..to, best);
                lotse_model::order::sort(best);
                // One more than get a closer look: the best of those that get none.
                best.truncate(MAX_TIED + 1);
                *next = to;
                return None;
            }
            Stage::Kind { best, .. } => look_at_best(token, leg, &self.languages, best),
        };
        self.follow(token, leg, verdict)
    }

    /// Goes one leg on with what was decided, or to the next alternative.
    fn follow(&mut self, token: u32, leg: &Leg, verdict: Option<(u32, Verdict)>) -> Option<Outcome> {
        self.stage = Stage::Queries;
        self.verdict = verdict.map(|(_, verdict)| verdict);
        let refusal = match verdict {
            Some((_, Verdict::Refusal { reason: Reason::Absent, .. })) | None => MissingReason::Absent,
            Some((_, Verdict::Refusal { .. })) => MissingReason::Unsure,
            Some((member, Verdict::Match { .. })) => {
                let node = port::finder_member(token, member)?;
                self.scope = if leg.is_frame { port::frame_document(&node) } else { Some(node.clone()) };
                if self.scope.is_some() {
                    let print = port::finder_print(&node, &leg.css, &leg.attributes);
                    self.path.push((node, print));
                    return None;
                }
                MissingReason::ForeignFrame
            }
        };
        self.next_choice(refusal);
        None
    }

    fn next_choice(&mut self, refusal: MissingReason) {
        // What is most worth telling stays: a near miss says more than an alternative that is nowhere.
        if refusal != MissingReason::Absent {
            self.reason = refusal;
        }
        self.choice += 1;
        self.path.clear();
        self.scope = None;
    }

    /// All legs are found: done, unless it is out of sight and an alternative may not be.
    fn arrive(&mut self, search: &Search) -> Option<Outcome> {
        let path = core::mem::take(&mut self.path);
        let found = Found { choice: self.choice, path, retraced: None };
        let is_seen = found
            .path
            .last()
            .is_some_and(|(node, _)| port::element_state(node, false, false).starts_with('1'));
        if is_seen || search.choices.len() == 1 {
            return Some(Outcome::Found(found));
        }
        self.unseen.get_or_insert(found);
        self.next_choice(MissingReason::Invisible);
        None
    }
}

fn is_sure((_, verdict): &(u32, Verdict)) -> bool {
    matches!(verdict, Verdict::Match { confidence: SURE_PERCENT.., .. })
}

/// Looks closely at the members of the pool that fit best, in the order of the page, and decides.
fn look_at_best(token: u32, leg: &Leg, languages: &[String], best: &[(i32, u32)]) -> Option<(u32, Verdict)> {
    let last = best.get(MAX_CLOSE - 1).map_or(i32::MAX, |(badness, _)| *badness);
    let is_close = |(badness, _): &&(i32, u32)| *badness <= last;
    let mut members: Vec<u32> = best.iter().take(MAX_TIED).filter(is_close).map(|(_, at)| *at).gather();
    lotse_model::order::sort(&mut members);
    let (found, verdict) = look_closely(token, leg, languages, members)?;
    // What fits as well at a first look and got no closer one may be what is meant.
    let is_open = |(left_out, _): &(i32, u32)| {
        best.iter().any(|(badness, member)| *member == found && badness >= left_out)
    };
    let verdict = match verdict {
        Verdict::Match { index, confidence, .. } if best.get(MAX_TIED).is_some_and(is_open) => {
            Verdict::Refusal { reason: Reason::Ambiguous, nearest: Some(index), confidence }
        }
        verdict => verdict,
    };
    Some((found, verdict))
}

/// Appends members of the pool, each with how badly it fits at a first look.
pub fn rate(
    token: u32,
    leg: &Leg,
    languages: &[String],
    members: core::ops::Range<u32>,
    rated: &mut Vec<(i32, u32)>,
) {
    let flat = port::finder_facts(token, members.start, members.end, &leg.css, &leg.attributes);
    for (index, facts) in members.zip(parts(&flat, ITEM)) {
        rated.push((-rough(&leg.target, languages, &Facts::read(facts)), index));
    }
}

/// All facts of some members of the pool; there must be one.
pub fn close_facts(token: u32, leg: &Leg, members: &[u32]) -> Vec<Facts> {
    let mut indexes = Words::default();
    for member in members {
        let mut digits = String::new();
        lotse_model::json::write_integer(i64::from(*member), &mut digits);
        indexes.push(&digits);
    }
    let flat = port::finder_close(token, &indexes.0, &leg.css, &leg.attributes);
    parts(&flat, ITEM).map(Facts::read).gather()
}

/// Reads all facts of some members of the pool and decides; the member that the verdict is about comes with it.
fn look_closely(token: u32, leg: &Leg, languages: &[String], members: Vec<u32>) -> Option<(u32, Verdict)> {
    if members.is_empty() {
        return None;
    }
    let verdict = decide(&leg.target, languages, &close_facts(token, leg, &members));
    let index = match verdict {
        Verdict::Match { index, .. } => index,
        Verdict::Refusal { nearest, .. } => nearest?,
    };
    Some((members.get(index).copied()?, verdict))
}
