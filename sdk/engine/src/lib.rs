//! Pure guide state machine: event in, effects and view out.
