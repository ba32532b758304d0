//! The plain building blocks of wire types: numbers, text, lists, tables and ids.

use crate::diagnostic::Code;
use crate::gather::Gather as _;
use crate::json::Json;
use crate::wire::{Reader, Wire};

impl Wire for bool {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        if let Json::Bool(value) = json {
            return *value;
        }
        reader.fail(Code::WRONG_TYPE, "boolean");
        false
    }

    fn give(&self) -> Json {
        Json::Bool(*self)
    }

    #[cfg(feature = "authoring")]
    fn schema(_: &mut crate::schema::Schemas) -> Json {
        crate::schema::of_type("boolean")
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        choices.pick(&[false, true])
    }
}

fn read_integer(json: &Json, reader: &mut Reader, least: i64, most: i64) -> i64 {
    match json {
        Json::Number(value) if (least..=most).contains(value) => return *value,
        Json::Number(_) | Json::Fraction(_) => reader.fail(Code::NUMBER_OUT_OF_RANGE, ""),
        _ => reader.fail(Code::WRONG_TYPE, "integer"),
    }
    0
}

/// Greatest whole number that travels, and its negative the least: beyond 2^53 JSON readers in JavaScript lose digits.
pub const MAX_WHOLE_NUMBER: i64 = 9_007_199_254_740_991;

impl Wire for i64 {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        read_integer(json, reader, -MAX_WHOLE_NUMBER, MAX_WHOLE_NUMBER)
    }

    fn give(&self) -> Json {
        Json::Number(*self)
    }

    #[cfg(feature = "authoring")]
    fn schema(_: &mut crate::schema::Schemas) -> Json {
        crate::schema::whole_number(-MAX_WHOLE_NUMBER, MAX_WHOLE_NUMBER)
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        choices.pick(&[0, 1, -1, 1_700_000_000, MAX_WHOLE_NUMBER, -MAX_WHOLE_NUMBER])
    }
}

impl Wire for u32 {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        read_integer(json, reader, 0, i64::from(u32::MAX)) as u32
    }

    fn give(&self) -> Json {
        Json::Number(i64::from(*self))
    }

    #[cfg(feature = "authoring")]
    fn schema(_: &mut crate::schema::Schemas) -> Json {
        crate::schema::whole_number(0, i64::from(u32::MAX))
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        choices.pick(&[0, 1, 2, 7, 300, u32::MAX])
    }
}

impl Wire for String {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        if json.as_text().is_none() {
            reader.fail(Code::WRONG_TYPE, "string");
        }
        json.as_text().unwrap_or_default().to_owned()
    }

    fn give(&self) -> Json {
        Json::Text(self.clone())
    }

    #[cfg(feature = "authoring")]
    fn schema(_: &mut crate::schema::Schemas) -> Json {
        crate::schema::of_type("string")
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        choices.pick(&crate::testing::TEXTS).to_owned()
    }
}

impl<T: Wire> Wire for Box<T> {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        Box::new(T::read(json, reader))
    }

    fn give(&self) -> Json {
        (**self).give()
    }

    #[cfg(feature = "authoring")]
    fn schema(schemas: &mut crate::schema::Schemas) -> Json {
        T::schema(schemas)
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        Box::new(T::invent(choices))
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        Some(T::read(json, reader))
    }

    fn give(&self) -> Json {
        self.as_ref().map_or(Json::Null, Wire::give)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    #[cfg(feature = "authoring")]
    fn schema(schemas: &mut crate::schema::Schemas) -> Json {
        T::schema(schemas)
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        choices.some(T::invent)
    }
}

/// A list reads all its items before it fails, so that one run shows every fault.
impl<T: Wire> Wire for Vec<T> {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        // Not reserved ahead: a hostile list of a million empty items would take a thousand times its own size.
        let mut list = Vec::new();
        while let Some(item) = reader.item(json, list.len()) {
            list.push(T::read(item, reader));
        }
        list
    }

    fn give(&self) -> Json {
        Json::List(self.iter().map(Wire::give).gather())
    }

    #[cfg(feature = "authoring")]
    fn schema(schemas: &mut crate::schema::Schemas) -> Json {
        let items = T::schema(schemas);
        crate::schema::list_of(items)
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        choices.several(T::invent)
    }
}

/// Values by name, sorted by name: an object whose member names are content (language tags, text ids).
#[derive(Clone, Debug, PartialEq)]
pub struct Table<T>(Vec<(String, T)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table(Vec::new())
    }
}

impl<T> Table<T> {
    /// The value called `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        let index = self.0.binary_search_by(|(key, _)| key.as_str().cmp(name)).ok()?;
        self.0.get(index).map(|(_, value)| value)
    }

    /// Sets the value called `name` and returns the one that was there.
    pub fn insert(&mut self, name: String, value: T) -> Option<T> {
        match self.0.binary_search_by(|(key, _)| key.as_str().cmp(&name)) {
            Ok(index) => self.0.get_mut(index).map(|slot| core::mem::replace(&mut slot.1, value)),
            Err(index) => {
                self.0.insert(index, (name, value));
                None
            }
        }
    }

    /// Removes the value called `name`.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        let index = self.0.binary_search_by(|(key, _)| key.as_str().cmp(name)).ok()?;
        Some(self.0.remove(index).1)
    }

    /// All entries, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The same names with other values.
    #[must_use]
    pub fn map<U>(self, change: impl Fn(T) -> U) -> Table<U> {
        Table(self.0.into_iter().map(|(name, value)| (name, change(value))).gather())
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T> FromIterator<(String, T)> for Table<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(entries: I) -> Self {
        let mut list: Vec<(String, T)> = entries.into_iter().gather();
        // Canonical documents are sorted already.
        if !list.is_sorted_by(|one, other| one.0 <= other.0) {
            crate::order::sort_by(&mut list, |one, other| one.0 < other.0);
        }
        list.dedup_by(|later, earlier| later.0 == earlier.0);
        Table(list)
    }
}

impl<T: Wire> Wire for Table<T> {
    fn read(json: &Json, reader: &mut Reader) -> Self {
        let mut entries = Vec::new();
        if let Json::Map(members) = json {
            for (name, value) in members {
                reader.enter_named(name);
                entries.push((name.clone(), T::read(value, reader)));
                reader.leave();
            }
        } else {
            reader.fail(Code::WRONG_TYPE, "object");
        }
        entries.into_iter().collect()
    }

    fn give(&self) -> Json {
        Json::Map(self.0.iter().map(|(name, value)| (name.clone(), value.give())).gather())
    }

    #[cfg(feature = "authoring")]
    fn schema(schemas: &mut crate::schema::Schemas) -> Json {
        let values = T::schema(schemas);
        crate::schema::table_of(values)
    }

    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self {
        choices
            .several(|choices| (choices.pick(&crate::testing::NAMES).to_owned(), T::invent(choices)))
            .into_iter()
            .collect()
    }
}

/// Longest id, in bytes.
pub const MAX_ID_BYTES: usize = 64;

/// Whether `text` can be an id: letters, digits, `-`, `_`, `.`; starts with a letter or digit; at most [`MAX_ID_BYTES`].
#[must_use]
pub fn is_id(text: &str) -> bool {
    text.len() <= MAX_ID_BYTES
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

fn read_id(json: &Json, reader: &mut Reader) -> String {
    let text = json.as_text().unwrap_or_default();
    if !is_id(text) {
        reader.fail(Code::BAD_ID, text);
    }
    text.to_owned()
}

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident,)+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Makes an id of text that follows the rule of [`is_id`].
            #[must_use]
            pub fn new(text: &str) -> Option<Self> {
                is_id(text).then(|| $name(text.to_owned()))
            }

            /// The text of the id.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                out.write_str(&self.0)
            }
        }

        impl Wire for $name {
            fn read(json: &Json, reader: &mut Reader) -> Self {
                $name(read_id(json, reader))
            }

            fn give(&self) -> Json {
                Json::Text(self.0.clone())
            }

            #[cfg(feature = "authoring")]
            fn schema(_: &mut crate::schema::Schemas) -> Json {
                crate::schema::id()
            }

            #[cfg(feature = "testing")]
            fn invent(choices: &mut crate::testing::Choices) -> Self {
                $name(choices.pick(&crate::testing::IDS).to_owned())
            }
        }
    )+ };
}

id! {
    /// Names a guide for ever, over all its versions.
    GuideId,
    /// Names a step within its guide.
    StepId,
    /// Names an answer within its question.
    AnswerId,
    /// Names a text in the catalogue of a guide.
    TextId,
    /// Names a project.
    ProjectId,
    /// Names a problem for ever, over all its versions.
    ProblemId,
    /// Names a cause within its problem.
    CauseId,
    /// Names a probe within its problem.
    ProbeId,
    /// Names a fix within its problem.
    FixId,
    /// Names a node within the fault tree of its problem.
    NodeId,
    /// Names a question of triage within its problem or desk.
    TriageId,
    /// Names a notice of a desk.
    NoticeId,
    /// Names a checklist for ever, over all its versions.
    ChecklistId,
}
