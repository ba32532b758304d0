//! Searches for elements: opened when a state looks at one, shared between equal targets, released when nobody looks.
//!
//! Looking is the wish: whatever is looked at during a pass over the present state stays open, everything else is released
//! when the pass is over. Invariants: no two open searches have the same targets; a report for a search that was released
//! changes nothing; an element that vanishes counts as gone only after [`GRACE_MS`], because apps render anew all the time.

use lotse_model::gather::{Gather as _, keep};
use lotse_model::target::Target;

use crate::effect::Effect;
use crate::event::{ElementReport, FindId, MissingReason, Report};

/// How long an element must be missing before it counts as missing, in milliseconds.
pub const GRACE_MS: u64 = 300;

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

/// Which facts are wanted besides being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Detail {
    pub value: bool,
    pub text: bool,
}

impl Detail {
    fn with(self, more: Detail) -> Detail {
        Detail { value: self.value || more.value, text: self.text || more.text }
    }
}

#[derive(Debug)]
struct Search {
    id: FindId,
    /// Whether the shell knows of it: from the end of the pass in which it was wished for.
    is_open: bool,
    targets: Vec<Target>,
    detail: Detail,
    /// What this pass wishes for.
    wished: Option<Detail>,
    /// The last match.
    found: Option<ElementReport>,
    /// Since when and why it is missing, when it is.
    missing: Option<(u64, MissingReason)>,
}

/// All open searches.
#[derive(Debug, Default)]
pub(crate) struct Finds {
    searches: Vec<Search>,
    /// Searches that began anew under another id; to be released when the pass is over.
    retired: Vec<FindId>,
    last: u32,
}

impl Finds {
    /// Takes a report in; stale ones are dropped.
    pub fn report(&mut self, find: FindId, report: Report, now_ms: u64) {
        let Some(search) = self.searches.iter_mut().find(|search| search.is_open && search.id == find) else {
            return;
        };
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

    /// A pass begins: nothing is wished for yet.
    pub fn begin_pass(&mut self) {
        self.searches.iter_mut().for_each(|search| search.wished = None);
    }

    /// Wishes for a search during this pass. One that tells too little begins anew, under another id.
    pub fn wish(&mut self, targets: &[&Target], detail: Detail) {
        if targets.is_empty() {
            return;
        }
        if let Some(search) = self.searches.iter_mut().find(|search| is_for(search, targets)) {
            search.wished = Some(search.wished.unwrap_or_default().with(detail));
            let all = search.detail.with(detail);
            if all != search.detail {
                search.detail = all;
                self.restart(targets);
            }
            return;
        }
        self.last += 1;
        self.searches.push(Search {
            id: FindId(self.last),
            is_open: false,
            targets: targets.iter().map(|target| (*target).clone()).gather(),
            detail,
            wished: Some(detail),
            found: None,
            missing: None,
        });
    }

    /// The pass is over: what was wished for is opened, the rest released.
    pub fn end_pass(&mut self, languages: &[String], effects: &mut Vec<Effect>) {
        core::mem::take(&mut self.retired).into_iter().map(|find| Effect::Release { find }).add_to(effects);
        keep(&mut self.searches, |search| {
            if search.wished.is_none() && search.is_open {
                effects.push(Effect::Release { find: search.id });
            }
            search.wished.is_some()
        });
        for search in self.searches.iter_mut().filter(|search| !search.is_open) {
            search.is_open = true;
            effects.push(Effect::Find {
                find: search.id,
                targets: search.targets.clone(),
                languages: languages.to_vec(),
                wants_value: search.detail.value,
                wants_text: search.detail.text,
            });
        }
    }

    /// Begins the search for these targets anew.
    pub fn restart(&mut self, targets: &[&Target]) {
        let Some(search) = self.searches.iter_mut().find(|search| is_for(search, targets)) else { return };
        if search.is_open {
            self.retired.push(search.id);
            self.last += 1;
            search.id = FindId(self.last);
            search.is_open = false;
        }
        (search.found, search.missing) = (None, None);
    }

    /// The open search for these targets.
    pub fn id(&self, targets: &[&Target]) -> Option<FindId> {
        Some(self.search(targets)?.id)
    }

    /// What is known of the element behind these targets, in this detail: a search that was not asked for a value does not
    /// say that there is none.
    pub fn sight(&self, targets: &[&Target], detail: Detail, now_ms: u64) -> Sight<'_> {
        let Some(search) = self.search(targets).filter(|search| search.detail.with(detail) == search.detail)
        else {
            return Sight::Unseen;
        };
        match (&search.found, search.missing) {
            (_, Some((since, reason))) if now_ms >= since + GRACE_MS => Sight::Missing(reason),
            (Some(element), _) => Sight::Found(element),
            (None, _) => Sight::Unseen,
        }
    }

    /// The open search for a target whose element is there at this moment, so that something can be done with it.
    pub fn present(&self, target: &Target) -> Option<FindId> {
        let search = self.search(&[target])?;
        (search.found.is_some() && search.missing.is_none()).then_some(search.id)
    }

    /// Whether anything that this pass wishes for has not been reported yet, or not for long enough.
    pub fn awaits_news(&self, now_ms: u64) -> bool {
        let is_open = |search: &Search| match search.missing {
            Some((since, _)) => now_ms < since + GRACE_MS,
            None => search.found.is_none(),
        };
        self.searches.iter().any(|search| search.wished.is_some() && is_open(search))
    }

    /// When something that is missing begins to count as missing.
    pub fn next_change_ms(&self, now_ms: u64) -> Option<u64> {
        let missing = self.searches.iter().filter_map(|search| search.missing);
        missing.map(|(since, _)| since + GRACE_MS).filter(|at| *at > now_ms).min()
    }

    fn search(&self, targets: &[&Target]) -> Option<&Search> {
        self.searches.iter().find(|search| is_for(search, targets))
    }
}

fn is_for(search: &Search, targets: &[&Target]) -> bool {
    search.targets.iter().eq(targets.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(margin: u32) -> Target {
        Target { name: None, evidence: Vec::new(), within: None, frame: None, margin_percent: Some(margin) }
    }

    fn pass(finds: &mut Finds, wishes: &[(&[&Target], Detail)]) -> Vec<Effect> {
        let mut effects = Vec::new();
        finds.begin_pass();
        wishes.iter().for_each(|(targets, detail)| finds.wish(targets, *detail));
        finds.end_pass(&[], &mut effects);
        effects
    }

    const VALUE: Detail = Detail { value: true, text: false };

    #[test]
    fn equal_targets_share_a_search_that_tells_enough_for_both() {
        let (one, two) = (target(1), target(2));
        let mut finds = Finds::default();
        let opened = pass(&mut finds, &[(&[&one], Detail::default()), (&[&one], VALUE), (&[&two], VALUE)]);
        assert!(matches!(&opened[..], [Effect::Find { wants_value: true, .. }, Effect::Find { .. }]));
        assert_eq!(pass(&mut finds, &[(&[&one], Detail::default()), (&[&two], VALUE)]), []);
        assert_eq!(pass(&mut finds, &[(&[&two], VALUE)]), [Effect::Release { find: FindId(1) }]);
        assert_eq!(pass(&mut finds, &[]), [Effect::Release { find: FindId(2) }]);
    }

    #[test]
    fn a_search_that_tells_too_little_begins_anew() {
        let one = target(1);
        let mut finds = Finds::default();
        pass(&mut finds, &[(&[&one], Detail::default())]);
        finds.report(FindId(1), Report::Matched(ElementReport::default()), 0);
        let effects = pass(&mut finds, &[(&[&one], VALUE)]);
        assert!(matches!(
            &effects[..],
            [Effect::Release { find: FindId(1) }, Effect::Find { find: FindId(2), .. }]
        ));
        assert_eq!(finds.sight(&[&one], Detail::default(), 0), Sight::Unseen);
        finds.report(FindId(1), Report::Matched(ElementReport::default()), 0);
        assert_eq!(finds.sight(&[&one], Detail::default(), 0), Sight::Unseen, "a stale report is dropped");
        finds.report(FindId(2), Report::Matched(ElementReport::default()), 0);
        assert_eq!(finds.sight(&[&one], VALUE, 0), Sight::Found(&ElementReport::default()));
        let text = Detail { value: false, text: true };
        assert_eq!(finds.sight(&[&one], text, 0), Sight::Unseen, "nobody has asked for its text");
    }

    #[test]
    fn a_vanished_element_counts_as_gone_only_after_a_while() {
        let one = target(1);
        let mut finds = Finds::default();
        pass(&mut finds, &[(&[&one], Detail::default())]);
        finds.report(FindId(1), Report::Missing(MissingReason::Absent), 1_000);
        assert_eq!(finds.sight(&[&one], Detail::default(), 1_299), Sight::Unseen);
        assert_eq!(finds.next_change_ms(1_000), Some(1_300));
        assert_eq!(finds.sight(&[&one], Detail::default(), 1_300), Sight::Missing(MissingReason::Absent));
        let found = ElementReport { label: "Print".to_owned(), ..ElementReport::default() };
        finds.report(FindId(1), Report::Matched(found.clone()), 2_000);
        finds.report(FindId(1), Report::Missing(MissingReason::Absent), 2_100);
        assert_eq!(finds.sight(&[&one], Detail::default(), 2_399), Sight::Found(&found));
        finds.report(FindId(1), Report::Missing(MissingReason::Unsure), 2_350);
        assert_eq!(finds.sight(&[&one], Detail::default(), 2_400), Sight::Missing(MissingReason::Unsure));
        assert_eq!(finds.next_change_ms(2_400), None);
    }
}
