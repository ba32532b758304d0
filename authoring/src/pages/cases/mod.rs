//! Cases that users have handed over: the queue with what stands in the way, and each case with everything that came with it.

mod delivery;
mod file;
mod sketch;

use lotse_api::desk::{Case, ConnectorName, Delivery, DeliveryState};
use yew::prelude::*;
use yew_router::prelude::*;

use crate::app::use_studio;
use crate::components::button::Button;
use crate::components::empty::Empty;
use crate::components::failed::Failed;
use crate::components::icon::{Icon, Sign};
use crate::components::page::PageFrame;
use crate::components::segmented::{Segment, Segmented};
use crate::hooks::{Loaded, use_loaded, use_title};
use crate::route::Route;
use crate::services::clock;
use crate::services::server::part;
use crate::words::fill;
use crate::words::help::HelpWords;
use delivery::Deliveries;
pub use file::CasePage;

/// Properties of [`CasesPage`].
#[derive(Clone, PartialEq, Properties)]
pub struct CasesPageProperties {
    /// Id of the project.
    pub project: String,
}

/// Which cases are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    All,
    Stuck,
    Waiting,
    Delivered,
    Closed,
}

impl Shown {
    const ALL: [(Shown, &str); 5] = [
        (Shown::All, "all"),
        (Shown::Stuck, "stuck"),
        (Shown::Waiting, "waiting"),
        (Shown::Delivered, "delivered"),
        (Shown::Closed, "closed"),
    ];

    fn said(self, help: &HelpWords) -> &'static str {
        match self {
            Shown::All => help.all_cases,
            Shown::Stuck => help.needs_attention,
            Shown::Waiting => help.waiting,
            Shown::Delivered => help.delivered,
            Shown::Closed => help.closed,
        }
    }

    fn takes(self, case: &Case) -> bool {
        match self {
            Shown::All => true,
            Shown::Stuck => case.state == "failed",
            Shown::Waiting => case.state == "waiting",
            Shown::Delivered => case.state == "delivered",
            Shown::Closed => case.state == "closed",
        }
    }
}

/// All cases of a project.
#[component]
pub fn CasesPage(properties: &CasesPageProperties) -> Html {
    let studio = use_studio();
    let (words, help) = (studio.words(), studio.tongue.help());
    use_title(help.cases.to_owned());
    let shown = use_state(|| Shown::All);
    let project = properties.project.clone();
    let reading = {
        let server = studio.server.clone();
        use_loaded(project.clone(), move |project| async move {
            let path = format!("/projects/{}", part(&project));
            let cases = server.get::<Vec<Case>>(&format!("{path}/cases")).await?;
            let connectors = server.get::<Vec<ConnectorName>>(&format!("{path}/connectors")).await?;
            Ok((cases, connectors))
        })
    };
    let on_choose = {
        let shown = shown.clone();
        Callback::from(move |word: AttrValue| {
            if let Some((one, _)) = Shown::ALL.iter().find(|(_, known)| *known == word) {
                shown.set(*one);
            }
        })
    };
    let content = match &reading.now {
        Loaded::Loading => html! { <div class="loading" aria-busy="true">{ words.loading }</div> },
        Loaded::Failed(failure) => {
            html! { <Failed failure={failure.clone()} again={reading.again.clone()} /> }
        }
        Loaded::Ready(read) if read.0.is_empty() => {
            html! { <Empty icon={Icon::Cases} title={help.cases_none} hint={help.cases_none_hint} /> }
        }
        Loaded::Ready(read) => {
            let (cases, connectors) = (&read.0, &read.1);
            let segment = |(one, word): (Shown, &'static str)| {
                let count = cases.iter().filter(|case| one.takes(case)).count();
                let label = format!("{} ({count})", one.said(help));
                Segment { is_marked: one == Shown::Stuck && count > 0, ..Segment::new(word, label) }
            };
            let word = Shown::ALL.iter().find(|(one, _)| *one == *shown).map_or("all", |(_, word)| word);
            let rows: Vec<Html> = cases
                .iter()
                .filter(|case| shown.takes(case))
                .map(|case| row(case, &project, connectors, studio.tongue.tag(), reading.again.clone()))
                .collect();
            let is_empty = rows.is_empty();
            html! {
                <>
                    <Segmented id="case-state" label={help.cases} segments={Shown::ALL.map(segment).to_vec()} value={word} {on_choose} />
                    if is_empty { <p class="hint" role="status">{ help.nothing_here }</p> } else { <ul class="cases">{ for rows }</ul> }
                </>
            }
        }
    };
    let again = reading.again.clone();
    let actions = html! { <Button label={help.reload} icon={Icon::Redo} on_press={again} /> };
    html! { <PageFrame title={help.cases} about={help.cases_about} {actions}>{ content }</PageFrame> }
}

fn row(
    case: &Case,
    project: &str,
    connectors: &[ConnectorName],
    language: &'static str,
    again: Callback<()>,
) -> Html {
    let to = Route::Case {
        project: project.to_owned(),
        environment: case.environment.clone(),
        case: case.id.clone(),
    };
    let last = case.deliveries.last().cloned();
    html! {
        <li class="part" key={case.id.clone()}>
            <header>
                { priority(case.priority.as_deref()) }
                <h2><Link<Route> {to}>{ case.title.clone() }</Link<Route>></h2>
                <span class="hint">{ format!("{} · {}", case.environment, clock::ago(case.taken_ms, language)) }</span>
            </header>
            if let Some(last) = last { <Deliveries project={project.to_owned()} all={vec![last]} connectors={connectors.to_vec()} on_done={again} /> }
        </li>
    }
}

/// `P1` to `P5`.
fn priority(priority: Option<&str>) -> Html {
    match priority {
        Some(word) => {
            html! { <strong class={classes!("priority", word.to_owned())}>{ word.to_uppercase() }</strong> }
        }
        None => html! { <strong class="priority">{ "–" }</strong> },
    }
}

/// A state in a word with a dot.
fn state(state: DeliveryState, help: &HelpWords) -> Html {
    let (class, said) = match state {
        DeliveryState::Waiting => ("review", help.waiting),
        DeliveryState::Delivered => ("published", help.delivered),
        DeliveryState::Closed => ("draft", help.closed),
        DeliveryState::Failed => ("poor", help.failed),
        DeliveryState::GivenUp => ("draft", help.given_up),
    };
    html! { <span class={classes!("badge", class)}>{ said }</span> }
}

fn name_of(connectors: &[ConnectorName], delivery: &Delivery) -> String {
    let found = connectors.iter().find(|one| one.id == delivery.connector);
    found.map_or_else(|| delivery.connector.clone(), |one| one.name.clone())
}

/// How often it was tried, what went wrong, and when it is tried next.
fn so_far(delivery: &Delivery, help: &'static HelpWords, language: &'static str) -> Html {
    let next =
        delivery.next_ms.map(|at_ms| format!("{}: {}", help.next_attempt, clock::moment(at_ms, language)));
    html! {
        <p class="hint">
            { fill(help.attempts, &[&delivery.attempts.to_string()]) }
            if let Some(ticket) = &delivery.ticket { { " · " }<b>{ fill(help.ticket, &[ticket]) }</b> }
            if let Some(next) = next { { " · " }{ next } }
            if let Some(problem) = &delivery.problem { <span class="problem error"><Sign icon={Icon::Error} />{ format!("{}: {problem}", help.last_error) }</span> }
        </p>
    }
}
