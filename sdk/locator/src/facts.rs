//! What is known of one element in a page.

use lotse_model::seek::parts;

/// Between two fields of one element in the flat form that crosses from the page.
pub const FIELD: &str = "\u{1f}";
/// Between two elements in the flat form.
pub const ITEM: &str = "\u{1e}";

/// What is known of one element. Holds no typed value.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Facts {
    /// Tag name in lower case.
    pub tag: String,
    /// ARIA role, given or implied; empty for none.
    pub role: String,
    /// Accessible name.
    pub name: String,
    /// Visible text, white space collapsed, cut at 120 characters.
    pub text: String,
    /// Text of its label, or the text that stands before it.
    pub label: String,
    /// The nearest heading above it.
    pub heading: String,
    /// Ancestors that mean something, nearest first, as `role`, `role name` or `role#id`, joined by ` < `.
    pub ancestry: String,
    /// Place among its siblings of the same tag, from 1; 0 when unknown.
    pub index: u32,
    /// How many such siblings there are, itself included.
    pub of: u32,
    /// Attributes with their values.
    pub attributes: Vec<(String, String)>,
    /// For each CSS text of the target, `1` when the element fits it, `0` when not, in the target's order.
    pub css: String,
    /// Whether label, heading, ancestry, place and the four facts below were read.
    pub is_complete: bool,
    /// Whether a person can see it, scrolling aside.
    pub is_visible: bool,
    /// Whether something else lies over its middle.
    pub is_covered: bool,
    /// Whether it is in a frame's document.
    pub is_framed: bool,
    /// The candidate that contains it most closely, by index.
    pub holder: Option<usize>,
}

impl Facts {
    /// Reads the flat form: tag, role, name, text, CSS fits, flags (`c` complete, `v` visible, `o` covered, `f` framed), holder,
    /// label, heading, ancestry, index, number of siblings, then names and values of attributes. What is missing stays empty.
    #[must_use]
    pub fn read(flat: &str) -> Facts {
        let mut fields = parts(flat, FIELD);
        let mut next = || fields.next().unwrap_or_default();
        let (tag, role, name, text) = (next(), next(), next(), next());
        let (css, flags, holder) = (next(), next(), next());
        let (label, heading, ancestry) = (next(), next(), next());
        let (index, of) = (number(next()), number(next()));
        let mut attributes = Vec::new();
        while let Some(name) = fields.next() {
            attributes.push((name.to_owned(), fields.next().unwrap_or_default().to_owned()));
        }
        Facts {
            tag: tag.to_owned(),
            role: role.to_owned(),
            name: name.to_owned(),
            text: text.to_owned(),
            label: label.to_owned(),
            heading: heading.to_owned(),
            ancestry: ancestry.to_owned(),
            index,
            of,
            attributes,
            css: css.to_owned(),
            is_complete: flags.contains('c'),
            is_visible: flags.contains('v'),
            is_covered: flags.contains('o'),
            is_framed: flags.contains('f'),
            holder: (!holder.is_empty()).then(|| number(holder) as usize),
        }
    }

    /// The value of an attribute.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Digits to a number, without the standard parser's error paths.
fn number(digits: &str) -> u32 {
    digits
        .bytes()
        .filter(u8::is_ascii_digit)
        .fold(0_u32, |sum, digit| sum.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flat_form_is_read_field_by_field() {
        let flat = [
            "a",
            "link",
            "Orders",
            "Orders 3",
            "01",
            "cv",
            "4",
            "",
            "Sales",
            "list < navigation",
            "2",
            "5",
            "href",
            "/o",
        ];
        let facts = Facts::read(&flat.join("\u{1f}"));
        assert_eq!((facts.tag.as_str(), facts.role.as_str(), facts.css.as_str()), ("a", "link", "01"));
        assert_eq!((facts.index, facts.of, facts.holder), (2, 5, Some(4)));
        assert!(facts.is_complete && facts.is_visible && !facts.is_covered && !facts.is_framed);
        assert_eq!(facts.attribute("href"), Some("/o"));
    }

    #[test]
    fn rubbish_is_read_as_little() {
        assert_eq!(Facts::read(""), Facts::default());
        assert_eq!(Facts::read("x\u{1f}").tag, "x");
        let odd = Facts::read(&format!("{}99999999999999", "\u{1f}".repeat(10)));
        assert_eq!(odd.index, u32::MAX);
    }
}
