//! Long lists: only the rows in sight are drawn.

use web_sys::HtmlElement;
use yew::prelude::*;

/// Rows drawn beyond those in sight, on each side.
const SPARE: usize = 6;

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
    let node = use_node_ref();
    let before = use_node_ref();
    let after = use_node_ref();
    let window = use_state(|| (0_usize, 30_usize));
    let (first, seen) = *window;
    let from = first.min(properties.count).saturating_sub(SPARE);
    let until = (first + seen + SPARE).min(properties.count);
    let look = {
        let (node, window, row_px) = (node.clone(), window.clone(), properties.row_px.max(1));
        Callback::from(move |()| {
            let Some(list) = node.cast::<HtmlElement>() else { return };
            let rows = |px: i32| u32::try_from(px).unwrap_or(0) / row_px;
            let now = (rows(list.scroll_top()) as usize, rows(list.client_height()) as usize + 1);
            if now != *window {
                window.set(now);
            }
        })
    };
    {
        let look = look.clone();
        use_effect_with(properties.count, move |_| look.emit(()));
    }
    {
        let (before, after, row_px) = (before.clone(), after.clone(), properties.row_px as usize);
        let rest = properties.count - until;
        use_effect_with((from, rest), move |(from, rest)| {
            for (spacer, rows) in [(before, *from), (after, *rest)] {
                if let Some(spacer) = spacer.cast::<HtmlElement>() {
                    let _ = spacer.style().set_property("height", &format!("{}px", rows * row_px));
                }
            }
        });
    }
    let onscroll = look.reform(|_: Event| ());
    html! {
        <div class="virtual" ref={node} {onscroll} tabindex="0" role="table" aria-label={properties.label.clone()} aria-rowcount={(properties.count + 1).to_string()}>
            <div role="rowgroup" class="virtual-head">{ properties.head.clone() }</div>
            <div role="rowgroup">
                <div ref={before} role="presentation"></div>
                { for (from..until).map(|index| properties.row.emit(index)) }
                <div ref={after} role="presentation"></div>
            </div>
        </div>
    }
}
