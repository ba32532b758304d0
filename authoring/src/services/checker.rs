//! Checking and compiling beside the page: the whole of `lotse check` on every change takes longer than a frame in long guides, so
//! the same module runs a second time, in a worker, and the page only waits for its answer.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Array;
use lotse_editor::compile::{HelpSources, Source, Stamp, Surroundings, compile_all};
use lotse_editor::draft::Draft;
use lotse_editor::finding::Finding;
use lotse_model::diagnostic::{Code, Problem};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use wasm_split_helpers::{SplitLoaderError, wasm_split};
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use super::clock::now_ms;

/// The name of a draft's file among the checks.
pub const FILE: &str = "draft.guide.json";
/// How the names of checklists end.
const CHECKLIST_ENDING: &str = ".checklist.json";

#[wasm_bindgen(module = "/src/start/worker.js")]
extern "C" {
    /// Trusted Types want an address that a policy has let through, and policies are made in JavaScript.
    #[wasm_bindgen(catch, js_name = startWorker)]
    fn start_worker() -> Result<Worker, JsValue>;
}

/// What is asked: everything about a draft.
const CHECK: &str = "check";
/// What is asked: a bundle of a few files.
const SHOW: &str = "show";

/// A worker that checks drafts and compiles what is shown. Of each kind only the newest question counts.
pub struct Checker {
    worker: Worker,
    shown: Rc<Waiting>,
    _answers: EventListener,
}

/// Who waits for a bundle, and for which.
#[derive(Default)]
struct Waiting {
    number: Cell<u32>,
    on_shown: RefCell<Option<Callback<Option<String>>>>,
}

impl PartialEq for Checker {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.shown, &other.shown)
    }
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
        let shown = Rc::new(Waiting::default());
        let waiting = shown.clone();
        let answers = EventListener::new(&worker, "message", move |event| {
            let Some(data) =
                event.dyn_ref::<MessageEvent>().and_then(|event| event.data().dyn_into::<Array>().ok())
            else {
                return;
            };
            if data.get(0).as_string().as_deref() == Some(SHOW) {
                waiting.hear(&data);
            } else if let Some(answer) = answer(&data) {
                on_checked.emit(answer);
            }
        });
        Some(Checker { worker, shown, _answers: answers })
    }

    /// Asks for everything that is wrong with a draft.
    pub fn ask(&self, number: u32, project: &str, draft: &str) {
        let question = Array::of4(&CHECK.into(), &number.into(), &project.into(), &draft.into());
        let _ = self.worker.post_message(&question);
    }

    /// Asks for a bundle of these files; nothing comes back where they cannot be compiled. Who asked before is not answered any more.
    pub fn show(&self, project: &str, files: &[Source], on_shown: Callback<Option<String>>) {
        let number = self.shown.number.get().wrapping_add(1);
        self.shown.number.set(number);
        self.shown.on_shown.replace(Some(on_shown));
        let question = Array::of3(&SHOW.into(), &number.into(), &project.into());
        for file in files {
            question.push(&file.name.as_str().into());
            question.push(&file.text.as_str().into());
        }
        let _ = self.worker.post_message(&question);
    }
}

impl Waiting {
    fn hear(&self, answer: &Array) {
        if answer.get(1).as_f64() != Some(f64::from(self.number.get())) {
            return;
        }
        let on_shown = self.on_shown.take();
        if let Some(on_shown) = on_shown {
            on_shown.emit(answer.get(2).as_string());
        }
    }
}

impl Drop for Checker {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn answer(answer: &Array) -> Option<Answer> {
    let number = answer.get(1).as_f64()? as u32;
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
        findings: list(2).chunks(3).filter_map(finding).collect(),
        outdated: list(3).chunks(2).filter_map(outdated).collect(),
    })
}

thread_local! {
    /// The worker's memory of the project: reading it again for each letter typed would be most of the work.
    static KNOWN: RefCell<Option<(String, Surroundings)>> = const { RefCell::new(None) };
}

/// Called in the worker for every question: what kind, number, project, then the draft or files by name and text.
#[wasm_bindgen]
pub async fn answer_question(question: Array) -> Array {
    // No answer: what is on show are the findings of the draft before.
    answered(question).await.unwrap_or_default()
}

#[wasm_split(checks, fallible)]
fn answered(question: Array) -> Result<Array, SplitLoaderError> {
    let is_show = question.get(0).as_string().as_deref() == Some(SHOW);
    Ok(if is_show { bundled(&question) } else { checked(&question) })
}

/// The files as a bundle that the SDK takes.
fn bundled(question: &Array) -> Array {
    let parts: Vec<String> = question.iter().skip(2).filter_map(|part| part.as_string()).collect();
    let (project, files) = parts
        .split_first()
        .map_or((String::new(), [].as_slice()), |(project, files)| (project.clone(), files));
    let project = Source { name: "project.json".to_owned(), text: project };
    let file = |parts: &[String]| match parts {
        [name, text] => Some(Source { name: name.clone(), text: text.clone() }),
        _ => None,
    };
    let files: Vec<Source> = files.chunks(2).filter_map(file).collect();
    // The SDK refuses what has expired.
    let stamp = Stamp { release: 1, issued_s: now_ms() / 1_000 };
    let (checklists, guides): (Vec<Source>, Vec<Source>) =
        files.into_iter().partition(|file| file.name.ends_with(CHECKLIST_ENDING));
    let help = HelpSources { checklists: &checklists, ..HelpSources::default() };
    let bundle = compile_all(&project, &guides, help, stamp).bundle.map(|bundle| bundle.single_file(None));
    Array::of3(&question.get(0), &question.get(1), &bundle.into())
}

fn checked(question: &Array) -> Array {
    let (findings, outdated) = (Array::new(), Array::new());
    let answer = Array::of4(&question.get(0), &question.get(1), &findings, &outdated);
    let (Some(project), Some(draft)) = (question.get(2).as_string(), question.get(3).as_string()) else {
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
