//! Tokens that the host app signs for its users: JWT with HS256, `sub` and `exp`. Only what is verified here counts as who somebody is.

use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;

/// How far clocks may be apart, in seconds.
const LEEWAY_S: u64 = 60;

#[derive(Deserialize)]
struct Claims {
    sub: String,
    exp: i64,
}

/// The user that a token names; nothing when it is not true, or not any more.
pub(super) fn subject(token: &str, secret: &str, now_s: i64) -> Option<String> {
    let mut rules = Validation::new(Algorithm::HS256);
    // The time is the server's, which tests can push on.
    rules.validate_exp = false;
    rules.set_required_spec_claims(&["exp", "sub"]);
    let claims = decode::<Claims>(token, &DecodingKey::from_secret(secret.as_bytes()), &rules).ok()?.claims;
    let is_fresh = claims.exp.saturating_add(LEEWAY_S.cast_signed()) > now_s;
    (is_fresh && !claims.sub.is_empty()).then_some(claims.sub)
}
