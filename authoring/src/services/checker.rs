//! Checking beside the page: the whole of `lotse check` on every change takes longer than a frame in long guides, so the
//! same module runs a second time, in a worker, and the page only waits for its answer.

use std::cell::RefCell;
use std::collections::BTreeMap;

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

impl Checker {
    /// Starts the worker; findings come with the number of their question.
    pub fn start(on_checked: Callback<(u32, Vec<Finding>)>) -> Option<Self> {
        let worker = start_worker().ok()?;
        let answers = EventListener::new(&worker, "message", move |event| {
            let Some(event) = event.dyn_ref::<MessageEvent>() else { return };
            if let Some(answer) = answer(&event.data()) {
                on_checked.emit(answer);
            }
        });
        Some(Checker { worker, _answers: answers })
    }

    /// Asks for everything that is wrong with a draft, among other guides of its project.
    pub fn ask(&self, number: u32, project: &str, others: &BTreeMap<String, String>, draft: &str) {
        let message = Array::of3(&number.into(), &project.into(), &draft.into());
        for (name, text) in others {
            message.push(&name.into());
            message.push(&text.into());
        }
        let _ = self.worker.post_message(&message);
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn answer(answer: &JsValue) -> Option<(u32, Vec<Finding>)> {
    let answer = answer.dyn_ref::<Array>()?;
    let number = answer.get(0).as_f64()? as u32;
    let rest: Vec<JsValue> = answer.iter().skip(1).collect();
    let finding = |parts: &[JsValue]| match parts {
        [code, pointer, detail] => {
            let code = Code(code.as_f64()? as u16);
            let problem = Problem { code, pointer: pointer.as_string()?, detail: detail.as_string()? };
            Some(Finding::of_problem(FILE, problem))
        }
        _ => None,
    };
    Some((number, rest.chunks(3).filter_map(finding).collect()))
}

thread_local! {
    /// The worker's memory of the project: reading it again for each letter typed would be most of the work.
    static KNOWN: RefCell<Option<(Vec<String>, Surroundings)>> = const { RefCell::new(None) };
}

/// Called in the worker for every question: number, project, draft, then names and texts of other guides.
#[wasm_bindgen]
pub async fn check(question: Array) -> Array {
    let number = question.get(0);
    // Without an answer, the findings on show are those of the draft before.
    checked(question).await.unwrap_or_else(|_| Array::of1(&number))
}

#[wasm_split(checks, fallible)]
fn checked(question: Array) -> Result<Array, SplitLoaderError> {
    Ok(answers(&question))
}

fn answers(question: &Array) -> Array {
    let answer = Array::of1(&question.get(0));
    let texts: Vec<String> = question.iter().skip(1).filter_map(|part| part.as_string()).collect();
    let [project, draft, others @ ..] = texts.as_slice() else { return answer };
    let around: Vec<String> = core::iter::once(project).chain(others).cloned().collect();
    KNOWN.with_borrow_mut(|known| {
        if known.as_ref().is_none_or(|(of, _)| *of != around) {
            *known = surroundings(project, others).map(|read| (around, read));
        }
        let Some((_, surroundings)) = known else { return };
        for found in surroundings.check(FILE, &Draft::load(draft)).findings {
            answer.push(&JsValue::from(found.problem.code.0));
            answer.push(&JsValue::from(found.problem.pointer));
            answer.push(&JsValue::from(found.problem.detail));
        }
    });
    answer
}

fn surroundings(project: &str, others: &[String]) -> Option<Surroundings> {
    let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
    let mut guides: Vec<Source> = others
        .chunks(2)
        .filter_map(|pair| match pair {
            [name, text] => Some(source(name, text)),
            _ => None,
        })
        .collect();
    // Not every guide of a large project is here: what is missing must not be called unknown. The server looks at all.
    guides.push(source("~rest", ""));
    Surroundings::new(&source("project.json", project), &guides)
}
