//! Long lists: which of their rows are drawn. Those in sight are, a few beyond on each side, and those that must stay, such as the one
//! with the focus. What is not drawn leaves room of the same height.

use std::ops::Range;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Rows drawn beyond those in sight, on each side.
const SPARE: usize = 6;
/// Rows that are thought to be in sight until the list has been measured.
const AT_FIRST: usize = 30;

/// What stands in a list, from above to below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A row, by its place.
    Row(usize),
    /// Room for so many rows that are not drawn.
    Room(usize),
}

/// A list of rows that are all of one height.
#[derive(Clone)]
pub struct Rows {
    /// What scrolls.
    pub node: NodeRef,
    /// Hears it scroll.
    pub onscroll: Callback<Event>,
    seen: Range<usize>,
    count: usize,
    row_px: u32,
}

impl Rows {
    /// What is drawn, with these rows among it wherever they are.
    pub fn pieces(&self, kept: &[usize]) -> Vec<Piece> {
        pieces(self.count, &self.seen, kept)
    }

    /// Scrolls no further than it takes to have a row in sight, below whatever stays in sight at the top.
    pub fn reveal(&self, row: usize, head_px: i32) {
        let Some(list) = self.node.cast::<HtmlElement>() else { return };
        let px = |rows: usize| {
            i32::try_from(rows).unwrap_or(0).saturating_mul(i32::try_from(self.row_px).unwrap_or(0))
        };
        let (top, bottom) = (px(row), px(row + 1) + head_px);
        if top < list.scroll_top() {
            list.set_scroll_top(top);
        } else if bottom > list.scroll_top() + list.client_height() {
            list.set_scroll_top(bottom - list.client_height());
        }
    }
}

/// Follows a list while it is scrolled and the window is resized.
#[hook]
pub fn use_rows(count: usize, row_px: u32) -> Rows {
    let node = use_node_ref();
    let window = use_state_eq(|| (0_usize, AT_FIRST));
    let look = {
        let (node, window, row_px) = (node.clone(), window.setter(), row_px.max(1));
        Callback::from(move |()| {
            let Some(list) = node.cast::<HtmlElement>() else { return };
            let rows = |px: i32| (u32::try_from(px).unwrap_or(0) / row_px) as usize;
            window.set((rows(list.scroll_top()), rows(list.client_height()) + 1));
        })
    };
    {
        let look = look.clone();
        use_effect_with((count, row_px), move |_| {
            // Measured at once, the whole page would be laid out within the task that has changed it.
            let soon = Timeout::new(0, {
                let look = look.clone();
                move || look.emit(())
            });
            let heard =
                web_sys::window().map(|window| EventListener::new(&window, "resize", move |_| look.emit(())));
            move || drop((soon, heard))
        });
    }
    let (first, seen) = *window;
    let seen = first.min(count).saturating_sub(SPARE)..(first + seen + SPARE).min(count);
    Rows { node, onscroll: look.reform(|_: Event| ()), seen, count, row_px }
}

fn pieces(count: usize, seen: &Range<usize>, kept: &[usize]) -> Vec<Piece> {
    let mut drawn: Vec<usize> = seen.clone().chain(kept.iter().copied()).filter(|row| *row < count).collect();
    drawn.sort_unstable();
    drawn.dedup();
    let mut all = Vec::new();
    let mut next = 0;
    for row in drawn {
        if row > next {
            all.push(Piece::Room(row - next));
        }
        all.push(Piece::Row(row));
        next = row + 1;
    }
    if next < count {
        all.push(Piece::Room(count - next));
    }
    all
}

/// Properties of [`Room`].
#[derive(Clone, PartialEq, Properties)]
pub struct RoomProperties {
    /// For how many rows.
    pub rows: usize,
    /// The height of each, in CSS pixels.
    pub row_px: u32,
    /// What the list is made of: `li` or `div`.
    #[prop_or(AttrValue::Static("li"))]
    pub element: AttrValue,
}

/// Room for rows that are not drawn.
#[component]
pub fn Room(properties: &RoomProperties) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        let height_px = properties.rows as u64 * u64::from(properties.row_px);
        // No style is said in the document: the studio's policy lets none in.
        use_effect_with(height_px, move |height_px| {
            if let Some(room) = node.cast::<HtmlElement>() {
                let _ = room.style().set_property("height", &format!("{height_px}px"));
            }
        });
    }
    let element = properties.element.to_string();
    html! { <@{element} ref={node} role="presentation" class="room"></@> }
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn rows_and_room_make_up_the_whole_list() {
        for count in [0, 1, 7, 300] {
            for seen in [0..0, 0..7, 3..9, 290..300, 299..310] {
                for kept in [&[][..], &[0], &[5, 298], &[4, 4], &[999]] {
                    let all = pieces(count, &seen, kept);
                    let mut next = 0;
                    for piece in &all {
                        match piece {
                            Piece::Row(row) => {
                                assert_eq!(*row, next);
                                next += 1;
                            }
                            Piece::Room(rows) => {
                                assert!(*rows > 0);
                                next += rows;
                            }
                        }
                    }
                    assert_eq!(next, count, "{count} {seen:?} {kept:?}");
                    let is_drawn = |row: usize| all.contains(&Piece::Row(row));
                    assert!(
                        seen.clone().chain(kept.iter().copied()).all(|row| row >= count || is_drawn(row))
                    );
                }
            }
        }
    }
}
