//! What may leave the page: what the app calls its controls, never what somebody typed or what stands in rows.

use lotse_locator::{FIELD, Facts};

use crate::address;

/// Shortest text that is looked for inside others, in characters.
const SHORTEST: usize = 3;
/// Texts of fields that are remembered after they were typed over.
const MAX_REMEMBERED: usize = 1000;
/// Attributes that say what an element is, not what is in it.
const PLAIN: [&str; 15] = [
    "action",
    "aria-haspopup",
    "aria-label",
    "alt",
    "autocomplete",
    "class",
    "data-testid",
    "for",
    "href",
    "icon",
    "id",
    "name",
    "placeholder",
    "title",
    "type",
];
/// Roles whose text is what they are called.
const CALLED_BY_TEXT: [&str; 14] = [
    "button",
    "checkbox",
    "columnheader",
    "heading",
    "link",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "option",
    "radio",
    "rowheader",
    "switch",
    "tab",
    "treeitem",
];

/// Whether elements of this role are called what they say.
pub fn is_called_by_text(role: &str) -> bool {
    CALLED_BY_TEXT.contains(&role)
}

/// What the page holds that is none of our business.
#[derive(Clone, Debug, Default)]
pub struct Discretion {
    typed: Vec<String>,
    shown: Vec<String>,
}

impl Discretion {
    /// Out of flat lists of what is in fields, and of what stands in cells.
    pub fn new(typed: &str, shown: &str) -> Self {
        let folded = |flat: &str| {
            let texts = flat.split(FIELD).map(fold);
            texts.filter(|text| text.chars().count() >= SHORTEST).collect()
        };
        Discretion { typed: folded(typed), shown: folded(shown) }
    }

    /// Remembers what was in fields before, too: what was typed over may still stand elsewhere.
    pub fn and(mut self, before: &Discretion) -> Self {
        let more = before.typed.iter().filter(|text| !self.typed.contains(text)).cloned();
        let more: Vec<String> = more.take(MAX_REMEMBERED).collect();
        self.typed.extend(more);
        self
    }

    /// Whether a text repeats what is in a field.
    pub fn is_typed(&self, text: &str) -> bool {
        repeats(&self.typed, &fold(text))
    }

    /// Whether a text repeats what is in a field or stands in a cell.
    pub fn is_data(&self, text: &str) -> bool {
        let text = fold(text);
        repeats(&self.typed, &text) || repeats(&self.shown, &text)
    }

    /// Those parts of a page's title that a control says as well.
    pub fn title(&self, title: &str, spoken: &str) -> String {
        let spoken: Vec<String> = spoken.split(FIELD).map(fold).filter(|name| !name.is_empty()).collect();
        let parts = title.split(['|', '–', '—', '·', '•', '›', '»', ':']).flat_map(|part| part.split(" - "));
        let own = parts
            .map(str::trim)
            .filter(|part| !part.is_empty() && spoken.contains(&fold(part)) && !self.is_data(part));
        own.collect::<Vec<_>>().join(" – ")
    }

    /// The facts of an element without what they may not say.
    pub fn facts(&self, mut facts: Facts) -> Facts {
        let is_called_by_text = is_called_by_text(&facts.role);
        if !is_called_by_text || self.is_typed(&facts.text) {
            facts.text.clear();
        }
        // What is no control may be called after the record that it shows.
        let is_control = is_called_by_text && facts.role != "heading";
        for text in [&mut facts.name, &mut facts.label, &mut facts.text] {
            if self.is_typed(text) || (!is_control && self.is_data(text)) {
                text.clear();
            }
        }
        // What merely stands before a field may be anything; its own label is its name.
        if facts.label != facts.name {
            facts.label.clear();
        }
        // What stands above a form is often the record that is in it.
        if self.is_data(&facts.heading) {
            facts.heading.clear();
        }
        facts.ancestry =
            facts.ancestry.split(" < ").map(|link| self.link(link)).collect::<Vec<_>>().join(" < ");
        facts.attributes.retain(|(name, value)| self.keeps(name, value));
        facts
    }

    /// A link of the ancestry: its role, and its name when that is the app's.
    fn link<'a>(&self, link: &'a str) -> &'a str {
        let role = link.split(' ').next().unwrap_or_default();
        let is_of_row =
            matches!(role, "row" | "listitem" | "cell" | "gridcell" | "option" | "article" | "treeitem");
        if link.contains(' ') && (is_of_row || self.is_data(link.get(role.len() + 1..).unwrap_or_default())) {
            return role;
        }
        link
    }

    fn keeps(&self, name: &str, value: &str) -> bool {
        let is_own = PLAIN.contains(&name)
            || name.strip_prefix("data-").is_some_and(|_| is_code(value) && !self.is_data(value));
        if !is_own || self.is_typed(value) {
            return false;
        }
        match name {
            "href" | "action" => {
                let (path, query) = value.split_once('?').unwrap_or((value, ""));
                let is_way = !path.split('/').any(address::is_record) && !query.contains('=');
                is_way
                    || (!path.contains("://")
                        && !value.split(['/', '?', '&', '=']).any(address::is_record)
                        && !is_personal(query))
            }
            "title" | "alt" | "placeholder" | "aria-label" => !self.is_data(value),
            _ => true,
        }
    }
}

fn is_personal(query: &str) -> bool {
    let own = address::own_pairs([format!("?{query}").as_str()].into_iter(), core::iter::empty());
    query.split('&').any(|pair| !own.contains(pair))
}

/// A word that programs use: small letters, hyphens.
fn is_code(value: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_' | b'.' | b':');
    !value.is_empty() && value.len() <= 32 && value.bytes().all(is_letter)
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether a text is one of these, or has one of them in it as whole words.
fn repeats(secrets: &[String], text: &str) -> bool {
    secrets.iter().any(|secret| {
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(secret.as_str())) {
            let (start, end) = (from + at, from + at + secret.len());
            let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            let before = text.get(..start).and_then(|text| text.chars().next_back());
            let after = text.get(end..).and_then(|text| text.chars().next());
            if !is_letter(before) && !is_letter(after) {
                return true;
            }
            from = end;
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn private() -> Discretion {
        Discretion::new("Zanzibar Ltd\u{1f}no\u{1f}\u{1f}draft 7", "Order 4711")
    }

    #[test]
    fn what_was_typed_is_recognised_in_other_texts() {
        let private = private();
        assert!(private.is_typed("Edit zanzibar  LTD now") && private.is_typed("draft 7"));
        assert!(!private.is_typed("Zanzibar Ltda") && !private.is_typed("No"));
        assert!(private.is_data("Order 4711 – items") && !private.is_typed("Order 4711"));
    }

    #[test]
    fn facts_say_what_the_app_says() {
        let attributes = [
            ("id", "save"),
            ("title", "Save Zanzibar Ltd"),
            ("data-customer", "Huber"),
            ("data-action", "save"),
            ("data-code", "x1"),
            ("href", "/orders/4711"),
            ("onclick", "go()"),
            ("value", "secret"),
        ];
        let facts = Facts {
            role: "button".into(),
            name: "Save".into(),
            text: "Save".into(),
            heading: "Order 4711".into(),
            ancestry: "cell < row Huber < table Orders < dialog Zanzibar Ltd#d < main".into(),
            attributes: attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            ..Facts::default()
        };
        let said = private().facts(facts);
        assert_eq!((said.name.as_str(), said.heading.as_str()), ("Save", ""));
        assert_eq!(said.ancestry, "cell < row < table Orders < dialog < main");
        let kept: Vec<&str> = said.attributes.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(kept, ["id", "data-action"]);
        let heading = Facts { role: "heading".into(), name: "Order 4711".into(), ..Facts::default() };
        assert_eq!(private().facts(heading).name, "");
        let field = Facts { role: "textbox".into(), text: "typed".into(), ..Facts::default() };
        assert_eq!(private().facts(field).text, "");
    }

    #[test]
    fn what_was_typed_over_is_remembered() {
        let later = Discretion::new("Another", "").and(&private());
        assert!(later.is_typed("Edit Zanzibar Ltd") && later.is_typed("another"));
    }

    #[test]
    fn links_keep_their_way() {
        let keeps = |href: &str| private().keeps("href", href);
        assert!(keeps("?view=invoices") && keeps("/admin/auth/user/") && keeps("/a/?view=open"));
        assert!(
            !keeps("?view=invoice&id=R-2024-1")
                && !keeps("/x/12")
                && !keeps("/list?q=zanzibar")
                && !keeps("/a/?note=Zanzibar%20Ltd")
        );
    }

    #[test]
    fn titles_are_what_controls_say() {
        let title = |text: &str| private().title(text, "Orders\u{1f}Kontor\u{1f}Order 4711");
        assert_eq!(title("Orders – Kontor"), "Orders – Kontor");
        assert_eq!(title("Order 4711 | Huber & Sons | kontor"), "kontor");
        assert_eq!(title("Huber"), "");
    }
}
