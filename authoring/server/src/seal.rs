//! Custody of private keys: sealed with a master key that is not in the database.
//!
//! The master key is a file of 32 bytes that only its owner can read, beside the database, or comes from the environment
//! (`LOTSE_MASTER_KEY`, base64) where several servers share a PostgreSQL. A copy of the database alone signs nothing.
//! ChaCha20-Poly1305 (RFC 8439) with a random nonce in front; what the key is for is authenticated too.

use std::io::{self, Read as _, Write as _};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::refusal::Refusal;
use crate::secret;

/// Name of the file.
pub(crate) const MASTER_FILE: &str = "master.key";
/// Variable that carries the master key instead.
const VARIABLE: &str = "LOTSE_MASTER_KEY";
/// Bytes of the master key.
const KEY_BYTES: usize = 32;

/// Seals and opens. Does not show itself.
pub(crate) struct Seal(LessSafeKey);

impl std::fmt::Debug for Seal {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Seal")
    }
}

impl Seal {
    /// Takes the master key from the environment or the folder; makes one when there is none.
    pub(crate) fn open(folder: &Path) -> io::Result<Self> {
        let bytes = match std::env::var(VARIABLE) {
            Ok(text) => STANDARD.decode(text.trim()).map_err(io::Error::other)?,
            Err(_) => of_file(&folder.join(MASTER_FILE))?,
        };
        let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes)
            .map_err(|_| io::Error::other(format!("the master key has to be {KEY_BYTES} bytes")))?;
        Ok(Seal(LessSafeKey::new(key)))
    }

    /// Seals a text for one purpose.
    pub(crate) fn seal(&self, text: &str, purpose: &str) -> Result<Vec<u8>, Refusal> {
        let nonce = secret::random::<NONCE_LEN>()?;
        let mut sealed = text.as_bytes().to_vec();
        let tag = self.0.seal_in_place_separate_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(purpose.as_bytes()),
            &mut sealed,
        );
        let tag = tag.map_err(|error| Refusal::internal(&error))?;
        Ok([nonce.as_slice(), &sealed, tag.as_ref()].concat())
    }

    /// Opens what was sealed for the same purpose.
    pub(crate) fn open_sealed(&self, sealed: &[u8], purpose: &str) -> Result<String, Refusal> {
        let wrong = || {
            Refusal::internal(&"something sealed cannot be opened: is master.key the one of this database?")
        };
        let (nonce, body) = sealed.split_first_chunk::<NONCE_LEN>().ok_or_else(wrong)?;
        let mut body = body.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let text =
            self.0.open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut body).map_err(|_| wrong())?;
        String::from_utf8(text.to_vec()).map_err(|_| wrong())
    }
}

fn of_file(path: &Path) -> io::Result<Vec<u8>> {
    match std::fs::File::open(path) {
        Ok(file) => {
            let mut bytes = Vec::new();
            file.take(KEY_BYTES as u64 + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut bytes = [0; KEY_BYTES];
            getrandom::fill(&mut bytes).map_err(io::Error::other)?;
            private_file(path)?.write_all(&bytes)?;
            std::fs::File::open(path)?.sync_all()?;
            Ok(bytes.to_vec())
        }
        Err(error) => Err(error),
    }
}

/// Creates a file that only its owner can read. Fails when there is one.
pub(crate) fn private_file(path: &Path) -> io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_texts_open_with_their_key_and_purpose_only() {
        let folder = tempfile::tempdir().unwrap();
        let seal = Seal::open(folder.path()).unwrap();
        let sealed = seal.seal("secret", "kontor/production/now").unwrap();
        let again = Seal::open(folder.path()).unwrap();
        assert_eq!(again.open_sealed(&sealed, "kontor/production/now").unwrap(), "secret");
        assert!(again.open_sealed(&sealed, "kontor/production/next").is_err());
        assert!(again.open_sealed(&sealed[..20], "kontor/production/now").is_err());
        let other = tempfile::tempdir().unwrap();
        assert!(Seal::open(other.path()).unwrap().open_sealed(&sealed, "kontor/production/now").is_err());
    }
}
