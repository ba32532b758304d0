//! Jira Service Management (<https://developer.atlassian.com/cloud/jira/service-desk/rest/>). Account and secret are a mail
//! address and an API token.

use lotse_api::desk::Connector;
use serde_json::json;

use super::{basic, get, post};
use crate::outgoing::Outgoing;
use crate::port::{Failure, Parcel, Receipt, Standing, below, below_named, needed, secret, word};

fn headers(by: &Connector) -> [(&'static str, String); 1] {
    [("authorization", basic(by.account.as_deref().unwrap_or_default(), secret(by)))]
}

pub(crate) async fn deliver(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Receipt, Failure> {
    if parcel.is_repeated
        && let Some(there) = find(out, by, parcel).await?
    {
        return Ok(there);
    }
    let request = json!({
        "serviceDeskId": by.queue, "requestTypeId": by.request_type,
        "requestFieldValues": { "summary": parcel.letter.subject, "description": parcel.letter.text },
    });
    let answer = post(out, &below(by, "rest/servicedeskapi/request")?, &headers(by), &request).await?;
    Ok(receipt(needed(&answer.json(), "/issueKey")?))
}

async fn find(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Option<Receipt>, Failure> {
    let mut url = below(by, "rest/servicedeskapi/request")?;
    url.query_pairs_mut()
        .append_pair("searchTerm", &parcel.letter.reference)
        .append_pair("requestOwnership", "OWNED_REQUESTS")
        .append_pair("limit", "1");
    let found = get(out, &url, &headers(by)).await?;
    Ok(word(&found.json(), "/values/0/issueKey").map(receipt))
}

fn receipt(key: String) -> Receipt {
    Receipt { ticket: Some(key.clone()), handle: Some(key) }
}

pub(crate) async fn look(out: &Outgoing, by: &Connector, handle: &str) -> Result<Standing, Failure> {
    let url = below(by, &format!("rest/servicedeskapi/request/{handle}"))?;
    let answer = get(out, &url, &headers(by)).await?.json();
    let is_closed = needed(&answer, "/currentStatus/statusCategory")? == "DONE";
    Ok(Standing { is_closed, said: word(&answer, "/currentStatus/status") })
}

/// Reads the type of request that cases become.
pub(crate) async fn attempt(out: &Outgoing, by: &Connector) -> Result<(), Failure> {
    let (desk, kind) =
        (by.queue.as_deref().unwrap_or_default(), by.request_type.as_deref().unwrap_or_default());
    let url = below_named(by, "rest/servicedeskapi/servicedesk", &[desk, "requesttype", kind])?;
    get(out, &url, &headers(by)).await.map(drop)
}
