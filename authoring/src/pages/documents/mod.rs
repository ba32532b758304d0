//! Documents beside the guides: problems and checklists. Their list, the way to one of them, and what their desks have in common.
//!
//! [`Kind`] says what differs; [`work::Work`] is the draft of one of them, which saves by itself.

pub mod begun;
pub mod behind;
pub mod fields;
pub mod findings;
pub mod work;

use std::collections::BTreeMap;
use std::rc::Rc;

use lotse_api::guides::{Settings, Summary};
use lotse_model::json::Json;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::app::{Studio, use_studio};
use crate::components::button::{Button, Weight};
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::icon::{Icon, Sign};
use crate::components::new_file::NewFile;
use crate::components::page::PageFrame;
use crate::hooks::{Loaded, Reading, use_loaded, use_title};
use crate::pages::library::{languages, title_in};
use crate::route::Route;
use crate::services::clock;
use crate::services::server::part;
use crate::words::{Tongue, Words};

/// A kind of document, by what its list has of one of them.
pub trait Kind: Clone + PartialEq + DeserializeOwned + 'static {
    /// What its file calls it.
    const WORD: &'static str;
    /// What addresses of the server call many of it.
    const FOLDER: &'static str;
    /// Its picture.
    const ICON: Icon;

    /// Its id.
    fn id(&self) -> &str;
    /// Its title by language.
    fn title(&self) -> &BTreeMap<String, String>;
    /// Errors in it.
    fn errors(&self) -> u32;
    /// When it was last saved, in milliseconds since 1970.
    fn changed_ms(&self) -> i64;
    /// Rises with every save.
    fn revision(&self) -> i64;
    /// How much is in it, in words.
    fn much(&self, tongue: Tongue) -> String;

    /// What is said of it.
    fn words(tongue: Tongue) -> KindWords;
    /// The page with all of a project.
    fn all(project: String) -> Route;
    /// The page of one.
    fn one(project: String, id: String) -> Route;
    /// What has to stand in a new one beside its title.
    fn begin() -> Vec<(&'static str, Json)> {
        Vec::new()
    }
}

/// What is said of a kind of document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KindWords {
    /// Heading of the list.
    pub all: &'static str,
    /// What they are good for.
    pub about: &'static str,
    /// A new one.
    pub new: &'static str,
    /// What a new one begins with.
    pub new_about: &'static str,
    /// A title as an example.
    pub example: &'static str,
    /// The button for a file from elsewhere.
    pub import: &'static str,
    /// There is none.
    pub none: &'static str,
    /// What to do about that.
    pub none_hint: &'static str,
    /// Away with it.
    pub delete: &'static str,
}

/// One of them as the server has it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(bound = "K: DeserializeOwned")]
pub struct Stored<K> {
    /// What the list shows of it.
    pub summary: K,
    /// Its file. Left out where only the revision is news.
    #[serde(default)]
    pub source: Option<String>,
}

/// What is saved.
#[derive(Serialize)]
pub struct Save {
    /// The file.
    pub source: String,
    /// The revision that it was made from, 0 for a new one.
    pub revision: i64,
}

/// What one of them is worked on with.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened<K> {
    /// The project.
    pub settings: Settings,
    /// The document.
    pub stored: Stored<K>,
    /// All guides.
    pub guides: Vec<Summary>,
}

/// Where a document is on the server.
pub fn path<K: Kind>(project: &str, id: &str) -> String {
    format!("/projects/{}/{}/{}", part(project), K::FOLDER, part(id))
}

/// Properties of [`DocumentsPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct DocumentsPageProperties {
    /// Id of the project.
    pub project: String,
}

/// All documents of a kind in a project.
#[component]
pub fn DocumentsPage<K: Kind>(properties: &DocumentsPageProperties) -> Html {
    let studio = use_studio();
    let (words, said) = (studio.words(), K::words(studio.tongue));
    use_title(said.all.to_owned());
    let project = properties.project.clone();
    let reading = {
        let server = studio.server.clone();
        use_loaded(project.clone(), move |project| async move {
            let path = format!("/projects/{}", part(&project));
            let settings = server.get::<Settings>(&format!("{path}/settings")).await?;
            let all = server.get::<Vec<K>>(&format!("{path}/{}", K::FOLDER)).await?;
            Ok((settings, all))
        })
    };
    let navigator = use_navigator();
    let is_making = use_state(|| false);
    let set = |on: bool| {
        let is_making = is_making.clone();
        Callback::from(move |()| is_making.set(on))
    };
    let new =
        html! { <Button label={said.new} icon={Icon::Plus} weight={Weight::Primary} on_press={set(true)} /> };
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(read) if read.1.is_empty() => html! {
            <Empty icon={K::ICON} title={said.none} hint={said.none_hint}>{ new.clone() }</Empty>
        },
        Loaded::Ready(read) => {
            html! { <ul class="projects">{ for read.1.iter().map(|one| row(one, &project, &studio)) }</ul> }
        }
    };
    let dialog = match (&reading.now, *is_making) {
        (Loaded::Ready(read), true) => {
            let language = languages(&read.0).first().cloned().unwrap_or_else(|| "en".to_owned());
            let taken: Vec<String> = read.1.iter().map(|one| one.id().to_owned()).collect();
            html! {
                <NewFile kind={K::WORD} heading={said.new} about={said.new_about} example={said.example} import={said.import}
                    {language} {taken} more={K::begin()} on_begin={make::<K>(&studio, &project, navigator)} on_close={set(false)} />
            }
        }
        _ => Html::default(),
    };
    html! { <PageFrame title={said.all} about={said.about} actions={new}>{ content }{ dialog }</PageFrame> }
}

fn row<K: Kind>(one: &K, project: &str, studio: &Studio) -> Html {
    let tongue = studio.tongue;
    let title = title_in(one.title(), tongue.tag()).unwrap_or(one.id()).to_owned();
    let errors = (one.errors() > 0).then(|| studio.words().errors(one.errors() as usize));
    html! {
        <li key={one.id().to_owned()}><Link<Route> classes="project" to={K::one(project.to_owned(), one.id().to_owned())}>
            <Sign icon={K::ICON} /><strong>{ title }</strong>
            <span>{ one.much(tongue) }
                if let Some(errors) = errors { { " · " }{ errors } }
                { " · " }{ clock::ago(one.changed_ms(), tongue.tag()) }</span>
        </Link<Route>></li>
    }
}

/// Stores a new one, and goes to it.
fn make<K: Kind>(studio: &Studio, project: &str, navigator: Option<Navigator>) -> Callback<(String, String)> {
    let (studio, project) = (studio.clone(), project.to_owned());
    Callback::from(move |(id, source): (String, String)| {
        let (studio, project, navigator) = (studio.clone(), project.clone(), navigator.clone());
        spawn_local(async move {
            let path = path::<K>(&project, &id);
            match studio.server.put::<Stored<K>>(&path, &Save { source, revision: 0 }).await {
                Ok(_) => {
                    if let Some(navigator) = navigator {
                        navigator.push(&K::one(project, id));
                    }
                }
                Err(failure) => studio.complain(&failure),
            }
        });
    })
}

/// Reads one of them, with what it is worked on with.
#[hook]
pub fn use_opened<K: Kind>(project: &str, id: &str) -> Reading<Opened<K>> {
    let server = use_studio().server;
    use_loaded((project.to_owned(), id.to_owned()), move |(project, id)| async move {
        let under = format!("/projects/{}", part(&project));
        let settings = server.get::<Settings>(&format!("{under}/settings")).await?;
        let guides = server.get::<Vec<Summary>>(&format!("{under}/guides")).await?;
        let stored = server.get::<Stored<K>>(&path::<K>(&project, &id)).await?;
        Ok(Opened { settings, guides, stored })
    })
}

/// The desk of one of them, once it is there.
pub fn desk_of<K>(
    reading: &Reading<Opened<K>>,
    words: &Words,
    desk: impl FnOnce(Rc<Opened<K>>) -> Html,
) -> Html {
    match &reading.now {
        Loaded::Loading => {
            html! { <main id="main" class="desk loading" aria-busy="true">{ words.loading }</main> }
        }
        Loaded::Failed(failure) => html! {
            <main id="main" class="page"><Failed failure={failure.clone()} again={reading.again.clone()} /></main>
        },
        Loaded::Ready(opened) => desk(opened.clone()),
    }
}
