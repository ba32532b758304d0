//! Every state of a small problem: what the best policy costs, and what following a given one costs. Without bounds or short cuts,
//! and not sharing code with the plan that it judges.

use crate::diagnosis::{Act, Model, State};

/// The least expected cost that any policy has, in seconds. For small problems only: all states are gone through.
#[must_use]
pub fn least(model: &Model) -> f64 {
    let mut table = Table::new(model);
    table.least(0)
}

/// The expected cost of a policy that says what to do in each state, in seconds.
#[must_use]
pub fn followed(model: &Model, policy: &mut dyn FnMut(&State) -> Act) -> f64 {
    let mut table = Table::new(model);
    table.follow(0, policy)
}

/// Costs by the number of a state: in a mixed radix, what came out of each probe (0 for not done), whether each fix was tried.
struct Table<'a> {
    model: &'a Model,
    radix: Vec<usize>,
    costs: Vec<f64>,
}

impl<'a> Table<'a> {
    fn new(model: &'a Model) -> Self {
        let probes = model.probes.iter().map(|probe| probe.likely.len() + 2);
        let radix: Vec<usize> = probes.chain(model.fixes.iter().map(|_| 2)).collect();
        let size = radix.iter().product();
        Table { model, radix, costs: vec![-1.0; size] }
    }

    /// What is known in a state: digit by digit.
    fn digits(&self, mut number: usize) -> Vec<usize> {
        self.radix
            .iter()
            .map(|radix| {
                let digit = number % radix;
                number /= radix;
                digit
            })
            .collect()
    }

    fn step(&self, place: usize) -> usize {
        self.radix.iter().take(place).product()
    }

    /// Chances of the causes, adding up to 1, and what is open.
    fn state(&self, number: usize) -> State {
        let (mut probes, mut fixes) = (0, 0);
        let mut masses = self.model.prior;
        let digits = self.digits(number);
        for (index, (probe, digit)) in self.model.probes.iter().zip(&digits).enumerate() {
            probes |= u32::from(*digit == 0) << index;
            let likely = digit.checked_sub(1).and_then(|outcome| probe.likely.get(outcome));
            likely
                .into_iter()
                .for_each(|likely| masses.iter_mut().zip(likely).for_each(|(mass, part)| *mass *= part));
        }
        for (index, (fix, digit)) in
            self.model.fixes.iter().zip(digits.iter().skip(self.model.probes.len())).enumerate()
        {
            fixes |= u32::from(*digit == 0) << index;
            if *digit > 0 {
                masses.iter_mut().zip(&fix.mends).for_each(|(mass, mends)| *mass *= 1.0 - mends);
            }
        }
        let whole: f64 = masses.iter().sum();
        masses.iter_mut().for_each(|mass| *mass /= whole);
        State { masses, probes, fixes }
    }

    /// What can follow an act: chance and number of the next state, and the cost of the act itself.
    fn after(&self, state: &State, number: usize, act: Act) -> (f64, Vec<(f64, usize)>) {
        let model = self.model;
        let sum =
            |likely: &[f64]| state.masses.iter().zip(likely).map(|(mass, part)| mass * part).sum::<f64>();
        match act {
            Act::Person => (model.person_s, Vec::new()),
            Act::Fix(index) => model.fixes.get(index).map_or((0.0, Vec::new()), |fix| {
                let next = number + self.step(model.probes.len() + index);
                (fix.cost_s, vec![(1.0 - sum(&fix.mends), next)])
            }),
            Act::Probe(index) => model.probes.get(index).map_or((0.0, Vec::new()), |probe| {
                let step = self.step(index);
                let known = probe.likely.iter().enumerate();
                let mut next: Vec<(f64, usize)> = known
                    .map(|(outcome, likely)| {
                        ((1.0 - probe.unsure) * sum(likely), number + step * (outcome + 1))
                    })
                    .collect();
                next.push((probe.unsure, number + step * (probe.likely.len() + 1)));
                (probe.cost_s, next)
            }),
        }
    }

    fn least(&mut self, number: usize) -> f64 {
        if let Some(cost) = self.costs.get(number).copied().filter(|cost| *cost >= 0.0) {
            return cost;
        }
        let state = self.state(number);
        let probes =
            (0..self.model.probes.len()).filter(|index| state.probes & (1 << index) != 0).map(Act::Probe);
        let fixes = (0..self.model.fixes.len()).filter(|index| state.fixes & (1 << index) != 0).map(Act::Fix);
        let mut least = self.model.person_s;
        for act in probes.chain(fixes).collect::<Vec<_>>() {
            let (mut cost, next) = self.after(&state, number, act);
            for (chance, next) in next.into_iter().filter(|(chance, _)| *chance > 0.0) {
                cost += chance * self.least(next);
            }
            least = least.min(cost);
        }
        self.costs.iter_mut().skip(number).take(1).for_each(|slot| *slot = least);
        least
    }

    fn follow(&mut self, number: usize, policy: &mut dyn FnMut(&State) -> Act) -> f64 {
        if let Some(cost) = self.costs.get(number).copied().filter(|cost| *cost >= 0.0) {
            return cost;
        }
        let state = self.state(number);
        let (mut cost, next) = self.after(&state, number, policy(&state));
        for (chance, next) in next.into_iter().filter(|(chance, _)| *chance > 0.0) {
            cost += chance * self.follow(next, policy);
        }
        self.costs.iter_mut().skip(number).take(1).for_each(|slot| *slot = cost);
        cost
    }
}
