//! One of many: found by typing a part of its name. What a native `select` is for a few.

use std::rc::Rc;

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
    let found = use_memo((all.clone(), (*shown).clone()), |(all, shown)| fitting(all, shown));
    let hand = Hand { all, found, shown, at, value, on_choose };
    let is_open = hand.is_open();
    let rows = use_rows(if is_open { hand.found.len() } else { 0 }, ROW_PX);
    {
        let rows = rows.clone();
        use_effect_with((*hand.at, is_open), move |(at, is_open)| {
            if *is_open {
                rows.reveal(*at, 0);
            }
        });
    }
    let on = |act: fn(&Hand, &HtmlInputElement)| {
        let hand = hand.clone();
        Callback::from(move |event: Event| act(&hand, &event.target_unchecked_into()))
    };
    let (click, input, blur) = (on(Hand::click), on(Hand::input), on(Hand::blur));
    let onkeydown = {
        let hand = hand.clone();
        Callback::from(move |event: KeyboardEvent| hand.key(&event))
    };
    let list = AttrValue::from(format!("{id}-list"));
    let is_empty = hand.found.is_empty();
    let pieces = if is_open { rows.pieces(&[*hand.at]) } else { Vec::new() };
    let piece = |piece: Piece| match piece {
        Piece::Row(at) => hand.row(&id, at),
        Piece::Room(rows) => html! { <Room {rows} row_px={ROW_PX} /> },
    };
    html! {
        <div class="combobox">
            <input type="text" role="combobox" id={id.clone()} autocomplete="off" spellcheck="false" disabled={properties.disabled} value={hand.text()}
                aria-expanded={is_open.to_string()} aria-controls={list.clone()} aria-autocomplete="list" aria-describedby={properties.described_by.clone()}
                aria-activedescendant={(is_open && !is_empty).then(|| format!("{id}-{}", *hand.at))} {onkeydown}
                oninput={input.reform(|event: InputEvent| event.into())} onclick={click.reform(|event: MouseEvent| event.into())}
                onblur={blur.reform(|event: FocusEvent| event.into())} />
            <ul id={list} role="listbox" aria-label={properties.label.clone()} ref={rows.node.clone()} onscroll={rows.onscroll.clone()} hidden={!is_open || is_empty}>
                { for pieces.into_iter().map(piece) }
            </ul>
            if is_open && is_empty { <p class="hint" role="status">{ words.palette_nothing }</p> }
        </div>
    }
}

/// What there is to choose from, and what is done with it.
#[derive(Clone)]
struct Hand {
    all: Rc<Vec<(AttrValue, AttrValue)>>,
    /// Places of those that are shown.
    found: Rc<Vec<usize>>,
    shown: UseStateHandle<Shown>,
    /// The row that keys are at.
    at: UseStateHandle<usize>,
    value: AttrValue,
    on_choose: Callback<String>,
}

impl Hand {
    fn is_open(&self) -> bool {
        *self.shown != Shown::Shut
    }

    /// What stands in the field.
    fn text(&self) -> AttrValue {
        let chosen = || self.all.iter().find(|(known, _)| *known == self.value);
        match &*self.shown {
            Shown::Fitting(text) => AttrValue::from(text.clone()),
            Shown::Shut | Shown::Whole => chosen().map_or(self.value.clone(), |(_, words)| words.clone()),
        }
    }

    fn option(&self, row: usize) -> Option<&(AttrValue, AttrValue)> {
        self.found.get(row).and_then(|place| self.all.get(*place))
    }

    fn choose(&self, row: usize) {
        if let Some((value, _)) = self.option(row) {
            self.on_choose.emit(value.to_string());
        }
        self.shown.set(Shown::Shut);
    }

    fn open(&self) {
        self.at.set(self.all.iter().position(|(known, _)| *known == self.value).unwrap_or(0));
        self.shown.set(Shown::Whole);
    }

    fn click(&self, field: &HtmlInputElement) {
        if !self.is_open() {
            field.select();
            self.open();
        }
    }

    fn input(&self, field: &HtmlInputElement) {
        self.at.set(0);
        self.shown.set(Shown::Fitting(field.value()));
    }

    fn blur(&self, _: &HtmlInputElement) {
        self.shown.set(Shown::Shut);
    }

    fn key(&self, event: &KeyboardEvent) {
        let is_open = self.is_open();
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            "PageDown" if is_open => PAGE,
            "PageUp" if is_open => -PAGE,
            "Enter" if is_open => {
                event.prevent_default();
                return self.choose(*self.at);
            }
            "Escape" if is_open => {
                // What is around it stays open.
                event.prevent_default();
                event.stop_propagation();
                return self.shown.set(Shown::Shut);
            }
            _ => return,
        };
        event.prevent_default();
        if is_open {
            self.at.set(self.at.saturating_add_signed(by).min(self.found.len().saturating_sub(1)));
        } else {
            self.open();
        }
    }

    fn row(&self, id: &str, row: usize) -> Html {
        let Some((own, words)) = self.option(row).cloned() else { return Html::default() };
        let onpointerdown = {
            let hand = self.clone();
            move |event: PointerEvent| {
                // The focus stays in the field.
                event.prevent_default();
                hand.choose(row);
            }
        };
        html! {
            <li key={row} role="option" id={format!("{id}-{row}")} class={classes!((row == *self.at).then_some("at"))} aria-selected={(own == self.value).to_string()}
                aria-setsize={self.found.len().to_string()} aria-posinset={(row + 1).to_string()} {onpointerdown} title={words.clone()}>{ words }</li>
        }
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
