//! Zammad (<https://docs.zammad.org/en/latest/api/ticket/>). The secret is an access token with `ticket.agent`.

use lotse_api::desk::Connector;
use serde_json::json;

use super::{get, post, priority};
use crate::outgoing::Outgoing;
use crate::port::{Failure, Parcel, Receipt, Standing, below, mail_of, needed, secret, word};

/// States that mean that the desk is done.
const CLOSED: [&str; 2] = ["closed", "merged"];

fn headers(by: &Connector) -> [(&'static str, String); 1] {
    [("authorization", format!("Token token={}", secret(by)))]
}

pub(crate) async fn deliver(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Receipt, Failure> {
    if parcel.is_repeated
        && let Some(there) = find(out, by, parcel).await?
    {
        return Ok(there);
    }
    // Every ticket has a customer there: who asks, or the one that the connector names.
    let customer = mail_of(parcel.handover).or(by.account.as_deref());
    let customer = customer.ok_or_else(|| {
        Failure::never("the case has no mail address, and the connector names no account for such cases")
    })?;
    let ticket = json!({
        "title": parcel.letter.subject, "group": by.queue, "customer_id": format!("guess:{customer}"),
        "priority_id": match priority(parcel.handover) { Some(1 | 2) => 3, Some(5) => 1, _ => 2 },
        "article": {
            "subject": parcel.letter.subject, "body": parcel.letter.text, "type": "web", "internal": false,
            "content_type": "text/plain", "sender": "Customer",
        },
    });
    let answer = post(out, &below(by, "api/v1/tickets")?, &headers(by), &ticket).await?.json();
    Ok(Receipt { ticket: Some(needed(&answer, "/number")?), handle: Some(needed(&answer, "/id")?) })
}

async fn find(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Option<Receipt>, Failure> {
    let mut url = below(by, "api/v1/tickets/search")?;
    url.query_pairs_mut()
        .append_pair("query", &format!("title:\"{}\"", parcel.letter.reference))
        .append_pair("expand", "true")
        .append_pair("limit", "1");
    let found = get(out, &url, &headers(by)).await?.json();
    Ok(word(&found, "/0/id")
        .map(|handle| Receipt { ticket: word(&found, "/0/number"), handle: Some(handle) }))
}

pub(crate) async fn look(out: &Outgoing, by: &Connector, handle: &str) -> Result<Standing, Failure> {
    let answer = get(out, &below(by, &format!("api/v1/tickets/{handle}?expand=true"))?, &headers(by)).await?;
    let state = needed(&answer.json(), "/state")?;
    Ok(Standing { is_closed: CLOSED.contains(&state.as_str()), said: Some(state) })
}

/// Reads who the token belongs to.
pub(crate) async fn attempt(out: &Outgoing, by: &Connector) -> Result<(), Failure> {
    get(out, &below(by, "api/v1/users/me")?, &headers(by)).await.map(drop)
}
