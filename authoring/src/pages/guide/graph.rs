//! The steps as a graph: the same draft, drawn. Steps are dragged, or moved by keys; edges follow.

mod drawing;
mod hand;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use gloo_events::EventListener;
use lotse_editor::command::{Command, Point};
use lotse_editor::draft::edges::Edge;
use lotse_editor::layers::{BESIDE_PX, arrange};
use lotse_model::basic::StepId;
use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::scene::{Scene, Shared, StepName};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::Icon;
use drawing::{HEIGHT, Line, Node, Taken, WIDTH, span};
use hand::{Hand, Held, Motion, Pair};

/// How far keys move a step, in CSS pixels at 100 %.
const NUDGE: i64 = 20;

/// Properties of [`Graph`].
#[derive(Clone, PartialEq, Properties)]
pub struct GraphProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where people have put steps, in the order of the list.
    pub points: Rc<Vec<Option<(i64, i64)>>>,
    /// All edges, each with what it says.
    pub edges: Rc<Vec<(Edge, AttrValue)>>,
    /// The chosen step.
    pub selected: Option<AttrValue>,
    /// Another step was chosen.
    pub on_select: Callback<AttrValue>,
    /// The chosen step is to be opened.
    pub on_open: Callback<()>,
}

fn place_of(event: &PointerEvent) -> (i64, i64) {
    (i64::from(event.client_x()), i64::from(event.client_y()))
}

/// See the module.
#[component]
pub fn Graph(properties: &GraphProperties) -> Html {
    let words = use_studio().words();
    let GraphProperties { scene, points, edges, selected, on_select, on_open } = properties.clone();
    let node = use_node_ref();
    let hand = use_reducer_eq(Hand::default);
    let pairs = use_memo((edges, scene.steps.clone()), |(edges, steps)| pairs(edges, steps));
    let placed = (pairs.clone(), points, scene.steps.clone());
    let places = use_memo(placed, |(pairs, points, steps)| places(pairs, points, steps));
    let fit =
        use_callback((hand.dispatcher(), places.clone(), node.clone()), |(): (), (hand, places, node)| {
            hand.dispatch(Motion::Fit(places.clone(), size_of(node)));
        });
    use_window(fit.clone(), hand.dispatcher(), node.clone());
    let goes_along = use_mut_ref(|| false);
    use_going_along(goes_along.clone(), hand.dispatcher(), &places, &scene, &selected);
    let on_hold = use_callback(
        (hand.dispatcher(), on_select.clone()),
        |(index, id, here): Taken, (hand, on_select)| {
            on_select.emit(id);
            hand.dispatch(Motion::TakeStep(index, here));
        },
    );
    let known = (scene.clone(), places.clone(), pairs.clone(), on_select, on_open.clone());
    let on_key = use_callback(known, move |(index, event): (usize, KeyboardEvent), known| {
        let (scene, places, pairs, on_select, on_open) = known;
        if key(&event, index, scene, places, pairs, on_select, on_open) {
            goes_along.replace(true);
        }
    });
    // Only what can be seen is drawn, and what has the focus.
    let nodes = scene.steps.iter().enumerate().filter_map(|(index, step)| {
        let (at, is_selected) = (corner(&hand, &places, index), selected.as_ref() == Some(&step.id));
        let is_drawn = is_selected || hand.sees(at, (at.0 + WIDTH, at.1 + HEIGHT));
        is_drawn.then(|| html! {
            <Node key={step.id.to_string()} {index} step={step.clone()} {at} {is_selected} is_first={index == 0}
                on_hold={on_hold.clone()} on_key={on_key.clone()} on_open={on_open.clone()} />
        })
    });
    let lines = pairs.iter().filter_map(|(from, to, label)| {
        let (from_at, to_at) = (corner(&hand, &places, *from), corner(&hand, &places, *to));
        let (left_top, right_bottom) = span(from_at, to_at);
        hand.sees(left_top, right_bottom).then(|| {
            html! {
                <Line key={format!("{from}-{to}-{label}")} {from_at} {to_at} label={label.clone()} />
            }
        })
    });
    // Whole numbers: the first fraction of a page to be written out takes 7 ms.
    let (whole, hundredths) = (hand.look.percent / 100, hand.look.percent % 100);
    let transform = format!("scale({whole}.{hundredths:02}) translate({} {})", -hand.look.x, -hand.look.y);
    let motions = Motions { hand: hand.dispatcher() };
    let onpointerup = lets_go(&hand, &scene, &places);
    html! {
        <div class="graph">
            <Tools percent={hand.look.percent} hand={hand.dispatcher()} {fit} steps={scene.steps.clone()} is_readonly={scene.is_readonly} on={scene.on.clone()} />
            <svg ref={node} role="group" aria-label={words.graph} onpointerdown={motions.takes()} onpointermove={motions.moves()}
                {onpointerup} onwheel={motions.wheels()}>
                <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8Z" /></marker></defs>
                <g {transform}>{ for lines }{ for nodes }</g>
            </svg>
            <p class="hint graph-hint">{ words.graph_hint }</p>
        </div>
    }
}

/// Everything is in sight at first; the hand knows how large the window is.
#[hook]
fn use_window(fit: Callback<()>, hand: UseReducerDispatcher<Hand>, node: NodeRef) {
    use_effect_with((), move |()| {
        fit.emit(());
        let heard = web_sys::window().map(|window| {
            EventListener::new(&window, "resize", move |_| hand.dispatch(Motion::Measure(size_of(&node))))
        });
        move || drop(heard)
    });
}

/// A step that keys have chosen comes into sight first; then it can have the focus.
#[hook]
fn use_going_along(
    goes_along: Rc<RefCell<bool>>,
    hand: UseReducerDispatcher<Hand>,
    places: &Rc<Vec<Pair>>,
    scene: &Scene,
    selected: &Option<AttrValue>,
) {
    let steps = scene.steps.clone();
    use_effect_with((selected.clone(), places.clone()), move |(selected, places)| {
        let at = steps.iter().position(|step| Some(&step.id) == selected.as_ref());
        if let Some((id, at)) = selected.as_ref().zip(at)
            && goes_along.take()
        {
            hand.dispatch(Motion::Reveal(places.get(at).copied().unwrap_or_default()));
            drawing::focus(id);
        }
    });
}

/// Where a step is now: it may be on its way.
fn corner(hand: &Hand, places: &[Pair], step: usize) -> Pair {
    let ((x, y), (dx, dy)) = (places.get(step).copied().unwrap_or_default(), hand.moved(step));
    (x + dx, y + dy)
}

/// What the pointer does, told to the hand.
struct Motions {
    hand: UseReducerDispatcher<Hand>,
}

impl Motions {
    fn takes(&self) -> Callback<PointerEvent> {
        let hand = self.hand.clone();
        Callback::from(move |event: PointerEvent| hand.dispatch(Motion::TakeCanvas(place_of(&event))))
    }

    fn moves(&self) -> Callback<PointerEvent> {
        let hand = self.hand.clone();
        Callback::from(move |event: PointerEvent| hand.dispatch(Motion::Move(place_of(&event))))
    }

    fn wheels(&self) -> Callback<WheelEvent> {
        let hand = self.hand.clone();
        Callback::from(move |event: WheelEvent| {
            event.prevent_default();
            hand.dispatch(if event.ctrl_key() {
                Motion::Zoom(-(event.delta_y() as i64) / 4)
            } else {
                Motion::Scroll((event.delta_x() as i64, event.delta_y() as i64))
            });
        })
    }
}

/// A step that was moved stays where it is let go.
fn lets_go(hand: &UseReducerHandle<Hand>, scene: &Scene, places: &Rc<Vec<Pair>>) -> Callback<PointerEvent> {
    let (hand, scene, places) = (hand.clone(), scene.clone(), places.clone());
    Callback::from(move |_: PointerEvent| {
        if let Held::Step(index, _, (dx, dy)) = hand.held
            && (dx, dy) != (0, 0)
            && let (Some(step), Some((x, y))) = (scene.steps.get(index), places.get(index))
        {
            place(&scene, &step.id, x + dx, y + dy);
        }
        hand.dispatch(Motion::LetGo);
    })
}

/// Size of the canvas in the window.
fn size_of(node: &NodeRef) -> Pair {
    let canvas = node.cast::<Element>();
    canvas.map_or((0, 0), |canvas| (i64::from(canvas.client_width()), i64::from(canvas.client_height())))
}

#[derive(Clone, PartialEq, Properties)]
struct ToolsProperties {
    percent: i64,
    hand: UseReducerDispatcher<Hand>,
    fit: Callback<()>,
    steps: Shared<Vec<StepName>>,
    is_readonly: bool,
    on: Callback<Command>,
}

/// How close, and the layout.
#[component]
fn Tools(properties: &ToolsProperties) -> Html {
    let words = use_studio().words();
    let ToolsProperties { percent, hand, fit, steps, is_readonly, on } = properties.clone();
    let zoom = |by: i64| {
        let hand = hand.clone();
        Callback::from(move |()| hand.dispatch(Motion::Zoom(by)))
    };
    let arrange_all = on.reform(move |()| {
        let steps = steps.iter().filter_map(|step| StepId::new(&step.id));
        Command::All { of: steps.map(|step| Command::PlaceStep { step, at: None }).collect() }
    });
    html! {
        <div class="graph-tools row" role="group" aria-label={words.view}>
            <Button label={words.zoom_out} icon={Icon::Minus} bare=true on_press={zoom(-20)} />
            <span class="hint">{ format!("{percent} %") }</span>
            <Button label={words.zoom_in} icon={Icon::Plus} bare=true on_press={zoom(20)} />
            <Button label={words.fit} icon={Icon::Fit} bare=true on_press={fit} />
            <Button label={words.arrange} icon={Icon::Arrange} weight={Weight::Plain} disabled={is_readonly} on_press={arrange_all} />
        </div>
    }
}

/// Where every step stands: as people put it, else as the layout has it.
fn places(
    pairs: &[(usize, usize, AttrValue)],
    points: &[Option<(i64, i64)>],
    steps: &[StepName],
) -> Vec<(i64, i64)> {
    let start = steps.iter().position(|step| step.is_start).unwrap_or(0);
    let edges: Vec<(usize, usize)> = pairs.iter().map(|(from, to, _)| (*from, *to)).collect();
    let arranged = arrange(steps.len(), &edges, start);
    let own = points.iter().copied().chain(core::iter::repeat(None));
    arranged.iter().zip(own).map(|(point, own)| own.unwrap_or((point.x, point.y))).collect()
}

/// Edges by places in the list, each with what it says; those between the same two steps as one.
fn pairs(edges: &[(Edge, AttrValue)], steps: &[StepName]) -> Vec<(usize, usize, AttrValue)> {
    let places: BTreeMap<&str, usize> =
        steps.iter().enumerate().map(|(index, step)| (step.id.as_str(), index)).collect();
    let place = |id: &str| places.get(id).copied();
    let mut pairs: Vec<(usize, usize, AttrValue)> = Vec::new();
    for (edge, said) in edges {
        let (Some(from), Some(to)) = (place(&edge.from), place(&edge.to)) else { continue };
        // Those of one step follow each other.
        let mut of_step = pairs.iter_mut().rev().take_while(|pair| pair.0 == from);
        match of_step.find(|pair| pair.1 == to) {
            Some((_, _, before)) if !said.is_empty() => *before = format!("{before}\n{said}").into(),
            Some(_) => {}
            None => pairs.push((from, to, said.clone())),
        }
    }
    pairs
}

fn place(scene: &Scene, step: &str, x: i64, y: i64) {
    if let Some(step) = StepId::new(step) {
        scene.on.emit(Command::PlaceStep { step, at: Some(Point { x, y }) });
    }
}

/// Arrows follow edges and go to neighbours; with Alt they move the step. Says whether the sight has to follow.
fn key(
    event: &KeyboardEvent,
    index: usize,
    scene: &Scene,
    places: &[Pair],
    pairs: &[(usize, usize, AttrValue)],
    on_select: &Callback<AttrValue>,
    on_open: &Callback<()>,
) -> bool {
    let (x, y) = places.get(index).copied().unwrap_or_default();
    let towards = match event.key().as_str() {
        "ArrowUp" => (0, -1),
        "ArrowDown" => (0, 1),
        "ArrowLeft" => (-1, 0),
        "ArrowRight" => (1, 0),
        "Enter" => {
            event.prevent_default();
            on_open.emit(());
            return false;
        }
        "Delete" => {
            if let Some(step) = scene.steps.get(index).and_then(|step| StepId::new(&step.id)) {
                scene.on.emit(Command::DeleteStep { step });
            }
            return false;
        }
        _ => return false,
    };
    event.prevent_default();
    if event.alt_key() {
        let step = scene.steps.get(index).filter(|_| !scene.is_readonly);
        if let Some(step) = step {
            place(scene, &step.id, x + towards.0 * NUDGE, y + towards.1 * NUDGE);
        }
        return step.is_some();
    }
    let next = beside(index, towards, places, pairs).and_then(|next| scene.steps.get(next));
    if let Some(step) = next {
        on_select.emit(step.id.clone());
    }
    next.is_some()
}

/// The step that an arrow goes to.
fn beside(
    index: usize,
    (dx, dy): Pair,
    places: &[Pair],
    pairs: &[(usize, usize, AttrValue)],
) -> Option<usize> {
    let (x, y) = places.get(index).copied().unwrap_or_default();
    match (dx, dy) {
        (0, 1) => pairs.iter().find(|(from, ..)| *from == index).map(|(_, to, _)| *to),
        (0, _) => pairs.iter().find(|(_, to, _)| *to == index).map(|(from, ..)| *from),
        _ => {
            // The nearest beside it.
            let beside = places.iter().enumerate().filter(|(_, (other, down))| {
                (other - x) * dx > 0
                    && (down - y).abs() < HEIGHT
                    && (other - x).abs() < 3 * (BESIDE_PX + WIDTH)
            });
            beside.min_by_key(|(_, (other, _))| (other - x).abs()).map(|(other, _)| other)
        }
    }
}
