//! What the pointer does to the canvas: takes hold, moves, lets go; and what of the canvas is seen. Pure: a state and what changes it.

use std::rc::Rc;

use yew::Reducible;

use super::drawing::{HEIGHT, WIDTH, bounds};

/// Closest and furthest, in percent.
const ZOOM: (i64, i64) = (20, 200);
/// How far beyond what is seen steps and edges are drawn, in CSS pixels of the window.
const MARGIN: i64 = 120;
/// Kept free below the steps for what is said of the keys, in CSS pixels of the window.
const FOOT: i64 = 48;
/// Least distance of a revealed step from the edge, in CSS pixels at 100 %.
const CLEAR: i64 = 24;

/// A place or a size, in CSS pixels.
pub type Pair = (i64, i64);

/// What the pointer holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Held {
    /// Nothing.
    Nothing,
    /// The canvas, from here.
    Canvas(Pair),
    /// A step, from here, moved so far.
    Step(usize, Pair, Pair),
}

/// What of the canvas is seen: its left upper corner, and how close in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// From the left.
    pub x: i64,
    /// From the top.
    pub y: i64,
    /// How close.
    pub percent: i64,
}

/// The pointer over the canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hand {
    /// What it holds.
    pub held: Held,
    /// What is seen.
    pub look: Look,
    /// Size of the canvas in the window; nothing until it has been measured.
    pub size: Pair,
}

/// What happens.
#[derive(Clone, Debug)]
pub enum Motion {
    /// The canvas is taken hold of.
    TakeCanvas(Pair),
    /// A step is taken hold of.
    TakeStep(usize, Pair),
    /// The pointer is here now.
    Move(Pair),
    /// It lets go.
    LetGo,
    /// The canvas is scrolled.
    Scroll(Pair),
    /// Closer or further, in percent.
    Zoom(i64),
    /// The canvas has this size now.
    Measure(Pair),
    /// All of these steps are to be seen, as far as they can be, on a canvas of this size.
    Fit(Rc<Vec<Pair>>, Pair),
    /// A step with this corner is to be seen.
    Reveal(Pair),
}

impl Default for Hand {
    fn default() -> Self {
        Hand { held: Held::Nothing, look: Look { x: -40, y: -40, percent: 100 }, size: (0, 0) }
    }
}

impl Reducible for Hand {
    type Action = Motion;

    fn reduce(self: Rc<Self>, motion: Motion) -> Rc<Self> {
        let next = self.after(motion);
        if next == *self { self } else { Rc::new(next) }
    }
}

impl Hand {
    fn after(self, motion: Motion) -> Self {
        let Hand { held, look, size } = self;
        match motion {
            Motion::TakeCanvas(here) => Hand { held: Held::Canvas(here), ..self },
            Motion::TakeStep(step, here) => Hand { held: Held::Step(step, here, (0, 0)), ..self },
            Motion::Move(here) => match held {
                Held::Nothing => self,
                Held::Canvas(from) => {
                    let (dx, dy) = (self.scaled(here.0 - from.0), self.scaled(here.1 - from.1));
                    let look = Look { x: look.x - dx, y: look.y - dy, ..look };
                    Hand { held: Held::Canvas(here), look, size }
                }
                Held::Step(step, from, _) => {
                    let by = (self.scaled(here.0 - from.0), self.scaled(here.1 - from.1));
                    Hand { held: Held::Step(step, from, by), ..self }
                }
            },
            Motion::LetGo => Hand { held: Held::Nothing, ..self },
            Motion::Scroll((dx, dy)) => {
                let look = Look { x: look.x + self.scaled(dx), y: look.y + self.scaled(dy), ..look };
                Hand { look, ..self }
            }
            Motion::Zoom(by) => {
                Hand { look: Look { percent: (look.percent + by).clamp(ZOOM.0, ZOOM.1), ..look }, ..self }
            }
            Motion::Measure(size) => Hand { size, ..self },
            Motion::Fit(places, size) => Hand { look: fitting(size, &places), size, ..self },
            Motion::Reveal(corner) => Hand { look: self.revealing(corner), ..self },
        }
    }

    fn scaled(&self, px: i64) -> i64 {
        px * 100 / self.look.percent.max(1)
    }

    /// How far the step is moved that the pointer holds.
    pub fn moved(&self, step: usize) -> Pair {
        match self.held {
            Held::Step(held, _, by) if held == step => by,
            _ => (0, 0),
        }
    }

    /// Whether anything between these corners can be seen, or soon.
    pub fn sees(&self, left_top: Pair, right_bottom: Pair) -> bool {
        let (Look { x, y, .. }, margin) = (self.look, self.scaled(MARGIN));
        let (width, height) = (self.scaled(self.size.0), self.scaled(self.size.1));
        right_bottom.0 >= x - margin
            && left_top.0 <= x + width + margin
            && right_bottom.1 >= y - margin
            && left_top.1 <= y + height + margin
    }

    fn revealing(&self, (left, top): Pair) -> Look {
        let Look { x, y, percent } = self.look;
        let along = |from: i64, seen: i64, begin: i64, length: i64| {
            let last = begin + length + CLEAR - seen;
            // Where it does not fit, its beginning counts.
            from.max(last).min(begin - CLEAR)
        };
        Look {
            x: along(x, self.scaled(self.size.0), left, WIDTH),
            y: along(y, self.scaled(self.size.1), top, HEIGHT),
            percent,
        }
    }
}

fn fitting(size: Pair, places: &[Pair]) -> Look {
    let (width, height) = (size.0.max(1), size.1.max(1));
    let (left, top, right, bottom) = bounds(places);
    let (wide, high) = ((right - left + 80).max(1), (bottom - top + 80).max(1));
    let percent = (width * 100 / wide).min((height - FOOT) * 100 / high).clamp(ZOOM.0, 100);
    Look { x: left - (width * 100 / percent - (right - left)) / 2, y: top - 40, percent }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{Hand, Held, Motion};

    fn after(hand: Hand, motions: &[Motion]) -> Hand {
        motions.iter().fold(hand, |hand, motion| hand.after(motion.clone()))
    }

    #[test]
    fn a_step_follows_the_pointer_at_any_scale() {
        let hand = after(
            Hand::default(),
            &[Motion::Zoom(-50), Motion::TakeStep(3, (10, 10)), Motion::Move((30, 15))],
        );
        assert_eq!(hand.moved(3), (40, 10));
        assert_eq!(hand.moved(2), (0, 0));
        assert_eq!(after(hand, &[Motion::LetGo]).held, Held::Nothing);
    }

    #[test]
    fn the_canvas_goes_with_the_pointer_and_nothing_else_does() {
        let hand = Hand::default();
        assert_eq!(after(hand, &[Motion::Move((500, 500))]), hand);
        let moved =
            after(hand, &[Motion::TakeCanvas((0, 0)), Motion::Move((10, 20)), Motion::Move((15, 20))]);
        assert_eq!((moved.look.x, moved.look.y), (hand.look.x - 15, hand.look.y - 20));
    }

    #[test]
    fn what_is_fitted_or_revealed_can_be_seen() {
        let places: Vec<(i64, i64)> = (0..300).map(|step| (0, step * 120)).collect();
        let hand = after(Hand::default(), &[Motion::Fit(Rc::new(places.clone()), (900, 700))]);
        assert_eq!(hand.look.percent, 20);
        let corner = |(x, y): (i64, i64)| (x + 210, y + 56);
        let seen = places.iter().filter(|at| hand.sees(**at, corner(**at))).count();
        assert!((20..60).contains(&seen), "{seen}");
        for at in [(0, 120 * 250), (0, 0), (-4_000, 77)] {
            let shown = after(hand, &[Motion::Reveal(at)]);
            assert!(shown.look.x < at.0 && shown.look.y < at.1, "{shown:?}");
            let (right, bottom) = (shown.look.x + 900 * 5, shown.look.y + 700 * 5);
            assert!(right > at.0 + 210 && bottom > at.1 + 56, "{shown:?}");
            // Once it is seen, nothing moves.
            assert_eq!(after(shown, &[Motion::Reveal(at)]), shown);
        }
    }
}
