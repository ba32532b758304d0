//! Short questions that adjust impact and urgency; a problem's own, or the desk's.

use lotse_model::json::Json;
use yew::prelude::*;

use crate::components::field::Choice;
use crate::pages::documents::fields::{add, fresh, levels, mover, remove, text};
use crate::pages::guide::scene::{Scene, items, map, word};
use crate::words::Words;
use crate::words::help::HelpWords;

/// The questions of a list, and a button for more.
pub fn triage(
    scene: &Scene,
    list: &str,
    questions: &[Json],
    words: &'static Words,
    help: &'static HelpWords,
    about: &'static str,
) -> Html {
    let answers = ["low", "high"].map(|level| {
        map([("id", Json::from(level)), ("label", Json::Map(Vec::new())), ("urgency", Json::from(level))])
    });
    let new = map([
        ("id", fresh("question", questions)),
        ("title", Json::Map(Vec::new())),
        ("answers", Json::List(answers.to_vec())),
    ]);
    html! {
        <>
            <p class="hint">{ about }</p>
            <ul class="stack">{ for questions.iter().enumerate().map(|(index, one)| question(scene, list, index, questions.len(), one, words, help)) }</ul>
            { add(scene, list, questions.len(), help.add_question, new) }
        </>
    }
}

fn question(
    scene: &Scene,
    list: &str,
    index: usize,
    count: usize,
    question: &Json,
    words: &'static Words,
    help: &'static HelpWords,
) -> Html {
    let at = format!("{list}/{index}");
    let answers = items(question, "answers");
    let place = format!("{at}/answers");
    let new = map([("id", fresh("answer", answers)), ("label", Json::Map(Vec::new()))]);
    html! {
        <li class="part" key={word(question, "id").unwrap_or_default().to_owned()}>
            <div class="row stretch">
                { text(scene, format!("{at}/title"), question, "title", help.question_label, false) }
                { mover(scene, list, index, count, words) }
                { remove(scene, at, words) }
            </div>
            <ul class="stack nested">{ for answers.iter().enumerate().map(|(index, one)| answer(scene, &place, index, one, words, help)) }</ul>
            { add(scene, place.clone(), answers.len(), help.add_answer, new) }
        </li>
    }
}

fn answer(
    scene: &Scene,
    list: &str,
    index: usize,
    answer: &Json,
    words: &'static Words,
    help: &'static HelpWords,
) -> Html {
    let at = format!("{list}/{index}");
    let makes = |name: &'static str, label: &'static str| {
        let place = format!("{at}/{name}");
        let was_there = answer.get(name).is_some();
        let mut options = vec![(AttrValue::from(""), AttrValue::from(help.changes_nothing))];
        options.extend(levels(words));
        let on_choose = {
            let (scene, place) = (scene.clone(), place.clone());
            Callback::from(move |level: String| scene.put_text(place.clone(), &level, was_there))
        };
        let value = word(answer, name).unwrap_or_default().to_owned();
        html! { <Choice id={format!("c{}", place.replace('/', "-"))} {label} {value} {options} {on_choose} /> }
    };
    html! {
        <li class="triage-answer" key={word(answer, "id").unwrap_or_default().to_owned()}>
            { text(scene, format!("{at}/label"), answer, "label", help.answer_label, false) }
            { makes("impact", help.makes_impact) }
            { makes("urgency", help.makes_urgency) }
            { remove(scene, at.clone(), words) }
        </li>
    }
}
