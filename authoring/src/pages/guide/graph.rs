//! The steps as a graph: the same draft, drawn. Steps are dragged, or moved by keys; edges follow.

mod drawing;

use std::rc::Rc;

use lotse_editor::command::{Command, Point};
use lotse_editor::draft::edges::Edge;
use lotse_editor::layers::{BESIDE_PX, arrange};
use lotse_model::basic::StepId;
use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use super::scene::Scene;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::Icon;
use drawing::{HEIGHT, Line, Node, WIDTH, bounds};

/// How far keys move a step, in CSS pixels at 100 %.
const NUDGE: i64 = 20;
/// Closest and furthest, in percent.
const ZOOM: (i64, i64) = (20, 200);

/// Properties of [`Graph`].
#[derive(Clone, PartialEq, Properties)]
pub struct GraphProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Where people have put steps, in the order of the list.
    pub points: Rc<Vec<Option<(i64, i64)>>>,
    /// All edges.
    pub edges: Rc<Vec<Edge>>,
    /// The chosen step.
    pub selected: Option<AttrValue>,
    /// Another step was chosen.
    pub on_select: Callback<AttrValue>,
    /// The chosen step is to be opened.
    pub on_open: Callback<()>,
}

/// What the pointer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Held {
    /// Nothing.
    Nothing,
    /// The canvas, from here.
    Canvas(i64, i64),
    /// A step, from here, moved so far.
    Step(usize, (i64, i64), (i64, i64)),
}

/// What of the canvas is seen: its left upper corner, and how close in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Look {
    x: i64,
    y: i64,
    percent: i64,
}

/// The pointer and what it does to canvas and steps.
#[derive(Clone, PartialEq)]
struct Hand {
    held: UseStateHandle<Held>,
    look: UseStateHandle<Look>,
    scene: Scene,
    places: Rc<Vec<(i64, i64)>>,
}

impl Hand {
    fn scaled(&self, px: i64) -> i64 {
        px * 100 / self.look.percent
    }

    fn take_canvas(&self) -> Callback<PointerEvent> {
        let held = self.held.clone();
        Callback::from(move |event: PointerEvent| {
            let (x, y) = place_of(&event);
            held.set(Held::Canvas(x, y));
        })
    }

    fn take_step(&self, index: usize, on_select: &Callback<AttrValue>) -> Callback<PointerEvent> {
        let (held, on_select) = (self.held.clone(), on_select.clone());
        let id = self.scene.steps.get(index).map(|step| step.id.clone()).unwrap_or_default();
        Callback::from(move |event: PointerEvent| {
            event.stop_propagation();
            on_select.emit(id.clone());
            held.set(Held::Step(index, place_of(&event), (0, 0)));
        })
    }

    fn moves(&self) -> Callback<PointerEvent> {
        let hand = self.clone();
        Callback::from(move |event: PointerEvent| {
            let here = place_of(&event);
            match *hand.held {
                Held::Nothing => {}
                Held::Canvas(x, y) => {
                    let (dx, dy) = (hand.scaled(here.0 - x), hand.scaled(here.1 - y));
                    hand.look.set(Look { x: hand.look.x - dx, y: hand.look.y - dy, ..*hand.look });
                    hand.held.set(Held::Canvas(here.0, here.1));
                }
                Held::Step(step, from, _) => {
                    let by = (hand.scaled(here.0 - from.0), hand.scaled(here.1 - from.1));
                    hand.held.set(Held::Step(step, from, by));
                }
            }
        })
    }

    fn lets_go(&self) -> Callback<PointerEvent> {
        let hand = self.clone();
        Callback::from(move |_: PointerEvent| {
            if let Held::Step(index, _, (dx, dy)) = *hand.held
                && (dx, dy) != (0, 0)
                && let (Some(step), Some((x, y))) = (hand.scene.steps.get(index), hand.places.get(index))
            {
                place(&hand.scene, &step.id, x + dx, y + dy);
            }
            hand.held.set(Held::Nothing);
        })
    }

    fn wheels(&self) -> Callback<WheelEvent> {
        let hand = self.clone();
        Callback::from(move |event: WheelEvent| {
            event.prevent_default();
            if event.ctrl_key() {
                let percent = (hand.look.percent - (event.delta_y() as i64) / 4).clamp(ZOOM.0, ZOOM.1);
                hand.look.set(Look { percent, ..*hand.look });
            } else {
                let (dx, dy) = (hand.scaled(event.delta_x() as i64), hand.scaled(event.delta_y() as i64));
                hand.look.set(Look { x: hand.look.x + dx, y: hand.look.y + dy, ..*hand.look });
            }
        })
    }
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
    let look = use_state(|| Look { x: -40, y: -40, percent: 100 });
    let held = use_state(|| Held::Nothing);
    let pairs = use_memo((edges, scene.steps.clone()), |(edges, steps)| pairs(edges, steps));
    let placed = (pairs.clone(), points, scene.steps.clone());
    let places = use_memo(placed, |(pairs, points, steps)| places(pairs, points, steps));
    let shown = shown(&places, *held);
    let fit = {
        let (look, node, places) = (look.clone(), node.clone(), places.clone());
        Callback::from(move |()| look.set(fitting(&node, &places)))
    };
    {
        let fit = fit.clone();
        use_effect_with((), move |()| fit.emit(()));
    }
    let hand = Hand { held, look: look.clone(), scene: scene.clone(), places: places.clone() };
    let nodes = scene.steps.iter().enumerate().map(|(index, step)| {
        let on_key = {
            let (scene, places, pairs) = (scene.clone(), places.clone(), pairs.clone());
            let (on_select, on_open) = (on_select.clone(), on_open.clone());
            Callback::from(move |event: KeyboardEvent| key(&event, index, &scene, &places, &pairs, &on_select, &on_open))
        };
        let at = shown.get(index).copied().unwrap_or_default();
        html! {
            <Node key={step.id.to_string()} {index} step={step.clone()} {at} is_selected={selected.as_ref() == Some(&step.id)}
                on_hold={hand.take_step(index, &on_select)} {on_key} on_open={on_open.clone()} />
        }
    });
    let lines = pairs.iter().map(|(from, to, label)| {
        let corner = |step: &usize| shown.get(*step).copied().unwrap_or_default();
        html! { <Line key={format!("{from}-{to}-{label}")} from_at={corner(from)} to_at={corner(to)} label={label.clone()} /> }
    });
    let scale = look.percent as f64 / 100.0;
    let transform = format!("scale({scale}) translate({} {})", -look.x, -look.y);
    html! {
        <div class="graph">
            <Tools {look} {fit} scene={scene.clone()} />
            <svg ref={node} role="group" aria-label={words.graph} onpointerdown={hand.take_canvas()} onpointermove={hand.moves()}
                onpointerup={hand.lets_go()} onwheel={hand.wheels()}>
                <defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8Z" /></marker></defs>
                <g {transform}>{ for lines }{ for nodes }</g>
            </svg>
            <p class="hint graph-hint">{ words.graph_hint }</p>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ToolsProperties {
    look: UseStateHandle<Look>,
    fit: Callback<()>,
    scene: Scene,
}

/// How close, and the layout.
#[component]
fn Tools(properties: &ToolsProperties) -> Html {
    let words = use_studio().words();
    let ToolsProperties { look, fit, scene } = properties.clone();
    let zoom = |by: i64| {
        let look = look.clone();
        Callback::from(move |()| {
            let percent = (look.percent + by).clamp(ZOOM.0, ZOOM.1);
            look.set(Look { percent, ..*look });
        })
    };
    let arrange_all = {
        let scene = scene.clone();
        Callback::from(move |()| {
            let steps = scene.steps.iter().filter_map(|step| StepId::new(&step.id));
            scene
                .on
                .emit(Command::All { of: steps.map(|step| Command::PlaceStep { step, at: None }).collect() });
        })
    };
    html! {
        <div class="graph-tools row" role="group" aria-label={words.view}>
            <Button label={words.zoom_out} icon={Icon::Down} bare=true on_press={zoom(-20)} />
            <span class="hint">{ format!("{} %", look.percent) }</span>
            <Button label={words.zoom_in} icon={Icon::Up} bare=true on_press={zoom(20)} />
            <Button label={words.fit} icon={Icon::Fit} bare=true on_press={fit} />
            <Button label={words.arrange} icon={Icon::Arrange} weight={Weight::Plain} disabled={scene.is_readonly} on_press={arrange_all} />
        </div>
    }
}

/// Where every step stands: as people put it, else as the layout has it.
fn places(
    pairs: &[(usize, usize, AttrValue)],
    points: &[Option<(i64, i64)>],
    steps: &[super::scene::StepName],
) -> Vec<(i64, i64)> {
    let start = steps.iter().position(|step| step.is_start).unwrap_or(0);
    let edges: Vec<(usize, usize)> = pairs.iter().map(|(from, to, _)| (*from, *to)).collect();
    let arranged = arrange(steps.len(), &edges, start);
    let own = points.iter().copied().chain(core::iter::repeat(None));
    arranged.iter().zip(own).map(|(point, own)| own.unwrap_or((point.x, point.y))).collect()
}

/// Edges by places in the list, each with what it says.
fn pairs(edges: &[Edge], steps: &[super::scene::StepName]) -> Vec<(usize, usize, AttrValue)> {
    use lotse_editor::command::Exit;
    let place = |id: &str| steps.iter().position(|step| step.id == id);
    let label = |edge: &Edge| {
        match &edge.exit {
            Exit::Next {} => "",
            Exit::Answer { answer } => answer.as_str(),
            Exit::IfTrue {} | Exit::Solved {} => "✓",
            Exit::IfFalse {} | Exit::Stopped {} => "✗",
            Exit::IfUnknown {} | Exit::Escalated {} => "?",
        }
        .to_owned()
    };
    edges.iter().filter_map(|edge| Some((place(&edge.from)?, place(&edge.to)?, label(edge).into()))).collect()
}

fn shown(places: &[(i64, i64)], held: Held) -> Vec<(i64, i64)> {
    let moved = |(index, (x, y)): (usize, &(i64, i64))| match held {
        Held::Step(step, _, (dx, dy)) if step == index => (x + dx, y + dy),
        _ => (*x, *y),
    };
    places.iter().enumerate().map(moved).collect()
}

fn fitting(node: &NodeRef, places: &[(i64, i64)]) -> Look {
    let Some(canvas) = node.cast::<Element>() else { return Look { x: -40, y: -40, percent: 100 } };
    let (width, height) = (i64::from(canvas.client_width()).max(1), i64::from(canvas.client_height()).max(1));
    let (left, top, right, bottom) = bounds(places);
    let (wide, high) = ((right - left + 80).max(1), (bottom - top + 80).max(1));
    let percent = (width * 100 / wide).min(height * 100 / high).clamp(ZOOM.0, 100);
    Look { x: left - (width * 100 / percent - (right - left)) / 2, y: top - 40, percent }
}

fn place(scene: &Scene, step: &str, x: i64, y: i64) {
    if let Some(step) = StepId::new(step) {
        scene.on.emit(Command::PlaceStep { step, at: Some(Point { x, y }) });
    }
}

/// Arrows follow edges and go to neighbours; with Alt they move the step.
fn key(
    event: &KeyboardEvent,
    index: usize,
    scene: &Scene,
    places: &[(i64, i64)],
    pairs: &[(usize, usize, AttrValue)],
    on_select: &Callback<AttrValue>,
    on_open: &Callback<()>,
) {
    let (x, y) = places.get(index).copied().unwrap_or_default();
    let key = event.key();
    let (dx, dy) = match key.as_str() {
        "ArrowUp" => (0, -1),
        "ArrowDown" => (0, 1),
        "ArrowLeft" => (-1, 0),
        "ArrowRight" => (1, 0),
        "Enter" => {
            event.prevent_default();
            return on_open.emit(());
        }
        "Delete" => {
            if let Some(step) = scene.steps.get(index).and_then(|step| StepId::new(&step.id)) {
                scene.on.emit(Command::DeleteStep { step });
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if event.alt_key() {
        if let (Some(step), false) = (scene.steps.get(index), scene.is_readonly) {
            place(scene, &step.id, x + dx * NUDGE, y + dy * NUDGE);
        }
        return;
    }
    let next = match (dx, dy) {
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
    };
    if let Some(step) = next.and_then(|next| scene.steps.get(next)) {
        on_select.emit(step.id.clone());
        drawing::focus(&step.id);
    }
}
