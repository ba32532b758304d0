//! GLPI 10 (`/apirest.php`, <https://github.com/glpi-project/glpi/blob/10.0/bugfixes/apirest.md>). The secret is a user's API token, the
//! account the App-Token.

use hyper::Method;
use lotse_api::desk::Connector;
use lotse_model::problem::Level;
use serde_json::json;
use url::Url;

use super::{get, post, priority};
use crate::outgoing::{Answer, Outgoing};
use crate::port::{Failure, Parcel, Receipt, Standing, accepted, below, needed, secret, word};

/// States that mean that the desk is done: solved, closed.
const CLOSED: [&str; 2] = ["5", "6"];
/// Numbers of search options: name and id.
const NAME_AND_ID: [&str; 2] = ["1", "2"];

type Headers = Vec<(&'static str, String)>;

/// 1 very low to 5 very high.
fn number(level: Level) -> u8 {
    match level {
        Level::High => 4,
        Level::Medium => 3,
        Level::Low => 2,
    }
}

/// Everything there happens in a session: what its requests carry.
async fn begin(out: &Outgoing, by: &Connector) -> Result<Headers, Failure> {
    let mut headers: Headers = by.account.iter().map(|token| ("app-token", token.clone())).collect();
    let login = [headers.clone(), vec![("authorization", format!("user_token {}", secret(by)))]].concat();
    let begun = get(out, &below(by, "apirest.php/initSession")?, &login).await?.json();
    headers.push(("session-token", needed(&begun, "/session_token")?));
    Ok(headers)
}

/// Ends a session, whatever came of it. It would end by itself, too; what was done counts.
async fn end(out: &Outgoing, by: &Connector, headers: &Headers) {
    if let Ok(url) = below(by, "apirest.php/killSession") {
        let _ = out.send(Method::GET, &url, headers, Vec::new()).await;
    }
}

pub(crate) async fn deliver(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Receipt, Failure> {
    let headers = begin(out, by).await?;
    let done = find_or_make(out, by, parcel, &headers).await;
    end(out, by, &headers).await;
    done
}

/// Begins a session and ends it.
pub(crate) async fn attempt(out: &Outgoing, by: &Connector) -> Result<(), Failure> {
    let headers = begin(out, by).await?;
    end(out, by, &headers).await;
    Ok(())
}

async fn find_or_make(
    out: &Outgoing,
    by: &Connector,
    parcel: &Parcel<'_>,
    headers: &Headers,
) -> Result<Receipt, Failure> {
    if parcel.is_repeated
        && let Some(there) = find(out, by, parcel, headers).await?
    {
        return Ok(there);
    }
    let mut input =
        json!({ "name": parcel.letter.subject, "content": as_markup(&parcel.letter.text), "type": 1 });
    if let Some(members) = input.as_object_mut() {
        if let (Some(found), Some(number_of)) = (&parcel.handover.priority, priority(parcel.handover)) {
            members.insert("impact".to_owned(), json!(number(found.impact)));
            members.insert("urgency".to_owned(), json!(number(found.urgency)));
            members.insert("priority".to_owned(), json!(6 - number_of));
        }
        if let Some(entity) = by.queue.as_ref().and_then(|id| id.parse::<u32>().ok()) {
            members.insert("entities_id".to_owned(), json!(entity));
        }
    }
    let answer = post(out, &below(by, "apirest.php/Ticket")?, headers, &json!({ "input": input })).await?;
    Ok(receipt(needed(&answer.json(), "/id")?))
}

async fn find(
    out: &Outgoing,
    by: &Connector,
    parcel: &Parcel<'_>,
    headers: &Headers,
) -> Result<Option<Receipt>, Failure> {
    let mut url: Url = below(by, "apirest.php/search/Ticket")?;
    let [name, id] = NAME_AND_ID;
    url.query_pairs_mut()
        .append_pair("criteria[0][field]", name)
        .append_pair("criteria[0][searchtype]", "contains")
        .append_pair("criteria[0][value]", &parcel.letter.reference)
        .append_pair("forcedisplay[0]", id);
    let found: Answer = accepted(out.send(Method::GET, &url, headers, Vec::new()).await?)?;
    Ok(word(&found.json(), &format!("/data/0/{id}")).map(receipt))
}

fn receipt(id: String) -> Receipt {
    Receipt { ticket: Some(id.clone()), handle: Some(id) }
}

pub(crate) async fn look(out: &Outgoing, by: &Connector, handle: &str) -> Result<Standing, Failure> {
    let headers = begin(out, by).await?;
    let answer = get(out, &below(by, &format!("apirest.php/Ticket/{handle}"))?, &headers).await;
    end(out, by, &headers).await;
    let status = needed(&answer?.json(), "/status")?;
    Ok(Standing { is_closed: CLOSED.contains(&status.as_str()), said: Some(status) })
}

/// Content is markup there: nothing of the text may be.
fn as_markup(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    format!("<pre>{escaped}</pre>")
}
