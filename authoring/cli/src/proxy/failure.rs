//! Why the app could not be reached, and what helps.

use std::error::Error;
use std::fmt;
use std::io;

use crate::language::Language;

/// A kind of failure, told apart by what the user can do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Nothing listens there.
    Refused,
    /// No such host.
    UnknownName,
    /// No answer in time.
    TimedOut,
    /// The certificate's issuer is not trusted.
    UntrustedCertificate,
    /// The certificate is not valid now.
    CertificateDates,
    /// The certificate is for another name.
    CertificateName,
    /// https was asked of a server that does not speak it.
    NotHttps,
    /// Another TLS problem.
    Tls(String),
    /// The answer is no HTTP, for instance because http was asked of an https port.
    NotHttp,
    /// Anything else.
    Other(String),
}

impl Failure {
    /// Finds the cause in a chain of errors.
    #[must_use]
    pub fn of(error: &(dyn Error + 'static)) -> Self {
        let mut current = Some(error);
        let mut text = error.to_string();
        while let Some(error) = current {
            if let Some(known) = known(error) {
                return known;
            }
            text = error.to_string();
            current = error.source();
        }
        if text.contains("lookup") || text.contains("resolve") {
            Self::UnknownName
        } else {
            Self::Other(text)
        }
    }

    /// What happened and what helps, in one or two sentences.
    #[must_use]
    pub fn explain(&self, language: Language, address: &str) -> String {
        let (german, english) = self.sentences();
        language.pick(german, english).replace("{address}", address)
    }

    fn sentences(&self) -> (String, String) {
        let both = |german: &str, english: &str| (german.to_owned(), english.to_owned());
        match self {
            Self::Refused => both(
                "Unter {address} nimmt niemand Verbindungen an. Läuft die Anwendung, und stimmt der Port?",
                "Nothing accepts connections at {address}. Is the application running, and is the port right?",
            ),
            Self::UnknownName => both(
                "Den Rechner in {address} gibt es nicht. Ist die Adresse richtig geschrieben, und besteht die Verbindung zum Netz (VPN)?",
                "The host in {address} does not exist. Is the address spelled right, and is the network (VPN) connected?",
            ),
            Self::TimedOut => both(
                "{address} hat nicht rechtzeitig geantwortet. Ist der Rechner von hier aus erreichbar (VPN, Firewall)?",
                "{address} did not answer in time. Can the host be reached from here (VPN, firewall)?",
            ),
            Self::UntrustedCertificate => both(
                "Dem Zertifikat von {address} vertraut dieser Rechner nicht. Geben Sie es (oder das Ihrer Zertifizierungsstelle) mit --ca DATEI an.",
                "This machine does not trust the certificate of {address}. Name it (or that of your certificate authority) with --ca FILE.",
            ),
            Self::CertificateDates => both(
                "Das Zertifikat von {address} ist abgelaufen oder noch nicht gültig. Es muss erneuert werden, oder die Uhr dieses Rechners geht falsch.",
                "The certificate of {address} has expired or is not valid yet. It has to be renewed, or this machine's clock is wrong.",
            ),
            Self::CertificateName => both(
                "Das Zertifikat gilt nicht für den Namen in {address}. Nehmen Sie den Namen, unter dem die Anwendung sonst aufgerufen wird.",
                "The certificate is not for the name in {address}. Use the name under which the application is usually opened.",
            ),
            Self::NotHttps => both(
                "{address} spricht kein https. Versuchen Sie es mit http://.",
                "{address} does not speak https. Try http:// instead.",
            ),
            Self::NotHttp => both(
                "Die Antwort von {address} ist kein HTTP. Vielleicht ist es ein https-Port: Versuchen Sie es mit https://.",
                "The answer of {address} is not HTTP. It may be an https port: try https:// instead.",
            ),
            Self::Tls(text) => (
                format!(
                    "Die sichere Verbindung zu {{address}} kam nicht zustande: {text}. Verlangt der Server ein Client-Zertifikat, nehmen Sie lotse try --browser."
                ),
                format!(
                    "The secure connection to {{address}} failed: {text}. If the server wants a client certificate, use lotse try --browser."
                ),
            ),
            Self::Other(text) => (
                format!("Die Verbindung zu {{address}} brach ab: {text}."),
                format!("The connection to {{address}} broke: {text}."),
            ),
        }
    }
}

fn known(error: &(dyn Error + 'static)) -> Option<Failure> {
    if let Some(error) = error.downcast_ref::<hyper::Error>()
        && error.is_parse()
    {
        return Some(Failure::NotHttp);
    }
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(of_tls(error));
    }
    let error = error.downcast_ref::<io::Error>()?;
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Some(Failure::Refused),
        io::ErrorKind::TimedOut => Some(Failure::TimedOut),
        // What an io::Error wraps is not in the chain of sources, and TLS errors are wrapped twice.
        _ => known(error.get_ref()?),
    }
}

fn of_tls(error: &rustls::Error) -> Failure {
    use rustls::CertificateError as Certificate;
    match error {
        rustls::Error::InvalidCertificate(problem) => match problem {
            Certificate::UnknownIssuer => Failure::UntrustedCertificate,
            Certificate::Expired
            | Certificate::ExpiredContext { .. }
            | Certificate::NotValidYet
            | Certificate::NotValidYetContext { .. } => Failure::CertificateDates,
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                Failure::CertificateName
            }
            // A server's own certificate that calls itself an authority, as `openssl req -x509` makes it.
            Certificate::Other(text) if text.to_string().contains("CaUsedAsEndEntity") => {
                Failure::UntrustedCertificate
            }
            other => Failure::Tls(other.to_string()),
        },
        rustls::Error::InvalidMessage(_) => Failure::NotHttps,
        other => Failure::Tls(other.to_string()),
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.explain(Language::English, "the application"))
    }
}

impl Error for Failure {}
