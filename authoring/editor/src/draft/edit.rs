//! The smallest changes of a document. Each yields the change that takes it back, to the byte.

use lotse_model::json::{self, Json, MAX_JSON_DEPTH};

use super::body::Body;
use super::place::{Place, item};
use crate::command::Refusal;

/// One change. Members and items are named by their number, so that the order of members comes back as well.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Edit {
    /// Puts another value in the place of one.
    Set { at: Place, value: Json },
    /// Adds a member or an item; `name` is empty in lists.
    Insert { within: Place, index: usize, name: String, value: Json },
    /// Takes a member or an item away.
    Remove { within: Place, index: usize },
    /// Moves an item of a list.
    Move { within: Place, from: usize, to: usize },
    /// Puts another document in the place of this one.
    Whole(Box<Body>),
}

impl Edit {
    /// Makes the change and returns the one that takes it back; `None` when there is no such place, and nothing is changed.
    pub(crate) fn apply(self, body: &mut Body) -> Option<Edit> {
        if let Edit::Whole(mut other) = self {
            core::mem::swap(body, &mut other);
            return Some(Edit::Whole(other));
        }
        let Body::Tree(root) = body else { return None };
        match self {
            Edit::Set { at, value } => {
                let old = core::mem::replace(at.get_mut(root)?, value);
                Some(Edit::Set { at, value: old })
            }
            Edit::Insert { within, index, name, value } => {
                match within.get_mut(root)? {
                    Json::List(items) if index <= items.len() => items.insert(index, value),
                    Json::Map(members) if index <= members.len() => members.insert(index, (name, value)),
                    _ => return None,
                }
                Some(Edit::Remove { within, index })
            }
            Edit::Remove { within, index } => {
                let (name, value) = match within.get_mut(root)? {
                    Json::List(items) if index < items.len() => (String::new(), items.remove(index)),
                    Json::Map(members) if index < members.len() => members.remove(index),
                    _ => return None,
                };
                Some(Edit::Insert { within, index, name, value })
            }
            Edit::Move { within, from, to } => {
                let Json::List(items) = within.get_mut(root)? else { return None };
                if from >= items.len() || to >= items.len() {
                    return None;
                }
                let moved = items.remove(from);
                items.insert(to, moved);
                Some(Edit::Move { within, from: to, to: from })
            }
            Edit::Whole(_) => None,
        }
    }
}

/// A command at work: changes the document step by step and knows how to take all of it back.
pub(crate) struct Work<'a> {
    body: &'a mut Body,
    /// What takes back what was done, in the order in which it was done.
    inverses: Vec<Edit>,
}

impl<'a> Work<'a> {
    pub(crate) fn new(body: &'a mut Body) -> Self {
        Work { body, inverses: Vec::new() }
    }

    /// The changes that take everything back, in the order in which they are to be made.
    pub(crate) fn finish(mut self) -> Vec<Edit> {
        self.inverses.reverse();
        self.inverses
    }

    /// Takes everything back.
    pub(crate) fn abandon(mut self) {
        while let Some(edit) = self.inverses.pop() {
            edit.apply(self.body);
        }
    }

    /// The document.
    pub(crate) fn root(&self) -> Result<&Json, Refusal> {
        match &*self.body {
            Body::Tree(root) => Ok(root),
            Body::Text(_) => Err(Refusal::Unreadable),
        }
    }

    /// What stands at a place.
    pub(crate) fn get(&self, at: &Place) -> Result<&Json, Refusal> {
        at.get(self.root()?).ok_or_else(|| Refusal::NoSuchPlace(at.pointer()))
    }

    /// Puts a value where one stands, or adds a member. The same value changes nothing.
    pub(crate) fn put(&mut self, at: &Place, value: Json) -> Result<(), Refusal> {
        let missing = || Refusal::NoSuchPlace(at.pointer());
        if let Some(there) = at.get(self.root()?) {
            if *there == value {
                return Ok(());
            }
            check(at, &value)?;
            return self.edit(Edit::Set { at: at.clone(), value });
        }
        let (within, name) = at.split().ok_or_else(missing)?;
        match self.get(&within)? {
            Json::Map(members) => {
                let index = members.len();
                check(at, &value)?;
                self.edit(Edit::Insert { within, index, name: name.to_owned(), value })
            }
            _ => Err(missing()),
        }
    }

    /// Puts a value, or takes the member away when there is none.
    pub(crate) fn put_or_remove(&mut self, at: &Place, value: Option<Json>) -> Result<(), Refusal> {
        match value {
            Some(value) => self.put(at, value),
            None if at.get(self.root()?).is_none() => Ok(()),
            None => self.remove(at),
        }
    }

    /// Adds an item to a list.
    pub(crate) fn insert(&mut self, list: &Place, index: usize, value: Json) -> Result<(), Refusal> {
        check(&list.with(index), &value)?;
        match self.get(list)? {
            Json::List(items) if index <= items.len() => {
                self.edit(Edit::Insert { within: list.clone(), index, name: String::new(), value })
            }
            _ => Err(Refusal::NoSuchPlace(list.with(index).pointer())),
        }
    }

    /// Takes a member or an item away.
    pub(crate) fn remove(&mut self, at: &Place) -> Result<(), Refusal> {
        let missing = || Refusal::NoSuchPlace(at.pointer());
        let (within, name) = at.split().ok_or_else(missing)?;
        let index = match self.get(&within)? {
            Json::Map(members) => members.iter().position(|(member, _)| member == name),
            Json::List(items) => item(name).filter(|index| *index < items.len()),
            _ => None,
        };
        self.edit(Edit::Remove { within, index: index.ok_or_else(missing)? })
    }

    /// Moves an item of a list.
    pub(crate) fn shift(&mut self, within: &Place, from: usize, to: usize) -> Result<(), Refusal> {
        match self.get(within)? {
            Json::List(items) if from < items.len() && to < items.len() => {}
            _ => return Err(Refusal::NoSuchPlace(within.with(from.max(to)).pointer())),
        }
        if from == to { Ok(()) } else { self.edit(Edit::Move { within: within.clone(), from, to }) }
    }

    /// Gives a member another name, at its place.
    pub(crate) fn rename(&mut self, within: &Place, from: &str, to: &str) -> Result<(), Refusal> {
        let Json::Map(members) = self.get(within)? else { return Ok(()) };
        let Some(index) = members.iter().position(|(name, _)| name == from) else { return Ok(()) };
        if members.iter().any(|(name, _)| name == to) {
            return Err(Refusal::IdTaken(to.to_owned()));
        }
        let Some((_, value)) = members.get(index).cloned() else { return Ok(()) };
        self.edit(Edit::Remove { within: within.clone(), index })?;
        self.edit(Edit::Insert { within: within.clone(), index, name: to.to_owned(), value })
    }

    /// Puts another document in the place of this one.
    pub(crate) fn whole(&mut self, body: Body) -> Result<(), Refusal> {
        if *self.body == body { Ok(()) } else { self.edit(Edit::Whole(Box::new(body))) }
    }

    fn edit(&mut self, edit: Edit) -> Result<(), Refusal> {
        let inverse = edit.apply(self.body).ok_or(Refusal::Unreadable)?;
        self.inverses.push(inverse);
        Ok(())
    }
}

/// Whether a value can be saved and read again where it is to stand.
fn check(at: &Place, value: &Json) -> Result<(), Refusal> {
    if at.parts().len() + depth(value) > MAX_JSON_DEPTH {
        return Err(Refusal::TooDeep);
    }
    let is_kept = match value {
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => true,
        other => json::parse(&other.write()).as_ref() == Ok(other),
    };
    if is_kept { Ok(()) } else { Err(Refusal::BadValue) }
}

fn depth(value: &Json) -> usize {
    match value {
        Json::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Json::Map(members) => 1 + members.iter().map(|(_, value)| depth(value)).max().unwrap_or(0),
        _ => 0,
    }
}
