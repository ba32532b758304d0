//! How long a guide is from each of its steps: shortest, longest and likely number of cards until it ends solved.
//!
//! Invariant: whoever tells a length keeps to it as long as it is possible (see [`told`]), so that "2 of 5" does not jump.

use lotse_model::basic::StepId;
use lotse_model::gather::Gather as _;
use lotse_model::guide::Guide;
use lotse_model::step::{Outcome, Step};

/// Number of cards from a step on, itself included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Length {
    pub shortest: u32,
    pub likely: u32,
    pub longest: u32,
}

impl Length {
    /// Both, one after the other.
    pub fn then(self, more: Length) -> Length {
        Length {
            shortest: self.shortest.saturating_add(more.shortest),
            likely: self.likely.saturating_add(more.likely),
            longest: self.longest.saturating_add(more.longest),
        }
    }
}

/// The total to tell: the one told before while that is still possible, else the nearest possible one.
pub(crate) fn told(before: Option<u32>, passed: u32, ahead: Length) -> u32 {
    let total = before.unwrap_or(passed.saturating_add(ahead.likely));
    let least = passed.saturating_add(ahead.shortest.max(1));
    total.clamp(least, passed.saturating_add(ahead.longest).max(least))
}

/// Lengths of a guide, in the order of its steps.
#[derive(Debug, Default)]
pub(crate) struct Lengths {
    of: Vec<Length>,
}

impl Lengths {
    /// Measures the ways to a solution; from steps that lead to none, the ways to any end.
    pub fn new(guide: &Guide) -> Self {
        let next: Vec<Vec<usize>> = guide.steps.iter().map(|step| places_after(guide, step)).gather();
        let mut of = shortest(guide, &next, |end| end == Outcome::Solved);
        for (slot, to_any) in of.iter_mut().zip(shortest(guide, &next, |_| true)) {
            *slot = slot.or(to_any);
        }
        lengthen(guide, &next, &mut of);
        Lengths { of: of.into_iter().map(Option::unwrap_or_default).gather() }
    }

    /// From this step on.
    pub fn from(&self, guide: &Guide, step: &StepId) -> Length {
        let index = guide.steps.iter().position(|known| known.id() == step);
        index.and_then(|index| self.of.get(index).copied()).unwrap_or_default()
    }
}

/// The ids of the steps that can follow.
pub(crate) fn following(step: &Step) -> Vec<&StepId> {
    match step {
        Step::Instruct(step) => vec![&step.next],
        Step::Question(step) => step.answers.iter().map(|answer| &answer.next).gather(),
        Step::Check(step) => {
            [&step.if_true, &step.if_false].into_iter().chain(step.if_unknown.as_ref()).gather()
        }
        Step::SubGuide(step) => {
            [&step.solved, &step.stopped].into_iter().chain(step.escalated.as_ref()).gather()
        }
        Step::End(_) => Vec::new(),
    }
}

fn places_after(guide: &Guide, step: &Step) -> Vec<usize> {
    let place = |id: &&StepId| guide.steps.iter().position(|step| step.id() == *id);
    following(step).iter().filter_map(place).gather()
}

/// How many cards a step has.
fn cost(step: &Step) -> u32 {
    match step {
        Step::Instruct(_) | Step::Question(_) | Step::SubGuide(_) => 1,
        Step::Check(_) | Step::End(_) => 0,
    }
}

/// The shortest ways to an end, step by step until nothing changes (Bellman and Ford).
fn shortest(guide: &Guide, next: &[Vec<usize>], is_goal: fn(Outcome) -> bool) -> Vec<Option<Length>> {
    let is_goal = |step: &Step| matches!(step, Step::End(end) if is_goal(end.outcome));
    let mut of: Vec<Option<Length>> =
        guide.steps.iter().map(|step| is_goal(step).then(Length::default)).gather();
    loop {
        let mut has_changed = false;
        for (index, (step, next)) in guide.steps.iter().zip(next).enumerate() {
            let ahead =
                next.iter().filter_map(|next| of.get(*next).copied().flatten()).map(|ahead| ahead.shortest);
            let Some(shortest) = ahead.min().map(|ahead| ahead + cost(step)) else { continue };
            if let Some(slot) = of.get_mut(index)
                && slot.is_none_or(|known| shortest < known.shortest)
            {
                *slot = Some(Length { shortest, likely: shortest, longest: shortest });
                has_changed = true;
            }
        }
        if !has_changed {
            return of;
        }
    }
}

/// The longest ways that lead down the list of steps, and the likely ones half-way between. Ways back count once.
fn lengthen(guide: &Guide, next: &[Vec<usize>], of: &mut [Option<Length>]) {
    for (index, (step, next)) in guide.steps.iter().zip(next).enumerate().rev() {
        let later = next.iter().filter(|next| **next > index);
        let ahead = later.filter_map(|next| of.get(*next).copied().flatten()).map(|ahead| ahead.longest);
        let longest = ahead.max().map(|ahead| ahead + cost(step));
        if let (Some(Some(length)), Some(longest)) = (of.get_mut(index), longest) {
            length.longest = longest.max(length.shortest);
            length.likely = (length.shortest + length.longest).div_ceil(2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lotse_model::json::parse;
    use lotse_model::wire::{Reader, Wire};

    fn guide(steps: &str) -> Guide {
        let text = format!(r#"{{"id":"g","title":"t","start":"a","steps":[{steps}]}}"#);
        Guide::take(&parse(&text).unwrap(), &mut Reader::default()).unwrap()
    }

    fn instruct(id: &str, next: &str) -> String {
        format!(r#"{{"kind":"instruct","id":"{id}","next":"{next}"}},"#)
    }

    fn end(id: &str, outcome: &str) -> String {
        format!(r#"{{"kind":"end","id":"{id}","outcome":"{outcome}"}}"#)
    }

    fn question(id: &str, next: &[&str]) -> String {
        let answers: Vec<String> =
            next.iter().map(|next| format!(r#"{{"id":"to-{next}","label":"l","next":"{next}"}}"#)).collect();
        format!(r#"{{"kind":"question","id":"{id}","answers":[{}]}},"#, answers.join(","))
    }

    fn from(guide: &Guide, step: &str) -> (u32, u32, u32) {
        let length = Lengths::new(guide).from(guide, &StepId::new(step).unwrap());
        (length.shortest, length.likely, length.longest)
    }

    #[test]
    fn a_straight_guide_has_one_length() {
        let guide = guide(&[instruct("a", "b"), instruct("b", "z"), end("z", "solved")].concat());
        assert_eq!(
            (from(&guide, "a"), from(&guide, "b"), from(&guide, "z")),
            ((2, 2, 2), (1, 1, 1), (0, 0, 0))
        );
    }

    #[test]
    fn branches_that_do_not_solve_do_not_count() {
        let steps = [
            question("a", &["b", "d", "x"]),
            instruct("b", "c"),
            instruct("c", "d"),
            instruct("d", "z"),
            end("z", "solved") + ",",
            end("x", "stopped"),
        ];
        let guide = guide(&steps.concat());
        assert_eq!(from(&guide, "a"), (2, 3, 4));
        assert_eq!(from(&guide, "x"), (0, 0, 0));
    }

    #[test]
    fn loops_count_once() {
        let steps = [instruct("a", "b"), question("b", &["a", "z"]), end("z", "solved")];
        assert_eq!(from(&guide(&steps.concat()), "a"), (2, 2, 2));
        let steps =
            [instruct("a", "b"), question("b", &["c", "z"]), instruct("c", "a"), end("z", "solved")].concat();
        assert_eq!(from(&guide(&steps), "c"), (3, 3, 3), "a way back is a way");
    }

    #[test]
    fn what_was_told_stays_while_it_is_possible() {
        let ahead = |shortest, likely, longest| Length { shortest, likely, longest };
        assert_eq!(told(None, 0, ahead(2, 5, 9)), 5);
        assert_eq!(told(Some(5), 1, ahead(1, 8, 8)), 5);
        assert_eq!(told(Some(5), 1, ahead(6, 7, 8)), 7);
        assert_eq!(told(Some(5), 1, ahead(1, 1, 1)), 2);
        assert_eq!(told(Some(5), 7, ahead(0, 0, 0)), 8);
    }
}
