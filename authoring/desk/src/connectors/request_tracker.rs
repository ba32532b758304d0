//! Request Tracker 5, REST 2 (<https://docs.bestpractical.com/rt/5.0/RT/REST2.html>). The secret is an authentication token.

use lotse_api::desk::Connector;
use serde_json::json;

use super::{get, post, priority};
use crate::outgoing::Outgoing;
use crate::port::{Failure, Parcel, Receipt, Standing, below, below_named, mail_of, needed, secret, word};

/// States that mean that the desk is done.
const CLOSED: [&str; 3] = ["resolved", "rejected", "deleted"];

/// What P1 is there; P5 is 0.
const MOST_URGENT: u32 = 100;

fn headers(by: &Connector) -> [(&'static str, String); 1] {
    [("authorization", format!("token {}", secret(by)))]
}

pub(crate) async fn deliver(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Receipt, Failure> {
    if parcel.is_repeated
        && let Some(there) = find(out, by, parcel).await?
    {
        return Ok(there);
    }
    let mut ticket = json!({
        "Queue": by.queue, "Subject": parcel.letter.subject, "Content": parcel.letter.text,
        "ContentType": "text/plain",
    });
    if let Some(members) = ticket.as_object_mut() {
        if let Some(mail) = mail_of(parcel.handover) {
            members.insert("Requestor".to_owned(), json!(mail));
        }
        if let Some(number) = priority(parcel.handover) {
            members.insert("Priority".to_owned(), json!(MOST_URGENT.saturating_sub((number - 1) * 25)));
        }
    }
    let answer = post(out, &below(by, "REST/2.0/ticket")?, &headers(by), &ticket).await?;
    Ok(receipt(needed(&answer.json(), "/id")?))
}

async fn find(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Option<Receipt>, Failure> {
    let mut url = below(by, "REST/2.0/tickets")?;
    // The reference is of hex digits: nothing in it can end the quotes.
    url.query_pairs_mut().append_pair("query", &format!("Subject LIKE '{}'", parcel.letter.reference));
    let found = get(out, &url, &headers(by)).await?;
    Ok(word(&found.json(), "/items/0/id").map(receipt))
}

fn receipt(id: String) -> Receipt {
    Receipt { ticket: Some(id.clone()), handle: Some(id) }
}

pub(crate) async fn look(out: &Outgoing, by: &Connector, handle: &str) -> Result<Standing, Failure> {
    let answer = get(out, &below(by, &format!("REST/2.0/ticket/{handle}"))?, &headers(by)).await?;
    let status = needed(&answer.json(), "/Status")?;
    Ok(Standing { is_closed: CLOSED.contains(&status.as_str()), said: Some(status) })
}

/// Reads the queue.
pub(crate) async fn attempt(out: &Outgoing, by: &Connector) -> Result<(), Failure> {
    let queue = by.queue.as_deref().unwrap_or_default();
    get(out, &below_named(by, "REST/2.0/queue", &[queue])?, &headers(by)).await.map(drop)
}
