//! The engine against a simulated shell: a suite of behaviours kept as data, and random runs.

mod browser;
mod guides;
mod leaks;
mod properties;
mod render;
mod script;
mod suite;
mod tab;
