//! Checking beside the page: the whole of `lotse check` on every change takes longer than a frame in long guides, so the
//! same module runs a second time, in a worker, and the page only waits for its answer.

use std::cell::RefCell;
use std::collections::BTreeSet;

use gloo_events::EventListener;
use js_sys::Array;
use lotse_editor::compile::{Source, Surroundings};
use lotse_editor::draft::Draft;
use lotse_editor::finding::Finding;
use lotse_model::diagnostic::{Code, Problem};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{MessageEvent, Worker};
use yew::Callback;

/// The name of a draft's file among the checks.
pub const FILE: &str = "draft.guide.json";

#[wasm_bindgen(module = "/src/start/worker.js")]
extern "C" {
    /// Trusted Types want an address that a policy has let through, and policies are made in JavaScript.
    #[wasm_bindgen(catch, js_name = startWorker)]
    fn start_worker() -> Result<Worker, JsValue>;
}

/// A worker that checks drafts. Only the newest question counts.
pub struct Checker {
    worker: Worker,
    _answers: EventListener,
}

/// What the worker says of a draft.
#[derive(Debug)]
pub struct Answer {
    /// Number of the question.
    pub number: u32,
    /// Everything that was found.
    pub findings: Vec<Finding>,
    /// Outdated translations: pointer and language.
    pub outdated: BTreeSet<(String, String)>,
}

impl Checker {
    /// Starts the worker.
    pub fn start(on_checked: Callback<Answer>) -> Option<Self> {
        let worker = start_worker().ok()?;
        let answers = EventListener::new(&worker, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            if let Some(answer) = answer(&event.data()) {
                on_checked.emit(answer);
            }
        });
        Some(Checker { worker, _answers: answers })
    }

    /// Asks for everything that is wrong with a draft.
    pub fn ask(&self, number: u32, project: &str, draft: &str) {
        let _ = self.worker.post_message(&Array::of3(&number.into(), &project.into(), &draft.into()));
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn answer(answer: &JsValue) -> Option<Answer> {
    let answer = answer.dyn_ref::<Array>()?;
    let number = answer.get(0).as_f64()? as u32;
    let list =
        |place: u32| answer.get(place).dyn_into::<Array>().map(|list| list.to_vec()).unwrap_or_default();
    let finding = |parts: &[JsValue]| match parts {
        [code, pointer, detail] => {
            let code = Code(code.as_f64()? as u16);
            let problem = Problem { code, pointer: pointer.as_string()?, detail: detail.as_string()? };
            Some(Finding::of_problem(FILE, problem))
        }
        _ => None,
    };
    let outdated = |parts: &[JsValue]| match parts {
        [pointer, language] => Some((pointer.as_string()?, language.as_string()?)),
        _ => None,
    };
    Some(Answer {
        number,
        findings: list(1).chunks(3).filter_map(finding).collect(),
        outdated: list(2).chunks(2).filter_map(outdated).collect(),
    })
}

thread_local! {
    /// The worker's memory of the project: reading it again for each letter typed would be most of the work.
    static KNOWN: RefCell<Option<(String, Surroundings)>> = const { RefCell::new(None) };
}

/// Called in the worker for every question: number, project, draft.
#[wasm_bindgen]
pub async fn check(question: Array) -> Array {
    // No answer: what is on show are the findings of the draft before.
    checked(question).await.unwrap_or_default()
}

#[wasm_split(checks, fallible)]
fn checked(question: Array) -> Result<Array, SplitLoaderError> {
    Ok(answers(&question))
}

fn answers(question: &Array) -> Array {
    let (findings, outdated) = (Array::new(), Array::new());
    let answer = Array::of3(&question.get(0), &findings, &outdated);
    let (Some(project), Some(draft)) = (question.get(1).as_string(), question.get(2).as_string()) else {
        return answer;
    };
    let draft = Draft::load(&draft);
    for text in draft.texts() {
        for (language, ..) in text.languages.iter().filter(|(_, _, is_outdated)| *is_outdated) {
            outdated.push(&JsValue::from(text.pointer.as_str()));
            outdated.push(&JsValue::from(language.as_str()));
        }
    }
    KNOWN.with_borrow_mut(|known| {
        if known.as_ref().is_none_or(|(of, _)| *of != project) {
            *known = surroundings(&project).map(|read| (project, read));
        }
        let Some((_, surroundings)) = known else { return };
        for found in surroundings.check(FILE, &draft).findings {
            findings.push(&JsValue::from(found.problem.code.0));
            findings.push(&JsValue::from(found.problem.pointer));
            findings.push(&JsValue::from(found.problem.detail));
        }
    });
    answer
}

fn surroundings(project: &str) -> Option<Surroundings> {
    let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    // The other guides of the project are not here: what is missing must not be called unknown. The server looks at all.
    Surroundings::new(&source("project.json", project), &[source("~rest", "")])
}
