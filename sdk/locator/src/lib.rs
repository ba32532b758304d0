//! Pure element re-finding: evidence and candidates to a match or a refusal.
