//! The engine itself: one event in, effects and a view out.

use std::rc::Rc;

use lotse_model::basic::{GuideId, StepId};
use lotse_model::step::{Completion, Placement, Spotlight, Step, Surface};
use lotse_model::target::Target;

use crate::effect::Effect;
use crate::event::{Event, Now, Surroundings};
use crate::finds::{Finds, Sight, Wanted};
use crate::shelf::{Book, Holding, Shelf};
use crate::view::{Button, ButtonId, ButtonRank, Card, CardKey, Notice, View};

/// The state machine behind all guides of one instance.
#[derive(Debug, Default)]
pub struct Engine {
    surroundings: Option<Box<Surroundings>>,
    default_language: String,
    finds: Finds,
    shelf: Shelf,
    stage: Stage,
    last_request: u32,
    last_card: u32,
    effects: Vec<Effect>,
    view: View,
}

#[derive(Debug, Default)]
enum Stage {
    #[default]
    Idle,
    Starting(GuideId),
    Running {
        book: Rc<Book>,
        step: StepId,
        card: CardKey,
    },
}

impl Engine {
    /// An engine that knows nothing; its first event is [`Event::Began`].
    #[must_use]
    pub fn new() -> Self {
        Engine::default()
    }

    /// Takes one event in.
    pub fn handle(&mut self, event: Event, now: Now) {
        self.take_in(event, now);
        self.begin_if_ready();
        let languages = self.languages();
        self.finds.reconcile(self.wanted_finds(), &languages, &mut self.effects);
        let guides: Vec<GuideId> = match &self.stage {
            Stage::Idle => Vec::new(),
            Stage::Starting(guide) => vec![guide.clone()],
            Stage::Running { book, .. } => vec![book.guide.id.clone()],
        };
        self.shelf.reconcile(&guides, &languages, &mut self.last_request, &mut self.effects);
        self.view = self.draw(now);
    }

    /// Everything asked of the shell since the last call, in order.
    pub fn take_effects(&mut self) -> Vec<Effect> {
        core::mem::take(&mut self.effects)
    }

    /// What is to be seen.
    #[must_use]
    pub fn view(&self) -> &View {
        &self.view
    }

    fn take_in(&mut self, event: Event, now: Now) {
        match event {
            Event::Began(surroundings) => self.surroundings = Some(surroundings),
            Event::Catalogue { default_language, .. } => self.default_language = default_language,
            Event::GuideArrived { request, guide, texts } => self.shelf.arrived(request, *guide, *texts),
            Event::GuideUnavailable { request, code } => self.shelf.unavailable(request, code),
            Event::Report { find, report } => self.finds.report(find, report, now.monotonic_ms),
            Event::StartRequested { guide } => self.stage = Stage::Starting(guide),
            Event::StopRequested => self.stage = Stage::Idle,
            Event::NextRequested => self.press(&ButtonId::Next),
            Event::Pressed { card, button }
                if self.view.card.as_ref().is_some_and(|shown| shown.key == card) =>
            {
                self.press(&button);
            }
            _ => {}
        }
    }

    fn press(&mut self, button: &ButtonId) {
        let Stage::Running { book, step, .. } = &self.stage else { return };
        let next = match (button, book.guide.step(step)) {
            (ButtonId::Leave | ButtonId::Close, _) => {
                self.stage = Stage::Idle;
                return;
            }
            (ButtonId::Next, Some(Step::Instruct(step))) => step.next.clone(),
            (ButtonId::Answer(id), Some(Step::Question(step))) => {
                match step.answers.iter().find(|answer| answer.id == *id) {
                    Some(answer) => answer.next.clone(),
                    None => return,
                }
            }
            _ => return,
        };
        self.stage = Stage::Running { book: Rc::clone(book), step: next, card: self.new_card() };
    }

    fn new_card(&mut self) -> CardKey {
        self.last_card += 1;
        CardKey(self.last_card)
    }

    fn begin_if_ready(&mut self) {
        let Stage::Starting(guide) = &self.stage else { return };
        match self.shelf.holding(guide) {
            Holding::Awaited => {}
            Holding::Unavailable(code) => {
                self.effects.push(Effect::Diagnose { code, detail: guide.as_str().to_owned() });
                self.stage = Stage::Idle;
            }
            Holding::Here(book) => {
                let step = book.guide.start.clone();
                self.stage = Stage::Running { book, step, card: self.new_card() };
            }
        }
    }

    fn languages(&self) -> Vec<String> {
        let Some(page) = &self.surroundings else { return Vec::new() };
        let asked = page.language.iter().chain(&page.page_language).chain(&page.browser_languages);
        let mut languages: Vec<String> = Vec::new();
        for language in asked.chain(Some(&self.default_language).filter(|language| !language.is_empty())) {
            if !languages.contains(language) {
                languages.push(language.clone());
            }
        }
        languages
    }

    fn targets(&self) -> Vec<&Target> {
        let Stage::Running { book, step, .. } = &self.stage else { return Vec::new() };
        match book.guide.step(step) {
            Some(Step::Instruct(step)) => step.target.iter().chain(&step.alternatives).collect(),
            Some(Step::Question(step)) => step.target.iter().collect(),
            _ => Vec::new(),
        }
    }

    fn wanted_finds(&self) -> Vec<Wanted> {
        let targets: Vec<Target> = self.targets().into_iter().cloned().collect();
        if targets.is_empty() { Vec::new() } else { vec![Wanted { targets, value: false, text: false }] }
    }

    fn draw(&self, now: Now) -> View {
        let language = self.languages().into_iter().next().unwrap_or_default();
        View { language, card: self.draw_card(now), beacon: None, pill: None }
    }

    fn draw_card(&self, now: Now) -> Option<Card> {
        let Stage::Running { book, step, card } = &self.stage else { return None };
        let targets = self.targets();
        let sight = self.finds.sight(&targets, now.monotonic_ms);
        let found = if let Sight::Found(element) = sight { Some(element) } else { None };
        let button = |id, rank, label| Button { id, rank, label };
        let mut drawn = Card {
            key: *card,
            guide: book.guide.id.clone(),
            step: Some(step.clone()),
            surface: Surface::Modal,
            language: book.texts.language.clone(),
            title: None,
            body: None,
            notice: (!targets.is_empty() && found.is_none()).then_some(Notice::Searching),
            target: found.and_then(|_| self.finds.id(&targets)),
            target_label: found.map(|element| element.label.clone()),
            placement: Placement::AUTOMATIC,
            spotlight: Spotlight::DIMMED,
            progress: None,
            buttons: Vec::new(),
        };
        match book.guide.step(step)? {
            Step::Instruct(step) => {
                (drawn.title, drawn.body) =
                    (book.content(step.title.as_ref()), book.content(step.body.as_ref()));
                (drawn.surface, drawn.placement) = (step.surface, step.placement.clone());
                drawn.spotlight = step.spotlight.clone();
                if step.completion.is_empty() || step.completion.contains(&Completion::Next {}) {
                    drawn.buttons.push(button(ButtonId::Next, ButtonRank::Primary, None));
                }
                drawn.buttons.push(button(ButtonId::Leave, ButtonRank::Quiet, None));
            }
            Step::Question(step) => {
                (drawn.title, drawn.body) =
                    (book.content(step.title.as_ref()), book.content(step.body.as_ref()));
                (drawn.surface, drawn.placement) = (step.surface, step.placement.clone());
                drawn.spotlight = step.spotlight.clone();
                drawn.buttons = step
                    .answers
                    .iter()
                    .map(|answer| {
                        let label = book.content(Some(&answer.label));
                        button(ButtonId::Answer(answer.id.clone()), ButtonRank::Secondary, label)
                    })
                    .collect();
                drawn.buttons.push(button(ButtonId::Leave, ButtonRank::Quiet, None));
            }
            Step::End(step) => {
                (drawn.title, drawn.body) =
                    (book.content(step.title.as_ref()), book.content(step.body.as_ref()));
                drawn.surface = step.surface;
                drawn.buttons.push(button(ButtonId::Close, ButtonRank::Primary, None));
            }
            Step::Check(_) | Step::SubGuide(_) => return None,
        }
        Some(drawn)
    }
}
