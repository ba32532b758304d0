//! Passwords: argon2id, a few at a time.

use std::sync::Arc;

use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::refusal::Refusal;
use crate::secret;

/// Least characters of a password.
pub(crate) const LEAST_CHARACTERS: usize = 12;
/// Most bytes of a password.
pub(crate) const MOST_BYTES: usize = 1_024;
/// Memory of one computation in KiB, passes over it, lanes: OWASP's first recommendation.
const COST: (u32, u32, u32) = (19 * 1024, 2, 1);
/// Computations at the same time; others wait.
const AT_ONCE: usize = 2;
/// Stands in for the password of people who have no account, so that the answer takes as long.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bG90c2Vsb3RzZWxvdHNl$6cQ0jTtHJhFyVtSjSpAKyIBMQbGDcRt3GtWmRNzD3Ag";

/// Computes, off the threads that answer requests.
#[derive(Clone, Debug)]
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    fn default() -> Self {
        Passwords { turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Passwords {
    /// What to store of a new password.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, Refusal> {
        if password.chars().count() < LEAST_CHARACTERS || password.len() > MOST_BYTES {
            return Err(Refusal::refused(
                "Das Passwort braucht 12 Zeichen oder mehr, höchstens 1024 Byte.",
                "The password needs 12 characters or more, 1024 bytes at most.",
            )
            .at("password"));
        }
        let password = password.to_owned();
        let salt =
            SaltString::encode_b64(&secret::random::<16>()?).map_err(|error| Refusal::internal(&error))?;
        self.off(move || {
            let hash = machine()?.hash_password(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|error| Refusal::internal(&error))
        })
        .await
    }

    /// Whether it is the password. Without a stored one, it takes as long and is not.
    pub(crate) async fn verify(&self, password: &str, stored: Option<&str>) -> Result<bool, Refusal> {
        if password.len() > MOST_BYTES {
            return Ok(false);
        }
        let (password, is_somebody) = (password.to_owned(), stored.is_some());
        let stored = stored.unwrap_or(NOBODY).to_owned();
        self.off(move || {
            let hash = PasswordHash::new(&stored).map_err(|error| Refusal::internal(&error))?;
            Ok(machine()?.verify_password(password.as_bytes(), &hash).is_ok() && is_somebody)
        })
        .await
    }

    async fn off<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let _turn = self.turns.acquire().await.map_err(|error| Refusal::internal(&error))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::internal(&error))?
    }
}

fn machine() -> Result<Argon2<'static>, Refusal> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|error| Refusal::internal(&error))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_password_fits() {
        let passwords = Passwords::default();
        let stored = passwords.hash("correct horse battery").await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("correct horse battery", Some(&stored)).await.unwrap());
        assert!(!passwords.verify("correct horse batterz", Some(&stored)).await.unwrap());
        assert!(!passwords.verify("anything", None).await.unwrap());
        assert!(passwords.hash("elevenchars").await.is_err());
    }
}
