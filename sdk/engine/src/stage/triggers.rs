//! What may start or offer itself now: page, audience, trigger and frequency of every guide in the catalogue.
//!
//! Invariants: unknown counts as no; a trigger that has acted in this page acts again only after its condition has ceased to
//! hold in between; the first guide of the catalogue that may act does. The same judgement explains why a guide was not offered.

use lotse_model::gather::keep;
use std::rc::Rc;

use lotse_model::basic::GuideId;
use lotse_model::bundle::ShardEntry;
use lotse_model::guide::Offer;
use lotse_model::record::{StartedBy, Verdict};

use super::Stage;
use super::offering::Offering;
use super::starting::Starting;
use crate::condition::{Look, Scope, fits_any, test};
use crate::history::Rest;
use crate::world::World;

/// Triggers of one page.
#[derive(Debug, Default)]
pub(crate) struct Triggers {
    /// Guides whose trigger has acted and has not ceased to hold since.
    spent: Vec<GuideId>,
}

/// Whether a guide may act, part by part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Judgement {
    pub is_page: bool,
    pub rest: Option<Rest>,
    pub audience: Verdict,
    /// Absent when the guide has no trigger.
    pub trigger: Option<Verdict>,
}

/// Judges a guide. With `is_thorough`, parts are looked at even when an earlier one has decided.
pub(crate) fn judge<'a>(
    entry: &'a ShardEntry,
    is_thorough: bool,
    world: &World,
    looks: &mut Vec<Look<'a>>,
) -> Judgement {
    let language = world.facts.languages.first().map_or("", String::as_str);
    let scope = Scope { guide: &entry.id, answers: &[], language };
    let mut judgement = Judgement {
        is_page: entry.pages.is_empty() || fits_any(&entry.pages, world),
        rest: world.history.rest(&entry.id, &entry.frequency, world.now.wall_ms),
        audience: Verdict::Unknown,
        trigger: entry.trigger.as_ref().map(|_| Verdict::Unknown),
    };
    if !judgement.is_page && !is_thorough {
        return judgement;
    }
    judgement.audience =
        entry.audience.as_ref().map_or(Verdict::True, |audience| test(audience, scope, world, looks));
    if let Some(trigger) = &entry.trigger
        && (judgement.audience != Verdict::False || is_thorough)
    {
        judgement.trigger = Some(test(&trigger.when, scope, world, looks));
    }
    judgement
}

impl Triggers {
    /// A guide that may act now, if any.
    pub(super) fn find(&mut self, world: &mut World) -> Option<Stage> {
        if hindrance(world).is_some() {
            return None;
        }
        let catalogue = Rc::clone(&world.catalogue);
        for entry in catalogue.iter() {
            let Some(trigger) = &entry.trigger else { continue };
            if world.history.rest(&entry.id, &entry.frequency, world.now.wall_ms).is_some() {
                continue;
            }
            let judgement = self.look(entry, world);
            let is_due = judgement.is_page
                && judgement.audience == Verdict::True
                && judgement.trigger == Some(Verdict::True)
                && !self.is_spent(&entry.id);
            if is_due && trigger.offer != Offer::Start && world.facts.is_partial {
                // Nobody waits for an offer: how one is made and withdrawn is not among what a first card needs.
                world.complete();
                return None;
            }
            if is_due {
                let guide = entry.id.clone();
                world.note("triggered", &guide);
                return Some(match trigger.offer {
                    Offer::Start => {
                        self.spend(&guide);
                        Stage::Starting(Starting::new(guide, StartedBy::Trigger, None, world))
                    }
                    Offer::Ask | Offer::Beacon => Stage::Offering(Offering::new(guide, trigger.offer, world)),
                });
            }
        }
        None
    }

    /// Whether the reason to offer a guide is still there. What has become unknown is given the benefit of the doubt.
    pub(super) fn still_holds(&mut self, guide: &GuideId, world: &mut World) -> bool {
        let catalogue = Rc::clone(&world.catalogue);
        catalogue.iter().find(|entry| entry.id == *guide).is_some_and(|entry| {
            let judgement = self.look(entry, world);
            judgement.is_page
                && judgement.audience != Verdict::False
                && judgement.trigger.is_some_and(|trigger| trigger != Verdict::False)
        })
    }

    /// A trigger has acted.
    pub fn spend(&mut self, guide: &GuideId) {
        if !self.is_spent(guide) {
            self.spent.push(guide.clone());
        }
    }

    /// Whether a trigger has acted and its condition has not ceased to hold since.
    pub fn is_spent(&self, guide: &GuideId) -> bool {
        self.spent.contains(guide)
    }

    /// Judges a guide, keeps the searches for it open, and forgets that it has acted when its condition has ceased to hold.
    fn look(&mut self, entry: &ShardEntry, world: &mut World) -> Judgement {
        let mut looks = Vec::new();
        let judgement = judge(entry, false, world, &mut looks);
        for (target, detail) in looks {
            world.finds.wish(&[target], detail);
        }
        if !judgement.is_page || judgement.trigger == Some(Verdict::False) {
            keep(&mut self.spent, |spent| *spent != entry.id);
        }
        judgement
    }
}

/// What keeps every trigger from acting, whatever the guide.
pub(crate) fn hindrance(world: &World) -> Option<&'static str> {
    let facts = &world.facts;
    [
        (!facts.runs_triggers, "triggers_off"),
        (!world.history.is_known || !world.is_session_known, "not_loaded"),
        (!facts.is_visible, "tab_hidden"),
        (facts.is_overlay_lost, "overlay_lost"),
    ]
    .into_iter()
    .find_map(|(applies, why)| applies.then_some(why))
}
