//! Walking through trees.

use lotse_model::content::{Block, Inline};

/// Calls `visit` for everything within a line, containers before their content.
pub fn inlines(content: &[Block], visit: &mut dyn FnMut(&Inline)) {
    for block in content {
        match block {
            Block::Paragraph { of } | Block::Heading { of, .. } => line(of, visit),
            Block::List { items, .. } => items.iter().for_each(|item| inlines(&item.of, visit)),
            Block::Quote { of } | Block::Callout { of, .. } => inlines(of, visit),
            Block::Table { head, rows, .. } => {
                let cells = head.iter().chain(rows.iter().flat_map(|row| &row.cells));
                cells.for_each(|cell| line(&cell.of, visit));
            }
            Block::CodeBlock { .. } | Block::Rule {} => {}
        }
    }
}

fn line(of: &[Inline], visit: &mut dyn FnMut(&Inline)) {
    for inline in of {
        visit(inline);
        match inline {
            Inline::Emphasis { of }
            | Inline::Strong { of }
            | Inline::Strike { of }
            | Inline::Link { of, .. } => {
                line(of, visit);
            }
            _ => {}
        }
    }
}
