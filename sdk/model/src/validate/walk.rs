//! Walking through a document: where we are, what was found, what is known around it.

use std::collections::HashMap;

use super::Project;
use crate::basic::Table;
use crate::diagnostic::{Code, Problem};
use crate::json::pointer_part;
use crate::step::{Question, Step};
use crate::wire::MAX_PROBLEMS;

/// Where texts are looked up.
#[derive(Clone, Copy)]
pub(super) enum Texts<'a> {
    /// In the catalogue of the file.
    Catalogue(&'a Table<Table<String>>),
    /// Elsewhere: the document is part of a bundle.
    Bundle,
}

/// A walk through one document.
pub(super) struct Walk<'a> {
    pub project: Option<&'a Project>,
    pub texts: Texts<'a>,
    /// The steps of the guide by id; empty outside of guides.
    pub steps: HashMap<&'a str, &'a Step>,
    /// The languages that the guide speaks, without their regions.
    pub languages: Vec<&'a str>,
    path: Vec<String>,
    pub problems: Vec<Problem>,
    pub dropped: usize,
}

impl<'a> Walk<'a> {
    pub fn new(project: Option<&'a Project>, texts: Texts<'a>) -> Self {
        Walk {
            project,
            texts,
            steps: HashMap::new(),
            languages: Vec::new(),
            path: Vec::new(),
            problems: Vec::new(),
            dropped: 0,
        }
    }

    /// Runs `inner` at a member or item of the present place.
    pub fn at(&mut self, name: impl ToString, inner: impl FnOnce(&mut Self)) {
        self.path.push(name.to_string());
        inner(self);
        self.path.pop();
    }

    /// Runs `inner` for each entry of the list `name`.
    pub fn each<T>(&mut self, name: &str, list: &'a [T], mut inner: impl FnMut(&mut Self, &'a T)) {
        self.at(name, |walk| {
            for (index, entry) in list.iter().enumerate() {
                walk.at(index, |walk| inner(walk, entry));
            }
        });
    }

    /// Runs `inner` with the entry `name`, when there is one.
    pub fn with<T>(&mut self, name: &str, entry: Option<&'a T>, inner: impl FnOnce(&mut Self, &'a T)) {
        if let Some(entry) = entry {
            self.at(name, |walk| inner(walk, entry));
        }
    }

    /// Notes a finding at the present place.
    pub fn report(&mut self, code: Code, detail: impl ToString) {
        if self.problems.len() >= MAX_PROBLEMS {
            self.dropped += 1;
            return;
        }
        let mut pointer = String::new();
        for part in &self.path {
            pointer.push('/');
            pointer.push_str(&pointer_part(part));
        }
        self.problems.push(Problem { code, pointer, detail: detail.to_string() });
    }

    /// Notes a finding when something is wrong.
    pub fn report_if(&mut self, is_wrong: bool, code: Code, detail: impl ToString) {
        if is_wrong {
            self.report(code, detail);
        }
    }

    /// Notes a finding at a member of the present place when something is wrong.
    pub fn report_at(&mut self, name: &str, is_wrong: bool, code: Code, detail: impl ToString) {
        self.at(name, |walk| walk.report_if(is_wrong, code, detail));
    }

    pub fn question(&self, id: &str) -> Option<&'a Question> {
        match self.steps.get(id) {
            Some(Step::Question(question)) => Some(question),
            _ => None,
        }
    }
}

/// Whether text is a name that the host app gives: 1 to 64 visible characters without spaces.
pub(super) fn is_host_name(name: &str) -> bool {
    (1..=64).contains(&name.chars().count())
        && !name.chars().any(|letter| letter.is_whitespace() || crate::url::is_invisible(letter))
}
