//! Content: the closed tree that Markdown becomes. No HTML exists here, and nothing in it can run.

use crate::seek::strung;
use crate::wire::Wire as _;

/// Deepest nesting of a content tree, counted in nodes. Source: 30 levels of two JSON nestings each, inside a chunk, stay
/// within the 64 of [`crate::json::MAX_JSON_DEPTH`]; thousands crash a tab.
pub const MAX_CONTENT_DEPTH: usize = 30;
/// Most nodes in the content of one step.
pub const MAX_CONTENT_NODES: usize = 2_000;
/// Largest Markdown source of one text, in bytes.
pub const MAX_TEXT_SOURCE_BYTES: usize = 16 * 1024;
/// Most columns of a table.
pub const MAX_TABLE_COLUMNS: usize = 20;
/// Most rows of a table, its head included.
pub const MAX_TABLE_ROWS: usize = 200;

crate::wire! {
    /// A block of content.
    enum Block {
        /// A paragraph.
        Paragraph = "paragraph" {
            /// Its content.
            of: Vec<Inline>,
        },
        /// A heading.
        Heading = "heading" {
            /// 1 to 6.
            level: u32,
            /// Its content.
            of: Vec<Inline>,
        },
        /// A bulleted or numbered list.
        List = "list" {
            /// The first number of a numbered list; a bulleted list when absent.
            start: Option<u32>,
            /// The items.
            items: Vec<ListItem>,
        },
        /// A quotation.
        Quote = "quote" {
            /// Its content.
            of: Vec<Block>,
        },
        /// A block of code or other text to be taken literally.
        CodeBlock = "code_block" {
            /// The text.
            text: String,
        },
        /// A table.
        Table = "table" {
            /// Alignment by column.
            columns: Vec<ColumnAlign>,
            /// Head cells.
            head: Vec<Cell>,
            /// Rows.
            rows: Vec<Row>,
        },
        /// A thematic break.
        Rule = "rule" {},
        /// A note that stands out.
        Callout = "callout" {
            /// What kind of note.
            tone: Tone,
            /// Its content.
            of: Vec<Block>,
        },
    }

    /// An item of a list.
    struct ListItem {
        /// For items of a task list: whether it is done.
        is_done: Option<bool>,
        /// Its content.
        of: Vec<Block>,
    }

    /// A row of a table.
    struct Row {
        /// Its cells.
        cells: Vec<Cell>,
    }

    /// A cell of a table.
    struct Cell {
        /// Its content.
        of: Vec<Inline>,
    }

    /// Alignment of a table's column.
    words ColumnAlign {
        /// As the language reads.
        Auto = "auto",
        /// At the beginning.
        Start = "start",
        /// In the middle.
        Center = "center",
        /// At the end.
        End = "end",
    }

    /// What kind of note a callout is.
    words Tone {
        /// Something to know.
        Note = "note",
        /// Something that makes it easier.
        Tip = "tip",
        /// Something without which it does not work.
        Important = "important",
        /// Something that can go wrong.
        Warning = "warning",
        /// Something that loses data or money.
        Caution = "caution",
    }

    /// Content within a line.
    enum Inline {
        /// Text.
        Text = "text" {
            /// The text.
            text: String,
        },
        /// Emphasis.
        Emphasis = "emphasis" {
            /// Its content.
            of: Vec<Inline>,
        },
        /// Strong emphasis; what the interface calls its controls.
        Strong = "strong" {
            /// Its content.
            of: Vec<Inline>,
        },
        /// Struck out.
        Strike = "strike" {
            /// Its content.
            of: Vec<Inline>,
        },
        /// Code or other text to be taken literally.
        Code = "code" {
            /// The text.
            text: String,
        },
        /// Keys to press together.
        Keys = "keys" {
            /// The keys in order, for example `Ctrl`, `S`.
            keys: Vec<String>,
        },
        /// A link. Its address is checked again before it is used.
        Link = "link" {
            /// The address.
            url: String,
            /// Its content.
            of: Vec<Inline>,
        },
        /// An image. Its address is checked again before it is used.
        Image = "image" {
            /// The address.
            url: String,
            /// What it shows, for those who cannot see it.
            alt: String,
        },
        /// A line break.
        Break = "break" {},
        /// The live accessible name of the step's matched target.
        TargetLabel = "target_label" {
            /// The recorded name, where the live one cannot be read.
            fallback: String,
        },
    }
}

/// The content of one text.
pub type Content = Vec<Block>;

/// The letters of a text without its structure, for announcements and for names.
#[must_use]
pub fn plain_text(content: &[Block]) -> String {
    let mut out = String::new();
    content.iter().for_each(|block| plain_block(block, &mut out));
    out.truncate(out.trim_end().len());
    out
}

fn plain_block(block: &Block, out: &mut String) {
    match block {
        Block::Paragraph { of } | Block::Heading { of, .. } => plain_inlines(of, out),
        Block::List { items, .. } => {
            items.iter().flat_map(|item| &item.of).for_each(|inner| plain_block(inner, out))
        }
        Block::Quote { of } | Block::Callout { of, .. } => {
            of.iter().for_each(|inner| plain_block(inner, out))
        }
        Block::CodeBlock { text } => out.push_str(text),
        Block::Table { head, rows, .. } => {
            for cell in head.iter().chain(rows.iter().flat_map(|row| &row.cells)) {
                plain_inlines(&cell.of, out);
                out.push(' ');
            }
        }
        Block::Rule {} => {}
    }
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn plain_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text } | Inline::Code { text } => out.push_str(text),
            Inline::Emphasis { of }
            | Inline::Strong { of }
            | Inline::Strike { of }
            | Inline::Link { of, .. } => {
                plain_inlines(of, out);
            }
            Inline::Keys { keys } => out.push_str(&strung(keys, '+')),
            Inline::Image { alt, .. } => out.push_str(alt),
            Inline::Break {} => out.push(' '),
            Inline::TargetLabel { fallback } => out.push_str(fallback),
        }
    }
}

/// Whether it is nothing but paragraphs of words.
#[must_use]
pub fn is_plain(content: &[Block]) -> bool {
    content.iter().all(|block| matches!(block, Block::Paragraph { of } if are_words(of)))
}

fn are_words(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text { .. } | Inline::Break {} | Inline::TargetLabel { .. } => true,
        Inline::Strong { of } => are_words(of),
        _ => false,
    })
}

/// Nodes and depth of a tree, for the limits above.
#[must_use]
pub fn measure(content: &[Block]) -> (usize, usize) {
    // The written form is the tree: objects are nodes, and every second nesting is a level.
    fn walk(json: &crate::json::Json, depth: usize, nodes: &mut usize, deepest: &mut usize) {
        match json {
            crate::json::Json::Map(members) => {
                *nodes += 1;
                *deepest = (*deepest).max(depth + 1);
                members.iter().for_each(|(_, value)| walk(value, depth + 1, nodes, deepest));
            }
            crate::json::Json::List(items) => items.iter().for_each(|item| walk(item, depth, nodes, deepest)),
            _ => {}
        }
    }
    let (mut nodes, mut deepest) = (0, 0);
    content.iter().for_each(|block| walk(&block.give(), 0, &mut nodes, &mut deepest));
    (nodes, deepest)
}
