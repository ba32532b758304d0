//! One small file per system. Each knows how a case becomes a ticket there, how a repeated one is found, and which states
//! mean that the desk is done.

pub(crate) mod glpi;
pub(crate) mod jira;
pub(crate) mod mail;
pub(crate) mod request_tracker;
pub(crate) mod service_now;
pub(crate) mod webhook;
pub(crate) mod zammad;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::Method;
use lotse_model::desk::Priority;
use lotse_model::handover::Handover;
use serde_json::Value;
use url::Url;

use crate::outgoing::{Answer, Outgoing};
use crate::port::{Failure, accepted};

/// `Authorization: Basic`.
fn basic(account: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{account}:{secret}")))
}

/// Gets JSON.
async fn get(out: &Outgoing, url: &Url, headers: &[(&'static str, String)]) -> Result<Answer, Failure> {
    accepted(out.send(Method::GET, url, headers, Vec::new()).await?)
}

/// Posts JSON.
async fn post(
    out: &Outgoing,
    url: &Url,
    headers: &[(&'static str, String)],
    body: &Value,
) -> Result<Answer, Failure> {
    let headers = [headers, &[("content-type", "application/json".to_owned())]].concat();
    accepted(out.send(Method::POST, url, &headers, body.to_string().into_bytes()).await?)
}

/// 1 for the most urgent to 5; nothing when triage came to none.
fn priority(handover: &Handover) -> Option<u32> {
    handover.priority.as_ref().map(|found| found.level).map(Priority::number)
}
