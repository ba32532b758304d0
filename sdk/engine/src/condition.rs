//! Conditions are tested here: purely, three-valued, with a note of every element that mattered.
//!
//! Whatever cannot be known is unknown: elements that no search has reported, facts that nobody has told, conditions of a
//! later version. What an element would change when the rest is decided already is not looked for.

mod date;
mod element;
mod explain;
mod scalar;

use lotse_model::basic::{AnswerId, GuideId, StepId};
use lotse_model::condition::{Condition, ElementState, Test};
use lotse_model::record::Verdict;
use lotse_model::target::Target;
use lotse_model::url::Pattern;

use crate::facts::is_form_of;
use crate::finds::Detail;
use crate::world::World;

pub(crate) use date::local_day;
pub(crate) use element::{detail_of, state_of};
pub(crate) use explain::{explain, missing_word};
pub(crate) use scalar::passes;

/// An answer that was given in a session.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Given {
    pub guide: GuideId,
    pub step: StepId,
    pub answer: AnswerId,
}

/// Where a condition stands.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    /// The guide that it belongs to.
    pub guide: &'a GuideId,
    /// Answers given so far.
    pub answers: &'a [Given],
    /// Language in which Lotse speaks.
    pub language: &'a str,
}

/// An element that a condition has looked at.
pub(crate) type Look<'a> = (&'a Target, Detail);

/// Tests a condition. Elements that matter are added to `looks`.
pub(crate) fn test<'a>(
    condition: &'a Condition,
    scope: Scope<'_>,
    world: &World,
    looks: &mut Vec<Look<'a>>,
) -> Verdict {
    let Condition::Known(test_of) = condition else { return Verdict::Unknown };
    match &**test_of {
        Test::All { of } => fold(of, Verdict::False, scope, world, looks),
        Test::Any { of } => fold(of, Verdict::True, scope, world, looks),
        Test::Not { of } => opposite(test(of, scope, world, looks)),
        Test::Element { target, state } => element(target, state, world, looks),
        plain => self::plain(plain, scope, world),
    }
}

/// Tests a condition and keeps the searches that it needs open.
pub(crate) fn holds(condition: &Condition, scope: Scope<'_>, world: &mut World) -> Verdict {
    let mut looks = Vec::new();
    let verdict = test(condition, scope, world, &mut looks);
    for (target, detail) in looks {
        world.finds.wish(&[target], detail);
    }
    verdict
}

/// Kleene's conjunction or disjunction: one part that is `decisive` decides. Parts without elements are tested first, so
/// that nothing is searched for in vain.
fn fold<'a>(
    parts: &'a [Condition],
    decisive: Verdict,
    scope: Scope<'_>,
    world: &World,
    looks: &mut Vec<Look<'a>>,
) -> Verdict {
    let mut is_unknown = false;
    for looks_at_elements in [false, true] {
        for part in parts.iter().filter(|part| has_elements(part) == looks_at_elements) {
            match test(part, scope, world, looks) {
                Verdict::Unknown => is_unknown = true,
                verdict if verdict == decisive => return decisive,
                _ => {}
            }
        }
    }
    if is_unknown { Verdict::Unknown } else { opposite(decisive) }
}

fn has_elements(condition: &Condition) -> bool {
    let Condition::Known(test) = condition else { return false };
    match &**test {
        Test::Element { .. } => true,
        Test::All { of } | Test::Any { of } => of.iter().any(has_elements),
        Test::Not { of } => has_elements(of),
        _ => false,
    }
}

fn opposite(verdict: Verdict) -> Verdict {
    match verdict {
        Verdict::True => Verdict::False,
        Verdict::False => Verdict::True,
        Verdict::Unknown => Verdict::Unknown,
    }
}

fn element<'a>(
    target: &'a Target,
    state: &'a ElementState,
    world: &World,
    looks: &mut Vec<Look<'a>>,
) -> Verdict {
    let detail = detail_of(state);
    looks.push((target, detail));
    state_of(state, world.finds.sight(&[target], detail, world.now.monotonic_ms))
}

/// Tests that need no element.
fn plain(test: &Test, scope: Scope<'_>, world: &World) -> Verdict {
    let facts = &world.facts;
    match test {
        Test::Url { is } => known(fits_any(is, world)),
        Test::Attribute { name, test } => match facts.attributes.iter().find(|(known, _)| known == name) {
            Some((_, value)) => passes(test, value),
            None if facts.is_identified => known(test.evaluate(None)),
            None => Verdict::Unknown,
        },
        Test::Platform { is } => match facts.platform {
            Some(platform) => known(is.contains(&platform)),
            None => Verdict::Unknown,
        },
        Test::Language { is } if !scope.language.is_empty() => {
            known(is.iter().any(|range| is_form_of(scope.language, range)))
        }
        Test::Guide { guide, history } if world.history.is_known => {
            known(world.history.fits(guide.as_ref().unwrap_or(scope.guide), *history))
        }
        Test::Date { from, until } => {
            let today = local_day(world.now);
            let is_begun = from.as_ref().is_none_or(|from| *from <= today);
            known(is_begun && until.as_ref().is_none_or(|until| today <= *until))
        }
        Test::HostEvent { name } => known(facts.has_seen(name)),
        Test::Answer { step, is } => {
            let given =
                scope.answers.iter().rfind(|given| given.step == *step && given.guide == *scope.guide);
            known(given.is_some_and(|given| is.contains(&given.answer)))
        }
        _ => Verdict::Unknown,
    }
}

/// Whether the page's address fits one of these patterns. One that cannot be read fits nothing.
pub(crate) fn fits_any(patterns: &[String], world: &World) -> bool {
    let address = &world.facts.address;
    patterns.iter().any(|pattern| Pattern::new(pattern).is_ok_and(|pattern| pattern.fits(address)))
}

/// A verdict out of what is certain.
pub(crate) fn known(holds: bool) -> Verdict {
    if holds { Verdict::True } else { Verdict::False }
}

#[cfg(test)]
mod tests;
