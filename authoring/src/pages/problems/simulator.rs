//! What finding the cause will cost users: pick the true cause and see what is asked, in which order and why, beside the best that
//! could be done and beside calling the desk.

mod walk;

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use lotse_help::diagnosis::{Diagnosis, known_costs};
use lotse_help::simulation::least;
use lotse_model::json::{self, Json};
use lotse_model::problem::{Problem, ProblemSource};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::checks::named;
use crate::app::use_studio;
use crate::components::field::Choice;
use crate::components::icon::{Icon, Sign};
use crate::pages::guide::scene::{items, text_in, with_texts};
use crate::shared::Shared;
use crate::words::help::HelpWords;
use crate::words::{Words, fill};
use walk::{Mean, Names, Told, mean, typical};

/// Most states that are gone through for the optimum; more would take longer than anybody waits.
const MAX_STATES: usize = 60_000;

/// Properties of [`Simulator`].
#[derive(Clone, PartialEq, Properties)]
pub struct SimulatorProperties {
    /// The text of the problem's file.
    pub problem: AttrValue,
    /// The language of titles.
    pub language: AttrValue,
    /// All guides of the project: id and title.
    pub guides: Shared<Vec<(AttrValue, AttrValue)>>,
}

/// A problem that can be calculated with.
struct Ready {
    problem: Problem,
    diagnosis: Diagnosis,
    names: Names,
    /// Minutes: as it is, the least there is where that can be told, if the cause were known, a person at once.
    minutes: (f64, Option<f64>, f64, f64),
}

fn ready(text: &str, language: &str, guides: &[(AttrValue, AttrValue)], help: &HelpWords) -> Option<Ready> {
    let source: ProblemSource = lotse_model::wire::read(text).ok()?;
    let problem = source.problem;
    if problem.causes.is_empty() {
        return None;
    }
    let root = json::parse(text).ok()?;
    let shown = with_texts(root.get("problem")?, &root);
    let titles = |list: &str, name: fn(&Json) -> Option<&Json>| -> Vec<String> {
        items(&shown, list).iter().map(|one| text_in(name(one), language).unwrap_or("…").to_owned()).collect()
    };
    let probe = |probe: &Json| {
        let by = probe.get("by");
        let title = by.and_then(|by| text_in(by.get("title"), language)).map(str::to_owned);
        title.or_else(|| named(by?.get("check")?, help)).unwrap_or_else(|| "…".to_owned())
    };
    let outcomes = |probe: &Json| {
        let label = |one: &Json| text_in(one.get("label"), language).map(str::to_owned);
        items(probe, "outcomes").iter().map(label).collect()
    };
    let fix = |guide: &str| {
        let known = guides.iter().find(|(id, _)| id == guide);
        known.map_or_else(|| guide.replace('-', " "), |(_, title)| title.to_string())
    };
    let names = Names {
        causes: titles("causes", |one| one.get("title")),
        probes: items(&shown, "probes").iter().map(probe).collect(),
        outcomes: items(&shown, "probes").iter().map(outcomes).collect(),
        fixes: problem.fixes.iter().map(|one| fix(one.guide.as_str())).collect(),
    };
    let diagnosis = Diagnosis::new(&problem, &[]);
    let model = diagnosis.model();
    let sizes = model.probes.iter().map(|probe| probe.likely.len() + 2).chain(model.fixes.iter().map(|_| 2));
    let states = sizes.fold(1_usize, usize::saturating_mul);
    let known: f64 = known_costs(model).iter().zip(&model.prior).map(|(cost, share)| cost * share).sum();
    let minutes = (
        diagnosis.expected_s() / 60.0,
        (states <= MAX_STATES).then(|| least(model) / 60.0),
        known / 60.0,
        model.person_s / 60.0,
    );
    Some(Ready { problem, names, minutes, diagnosis })
}

/// See the module.
#[component]
pub fn Simulator(properties: &SimulatorProperties) -> Html {
    let studio = use_studio();
    let words = studio.words();
    let chosen = use_state(|| 0_usize);
    let ready = {
        let of = (
            properties.problem.clone(),
            properties.language.clone(),
            properties.guides.clone(),
            studio.tongue,
        );
        use_memo(of, |(text, language, guides, tongue)| {
            ready(text, language, guides, tongue.help()).map(Rc::new)
        })
    };
    let tongue = studio.tongue.tag();
    let told = {
        let of = (
            properties.problem.clone(),
            properties.language.clone(),
            *chosen,
            tongue,
            properties.guides.clone(),
        );
        let ready = (*ready).clone();
        use_memo(of, move |(_, _, cause, tongue, _)| {
            ready.map(|it| typical(&it.problem, &it.diagnosis, *cause, &it.names, tongue)).unwrap_or_default()
        })
    };
    let found = use_mean(&properties.problem, *chosen, (*ready).clone());
    let Some(ready) = (*ready).clone() else {
        return html! { <section class="simulator"><h2>{ words.simulator }</h2><p class="hint">{ words.simulator_empty }</p></section> };
    };
    let options = causes(&ready.names.causes, words);
    let on_choose = {
        let chosen = chosen.clone();
        Callback::from(move |place: String| chosen.set(place.parse().unwrap_or(0)))
    };
    html! {
        <section class="simulator" aria-label={words.simulator}>
            <h2>{ words.simulator }</h2>
            { figures(&ready, words, tongue) }
            <Choice id="true-cause" label={words.true_cause} value={chosen.to_string()} {options} {on_choose} />
            <p class="hint" role="status">{ of_cause(found.as_ref(), words, tongue) }</p>
            <ol class="told">{ for told.iter().map(|line| told_line(line, words, tongue)) }</ol>
        </section>
    }
}

/// What finding one cause costs on average, calculated in slices, so that typing is never held up. Nothing until then.
#[hook]
fn use_mean(problem: &AttrValue, cause: usize, ready: Option<Rc<Ready>>) -> UseStateHandle<Option<Mean>> {
    let found = use_state(|| None::<Mean>);
    let setter = found.setter();
    use_effect_with((problem.clone(), cause), move |(_, cause)| {
        let is_over = Rc::new(Cell::new(false));
        setter.set(None);
        if let Some(ready) = ready {
            let (cause, over) = (*cause, Rc::clone(&is_over));
            spawn_local(async move {
                let pause = || TimeoutFuture::new(0);
                let mean = mean(&ready.problem, &ready.diagnosis, cause, &over, pause).await;
                if !over.get() {
                    setter.set(mean);
                }
            });
        }
        move || is_over.set(true)
    });
    found
}

/// The causes to choose from, and something else.
fn causes(names: &[String], words: &Words) -> Vec<(AttrValue, AttrValue)> {
    let one = |(place, name): (usize, &String)| (place.to_string().into(), name.clone().into());
    let something_else = (names.len().to_string().into(), words.something_else.into());
    names.iter().enumerate().map(one).chain([something_else]).collect()
}

/// Minutes of four ways to find the cause.
fn figures(ready: &Ready, words: &Words, tongue: &str) -> Html {
    let (own, best, known, person) = ready.minutes;
    let figure = |label: &'static str, minutes: Option<f64>| {
        let shown = minutes.map_or_else(|| words.not_told.to_owned(), |minutes| said(minutes, words, tongue));
        html! { <><dt>{ label }</dt><dd>{ shown }</dd></> }
    };
    html! {
        <dl class="figures">
            { figure(words.minutes_own, Some(own)) }
            { figure(words.minutes_best, best) }
            { figure(words.minutes_known, Some(known)) }
            { figure(words.minutes_person, Some(person)) }
        </dl>
    }
}

fn said(minutes: f64, words: &Words, tongue: &str) -> String {
    let number = format!("{minutes:.1}");
    fill(words.minutes, &[&if tongue == "de" { number.replace('.', ",") } else { number }])
}

fn of_cause(found: Option<&Mean>, words: &Words, tongue: &str) -> String {
    let Some(mean) = found else { return words.calculating.to_owned() };
    let asked = format!("{:.1}", mean.asked);
    let asked = if tongue == "de" { asked.replace('.', ",") } else { asked };
    let by_person = format!("{:.0}", mean.by_person * 100.0);
    fill(words.for_this_cause, &[&said(mean.minutes, words, tongue), &asked, &by_person])
}

fn told_line(line: &Told, words: &Words, tongue: &str) -> Html {
    let (icon, class) = match line {
        Told::Checked(..) => (Icon::Probe, "check"),
        Told::Asked(..) => (Icon::Question, "question"),
        Told::Tried { .. } => (Icon::Instruct, "instruct"),
        Told::Person(..) => (Icon::People, "person"),
    };
    let (title, answer, why, at_s) = match line {
        Told::Checked(name, outcome) => (name.clone(), outcome.clone(), String::new(), None),
        Told::Asked(name, outcome, why, at_s) => (name.clone(), outcome.clone(), why.clone(), Some(*at_s)),
        Told::Tried { fix, is_solved, why, at_s } => {
            let outcome = if *is_solved { words.solved } else { words.not_solved };
            (fix.clone(), outcome.to_owned(), why.clone(), Some(*at_s))
        }
        Told::Person(why, at_s) => (words.minutes_person.to_owned(), String::new(), why.clone(), Some(*at_s)),
    };
    html! {
        <li>
            <Sign {icon} class={classes!(format!("kind-{class}"))} />
            <div>
                <p><strong>{ title }</strong> if !answer.is_empty() { { " → " }{ answer } }</p>
                if !why.is_empty() { <p class="hint">{ why }</p> }
            </div>
            if let Some(at_s) = at_s { <small>{ said(at_s / 60.0, words, tongue) }</small> }
        </li>
    }
}
