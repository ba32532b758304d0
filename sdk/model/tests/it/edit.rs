//! Golden documents, and documents made of them by small changes.

use std::path::{Path, PathBuf};

use lotse_model::json::{Json, parse};

/// A path below the project's root.
pub fn at_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A golden document of the present schema version.
pub fn golden(name: &str) -> Json {
    parse(&golden_text(name)).expect("golden files are JSON")
}

/// The same as it is written.
pub fn golden_text(name: &str) -> String {
    let path = at_root(&format!("tests/contract/v0/{name}.json"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Sets the value that a JSON pointer names, or takes it away. A last part `-` appends to a list.
pub fn set(json: &mut Json, pointer: &str, value: Option<Json>) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    let parent = parent.split('/').skip(1).fold(json, |json, part| match json {
        Json::Map(members) => {
            let found = members.iter_mut().find(|(name, _)| name == part);
            &mut found.unwrap_or_else(|| panic!("no {part} on the way to {pointer}")).1
        }
        Json::List(items) => &mut items[part.parse::<usize>().expect("an index")],
        other => panic!("{other:?} on the way to {pointer}"),
    });
    let name = name.replace("~1", "/").replace("~0", "~");
    match (parent, value) {
        (Json::Map(members), None) => members.retain(|(known, _)| *known != name),
        (Json::Map(members), Some(value)) => match members.iter_mut().find(|(known, _)| *known == name) {
            Some(slot) => slot.1 = value,
            None => members.push((name, value)),
        },
        (Json::List(items), Some(value)) if name == "-" => items.push(value),
        (Json::List(items), Some(value)) => items[name.parse::<usize>().expect("an index")] = value,
        (Json::List(items), None) => drop(items.remove(name.parse().expect("an index"))),
        (other, _) => panic!("{other:?} at {pointer}"),
    }
}
