//! Content trees as nodes. Addresses are checked again here, whatever was checked before.

use lotse_model::content::{Block, Cell, ColumnAlign, Inline, ListItem, Tone};
use lotse_model::keys::{Keyboard, key_name};
use lotse_model::seek::parts;
use lotse_model::url::AddressPolicy;

use super::build::{node, put, put_icon, put_text, put_words};
use crate::natives::{Node, append, set_attribute};
use crate::words::{Tongue, Word, digits, tone, word};

/// What a content tree is drawn with.
pub(super) struct Scribe<'a> {
    /// Which addresses are allowed.
    pub(super) addresses: AddressPolicy<'a>,
    /// Whose key names.
    pub(super) keyboard: Keyboard,
    /// Language of the interface's own words.
    pub(super) tongue: Tongue,
    /// The live name of the matched target.
    pub(super) target_label: Option<&'a str>,
    /// Whether something was drawn that the whole style sheet is needed for.
    pub(super) is_rich: core::cell::Cell<bool>,
}

impl Scribe<'_> {
    /// Draws blocks at the end of an element.
    pub(super) fn blocks(&self, to: &Node, blocks: &[Block]) {
        for block in blocks {
            self.block(to, block);
        }
    }

    /// Draws only what stands in lines: titles and labels have no blocks.
    pub(super) fn line(&self, to: &Node, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 {
                put_words(to, " ");
            }
            match block {
                Block::Paragraph { of } | Block::Heading { of, .. } => self.inlines(to, of),
                Block::List { items, .. } => items.iter().for_each(|item| self.line(to, &item.of)),
                Block::Quote { of } | Block::Callout { of, .. } => self.line(to, of),
                Block::CodeBlock { text } => put_words(to, text),
                Block::Table { .. } | Block::Rule {} => {}
            }
        }
    }

    fn block(&self, to: &Node, block: &Block) {
        match block {
            Block::Paragraph { of } => self.inlines(&put(to, "p", ""), of),
            rich => {
                self.is_rich.set(true);
                self.rich(to, rich);
            }
        }
    }

    fn rich(&self, to: &Node, block: &Block) {
        match block {
            Block::Paragraph { .. } => {}
            // The card's own title is the second level of the page; whatever the text says lies below it.
            Block::Heading { level, of } => {
                self.inlines(&put(to, if *level < 3 { "h3" } else { "h4" }, ""), of)
            }
            Block::List { start, items } => self.list(to, *start, items),
            Block::Quote { of } => self.blocks(&put(to, "blockquote", ""), of),
            Block::CodeBlock { text } => {
                let frame = put(to, "pre", "");
                set_attribute(&frame, "tabindex", "0");
                put_text(&frame, "code", "", text);
            }
            Block::Table { columns, head, rows } => {
                let frame = put(to, "div", "table");
                set_attribute(&frame, "tabindex", "0");
                let table = put(&frame, "table", "");
                self.row(&put(&table, "thead", ""), "th", columns, head);
                let body = put(&table, "tbody", "");
                rows.iter().for_each(|row| self.row(&body, "td", columns, &row.cells));
            }
            Block::Rule {} => drop(put(to, "hr", "")),
            Block::Callout { tone: kind, of } => {
                let (class, path) = callout(*kind);
                let frame = put(to, "div", class);
                set_attribute(&frame, "role", "note");
                put_icon(&frame, path);
                let inner = put(&frame, "div", "");
                put_text(&inner, "strong", "", tone(self.tongue, *kind));
                self.blocks(&inner, of);
            }
        }
    }

    fn list(&self, to: &Node, start: Option<u32>, items: &[ListItem]) {
        let list = put(to, if start.is_some() { "ol" } else { "ul" }, "");
        // Browsers take the list's role away where its marks are styled away.
        set_attribute(&list, "role", "list");
        if let Some(first) = start.filter(|first| *first != 1) {
            set_attribute(&list, "start", &digits(first));
        }
        for item in items {
            let entry = put(&list, "li", "");
            if let Some(is_done) = item.is_done {
                set_attribute(&entry, "class", if is_done { "task done" } else { "task" });
                let mark = put(&entry, "span", "mark");
                put_icon(&mark, if is_done { CHECK } else { "" });
                let said = if is_done { Word::Done } else { Word::Open };
                put_text(&mark, "span", "unseen", word(self.tongue, said));
            }
            self.blocks(&entry, &item.of);
        }
    }

    fn row(&self, to: &Node, tag: &str, columns: &[ColumnAlign], cells: &[Cell]) {
        let row = put(to, "tr", "");
        for (index, cell) in cells.iter().enumerate() {
            let class = match columns.get(index) {
                Some(ColumnAlign::Center) => "center",
                Some(ColumnAlign::End) => "end",
                _ => "",
            };
            let made = put(&row, tag, class);
            if tag == "th" {
                set_attribute(&made, "scope", "col");
            }
            self.inlines(&made, &cell.of);
        }
    }

    fn inlines(&self, to: &Node, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(to, inline);
        }
    }

    fn inline(&self, to: &Node, inline: &Inline) {
        match inline {
            Inline::Text { text } => put_words(to, text),
            Inline::Emphasis { of } => self.inlines(&put(to, "em", ""), of),
            Inline::Strong { of } => self.inlines(&put(to, "strong", ""), of),
            Inline::Strike { of } => self.inlines(&put(to, "s", ""), of),
            Inline::Code { text } => {
                self.is_rich.set(true);
                put_text(to, "code", "", text);
            }
            Inline::Keys { keys } => self.keys(to, keys),
            Inline::Link { url, of } => self.link(to, url, of),
            Inline::Image { url, alt } => self.image(to, url, alt),
            Inline::Break {} => drop(put(to, "br", "")),
            Inline::TargetLabel { fallback } => {
                let live = self.target_label.filter(|label| !label.is_empty());
                put_text(to, "bdi", "label", live.unwrap_or(fallback));
            }
        }
    }

    fn keys(&self, to: &Node, keys: &[String]) {
        let chord = put(to, "kbd", "keys");
        // Shortcuts read from left to right in every language.
        set_attribute(&chord, "dir", "ltr");
        for (index, key) in keys.iter().enumerate() {
            if index > 0 {
                put_words(&chord, "+");
            }
            put_text(&chord, "kbd", "", &key_name(key, self.keyboard));
        }
    }

    fn link(&self, to: &Node, url: &str, of: &[Inline]) {
        let Ok(address) = self.addresses.link(url) else {
            self.inlines(to, of);
            return;
        };
        self.is_rich.set(true);
        let link = put(to, "a", "");
        set_attribute(&link, "href", &address);
        set_attribute(&link, "target", "_blank");
        set_attribute(&link, "rel", "noopener noreferrer");
        self.inlines(&link, of);
        let hint = put(&link, "span", "unseen");
        put_words(&hint, " (");
        put_words(&hint, word(self.tongue, Word::NewTab));
        put_words(&hint, ")");
    }

    fn image(&self, to: &Node, url: &str, alt: &str) {
        self.is_rich.set(true);
        let Ok(address) = self.addresses.image(url) else {
            put_text(
                to,
                "span",
                "missing",
                if alt.is_empty() { word(self.tongue, Word::ImageMissing) } else { alt },
            );
            return;
        };
        // Everything is set before the address is: the request must not leak where the user is.
        let image = node("img", "");
        set_attribute(&image, "alt", alt);
        set_attribute(&image, "decoding", "async");
        set_attribute(&image, "referrerpolicy", "no-referrer");
        set_attribute(&image, "src", &address);
        append(to, &image);
    }
}

/// A check mark.
pub(super) const CHECK: &str = "M3.5 8.5l3 3 6-7";

/// Class and drawing of a callout. One text, because the first part of the core holds tables whether it needs them or not.
fn callout(tone: Tone) -> (&'static str, &'static str) {
    const LOOKS: &str = "callout note|M8 7.5v4M8 4.6v.01M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z|\
         callout tip|M6 14.5h4M6.2 12c0-1.6-2.2-2.5-2.2-5.2a4 4 0 0 1 8 0c0 2.7-2.2 3.6-2.2 5.2z|\
         callout important|M8 4.5v4M8 11.4v.01M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z|\
         callout warning|M8 6.2v3.3M8 11.9v.01M8 1.8L15 14H1z|\
         callout caution|M8 6.2v3.3M8 11.9v.01M8 1.8L15 14H1z";
    let place = match tone {
        Tone::Note => 0,
        Tone::Tip => 1,
        Tone::Important => 2,
        Tone::Warning => 3,
        Tone::Caution => 4,
    };
    let mut looks = parts(LOOKS, "|").skip(2 * place);
    (looks.next().unwrap_or_default(), looks.next().unwrap_or_default())
}
