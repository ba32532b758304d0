//! Request Tracker 5 and a mail server as Debian ships them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::Method;
use lotse_api::desk::{Connector, ConnectorKind};
use lotse_desk::testing::{MailServer, RequestTracker};
use url::Url;

use crate::cases::{carrier, case, connector, letter, parcel};

/// Says aloud that a test was not run.
fn skip(name: &str, reason: &str) {
    eprintln!("skipped: {name}: {reason}");
    if let Some(file) = std::env::var_os("LOTSE_SKIPS") {
        use std::io::Write as _;
        let file = std::fs::OpenOptions::new().append(true).create(true).open(file);
        writeln!(file.unwrap(), "{name}\t{reason}").unwrap();
    }
}

#[tokio::test]
async fn a_case_becomes_one_ticket_in_request_tracker() {
    let Some(tracker) = RequestTracker::start().unwrap() else {
        let reason = "request-tracker5 is not installed (cargo xtask setup)";
        return skip("real::a_case_becomes_one_ticket_in_request_tracker", reason);
    };
    let carrier = carrier(&[&tracker.host]);
    let by = Connector {
        queue: Some("General".to_owned()),
        secret: Some(tracker.token.clone()),
        ..connector(ConnectorKind::RequestTracker, &tracker.origin)
    };
    assert_eq!(lotse_desk::check(&by), None);
    let case = case();
    let letter = letter(&case);
    let first = carrier.deliver(&by, &parcel(&case, &letter, false)).await.unwrap();
    let ticket = first.ticket.clone().unwrap();
    // The same delivery once more finds what is there.
    assert_eq!(carrier.deliver(&by, &parcel(&case, &letter, true)).await.unwrap(), first);

    // What a technician reads there.
    let api = |path: &str| Url::parse(&format!("{}/REST/2.0/{path}", tracker.origin)).unwrap();
    let headers = [("authorization", format!("token {}", tracker.token))];
    let get = async |path: &str| {
        let answer = carrier.outgoing.send(Method::GET, &api(path), &headers, Vec::new()).await.unwrap();
        assert!(answer.status.is_success(), "{path}: {}", answer.status);
        answer.json()
    };
    let stored = get(&format!("ticket/{ticket}")).await;
    assert_eq!(stored["Subject"], letter.subject.as_str());
    assert_eq!(stored["Requestor"][0]["id"], "anna@example.org");
    assert_eq!(stored["Priority"], "75");
    let attachments = get(&format!("ticket/{ticket}/attachments")).await;
    let id = attachments["items"][0]["id"].as_str().unwrap().to_owned();
    let content = get(&format!("attachment/{id}")).await["Content"].as_str().unwrap().replace('\n', "");
    let content = String::from_utf8(STANDARD.decode(content).unwrap()).unwrap();
    assert_eq!(content.trim(), letter.text.trim(), "umlauts and all");

    // How it goes on.
    let open = carrier.look(&by, &ticket).await.unwrap().unwrap();
    assert!(!open.is_closed, "{open:?}");
    let body = br#"{"Status":"resolved"}"#.to_vec();
    let json = [headers[0].clone(), ("content-type", "application/json".to_owned())];
    let answer = carrier.outgoing.send(Method::PUT, &api(&format!("ticket/{ticket}")), &json, body).await;
    assert!(answer.unwrap().status.is_success());
    let closed = carrier.look(&by, &ticket).await.unwrap().unwrap();
    assert!(closed.is_closed && closed.said.as_deref() == Some("resolved"), "{closed:?}");

    // A token that is none is worth another try, once somebody has mended it.
    let wrong = Connector { secret: Some("1-14-00000000000000000000000000000000".to_owned()), ..by };
    let failure = carrier.deliver(&wrong, &parcel(&case, &letter, false)).await.unwrap_err();
    assert!(failure.is_passing && failure.said.contains("401"), "{failure:?}");

    // Trying it says the same, and leaves no ticket.
    let right = Connector { secret: Some(tracker.token.clone()), ..wrong.clone() };
    carrier.attempt(&right, "a1", 1).await.unwrap();
    assert!(carrier.attempt(&wrong, "a1", 1).await.unwrap_err().said.contains("401"));
    let nowhere = Connector { queue: Some("No such queue".to_owned()), ..right };
    let failure = carrier.attempt(&nowhere, "a1", 1).await.unwrap_err();
    assert!(failure.said.contains("404"), "{failure:?}");
    assert_eq!(get(&format!("tickets?query=id>{ticket}")).await["count"], 0);
}

#[tokio::test]
async fn a_case_arrives_as_mail() {
    let Some(server) = MailServer::start().unwrap() else {
        let reason = "exim4-daemon-light is not installed (cargo xtask setup), or this is not root";
        return skip("real::a_case_arrives_as_mail", reason);
    };
    let by = Connector {
        from: Some("Lotse <lotse@kontor.example>".to_owned()),
        to: Some("help@desk.example".to_owned()),
        ..connector(ConnectorKind::Mail, &format!("smtp+plain://{}", server.host))
    };
    assert_eq!(lotse_desk::check(&by), None);
    let mut case = case();
    case.problem.as_mut().unwrap().title = "Größe falsch\r\nBcc: everybody@example.org".to_owned();
    let letter = letter(&case);
    carrier(&[&server.host]).deliver(&by, &parcel(&case, &letter, false)).await.unwrap();
    let mails = server.mails(1).unwrap();
    let (head, body) = mails[0].split_once("\n\n").unwrap();
    assert!(head.contains("To: help@desk.example") && head.contains("Reply-To: anna@example.org"), "{head}");
    assert!(head.contains("Message-ID: <a1b2c3d4e5f60718293a4b5c6d7e8f90@kontor.example>"), "{head}");
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
    assert!(head.contains("Importance: high"), "{head}");
    assert!(body.contains("case.json") && !body.contains(&case.key), "{body}");

    carrier(&[&server.host]).attempt(&by, "a1", 1).await.unwrap();
    assert_eq!(server.mails(1).unwrap().len(), 1, "trying sends nothing");
    // Without being named as internal it is not even asked.
    let failure = carrier(&[]).deliver(&by, &parcel(&case, &letter, false)).await.unwrap_err();
    assert!(!failure.is_passing, "{failure:?}");
    assert_eq!(server.mails(1).unwrap().len(), 1);
}
