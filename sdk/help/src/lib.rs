//! Search, triage and diagnosis.
