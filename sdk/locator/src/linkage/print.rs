//! What is known of one element, as numbers: single features, sets of features, place.

use super::hash::Hash;

/// Where the values of a feature come from: what comes from one source survives or changes together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// How the page is built: roles, tags, order.
    Structure,
    /// What people read.
    Text,
    /// Ids.
    Id,
    /// Names of fields and other attributes.
    Attribute,
    /// Classes and drawings.
    Class,
    /// Addresses.
    Link,
}

/// How many sources there are.
pub const SOURCES: usize = 6;

/// One feature of which an element has at most one value.
pub struct Single {
    /// For reports.
    pub name: &'static str,
    /// Where it comes from.
    pub source: Source,
}

const fn single(name: &'static str, source: Source) -> Single {
    Single { name, source }
}

macro_rules! singles {
    ($($constant:ident $name:literal $source:ident,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, missing_docs)]
        enum At { $($constant),* }
        $(#[doc = $name] pub const $constant: usize = At::$constant as usize;)*
        /// All single features.
        pub const SINGLES: &[Single] = &[$(single($name, Source::$source)),*];
    };
}

singles! {
    ROLE "role" Structure,
    TAG "tag" Structure,
    TYPE "type" Structure,
    NAME "name" Text,
    TEXT "text" Text,
    LABEL "label" Text,
    HINT "hint" Text,
    ID "id" Id,
    STEM "id without digits" Id,
    FOR "for" Id,
    FIELD "field name" Attribute,
    LINK "link" Link,
    TAIL "end of link" Link,
    ICON "drawing" Class,
    SHAPE "shape of text" Structure,
    HEADING "heading" Text,
    HOLDER "nearest id above" Id,
    LANDMARKS "landmarks" Structure,
    PATH "tags above" Structure,
    ROW "row header" Text,
    COLUMN "column header" Text,
    BEFORE "text before" Text,
    AFTER "text after" Text,
    KIND_BEFORE "kind before" Structure,
    KIND_AFTER "kind after" Structure,
    TOKEN_BEFORE "token before" Attribute,
    TOKEN_AFTER "token after" Attribute,
    FIRST "place in container" Structure,
    LAST "place from end of container" Structure,
    FIRST_ALL "place in page" Structure,
    LAST_ALL "place from end of page" Structure,
    OPTIONS "options" Text,
    VALUE "value" Attribute,
    GROUP "name of group" Text,
    INNER "inner structure" Structure,
    CONTROL "control that it labels" Attribute,
    KIN "tags of siblings" Structure,
    ABOVE_TEXT "text of holder" Text,
}

/// How many single features there are.
pub const SINGLE: usize = SINGLES.len();

macro_rules! sets {
    ($($constant:ident $name:literal $source:ident,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, missing_docs)]
        enum SetAt { $($constant),* }
        $(#[doc = $name] pub const $constant: usize = SetAt::$constant as usize;)*
        /// All features of which an element can have several values.
        pub const SETS: &[Single] = &[$(single($name, Source::$source)),*];
    };
}

sets! {
    CLASSES "classes" Class,
    ATTRIBUTES "attributes" Attribute,
    WORDS "words" Text,
    MARKS "words of ids, names, links and classes" Attribute,
    NEAR_WORDS "words nearby" Text,
    NEAR_TOKENS "tokens nearby" Attribute,
    ABOVE_CLASSES "classes above" Class,
    NEAR_ICONS "drawings nearby" Class,
}

/// How many features with several values there are.
pub const SET: usize = SETS.len();
/// Most values that a set keeps.
pub const MOST_VALUES: usize = 12;

/// One element as numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// Which node of its page.
    pub at: u32,
    /// One past the last node inside it.
    pub end: u32,
    /// The control that it is or is part of, as node of its page.
    pub control: u32,
    /// Rarity of each single feature in its page, in sixteenths of a bit.
    pub rarity: [u8; SINGLE],
    /// Single features; 0 for none.
    pub single: [Hash; SINGLE],
    /// Sets, each sorted, without doubles.
    pub sets: [Vec<Hash>; SET],
    /// Left, top, width, height.
    pub area: [i32; 4],
    /// Whether a person operates it.
    pub is_operable: bool,
}

impl Default for Print {
    fn default() -> Self {
        Print {
            at: 0,
            end: 0,
            control: u32::MAX,
            rarity: [0; SINGLE],
            single: [0; SINGLE],
            sets: Default::default(),
            area: [0; 4],
            is_operable: false,
        }
    }
}

impl Print {
    /// Whether a ring around one is a ring around the other: one is in the other, and both are of one control or lie over each other.
    #[must_use]
    pub fn is_same_thing(&self, other: &Print) -> bool {
        let is_nested =
            self.at <= other.at && other.at < self.end || other.at <= self.at && self.at < other.end;
        is_nested
            && (self.control == other.control && self.control != u32::MAX || overlap(self.area, other.area))
    }

    /// A single feature; 0 for none.
    #[must_use]
    pub fn get(&self, feature: usize) -> Hash {
        self.single.get(feature).copied().unwrap_or_default()
    }

    /// Sets a single feature.
    pub fn put(&mut self, feature: usize, value: Hash) {
        if let Some(place) = self.single.get_mut(feature) {
            *place = value;
        }
    }

    /// A set.
    #[must_use]
    pub fn set(&self, feature: usize) -> &[Hash] {
        self.sets.get(feature).map_or(&[], Vec::as_slice)
    }

    /// Sets a set, in order, without doubles, cut at [`MOST_VALUES`].
    pub fn put_set(&mut self, feature: usize, mut values: Vec<Hash>) {
        values.retain(|value| *value != 0);
        lotse_model::order::sort(&mut values);
        values.dedup();
        values.truncate(MOST_VALUES);
        if let Some(place) = self.sets.get_mut(feature) {
            *place = values;
        }
    }
}

/// Whether two boxes have more than seven tenths of their union in common.
fn overlap(one: [i32; 4], other: [i32; 4]) -> bool {
    let ([x, y, width, height], [left, top, across, down]) = (one, other);
    let shared_width = i64::from((x + width).min(left + across) - x.max(left)).max(0);
    let shared_height = i64::from((y + height).min(top + down) - y.max(top)).max(0);
    let shared = shared_width * shared_height;
    let all = i64::from(width) * i64::from(height) + i64::from(across) * i64::from(down) - shared;
    shared * 10 > all * 7
}
