//! Trying a connector as it stands in the form, before cases depend on it; and the names that cases are handed on by.

use axum::Json;
use axum::extract::State;
use lotse_api::desk::{Connector, ConnectorName, Tried};

use super::settings;
use crate::app::App;
use crate::body::Body;
use crate::limits::TRIES_OF_PROJECT;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::secret;

/// `POST /projects/{project}/desk/try`
pub(crate) async fn attempt(
    scope: Scope,
    State(app): State<App>,
    Body(asked): Body<Connector>,
) -> Result<Json<Tried>, Refusal> {
    let now_ms = app.clock.now_ms();
    app.counters.count(&format!("desk try {}", scope.project()), TRIES_OF_PROJECT, now_ms)?;
    let there = settings::read(&scope).await?;
    let secret = asked.secret.clone().or_else(|| there.secret_for(&asked));
    let by = Connector { secret, has_secret: false, ..asked };
    settings::check_connector(&by)?;
    let outcome = app.carrier.attempt(&by, &secret::id()?, now_ms / 1_000).await;
    let said = outcome.as_ref().err().map(|failure| failure.said.clone());
    Ok(Json(Tried { is_good: outcome.is_ok(), said }))
}

/// `GET /projects/{project}/connectors`
pub(crate) async fn names(scope: Scope) -> Result<Json<Vec<ConnectorName>>, Refusal> {
    let stored = settings::read(&scope).await?;
    let name =
        |one: Connector| ConnectorName { id: one.id, name: one.name, is_next_level: one.is_next_level };
    Ok(Json(stored.connectors.into_iter().map(name).collect()))
}
