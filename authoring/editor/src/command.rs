//! Commands: the closed set of changes that can be made to a draft.
//!
//! Steps are named by their ids, as people see them; anything within them by JSON pointer, so that broken drafts can be
//! mended too. A command is carried out as a whole or refused; what it did can be taken back to the byte.

pub(crate) mod graph;
mod refusal;
mod rename;
mod steps;
mod text;
mod value;

use lotse_model::basic::{AnswerId, GuideId, StepId, TextId};
use lotse_model::json::Json;

use crate::draft::edit::Work;
use crate::draft::{Body, Place};
pub use graph::Exit;
pub use refusal::Refusal;
pub use value::Value;

lotse_model::wire! {
    /// A change of a draft.
    strict enum Command {
        /// Puts a value where one stands, or adds a member: a condition, a target, an action, a setting of the guide.
        Put = "put" {
            /// JSON pointer; what it stands in must be there.
            at: String,
            /// The value.
            value: Value,
        },
        /// Adds an item to a list; the list is begun when it is missing.
        Insert = "insert" {
            /// JSON pointer to the list.
            list: String,
            /// Its place in the list, counted from 0.
            place: u32,
            /// The item.
            value: Value,
        },
        /// Takes a member or an item away.
        Remove = "remove" {
            /// JSON pointer.
            at: String,
        },
        /// Moves an item within its list.
        Move = "move" {
            /// JSON pointer to the list.
            list: String,
            /// Its place, counted from 0.
            from: u32,
            /// Its place afterwards.
            to: u32,
        },
        /// Adds a step that no other leads to.
        AddStep = "add_step" {
            /// Its place in the list, counted from 0.
            place: u32,
            /// The step.
            step: Value,
        },
        /// Puts a step into an edge, in front of the step that the edge leads to.
        InsertStep = "insert_step" {
            /// The step that comes before.
            after: StepId,
            /// The edge out of it.
            exit: Exit,
            /// The new step; its first edge is made to lead on.
            step: Value,
        },
        /// Deletes a step; what led there leads to what followed, where one step followed.
        DeleteStep = "delete_step" {
            /// The step.
            step: StepId,
        },
        /// Adds a copy of a step behind it. No step leads to the copy.
        DuplicateStep = "duplicate_step" {
            /// The step.
            step: StepId,
            /// Id of the copy.
            id: StepId,
        },
        /// Moves a step in the list; edges stay.
        MoveStep = "move_step" {
            /// The step.
            step: StepId,
            /// Its place in the list afterwards, counted from 0.
            to: u32,
        },
        /// Lets an edge lead to a step.
        Connect = "connect" {
            /// The step that it leads from.
            step: StepId,
            /// The edge.
            exit: Exit,
            /// The step that it leads to.
            to: StepId,
        },
        /// Lets the guide begin with a step.
        SetStart = "set_start" {
            /// The step.
            step: StepId,
        },
        /// Makes an instruction a question. Its texts, target and what follows stay.
        TurnIntoQuestion = "turn_into_question" {
            /// The step.
            step: StepId,
            /// The answers. Those without `next` lead to what followed.
            answers: Vec<Value>,
        },
        /// Makes a question an instruction. What followed its first answer follows.
        TurnIntoInstruct = "turn_into_instruct" {
            /// The step.
            step: StepId,
        },
        /// Gives a step another id, wherever it is named.
        RenameStep = "rename_step" {
            /// The step.
            step: StepId,
            /// Its id afterwards.
            to: StepId,
        },
        /// Gives an answer another id, wherever it is named.
        RenameAnswer = "rename_answer" {
            /// The question.
            step: StepId,
            /// The answer.
            answer: AnswerId,
            /// Its id afterwards.
            to: AnswerId,
        },
        /// Gives the guide another id, wherever it names itself.
        RenameGuide = "rename_guide" {
            /// Its id afterwards.
            to: GuideId,
        },
        /// Gives a text of the catalogue another id, wherever it is named.
        RenameText = "rename_text" {
            /// The text.
            text: TextId,
            /// Its id afterwards.
            to: TextId,
        },
        /// Writes a text in one language; takes it away there when there is no Markdown.
        SetText = "set_text" {
            /// JSON pointer to the text, in place or by id.
            at: String,
            /// The language.
            language: String,
            /// Markdown.
            markdown: Option<String>,
        },
        /// States that a translation fits the text as it is now.
        MarkReviewed = "mark_reviewed" {
            /// JSON pointer to the text.
            at: String,
            /// The language of the translation.
            language: String,
        },
        /// States in which language the guide is written first.
        SetSourceLanguage = "set_source_language" {
            /// The language.
            language: String,
        },
        /// Begins a language with copies of the texts in another; texts that are there stay.
        CopyLanguage = "copy_language" {
            /// The language to copy from.
            from: String,
            /// The language to begin.
            to: String,
        },
        /// Takes all texts in a language away.
        RemoveLanguage = "remove_language" {
            /// The language.
            language: String,
        },
        /// Places a step on the canvas, or leaves that to the automatic layout.
        PlaceStep = "place_step" {
            /// The step.
            step: StepId,
            /// Where; automatic when absent.
            at: Option<Point>,
        },
        /// Puts another text in the place of the whole document.
        ReplaceSource = "replace_source" {
            /// The text.
            text: String,
        },
        /// Several commands as one: all of them or none.
        All = "all" {
            /// The commands, in order.
            of: Vec<Command>,
        },
    }

    /// A point on the canvas, in CSS pixels at 100 %.
    strict struct Point {
        /// To the right.
        x: i64,
        /// Down.
        y: i64,
    }
}

impl Command {
    /// What is being typed or dragged: changes of the same field that follow each other at once are undone together.
    #[must_use]
    pub fn field(&self) -> Option<String> {
        match self {
            Command::SetText { at, language, markdown: Some(_) } => Some(format!("text {language} {at}")),
            Command::Put { at, value } if value.is_typed() => Some(format!("value {at}")),
            Command::PlaceStep { step, at: Some(_) } => Some(format!("place {step}")),
            Command::ReplaceSource { .. } => Some("source".to_owned()),
            _ => None,
        }
    }

    pub(crate) fn carry_out(&self, work: &mut Work<'_>) -> Result<(), Refusal> {
        match self {
            Command::Put { at, value } => work.put(&place(at)?, value.0.clone()),
            Command::Insert { list, place: index, value } => insert(work, list, *index, &value.0),
            Command::Remove { at } => work.remove(&place(at)?),
            Command::Move { list, from, to } => work.shift(&place(list)?, *from as usize, *to as usize),
            Command::AddStep { place, step } => steps::add(work, *place as usize, &step.0),
            Command::InsertStep { after, exit, step } => steps::insert(work, after, exit, &step.0),
            Command::DeleteStep { step } => steps::delete(work, step),
            Command::DuplicateStep { step, id } => steps::duplicate(work, step, id),
            Command::MoveStep { step, to } => {
                let from = graph::index_of(work, step.as_str())?;
                work.shift(&graph::steps(), from, *to as usize)
            }
            Command::Connect { step, exit, to } => graph::connect(work, step.as_str(), exit, to.as_str()),
            Command::SetStart { step } => work.put(&graph::guide("start"), Json::from(step.as_str())),
            Command::TurnIntoQuestion { step, answers } => steps::turn_into_question(work, step, answers),
            Command::TurnIntoInstruct { step } => steps::turn_into_instruct(work, step),
            Command::RenameStep { step, to } => rename::step(work, step.as_str(), to.as_str()),
            Command::RenameAnswer { step, answer, to } => {
                rename::answer(work, step.as_str(), answer.as_str(), to.as_str())
            }
            Command::RenameGuide { to } => rename::guide(work, to.as_str()),
            Command::RenameText { text, to } => rename::text(work, text.as_str(), to.as_str()),
            Command::SetText { at, language, markdown } => {
                text::set(work, &place(at)?, language, markdown.as_deref())
            }
            Command::MarkReviewed { at, language } => text::mark_reviewed(work, &place(at)?, language),
            Command::SetSourceLanguage { language } => text::set_source_language(work, language),
            Command::CopyLanguage { from, to } => text::copy_language(work, from, to),
            Command::RemoveLanguage { language } => text::remove_language(work, language),
            Command::PlaceStep { step, at } => steps::put_on_canvas(work, step, at.as_ref()),
            Command::ReplaceSource { text } => work.whole(Body::of_text(text)),
            Command::All { of } => of.iter().try_for_each(|command| command.carry_out(work)),
        }
    }
}

fn place(pointer: &str) -> Result<Place, Refusal> {
    Place::of_pointer(pointer).ok_or_else(|| Refusal::NoSuchPlace(pointer.to_owned()))
}

fn insert(work: &mut Work<'_>, list: &str, index: u32, value: &Json) -> Result<(), Refusal> {
    let list = place(list)?;
    if list.get(work.root()?).is_none() {
        work.put(&list, Json::List(Vec::new()))?;
    }
    work.insert(&list, index as usize, value.clone())
}
