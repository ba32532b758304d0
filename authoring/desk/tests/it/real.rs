//! Request Tracker 5 and a mail server as Debian ships them.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::process::Command;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::Method;
use lotse_api::desk::{Connector, ConnectorKind};
use lotse_desk::testing::{Certificate, LOGIN, MailServer, RequestTracker};
use lotse_desk::{Carrier, Outgoing, Resolve, Resolved, Rules};
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

/// The mail server's name in its certificate.
const MAIL_HOST: &str = "mail.desk.test";

/// Every name leads to this machine.
#[derive(Debug)]
struct Here;

impl Resolve for Here {
    fn resolve<'a>(&'a self, _: &'a str, port: u16) -> Resolved<'a> {
        Box::pin(async move { io::Result::Ok(vec![SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port)]) })
    }
}

fn carrier_here() -> Carrier {
    let internal = [MAIL_HOST, "other.desk.test"].map(str::to_owned).to_vec();
    Carrier { outgoing: Outgoing::new(Rules { internal }, Arc::new(Here)).unwrap() }
}

/// By mail to this address, signing in as the server wants it.
fn by_mail(address: &str) -> Connector {
    let (name, password) = LOGIN;
    Connector {
        from: Some("Lotse <lotse@kontor.example>".to_owned()),
        to: Some("help@desk.example".to_owned()),
        account: Some(name.to_owned()),
        secret: Some(password.to_owned()),
        ..connector(ConnectorKind::Mail, address)
    }
}

/// What the system trusts is said by the environment of a process: so the test runs in one of its own.
#[test]
fn mail_is_encrypted_to_a_server_that_is_trusted() {
    let name = "real::mail_is_encrypted_to_a_server_that_is_trusted";
    if MailServer::start().unwrap().is_none() {
        return skip(name, "exim4-daemon-light is not installed (cargo xtask setup), or this is not root");
    }
    let folder = tempfile::tempdir().unwrap();
    let mut authority = rcgen::CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let key = rcgen::KeyPair::generate().unwrap();
    let root = authority.self_signed(&key).unwrap();
    let issuer = rcgen::Issuer::new(authority, key);
    let own = rcgen::KeyPair::generate().unwrap();
    let mut leaf = rcgen::CertificateParams::new(vec![MAIL_HOST.to_owned()]).unwrap();
    leaf.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
    let leaf = leaf.signed_by(&own, &issuer).unwrap();
    let trusted = folder.path().join("trusted.pem");
    std::fs::write(&trusted, root.pem()).unwrap();
    std::fs::write(folder.path().join("leaf.pem"), leaf.pem()).unwrap();
    std::fs::write(folder.path().join("key.pem"), own.serialize_pem()).unwrap();
    for (inner, trusts) in [("real::inner::is_trusted", true), ("real::inner::is_not_trusted", false)] {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", inner, "--nocapture"]).env("LOTSE_TEST_MAIL", folder.path());
        if trusts {
            command.env("SSL_CERT_FILE", &trusted);
        }
        let done = command.output().unwrap();
        let said = String::from_utf8_lossy(&done.stdout);
        let all = format!("{said}\n{}", String::from_utf8_lossy(&done.stderr));
        assert!(done.status.success() && said.contains("tried with TLS"), "{inner}: {all}");
    }
}

/// Run by the test above, each in a process of its own.
mod inner {
    use super::*;

    /// None in the outer run. What it says, the outer run waits for.
    fn encrypted() -> Option<MailServer> {
        let folder = std::env::var("LOTSE_TEST_MAIL").ok()?;
        println!("tried with TLS");
        let read = |name: &str| std::fs::read_to_string(std::path::Path::new(&folder).join(name)).unwrap();
        let (certificate, key) = (read("leaf.pem"), read("key.pem"));
        MailServer::start_encrypted(Certificate { certificate: &certificate, key: &key }).unwrap()
    }

    /// Its addresses: TLS at once, and STARTTLS.
    fn ways(server: &MailServer, host: &str) -> [String; 2] {
        let (_, port) = server.host.split_once(':').unwrap();
        [format!("smtps://{host}:{}", server.port_at_once), format!("smtp://{host}:{port}")]
    }

    #[tokio::test]
    async fn is_trusted() {
        let Some(server) = encrypted() else { return };
        let carrier = carrier_here();
        let case = case();
        let letter = letter(&case);
        for (count, address) in (1..).zip(ways(&server, MAIL_HOST)) {
            let by = by_mail(&address);
            assert_eq!(lotse_desk::check(&by), None);
            carrier.attempt(&by, "a1", 1).await.unwrap_or_else(|failure| panic!("{address}: {failure:?}"));
            carrier.deliver(&by, &parcel(&case, &letter, false)).await.unwrap();
            let mails = server.mails(count).unwrap();
            let encrypted = mails.iter().filter(|mail| mail.contains("TLS1.") && mail.contains("esmtpsa"));
            assert_eq!(encrypted.count(), count, "{mails:?}");
            // Another password may be mended: it is tried again.
            let wrong = Connector { secret: Some("other".to_owned()), ..by };
            let failure = carrier.deliver(&wrong, &parcel(&case, &letter, false)).await.unwrap_err();
            assert!(failure.is_passing, "{failure:?}");
        }
        // The certificate is for another name.
        for address in ways(&server, "other.desk.test") {
            let failure =
                carrier.deliver(&by_mail(&address), &parcel(&case, &letter, false)).await.unwrap_err();
            assert!(failure.is_passing, "{failure:?}");
        }
        // Who does not offer TLS gets neither password nor mail.
        let plain = MailServer::start().unwrap().unwrap();
        let (_, port) = plain.host.split_once(':').unwrap();
        let stripped = by_mail(&format!("smtp://{MAIL_HOST}:{port}"));
        let failure = carrier.deliver(&stripped, &parcel(&case, &letter, false)).await.unwrap_err();
        assert!(plain.mails(0).unwrap().is_empty(), "{failure:?}");
        assert_eq!(server.mails(2).unwrap().len(), 2);
    }

    #[tokio::test]
    async fn is_not_trusted() {
        let Some(server) = encrypted() else { return };
        let case = case();
        let letter = letter(&case);
        for address in ways(&server, MAIL_HOST) {
            let by = by_mail(&address);
            let failure = carrier_here().deliver(&by, &parcel(&case, &letter, false)).await.unwrap_err();
            assert!(failure.is_passing && failure.said.contains("ertificate"), "{failure:?}");
        }
        assert!(server.mails(0).unwrap().is_empty(), "something was sent");
    }
}
