//! Filled with the browser mode.
