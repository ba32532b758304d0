//! What has changed between two documents that are no guides, part by part, word by word.

use lotse_editor::diff::SpanKind;
use lotse_editor::diff::document::{Differing, between};
use lotse_editor::draft::Draft;
use yew::prelude::*;

use super::icon::{Icon, Sign};
use crate::words::Words;

/// Most that are listed.
const MOST_SHOWN: usize = 60;

/// What differs. `place` says in which part of the page a pointer lies.
pub fn document_differences(
    old: &str,
    new: &str,
    words: &Words,
    place: &dyn Fn(&str) -> &'static str,
) -> Html {
    let all = between(&Draft::load(old), &Draft::load(new));
    if all.is_empty() {
        return html! { <p class="hint">{ words.no_differences }</p> };
    }
    let mut parts: Vec<(&'static str, Vec<&Differing>)> = Vec::new();
    for one in all.iter().take(MOST_SHOWN) {
        let name = place(&one.at);
        match parts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, list)) => list.push(one),
            None => parts.push((name, vec![one])),
        }
    }
    let part = |(name, list): &(&'static str, Vec<&Differing>)| {
        html! {
            <section class="changed">
                <h3><Sign icon={Icon::Pen} />{ *name }</h3>
                <ul>{ for list.iter().map(|one| line(one)) }</ul>
            </section>
        }
    };
    html! { <div class="diff">{ for parts.iter().map(part) }</div> }
}

fn line(one: &Differing) -> Html {
    let span = |span: &lotse_editor::diff::Span| match span.kind {
        SpanKind::Same => html! { <span>{ &span.text }</span> },
        SpanKind::Removed => html! { <del>{ &span.text }</del> },
        SpanKind::Added => html! { <ins>{ &span.text }</ins> },
    };
    html! { <li class="text-change"><p>{ for one.spans.iter().map(span) }</p></li> }
}
