//! Which release is live: the highest whose time has come.

use std::collections::BTreeMap;

use sqlx::AnyConnection;

use crate::refusal::Refusal;
use crate::scope::Scope;

/// A release that is live in its environment.
#[derive(Clone, Debug)]
pub(crate) struct Live {
    pub(crate) environment: String,
    pub(crate) release: i64,
    /// Version by guide.
    pub(crate) guides: BTreeMap<String, i64>,
}

/// What is live in every environment.
pub(crate) async fn live(scope: &Scope) -> Result<Vec<Live>, Refusal> {
    let found: Vec<(String, i64, String)> = scope
        .rows(
            "select r.environment, r.release, r.guides from releases r where r.project = $1 and r.release = \
             (select max(n.release) from releases n where n.project = r.project and \
             n.environment = r.environment and n.at_ms <= $2)",
        )
        .bind(scope.app.clock.now_ms())
        .fetch_all(scope.app.store.pool())
        .await?;
    let live = |(environment, release, guides): (String, i64, String)| {
        let guides = serde_json::from_str(&guides).map_err(|error| Refusal::internal(&error))?;
        Ok(Live { environment, release, guides })
    };
    found.into_iter().map(live).collect()
}

/// What is live in one environment; release 0 without any guide when nothing is.
pub(crate) async fn live_in(scope: &Scope, environment: &str) -> Result<Live, Refusal> {
    let found: Option<(i64, Option<String>)> = scope
        .rows(
            "select coalesce(r.release, 0), r.guides from environments e left join releases r on r.project = e.project \
             and r.environment = e.environment and r.release = (select max(n.release) from releases n \
             where n.project = e.project and n.environment = e.environment and n.at_ms <= $3) \
             where e.project = $1 and e.environment = $2",
        )
        .bind(environment.to_owned())
        .bind(scope.app.clock.now_ms())
        .fetch_optional(scope.app.store.pool())
        .await?;
    let (release, guides) = found.ok_or_else(|| Refusal::not_found("environment"))?;
    let guides = guides.map(|guides| serde_json::from_str(&guides)).transpose();
    let guides = guides.map_err(|error| Refusal::internal(&error))?.unwrap_or_default();
    Ok(Live { environment: environment.to_owned(), release, guides })
}

/// The number that is live, and the highest that there is, 0 for none: within a transaction.
pub(crate) async fn numbers(
    scope: &Scope,
    connection: &mut AnyConnection,
    environment: &str,
) -> Result<(i64, i64), Refusal> {
    let (live, highest): (i64, i64) = scope
        .rows(
            "select coalesce(max(case when at_ms <= $3 then release else 0 end), 0), coalesce(max(release), 0) \
             from releases where project = $1 and environment = $2",
        )
        .bind(environment.to_owned())
        .bind(scope.app.clock.now_ms())
        .fetch_one(connection)
        .await?;
    Ok((live, highest))
}
