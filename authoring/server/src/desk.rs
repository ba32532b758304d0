//! The desk's side of escalation: takes cases, keeps them until the desk's own system has them, says how far they are.
//!
//! ```text
//! POST cases -> case + delivery, one transaction -> carry: lease, deliver, record -> look: how the ticket stands -> GET cases/{id}
//! ```
//!
//! Invariants: what was answered with 202 is in the database until people have closed it; a delivery is tried by one server at a
//! time (a lease that ends by itself), at least once, always under the same key; what fails for good is kept and listed until somebody
//! decides. Handovers and secrets are sealed at rest.

pub(crate) mod attempt;
pub(crate) mod carry;
pub(crate) mod cases;
pub(crate) mod delivery;
pub(crate) mod document;
pub(crate) mod identify;
pub(crate) mod look;
pub(crate) mod notices;
pub(crate) mod report;
pub(crate) mod settings;
pub(crate) mod take;

use lotse_model::handover::Handover;

use crate::refusal::Refusal;
use crate::scope::Scope;

/// What a sealed case is good for.
fn purpose(project: &str, environment: &str, case: &str) -> String {
    format!("case/{project}/{environment}/{case}")
}

/// A case as it came, without its key and token.
async fn handover(scope: &Scope, environment: &str, case: &str) -> Result<(Handover, bool), Refusal> {
    let found: Option<(Vec<u8>, i64)> = scope
        .rows("select sealed, is_identified from cases where project = $1 and environment = $2 and id = $3")
        .bind(environment.to_owned())
        .bind(case.to_owned())
        .fetch_optional(scope.app.store.pool())
        .await?;
    let (sealed, is_identified) = found.ok_or_else(|| Refusal::not_found("case"))?;
    let text = scope.app.seal.open_sealed(&sealed, &purpose(scope.project(), environment, case))?;
    let handover =
        lotse_model::wire::read(&text).map_err(|_| Refusal::internal(&"a stored case cannot be read"))?;
    Ok((handover, is_identified == 1))
}
