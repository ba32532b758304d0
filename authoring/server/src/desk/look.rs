//! Looking how tickets stand, seldom and seldomer; and forgetting cases that are long over.

use lotse_desk::Standing;

use super::settings;
use crate::app::App;
use crate::clock::DAY_MS;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::{rows, statement};

/// Tickets looked at in one go.
const MOST_LOOKS: i64 = 64;
/// Pauses between looks, by the age of the delivery: up to this age, this pause.
const PAUSES: [(i64, i64); 3] =
    [(DAY_MS, 15 * 60_000), (7 * DAY_MS, 2 * 3_600_000), (60 * DAY_MS, 12 * 3_600_000)];
/// How long a case is kept after its last change once it is over.
const KEPT_MS: i64 = 180 * DAY_MS;

/// Looks at every ticket whose time has come. Says how many.
///
/// # Errors
/// When the database cannot be used.
pub(crate) async fn look_due(app: &App) -> Result<usize, Refusal> {
    let now_ms = app.clock.now_ms();
    type Found = (String, String, String, String, i64);
    let due: Vec<Found> = rows(
        "select project, id, connector, handle, since_ms from deliveries where state = 'delivered' and next_ms <= $1 \
         and handle is not null order by next_ms limit $2",
    )
    .bind(now_ms)
    .bind(MOST_LOOKS)
    .fetch_all(app.store.pool())
    .await?;
    let looked = due.len();
    for (project, id, connector, handle, since_ms) in due {
        let scope = Scope::public(app.clone(), project);
        let stored = settings::read(&scope).await?;
        let standing = match stored.connector(&connector) {
            // What cannot be asked now is asked next time.
            Some(by) => app.carrier.look(by, &handle).await.unwrap_or(None),
            None => None,
        };
        record(&scope, &id, standing, since_ms).await?;
    }
    Ok(looked)
}

async fn record(scope: &Scope, id: &str, standing: Option<Standing>, since_ms: i64) -> Result<(), Refusal> {
    let now_ms = scope.app.clock.now_ms();
    let is_closed = standing.as_ref().is_some_and(|standing| standing.is_closed);
    let pause = PAUSES.iter().find(|(age, _)| now_ms - since_ms < *age).map(|(_, pause)| *pause);
    let next_ms = pause.filter(|_| !is_closed).map(|pause| now_ms + pause);
    let mut write = scope.write().await?;
    // Changed only when there is news.
    scope
        .statement(
            "update deliveries set changed_ms = case when state <> $3 or coalesce(said, '') <> coalesce($4, said, '') \
             then $5 else changed_ms end, state = $3, said = coalesce($4, said), next_ms = $6 \
             where project = $1 and id = $2 and state = 'delivered'",
        )
        .bind(id.to_owned())
        .bind(if is_closed { "closed" } else { "delivered" })
        .bind(standing.and_then(|standing| standing.said))
        .bind(now_ms)
        .bind(next_ms)
        .execute(write.connection())
        .await?;
    write.commit().await
}

/// Removes cases that have been over for long.
///
/// # Errors
/// When the database cannot be used.
pub(crate) async fn forget(app: &App) -> Result<(), Refusal> {
    let before = app.clock.now_ms() - KEPT_MS;
    let mut write = app.store.write("deliveries").await?;
    statement(
        "delete from cases where taken_ms < $1 and not exists (select 1 from deliveries d where d.project = cases.project \
         and d.environment = cases.environment and d.case_id = cases.id \
         and (d.changed_ms >= $1 or d.state in ('waiting', 'failed')))",
    )
    .bind(before)
    .execute(write.connection())
    .await?;
    statement(
        "delete from deliveries where changed_ms < $1 and not exists (select 1 from cases c \
         where c.project = deliveries.project and c.environment = deliveries.environment and c.id = deliveries.case_id)",
    )
    .bind(before)
    .execute(write.connection())
    .await?;
    write.commit().await
}
