//! Keys, signatures and what a manifest must show before it is accepted: ECDSA on P-256 with SHA-256, as WebCrypto has it.
//!
//! A signature is made over the exact bytes of the manifest and travels beside it as base64 of `r || s`. Signing takes its
//! nonce from key and message (RFC 6979), so that compiling twice gives the same bytes. A public key is base64 of its
//! SubjectPublicKeyInfo, the form that `crypto.subtle.importKey("spki", ...)` takes.

mod accept;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use p256::pkcs8::{
    DecodePrivateKey as _, DecodePublicKey as _, EncodePrivateKey as _, EncodePublicKey as _, LineEnding,
};
use p256::{FieldBytes, SecretKey};

pub use accept::{Floor, Terms, accept};

/// Length of a private key, in bytes.
pub const PRIVATE_KEY_BYTES: usize = 32;

/// Why a key cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// Not a PKCS#8 private key for P-256 in PEM.
    Private,
    /// Not base64 of a SubjectPublicKeyInfo for P-256.
    Public,
}

impl core::fmt::Display for KeyError {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(match self {
            KeyError::Private => "not a P-256 private key (PKCS#8, PEM)",
            KeyError::Public => "not a P-256 public key (base64 of its SPKI)",
        })
    }
}

impl core::error::Error for KeyError {}

/// A key that signs manifests. Does not show itself.
pub struct PrivateKey(SigningKey);

/// A key that an SDK or server pins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl core::fmt::Debug for PrivateKey {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str("PrivateKey")
    }
}

impl PrivateKey {
    /// A key out of random bytes; `None` for the few (one in 2^32) that are no key: draw again.
    #[must_use]
    pub fn from_random(bytes: &[u8; PRIVATE_KEY_BYTES]) -> Option<Self> {
        SigningKey::from_bytes(&FieldBytes::from(*bytes)).ok().map(PrivateKey)
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// When it is not a PKCS#8 private key for P-256 in PEM.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        SecretKey::from_pkcs8_pem(pem)
            .map(|key| PrivateKey(SigningKey::from(key)))
            .map_err(|_| KeyError::Private)
    }

    /// Writes a key file.
    ///
    /// # Errors
    /// When the encoder fails, which it does not for a valid key.
    pub fn to_pem(&self) -> Result<String, KeyError> {
        let key = SecretKey::from(self.0.as_nonzero_scalar());
        key.to_pkcs8_pem(LineEnding::LF).map(|pem| pem.to_string()).map_err(|_| KeyError::Private)
    }

    /// The key that others pin.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(*self.0.verifying_key())
    }

    /// Signs the exact bytes of a manifest.
    #[must_use]
    pub fn sign(&self, manifest: &str) -> String {
        let signature: Signature = self.0.sign(manifest.as_bytes());
        STANDARD.encode(signature.to_bytes())
    }
}

impl PublicKey {
    /// Reads the string that an SDK is configured with.
    ///
    /// # Errors
    /// When it is not base64 of a `SubjectPublicKeyInfo` for P-256.
    pub fn from_text(text: &str) -> Result<Self, KeyError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| KeyError::Public)?;
        VerifyingKey::from_public_key_der(&bytes).map(PublicKey).map_err(|_| KeyError::Public)
    }

    /// The string that an SDK is configured with.
    ///
    /// # Errors
    /// When the encoder fails, which it does not for a valid key.
    pub fn to_text(&self) -> Result<String, KeyError> {
        self.0.to_public_key_der().map(|der| STANDARD.encode(der.as_bytes())).map_err(|_| KeyError::Public)
    }

    /// Whether this key's owner has signed exactly these bytes.
    #[must_use]
    pub fn verifies(&self, manifest: &str, signature: &str) -> bool {
        let bytes = STANDARD.decode(signature.trim()).ok();
        bytes
            .and_then(|bytes| Signature::from_slice(&bytes).ok())
            .is_some_and(|signature| self.0.verify(manifest.as_bytes(), &signature).is_ok())
    }
}
