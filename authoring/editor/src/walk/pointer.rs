//! Where something stands in a guide's file, as JSON pointer and as the name that its text gets in the catalogue.

use lotse_model::basic::{MAX_ID_BYTES, TextId};
use lotse_model::json::pointer_part;
use sha2::{Digest as _, Sha256};

use crate::compile::hex;

/// A place in a guide's file.
#[derive(Clone, Debug, Default)]
pub struct Pointer {
    /// Members as they stand in the file, and as they are called in ids. An empty name leaves no mark in the id.
    parts: Vec<(String, String)>,
}

impl Pointer {
    /// The guide itself.
    #[must_use]
    pub fn of_guide() -> Self {
        Pointer { parts: vec![("guide".to_owned(), String::new())] }
    }

    pub(crate) fn push(&mut self, member: &str, name: &str) {
        self.parts.push((member.to_owned(), name.to_owned()));
    }

    pub(crate) fn pop(&mut self) {
        self.parts.pop();
    }

    /// The JSON pointer (RFC 6901).
    #[must_use]
    pub fn json(&self) -> String {
        self.parts.iter().map(|(member, _)| format!("/{}", pointer_part(member))).collect()
    }

    /// The step that this is within, by its place in the guide.
    #[must_use]
    pub fn step(&self) -> Option<usize> {
        let mut members =
            self.parts.iter().map(|(member, _)| member.as_str()).skip_while(|member| *member != "steps");
        members.nth(1)?.parse().ok()
    }

    /// The id that a text here gets: `STEP.title`, `STEP.answers.ANSWER.label`. A hash where that would be too long.
    #[must_use]
    pub fn text_id(&self) -> Option<TextId> {
        TextId::new(&self.name()).or_else(|| self.hashed_id())
    }

    /// An id for a text here that no person would choose.
    #[must_use]
    pub fn hashed_id(&self) -> Option<TextId> {
        let hash = hex(&Sha256::digest(self.name().as_bytes()));
        TextId::new(&format!("t-{}", hash.get(..MAX_ID_BYTES / 2)?))
    }

    fn name(&self) -> String {
        let names = self.parts.iter().map(|(_, name)| name.as_str()).filter(|name| !name.is_empty());
        names.collect::<Vec<_>>().join(".")
    }
}
