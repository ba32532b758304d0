//! What was found in several documents, put together.

use super::Project;
use super::walk::{Texts, Walk};
use crate::diagnostic::{Code, Problem};
use crate::wire::{MAX_PROBLEMS, Reader, Wire};

/// Findings of several documents.
#[derive(Default)]
pub(super) struct Found {
    problems: Vec<Problem>,
    dropped: usize,
}

impl Found {
    /// Notes a finding below `place`, a JSON pointer.
    pub fn note(&mut self, place: &str, problem: Problem) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.dropped += 1;
            return;
        }
        self.problems.push(Problem { pointer: [place, &problem.pointer].concat(), ..problem });
    }

    /// Notes a finding at `place`, a JSON pointer.
    pub fn report(&mut self, place: &str, code: Code, detail: impl ToString) {
        self.note(place, Problem { code, pointer: String::new(), detail: detail.to_string() });
    }

    /// Reads a document that stands at `place`, checks it, and gives it back when it could be read.
    pub fn read<T: Wire>(
        &mut self,
        place: &str,
        text: &str,
        project: Option<&Project>,
        check: impl for<'a> FnOnce(&mut Walk<'a>, &'a T),
    ) -> Option<T> {
        let mut reader = Reader::authoring();
        let document = match crate::json::parse(text) {
            Ok(json) => T::take(&json, &mut reader),
            Err(error) => {
                reader.problems.push(Problem::from(error));
                None
            }
        };
        self.dropped += reader.dropped;
        reader.problems.into_iter().for_each(|problem| self.note(place, problem));
        if let Some(document) = &document {
            let mut walk = Walk::new(project, Texts::Bundle);
            check(&mut walk, document);
            self.dropped += walk.dropped;
            walk.problems.into_iter().for_each(|problem| self.note(place, problem));
        }
        document
    }

    /// Everything, with a last word about what is not listed.
    pub fn finish(mut self) -> Vec<Problem> {
        if self.dropped > 0 {
            let detail = self.dropped.to_string();
            self.problems.push(Problem { code: Code::TOO_MANY_PROBLEMS, pointer: String::new(), detail });
        }
        self.problems
    }
}
