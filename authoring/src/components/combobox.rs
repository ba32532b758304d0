//! One of many: found by typing a part of its name. What a native `select` is for a few.

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::field::Options;
use crate::app::use_studio;
use crate::hooks::{Piece, Room, use_rows};

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW_PX: u32 = 32;
/// How far a page goes.
const PAGE: isize = 8;

/// Properties of [`Combobox`].
#[derive(Clone, PartialEq, Properties)]
pub struct ComboboxProperties {
    /// What it is for.
    pub label: AttrValue,
    /// Names the field in the page.
    pub id: AttrValue,
    /// What is chosen.
    pub value: AttrValue,
    /// Value and words of each.
    pub options: Options,
    /// What stands before them, for choosing none.
    #[prop_or_default]
    pub none: Option<AttrValue>,
    /// The one that is not offered.
    #[prop_or_default]
    pub besides: Option<AttrValue>,
    /// Another one was chosen.
    pub on_choose: Callback<String>,
    /// Names what there is to know about it.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// Cannot be changed.
    #[prop_or_default]
    pub disabled: bool,
}

/// What of the list is shown.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    /// Nothing.
    Shut,
    /// All of it.
    Whole,
    /// What has these words in it.
    Fitting(String),
}

/// See the module.
#[component]
pub fn Combobox(properties: &ComboboxProperties) -> Html {
    let words = use_studio().words();
    let ComboboxProperties { id, value, options, none, besides, on_choose, .. } = properties.clone();
    let shown = use_state(|| Shown::Shut);
    let at = use_state(|| 0_usize);
    let all = use_memo((options, none, besides), |(options, none, besides)| {
        let none = none.clone().map(|words| (AttrValue::Static(""), words));
        let others = options.iter().filter(|(value, _)| Some(value) != besides.as_ref()).cloned();
        none.into_iter().chain(others).collect::<Vec<(AttrValue, AttrValue)>>()
    });
    let name =
        all.iter().find(|(known, _)| *known == value).map_or(value.clone(), |(_, words)| words.clone());
    let found = use_memo((all.clone(), (*shown).clone()), |(all, shown)| fitting(all, shown));
    let is_open = *shown != Shown::Shut;
    let rows = use_rows(if is_open { found.len() } else { 0 }, ROW_PX);
    {
        let rows = rows.clone();
        use_effect_with((*at, is_open), move |(at, is_open)| {
            if *is_open {
                rows.reveal(*at, 0);
            }
        });
    }
    let choose = {
        let (all, found, shown) = (all.clone(), found.clone(), shown.clone());
        Callback::from(move |row: usize| {
            if let Some((value, _)) = found.get(row).and_then(|place| all.get(*place)) {
                on_choose.emit(value.to_string());
            }
            shown.set(Shown::Shut);
        })
    };
    let open = {
        let (all, shown, at, value) = (all.clone(), shown.clone(), at.clone(), value.clone());
        Callback::from(move |()| {
            at.set(all.iter().position(|(known, _)| *known == value).unwrap_or(0));
            shown.set(Shown::Whole);
        })
    };
    let onkeydown = {
        let (shown, at, open, choose, count) =
            (shown.clone(), at.clone(), open.clone(), choose.clone(), found.len());
        Callback::from(move |event: KeyboardEvent| key(&event, &shown, &at, count, &open, &choose))
    };
    let onclick = {
        let (shown, open) = (shown.clone(), open.clone());
        move |event: MouseEvent| {
            if *shown == Shown::Shut {
                event.target_unchecked_into::<HtmlInputElement>().select();
                open.emit(());
            }
        }
    };
    let oninput = {
        let (shown, at) = (shown.clone(), at.clone());
        move |event: InputEvent| {
            at.set(0);
            shown.set(Shown::Fitting(event.target_unchecked_into::<HtmlInputElement>().value()));
        }
    };
    let onblur = {
        let shown = shown.clone();
        move |_: FocusEvent| shown.set(Shown::Shut)
    };
    let text = match &*shown {
        Shown::Fitting(text) => AttrValue::from(text.clone()),
        Shown::Shut | Shown::Whole => name,
    };
    let row = |row: usize| {
        let Some((own, words)) = found.get(row).and_then(|place| all.get(*place)) else {
            return Html::default();
        };
        let pick = choose.reform(move |event: PointerEvent| {
            // The focus stays in the field.
            event.prevent_default();
            row
        });
        html! {
            <li key={row} role="option" id={format!("{id}-{row}")} class={classes!((row == *at).then_some("at"))} aria-selected={(*own == value).to_string()}
                aria-setsize={found.len().to_string()} aria-posinset={(row + 1).to_string()} onpointerdown={pick} title={words.clone()}>{ words }</li>
        }
    };
    let list = AttrValue::from(format!("{id}-list"));
    let pieces = if is_open { rows.pieces(&[*at]) } else { Vec::new() };
    html! {
        <div class="combobox">
            <input type="text" role="combobox" id={id.clone()} autocomplete="off" spellcheck="false" disabled={properties.disabled} value={text}
                aria-expanded={is_open.to_string()} aria-controls={list.clone()} aria-autocomplete="list" aria-describedby={properties.described_by.clone()}
                aria-activedescendant={(is_open && !found.is_empty()).then(|| format!("{id}-{}", *at))} {oninput} {onkeydown} {onclick} {onblur} />
            <ul id={list} role="listbox" aria-label={properties.label.clone()} ref={rows.node.clone()} onscroll={rows.onscroll.clone()} hidden={!is_open || found.is_empty()}>
                { for pieces.into_iter().map(|piece| match piece {
                    Piece::Row(at) => row(at),
                    Piece::Room(rows) => html! { <Room {rows} row_px={ROW_PX} /> },
                }) }
            </ul>
            if is_open && found.is_empty() { <p class="hint" role="status">{ words.palette_nothing }</p> }
        </div>
    }
}

fn key(
    event: &KeyboardEvent,
    shown: &UseStateHandle<Shown>,
    at: &UseStateHandle<usize>,
    count: usize,
    open: &Callback<()>,
    choose: &Callback<usize>,
) {
    let is_open = **shown != Shown::Shut;
    let by = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        "PageDown" if is_open => PAGE,
        "PageUp" if is_open => -PAGE,
        "Enter" if is_open => {
            event.prevent_default();
            return choose.emit(**at);
        }
        "Escape" if is_open => {
            // What is around it stays open.
            event.prevent_default();
            event.stop_propagation();
            return shown.set(Shown::Shut);
        }
        _ => return,
    };
    event.prevent_default();
    if is_open {
        at.set(at.saturating_add_signed(by).min(count.saturating_sub(1)));
    } else {
        open.emit(());
    }
}

/// Places of the options in which every word typed occurs.
fn fitting(all: &[(AttrValue, AttrValue)], shown: &Shown) -> Vec<usize> {
    let Shown::Fitting(text) = shown else { return (0..all.len()).collect() };
    let wanted: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let fits = |words: &AttrValue| {
        let words = words.to_lowercase();
        wanted.iter().all(|word| words.contains(word.as_str()))
    };
    all.iter().enumerate().filter(|(_, (_, words))| fits(words)).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests {
    use super::{Shown, fitting};

    #[test]
    fn every_word_has_to_occur() {
        let all: Vec<_> = ["1. Open the invoice", "2. Print", "3. Öffnen, dann drucken"]
            .iter()
            .map(|words| ("".into(), (*words).into()))
            .collect();
        assert_eq!(fitting(&all, &Shown::Whole), [0, 1, 2]);
        assert_eq!(fitting(&all, &Shown::Fitting("PRINT".to_owned())), [1]);
        assert_eq!(fitting(&all, &Shown::Fitting("dru öff".to_owned())), [2]);
        assert!(fitting(&all, &Shown::Fitting("nothing".to_owned())).is_empty());
    }
}
