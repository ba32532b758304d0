//! Mail over SMTP, encrypted unless the host is an internal one that says it cannot.

use std::time::Duration;

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use lotse_api::desk::Connector;
use lotse_model::wire::Wire as _;
use tokio::time::timeout;
use url::Url;

use super::priority;
use crate::outgoing::{Outgoing, WHOLE_TIME};
use crate::port::{Failure, Parcel, Receipt, mail_of, secret};

/// Longest time for one answer of the server.
const ANSWER_TIME: Duration = Duration::from_secs(10);

/// What is wrong in a connector's settings.
pub(crate) fn check(by: &Connector) -> Option<&'static str> {
    let is_box = |text: &Option<String>| text.as_deref().is_some_and(|text| text.parse::<Mailbox>().is_ok());
    if !is_box(&by.from) {
        return Some("from");
    }
    if is_box(&by.to) { None } else { Some("to") }
}

pub(crate) async fn deliver(out: &Outgoing, by: &Connector, parcel: &Parcel<'_>) -> Result<Receipt, Failure> {
    let message = message(by, parcel)?;
    let transport = transport(out, by).await?;
    let sent = timeout(WHOLE_TIME, transport.send(message)).await;
    sent.map_err(|_| Failure::later("the mail server did not answer in time"))?.map_err(|error| {
        // A server that refuses for good refuses this mail; one that asks for another login may be mended.
        let is_final = error.is_permanent() && !error.to_string().contains("(53");
        if is_final { Failure::never(error.to_string()) } else { Failure::later(error.to_string()) }
    })?;
    Ok(Receipt::default())
}

/// Connects and signs in.
pub(crate) async fn attempt(out: &Outgoing, by: &Connector) -> Result<(), Failure> {
    let transport = transport(out, by).await?;
    let answered = timeout(WHOLE_TIME, transport.test_connection()).await;
    match answered.map_err(|_| Failure::later("the mail server did not answer in time"))? {
        Ok(true) => Ok(()),
        Ok(false) => Err(Failure::later("the mail server hung up")),
        Err(error) => Err(Failure::later(error.to_string())),
    }
}

async fn transport(out: &Outgoing, by: &Connector) -> Result<AsyncSmtpTransport<Tokio1Executor>, Failure> {
    let wrong = || Failure::never("the address has to be like smtps://mail.example.com:465");
    let url = Url::parse(&by.address).map_err(|_| wrong())?;
    let host = url.host_str().ok_or_else(wrong)?.to_owned();
    let (encrypts_at_once, is_plain, usual_port) = match url.scheme() {
        "smtps" => (true, false, 465),
        "smtp" => (false, false, 587),
        "smtp+plain" => (false, true, 25),
        _ => return Err(wrong()),
    };
    let port = url.port().unwrap_or(usual_port);
    if is_plain && !out.rules().is_internal(&host, port) {
        return Err(Failure::never("mail without encryption goes to internal hosts only"));
    }
    // The address that was judged, and no other: the transport gets no name to look up.
    let address = out.judged(&host, port).await?;
    let tls = if is_plain {
        Tls::None
    } else {
        let parameters = TlsParameters::new(host).map_err(|error| Failure::never(error.to_string()))?;
        if encrypts_at_once { Tls::Wrapper(parameters) } else { Tls::Required(parameters) }
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address.ip().to_string())
        .port(port)
        .tls(tls)
        .hello_name(ClientId::Domain("lotse".to_owned()))
        .timeout(Some(ANSWER_TIME));
    if let Some(account) = by.account.as_ref().filter(|account| !account.is_empty()) {
        builder = builder.credentials(Credentials::new(account.clone(), secret(by).to_owned()));
    }
    Ok(builder.build())
}

fn message(by: &Connector, parcel: &Parcel<'_>) -> Result<Message, Failure> {
    let mailbox = |text: &Option<String>, name: &str| {
        let parsed = text.as_deref().unwrap_or_default().parse::<Mailbox>();
        parsed.map_err(|_| Failure::never(format!("`{name}` of the connector is no mail address")))
    };
    let from = mailbox(&by.from, "from")?;
    // The same for every attempt, so that mail programs show a repeated one once.
    let id = format!("<{}@{}>", parcel.key, from.email.domain());
    let mut builder = Message::builder()
        .from(from)
        .to(mailbox(&by.to, "to")?)
        .subject(parcel.letter.subject.clone())
        .message_id(Some(id))
        .raw_header(header("X-Lotse-Case", &parcel.handover.id))
        .raw_header(header("Idempotency-Key", parcel.key));
    if let Some(reply) = mail_of(parcel.handover).and_then(|mail| mail.parse::<lettre::Address>().ok()) {
        builder = builder.reply_to(Mailbox::new(None, reply));
    }
    if priority(parcel.handover).is_some_and(|number| number <= 2) {
        builder = builder.raw_header(header("Importance", "high")).raw_header(header("X-Priority", "1"));
    }
    let mut case = parcel.handover.clone();
    case.key.clear();
    case.who.token = None;
    let file = Attachment::new("case.json".to_owned())
        .body(case.give().write(), ContentType::parse("application/json").unwrap_or(ContentType::TEXT_PLAIN));
    let parts = MultiPart::mixed().singlepart(SinglePart::plain(parcel.letter.text.clone())).singlepart(file);
    builder.multipart(parts).map_err(|error| Failure::never(format!("the mail cannot be written: {error}")))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}
