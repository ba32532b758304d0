//! One text: Markdown to a tree, held to what there is room for where it stands.

use std::collections::HashMap;

use lotse_markup::Finding as MarkupFinding;
use lotse_model::content::{Block, Content, Inline, measure, plain_text};
use lotse_model::url::AddressPolicy;

use crate::walk::Role;

/// Most texts that are remembered.
const MAX_REMEMBERED: usize = 20_000;

/// Texts that were read before, under the same address policy: of a draft, one changes at a time.
#[derive(Clone, Debug, Default)]
pub(super) struct Memo {
    is_on: bool,
    texts: HashMap<Role, HashMap<String, Read>>,
    names: HashMap<String, String>,
}

impl Memo {
    /// One that remembers.
    pub(super) fn remembering() -> Self {
        Memo { is_on: true, ..Memo::default() }
    }

    /// As [`read`].
    pub(super) fn read(&mut self, markdown: &str, role: Role, addresses: &AddressPolicy<'_>) -> Read {
        let known = self.texts.entry(role).or_default();
        if let Some(known) = known.get(markdown) {
            return known.clone();
        }
        let read = read(markdown, role, addresses);
        if self.is_on {
            if known.len() >= MAX_REMEMBERED {
                known.clear();
            }
            known.insert(markdown.to_owned(), read.clone());
        }
        read
    }

    /// The letters of a name.
    pub(super) fn name(&mut self, markdown: &str) -> String {
        if let Some(known) = self.names.get(markdown) {
            return known.clone();
        }
        let name = plain_text(&lotse_markup::parse(markdown, &AddressPolicy::default()).content);
        if self.is_on {
            if self.names.len() >= MAX_REMEMBERED {
                self.names.clear();
            }
            self.names.insert(markdown.to_owned(), name.clone());
        }
        name
    }
}

/// A text that was read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) content: Content,
    /// How many nodes it has.
    pub(super) nodes: usize,
    pub(super) markup: Vec<MarkupFinding>,
    /// What does not fit where the text stands.
    pub(super) misfit: Option<&'static str>,
}

fn read(markdown: &str, role: Role, addresses: &AddressPolicy<'_>) -> Read {
    let parsed = lotse_markup::parse(markdown, addresses);
    let misfit = if role == Role::Body { None } else { misfit(&parsed.content) };
    Read { nodes: measure(&parsed.content).0, content: parsed.content, markup: parsed.findings, misfit }
}

/// Headings, labels and names are one line, and nothing in them can be pressed.
fn misfit(content: &[Block]) -> Option<&'static str> {
    let [Block::Paragraph { of }] = content else { return kind_instead(content) };
    of.iter().find_map(misfit_within)
}

fn misfit_within(inline: &Inline) -> Option<&'static str> {
    match inline {
        Inline::Break {} | Inline::Link { .. } | Inline::Image { .. } => Some(inline.kind()),
        Inline::Emphasis { of } | Inline::Strong { of } | Inline::Strike { of } => {
            of.iter().find_map(misfit_within)
        }
        Inline::Text { .. } | Inline::Code { .. } | Inline::Keys { .. } | Inline::TargetLabel { .. } => None,
    }
}

/// What stands there instead of one line; of several paragraphs, their kind.
fn kind_instead(content: &[Block]) -> Option<&'static str> {
    let other = content.iter().find(|block| !matches!(block, Block::Paragraph { .. }));
    other.or(content.first()).map(Block::kind)
}

/// What target labels were found.
#[derive(Debug, Default)]
pub(super) struct Labels {
    pub(super) any: bool,
    /// One has no words for where the live name cannot be read.
    pub(super) unnamed: bool,
}

/// Gives every target label without words of its own the name that is known of the target.
pub(super) fn name_labels(content: &mut [Block], name: Option<&str>) -> Labels {
    let mut labels = Labels::default();
    lines(content, &mut |line| label_line(line, name, &mut labels));
    labels
}

fn label_line(line: &mut [Inline], name: Option<&str>, labels: &mut Labels) {
    for inline in line {
        match inline {
            Inline::TargetLabel { fallback } => {
                labels.any = true;
                match name {
                    Some(name) if fallback.is_empty() => name.clone_into(fallback),
                    _ => labels.unnamed |= fallback.is_empty(),
                }
            }
            Inline::Emphasis { of }
            | Inline::Strong { of }
            | Inline::Strike { of }
            | Inline::Link { of, .. } => {
                label_line(of, name, labels);
            }
            _ => {}
        }
    }
}

/// Calls `visit` for every line of the tree. As deep as the tree, which the parser has limited.
fn lines(content: &mut [Block], visit: &mut impl FnMut(&mut [Inline])) {
    for block in content {
        match block {
            Block::Paragraph { of } | Block::Heading { of, .. } => visit(of),
            Block::Quote { of } | Block::Callout { of, .. } => lines(of, visit),
            Block::List { items, .. } => items.iter_mut().for_each(|item| lines(&mut item.of, visit)),
            Block::Table { head, rows, .. } => {
                let cells = head.iter_mut().chain(rows.iter_mut().flat_map(|row| &mut row.cells));
                cells.for_each(|cell| visit(&mut cell.of));
            }
            Block::CodeBlock { .. } | Block::Rule {} => {}
        }
    }
}
