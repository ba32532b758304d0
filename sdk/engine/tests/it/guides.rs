//! Random guides that every check would pass: all paths end, nothing waits without a way out.

use lotse_model::action::{Action, ActionButton};
use lotse_model::basic::{AnswerId, GuideId, StepId, TextId};
use lotse_model::condition::{Condition, ElementState, History, Test, ValueTest};
use lotse_model::guide::{Frequency, Guide, Offer, Progress, Trigger};
use lotse_model::step::{
    Answer, Check, Completion, End, Instruct, Missing, MissingPolicy, Outcome, Placement, Question,
    Reestablish, Spotlight, Step, SubGuide, Surface,
};
use lotse_model::target::{Evidence, Fact, Target};
use lotse_model::text::Text;

/// Choices out of a string of bytes; the first one when they run out.
#[derive(Clone, Debug)]
pub struct Dice {
    bytes: Vec<u8>,
    at: usize,
}

impl Dice {
    pub fn new(bytes: Vec<u8>) -> Self {
        Dice { bytes, at: 0 }
    }

    pub fn below(&mut self, bound: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % bound.max(1)
    }

    pub fn one_in(&mut self, chances: usize) -> bool {
        self.below(chances) == chances - 1
    }

    pub fn pick<T: Clone>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())].clone()
    }
}

/// What may occur in a guide.
#[derive(Clone, Copy, Debug)]
pub struct Spice {
    /// Automatic steps may lead back.
    pub has_automatic_loops: bool,
    /// Buttons with actions, host events, triggers: what a reload forgets.
    pub has_the_forgettable: bool,
}

pub const ELEMENTS: [&str; 4] = ["#a", "#b", "#c", "#d"];
pub const URLS: [&str; 3] = ["/", "/orders/7", "/settings"];
pub const EVENTS: [&str; 2] = ["saved", "closed"];
pub const VALUES: [&str; 3] = ["", "tray", "tray 2"];

fn id(name: &str) -> StepId {
    StepId::new(name).unwrap()
}

fn text(name: &str) -> Text {
    Text::Id(TextId::new(name).unwrap())
}

fn target(dice: &mut Dice) -> Target {
    let selector = dice.pick(&ELEMENTS).to_owned();
    let evidence = vec![Evidence::Known(Fact::Css { selector })];
    Target { name: None, evidence, within: None, frame: None, margin_percent: None }
}

fn state(dice: &mut Dice) -> ElementState {
    let test = ValueTest::Contains { text: "tray".to_owned() };
    dice.pick(&[
        ElementState::Visible {},
        ElementState::Hidden {},
        ElementState::On {},
        ElementState::Off {},
        ElementState::Enabled {},
        ElementState::Expanded {},
        ElementState::Value { test: test.clone() },
        ElementState::Text { test },
    ])
}

fn condition(dice: &mut Dice, depth: usize, spice: Spice) -> Condition {
    let kinds = if depth == 0 { 7 } else { 10 };
    let parts = |dice: &mut Dice| {
        let count = dice.below(3);
        (0..count).map(|_| condition(dice, depth - 1, spice)).collect::<Vec<_>>()
    };
    Condition::of(match dice.below(kinds) {
        0 => Test::Element { target: Box::new(target(dice)), state: state(dice) },
        1 => Test::Url { is: vec![dice.pick(&URLS).to_owned()] },
        2 => {
            Test::Answer { step: id(&format!("s{}", dice.below(4))), is: vec![AnswerId::new("a0").unwrap()] }
        }
        3 => Test::Guide { guide: None, history: dice.pick(&[History::Solved, History::Started]) },
        4 if spice.has_the_forgettable => Test::HostEvent { name: dice.pick(&EVENTS).to_owned() },
        4 => Test::Date { from: Some("2024-01-01".to_owned()), until: None },
        5 => Test::Language { is: vec!["de".to_owned()] },
        6 => return Condition::Unsupported,
        7 => Test::All { of: parts(dice) },
        8 => Test::Any { of: parts(dice) },
        _ => Test::Not { of: condition(dice, depth - 1, spice) },
    })
}

fn completion(dice: &mut Dice, spice: Spice) -> Completion {
    let on = if dice.one_in(3) { Some(target(dice)) } else { None };
    match dice.below(9) {
        0 => Completion::Next {},
        1 => Completion::Click { on },
        2 => Completion::DoubleClick { on },
        3 => Completion::ContextMenu { on },
        4 => Completion::Key { keys: "Ctrl+P".to_owned() },
        5 => Completion::Input { test: ValueTest::Contains { text: "tray".to_owned() }, on },
        6 => Completion::State { state: state(dice), on },
        7 if spice.has_the_forgettable => Completion::HostEvent { name: dice.pick(&EVENTS).to_owned() },
        _ => Completion::Navigation { to: vec![dice.pick(&URLS).to_owned()] },
    }
}

fn missing(dice: &mut Dice) -> Missing {
    let then = dice.pick(&[
        MissingPolicy::Unanchored,
        MissingPolicy::Wait,
        MissingPolicy::Skip,
        MissingPolicy::Ask,
        MissingPolicy::Escalate,
    ]);
    Missing { after_ms: dice.pick(&[0, 1_000, 4_000]), then }
}

fn instruct(number: usize, next: StepId, steps: usize, dice: &mut Dice, spice: Spice) -> Step {
    let has_target = dice.below(2) == 1;
    let count = dice.below(3);
    let entry = if dice.one_in(4) { Some(condition(dice, 1, spice)) } else { None };
    let reestablish = match dice.below(4) {
        2 => Some(Reestablish::Navigate { url: dice.pick(&URLS).to_owned() }),
        3 => Some(Reestablish::Step { step: id(&format!("s{}", dice.below(steps))) }),
        _ => None,
    };
    let mut actions = Vec::new();
    if spice.has_the_forgettable && dice.one_in(3) {
        let action = match dice.below(4) {
            0 => Action::Set { target: target(dice), is_on: true },
            1 => Action::Fill { target: target(dice), value: "tray".to_owned() },
            2 => Action::Focus { target: target(dice) },
            _ => Action::OpenGuide { guide: GuideId::new("g1").unwrap() },
        };
        actions.push(ActionButton { label: text("action"), action });
    }
    Step::Instruct(Instruct {
        id: id(&format!("s{number}")),
        surface: if has_target { Surface::Tooltip } else { Surface::Modal },
        title: Some(text("title")),
        body: None,
        target: has_target.then(|| target(dice)),
        alternatives: if has_target && dice.one_in(4) { vec![target(dice)] } else { Vec::new() },
        placement: Placement::AUTOMATIC,
        spotlight: Spotlight::DIMMED,
        completion: (0..count).map(|_| completion(dice, spice)).collect(),
        entry,
        reestablish,
        skip_when: if dice.one_in(4) { Some(condition(dice, 1, spice)) } else { None },
        missing: missing(dice),
        actions,
        next,
    })
}

/// A guide of up to eight steps and three ends. Later steps come first from every step; only one of several ways leads back.
pub fn guide(name: &str, subs: &[&str], dice: &mut Dice, spice: Spice) -> Guide {
    let steps = 1 + dice.below(8);
    let ahead = |number: usize, dice: &mut Dice| {
        let places = steps - number - 1 + 3;
        match number + 1 + dice.below(places.max(1)) {
            place if place < steps => id(&format!("s{place}")),
            place => id(["end", "stop", "person"][(place - steps).min(2)]),
        }
    };
    let anywhere = |dice: &mut Dice| id(&format!("s{}", dice.below(steps)));
    let mut list: Vec<Step> = Vec::new();
    for number in 0..steps {
        let forward = ahead(number, dice);
        let other =
            if spice.has_automatic_loops && dice.one_in(3) { anywhere(dice) } else { ahead(number, dice) };
        list.push(match dice.below(6) {
            0..=2 => instruct(number, forward, steps, dice, spice),
            3 => {
                let back = if dice.one_in(2) { anywhere(dice) } else { ahead(number, dice) };
                let answer =
                    |id: &str, next| Answer { id: AnswerId::new(id).unwrap(), label: text("answer"), next };
                let has_target = dice.one_in(3);
                Step::Question(Question {
                    id: id(&format!("s{number}")),
                    surface: Surface::Modal,
                    title: Some(text("title")),
                    body: None,
                    target: has_target.then(|| target(dice)),
                    placement: Placement::AUTOMATIC,
                    spotlight: Spotlight::DIMMED,
                    missing: missing(dice),
                    answers: vec![answer("a0", forward), answer("a1", back)],
                })
            }
            4 => Step::Check(Check {
                id: id(&format!("s{number}")),
                title: None,
                condition: condition(dice, 2, spice),
                wait_ms: dice.pick(&[0, 500, 3_000]),
                if_true: forward,
                if_false: other,
                if_unknown: if dice.one_in(2) { Some(ahead(number, dice)) } else { None },
            }),
            _ if subs.is_empty() => instruct(number, forward, steps, dice, spice),
            _ => Step::SubGuide(SubGuide {
                id: id(&format!("s{number}")),
                guide: GuideId::new(dice.pick(subs)).unwrap(),
                solved: forward,
                stopped: other,
                escalated: if dice.one_in(2) { Some(ahead(number, dice)) } else { None },
            }),
        });
    }
    for (name, outcome) in
        [("end", Outcome::Solved), ("stop", Outcome::Stopped), ("person", Outcome::Escalated)]
    {
        list.push(Step::End(End {
            id: id(name),
            outcome,
            surface: Surface::Modal,
            title: if dice.one_in(2) { Some(text("title")) } else { None },
            body: None,
            asks_feedback: dice.one_in(2),
        }));
    }
    let trigger = (spice.has_the_forgettable && dice.one_in(2)).then(|| Trigger {
        when: condition(dice, 1, spice),
        offer: dice.pick(&[Offer::Ask, Offer::Beacon, Offer::Start]),
    });
    Guide {
        id: GuideId::new(name).unwrap(),
        title: text("title"),
        summary: None,
        pages: Vec::new(),
        audience: None,
        trigger,
        frequency: dice.pick(&[Frequency::Always {}, Frequency::UntilSolved {}, Frequency::Once {}]),
        progress: Progress::Count,
        resume_hours: 24,
        start: id("s0"),
        steps: list,
    }
}
