//! Cases led through a diagnosis: the typical one, told step by step, and many, for the mean.

use std::cell::Cell;
use std::collections::BTreeMap;

use lotse_help::diagnosis::{Diagnosis, Finding, Model, Move};
use lotse_help::simulation::{Case, Random, draw_of};
use lotse_help::words;
use lotse_model::basic::AnswerId;
use lotse_model::problem::Problem;

/// Most moves that are told. A diagnosis ends sooner.
const MAX_MOVES: usize = 100;
/// Cases for the mean of one cause.
const CASES: usize = 60;
/// Where chance begins: the same problem is always said to cost the same.
const SEED: u64 = 2_026;

/// What causes, probes and fixes are called, in the order of the problem.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub causes: Vec<String>,
    pub probes: Vec<String>,
    /// Of each probe; absent where only yes and no can come out.
    pub outcomes: Vec<Vec<Option<String>>>,
    pub fixes: Vec<String>,
}

/// What happens in a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// A check ran silently: what, and what came out.
    Checked(String, String),
    /// The user was asked: what, the answer, why, and the seconds until then.
    Asked(String, String, String, f64),
    /// A fix was tried.
    Tried { fix: String, is_solved: bool, why: String, at_s: f64 },
    /// A person takes over: why, and the seconds until solved.
    Person(String, f64),
}

/// What cases of one cause come to, on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    pub minutes: f64,
    pub asked: f64,
    /// The part that a person has to solve.
    pub by_person: f64,
}

/// The case in which the likeliest comes out everywhere.
pub fn typical(
    problem: &Problem,
    diagnosis: &Diagnosis,
    cause: usize,
    names: &Names,
    language: &str,
) -> Vec<Told> {
    let model = diagnosis.model();
    let case = likeliest(model, cause);
    let mut diagnosis = diagnosis.clone();
    let mut told = Vec::new();
    let mut at_s = 0.0;
    let name = |list: &[String], place: usize| list.get(place).cloned().unwrap_or_default();
    let reason = |reason| words::reason(reason, language, &|place| names.causes.get(place).cloned());
    for _ in 0..MAX_MOVES {
        match diagnosis.next() {
            Move::Check(probes) => {
                for probe in probes {
                    let outcome = look(problem, &mut diagnosis, &case, probe, (names, language));
                    told.push(Told::Checked(name(&names.probes, probe), outcome));
                }
            }
            Move::Ask(probe, why) => {
                at_s += model.probes.get(probe).map_or(0.0, |probe| probe.cost_s);
                let outcome = look(problem, &mut diagnosis, &case, probe, (names, language));
                told.push(Told::Asked(name(&names.probes, probe), outcome, reason(why), at_s));
            }
            Move::Try(fix, why) => {
                at_s += model.fixes.get(fix).map_or(0.0, |fix| fix.cost_s);
                let is_solved = case.mends.get(fix) == Some(&true);
                told.push(Told::Tried { fix: name(&names.fixes, fix), is_solved, why: reason(why), at_s });
                let Some(fix) = problem.fixes.get(fix).filter(|_| !is_solved) else { return told };
                diagnosis.note(Finding::NotSolved { fix: fix.id.clone() });
            }
            Move::Person(why) => {
                told.push(Told::Person(reason(why), at_s + model.person_s));
                return told;
            }
        }
    }
    told
}

fn likeliest(model: &Model, cause: usize) -> Case {
    let at = |masses: &[f64]| masses.get(cause).copied().unwrap_or(0.0);
    let outcome = |probe: &lotse_help::diagnosis::ProbeNumbers| {
        let shares = probe.likely.iter().map(|row| at(row)).enumerate();
        shares.max_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(place, _)| place)
    };
    Case {
        cause,
        outcomes: model.probes.iter().map(outcome).collect(),
        mends: model.fixes.iter().map(|fix| at(&fix.mends) >= 0.5).collect(),
        order: Vec::new(),
    }
}

/// Does a probe as the case has it, and says what came out.
fn look(
    problem: &Problem,
    diagnosis: &mut Diagnosis,
    case: &Case,
    index: usize,
    (names, language): (&Names, &str),
) -> String {
    let Some(probe) = problem.probes.get(index) else { return String::new() };
    let place = case.outcomes.get(index).copied().flatten();
    let own = place.and_then(|place| Some(probe.outcomes.get(place)?.id.clone()));
    let word = place.and_then(|place| AnswerId::new(["yes", "no"].get(place)?));
    let outcome = if probe.outcomes.is_empty() { word } else { own };
    let label = names.outcomes.get(index).zip(place).and_then(|(labels, place)| labels.get(place)?.clone());
    let said = match (&outcome, language) {
        (Some(_), _) if label.is_some() => label.unwrap_or_default(),
        (None, _) => words::unsure(language).to_owned(),
        (Some(id), "de") if probe.outcomes.is_empty() => {
            if id.as_str() == "yes" {
                "ja".to_owned()
            } else {
                "nein".to_owned()
            }
        }
        (Some(id), _) => id.as_str().replace('-', " "),
    };
    diagnosis.note(Finding::Probe { probe: probe.id.clone(), outcome });
    said
}

/// The mean of many cases of one cause. What was decided for equal findings is not decided again; before each decision there is a
/// pause. Nothing when it is over before.
pub async fn mean<P: Future<Output = ()>>(
    problem: &Problem,
    diagnosis: &Diagnosis,
    cause: usize,
    is_over: &Cell<bool>,
    pause: impl Fn() -> P,
) -> Option<Mean> {
    let names = Names::default();
    let mut random = Random::new(SEED);
    let mut decided: BTreeMap<String, Move> = BTreeMap::new();
    let mut sum = Mean { minutes: 0.0, asked: 0.0, by_person: 0.0 };
    for _ in 0..CASES {
        let case = draw_of(diagnosis.model(), cause, &mut random);
        let mut diagnosis = diagnosis.clone();
        let mut seconds = 0.0;
        for _ in 0..MAX_MOVES {
            let mut found: Vec<String> = diagnosis.findings().iter().map(|one| format!("{one:?}")).collect();
            found.sort();
            let key = found.join("|");
            let next = match decided.get(&key) {
                Some(next) => next.clone(),
                None => {
                    pause().await;
                    if is_over.get() {
                        return None;
                    }
                    decided.entry(key).or_insert(diagnosis.next()).clone()
                }
            };
            match next {
                Move::Check(probes) => probes.into_iter().for_each(|probe| {
                    look(problem, &mut diagnosis, &case, probe, (&names, "en"));
                }),
                Move::Ask(probe, _) => {
                    sum.asked += 1.0;
                    seconds += diagnosis.model().probes.get(probe).map_or(0.0, |probe| probe.cost_s);
                    look(problem, &mut diagnosis, &case, probe, (&names, "en"));
                }
                Move::Try(fix, _) => {
                    seconds += diagnosis.model().fixes.get(fix).map_or(0.0, |fix| fix.cost_s);
                    let is_solved = case.mends.get(fix) == Some(&true);
                    let Some(fix) = problem.fixes.get(fix).filter(|_| !is_solved) else { break };
                    diagnosis.note(Finding::NotSolved { fix: fix.id.clone() });
                }
                Move::Person(_) => {
                    seconds += diagnosis.model().person_s;
                    sum.by_person += 1.0;
                    break;
                }
            }
        }
        sum.minutes += seconds / 60.0;
    }
    let part = |sum: f64| sum / CASES as f64;
    Some(Mean { minutes: part(sum.minutes), asked: part(sum.asked), by_person: part(sum.by_person) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lotse_model::problem::ProblemSource;

    fn printer() -> Problem {
        let text = include_str!("../../../../../examples/kontor/problems/nothing-printed.problem.json");
        lotse_model::wire::read::<ProblemSource>(text).unwrap().problem
    }

    #[test]
    fn every_cause_has_a_case_that_ends_and_says_why() {
        let problem = printer();
        let diagnosis = Diagnosis::new(&problem, &[]);
        let names = Names { causes: vec!["A cause".to_owned(); problem.causes.len()], ..Names::default() };
        for cause in 0..=problem.causes.len() {
            let told = typical(&problem, &diagnosis, cause, &names, "en");
            match told.last() {
                Some(Told::Tried { is_solved: true, why, at_s, .. }) => {
                    assert!(!why.is_empty() && *at_s > 0.0)
                }
                Some(Told::Person(why, at_s)) => assert!(!why.is_empty() && *at_s > 0.0),
                other => panic!("{cause}: {other:?}"),
            }
        }
    }

    #[test]
    fn the_mean_is_that_of_the_simulation() {
        let problem = printer();
        let diagnosis = Diagnosis::new(&problem, &[]);
        let over = Cell::new(false);
        let mut future = Box::pin(mean(&problem, &diagnosis, 2, &over, || core::future::ready(())));
        let mut context = core::task::Context::from_waker(core::task::Waker::noop());
        let core::task::Poll::Ready(Some(found)) = future.as_mut().poll(&mut context) else {
            panic!("not ready")
        };
        let mut random = Random::new(SEED);
        let costs = (0..CASES).map(|_| {
            let case = draw_of(diagnosis.model(), 2, &mut random);
            lotse_help::simulation::run(&problem, &diagnosis, &case, &mut |it| it.next()).cost_s / 60.0
        });
        let expected = costs.sum::<f64>() / CASES as f64;
        assert!((found.minutes - expected).abs() < 1e-9, "{} {expected}", found.minutes);
    }
}
