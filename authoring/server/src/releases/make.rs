//! Writes a release: chunks, manifest, signature and ledger in one transaction, or nothing.

use std::collections::BTreeMap;

use serde_json::json;

use super::help::{self, Help};
use super::live::numbers;
use crate::audit::Act;
use crate::guides::environments::signing_key;
use crate::guides::{CHECKLIST_ENDING, PROBLEM_ENDING};
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::shelf;

/// A release about to be written.
pub(crate) struct NewRelease<'a> {
    pub(crate) environment: &'a str,
    /// Its number: one more than the highest that there was when it was made.
    pub(crate) release: i64,
    /// The release that was live when this was decided.
    pub(crate) after: i64,
    pub(crate) at_ms: i64,
    pub(crate) note: &'a str,
    pub(crate) guides: &'a BTreeMap<String, i64>,
    /// Problems, checklists and desk that it was made of.
    pub(crate) help: &'a Help,
    pub(crate) repeats: Option<i64>,
    pub(crate) manifest: &'a str,
    pub(crate) chunks: &'a BTreeMap<String, String>,
    pub(crate) act: &'static str,
}

/// The number of the next release.
///
/// # Errors
/// [`lotse_api::FaultKind::Conflict`] when another than `after` is live.
pub(crate) async fn next_number(scope: &Scope, environment: &str, after: i64) -> Result<i64, Refusal> {
    let mut connection = scope.app.store.pool().acquire().await?;
    let (live, highest) = numbers(scope, &mut connection, environment).await?;
    if live == after { Ok(highest + 1) } else { Err(overtaken(live)) }
}

/// Signs and stores. Everything was made before, outside the transaction; here it is only held against what is there now.
pub(crate) async fn store(scope: &Scope, new: NewRelease<'_>) -> Result<(), Refusal> {
    let signature = signing_key(scope, new.environment).await?.sign(new.manifest);
    let new_chunks = shelf::bring(scope, new.chunks).await?;
    let mut write = scope.write().await?;
    let (live, highest) = numbers(scope, write.connection(), new.environment).await?;
    if live != new.after || highest + 1 != new.release {
        return Err(overtaken(live));
    }
    shelf::name(scope, &mut write, &new_chunks).await?;
    let now_ms = scope.app.clock.now_ms();
    scope
        .statement(
            "insert into releases (project, environment, release, person, at_ms, made_ms, note, guides, repeats, \
             manifest, signature) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(new.environment.to_owned())
        .bind(new.release)
        .bind(scope.caller.person.clone())
        .bind(new.at_ms)
        .bind(now_ms)
        .bind(new.note.to_owned())
        .bind(json!(new.guides).to_string())
        .bind(new.repeats)
        .bind(new.manifest.to_owned())
        .bind(signature)
        .execute(write.connection())
        .await?;
    help::freeze(scope, &mut write, new.environment, new.release, new.help).await?;
    let subject = format!("{}/{}", new.environment, new.release);
    let scheduled = (new.at_ms > now_ms).then_some(new.at_ms);
    let detail = json!({
        "after": new.after, "guides": new.guides.len(), "note": new.note, "repeats": new.repeats, "at_ms": scheduled,
        "replaces_scheduled": (highest > live).then_some(highest), "problems": new.help.count(PROBLEM_ENDING),
        "checklists": new.help.count(CHECKLIST_ENDING),
    });
    scope.note(&mut write, Act { act: new.act, subject: &subject, detail }).await?;
    write.commit().await
}

fn overtaken(live: i64) -> Refusal {
    Refusal::conflict(
        format!(
            "Inzwischen hat jemand anderes veröffentlicht (jetzt ist Release {live} aktiv). Bitte neu laden."
        ),
        format!("Somebody else has published meanwhile (release {live} is live now). Please reload."),
    )
    .at("after")
}
