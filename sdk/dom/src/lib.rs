//! Overlay, anchoring, element facts and guards in the browser.

pub mod finder;
pub mod guard;
pub mod natives;
