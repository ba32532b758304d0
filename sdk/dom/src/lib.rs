//! The browser's side: overlay, anchoring, element facts and guards.
//!
//! Entry points: [`overlay::Overlay`] (draws a view), [`guard::Guard`] (listeners, observers, timers, each undone when dropped),
//! [`natives`] (what the page offers). Invariants: the page's own nodes are never given a class, a style or an attribute;
//! nothing here calls the engine, what is noticed is queued; no HTML string, no closure handed to JavaScript, no polling.
//! Absent on purpose: network, storage, and any patch of what belongs to the page.

pub mod actions;
pub mod finder;
pub mod gestures;
pub mod guard;
pub mod natives;
pub mod navigation;
pub mod overlay;
pub mod words;
