//! Places in a JSON document, as JSON pointers (RFC 6901), and what stands there.

use lotse_model::json::{Json, pointed_name, pointer_part};

/// A place: names of members and numbers of items, from the root down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place(Vec<String>);

impl Place {
    /// The whole document.
    pub const ROOT: Place = Place(Vec::new());

    /// Reads a pointer; `None` when it neither is empty nor begins with `/`.
    #[must_use]
    pub fn of_pointer(pointer: &str) -> Option<Self> {
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return None;
        }
        let parts = pointer.split('/').skip(1).map(pointed_name);
        Some(Place(parts.collect()))
    }

    /// The place as pointer.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.0.iter().map(|part| format!("/{}", pointer_part(part))).collect()
    }

    /// A place within this one.
    #[must_use]
    pub fn with(&self, part: impl ToString) -> Self {
        let mut parts = self.0.clone();
        parts.push(part.to_string());
        Place(parts)
    }

    /// The place that this one is in, and its name or number there; `None` for the root.
    #[must_use]
    pub fn split(&self) -> Option<(Place, &str)> {
        let (last, before) = self.0.split_last()?;
        Some((Place(before.to_vec()), last))
    }

    /// Names and numbers, from the root down.
    #[must_use]
    pub fn parts(&self) -> &[String] {
        &self.0
    }

    /// The first so many parts.
    #[must_use]
    pub fn first(&self, count: usize) -> Place {
        Place(self.0.iter().take(count).cloned().collect())
    }

    /// What stands there.
    #[must_use]
    pub fn get<'a>(&self, root: &'a Json) -> Option<&'a Json> {
        self.0.iter().try_fold(root, |json, part| match json {
            Json::List(items) => items.get(item(part)?),
            json => json.get(part),
        })
    }

    pub(super) fn get_mut<'a>(&self, root: &'a mut Json) -> Option<&'a mut Json> {
        self.0.iter().try_fold(root, |json, part| match json {
            Json::List(items) => items.get_mut(item(part)?),
            Json::Map(members) => members.iter_mut().find(|(name, _)| name == part).map(|(_, value)| value),
            _ => None,
        })
    }
}

/// The number of an item: digits without needless zeros.
pub(crate) fn item(part: &str) -> Option<usize> {
    let is_plain = part == "0" || !part.starts_with(['0', '+']);
    part.parse().ok().filter(|_| is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_read_as_they_are_written() {
        let json = lotse_model::json::parse(r#"{"a/b":[{"~":1}],"":2}"#).unwrap();
        for (pointer, there) in [
            ("", true),
            ("/a~1b/0/~0", true),
            ("/", true),
            ("/a~1b/00", false),
            ("/a~1b/1", false),
            ("/x", false),
        ] {
            let place = Place::of_pointer(pointer).unwrap();
            assert_eq!(place.pointer(), pointer);
            assert_eq!(place.get(&json).is_some(), there, "{pointer}");
        }
        assert_eq!(Place::of_pointer("a"), None);
    }
}
