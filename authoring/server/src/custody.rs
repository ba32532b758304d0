//! Where private signing keys lie: in the database, sealed with the master key; or, where the operator names a folder, there and never
//! in the database. One file a key, named by the hash of its public half, which alone is in the database then.
//!
//! Another keeper is one more variant of [`Keeper`].

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::refusal::Refusal;
use crate::seal::{Seal, private_file};
use crate::secret::digest;

/// Keeps keys.
#[derive(Debug)]
pub(crate) struct Custody {
    keeper: Keeper,
}

#[derive(Debug)]
enum Keeper {
    /// The bytes beside the public key, sealed.
    Database,
    /// A file in this folder.
    Folder(PathBuf),
}

impl Custody {
    /// In the database, or in a folder, which is made when it is not there.
    pub(crate) fn open(folder: Option<&Path>) -> io::Result<Self> {
        let keeper = match folder {
            Some(folder) => {
                if !folder.is_dir() {
                    crate::server::private_folder(folder)?;
                }
                Keeper::Folder(folder.to_owned())
            }
            None => Keeper::Database,
        };
        Ok(Custody { keeper })
    }

    /// Takes a new key in. Answers what the database keeps of it: nothing where it lies in a folder.
    pub(crate) fn keep(
        &self,
        seal: &Seal,
        pem: &str,
        public: &str,
        purpose: &str,
    ) -> Result<Vec<u8>, Refusal> {
        match &self.keeper {
            Keeper::Database => seal.seal(pem, purpose),
            Keeper::Folder(folder) => {
                write(folder, &file_name(public), pem)
                    .map_err(|error| Refusal::unavailable(&format!("{}: {error}", folder.display())))?;
                Ok(Vec::new())
            }
        }
    }

    /// A key that was taken in. What was sealed before a folder was named still opens.
    pub(crate) fn find(
        &self,
        seal: &Seal,
        kept: &[u8],
        public: &str,
        purpose: &str,
    ) -> Result<String, Refusal> {
        if !kept.is_empty() {
            return seal.open_sealed(kept, purpose);
        }
        let Keeper::Folder(folder) = &self.keeper else {
            return Err(Refusal::internal(&"the signing key lies in a folder, and none is named (--keys)"));
        };
        let path = folder.join(file_name(public));
        std::fs::read_to_string(&path)
            .map_err(|error| Refusal::internal(&format!("signing key {}: {error}", path.display())))
    }
}

fn file_name(public: &str) -> String {
    format!("{}.pem", digest(public))
}

/// On the disk, and its name too, before anybody counts on it.
fn write(folder: &Path, name: &str, pem: &str) -> io::Result<()> {
    let mut file = private_file(&folder.join(name))?;
    file.write_all(pem.as_bytes())?;
    file.sync_all()?;
    std::fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_keeps_what_the_database_does_not() {
        let data = tempfile::tempdir().unwrap();
        let seal = Seal::open(data.path()).unwrap();
        let keys = data.path().join("keys");
        let custody = Custody::open(Some(&keys)).unwrap();
        assert!(custody.keep(&seal, "private", "public", "here").unwrap().is_empty());
        assert_eq!(custody.find(&seal, &[], "public", "here").unwrap(), "private");
        assert!(custody.find(&seal, &[], "another", "here").is_err());
        let sealed = Custody::open(None).unwrap().keep(&seal, "old", "public", "here").unwrap();
        assert_eq!(custody.find(&seal, &sealed, "public", "here").unwrap(), "old");
        assert!(Custody::open(None).unwrap().find(&seal, &[], "public", "here").is_err());
    }
}
