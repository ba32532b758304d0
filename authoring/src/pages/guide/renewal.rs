//! New evidence at a step whose control has changed: what is different, looking at it in the app, taking it over.

use lotse_editor::renewal::{Change, Side, Trait, of_records, of_targets, read_record, record_of};
use lotse_model::json::Json;
use yew::prelude::*;

use super::desk::{Offered, Sight};
use super::scene::{Ask, Scene};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Icon, Sign};
use crate::services::clock;
use crate::words::{Words, fill};

/// Properties of [`RenewalNotice`].
#[derive(Clone, PartialEq, Properties)]
pub struct RenewalProperties {
    /// See [`Scene`].
    pub scene: Scene,
    /// Id of the step.
    pub step: AttrValue,
    /// Its target.
    pub target: Json,
    /// What there is for it.
    pub offered: Offered,
}

/// See the module.
#[component]
pub fn RenewalNotice(properties: &RenewalProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let RenewalProperties { scene, step, target, offered } = properties;
    let Some(ask) = scene.picker.clone() else { return Html::default() };
    let Offered { renewal, sight, is_met } = offered;
    let since = clock::day(renewal.since_ms, studio.tongue.tag());
    let look = {
        let ask_for = Ask::Look { step: step.to_string(), renewal: (**renewal).clone() };
        ask.reform(move |()| ask_for.clone())
    };
    let take = {
        let step = step.to_string();
        ask.reform(move |()| Ask::TakeOver { step: step.clone() })
    };
    let is_seen = matches!(sight, Sight::Seen(..));
    let is_new = matches!(sight, Sight::Seen(_, shown) if !shown.seen.is_known);
    let is_looking = matches!(sight, Sight::Looking(_)) && *is_met;
    let (changes, heading) = changes(sight, target, &renewal.record, &scene.language, words);
    html! {
        <section class="renewal" aria-label={words.renewed}>
            <header><Sign icon={Icon::Target} />
                <div><strong>{ words.renewed }</strong>
                    <p>{ fill(words.renewed_hint, &[&renewal.sessions.to_string(), &since]) }</p></div>
            </header>
            <h4>{ heading }</h4>
            <ul class="changes">{ for changes.iter().map(|change| row(change, words)) }</ul>
            <p class="hint" role="status">{ said(sight, *is_met, words) }</p>
            <div class="row">
                <Button label={if is_seen { words.look_again } else { words.look_in_app }} icon={Icon::Search} busy={is_looking}
                    weight={if is_seen { Weight::Quiet } else { Weight::Plain }} on_press={look} />
                <Button label={words.take_over_evidence} icon={Icon::Check} disabled={!is_new || scene.is_readonly} on_press={take} />
            </div>
        </section>
    }
}

/// How far looking is, and what to do next.
fn said(sight: &Sight, is_met: bool, words: &Words) -> &'static str {
    match sight {
        Sight::Seen(_, shown) if shown.seen.is_known => words.look_seen_as_it_was,
        Sight::Seen(..) => words.look_seen,
        Sight::Missing(_) => words.look_missing,
        Sight::Looking(_) if is_met => words.look_under_way,
        _ if is_met => words.look_first,
        _ => words.look_no_app,
    }
}

/// What is different: as far as the records tell, and in full words once it was seen.
fn changes(
    sight: &Sight,
    target: &Json,
    record: &str,
    language: &str,
    words: &Words,
) -> (Vec<Change>, &'static str) {
    if let Sight::Seen(_, shown) = sight
        && !shown.seen.is_known
    {
        let all = of_targets(target, &shown.seen.target, language);
        if !all.is_empty() {
            return (all, words.renewed_seen);
        }
    }
    let records = record_of(target).and_then(read_record).zip(read_record(record));
    (records.map(|(old, new)| of_records(&old, &new)).unwrap_or_default(), words.renewed_changes)
}

fn row(change: &Change, words: &Words) -> Html {
    let what = match &change.what {
        Trait::Attribute(name) if !name.is_empty() => format!("{} {name}", words.x_attribute),
        other => trait_said(other, words).to_owned(),
    };
    let said = match (&change.was, &change.is) {
        (Side::Said(was), Side::Said(is)) => {
            html! { <span><del>{ was }</del>{ " " }<ins>{ is }</ins></span> }
        }
        (Side::Said(was), Side::Unsaid) => html! { <span><del>{ was }</del>{ " " }{ words.x_other }</span> },
        (Side::Nothing, Side::Said(is)) => html! { <span><ins>{ is }</ins></span> },
        (Side::Said(was), Side::Nothing) => html! { <span><del>{ was }</del></span> },
        (Side::Nothing, _) => html! { <span>{ words.x_new }</span> },
        (_, Side::Nothing) => html! { <span>{ words.x_gone }</span> },
        _ => html! { <span>{ words.x_other }</span> },
    };
    html! { <li><b>{ what }</b>{ said }</li> }
}

fn trait_said(what: &Trait, words: &Words) -> &'static str {
    match what {
        Trait::Kind => words.x_kind,
        Trait::Name => words.x_name,
        Trait::Text => words.x_text,
        Trait::Label => words.x_label,
        Trait::Hint => words.x_hint,
        Trait::Id => words.x_id,
        Trait::Attribute(_) => words.x_attribute,
        Trait::Link => words.x_link,
        Trait::Look => words.x_look,
        Trait::Heading => words.x_heading,
        Trait::Table => words.x_table,
        Trait::Region => words.x_region,
        Trait::Place => words.x_place,
        Trait::Around => words.x_around,
    }
}
