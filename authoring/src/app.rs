//! The whole: who is signed in, in which language, in which light, and which page is shown.

use std::rc::Rc;

use lotse_api::people::{Membership, Role, Session};
use wasm_bindgen_futures::spawn_local;
use yew::context::ContextHandle;
use yew::prelude::*;
use yew_router::prelude::*;

use crate::components::failed::Failed;
use crate::components::palette::Entry;
use crate::components::shell::Shell;
use crate::components::toasts::{Toast, Toasts};
use crate::later::Later;
use crate::pages;
use crate::route::Route;
use crate::services::preference::{self, Scheme};
use crate::services::server::{Failure, Server};
use crate::services::unsaved::Unsaved;
use crate::words::{Tongue, Words};

/// What every part of the studio may know.
#[derive(Clone, PartialEq)]
pub struct Studio {
    /// Language of the interface.
    pub tongue: Tongue,
    /// Light or dark.
    pub scheme: Scheme,
    /// Who is signed in.
    pub session: Rc<Session>,
    /// The way to the server.
    pub server: Server,
    /// What pages were left with.
    pub unsaved: Unsaved,
    /// Asks for a change of all this.
    pub ask: Callback<Ask>,
}

/// The studio, and what has to be kept for hearing of its changes.
pub type Hearing = (Studio, Option<ContextHandle<Studio>>);

impl Studio {
    /// The studio as it is now; whatever changes is said by a message.
    pub fn heard<C: Component>(context: &Context<C>, message: fn(Box<Studio>) -> C::Message) -> Hearing {
        let link = context.link();
        let heard = link.context::<Studio>(link.callback(move |studio| message(Box::new(studio))));
        heard.map_or((Studio::default(), None), |(studio, handle)| (studio, Some(handle)))
    }

    /// The interface's words.
    pub fn words(&self) -> &'static Words {
        self.tongue.words()
    }

    /// What this person is in a project.
    pub fn membership(&self, project: &str) -> Option<&Membership> {
        self.session.projects.iter().find(|one| one.project == project)
    }

    /// Whether this person may do in a project what needs a role.
    pub fn may(&self, project: &str, role: Role) -> bool {
        self.membership(project).is_some_and(|one| one.role >= role)
    }

    /// Says something in passing.
    pub fn say(&self, text: impl Into<AttrValue>) {
        self.ask.emit(Ask::Say(text.into(), false));
    }

    /// Says why something did not work.
    pub fn complain(&self, failure: &Failure) {
        if failure.kind() == Some(lotse_api::FaultKind::SignedOut) {
            self.ask.emit(Ask::Begin);
        }
        self.ask.emit(Ask::Say(self.words().failure(failure).into(), true));
    }
}

impl Default for Studio {
    fn default() -> Self {
        let session = Session {
            user: None,
            needs_setup: false,
            csrf: String::new(),
            provider: None,
            projects: Vec::new(),
        };
        Studio {
            tongue: Tongue::English,
            scheme: Scheme::System,
            session: Rc::new(session),
            server: Server::new("", "en"),
            unsaved: Unsaved::default(),
            ask: Callback::noop(),
        }
    }
}

/// The studio, for whoever is drawn below [`App`].
#[hook]
pub fn use_studio() -> Studio {
    use_context().unwrap_or_default()
}

/// What the page on show adds to the command palette. Apart from [`Studio`]: nothing but the palette is drawn anew for it.
#[derive(Clone, Default, PartialEq)]
pub struct Offered(pub Rc<Vec<Entry>>);

/// What parts of the studio ask of the whole.
pub enum Ask {
    /// Look again who is signed in.
    Begin,
    /// Somebody is.
    Session(Session),
    /// Speak this language.
    Tongue(Tongue),
    /// Be light or dark.
    Scheme(Scheme),
    /// Say something in passing; whether it is a failure.
    Say(AttrValue, bool),
    /// Offer this in the command palette, instead of what was offered.
    Offer(Rc<Vec<Entry>>),
}

/// Messages of [`App`].
pub enum Message {
    /// From below.
    Ask(Ask),
    /// The server's answer.
    Began(Result<Session, Failure>),
    /// A toast was read.
    Read(u32),
}

/// See the module.
pub struct App {
    studio: Studio,
    offered: Offered,
    begun: Option<Result<(), Failure>>,
    toasts: Vec<Toast>,
    count: u32,
    /// Who was signed in last, by id: a session that has ended is gone on with by the same person, mostly.
    person: Option<String>,
}

impl Component for App {
    type Message = Message;
    type Properties = ();

    fn create(context: &Context<Self>) -> Self {
        let tongue = preference::kept_tongue();
        let scheme = Scheme::kept();
        preference::show_tongue(tongue);
        scheme.show();
        let ask = context.link().callback(Message::Ask);
        let server = Server::new("", tongue.tag());
        begin(context, server.clone());
        let studio = Studio { tongue, scheme, server, ask, ..Studio::default() };
        App { studio, offered: Offered::default(), begun: None, toasts: Vec::new(), count: 0, person: None }
    }

    fn update(&mut self, context: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Ask(ask) => return self.asked(context, ask),
            Message::Began(Ok(session)) => {
                self.begun = Some(Ok(()));
                self.signed_in(session);
            }
            Message::Began(Err(failure)) => self.begun = Some(Err(failure)),
            Message::Read(number) => self.toasts.retain(|toast| toast.number != number),
        }
        true
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let again = self.studio.ask.reform(|()| Ask::Begin);
        let page = match &self.begun {
            None => html! { <div class="splash" aria-busy="true"></div> },
            Some(Err(failure)) => html! {
                <main class="alone"><Failed failure={failure.clone()} {again} /></main>
            },
            Some(Ok(())) if self.studio.session.needs_setup => html! { <pages::setup::SetupPage /> },
            Some(Ok(())) if self.studio.session.user.is_none() => html! { <pages::sign_in::SignInPage /> },
            Some(Ok(())) => {
                html! { <BrowserRouter><Shell><Switch<Route> render={show} /></Shell></BrowserRouter> }
            }
        };
        let on_read = context.link().callback(Message::Read);
        html! {
            <ContextProvider<Studio> context={self.studio.clone()}>
                <ContextProvider<Offered> context={self.offered.clone()}>{ page }</ContextProvider<Offered>>
                <Toasts toasts={self.toasts.clone()} {on_read} />
            </ContextProvider<Studio>>
        }
    }
}

impl App {
    fn asked(&mut self, context: &Context<Self>, ask: Ask) -> bool {
        match ask {
            Ask::Begin => {
                begin(context, self.studio.server.clone());
                return false;
            }
            Ask::Session(session) => self.signed_in(session),
            Ask::Tongue(tongue) => {
                preference::keep_tongue(tongue);
                self.studio.tongue = tongue;
                self.studio.server = Server::new(&self.studio.session.csrf, tongue.tag());
            }
            Ask::Scheme(scheme) => {
                scheme.keep();
                self.studio.scheme = scheme;
            }
            Ask::Say(text, is_failure) => {
                self.count += 1;
                self.toasts.retain(|toast| toast.text != text);
                self.toasts.push(Toast { number: self.count, text, is_failure });
            }
            Ask::Offer(entries) => {
                if self.offered.0 == entries {
                    return false;
                }
                self.offered = Offered(entries);
            }
        }
        true
    }

    fn signed_in(&mut self, session: Session) {
        if let Some(user) = &session.user {
            let before = self.person.replace(user.id.clone());
            if before.is_some_and(|before| before != user.id) {
                // What one person left is none of the next one's.
                self.studio.unsaved = Unsaved::default();
            }
        }
        self.studio.server = Server::new(&session.csrf, self.studio.tongue.tag());
        self.studio.session = Rc::new(session);
    }
}

fn begin(context: &Context<App>, server: Server) {
    let answer = context.link().callback(Message::Began);
    spawn_local(async move { answer.emit(server.get("/session").await) });
}

fn show(route: Route) -> Html {
    match route {
        Route::Home => html! { <pages::home::HomePage /> },
        Route::Library { project } => html! { <pages::library::LibraryPage {project} /> },
        Route::Nowhere => html! { <pages::home::NowherePage /> },
        route => html! { <Later {route} /> },
    }
}
