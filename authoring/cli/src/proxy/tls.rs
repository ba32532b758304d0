//! Whom to trust on https: what this machine trusts, and certificates that the user names.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};

/// Certificates trusted beside those of the operating system. Nothing can switch the check off.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    added: Vec<CertificateDer<'static>>,
}

/// Why trust could not be set up.
#[derive(Debug)]
pub enum TrustError {
    /// The file cannot be read or holds no certificate in PEM form.
    File(PathBuf, String),
    /// The TLS library refused its own set-up.
    Setup(String),
}

impl fmt::Display for TrustError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file, problem) => {
                write!(f, "{}: {problem}; a file with a certificate in PEM form is wanted", file.display())
            }
            Self::Setup(problem) => write!(f, "TLS cannot be set up: {problem}"),
        }
    }
}

impl std::error::Error for TrustError {}

impl Trust {
    /// Trust in this machine's certificates and those in PEM files.
    ///
    /// # Errors
    /// As [`Trust::with_file`].
    pub fn with_files(files: &[PathBuf]) -> Result<Self, TrustError> {
        files.iter().try_fold(Trust::default(), |trust, file| trust.with_file(file))
    }

    /// Also trusts the certificates in a PEM file: authorities, or a server's own certificate.
    ///
    /// # Errors
    /// When the file cannot be read, or holds no certificate.
    pub fn with_file(mut self, file: &Path) -> Result<Self, TrustError> {
        let problem = |text: String| TrustError::File(file.to_path_buf(), text);
        let found = CertificateDer::pem_file_iter(file).map_err(|e| problem(e.to_string()))?;
        let before = self.added.len();
        for certificate in found {
            self.added.push(certificate.map_err(|e| problem(e.to_string()))?);
        }
        if self.added.len() == before {
            return Err(problem("no certificate in it".to_owned()));
        }
        Ok(self)
    }

    /// The client configuration.
    pub(super) fn client_config(&self) -> Result<ClientConfig, TrustError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let inner = self.machine_verifier(&provider)?;
        let verifier = Arc::new(OrNamed { inner, named: self.added.clone() });
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|e| TrustError::Setup(e.to_string()))?
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_no_client_auth();
        Ok(config)
    }

    /// The operating system's verdict; where it has no certificates at all (bare containers), Mozilla's list.
    fn machine_verifier(
        &self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, TrustError> {
        let added = self.added.iter().cloned();
        match rustls_platform_verifier::Verifier::new_with_extra_roots(added, Arc::clone(provider)) {
            Ok(verifier) => Ok(Arc::new(verifier)),
            Err(_) => {
                let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
                roots.add_parsable_certificates(self.added.iter().cloned());
                let built =
                    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(provider))
                        .build();
                built
                    .map(|verifier| verifier as Arc<dyn ServerCertVerifier>)
                    .map_err(|e| TrustError::Setup(e.to_string()))
            }
        }
    }
}

/// Accepts exactly the certificates that the user named, and leaves all others to `inner`.
#[derive(Debug)]
struct OrNamed {
    inner: Arc<dyn ServerCertVerifier>,
    named: Vec<CertificateDer<'static>>,
}

impl ServerCertVerifier for OrNamed {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        if self.named.iter().any(|named| named == end_entity) {
            return Ok(ServerCertVerified::assertion());
        }
        self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.inner.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}
