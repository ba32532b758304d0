//! What is live, signed anew: once a day by itself, so that a release that nobody follows up does not end for new visitors; and at
//! once when keys rotate. Content and release number stay.

use lotse_editor::sign::PrivateKey;
use serde_json::json;

use super::rollback::renewed;
use crate::app::App;
use crate::audit::Act;
use crate::clock::DAY_MS;
use crate::guides::environments::signing_key;
use crate::refusal::Refusal;
use crate::scope::{Caller, Scope};
use crate::store::{Write, rows};

/// Who the ledger names for what happens by itself.
pub(crate) const SERVER: &str = "lotse (server)";
/// How old a signature may become.
const OLD_MS: i64 = DAY_MS;

/// A project as the server itself sees it.
pub(crate) fn by_itself(app: &App, project: String, person: String) -> Scope {
    let caller = Caller { person, name: SERVER.to_owned() };
    Scope::of_member(app.clone(), project, caller, lotse_api::people::Role::Publisher)
}

/// Signs everything that is live and was not signed for a day.
///
/// # Errors
/// When the database cannot be used, or a key cannot be opened; what comes before it is signed.
pub(crate) async fn renew_due(app: &App) -> Result<(), Refusal> {
    let now_ms = app.clock.now_ms();
    let due: Vec<(String, String, i64)> = rows(
        "select r.project, r.environment, r.release from releases r where coalesce(r.signed_ms, r.at_ms) <= $2 \
         and r.release = (select max(n.release) from releases n where n.project = r.project \
         and n.environment = r.environment and n.at_ms <= $1)",
    )
    .bind(now_ms)
    .bind(now_ms - OLD_MS)
    .fetch_all(app.store.pool())
    .await?;
    for (project, environment, release) in due {
        let scope = by_itself(app, project, String::new());
        let key = signing_key(&scope, &environment).await?;
        let mut write = scope.write().await?;
        if sign_anew(&scope, &mut write, &environment, release, &key).await? {
            let subject = format!("{environment}/{release}");
            scope.note(&mut write, Act { act: "renew", subject: &subject, detail: json!({}) }).await?;
            write.commit().await?;
        }
    }
    Ok(())
}

/// Issues a release now, under this key. `false` when somebody has done so less than a day ago.
async fn sign_anew(
    scope: &Scope,
    write: &mut Write,
    environment: &str,
    release: i64,
    key: &PrivateKey,
) -> Result<bool, Refusal> {
    let now_ms = scope.app.clock.now_ms();
    let found: Option<(String, i64)> = scope
        .rows(
            "select manifest, coalesce(signed_ms, at_ms) from releases where project = $1 and environment = $2 \
             and release = $3",
        )
        .bind(environment.to_owned())
        .bind(release)
        .fetch_optional(write.connection())
        .await?;
    let Some((manifest, signed_ms)) = found.filter(|(_, signed_ms)| *signed_ms <= now_ms - OLD_MS) else {
        return Ok(false);
    };
    debug_assert!(signed_ms <= now_ms);
    let manifest = renewed(&manifest, release, now_ms / 1_000)?;
    put(scope, write, environment, release, (&manifest, &key.sign(&manifest)), now_ms).await?;
    Ok(true)
}

/// Signs what is live and what waits for its time with another key.
pub(super) async fn sign_with(
    scope: &Scope,
    write: &mut Write,
    environment: &str,
    live: i64,
    key: &PrivateKey,
) -> Result<(), Refusal> {
    let now_ms = scope.app.clock.now_ms();
    let found: Vec<(i64, i64, String)> = scope
        .rows("select release, at_ms, manifest from releases where project = $1 and environment = $2 and release >= $3")
        .bind(environment.to_owned())
        .bind(live)
        .fetch_all(write.connection())
        .await?;
    for (release, at_ms, manifest) in found {
        let issued_ms = at_ms.max(now_ms);
        let manifest = renewed(&manifest, release, issued_ms / 1_000)?;
        put(scope, write, environment, release, (&manifest, &key.sign(&manifest)), issued_ms).await?;
    }
    Ok(())
}

async fn put(
    scope: &Scope,
    write: &mut Write,
    environment: &str,
    release: i64,
    (manifest, signature): (&str, &str),
    signed_ms: i64,
) -> Result<(), Refusal> {
    scope
        .statement(
            "update releases set manifest = $4, signature = $5, signed_ms = $6 where project = $1 and environment = $2 \
             and release = $3",
        )
        .bind(environment.to_owned())
        .bind(release)
        .bind(manifest.to_owned())
        .bind(signature.to_owned())
        .bind(signed_ms)
        .execute(write.connection())
        .await?;
    Ok(())
}
