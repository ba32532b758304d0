//! One user's case from the problem to its end: triage, diagnosis, verification, handing over. What may be done, at every point.
//!
//! Entry point: [`Case`]. Takes events in, says where it stands ([`Case::now`]) and what the user can do ([`Case::choices`]).
//! Invariants: there is always a choice; wherever the case is not over, one of them leads to a person; an event that does not fit
//! where the case stands changes nothing; what was learnt is kept through "not solved", going back and handing over.

use std::rc::Rc;

use lotse_model::desk::Desk;
use lotse_model::problem::Problem;

use crate::diagnosis::{Diagnosis, Finding, Move};
use crate::triage::{Triage, Way, questions, triage};

/// Where a case stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Now {
    /// This question of triage is asked.
    Triage(usize),
    /// It is a known outage; the place of the notice.
    Known(usize),
    /// These automatic checks run.
    Checking(Vec<usize>),
    /// Diagnosis asks, or offers a fix.
    Diagnosing(Move),
    /// The guide of this fix runs.
    Guiding(usize),
    /// This fix's guide has ended: is it solved? The app is asked first where it can tell.
    Verifying(usize),
    /// It is solved.
    Solved,
    /// A person takes over.
    Handing(Delivery),
}

/// How far handing over has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// The user sees and edits what will be sent.
    Draft,
    /// It is on its way.
    Sending,
    /// The desk has it.
    Sent,
    /// There is no network, or the desk cannot be reached: kept on the device, sent later.
    Kept,
    /// It can neither be sent nor kept.
    Stranded,
}

/// What the user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Answer what is asked, "I don't know" included.
    Answer,
    /// Begin the guide that is offered.
    Begin,
    /// Pass over the fix that is offered, as not to be had.
    PassOver,
    /// Say whether it is solved.
    SaySolved,
    /// Say that this outage concerns them too.
    MeToo,
    /// Go one step back.
    Back,
    /// Ask for a person.
    Person,
    /// Send what is shown.
    Send,
    /// Try again to send.
    Retry,
    /// Take the case as text, to copy or to mail.
    TakeText,
    /// Say that the problem has come back.
    CameBack,
    /// Leave; the case is kept as it stands.
    Close,
}

/// What happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// An answer to the question of triage: its place, nothing for "I don't know".
    Triaged(Option<usize>),
    /// What came out of probes, asked or run.
    Found(Vec<Finding>),
    /// The guide that is offered begins.
    Began,
    /// The running guide has ended; `true` when it got to an end that is meant to have solved it.
    GuideEnded(bool),
    /// Whether it is solved: the app's check, or the user's word.
    Verified(bool),
    /// The user wants a person.
    WantsPerson,
    /// The user goes back.
    Back,
    /// The user sends what is shown, or tries again.
    Send,
    /// The desk has answered, or could not be reached; `can_keep` tells whether the device can keep it.
    Delivered {
        /// Whether the desk has it.
        arrived: bool,
        /// Whether the device can keep it.
        can_keep: bool,
    },
    /// A solved problem has come back.
    CameBack,
}

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    problem: Rc<Problem>,
    desk: Rc<Desk>,
    answers: Vec<Option<usize>>,
    diagnosis: Diagnosis,
    solved_s: Vec<i64>,
    now_s: i64,
    guide: Guide,
    delivery: Option<Delivery>,
}

/// Of the fix that diagnosis offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Guide {
    None,
    Running(usize),
    Ended(usize),
    Solved(usize),
}

impl Case {
    /// Begins, or goes on with answers and findings that were kept. `solved_s` as in [`triage`]; times are seconds since 1970.
    #[must_use]
    pub fn new(
        problem: &Rc<Problem>,
        desk: &Rc<Desk>,
        answers: &[Option<usize>],
        findings: &[Finding],
        solved_s: &[i64],
        now_s: i64,
    ) -> Self {
        Case {
            diagnosis: Diagnosis::new(problem, findings),
            problem: Rc::clone(problem),
            desk: Rc::clone(desk),
            answers: answers.to_vec(),
            solved_s: solved_s.to_vec(),
            now_s,
            guide: Guide::None,
            delivery: None,
        }
    }

    /// What has been answered in triage so far.
    #[must_use]
    pub fn answers(&self) -> &[Option<usize>] {
        &self.answers
    }

    /// The diagnosis.
    #[must_use]
    pub fn diagnosis(&self) -> &Diagnosis {
        &self.diagnosis
    }

    /// What triage comes to, with the answers so far.
    #[must_use]
    pub fn triage(&self) -> Triage {
        triage(&self.problem, &self.desk, &self.answers, &self.solved_s, self.now_s)
    }

    /// Where it stands.
    #[must_use]
    pub fn now(&self) -> Now {
        if let Some(delivery) = self.delivery {
            return Now::Handing(delivery);
        }
        match self.guide {
            Guide::Solved(_) => return Now::Solved,
            Guide::Running(fix) => return Now::Guiding(fix),
            Guide::Ended(fix) => return Now::Verifying(fix),
            Guide::None => {}
        }
        let way = self.triage().way;
        match way {
            Way::Known(notice) => Now::Known(notice),
            // Asked as long as the answers can still change where it goes.
            Way::SelfHelp | Way::Person(crate::triage::Why::Priority)
                if self.answers.len() < questions(&self.problem, &self.desk).len() =>
            {
                Now::Triage(self.answers.len())
            }
            Way::Person(_) => Now::Handing(Delivery::Draft),
            Way::SelfHelp => match self.diagnosis.next() {
                Move::Check(probes) => Now::Checking(probes),
                Move::Person(_) => Now::Handing(Delivery::Draft),
                other => Now::Diagnosing(other),
            },
        }
    }

    /// What the user can do. Never empty.
    #[must_use]
    pub fn choices(&self) -> Vec<Choice> {
        use Choice::{
            Answer, Back, Begin, CameBack, Close, MeToo, PassOver, Person, Retry, SaySolved, Send, TakeText,
        };
        let now = self.now();
        let mut list = match now {
            Now::Triage(_) | Now::Diagnosing(Move::Ask(..)) => vec![Answer, Person],
            Now::Known(_) => vec![MeToo, Person],
            Now::Checking(_) | Now::Guiding(_) => vec![Person],
            Now::Diagnosing(_) => vec![Begin, PassOver, Person],
            Now::Verifying(_) => vec![SaySolved, Person],
            Now::Solved => vec![CameBack],
            Now::Handing(Delivery::Draft) => vec![Send, TakeText],
            Now::Handing(Delivery::Sending | Delivery::Sent) => vec![TakeText],
            Now::Handing(Delivery::Kept | Delivery::Stranded) => vec![Retry, TakeText],
        };
        if self.can_go_back(&now) {
            list.push(Back);
        }
        list.push(Close);
        list
    }

    fn can_go_back(&self, now: &Now) -> bool {
        let has_gone_on = !self.answers.is_empty() || self.diagnosis.can_go_back();
        match now {
            Now::Triage(_) | Now::Diagnosing(_) => has_gone_on,
            // Asked for by the user: back to where that was. Otherwise what was answered last can be changed.
            Now::Handing(Delivery::Draft) => self.delivery.is_some() || has_gone_on,
            Now::Verifying(_) => true,
            _ => false,
        }
    }

    /// Takes an event in. One that does not fit changes nothing.
    pub fn handle(&mut self, event: Event) {
        match (self.now(), event) {
            (Now::Triage(_), Event::Triaged(answer)) => self.answers.push(answer),
            (Now::Checking(_) | Now::Diagnosing(Move::Ask(..) | Move::Try(..)), Event::Found(findings)) => {
                findings.into_iter().for_each(|finding| self.diagnosis.note(finding));
            }
            (Now::Diagnosing(Move::Try(fix, _)), Event::Began) => self.guide = Guide::Running(fix),
            (Now::Guiding(fix), Event::GuideEnded(true)) => self.guide = Guide::Ended(fix),
            (Now::Guiding(fix), Event::GuideEnded(false)) | (Now::Verifying(fix), Event::Verified(false)) => {
                self.not_solved(fix);
            }
            (Now::Verifying(fix), Event::Verified(true)) => self.guide = Guide::Solved(fix),
            (Now::Verifying(fix), Event::Back) => self.guide = Guide::Running(fix),
            (Now::Solved, Event::CameBack) => {
                if let Guide::Solved(fix) = self.guide {
                    self.solved_s.push(self.now_s);
                    self.not_solved(fix);
                }
            }
            (Now::Handing(Delivery::Draft | Delivery::Kept | Delivery::Stranded), Event::Send) => {
                self.delivery = Some(Delivery::Sending);
            }
            (Now::Handing(Delivery::Sending), Event::Delivered { arrived, can_keep }) => {
                let missed = if can_keep { Delivery::Kept } else { Delivery::Stranded };
                self.delivery = Some(if arrived { Delivery::Sent } else { missed });
            }
            (Now::Handing(Delivery::Draft), Event::Back) if self.delivery.is_some() => self.delivery = None,
            (Now::Triage(_) | Now::Diagnosing(_) | Now::Handing(Delivery::Draft), Event::Back) => {
                self.take_back()
            }
            (Now::Handing(_) | Now::Solved, Event::WantsPerson) => {}
            (_, Event::WantsPerson) => self.delivery = Some(Delivery::Draft),
            _ => {}
        }
    }

    fn take_back(&mut self) {
        if !self.diagnosis.back() {
            self.answers.pop();
        }
    }

    fn not_solved(&mut self, fix: usize) {
        self.guide = Guide::None;
        if let Some(fix) = self.problem.fixes.get(fix) {
            self.diagnosis.note(Finding::NotSolved { fix: fix.id.clone() });
        }
    }
}

#[cfg(test)]
mod tests {
    use lotse_model::basic::AnswerId;
    use lotse_model::problem::ProblemSource;
    use proptest::prelude::*;

    use super::*;

    fn read<T: lotse_model::wire::Wire>(file: &str) -> T {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(file);
        let text = std::fs::read_to_string(path).expect("a file of the project");
        lotse_model::wire::read(&text).expect("a document")
    }

    fn printer() -> (Problem, Desk) {
        let problem: ProblemSource = read("examples/kontor/problems/nothing-printed.problem.json");
        let desk: lotse_model::desk::DeskSource = read("tests/contract/v0/desk.json");
        (problem.problem, Desk { notices: Vec::new(), ..desk.desk })
    }

    fn begin(answers: &[Option<usize>]) -> Case {
        let (problem, desk) = printer();
        Case::new(&Rc::new(problem), &Rc::new(desk), answers, &[], &[], 1_795_683_600)
    }

    fn found(case: &Case, probe: usize, outcome: Option<&str>) -> Finding {
        Finding::Probe {
            probe: case.problem.probes[probe].id.clone(),
            outcome: outcome.and_then(AnswerId::new),
        }
    }

    /// Answers all checks with "no" and every question with "I don't know", until a fix is offered.
    fn to_first_fix(case: &mut Case) -> usize {
        for _ in 0..20 {
            match case.now() {
                Now::Triage(_) => case.handle(Event::Triaged(None)),
                Now::Checking(probes) => {
                    let all = probes.iter().map(|probe| found(case, *probe, Some("no"))).collect();
                    case.handle(Event::Found(all));
                }
                Now::Diagnosing(Move::Ask(probe, _)) => {
                    let one = found(case, probe, None);
                    case.handle(Event::Found(vec![one]));
                }
                Now::Diagnosing(Move::Try(fix, _)) => return fix,
                other => panic!("{other:?}"),
            }
        }
        panic!("no fix");
    }

    #[test]
    fn a_wrong_first_fix_and_a_right_second_one() {
        let mut case = begin(&[]);
        assert_eq!(case.now(), Now::Triage(0));
        let first = to_first_fix(&mut case);
        case.handle(Event::Began);
        assert_eq!(case.now(), Now::Guiding(first));
        case.handle(Event::GuideEnded(true));
        case.handle(Event::Verified(false));
        let learnt = case.diagnosis().findings().len();
        let second = to_first_fix(&mut case);
        assert!(second != first && case.diagnosis().findings().len() >= learnt);
        case.handle(Event::Began);
        case.handle(Event::GuideEnded(true));
        case.handle(Event::Verified(true));
        assert_eq!((case.now(), case.choices()), (Now::Solved, vec![Choice::CameBack, Choice::Close]));
        case.handle(Event::CameBack);
        assert_ne!(case.now(), Now::Solved, "it goes on with the next cause");
    }

    #[test]
    fn what_is_urgent_goes_to_a_person_at_once() {
        let mut case = begin(&[]);
        case.handle(Event::Triaged(Some(2)));
        case.handle(Event::Triaged(Some(2)));
        assert_eq!(case.now(), Now::Handing(Delivery::Draft));
        assert_eq!(case.triage().priority, lotse_model::desk::Priority::P1);
        case.handle(Event::Back);
        assert_eq!(case.now(), Now::Triage(1), "an answer can be changed");
    }

    #[test]
    fn a_desk_out_of_reach_loses_nothing() {
        let mut case = begin(&[None, None]);
        case.handle(Event::WantsPerson);
        case.handle(Event::Send);
        case.handle(Event::Delivered { arrived: false, can_keep: true });
        assert_eq!(case.choices(), [Choice::Retry, Choice::TakeText, Choice::Close]);
        case.handle(Event::Send);
        case.handle(Event::Delivered { arrived: false, can_keep: false });
        assert_eq!(case.now(), Now::Handing(Delivery::Stranded));
        case.handle(Event::Send);
        case.handle(Event::Delivered { arrived: true, can_keep: false });
        assert_eq!(case.now(), Now::Handing(Delivery::Sent));
    }

    fn event(case: &Case, choice: u8, detail: u8) -> Event {
        let probe = usize::from(detail) % case.problem.probes.len();
        let outcome =
            case.problem.probes[probe].outcomes.first().map_or("yes", |outcome| outcome.id.as_str());
        match choice % 11 {
            0 => Event::Triaged((detail < 3).then_some(usize::from(detail))),
            1 => match case.now() {
                Now::Checking(probes) => {
                    Event::Found(probes.iter().map(|probe| found(case, *probe, None)).collect())
                }
                Now::Diagnosing(Move::Ask(asked, _)) => Event::Found(vec![found(case, asked, None)]),
                _ => Event::Found(vec![found(case, probe, Some(outcome))]),
            },
            2 => Event::Began,
            3 | 4 => Event::GuideEnded(detail.is_multiple_of(2)),
            5 => Event::Verified(detail.is_multiple_of(8)),
            6 => Event::WantsPerson,
            7 => Event::Back,
            8 => Event::Send,
            9 => Event::Delivered { arrived: detail.is_multiple_of(3), can_keep: detail % 3 == 1 },
            _ => Event::CameBack,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever happens, in whatever order, fitting or not: there is a next move, it does what it says, and a person is within
        /// one choice wherever the case is not over.
        #[test]
        fn nobody_is_left_without_a_next_move(events in proptest::collection::vec((any::<u8>(), 0_u8..40), 0..30)) {
            let mut case = begin(&[]);
            for (choice, detail) in events {
                let event = event(&case, choice, detail);
                case.handle(event);
                let (now, choices) = (case.now(), case.choices());
                prop_assert!(choices.contains(&Choice::Close) && choices.len() > 1, "{:?}: {:?}", now, choices);
                let mut asks = case.clone();
                asks.handle(Event::WantsPerson);
                let is_with_person = matches!(asks.now(), Now::Handing(_));
                prop_assert!(is_with_person || now == Now::Solved, "{:?} keeps the user from a person", now);
                if choices.contains(&Choice::Back) {
                    let mut back = case.clone();
                    back.handle(Event::Back);
                    let stays = back.now() == now && back.answers == case.answers
                        && back.diagnosis.findings() == case.diagnosis.findings();
                    prop_assert!(!stays, "back does nothing at {:?}", now);
                }
                if choices.contains(&Choice::Send) || choices.contains(&Choice::Retry) {
                    let mut sends = case.clone();
                    sends.handle(Event::Send);
                    prop_assert_eq!(sends.now(), Now::Handing(Delivery::Sending));
                }
                if let Now::Diagnosing(Move::Try(fix, _)) = now {
                    let mut begins = case.clone();
                    begins.handle(Event::Began);
                    prop_assert_eq!(begins.now(), Now::Guiding(fix));
                }
            }
        }
    }
}
