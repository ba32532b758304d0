//! What a draft holds: a document, or a text that cannot be read as one.

use lotse_model::json::{self, Json};
use lotse_model::upgrade::upgrade;

/// The content of a draft.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Body {
    /// A document, with everything in it that nobody understands.
    Tree(Json),
    /// A text that is not JSON, or that would not be the same once written.
    Text(String),
}

impl Body {
    /// Reads a text. Documents of older schema versions are upgraded, where there is an upgrade.
    pub(crate) fn of_text(text: &str) -> Self {
        let Ok(tree) = json::parse(text) else { return Body::Text(text.to_owned()) };
        let tree = upgrade(tree.clone()).map_or(tree, |upgraded| upgraded.json);
        // Fractions with very many digits, or beyond all bounds, are not kept by the tree.
        let is_kept = !has_fraction(&tree) || json::parse(&tree.write()).as_ref() == Ok(&tree);
        if is_kept { Body::Tree(tree) } else { Body::Text(text.to_owned()) }
    }

    /// The text to save: the same for the same content.
    pub(crate) fn write(&self) -> String {
        match self {
            Body::Tree(tree) => tree.write_pretty(),
            Body::Text(text) => text.clone(),
        }
    }
}

fn has_fraction(json: &Json) -> bool {
    match json {
        Json::Fraction(_) => true,
        Json::List(items) => items.iter().any(has_fraction),
        Json::Map(members) => members.iter().any(|(_, value)| has_fraction(value)),
        _ => false,
    }
}
