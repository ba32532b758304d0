//! What an operator does on the machine itself, without signing in: whoever can read the data folder may do everything anyway.
//! The ledger names the operator for it.

mod accounts;
mod archive;
mod backup;
mod export;
mod links;

use std::fmt;

pub use accounts::NewMember;
pub use archive::ImportError;
pub use backup::{BackupError, restore};
pub use export::{Exported, renew};
pub use links::{Kind, links};

use crate::refusal::Refusal;
use crate::scope::{Caller, Scope};
use crate::server::Server;
use crate::store::rows;

/// Who the ledger names.
const OPERATOR: &str = "lotse (operator)";

impl Server {
    /// A project as the operator sees it. Whatever needs a person is done in the name of its first admin.
    async fn as_operator(&self, project: &str) -> Result<Scope, Refusal> {
        let found: Option<(String,)> = rows(
            "select members.person from members where members.project = $1 order by members.role desc, members.person \
             limit 1",
        )
        .bind(project.to_owned())
        .fetch_optional(self.app.store.pool())
        .await?;
        let (person,) = found.ok_or_else(|| Refusal::not_found("project"))?;
        let caller = Caller { person, name: OPERATOR.to_owned() };
        let role = lotse_api::people::Role::Admin;
        Ok(Scope::of_member(self.app.clone(), project.to_owned(), caller, role))
    }

    /// Ids of all projects.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn projects(&self) -> Result<Vec<String>, Refusal> {
        let found: Vec<(String,)> =
            rows("select project from projects order by project").fetch_all(self.app.store.pool()).await?;
        Ok(found.into_iter().map(|(project,)| project).collect())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.english)
    }
}

impl std::error::Error for Refusal {}
