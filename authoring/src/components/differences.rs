//! What has changed between two guides, word by word.

use std::collections::BTreeMap;

use lotse_editor::diff::{Change, Diff, SpanKind, Standing, StepDiff, Teller};
use lotse_editor::draft::Draft;
use lotse_model::json::Json;
use yew::prelude::*;

use super::icon::{Icon, Sign};
use crate::app::use_studio;
use crate::pages::library::title_in;

/// Properties of [`Differences`].
#[derive(Clone, PartialEq, Properties)]
pub struct DifferencesProperties {
    /// The text of the old file.
    pub old: AttrValue,
    /// The text of the new file.
    pub new: AttrValue,
}

/// See the module.
#[component]
pub fn Differences(properties: &DifferencesProperties) -> Html {
    let studio = use_studio();
    let (words, tongue) = (studio.words(), studio.tongue);
    let pair = (properties.old.clone(), properties.new.clone());
    let compared = use_memo(pair, |(old, new)| {
        let (old, new) = (Draft::load(old), Draft::load(new));
        (Diff::between(&old, &new), [titles(&new), titles(&old)])
    });
    let (diff, titles) = &*compared;
    if diff.is_empty() {
        return html! { <p class="hint">{ words.no_differences }</p> };
    }
    // Steps are called by number and heading, as everywhere; those that are gone as they were called before.
    let name = |id: &str| {
        let said = titles.iter().find_map(|known| known.get(id));
        let Some((number, titles)) = said else { return id.to_owned() };
        match (title_in(titles, tongue.tag()), tongue.tag()) {
            (None, _) => number.to_string(),
            (Some(title), "de") => format!("{number} „{title}“"),
            (Some(title), _) => format!("{number} “{title}”"),
        }
    };
    let teller = Teller::new(tongue.tag(), &name);
    html! {
        <div class="diff">
            if !diff.guide.is_empty() {
                <section>
                    <h3><Sign icon={Icon::Pen} />{ words.guide }</h3>
                    <ul>{ for diff.guide.iter().map(|change| line(change, false, &teller.of_guide())) }</ul>
                </section>
            }
            { for diff.steps.iter().map(|step| section(step, &teller)) }
        </div>
    }
}

/// Number and headings of each step, by id.
type Titles = BTreeMap<String, (usize, BTreeMap<String, String>)>;

fn titles(draft: &Draft) -> Titles {
    let Some(Json::List(steps)) = draft.at("/guide/steps") else { return Titles::new() };
    let texts = draft.texts();
    let heading = |index: usize| {
        let said = |member: &str| {
            let pointer = format!("/guide/steps/{index}/{member}");
            texts.iter().find(|text| text.pointer == pointer)
        };
        let text = said("title").or_else(|| said("body"));
        let languages = text.into_iter().flat_map(|text| text.languages.iter());
        languages.map(|(language, markdown, _)| (language.clone(), first_line(markdown))).collect()
    };
    let named = steps.iter().enumerate().filter_map(|(index, step)| {
        let id = step.get("id").and_then(Json::as_text)?;
        Some((id.to_owned(), (index + 1, heading(index))))
    });
    named.collect()
}

fn first_line(markdown: &str) -> String {
    markdown.lines().next().unwrap_or_default().replace(['*', '`', '_'], "")
}

fn section(step: &StepDiff, teller: &Teller<'_>) -> Html {
    let (class, icon) = match (step.standing, step.moved) {
        (Standing::Added, _) => ("added", Icon::Plus),
        (Standing::Removed, _) => ("removed", Icon::Trash),
        (Standing::Kept, Some(_)) => ("moved", Icon::Swap),
        (Standing::Kept, None) => ("changed", Icon::Pen),
    };
    let is_new = step.standing == Standing::Added;
    html! {
        <section class={class}>
            <h3><Sign {icon} />{ teller.step(step) }</h3>
            <ul>{ for step.changes.iter().map(|change| line(change, is_new, teller)) }</ul>
        </section>
    }
}

fn line(change: &Change, is_new: bool, teller: &Teller<'_>) -> Html {
    if let Change::Text { member, language, spans } = change {
        let span = |span: &lotse_editor::diff::Span| match span.kind {
            SpanKind::Same => html! { <span>{ &span.text }</span> },
            SpanKind::Removed => html! { <del>{ &span.text }</del> },
            SpanKind::Added => html! { <ins>{ &span.text }</ins> },
        };
        return html! {
            <li class="text-change">
                <small>{ teller.member(member) }{ " · " }{ language }</small>
                <p lang={language.clone()}>{ for spans.iter().map(span) }</p>
            </li>
        };
    }
    html! { <li>{ teller.change(change, is_new) }</li> }
}
