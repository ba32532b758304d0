//! The library: every guide of a project, found by words, owner, state.

mod new_guide;
mod row;

use std::collections::BTreeSet;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use lotse_api::guides::{Settings, State, Summary};
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::field::{Choice, Field};
use crate::components::icon::Icon;
use crate::components::page::PageFrame;
use crate::components::virtual_list::VirtualList;
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::later;
use crate::services::project;
use crate::shared::Shared;
use crate::words::fill;
use new_guide::NewGuideDialog;
pub use row::title_in;
use row::{ROW_PX, Row};

/// How long the library is shown before the editor is fetched.
const PREPARE_AFTER_MS: u32 = 400;

/// Properties of [`LibraryPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct LibraryPageProperties {
    /// Id of the project.
    pub project: String,
}

/// The project, and all its guides.
type Read = (Settings, Vec<Summary>);

/// What is looked for.
#[derive(Clone, Default, PartialEq)]
struct Wish {
    words: String,
    owner: String,
    state: String,
}

/// See the module.
#[component]
pub fn LibraryPage(properties: &LibraryPageProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    use_title(words.library.to_owned());
    let reading = {
        let server = studio.server.clone();
        use_loaded(properties.project.clone(), move |project| async move {
            project::read(&server, &project).await
        })
    };
    let is_shown = matches!(reading.now, Loaded::Ready(_));
    use_effect_with(is_shown, |is_shown| {
        // What comes next is fetched once this page is painted.
        let later = is_shown.then(|| Timeout::new(PREPARE_AFTER_MS, later::prepare));
        move || drop(later)
    });
    let wish = use_state(Wish::default);
    let is_making = use_state(|| false);
    let make = {
        let is_making = is_making.clone();
        Callback::from(move |()| is_making.set(true))
    };
    let unmake = {
        let is_making = is_making.clone();
        Callback::from(move |()| is_making.set(false))
    };
    let new = html! { <Button label={words.new_guide} icon={Icon::Plus} weight={Weight::Primary} on_press={make} /> };
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(read) if read.1.is_empty() => html! {
            <Empty icon={Icon::Library} title={words.library_empty} hint={words.library_empty_hint}>{ new.clone() }</Empty>
        },
        Loaded::Ready(read) => {
            html! { <Shelf project={properties.project.clone()} read={Shared::from(read.clone())} {wish} /> }
        }
    };
    let dialog = match (&reading.now, *is_making) {
        (Loaded::Ready(read), true) => {
            let taken: Vec<String> = read.1.iter().map(|one| one.guide.clone()).collect();
            html! { <NewGuideDialog project={properties.project.clone()} settings={read.0.clone()} {taken} on_close={unmake} /> }
        }
        _ => Html::default(),
    };
    html! {
        <PageFrame title={words.library} actions={new}>
            { content }
            { dialog }
        </PageFrame>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ShelfProperties {
    project: String,
    read: Shared<Read>,
    wish: UseStateHandle<Wish>,
}

/// Guides with what finds them.
#[component]
fn Shelf(properties: &ShelfProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let ShelfProperties { project, read, wish } = properties.clone();
    // Made once: the words of ten thousand guides are looked at on every key.
    let haystack = use_memo(read.clone(), |read| read.1.iter().map(hay).collect::<Vec<String>>());
    let found = {
        let (read, haystack) = (read.clone(), haystack.clone());
        let me = studio.session.user.as_ref().map(|user| user.id.clone()).unwrap_or_default();
        use_memo((read, (*wish).clone()), move |(read, wish)| fitting(&read.1, &haystack, wish, &me))
    };
    let languages = Rc::new(languages(&read.0));
    let set = |change: fn(&mut Wish, String)| {
        let wish = wish.clone();
        Callback::from(move |text: String| {
            let mut next = (*wish).clone();
            change(&mut next, text);
            wish.set(next);
        })
    };
    let mut owners: Vec<(AttrValue, AttrValue)> =
        vec![("".into(), words.everybody.into()), ("me".into(), words.mine.into())];
    let people = use_memo(read.clone(), |read| {
        let people: BTreeSet<(&str, &str)> =
            read.1.iter().map(|one| (one.owner.name.as_str(), one.owner.id.as_str())).collect();
        let option = |(name, id): (&str, &str)| (id.to_owned().into(), name.to_owned().into());
        people.into_iter().map(option).collect::<Vec<(AttrValue, AttrValue)>>()
    });
    owners.extend(people.iter().cloned());
    let mut states: Vec<(AttrValue, AttrValue)> = vec![("".into(), words.all_states.into())];
    let all = [State::Draft, State::InReview, State::Approved, State::Published];
    states.extend(all.map(|state| (state_word(state).into(), words.state(state).into())));
    let row = {
        let (read, found, languages, project) =
            (read.clone(), found.clone(), languages.clone(), project.clone());
        Callback::from(move |index: usize| {
            match found.get(index).and_then(|at| Some((at, read.1.get(*at)?))) {
                Some((at, guide)) => html! {
                    <Row key={guide.guide.clone()} project={project.clone()} read={read.clone()} at={*at} languages={languages.clone()} {index} />
                },
                None => Html::default(),
            }
        })
    };
    let everything = {
        let wish = wish.clone();
        Callback::from(move |()| wish.set(Wish::default()))
    };
    let head = html! {
        <div role="row" class="guide-row head">
            <span role="columnheader">{ words.guide }</span>
            <span role="columnheader">{ words.state_ }</span>
            <span role="columnheader">{ words.problems }</span>
            <span role="columnheader">{ words.languages }</span>
            <span role="columnheader">{ words.owner }</span>
            <span role="columnheader">{ words.changed }</span>
        </div>
    };
    let counted = if found.len() == read.1.len() {
        words.guide_count(read.1.len())
    } else {
        fill(words.guides_of, &[&found.len().to_string(), &read.1.len().to_string()])
    };
    html! {
        <>
            <div class="filters" role="search">
                <Field id="search" kind="search" label={words.search_guides} bare=true example={words.search_guides} value={wish.words.clone()}
                    on_input={set(|wish, text| wish.words = text)} />
                <Choice id="owner" label={words.owner} bare=true value={wish.owner.clone()} options={owners} on_choose={set(|wish, text| wish.owner = text)} />
                <Choice id="state" label={words.state_} bare=true value={wish.state.clone()} options={states} on_choose={set(|wish, text| wish.state = text)} />
                <span class="hint" role="status">{ counted }</span>
            </div>
            if found.is_empty() {
                <Empty icon={Icon::Search} title={words.library_nothing} hint={words.library_nothing_hint}>
                    <Button label={words.show_all} on_press={everything} />
                </Empty>
            } else {
                <VirtualList label={words.guides} count={found.len()} row_px={ROW_PX} {row} {head} />
            }
        </>
    }
}

fn hay(guide: &Summary) -> String {
    let titles: Vec<&str> = guide.title.values().map(String::as_str).collect();
    format!("{} {} {}", titles.join(" "), guide.guide, guide.owner.name).to_lowercase()
}

fn fitting(guides: &[Summary], haystack: &[String], wish: &Wish, me: &str) -> Vec<usize> {
    let wanted: Vec<String> = wish.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let owner = if wish.owner == "me" { me } else { &wish.owner };
    let fits = |guide: &Summary, hay: &String| {
        (owner.is_empty() || guide.owner.id == owner)
            && (wish.state.is_empty() || state_word(guide.state) == wish.state)
            && wanted.iter().all(|word| hay.contains(word.as_str()))
    };
    let mut found: Vec<(i64, usize)> = guides
        .iter()
        .zip(haystack)
        .enumerate()
        .filter(|(_, (guide, hay))| fits(guide, hay))
        .map(|(index, (guide, _))| (-guide.changed_ms, index))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, index)| index).collect()
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::InReview => "in_review",
        State::Approved => "approved",
        State::Published => "published",
    }
}

/// The languages of a project, its default first.
pub fn languages(settings: &Settings) -> Vec<String> {
    let project = &settings.project;
    let text = |value: Option<&serde_json::Value>| value.and_then(|value| value.as_str()).map(str::to_owned);
    let first = text(project.get("default_language"));
    let more = project.get("languages").and_then(|list| list.as_array()).into_iter().flatten();
    let mut all: Vec<String> = first.into_iter().collect();
    for language in more.filter_map(|value| text(Some(value))) {
        if !all.contains(&language) {
            all.push(language);
        }
    }
    all
}
