//! What every connector does: takes a parcel, gives a receipt; says how a ticket stands.

use std::fmt;

use hyper::StatusCode;
use lotse_api::desk::{Connector, ConnectorKind};
use lotse_model::handover::Handover;
use serde_json::Value;
use url::Url;

use crate::connectors::{glpi, jira, mail, request_tracker, service_now, webhook, zammad};
use crate::letter::Letter;
use crate::outgoing::{Answer, Outgoing};

/// Longest that is kept of what another system says, in characters.
const MOST_SAID: usize = 300;

/// A case as one delivery of it sees it.
#[derive(Clone, Debug)]
pub struct Parcel<'a> {
    /// The idempotency key: the same however often this delivery is tried.
    pub key: &'a str,
    /// It has been tried before, and may have arrived.
    pub is_repeated: bool,
    /// The case.
    pub handover: &'a Handover,
    /// The case as text.
    pub letter: &'a Letter,
    /// When it is sent, in seconds since 1970-01-01 UTC.
    pub now_s: i64,
}

/// What a system said when it took a parcel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Number for people.
    pub ticket: Option<String>,
    /// What [`Carrier::look`] needs to find it again; nothing when it cannot be looked up.
    pub handle: Option<String>,
}

/// How a ticket stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The desk is done with it.
    pub is_closed: bool,
    /// Its state in the other system's own word.
    pub said: Option<String>,
}

/// Why something was not delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Trying again can help.
    pub is_passing: bool,
    /// No sooner than in this many seconds.
    pub after_s: Option<i64>,
    /// What happened, without secrets.
    pub said: String,
}

impl Failure {
    /// One that passes.
    #[must_use]
    pub fn later(said: impl Into<String>) -> Self {
        Failure { is_passing: true, after_s: None, said: said.into() }
    }

    /// One that stays until somebody does something.
    #[must_use]
    pub fn never(said: impl Into<String>) -> Self {
        Failure { is_passing: false, after_s: None, said: said.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.said)
    }
}

impl std::error::Error for Failure {}

/// Carries parcels by any connector.
#[derive(Clone, Debug)]
pub struct Carrier {
    /// The way out.
    pub outgoing: Outgoing,
}

impl Carrier {
    /// Delivers a parcel.
    ///
    /// # Errors
    /// When the system did not take it, or did not say so.
    pub async fn deliver(&self, by: &Connector, parcel: &Parcel<'_>) -> Result<Receipt, Failure> {
        let out = &self.outgoing;
        match by.kind {
            ConnectorKind::Webhook => webhook::deliver(out, by, parcel).await,
            ConnectorKind::Mail => mail::deliver(out, by, parcel).await,
            ConnectorKind::RequestTracker => request_tracker::deliver(out, by, parcel).await,
            ConnectorKind::Zammad => zammad::deliver(out, by, parcel).await,
            ConnectorKind::Jira => jira::deliver(out, by, parcel).await,
            ConnectorKind::ServiceNow => service_now::deliver(out, by, parcel).await,
            ConnectorKind::Glpi => glpi::deliver(out, by, parcel).await,
        }
    }

    /// Whether a system answers and takes the secret, without leaving anything there. A webhook gets a signed request that says so.
    ///
    /// # Errors
    /// When it does not.
    pub async fn attempt(&self, by: &Connector, key: &str, now_s: i64) -> Result<(), Failure> {
        let out = &self.outgoing;
        match by.kind {
            ConnectorKind::Webhook => webhook::attempt(out, by, key, now_s).await,
            ConnectorKind::Mail => mail::attempt(out, by).await,
            ConnectorKind::RequestTracker => request_tracker::attempt(out, by).await,
            ConnectorKind::Zammad => zammad::attempt(out, by).await,
            ConnectorKind::Jira => jira::attempt(out, by).await,
            ConnectorKind::ServiceNow => service_now::attempt(out, by).await,
            ConnectorKind::Glpi => glpi::attempt(out, by).await,
        }
    }

    /// How a ticket stands; `None` where the system cannot be asked (mail, webhooks).
    ///
    /// # Errors
    /// When the system did not answer.
    pub async fn look(&self, by: &Connector, handle: &str) -> Result<Option<Standing>, Failure> {
        let out = &self.outgoing;
        let standing = match by.kind {
            ConnectorKind::Webhook | ConnectorKind::Mail => return Ok(None),
            ConnectorKind::RequestTracker => request_tracker::look(out, by, handle).await,
            ConnectorKind::Zammad => zammad::look(out, by, handle).await,
            ConnectorKind::Jira => jira::look(out, by, handle).await,
            ConnectorKind::ServiceNow => service_now::look(out, by, handle).await,
            ConnectorKind::Glpi => glpi::look(out, by, handle).await,
        };
        standing.map(Some)
    }
}

/// What is missing or wrong in a connector's settings: the name of the member.
#[must_use]
pub fn check(by: &Connector) -> Option<&'static str> {
    let is_empty = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let url = Url::parse(&by.address).ok().filter(|url| url.host_str().is_some_and(|host| !host.is_empty()));
    let schemes: &[&str] = match by.kind {
        ConnectorKind::Mail => &["smtp", "smtps", "smtp+plain"],
        _ => &["http", "https"],
    };
    let is_plain =
        |url: &Url| url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    if !url.is_some_and(|url| schemes.contains(&url.scheme()) && is_plain(&url)) {
        return Some("address");
    }
    let needs_secret = by.kind != ConnectorKind::Mail || !is_empty(&by.account);
    let needs_account = matches!(by.kind, ConnectorKind::Jira | ConnectorKind::ServiceNow);
    let needs_queue =
        matches!(by.kind, ConnectorKind::RequestTracker | ConnectorKind::Zammad | ConnectorKind::Jira);
    if needs_secret && is_empty(&by.secret) && !by.has_secret {
        return Some("secret");
    }
    if by.kind == ConnectorKind::Webhook
        && by.secret.as_deref().is_some_and(|secret| webhook::key(secret).is_err())
    {
        return Some("secret");
    }
    if needs_account && is_empty(&by.account) {
        return Some("account");
    }
    if needs_queue && is_empty(&by.queue) {
        return Some("queue");
    }
    if by.kind == ConnectorKind::Jira && is_empty(&by.request_type) {
        return Some("request_type");
    }
    if by.kind == ConnectorKind::Mail {
        return mail::check(by);
    }
    None
}

/// The address of something below a connector's own.
pub(crate) fn below(by: &Connector, path: &str) -> Result<Url, Failure> {
    let base = by.address.trim_end_matches('/');
    Url::parse(&format!("{base}/{path}"))
        .map_err(|_| Failure::never("the connector's address cannot be read"))
}

/// The address of something below a connector's own, with names that people wrote as its last parts.
pub(crate) fn below_named(by: &Connector, path: &str, names: &[&str]) -> Result<Url, Failure> {
    let mut url = below(by, path)?;
    let parts = url.path_segments_mut().map(|mut parts| {
        parts.extend(names);
    });
    parts.map_err(|()| Failure::never("the connector's address cannot be read"))?;
    Ok(url)
}

/// The secret of a connector; empty where there is none.
pub(crate) fn secret(by: &Connector) -> &str {
    by.secret.as_deref().unwrap_or_default()
}

/// A success, or why it is none.
pub(crate) fn accepted(answer: Answer) -> Result<Answer, Failure> {
    let status = answer.status;
    if status.is_success() {
        return Ok(answer);
    }
    let said = format!("answered {}: {}", status.as_u16(), excerpt(&answer.body));
    let stays = [
        StatusCode::BAD_REQUEST,
        StatusCode::GONE,
        StatusCode::PAYLOAD_TOO_LARGE,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        StatusCode::UNPROCESSABLE_ENTITY,
    ];
    if stays.contains(&status) {
        return Err(Failure::never(said));
    }
    let after = answer.headers.get("retry-after").and_then(|value| value.to_str().ok()?.trim().parse().ok());
    Err(Failure { after_s: after, ..Failure::later(said) })
}

/// The beginning of what another system says, on one line.
fn excerpt(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(MOST_SAID).collect()
}

/// A member of an answer as text, be it text or a number.
pub(crate) fn word(json: &Value, pointer: &str) -> Option<String> {
    match json.pointer(pointer)? {
        Value::String(text) if !text.is_empty() => Some(text.chars().take(MOST_SAID).collect()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A member that has to be there.
pub(crate) fn needed(json: &Value, pointer: &str) -> Result<String, Failure> {
    word(json, pointer).ok_or_else(|| Failure::later(format!("the answer has no {pointer}")))
}

/// The mail address of who asks, where it is one.
pub(crate) fn mail_of(handover: &Handover) -> Option<&str> {
    let mail = handover.who.mail.as_deref()?.trim();
    mail.parse::<lettre::Address>().is_ok().then_some(mail)
}
