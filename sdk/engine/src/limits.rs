//! How long the engine waits for things, and how far it goes.

/// How long a new step is prepared in silence (what it looks at may be there already), in milliseconds.
pub const PREPARE_MS: u64 = 600;
/// How long elements are given to be reported before they count as unknown, in milliseconds.
pub const LOOK_MS: u64 = 1_500;
/// How long a value must stay the same while the field has the focus, in milliseconds.
pub const SETTLE_MS: u64 = 800;
/// How long a guide is waited for, in milliseconds.
pub const FETCH_MS: u64 = 20_000;
/// How long the page is given to come into a step's entry state after going back, in milliseconds.
pub const RETURN_MS: u64 = 8_000;
/// How long the element of an action is looked for after the press, in milliseconds.
pub const ACTION_MS: u64 = 3_000;
/// Deepest nesting of sub-guides.
pub const MAX_DEPTH: usize = 8;
/// Most places that "Back" remembers.
pub const MAX_TRAIL: usize = 100;
/// Most answers that a session remembers.
pub const MAX_ANSWERS: usize = 200;
/// After so many steps without anybody doing or seeing anything, the guide takes a breath at every further one.
pub const MAX_HOPS: u32 = 40;
/// How long a breath is, in milliseconds.
pub const BREATH_MS: u64 = 1_000;
/// Most passes over one event; a state that moves on for ever would otherwise stop the page.
pub const MAX_PASSES: usize = 300;
