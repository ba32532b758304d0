//! Systems that cannot be had here, by their published descriptions.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::routing::post;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lotse_api::desk::{Connector, ConnectorKind};
use lotse_desk::Standing;
use serde_json::{Value, json};

use crate::cases::{KEY, carrier, case, connector, letter, parcel};
use crate::fakes::{Exchange, Fake};

const REFERENCE: &str = "a1b2c3d4e5f60718";

fn exchange(
    method: &'static str,
    path: &str,
    header: (&'static str, &str),
    body: Option<Value>,
    answer: Value,
) -> Exchange {
    let status = if method == "POST" { 201 } else { 200 };
    let headers = vec![(header.0, header.1.to_owned())];
    Exchange { method, path: path.to_owned(), headers, body, status, answer }
}

/// Delivers for the first time, again without and with an earlier ticket, and looks twice.
async fn play(by: Connector, expected: Vec<Exchange>, ticket: &str, handle: &str, states: [(&str, bool); 2]) {
    let fake = Fake::expecting(expected).await;
    let by = Connector { address: format!("http://{}{}", fake.host, by.address), ..by };
    assert_eq!(lotse_desk::check(&by), None);
    let carrier = carrier(&[&fake.host]);
    let case = case();
    let letter = letter(&case);
    for is_repeated in [false, true, true] {
        let receipt = carrier.deliver(&by, &parcel(&case, &letter, is_repeated)).await.unwrap();
        fake_said(&receipt.ticket, ticket);
        fake_said(&receipt.handle, handle);
    }
    for (said, is_closed) in states {
        let standing = carrier.look(&by, handle).await.unwrap();
        assert_eq!(standing, Some(Standing { is_closed, said: Some(said.to_owned()) }));
    }
    fake.is_content();
}

fn fake_said(found: &Option<String>, wanted: &str) {
    assert_eq!(found.as_deref(), Some(wanted));
}

fn texts() -> (String, String) {
    let letter = letter(&case());
    (letter.subject, letter.text)
}

#[tokio::test]
async fn zammad() {
    let token = ("authorization", "Token token=secret");
    let (subject, text) = texts();
    let ticket = json!({
        "title": subject, "group": "Users", "customer_id": "guess:anna@example.org", "priority_id": 3,
        "article": {
            "subject": subject, "body": text, "type": "web", "internal": false, "content_type": "text/plain",
            "sender": "Customer",
        },
    });
    let search = format!("/api/v1/tickets/search?query=title:\"{REFERENCE}\"&expand=true&limit=1");
    let made = json!({ "id": 19, "number": "22019", "title": subject, "group_id": 1, "state_id": 1, "article_ids": [46] });
    let look = |state: &str| {
        exchange("GET", "/api/v1/tickets/19?expand=true", token, None, json!({ "id": 19, "state": state }))
    };
    let expected = vec![
        exchange("POST", "/api/v1/tickets", token, Some(ticket.clone()), made.clone()),
        exchange("GET", &search, token, None, json!([])),
        exchange("POST", "/api/v1/tickets", token, Some(ticket), made.clone()),
        exchange("GET", &search, token, None, json!([made])),
        look("open"),
        look("closed"),
    ];
    let by = Connector {
        queue: Some("Users".to_owned()),
        secret: Some("secret".to_owned()),
        ..connector(ConnectorKind::Zammad, "/")
    };
    play(by, expected, "22019", "19", [("open", false), ("closed", true)]).await;
}

#[tokio::test]
async fn jira_service_management() {
    let login = format!("Basic {}", STANDARD.encode("desk@example.org:secret"));
    let login = ("authorization", login.as_str());
    let (subject, text) = texts();
    let request = json!({
        "serviceDeskId": "10", "requestTypeId": "25",
        "requestFieldValues": { "summary": subject, "description": text },
    });
    let search = format!(
        "/rest/servicedeskapi/request?searchTerm={REFERENCE}&requestOwnership=OWNED_REQUESTS&limit=1"
    );
    let status = |word: &str, category: &str| json!({ "status": word, "statusCategory": category });
    let made = json!({ "issueId": "107001", "issueKey": "HELPDESK-1", "currentStatus": status("Waiting for Support", "NEW") });
    let look = |word: &str, category: &str| {
        let answer = json!({ "issueKey": "HELPDESK-1", "currentStatus": status(word, category) });
        exchange("GET", "/rest/servicedeskapi/request/HELPDESK-1", login, None, answer)
    };
    let expected = vec![
        exchange("POST", "/rest/servicedeskapi/request", login, Some(request.clone()), made.clone()),
        exchange("GET", &search, login, None, json!({ "size": 0, "values": [] })),
        exchange("POST", "/rest/servicedeskapi/request", login, Some(request), made.clone()),
        exchange("GET", &search, login, None, json!({ "size": 1, "values": [made] })),
        look("In Progress", "INDETERMINATE"),
        look("Resolved", "DONE"),
    ];
    let by = Connector {
        account: Some("desk@example.org".to_owned()),
        queue: Some("10".to_owned()),
        request_type: Some("25".to_owned()),
        secret: Some("secret".to_owned()),
        ..connector(ConnectorKind::Jira, "")
    };
    play(by, expected, "HELPDESK-1", "HELPDESK-1", [("In Progress", false), ("Resolved", true)]).await;
}

#[tokio::test]
async fn service_now() {
    let login = format!("Basic {}", STANDARD.encode("lotse:secret"));
    let login = ("authorization", login.as_str());
    let (subject, text) = texts();
    let incident = json!({
        "short_description": subject, "description": text, "correlation_id": KEY, "correlation_display": "Lotse",
        "contact_type": "self-service", "impact": "2", "urgency": "1", "caller_id": "anna@example.org",
        "assignment_group": "Service Desk",
    });
    let table = "/api/now/table/incident";
    let fields = "sysparm_fields=sys_id,number,state";
    let make = format!("{table}?sysparm_input_display_value=true&{fields}");
    let search = format!("{table}?sysparm_query=correlation_id={KEY}&{fields}&sysparm_limit=1");
    let made = json!({ "sys_id": "c537bae64f411200adf9f8e18110c76e", "number": "INC0010006", "state": "1" });
    let look = |state: &str| {
        let path = format!("{table}/c537bae64f411200adf9f8e18110c76e?{fields}");
        exchange("GET", &path, login, None, json!({ "result": { "state": state } }))
    };
    let expected = vec![
        exchange("POST", &make, login, Some(incident.clone()), json!({ "result": made })),
        exchange("GET", &search, login, None, json!({ "result": [] })),
        exchange("POST", &make, login, Some(incident), json!({ "result": made })),
        exchange("GET", &search, login, None, json!({ "result": [made] })),
        look("2"),
        look("7"),
    ];
    let by = Connector {
        account: Some("lotse".to_owned()),
        queue: Some("Service Desk".to_owned()),
        secret: Some("secret".to_owned()),
        ..connector(ConnectorKind::ServiceNow, "")
    };
    play(by, expected, "INC0010006", "c537bae64f411200adf9f8e18110c76e", [("2", false), ("7", true)]).await;
}

#[tokio::test]
async fn glpi() {
    let (subject, text) = texts();
    let escaped = text.replace('>', "&gt;");
    let ticket = json!({ "input": {
        "name": subject, "content": format!("<pre>{escaped}</pre>"), "type": 1, "impact": 3, "urgency": 4, "priority": 4,
        "entities_id": 2,
    } });
    let session = ("session-token", "83af7e620c83a50a18d3eac2f6ed05a3ca0bea62");
    let begin = || {
        let answer = json!({ "session_token": session.1 });
        exchange("GET", "/apirest.php/initSession", ("authorization", "user_token secret"), None, answer)
    };
    let end = || exchange("GET", "/apirest.php/killSession", session, None, json!(true));
    let make = || {
        exchange(
            "POST",
            "/apirest.php/Ticket",
            session,
            Some(ticket.clone()),
            json!({ "id": 15, "message": "" }),
        )
    };
    let search = |answer: Value| {
        let criteria =
            format!("criteria[0][field]=1&criteria[0][searchtype]=contains&criteria[0][value]={REFERENCE}");
        exchange(
            "GET",
            &format!("/apirest.php/search/Ticket?{criteria}&forcedisplay[0]=2"),
            session,
            None,
            answer,
        )
    };
    let look = |status: u8| {
        exchange("GET", "/apirest.php/Ticket/15", session, None, json!({ "id": 15, "status": status }))
    };
    let found = json!({ "totalcount": 1, "count": 1, "data": [{ "1": subject, "2": 15 }] });
    let mut expected = vec![
        begin(),
        make(),
        end(),
        begin(),
        search(json!({ "totalcount": 0, "count": 0 })),
        make(),
        end(),
        begin(),
        search(found),
        end(),
        begin(),
        look(2),
        end(),
        begin(),
        look(6),
        end(),
    ];
    for exchange in &mut expected {
        exchange.headers.push(("app-token", "app".to_owned()));
    }
    let by = Connector {
        account: Some("app".to_owned()),
        queue: Some("2".to_owned()),
        secret: Some("secret".to_owned()),
        ..connector(ConnectorKind::Glpi, "")
    };
    play(by, expected, "15", "15", [("2", false), ("6", true)]).await;
}

#[tokio::test]
async fn a_signed_webhook() {
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let taken: Arc<Mutex<Vec<(HeaderMap, Bytes)>>> = Arc::default();
    let keep = Arc::clone(&taken);
    let take = move |headers: HeaderMap, body: Bytes| async move {
        keep.lock().unwrap().push((headers, body));
        axum::Json(json!({ "ticket": "D-1" }))
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let host = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(take))).await });
    let by = Connector {
        secret: Some(SECRET.to_owned()),
        ..connector(ConnectorKind::Webhook, &format!("http://{host}/hook"))
    };
    assert_eq!(lotse_desk::check(&by), None);
    let case = case();
    let letter = letter(&case);
    let parcel = parcel(&case, &letter, false);
    let receipt = carrier(&[&host]).deliver(&by, &parcel).await.unwrap();
    assert_eq!(receipt.ticket.as_deref(), Some("D-1"));
    let taken = taken.lock().unwrap();
    let (headers, body) = &taken[0];
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("webhook-id"), KEY);
    let at: i64 = header("webhook-timestamp").parse().unwrap();
    assert!(lotse_desk::verify(SECRET, KEY, at, &header("webhook-signature"), body, parcel.now_s));
    let json: Value = serde_json::from_slice(body).unwrap();
    assert_eq!(json["type"], "case.handed_over");
    assert_eq!(json["data"]["case"]["path"].as_array().unwrap().len(), 8);
    assert_eq!(json["data"]["case"]["id"], case.id.as_str());
    let whole = json.to_string();
    assert!(!whole.contains(&case.key) && !whole.contains(case.who.token.as_deref().unwrap()), "{whole}");
}

#[test]
fn settings_that_cannot_work_are_named() {
    let webhook = |address: &str, secret: &str| Connector {
        secret: Some(secret.to_owned()),
        ..connector(ConnectorKind::Webhook, address)
    };
    let good = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    assert_eq!(lotse_desk::check(&webhook("https://desk.example.org/hook", good)), None);
    for address in [
        "",
        "desk.example.org",
        "ftp://desk.example.org",
        "https://user:pass@desk.example.org/",
        "https:///",
        "smtp://x",
    ] {
        assert_eq!(lotse_desk::check(&webhook(address, good)), Some("address"), "{address}");
    }
    assert_eq!(lotse_desk::check(&webhook("https://desk.example.org", "short")), Some("secret"));
    let jira = Connector {
        secret: Some("x".to_owned()),
        ..connector(ConnectorKind::Jira, "https://desk.example.org")
    };
    assert_eq!(lotse_desk::check(&jira), Some("account"));
    let mail = connector(ConnectorKind::Mail, "smtps://mail.example.org");
    assert_eq!(lotse_desk::check(&mail), Some("from"));
}

#[tokio::test]
async fn every_system_is_tried_without_leaving_anything_there() {
    let basic = format!("Basic {}", STANDARD.encode("desk:secret"));
    let read =
        |path: &str, header: &str| exchange("GET", path, ("authorization", header), None, json!({ "id": 1 }));
    let queue = "REST/2.0/queue/Erste%20Hilfe%2F..";
    let tries: [(ConnectorKind, Vec<Exchange>); 4] = [
        (ConnectorKind::RequestTracker, vec![read(&format!("/{queue}"), "token secret")]),
        (ConnectorKind::Zammad, vec![read("/api/v1/users/me", "Token token=secret")]),
        (
            ConnectorKind::Jira,
            vec![read("/rest/servicedeskapi/servicedesk/Erste%20Hilfe%2F../requesttype/25", &basic)],
        ),
        (
            ConnectorKind::ServiceNow,
            vec![read("/api/now/table/incident?sysparm_fields=number&sysparm_limit=1", &basic)],
        ),
    ];
    for (kind, expected) in tries {
        let fake = Fake::expecting(expected).await;
        let by = Connector {
            account: Some("desk".to_owned()),
            queue: Some("Erste Hilfe/..".to_owned()),
            request_type: Some("25".to_owned()),
            secret: Some("secret".to_owned()),
            ..connector(kind, &format!("http://{}", fake.host))
        };
        carrier(&[&fake.host]).attempt(&by, "a1", 1).await.unwrap();
        fake.is_content();
        let failure = carrier(&[&fake.host]).attempt(&by, "a1", 1).await.unwrap_err();
        assert!(failure.said.contains("404") && !failure.said.contains("secret"), "{failure:?}");
    }
    let session = |path: &str, name: &'static str, value: &str, answer: Value| {
        exchange("GET", path, (name, value), None, answer)
    };
    let expected = vec![
        session(
            "/apirest.php/initSession",
            "authorization",
            "user_token secret",
            json!({ "session_token": "s1" }),
        ),
        session("/apirest.php/killSession", "session-token", "s1", json!(null)),
    ];
    let fake = Fake::expecting(expected).await;
    let by = Connector {
        secret: Some("secret".to_owned()),
        ..connector(ConnectorKind::Glpi, &format!("http://{}", fake.host))
    };
    carrier(&[&fake.host]).attempt(&by, "a1", 1).await.unwrap();
    fake.is_content();
}
