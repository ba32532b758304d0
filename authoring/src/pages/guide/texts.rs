//! Every text of a guide, languages side by side; to translators and back.

use std::rc::Rc;

use lotse_editor::command::Command;
use lotse_editor::draft::texts::DraftText;
use lotse_model::text::platform_form;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::desk::Exchange;
use super::scene::Scene;
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::field::Toggle;
use crate::components::file_button::FileButton;
use crate::components::icon::Icon;
use crate::components::menu::{Item, Menu};
use crate::components::virtual_list::VirtualList;
use crate::words::{Words, fill, label_of};

/// Height of a row in CSS pixels; the style sheet says the same.
const ROW_PX: u32 = 112;

/// Properties of [`Texts`].
#[derive(Clone, PartialEq, Properties)]
pub struct TextsProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// All texts in the order of the file.
    pub texts: Rc<Vec<DraftText>>,
    /// The language written first.
    pub source_language: AttrValue,
    /// Texts go to translators, or come from them.
    pub on_exchange: Callback<Exchange>,
}

/// See the module.
#[component]
pub fn Texts(properties: &TextsProperties) -> Html {
    let words = use_studio().words();
    let TextsProperties { scene, texts, source_language, .. } = properties.clone();
    let only_open = use_state(|| false);
    // The source stands first, as what is translated from.
    let mut languages: Vec<String> = (*scene.languages).clone();
    languages.sort_by_key(|language| *language != source_language.as_str());
    let languages = Rc::new(languages);
    let shown: Rc<Vec<usize>> = {
        let is_open = |text: &DraftText| languages.iter().any(|language| open(text, language));
        let all = texts.iter().enumerate().filter(|(_, text)| !*only_open || is_open(text));
        Rc::new(all.map(|(index, _)| index).collect())
    };
    let row = {
        let (scene, texts, shown, languages) =
            (scene.clone(), texts.clone(), shown.clone(), languages.clone());
        Callback::from(move |index: usize| match shown.get(index).and_then(|at| texts.get(*at)) {
            Some(text) => html! {
                <TextRow key={text.pointer.clone()} {index} text={text.clone()} languages={languages.clone()} on={scene.on.clone()}
                    is_readonly={scene.is_readonly} place={place(&text.pointer, &scene, words)} />
            },
            None => Html::default(),
        })
    };
    let head = html! {
        <div role="row" class="text-row head">
            <span role="columnheader">{ words.used_in }</span>
            { for languages.iter().map(|language| html! { <span role="columnheader">{ label_of(language) }</span> }) }
        </div>
    };
    let on_switch = {
        let only_open = only_open.clone();
        Callback::from(move |on: bool| only_open.set(on))
    };
    html! {
        <div class="texts">
            <div class="texts-head">
                <Toggle id="only-open" label={words.only_open} on={*only_open} {on_switch} />
                <Exchanging scene={scene.clone()} source_language={source_language.clone()} languages={languages.clone()} on={properties.on_exchange.clone()} />
            </div>
            if shown.is_empty() {
                <Empty icon={Icon::Check} title={words.all_translated} />
            } else {
                <VirtualList label={words.texts_about} count={shown.len()} row_px={ROW_PX} {row} {head} />
            }
        </div>
    }
}

fn open(text: &DraftText, language: &str) -> bool {
    // What is for one platform alone need not be there.
    let is_needed = platform_form(language).is_none();
    text.languages
        .iter()
        .find(|(known, ..)| known == language)
        .map_or(is_needed, |(_, markdown, is_outdated)| *is_outdated || (is_needed && markdown.is_empty()))
}

/// Where a text is used: number and title of the step, and which of its texts it is.
fn place(pointer: &str, scene: &Scene, words: &Words) -> (AttrValue, AttrValue) {
    let parts: Vec<&str> = pointer.split('/').skip(1).collect();
    let what = match parts.last().copied() {
        // A guide has a title, a step a heading.
        Some("title") if parts.contains(&"steps") => words.heading,
        Some("title") => words.title,
        Some("body") => words.body,
        Some("summary") => words.summary,
        Some("label") if parts.contains(&"answers") => words.answer,
        Some("label") => words.label_,
        _ => words.target_name,
    };
    let step = match parts.as_slice() {
        ["guide", "steps", index, ..] => {
            index.parse::<usize>().ok().and_then(|index| Some((index, scene.steps.get(index)?)))
        }
        _ => None,
    };
    let of =
        step.map_or_else(|| words.guide.to_owned(), |(index, step)| format!("{}. {}", index + 1, step.title));
    (of.into(), what.into())
}

#[derive(Clone, PartialEq, Properties)]
struct TextRowProperties {
    index: usize,
    text: DraftText,
    languages: Rc<Vec<String>>,
    on: Callback<Command>,
    is_readonly: bool,
    place: (AttrValue, AttrValue),
}

#[component]
fn TextRow(properties: &TextRowProperties) -> Html {
    let words = use_studio().words();
    let TextRowProperties { index, text, languages, on, is_readonly, place } = properties;
    let cell = |language: &String| {
        let found = text.languages.iter().find(|(known, ..)| known == language);
        let (markdown, is_outdated) = found
            .map_or((String::new(), false), |(_, markdown, is_outdated)| (markdown.clone(), *is_outdated));
        let oninput = {
            let (on, at, language) = (on.clone(), text.pointer.clone(), language.clone());
            move |event: InputEvent| {
                let typed = event.target_unchecked_into::<HtmlTextAreaElement>().value();
                let markdown = (!typed.is_empty()).then_some(typed);
                on.emit(Command::SetText { at: at.clone(), language: language.clone(), markdown });
            }
        };
        let current = {
            let (at, language) = (text.pointer.clone(), language.clone());
            on.reform(move |()| Command::MarkReviewed { at: at.clone(), language: language.clone() })
        };
        let base = platform_form(language).map(|(base, _)| fill(words.as_in, &[&label_of(base)]));
        let is_missing = markdown.is_empty() && base.is_none();
        let class = if is_outdated { Some("old") } else { is_missing.then_some("missing") };
        let placeholder = base.map_or(AttrValue::Static(words.missing_text), AttrValue::from);
        html! {
            <span role="cell" class={classes!("text-cell", class)}>
                <textarea lang={language.clone()} aria-label={format!("{}, {}, {language}", place.0, place.1)} value={markdown.clone()} readonly={*is_readonly}
                    {placeholder} {oninput} />
                if is_outdated {
                    <span class="row">
                        <span class="badge" title={words.outdated_hint}>{ words.outdated }</span>
                        <Button label={words.mark_current} icon={Icon::Check} disabled={*is_readonly} on_press={current} />
                    </span>
                }
            </span>
        }
    };
    html! {
        <div role="row" class="text-row" aria-rowindex={(index + 2).to_string()}>
            <span role="cell" class="text-place"><b>{ &place.0 }</b><span class="hint">{ &place.1 }</span></span>
            { for languages.iter().map(cell) }
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ExchangingProperties {
    scene: Scene,
    source_language: AttrValue,
    languages: Rc<Vec<String>>,
    on: Callback<Exchange>,
}

/// Copies, files out, files in.
#[component]
fn Exchanging(properties: &ExchangingProperties) -> Html {
    let words = use_studio().words();
    let ExchangingProperties { scene, source_language, languages, on } = properties.clone();
    let others: Vec<String> =
        languages.iter().filter(|language| *language != source_language.as_str()).cloned().collect();
    let copy = |language: &String| {
        let command = Command::CopyLanguage { from: source_language.to_string(), to: language.clone() };
        let label = fill(words.copy_over, &[&label_of(&source_language), &label_of(language)]);
        Item::new(label, Icon::Copy, scene.on.reform(move |()| command.clone())).when(!scene.is_readonly)
    };
    let xliff = |language: &String| {
        let label = format!("{} · {}", words.export_xliff, label_of(language));
        let language = language.clone();
        Item::new(label, Icon::Export, on.reform(move |()| Exchange::Xliff(language.clone())))
    };
    let mut out = vec![Item::new(words.export_csv, Icon::Export, on.reform(|()| Exchange::Csv))];
    out.extend(others.iter().map(xliff));
    html! {
        <div class="row">
            if !others.is_empty() {
                <Menu label={words.copy_texts} icon={Icon::Copy} weight={Weight::Quiet} items={others.iter().map(copy).collect::<Vec<_>>()} />
            }
            <Menu label={words.for_translators} icon={Icon::Export} items={out} />
            <FileButton label={words.import_texts} accept=".csv,.xlf,.xliff" disabled={scene.is_readonly}
                on_text={on.reform(|(_, text): (String, String)| Exchange::Read(text))} />
        </div>
    }
}
