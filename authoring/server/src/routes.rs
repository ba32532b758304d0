//! The table of all routes: what is not here does not exist. The router is made from it, and so is the test over
//! route, role and project, and the description for OpenAPI.

pub mod openapi;

use axum::Router;
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use lotse_api::ROOT;
use lotse_api::checklists::{ChecklistSummary, SaveChecklist, StoredChecklist};
use lotse_api::desk::{
    Case, CaseFile, Connector, ConnectorName, Delivery, DeskSettings, HandOn, NoticeCount, Tried,
};
use lotse_api::guides::{
    AskReview, Asset, Environment, Lease, NewGuide, NewOwner, NewProject, Save, Settings, Stored, Summary,
    TakeLease, Verdict, Version,
};
use lotse_api::pairing::{Join, Joined, NewPairing, Pairing, Parcel};
use lotse_api::people::{
    self as people_api, Invite, Membership, NewPassword, NewToken, Role, Session, Setup, SignIn, Token,
};
use lotse_api::problems::{ProblemSummary, SaveProblem, StoredProblem};
use lotse_api::releases::{Checklist, Entry, Expiry, Publish, Release, Renewal, RollBack, SetExpiry, Usage};
use openapi::Described;
use utoipa::ToSchema;

use crate::app::App;
use crate::guard::{Gate, guard};
use crate::refusal::Refusal;
use crate::{
    asset, audit, checklists, csrf, desk, guides, pairing, people, problems, releases, renewals, serving,
    speak, usage,
};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, also from other sites: published content, and what has a proof of its own in the request.
    Open,
    /// Everybody, from our own pages.
    Visitor,
    /// Who is signed in.
    Account,
    /// Members of the project in the path with this role or a higher one, signed in or by a token.
    Member(Role),
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path, with `{names}`.
    pub path: String,
    /// Who.
    pub access: Access,
    /// Most bytes of its body.
    pub limit_bytes: usize,
    /// What its body is, where it is JSON of ours.
    pub takes: Option<Described>,
    /// What a success answers, where it is JSON of ours.
    pub gives: Option<Described>,
    handler: MethodRouter<App>,
}

impl Route {
    fn takes<T: ToSchema>(self) -> Self {
        Route { takes: Some(Described::of::<T>()), ..self }
    }

    fn gives<T: ToSchema>(self) -> Self {
        Route { gives: Some(Described::of::<T>()), ..self }
    }

    fn lists<T: ToSchema>(self) -> Self {
        Route { gives: Some(Described::list_of::<T>()), ..self }
    }
}

/// No body.
const NONE: usize = 0;
/// Forms.
const SMALL: usize = 64 * 1024;
/// Guide files: twice what a guide may have, so that what is too large can be kept as a draft and explained there.
const GUIDE: usize = 4 * 1024 * 1024;
/// Pictures.
const PICTURE: usize = 12 * 1024 * 1024;
/// Which guides to publish, thousands of them.
const LIST: usize = 2 * 1024 * 1024;

/// Every route.
#[must_use]
pub fn table() -> Vec<Route> {
    [people_routes(), guide_routes(), help_routes(), release_routes(), desk_routes(), public_routes()]
        .concat()
}

fn people_routes() -> Vec<Route> {
    use Access::{Account, Member, Visitor};
    use Role::{Admin, Author};
    vec![
        get("/openapi.json", Access::Open, openapi::show),
        get("/session", Visitor, people::session::show).gives::<Session>(),
        post("/setup", Visitor, SMALL, people::setup::set_up).takes::<Setup>().gives::<Session>(),
        post("/sign-in", Visitor, SMALL, people::session::sign_in).takes::<SignIn>().gives::<Session>(),
        get("/oidc/start", Access::Open, people::oidc::start),
        get("/oidc/callback", Access::Open, people::oidc::back),
        post("/sign-out", Visitor, SMALL, people::session::sign_out),
        post("/password", Account, SMALL, people::session::change_password).takes::<NewPassword>(),
        get("/projects/{project}/members", Member(Author), people::members::list)
            .lists::<people_api::Member>(),
        put("/projects/{project}/members", Member(Admin), SMALL, people::members::invite)
            .takes::<Invite>()
            .gives::<people_api::Member>(),
        delete("/projects/{project}/members/{user}", Member(Admin), people::members::remove),
        get("/projects/{project}/tokens", Member(Admin), people::tokens::list).lists::<Token>(),
        post("/projects/{project}/tokens", Member(Admin), SMALL, people::tokens::make)
            .takes::<NewToken>()
            .gives::<Token>(),
        delete("/projects/{project}/tokens/{token}", Member(Admin), people::tokens::remove),
    ]
}

fn guide_routes() -> Vec<Route> {
    use Access::{Account, Member};
    use Role::{Admin, Author, Reviewer};
    vec![
        post("/projects", Account, SMALL, guides::settings::make_project)
            .takes::<NewProject>()
            .gives::<Membership>(),
        get("/projects/{project}/settings", Member(Author), guides::settings::show).gives::<Settings>(),
        put("/projects/{project}/settings", Member(Admin), LIST, guides::settings::save)
            .takes::<Settings>()
            .gives::<Settings>(),
        get("/projects/{project}/guides", Member(Author), guides::library::list).lists::<Summary>(),
        post("/projects/{project}/guides", Member(Author), GUIDE, guides::draft::make)
            .takes::<NewGuide>()
            .gives::<Stored>(),
        get("/projects/{project}/guides/{guide}", Member(Author), guides::draft::show).gives::<Stored>(),
        put("/projects/{project}/guides/{guide}", Member(Author), GUIDE, guides::draft::save)
            .takes::<Save>()
            .gives::<Stored>(),
        delete("/projects/{project}/guides/{guide}", Member(Author), guides::draft::remove),
        post("/projects/{project}/guides/{guide}/lease", Member(Author), SMALL, guides::lease::take)
            .takes::<TakeLease>()
            .gives::<Lease>(),
        delete("/projects/{project}/guides/{guide}/lease", Member(Author), guides::lease::give_back),
        post("/projects/{project}/guides/{guide}/owner", Member(Author), SMALL, guides::draft::hand_over)
            .takes::<NewOwner>()
            .gives::<Summary>(),
        post("/projects/{project}/guides/{guide}/review", Member(Author), SMALL, guides::review::ask)
            .takes::<AskReview>()
            .gives::<Version>(),
        get("/projects/{project}/guides/{guide}/versions", Member(Author), guides::review::list)
            .lists::<Version>(),
        get("/projects/{project}/guides/{guide}/versions/{version}", Member(Author), guides::review::show)
            .gives::<Version>(),
        post(
            "/projects/{project}/guides/{guide}/versions/{version}/verdict",
            Member(Reviewer),
            SMALL,
            guides::review::judge,
        )
        .takes::<Verdict>()
        .gives::<Version>(),
        put("/projects/{project}/assets", Member(Author), PICTURE, asset::take).gives::<Asset>(),
    ]
}

fn help_routes() -> Vec<Route> {
    use Access::Member;
    use Role::Author;
    vec![
        get("/projects/{project}/problems", Member(Author), problems::list).lists::<ProblemSummary>(),
        get("/projects/{project}/problems/{problem}", Member(Author), problems::show)
            .gives::<StoredProblem>(),
        put("/projects/{project}/problems/{problem}", Member(Author), GUIDE, problems::save)
            .takes::<SaveProblem>()
            .gives::<StoredProblem>(),
        delete("/projects/{project}/problems/{problem}", Member(Author), problems::remove),
        get("/projects/{project}/checklists", Member(Author), checklists::list).lists::<ChecklistSummary>(),
        get("/projects/{project}/checklists/{checklist}", Member(Author), checklists::show)
            .gives::<StoredChecklist>(),
        put("/projects/{project}/checklists/{checklist}", Member(Author), GUIDE, checklists::save)
            .takes::<SaveChecklist>()
            .gives::<StoredChecklist>(),
        delete("/projects/{project}/checklists/{checklist}", Member(Author), checklists::remove),
    ]
}

fn release_routes() -> Vec<Route> {
    use Access::Member;
    use Role::{Admin, Author, Publisher};
    vec![
        get(
            "/projects/{project}/environments/{environment}/checklist",
            Member(Author),
            releases::checklist::show,
        )
        .gives::<Checklist>(),
        post(
            "/projects/{project}/environments/{environment}/releases",
            Member(Publisher),
            LIST,
            releases::publish::publish,
        )
        .takes::<Publish>()
        .gives::<Release>(),
        get("/projects/{project}/environments/{environment}/releases", Member(Author), releases::list::list)
            .lists::<Release>(),
        delete(
            "/projects/{project}/environments/{environment}/releases/{release}",
            Member(Publisher),
            releases::cancel::cancel,
        ),
        post(
            "/projects/{project}/environments/{environment}/rollback",
            Member(Publisher),
            SMALL,
            releases::rollback::roll_back,
        )
        .takes::<RollBack>()
        .gives::<Release>(),
        post(
            "/projects/{project}/environments/{environment}/rotate",
            Member(Admin),
            NONE,
            releases::rotate::rotate,
        )
        .gives::<Environment>(),
        get("/projects/{project}/expiries", Member(Author), releases::expiry::list).lists::<Expiry>(),
        post("/projects/{project}/guides/{guide}/expiry", Member(Publisher), SMALL, releases::expiry::set)
            .takes::<SetExpiry>()
            .gives::<SetExpiry>(),
        get("/projects/{project}/ledger", Member(Author), audit::list).lists::<Entry>(),
        get("/projects/{project}/guides/{guide}/usage", Member(Author), usage::show).gives::<Usage>(),
        get("/projects/{project}/guides/{guide}/renewals", Member(Author), renewals::list).lists::<Renewal>(),
        post("/projects/{project}/pairings", Member(Author), SMALL, pairing::make)
            .takes::<NewPairing>()
            .gives::<Pairing>(),
    ]
}

fn desk_routes() -> Vec<Route> {
    use Access::Member;
    use Role::{Admin, Author};
    let most = lotse_model::handover::MAX_HANDOVER_BYTES;
    vec![
        get("/projects/{project}/desk", Member(Admin), desk::settings::show).gives::<DeskSettings>(),
        put("/projects/{project}/desk", Member(Admin), LIST, desk::settings::save)
            .takes::<DeskSettings>()
            .gives::<DeskSettings>(),
        post("/projects/{project}/desk/try", Member(Admin), SMALL, desk::attempt::attempt)
            .takes::<Connector>()
            .gives::<Tried>(),
        get("/projects/{project}/connectors", Member(Author), desk::attempt::names).lists::<ConnectorName>(),
        get("/projects/{project}/notices", Member(Author), desk::notices::list).lists::<NoticeCount>(),
        get("/projects/{project}/cases", Member(Author), desk::cases::list).lists::<Case>(),
        get("/projects/{project}/cases/{environment}/{case}", Member(Author), desk::cases::show)
            .gives::<CaseFile>(),
        post(
            "/projects/{project}/cases/{environment}/{case}/hand-on",
            Member(Author),
            SMALL,
            desk::cases::hand_on,
        )
        .takes::<HandOn>()
        .gives::<Case>(),
        post("/projects/{project}/deliveries/{delivery}/again", Member(Author), NONE, desk::delivery::again)
            .gives::<Delivery>(),
        post(
            "/projects/{project}/deliveries/{delivery}/give-up",
            Member(Author),
            NONE,
            desk::delivery::give_up,
        )
        .gives::<Delivery>(),
        // From end users' pages, and from the receivers of signed webhooks.
        bare(Method::POST, "/d/{project}/{environment}/cases", most, desk::take::take),
        bare(Method::GET, "/d/{project}/{environment}/cases/{case}", NONE, desk::report::show),
        bare(Method::POST, "/d/{project}/{environment}/cases/{case}/state", SMALL, desk::report::hear),
        bare(Method::GET, "/d/{project}/{environment}/notices", NONE, desk::notices::public),
        bare(Method::POST, "/d/{project}/{environment}/notices/{notice}/me-too", NONE, desk::notices::me_too),
    ]
}

/// What carries its own proof, or needs none.
fn public_routes() -> Vec<Route> {
    use Access::Open;
    vec![
        post("/pairings/join", Open, SMALL, pairing::join).takes::<Join>().gives::<Joined>(),
        post("/pairings/{pairing}/messages", Open, pairing::MOST_BYTES, pairing::send).takes::<Parcel>(),
        get("/pairings/{pairing}/messages", Open, pairing::receive).gives::<Parcel>(),
        delete("/pairings/{pairing}", Open, pairing::end),
        bare(Method::GET, "/g/{project}/{environment}/{*file}", NONE, serving::guides::show),
        bare(
            Method::POST,
            "/g/{project}/{environment}/usage",
            lotse_model::record::MAX_BATCH_BYTES,
            usage::take,
        ),
        bare(Method::GET, "/a/{file}", NONE, asset::show),
        bare(Method::GET, "/sdk/{*file}", NONE, serving::files::sdk),
    ]
}

/// The whole router.
pub(crate) fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in table() {
        let gate = Gate { app: app.clone(), access: route.access, limit_bytes: route.limit_bytes };
        router = router.route(&route.path, route.handler.layer(from_fn_with_state(gate, guard)));
    }
    router
        .fallback(serving::files::studio)
        .method_not_allowed_fallback(|| async { Refusal::not_found("method") })
        .layer(from_fn_with_state(app.clone(), serving::cors::share))
        .layer(from_fn_with_state(app.clone(), refuse_foreign_hosts))
        .layer(from_fn(speak::speak))
        .layer(from_fn(serving::headers::harden))
        .with_state(app)
}

/// What anybody may read may be read under any name (a network of caches, for instance); nothing else.
async fn refuse_foreign_hosts(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if serving::is_shared(path) || csrf::is_own_host(request.headers(), &app.own) {
        return next.run(request).await;
    }
    Refusal::malformed(
        "Unter diesem Namen antwortet der Server nicht. Wer ihn betreibt, nennt ihn mit --url.",
        "The server does not answer under this host name. Its operator names it with --url.",
    )
    .at("host")
    .into_response()
}

fn get<H: Handler<T, App>, T: 'static>(path: &str, access: Access, handler: H) -> Route {
    under_root(Method::GET, path, access, NONE, on(MethodFilter::GET, handler))
}

fn delete<H: Handler<T, App>, T: 'static>(path: &str, access: Access, handler: H) -> Route {
    under_root(Method::DELETE, path, access, NONE, on(MethodFilter::DELETE, handler))
}

fn post<H: Handler<T, App>, T: 'static>(path: &str, access: Access, limit_bytes: usize, handler: H) -> Route {
    under_root(Method::POST, path, access, limit_bytes, on(MethodFilter::POST, handler))
}

fn put<H: Handler<T, App>, T: 'static>(path: &str, access: Access, limit_bytes: usize, handler: H) -> Route {
    under_root(Method::PUT, path, access, limit_bytes, on(MethodFilter::PUT, handler))
}

fn under_root(
    method: Method,
    path: &str,
    access: Access,
    limit_bytes: usize,
    handler: MethodRouter<App>,
) -> Route {
    Route { method, path: format!("{ROOT}{path}"), access, limit_bytes, takes: None, gives: None, handler }
}

fn bare<H: Handler<T, App>, T: 'static>(method: Method, path: &str, limit_bytes: usize, handler: H) -> Route {
    let filter = if method == Method::GET { MethodFilter::GET } else { MethodFilter::POST };
    let (access, handler) = (Access::Open, on(filter, handler));
    Route { method, path: path.to_owned(), access, limit_bytes, takes: None, gives: None, handler }
}
