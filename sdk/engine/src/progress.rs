//! How long a guide is from each of its steps: shortest, longest and likely number of cards until it ends solved.
//!
//! Invariant: whoever tells a length keeps to it as long as it is possible (see [`told`]), so that "2 of 5" does not jump.

use lotse_model::basic::StepId;
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
    of: Vec<Option<Length>>,
}

impl Lengths {
    /// Walks the graph once.
    pub fn new(guide: &Guide) -> Self {
        let next: Vec<Vec<usize>> = guide.steps.iter().map(|step| successors(guide, step)).collect();
        let mut walk = Walk {
            guide,
            next,
            state: vec![State::New; guide.steps.len()],
            is_goal: |end| end == Outcome::Solved,
        };
        walk.everything();
        let solved = core::mem::take(&mut walk.state);
        // Steps from which no way leads to a solution are counted to any end.
        walk.state = vec![State::New; guide.steps.len()];
        walk.is_goal = |_| true;
        walk.everything();
        let of =
            solved.iter().zip(&walk.state).map(|(solved, any)| solved.length().or(any.length())).collect();
        Lengths { of }
    }

    /// From this step on.
    pub fn from(&self, guide: &Guide, step: &StepId) -> Length {
        let index = guide.steps.iter().position(|known| known.id() == step);
        index.and_then(|index| self.of.get(index).copied().flatten()).unwrap_or_default()
    }
}

/// The ids of the steps that can follow.
pub(crate) fn following(step: &Step) -> Vec<&StepId> {
    match step {
        Step::Instruct(step) => vec![&step.next],
        Step::Question(step) => step.answers.iter().map(|answer| &answer.next).collect(),
        Step::Check(step) => {
            [&step.if_true, &step.if_false].into_iter().chain(step.if_unknown.as_ref()).collect()
        }
        Step::SubGuide(step) => {
            [&step.solved, &step.stopped].into_iter().chain(step.escalated.as_ref()).collect()
        }
        Step::End(_) => Vec::new(),
    }
}

fn successors(guide: &Guide, step: &Step) -> Vec<usize> {
    let place = |id: &&StepId| guide.steps.iter().position(|step| step.id() == *id);
    following(step).iter().filter_map(place).collect()
}

#[derive(Clone, Copy)]
enum State {
    New,
    /// On the way from the beginning to here; going there again would be a loop.
    Under,
    Known(Option<Length>),
}

impl State {
    fn length(self) -> Option<Length> {
        if let State::Known(length) = self { length } else { None }
    }
}

struct Walk<'a> {
    guide: &'a Guide,
    next: Vec<Vec<usize>>,
    state: Vec<State>,
    is_goal: fn(Outcome) -> bool,
}

impl Walk<'_> {
    fn everything(&mut self) {
        let count = self.guide.steps.len();
        (0..count).for_each(|index| _ = self.from(index));
        // Steps whose only way leads back have no length yet: they take that of where they lead.
        for _ in 0..count {
            let mut has_changed = false;
            for index in 0..count {
                if matches!(self.state.get(index), Some(State::Known(None))) {
                    let next = self.next.get(index).cloned().unwrap_or_default();
                    let ahead: Vec<Length> =
                        next.into_iter().filter_map(|next| self.state.get(next)?.length()).collect();
                    let length = self.joined(index, &ahead);
                    has_changed |= length.is_some();
                    self.set(index, State::Known(length));
                }
            }
            if !has_changed {
                return;
            }
        }
    }

    /// The length of a step with these lengths ahead of it.
    fn joined(&self, index: usize, ahead: &[Length]) -> Option<Length> {
        let cost = match self.guide.steps.get(index)? {
            Step::Instruct(_) | Step::Question(_) | Step::SubGuide(_) => 1,
            Step::Check(_) | Step::End(_) => 0,
        };
        let count = u32::try_from(ahead.len()).ok().filter(|count| *count > 0)?;
        let sum = ahead.iter().map(|length| length.likely).fold(0, u32::saturating_add);
        Some(Length {
            shortest: cost + ahead.iter().map(|length| length.shortest).min()?,
            likely: cost + (sum + count / 2) / count,
            longest: cost + ahead.iter().map(|length| length.longest).max()?,
        })
    }

    /// Depth first; steps that lead back are left out, the rest of a loop counts once.
    fn from(&mut self, index: usize) -> Option<Length> {
        match self.state.get(index)? {
            State::Known(length) => return *length,
            State::Under => return None,
            State::New => {}
        }
        self.set(index, State::Under);
        let ahead: Vec<Length> = match self.guide.steps.get(index)? {
            Step::End(end) if (self.is_goal)(end.outcome) => vec![Length::default()],
            _ => {
                let next = self.next.get(index).cloned().unwrap_or_default();
                next.into_iter().filter_map(|next| self.from(next)).collect()
            }
        };
        let length = self.joined(index, &ahead);
        self.set(index, State::Known(length));
        length
    }

    fn set(&mut self, index: usize, state: State) {
        if let Some(slot) = self.state.get_mut(index) {
            *slot = state;
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
