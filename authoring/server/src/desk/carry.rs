//! Carrying: every delivery that is due is leased, tried and recorded. Whoever dies in between leaves a lease that ends.

use lotse_api::desk::Connector;
use lotse_desk::letter::{Letter, Occasion};
use lotse_desk::{Failure, Parcel, Receipt};
use tokio::task::JoinSet;

use super::{handover, settings};
use crate::app::App;
use crate::clock::DAY_MS;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret;
use crate::store::{rows, statement};

/// How long a lease holds: longer than any attempt takes.
const LEASE_MS: i64 = 120_000;
/// Deliveries tried at the same time.
const AT_ONCE: usize = 8;
/// Deliveries looked at in one go.
const MOST_DUE: i64 = 64;
/// Pauses after the first attempts, in seconds; the last one is kept.
const PAUSES_S: [i64; 9] = [30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200];
/// How long a delivery is tried before people have to look at it.
const GIVE_UP_MS: i64 = 7 * DAY_MS;
/// Longest pause that another system can ask for, in seconds.
const MOST_ASKED_S: i64 = 86_400;

/// A delivery that is ours for a while.
struct Leased {
    scope: Scope,
    id: String,
    lease: String,
    environment: String,
    case: String,
    connector: String,
    note: Option<String>,
    number: i64,
    attempts: i64,
    since_ms: i64,
}

/// Tries everything that is due now. Says how many were tried.
///
/// # Errors
/// When the database cannot be used.
pub(crate) async fn carry_due(app: &App) -> Result<usize, Refusal> {
    let mut tried = 0;
    loop {
        let now_ms = app.clock.now_ms();
        let due: Vec<(String, String)> = rows(
            "select project, id from deliveries where state = 'waiting' and next_ms <= $1 and lease_until_ms <= $1 \
             order by next_ms limit $2",
        )
        .bind(now_ms)
        .bind(MOST_DUE)
        .fetch_all(app.store.pool())
        .await?;
        let mut running = JoinSet::new();
        let before = tried;
        for (project, id) in due {
            if running.len() >= AT_ONCE {
                tried += usize::from(finished(running.join_next().await)?);
            }
            running.spawn(one(Scope::public(app.clone(), project), id));
        }
        while let Some(done) = running.join_next().await {
            tried += usize::from(finished(Some(done))?);
        }
        if tried == before {
            return Ok(tried);
        }
    }
}

/// When the next delivery is due; nothing when none waits.
pub(crate) async fn next_due_ms(app: &App) -> Result<Option<i64>, Refusal> {
    let (next,): (Option<i64>,) = rows("select min(next_ms) from deliveries where state = 'waiting'")
        .fetch_one(app.store.pool())
        .await?;
    Ok(next)
}

fn finished(done: Option<Result<Result<bool, Refusal>, tokio::task::JoinError>>) -> Result<bool, Refusal> {
    match done {
        Some(Ok(result)) => result,
        Some(Err(error)) => Err(Refusal::internal(&error)),
        None => Ok(false),
    }
}

/// Whether this delivery was ours to try.
async fn one(scope: Scope, id: String) -> Result<bool, Refusal> {
    let Some(leased) = lease(scope, id).await? else { return Ok(false) };
    let outcome = attempt(&leased).await;
    record(&leased, outcome).await?;
    Ok(true)
}

/// Takes a delivery for this server alone. Every attempt counts before it begins: one that is cut off has been made.
async fn lease(scope: Scope, id: String) -> Result<Option<Leased>, Refusal> {
    let (lease, now_ms) = (secret::id()?, scope.app.clock.now_ms());
    let mut write = scope.write().await?;
    let done = scope
        .statement(
            "update deliveries set lease = $3, lease_until_ms = $4, attempts = attempts + 1 where project = $1 and id = $2 \
             and state = 'waiting' and next_ms <= $5 and lease_until_ms <= $5",
        )
        .bind(id.clone())
        .bind(lease.clone())
        .bind(now_ms + LEASE_MS)
        .bind(now_ms)
        .execute(write.connection())
        .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    type Found = (String, String, String, Option<String>, i64, i64, i64);
    let found: Found = scope
        .rows(
            "select environment, case_id, connector, note, number, attempts, since_ms from deliveries \
             where project = $1 and id = $2",
        )
        .bind(id.clone())
        .fetch_one(write.connection())
        .await?;
    write.commit().await?;
    let (environment, case, connector, note, number, attempts, since_ms) = found;
    Ok(Some(Leased { scope, id, lease, environment, case, connector, note, number, attempts, since_ms }))
}

async fn attempt(leased: &Leased) -> Result<Receipt, Failure> {
    let failed = |refusal: Refusal| Failure::later(refusal.english);
    let scope = &leased.scope;
    let stored = settings::read(scope).await.map_err(failed)?;
    let by = stored.connector(&leased.connector);
    let by = by.ok_or_else(|| Failure::never("the connector is not in the settings any more"))?;
    let (case, is_identified) = handover(scope, &leased.environment, &leased.case).await.map_err(failed)?;
    let desk = stored.desk();
    let occasion = Occasion {
        key: &leased.id,
        origin: scope.app.own.origin(),
        time_zone: desk.as_ref().map(|desk| desk.hours.time_zone.as_str()),
        is_identified,
        note: leased.note.as_deref(),
        before: before(leased, &stored.connectors).await.map_err(failed)?,
    };
    let letter = Letter::write(&case, &occasion);
    let parcel = Parcel {
        key: &leased.id,
        is_repeated: leased.attempts > 1,
        handover: &case,
        letter: &letter,
        now_s: scope.app.clock.now_ms() / 1_000,
    };
    scope.app.carrier.deliver(by, &parcel).await
}

/// Where the case was before, for those whom it is handed on to.
async fn before(leased: &Leased, connectors: &[Connector]) -> Result<Vec<(String, Option<String>)>, Refusal> {
    let found: Vec<(String, Option<String>)> = leased
        .scope
        .rows(
            "select connector, ticket from deliveries where project = $1 and environment = $2 and case_id = $3 \
             and number < $4 order by number",
        )
        .bind(leased.environment.clone())
        .bind(leased.case.clone())
        .bind(leased.number)
        .fetch_all(leased.scope.app.store.pool())
        .await?;
    let named = |(id, ticket): (String, Option<String>)| {
        let name = connectors.iter().find(|one| one.id == id).map_or(id, |one| one.name.clone());
        (name, ticket)
    };
    Ok(found.into_iter().map(named).collect())
}

/// Writes down how it went, as long as the lease is still ours.
async fn record(leased: &Leased, outcome: Result<Receipt, Failure>) -> Result<(), Refusal> {
    let scope = &leased.scope;
    let now_ms = scope.app.clock.now_ms();
    let (state, next_ms, problem, receipt) = match outcome {
        Ok(receipt) => ("delivered", receipt.handle.is_some().then_some(now_ms), None, receipt),
        Err(failure) if failure.is_passing && now_ms - leased.since_ms < GIVE_UP_MS => {
            let next_ms = now_ms + pause_s(leased.attempts, failure.after_s) * 1_000;
            ("waiting", Some(next_ms), Some(failure.said), Receipt::default())
        }
        Err(failure) => ("failed", None, Some(failure.said), Receipt::default()),
    };
    let mut write = scope.write().await?;
    scope
        .statement(
            "update deliveries set state = $4, next_ms = $5, problem = $6, ticket = coalesce($7, ticket), \
             handle = coalesce($8, handle), lease = null, lease_until_ms = 0, changed_ms = $9 \
             where project = $1 and id = $2 and lease = $3",
        )
        .bind(leased.id.clone())
        .bind(leased.lease.clone())
        .bind(state)
        .bind(next_ms)
        .bind(problem)
        .bind(receipt.ticket)
        .bind(receipt.handle)
        .bind(now_ms)
        .execute(write.connection())
        .await?;
    write.commit().await
}

/// How long to wait after so many attempts.
fn pause_s(attempts: i64, asked_s: Option<i64>) -> i64 {
    let place = usize::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(PAUSES_S.len() - 1);
    let pause = PAUSES_S.get(place).copied().unwrap_or(MOST_ASKED_S);
    pause.max(asked_s.unwrap_or(0).clamp(0, MOST_ASKED_S))
}

/// Ends what a server before this one has left behind on its own database: SQLite belongs to one server at a time.
pub(crate) async fn end_leases(app: &App) -> Result<(), Refusal> {
    let mut write = app.store.write("deliveries").await?;
    statement("update deliveries set lease = null, lease_until_ms = 0 where lease is not null")
        .execute(write.connection())
        .await?;
    write.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_respect_what_is_asked() {
        assert_eq!([1, 2, 3, 9, 50].map(|attempts| pause_s(attempts, None)), [30, 120, 600, 43_200, 43_200]);
        assert_eq!(pause_s(1, Some(90)), 90);
        assert_eq!(pause_s(3, Some(90)), 600);
        assert_eq!(pause_s(1, Some(i64::MAX)), MOST_ASKED_S);
        assert_eq!(pause_s(1, Some(-5)), 30);
    }
}
