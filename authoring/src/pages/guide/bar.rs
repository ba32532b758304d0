//! The bar above the editor: where one is, whether everything is saved, how to look at it, what to do with it.

use lotse_api::people::User;
use yew::prelude::*;
use yew_router::prelude::*;

use super::desk::{Front, Hold, Linking, Message, Saving, View};
use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::{Icon, Sign};
use crate::components::menu::{Item, Menu};
use crate::components::segmented::{Segment, Segmented};
use crate::hooks::use_title;
use crate::route::Route;
use crate::words::{Words, fill};

/// Properties of [`Bar`].
#[derive(Clone, PartialEq, Properties)]
pub struct BarProperties {
    /// Id of the project.
    pub project: String,
    /// Id of the guide.
    pub guide: AttrValue,
    /// Its title.
    pub title: AttrValue,
    /// Who may write.
    pub hold: Hold,
    /// Id of this person.
    pub me: String,
    /// How far saving is.
    pub saving: Saving,
    /// What is shown.
    pub view: View,
    /// There is something to undo.
    pub can_undo: bool,
    /// There is something to redo.
    pub can_redo: bool,
    /// What is to happen.
    pub on: Callback<Message>,
}

const VIEWS: [(&str, View, Icon); 5] = [
    ("steps", View::Steps, Icon::List),
    ("graph", View::Graph, Icon::Graph),
    ("texts", View::Texts, Icon::Texts),
    ("guide", View::Guide, Icon::Settings),
    ("usage", View::Usage, Icon::Chart),
];

/// See the module.
#[component]
pub fn Bar(properties: &BarProperties) -> Html {
    let words = use_studio().words();
    let navigator = use_navigator();
    use_title(properties.title.to_string());
    let BarProperties { project, guide, title, hold, on, .. } = properties.clone();
    let is_mine = matches!(hold, Hold::Mine(_));
    let label = |view: View| match view {
        View::Steps => words.view_steps,
        View::Graph => words.view_graph,
        View::Texts => words.view_texts,
        View::Guide => words.view_guide,
        View::Usage => words.view_usage,
    };
    let segments: Vec<Segment> =
        VIEWS.iter().map(|(name, view, icon)| Segment::new(*name, label(*view)).with(*icon)).collect();
    let shown = VIEWS.iter().find(|(_, view, _)| *view == properties.view).map_or("steps", |(name, ..)| name);
    let choose = on.reform(|name: AttrValue| {
        let view = VIEWS
            .iter()
            .find(|(known, ..)| *known == name.as_str())
            .map_or(View::Steps, |(_, view, _)| *view);
        Message::Show(view)
    });
    let to_versions = {
        let to = Route::Versions { project: project.clone(), guide: guide.to_string() };
        Callback::from(move |()| {
            if let Some(navigator) = &navigator {
                navigator.push(&to);
            }
        })
    };
    let more = vec![
        Item::new(words.versions, Icon::RollBack, to_versions),
        Item::new(words.delete_guide, Icon::Trash, on.reform(|()| Message::Front(Some(Front::Delete))))
            .dangerous()
            .when(is_mine),
    ];
    html! {
        <>
            <header class="bar">
                <Link<Route> classes="button quiet bare" to={Route::Library { project: project.clone() }}>
                    <Sign icon={Icon::Back} /><span class="unseen">{ words.to_library }</span>
                </Link<Route>>
                <h1 title={title.clone()}>{ title }</h1>
                <span class={classes!("saving", saving_class(&properties.saving))} role="status">{ saving(&properties.saving, &hold, words) }</span>
                <div class="row">
                    <Button label={words.undo} icon={Icon::Undo} bare=true weight={Weight::Quiet} keys="Ctrl Z"
                        disabled={!is_mine || !properties.can_undo} on_press={on.reform(|()| Message::Undo)} />
                    <Button label={words.redo} icon={Icon::Redo} bare=true weight={Weight::Quiet} keys="Ctrl Shift Z"
                        disabled={!is_mine || !properties.can_redo} on_press={on.reform(|()| Message::Redo)} />
                </div>
                <Segmented id="view" label={words.view} {segments} value={shown} on_choose={choose} />
                <div class="row bar-end">
                    <Button class="compact" label={words.record} icon={Icon::Record} disabled={!is_mine} on_press={on.reform(|()| Message::Linking(Linking::Record(true)))} />
                    <Button class="compact" label={words.try_guide} icon={Icon::Play} on_press={on.reform(|()| Message::Front(Some(Front::Try)))} />
                    <Button label={words.send_to_review} weight={Weight::Primary} disabled={!is_mine} on_press={on.reform(|()| Message::Front(Some(Front::Review)))} />
                    <Menu label={words.more} icon={Icon::More} bare=true weight={Weight::Quiet} items={more} />
                </div>
            </header>
            { banner(&hold, &properties.me, words, &on) }
        </>
    }
}

fn saving_class(saving: &Saving) -> &'static str {
    match saving {
        Saving::Saved => "good",
        Saving::Waiting | Saving::Sending => "busy",
        Saving::Offline | Saving::Refused(_) => "poor",
    }
}

fn saving(saving: &Saving, hold: &Hold, words: &Words) -> Html {
    let (icon, text, title) = match (saving, hold) {
        (_, Hold::Theirs(_) | Hold::Lost(_)) => (Icon::Lock, words.read_only, String::new()),
        (Saving::Saved, _) => (Icon::Cloud, words.saved, words.saved.to_owned()),
        (Saving::Waiting, _) => (Icon::Cloud, words.unsaved, String::new()),
        (Saving::Sending, _) => (Icon::Cloud, words.saving, String::new()),
        (Saving::Offline, _) => (Icon::Offline, words.saved_here_short, words.saved_here.to_owned()),
        (Saving::Refused(why), _) => (Icon::Error, words.unsaved, fill(words.save_refused, &[why])),
    };
    html! { <span title={title} class="row"><Sign {icon} /><span>{ text }</span></span> }
}

fn banner(hold: &Hold, me: &str, words: &Words, on: &Callback<Message>) -> Html {
    let (holder, sentence): (&User, &str) = match hold {
        Hold::Theirs(holder) if holder.id == me => (holder, words.locked_by_self),
        Hold::Theirs(holder) => (holder, words.locked_by),
        Hold::Lost(holder) => (holder, words.taken_over),
        Hold::Asking | Hold::Mine(_) => return Html::default(),
    };
    let name = if holder.name.is_empty() { "…" } else { &holder.name };
    html! {
        <div class="banner" role="status">
            <Sign icon={Icon::Lock} />
            <span>{ fill(sentence, &[name]) }</span>
            <Button label={words.take_over} on_press={on.reform(|()| Message::TakeOver)} />
            <small>{ words.take_over_hint }</small>
        </div>
    }
}
