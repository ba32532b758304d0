//! The state machine behind a guide: events in, effects and a view out.
//!
//! Entry points: [`Engine`], [`event::Event`] (what enters), [`effect::Effect`] (what is asked of the shell), [`view::View`]
//! (what is to be seen). Invariants: never two cards; never stuck (every state that waits has a timer, a button or both); a
//! snapshot resumed equals never having left. Absent on purpose: elements, clocks, randomness, network, storage.

pub mod effect;
mod engine;
pub mod event;
mod finds;
mod shelf;
pub mod view;

pub use engine::Engine;
