//! How the help panel will show a checklist: the panel itself, in the frame of the preview, with guides that have a title and nothing else.

use std::collections::BTreeMap;
use std::rc::Rc;

use lotse_api::checklists::ChecklistSummary;
use lotse_editor::preview::sources_of_checklist;
use yew::prelude::*;

use crate::app::use_studio;
use crate::components::button::{Button, Weight};
use crate::components::icon::Icon;
use crate::pages::documents::Opened;
use crate::pages::guide::preview::{Heard, Stage};
use crate::services::checker::Checker;

/// Properties of [`Shown`].
#[derive(Clone, PartialEq, Properties)]
pub struct ShownProperties {
    /// The checklist's file.
    pub source: AttrValue,
    /// The language in which it is shown.
    pub language: AttrValue,
    /// Project and guides.
    pub opened: Rc<Opened<ChecklistSummary>>,
}

/// What there is to show.
#[derive(Clone, PartialEq)]
enum Staged {
    Waiting,
    Blocked,
    Bundle(AttrValue),
}

/// See the module.
#[component]
pub fn Shown(properties: &ShownProperties) -> Html {
    let studio = use_studio();
    let (words, help) = (studio.words(), studio.tongue.help());
    let checker = use_memo((), |()| Checker::start(Callback::noop()));
    let staged = use_state(|| Staged::Waiting);
    let is_dark = use_state(|| false);
    let heard = use_state(Heard::default);
    {
        let staged = staged.setter();
        use_effect_with((properties.source.clone(), properties.opened.clone()), move |(source, opened)| {
            let Some(checker) = &*checker else { return staged.set(Staged::Blocked) };
            let settings = opened.settings.project.to_string();
            let on_shown = Callback::from(move |bundle: Option<String>| {
                staged.set(bundle.map_or(Staged::Blocked, |bundle| Staged::Bundle(bundle.into())));
            });
            if !source.is_empty() {
                checker.show(&settings, &sources_of_checklist(source, &titles(opened)), on_shown);
            }
        });
    }
    let on_heard = {
        let heard = heard.clone();
        use_callback((), move |news: Heard, ()| heard.set(news))
    };
    let on_dark = {
        let is_dark = is_dark.clone();
        Callback::from(move |()| is_dark.set(!*is_dark))
    };
    let stage = match &*staged {
        Staged::Waiting => html! { <p class="hint">{ words.loading }</p> },
        Staged::Blocked => html! { <p class="hint" role="status">{ help.checklist_blocked }</p> },
        Staged::Bundle(bundle) => {
            let id = &properties.opened.stored.summary.checklist;
            let wish = wish(bundle, id, &properties.language, *is_dark);
            html! { <Stage wish={AttrValue::from(wish)} platform="" is_narrow=true {on_heard} /> }
        }
    };
    html! {
        <section class="preview" aria-label={words.preview}>
            <h2>{ words.preview }</h2>
            <div class="row"><Button label={words.scheme_dark} icon={Icon::Moon} pressed={Some(*is_dark)} weight={Weight::Quiet} on_press={on_dark} /></div>
            { stage }
            if heard.failed.is_some() { <p class="fault" role="status">{ words.preview_failed }</p> }
        </section>
    }
}

/// What the frame is asked for.
fn wish(bundle: &str, checklist: &str, language: &str, is_dark: bool) -> String {
    serde_json::json!({
        "bundle": bundle,
        "checklist": checklist,
        "version": env!("CARGO_PKG_VERSION"),
        "language": language,
        "attributes": {},
        "scheme": if is_dark { "dark" } else { "light" },
        "points": false,
        "viewport": [200, 200],
        "shapes": [],
        "traces": [],
    })
    .to_string()
}

/// Titles of all guides, by id.
fn titles(opened: &Opened<ChecklistSummary>) -> BTreeMap<String, BTreeMap<String, String>> {
    opened.guides.iter().map(|guide| (guide.guide.clone(), guide.title.clone())).collect()
}
