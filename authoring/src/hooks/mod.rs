//! What several parts do alike: loading, keys, titles.

mod keys;
mod loaded;
mod stored;
mod title;

pub use keys::use_keys;
pub use loaded::{Loaded, use_loaded};
pub use stored::stored;
pub use title::use_title;
