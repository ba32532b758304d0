//! Finding the likeliest cause with the fewest questions.
//!
//! Entry point: [`Diagnosis`]. It holds what has come out so far and says what to do next, why, and what is believed. Everything
//! is worked out anew from the findings, so that going back, changing an answer and taking up a stored case are the same
//! thing, and the order in which findings came does not matter.
//!
//! Invariants: no probe and no fix comes twice, so a diagnosis ends after at most as many moves as the problem has probes and
//! fixes, and questions after [`MAX_QUESTIONS`]; "I don't know" is always an answer; there is always a next move.

mod explain;
mod model;
mod plan;
mod tree;

#[cfg(test)]
mod tests;

use lotse_model::basic::{AnswerId, FixId, ProbeId};
use lotse_model::gather::{Gather as _, keep};
use lotse_model::problem::{MAX_FIXES, MAX_PROBES, Problem, TreeNode};

pub use explain::{Belief, Doubt, Reason, belief};
pub use model::{
    FixNumbers, LEAST_REST, LEAST_SHARE, Masses, Model, ProbeNumbers, mended, times, unmended, weight,
};
pub use plan::{Act, MAX_EXACT_STATES, MAX_LOOKS, MAX_STATES, Reach, State, best, chain, known_costs};

/// Most questions and tests that a user is asked for one problem; automatic checks are not counted.
pub const MAX_QUESTIONS: usize = 12;

/// What has come out so far: kept on the device, and handed to the person who takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A probe was done.
    Probe {
        /// Which.
        probe: ProbeId,
        /// What came out; nothing when nobody can say.
        outcome: Option<AnswerId>,
    },
    /// A fix was tried and did not solve it.
    NotSolved {
        /// Which.
        fix: FixId,
    },
    /// A fix cannot be had here: its guide is not available on this page, in this language, for this user.
    Unavailable {
        /// Which.
        fix: FixId,
    },
}

/// What to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// Run these automatic checks, silently and all at once. Places in the problem's list.
    Check(Vec<usize>),
    /// Ask this, or have it tried.
    Ask(usize, Reason),
    /// Offer this fix.
    Try(usize, Reason),
    /// Hand over to a person.
    Person(Reason),
}

/// A problem being diagnosed.
#[derive(Clone, Debug)]
pub struct Diagnosis {
    model: Model,
    tree: Vec<TreeNode>,
    ids: Vec<(ProbeId, Vec<AnswerId>)>,
    fixes: Vec<FixId>,
    findings: Vec<Finding>,
    reach: Reach,
}

impl Diagnosis {
    /// Begins, or goes on with what had been found out before. What a newer version of the problem no longer knows is left
    /// out.
    #[must_use]
    pub fn new(problem: &Problem, findings: &[Finding]) -> Self {
        let outcomes = |probe: &lotse_model::problem::Probe| {
            if probe.outcomes.is_empty() {
                ["yes", "no"].iter().filter_map(|word| AnswerId::new(word)).gather()
            } else {
                probe.outcomes.iter().map(|outcome| outcome.id.clone()).gather()
            }
        };
        let mut diagnosis = Diagnosis {
            model: Model::of(problem),
            tree: problem.tree.clone(),
            ids: problem
                .probes
                .iter()
                .take(MAX_PROBES)
                .map(|probe| (probe.id.clone(), outcomes(probe)))
                .gather(),
            fixes: problem.fixes.iter().take(MAX_FIXES).map(|fix| fix.id.clone()).gather(),
            findings: Vec::new(),
            reach: Reach::Fitting,
        };
        findings.iter().for_each(|finding| diagnosis.note(finding.clone()));
        diagnosis
    }

    /// The same with a look-ahead of so many steps, however small the problem is; to measure what that costs.
    #[must_use]
    pub fn with_reach(self, reach: Reach) -> Self {
        Diagnosis { reach, ..self }
    }

    /// The problem as numbers.
    #[must_use]
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// What has come out, in the order in which it came.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Notes what has come out. A probe or fix that was noted before is noted anew, in its old place.
    pub fn note(&mut self, finding: Finding) {
        if self.place(&finding).is_none() {
            return;
        }
        let same = self.findings.iter_mut().find(|known| subject(known) == subject(&finding));
        match same {
            Some(known) => *known = finding,
            None => self.findings.push(finding),
        }
    }

    /// Whether the user has done anything that can be taken back.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        self.findings.iter().any(|finding| !self.is_automatic(finding))
    }

    /// Takes back what the user did last, with the automatic checks that ran since; `false` when there is nothing.
    pub fn back(&mut self) -> bool {
        let last = self.findings.iter().rposition(|finding| !self.is_automatic(finding));
        if let Some(last) = last {
            self.findings.truncate(last);
        }
        last.is_some()
    }

    /// Takes back one finding, wherever it stands; the rest stays. For answers that turn out to be mistaken.
    pub fn forget(&mut self, finding: &Finding) {
        keep(&mut self.findings, |known| subject(known) != subject(finding));
    }

    /// What to do next. Always something.
    #[must_use]
    pub fn next(&self) -> Move {
        let state = self.state();
        match tree::position(self) {
            Some(tree::Position::Run(probe)) => return Move::Check(vec![probe]),
            Some(tree::Position::Ask(probe)) => return Move::Ask(probe, Reason::Drawn),
            Some(tree::Position::Try(fix)) => return Move::Try(fix, Reason::Drawn),
            Some(tree::Position::Person) => return Move::Person(Reason::Drawn),
            Some(tree::Position::Diagnose) | None => {}
        }
        let checks: Vec<usize> = plan::of(state.probes, &self.model.probes)
            .filter(|(_, probe)| probe.is_automatic)
            .map(|(index, _)| index)
            .gather();
        if !checks.is_empty() {
            return Move::Check(checks);
        }
        let asked =
            self.findings.iter().filter(|it| matches!(it, Finding::Probe { .. }) && !self.is_automatic(it));
        let probes = if asked.count() >= MAX_QUESTIONS { 0 } else { state.probes };
        let state = State { probes, ..state };
        match plan::best(&self.model, &state, self.reach).0 {
            Act::Probe(probe) => Move::Ask(probe, explain::probe(&self.model, &state.masses, probe)),
            Act::Fix(fix) => Move::Try(fix, explain::fix(&self.model, &state.masses, fix)),
            Act::Person => Move::Person(explain::person(&self.model, &state)),
        }
    }

    /// What to expect from here, in seconds of the user's time, with a person at the end where one is needed.
    #[must_use]
    pub fn expected_s(&self) -> f64 {
        plan::best(&self.model, &self.state(), self.reach).1
    }

    /// How likely each cause is, in the order of the problem; the last is "something else". Adds up to 1.
    #[must_use]
    pub fn shares(&self) -> Vec<f64> {
        let masses = self.state().masses;
        let whole = weight(&masses);
        masses.iter().take(self.model.causes).map(|mass| mass / whole).gather()
    }

    /// Two answers that hardly go together, when there are such.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        explain::doubt(&self.model, &self.observed())
    }

    /// The belief and what is left. Worked out in the order of the problem, so that the order of findings does not matter.
    #[must_use]
    pub fn state(&self) -> State {
        let mut state = State {
            masses: self.model.prior,
            probes: plan::all(self.ids.len()),
            fixes: plan::all(self.fixes.len()),
        };
        for (index, probe) in self.model.probes.iter().enumerate().take(self.ids.len()) {
            let Some(outcome) = self.outcome_of(index) else { continue };
            state.probes &= !(1 << index);
            if let Some(likely) = outcome.and_then(|outcome| probe.likely.get(outcome)) {
                state.masses = times(&state.masses, likely);
            }
        }
        for (index, fix) in self.model.fixes.iter().enumerate().take(self.fixes.len()) {
            let Some(was_tried) = self.tried(index) else { continue };
            state.fixes &= !(1 << index);
            if was_tried {
                state.masses = unmended(&state.masses, fix);
            }
        }
        state
    }

    /// What came out of the probes so far: place of the probe, place of the outcome.
    fn observed(&self) -> Vec<(usize, usize)> {
        (0..self.ids.len()).filter_map(|probe| Some((probe, self.outcome_of(probe)??))).gather()
    }

    /// Whether a probe was done, and what came out: nothing when nobody can say.
    fn outcome_of(&self, probe: usize) -> Option<Option<usize>> {
        let (wanted, outcomes) = self.ids.get(probe)?;
        self.findings.iter().find_map(|finding| match finding {
            Finding::Probe { probe, outcome } if probe == wanted => {
                Some(outcome.as_ref().and_then(|outcome| outcomes.iter().position(|known| known == outcome)))
            }
            _ => None,
        })
    }

    /// Whether a fix is out of the question: tried without success (`true`) or not to be had (`false`).
    fn tried(&self, fix: usize) -> Option<bool> {
        let wanted = self.fixes.get(fix)?;
        self.findings.iter().find_map(|finding| match finding {
            Finding::NotSolved { fix } if fix == wanted => Some(true),
            Finding::Unavailable { fix } if fix == wanted => Some(false),
            _ => None,
        })
    }

    fn place(&self, finding: &Finding) -> Option<usize> {
        match finding {
            Finding::Probe { probe, .. } => self.ids.iter().position(|(known, _)| known == probe),
            Finding::NotSolved { fix } | Finding::Unavailable { fix } => {
                self.fixes.iter().position(|known| known == fix)
            }
        }
    }

    fn is_automatic(&self, finding: &Finding) -> bool {
        matches!(finding, Finding::Probe { .. })
            && self
                .place(finding)
                .and_then(|place| self.model.probes.get(place))
                .is_some_and(|probe| probe.is_automatic)
    }
}

/// What a finding is about: of each there is one at most.
fn subject(finding: &Finding) -> (bool, &str) {
    match finding {
        Finding::Probe { probe, .. } => (true, probe.as_str()),
        Finding::NotSolved { fix } | Finding::Unavailable { fix } => (false, fix.as_str()),
    }
}
