//! Made-up values for property tests: every wire type can invent one out of a string of bytes.
//!
//! Bytes instead of a random generator, so that any property-test library can drive it and shrink what it finds: shorter
//! input and smaller bytes make simpler values, and no bytes at all the simplest.

/// Deepest nesting of an invented value; stays far within [`crate::json::MAX_JSON_DEPTH`].
const MAX_DEPTH: usize = 7;
/// Longest invented list.
const MAX_ITEMS: usize = 3;

/// Texts that values are invented from: empty, plain, and everything that JSON has to escape.
pub(crate) const TEXTS: [&str; 9] = [
    "",
    "a",
    "Drucker wählen",
    "/orders/*",
    "\"\\\n\u{1}\u{7f}",
    "€ 😀",
    "javascript:alert(1)",
    "~/0",
    "  x  ",
];
/// Names of table entries.
pub(crate) const NAMES: [&str; 5] = ["de", "en", "*", "a/b~c", ""];
/// Ids.
pub(crate) const IDS: [&str; 5] = ["a", "b", "step-1", "9.x_Y", "end"];

/// A string of bytes, read as choices.
#[derive(Debug)]
pub struct Choices<'a> {
    bytes: core::slice::Iter<'a, u8>,
    depth: usize,
}

impl<'a> Choices<'a> {
    /// Choices out of these bytes; when they run out, every choice is the first.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Choices { bytes: bytes.iter(), depth: 0 }
    }

    fn below(&mut self, bound: usize) -> usize {
        if self.depth > MAX_DEPTH {
            return 0;
        }
        self.bytes.next().map_or(0, |byte| usize::from(*byte) % bound.max(1))
    }

    /// One of the values.
    ///
    /// # Panics
    /// When there are none: every list in a wire type has a first entry.
    #[expect(clippy::indexing_slicing, reason = "the index is below the length")]
    pub fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        let index = self.below(values.len());
        values[index]
    }

    /// What one of the makers makes, one level deeper.
    pub fn one_of<T>(&mut self, makers: &[fn(&mut Choices) -> T]) -> T {
        let maker = self.pick(makers);
        self.deeper(maker)
    }

    /// Goes one level deeper.
    pub fn deeper<T>(&mut self, make: impl FnOnce(&mut Choices) -> T) -> T {
        self.depth += 1;
        let made = make(self);
        self.depth -= 1;
        made
    }

    /// A value or none.
    pub fn some<T>(&mut self, make: impl FnOnce(&mut Choices) -> T) -> Option<T> {
        (self.below(2) == 1).then(|| make(self))
    }

    /// A list, often empty.
    pub fn several<T>(&mut self, mut make: impl FnMut(&mut Choices) -> T) -> Vec<T> {
        let count = self.below(MAX_ITEMS + 1);
        (0..count).map(|_| make(self)).collect()
    }
}
