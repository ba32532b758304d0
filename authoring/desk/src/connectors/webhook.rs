//! A signed request after Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
//!
//! The receiver may answer `{"ticket": "…"}`; how it goes on it tells in the same way, signed with the same secret.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lotse_api::desk::Connector;
use lotse_model::wire::Wire as _;
use ring::hmac;
use serde_json::{Value, json};
use url::Url;

use super::post;
use crate::outgoing::{Answer, Outgoing};
use crate::port::{Failure, Parcel, Receipt, secret, word};

/// What secrets of Standard Webhooks begin with.
const PREFIX: &str = "whsec_";
/// Shortest and longest secret, in bytes.
const KEY_BYTES: std::ops::RangeInclusive<usize> = 24..=64;
/// How far the time of a request may be off, in seconds.
const TOLERANCE_S: i64 = 300;

pub(crate) async fn deliver(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Receipt, Failure> {
    let data = json!({
        "subject": parcel.letter.subject, "text": parcel.letter.text, "link": parcel.letter.link,
        "case": shown(parcel)?,
    });
    let answer = send(out, by, (parcel.key, parcel.now_s), "case.handed_over", data).await?;
    Ok(Receipt { ticket: word(&answer.json(), "/ticket"), handle: None })
}

/// Sends a request that is about nothing.
pub(crate) async fn attempt(out: &Outgoing, by: &Connector, key: &str, now_s: i64) -> Result<(), Failure> {
    send(out, by, (key, now_s), "desk.tried", json!({})).await.map(drop)
}

async fn send(
    out: &Outgoing,
    by: &Connector,
    (key, now_s): (&str, i64),
    kind: &str,
    data: Value,
) -> Result<Answer, Failure> {
    let url =
        Url::parse(&by.address).map_err(|_| Failure::never("the connector's address cannot be read"))?;
    let timestamp = jiff::Timestamp::from_second(now_s).unwrap_or_default().to_string();
    let body = json!({ "type": kind, "timestamp": timestamp, "data": data });
    let signature = sign(secret(by), key, now_s, body.to_string().as_bytes())?;
    let headers = [
        ("webhook-id", key.to_owned()),
        ("webhook-timestamp", now_s.to_string()),
        ("webhook-signature", signature),
        ("idempotency-key", key.to_owned()),
    ];
    post(out, &url, &headers, &body).await
}

/// The case without what only its sender may have.
fn shown(parcel: &Parcel<'_>) -> Result<Value, Failure> {
    let mut handover = parcel.handover.clone();
    handover.key.clear();
    handover.who.token = None;
    let text = handover.give().write();
    let mut json: Value = serde_json::from_str(&text)
        .map_err(|error| Failure::never(format!("the case cannot be written: {error}")))?;
    if let Some(members) = json.as_object_mut() {
        members.remove("key");
    }
    Ok(json)
}

/// The bytes of a secret.
///
/// # Errors
/// When it is none of Standard Webhooks.
pub(crate) fn key(secret: &str) -> Result<Vec<u8>, Failure> {
    let wrong = || Failure::never("the signing secret has to be whsec_ and 24 to 64 bytes in base64");
    let bytes = STANDARD.decode(secret.strip_prefix(PREFIX).unwrap_or(secret)).map_err(|_| wrong())?;
    if KEY_BYTES.contains(&bytes.len()) { Ok(bytes) } else { Err(wrong()) }
}

/// The signature of a request.
///
/// # Errors
/// When the secret is none.
pub fn sign(secret: &str, id: &str, at_s: i64, body: &[u8]) -> Result<String, Failure> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key(secret)?);
    let signed = [format!("{id}.{at_s}.").as_bytes(), body].concat();
    Ok(format!("v1,{}", STANDARD.encode(hmac::sign(&key, &signed))))
}

/// Whether one of the signatures of a request fits, and its time is near.
#[must_use]
pub fn verify(secret: &str, id: &str, at_s: i64, signatures: &str, body: &[u8], now_s: i64) -> bool {
    let Ok(key) = key(secret) else { return false };
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    let signed = [format!("{id}.{at_s}.").as_bytes(), body].concat();
    let fits = |one: &str| {
        let tag = one.strip_prefix("v1,").and_then(|tag| STANDARD.decode(tag).ok());
        tag.is_some_and(|tag| hmac::verify(&key, &signed, &tag).is_ok())
    };
    now_s.abs_diff(at_s) <= TOLERANCE_S.unsigned_abs() && signatures.split(' ').any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;

    /// The example of the specification's own libraries.
    #[test]
    fn signatures_are_those_of_standard_webhooks() {
        let signature = sign(SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, BODY).unwrap();
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn only_what_was_signed_now_with_the_same_secret_fits() {
        let signature = sign(SECRET, "one", 1_000, BODY).unwrap();
        let both = format!("v1a,AAAA v1,AAAA {signature}");
        assert!(verify(SECRET, "one", 1_000, &both, BODY, 1_300));
        assert!(!verify(SECRET, "one", 1_000, &both, BODY, 1_301), "too old");
        assert!(!verify(SECRET, "two", 1_000, &signature, BODY, 1_000));
        assert!(!verify(SECRET, "one", 1_001, &signature, BODY, 1_000));
        assert!(!verify(SECRET, "one", 1_000, &signature, b"{}", 1_000));
        assert!(!verify("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "one", 1_000, &signature, BODY, 1_000));
        assert!(key("whsec_AAAA").is_err() && key("whsec_%").is_err());
    }
}
