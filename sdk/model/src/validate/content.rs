//! Content trees in text chunks: limits and addresses. Markdown was checked before; a bundle can come from anywhere.

use super::walk::Walk;
use crate::content::{
    Block, Inline, MAX_CONTENT_DEPTH, MAX_CONTENT_NODES, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS, measure,
};
use crate::diagnostic::Code;
use crate::url::{AddressFault, AddressPolicy};

/// The content of one text.
pub(super) fn content<'a>(walk: &mut Walk<'a>, content: &'a [Block]) {
    let (nodes, depth) = measure(content);
    walk.report_if(nodes > MAX_CONTENT_NODES, Code::MARKUP_TOO_MANY_NODES, nodes);
    walk.report_if(depth > MAX_CONTENT_DEPTH, Code::MARKUP_TOO_DEEP, depth);
    for (index, block) in content.iter().enumerate() {
        walk.at(index, |walk| self::block(walk, block));
    }
}

fn block<'a>(walk: &mut Walk<'a>, whole: &'a Block) {
    match whole {
        Block::Paragraph { of } => walk.each("of", of, inline),
        Block::Heading { level, of } => {
            walk.report_at("level", !(1..=6).contains(level), Code::BAD_HEADING_LEVEL, level);
            walk.each("of", of, inline);
        }
        Block::List { items, .. } => walk.each("items", items, |walk, item| walk.each("of", &item.of, block)),
        Block::Quote { of } | Block::Callout { of, .. } => walk.each("of", of, block),
        Block::CodeBlock { .. } | Block::Rule {} => {}
        Block::Table { columns, head, rows } => {
            let widest =
                rows.iter().map(|row| row.cells.len()).chain([columns.len(), head.len()]).max().unwrap_or(0);
            let height = rows.len() + 1;
            let is_too_large = widest > MAX_TABLE_COLUMNS || height > MAX_TABLE_ROWS;
            walk.report_if(is_too_large, Code::TABLE_TOO_LARGE, format!("{widest} x {height}"));
            walk.each("head", head, |walk, cell| walk.each("of", &cell.of, inline));
            walk.each("rows", rows, |walk, row| {
                walk.each("cells", &row.cells, |walk, cell| walk.each("of", &cell.of, inline));
            });
        }
    }
}

fn inline<'a>(walk: &mut Walk<'a>, part: &'a Inline) {
    let is_project_known = walk.project.is_some();
    let policy = walk.project.map_or_else(AddressPolicy::default, |project| project.policy());
    match part {
        Inline::Emphasis { of } | Inline::Strong { of } | Inline::Strike { of } => {
            walk.each("of", of, inline)
        }
        Inline::Link { url, of } => {
            walk.at("url", |walk| match policy.link(url) {
                Ok(_) => {}
                Err(AddressFault::Host) => walk.report_if(is_project_known, Code::LINK_HOST_UNLISTED, url),
                Err(_) => walk.report(Code::LINK_REFUSED, url),
            });
            walk.each("of", of, inline);
        }
        Inline::Image { url, .. } => walk.at("url", |walk| match policy.image(url) {
            Ok(_) => {}
            Err(AddressFault::Host) => walk.report_if(is_project_known, Code::IMAGE_HOST_UNLISTED, url),
            Err(_) => walk.report(Code::IMAGE_REFUSED, url),
        }),
        Inline::Text { .. }
        | Inline::Code { .. }
        | Inline::Keys { .. }
        | Inline::Break {}
        | Inline::TargetLabel { .. } => {}
    }
}
