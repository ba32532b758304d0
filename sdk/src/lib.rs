//! The shell that a customer's page loads: it feeds the engine, does what it asks, and draws what it shows.

pub mod config;
pub mod library;
