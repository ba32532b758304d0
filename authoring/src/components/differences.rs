//! What has changed between two guides, word by word.

use lotse_editor::diff::{Change, Diff, SpanKind, Standing, StepDiff};
use lotse_editor::draft::Draft;
use yew::prelude::*;

use super::icon::{Icon, Sign};
use crate::app::use_studio;
use crate::words::Tongue;

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
    let diff = use_memo(pair, |(old, new)| Diff::between(&Draft::load(old), &Draft::load(new)));
    if diff.is_empty() {
        return html! { <p class="hint">{ words.no_differences }</p> };
    }
    html! {
        <div class="diff">
            if !diff.guide.is_empty() {
                <section>
                    <h3><Sign icon={Icon::Pen} />{ words.guide }</h3>
                    <ul>{ for diff.guide.iter().map(|change| line(change, tongue)) }</ul>
                </section>
            }
            { for diff.steps.iter().map(|step| section(step, tongue)) }
        </div>
    }
}

fn section(step: &StepDiff, tongue: Tongue) -> Html {
    let (class, icon) = match (step.standing, step.moved) {
        (Standing::Added, _) => ("added", Icon::Plus),
        (Standing::Removed, _) => ("removed", Icon::Trash),
        (Standing::Kept, Some(_)) => ("moved", Icon::Swap),
        (Standing::Kept, None) => ("changed", Icon::Pen),
    };
    // The editor knows how to say this; one step is a difference of its own.
    let said = Diff { guide: Vec::new(), steps: vec![StepDiff { changes: Vec::new(), ..step.clone() }] };
    let said = said.in_words(tongue.tag());
    let said = said.trim().trim_start_matches(['+', '-', '~', '>']).trim().to_owned();
    html! {
        <section class={class}>
            <h3><Sign {icon} />{ said }</h3>
            <ul>{ for step.changes.iter().map(|change| line(change, tongue)) }</ul>
        </section>
    }
}

fn line(change: &Change, tongue: Tongue) -> Html {
    if let Change::Text { member, language, spans } = change {
        let span = |span: &lotse_editor::diff::Span| match span.kind {
            SpanKind::Same => html! { <span>{ &span.text }</span> },
            SpanKind::Removed => html! { <del>{ &span.text }</del> },
            SpanKind::Added => html! { <ins>{ &span.text }</ins> },
        };
        return html! {
            <li class="text-change">
                <small>{ member_name(member, tongue) }{ " · " }{ language }</small>
                <p lang={language.clone()}>{ for spans.iter().map(span) }</p>
            </li>
        };
    }
    let said = Diff { guide: vec![change.clone()], steps: Vec::new() }.in_words(tongue.tag());
    let said = said.lines().nth(1).unwrap_or_default().trim().to_owned();
    html! { <li>{ said }</li> }
}

fn member_name(member: &str, tongue: Tongue) -> String {
    let words = tongue.words();
    match member {
        "title" => words.heading.to_owned(),
        "body" => words.body.to_owned(),
        "summary" => words.summary.to_owned(),
        other => other.replace("answers/", &format!("{} ", words.answer)).replace("/label", ""),
    }
}
