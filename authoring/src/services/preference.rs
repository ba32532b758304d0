//! What this person has chosen for this browser: language of the interface, light or dark.

use web_sys::{Element, Storage};

use crate::words::Tongue;

/// Light, dark, or as the system says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Scheme {
    /// The word in storage and in the style sheet.
    pub fn word(self) -> &'static str {
        match self {
            Scheme::System => "system",
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        }
    }

    /// What was chosen.
    pub fn kept() -> Self {
        match read("lotse.studio.scheme").as_deref() {
            Some("light") => Scheme::Light,
            Some("dark") => Scheme::Dark,
            _ => Scheme::System,
        }
    }

    /// Keeps the choice and shows it.
    pub fn keep(self) {
        write("lotse.studio.scheme", self.word());
        self.show();
    }

    /// Tells the style sheet.
    pub fn show(self) {
        if let Some(root) = root() {
            let _ = root.set_attribute("data-scheme", self.word());
        }
    }
}

/// The language that was chosen, else the browser's.
pub fn kept_tongue() -> Tongue {
    let browser = web_sys::window().and_then(|window| window.navigator().language());
    Tongue::of(&read("lotse.studio.language").or(browser).unwrap_or_default())
}

/// Keeps the language.
pub fn keep_tongue(tongue: Tongue) {
    write("lotse.studio.language", tongue.tag());
    show_tongue(tongue);
}

/// Tells the page which language it speaks.
pub fn show_tongue(tongue: Tongue) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", tongue.tag());
    }
}

/// The browser's storage, where it has one.
pub fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

fn read(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

fn write(name: &str, value: &str) {
    // Blocked or full: the choice then lasts as long as the page.
    if let Some(storage) = storage() {
        let _ = storage.set_item(name, value);
    }
}
