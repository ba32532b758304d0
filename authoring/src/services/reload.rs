//! What this tab remembers over a reload, and no other tab knows: who may write, the picker, what was recorded.

use web_sys::Storage;

/// The memory of one thing, by its path on the server.
pub struct Reload(String);

impl Reload {
    /// Of the thing at this path.
    pub fn of(path: &str) -> Self {
        Reload(path.to_owned())
    }

    /// What was kept under a name.
    pub fn kept(&self, name: &str) -> Option<String> {
        storage()?.get_item(&self.entry(name)).ok().flatten()
    }

    /// Keeps a text under a name.
    pub fn keep(&self, name: &str, text: &str) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(&self.entry(name), text);
        }
    }

    /// Forgets it.
    pub fn forget(&self, name: &str) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&self.entry(name));
        }
    }

    fn entry(&self, name: &str) -> String {
        format!("lotse.{name}.{}", self.0)
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
