//! Builds a tree element by element and keeps the limits of `lotse_model::content` while doing so.
//!
//! The open elements are a list, not a recursion, so a hostile source costs memory in proportion and no stack.

use lotse_model::content::{
    Block, Cell, Content, Inline, ListItem, MAX_CONTENT_DEPTH, MAX_CONTENT_NODES, Row,
};

use crate::frame::Frame;
use crate::inline::{append, ends_with_text, trim_breaks};
use lotse_model::diagnostic::Code;

/// Most open elements, those that leave no node included. Keeps the walk linear in the source.
const MAX_OPEN: usize = 4 * MAX_CONTENT_DEPTH;

/// A limit was reached: nothing more can be added.
#[derive(Debug)]
pub(crate) struct Full(pub(crate) Code, pub(crate) String);

fn too_deep() -> Full {
    Full(Code::MARKUP_TOO_DEEP, format!("> {MAX_CONTENT_DEPTH}"))
}

/// A tree with its open elements.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    content: Content,
    open: Vec<Frame>,
    depth: usize,
    nodes: usize,
}

impl Builder {
    /// Begins an element.
    pub(crate) fn begin(&mut self, frame: Frame) -> Result<(), Full> {
        if self.open.len() >= MAX_OPEN {
            return Err(too_deep());
        }
        let says_nothing = self.open.iter().any(|open| open.is_same_mark(&frame));
        let frame = if says_nothing { Frame::Transparent } else { frame };
        if frame.is_node() {
            self.count(self.depth + 1)?;
            self.depth += 1;
        }
        self.open.push(frame);
        Ok(())
    }

    /// Ends the innermost element. An element of the same kind was begun: the parser's events are balanced.
    pub(crate) fn end(&mut self) {
        let Some(frame) = self.open.pop() else { return };
        if frame.is_node() {
            self.depth -= 1;
        }
        self.attach(frame);
    }

    /// Adds something within a line.
    pub(crate) fn inline(&mut self, inline: Inline) -> Result<(), Full> {
        let joins =
            matches!(inline, Inline::Text { .. }) && self.line().is_some_and(|line| ends_with_text(line));
        if !joins {
            self.count(self.depth + 1)?;
        }
        self.add_inline(inline);
        Ok(())
    }

    /// Adds a block that holds nothing.
    pub(crate) fn block(&mut self, block: Block) -> Result<(), Full> {
        self.count(self.depth + 1)?;
        self.add_block(block);
        Ok(())
    }

    /// The innermost open element.
    pub(crate) fn innermost(&mut self) -> Option<&mut Frame> {
        self.open.last_mut()
    }

    /// The innermost open element for which `choose` finds something.
    pub(crate) fn nearest<'a, T: 'a>(
        &'a mut self,
        choose: impl FnMut(&'a mut Frame) -> Option<T>,
    ) -> Option<T> {
        self.open.iter_mut().rev().find_map(choose)
    }

    /// Ends everything and hands the tree out.
    pub(crate) fn finish(mut self) -> Content {
        while !self.open.is_empty() {
            self.end();
        }
        self.content
    }

    fn count(&mut self, depth: usize) -> Result<(), Full> {
        if depth > MAX_CONTENT_DEPTH {
            return Err(too_deep());
        }
        if self.nodes >= MAX_CONTENT_NODES {
            return Err(Full(Code::MARKUP_TOO_MANY_NODES, format!("> {MAX_CONTENT_NODES}")));
        }
        self.nodes += 1;
        Ok(())
    }

    /// The line that words go to now.
    fn line(&mut self) -> Option<&mut Vec<Inline>> {
        self.open.iter_mut().rev().find(|frame| !matches!(frame, Frame::Transparent)).and_then(Frame::inlines)
    }

    fn add_inline(&mut self, inline: Inline) {
        if let Some(line) = self.line() {
            append(line, inline);
        }
    }

    fn add_block(&mut self, block: Block) {
        match self.open.last_mut().and_then(Frame::blocks) {
            Some(blocks) => blocks.push(block),
            None => self.content.push(block),
        }
    }

    fn attach(&mut self, frame: Frame) {
        match frame {
            Frame::Quote(of) => self.add_block(Block::Quote { of }),
            Frame::Callout(tone, of) => self.add_block(Block::Callout { tone, of }),
            Frame::List { start, items } => self.add_block(Block::List { start, items }),
            Frame::CodeBlock(text) => self.add_block(Block::CodeBlock { text }),
            Frame::Table { columns, head, rows } => self.add_block(Block::Table { columns, head, rows }),
            Frame::Paragraph { mut of, .. } => {
                trim_breaks(&mut of);
                if !of.is_empty() {
                    self.add_block(Block::Paragraph { of });
                }
            }
            Frame::Heading { level, mut of } => {
                trim_breaks(&mut of);
                self.add_block(Block::Heading { level, of });
            }
            Frame::Emphasis(of) => self.add_mark(of, |of| Inline::Emphasis { of }),
            Frame::Strong(of) => self.add_mark(of, |of| Inline::Strong { of }),
            Frame::Strike(of) => self.add_mark(of, |of| Inline::Strike { of }),
            Frame::Link { url, of } => self.add_inline(Inline::Link { url, of }),
            Frame::Image { url: Some(url), alt } => self.add_inline(Inline::Image { url, alt }),
            Frame::Image { url: None, alt } => self.add_inline(Inline::Text { text: alt }),
            part => self.attach_part(part),
        }
    }

    fn add_mark(&mut self, mut of: Vec<Inline>, mark: impl FnOnce(Vec<Inline>) -> Inline) {
        trim_breaks(&mut of);
        if !of.is_empty() {
            self.add_inline(mark(of));
        }
    }

    /// Parts of lists and tables.
    fn attach_part(&mut self, part: Frame) {
        match (self.open.last_mut(), part) {
            (Some(Frame::List { items, .. }), Frame::Item { is_done, of }) => {
                items.push(ListItem { is_done, of });
            }
            (Some(Frame::Table { head, .. }), Frame::Head(cells)) => *head = cells,
            (Some(Frame::Table { rows, .. }), Frame::Row(cells)) => rows.push(Row { cells }),
            (Some(Frame::Head(cells) | Frame::Row(cells)), Frame::Cell(of)) => cells.push(Cell { of }),
            _ => {}
        }
    }
}
