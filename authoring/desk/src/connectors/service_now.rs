//! ServiceNow, Table API (<https://www.servicenow.com/docs/>, `/api/now/table/incident`). Account and secret of a user who may write
//! incidents. The delivery's key is the incident's `correlation_id`.

use lotse_api::desk::Connector;
use lotse_model::problem::Level;
use serde_json::json;

use super::{basic, get, post};
use crate::outgoing::Outgoing;
use crate::port::{Failure, Parcel, Receipt, Standing, below, mail_of, needed, secret, word};

/// Numbers of states that mean that the desk is done: resolved, closed, cancelled.
const CLOSED: [&str; 3] = ["6", "7", "8"];

fn headers(by: &Connector) -> [(&'static str, String); 1] {
    [("authorization", basic(by.account.as_deref().unwrap_or_default(), secret(by)))]
}

/// 1 high, 2 medium, 3 low.
fn number(level: Level) -> &'static str {
    match level {
        Level::High => "1",
        Level::Medium => "2",
        Level::Low => "3",
    }
}

pub(crate) async fn deliver(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Receipt, Failure> {
    if parcel.is_repeated
        && let Some(there) = find(out, by, parcel).await?
    {
        return Ok(there);
    }
    let mut incident = json!({
        "short_description": parcel.letter.subject, "description": parcel.letter.text,
        "correlation_id": parcel.key, "correlation_display": "Lotse", "contact_type": "self-service",
    });
    if let Some(members) = incident.as_object_mut() {
        if let Some(found) = &parcel.handover.priority {
            members.insert("impact".to_owned(), json!(number(found.impact)));
            members.insert("urgency".to_owned(), json!(number(found.urgency)));
        }
        if let Some(mail) = mail_of(parcel.handover) {
            members.insert("caller_id".to_owned(), json!(mail));
        }
        if let Some(group) = &by.queue {
            members.insert("assignment_group".to_owned(), json!(group));
        }
    }
    let mut url = below(by, "api/now/table/incident")?;
    // Names (a group, a mail address) instead of ids.
    url.query_pairs_mut()
        .append_pair("sysparm_input_display_value", "true")
        .append_pair("sysparm_fields", FIELDS);
    let answer = post(out, &url, &headers(by), &incident).await?.json();
    Ok(Receipt {
        ticket: Some(needed(&answer, "/result/number")?),
        handle: Some(needed(&answer, "/result/sys_id")?),
    })
}

/// What is asked for of an incident.
const FIELDS: &str = "sys_id,number,state";

async fn find(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Option<Receipt>, Failure> {
    let mut url = below(by, "api/now/table/incident")?;
    url.query_pairs_mut()
        .append_pair("sysparm_query", &format!("correlation_id={}", parcel.key))
        .append_pair("sysparm_fields", FIELDS)
        .append_pair("sysparm_limit", "1");
    let found = get(out, &url, &headers(by)).await?.json();
    let handle = word(&found, "/result/0/sys_id");
    Ok(handle.map(|handle| Receipt { ticket: word(&found, "/result/0/number"), handle: Some(handle) }))
}

pub(crate) async fn look(out: &Outgoing, by: &Connector, handle: &str) -> Result<Standing, Failure> {
    let mut url = below(by, &format!("api/now/table/incident/{handle}"))?;
    url.query_pairs_mut().append_pair("sysparm_fields", FIELDS);
    let answer = get(out, &url, &headers(by)).await?.json();
    let state = needed(&answer, "/result/state")?;
    Ok(Standing { is_closed: CLOSED.contains(&state.as_str()), said: Some(state) })
}

/// Reads the number of any incident.
pub(crate) async fn attempt(out: &Outgoing, by: &Connector) -> Result<(), Failure> {
    let mut url = below(by, "api/now/table/incident")?;
    url.query_pairs_mut().append_pair("sysparm_fields", "number").append_pair("sysparm_limit", "1");
    get(out, &url, &headers(by)).await.map(drop)
}
