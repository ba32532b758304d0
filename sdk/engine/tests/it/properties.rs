//! Random guides, random events in random order: what must hold, holds.
//!
//! `PROPTEST_CASES=2000 cargo test -p lotse-engine --release` soaks; a failure prints the bytes that replay it.

use lotse_engine::effect::{Effect, Gesture};
use lotse_engine::event::{Event, FindId, MissingReason, Report, RequestId, Slot, TimerId, WatchId};
use lotse_engine::view::{ButtonId, CardKey};
use lotse_model::basic::GuideId;
use lotse_model::json::Json;
use lotse_model::record::{Batch, MAX_BATCH_BYTES, MAX_BATCH_RECORDS};
use lotse_model::wire::{Reader, Wire};
use proptest::prelude::*;

use crate::browser::{Beginning, Browser, Transport};
use crate::guides::{Dice, ELEMENTS, EVENTS, Spice, URLS, VALUES, guide};
use crate::leaks::{check_nothing_left, check_view};
use crate::render;
use crate::tab::Spot;

const WILD: Spice = Spice { has_automatic_loops: true, has_the_forgettable: true };
const CALM: Spice = Spice { has_automatic_loops: false, has_the_forgettable: false };

fn browser(dice: &mut Dice, spice: Spice) -> Browser {
    let guides = vec![
        guide("g0", &["g1", "g2", "g0"], dice, spice),
        guide("g1", &["g2"], dice, spice),
        guide("g2", &[], dice, spice),
    ];
    Browser::new(guides)
}

fn spot(dice: &mut Dice) -> Spot {
    match dice.below(9) {
        0 => Spot::Missing(MissingReason::Absent),
        1 => Spot::Missing(MissingReason::Unsure),
        2 => Spot::Missing(MissingReason::Invisible),
        3 => Spot::Missing(MissingReason::ForeignFrame),
        _ => {
            let Spot::There(mut element) = Spot::there() else { unreachable!() };
            element.is_on = dice.pick(&[None, Some(false), Some(true)]);
            element.is_expanded = dice.pick(&[None, Some(false), Some(true)]);
            element.is_enabled = dice.below(2) == 0;
            element.is_focused = dice.below(2) == 0;
            element.value = Some(dice.pick(&VALUES).to_owned());
            element.text = Some(dice.pick(&VALUES).to_owned());
            Spot::There(element)
        }
    }
}

fn mess_up(tab: usize, dice: &mut Dice, browser: &mut Browser) {
    let (name, spot) = (dice.pick(&ELEMENTS), spot(dice));
    browser.tabs[tab].page.insert(name.to_owned(), spot);
    for event in browser.tabs[tab].reports() {
        browser.queue(tab, event);
    }
}

/// Something that is there to be pressed, if anything is.
fn pressable(tab: usize, dice: &mut Dice, browser: &Browser) -> Option<Event> {
    let view = browser.tabs[tab].engine.view();
    let mut choices: Vec<(CardKey, ButtonId)> = Vec::new();
    if let Some(card) = &view.card {
        choices.extend(card.buttons.iter().map(|button| (card.key, button.id.clone())));
    }
    if let Some(beacon) = &view.beacon {
        choices.extend([ButtonId::Accept, ButtonId::NotNow, ButtonId::Decline].map(|id| (beacon.key, id)));
    }
    if let Some(pill) = &view.pill {
        choices.extend([ButtonId::Resume, ButtonId::TakeOver, ButtonId::Leave].map(|id| (pill.key, id)));
    }
    if choices.is_empty() {
        return None;
    }
    let (card, button) = dice.pick(&choices);
    Some(Event::Pressed { card, button })
}

/// Anything at all happens in a tab.
fn anything(tab: usize, dice: &mut Dice, browser: &mut Browser) {
    let some = |dice: &mut Dice| u32::try_from(dice.below(12)).unwrap();
    let event = match dice.below(22) {
        0..=3 => pressable(tab, dice, browser),
        4 => Some(Event::Pressed { card: CardKey(some(dice)), button: ButtonId::Next }),
        5..=7 => {
            mess_up(tab, dice, browser);
            None
        }
        8 => Some(Event::Gesture { watch: WatchId(some(dice)), is_trusted: dice.below(2) == 0 }),
        9 => {
            let watches: Vec<u32> = browser.tabs[tab].watches.keys().copied().collect();
            let watch = (!watches.is_empty()).then(|| dice.pick(&watches));
            watch.map(|watch| Event::Gesture { watch: WatchId(watch), is_trusted: true })
        }
        10 => {
            browser.tabs[tab].go(dice.pick(&URLS));
            None
        }
        11 => Some(Event::HostEvent { name: dice.pick(&EVENTS).to_owned() }),
        12 => {
            let is_visible = !browser.tabs[tab].is_visible;
            browser.tabs[tab].is_visible = is_visible;
            Some(Event::Visibility { is_visible })
        }
        13 => {
            let guide = GuideId::new(dice.pick(&["g0", "g1", "g2", "nowhere"])).unwrap();
            Some(Event::StartRequested { guide })
        }
        14 => Some(dice.pick(&[Event::NextRequested, Event::BackRequested, Event::StopRequested])),
        15 => {
            Some(Event::Report { find: FindId(some(dice)), report: Report::Missing(MissingReason::Absent) })
        }
        16 => Some(Event::Timer(TimerId(some(dice)))),
        17 => Some(Event::Sent { request: RequestId(some(dice)), is_acknowledged: dice.below(2) == 0 }),
        18 => {
            browser.clock_ms += dice.pick(&[-90_000_000, 7_200_000, 90_000_000]);
            None
        }
        19 => {
            let user = dice.pick(&[None, Some("anna".to_owned())]);
            browser.tabs[tab].user.clone_from(&user);
            browser.queue(tab, Event::Identified { user, attributes: Vec::new(), language: None });
            browser.restore(tab);
            None
        }
        20 => Some(Event::OverlayLost),
        _ => {
            let url = format!("https://app.example{}", dice.pick(&URLS));
            let is_visible = browser.tabs[tab].is_visible;
            let user = browser.tabs[tab].user.take();
            let is_partial = dice.below(2) == 0;
            let beginning =
                Beginning { url, is_visible, is_partial, sends_records: true, ..Beginning::default() };
            browser.load(tab, &beginning);
            if user.is_some() {
                browser.tabs[tab].user.clone_from(&user);
                browser.queue(tab, Event::Identified { user, attributes: Vec::new(), language: None });
                browser.restore(tab);
            }
            None
        }
    };
    browser.tabs[tab].queue.extend(event);
}

/// Handles a random event of those that wait, sometimes twice. Storage tells its news in order, as browsers do.
fn deliver(tab: usize, dice: &mut Dice, browser: &mut Browser) {
    let queue = &mut browser.tabs[tab].queue;
    let is_ordered =
        |event: &Event| matches!(event, Event::Began(_) | Event::Stored { .. } | Event::Identified { .. });
    let first_ordered = queue.iter().position(is_ordered);
    let loose: Vec<usize> = (0..queue.len()).filter(|index| !is_ordered(&queue[*index])).collect();
    let has_begun = !queue.iter().any(|event| matches!(event, Event::Began(_)));
    let index = match first_ordered {
        Some(first) if !has_begun || loose.is_empty() || dice.below(2) == 0 => first,
        _ if loose.is_empty() => return,
        _ => dice.pick(&loose),
    };
    let Some(event) = queue.remove(index) else { return };
    if dice.one_in(8) && !is_ordered(&event) {
        browser.tabs[tab].queue.push_back(event.clone());
    }
    browser.handle(tab, event);
    check_tab(tab, browser);
}

fn check_tab(tab: usize, browser: &mut Browser) {
    check_view(&browser.tabs[tab]);
    let log = core::mem::take(&mut browser.tabs[tab].log);
    assert!(log.len() < 1_000, "{} effects for one event", log.len());
    for effect in log {
        match effect {
            Effect::Send { batch, .. } => {
                assert!(batch.len() <= MAX_BATCH_BYTES);
                let batch = crate::render::read(&batch);
                let batch = Batch::take(&batch, &mut Reader::default()).expect("a batch that can be read");
                assert!((1..=MAX_BATCH_RECORDS).contains(&batch.records.len()));
            }
            Effect::Store { slot: lotse_engine::event::Slot::Outbox, value: Some(value) } => {
                let value = crate::render::read(&value);
                let Some(Json::List(records)) = value.get("records") else { panic!("no records") };
                assert!(records.len() <= 500 && value.write().len() <= 257 * 1024);
            }
            _ => {}
        }
    }
}

/// Something must lead on by itself or by its user, unless nothing is going on.
fn check_not_stuck(browser: &Browser) {
    for tab in &browser.tabs {
        let view = tab.engine.view();
        let is_shown = view.card.is_some() || view.beacon.is_some() || view.pill.is_some();
        let is_waiting = !tab.finds.is_empty() || !tab.watches.is_empty() || !tab.alarms.is_empty();
        let state = tab.engine.explain(&GuideId::new("g0").unwrap(), browser.now(0)).write();
        let runs = state.contains(r#""state":"running""#);
        assert!(!runs || is_shown || !tab.alarms.is_empty(), "running, and nothing leads on: {state}");
        let _ = is_waiting;
    }
}

/// Brings whatever there is to its end, as a sensible user would. Returns how often something was pressed.
fn go_to_the_end(tab: usize, browser: &mut Browser) -> usize {
    for presses in 0..200 {
        browser.pass(browser.now_ms + 25_000);
        check_tab(tab, browser);
        check_not_stuck(browser);
        let view = browser.tabs[tab].engine.view();
        let pressed = if let Some(card) = &view.card {
            let has = |id: &ButtonId| card.buttons.iter().any(|button| button.id == *id);
            let answer = |id| ButtonId::Answer(lotse_model::basic::AnswerId::new(id).unwrap());
            let (first, second) = if presses % 2 == 0 { ("a0", "a1") } else { ("a1", "a0") };
            // Whoever has gone in circles for long enough leaves.
            let patience = if presses % 60 == 59 { ButtonId::Leave } else { ButtonId::Close };
            let wanted = [
                patience,
                ButtonId::Close,
                ButtonId::Next,
                ButtonId::GoOnAnyway,
                ButtonId::AskPerson,
                ButtonId::NotNow,
                answer(first),
                answer(second),
                ButtonId::Leave,
            ];
            wanted.into_iter().find(has).map(|id| (card.key, id))
        } else if let Some(beacon) = &view.beacon {
            Some((beacon.key, ButtonId::Decline))
        } else {
            view.pill.as_ref().map(|pill| (pill.key, ButtonId::Resume))
        };
        let Some((card, mut button)) = pressed else { return presses };
        if view.pill.as_ref().is_some_and(|pill| pill.state == lotse_engine::view::PillState::OtherTab) {
            button = ButtonId::TakeOver;
        }
        browser.queue(tab, Event::Pressed { card, button });
    }
    panic!("the end is not reached: {:?}", browser.tabs[tab].engine.view());
}

/// What a reload must not change: what is to be seen, and what is reported.
fn outcome(tab: usize, browser: &mut Browser) -> (String, Vec<String>) {
    let state = &mut browser.tabs[tab];
    let view = render::pretty(&render::view(state.engine.view(), state));
    let log = core::mem::take(&mut state.log);
    let facts =
        log.iter().filter_map(render::effect).filter(|line| line.starts_with("record ")).map(|line| {
            // Durations are those of the page.
            line.split(" took=").next().unwrap_or_default().to_owned()
        });
    (view, facts.collect())
}

fn cases() -> ProptestConfig {
    ProptestConfig {
        max_shrink_iters: 3_000,
        max_shrink_time: 15_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_events_in_any_order_break_nothing_and_leave_nothing(
        shape in proptest::collection::vec(any::<u8>(), 0..300),
        events in proptest::collection::vec(any::<u8>(), 0..400),
    ) {
        let mut browser = browser(&mut Dice::new(shape), WILD);
        let mut dice = Dice::new(events.clone());
        browser.transport = dice.pick(&[Transport::Acknowledges, Transport::Refuses, Transport::Silent]);
        for _ in 0..=dice.below(2) {
            browser.open(&Beginning { sends_records: true, ..Beginning::default() });
        }
        for _ in 0..events.len() / 3 {
            let tab = dice.below(browser.tabs.len());
            match dice.below(8) {
                0..=2 => anything(tab, &mut dice, &mut browser),
                3..=5 => deliver(tab, &mut dice, &mut browser),
                6 => { browser.answer(tab); }
                _ => {
                    let until_ms = browser.now_ms + u64::try_from(dice.below(30)).unwrap() * 200;
                    browser.wake(until_ms);
                    browser.now_ms = browser.now_ms.max(until_ms);
                }
            }
        }
        // All is answered; then everything is brought to its end in one tab, and given up in all.
        browser.transport = Transport::Acknowledges;
        for tab in 0..browser.tabs.len() {
            browser.tabs[tab].is_visible = true;
            browser.queue(tab, Event::Visibility { is_visible: true });
            browser.queue(tab, Event::PageChanged { url: "https://app.example/".to_owned() });
        }
        browser.rest();
        go_to_the_end(0, &mut browser);
        for tab in 0..browser.tabs.len() {
            browser.guides.clear();
            let catalogue = browser.catalogue();
            browser.queue(tab, catalogue);
            browser.queue(tab, Event::StopRequested);
            browser.rest();
        }
        browser.pass(browser.now_ms + 100_000);
        for tab in &browser.tabs {
            check_nothing_left(tab);
        }
    }

    #[test]
    fn a_session_resumed_is_one_that_was_never_left(
        shape in proptest::collection::vec(any::<u8>(), 0..300),
        before in proptest::collection::vec(any::<u8>(), 0..60),
        after in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let run = |reloads: bool| {
            let mut browser = browser(&mut Dice::new(shape.clone()), CALM);
            let beginning = Beginning { runs_triggers: false, ..Beginning::default() };
            browser.open(&beginning);
            browser.queue(0, Event::StartRequested { guide: GuideId::new("g0").unwrap() });
            let mut dice = Dice::new(before.clone());
            for _ in 0..before.len() / 3 {
                user(&mut dice, &mut browser);
            }
            browser.pass(browser.now_ms + 25_000);
            let url = browser.tabs[0].url.clone();
            let mut told = vec![outcome(0, &mut browser).0];
            if reloads {
                browser.load(0, &Beginning { url, ..beginning });
            }
            browser.pass(browser.now_ms + 25_000);
            told.push(outcome(0, &mut browser).0);
            let mut dice = Dice::new(after.clone());
            for _ in 0..after.len() / 3 {
                user(&mut dice, &mut browser);
                browser.pass(browser.now_ms + 25_000);
                let (view, facts) = outcome(0, &mut browser);
                told.push(view);
                told.extend(facts);
            }
            told
        };
        prop_assert_eq!(run(false), run(true));
    }
}

/// A user does something, or the page changes.
fn user(dice: &mut Dice, browser: &mut Browser) {
    match dice.below(6) {
        0..=2 => {
            let pressed = pressable(0, dice, browser);
            browser.tabs[0].queue.extend(pressed);
        }
        3 => {
            let (name, gesture) = (dice.pick(&ELEMENTS), dice.pick(&[Gesture::Click, Gesture::DoubleClick]));
            for watch in browser.tabs[0].watches_of(Some(name), &gesture) {
                browser.queue(0, Event::Gesture { watch: WatchId(watch), is_trusted: true });
            }
        }
        4 => mess_up(0, dice, browser),
        _ => browser.tabs[0].go(dice.pick(&URLS)),
    }
    browser.pass(browser.now_ms + u64::try_from(dice.below(10)).unwrap() * 300);
}

/// Storage is anybody's of the same origin: what is no session of ours is told of, and nothing is gone on with.
#[test]
fn a_session_that_has_been_meddled_with_is_told_of() {
    let mut browser = browser(&mut Dice::new(vec![7; 64]), CALM);
    let tab = browser.open(&Beginning::default());
    browser.rest();
    browser.queue(tab, Event::StartRequested { guide: GuideId::new("g0").unwrap() });
    browser.rest();
    let kept = browser.storage.iter().find(|((_, slot), _)| *slot == Slot::Session);
    let (key, value) = kept.map(|(key, value)| (key.clone(), value.clone())).unwrap();
    let Json::Map(mut map) = value else { panic!("{value:?}") };
    let session = map.iter_mut().find(|(name, _)| name == "session").unwrap();
    session.1 = Json::Text("../x".to_owned());
    browser.storage.insert(key, Json::Map(map));
    browser.load(tab, &Beginning { runs_triggers: false, ..Beginning::default() });
    browser.rest();
    let told =
        browser.tabs[tab].log.iter().filter_map(render::effect).any(|line| line == "diagnose L531 session");
    assert!(told, "{:?}", browser.tabs[tab].log);
    assert!(browser.tabs[tab].engine.view().card.is_none());
}
