//! Searches for elements: opened when a state wants one, shared between equal targets, released when nobody wants them.
//!
//! Invariants: no two open searches have the same targets; a report for a search that was released changes nothing; an
//! element that vanishes counts as gone only after [`GRACE_MS`], because apps render their pages anew all the time.

use lotse_model::target::Target;

use crate::effect::Effect;
use crate::event::{ElementReport, FindId, MissingReason, Report};

/// How long an element must be missing before it counts as missing, in milliseconds.
pub const GRACE_MS: u64 = 300;

/// A search that a state wants.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wanted {
    /// Target and alternatives.
    pub targets: Vec<Target>,
    /// Whether its value is wanted.
    pub value: bool,
    /// Whether its text is wanted.
    pub text: bool,
}

/// What is known of an element.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sight<'a> {
    /// Nothing yet.
    Unseen,
    /// Not there.
    Missing(MissingReason),
    /// There.
    Found(&'a ElementReport),
}

#[derive(Debug)]
struct Search {
    id: FindId,
    wanted: Wanted,
    /// The last match.
    found: Option<ElementReport>,
    /// Since when and why it is missing, when it is.
    missing: Option<(u64, MissingReason)>,
}

/// All open searches.
#[derive(Debug, Default)]
pub(crate) struct Finds {
    open: Vec<Search>,
    last: u32,
}

impl Finds {
    /// Takes a report in; stale ones are dropped.
    pub fn report(&mut self, find: FindId, report: Report, now_ms: u64) {
        let Some(search) = self.open.iter_mut().find(|search| search.id == find) else { return };
        match report {
            Report::Matched(element) => {
                search.found = Some(element);
                search.missing = None;
            }
            Report::Missing(reason) => {
                let since = search.missing.map_or(now_ms, |(since, _)| since);
                search.missing = Some((since, reason));
            }
        }
    }

    /// The open search for these targets.
    pub fn id(&self, targets: &[&Target]) -> Option<FindId> {
        self.search(targets).map(|search| search.id)
    }

    /// What is known of the element behind these targets.
    pub fn sight(&self, targets: &[&Target], now_ms: u64) -> Sight<'_> {
        let Some(search) = self.search(targets) else { return Sight::Unseen };
        match (&search.found, search.missing) {
            (_, Some((since, reason))) if now_ms >= since + GRACE_MS => Sight::Missing(reason),
            (Some(element), _) => Sight::Found(element),
            (None, _) => Sight::Unseen,
        }
    }

    /// When something that is missing begins to count as missing.
    pub fn next_change_ms(&self, now_ms: u64) -> Option<u64> {
        self.open
            .iter()
            .filter_map(|search| search.missing.map(|(since, _)| since + GRACE_MS))
            .filter(|at| *at > now_ms)
            .min()
    }

    /// Opens what is wanted and releases what is not.
    pub fn reconcile(&mut self, wanted: Vec<Wanted>, languages: &[String], effects: &mut Vec<Effect>) {
        let wanted = merged(wanted);
        self.open.retain(|search| {
            let stays = wanted.iter().any(|wanted| {
                wanted.targets == search.wanted.targets
                    && (search.wanted.value || !wanted.value)
                    && (search.wanted.text || !wanted.text)
            });
            if !stays {
                effects.push(Effect::Release { find: search.id });
            }
            stays
        });
        for wanted in wanted {
            if self.open.iter().any(|search| search.wanted.targets == wanted.targets) {
                continue;
            }
            self.last += 1;
            let id = FindId(self.last);
            effects.push(Effect::Find {
                find: id,
                targets: wanted.targets.clone(),
                languages: languages.to_vec(),
                wants_value: wanted.value,
                wants_text: wanted.text,
            });
            self.open.push(Search { id, wanted, found: None, missing: None });
        }
    }

    /// Begins the search for these targets anew.
    pub fn restart(&mut self, targets: &[&Target], effects: &mut Vec<Effect>) {
        self.open.retain(|search| {
            let stays = !is_for(search, targets);
            if !stays {
                effects.push(Effect::Release { find: search.id });
            }
            stays
        });
    }

    fn search(&self, targets: &[&Target]) -> Option<&Search> {
        self.open.iter().find(|search| is_for(search, targets))
    }
}

fn is_for(search: &Search, targets: &[&Target]) -> bool {
    search.wanted.targets.iter().eq(targets.iter().copied())
}

fn merged(wanted: Vec<Wanted>) -> Vec<Wanted> {
    let mut merged: Vec<Wanted> = Vec::new();
    for want in wanted {
        match merged.iter_mut().find(|known| known.targets == want.targets) {
            Some(known) => {
                known.value |= want.value;
                known.text |= want.text;
            }
            None => merged.push(want),
        }
    }
    merged
}
