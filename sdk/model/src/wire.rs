//! How wire types are listed, read and written: one list per type, one decoder for everybody.
//!
//! [`crate::wire!`] takes the list of a type's members and yields the type, its decoder, its encoder and, with the `authoring`
//! feature, its JSON Schema. The SDK in a page and the `lotse` command run the same decoder, so they cannot disagree.
//!
//! Invariants: reading never panics and never stops at the first fault (every fault is reported with its place); a type
//! marked `strict` refuses members it does not know, every other type ignores them (with a warning while authoring).

mod reader;

use crate::diagnostic::Problem;
use crate::json::Json;
use crate::seek::parts;

pub use reader::{MAX_PROBLEMS, Reader};

/// A type that travels as JSON.
pub trait Wire: Sized {
    /// Reads a value; `None` when it cannot be used, with the reasons in `reader`.
    fn take(json: &Json, reader: &mut Reader) -> Option<Self> {
        let before = reader.faults();
        let value = Self::read(json, reader);
        (reader.faults() == before).then_some(value)
    }

    /// Reads a value that is worth nothing when `reader` has counted a fault meanwhile. Without a way out in between, the
    /// decoder of a type is a straight line: a third of the bytes of one that returns an option for every member.
    fn read(json: &Json, reader: &mut Reader) -> Self;

    /// Writes the value. Members that equal their default are left out.
    fn give(&self) -> Json;

    /// What an absent member means; `None` when it must be there.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether an object should leave this member out.
    fn is_absent(&self) -> bool {
        false
    }

    /// This type's JSON Schema; named types register themselves in `schemas` and return a reference.
    #[cfg(feature = "authoring")]
    fn schema(schemas: &mut crate::schema::Schemas) -> Json;

    /// Makes up a value out of `choices`, for property tests.
    #[cfg(feature = "testing")]
    fn invent(choices: &mut crate::testing::Choices) -> Self;
}

/// Passes its tokens on while authoring and drops them otherwise. Decided here, whatever features the caller has.
#[cfg(feature = "authoring")]
#[doc(hidden)]
#[macro_export]
macro_rules! when_authoring { ($($tokens:tt)*) => { $($tokens)* }; }
#[cfg(not(feature = "authoring"))]
#[doc(hidden)]
#[macro_export]
macro_rules! when_authoring {
    ($($tokens:tt)*) => {};
}

/// Passes its tokens on for tests and drops them otherwise. Decided here, whatever features the caller has.
#[cfg(feature = "testing")]
#[doc(hidden)]
#[macro_export]
macro_rules! when_testing { ($($tokens:tt)*) => { $($tokens)* }; }
#[cfg(not(feature = "testing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! when_testing {
    ($($tokens:tt)*) => {};
}

/// The item at a place that is known to be in a list.
#[doc(hidden)]
#[must_use]
pub fn choose<T: Copy>(index: usize, list: &[T]) -> T {
    #[allow(clippy::indexing_slicing)] // the index comes from a list of the same length
    list[index]
}

/// The place of a word in a list of words, each with a space behind it. One text for a list is less than half of a table of
/// addresses and lengths.
#[doc(hidden)]
#[must_use]
pub fn place_in_list(list: &'static str, word: &str) -> Option<usize> {
    if word.is_empty() { None } else { parts(list, " ").position(|known| known == word) }
}

/// The word at a place of such a list.
#[doc(hidden)]
#[must_use]
pub fn listed(list: &'static str, place: usize) -> &'static str {
    parts(list, " ").nth(place).unwrap_or_default()
}

/// The members that a type has, where somebody asks for others: in a page, of strict types alone.
#[doc(hidden)]
#[must_use]
pub const fn known(is_strict: bool, members: &'static str) -> &'static str {
    if is_strict || cfg!(feature = "authoring") { members } else { "" }
}

/// Puts a member at the end of an object.
#[doc(hidden)]
#[inline(never)]
pub fn put(members: &mut Vec<(String, Json)>, name: &'static str, value: Json) {
    members.push((name.to_owned(), value));
}

/// Puts the `kind` of a union before the members of its content.
#[must_use]
pub fn with_kind(kind: &str, content: Json) -> Json {
    let mut members = vec![("kind".to_owned(), Json::from(kind))];
    if let Json::Map(mut rest) = content {
        members.append(&mut rest);
    }
    Json::Map(members)
}

/// Reads a whole document of type `T`.
///
/// # Errors
/// Every problem found, when the document cannot be used.
pub fn read<T: Wire>(text: &str) -> Result<T, Vec<Problem>> {
    let json = crate::json::parse(text).map_err(|error| vec![Problem::from(error)])?;
    let mut reader = Reader::default();
    T::take(&json, &mut reader).ok_or(reader.problems)
}

/// Lists wire types. Five forms:
///
/// - `struct Name { member: Type, member: Type = default, }` (members of type `Option` may be absent)
/// - `enum Name { Variant = "tag" { member: Type }, }`: an object with a `kind`
/// - `union Name { Variant = "tag", }`: as `enum`, each variant being a struct of its own with the variant's name
/// - `words Name { Variant = "word", }`: a plain string
/// - prefix `strict`: unknown members are refused
///
/// A type that refers to itself needs a first kind that does not have to: made-up values (`Wire::invent`) end there.
#[macro_export]
macro_rules! wire {
    () => {};
    ($(#[$meta:meta])* strict struct $($rest:tt)*) => { $crate::wire!(@struct true [$(#[$meta])*] $($rest)*); };
    ($(#[$meta:meta])* struct $($rest:tt)*) => { $crate::wire!(@struct false [$(#[$meta])*] $($rest)*); };
    ($(#[$meta:meta])* strict enum $($rest:tt)*) => { $crate::wire!(@enum true [$(#[$meta])*] $($rest)*); };
    ($(#[$meta:meta])* enum $($rest:tt)*) => { $crate::wire!(@enum false [$(#[$meta])*] $($rest)*); };
    ($(#[$meta:meta])* union $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $tag:literal,)+
    } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name { $($(#[$variant_meta])* $variant($variant),)+ }

        impl $name {
            /// Every `kind` on the wire, in the order of the list.
            pub const KINDS: &'static [&'static str] = &[$($tag,)+];

            /// The `kind` on the wire.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self { $($name::$variant(_) => $tag,)+ }
            }
        }

        impl $crate::wire::Wire for $name {
            fn read(json: &$crate::json::Json, reader: &mut $crate::wire::Reader) -> Self {
                let makers: &[fn(&$crate::json::Json, &mut $crate::wire::Reader) -> Self] =
                    &[$(|json, reader| $name::$variant($variant::read(json, reader)),)+];
                $crate::wire::choose(reader.kind(json, concat!($($tag, " "),+)), makers)(json, reader)
            }

            fn give(&self) -> $crate::json::Json {
                let content = match self { $($name::$variant(content) => content.give(),)+ };
                $crate::wire::with_kind(self.kind(), content)
            }

            $crate::when_authoring! {
                fn schema(schemas: &mut $crate::schema::Schemas) -> $crate::json::Json {
                    schemas.union(stringify!($name), &[$(stringify!($meta),)*], |schemas, variants| {
                        $(variants.push(($tag, <$variant as $crate::wire::Wire>::schema(schemas)));)+
                    })
                }
            }
            $crate::when_testing! {
                fn invent(choices: &mut $crate::testing::Choices) -> Self {
                    let makers: &[fn(&mut $crate::testing::Choices) -> Self] =
                        &[$(|choices| $name::$variant($crate::wire::Wire::invent(choices)),)+];
                    choices.one_of(makers)
                }
            }
        }
        $crate::wire!($($rest)*);
    };
    ($(#[$meta:meta])* words $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+
    } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// Every word, in the order of the list.
            pub const WORDS: &'static [&'static str] = &[$($word,)+];
            /// The same as one text.
            const LIST: &'static str = concat!($($word, " "),+);

            /// The word on the wire.
            #[must_use]
            pub fn word(self) -> &'static str {
                $crate::wire::listed(Self::LIST, self as usize)
            }

            /// The value for a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                let index = $crate::wire::place_in_list(Self::LIST, word)?;
                [$($name::$variant,)+].get(index).copied()
            }
        }

        impl $crate::wire::Wire for $name {
            fn read(json: &$crate::json::Json, reader: &mut $crate::wire::Reader) -> Self {
                $crate::wire::choose(reader.word(json, Self::LIST), &[$($name::$variant,)+])
            }

            fn give(&self) -> $crate::json::Json {
                $crate::json::Json::from(self.word())
            }

            $crate::when_authoring! {
                fn schema(schemas: &mut $crate::schema::Schemas) -> $crate::json::Json {
                    schemas.words(stringify!($name), &[$(stringify!($meta),)*], Self::WORDS)
                }
            }
            $crate::when_testing! {
                fn invent(choices: &mut $crate::testing::Choices) -> Self {
                    choices.pick(&[$($name::$variant,)+])
                }
            }
        }
        $crate::wire!($($rest)*);
    };
    (@struct $strict:literal [$(#[$meta:meta])*] $name:ident {
        $($(#[$field_meta:meta])* $field:ident : $type:ty $(= $default:expr)?,)*
    } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type,)* }

        impl $crate::wire::Wire for $name {
            fn read(json: &$crate::json::Json, reader: &mut $crate::wire::Reader) -> Self {
                reader.object(json, $crate::wire::known($strict, concat!($(stringify!($field), " "),*)), $strict);
                $name { $($field: $crate::wire!(@member json, reader, $field, $type $(, $default)?),)* }
            }

            fn give(&self) -> $crate::json::Json {
                #[allow(unused_mut)]
                let mut members: Vec<(String, $crate::json::Json)> = Vec::new();
                $($crate::wire!(@give members, self.$field, $field, $type $(, $default)?);)*
                $crate::json::Json::Map(members)
            }

            $crate::when_authoring! {
                fn schema(schemas: &mut $crate::schema::Schemas) -> $crate::json::Json {
                    schemas.object(stringify!($name), &[$(stringify!($meta),)*], $strict, |schemas, members| {
                        $($crate::wire!(@schema schemas, members, [$(stringify!($field_meta),)*], $field, $type $(, $default)?);)*
                        let _ = (schemas, members);
                    })
                }
            }
            $crate::when_testing! {
                fn invent(choices: &mut $crate::testing::Choices) -> Self {
                    choices.deeper(|choices| {
                        let _ = &choices;
                        $name { $($field: $crate::wire::Wire::invent(choices),)* }
                    })
                }
            }
        }
        $crate::wire!($($rest)*);
    };
    (@enum $strict:literal [$(#[$meta:meta])*] $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $tag:literal {
            $($(#[$field_meta:meta])* $field:ident : $type:ty $(= $default:expr)?,)*
        },)+
    } $($rest:tt)*) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name { $($(#[$variant_meta])* $variant { $($(#[$field_meta])* $field: $type,)* },)+ }

        impl $name {
            /// Every `kind` on the wire, in the order of the list.
            pub const KINDS: &'static [&'static str] = &[$($tag,)+];

            /// The `kind` on the wire.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self { $($name::$variant { .. } => $tag,)+ }
            }
        }

        impl $crate::wire::Wire for $name {
            fn read(json: &$crate::json::Json, reader: &mut $crate::wire::Reader) -> Self {
                let makers: &[fn(&$crate::json::Json, &mut $crate::wire::Reader) -> Self] = &[$(|json, reader| {
                    reader.object(json, $crate::wire::known($strict, concat!($(stringify!($field), " "),*)), $strict);
                    $name::$variant { $($field: $crate::wire!(@member json, reader, $field, $type $(, $default)?),)* }
                },)+];
                $crate::wire::choose(reader.kind(json, concat!($($tag, " "),+)), makers)(json, reader)
            }

            fn give(&self) -> $crate::json::Json {
                let mut members = Vec::new();
                $crate::wire::put(&mut members, "kind", $crate::json::Json::from(self.kind()));
                match self {
                    $($name::$variant { $($field,)* } => {
                        $($crate::wire!(@give members, *$field, $field, $type $(, $default)?);)*
                    })+
                }
                let _ = &mut members;
                $crate::json::Json::Map(members)
            }

            $crate::when_authoring! {
                fn schema(schemas: &mut $crate::schema::Schemas) -> $crate::json::Json {
                    schemas.tagged(stringify!($name), &[$(stringify!($meta),)*], $strict, |schemas, variants| {
                        $(
                            #[allow(unused_mut)]
                            let mut members = Vec::new();
                            $($crate::wire!(@schema schemas, (&mut members), [$(stringify!($field_meta),)*], $field, $type $(, $default)?);)*
                            variants.push(($tag, vec![$(stringify!($variant_meta),)*], members));
                        )+
                        let _ = schemas;
                    })
                }
            }
            $crate::when_testing! {
                fn invent(choices: &mut $crate::testing::Choices) -> Self {
                    let makers: &[fn(&mut $crate::testing::Choices) -> Self] = &[$(|choices| {
                        let _ = &choices;
                        $name::$variant { $($field: $crate::wire::Wire::invent(choices),)* }
                    },)+];
                    choices.one_of(makers)
                }
            }
        }
        $crate::wire!($($rest)*);
    };
    (@member $json:ident, $reader:ident, $field:ident, $type:ty) => {
        $reader.member::<$type>($json, stringify!($field))
    };
    (@member $json:ident, $reader:ident, $field:ident, $type:ty, $default:expr) => {
        if $json.get(stringify!($field)).is_some() { $reader.member::<$type>($json, stringify!($field)) } else { $default }
    };
    (@give $members:ident, $value:expr, $field:ident, $type:ty) => {
        if !$crate::wire::Wire::is_absent(&$value) {
            $crate::wire::put(&mut $members, stringify!($field), $crate::wire::Wire::give(&$value));
        }
    };
    (@give $members:ident, $value:expr, $field:ident, $type:ty, $default:expr) => {
        let default: $type = $default;
        if $value != default {
            $crate::wire::put(&mut $members, stringify!($field), $crate::wire::Wire::give(&$value));
        }
    };
    (@schema $schemas:ident, $members:expr, $doc:expr, $field:ident, $type:ty) => {
        {
            let schema = <$type as $crate::wire::Wire>::schema($schemas);
            let is_required = <$type as $crate::wire::Wire>::absent().is_none();
            $members.push($crate::schema::Member {
                name: stringify!($field), doc: $crate::schema::doc_text(&$doc), schema, is_required, default: None,
            });
        }
    };
    (@schema $schemas:ident, $members:expr, $doc:expr, $field:ident, $type:ty, $default:expr) => {
        {
            let schema = <$type as $crate::wire::Wire>::schema($schemas);
            let default: $type = $default;
            $members.push($crate::schema::Member {
                name: stringify!($field), doc: $crate::schema::doc_text(&$doc), schema, is_required: false,
                default: Some($crate::wire::Wire::give(&default)),
            });
        }
    };
}
