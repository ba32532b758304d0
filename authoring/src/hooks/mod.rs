//! What several parts do alike: loading, keys, titles, long lists.

mod keys;
mod loaded;
mod rows;
mod stored;
mod title;

pub use keys::use_keys;
pub use loaded::{Loaded, Reading, use_loaded};
pub use rows::{Piece, Room, use_rows};
pub use stored::stored;
pub use title::use_title;
