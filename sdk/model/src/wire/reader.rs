//! The reader: where the decoder is in the document, and what it found wrong so far.

use super::{Wire, place_in_list};
use crate::diagnostic::{Code, Problem};
use crate::json::Json;

/// Most problems that one reading keeps; the rest is counted. A hostile document has one per byte.
pub const MAX_PROBLEMS: usize = 500;

/// Where the decoder is in the document, and what it found wrong so far.
#[derive(Debug, Default)]
pub struct Reader {
    path: Vec<Place>,
    faults: usize,
    /// How many of the places on the path are not in the document: what is missed below them is not news.
    absent_places: usize,
    /// Everything found wrong, in document order; at most [`MAX_PROBLEMS`].
    pub problems: Vec<Problem>,
    /// How many more were found.
    pub dropped: usize,
    /// Whether unknown descriptive members are reported too (authoring) or passed over in silence (a page).
    pub reports_unknown: bool,
}

#[derive(Debug, Clone)]
enum Place {
    Member(&'static str),
    Absent,
    Named(String),
    Item(usize),
}

impl Reader {
    /// A reader that reports members it does not know, as `lotse check` does.
    #[must_use]
    pub fn authoring() -> Self {
        Reader { reports_unknown: true, ..Reader::default() }
    }

    /// How many faults were met that make a value unusable.
    #[must_use]
    pub fn faults(&self) -> usize {
        self.faults
    }

    /// Takes back the faults since there were so many: the value is not used, but what holds it can be.
    pub fn forgive(&mut self, faults: usize) {
        self.faults = faults;
    }

    /// The JSON pointer (RFC 6901) of the present place.
    #[must_use]
    pub fn pointer(&self) -> String {
        let mut out = String::new();
        for place in &self.path {
            match place {
                Place::Member(name) => push_escaped(name, &mut out),
                Place::Named(name) => push_escaped(name, &mut out),
                Place::Item(index) => {
                    out.push('/');
                    crate::json::write_integer(*index as i64, &mut out);
                }
                Place::Absent => {}
            }
        }
        out
    }

    /// Notes something about the present place that does not make its value unusable.
    pub fn report(&mut self, code: Code, detail: &str) {
        if self.absent_places > 0 {
            return;
        }
        if self.problems.len() >= MAX_PROBLEMS {
            self.dropped += 1;
            return;
        }
        let pointer = self.pointer();
        self.problems.push(Problem { code, pointer, detail: detail.to_owned() });
    }

    /// Notes a fault: the value that is being read is worth nothing.
    pub fn fail(&mut self, code: Code, detail: &str) {
        self.faults += 1;
        self.report(code, detail);
    }

    /// Goes to an item of an array, from the one before; past the last it leaves the array. Everything that is the same for
    /// all types of items happens here.
    #[inline(never)]
    pub fn item<'a>(&mut self, json: &'a Json, index: usize) -> Option<&'a Json> {
        let Json::List(items) = json else {
            self.fail(Code::WRONG_TYPE, "array");
            return None;
        };
        if index > 0 {
            self.leave();
        }
        let item = items.get(index)?;
        self.path.push(Place::Item(index));
        Some(item)
    }

    /// Goes one member deeper, for members whose names are content (language tags, text ids), until [`Reader::leave`].
    pub fn enter_named(&mut self, name: &str) {
        self.path.push(Place::Named(name.to_owned()));
    }

    /// Goes to the member `name` of an object, until [`Reader::leave`]. One that must be there and is not is a fault; what is
    /// read in its stead is nothing.
    pub fn enter<'a>(&mut self, json: &'a Json, name: &'static str) -> &'a Json {
        if let Some(value) = json.get(name) {
            self.path.push(Place::Member(name));
            value
        } else {
            self.fail(Code::MISSING_MEMBER, name);
            self.absent_places += 1;
            self.path.push(Place::Absent);
            &Json::Null
        }
    }

    /// Goes back up.
    pub fn leave(&mut self) {
        if matches!(self.path.pop(), Some(Place::Absent)) {
            self.absent_places -= 1;
        }
    }

    /// Reads the member `name` of an object, with the meaning that its absence has.
    pub fn member<T: Wire>(&mut self, json: &Json, name: &'static str) -> T {
        if let Some(absent) = T::absent()
            && json.get(name).is_none()
        {
            return absent;
        }
        let value = T::read(self.enter(json, name), self);
        self.leave();
        value
    }

    /// Begins to read an object with these members, listed in one text: whether it is one, and has no others where that matters.
    pub fn object(&mut self, json: &Json, known: &'static str, is_strict: bool) {
        let Json::Map(members) = json else { return self.fail(Code::WRONG_TYPE, "object") };
        if !is_strict && !self.reports_unknown {
            return;
        }
        for (name, _) in members {
            if place_in_list(known, name).is_some() || name == "kind" {
                continue;
            }
            self.enter_named(name);
            if is_strict {
                self.fail(Code::UNKNOWN_MEMBER_REFUSED, name);
            } else if self.reports_unknown && !name.starts_with('$') {
                self.report(Code::UNKNOWN_MEMBER_IGNORED, name);
            }
            self.leave();
        }
    }

    /// Which of these kinds an object has, by place in their list. One with another kind, or none, is a fault; it is read as the
    /// first.
    pub fn kind(&mut self, json: &Json, kinds: &'static str) -> usize {
        let found = json.get("kind").and_then(Json::as_text);
        match (json, found) {
            (_, Some(kind)) => {
                if let Some(index) = place_in_list(kinds, kind) {
                    return index;
                }
                self.fail(Code::UNKNOWN_KIND, kind);
            }
            (Json::Map(_), None) => self.fail(Code::MISSING_MEMBER, "kind"),
            _ => self.fail(Code::WRONG_TYPE, "object"),
        }
        0
    }

    /// Which of these words a string is, by place in the list. Another one is a fault; it is read as the first.
    pub fn word(&mut self, json: &Json, words: &'static str) -> usize {
        let text = json.as_text().unwrap_or_default();
        place_in_list(words, text).unwrap_or_else(|| {
            self.fail(Code::UNKNOWN_WORD, text);
            0
        })
    }
}

fn push_escaped(name: &str, out: &mut String) {
    out.push('/');
    for letter in name.chars() {
        match letter {
            '~' => out.push_str("~0"),
            '/' => out.push_str("~1"),
            other => out.push(other),
        }
    }
}
