//! Bodies of requests: JSON, read whole, refused in our own words.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use serde::de::DeserializeOwned;

use crate::guard::Limit;
use crate::refusal::Refusal;

/// A body of JSON.
pub(crate) struct Body<T>(pub(crate) T);

/// A body as it is.
pub(crate) struct Raw(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let limit = request.extensions().get::<Limit>().map_or(0, |limit| limit.0);
        let said = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        if said.and_then(|length| length.parse::<usize>().ok()).is_some_and(|length| length > limit) {
            return Err(Refusal::too_large(limit));
        }
        // Only a body that is longer than it may be, or a connection that broke, ends in an error.
        axum::body::to_bytes(request.into_body(), limit).await.map(Raw).map_err(|_| Refusal::too_large(limit))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
        // A form of another site can send anything but this without being asked first.
        if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
            return Err(Refusal::malformed(
                "Der Inhalt muss JSON sein (Content-Type: application/json).",
                "The body has to be JSON (Content-Type: application/json).",
            ));
        }
        let Raw(bytes) = Raw::from_request(request, state).await?;
        serde_json::from_slice(&bytes).map(Body).map_err(|error| {
            let place = format!("{}:{}", error.line(), error.column());
            Refusal::malformed(
                format!("Der Inhalt ist nicht lesbar: {error}"),
                format!("The body cannot be read: {error}"),
            )
            .at(place)
        })
    }
}
