//! An open element while a tree is being built: one variant per kind, owning what it has collected so far.

use lotse_model::content::{Block, Cell, ColumnAlign, Inline, ListItem, Row, Tone};

/// An element that has begun and not yet ended.
#[derive(Debug)]
pub(crate) enum Frame {
    Quote(Vec<Block>),
    Callout(Tone, Vec<Block>),
    List {
        start: Option<u32>,
        items: Vec<ListItem>,
    },
    Item {
        is_done: Option<bool>,
        of: Vec<Block>,
    },
    /// A paragraph; an implied one holds the words of a tight list item and ends with the next block.
    Paragraph {
        of: Vec<Inline>,
        is_implied: bool,
    },
    Heading {
        level: u32,
        of: Vec<Inline>,
    },
    CodeBlock(String),
    Table {
        columns: Vec<ColumnAlign>,
        head: Vec<Cell>,
        rows: Vec<Row>,
    },
    Head(Vec<Cell>),
    Row(Vec<Cell>),
    Cell(Vec<Inline>),
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Strike(Vec<Inline>),
    Link {
        url: String,
        of: Vec<Inline>,
    },
    Image {
        url: Option<String>,
        alt: String,
    },
    HtmlBlock(String),
    /// An element that leaves no node: a mark within the same mark, a refused link, formatting within an image's alt.
    Transparent,
}

impl Frame {
    /// Whether the element becomes a node of the tree.
    pub(crate) fn is_node(&self) -> bool {
        !matches!(self, Frame::Head(_) | Frame::Transparent | Frame::HtmlBlock(_))
    }

    /// Where blocks go, when the element holds blocks.
    pub(crate) fn blocks(&mut self) -> Option<&mut Vec<Block>> {
        match self {
            Frame::Quote(of) | Frame::Callout(_, of) | Frame::Item { of, .. } => Some(of),
            _ => None,
        }
    }

    /// Where words go, when the element holds words.
    pub(crate) fn inlines(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Frame::Paragraph { of, .. }
            | Frame::Heading { of, .. }
            | Frame::Cell(of)
            | Frame::Emphasis(of)
            | Frame::Strong(of)
            | Frame::Strike(of)
            | Frame::Link { of, .. } => Some(of),
            _ => None,
        }
    }

    /// Whether this is a mark of the same kind: it says nothing within itself.
    pub(crate) fn is_same_mark(&self, other: &Frame) -> bool {
        matches!(
            (self, other),
            (Frame::Emphasis(_), Frame::Emphasis(_))
                | (Frame::Strong(_), Frame::Strong(_))
                | (Frame::Strike(_), Frame::Strike(_))
        )
    }
}
