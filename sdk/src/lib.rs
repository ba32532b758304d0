//! The shell that a customer's page loads: it feeds the engine, does what it asks, and draws what it shows.
//!
//! Entry points: [`instance::create`] for JavaScript; [`pump::Pump`] is where everything meets; [`library::Library`] decides
//! which bundle is trusted. Invariants: one event at a time; an instance is never entered while it is entered; everything
//! that must be undone is owned by the stage or the ports and goes with the instance. Absent on purpose: closures handed to
//! JavaScript, module-level state (besides the counter that numbers instances), decisions about guides.

pub mod command;
pub mod config;
pub mod instance;
pub mod library;
pub mod ports;
pub mod pump;
pub mod settings;
pub mod slots;
pub mod stage;
pub mod surroundings;

/// A third of the code of the standard library's allocator for this target, which a page downloads.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
