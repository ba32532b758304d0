//! The parts of a problem: what users read, its causes, how they are told apart, what mends them.

use lotse_model::json::Json;
use yew::prelude::*;

use super::desk::pointer;
use super::probes::probes;
use super::signs::signs;
use super::tree::tree;
use super::triage::triage;
use crate::components::field::Field;
use crate::pages::documents::fields::{Unit, add, choice, fresh, levels, numeric, remove, text};
use crate::pages::guide::form::{ConditionField, TextField};
use crate::pages::guide::scene::{Scene, items, map, number, text_in, word};
use crate::words::help::HelpWords;
use crate::words::{Tongue, Words, fill};

/// A part of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What users read, where it occurs, how much it matters.
    Problem,
    /// What in the page points to it.
    Signs,
    /// Questions that adjust how much it matters.
    Triage,
    /// Why users have it.
    Causes,
    /// How causes are told apart.
    Probes,
    /// What mends it.
    Fixes,
    /// The way that technicians lay out themselves.
    Tree,
}

impl Part {
    /// All, in order.
    pub const ALL: [Part; 7] =
        [Part::Problem, Part::Signs, Part::Triage, Part::Causes, Part::Probes, Part::Fixes, Part::Tree];

    /// Its word in the page.
    pub fn word(self) -> &'static str {
        match self {
            Part::Problem => "problem",
            Part::Signs => "signs",
            Part::Triage => "triage",
            Part::Causes => "causes",
            Part::Probes => "probes",
            Part::Fixes => "fixes",
            Part::Tree => "tree",
        }
    }

    /// The part of a word.
    pub fn of(word: &str) -> Self {
        Part::ALL.into_iter().find(|part| part.word() == word).unwrap_or(Part::Problem)
    }

    /// The part that a place of the file is edited in.
    pub fn at(pointer: &str) -> Self {
        Part::of(pointer.split('/').nth(2).unwrap_or_default())
    }

    /// What it is called.
    pub fn said(self, words: &Words, help: &HelpWords) -> &'static str {
        match self {
            Part::Problem => words.problem,
            Part::Signs => help.part_signs,
            Part::Triage => help.part_triage,
            Part::Causes => words.causes,
            Part::Probes => words.probes,
            Part::Fixes => words.fixes,
            Part::Tree => help.part_tree,
        }
    }
}

/// Draws a part.
pub fn parts(part: Part, scene: &Scene, problem: &Json, tongue: Tongue) -> Html {
    let (words, help) = (tongue.words(), tongue.help());
    match part {
        Part::Problem => general(scene, problem, words),
        Part::Signs => signs(scene, problem, words, help),
        Part::Triage => {
            triage(scene, "/problem/triage", items(problem, "triage"), words, help, help.questions_hint)
        }
        Part::Causes => causes(scene, problem, words),
        Part::Probes => probes(scene, problem, words, help),
        Part::Fixes => fixes(scene, problem, words),
        Part::Tree => tree(scene, problem, words, help),
    }
}

fn general(scene: &Scene, problem: &Json, words: &'static Words) -> Html {
    let symptoms = items(problem, "symptoms");
    let symptom = |(index, one): (usize, &Json)| {
        let at = pointer("symptoms", index);
        html! {
            <li class="row stretch" key={index}>
                <TextField scene={scene.clone()} at={at.clone()} text={Some(one.clone())} label={fill(words.symptom, &[&(index + 1).to_string()])} language={scene.language.clone()} />
                { remove(scene, at, words) }
            </li>
        }
    };
    let level = |name: &'static str, label: &'static str| {
        choice(scene, format!("/problem/{name}"), word(problem, name).unwrap_or("low"), label, levels(words))
    };
    let pages = items(problem, "pages").iter().filter_map(Json::as_text).collect::<Vec<_>>().join("; ");
    let on_pages = {
        let scene = scene.clone();
        Callback::from(move |typed: String| {
            let all = typed.split(';').map(str::trim).filter(|one| !one.is_empty()).map(Json::from).collect();
            scene.put("/problem/pages", Json::List(all));
        })
    };
    let minutes = Unit { label: words.person_minutes, usual: 1_800, per: 60.0, most: 8 * 3_600 };
    let days = Unit { label: words.recurs_days, usual: 14, per: 1.0, most: 365 };
    html! {
        <>
            <section class="part">
                { text(scene, "/problem/title".into(), problem, "title", words.title, false) }
                { text(scene, "/problem/summary".into(), problem, "summary", words.summary, true) }
            </section>
            <section class="part">
                <h2>{ words.symptoms }</h2>
                <p class="hint">{ words.symptoms_hint }</p>
                <ul class="stack">{ for symptoms.iter().enumerate().map(symptom) }</ul>
                { add(scene, "/problem/symptoms", symptoms.len(), words.add_symptom, Json::Map(Vec::new())) }
            </section>
            <section class="part">
                <h2>{ words.pages_ }</h2>
                <Field id="problem-pages" label={words.pages_} bare=true hint={words.values_hint} example={words.address_example} value={pages} on_input={on_pages} />
            </section>
            <section class="part">
                <h2>{ words.priority }</h2>
                <div class="columns">{ level("impact", words.impact) }{ level("urgency", words.urgency) }</div>
                <div class="columns">
                    { numeric(scene, "/problem/person_s".into(), problem, "person_s", minutes) }
                    { numeric(scene, "/problem/recurs_days".into(), problem, "recurs_days", days) }
                </div>
            </section>
            <section class="part">
                <h2>{ words.audience }</h2>
                <ConditionField scene={scene.clone()} at="/problem/audience" condition={problem.get("audience").cloned()} />
            </section>
        </>
    }
}

fn causes(scene: &Scene, problem: &Json, words: &'static Words) -> Html {
    let all = items(problem, "causes");
    let share = Unit { label: words.share_percent, usual: 0, per: 10.0, most: 1_000 };
    let one = |(index, cause): (usize, &Json)| {
        let at = pointer("causes", index);
        html! {
            <li class="part" key={word(cause, "id").unwrap_or_default().to_owned()}>
                <div class="row stretch">
                    { text(scene, format!("{at}/title"), cause, "title", words.cause, false) }
                    { numeric(scene, format!("{at}/permille"), cause, "permille", share) }
                    { remove(scene, at, words) }
                </div>
            </li>
        }
    };
    let listed: i64 = all.iter().filter_map(|cause| number(cause, "permille")).sum();
    let rest = format!("{}", (1_000 - listed) as f64 / 10.0);
    let new =
        map([("id", fresh("cause", all)), ("title", Json::Map(Vec::new())), ("permille", Json::Number(100))]);
    html! {
        <>
            <p class="hint">{ words.causes_hint }</p>
            <ul class="stack">{ for all.iter().enumerate().map(one) }</ul>
            <p role="status" class={if listed > 1_000 { "fault" } else { "hint" }}>{ fill(words.rest_percent, &[&rest]) }</p>
            { add(scene, "/problem/causes", all.len(), words.add_cause, new) }
        </>
    }
}

fn fixes(scene: &Scene, problem: &Json, words: &'static Words) -> Html {
    let all = items(problem, "fixes");
    let minutes = Unit { label: words.cost_minutes, usual: 120, per: 60.0, most: 8 * 3_600 };
    let one = |(index, fix): (usize, &Json)| {
        let at = pointer("fixes", index);
        let mends = items(fix, "mends");
        let by_cause = items(problem, "causes").iter().map(|cause| {
            let id = word(cause, "id").unwrap_or_default().to_owned();
            let name = text_in(cause.get("title"), &scene.language).unwrap_or(&id).to_owned();
            let there = mends.iter().find(|mend| word(mend, "cause") == Some(&id));
            let value = there.map(|mend| number(mend, "permille").unwrap_or(900) / 10);
            let (scene, at, mends) = (scene.clone(), format!("{at}/mends"), mends.to_vec());
            let on_input = Callback::from(move |typed: String| {
                let mut next: Vec<Json> = mends.iter().filter(|mend| word(mend, "cause") != Some(&id)).cloned().collect();
                let percent = typed.trim().parse::<i64>().unwrap_or(0).clamp(0, 100);
                if percent > 0 {
                    next.push(map([("cause", Json::from(id.as_str())), ("permille", Json::Number(percent * 10))]));
                }
                scene.put(at.clone(), Json::List(next));
            });
            let value = value.map(|value| value.to_string()).unwrap_or_default();
            html! { <Field id={format!("mend-{index}-{}", word(cause, "id").unwrap_or_default())} kind="number" label={name} {value} {on_input} /> }
        });
        html! {
            <li class="part" key={word(fix, "id").unwrap_or_default().to_owned()}>
                <div class="columns">
                    { choice(scene, format!("{at}/guide"), word(fix, "guide").unwrap_or_default(), words.guide, (*scene.guides).clone()) }
                    { numeric(scene, format!("{at}/cost_s"), fix, "cost_s", minutes) }
                    { remove(scene, at.clone(), words) }
                </div>
                <details open={mends.is_empty()}>
                    <summary>{ words.mends }</summary>
                    <div class="columns">{ for by_cause }</div>
                </details>
                <h2>{ words.verified_by }</h2>
                <ConditionField scene={scene.clone()} at={format!("{at}/verified_by")} condition={fix.get("verified_by").cloned()} />
            </li>
        }
    };
    let guide = scene.guides.first().map(|(id, _)| id.to_string()).unwrap_or_default();
    let new = map([
        ("id", fresh("fix", all)),
        ("guide", Json::from(guide.as_str())),
        ("cost_s", Json::Number(120)),
        ("mends", Json::List(Vec::new())),
    ]);
    html! {
        <>
            <p class="hint">{ words.fixes_hint }</p>
            <ul class="stack">{ for all.iter().enumerate().map(one) }</ul>
            { add(scene, "/problem/fixes", all.len(), words.add_fix, new) }
        </>
    }
}
