//! The ledger: lines that are never changed, each with the hash of the one before.

use axum::Json;
use axum::extract::State;
use lotse_api::releases::Entry;
use lotse_editor::compile::hex;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{self, Write};

/// Most lines of one answer.
const MOST_LINES: i64 = 1_000;

/// What was done, to what.
pub(crate) struct Act<'a> {
    /// What.
    pub(crate) act: &'static str,
    /// To what.
    pub(crate) subject: &'a str,
    /// Further facts.
    pub(crate) detail: Value,
}

/// Appends a line. Nobody else writes to the project meanwhile: see [`crate::store::Store::write`].
pub(crate) async fn append(
    write: &mut Write,
    project: &str,
    at_ms: i64,
    by: &str,
    act: Act<'_>,
) -> Result<(), Refusal> {
    let last: Option<(i64, String)> =
        store::rows("select number, hash from ledger where project = $1 order by number desc limit 1")
            .bind(project.to_owned())
            .fetch_optional(write.connection())
            .await?;
    let (number, before) = last.map_or((1, String::new()), |(number, hash)| (number + 1, hash));
    let detail = act.detail.to_string();
    let hash = hash(&before, &[&number.to_string(), &at_ms.to_string(), by, act.act, act.subject, &detail]);
    store::statement(
        "insert into ledger (project, number, at_ms, by_name, act, subject, detail, hash) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(project.to_owned())
    .bind(number)
    .bind(at_ms)
    .bind(by.to_owned())
    .bind(act.act)
    .bind(act.subject.to_owned())
    .bind(detail)
    .bind(hash)
    .execute(write.connection())
    .await?;
    Ok(())
}

/// SHA-256 over the hash before and the parts of a line, each with its length in front.
fn hash(before: &str, parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    digest.update(before.as_bytes());
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    hex(&digest.finalize())
}

type Line = (i64, i64, String, String, String, String, String);

/// `GET /projects/{project}/ledger`
pub(crate) async fn list(scope: Scope, State(app): State<App>) -> Result<Json<Vec<Entry>>, Refusal> {
    let lines: Vec<Line> = scope
        .rows(
            "select number, at_ms, by_name, act, subject, detail, hash from ledger where project = $1 \
             order by number desc limit $2",
        )
        .bind(MOST_LINES)
        .fetch_all(app.store.pool())
        .await?;
    Ok(Json(lines.into_iter().map(entry).collect()))
}

fn entry((number, at_ms, by, act, subject, detail, hash): Line) -> Entry {
    let detail = serde_json::from_str(&detail).unwrap_or(Value::Null);
    Entry { number, at_ms, by, act, subject, detail, hash }
}

/// Whether every line follows from the one before; the number of the first that does not.
pub(crate) async fn verify(scope: &Scope) -> Result<Option<i64>, Refusal> {
    let lines: Vec<Line> = scope
        .rows(
            "select number, at_ms, by_name, act, subject, detail, hash from ledger where project = $1 \
             order by number",
        )
        .fetch_all(scope.app.store.pool())
        .await?;
    let mut before = String::new();
    for (expected, (number, at_ms, by, act, subject, detail, said)) in (1..).zip(lines) {
        let found = hash(&before, &[&number.to_string(), &at_ms.to_string(), &by, &act, &subject, &detail]);
        if number != expected || found != said {
            return Ok(Some(number));
        }
        before = found;
    }
    Ok(None)
}
