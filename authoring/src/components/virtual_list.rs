//! Long tables: only the rows in sight are drawn.

use yew::prelude::*;

use crate::hooks::{Piece, Room, use_rows};

/// Properties of [`VirtualList`].
#[derive(Clone, PartialEq, Properties)]
pub struct VirtualListProperties {
    /// How many rows there are.
    pub count: usize,
    /// Height of each, in CSS pixels, as the style sheet has it.
    pub row_px: u32,
    /// Draws a row.
    pub row: Callback<usize, Html>,
    /// What the list is.
    pub label: AttrValue,
    /// Drawn before the rows, and stays in sight.
    #[prop_or_default]
    pub head: Html,
}

/// A table whose rows are drawn when they are needed.
#[component]
pub fn VirtualList(properties: &VirtualListProperties) -> Html {
    let VirtualListProperties { count, row_px, row, label, head } = properties;
    let rows = use_rows(*count, *row_px);
    let piece = |piece: Piece| match piece {
        Piece::Row(index) => row.emit(index),
        Piece::Room(rows) => html! { <Room {rows} row_px={*row_px} element="div" /> },
    };
    html! {
        <div class="virtual" ref={rows.node.clone()} onscroll={rows.onscroll.clone()} tabindex="0" role="table" aria-label={label.clone()} aria-rowcount={(count + 1).to_string()}>
            <div role="rowgroup" class="virtual-head">{ head.clone() }</div>
            <div role="rowgroup">{ for rows.pieces(&[]).into_iter().map(piece) }</div>
        </div>
    }
}
