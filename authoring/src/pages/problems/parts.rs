//! The parts of a problem: what users read, its causes, how they are told apart, what mends them.

use lotse_editor::chances::{outcome_count, row, with};
use lotse_editor::command::Command;
use lotse_model::json::Json;
use yew::prelude::*;

use super::desk::{pointer, shared};
use crate::components::button::{Button, Weight};
use crate::components::field::{Choice, Field};
use crate::components::icon::Icon;
use crate::pages::guide::editing::free_id;
use crate::pages::guide::form::{ConditionField, TextField};
use crate::pages::guide::scene::{Scene, items, map, number, text_in, word};
use crate::words::{Words, fill};

/// A part of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What users read, where it occurs, how much it matters.
    Problem,
    /// Why users have it.
    Causes,
    /// How causes are told apart.
    Probes,
    /// What mends it.
    Fixes,
}

impl Part {
    /// All, in order.
    pub const ALL: [Part; 4] = [Part::Problem, Part::Causes, Part::Probes, Part::Fixes];

    /// Its word in the page.
    pub fn word(self) -> &'static str {
        match self {
            Part::Problem => "problem",
            Part::Causes => "causes",
            Part::Probes => "probes",
            Part::Fixes => "fixes",
        }
    }

    /// The part of a word.
    pub fn of(word: &str) -> Self {
        Part::ALL.into_iter().find(|part| part.word() == word).unwrap_or(Part::Problem)
    }

    /// What it is called.
    pub fn said(self, words: &Words) -> &'static str {
        match self {
            Part::Problem => words.problem,
            Part::Causes => words.causes,
            Part::Probes => words.probes,
            Part::Fixes => words.fixes,
        }
    }
}

/// Draws a part.
pub fn parts(part: Part, scene: &Scene, problem: &Json, words: &'static Words) -> Html {
    match part {
        Part::Problem => general(scene, problem, words),
        Part::Causes => causes(scene, problem, words),
        Part::Probes => probes(scene, problem, words),
        Part::Fixes => fixes(scene, problem, words),
    }
}

/// A text in the language that is written in now.
fn text(scene: &Scene, at: String, holder: &Json, name: &str, label: &'static str, long: bool) -> Html {
    html! { <TextField scene={scene.clone()} {at} text={holder.get(name).cloned()} {label} language={scene.language.clone()} {long} /> }
}

/// How a whole number is shown and typed: in units of so many.
#[derive(Clone, Copy)]
struct Unit {
    label: &'static str,
    usual: i64,
    per: f64,
    most: i64,
}

fn numeric(scene: &Scene, at: String, holder: &Json, name: &str, unit: Unit) -> Html {
    let value = number(holder, name).unwrap_or(unit.usual);
    let shown = format!("{}", value as f64 / unit.per);
    let on_input = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |typed: String| {
            if let Ok(typed) = typed.trim().replace(',', ".").parse::<f64>() {
                let whole = (typed * unit.per).round() as i64;
                scene.put(at.clone(), Json::Number(whole.clamp(0, unit.most)));
            }
        })
    };
    let fault = scene.fault(&at);
    html! { <Field id={format!("n{}", at.replace('/', "-"))} kind="number" label={unit.label} value={shown} {on_input} {fault} /> }
}

fn choice(
    scene: &Scene,
    at: String,
    value: &str,
    label: &'static str,
    all: Vec<(AttrValue, AttrValue)>,
) -> Html {
    let on_choose = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |value: String| scene.put(at.clone(), Json::from(value.as_str())))
    };
    html! { <Choice id={format!("c{}", at.replace('/', "-"))} {label} value={value.to_owned()} options={all} {on_choose} /> }
}

fn remove(scene: &Scene, at: String, words: &Words) -> Html {
    let on_press = scene.on.reform(move |()| Command::Remove { at: at.clone() });
    html! { <Button label={words.remove} icon={Icon::Trash} bare=true weight={Weight::Quiet} {on_press} /> }
}

fn add(scene: &Scene, list: &'static str, count: usize, label: &'static str, value: Json) -> Html {
    let scene = scene.clone();
    let on_press = Callback::from(move |()| scene.append(format!("/problem/{list}"), count, value.clone()));
    html! { <Button {label} icon={Icon::Plus} weight={Weight::Quiet} {on_press} /> }
}

fn fresh(stem: &str, all: &[Json]) -> Json {
    let id = free_id(stem, |id| all.iter().any(|one| word(one, "id") == Some(id)));
    Json::from(id.as_str())
}

fn levels(words: &Words) -> Vec<(AttrValue, AttrValue)> {
    [("low", words.level_low), ("medium", words.level_medium), ("high", words.level_high)]
        .map(|(value, name)| (value.into(), name.into()))
        .to_vec()
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
                { add(scene, "symptoms", symptoms.len(), words.add_symptom, Json::Map(Vec::new())) }
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
            { add(scene, "causes", all.len(), words.add_cause, new) }
        </>
    }
}

/// The kinds of probes.
fn means(words: &Words) -> Vec<(AttrValue, AttrValue)> {
    [
        ("question", words.kind_question),
        ("practical", words.m_practical),
        ("visual", words.m_visual),
        ("check", words.kind_check),
    ]
    .map(|(value, name)| (value.into(), name.into()))
    .to_vec()
}

fn begun(kind: &str) -> Json {
    match kind {
        "check" => {
            let pages = Json::List(vec![Json::from("/*")]);
            let holds = map([("kind", Json::from("url")), ("is", pages)]);
            let check = map([("kind", Json::from("condition")), ("holds", holds)]);
            map([("kind", Json::from("check")), ("check", check)])
        }
        kind => map([("kind", Json::from(kind)), ("title", Json::Map(Vec::new()))]),
    }
}

fn probes(scene: &Scene, problem: &Json, words: &'static Words) -> Html {
    let all = items(problem, "probes");
    let new = map([("id", fresh("probe", all)), ("by", begun("question"))]);
    html! {
        <>
            <p class="hint">{ words.probes_hint }</p>
            <ul class="stack">{ for all.iter().enumerate().map(|(index, probe)| one_probe(scene, problem, index, probe, words)) }</ul>
            { add(scene, "probes", all.len(), words.add_probe, new) }
        </>
    }
}

fn one_probe(scene: &Scene, problem: &Json, index: usize, probe: &Json, words: &'static Words) -> Html {
    let at = pointer("probes", index);
    let by = probe.get("by").cloned().unwrap_or_default();
    let kind = word(&by, "kind").unwrap_or("question").to_owned();
    let on_kind = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |kind: String| scene.put(format!("{at}/by"), begun(&kind)))
    };
    let seconds = Unit { label: words.cost_seconds, usual: 15, per: 1.0, most: 8 * 3_600 };
    let check = by.get("check").cloned().unwrap_or_default();
    html! {
        <li class="part" key={word(probe, "id").unwrap_or_default().to_owned()}>
            <div class="columns">
                <Choice id={format!("means-{index}")} label={words.probe_by} value={kind.clone()} options={means(words)} on_choose={on_kind} />
                if kind != "check" { { numeric(scene, format!("{at}/cost_s"), probe, "cost_s", seconds) } }
                { remove(scene, at.clone(), words) }
            </div>
            if kind == "check" {
                if word(&check, "kind") == Some("condition") {
                    <ConditionField scene={scene.clone()} at={format!("{at}/by/check/holds")} condition={check.get("holds").cloned()} required=true />
                } else {
                    <p><code>{ check.write() }</code></p>
                }
            } else {
                { text(scene, format!("{at}/by/title"), &by, "title", words.question_text, false) }
            }
            { table(scene, problem, &at, probe, words) }
        </li>
    }
}

/// What comes out, by cause, in percent.
fn table(scene: &Scene, problem: &Json, at: &str, probe: &Json, words: &'static Words) -> Html {
    let count = outcome_count(probe);
    let outcomes = items(probe, "outcomes");
    let heading = |place: usize| match outcomes.get(place) {
        Some(outcome) => text_in(outcome.get("label"), &scene.language).unwrap_or_default().to_owned(),
        None => if place == 0 { words.yes } else { words.no }.to_owned(),
    };
    let shown = shared(probe);
    let cell = |cause: &str, place: usize, share: i64| {
        let (scene, at, probe, cause) = (scene.clone(), at.to_owned(), shown.clone(), cause.to_owned());
        let label = format!("{cause}: {}", heading(place));
        let onchange = move |event: Event| {
            let typed = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            if let Ok(percent) = typed.trim().parse::<f64>() {
                let permille = (percent * 10.0).round() as i64;
                scene.put(format!("{at}/given"), with(&probe, &cause, place, permille));
            }
        };
        html! { <td><input type="number" min="0" max="100" aria-label={label} value={format!("{}", share as f64 / 10.0)} {onchange} /></td> }
    };
    let line = |cause: &Json| {
        let id = word(cause, "id").unwrap_or_default();
        let name = text_in(cause.get("title"), &scene.language).unwrap_or(id).to_owned();
        html! { <tr><th scope="row">{ name }</th>{ for row(probe, id).into_iter().enumerate().map(|(place, share)| cell(id, place, share)) }</tr> }
    };
    html! {
        <details>
            <summary>{ words.chances }</summary>
            <div class="chances" tabindex="0"><table>
                <thead><tr><th scope="col">{ words.cause }</th>{ for (0..count).map(|place| html! { <th scope="col">{ heading(place) }{ " %" }</th> }) }</tr></thead>
                <tbody>{ for items(problem, "causes").iter().map(line) }</tbody>
            </table></div>
        </details>
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
            { add(scene, "fixes", all.len(), words.add_fix, new) }
        </>
    }
}
