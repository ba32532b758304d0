//! Where a person mends what no command mends: the part of the editor's form, and what is asked for there.

use lotse_model::diagnostic::Code;
use lotse_model::json::Json;
use lotse_model::validate::is_language_tag;

use super::step_member;
use crate::command::graph::{exits, list};
use crate::draft::texts::{places, written_at};
use crate::draft::{Draft, Place, item};
use crate::finding::Finding;

/// What a person is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asks {
    /// A heading.
    Heading,
    /// A text with Markdown.
    Text,
    /// What a button or an answer says.
    Label,
    /// The control that is meant.
    Target,
    /// What the control is called.
    Name,
    /// Where a step leads.
    Exit,
    /// When something holds.
    Condition,
    /// When a step is done.
    Completion,
    /// How a card looks.
    Look,
    /// What happens when the control is missing.
    Missing,
    /// Buttons that do something.
    Buttons,
    /// What can be answered.
    Answers,
    /// How a guide ends.
    Outcome,
    /// Another guide.
    Guide,
    /// How long is waited.
    Wait,
    /// The pages that a guide is for.
    Pages,
    /// When a guide is offered.
    Trigger,
    /// Which steps there are.
    Steps,
    /// A step as a whole.
    Step,
    /// What holds for the whole guide.
    Whole,
    /// The text of a file that cannot be read.
    File,
}

/// Where a person goes to mend something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    /// What is asked for.
    pub asks: Asks,
    /// JSON pointer to the part of the draft that is to be changed, or would stand there; within what the editor shows as one field.
    pub at: String,
    /// The language in which a text is wanted, where one is meant.
    pub language: Option<String>,
}

impl Lead {
    /// The step that it leads into, by place in the list.
    #[must_use]
    pub fn step(&self) -> Option<usize> {
        item(self.at.strip_prefix("/guide/steps/")?.split('/').next()?)
    }
}

/// Where a finding is mended by hand. There always is such a place.
#[must_use]
pub fn to(draft: &Draft, finding: &Finding) -> Lead {
    let lead = |asks: Asks, place: &Place| Lead { asks, at: place.pointer(), language: None };
    let Some(root) = draft.tree() else { return lead(Asks::File, &Place::ROOT) };
    let place = meant(root, finding);
    let (asks, at) = match place.parts() {
        [guide, steps, index, rest @ ..] if guide == "guide" && steps == "steps" => {
            match item(index).and_then(|index| list(root).get(index)) {
                Some(step) => in_step(step, &place, rest),
                None => (Asks::Steps, place.first(2)),
            }
        }
        [guide, member, ..] if guide == "guide" => of_guide(member, &place),
        _ => (Asks::Whole, Place::ROOT.with("guide")),
    };
    let is_text = matches!(asks, Asks::Heading | Asks::Text | Asks::Label | Asks::Name);
    let language = if is_text { language(&place, &at, finding) } else { None };
    Lead { language, ..lead(asks, &at) }
}

/// The place of what is to be changed, which is not always the place that a finding names.
fn meant(root: &Json, finding: &Finding) -> Place {
    let at = finding.problem.pointer.as_str();
    let place = Place::of_pointer(at).unwrap_or(Place::ROOT);
    let of_step = |name: &str| step_member(at, name).and_then(|at| Place::of_pointer(&at));
    let instead = match finding.problem.code {
        Code::MISSING_MEMBER => Some(place.with(&finding.problem.detail)),
        Code::COMPLETION_NEEDS_TARGET | Code::TOOLTIP_NEEDS_TARGET | Code::TARGET_LABEL_WITHOUT_TARGET => {
            of_step("target")
        }
        Code::TARGET_WITHOUT_NAME => of_step("target").map(|target| match target.get(root) {
            Some(_) => target.with("name"),
            None => target,
        }),
        Code::EMPTY_CARD => of_step("title"),
        Code::WAITS_FOR_APP | Code::WAITING_WITHOUT_WAY_OUT => of_step("completion"),
        Code::PATH_WITHOUT_END
        | Code::LOOP_WITHOUT_EXIT
        | Code::LOOP_WITHOUT_USER
        | Code::CHECK_WITHOUT_EFFECT
        | Code::PATH_VERY_LONG
        | Code::UNREACHABLE_STEP => exit_of(root, &place),
        Code::NEVER_SOLVED => Some(Place::ROOT.with("guide").with("steps")),
        _ => used(root, &place),
    };
    instead.unwrap_or(place)
}

/// The first way out of the step that a place is in.
fn exit_of(root: &Json, place: &Place) -> Option<Place> {
    let step = list(root).get(item(place.parts().get(2)?)?)?;
    let (_, path, _) = exits(step).into_iter().next()?;
    Some(path.into_iter().fold(place.first(3), |place, part| place.with(part)))
}

/// Where a text that stands among the texts of the file is used.
fn used(root: &Json, place: &Place) -> Option<Place> {
    let [texts, language, _] = place.parts() else { return None };
    if texts != "texts" {
        return None;
    }
    places(root).into_iter().find(|at| written_at(root, at, language) == *place)
}

/// What of a step is meant, as far as steps of its kind have it in their form.
fn in_step(step: &Json, place: &Place, rest: &[String]) -> (Asks, Place) {
    let kind = step.get("kind").and_then(Json::as_text).unwrap_or_default();
    let own = place.first(3);
    let shown: &[&str] = match kind {
        "instruct" => &[
            "title",
            "body",
            "target",
            "completion",
            "surface",
            "missing",
            "actions",
            "skip_when",
            "entry",
            "next",
        ],
        "question" => &["title", "body", "target", "surface", "missing", "answers"],
        "check" => &["title", "condition", "wait_ms", "if_true", "if_false", "if_unknown"],
        "sub_guide" => &["guide", "solved", "stopped", "escalated"],
        "end" => &["title", "body", "outcome"],
        _ => &[],
    };
    let Some(member) = rest.first().map(String::as_str) else { return (Asks::Step, own) };
    let member = match member {
        "alternatives" => "target",
        "placement" | "spotlight" => "surface",
        "reestablish" => "entry",
        "asks_feedback" => "outcome",
        member => member,
    };
    if !shown.contains(&member) {
        return (Asks::Step, own);
    }
    match member {
        "title" => (Asks::Heading, own.with(member)),
        "body" => (Asks::Text, own.with(member)),
        "target" => match rest.get(1).map(String::as_str) {
            Some("name") => (Asks::Name, place.first(5)),
            _ => (Asks::Target, own.with(member)),
        },
        "surface" => (Asks::Look, own.with(member)),
        "missing" => (Asks::Missing, own.with(member)),
        "outcome" => (Asks::Outcome, own.with(member)),
        "guide" => (Asks::Guide, own.with(member)),
        "wait_ms" => (Asks::Wait, own.with(member)),
        "completion" => (Asks::Completion, place.clone()),
        "answers" => match rest.get(2).map(String::as_str) {
            Some("label") => (Asks::Label, place.first(6)),
            Some("next") => (Asks::Exit, place.first(6)),
            _ => (Asks::Answers, place.clone()),
        },
        "actions" => match rest.get(2).map(String::as_str) {
            Some("label") => (Asks::Label, place.first(6)),
            _ => (Asks::Buttons, place.clone()),
        },
        "condition" | "skip_when" | "entry" => condition(place),
        _ => (Asks::Exit, own.with(member)),
    }
}

/// What of a condition is meant: the control that it looks at, or the condition itself.
fn condition(place: &Place) -> (Asks, Place) {
    match place.parts().iter().position(|part| part == "target") {
        Some(index) => (Asks::Target, place.first(index + 1)),
        None => (Asks::Condition, place.clone()),
    }
}

fn of_guide(member: &str, place: &Place) -> (Asks, Place) {
    let own = place.first(2);
    match member {
        "title" => (Asks::Heading, own),
        "summary" => (Asks::Text, own),
        "pages" => (Asks::Pages, own),
        "audience" => condition(place),
        "trigger" => match condition(place) {
            (Asks::Target, at) => (Asks::Target, at),
            _ => (Asks::Trigger, place.clone()),
        },
        "frequency" => (Asks::Trigger, place.first(1).with("trigger")),
        "start" | "steps" => (Asks::Steps, place.first(1).with("steps")),
        _ => (Asks::Whole, place.first(1)),
    }
}

/// The language that a finding is about: said by the place, or by the finding itself.
fn language(place: &Place, at: &Place, finding: &Finding) -> Option<String> {
    let below = place.parts().get(at.parts().len()).filter(|part| is_language_tag(part));
    let stands_in = match finding.problem.pointer.split('/').collect::<Vec<_>>().as_slice() {
        ["", "texts", language, _] => Some((*language).to_owned()),
        _ => None,
    };
    let said = matches!(finding.problem.code, Code::TEXT_MISSING_IN_LANGUAGE | Code::TEXT_NOT_IN_DEFAULT)
        .then(|| finding.problem.detail.clone())
        .filter(|language| is_language_tag(language));
    said.or_else(|| below.cloned()).or(stands_in)
}
