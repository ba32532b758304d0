//! Chunks by name: what is here, what was asked for, what cannot be had.

use lotse_model::gather::keep;
use lotse_model::json::Json;

use crate::view::of_kind;

/// Most chunks that are held; the oldest go first.
const MAX_HELD: usize = 200;

/// Whether a chunk is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want<'a> {
    /// Its text.
    Here(&'a str),
    /// On its way.
    Coming,
    /// It cannot be had now.
    Away,
}

/// Chunks of the present bundle.
#[derive(Debug, Default)]
pub struct Chunks {
    held: Vec<(String, Option<String>)>,
    asked: Vec<String>,
    effects: Vec<Json>,
}

impl Chunks {
    /// A chunk; asked for when it is wanted first.
    pub fn want(&mut self, name: &str) -> Want<'_> {
        if let Some(at) = self.held.iter().position(|(held, _)| held == name) {
            return match self.held.get(at) {
                Some((_, Some(text))) => Want::Here(text),
                _ => Want::Away,
            };
        }
        if !self.asked.iter().any(|asked| asked == name) {
            self.asked.push(name.to_owned());
            self.effects.push(of_kind("fetch").text("name", name).made());
        }
        Want::Coming
    }

    /// A chunk has come, or cannot be had.
    pub fn arrived(&mut self, name: &str, text: Option<String>) {
        let before = self.asked.len();
        keep(&mut self.asked, |asked| asked != name);
        if self.asked.len() == before {
            return;
        }
        if self.held.len() >= MAX_HELD {
            self.held.remove(0);
        }
        self.held.push((name.to_owned(), text));
    }

    /// Whether anything could not be had.
    #[must_use]
    pub fn is_missing_some(&self) -> bool {
        self.held.iter().any(|(_, text)| text.is_none())
    }

    /// What could not be had is asked for again.
    pub fn again(&mut self) {
        keep(&mut self.held, |(_, text)| text.is_some());
    }

    /// What is to be fetched.
    pub fn take_effects(&mut self) -> Vec<Json> {
        core::mem::take(&mut self.effects)
    }
}
