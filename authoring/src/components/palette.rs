//! The command palette: everything that can be reached or done, by typing a part of its name.

use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::dialog::Dialog;
use super::icon::{Icon, Sign};
use crate::app::use_studio;

/// Most entries shown at once.
const MAX_SHOWN: usize = 60;

/// Something that can be reached or done.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// What it says.
    pub label: AttrValue,
    /// What kind of thing it is.
    pub group: AttrValue,
    /// Beside the word.
    pub icon: Icon,
    /// The keys that do the same.
    pub keys: Option<AttrValue>,
    /// What happens.
    pub on_choose: Callback<()>,
}

/// Properties of [`Palette`].
#[derive(Clone, PartialEq, Properties)]
pub struct PaletteProperties {
    /// Everything.
    pub entries: Vec<Entry>,
    /// It is to be shut.
    pub on_close: Callback<()>,
}

/// See the module.
#[component]
pub fn Palette(properties: &PaletteProperties) -> Html {
    let words = use_studio().words();
    let text = use_state(String::new);
    let chosen = use_state(|| 0_usize);
    let found = fitting(&properties.entries, &text);
    let choose = {
        let close = properties.on_close.clone();
        Callback::from(move |entry: Entry| {
            close.emit(());
            entry.on_choose.emit(());
        })
    };
    let onkeydown = {
        let (found, chosen, choose) = (found.clone(), chosen.clone(), choose.clone());
        move |event: KeyboardEvent| {
            let count = found.len().max(1);
            match event.key().as_str() {
                "ArrowDown" => chosen.set((*chosen + 1) % count),
                "ArrowUp" => chosen.set((*chosen + count - 1) % count),
                "Enter" => {
                    if let Some(entry) = found.get(*chosen) {
                        choose.emit(entry.clone());
                    }
                }
                _ => return,
            }
            event.prevent_default();
        }
    };
    let oninput = {
        let (text, chosen) = (text.clone(), chosen.clone());
        move |event: InputEvent| {
            text.set(event.target_unchecked_into::<HtmlInputElement>().value());
            chosen.set(0);
        }
    };
    let option = |(index, entry): (usize, &Entry)| {
        let onclick = {
            let (choose, entry) = (choose.clone(), entry.clone());
            move |_: MouseEvent| choose.emit(entry.clone())
        };
        html! {
            <li role="option" id={format!("palette-{index}")} aria-selected={(index == *chosen).to_string()} {onclick}>
                <Sign icon={entry.icon} />
                <span>{ &entry.label }</span>
                <small>{ &entry.group }</small>
                if let Some(keys) = &entry.keys { <kbd>{ keys }</kbd> }
            </li>
        }
    };
    {
        let at = *chosen;
        use_effect_with(at, move |at| {
            let option = web_sys::window()
                .and_then(|window| window.document())
                .and_then(|document| document.get_element_by_id(&format!("palette-{at}")));
            if let Some(option) = option {
                let options = web_sys::ScrollIntoViewOptions::new();
                options.set_block(web_sys::ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&options);
            }
        });
    }
    html! {
        <Dialog title={words.commands} on_close={properties.on_close.clone()}>
            <div class="palette">
                <input type="text" role="combobox" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list" autofocus=true
                    aria-activedescendant={(!found.is_empty()).then(|| format!("palette-{}", *chosen))}
                    aria-label={words.palette_example} placeholder={words.palette_example} value={(*text).clone()} {oninput} {onkeydown} />
                <ul id="palette-list" role="listbox" aria-label={words.commands}>
                    { for found.iter().enumerate().map(option) }
                </ul>
                if found.is_empty() { <p class="hint" role="status">{ words.palette_nothing }</p> }
            </div>
        </Dialog>
    }
}

/// Entries in which every word typed occurs, those that begin with it first.
fn fitting(entries: &[Entry], text: &str) -> Vec<Entry> {
    let wanted: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let mut found: Vec<(usize, &Entry)> = entries
        .iter()
        .filter_map(|entry| {
            let name = format!("{} {}", entry.label, entry.group).to_lowercase();
            let places: Option<Vec<usize>> = wanted.iter().map(|word| name.find(word.as_str())).collect();
            Some((places?.into_iter().min().unwrap_or(0), entry))
        })
        .collect();
    found.sort_by_key(|(place, _)| *place);
    found.into_iter().take(MAX_SHOWN).map(|(_, entry)| entry.clone()).collect()
}
