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

/// What a feature is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Which element it is.
    Own,
    /// Of what kind it is.
    Kind,
    /// What is around it.
    Context,
    /// Where it is.
    Place,
}

/// How many groups there are.
pub const GROUPS: usize = 4;

/// How many sources there are.
pub const SOURCES: usize = 6;

/// One feature of which an element has at most one value.
pub struct Single {
    /// For reports.
    pub name: &'static str,
    /// Where it comes from.
    pub source: Source,
    /// What it is about.
    pub group: Group,
}

const fn single(name: &'static str, source: Source, group: Group) -> Single {
    Single { name, source, group }
}

macro_rules! singles {
    ($($constant:ident $name:literal $source:ident $group:ident,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, missing_docs)]
        enum At { $($constant),* }
        $(#[doc = $name] pub const $constant: usize = At::$constant as usize;)*
        /// All single features.
        pub const SINGLES: &[Single] = &[$(single($name, Source::$source, Group::$group)),*];
    };
}

singles! {
    ROLE "role" Structure Kind,
    TAG "tag" Structure Kind,
    TYPE "type" Structure Kind,
    NAME "name" Text Own,
    TEXT "text" Text Own,
    LABEL "label" Text Own,
    HINT "hint" Text Own,
    ID "id" Id Own,
    STEM "id without digits" Id Own,
    FOR "for" Id Own,
    FIELD "field name" Attribute Own,
    LINK "link" Link Own,
    TAIL "end of link" Link Own,
    ICON "drawing" Class Own,
    SHAPE "shape of text" Structure Kind,
    HEADING "heading" Text Context,
    HOLDER "nearest id above" Id Context,
    LANDMARKS "landmarks" Structure Context,
    PATH "tags above" Structure Context,
    ROW "row header" Text Context,
    COLUMN "column header" Text Context,
    BEFORE "text before" Text Context,
    AFTER "text after" Text Context,
    KIND_BEFORE "kind before" Structure Context,
    KIND_AFTER "kind after" Structure Context,
    TOKEN_BEFORE "token before" Attribute Context,
    TOKEN_AFTER "token after" Attribute Context,
    FIRST "place in container" Structure Place,
    LAST "place from end of container" Structure Place,
    FIRST_ALL "place in page" Structure Place,
    LAST_ALL "place from end of page" Structure Place,
    OPTIONS "options" Text Own,
    VALUE "value" Attribute Own,
    GROUP "name of group" Text Context,
    INNER "inner structure" Structure Kind,
    CONTROL "control that it labels" Attribute Own,
    KIN "tags of siblings" Structure Context,
    ABOVE_TEXT "text of holder" Text Context,
}

/// How many single features there are.
pub const SINGLE: usize = SINGLES.len();

macro_rules! sets {
    ($($constant:ident $name:literal $source:ident $group:ident,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, missing_docs)]
        enum SetAt { $($constant),* }
        $(#[doc = $name] pub const $constant: usize = SetAt::$constant as usize;)*
        /// All features of which an element can have several values.
        pub const SETS: &[Single] = &[$(single($name, Source::$source, Group::$group)),*];
    };
}

sets! {
    CLASSES "classes" Class Own,
    ATTRIBUTES "attributes" Attribute Own,
    WORDS "words" Text Own,
    MARKS "words of ids, names, links and classes" Attribute Own,
    NEAR_WORDS "words nearby" Text Context,
    NEAR_TOKENS "tokens nearby" Attribute Context,
    ABOVE_CLASSES "classes above" Class Context,
    NEAR_ICONS "drawings nearby" Class Context,
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
    /// Whether it is in a list of which not all was read.
    pub is_among_unread: bool,
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
            is_among_unread: false,
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
        values.sort_unstable();
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
