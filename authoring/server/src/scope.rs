//! The one way to what belongs to a project.
//!
//! A [`Scope`] exists only where the guard has found that the caller is a member, or where a public route names the project.
//! Its statements have the project's id as `$1`, put there here and nowhere else, so that no handler can forget it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use lotse_api::people::Role;

use crate::app::App;
use crate::audit::{self, Act};
use crate::refusal::Refusal;
use crate::store::{self, Readable, Rows, Statement, Write};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caller {
    /// Id of the account; with a token, of who made it.
    pub(crate) person: String,
    /// Name for the ledger; with a token, the token's.
    pub(crate) name: String,
}

/// A project as seen by somebody in it.
#[derive(Clone, Debug)]
pub struct Scope {
    pub(crate) app: App,
    project: String,
    pub(crate) caller: Caller,
    pub(crate) role: Role,
}

impl Scope {
    /// For the guard, once it has found the role.
    pub(crate) fn of_member(app: App, project: String, caller: Caller, role: Role) -> Self {
        Scope { app, project, caller, role }
    }

    /// For public routes and those that make a project: nobody in particular asks.
    pub(crate) fn public(app: App, project: String) -> Self {
        let caller = Caller { person: String::new(), name: String::new() };
        Scope { app, project, caller, role: Role::Author }
    }

    /// Id of the project.
    pub(crate) fn project(&self) -> &str {
        &self.project
    }

    /// A statement whose `$1` is the project.
    pub(crate) fn statement(&self, text: &'static str) -> Statement {
        debug_assert!(is_scoped(text), "{text}");
        store::statement(text).bind(self.project.clone())
    }

    /// The same, with rows as its answer.
    pub(crate) fn rows<T: Readable>(&self, text: &'static str) -> Rows<T> {
        debug_assert!(is_scoped(text), "{text}");
        store::rows(text).bind(self.project.clone())
    }

    /// Begins to write: one writer of a project at a time.
    pub(crate) async fn write(&self) -> Result<Write, Refusal> {
        self.app.store.write(&self.project).await
    }

    /// Writes a line of the ledger, in the same transaction as what it tells.
    pub(crate) async fn note(&self, write: &mut Write, act: Act<'_>) -> Result<(), Refusal> {
        audit::append(write, &self.project, self.app.clock.now_ms(), &self.caller.name, act).await
    }
}

/// Whether a statement compares the project in its condition, or puts it in first.
fn is_scoped(text: &str) -> bool {
    let text = text.trim_start();
    let narrows = text.contains("project = $1");
    let inserts = text.starts_with("insert into") && text.contains("(project,") && text.contains("($1,");
    narrows || inserts
}

impl<S: Sync> FromRequestParts<S> for Scope {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Scope>().cloned().ok_or_else(Refusal::forbidden)
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Caller>().cloned().ok_or_else(Refusal::signed_out)
    }
}

#[cfg(test)]
mod tests {
    use super::is_scoped;

    #[test]
    fn a_statement_without_its_project_is_noticed() {
        assert!(is_scoped("select guide from drafts where project = $1 and guide = $2"));
        assert!(is_scoped("insert into drafts (project, guide) values ($1, $2)"));
        assert!(!is_scoped("select guide from drafts where guide = $1"));
        assert!(!is_scoped("insert into drafts (guide, project) values ($1, $2)"));
    }
}
