//! What a technician works with in the host app: recording, picking, trying. Loaded while a guide is authored, never for end users.
//!
//! Entry points: [`picker::Picker`], which `js/start.js` makes when the studio has opened the page (or a code is to be typed), and,
//! for the benchmark of locators, `scene::Scene` (feature `scene`).
//!
//! Invariants: what a user typed, the texts of rows, and the values in addresses stay in the page, unless the technician marks
//! a text; targets are judged by the same searches that end users' pages run ([`lotse_dom::finder`]); the host's nodes are never
//! given anything; while picking, the host hears nothing of what the technician does. Absent on purpose: rules about steps (they are
//! `lotse-editor`'s), guides.

#[cfg(feature = "picker")]
mod address;
#[cfg(feature = "picker")]
mod bar;
#[cfg(feature = "picker")]
mod discretion;
#[cfg(feature = "picker")]
mod element;
#[cfg(feature = "picker")]
mod lasting;
#[cfg(feature = "picker")]
mod marks;
#[cfg(feature = "picker")]
mod memory;
#[cfg(feature = "picker")]
mod pick;
#[cfg(feature = "picker")]
pub mod picker;
#[cfg(feature = "picker")]
mod ports;
#[cfg(feature = "picker")]
mod recorder;
#[cfg(feature = "scene")]
pub mod scene;
#[cfg(feature = "picker")]
mod tracing;
#[cfg(feature = "picker")]
mod whole;
#[cfg(feature = "picker")]
mod words;
