//! Lint, path proof and compile of guides.
