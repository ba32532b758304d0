//! A field for Markdown with a toolbar.

use lotse_api::guides::Asset;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use super::button::{Button, Weight};
use super::file_button::FileButton;
use super::icon::Icon;
use super::said::said;
use crate::app::{Studio, use_studio};
use crate::services::server::part;
use crate::words::fill;

/// Largest picture that is sent, in bytes; the server decides in the end.
const MAX_PICTURE_BYTES: f64 = 10.0 * 1024.0 * 1024.0;

/// Properties of [`Markdown`].
#[derive(Clone, PartialEq, Properties)]
pub struct MarkdownProperties {
    /// Its label.
    pub label: AttrValue,
    /// Names the field in the page.
    pub id: AttrValue,
    /// What stands in it.
    pub value: AttrValue,
    /// What is typed into it.
    pub on_input: Callback<String>,
    /// The language of the text.
    pub language: AttrValue,
    /// For pictures.
    pub project: AttrValue,
    /// Cannot be changed.
    #[prop_or_default]
    pub readonly: bool,
    /// What is wrong with it.
    #[prop_or_default]
    pub fault: Option<AttrValue>,
}

/// What a button of the toolbar does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Stands around what is selected.
    Around(&'static str, &'static str),
    /// Stands before each line that is selected.
    Lines(&'static str),
}

/// See the module.
#[component]
pub fn Markdown(properties: &MarkdownProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let node = use_node_ref();
    let mark = {
        let (node, on_input) = (node.clone(), properties.on_input.clone());
        Callback::from(move |mark: Mark| {
            if let Some(area) = node.cast::<HtmlTextAreaElement>() {
                on_input.emit(put(&area, mark));
            }
        })
    };
    let on_input = properties.on_input.clone();
    let oninput =
        move |event: InputEvent| on_input.emit(event.target_unchecked_into::<HtmlTextAreaElement>().value());
    let onkeydown = {
        let mark = mark.clone();
        move |event: KeyboardEvent| {
            let wanted = match event.key().to_lowercase().as_str() {
                "b" => Mark::Around("**", "**"),
                "i" => Mark::Around("*", "*"),
                _ => return,
            };
            if event.ctrl_key() || event.meta_key() {
                event.prevent_default();
                mark.emit(wanted);
            }
        }
    };
    let on_file = {
        let (studio, properties, node) = (studio.clone(), properties.clone(), node.clone());
        Callback::from(move |file: web_sys::File| upload(file, &studio, &properties, &node))
    };
    let tool = |label: &'static str, icon: Icon, what: Mark| {
        html! {
            <Button {label} {icon} bare=true weight={Weight::Quiet} disabled={properties.readonly} on_press={mark.reform(move |()| what)} />
        }
    };
    let hint_id = format!("{}-hint", properties.id);
    html! {
        <div class={classes!("field", "markdown", properties.fault.is_some().then_some("faulty"))}>
            <label for={properties.id.clone()}>{ &properties.label }</label>
            <div class="markdown-frame">
                <div class="toolbar" role="group" aria-label={words.formatting}>
                    { tool(words.bold, Icon::Bold, Mark::Around("**", "**")) }
                    { tool(words.italic, Icon::Italic, Mark::Around("*", "*")) }
                    { tool(words.subheading, Icon::Heading, Mark::Lines("### ")) }
                    { tool(words.list, Icon::List, Mark::Lines("- ")) }
                    { tool(words.numbered_list, Icon::Numbers, Mark::Lines("1. ")) }
                    { tool(words.link, Icon::Link, Mark::Around("[", "](https://)")) }
                    { tool(words.keys, Icon::Key, Mark::Around("[[", "]]")) }
                    { tool(words.callout, Icon::Callout, Mark::Lines("> ")) }
                    { tool(words.target_name, Icon::Target, Mark::Around("**{target}**", "")) }
                    <FileButton label={words.picture} icon={Icon::Picture} bare=true weight={Weight::Quiet} disabled={properties.readonly}
                        accept="image/png,image/jpeg,image/webp,image/gif" {on_file} />
                </div>
                <textarea ref={node} id={properties.id.clone()} rows="5" value={properties.value.clone()} readonly={properties.readonly}
                    lang={properties.language.clone()} spellcheck="true" aria-invalid={properties.fault.is_some().then_some("true")}
                    aria-describedby={properties.fault.is_some().then(|| hint_id.clone())} {oninput} {onkeydown} />
            </div>
            if let Some(fault) = &properties.fault { <p id={hint_id} class="hint">{ said(fault) }</p> }
        </div>
    }
}

/// Sends a picture to the server and puts it where the selection is.
fn upload(file: web_sys::File, studio: &Studio, properties: &MarkdownProperties, node: &NodeRef) {
    if file.size() > MAX_PICTURE_BYTES {
        let size = format!("{:.0}", file.size() / 1024.0 / 1024.0);
        return studio.say(fill(studio.words().picture_too_large, &[&size]));
    }
    let path = format!("/projects/{}/assets", part(&properties.project));
    let (studio, node, on_input) = (studio.clone(), node.clone(), properties.on_input.clone());
    spawn_local(async move {
        match studio.server.upload::<Asset>(&path, &file).await {
            Ok(asset) => {
                if let Some(area) = node.cast::<HtmlTextAreaElement>() {
                    on_input.emit(put_around(&area, "![", &format!("]({})", asset.url)));
                }
            }
            Err(failure) => studio.complain(&failure),
        }
    });
}

fn put(area: &HtmlTextAreaElement, mark: Mark) -> String {
    match mark {
        Mark::Around(before, after) => put_around(area, before, after),
        Mark::Lines(before) => put_before_lines(area, before),
    }
}

/// The text before, in and after the selection. The browser counts in UTF-16.
fn selected(area: &HtmlTextAreaElement) -> [Vec<u16>; 3] {
    let all: Vec<u16> = area.value().encode_utf16().collect();
    let end = area.selection_end().ok().flatten().map_or(all.len(), |end| (end as usize).min(all.len()));
    let start = area.selection_start().ok().flatten().map_or(end, |start| (start as usize).min(end));
    let piece = |from: usize, to: usize| all.get(from..to).unwrap_or_default().to_vec();
    [piece(0, start), piece(start, end), piece(end, all.len())]
}

fn put_around(area: &HtmlTextAreaElement, before: &str, after: &str) -> String {
    let [head, middle, tail] = selected(area);
    let text = [
        String::from_utf16_lossy(&head),
        before.to_owned(),
        String::from_utf16_lossy(&middle),
        after.to_owned(),
        String::from_utf16_lossy(&tail),
    ]
    .concat();
    let from = head.len() + before.encode_utf16().count();
    show(area, &text, from, from + middle.len());
    text
}

fn put_before_lines(area: &HtmlTextAreaElement, before: &str) -> String {
    let [head, middle, tail] = selected(area).map(|piece| String::from_utf16_lossy(&piece));
    // Whole lines, from the beginning of the first.
    let (head, begun) = match head.rsplit_once('\n') {
        Some((lines, begun)) => (format!("{lines}\n"), begun.to_owned()),
        None => (String::new(), head),
    };
    // A callout says in its first line what it is.
    let first = if before == "> " { "> [!TIP]\n" } else { "" };
    let lines: Vec<String> =
        format!("{begun}{middle}").split('\n').map(|line| format!("{before}{line}")).collect();
    let marked = format!("{first}{}", lines.join("\n"));
    let text = format!("{head}{marked}{tail}");
    let end = head.encode_utf16().count() + marked.encode_utf16().count();
    show(area, &text, end, end);
    text
}

fn show(area: &HtmlTextAreaElement, text: &str, from: usize, to: usize) {
    area.set_value(text);
    let _ = area.unchecked_ref::<web_sys::HtmlElement>().focus();
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let _ = area.set_selection_range(place(from), place(to));
}
