//! Where a card goes beside its target. Pure geometry, in CSS pixels of the window.

use lotse_model::step::{Align, Placement, Side};

use crate::natives::Rect;

/// A side of the target, as the eye sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Top,
    Right,
    Bottom,
    Left,
}

/// Least distance between a card and the edges of the window.
pub(super) const MARGIN: f64 = 12.0;

/// What is known when a place is looked for.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) target: Rect,
    pub(super) window: Rect,
    pub(super) placement: Placement,
    pub(super) is_rtl: bool,
    /// Distance between target and card.
    pub(super) gap: f64,
}

impl Question {
    /// All sides, the wanted one first, then its opposite, then the rest by room.
    pub(super) fn order(&self) -> [Edge; 4] {
        let wanted = match (self.placement.side, self.is_rtl) {
            (Side::Top, _) => Some(Edge::Top),
            (Side::Bottom, _) => Some(Edge::Bottom),
            (Side::Start, false) | (Side::End, true) => Some(Edge::Left),
            (Side::End, false) | (Side::Start, true) => Some(Edge::Right),
            // Below is where the eye goes on reading, unless it does not fit there.
            (Side::Auto, _) => None,
        };
        let by_room = |one: Edge, other: Edge| {
            if self.room(other) > self.room(one) { [other, one] } else { [one, other] }
        };
        let [up, down] = [Edge::Top, Edge::Bottom];
        match wanted {
            Some(side @ (Edge::Top | Edge::Bottom)) => {
                let [third, fourth] = by_room(Edge::Right, Edge::Left);
                [side, side.opposite(), third, fourth]
            }
            Some(side) => {
                let [third, fourth] = by_room(down, up);
                [side, side.opposite(), third, fourth]
            }
            None => {
                let [third, fourth] = by_room(Edge::Right, Edge::Left);
                let upright = if self.fits(down) { [down, up] } else { by_room(down, up) };
                if upright.iter().any(|side| self.fits(*side)) || !self.fits(third) {
                    [upright[0], upright[1], third, fourth]
                } else {
                    [third, fourth, upright[0], upright[1]]
                }
            }
        }
    }

    /// The first side on which the card fits.
    pub(super) fn choose(&self) -> Option<Edge> {
        self.order().into_iter().find(|edge| self.fits(*edge))
    }

    /// Left and top of the card on a side, kept within the window.
    pub(super) fn spot(&self, edge: Edge) -> (f64, f64) {
        let Rect { left, top, right, bottom } = self.target;
        let aligned_x = match (self.placement.align, self.is_rtl) {
            (Align::Center, _) => f64::midpoint(left, right) - self.width / 2.0,
            (Align::Start, false) | (Align::End, true) => left,
            (Align::End, false) | (Align::Start, true) => right - self.width,
        };
        let aligned_y = match self.placement.align {
            Align::Center => f64::midpoint(top, bottom) - self.height / 2.0,
            Align::Start => top,
            Align::End => bottom - self.height,
        };
        let (x, y) = match edge {
            Edge::Top => (aligned_x, top - self.gap - self.height),
            Edge::Bottom => (aligned_x, bottom + self.gap),
            Edge::Left => (left - self.gap - self.width, aligned_y),
            Edge::Right => (right + self.gap, aligned_y),
        };
        let within = |at: f64, size: f64, from: f64, to: f64| at.min(to - MARGIN - size).max(from + MARGIN);
        (
            within(x, self.width, self.window.left, self.window.right),
            within(y, self.height, self.window.top, self.window.bottom),
        )
    }

    fn fits(&self, edge: Edge) -> bool {
        let (across, along) = match edge {
            Edge::Top | Edge::Bottom => (self.height, self.width <= self.window.width() - 2.0 * MARGIN),
            Edge::Left | Edge::Right => (self.width, self.height <= self.window.height() - 2.0 * MARGIN),
        };
        along && self.room(edge) >= across
    }

    fn room(&self, edge: Edge) -> f64 {
        let free = match edge {
            Edge::Top => self.target.top - self.window.top,
            Edge::Bottom => self.window.bottom - self.target.bottom,
            Edge::Left => self.target.left - self.window.left,
            Edge::Right => self.window.right - self.target.right,
        };
        free - self.gap - MARGIN
    }
}

impl Edge {
    fn opposite(self) -> Edge {
        match self {
            Edge::Top => Edge::Bottom,
            Edge::Bottom => Edge::Top,
            Edge::Left => Edge::Right,
            Edge::Right => Edge::Left,
        }
    }

    /// The `position-area` of this side.
    pub(super) fn area(self, align: Align, is_rtl: bool) -> &'static str {
        let is_first = matches!((align, is_rtl), (Align::Start, false) | (Align::End, true));
        match (self, align) {
            (Edge::Top, Align::Center) => "top",
            (Edge::Bottom, Align::Center) => "bottom",
            (Edge::Left, Align::Center) => "left",
            (Edge::Right, Align::Center) => "right",
            (Edge::Top, _) if is_first => "top span-right",
            (Edge::Top, _) => "top span-left",
            (Edge::Bottom, _) if is_first => "bottom span-right",
            (Edge::Bottom, _) => "bottom span-left",
            (Edge::Left, Align::Start) => "left span-bottom",
            (Edge::Left, Align::End) => "left span-top",
            (Edge::Right, Align::Start) => "right span-bottom",
            (Edge::Right, Align::End) => "right span-top",
        }
    }
}

#[cfg(test)]
mod tests;
