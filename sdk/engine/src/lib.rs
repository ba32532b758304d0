//! The state machine behind a guide: events in, effects and a view out.
//!
//! Entry points: [`Engine`], [`event::Event`] (what enters), [`effect::Effect`] (what is asked of the shell), [`view::View`]
//! (what is to be seen). Invariants: never two cards; never stuck (every state that waits has a timer, a button or both); a
//! snapshot resumed equals never having left. Absent on purpose: elements, clocks, randomness, network, storage.

mod brief;
mod condition;
mod draw;
pub mod effect;
mod engine;
pub mod event;
mod explain;
mod facts;
mod finds;
mod history;
mod leader;
pub mod limits;
mod outbox;
mod progress;
mod random;
mod session;
mod shelf;
mod stage;
mod step;
mod trace;
pub mod view;
mod watches;
mod world;

pub use engine::Engine;
