//! How causes are told apart: checks, questions, pictures, things to try; with their answers and what comes out by cause.

use lotse_editor::chances::{outcome_count, row, with, with_one_more, without};
use lotse_editor::command::{Command, Value};
use lotse_model::json::Json;
use yew::prelude::*;

use super::checks::check;
use super::desk::{pointer, shared};
use crate::components::button::{Button, Weight};
use crate::components::field::Choice;
use crate::components::icon::Icon;
use crate::pages::documents::fields::{Unit, add, fresh, numeric, remove, text};
use crate::pages::guide::scene::{Scene, items, map, text_in, word};
use crate::words::help::HelpWords;
use crate::words::{Words, fill};

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
        "check" => map([("kind", Json::from("check")), ("check", super::checks::begun("condition"))]),
        kind => map([("kind", Json::from(kind)), ("title", Json::Map(Vec::new()))]),
    }
}

/// All probes of a problem.
pub fn probes(scene: &Scene, problem: &Json, words: &'static Words, help: &'static HelpWords) -> Html {
    let all = items(problem, "probes");
    let new = map([("id", fresh("probe", all)), ("by", begun("question"))]);
    html! {
        <>
            <p class="hint">{ words.probes_hint }</p>
            <ul class="stack">{ for all.iter().enumerate().map(|(index, probe)| one_probe(scene, problem, index, probe, words, help)) }</ul>
            { add(scene, "/problem/probes", all.len(), words.add_probe, new) }
        </>
    }
}

fn one_probe(
    scene: &Scene,
    problem: &Json,
    index: usize,
    probe: &Json,
    words: &'static Words,
    help: &'static HelpWords,
) -> Html {
    let at = pointer("probes", index);
    let by = probe.get("by").cloned().unwrap_or_default();
    let kind = word(&by, "kind").unwrap_or("question").to_owned();
    let on_kind = {
        let (scene, at) = (scene.clone(), at.clone());
        Callback::from(move |kind: String| scene.put(format!("{at}/by"), begun(&kind)))
    };
    let seconds = Unit { label: words.cost_seconds, usual: 15, per: 1.0, most: 8 * 3_600 };
    let unsure = Unit { label: help.unsure_percent, usual: 50, per: 10.0, most: 1_000 };
    let has_body = matches!(kind.as_str(), "question" | "practical");
    html! {
        <li class="part" key={word(probe, "id").unwrap_or_default().to_owned()}>
            <div class="columns">
                <Choice id={format!("means-{index}")} label={words.probe_by} value={kind.clone()} options={means(words)} on_choose={on_kind} />
                if kind != "check" {
                    { numeric(scene, format!("{at}/cost_s"), probe, "cost_s", seconds) }
                    { numeric(scene, format!("{at}/unsure_permille"), probe, "unsure_permille", unsure) }
                }
                { remove(scene, at.clone(), words) }
            </div>
            if kind == "check" {
                { check(scene, &format!("{at}/by/check"), by.get("check"), help) }
            } else {
                { text(scene, format!("{at}/by/title"), &by, "title", words.question_text, false) }
                if has_body { { text(scene, format!("{at}/by/body"), &by, "body", words.body, true) } }
                { outcomes(scene, &at, probe, kind == "visual", words, help) }
            }
            { table(scene, problem, &at, probe, words) }
        </li>
    }
}

/// The answers, each with its picture where pictures are to be chosen from.
fn outcomes(
    scene: &Scene,
    at: &str,
    probe: &Json,
    has_pictures: bool,
    words: &'static Words,
    help: &'static HelpWords,
) -> Html {
    let all = items(probe, "outcomes");
    let one = |(index, outcome): (usize, &Json)| {
        let place = format!("{at}/outcomes/{index}");
        let number = (index + 1).to_string();
        let drop = {
            let (scene, at, probe) = (scene.clone(), at.to_owned(), shared(probe));
            Callback::from(move |()| scene.on.emit(taken(&at, &probe, index)))
        };
        html! {
            <li key={word(outcome, "id").unwrap_or_default().to_owned()}>
                <div class="row stretch">
                    { text_said(scene, format!("{place}/label"), outcome, "label", fill(help.outcome_label, &[&number]), false) }
                    <Button label={words.remove} icon={Icon::Trash} bare=true weight={Weight::Quiet} on_press={drop} />
                </div>
                if has_pictures { { text_said(scene, format!("{place}/picture"), outcome, "picture", fill(help.outcome_picture, &[&number]), true) } }
            </li>
        }
    };
    let more = {
        let (scene, at, probe) = (scene.clone(), at.to_owned(), shared(probe));
        Callback::from(move |()| scene.on.emit(one_more(&at, &probe)))
    };
    let label = if all.is_empty() { help.give_answers } else { help.add_outcome };
    html! {
        <details open={has_pictures || !all.is_empty()}>
            <summary>{ help.outcomes }</summary>
            <p class="hint">{ if has_pictures { help.p_visual_needs } else { help.outcomes_hint } }</p>
            <ul class="stack nested">{ for all.iter().enumerate().map(one) }</ul>
            <Button {label} icon={Icon::Plus} weight={Weight::Quiet} on_press={more} />
        </details>
    }
}

fn text_said(scene: &Scene, at: String, holder: &Json, name: &str, label: String, long: bool) -> Html {
    html! { <crate::pages::guide::form::TextField scene={scene.clone()} {at} text={holder.get(name).cloned()} {label} language={scene.language.clone()} {long} /> }
}

fn put(at: String, value: Json) -> Command {
    Command::Put { at, value: Value(value) }
}

/// One answer more; the first time the two that there were are named.
fn one_more(at: &str, probe: &Json) -> Command {
    let all = items(probe, "outcomes");
    let new = |id: Json| map([("id", id), ("label", Json::Map(Vec::new()))]);
    let list = format!("{at}/outcomes");
    if all.is_empty() {
        return put(list, Json::List(["yes", "no"].map(|id| new(Json::from(id))).to_vec()));
    }
    let place = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let insert = Command::Insert { list, place, value: Value(new(fresh("answer", all))) };
    Command::All { of: [vec![insert], shares(at, probe, with_one_more)].concat() }
}

/// One answer less; below two they are yes and no again.
fn taken(at: &str, probe: &Json, index: usize) -> Command {
    if items(probe, "outcomes").len() <= 2 {
        return Command::Remove { at: format!("{at}/outcomes") };
    }
    let remove = Command::Remove { at: format!("{at}/outcomes/{index}") };
    Command::All { of: [vec![remove], shares(at, probe, |list| without(list, index))].concat() }
}

/// What comes out by cause, once answers have changed.
fn shares(at: &str, probe: &Json, change: impl Fn(&Json) -> Json) -> Vec<Command> {
    let of = |name: &str| Some(put(format!("{at}/{name}"), change(probe.get(name)?)));
    ["given", "otherwise"].into_iter().filter_map(of).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use lotse_editor::draft::Draft;
    use lotse_model::json;

    #[test]
    fn answers_come_and_go_with_their_shares() {
        let mut draft = Draft::load(
            r#"{"problem":{"probes":[{"id":"a","given":[{"cause":"off","permille":[900,100]}]}]}}"#,
        );
        let at = "/problem/probes/0";
        for _ in 0..2 {
            let command = one_more(at, draft.at(at).unwrap());
            draft.apply(&command, 0).unwrap();
        }
        let shown = |draft: &Draft, place: &str| draft.at(&format!("{at}/{place}")).map(Json::write);
        assert_eq!(shown(&draft, "given").as_deref(), Some(r#"[{"cause":"off","permille":[900,100,0]}]"#));
        assert_eq!(items(draft.at(at).unwrap(), "outcomes").len(), 3);
        draft.apply(&taken(at, draft.at(at).unwrap(), 0), 0).unwrap();
        assert_eq!(shown(&draft, "given").as_deref(), Some(r#"[{"cause":"off","permille":[1000,0]}]"#));
        draft.apply(&taken(at, draft.at(at).unwrap(), 0), 0).unwrap();
        assert_eq!(shown(&draft, "outcomes"), None);
        let plain = json::parse("{}").unwrap();
        assert_eq!(outcome_count(&plain), 2);
    }
}
