//! The shell that a customer page loads.
